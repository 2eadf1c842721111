"""Expectations: the forms in which a scenario judges the vehicle.

Each waits for as long as it must, measures, writes the measurement into the journal and raises when the
verdict is not a pass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, Protocol

from clock.kernel import Kernel, seconds
from rigs.errors import Failed, Inconclusive
from rigs.judging.condition import Condition, TruthTrack
from rigs.recording.journal import Expected, Journal
from rigs.values.interval import Event, Interval
from rigs.values.measurement import Limits, Measurement, Verdict, spread
from rigs.values.track import Change, Track

REACTION_FACTOR = 10
"""Factor of AMB-37: what has not come by so many times the reaction limit is not coming."""

GRACE_S = 2.0
"""The least time that is waited past a limit, so that late and never are told apart."""


class Watch(Protocol):
    """The scenario, as far as judging needs it."""

    @property
    def kernel(self) -> Kernel:
        """The clock."""

    @property
    def journal(self) -> Journal:
        """The journal, in which all that is judged is written down."""

    def now(self, name: str) -> Event:
        """Return the present moment as an event."""

    def catch_up(self) -> None:
        """Take in all that has happened up to now."""

    def wait_for_change(self, track: Track, deadline_ns: int) -> bool:
        """Let time pass until a track changes; False when the deadline came first."""

    def truth(self, condition: Condition) -> TruthTrack:
        """Return when a condition was true and false."""


class Expectation:
    """One condition, about to be judged.

    Args:
        watch: The scenario that expects it.
        condition: What is expected.
    """

    def __init__(self, watch: Watch, condition: Condition) -> None:
        self._watch = watch
        self._condition = condition
        self._truth: TruthTrack = watch.truth(condition)
        self._lag_ns = max(self._truth.track.lag_ns, *(seconds(port.lag_s) for port in condition.ports))

    def now(self) -> None:
        """Expect that the condition holds at present.

        Raises:
            Failed: It does not.
            Inconclusive: One of its ports has never shown anything.
        """
        self._watch.catch_up()
        truth = self._truth.track.value
        verdict = {True: Verdict.PASS, False: Verdict.FAIL, None: Verdict.INCONCLUSIVE}[truth]
        self._watch.journal.note(Expected(self._condition.text, self._condition.text, None, None, None, verdict))
        if verdict is not Verdict.PASS:
            self._raise(verdict, f"expected {self._condition.text}")

    def within(self, limit_s: float, *, after: Event) -> Event:
        """Expect that the condition comes true no later than `limit_s` after an event.

        It waits past the limit, so that late and never are told apart; both fail.

        Returns:
            The moment in which it came true.

        Raises:
            Failed: Too late, or never.
            Inconclusive: The moment is not known well enough, or it held already at the event.
        """
        return self._comes(Limits(high=limit_s), after, grace_s=max(GRACE_S, limit_s / 2))

    def between(self, low_s: float, high_s: float, *, after: Event) -> Event:
        """Expect that the condition comes true no earlier than `low_s` and no later than `high_s` after an event.

        Raises:
            Failed: Too early, too late, or never.
            Inconclusive: The moment is not known well enough.
        """
        return self._comes(Limits(low_s, high_s), after, grace_s=max(GRACE_S, high_s / 2))

    def reacts(self, limit_s: float, *, after: Event, held_before: bool = False) -> Event:
        """Expect that the condition comes true within a reaction limit, which is the suite's and not the source's.

        It waits ten times the limit: what comes late is inconclusive, what does not come fails (AMB-37). Where the
        cause was in vain, it waits for no more than the limit, and what has not come by then fails.

        Args:
            limit_s: The reaction limit, in s.
            after: The cause.
            held_before: Whether it may have held already when the cause came: it is a fact and no reaction.

        Raises:
            Failed: It did not come by ten times the limit.
            Inconclusive: It came late, or held already.
        """
        hopeless_s = limit_s if after.in_vain else limit_s * REACTION_FACTOR
        text = f"{self._condition.text} within the suite's reaction limit of {limit_s:g} s of {after.name}"
        if not held_before:
            self._refuse_what_held(after, text)
        change = self._await(after, seconds(hopeless_s + GRACE_S))
        limits = Limits(high=limit_s, fails_above=hopeless_s)
        return self._conclude(text, after, change, self._measure(after, change, limits, hopeless_s + GRACE_S))

    def stays(self, for_s: float, *, after: Event | None = None, asked_s: float | None = None) -> None:
        """Expect that the condition holds from an event, or from now, for `for_s` without a break.

        Args:
            for_s: How long it is watched, in s.
            after: From when on; None for now.
            asked_s: How long the suite asks for, in s, where the rig file is content with less; it is told in what
                is measured.

        Raises:
            Failed: It did not hold at the start, or ended early.
            Inconclusive: The end is not known well enough, or not whether it held at the start.
        """
        start = after or self._watch.now("now")
        asked_s = asked_s if asked_s is not None and asked_s > for_s else None
        text = f"{self._condition.text} for {for_s:g} s{_of(asked_s)} after {start.name}"
        self._wait(lambda: None, start.when.latest_ns)
        self._wait(lambda: self._break(start.when)[0], start.when.latest_ns + seconds(for_s))
        change, began = self._break(start.when)
        low, high = (for_s, None) if change is None else change.when.since(start.when)
        measurement = Measurement(
            f"time that {self._condition.text} after {start.name}",
            max(0.0, low) if began else 0.0,
            None if high is None else max(0.0, high),
            "s",
            Limits(low=for_s),
            asked_s,
        )
        held = f"it held for {spread(measurement.low, measurement.high)} s"
        if not began:
            held = f"it was not seen whether it held at {start.name}, {held}"
        self._judge_span(text, start, for_s, change, measurement, held)

    def once(self, for_s: float, *, after: Event, asked_s: float | None = None) -> None:
        """Expect that the condition, which came true at an event, does not come true again for `for_s` after it.

        Args:
            for_s: How long it is watched, in s.
            after: When it came true.
            asked_s: As of `stays`.

        Raises:
            Failed: It came true again.
            Inconclusive: It cannot be told whether that was within `for_s`.
        """
        asked_s = asked_s if asked_s is not None and asked_s > for_s else None
        text = f"{self._condition.text} once, and not again for {for_s:g} s{_of(asked_s)} after {after.name}"
        self._wait(lambda: self._again(after.when), after.when.latest_ns + seconds(for_s))
        change = self._again(after.when)
        low, high = (for_s, None) if change is None else change.when.since(after.when)
        measurement = Measurement(
            f"time after {after.name} until again {self._condition.text}",
            max(0.0, low),
            None if high is None else max(0.0, high),
            "s",
            Limits(low=for_s),
            asked_s,
        )
        again = f"it came again {spread(measurement.low, measurement.high)} s after {after.name}"
        self._judge_span(text, after, for_s, change, measurement, again)

    def _judge_span(
        self, text: str, start: Event, for_s: float, change: Change | None, measurement: Measurement, seen: str
    ) -> None:
        """Judge what must last from a start for `for_s`; `change` is what ended it, `seen` says how."""
        verdict = measurement.verdict
        self._watch.journal.note(
            Expected(text, self._condition.text, start, None, seconds(for_s), verdict, measurement)
        )
        if verdict is not Verdict.PASS:
            end_ns = start.when.latest_ns + seconds(for_s) if change is None else change.when.latest_ns
            self._raise(verdict, f"expected {text}; {seen}", change, start, end_ns)

    def _again(self, came: Interval) -> Change | None:
        """Return the change by which the condition came true another time."""
        later = self._truth.track.after(came.latest_ns)
        return next((change for change in later if change.value is True), None)

    def reported(self, for_s: float, *, after: Event) -> Event | None:
        """Measure when the condition comes true within `for_s` of an event, without a judgement."""
        change = self._await(after, seconds(for_s))
        measurement = self._measure(after, change, None, for_s)
        text = self._condition.text
        self._watch.journal.note(
            Expected(f"{text} (reported)", text, after, None, None, Verdict.REPORTED, measurement)
        )
        return None if change is None else self._event(change)

    def _comes(self, limits: Limits, after: Event, grace_s: float) -> Event:
        limit_s = limits.high or 0.0
        span = f"within {limit_s:g} s of" if limits.low is None else f"{limits} s after"
        text = f"{self._condition.text} {span} {after.name}"
        if limits.low is None:
            self._refuse_what_held(after, text)
        change = self._await(after, seconds(limit_s + grace_s))
        measurement = self._measure(after, change, limits, limit_s + grace_s)
        return self._conclude(text, after, change, measurement)

    def _measure(self, after: Event, change: Change | None, limits: Limits | None, waited_s: float) -> Measurement:
        name = f"time from {after.name} until {self._condition.text}"
        if change is None:
            return Measurement(name, waited_s, None, "s", limits)
        low, high = change.when.since(after.when)
        return Measurement(name, max(0.0, low), max(0.0, high), "s", limits)

    def _conclude(self, text: str, after: Event, change: Change | None, measurement: Measurement) -> Event:
        verdict = measurement.verdict
        limits = measurement.limits or Limits()
        low_ns = None if limits.low is None else seconds(limits.low)
        high_ns = None if limits.high is None else seconds(limits.high)
        self._watch.journal.note(
            Expected(text, self._condition.text, after, low_ns, high_ns, verdict, measurement)
        )
        if change is None or verdict is not Verdict.PASS:
            came = (
                f"it never came, {measurement.low:g} s were waited"
                if change is None
                else f"it came {spread(measurement.low, measurement.high)} s after {after.name}"
            )
            waited_ns = after.when.latest_ns + seconds(measurement.low or 0.0)
            end_ns = waited_ns if change is None else change.when.latest_ns
            self._raise(verdict, f"expected {text}; {came}", change, after, end_ns)
        return self._event(change)

    def _refuse_what_held(self, after: Event, text: str) -> None:
        """Refuse as a reaction what held already when its cause came.

        Raises:
            Inconclusive: It did; nobody can tell whether the cause would have brought it about.
        """
        track, start = self._truth.track, after.when
        present = track.at(start.earliest_ns)
        if present is None or present.value is not True or present.when.latest_ns >= start.earliest_ns:
            return
        later = track.after(start.earliest_ns)
        if later and later[0].when.earliest_ns <= start.latest_ns:
            return
        verdict = Verdict.INCONCLUSIVE
        self._watch.journal.note(Expected(text, self._condition.text, after, None, None, verdict))
        held = f"it held already {-present.when.since(start)[1]:.3f} s before {after.name}, which is no reaction"
        self._raise(verdict, f"expected {text}; {held}", present, after, start.latest_ns)

    def _event(self, change: Change) -> Event:
        return Event(self._condition.text, change.when)

    def _await(self, after: Event, wait_ns: int) -> Change | None:
        deadline_ns = after.when.latest_ns + wait_ns
        return self._wait(lambda: self._first(after.when), deadline_ns)

    def _wait(self, found: Callable[[], Change | None], deadline_ns: int) -> Change | None:
        change = found()
        deadline_ns += self._lag_ns
        while change is None and self._watch.wait_for_change(self._truth.track, deadline_ns):
            change = found()
        return change

    def _first(self, start: Interval) -> Change | None:
        """Return the change by which the condition was first surely true at or after a time."""
        track = self._truth.track
        present, later = track.at(start.latest_ns), track.after(start.latest_ns)
        ended = bool(later) and later[0].when.earliest_ns <= start.latest_ns
        if present is not None and present.value is True and not ended:
            return present
        return next((change for change in later if change.value is True), None)

    def _break(self, start: Interval) -> tuple[Change | None, bool]:
        """Return the change that ended the condition at or after a start, and whether it held at the start."""
        track = self._truth.track
        present, later = track.at(start.latest_ns), track.after(start.latest_ns)
        held = present is not None and present.value is True
        if present is not None and not held and not (later and later[0].when.earliest_ns <= start.latest_ns):
            return present, True
        return next((change for change in later if change.value is False), None), held

    def _raise(
        self,
        verdict: Verdict,
        what: str,
        change: Change | None = None,
        start: Event | None = None,
        end_ns: int = 0,
    ) -> NoReturn:
        """End the scenario.

        Args:
            verdict: Not a pass.
            what: What was expected and what came.
            change: By which it was decided; None where nothing came.
            start: What the limits count from; None where the present was judged.
            end_ns: Up to when it was watched from the start, in rig time.
        """
        now_ns = self._watch.kernel.time_ns()
        when = Interval.at(now_ns) if change is None else change.when
        circumstances = self._watch.journal.circumstances(when, now_ns, start)
        seen = self._truth.seen() if start is None else self._truth.seen_between(start.when, end_ns)
        text = f"{what}\n  seen: {seen}\n{circumstances}"
        raise Failed(text) if verdict is Verdict.FAIL else Inconclusive(text)


def _of(asked_s: float | None) -> str:
    """Return words for what the suite asks for, where a rig is content with less."""
    return "" if asked_s is None else f" of the {asked_s:g} s asked"
