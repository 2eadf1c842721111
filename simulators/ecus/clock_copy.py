"""The copy of the vehicle's clock that an ECU keeps, so that it knows the time while its bus sleeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from clock.kernel import S
from simulators.bus.com import SignalValue, Values
from simulators.ecus.ecu import Ecu, Part

# A copy of the clock that is off by more has been set, not merely rounded to the second.
_LEAP_S = 1.5


class ClockCopy(Part):
    """A copy of the clock: follows the clock on the bus, and runs on by itself.

    A subclass names the signals of the clock in one message, and makes a number of seconds of what they show.
    """

    SHOWN: ClassVar[tuple[str, ...]]

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._heard: tuple[int, int] | None = None
        self._watchers: list[Callable[[float | None], None]] = []
        for name in self.SHOWN:  # a leap of whole minutes leaves the second as it is
            self._com.on(name, ecu.while_powered(self._on_clock), late=True)

    def watch(self, watcher: Callable[[float | None], None]) -> None:
        """Call `watcher` when the clock is heard for the first time, and whenever it has leapt.

        It gets what the copy has shown just before, in seconds; None the first time.
        """
        self._watchers.append(watcher)

    def shown_s(self) -> int:
        """Give what the clock on the bus shows, in seconds."""
        raise NotImplementedError

    def heard(self) -> tuple[int, Values]:
        """Give when the message of the clock was heard last, in ns, and what it said."""
        return self._com.heard(self.SHOWN[0])

    def passed_s(self, from_s: float, to_s: float) -> float:
        """Give the time in seconds by which the clock has gone on from one time to another; negative for back."""
        return to_s - from_s

    def now_s(self) -> float | None:
        """Give the time by the copy, in seconds; None before the clock was ever heard."""
        self.heard()  # takes what has come late
        return self._at_s(self._kernel.now_ns)

    def _at_s(self, at_ns: int) -> float | None:
        if self._heard is None:
            return None
        heard_s, heard_ns = self._heard
        return heard_s + (at_ns - heard_ns) / S

    def power_off(self) -> None:
        """Forget the time."""
        self._heard = None

    def _on_clock(self, _value: SignalValue) -> None:
        at_ns, shown_s = self.heard()[0], self.shown_s()
        before_s = self._at_s(at_ns)
        self._heard = (shown_s, at_ns)
        if before_s is None or abs(self.passed_s(before_s, shown_s)) > _LEAP_S:
            for watcher in self._watchers:
                watcher(before_s)
