"""Faults of the remote lock and unlock."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from simulators.ecus.body import Body
from simulators.ecus.body_locks import CentralLocking, Outcome
from simulators.faults.fault import Fault
from simulators.faults.timing import TapClock
from simulators.faults.variant import variant
from simulators.plant.body import LATCHES
from simulators.world import World

FEATURE = "features/remote_control/locking.feature"
LOCK = f"{FEATURE}::A lock order locks a vehicle that is asleep"
UNLOCK = f"{FEATURE}::An unlock order unlocks a vehicle that is asleep"
MOTORS_S = 0.45
"""By when the slowest of five motors has about arrived (`simulators.plant.body.LatchCalibration`)."""


class DeafLocking(CentralLocking):
    """Obeys the key and no order from the app."""

    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        if source != "remote_order":
            super().request(target, source, outcome)


class ForgetfulLocking(CentralLocking):
    """Leaves one door out of what the app orders."""

    def doors_to_move(self) -> tuple[str, ...]:
        return LATCHES[1:] if self._source == "remote_order" else LATCHES


class TimedLocking(CentralLocking):
    """Ends a remote movement `END_S` after the tap in the app."""

    END_S: ClassVar[float] = 0.0
    clock: TapClock

    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        super().request(target, source, outcome)
        if source == "remote_order":
            self._start.arm_in(self.clock.left_ns(self.END_S - MOTORS_S))


def _timed(kind: str, end_s: float, *, good: bool = False) -> Fault:
    past = {"lock": "locked", "unlock": "unlocked"}[kind]
    return Fault(
        id=f"{kind}-at-{end_s:g}s",
        requirement={"lock": "REMOTE-15", "unlock": "REMOTE-28"}[kind],
        scenario={"lock": LOCK, "unlock": UNLOCK}[kind],
        description=f"The doors are {past} {end_s:g} s after the order.",
        good=good,
        ecus={"BODY": variant(Body, LOCKING=variant(TimedLocking, END_S=end_s))},
        fit=partial(_count_from_tap, kind),
    )


def _count_from_tap(kind: str, world: World) -> None:
    locking = world.unit("BODY", Body).locking
    assert isinstance(locking, TimedLocking)  # noqa: S101  # for mypy; the fault that calls this has built it in
    locking.clock = TapClock(world, kind)


FAULTS = (
    _timed("lock", 8.2),
    _timed("lock", 7.8, good=True),
    Fault(
        id="lock-never",
        requirement="REMOTE-15",
        scenario=LOCK,
        description="No door moves on an order from the app.",
        ecus={"BODY": variant(Body, LOCKING=DeafLocking)},
    ),
    Fault(
        id="lock-leaves-a-door",
        requirement="REMOTE-13",
        scenario=LOCK,
        description="The front left door stays as it is on an order from the app.",
        ecus={"BODY": variant(Body, LOCKING=ForgetfulLocking)},
    ),
    _timed("unlock", 8.2),
    _timed("unlock", 7.8, good=True),
)
