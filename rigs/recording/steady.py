"""What is known of the messages of steady traffic without a look at each frame."""

from __future__ import annotations

from collections.abc import Iterable

from rigs.recording.passage import Passage
from rigs.recording.station import CYCLE_JITTER_NS, Station


def go_on(stations: Iterable[Station], passage: Passage, awake_since_ns: int) -> bool:
    """Tell whether each message of a pattern was heard not long before a stretch, and says the same as then.

    Args:
        stations: The messages, with their places in the pattern.
        passage: The stretch; of a message that changes in it, what it says is read there.
        awake_since_ns: When the bus was heard first since it slept, in ns.
    """
    return all(
        not station.missing
        and station.last_ns >= awake_since_ns
        and _says_the_same(station, passage)
        and _comes_in_time(station, passage)
        for station in stations
    )


def _says_the_same(station: Station, passage: Passage) -> bool:
    return all(
        number in passage.changing or passage.messages[number] is station.message for number in station.lanes
    )


def _comes_in_time(station: Station, passage: Passage) -> bool:
    """Tell whether the first frame of a message in a stretch is no later than a monitor allows."""
    first_ns = min(passage.pattern.first_end_ns(number, passage.first) for number in station.lanes)
    return not station.gap_limit_ns or first_ns - station.last_ns <= station.gap_limit_ns


def changes_plainly(station: Station, passage: Passage) -> bool:
    """Tell whether no monitor can find anything in how a message changes in steady traffic, whatever it says.

    Each value has a meaning, and no payload comes back as soon as that of a second sender would.
    """
    second_sender_ns = (station.spec.cycle_ns or 0) + CYCLE_JITTER_NS
    return station.codec.all_mean and passage.shortest_return_ns(station.lanes) > second_sender_ns
