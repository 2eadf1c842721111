"""Rig files and drivers from the command line: first ones, what is allowed, whether all is there, or at rest."""

from __future__ import annotations

import sys

from dbc.arguments import run_command
from rigs.commands import check, driver, new, openapi, pages, plan, preflight, rest, schema

COMMANDS = {
    "new": new,
    "check": check,
    "preflight": preflight,
    "plan": plan,
    "rest": rest,
    "driver": driver,
    "schema": schema,
    "openapi": openapi,
    "pages": pages,
}
"""Commands, as `run_command` takes them."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns:
        That of the command.
    """
    return run_command("python -m rigs", __doc__, COMMANDS, arguments)


if __name__ == "__main__":
    sys.exit(main())
