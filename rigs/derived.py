"""Observations that follow from the course of others, such as that an LED blinks."""

from __future__ import annotations

from collections import deque

from rigs.event import Interval
from rigs.track import Change, Track
from simulators.kernel import Kernel, S

BLINK_GAP_NS = S
"""A light that does not change for this long does not blink."""

BLINK_EDGES = 4
"""So many changes in a row, each within the gap of the one before, are two flashes and no single press."""


class Blinking:
    """Whether a light blinks, from its colour.

    Args:
        light: Track of the colour, "off" when dark.
        track: Where True and False go.
        kernel: The clock.
    """

    def __init__(self, light: Track, track: Track, kernel: Kernel) -> None:
        self._track = track
        self._edges: deque[Interval] = deque()
        self._silence = kernel.timer(self._end)
        track.add(Interval(0, 0), False)
        light.watch(self._take)

    def _take(self, change: Change) -> None:
        self._edges.append(change.when)
        if len(self._edges) == BLINK_EDGES:
            self._track.add(self._edges[0], True)
        self._silence.arm_in(BLINK_GAP_NS)

    def _end(self) -> None:
        if self._edges:
            self._track.add(self._edges[-1], False)
            self._edges.clear()
