"""Messages as moments: an observation that is true in the very moment in which a message of a kind arrives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rigs import ports
from rigs.ports import Observation
from rigs.track import Change, Track

Message = Mapping[str, Any]


@dataclass(frozen=True)
class Arrival:
    """Which messages count.

    Attributes:
        source: The item that shows the last message of all; each message differs from the one before.
        counts: Whether a message is of the kind.
    """

    source: Observation
    counts: Callable[[Message], bool]


def is_data(message: Message) -> bool:
    """Whether a message shares data of the vehicle: not the mode itself, a refusal or a bare position."""
    return message["topic"] not in ("privacy", "position") and message["payload"].get("result") != "refused"


def has_position(message: Message) -> bool:
    """Whether a message says where the vehicle is, whatever its topic."""
    return _says_where(message["payload"])


def _says_where(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    return value.get("latitude_deg") is not None or any(_says_where(part) for part in value.values())


ARRIVALS: Mapping[Observation, Arrival] = {
    ports.UPLINK_DATA: Arrival(ports.BACKOFFICE_UPLINK, is_data),
    ports.UPLINK_POSITION: Arrival(ports.BACKOFFICE_UPLINK, has_position),
    ports.UPLINK_ASSISTANCE: Arrival(ports.BACKOFFICE_UPLINK, lambda message: message["topic"] == "assistance"),
    ports.UPLINK_MAINTENANCE: Arrival(ports.BACKOFFICE_UPLINK, lambda message: message["topic"] == "maintenance"),
    ports.APP_INFORMED: Arrival(ports.PHONE_INFORMATION, lambda _message: True),
}
"""The observations that are arrivals."""


def follow(arrival: Arrival, source: Track, track: Track) -> None:
    """Note the arrivals on a track: True and at once False again.

    Args:
        arrival: Which messages count.
        source: Track of the messages.
        track: Where True and False go.
    """

    def take(change: Change) -> None:
        if isinstance(change.value, Mapping) and arrival.counts(change.value):
            track.add(change.when, True)
            track.add(change.when, False)

    for change in source:
        track.add(change.when, False)
        take(change)
    source.watch(take)
