"""What leaves the vehicle in each privacy mode, what the services make of it, and how arrivals are seen."""

from __future__ import annotations

from typing import Any

import pytest

from clock.kernel import S, VirtualKernel
from rigs.files.rig_file import load_vehicles
from rigs.ports.derived import arrivals, has_position, is_data, is_shared
from rigs.ports.house import HOUSE
from rigs.ports.port import Derived, Signal
from rigs.ports.values import Table
from rigs.values.interval import Interval
from rigs.values.track import Track
from simulators.ecus.telematics.outbox import Outbox
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.telematics.updates import Updates
from simulators.offboard.service import Json
from simulators.world import World
from tests.support.telematics_bench import values
from tests.support.vehicle_world import NETWORK, Drive

MODES = ("geolocated", "intermediate", "private")
FIELD = {"geolocated": "share_data_and_position", "intermediate": "share_data", "private": "private"}


def vehicle(mode: str = "geolocated", **profile: Any) -> Drive:
    """A vehicle in a mode, its ignition off for a while."""
    drive = Drive.awake(ecus={"TELEMATICS": Telematics}, **profile)
    if mode != "geolocated":
        select(drive, mode)
    drive.set("ignition.kl15", False)
    drive.run(20)
    return drive


def select(drive: Drive, mode: str) -> None:
    for field in ("menu", "private_mode", FIELD[mode], "ok"):
        drive.world.instruments["finger"].execute(f"TOUC:TAP '{field}'")
        drive.run(0.3)


def switch_on(drive: Drive, duration_s: float = 10.0) -> list[str]:
    """Turn the ignition on; gives the topics that reach the back office meanwhile."""
    since = len(uplinks(drive))
    drive.set("ignition.kl15", True)
    drive.run(duration_s)
    return [message["topic"] for message in uplinks(drive)[since:]]


def uplinks(drive: Drive) -> list[dict[str, Any]]:
    return values(drive.world.services["backoffice"], "uplink")


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("geolocated", {"vehicle_status", "maintenance", "position", "navigation"}),
        ("intermediate", {"vehicle_status", "maintenance"}),
        ("private", set()),
    ],
)
def test_a_mode_says_what_leaves_the_vehicle(mode: str, told: set[str]) -> None:
    topics = set(switch_on(vehicle(mode)))
    watched = {"vehicle_status", "maintenance", "position", "navigation"}
    assert topics & watched == told


@pytest.mark.parametrize("mode", MODES)
def test_traffic_data_reach_the_navigation_in_geolocated_mode_alone(mode: str) -> None:
    drive = vehicle(mode)
    switch_on(drive)
    assert drive.get("navigation.state") == ("live" if mode == "geolocated" else "off")


def test_traffic_data_end_with_the_mode_and_with_the_ignition() -> None:
    drive = vehicle()
    switch_on(drive)
    select(drive, "private")
    assert drive.get("navigation.state") == "off"
    select(drive, "geolocated")
    drive.run(5)
    assert drive.get("navigation.state") == "live"
    drive.set("ignition.kl15", False)
    drive.run(1)
    assert drive.get("navigation.state") == "off"


def test_maintenance_data_come_once_in_ten_minutes() -> None:
    drive = vehicle()
    assert switch_on(drive, 590).count("maintenance") == 1
    since = len(uplinks(drive))
    drive.run(20)
    assert [message["topic"] for message in uplinks(drive)[since:]].count("maintenance") == 1


def test_the_app_has_each_status_that_the_back_office_has() -> None:
    drive = vehicle()
    switch_on(drive)
    statuses = [message for message in uplinks(drive) if message["topic"] == "vehicle_status"]
    shown = values(drive.world.services["phone"], "vehicle_information")
    assert shown == [{"number": each["number"], "status": each["payload"]} for each in statuses]


