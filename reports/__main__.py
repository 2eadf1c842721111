"""What can be made of the results of a run, from the command line, the seal of the suite, and keys that sign."""

from __future__ import annotations

import argparse
import io
import sys

from reports import convert as trace
from reports.gate import command as gate
from reports.gate import key, sign
from reports.html import command as html
from reports.matrix import command as matrix
from reports.seal import command as seal

COMMANDS = {
    "html": html,
    "gate": gate,
    "seal": seal,
    "matrix": matrix,
    "trace": trace,
    "key": key,
    "sign": sign,
}
"""Commands: modules with `add_arguments(parser)` and `run(options) -> int`, and their help as first line."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
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
