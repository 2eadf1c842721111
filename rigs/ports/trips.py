"""The page of the app with the driver's trips, and the spreadsheet that they are exported to."""

from __future__ import annotations

import base64
import csv
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.derived import readings
from rigs.ports.documents import FILE
from rigs.ports.port import Derived, Observation
from rigs.ports.values import Table, Text, Words

PORTS = PortBook()
_TRIPS = ServicePorts(PORTS, "trips", in_app=True)

LOOK = _TRIPS.does("look", "whether the page is opened, or left", Words("page", "elsewhere"))
ADD_CATEGORY = _TRIPS.does("add_category", "the name of the category that is made", Text("a name"))
CLASSIFY = _TRIPS.does(
    "classify", "the trip in a place of the page, and its new category", Text("N=CATEGORY", r"\d+=.+")
)
FILTER_CATEGORY = _TRIPS.does(
    "filter_category", "the category whose trips alone are shown", Text("a category, or all")
)
FILTER_DAY = _TRIPS.does(
    "filter_day",
    "the day of the calendar whose trips alone are shown",
    Text("a date, or all", r"\d{4}-\d\d-\d\d|all"),
)
EXPORT = _TRIPS.does(
    "export", "what the trips are exported for: another smartphone, or to read", Words("transfer", "spreadsheet")
)
IMPORT = _TRIPS.does("import", "the file whose trips are taken over, in base64", Text("a file in base64", r".*"))
MAIL_APP = _TRIPS.does(
    "mail_app", "whether the phone has an e-mail application", Words("installed", "missing"), "installed"
)

PAGE = _TRIPS.shows(
    "page",
    "the trips of the selected vehicle that the page showed when it was opened, and what stands around them",
    Table("number", "trips", "categories", "filter_icon", "find_elsewhere"),
)

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook that openpyxl reads."""


CSV = ("text/csv", "application/csv", "text/comma-separated-values")
"""Media types of values with commas between (RFC 4180), and what others call them."""


def read_spreadsheet(file: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read the rows of a workbook or of values with commas between; of any other file, none."""
    media_type = str(file["type"]).partition(";")[0].strip().casefold()
    try:
        content = base64.b64decode(str(file["content"]), validate=True)
    except ValueError:  # signs that no base64 has
        content = b""
    rows: list[list[Any]] = []
    if media_type == SPREADSHEET:
        rows = _rows_of_workbook(content)
    elif media_type in CSV:
        rows = _rows_of_csv(content)
    return {"number": file["number"], "rows": rows}


def _rows_of_workbook(content: bytes) -> list[list[Any]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # takes long to load, and few scenarios need it
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415  # likewise

    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
        return [list(row) for row in book.active.iter_rows(values_only=True)]
    except (InvalidFileException, KeyError, OSError, ValueError, zipfile.BadZipFile):
        return []


def _rows_of_csv(content: bytes) -> list[list[Any]]:
    text = content.decode("utf-8-sig", errors="replace")
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text, delimiters=",;\t")
    except csv.Error:  # one column alone, or no text
        dialect = csv.excel
    point = "." if dialect.delimiter == "," else ","
    try:
        return [[_cell(cell, point) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), dialect)]
    except csv.Error:
        return []


def _cell(text: str, point: str) -> str | float:
    """Return the number that a cell says, with its decimal point or comma, else its text."""
    try:
        return float(text.replace(point, "."))
    except ValueError:
        return text


SHEET = PORTS.add(
    Observation(
        "trips.sheet",
        "the rows of the spreadsheet that was exported last",
        Table("number", "rows"),
        Derived(readings(read_spreadsheet), FILE),
    )
)
