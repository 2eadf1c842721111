"""Requirement by scenario by fault with the last result, as a page and as a table.

Written are `matrix.html`, one page that needs nothing else, and `matrix.csv`, a line for each requirement,
scenario and fault with the columns of `COLUMNS`.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from dbc.arguments import path_argument
from dbc.text_file import read_text
from reports.folder.checkout import OUTPUT
from reports.folder.reader import Run, read_run
from reports.folder.results import RESULTS, reading
from reports.matrix import page as matrix_page
from reports.matrix.rows import Entry, matrix
from reports.values.plain import told
from rigs.errors import HarnessError
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT

ORDINARY = Path(OUTPUT, RESULTS)
CAMPAIGN = Path(OUTPUT, "prove", RESULTS)
FOLDER = Path(OUTPUT, "matrix")

COLUMNS = (
    "requirement",
    "chapter",
    "line",
    "strength",
    "verification",
    "text",
    "plain",
    "state",
    "worst",
    "scenario",
    "fault",
    "result",
    "vehicle",
    "rig",
    "when",
    "message",
)
"""Columns of matrix.csv: what the catalogue says; what the requirement came to; the worst value that was
measured against a limit, with its scenario; node id of the scenario; id of the fault, empty on the vehicle as
it should be; its last result, vehicle, rig, when it ended (UTC) and the first line of its message. The last
seven are empty for a requirement without a result."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `reports.__main__.COMMANDS`."""
    parser.add_argument(
        "results",
        metavar="RESULTS",
        nargs="*",
        type=path_argument,
        help=f"folders of results; default: {ORDINARY} and, where there is one, {CAMPAIGN}",
    )
    parser.add_argument("--output", metavar="FOLDER", type=path_argument, help=f"default: {FOLDER}")


def run(options: argparse.Namespace) -> int:
    """Write both files.

    Returns:
        0, or 1 where results, catalogue or output cannot be used.
    """
    output = options.output or ROOT / FOLDER
    folders = options.results or _usual_folders()
    try:
        with reading(folders, "python -m reports matrix"):
            runs = [read_run(folder) for folder in folders]
            catalogue = Catalogue.load(ROOT / "features" / "requirements.toml")
            entries = matrix(catalogue, open_ids(ROOT / "features" / "open.txt"), runs)
        output.mkdir(parents=True, exist_ok=True)
        (output / "matrix.html").write_text(matrix_page.page(entries, runs), encoding="utf-8")
        (output / "matrix.csv").write_text(as_csv(entries), encoding="utf-8", newline="")
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 1
    rows = sum(len(entry.rows) for entry in entries)
    sys.stdout.write(f"{output / 'matrix.html'}, matrix.csv: {len(entries)} requirements, {rows} rows\n")
    for unknown in sorted(_carried(runs) - {requirement.id for requirement in catalogue}):
        sys.stdout.write(f"left out: results carry {unknown}, which is not in the catalogue\n")
    return 0


def open_ids(path: Path) -> list[str]:
    """Read the ids in a file that has one a line, and lines that begin with # as remarks.

    Raises:
        OSError: It cannot be read.
    """
    lines = (line.strip() for line in read_text(path).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def as_csv(entries: Iterable[Entry]) -> str:
    """Write the table with a head; see `COLUMNS`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        requirement = entry.requirement
        head = (
            *(requirement.id, requirement.chapter, requirement.line, requirement.strength),
            *(requirement.verification, requirement.text, requirement.plain or ""),
            *(entry.state, told(entry.worst)),
        )
        for row in entry.rows:
            tail = (row.scenario, row.fault, row.result, row.vehicle, row.rig, row.when, row.message)
            writer.writerow((*head, *tail))
        if not entry.rows:
            writer.writerow((*head, *[""] * (len(COLUMNS) - len(head))))
    return text.getvalue()


def _usual_folders() -> list[Path]:
    campaign = ROOT / CAMPAIGN
    return [ROOT / ORDINARY, *([campaign] if campaign.is_dir() else [])]


def _carried(runs: Iterable[Run]) -> set[str]:
    return {requirement for each in runs for result in each.results for requirement in result.requirements}
