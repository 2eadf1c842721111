"""Faults of the remote lock and unlock."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.remote_control.apps import NoConfirmation
from proof.faults.remote_control.orders import SleepyOrders
from proof.faults.remote_control.restless import SelfLocking, SelfUnlocking
from proof.timing import TapClock
from proof.variant import ecu, variant
from simulators.ecus.body.locks import CentralLocking, Outcome
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.unit import Body
from simulators.ecus.telematics.unit import Telematics
from simulators.plant.body import LATCHES
from simulators.world import Offboard, World

LOCKING = Theme("features/remote_control/locking.feature")
LOCK = "A lock order locks a vehicle that is asleep"
UNLOCK = "An unlock order unlocks a vehicle that is asleep"
MOTORS_S = 0.45
"""Time in s by which the slowest of five motors has about arrived (`simulators.plant.body.LatchCalibration`)."""


class DeafLocking(CentralLocking):
    """A central locking that obeys the key and no order from the app."""

    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        if source != "remote_order":
            super().request(target, source, outcome)


class ForgetfulLocking(CentralLocking):
    """A central locking that leaves one door out of what the app orders."""

    def doors_to_move(self) -> tuple[str, ...]:
        return LATCHES[1:] if self._source == "remote_order" else LATCHES


class TimedLocking(CentralLocking):
    """A central locking that ends a remote movement `END_S` after the tap in the app."""

    END_S: ClassVar[float] = 0.0
    clock: TapClock

    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        super().request(target, source, outcome)
        if source == "remote_order":
            self._start.arm_in(self.clock.left_ns(self.END_S - MOTORS_S))


def _timed(kind: str, end_s: float, bus: str = "asleep", *, good: bool = False) -> Fault:
    order = {"lock": "A lock", "unlock": "An unlock"}[kind]
    return LOCKING.fault(
        f"{kind}-at-{end_s:g}s" if bus == "asleep" else f"{kind}-{bus}-at-{end_s:g}s",
        {"lock": "REMOTE-15", "unlock": "REMOTE-28"}[kind],
        f"{order} order {kind}s a vehicle that is {bus}",
        f"The doors of a vehicle that is {bus} are {kind}ed {end_s:g} s after the order.",
        good=good,
        ecus=ecu(Body, variant(TimedLocking, END_S=end_s)),
        fit=partial(_count_from_tap, kind),
    )


def _count_from_tap(kind: str, world: World) -> None:
    world.ecu("BODY", Body).part(TimedLocking).clock = TapClock(world, kind)


class TogglingOrders(RemoteOrders):
    """An order handler that turns the locks round on every order."""

    def carry_out(self, kind: str, report: Outcome) -> None:
        locked = self._com.get("doors.front_left.lock") == "locked"
        super().carry_out("unlock" if locked else "lock", report)


class TurnedOrders(RemoteOrders):
    """An order handler that takes lock for unlock and the other way round."""

    def carry_out(self, kind: str, report: Outcome) -> None:
        super().carry_out({"lock": "unlock", "unlock": "lock"}.get(kind, kind), report)


class ReopeningOrders(RemoteOrders):
    """An order handler that unlocks before it locks."""

    def carry_out(self, kind: str, report: Outcome) -> None:
        if kind == "lock":
            self._locking.request("unlocked", "remote_order")
            self._kernel.call_in(seconds(1), partial(super().carry_out, kind, report))
        else:
            super().carry_out(kind, report)


class SparingOrders(RemoteOrders):
    """An order handler that refuses to lock what is locked."""

    def accepts(self, kind: str) -> bool:
        locked = self._com.get("doors.front_left.lock") == "locked"
        return super().accepts(kind) and not (kind == "lock" and locked)


FAULTS = (
    _timed("lock", 8.2),
    _timed("lock", 7.8, good=True),
    _timed("lock", 8.2, "awake"),
    _timed("lock", 7.8, "awake", good=True),
    LOCKING.fault(
        "lock-never",
        "REMOTE-15",
        LOCK,
        "No door moves on an order from the app.",
        ecus=ecu(Body, DeafLocking),
    ),
    LOCKING.fault(
        "lock-leaves-a-door",
        "REMOTE-13",
        LOCK,
        "The front left door stays as it is on an order from the app.",
        ecus=ecu(Body, ForgetfulLocking),
    ),
    LOCKING.fault(
        "lock-not-asleep",
        "REMOTE-13",
        LOCK,
        "An order does not wake the vehicle.",
        ecus=ecu(Telematics, SleepyOrders),
    ),
    LOCKING.fault(
        "lock-unlocks",
        "REMOTE-13",
        "A lock order locks a vehicle that is awake",
        "A lock order is taken for an unlock order.",
        ecus=ecu(Body, TurnedOrders),
    ),
    _timed("unlock", 8.2),
    _timed("unlock", 7.8, good=True),
    _timed("unlock", 8.2, "awake"),
    _timed("unlock", 7.8, "awake", good=True),
    LOCKING.fault(
        "unlock-never",
        "REMOTE-28",
        UNLOCK,
        "No door moves on an order from the app.",
        ecus=ecu(Body, DeafLocking),
    ),
    LOCKING.fault(
        "unlock-leaves-a-door",
        "REMOTE-28",
        UNLOCK,
        "The front left door stays as it is on an order from the app.",
        ecus=ecu(Body, ForgetfulLocking),
    ),
    LOCKING.fault(
        "unlock-not-asleep",
        "REMOTE-28",
        UNLOCK,
        "An order does not wake the vehicle.",
        ecus=ecu(Telematics, SleepyOrders),
    ),
    LOCKING.fault(
        "lock-by-itself",
        "REMOTE-13",
        "Without an order the doors stay unlocked",
        "The vehicle locks by itself.",
        ecus=ecu(Body, SelfLocking),
    ),
    LOCKING.fault(
        "unlock-by-itself",
        "REMOTE-28",
        "Without an order the doors stay locked",
        "The vehicle unlocks by itself.",
        ecus=ecu(Body, SelfUnlocking),
    ),
    LOCKING.fault(
        "lock-refused-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is awake is confirmed and leaves it locked",
        "A locked vehicle refuses to be locked.",
        then="the vehicle carries out the lock order in reaction to the order",
        ecus=ecu(Body, SparingOrders),
    ),
    LOCKING.fault(
        "lock-unlocks-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is asleep is confirmed and leaves it locked",
        "A lock order turns the locks round.",
        then="all doors stay locked for 30 s after the order",
        ecus=ecu(Body, TogglingOrders),
    ),
    LOCKING.fault(
        "lock-reopens-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is awake is confirmed and leaves it locked",
        "A lock order unlocks for a moment.",
        then="all doors stay locked for 30 s after the order",
        ecus=ecu(Body, ReopeningOrders),
    ),
    LOCKING.fault(
        "lock-unconfirmed-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is awake is confirmed and leaves it locked",
        "The order is not confirmed.",
        then="a banner confirms the lock order within 20 s of the order",
        offboard=Offboard(phone=NoConfirmation),
    ),
    LOCKING.fault(
        "unlock-locks-when-unlocked",
        "REMOTE-28",
        "An unlock order to an unlocked vehicle leaves it unlocked",
        "An unlock order turns the locks round.",
        ecus=ecu(Body, TogglingOrders),
    ),
)
