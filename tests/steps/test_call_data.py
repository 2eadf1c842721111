"""What the steps say of an MSD that lacks something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rigs.errors import Failed, Inconclusive
from rigs.ports import psap
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.interval import Interval
from steps.call_data import (
    CLOCK,
    THE_REQUEST,
    data_bears_time,
    data_counts_occupants,
    decoded,
    heading_within,
    position_within,
)
from tests.support.kernel_rig import KernelRig

NOON_S = 1_767_268_800.0
"""2026-01-01 12:00:00, in seconds since 1970."""

COMPLETE = {
    "latitude_deg": 48.0,
    "longitude_deg": 2.0,
    "heading_deg": 90.0,
    "passengers": 2,
    "timestamp_s": NOON_S,
}

JUDGED: dict[str, Callable[[Scene], None]] = {
    "latitude_deg": lambda scene: position_within(scene, (psap.MSD, decoded), 10, 48.0, 2.0),
    "longitude_deg": lambda scene: position_within(scene, (psap.MSD, decoded), 10, 48.0, 2.0),
    "heading_deg": lambda scene: heading_within(scene, 2, 90.0),
    "passengers": lambda scene: data_counts_occupants(scene, 2),
    "timestamp_s": lambda scene: data_bears_time(scene, THE_REQUEST),
}


class Service:
    """The PSAP, of which nothing is asked."""

    error_ns = 0

    def call(self, verb: str, argument: Any = None) -> Any:
        raise AssertionError(verb)

    def watch(self, listener: object) -> None:
        """What it shows is written by the test."""


def received(data: dict[str, Any], *, clock: bool = True) -> Scene:
    """A scene in which an MSD has come in at noon."""
    rig = KernelRig(services={"psap": Service()})
    if clock:
        for unit, value in zip(CLOCK, (2026, 1, 1, 12, 0, 0), strict=True):
            rig.scene.track(signal(f"clock.{unit}")).add(Interval.at(0), value)
    rig.event(THE_REQUEST, 0.5)
    rig.scene.track(psap.MSD).add(Interval.at(rig.kernel.now_ns), {"decoded": data})
    return rig.scene


@pytest.mark.parametrize("field", JUDGED)
def test_a_data_set_that_is_complete_passes(field: str) -> None:
    JUDGED[field](received(COMPLETE))


@pytest.mark.parametrize("field", JUDGED)
def test_a_data_set_without_a_field_fails_and_is_told_which(field: str) -> None:
    lacking = {name: value for name, value in COMPLETE.items() if name != field}
    with pytest.raises(Failed, match=f"{psap.MSD.name} lacks {field}"):
        JUDGED[field](received(lacking))


def test_an_unseen_clock_of_the_vehicle_is_inconclusive() -> None:
    with pytest.raises(Inconclusive):
        JUDGED["timestamp_s"](received(COMPLETE, clock=False))


def test_a_data_set_without_its_time_fails_even_when_the_clock_was_not_seen() -> None:
    with pytest.raises(Failed, match="lacks timestamp_s"):
        JUDGED["timestamp_s"](received({}, clock=False))
