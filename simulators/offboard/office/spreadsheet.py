"""Trips as a spreadsheet, out of the app and into it again (lines 373 and 375)."""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.journeys import Trip

HEADINGS = ("Vehicle", "Day", "Distance (m)", "Duration (s)", "Average consumption", "Category")
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITTEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""The date in the properties of each file, so that the same trips give the same bytes."""

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""The options of the writer: what a driver has typed stays text."""

UNREADABLE = "This file cannot be read; your trips are as they were"
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError),
    *(AttributeError, IndexError, NotImplementedError, OSError, SyntaxError),
)
"""The errors by which the reader says that a file is none of ours, or is damaged; the last one is that of XML."""


def write_trips(trips: Sequence[Trip]) -> bytes:
    """Write trips, one a row under a row of headings."""
    from xlsxwriter import Workbook  # noqa: PLC0415  # takes long to load, and few scenarios need it

    buffer = io.BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        book.set_properties({"created": WRITTEN})
        sheet = book.add_worksheet("Trips")
        sheet.write_row(0, 0, HEADINGS)
        for row, each in enumerate(trips, 1):
            cells = (each.vin, each.day.isoformat(), each.distance_m, each.duration_s)
            sheet.write_row(row, 0, (*cells, each.average_consumption, each.category))
    return buffer.getvalue()


def read_trips(content: bytes) -> list[Trip]:
    """Read what `write_trips` has written.

    Raises:
        Refused: It is something else, or damaged.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # takes long to load, and few scenarios need it

    try:
        sheet = load_workbook(io.BytesIO(content), data_only=True).active
        headings, *rows = sheet.iter_rows(values_only=True)
        if tuple(headings) != HEADINGS:
            raise Refused(UNREADABLE)
        return [_trip(*row) for row in rows]
    except DAMAGES as damage:
        raise Refused(UNREADABLE) from damage


def _trip(vin: Any, day: Any, distance_m: Any, duration_s: Any, average: Any, category: Any) -> Trip:
    """Return the trip of a row.

    Raises:
        ValueError: A cell has what no trip has.
        TypeError: As above.
    """
    lengths = (float(distance_m), float(duration_s))
    consumption = None if average is None else float(average)
    if not all(isinstance(each, str) for each in (vin, category)):
        raise ValueError("a vehicle and a category are texts")
    if not all(map(math.isfinite, (*lengths, consumption or 0))) or min(lengths) < 0:
        raise ValueError("a trip has a length, and takes a time")
    return Trip(vin, dt.date.fromisoformat(day), *lengths, consumption, category)
