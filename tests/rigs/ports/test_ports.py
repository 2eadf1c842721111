"""Ports: what they take, what their tracks hold before anything was said, and who serves them."""

from __future__ import annotations

from itertools import groupby

import pytest

from clock.kernel import seconds
from rigs.bindings.connection import Connection
from rigs.bindings.service import check_shown
from rigs.errors import ServiceFault, SuiteError
from rigs.files.rig_file import ROOT, load_rig, load_vehicles
from rigs.judging.assumptions import Assumptions
from rigs.kinds.virtual import VirtualConnector
from rigs.ports import backoffice, controls, phone, surroundings
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Instrument, Observation, Service, Stimulus
from rigs.ports.values import NOTHING, Number, Table, Text, Truth, Words
from rigs.recording.journal import Journal
from rigs.scene import Scene
from simulators.world import World
from tests.support.kernel_rig import KernelRig

RIG = load_rig(ROOT / "rigs" / "virtual.toml")
VEHICLE = next(iter(load_vehicles().values()))


class Newborn:
    """A vehicle in the moment in which it is connected, before any time has passed."""

    def __init__(self) -> None:
        def build(*arguments: object) -> World:
            self.world = World(*arguments)  # type: ignore[arg-type]  # the driver gives what a world takes
            return self.world

        self.connection: Connection = VirtualConnector(RIG, keep_traffic=False, build=build).connect(VEHICLE, "0")
        journal = Journal("features/x.feature::x", "0", RIG.name, VEHICLE.name)
        self.scene = Scene(RIG, VEHICLE, Assumptions(), self.connection, journal)

    def published(self, service: str, item: str) -> list[object]:
        """The values that a service has published, in order."""
        return [change.value for change in self.world.services[service].changes if change.item == item]


def test_no_signal_has_a_value_before_its_frame() -> None:
    made = Newborn()
    buses = made.connection.recorder.tracks
    told = {name: [change.value for change in track] for name, track in buses.items() if track.seen}
    assert told == {"comfort.activity": ["asleep"], "inter_system.activity": ["asleep"]}


def test_an_item_of_a_service_shows_what_was_published_and_nothing_else() -> None:
    made = Newborn()
    items = [port for port in HOUSE.of(Service) if isinstance(port.source, Service)]
    assert len(items) > 40
    for port in items:
        assert isinstance(port.source, Service)
        published = made.published(port.source.service, port.source.item)
        shown = [change.value for change in made.scene.track(port)]
        told = [port.shows.nothing if value is None else value for value in published]
        assert shown == ([value for value, _ in groupby(told)] or [port.shows.nothing]), port.name


def test_a_signal_whose_name_begins_like_a_service_is_a_signal() -> None:
    made = Newborn()
    assert "network" in made.world.services
    assert not made.connection.recorder.tracks["network.comfort.state"].seen


@pytest.mark.parametrize(
    ("item", "value", "allowed"),
    [
        ("status.locks", "ajar", "locked, unlocked"),
        ("banner", {"text": "Done"}, "a table with kind, text"),
        *(("mileage", value, "a number in km") for value in ("95,3", True, float("nan"), float("inf"), {"km": 1})),
    ],
)
def test_what_a_port_of_a_service_does_not_show_is_a_fault_of_the_rig(
    item: str, value: object, allowed: str
) -> None:
    with pytest.raises(ServiceFault) as fault:
        check_shown("phone", item, value)
    assert str(fault.value) == f"phone.{item} = {value!r}; allowed: {allowed}, or null"


def test_what_no_port_shows_is_for_people_and_nothing_is_always_shown() -> None:
    check_shown("phone", "unheard_of", object())
    check_shown("phone", "mileage", None)


@pytest.mark.parametrize(
    ("port", "value", "allowed"),
    [
        (controls.SOS_BUTTON, "press", "pressed, released"),
        (surroundings.WHEEL_SPEED, -1, "a number from 0 to 300 km/h"),
        (surroundings.WHEEL_SPEED, True, "a number from 0 to 300 km/h"),
        (surroundings.GNSS_POSITION, "48.8;2.3", "latitude,longitude in degrees"),
        (phone.PROGRAMME_CHARGE, "24:00", "HH:MM"),
        (backoffice.SET_DATE, "28.5.2026", "a date as YYYY-MM-DD, or with a time as YYYY-MM-DDTHH:MM"),
    ],
)
def test_a_value_that_a_port_does_not_take_is_refused_with_what_it_takes(
    port: Stimulus, value: str | float, allowed: str
) -> None:
    with pytest.raises(SuiteError) as refused:
        KernelRig().scene.stimulate(port, value)
    assert str(refused.value) == f"{port.name} takes {allowed}, not {value!r}"


def test_every_value_at_rest_is_one_that_its_port_takes() -> None:
    at_rest = dict(HOUSE.at_rest())
    assert len(at_rest) > 40
    assert {port.name: port.takes.problem(value) for port, value in at_rest.items()} == dict.fromkeys(
        (port.name for port in at_rest), None
    )


def test_the_supply_is_the_first_that_is_brought_to_rest() -> None:
    assert next(HOUSE.at_rest())[0].name == "supply.voltage"


def test_a_hazard_can_be_put_to_rest() -> None:
    assert all(port.at_rest is not None for port in HOUSE.stimuli.values() if port.hazard)


def test_a_port_that_is_declared_twice_is_refused_with_both() -> None:
    book = PortBook(HOUSE)
    with pytest.raises(SuiteError, match=r"the port button\.sos is declared twice: the red SOS button; another"):
        book.add(Stimulus("button.sos", "another", Words("on", "off"), Instrument()))
    with pytest.raises(SuiteError, match=r"led\.sos is declared twice"):
        book.add(Observation("led.sos", "another", Words("on", "off"), Instrument()))


def test_a_port_without_an_instrument_in_the_rig_file_is_told() -> None:
    nowhere = Stimulus("button.hidden", "a button of nobody", Words("on", "off"), Instrument())
    with pytest.raises(SuiteError, match=r"rig virtual has nothing behind the port button\.hidden"):
        KernelRig().scene.stimulate(nowhere, "on")


@pytest.mark.parametrize(
    ("values", "good", "bad"),
    [
        (Words("a", "b"), ("a", "b"), ("c", 1, None)),
        (Number("V", 0, 5), (0, 5, 2.5), (-0.1, 5.1, "1", True, float("nan"))),
        (Text("HH", r"\d\d"), ("12",), ("1", "123", "12\n", 12)),
        (Truth(), (True, False), (1, 0, "True", None)),
        (Table("kind", "text"), ({}, {"kind": 1, "text": 2, "more": 3}), ({"kind": 1}, "kind", None)),
    ],
)
def test_values_know_their_own(values: Words, good: tuple[object, ...], bad: tuple[object, ...]) -> None:
    assert [values.problem(value) for value in good] == [None] * len(good)
    assert None not in [values.problem(value) for value in bad]


def test_the_table_that_is_not_there_reads_as_nothing_and_is_empty() -> None:
    assert str(Table.nothing) == NOTHING
    assert not Table.nothing
    assert Table.nothing.get("kind") is None


def test_time_that_passes_is_no_frame() -> None:
    made = KernelRig()
    made.kernel.run_until(seconds(5))
    assert not any(track.seen for name, track in made.recorder.tracks.items() if not name.endswith(".activity"))
