"""What happens by itself after a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from clock.kernel import S
from rigs.judging.aftermath import SETTLING_S, STANDING, happened
from rigs.ports.house import HOUSE
from rigs.ports.port import Observation
from rigs.values.interval import Interval
from rigs.values.track import Track
from tests.support.kernel_rig import NETWORK

END_S = 100


def found(seen: Mapping[str, Sequence[tuple[float, Any]]]) -> list[str]:
    """Give what happened by itself, of what ports have shown at times in s."""
    tracks: dict[str, Track] = {}
    for name, changes in seen.items():
        track = tracks[name] = Track(name)
        for at_s, value in changes:
            track.add(Interval.at(round(at_s * S)), value)

    def track_of(port: Observation) -> Track | None:
        return tracks.get(port.name)

    return list(happened(track_of, END_S * S))


LATER_S = END_S + 120

BREAKS: Mapping[str, tuple[Any, ...]] = {
    "psap.call": ("idle", "ringing"),
    "centre.call": ("ended", "ringing"),
    "psap.hears": ("speech", "silence"),
    "lights.hazard": ("off", "on"),
    "horn.state": ("off", "limited"),
    "doors.trunk.lock": ("locked", "unlocked"),
    "privacy.mode": ("private", "geolocated"),
    "precond.state": ("off", "running"),
    "charge.state": ("charging", "idle"),
    "charge.mode": ("immediate", "deferred"),
    "phone.banner": ({}, {"kind": "lock"}),
    "phone.trip": ({"number": 3}, {}),
    "phone.status.charge_level": (43, 60),
}


@pytest.mark.parametrize("port", BREAKS)
def test_what_begins_or_falls_back_by_itself_is_told_with_its_port_and_time(port: str) -> None:
    before, now = BREAKS[port]
    (told,) = found({port: [(1, before), (LATER_S, now)]})
    assert "120.0 s after the last step" in told
    assert port in told


def test_what_the_scenario_set_off_may_still_come_about() -> None:
    assert found({"lights.hazard": [(1, "off"), (END_S + SETTLING_S - 1, "on")]}) == []


def test_what_was_set_off_may_end() -> None:
    assert found({"lights.hazard": [(1, "off"), (99, "on"), (LATER_S, "off")]}) == []


def test_what_ended_and_begins_again_is_told() -> None:
    assert len(found({"lights.hazard": [(1, "off"), (99, "on"), (115, "off"), (LATER_S, "on")]})) == 1


def test_a_full_battery_is_told_once() -> None:
    full = {"kind": "charge_full"}
    assert found({"phone.notification": [(1, {}), (LATER_S, full)]}) == []
    assert len(found({"phone.notification": [(1, {}), (50, full), (60, {}), (LATER_S, full)]})) == 1


def test_what_a_rig_does_not_see_is_not_judged() -> None:
    assert found({}) == []


def test_each_port_of_the_aftermath_is_one_of_the_suite() -> None:
    signals = {name for bus in NETWORK.buses for message in NETWORK.messages(bus) for name in message.signals}
    assert {standing.port.name for standing in STANDING} <= signals | set(HOUSE.observations)
