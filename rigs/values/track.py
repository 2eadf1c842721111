"""What an observation port has shown in the course of a scenario."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dbc.value import same
from rigs.values.interval import Interval

ChangeListener = Callable[["Change"], None]


@dataclass(frozen=True)
class Change:
    """A new value and the interval in which it came up.

    Attributes:
        when: In rig time.
        value: What is shown from then on.
        detail: What the value stands for, for people, where it does not say so itself.
    """

    when: Interval
    value: Any
    detail: str = ""


class Track:
    """The changes of one observation in the order in which they came.

    Args:
        name: Of the port.
        unit: Of its values; empty for words.
        lag_ns: How long a value may have changed before the track shows it: one cycle, one period of sampling.
    """

    def __init__(self, name: str, unit: str = "", lag_ns: int = 0) -> None:
        self.name = name
        self.unit = unit
        self.lag_ns = lag_ns
        self._changes: list[Change] = []
        self._latest: list[int] = []
        self._listeners: list[ChangeListener] = []

    def add(self, when: Interval, value: Any, detail: str = "") -> None:
        """Note a value that was seen; nothing changes when it is the one before."""
        if self._changes and same(self._changes[-1].value, value):
            return
        change = Change(when, value, detail)
        self._changes.append(change)
        self._latest.append(when.latest_ns)
        for listener in tuple(self._listeners):
            listener(change)

    def watch(self, listener: ChangeListener) -> Callable[[], None]:
        """Call `listener` with each change from now on; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def seen(self) -> bool:
        """True once the port has shown anything at all."""
        return bool(self._changes)

    @property
    def value(self) -> Any:
        """The last value seen, None before the first."""
        return self._changes[-1].value if self._changes else None

    @property
    def last(self) -> Change | None:
        """The last change, None before the first."""
        return self._changes[-1] if self._changes else None

    def at(self, when_ns: int) -> Change | None:
        """Return the change in force at a time, None before the first."""
        position = bisect_right(self._latest, when_ns)
        return self._changes[position - 1] if position else None

    def after(self, when_ns: int) -> Sequence[Change]:
        """Return the changes seen later than a time."""
        return self._changes[bisect_right(self._latest, when_ns) :]

    def __iter__(self) -> Iterator[Change]:
        """Yield all changes, first to last."""
        return iter(self._changes)

    def __len__(self) -> int:
        return len(self._changes)
