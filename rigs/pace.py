"""How time passes on a rig while a scenario waits, and the moments that it gives names to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from clock.kernel import Kernel, S, seconds
from rigs.errors import NodeFault, RigFault, SuiteError
from rigs.recording.journal import Journal
from rigs.values.interval import Event, Interval
from rigs.values.track import Track

WaitListener = Callable[[float, float, str], None]
"""A listener to long waits: called now and then with the seconds done, those in all, and what is waited for."""

LONG_WAIT_NS = 2 * S


class Pace:
    """The time of a scenario and its named moments.

    Args:
        kernel: The clock.
        journal: Where all that happens is written down.
        on_wait: Told of long waits.
    """

    def __init__(self, kernel: Kernel, journal: Journal, on_wait: WaitListener | None = None) -> None:
        self.kernel = kernel
        self.journal = journal
        self._on_wait = on_wait
        self._events: dict[str, Event] = {}

    def now(self, name: str) -> Event:
        """Return the present moment as an event."""
        return Event(name, Interval.at(self.kernel.time_ns()))

    def mark(self, name: str, event: Event) -> Event:
        """Give an event the name by which later steps refer to it; the last one of a name counts."""
        named = replace(event, name=name)
        self._events[name] = named
        self.journal.events.append(named)
        return named

    def event(self, name: str) -> Event:
        """Return the event of a name.

        Raises:
            SuiteError: No step of this scenario has brought it about.
        """
        try:
            return self._events[name]
        except KeyError:
            known = ", ".join(self._events) or "none so far"
            raise SuiteError(f"no step of this scenario made the event {name!r}; there are: {known}") from None

    def latest(self, name: str) -> Event | None:
        """Return the event of a name; None where no step of this scenario has brought it about."""
        return self._events.get(name)

    def redate(self, names: Iterable[str], earliest_ns: int, latest_ns: int) -> None:
        """Move events that are still to come and that a clock dates, which was set.

        Args:
            names: Those that there are of them are moved.
            earliest_ns: By how much the earliest time of each moves, in ns.
            latest_ns: The same for the latest time.
        """
        now_ns = self.kernel.time_ns()
        for name in names:
            known = self.latest(name)
            if known is not None and known.when.latest_ns > now_ns:
                ends_ns = (known.when.earliest_ns + earliest_ns, known.when.latest_ns + latest_ns)
                when = Interval(min(ends_ns), max(ends_ns))  # the clock may have been less certain before
                self.mark(name, Event(name, when, known.detail))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let something happen that is no part of the scenario: its named events stay as they are."""
        events = dict(self._events)
        try:
            yield
        finally:
            self._events.clear()
            self._events.update(events)

    def catch_up(self) -> None:
        """Take in all that has happened up to now."""
        self._run(self.kernel.time_ns())

    def wait(self, duration_s: float, why: str = "") -> None:
        """Let time pass on the rig."""
        end_ns = self.kernel.time_ns() + seconds(duration_s)
        while self._run(end_ns, why):
            pass

    def wait_until(self, event: Event, after_s: float) -> None:
        """Let time pass until so many seconds after an event.

        Raises:
            SuiteError: That has passed already; the scenario asks for a time that it cannot keep.
        """
        left_ns = event.when.latest_ns + seconds(after_s) - self.kernel.time_ns()
        if left_ns < 0:
            raise SuiteError(f"{after_s:g} s after {event.name} have passed {-left_ns / S:.3f} s ago")
        self.wait(left_ns / S, f"{after_s:g} s after {event.name}")

    def wait_for_change(self, track: Track, deadline_ns: int) -> bool:
        """Let time pass until a track changes.

        Returns:
            False when the deadline was reached first.
        """
        stop = track.watch(lambda _: self.kernel.interrupt())
        try:
            return self._run(deadline_ns, track.name)
        finally:
            stop()

    def _run(self, deadline_ns: int, why: str = "") -> bool:
        """Run the rig until a deadline, or until somebody interrupts.

        Returns:
            Whether it was interrupted.

        Raises:
            NodeFault: A simulated ECU raised.
            RigFault: The rig failed.
        """
        kernel, begin_ns = self.kernel, self.kernel.now_ns
        total_ns = deadline_ns - begin_ns
        slice_ns = max(total_ns // 100, S) if self._on_wait and total_ns > LONG_WAIT_NS else total_ns
        try:
            while True:
                target_ns = min(deadline_ns, kernel.now_ns + max(slice_ns, 0))
                if kernel.run_until(target_ns):
                    return True
                if target_ns >= deadline_ns:
                    return False
                if self._on_wait is not None:
                    self._on_wait((kernel.now_ns - begin_ns) / S, total_ns / S, why)
        except RigFault:
            raise
        except Exception as error:
            what = f"an ECU on the rig raised {type(error).__name__}: {error}"
            raise NodeFault(f"{what}\n{self.circumstances()}") from error

    def circumstances(self) -> str:
        """Return lines for the end of a message: when it is, and what happened nearest."""
        now_ns = self.kernel.time_ns()
        return self.journal.circumstances(Interval.at(now_ns), now_ns)
