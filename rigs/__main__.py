"""Rig files from the command line: a first one, whether one is allowed, and whether what it names is there."""

from __future__ import annotations

import sys

from dbc.arguments import run_command
from rigs.commands import check, new, openapi, preflight, schema

COMMANDS = {"new": new, "check": check, "preflight": preflight, "schema": schema, "openapi": openapi}
"""Commands, as `run_command` takes them."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns:
        That of the command.
    """
    return run_command("python -m rigs", __doc__, COMMANDS, arguments)


if __name__ == "__main__":
    sys.exit(main())
