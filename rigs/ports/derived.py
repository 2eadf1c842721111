"""Observations that follow from the course of others: that an LED blinks, that a message of a kind arrives."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Mapping
from typing import Any

from clock.kernel import Kernel, S
from rigs.ports.port import Derive
from rigs.ports.values import NOTHING, Table
from rigs.values.interval import Interval
from rigs.values.track import Change, Track

Message = Mapping[str, Any]

OTHER_SERVICES = ("maintenance", "navigation", "assistance", "update", "order_report")
"""Topics of messages that a service sends for its own ends."""

BLINK_GAP_NS = S
"""A light that does not change for this long does not blink."""

BLINK_EDGES = 4
"""Number of changes in a row, each within the gap of the one before, that are two flashes and no single press."""


class Blinking:
    """A light that blinks or not, as its colour tells.

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


def blinking(sources: tuple[Track, ...], track: Track, kernel: Kernel) -> None:
    """Note on a track whether the light of the first source blinks."""
    Blinking(sources[0], track, kernel)


def arrivals(counts: Callable[[Message], bool]) -> Derive:
    """Return what notes each arrival of a message: True in its moment, and at once False again.

    The source shows the last message of all; each message differs from the one before.

    Args:
        counts: Whether a message is of the kind.
    """

    def derive(sources: tuple[Track, ...], track: Track, _kernel: Kernel) -> None:
        def take(change: Change) -> None:
            if change.value and counts(change.value):
                track.add(change.when, True)
                track.add(change.when, False)

        for change in sources[0]:
            track.add(change.when, False)
            take(change)
        sources[0].watch(take)

    return derive


class Numbered:
    """The orders with numbers that a message on the bus tells of, each once, as if it arrived alone.

    The first source is the number, the others are the signals that `allowed` names values of. What one frame
    changes is judged together, when all of it has been taken in.

    Args:
        sources: Tracks of the signals.
        track: Where each moment goes: True, and at once False again.
        kernel: The clock.
        allowed: What each signal but the number has to be.
    """

    def __init__(
        self, sources: tuple[Track, ...], track: Track, kernel: Kernel, allowed: tuple[Container[str], ...]
    ) -> None:
        self._sources = sources
        self._track = track
        self._allowed = allowed
        self._when = Interval(0, 0)
        self._told: object = self._number() if self._counts() else None
        self._judge = kernel.timer(self._on_frame)
        track.add(self._when, False)
        for source in sources:
            source.watch(self._take)

    def _number(self) -> object:
        return self._sources[0].value

    def _counts(self) -> bool:
        return all(source.value in each for source, each in zip(self._sources[1:], self._allowed, strict=True))

    def _take(self, change: Change) -> None:
        self._when = change.when
        self._judge.arm_in(0)

    def _on_frame(self) -> None:
        if self._counts() and self._number() != self._told:
            self._told = self._number()
            self._track.add(self._when, True)
            self._track.add(self._when, False)


def numbered(*allowed: Container[str]) -> Derive:
    """Return what notes each order of which the signals say something, for the first time of its number.

    Args:
        allowed: What each signal behind the number has to be.
    """
    return lambda sources, track, kernel: Numbered(sources, track, kernel, allowed)


def readings(read: Callable[[Any], Mapping[str, Any]]) -> Derive:
    """Make what notes of each message what a person reads in it; of none, the table that stands for that.

    Args:
        read: Reads one message.
    """

    def derive(sources: tuple[Track, ...], track: Track, _kernel: Kernel) -> None:
        def take(change: Change) -> None:
            shown = change.value not in ({}, NOTHING)
            track.add(change.when, read(change.value) if shown else Table.nothing)

        for change in sources[0]:
            take(change)
        sources[0].watch(take)

    return derive


def is_data(message: Message) -> bool:
    """Say whether a message shares data of the vehicle: not the mode itself, a refusal or a bare position."""
    return message["topic"] not in ("privacy", "position") and message["payload"].get("result") != "refused"


def by_itself(counts: Callable[[Message], bool]) -> Callable[[Message], bool]:
    """Return what tells whether a message counts that no other service sends for its own ends.

    Traffic data are asked for with a position; maintenance, calls, updates and orders tell of the vehicle too.
    None of them is the sharing of data and position that a driver has agreed to.
    """
    return lambda message: message["topic"] not in OTHER_SERVICES and counts(message)


def is_shared(message: Message) -> bool:
    """Say whether a message tells anything but the mode itself, or that an order is refused."""
    told = set(message["payload"])
    if message["topic"] == "privacy":
        return told != {"mode"}
    return message["payload"].get("result") != "refused" or not told <= {"id", "kind", "result"}


def latest_position(sources: tuple[Track, ...], track: Track, _kernel: Kernel) -> None:
    """Note where the vehicle was by the last message that told it."""

    def take(change: Change) -> None:
        if change.value and has_position(change.value):
            track.add(change.when, change.value["payload"])

    for change in sources[0]:
        take(change)
    sources[0].watch(take)


def has_position(message: Message) -> bool:
    """Say whether a message tells where the vehicle is, whatever its topic."""
    return _says_where(message["payload"])


def of_topic(topic: str) -> Callable[[Message], bool]:
    """Return what says whether a message is of a topic."""
    return lambda message: message["topic"] == topic


def tells_mode_but(mode: str) -> Callable[[Message], bool]:
    """Return what says whether a message tells of another privacy mode."""
    return lambda message: message["topic"] == "privacy" and message["payload"].get("mode") != mode


def _says_where(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    return value.get("latitude_deg") is not None or any(_says_where(part) for part in value.values())
