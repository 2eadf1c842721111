"""Make the key with which a bench or a runner of a CI signs its results."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reports.folder.signature import VARIABLE, new_private_key, public_text
from rigs.errors import HarnessError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("name", help="of the bench or runner, such as bay-3")
    parser.add_argument(
        "--private", type=Path, metavar="FILE", required=True, help="where the private key goes: a new file"
    )
    parser.add_argument(
        "--rigs", nargs="+", metavar="RIG", required=True, help="names of the rigs that it may sign for"
    )


def run(options: argparse.Namespace) -> int:
    """Write the private key, and print the public one as the policy's file of keys takes it.

    Returns:
        0, or 2 where the key could not be made.
    """
    try:
        public = public_text(new_private_key(options.private).public_key())
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    rigs = ", ".join(_quoted(rig) for rig in options.rigs)
    sys.stdout.write(f'[[key]]\nname = {_quoted(options.name)}\npublic = "{public}"\nrigs = [{rigs}]\n')
    sys.stderr.write(
        f"The private key is in {options.private}; it stays on this machine. Where runs start, set"
        f" {VARIABLE}={options.private.absolute()}. Have the lines above reviewed into the file of keys.\n"
    )
    return 0


def _quoted(text: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in '"\\' else sign for sign in text)
    return f'"{escaped}"'
