"""Doors: their latches and the motors that lock them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from clock.kernel import Kernel, seconds
from simulators.plant.wiring import Line, Wiring
from vehicle.profile import DOORS

LATCHES = (*DOORS, "trunk")


@dataclass(frozen=True)
class LatchCalibration:
    """The time that a lock motor takes, in seconds; drawn anew for each movement."""

    motor_min_s: float = 0.2
    motor_max_s: float = 0.5


class Latch:
    """One door's latch with its motor and the switch that senses its position.

    Args:
        kernel: The clock.
        random: Where the time of a movement is drawn from.
        calibration: Times of the motor.
        bolt: What a sensor of the bench on the bolt sees, whatever the vehicle makes of its own switch: closed
            while it is drawn back.
    """

    def __init__(self, kernel: Kernel, random: Random, calibration: LatchCalibration, bolt: Line[bool]) -> None:
        self.state = "locked"
        self._bolt = bolt
        self._random = random
        self._calibration = calibration
        self._motor = kernel.timer(self._arrive)
        self._target = "locked"
        self._watchers: list[Callable[[str], None]] = []

    def watch(self, watcher: Callable[[str], None]) -> None:
        """Call `watcher` with the position at the end of each movement, changed or not."""
        self._watchers.append(watcher)

    def drive(self, target: str) -> None:
        """Run the motor towards `locked`, `unlocked` or `superlocked`; it turns round if it runs already."""
        calibration = self._calibration
        self._target = target
        self._motor.arm_in(seconds(self._random.uniform(calibration.motor_min_s, calibration.motor_max_s)))

    def release(self) -> None:
        """Cut the motor's current; the latch stays where it was before the movement."""
        self._motor.cancel()

    def move_by_hand(self, unlocked: bool) -> None:
        """Be locked or unlocked by a hand; the motor does not run, and its watchers are not told."""
        self._rest_at("unlocked" if unlocked else "locked")

    def _arrive(self) -> None:
        self._rest_at(self._target)
        for watcher in self._watchers:
            watcher(self.state)

    def _rest_at(self, state: str) -> None:
        self.state = state
        self._bolt.set(state == "unlocked")


def latches(kernel: Kernel, wiring: Wiring, calibration: LatchCalibration | None = None) -> Mapping[str, Latch]:
    """Make the latches of all doors and of the trunk, locked.

    The lines `lock.<door>` are the hand on each, the lines `latch.<door>` its bolt.
    """
    times = calibration or LatchCalibration()
    made = {
        door: Latch(kernel, kernel.random(f"latch.{door}"), times, wiring.flag(f"latch.{door}"))
        for door in LATCHES
    }
    for door, latch in made.items():
        wiring.flag(f"lock.{door}").watch(latch.move_by_hand)
    return made
