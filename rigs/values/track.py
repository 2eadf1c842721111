"""What an observation port has shown in the course of a scenario."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dbc.value import same
from rigs.values.interval import Interval

ChangeListener = Callable[["Change"], None]


@dataclass(frozen=True, slots=True, init=False)
class Change:
    """A new value and the interval in which it came up.

    Attributes:
        when: In rig time.
        value: What is shown from then on.
        detail: What the value stands for, for people, where it does not say so itself.
    """

    when: Interval
    value: Any
    detail: str

    def __init__(self, when: Interval, value: Any, detail: str = "") -> None:
        _set_when(self, when)  # see `Interval`
        _set_value(self, value)
        _set_detail(self, detail)


_set_when = Change.__dict__["when"].__set__
_set_value = Change.__dict__["value"].__set__
_set_detail = Change.__dict__["detail"].__set__


class Track:
    """The changes of one observation in the order in which they came.

    Args:
        name: Of the port.
        unit: Of its values; empty for words.
        lag_ns: How long a value may have changed before the track shows it: one cycle, one period of sampling.
    """

    __slots__ = ("_asked", "_changes", "_latest", "_listeners", "_noted", "_settle", "lag_ns", "name", "unit")

    def __init__(self, name: str, unit: str = "", lag_ns: int = 0) -> None:
        self.name = name
        self.unit = unit
        self.lag_ns = lag_ns
        # Most of the tracks of a scenario never show anything, and have no lists of their own.
        self._changes: Sequence[Change] = ()
        self._latest: Sequence[int] = ()
        self._listeners: Sequence[ChangeListener] = ()
        self._settle: Callable[[], None] | None = None
        self._noted: Callable[[], None] | None = None
        self._asked = False

    def come_late(self, settle: Callable[[], None], noted: Callable[[], None]) -> None:
        """Let changes be added late while nobody listens.

        Args:
            settle: Called before the track is read: it adds what there is until now.
            noted: Called when somebody listens who did not, or no longer.
        """
        self._settle, self._noted = settle, noted

    @property
    def listened(self) -> bool:
        """True while somebody must hear of each change at once."""
        return bool(self._listeners)

    def shows(self, value: Any) -> bool:
        """Tell whether the last value that was added is this one; for who adds them."""
        return bool(self._changes) and same(self._changes[-1].value, value)

    def add(self, when: Interval, value: Any, detail: str = "") -> None:
        """Note a value that was seen; nothing changes when it is the one before."""
        changes, latest = self._changes, self._latest
        if changes and same(changes[-1].value, value):
            return
        change = Change(when, value, detail)
        if isinstance(changes, list) and isinstance(latest, list):
            changes.append(change)
            latest.append(when.latest_ns)
        else:
            self._changes, self._latest = [change], [when.latest_ns]
        for listener in self._listeners:
            listener(change)

    def watch(self, listener: ChangeListener) -> Callable[[], None]:
        """Call `listener` with each change from now on; the result ends that."""
        self._read()
        self._listeners = (*self._listeners, listener)
        if self._noted is not None:
            self._noted()
        return partial(self._forget, listener)

    def _forget(self, listener: ChangeListener) -> None:
        listeners = list(self._listeners)
        listeners.remove(listener)
        self._listeners = tuple(listeners)
        if self._noted is not None:
            self._noted()

    def _read(self) -> Sequence[Change]:
        if self._settle is not None:
            self._asked = True
            self._settle()
        return self._changes

    @property
    def asked(self) -> bool:
        """False for one whose changes are added late, and that nobody has read or listened to."""
        return self._asked or self._settle is None

    @property
    def seen(self) -> bool:
        """True once the port has shown anything at all."""
        return bool(self._changes or self._read())  # what comes late takes nothing back

    @property
    def value(self) -> Any:
        """The last value seen, None before the first."""
        changes = self._changes if self._settle is None else self._read()
        return changes[-1].value if changes else None

    @property
    def last(self) -> Change | None:
        """The last change, None before the first."""
        changes = self._read()
        return changes[-1] if changes else None

    def at(self, when_ns: int) -> Change | None:
        """Return the change in force at a time, None before the first."""
        changes = self._read()
        position = bisect_right(self._latest, when_ns)
        return changes[position - 1] if position else None

    def after(self, when_ns: int) -> Sequence[Change]:
        """Return the changes seen later than a time."""
        changes = self._read()
        return changes[bisect_right(self._latest, when_ns) :]

    def __iter__(self) -> Iterator[Change]:
        """Yield all changes, first to last."""
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())
