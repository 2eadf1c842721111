"""Two runs side by side, such as a bench's and the virtual rig's: verdicts and measured values that differ.

Values differ when they lie further apart than both runs can be wrong. Left out are scenarios that only one of the
runs has, that did not apply in one, or that ran on another vehicle; they are counted.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from dbc.arguments import path_argument, written_argument
from reports.cross_check.compare import Comparison, Pair, Value, compare
from reports.folder.reader import Run, read_run
from reports.folder.results import reading
from reports.values.measured import Measured
from rigs.errors import HarnessError

AGREE, DIFFER, UNUSABLE = 0, 1, 2
"""Exit codes of the command; see `run`."""

COLUMNS = (
    "scenario",
    "verdict",
    "other_verdict",
    "measured",
    "unit",
    "low",
    "high",
    "other_low",
    "other_high",
    "gap",
)
"""Columns of the table: node id; its verdicts; what was measured, in which unit, the bounds of both values, empty
where there is none; what lies between the two, `inf` where they cannot be compared. A scenario without a measured
value has one line."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `reports.__main__.COMMANDS`."""
    parser.add_argument("first", metavar="RESULTS", type=path_argument, help="a folder of results")
    parser.add_argument("second", metavar="RESULTS", type=path_argument, help="that of the other run")
    parser.add_argument(
        "--csv", metavar="FILE", type=written_argument, help="write all that was compared here, as a table"
    )


def run(options: argparse.Namespace) -> int:
    """Compare and tell.

    Returns:
        0 when all that was compared agrees, 1 when something differs, 2 when there is nothing to compare.
    """
    folders = (options.first, options.second)
    try:
        with reading(folders, "python -m reports cross-check"):
            first, second = (read_run(folder) for folder in folders)
            comparison = compare(first, second)
        if options.csv:
            _write(options.csv, comparison)
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return UNUSABLE
    sys.stdout.writelines(f"{line}\n" for line in told(first, second, comparison))
    if not comparison.pairs:
        return UNUSABLE
    return DIFFER if comparison.verdicts_that_differ or comparison.values_that_differ else AGREE


def told(first: Run, second: Run, comparison: Comparison) -> Iterator[str]:
    """Yield the lines of the comparison: what was compared, what differs, what was left out."""
    for number, each in (("first", first), ("second", second)):
        manifest = each.manifest
        ended = f"{manifest.finished:%Y-%m-%d %H:%M} UTC"
        yield f"{number}: {each.folder}, rig {manifest.rig}, software {manifest.dut_software}, {ended}"
    values = sum(len(pair.values) for pair in comparison.pairs)
    yield f"compared: {_counted(len(comparison.pairs), 'scenario')}, {_counted(values, 'measured value')}"
    for reason, names in sorted(comparison.left_out.items()):
        yield f"left out: {_counted(len(names), 'scenario')} {reason}"
    verdicts, different = comparison.verdicts_that_differ, comparison.values_that_differ
    if not comparison.pairs:
        yield "nothing to compare"
        return
    yield "verdicts: " + (f"{_counted(len(verdicts), 'pair')} not the same" if verdicts else "all the same")
    for pair in verdicts:
        yield f"  {pair.first} against {pair.second}: {pair.scenario}"
    beyond = f"{_counted(len(different), 'pair')} further apart than both can be wrong"
    yield "values: " + (beyond if different else "all as near as both can tell")
    for value in sorted(different, key=lambda value: -value.gap):
        yield f"  {value}"
        yield f"    {value.scenario}"
    for name, count in sorted(comparison.measured_once.items()):
        yield f"measured in one run alone, {_counted(count, 'time')}: {name}"


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _write(path: Path, comparison: Comparison) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for pair in comparison.pairs:
            writer.writerows(_rows(pair))


def _rows(pair: Pair) -> Iterator[tuple[object, ...]]:
    head = (pair.scenario, pair.first, pair.second)
    for value in pair.values:
        yield (*head, *_cells(value))
    if not pair.values:
        yield (*head, *[""] * (len(COLUMNS) - len(head)))


def _cells(value: Value) -> tuple[object, ...]:
    return (value.name, value.unit, *_bounds(value.first), *_bounds(value.second), value.gap)


def _bounds(measured: Measured | None) -> tuple[float | None, float | None]:
    return (None, None) if measured is None else (measured.low, measured.high)
