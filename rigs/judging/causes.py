"""Causes: who may have brought something about, and for how long it may still come of it.

A cause is a stimulus that was set, such as an order in the app or a button of the key. What it brings about comes
within a time; where nobody says which, ten times the reaction limit of AMB-37, since what has not come by then is
not coming. An order counts from when services were no longer withheld: without a contract it is no cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from clock.kernel import seconds
from rigs.judging.assumptions import Assumptions
from rigs.judging.expectation import REACTION_FACTOR
from rigs.ports import backoffice, controls, phone, psap, screen, surroundings
from rigs.ports.port import Observation, Stimulus
from rigs.ports.signals import signal
from rigs.recording.deeds import Deed
from rigs.values.interval import Interval
from rigs.values.track import Change, Track
from vehicle.profile import VehicleProfile

MODE = signal("privacy.mode")
PROGRAMMED = signal("precond_programme.active")

KNOWN_S = 10.0
"""Time in s after which whoever withholds a service knows of it, and nothing is under way any more."""

DONE_S = 15.0
"""Time in s after which an order that the app shows as done brings nothing more about."""

OK = "ok"
"""The field of the touch screen that confirms a choice."""

CALLING = ("ringing", "data", "voice")

SHORTER_S = 0.05
"""Time in s by which a press may be shorter than its least, and still be taken for one."""

TOGETHER_S = 0.4
"""Time in s within which two presses are surely together, and `RELEASED_S` within which they are surely over
(AMB-09)."""

RELEASED_S = 0.7

FOREVER_NS = 1 << 62
"""A time that never comes, in ns."""


@dataclass(frozen=True)
class Cause:
    """One thing that somebody has done.

    Attributes:
        from_ns: From when on it may bring something about, in rig time.
        until_ns: Until when it may.
        often: Whether it may bring it about more than once.
    """

    from_ns: int
    until_ns: int
    often: bool = False


@dataclass(frozen=True)
class Past:
    """All that has been done and seen in a scenario.

    Attributes:
        tracks: What observation ports have shown, by their names; a port that nobody watched has none.
        deeds: All that was done since the rig was connected.
        since_ns: From when on it is judged, in rig time; what comes from before is nobody's.
        now_ns: Until when.
        profile: The vehicle.
        assumptions: The suite's numbers for it.
    """

    tracks: Mapping[str, Track]
    deeds: Sequence[Deed]
    since_ns: int
    now_ns: int
    profile: VehicleProfile
    assumptions: Assumptions = field(default_factory=Assumptions)

    @property
    def soon_s(self) -> float:
        """Time in s within which something comes about in the vehicle, or not at all."""
        return REACTION_FACTOR * self.assumptions.reaction_s

    @property
    def late_s(self) -> float:
        """The same over the network."""
        return REACTION_FACTOR * self.assumptions.network_reaction_s

    def changes(self, port: Observation) -> Iterator[tuple[Change, Change]]:
        """Yield each change of a port that is judged, behind the one before it; the first value of all is none."""
        before: Change | None = None
        for change in self.tracks.get(port.name, ()):
            if before is not None and change.when.earliest_ns > self.since_ns:
                yield before, change
            before = change

    def value(self, port: Observation, at_ns: int) -> Any:
        """Return what a port showed at a time; None where nobody saw."""
        track = self.tracks.get(port.name)
        change = track.at(at_ns) if track is not None else None
        return None if change is None else change.value

    def spans(self, port: Observation, *values: object) -> Iterator[Interval]:
        """Yield the spans in which a port showed one of some values, the last one up to now."""
        began: int | None = None
        for change in self.tracks.get(port.name, ()):
            if change.value in values:
                began = change.when.latest_ns if began is None else began
            elif began is not None:
                yield Interval(began, max(began, change.when.latest_ns))
                began = None
        if began is not None:
            yield Interval(began, max(began, self.now_ns))

    def done(self, port: Stimulus, *values: str | float) -> Iterator[Deed]:
        """Yield what was done at a port; with values, what set it to one of these."""
        for deed in self._by_port.get(port.name, ()):
            if not values or deed.value in values:
                yield deed

    @cached_property
    def _by_port(self) -> Mapping[str, Sequence[Deed]]:
        """The deeds of each port, by its name; a rest between two histories does hundreds."""
        of_port: dict[str, list[Deed]] = {}
        for deed in self.deeds:
            of_port.setdefault(deed.port, []).append(deed)
        return of_port


Causes: TypeAlias = Callable[[Past], Iterable[Cause]]
"""Type of what finds causes."""


def deed(port: Stimulus, *values: str | float, lasts_s: float | None = None, often: bool = False) -> Causes:
    """Return what finds what was done at a port.

    Args:
        port: The stimulus.
        values: Which of its values count; all where none is named.
        lasts_s: How long it may bring something about, in s; None as AMB-37 has it for the vehicle itself.
        often: See `Cause`.
    """

    def find(past: Past) -> Iterator[Cause]:
        for done in past.done(port, *values):
            yield Cause(done.when.earliest_ns, _later(done, past.soon_s if lasts_s is None else lasts_s), often)

    return find


def order(*kinds: str) -> Causes:
    """Return what finds the orders of some kinds from the app, as far as services were not withheld."""

    def find(past: Past) -> Iterator[Cause]:
        withheld = list(withholding(past))
        for done in past.done(phone.ORDER, *kinds):
            until_ns = _after_network(past, done)
            kind = str(done.value)
            if kind in phone.PROGRESS:
                shown = past.tracks.get(phone.PROGRESS[kind].name)
                ended = (
                    [each for each in shown.after(done.when.latest_ns) if each.value == "done"] if shown else []
                )
                if ended:
                    until_ns = min(until_ns, ended[0].when.latest_ns + seconds(DONE_S))
            from_ns = _free_from(done.when.earliest_ns, withheld)
            if from_ns <= until_ns:
                yield Cause(from_ns, until_ns)

    return find


def programme(port: Stimulus) -> Causes:
    """Return what finds programmes, in the app and on the touch screen, each of which comes round every day.

    One of the app does so until it is turned off, as far as that was granted, and until the vehicle was told.
    """

    def find(past: Past) -> Iterator[Cause]:
        withheld = list(withholding(past))
        granted = [
            (done, from_ns, until_ns)
            for done in past.done(port)
            if (from_ns := _free_from(done.when.earliest_ns, withheld)) <= (until_ns := _after_network(past, done))
        ]
        for done, from_ns, _ in granted:
            ends = [
                min((until_ns, *_told_off(past, off)))
                for off, _, until_ns in granted
                if off.value == "off" and off.when > done.when
            ]
            if done.value != "off":
                yield Cause(from_ns, min(ends, default=FOREVER_NS), often=True)
        for done in past.done(screen.TAP):
            if str(done.value).startswith("minute_"):
                yield Cause(done.when.earliest_ns, FOREVER_NS, often=True)

    return find


def _told_off(past: Past, off: Deed) -> Iterator[int]:
    """Yield until when a programme may still begin of which the vehicle was told that it is off."""
    for change in past.tracks[PROGRAMMED.name].after(off.when.latest_ns) if PROGRAMMED.name in past.tracks else ():
        if change.value == "off":
            yield change.when.latest_ns + seconds(DONE_S)


def seen(port: Observation, *values: object) -> Causes:
    """Return what finds that a port came to show one of some values, as far as something follows from that."""

    def find(past: Past) -> Iterator[Cause]:
        for change in past.tracks.get(port.name, ()):
            if change.value in values:
                yield Cause(change.when.earliest_ns, change.when.latest_ns + seconds(past.soon_s), often=True)

    return find


def pressed(button: Stimulus) -> Causes:
    """Return what finds the presses of SOS or ASSISTANCE that mean a call.

    A double-push means none (AMB-09), nor does a press during an emergency call, which may hang up (AMB-02), nor
    one for assistance in private mode (AMB-08).
    """

    def find(past: Past) -> Iterator[Cause]:
        sos = button is controls.SOS_BUTTON
        shortest_s = past.profile.sos_press_min_s if sos else past.profile.assistance_press_min_s
        other = controls.ASSISTANCE_BUTTON if sos else controls.SOS_BUTTON
        others = list(_presses(past, other, 0.0)) if past.profile.double_push else []
        private = [known for span in past.spans(MODE, "private") if (known := known_of(span))]
        for press in _presses(past, button, shortest_s - SHORTER_S):
            begin_ns = press.earliest_ns
            means_none = (
                past.value(psap.CALL, begin_ns) in CALLING
                if sos
                else any(span.earliest_ns <= begin_ns <= span.latest_ns for span in private)
            )
            if not means_none and not any(_together(press, each) for each in others):
                yield Cause(begin_ns, press.latest_ns + seconds(past.late_s))

    return find


def confirms(past: Past) -> Iterator[Cause]:
    """Yield the presses of ASSISTANCE that may confirm a change of mode; one of a double-push asks (AMB-09)."""
    others = list(_presses(past, controls.SOS_BUTTON, 0.0)) if past.profile.double_push else []
    for press in _presses(past, controls.ASSISTANCE_BUTTON, 0.0):
        if not any(_together(press, each) for each in others):
            yield Cause(press.earliest_ns, press.latest_ns + seconds(past.soon_s), often=True)


def chosen(*fields: str) -> Causes:
    """Return what finds choices of a mode on the touch screen: a tap on its field, and OK where that is needed.

    Args:
        fields: Those that choose the mode.
    """

    def find(past: Past) -> Iterator[Cause]:
        field = ""
        for tap in past.done(screen.TAP):
            field = str(tap.value) if tap.value != OK else field
            if field in fields and (tap.value == OK or past.profile.private_menu == "banner"):
                yield Cause(tap.when.earliest_ns, _later(tap, past.soon_s), often=True)

    return find


def _presses(past: Past, button: Stimulus, shortest_s: float) -> Iterator[Interval]:
    """Yield the presses of a button, from contact to release, that last some time; one that is held lasts on."""
    begin_ns: int | None = None
    for done in past.done(button):
        if done.value == "pressed" and begin_ns is None:
            begin_ns = done.when.earliest_ns
        elif done.value != "pressed" and begin_ns is not None:
            if done.when.latest_ns - begin_ns >= seconds(shortest_s):
                yield Interval(begin_ns, done.when.latest_ns)
            begin_ns = None
    if begin_ns is not None:
        yield Interval(begin_ns, max(begin_ns, past.now_ns))


def _together(press: Interval, other: Interval) -> bool:
    """Tell whether two presses are surely a double-push: both buttons are down at once, and soon up again."""
    if press.earliest_ns >= other.latest_ns or other.earliest_ns >= press.latest_ns:
        return False
    begun_ns = abs(press.earliest_ns - other.earliest_ns)
    whole_ns = max(press.latest_ns, other.latest_ns) - min(press.earliest_ns, other.earliest_ns)
    return begun_ns <= seconds(TOGETHER_S) and whole_ns <= seconds(RELEASED_S)


def withholding(past: Past) -> Iterator[Interval]:
    """Yield the spans in which orders from the app are withheld, each from when everybody knows.

    They are in private and intermediate mode, and without contract or activation (AMB-07, AMB-08).
    """
    spans = [*past.spans(MODE, "private", "intermediate"), *past.spans(backoffice.CONTRACT, "ended")]
    if past.value(backoffice.CHECKED, past.now_ns) == "on" and not list(past.done(backoffice.SET_CHECKS, "off")):
        spans += past.spans(backoffice.ACTIVATION, "unfinished")
    for span in spans:
        known = known_of(span)
        if known is not None:
            yield known


def known_of(span: Interval) -> Interval | None:
    """Return the part of a span in which everybody knows of it; None when it is too short."""
    known_ns = span.earliest_ns + seconds(KNOWN_S)
    return Interval(known_ns, span.latest_ns) if known_ns <= span.latest_ns else None


def after_the_network(past: Past) -> Iterator[Cause]:
    """Yield the returns of the network, after which what waited for it goes on."""
    for done in past.done(surroundings.COVERAGE, "on"):
        yield Cause(done.when.earliest_ns, _later(done, past.late_s), often=True)


def _free_from(when_ns: int, withheld: Sequence[Interval]) -> int:
    """Return from when on a request of some time is granted."""
    for span in sorted(withheld):
        if span.earliest_ns <= when_ns <= span.latest_ns:
            when_ns = span.latest_ns
    return when_ns


def _after_network(past: Past, done: Deed) -> int:
    """Return until when something may come of a request over the network: it may have waited for that."""
    returns = [each for each in past.done(surroundings.COVERAGE, "on") if each.when >= done.when]
    last = max((each.when.latest_ns for each in returns), default=done.when.latest_ns)
    return last + seconds(past.late_s)


def _later(done: Deed, by_s: float) -> int:
    return done.when.latest_ns + seconds(by_s)
