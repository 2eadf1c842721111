"""Faults of the remote lock and unlock."""

from __future__ import annotations

from functools import partial

from clock.kernel import seconds
from proof.deviation import Deviation, Tap
from proof.fault import Fault, Theme, sides
from proof.faults.remote_control.apps import NO_CONFIRMATION
from proof.faults.remote_control.orders import SLEEPY_ORDERS
from proof.faults.remote_control.restless import SelfLocking, SelfUnlocking
from proof.faults.shared import shows
from proof.slots import LOCKS, ORDERS_ON_THE_BUS
from simulators.ecus.body.locks import CentralLocking, Outcome
from simulators.ecus.body.orders import RemoteOrders
from simulators.plant.body import LATCHES

LOCKING = Theme("features/remote_control/locking.feature")
LOCK = "A lock order locks a vehicle that is asleep"
UNLOCK = "An unlock order unlocks a vehicle that is asleep"
MOVED_AFTER_S = 0.5
"""Time from a request until the slowest of five motors has about arrived, in seconds: that of the reaction
(`LockingCalibration`) and that of the motor (`simulators.plant.body.LatchCalibration`)."""

DEAF_LOCKS = LOCKS.ignores(CentralLocking.request, source="remote_order")
FORGETFUL_LOCKS = LOCKS.returns(
    CentralLocking.doors_to_move, tuple(LATCHES[1:]), when=lambda locks: locks._source == "remote_order"
)


def moved_at(kind: str, end_s: float) -> Deviation:
    """Let the doors have moved so many seconds after the tap of an order, lock or unlock."""
    start_s = end_s - MOVED_AFTER_S
    return LOCKS.late_until(CentralLocking.request, start_s, after=Tap(kind), source="remote_order")


def _timed(kind: str, bus: str, end_s: float, *, good: bool = False) -> Fault:
    order = {"lock": "A lock", "unlock": "An unlock"}[kind]
    return LOCKING.fault(
        f"{kind}-at-{end_s:g}s" if bus == "asleep" else f"{kind}-{bus}-at-{end_s:g}s",
        {"lock": "REMOTE-15", "unlock": "REMOTE-28"}[kind],
        f"{order} order {kind}s a vehicle that is {bus}",
        f"The doors of a vehicle that is {bus} are {kind}ed {end_s:g} s after the order.",
        moved_at(kind, end_s),
        good=good,
    )


class TogglingOrders(RemoteOrders):
    """An order handler that turns the locks round on every order."""

    def carry_out(self, kind: str, report: Outcome) -> None:
        locked = self._com.get("doors.front_left.lock") == "locked"
        super().carry_out("unlock" if locked else "lock", report)


class ReopeningOrders(RemoteOrders):
    """An order handler that unlocks before it locks."""

    def carry_out(self, kind: str, report: Outcome) -> None:
        if kind == "lock":
            self._locking.request("unlocked", "remote_order")
            self._kernel.call_in(seconds(1), partial(super().carry_out, kind, report))
        else:
            super().carry_out(kind, report)


FAULTS = (
    *sides(_timed, "lock", "asleep", wrong=8.2, right=7.8),
    *sides(_timed, "lock", "awake", wrong=8.2, right=7.8),
    LOCKING.fault("lock-never", "REMOTE-15", LOCK, "No door moves on an order from the app.", DEAF_LOCKS),
    LOCKING.fault(
        "lock-leaves-a-door",
        "REMOTE-13",
        LOCK,
        "The front left door stays as it is on an order from the app.",
        FORGETFUL_LOCKS,
    ),
    LOCKING.fault("lock-not-asleep", "REMOTE-13", LOCK, "An order does not wake the vehicle.", SLEEPY_ORDERS),
    LOCKING.fault(
        "lock-unlocks",
        "REMOTE-13",
        "A lock order locks a vehicle that is awake",
        "A lock order is taken for an unlock order.",
        ORDERS_ON_THE_BUS.given(RemoteOrders.carry_out, kind={"lock": "unlock", "unlock": "lock"}),
    ),
    *sides(_timed, "unlock", "asleep", wrong=8.2, right=7.8),
    *sides(_timed, "unlock", "awake", wrong=8.2, right=7.8),
    LOCKING.fault("unlock-never", "REMOTE-28", UNLOCK, "No door moves on an order from the app.", DEAF_LOCKS),
    LOCKING.fault(
        "unlock-leaves-a-door",
        "REMOTE-28",
        UNLOCK,
        "The front left door stays as it is on an order from the app.",
        FORGETFUL_LOCKS,
    ),
    LOCKING.fault("unlock-not-asleep", "REMOTE-28", UNLOCK, "An order does not wake the vehicle.", SLEEPY_ORDERS),
    LOCKING.fault(
        "lock-by-itself",
        "REMOTE-13",
        "Without an order the doors stay unlocked",
        "The vehicle locks by itself.",
        LOCKS.replaced(SelfLocking),
    ),
    LOCKING.fault(
        "unlock-by-itself",
        "REMOTE-28",
        "Without an order the doors stay locked",
        "The vehicle unlocks by itself.",
        LOCKS.replaced(SelfUnlocking),
    ),
    LOCKING.fault(
        "lock-refused-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is awake is confirmed and leaves it locked",
        "A locked vehicle refuses to be locked.",
        ORDERS_ON_THE_BUS.returns(
            RemoteOrders.accepts, False, kind="lock", when=shows("doors.front_left.lock", "locked")
        ),
        "the vehicle carries out the lock order in reaction to the order",
    ),
    LOCKING.fault(
        "lock-unlocks-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is asleep is confirmed and leaves it locked",
        "A lock order turns the locks round.",
        ORDERS_ON_THE_BUS.replaced(TogglingOrders),
        "all doors stay locked for 30 s after the order",
    ),
    LOCKING.fault(
        "lock-reopens-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is awake is confirmed and leaves it locked",
        "A lock order unlocks for a moment.",
        ORDERS_ON_THE_BUS.replaced(ReopeningOrders),
        "all doors stay locked for 30 s after the order",
    ),
    LOCKING.fault(
        "lock-unconfirmed-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is awake is confirmed and leaves it locked",
        "The order is not confirmed.",
        NO_CONFIRMATION,
        "a banner confirms the lock order within 20 s of the order",
    ),
    LOCKING.fault(
        "unlock-locks-when-unlocked",
        "REMOTE-28",
        "An unlock order to an unlocked vehicle leaves it unlocked",
        "An unlock order turns the locks round.",
        ORDERS_ON_THE_BUS.replaced(TogglingOrders),
    ),
)
