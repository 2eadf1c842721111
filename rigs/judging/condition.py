"""Statements about the vehicle that are true or false at a time, and when they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from rigs.judging.seen import present, story
from rigs.ports.port import Observation
from rigs.values.interval import Interval
from rigs.values.track import Change, Track


@dataclass(frozen=True)
class Condition:
    """A statement over observation ports, such as "all doors are locked".

    Attributes:
        text: As features say it.
        ports: What it is read from.
        test: Whether it holds, of the values of `ports` in their order; asked only when each has been seen.
        witnessed: The same by independent witnesses alone, for rigs on which the vehicle itself does not tell it;
            None where nobody else can.
        seen_while: What must hold for witnesses to see it, such as the coverage over which it is told; None where
            they always do.
    """

    text: str
    ports: tuple[Observation, ...]
    test: Callable[..., bool]
    witnessed: Condition | None = None
    seen_while: Condition | None = None

    def told(self, ports: Sequence[Observation], test: Callable[..., bool]) -> Condition:
        """Return the condition that the vehicle itself must tell as well: where they differ, it does not hold.

        Args:
            ports: What the vehicle tells.
            test: Whether it tells that the condition holds, of the values of `ports` in their order.
        """
        count, witnessed = len(ports), self.test

        def both(*values: Any) -> bool:
            return test(*values[:count]) and witnessed(*values[count:])

        return Condition(self.text, (*ports, *self.ports), both, self)

    def without(self, absent: frozenset[str]) -> Condition | None:
        """Return what of it is judged on a rig without some ports; None where nothing is.

        Args:
            absent: Names of the ports.
        """
        if absent.isdisjoint(port.name for port in self.ports):
            return self
        return None if self.witnessed is None else self.witnessed.without(absent)

    def truth(self, values: tuple[Any, ...]) -> bool | None:
        """Tell whether it holds for these values; None while one of them has not been seen.

        Of a quantity that shows a name, such as *not available*, no statement about its number holds.
        """
        if None in values:
            return None
        try:
            return bool(self.test(*values))
        except TypeError:
            if any(isinstance(value, str) for value in values):
                return False
            raise


def value_is(port: Observation, *allowed: object) -> Condition:
    """Make the condition that a port has one of some values."""
    words = " or ".join(str(value) for value in allowed)
    return Condition(f"{port.name} is {words}", (port,), lambda value: value in allowed)


class TruthTrack:
    """The truth of a condition over time, derived from the tracks of its ports.

    Args:
        condition: What to derive.
        tracks: Tracks of the condition's ports by name.
    """

    def __init__(self, condition: Condition, tracks: Mapping[str, Track]) -> None:
        self._condition = condition
        self._inputs = [tracks[port.name] for port in condition.ports]
        self.track = Track(condition.text, lag_ns=max(track.lag_ns for track in self._inputs))
        self._values: list[Any] = [None] * len(self._inputs)
        if len(self._inputs) == 1:
            for change in self._inputs[0]:
                self._take(0, change)
            self._inputs[0].watch(partial(self._take, 0))
            return
        history = sorted(
            (change.when.latest_ns, position, order)
            for position, track in enumerate(self._inputs)
            for order, change in enumerate(track)
        )
        changes = [list(track) for track in self._inputs]
        for _, at_once in groupby(history, key=itemgetter(0)):
            self._take_at_once([(position, changes[position][order]) for _, position, order in at_once])
        for position, track in enumerate(self._inputs):
            track.watch(partial(self._take, position))

    def _take(self, position: int, change: Change) -> None:
        self._values[position] = change.value
        truth = self._condition.truth(tuple(self._values))
        if truth is not None:
            self.track.add(change.when, truth)

    def _take_at_once(self, together: Sequence[tuple[int, Change]]) -> None:
        """Take changes of one moment.

        What holds only between two of them, such as a call that rings while the data of the one before are still
        there, has held for no time.
        """
        last: tuple[Interval, bool] | None = None
        for position, change in together:
            self._values[position] = change.value
            truth = self._condition.truth(tuple(self._values))
            if truth is not None and (last is None or last[1] != truth):
                last = change.when, truth
        if last is not None:
            self.track.add(*last)

    def seen(self) -> str:
        """Tell what the ports show at present, for people."""
        return present(self._inputs, self._condition.test)

    def seen_between(self, start: Interval, end_ns: int) -> str:
        """Tell what the ports have shown from a start up to an end, for people; times count from the start."""
        return story(self._inputs, self._condition.test, start, end_ns)