def test_messages_are_numbered() -> None:
    drive = vehicle()
    numbers = [message["number"] for message in uplinks(drive)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_back_office_classes_a_vehicle_as_connected_once_it_has_spoken() -> None:
    assert values(vehicle().world.services["backoffice"], "vehicle") == ["not_connected", "connected"]


def test_a_vehicle_that_is_not_connected_has_no_telematics_unit_and_is_never_heard_of() -> None:
    kernel = VirtualKernel(1)
    world = World(kernel, NETWORK, load_vehicles()["not_connected"])
    assert "TELEMATICS" not in world.ecus
    world.power_on()
    world.wiring.flag("ignition.kl15").set(True)
    kernel.run_for(60 * S)
    assert values(world.services["backoffice"], "uplink") == []
    assert values(world.services["backoffice"], "vehicle") == ["not_connected"]


@pytest.mark.parametrize(
    ("mode", "told"),
    [("private", {"privacy"}), ("intermediate", {"privacy", "vehicle_status", "maintenance"})],
)
def test_what_waits_for_coverage_leaves_only_where_the_new_mode_allows_it(mode: str, told: set[str]) -> None:
    drive = vehicle()
    drive.set("ignition.kl15", True)
    drive.set("cell.coverage", False)
    drive.run(130)
    since = len(uplinks(drive))
    select(drive, mode)
    drive.set("ignition.kl15", False)
    drive.set("cell.coverage", True)
    drive.run(5)
    assert {message["topic"] for message in uplinks(drive)[since:]} == told


def test_the_data_of_a_breakdown_call_that_wait_lose_their_position_with_the_mode() -> None:
    drive = vehicle()
    outbox = drive.world.ecu("TELEMATICS", Telematics).part(Outbox)
    data: dict[str, Json] = {"vin": "VR7BCZKXCME123456", "position": {"latitude_deg": 48.0}, "utc_s": 0}
    assert outbox.allowed("breakdown", data) == data
    drive.set("ignition.kl15", True)
    drive.run(3)
    select(drive, "intermediate")
    assert outbox.allowed("breakdown", data) == {**data, "position": None}
    select(drive, "private")
    assert outbox.allowed("breakdown", data) is None
    assert outbox.allowed("order_report", {"id": 1, "kind": "lock", "result": "done"}) is None
    assert outbox.allowed("order_report", {"id": 1, "kind": "lock", "result": "refused"}) is not None


def test_an_update_that_is_installed_in_private_mode_is_told_after_it() -> None:
    drive = vehicle()
    drive.set("ignition.kl15", True)
    drive.run(3)
    updates = drive.world.ecu("TELEMATICS", Telematics).part(Updates)
    updates.receive({"state": "pending"})
    select(drive, "private")
    since = len(uplinks(drive))
    for _ in range(updates.calibration.parts):
        updates.install_part()
    drive.run(5)
    assert [message for message in uplinks(drive)[since:] if message["topic"] == "update"] == []
    select(drive, "geolocated")
    drive.run(5)
    assert [message["payload"] for message in uplinks(drive)[since:] if message["topic"] == "update"] == [
        {"state": "installed"}
    ]


@pytest.mark.parametrize(("checks", "asked"), [("on", False), ("off", True)])
def test_without_checks_the_vehicle_itself_refuses_what_has_no_contract(checks: str, asked: bool) -> None:
    drive = vehicle()
    office = drive.world.services["backoffice"]
    office.call("set_contract", "ended")
    office.call("set_checks", checks)
    drive.run(5)
    since = len(uplinks(drive))
    office.call("order", "lights")
    drive.world.services["phone"].call("refresh", "slide_down")
    drive.run(20)
    refused = [each["payload"]["result"] for each in uplinks(drive)[since:] if each["topic"] == "order_report"]
    assert refused == ["refused"] * asked
    assert not any(each["topic"] == "status_answer" for each in uplinks(drive)[since:])


@pytest.mark.parametrize(
    ("topic", "payload", "shared"),
    [
        ("privacy", {"mode": "private"}, False),
        ("privacy", {"mode": "private", "odometer_km": 1.0}, True),
        ("order_report", {"id": 1, "kind": "lock", "result": "refused"}, False),
        ("order_report", {"id": 1, "kind": "lock", "result": "refused", "soc_percent": 80.0}, True),
        ("order_report", {"id": 1, "kind": "lock", "result": "done"}, True),
        ("position", {"latitude_deg": None}, True),
        ("vehicle_status", {"locks": "locked"}, True),
    ],
)
def test_the_mode_and_a_refusal_share_nothing_and_all_else_does(
    topic: str, payload: dict[str, object], shared: bool
) -> None:
    assert is_shared({"number": 1, "topic": topic, "payload": payload}) is shared


@pytest.mark.parametrize(
    ("topic", "payload", "data", "position"),
    [
        ("vehicle_status", {"locks": "locked"}, True, False),
        ("maintenance", {"odometer_km": 1.0}, True, False),
        ("position", {"latitude_deg": 48.0}, False, True),
        ("position", {"latitude_deg": None}, False, False),
        ("vehicle_status", {"place": {"latitude_deg": 48.0}}, True, True),
        ("privacy", {"mode": "private"}, False, False),
        ("order_report", {"result": "refused"}, False, False),
        ("order_report", {"result": "done"}, True, False),
    ],
)
def test_messages_are_judged_by_what_they_say(
    topic: str, payload: dict[str, object], data: bool, position: bool
) -> None:
    message = {"number": 1, "topic": topic, "payload": payload}
    assert (is_data(message), has_position(message)) == (data, position)


def test_an_arrival_is_a_moment_and_each_message_has_its_own() -> None:
    source, track = Track("backoffice.uplink"), Track("uplink.data")
    source.add(Interval(0, 0), Table.nothing)
    source.add(Interval(3, 3), {"number": 1})
    arrivals(lambda message: message["number"] != 2)((source,), track, VirtualKernel())
    for number in (2, 3):
        source.add(Interval(number * 5, number * 5), {"number": number})
    assert [(change.when.latest_ns, change.value) for change in track] == [
        (0, False),
        (3, True),
        (3, False),
        (15, True),
        (15, False),
    ]


def test_what_a_port_follows_from_is_a_port_too() -> None:
    for port in HOUSE.of(Derived):
        assert isinstance(port.source, Derived)
        named = [each for each in port.source.ports if not isinstance(each.source, Signal)]
        assert [HOUSE.observations[each.name] for each in named] == named


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("electric", {"connected", "sos_buttons", "double_push", "switching_blinks"}),
        ("electric_without_double_push", {"connected", "sos_buttons", "not_double_push"}),
        ("combustion_without_sos", {"connected", "not_sos_buttons", "not_double_push"}),
        ("not_connected", {"not_connected", "not_sos_buttons", "not_double_push"}),
    ],
)
def test_what_a_vehicle_has_and_what_it_lacks_are_tags(name: str, tags: set[str]) -> None:
    judged = {"connected", "sos_buttons", "double_push", "switching_blinks"}
    judged |= {f"not_{tag}" for tag in judged}
    assert load_vehicles()[name].tags & judged == tags
