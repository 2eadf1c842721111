"""What goes with a call: the sets of data of the emergency call and of the breakdown call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from pytest_bdd import given, then, when

from clock.kernel import S
from rigs.judging.condition import Condition
from rigs.judging.geodesy import distance_m
from rigs.ports import backoffice, centre, psap, surroundings
from rigs.ports.port import Observation
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.calls import CALLED
from steps.gherkin.vocabulary import condition, enumeration, event, find_event, phrase

THE_REQUEST = event("the request for the data set")
DRIVE_KMH = 50.0
DRIVE_S = 60.0
STANDSTILL_S = 2.0
"""Time in s in which a vehicle notices that it stands."""

CLOCK = ("year", "month", "day", "hour", "minute", "second")
CLOCK_PERIOD_NS = 2 * S
"""Time in ns within which a clock that runs shows another second."""


def decoded(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the PSAP read in the MSD, empty when there is none."""
    return part(data, "decoded")


def part(data: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    """Return a table in a table, by the keys that lead to it; empty where there is none."""
    for key in path:
        data = data.get(key) or {}
    return data


def _of_data(text: str, test: Callable[[Mapping[str, Any]], bool]) -> Condition:
    """Make a condition over the MSD of a call that is under way."""
    return condition(
        text,
        psap.CALL,
        psap.MSD,
        test=lambda call, data: call in CALLED and test(decoded(data)),
        over_network=True,
        happens=True,
    )


def of_item(text: str, port: Observation, test: Callable[[Mapping[str, Any]], bool]) -> Condition:
    """Make a condition over what the PSAP shows of a call that is under way."""
    return condition(
        text,
        psap.CALL,
        port,
        test=lambda call, item: call in CALLED and test(item),
        over_network=True,
        happens=True,
    )


_of_data("the PSAP has the minimum set of data", bool)
_of_data("the data set tells of an automatic activation", lambda data: data.get("automatic") is True)
_of_data("the data set tells of a manual activation", lambda data: data.get("automatic") is False)
_of_data("the data set marks its position as trusted", lambda data: data.get("position_trusted") is True)
_of_data("the data set marks its position as not trusted", lambda data: data.get("position_trusted") is False)
for number in (1, 2, 3):
    _of_data(
        f"the data set bears the identifier {number}",
        lambda data, number=number: data.get("message_identifier") == number,  # type: ignore[misc]  # the loop's value
    )
of_item("the PSAP has acknowledged the data set", psap.MSD, lambda data: data.get("acknowledged") is True)
condition(
    "no voice contact comes without the data set",
    psap.CALL,
    signal("ecall.state"),
    psap.MSD,
    test=lambda call, state, data: "voice" not in (call, state) or bool(decoded(data)),
    witnessed=Condition(
        "no voice contact comes without the data set",
        (psap.CALL, psap.MSD),
        lambda call, data: call != "voice" or bool(decoded(data)),
    ),
)
condition(
    "the assistance centre has the data set",
    centre.DATA,
    test=lambda data: bool(data.get("vin")),
    over_network=True,
    happens=True,
)
condition(
    "the assistance centre has no data",
    centre.CALL,
    centre.DATA,
    test=lambda call, data: call not in CALLED and not data,
)
condition(
    "the assistance centre has the position of the vehicle",
    centre.DATA,
    test=lambda data: part(data, "position").get("latitude_deg") is not None,
    over_network=True,
    happens=True,
)
condition(
    "the assistance centre has no position of the vehicle",
    centre.DATA,
    test=lambda data: not data or part(data, "position").get("latitude_deg") is None,
)
for word, trusted in (("trusted", True), ("not trusted", False)):
    condition(
        f"the data for the breakdown call mark the position as {word}",
        centre.DATA,
        test=lambda data, trusted=trusted: part(data, "position").get("trusted") is trusted,
        over_network=True,
        happens=True,
    )
condition(
    "the case of the assistance centre has the data set",
    centre.CALL,
    centre.CASE,
    centre.DATA,
    test=lambda call, case, data: call in CALLED and bool(data) and case.get("vehicle") == data,
    over_network=True,
    happens=True,
)

enumeration(
    "position",
    {
        "the position in the data set": (psap.MSD, decoded),
        "the position in the case of the PSAP": (
            psap.CASE,
            lambda case: part(case, "vehicle"),
        ),
        "the destination of the rescue forces": (
            psap.CASE,
            lambda case: part(case, "destination"),
        ),
        "the position in the data for the breakdown call": (
            centre.DATA,
            lambda data: part(data, "position"),
        ),
        "the position at the back office": (
            backoffice.WHEREABOUTS,
            part,
        ),
        "the position in the case of the assistance centre": (
            centre.CASE,
            lambda case: part(case, "vehicle", "position"),
        ),
    },
)
enumeration(
    "record",
    {
        "the data set": (psap.MSD, decoded),
        "the case of the PSAP": (psap.CASE, lambda case: part(case, "vehicle")),
        "the data for the breakdown call": (centre.DATA, part),
        "the case of the assistance centre": (
            centre.CASE,
            lambda case: part(case, "vehicle"),
        ),
    },
)
enumeration(
    "occupants",
    {"nobody": 0, "one occupant": 1, "two occupants": 2, "three occupants": 3, "five occupants": 5},
)
Item = tuple[Observation, Callable[[Any], Mapping[str, Any]]]
"""A port, and how the item is taken out of what it shows."""


def _in_data(scene: Scene, port: Observation, data: Mapping[str, Any], field: str) -> float:
    """Return a field of the data of a call.

    Raises:
        Failed: The data lack it; what was received without it is no matter of the bench.
    """
    value = data.get(field)
    if value is None:
        raise scene.failed(f"{port.name} lacks {field}")
    return float(value)


def _msd_has(field: str, value: object) -> Condition:
    """Make the condition that a field of the MSD has a value."""
    return Condition(f"the MSD has {field} {value}", (psap.MSD,), lambda seen: decoded(seen).get(field) == value)


@given(phrase("the vehicle stands at {latitude:number}, {longitude:number}"))
def vehicle_stands_at(scene: Scene, latitude: float, longitude: float) -> None:
    """Set the position under a simulated sky, in degrees north and east."""
    scene.stimulate(surroundings.GNSS_POSITION, f"{latitude:.6f},{longitude:.6f}")


@given(phrase("the vehicle points to {heading:number} degrees"))
def vehicle_points_to(scene: Scene, heading: float) -> None:
    """Set the heading, from north through east."""
    scene.stimulate(surroundings.GNSS_HEADING, heading)


@given(
    phrase(
        "the vehicle drives from {latitude:number}, {longitude:number} to {north:number}, {east:number}"
        " in {duration}"
    )
)
def vehicle_drives_to(
    scene: Scene, latitude: float, longitude: float, north: float, east: float, duration: float
) -> None:
    """Move it under a simulated sky while its wheels turn, and leave it in motion; a new position each second."""
    speed_kmh = distance_m(latitude, longitude, north, east) / duration * 3.6
    scene.stimulate(surroundings.WHEEL_SPEED, round(speed_kmh, 1))
    for second in range(round(duration) + 1):
        share = second / duration
        vehicle_stands_at(scene, latitude + share * (north - latitude), longitude + share * (east - longitude))
        scene.wait(1.0)


@when(phrase("the vehicle drives on to {latitude:number}, {longitude:number} and stops there"))
def vehicle_drives_on(scene: Scene, latitude: float, longitude: float) -> None:
    """Let the wheels turn for a while, and the simulated sky be that of the other place."""
    scene.stimulate(surroundings.WHEEL_SPEED, DRIVE_KMH)
    scene.wait(DRIVE_S, "the drive")
    vehicle_stands_at(scene, latitude, longitude)
    scene.stimulate(surroundings.WHEEL_SPEED, 0)
    scene.wait(STANDSTILL_S)


@given("no satellites are received")
def no_satellites(scene: Scene) -> None:
    """Take the satellites away from now on; what was received before is known to the vehicle."""
    scene.stimulate(surroundings.GNSS_FIX, "none")


@given("satellites are received again")
def satellites_again(scene: Scene) -> None:
    """Bring them back; what was received before is no longer where the vehicle is."""
    scene.stimulate(surroundings.GNSS_FIX, "fix")


@when("the PSAP asks for the data set again")
def psap_asks_again(scene: Scene) -> None:
    """Ask for it during the call (EN 16062)."""
    scene.mark(THE_REQUEST, scene.stimulate(psap.REQUEST_MSD, "now"))


@then(phrase("{record} names the vehicle by its VIN"))
def names_vehicle(scene: Scene, record: Item) -> None:
    """Judge the VIN, which identifies the customer too: the MSD holds no customer data (AMB-03)."""
    port, take = record
    vin = scene.profile.vin
    scene.expect(Condition(f"{port.name} has VIN {vin}", (port,), lambda seen: take(seen).get("vin") == vin)).now()


@then(phrase("{position} is within {limit:number} m of {latitude:number}, {longitude:number}"))
def position_within(scene: Scene, position: Item, limit: float, latitude: float, longitude: float) -> None:
    """Judge its error; "exact" has no number in the source, the limit is that of a standing vehicle (AMB-04)."""
    port, take = position
    seen = take(scene.track(port).value)
    here = _in_data(scene, port, seen, "latitude_deg"), _in_data(scene, port, seen, "longitude_deg")
    error_m = distance_m(*here, latitude, longitude)
    scene.judge(Measurement(f"error of the position in {port.name}", error_m, error_m, "m", Limits(high=limit)))


@then("the data set tells of the vehicle's class and energies")
def tells_of_vehicle(scene: Scene) -> None:
    """Judge class and propulsion by the profile: a van is no passenger car, and a diesel burns no petrol."""
    profile = scene.profile
    scene.expect(_msd_has("vehicle_type", profile.vehicle_class)).now()
    scene.expect(_msd_has("propulsion", sorted(profile.propulsion))).now()


@then(phrase("the heading in the data set is within {limit:number} degrees of {heading:number}"))
def heading_within(scene: Scene, limit: float, heading: float) -> None:
    """Judge the error of the heading; the MSD holds it in steps of 2 degrees (EN 15722)."""
    seen = _in_data(scene, psap.MSD, decoded(scene.track(psap.MSD).value), "heading_deg")
    error = abs((seen - heading + 180.0) % 360.0 - 180.0)
    scene.judge(Measurement("error of the heading in the MSD", error, error, "°", Limits(high=limit)))


@then(phrase("the data set counts {occupants}"))
def data_counts_occupants(scene: Scene, occupants: int) -> None:
    """Judge the number of belted occupants."""
    counted = _in_data(scene, psap.MSD, decoded(scene.track(psap.MSD).value), "passengers")
    scene.judge(Measurement("occupants in the MSD", counted, counted, "", Limits(occupants, occupants)))


@then(phrase("the data set bears the time of {event} on the vehicle's clock"))
def data_bears_time(scene: Scene, event: str) -> None:
    """Judge its age; the source gives no time, so the reaction limit inside the vehicle applies (AMB-37)."""
    at_ns = _clock_ns(scene, find_event(scene, event).when.latest_ns)
    shown = [scene.track(signal(f"clock.{unit}")).at(at_ns) for unit in CLOCK]
    stamp_s = _in_data(scene, psap.MSD, decoded(scene.track(psap.MSD).value), "timestamp_s")
    late = None
    if None not in shown:
        fields = [int(change.value) for change in shown if change is not None]
        clock = dt.datetime(*fields, tzinfo=dt.UTC)  # type: ignore[misc,arg-type]  # six whole numbers
        late = stamp_s - clock.timestamp()
    limit_s = scene.assumptions.reaction_s
    scene.judge(Measurement("time in the MSD after the event", late, late, "s", Limits(-1.0, limit_s)))


def _clock_ns(scene: Scene, at_ns: int) -> int:
    """Give the moment at which the clock is read: a vehicle that has just woken shows it with its next frame."""
    seconds = scene.track(signal("clock.second"))
    last = seconds.at(at_ns)
    if last is not None and at_ns - last.when.latest_ns <= CLOCK_PERIOD_NS:
        return at_ns
    return next((change.when.latest_ns for change in seconds.after(at_ns)), at_ns)
