"""What can be made of the results of a run, from the command line, and the keys that sign them."""

from __future__ import annotations

import argparse
import sys

from reports import gate, html, key, matrix, sign, trace

COMMANDS = {"html": html, "gate": gate, "matrix": matrix, "trace": trace, "key": key, "sign": sign}
"""Each a module with its help as its docstring's first line, `add_arguments(parser)` and `run(options) -> int`."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        text = (module.__doc__ or "").splitlines()[0]
        module.add_arguments(commands.add_parser(name, help=text, description=text))
    options = parser.parse_args(arguments)
    code: int = COMMANDS[options.command].run(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
