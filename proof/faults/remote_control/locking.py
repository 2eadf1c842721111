"""Faults of the remote lock and unlock."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from proof.deviation import Deviation, Tap
from proof.fault import Fault, Theme, sides
from proof.faults.remote_control.apps import NO_CONFIRMATION
from proof.faults.remote_control.orders import ALL_ORDERS, SLEEPY_ORDERS
from proof.faults.remote_control.restless import SelfLocking, SelfUnlocking
from proof.faults.shared import shows
from proof.slots import LOCKS, ORDERS_ON_THE_BUS
from proof.variant import variant
from simulators.ecus.body.locks import CentralLocking, Outcome
from simulators.ecus.body.orders import RemoteOrders
from simulators.plant.body import LATCHES
from vehicle.profile import DOORS

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


def _undone(target: str, back: str, after_s: float) -> Deviation:
    return LOCKS.also(
        CentralLocking.request,
        lambda locks: locks.request(back, "automatic"),
        after_s=after_s,
        target=target,
        source="remote_order",
    )


class PaperLocking(CentralLocking):
    """A central locking that tells of doors which it has not moved on an order from the app."""

    def _on_start(self) -> None:
        if self._source != "remote_order":
            super()._on_start()
            return
        self._moving = set(self.doors_to_move())
        for door in self.doors_to_move():
            self._kernel.call_in(seconds(0.3), partial(self._on_latch, door, self._target))


class WearyOrders(RemoteOrders):
    """An order handler that refuses every lock or unlock order after the first `MOST`."""

    MOST: ClassVar[int] = 1
    _taken = 0

    def accepts(self, kind: str) -> bool:
        self._taken += kind in ("lock", "unlock")
        return self._taken <= self.MOST and super().accepts(kind)


class BouncingOrders(RemoteOrders):
    """An order handler that refuses an order for the locks within 10 s of the one before."""

    _at_ns = 0

    def accepts(self, kind: str) -> bool:
        last_ns = self._at_ns
        if kind in ("lock", "unlock"):
            self._at_ns = self._kernel.now_ns
        return not (last_ns and self._at_ns - last_ns < seconds(10)) and super().accepts(kind)


class SparingOrders(RemoteOrders):
    """An order handler that does not repeat an order for the locks, wherever these are by now."""

    _last = ""

    def carry_out(self, kind: str, report: Outcome) -> None:
        if kind == self._last:
            report("done")
            return
        self._last = kind
        super().carry_out(kind, report)


BUSY_ORDERS = ORDERS_ON_THE_BUS.returns(
    RemoteOrders.accepts,
    False,
    when=lambda orders, kind: (
        kind in ("lock", "unlock")
        and (orders._lights._com.get("lights.hazard") == "on" or orders._horn._sounding is not None)
    ),
)


def _only_from(kind: str, door: str, state: str) -> Deviation:
    """Let the vehicle take an order for done while one door is in a state."""
    return ORDERS_ON_THE_BUS.instead(
        RemoteOrders.carry_out,
        lambda _orders, _kind, report: report("done"),
        kind=kind,
        when=shows(f"doors.{door}.lock", state),
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


IN_TURN = "The doors follow unlock and lock orders in turn"

FAULTS = (
    *(
        LOCKING.fault(
            f"lock-undone-after-{after_s:g}s",
            "REMOTE-15",
            LOCK,
            f"The vehicle unlocks itself {after_s:g} s after a lock order.",
            _undone("locked", "unlocked", after_s),
        )
        for after_s in (2, 240, 1500)
    ),
    *(
        LOCKING.fault(
            f"unlock-undone-after-{after_s:g}s",
            "REMOTE-28",
            UNLOCK,
            f"The vehicle locks itself {after_s:g} s after an unlock order.",
            _undone("unlocked", "locked", after_s),
        )
        for after_s in (2, 20)
    ),
    LOCKING.fault(
        "unlock-relocks-after-45s",
        "REMOTE-28",
        UNLOCK,
        "The vehicle locks itself 45 s after an unlock order, since nobody has opened a door.",
        _undone("unlocked", "locked", 45),
        good=True,
    ),
    *(
        LOCKING.fault(
            f"{kind}-on-the-bus-alone",
            requirement,
            title,
            "No motor runs on an order from the app, and the bus says that the doors have moved.",
            LOCKS.replaced(PaperLocking),
        )
        for kind, requirement, title in (("lock", "REMOTE-15", LOCK), ("unlock", "REMOTE-28", UNLOCK))
    ),
    LOCKING.fault(
        "lock-leaves-the-trunk",
        "REMOTE-15",
        LOCK,
        "The trunk stays unlocked on a lock order from the app.",
        LOCKS.returns(
            CentralLocking.doors_to_move, tuple(DOORS), when=lambda locks: locks._source == "remote_order"
        ),
    ),
    *(
        LOCKING.fault(
            f"{kind}-not-while-started",
            requirement,
            f"{order} order {kind}s a vehicle that is started",
            "A vehicle that is started takes no order for its locks.",
            ORDERS_ON_THE_BUS.returns(
                RemoteOrders.accepts, False, kind=kind, when=shows("ignition.state", "running")
            ),
        )
        for kind, order, requirement in (("lock", "A lock", "REMOTE-15"), ("unlock", "An unlock", "REMOTE-28"))
    ),
    *(
        LOCKING.fault(
            f"lock-not-while-the-{door.replace('_', '-')}-is-locked",
            "REMOTE-13",
            f"A lock order locks a vehicle of which the {other} alone is unlocked",
            f"A vehicle takes a lock order for done while one door is locked, {door.replace('_', ' ')}.",
            _only_from("lock", door, "locked"),
        )
        for door, other in (("front_left", "rear right"), ("rear_right", "front left"), ("rear_left", "trunk"))
    ),
    LOCKING.fault(
        "unlock-not-while-superlocked",
        "REMOTE-28",
        "An unlock order unlocks a superlocked vehicle that is asleep",
        "A superlocked vehicle stays locked.",
        _only_from("unlock", "front_left", "superlocked"),
    ),
    LOCKING.fault(
        "unlock-not-while-the-drivers-door-is-unlocked",
        "REMOTE-28",
        "An unlock order unlocks the other doors of a vehicle of which one is unlocked",
        "An unlock order is taken for done while the driver's door is unlocked.",
        _only_from("unlock", "front_left", "unlocked"),
    ),
    *(
        LOCKING.fault(
            f"locks-obey-{most}-orders",
            "REMOTE-28" if most % 2 == 0 else "REMOTE-15",
            IN_TURN,
            f"The vehicle carries out no more than {most} orders for its locks.",
            ORDERS_ON_THE_BUS.replaced(variant(WearyOrders, MOST=most)),
            f"{moved} within 8 s of the order{tail}",
        )
        for most, moved, tail in (
            (1, "all doors and the trunk are locked", " and stay so for 60 s"),
            (4, "all doors are unlocked", " and stay so for 25 s"),
        )
    ),
    LOCKING.fault(
        "lock-not-twice",
        "REMOTE-13",
        "A lock order locks a vehicle that was unlocked with the key after the lock order before",
        "A lock order after a lock order does nothing.",
        ORDERS_ON_THE_BUS.replaced(SparingOrders),
        "all doors and the trunk are locked within 8 s of the order and stay so for 60 s",
    ),
    *(
        LOCKING.fault(
            f"{kind}-not-soon-after-{before}",
            "REMOTE-15" if kind == "lock" else "REMOTE-28",
            f"Of {other} order and {order} order 2 s later the last one counts",
            "An order for the locks that comes within 10 s of another is refused.",
            ORDERS_ON_THE_BUS.replaced(BouncingOrders),
        )
        for kind, order, before, other in (
            ("lock", "a lock", "unlock", "an unlock"),
            ("unlock", "an unlock", "lock", "a lock"),
        )
    ),
    *(
        ALL_ORDERS.fault(
            f"{kind}-not-during-the-{other}",
            "REMOTE-15" if kind == "lock" else "REMOTE-28",
            f"The doors follow {order} order 3 s after the {other} order",
            "No order for the locks is taken while the lights are on or the horn sounds.",
            BUSY_ORDERS,
            f"{done} within 8 s of the second order and stay so for 25 s",
        )
        for kind, order, other, done in (
            ("lock", "a lock", "lights", "all doors and the trunk are locked"),
            ("unlock", "an unlock", "horn", "all doors are unlocked"),
        )
    ),
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
        "all doors and the trunk stay locked for 60 s after the order",
    ),
    LOCKING.fault(
        "lock-reopens-when-locked",
        "REMOTE-17",
        "A lock order to a locked vehicle that is awake is confirmed and leaves it locked",
        "A lock order unlocks for a moment.",
        ORDERS_ON_THE_BUS.replaced(ReopeningOrders),
        "all doors and the trunk stay locked for 60 s after the order",
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
        "An unlock order to an unlocked vehicle that is awake leaves it unlocked",
        "An unlock order turns the locks round.",
        ORDERS_ON_THE_BUS.replaced(TogglingOrders),
        "all doors stay unlocked for 25 s after the order",
    ),
)
