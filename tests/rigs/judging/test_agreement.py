"""What the vehicle tells at the end of a scenario, and what instruments see of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from rigs.judging.agreement import disagreements

AS_TOLD: Mapping[str, Any] = {
    "doors.front_left.lock": "superlocked",
    "latch.front_left": "locked",
    "doors.trunk.lock": "unlocked",
    "latch.trunk": "unlocked",
    "lights.hazard": "on",
    "lamp.hazard": "dark",
    "charge.state": "charging",
    "station.power": 7000.0,
    "precond.state": "off",
    "ignition.state": "on",
    "climate.power": 800.0,
}


def found(**changes: Any) -> list[str]:
    values = {**AS_TOLD, **{name.replace("__", "."): value for name, value in changes.items()}}
    return list(disagreements(lambda port: values.get(port.name)))


def test_what_is_seen_as_it_is_told_is_no_disagreement() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"latch__front_left": "unlocked"},
            "the vehicle tells doors.front_left.lock = superlocked, and latch.front_left shows unlocked",
        ),
        (
            {"latch__trunk": "locked"},
            "the vehicle tells doors.trunk.lock = unlocked, and latch.trunk shows locked",
        ),
        (
            {"lights__hazard": "off", "lamp__hazard": "lit"},
            "the vehicle tells lights.hazard = off, and lamp.hazard shows lit",
        ),
        (
            {"charge__state": "idle"},
            "the vehicle tells charge.state = idle, and station.power shows 7000.0",
        ),
        (
            {"ignition__state": "off"},
            "the vehicle tells precond.state = off, ignition.state = off, and climate.power shows 800.0",
        ),
    ],
)
def test_what_is_seen_otherwise_is_told_with_both(changes: Mapping[str, Any], told: str) -> None:
    assert found(**changes) == [told]


@pytest.mark.parametrize(
    "changes", [{"latch__front_left": None}, {"latch__front_left": "unlocked", "doors__front_left__lock": None}]
)
def test_where_one_of_the_two_is_not_there_nothing_is_compared(changes: Mapping[str, Any]) -> None:
    assert found(**changes) == []
