"""All that one scenario leaves behind: what reports are made from."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from clock.kernel import S
from rigs.recording.deeds import Deed
from rigs.recording.traffic import Traffic
from rigs.values.interval import Event, Interval
from rigs.values.measurement import Measurement, Verdict
from rigs.values.track import Track


@dataclass(frozen=True)
class Expected:
    """One expectation as it was judged, so that its deadlines can be drawn.

    Attributes:
        text: What was expected, as a message says it.
        condition: Name of the track of truth values in `Journal.tracks` that was judged.
        start: The event that the limits count from; None when the present state was judged.
        low_ns: Start of the allowed span after `start`, None when it has none.
        high_ns: End of the allowed span after `start`, None when it has none.
        verdict: What it came to.
        measurement: What was measured for it; None where the present state was judged.
    """

    text: str
    condition: str
    start: Event | None
    low_ns: int | None
    high_ns: int | None
    verdict: Verdict
    measurement: Measurement | None = None


@dataclass(frozen=True)
class Evidence:
    """A piece of proof that is neither a number nor a signal, such as captured audio or an MSD.

    Attributes:
        name: For people.
        media_type: Of the data.
        data: The content of its file.
        of_failure: Whether only a scenario that did not pass shows it.
    """

    name: str
    media_type: str
    data: bytes
    of_failure: bool = False


@dataclass
class Journal:
    """The record of one scenario.

    Attributes:
        scenario: Node id.
        seed: What every random stream of the scenario derives from.
        rig: Name of the rig file.
        vehicle: Name of the vehicle profile.
        events: Stimuli and other named moments, in order.
        deeds: Stimuli alone, in order, since the rig was connected.
        measurements: In the order in which they were made.
        expectations: In the order in which they were judged.
        set_up: Conditions that steps have brought about, in order, each with the names of its ports.
        tracks: What the observation ports have shown, and the truth of judged conditions.
        traffic: All frames; None where they are not kept.
        connected_ns: When the rig was connected for it, in rig time; what tracks hold from before is of others.
        begin_ns: When the rest state was reached and the scenario began; until then as `connected_ns`.
        end_ns: When it ended.
        notes: What a report must mention without judging it, such as findings of monitors.
    """

    scenario: str
    seed: str
    rig: str
    vehicle: str
    events: list[Event] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    expectations: list[Expected] = field(default_factory=list)
    set_up: dict[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    tracks: dict[str, Track] = field(default_factory=dict)
    traffic: Traffic | None = None
    notes: list[str] = field(default_factory=list)
    connected_ns: int = 0
    begin_ns: int = 0
    end_ns: int = 0

    def note(self, expected: Expected) -> None:
        """Write down an expectation that was judged, with what was measured for it."""
        self.expectations.append(expected)
        if expected.measurement is not None:
            self.measurements.append(expected.measurement)

    def forget(self) -> None:
        """Take back all that was written down so far but what was done and what the ports have shown."""
        for written in (self.events, self.measurements, self.expectations, self.set_up, self.evidence):
            written.clear()

    def nearest(self, when: Interval) -> Event | None:
        """Return the event that happened closest to a time."""
        middle_ns = (when.earliest_ns + when.latest_ns) // 2
        return min(self.events, key=lambda event: abs(event.when.latest_ns - middle_ns), default=None)

    def circumstances(self, when: Interval, judged_ns: int, start: Event | None = None) -> str:
        """Return lines for the end of a message.

        Args:
            when: When something was seen.
            judged_ns: When it was judged.
            start: The event that its limits count from, if any.

        Returns:
            What the limits count from, when it was seen and judged, and what happened nearest if that is another.
        """
        lines = [] if start is None else [f"  counted from: {_told(start)}"]
        lines.append(f"  at: {when} of rig time ({judged_ns / S:.3f} s when the verdict was reached)")
        nearest = self.nearest(when)
        if nearest is not None and (start is None or nearest.when != start.when):
            lines.append(f"  nearest event: {_told(nearest)}")
        return "\n".join(lines)


def _told(event: Event) -> str:
    return f"{event.name} at {event.when}" + (f" ({event.detail})" if event.detail else "")


JOURNAL = pytest.StashKey[Journal]()
"""Key of the record of a scenario on its item of pytest."""
