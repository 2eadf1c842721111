"""Rig files from the command line: a first one, whether one is allowed, and whether what it names is there."""

from __future__ import annotations

import argparse
import io
import sys

from rigs.commands import check, new, preflight, schema

COMMANDS = {"new": new, "check": check, "preflight": preflight, "schema": schema}
"""Commands: modules with `add_arguments(parser)` and `run(options) -> int`, and their help as first line."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns:
        That of the command.
    """
    parser = argparse.ArgumentParser(prog="python -m rigs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        text = (module.__doc__ or "").splitlines()[0]
        module.add_arguments(commands.add_parser(name, help=text, description=text))
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a path may hold bytes that are no text
    code: int = COMMANDS[options.command].run(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
