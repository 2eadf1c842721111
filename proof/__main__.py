"""What proves that the suite bites, from the command line."""

from __future__ import annotations

import argparse
import sys

from proof.catalogue import FAULTS
from proof.faulty_rigs.catalogue import FAULTY_RIGS
from proof.listing import as_json, as_table, rigs_as_table


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns:
        0.
    """
    parser = argparse.ArgumentParser(prog="python -m proof", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("faults", help="list the faulty vehicles, with who must notice")
    listing.add_argument("--json", action="store_true", help="as a JSON list")
    commands.add_parser("rigs", help="list the faulty rigs, with the verdict that a scenario must come to on each")
    options = parser.parse_args(arguments)
    if options.command == "rigs":
        sys.stdout.write(rigs_as_table(FAULTY_RIGS.values()))
    else:
        sys.stdout.write(as_json(FAULTS.values()) if options.json else as_table(FAULTS.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
