"""Trips as a spreadsheet, and two calendar months: the simulated app's own rules."""

from __future__ import annotations

import base64
import datetime as dt
import io
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from clock.kernel import S, VirtualKernel
from rigs.files.rig_file import ROOT, load_rig, load_vehicles
from rigs.ports.documents import is_whole, read_pdf, system_of
from rigs.ports.trips import SPREADSHEET, read_spreadsheet
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.journeys import Journeys, Trip, months_before
from simulators.offboard.office.spreadsheet import HEADINGS, read_trips, write_trips
from simulators.offboard.service import Json, ServiceChange
from simulators.world import World

VIN = "VR7BCZKXCME123456"
TRIPS = [
    Trip(VIN, dt.date(2026, 6, 30), 500.0, 42.0),
    Trip(VIN, dt.date(2026, 7, 1), 2100.5, 120.0, 14.2, "=SUM(1) & <Club>"),
]


def test_trips_are_the_same_after_they_were_written_and_read() -> None:
    assert read_trips(write_trips(TRIPS)) == TRIPS


def test_the_same_trips_give_the_same_file() -> None:
    assert write_trips(TRIPS) == write_trips(TRIPS)


def test_a_file_without_trips_is_read_as_one_without_trips() -> None:
    assert read_trips(write_trips([])) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(write_trips(TRIPS)) - 1))
def test_a_file_that_is_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_trips(write_trips(TRIPS)[:length])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(write_trips(TRIPS)) - 1), st.integers(1, 255))
def test_a_file_with_a_wrong_byte_is_refused_or_read_as_it_was(place: int, wrong: int) -> None:
    content = bytearray(write_trips(TRIPS))
    content[place] ^= wrong
    with suppress(Refused):
        assert read_trips(bytes(content)) == TRIPS


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        *((2, each) for each in ("nan", "inf", "-1", "long", "")),
        *((3, each) for each in ("nan", "-0.1", None)),
        *((4, each) for each in ("nan", "little")),
        *((0, each) for each in (None, 17)),
        *((1, each) for each in (None, 17, "2026-02-30", "<b>")),
        *((5, each) for each in (None, 17)),
    ],
)
def test_a_file_with_a_cell_that_no_trip_has_is_refused(place: int, cell: object) -> None:
    book = load_workbook(io.BytesIO(write_trips(TRIPS)))
    book.active.cell(row=2, column=place + 1).value = cell
    changed = io.BytesIO()
    book.save(changed)
    with pytest.raises(Refused, match="cannot be read"):
        read_trips(changed.getvalue())


class Office:
    """A back office whose contract comes and goes, and which says what the vehicle has sent."""

    vin = VIN

    def __init__(self) -> None:
        self.contracts = self.calendar = self
        self.covered = True

    def covers(self, _function: str, _holder: str | None = None) -> bool:
        return self.covered

    def holders_of(self, _function: str) -> list[str]:
        return ["subscriber"] if self.covered else []

    def now(self) -> dt.datetime:
        return dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC)

    def today(self) -> dt.date:
        return self.now().date()

    def watch(self, listener: Callable[[ServiceChange], None]) -> None:
        self._listener = listener

    def say(self, ignition: str, odometer_km: float) -> None:
        status: Json = {"ignition.state": ignition, "odometer_km": odometer_km}
        self._listener(ServiceChange(1, 0, "uplink", {"topic": "vehicle_status", "payload": status}))


def test_a_trip_begins_anew_after_a_contract_that_has_ended_on_the_way() -> None:
    office = Office()
    journeys = Journeys(office)  # type: ignore[arg-type]  # all of a back office that it uses
    office.say("on", 100.0)
    office.covered = False
    office.say("off", 110.0)
    office.covered = True
    office.say("on", 120.0)
    office.say("off", 125.0)
    assert [trip.distance_m for trip in journeys.trips("subscriber")] == [5000.0]


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 8, 1), 2, dt.date(2026, 6, 1)),
        (dt.date(2026, 8, 31), 2, dt.date(2026, 6, 30)),
        (dt.date(2027, 1, 15), 2, dt.date(2026, 11, 15)),
        (dt.date(2028, 4, 30), 2, dt.date(2028, 2, 29)),
    ],
)
def test_months_are_those_of_the_calendar(day: dt.date, months: int, before: dt.date) -> None:
    assert months_before(day, months) == before


@pytest.mark.parametrize("content", [b"", b"no workbook", write_trips(TRIPS)[:900]])
def test_what_is_no_workbook_has_no_rows_for_who_reads_it(content: bytes) -> None:
    file = {"number": 1, "type": SPREADSHEET, "content": base64.b64encode(content).decode("ascii")}
    assert read_spreadsheet(file) == {"number": 1, "rows": []}


def test_the_rows_of_a_workbook_are_read_with_their_headings() -> None:
    file = {"number": 1, "type": SPREADSHEET, "content": base64.b64encode(write_trips(TRIPS)).decode("ascii")}
    rows = read_spreadsheet(file)["rows"]
    assert rows[0] == list(HEADINGS)
    assert rows[2][2] == 2100.5


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        ("text/csv", "Day,km\r\n2026-06-30,0.5\r\n"),
        ("text/csv; charset=utf-8", "\ufeffDay;km\n2026-06-30;0,5\n"),
        ("Text/CSV", "Day\tkm\n2026-06-30\t0.5\n"),
    ],
)
def test_the_rows_of_values_with_signs_between_are_read_with_their_numbers(media_type: str, text: str) -> None:
    content = base64.b64encode(text.encode()).decode("ascii")
    rows = read_spreadsheet({"number": 1, "type": media_type, "content": content})["rows"]
    assert rows == [["Day", "km"], ["2026-06-30", 0.5]]


def test_a_parameter_of_the_media_type_changes_no_workbook() -> None:
    content = base64.b64encode(write_trips(TRIPS)).decode("ascii")
    file = {"number": 1, "type": f"{SPREADSHEET}; charset=binary", "content": content}
    assert len(read_spreadsheet(file)["rows"]) == 3


def test_what_is_no_spreadsheet_has_no_rows() -> None:
    assert read_spreadsheet({"number": 1, "type": "application/pdf", "content": ""}) == {"number": 1, "rows": []}


@pytest.mark.parametrize("content", ["no base64 at all", "\u00fc", "QUJD=QUJD"])
def test_a_file_of_signs_that_no_base64_has_is_none(content: str) -> None:
    assert read_spreadsheet({"number": 1, "type": SPREADSHEET, "content": content})["rows"] == []
    assert read_pdf({"number": 1, "content": content})["pages"] == 0
    assert not is_whole({"number": 1, "listed": {"a": "0"}, "files": {"a": content}})
    assert system_of({"content": content}) == "none"


@pytest.mark.parametrize("content", ["no base64 at all", "\u00fc", "QUJD=QUJD", ""])
def test_an_import_of_signs_that_no_base64_has_is_refused(content: str) -> None:
    kernel = VirtualKernel()
    world = World(kernel, load_rig(ROOT / "rigs" / "virtual.toml").load_network(), load_vehicles()["electric"])
    world.services["trips"].call("import", content)
    kernel.run_for(S)
    told = [change.value for change in world.services["pages"].changes if change.item == "answer"]
    assert "cannot be read" in str(told[-1])
