"""Compare what nobody can judge with the text of the source: has a line changed since a reviewer has read it?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from dbc.arguments import file_argument
from dbc.text_file import read_text
from reports.seal.reviewers import load_reviewers
from rigs.errors import HarnessError
from rigs.files.catalogue import Catalogue, quote_of
from rigs.files.rig_file import ROOT

CATALOGUE = ROOT / "features" / "requirements.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", metavar="FILE", type=file_argument, help="text of the source, mycitroen-faq.txt (docs/source.md)"
    )


def run(options: argparse.Namespace) -> int:
    """Compare and print.

    Returns:
        0 where each line is as it was read, 1 where one is not, 2 where a file cannot be used.
    """
    try:
        catalogue = Catalogue.load(CATALOGUE)
        reviewers = load_reviewers(ROOT)
        lines = read_text(options.source).splitlines()
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{options.source}: cannot be read ({getattr(error, 'strerror', None) or error})\n")
        return 2
    problems = list(differences(catalogue, lines, tuple(reviewers)))
    for problem in problems:
        sys.stdout.write(f"{catalogue.path}: {problem}\n")
    read = sum(each.judged == "no" for each in catalogue)
    sys.stdout.write(f"{read} statements that nobody can judge, {len(problems)} not as they were reviewed\n")
    return 1 if problems else 0


def differences(catalogue: Catalogue, lines: Sequence[str], reviewers: Sequence[str]) -> Iterator[str]:
    """Yield what has to be reviewed anew, a line each.

    Args:
        catalogue: The requirements.
        lines: Those of the source.
        reviewers: Names of those who may say that nobody can judge something.
    """
    for each in catalogue:
        if each.judged != "no":
            continue
        found = quote_of(lines[each.line - 1]) if each.line <= len(lines) else None
        if found is None:
            yield f"[{each.id}] line = {each.line}: the source has {len(lines)} lines"
        elif each.quote != found:
            told = f"line {each.line} of the source has {found!r}; review it anew"
            yield f"[{each.id}] quote = {each.quote!r}: {told}"
        if each.reviewer not in reviewers:
            yield f"[{each.id}] reviewer = {each.reviewer!r}: allowed are {', '.join(reviewers)}"
