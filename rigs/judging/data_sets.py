"""The sets of data of calls, held against the world: vehicle, place and occupants as the rig made them.

A scenario judges one field of one set. Each set that arrives in any scenario is held against all that is known:
what the profile says, where the simulated sky put the vehicle, which belts are fastened, what set off the call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clock.kernel import seconds
from rigs.judging.breach import Breach
from rigs.judging.causes import CALLING, MODE, Past, known_of
from rigs.judging.geodesy import distance_m
from rigs.ports import centre, controls, psap, supply, surroundings
from rigs.ports.port import Observation, Stimulus
from rigs.ports.signals import BUS_ACTIVITY
from rigs.recording.deeds import Deed
from rigs.values.track import Change

MOVING_M = 150.0
"""Error in m that a position may have while the vehicle moves (AMB-04)."""

FRESH_S = 20.0
"""Time in s before a set of data arrives in which it may have been made."""

COUNTED_S = 5.0
"""Time in s in which a vehicle that is awake counts a belt."""

Facts = Mapping[str, Any]
"""Type of what a set of data says."""

Wrong = Callable[[Past, Facts, int], str]
"""Type of what tells what a set of data that arrived at a time has wrong; empty where it has nothing."""


def emergency_data(past: Past) -> Iterator[Breach]:
    """Find minimum sets of data that the world contradicts."""
    yield from _contradicted(past, psap.MSD, lambda shown: shown.get("decoded"), _EMERGENCY)


def breakdown_data(past: Past) -> Iterator[Breach]:
    """Find sets of data of breakdown calls that the world contradicts."""
    yield from _contradicted(past, centre.DATA, lambda shown: shown, _BREAKDOWN)


def withheld_position(past: Past) -> Iterator[Breach]:
    """Find breakdown calls that tell the position though the privacy mode withholds it."""
    spans = [known for span in past.spans(MODE, "private", "intermediate") if (known := known_of(span))]
    for change in _arrived(past, centre.DATA):
        if _place_of(change.value) and any(
            span.earliest_ns <= change.when.earliest_ns and change.when.latest_ns <= span.latest_ns
            for span in spans
        ):
            yield Breach(change.when, f"{centre.DATA.name}: {change.value}")


def category(past: Past) -> Iterator[Breach]:
    """Find calls whose category and number do not go together: 112 is the number of the emergency call alone."""
    for change in _arrived(past, psap.NETWORK_CALL):
        is_emergency = change.value.get("category") == "emergency"
        if is_emergency != (change.value.get("number") == "112"):
            yield Breach(change.when, f"{psap.NETWORK_CALL.name}: {change.value}")


def _arrived(past: Past, port: Observation) -> Iterator[Change]:
    """Yield what a port came to show since the vehicle is judged, the first of all too."""
    for change in past.tracks.get(port.name, ()):
        if change.value and change.when.earliest_ns > past.since_ns:
            yield change


def _contradicted(
    past: Past, port: Observation, take: Callable[[Any], Facts | None], checks: tuple[Wrong, ...]
) -> Iterator[Breach]:
    for change in _arrived(past, port):
        facts = take(change.value)
        found = [text for check in checks if facts and (text := check(past, facts, change.when.latest_ns))]
        if found:
            yield Breach(change.when, f"{port.name}: {'; '.join(found)}")


def _vin(past: Past, facts: Facts, _at_ns: int) -> str:
    return _differs("VIN", facts.get("vin"), past.profile.vin)


def _vehicle(past: Past, facts: Facts, _at_ns: int) -> str:
    return _differs("class", facts.get("vehicle_type"), past.profile.vehicle_class) or _differs(
        "energies", facts.get("propulsion"), sorted(past.profile.propulsion)
    )


def _occupants(past: Past, facts: Facts, at_ns: int) -> str:
    """Tell of a count that is not that of the fastened belts, where the vehicle was awake to count them."""
    fastened, begun_ns = 0, _begin_of_call(past, at_ns)
    for seat in controls.SEAT.values():
        for done in past.done(seat):
            counted_ns = done.when.latest_ns + seconds(COUNTED_S)
            if counted_ns > begun_ns or past.value(BUS_ACTIVITY["comfort"], counted_ns) != "awake":
                return ""
        fastened += _last(past, seat, at_ns, seat.at_rest) == "occupied"
    return _differs("occupants", facts.get("passengers"), fastened)


def _activation(past: Past, facts: Facts, _at_ns: int) -> str:
    """Tell of a wrong activation where crashes alone, or presses alone, have been."""
    crashed = any(True for _ in past.done(controls.AIRBAG_CRASH, "fired"))
    pressed = any(True for _ in past.done(controls.SOS_BUTTON, "pressed"))
    if crashed == pressed:
        return ""
    return _differs("automatic", facts.get("automatic"), crashed)


def _position(past: Past, facts: Facts, at_ns: int) -> str:
    """Tell of a place where the vehicle was not, or of one that is wrongly trusted or not."""
    fixes = list(past.done(surroundings.GNSS_FIX))
    if any(abs(done.when.latest_ns - at_ns) < seconds(FRESH_S) for done in fixes):
        return ""
    fixes = [done for done in fixes if done.when.latest_ns < at_ns]
    without = bool(fixes) and fixes[-1].value == "none"
    if without and any(done.when > fixes[-1].when for done in past.done(supply.VOLTAGE)):
        return ""
    known_ns = fixes[-1].when.latest_ns if without else at_ns
    places = _places(past, known_ns)
    if not places:
        return ""
    place = _place_of(facts)
    if place is None:
        return "no position"
    error_m = min(distance_m(*place, *each) for each in places)
    if error_m > MOVING_M:
        return f"the position is {error_m:.0f} m away from the vehicle"
    trusted = facts.get("position_trusted", facts.get("trusted"))
    return "" if trusted is None else _differs("trusted", trusted, not without)


def _breakdown_position(past: Past, facts: Facts, at_ns: int) -> str:
    """Tell of a wrong position where the privacy mode lets it out."""
    mode_ns = at_ns - seconds(FRESH_S)
    shared = past.value(MODE, at_ns) == past.value(MODE, mode_ns) == "geolocated"
    return _position(past, facts.get("position") or {}, at_ns) if shared else ""


def _places(past: Past, at_ns: int) -> list[tuple[float, float]]:
    """Return where the vehicle has been in the last moments before a time, as far as the rig put it there."""
    since_ns = at_ns - seconds(FRESH_S)
    found: list[Deed] = []
    for done in past.done(surroundings.GNSS_POSITION):
        if done.when.latest_ns <= since_ns:
            found = [done]
        elif done.when.earliest_ns <= at_ns:
            found.append(done)
    return [_degrees(str(done.value)) for done in found]


def _degrees(text: str) -> tuple[float, float]:
    latitude, longitude = text.split(",")
    return float(latitude), float(longitude)


def _place_of(facts: Facts) -> tuple[float, float] | None:
    """Return the position in a set of data, in degrees north and east."""
    place = facts.get("position") if "position" in facts else facts
    if not place or place.get("latitude_deg") is None or place.get("longitude_deg") is None:
        return None
    return float(place["latitude_deg"]), float(place["longitude_deg"])


def _begin_of_call(past: Past, at_ns: int) -> int:
    """Return when the emergency call of a time began: a vehicle may count who was in it then."""
    fresh_ns = at_ns - seconds(FRESH_S)
    begins = [span.earliest_ns for span in past.spans(psap.CALL, *CALLING) if span.earliest_ns <= at_ns]
    return min(fresh_ns, max(begins, default=fresh_ns))


def _last(past: Past, port: Stimulus, at_ns: int, at_rest: object) -> object:
    """Return what a port was last set to before a time."""
    return next(
        (done.value for done in reversed(list(past.done(port))) if done.when.earliest_ns <= at_ns), at_rest
    )


def _differs(what: str, seen: object, wanted: object) -> str:
    return "" if seen == wanted else f"{what} {seen} instead of {wanted}"


_EMERGENCY: tuple[Wrong, ...] = (_vin, _vehicle, _occupants, _activation, _position)
_BREAKDOWN: tuple[Wrong, ...] = (_vin, _breakdown_position)
