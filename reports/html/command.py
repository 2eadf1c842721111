"""Build a report in one HTML file that opens offline."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dbc.arguments import file_argument, path_argument, written_argument
from reports.folder.checkout import OUTPUT
from reports.folder.reader import ENVIRONMENT, ScenarioResult, read_environment, read_result
from reports.folder.reader import RESULTS as RESULT_FILES
from reports.folder.results import RESULTS, reading
from reports.folder.whole import told
from reports.html.executor import write_executor
from reports.html.front import front_of
from reports.html.front_page import front_page
from reports.html.generator import generate, install, pinned_name
from reports.html.history import NAME as HISTORY
from reports.html.history import earlier_runs, history_of
from reports.html.nodejs import ReportError, find_node
from reports.html.page import finished
from reports.html.slim import slim_copy
from reports.values.plain import plain_lines
from rigs.errors import ConfigurationError, HarnessError
from rigs.farm.plan_file import load_plan
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT
from rigs.run.hold import Hold

DEFAULT = ROOT / OUTPUT / RESULTS
REPORT = ROOT / OUTPUT / "report.html"
COMMAND = "python -m reports html"
WAIT_S = 60
"""Seconds that another report may take which is just being added to the same history."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "results",
        nargs="*",
        type=path_argument,
        default=[DEFAULT],
        help="results folders; default: reports/output/allure",
    )
    parser.add_argument(
        "--plan",
        action="append",
        type=file_argument,
        default=[],
        metavar="FILE",
        help="plan of which the folders are parts; says whether they are whole",
    )
    parser.add_argument(
        "--output",
        type=written_argument,
        default=REPORT,
        metavar="FILE",
        help="default: reports/output/report.html",
    )


def run(options: argparse.Namespace) -> int:
    """Build it.

    Returns:
        0 when the report was built, whatever stands in it; 2 when it could not be.
    """
    try:
        plans = [(path, load_plan(path)) for path in options.plan]
        with reading(options.results, COMMAND), _remembering(history_of(options.results)):
            lines = told(plans, options.results) if plans else []
            build(options.results, options.output)
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:  # of the copy that is made, such as a full disk
        sys.stderr.write(f"{error.filename or 'report'}: {error.strerror or error}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.write(f"{options.output} ({options.output.stat().st_size / 1e6:.1f} MB)\n")
    return 0


@contextmanager
def _remembering(history: Path) -> Iterator[None]:
    """Hold the history while a report is added to it; another report that is just being made is waited for.

    Raises:
        Held: The other one has not let go of it in time.
    """
    hold = Hold(history, COMMAND)
    if history.parent.is_dir():  # else there is nothing to lose
        hold.take(WAIT_S)
    try:
        yield
    finally:
        hold.release()


def build(folders: Sequence[Path], output: Path) -> None:
    """Make the report of results folders, and remember them for the next one.

    Raises:
        ConfigurationError: A folder is missing, or a file in it is no result; a line for each.
        CatalogueError: The catalogue of requirements cannot be read.
        ReportError: A folder is empty, the generator cannot be had or failed, or the report cannot be written.
    """
    results = [result for folder in folders for result in _results(folder)]
    catalogue = Catalogue.load(ROOT / "features" / "requirements.toml")
    node = find_node()
    program = install(node)
    history = history_of(folders)
    with tempfile.TemporaryDirectory(prefix="connect-hil-report-") as name:
        work = Path(name)
        copy, remembered = work / "results", work / HISTORY
        copy.mkdir()
        for folder in folders:
            slim_copy(folder, copy, output.parent)
        write_executor(copy)
        earlier = earlier_runs(history, {result.start_ms for result in results})
        remembered.write_text(earlier, encoding="utf-8")
        plain = list(plain_lines(catalogue, results))
        front = front_page(front_of(results), catalogue, read_environment(copy / ENVIRONMENT), plain)
        page = finished(generate(node, program, copy, remembered), front, pinned_name())
        _write(output, page)
        _write(history, remembered.read_text(encoding="utf-8"))


def _results(folder: Path) -> list[ScenarioResult]:
    """Read what is in a folder, also in that of a run that was killed and has left no manifest.

    Raises:
        ConfigurationError: There is no such folder, or a file in it is no result; a line for each.
        ReportError: It has none.
    """
    if not folder.is_dir():
        raise ConfigurationError(folder, "folder", str(folder), "must be a folder that a run has left")
    results: list[ScenarioResult] = []
    wrong: list[ConfigurationError] = []
    for path in sorted(folder.glob(RESULT_FILES)):
        try:
            results.append(read_result(path))
        except ConfigurationError as error:
            wrong.append(error)
    if wrong:
        raise ConfigurationError.joined(wrong)
    if not results:
        raise ReportError(f"{folder}: no result in it; pytest features/ makes some")
    return results


def _write(path: Path, text: str) -> None:
    """Write a file in one go: what was there before stays until all of it is written.

    Raises:
        ReportError: It cannot be written.
    """
    draft = path.with_name(f"{path.name}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise ReportError(f"{path}: cannot be written: {error.strerror}") from error
