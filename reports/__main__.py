"""What can be made of the results of a run, from the command line, the seal of the suite, and keys that sign."""

from __future__ import annotations

import sys

from dbc.arguments import run_command
from reports import convert as trace
from reports import draw, source
from reports.cross_check import command as cross_check
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
    "source": source,
    "trace": trace,
    "draw": draw,
    "cross-check": cross_check,
    "key": key,
    "sign": sign,
}
"""Commands, as `run_command` takes them."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    return run_command("python -m reports", __doc__, COMMANDS, arguments)


if __name__ == "__main__":
    sys.exit(main())
