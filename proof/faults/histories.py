"""Faults that have a memory: right the first time or while awake, and wrong after a history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proof.ageing import passed_s
from proof.fault import Fault, Theme
from proof.faults.charging.charging import AT_FAST
from proof.faults.charging.charging import STARTED as CHARGE_STARTED
from proof.faults.emergency_call.calls import CALLED
from proof.faults.emergency_call.calls import STARTED as DRIVEN
from proof.slots import CHARGING, LOCKS, TRIGGERS
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.charger.unit import Charging
from simulators.ecus.telematics.triggers import Triggers

LOCKING = Theme("features/remote_control/locking.feature")
CHARGE = Theme("features/charging/remote.feature")
SOS = Theme("features/emergency_call/manual.feature")

LOCK = "A lock order locks a vehicle that is asleep"
UNLOCK = "An unlock order unlocks a vehicle that is asleep"

ONCE = "once before"
SLEPT = "slept"
LONG_S = 6 * 3600.0
"""Time in s without which no vehicle has slept for long."""


def again(name: str) -> Callable[..., bool]:
    """Make what tells whether a method has been called before; `name` keeps several apart on one part."""
    key = f"_before_{name}"

    def asked(part: Any, *_arguments: object) -> bool:
        before = hasattr(part, key)
        setattr(part, key, True)
        return before

    return asked


def late(part: Any, *_arguments: object) -> bool:
    """Tell whether hours have passed since the vehicle had its supply."""
    return passed_s(part._kernel) > LONG_S


FAULTS: tuple[Fault, ...] = (
    LOCKING.fault(
        "lock-works-once",
        "REMOTE-15",
        LOCK,
        "The first lock order locks, and no later one.",
        LOCKS.ignores(CentralLocking.request, when=again("lock"), target="locked", source="remote_order"),
        after=ONCE,
    ),
    LOCKING.fault(
        "unlock-forgotten-in-a-night",
        "REMOTE-28",
        UNLOCK,
        "After a sleep of hours no order unlocks.",
        LOCKS.ignores(CentralLocking.request, when=late, target="unlocked", source="remote_order"),
        after=SLEPT,
    ),
    CHARGE.fault(
        "charge-order-works-once",
        "CHARGE-01",
        AT_FAST,
        "The first start order begins the charge, and no later one.",
        CHARGING.ignores(Charging.start, when=again("start")),
        CHARGE_STARTED,
        after=ONCE,
    ),
    SOS.fault(
        "sos-works-once",
        "ECALL-05",
        DRIVEN,
        "The SOS button places one call, and no later one.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=again("sos")),
        CALLED,
        after=ONCE,
    ),
    SOS.fault(
        "sos-dead-after-a-night",
        "ECALL-05",
        DRIVEN,
        "After a sleep of hours the SOS button calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=late),
        CALLED,
        after=SLEPT,
    ),
)
