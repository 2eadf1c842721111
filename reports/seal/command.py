"""Show in what the suite's content differs from what is sealed; with --reviewer, seal it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from reports.seal.content import LOCK
from reports.seal.difference import Difference, Weight, number_of
from reports.seal.seal import check_paths, load_seal
from rigs.errors import ConfigurationError, one_line
from rigs.files.rig_file import ROOT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files or folders, such as features/privacy; default: all"
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--reviewer", metavar="NAME", help="seal, as one of reports/policies/reviewers.toml")
    way.add_argument("--check", action="store_true", help="show what differs and write nothing (the default)")
    way.add_argument("--since", metavar="COMMIT", help="show what differs from what was sealed in a commit or tag")


def run(options: argparse.Namespace) -> int:
    """Show or seal.

    Returns:
        0 where nothing differs or all has been sealed, 1 where something differs, 2 where lock, reviewer or a file
        cannot be used.
    """
    try:
        seal = load_seal(ROOT, options.since)
        check_paths(seal, options.paths)
        differences = seal.differences(options.paths)
        strangers = seal.strangers() if options.since is None else []
        if options.reviewer is not None:
            seal.write(options.reviewer, options.paths)
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 2
    encoding = sys.stdout.encoding or "utf-8"
    for line in _told(differences, strangers, options):
        sys.stdout.write(f"{one_line(line)}\n".encode(encoding, "backslashreplace").decode(encoding))
    return 1 if (differences or strangers) and options.reviewer is None else 0


def _told(
    differences: Sequence[Difference], strangers: Sequence[str], options: argparse.Namespace
) -> Iterator[str]:
    for weight in Weight:
        lines = [str(each) for each in differences if each.weight is weight]
        if lines:
            yield f"{weight} ({len(lines)})"
            yield from (f"  {line}" for line in lines)
    if strangers:
        yield f"not sealed by a reviewer ({len(strangers)})"
        yield from (f"  {line}" for line in strangers)
    count = len(differences) + len(strangers)
    if options.since is not None:
        yield f"{number_of(count, 'difference')} since {options.since}"
    elif not count:
        yield f"{LOCK} holds what the suite judges"
    elif options.reviewer is None:
        yield f"{number_of(count, 'difference')}, not sealed; after review: python -m reports seal --reviewer NAME"
    else:
        yield f"{number_of(count, 'difference')} sealed by {options.reviewer} in {LOCK}"
