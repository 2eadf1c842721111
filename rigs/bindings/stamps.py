"""Clocks that the time stamps of adapters are read from, each turned into the time of the rig.

What an adapter calls its time may be anything: seconds since 1970 off by a time zone, since it was plugged in,
since the machine was started, or of another machine. So it is measured where the rig file says nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from clock.kernel import MS, S
from rigs.recording.integrity import DELIVERY_NS

WINDOW_NS = 2 * S
"""Time of which the quickest frame is taken, to see whether a clock runs as the rig's."""

FEWEST = 10
"""The number of frames from which on the quickest of them has hardly been delayed."""


class Stamps(Protocol):
    """A maker of times of the rig, in ns, of the time stamps of one bus."""

    def time_ns(self, stamp_ns: int, arrival_ns: int) -> int:
        """Return when a frame was on the bus.

        Args:
            stamp_ns: What the adapter says.
            arrival_ns: When the frame came, by the clock of the rig.
        """

    def begin(self) -> None:
        """Begin anew: a scenario begins."""

    def doubt(self) -> str | None:
        """Tell why the times of this scenario cannot be believed; None where they can."""


class KnownStamps:
    """Stamps of a clock whose zero is known.

    Args:
        origin_ns: What it shows at the rig's time 0.
    """

    def __init__(self, origin_ns: int) -> None:
        self._origin_ns = origin_ns

    def time_ns(self, stamp_ns: int, arrival_ns: int) -> int:
        """See `Stamps.time_ns`; the recorder itself sees a stamp that cannot be."""
        return stamp_ns - self._origin_ns

    def begin(self) -> None:
        """See `Stamps.begin`: nothing is remembered."""

    def doubt(self) -> str | None:
        """See `Stamps.doubt`: the recorder compares these stamps with the time at which they came."""
        return None


class EpochStamps(KnownStamps):
    """Stamps of the machine's clock, which count from 1970; what is believed is how old a frame is when it comes.

    So a clock that is set, as NTP does, moves no frame but one that was on its way.

    Args:
        clock_ns: That clock.
    """

    def __init__(self, clock_ns: Callable[[], int] = time.time_ns) -> None:
        super().__init__(0)
        self._clock_ns = clock_ns

    def time_ns(self, stamp_ns: int, arrival_ns: int) -> int:
        """See `Stamps.time_ns`; the recorder itself sees a stamp that cannot be."""
        return arrival_ns - (self._clock_ns() - stamp_ns)


class ArrivalStamps(KnownStamps):
    """Stamps that are not believed at all: a frame counts from when it came."""

    def __init__(self) -> None:
        super().__init__(0)

    def time_ns(self, stamp_ns: int, arrival_ns: int) -> int:
        """See `Stamps.time_ns`."""
        return arrival_ns


class MeasuredStamps:
    """Stamps of a clock of which nothing is known but that it runs as fast as the rig's.

    A frame cannot come before it was sent, so the highest difference between stamp and arrival is that of the
    frame that was delivered most quickly; what it took is the error that is left. It is the highest of this
    scenario and the one before: an old one would hide a drift, none at all would date the first frame by its own
    delay.

    Args:
        name: Of the bus, for people.
        error_ns: How far the rig file allows the clock to be off.
    """

    def __init__(self, name: str, error_ns: int) -> None:
        self._name = name
        self._error_ns = error_ns
        self._best_before_ns: int | None = None
        self._best_ns: int | None = None
        self._last_ns = -1
        self._window_until_ns = 0
        self._window: list[int] = []
        self._windows: list[int] = []

    @property
    def offset_ns(self) -> int | None:
        """Offset of the adapter's clock at the rig's time 0, as measured until now; None before a frame."""
        known = [each for each in (self._best_before_ns, self._best_ns) if each is not None]
        return max(known, default=None)

    @property
    def drift_ns(self) -> int:
        """Movement in ns against the clock of the rig in this scenario, since the end of the one before."""
        return max(self._windows) - min(self._windows) if self._windows else 0

    def time_ns(self, stamp_ns: int, arrival_ns: int) -> int:
        """See `Stamps.time_ns`; times never go back, and none lies in the future."""
        offset_ns = stamp_ns - arrival_ns
        if arrival_ns >= self._window_until_ns:
            self._close_window()
            self._window_until_ns = arrival_ns + WINDOW_NS
        self._window.append(offset_ns)
        if self._best_ns is None or offset_ns > self._best_ns:
            self._best_ns = offset_ns
        best_ns = max(self._best_ns, self._best_ns if self._best_before_ns is None else self._best_before_ns)
        self._last_ns = max(stamp_ns - best_ns, self._last_ns)
        return self._last_ns

    def begin(self) -> None:
        """See `Stamps.begin`."""
        self._close_window()
        self._windows = self._windows[-1:]
        if self._best_ns is not None:
            self._best_before_ns, self._best_ns = self._best_ns, None

    def doubt(self) -> str | None:
        """See `Stamps.doubt`: a clock that runs as the rig's shows the same difference all the time."""
        self._close_window()
        if self.drift_ns <= self._error_ns + DELIVERY_NS:
            return None
        return (
            f"{self._name}: the clock of the adapter moved by {self.drift_ns / MS:.1f} ms against that of the rig,"
            f" its file allows {self._error_ns / MS:g} ms"
        )

    def _close_window(self) -> None:
        if len(self._window) >= FEWEST:
            self._windows.append(max(self._window))
        self._window = []
