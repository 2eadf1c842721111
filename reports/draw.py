"""Draw the timing diagram and write the events of scenarios that have kept their journal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from dbc.arguments import path_argument
from reports.evidence.evidence import JOURNAL, drawn
from reports.evidence.reading import read_journal
from reports.folder.checkout import OUTPUT
from reports.folder.reader import RESULTS as RESULT_FILES
from reports.folder.reader import read_result
from reports.folder.results import RESULTS
from reports.traffic_logs import trace_path
from rigs.errors import ConfigurationError
from rigs.files.rig_file import ROOT

DEFAULT = ROOT / OUTPUT / RESULTS
DRAWN = ROOT / OUTPUT / "drawn"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "journals",
        metavar="JOURNAL",
        nargs="*",
        type=path_argument,
        default=[DEFAULT],
        help="journals, or results folders with all of theirs; default: reports/output/allure",
    )
    parser.add_argument(
        "--output", metavar="FOLDER", type=path_argument, default=DRAWN, help="default: reports/output/drawn"
    )


def run(options: argparse.Namespace) -> int:
    """Draw each of them.

    Returns:
        0; 1 where one of them could not be drawn, the others are all the same; 2 where there is none.
    """
    code, count = 0, 0
    try:
        for journal, place in [each for named in options.journals for each in _journals(named, options.output)]:
            count += 1
            try:
                made = draw(journal, place)
            except ConfigurationError as error:
                sys.stderr.write(f"{error}\n")
                code = 1
            else:
                sys.stdout.writelines(f"{path}\n" for path in made)
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not count:
        told = ", ".join(map(str, options.journals))
        sys.stderr.write(f"{told}: no journal in it; what did not pass, or ran with --evidence all, is drawn\n")
        return 2
    return code


def draw(journal: Path, place: Path) -> list[Path]:
    """Write diagram and events of a journal; returns what was written.

    Args:
        journal: As a scenario has kept it.
        place: The new files without their endings.

    Raises:
        ConfigurationError: It is no journal, or they cannot be written.
    """
    told = read_journal(journal)
    made: list[Path] = []
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        for piece in drawn(told):
            path = place.with_name(f"{place.name}.{piece.extension}")
            path.write_bytes(piece.body if isinstance(piece.body, bytes) else piece.body.encode())
            made.append(path)
    except OSError as error:
        allowed = "must be a folder that can be written to"
        raise ConfigurationError("--output", str(place.parent), error.strerror, allowed) from error
    return made


def _journals(named: Path, output: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the journals of a results folder, or the file that is one itself, each with where it is drawn.

    Raises:
        ConfigurationError: A file of the folder is no result.
    """
    if not named.is_dir():
        yield named, output / named.stem
        return
    for path in sorted(named.glob(RESULT_FILES)):
        result = read_result(path)
        for attachment in result.attachments:
            if attachment.name == JOURNAL:
                place = trace_path(output, result.node_id, compressed=False).with_suffix("")
                if not place.resolve().is_relative_to(output.resolve()):
                    allowed = "must name a feature file below the root of the project"
                    raise ConfigurationError(path, "titlePath", result.node_id, allowed)
                yield attachment.path, place
