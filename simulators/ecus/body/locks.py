"""The doors: central locking with its motors, and what is locked and open, on the bus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from clock.kernel import seconds
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.network import NetworkMaster
from simulators.ecus.ecu import Part
from simulators.plant.body import LATCHES

Outcome = Callable[[str], None]
"""Type of what is called with `running`, then `done` or `refused`."""


@dataclass(frozen=True)
class LockingCalibration:
    """Times in seconds: from an accepted request to current through the motors, and after a press of the lock
    button in which a second one superlocks."""

    reaction_s: float = 0.05
    superlock_window_s: float = 5.0


class CentralLocking(Part):
    """The central locking: locks and unlocks all doors and the trunk, from any state.

    Every request moves every motor, whatever the doors' states are: the availability of an order does not
    depend on them (line 526). A request during a movement turns the motors round; the earlier one is refused.
    """

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(LockingCalibration)
        self._superlock_until_ns = 0
        self._latches = ecu.plant.latches
        self._net = ecu.part(NetworkMaster)
        self._target = "locked"
        self._source = "none"
        self._outcome: Outcome | None = None
        self._moving: set[str] = set()
        self._start = self._kernel.timer(self._on_start)
        for door, latch in self._latches.items():
            latch.watch(partial(self._on_latch, door))
            ecu.wiring.flag(f"lock.{door}").watch(ecu.while_powered(partial(self._on_lock_by_hand, door)))
        for line, pressed in (
            ("key.lock", self.lock_with_key),
            ("key.unlock", partial(self.request, "unlocked", "key")),
            ("key.inside_unlock", partial(self.request, "unlocked", "inside")),
        ):
            ecu.wiring.flag(line).watch(ecu.while_powered(partial(self._on_button, pressed)))

    def power_on(self) -> None:
        """Read where the latches are."""
        for door, latch in self._latches.items():
            self._com.set(f"doors.{door}.lock", latch.state)

    def power_off(self) -> None:
        """Cut the motors."""
        self._start.cancel()
        self._moving.clear()
        self._superlock_until_ns = 0
        self._outcome = None
        for latch in self._latches.values():
            latch.release()

    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        """Move all doors to `locked` or `unlocked`, on behalf of a label of doors.lock_source."""
        self._report("refused")
        if target == "unlocked":
            self._superlock_until_ns = 0
        self._target, self._source, self._outcome = target, source, outcome
        self._net.keep("locking", True)
        self._start.arm_in(seconds(self.calibration.reaction_s))

    def lock_with_key(self) -> None:
        """Lock by the button of the key; a second press soon after the first superlocks."""
        now_ns = self._kernel.now_ns
        target = "superlocked" if now_ns < self._superlock_until_ns else "locked"
        self._superlock_until_ns = now_ns + seconds(self.calibration.superlock_window_s)
        self.request(target, "key")

    def moved_by_hand(self, door: str) -> None:
        """Show a lock that somebody has turned without the motor."""
        self._com.set(f"doors.{door}.lock", self._latches[door].state)
        self._com.set("doors.lock_source", "inside")

    def doors_to_move(self) -> tuple[str, ...]:
        """Give the doors that a request moves."""
        return tuple(self._latches)

    def _on_button(self, act: Callable[[], None], pressed: bool) -> None:
        if pressed:
            self._net.activity()
            act()

    def _on_lock_by_hand(self, door: str, _unlocked: bool) -> None:
        self._net.activity()
        self.moved_by_hand(door)

    def _on_start(self) -> None:
        if self._outcome is not None:
            self._outcome("running")
        self._moving = set(self.doors_to_move())
        for door in self.doors_to_move():
            self._latches[door].drive(self._target)

    def _on_latch(self, door: str, state: str) -> None:
        if door not in self._moving:
            return
        self._com.set(f"doors.{door}.lock", state)
        self._com.set("doors.lock_source", self._source)
        self._moving.remove(door)
        if not self._moving and not self._start.armed:
            self._report("done")
            self._net.keep("locking", False)

    def _report(self, result: str) -> None:
        outcome, self._outcome = self._outcome, None
        if outcome is not None:
            outcome(result)


class Doors(Part):
    """The doors: tells which doors are open."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._net = ecu.part(NetworkMaster)
        self._contacts = {door: ecu.wiring.flag(f"door.{door}") for door in LATCHES}
        for door, contact in self._contacts.items():
            contact.watch(ecu.while_powered(partial(self._on_contact, door)))

    def power_on(self) -> None:
        """Show every door."""
        for door, contact in self._contacts.items():
            self._show(door, contact.value)

    def _on_contact(self, door: str, opened: bool) -> None:
        self._net.activity()
        self._show(door, opened)

    def _show(self, door: str, opened: bool) -> None:
        self._com.set(f"doors.{door}.open", "open" if opened else "closed")
