"""Central locking: motors, and the lock state of each door on the bus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from simulators.com import Com
from simulators.kernel import Kernel, seconds
from simulators.plant.body import Latch

Outcome = Callable[[str], None]
"""Called with `running`, then `done` or `refused`."""


@dataclass(frozen=True)
class LockingCalibration:
    """Times in seconds: from an accepted request to current through the motors, and after a press of the lock
    button in which a second one superlocks."""

    reaction_s: float = 0.05
    superlock_window_s: float = 5.0


class CentralLocking:
    """Locks and unlocks all doors and the trunk, from any state.

    Every request moves every motor, whatever the doors' states are: the availability of an order does not
    depend on them (line 526). A request during a movement turns the motors round; the earlier one is refused.

    Args:
        kernel: The clock.
        com: The body controller's signals.
        latches: The doors by name.
        keep: Told whether the network must stay awake for a movement.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        latches: Mapping[str, Latch],
        keep: Callable[[bool], None],
        calibration: LockingCalibration,
    ) -> None:
        self._kernel = kernel
        self._superlock_until_ns = 0
        self._com = com
        self._latches = latches
        self._keep = keep
        self._calibration = calibration
        self._target = "locked"
        self._source = "none"
        self._outcome: Outcome | None = None
        self._moving: set[str] = set()
        self._start = kernel.timer(self._on_start)
        for door, latch in latches.items():
            latch.watch(partial(self._on_latch, door))

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
        self._keep(True)
        self._start.arm_in(seconds(self._calibration.reaction_s))

    def lock_with_key(self) -> None:
        """The lock button of the key: a second press soon after the first superlocks."""
        now_ns = self._kernel.now_ns
        target = "superlocked" if now_ns < self._superlock_until_ns else "locked"
        self._superlock_until_ns = now_ns + seconds(self._calibration.superlock_window_s)
        self.request(target, "key")

    def moved_by_hand(self, door: str) -> None:
        """Show a lock that somebody has turned without the motor."""
        self._com.set(f"doors.{door}.lock", self._latches[door].state)
        self._com.set("doors.lock_source", "inside")

    def doors_to_move(self) -> tuple[str, ...]:
        """The doors that a request moves."""
        return tuple(self._latches)

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
            self._keep(False)

    def _report(self, result: str) -> None:
        outcome, self._outcome = self._outcome, None
        if outcome is not None:
            outcome(result)
