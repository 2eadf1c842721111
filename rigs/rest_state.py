"""The rest state, in which every scenario starts.

Parked, all doors and the trunk closed and locked, buses asleep, geolocated, no call, no programme running, lights
and horn off, SOS and assistance service active. It is reached and then verified by observation ports, or the
verdict of the scenario is *setup failed*.
"""

from __future__ import annotations

from rigs.condition import Condition
from rigs.errors import SetupFailed
from rigs.ports import BUS_ACTIVITY, signal
from rigs.scene import Scene
from simulators.kernel import S
from simulators.profile import DOORS

SETTLE_S = 60.0
"""A vehicle that is not asleep by then is kept awake by something."""

LOCKED = ("locked", "superlocked")


def _is(name: str, *allowed: object) -> Condition:
    words = " or ".join(str(word) for word in allowed)
    return Condition(f"{name} is {words}", (signal(name),), lambda value: value in allowed)


ASLEEP = Condition(
    "both buses are asleep", tuple(BUS_ACTIVITY.values()), lambda *buses: all(bus == "asleep" for bus in buses)
)

REST: tuple[Condition, ...] = (
    *(_is(f"doors.{door}.lock", *LOCKED) for door in (*DOORS, "trunk")),
    *(_is(f"doors.{door}.open", "closed") for door in (*DOORS, "trunk")),
    _is("ignition.state", "off"),
    _is("privacy.mode", "geolocated"),
    _is("sos_service.state", "active"),
    _is("ecall.state", "idle"),
    _is("bcall.state", "idle"),
    _is("precond.state", "off"),
    _is("horn.state", "off"),
    _is("lights.hazard", "off"),
    _is("lights.sidelights", "off"),
)


def prepare(scene: Scene) -> None:
    """Bring the vehicle to the rest state and verify it.

    Raises:
        SetupFailed: It is not there; the message names every statement that does not hold.
        RigFault: The rig failed on the way.
    """
    deadline_ns = scene.kernel.time_ns() + round(SETTLE_S * S)
    asleep = scene.truth(ASLEEP)
    seen = [scene.truth(condition) for condition in REST]
    while not (asleep.track.value and all(truth.track.seen for truth in seen)):
        if not scene.wait_for_change(asleep.track, deadline_ns):
            break
    wrong = [
        f"{condition.text}: {truth.seen()}"
        for condition, truth in zip((ASLEEP, *REST), (asleep, *seen), strict=True)
        if truth.track.value is not True
    ]
    if wrong:
        raise SetupFailed("the vehicle did not come to the rest state:\n  " + "\n  ".join(wrong))
    scene.begin()
