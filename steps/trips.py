"""Trips and the mileage in the app: features/bluetooth_trips and features/maintenance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_bdd import given, then, when

from rigs.errors import SetupFailed
from rigs.judging.condition import Condition, value_is
from rigs.ports import controls, phone, screen, surroundings
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.interval import Event
from rigs.values.measurement import Limits, Measurement
from steps.charging import surround
from steps.expectations import lasts
from steps.gherkin.vocabulary import condition, enumeration, event, find_event, phrase
from steps.vehicle import vehicle_started

DISTANCE = signal("vehicle.distance_m")
ODOMETER = signal("vehicle.odometer_km")
DISTANCE_WRAP_M = 6553.6
LEG_M = 6000.0
"""Distance in m that is driven at once; the counter of the vehicle wraps soon after."""

COUNTER_STEP_M = 0.1
ODOMETER_STEP_KM = 0.1
BUS_LAG_S = 0.2
TRIP_KMH = 90
HALF_TRIP_M = 500.0
"""Way in m before a long stop, and after it."""
CREEP_KMH = 0.9
CREEP_M = 2.95
NUDGES = 4
"""Number of times that the wheels turn by half a step of the counter, until it shows the last step."""

TAP_S = 0.3
USES = ("phone", "streaming")
"""The boxes of the touch screen that are to be ticked (line 340)."""

END_OF_TRIP = event("the end of the trip")
END_OF_DRIVE = event("the end of the drive")
PAIRING = event("the pairing")

enumeration(
    "uses",
    {"": USES, " with connection sharing": (*USES, "connection_sharing"), " without streaming": ("phone",)},
)
enumeration("shift", {"ahead of": 1, "behind": -1})
enumeration(
    "acceptance",
    {"on the touch screen and then on the phone": True, "on the phone and then on the touch screen": False},
)


def _has(trip: Mapping[str, Any], key: str) -> bool:
    return trip.get(key) is not None


TRIP_SHOWN = condition(
    "the trip is in the app", phone.TRIP, test=lambda trip: _has(trip, "number"), over_network=True
)
event("the arrival of the trip", TRIP_SHOWN)
condition("no trip is in the app", phone.TRIP, test=lambda trip: not _has(trip, "number"))
condition(
    "the app shows the average consumption of the trip",
    phone.TRIP,
    test=lambda trip: _has(trip, "average_consumption") and trip["average_consumption"] > 0,
    over_network=True,
)
condition(
    "the app shows no average consumption",
    phone.TRIP,
    test=lambda trip: not _has(trip, "average_consumption"),
)
CONNECTED = condition(
    "the phone is connected",
    phone.BLUETOOTH,
    test=lambda connection: connection == "connected",
    over_network=True,
)
condition("the phone is not connected", phone.BLUETOOTH, test=lambda connection: connection == "not_connected")
condition(
    "the information on the vehicle is in the app over Bluetooth",
    phone.TRIP_INFORMATION,
    test=lambda information: _has(information, "odometer_km"),
    over_network=True,
)
condition(
    "the app has no information on the vehicle over Bluetooth",
    phone.TRIP_INFORMATION,
    test=lambda information: not _has(information, "odometer_km"),
)
condition(
    "the information in the app has the mileage of the odometer",
    phone.TRIP_INFORMATION,
    ODOMETER,
    test=lambda information, odometer: information.get("odometer_km") == odometer,
    over_network=True,
)
condition(
    "the mileage in the app is that of the odometer",
    phone.MILEAGE,
    ODOMETER,
    test=lambda mileage, odometer: mileage == odometer,
    over_network=True,
)
condition(
    "the mileage in the app is not that of the odometer",
    phone.MILEAGE,
    ODOMETER,
    test=lambda mileage, odometer: mileage != odometer,
    stays="the mileage in the app stays behind the odometer",
)


def pair(scene: Scene, uses: tuple[str, ...], *, screen_first: bool = True) -> Event:
    """Go through the pairing: accepted on the touch screen first and then on the phone (line 364), or reversed.

    Returns:
        The second acceptance.
    """
    scene.stimulate(phone.WHEREABOUTS, "at_vehicle")
    for field in ("telephone", *uses, "connect"):
        scene.stimulate(screen.TAP, field)
        scene.wait(TAP_S)
    for on_screen in (screen_first, not screen_first):
        scene.wait(TAP_S)
        accepted = (
            scene.stimulate(screen.TAP, "accept") if on_screen else scene.stimulate(phone.PAIRING, "confirm")
        )
    return accepted


def drive(scene: Scene, distance_m: float) -> None:
    """Let the wheels turn for a distance by the counter of the vehicle, in legs of `LEG_M`, the last of it slowly.

    A bench stops the wheels a little late, by a time that nobody knows, so that the last step is felt for.

    Raises:
        SetupFailed: The bench has not met the distance.
    """
    while distance_m > LEG_M:
        before_m = scene.track(DISTANCE).value
        _roll(scene, TRIP_KMH, LEG_M)
        distance_m -= _driven_m(scene, before_m)
    before_m = scene.track(DISTANCE).value
    _roll(scene, TRIP_KMH, distance_m - CREEP_M)
    _roll(scene, CREEP_KMH, distance_m - COUNTER_STEP_M / 2 - _driven_m(scene, before_m))
    for _ in range(NUDGES):
        if _driven_m(scene, before_m) > distance_m - COUNTER_STEP_M / 2:
            break
        _roll(scene, CREEP_KMH, COUNTER_STEP_M / 2)
    driven_m = _driven_m(scene, before_m)
    if abs(driven_m - distance_m) > COUNTER_STEP_M / 2:
        raise SetupFailed(f"{distance_m:g} m were to be driven, the vehicle counts {driven_m:.1f} m")


def _roll(scene: Scene, speed_kmh: float, distance_m: float) -> None:
    scene.stimulate(surroundings.WHEEL_SPEED, speed_kmh)
    scene.wait(distance_m / speed_kmh * 3.6, "the drive")
    scene.stimulate(surroundings.WHEEL_SPEED, 0)
    scene.wait(BUS_LAG_S)


def _driven_m(scene: Scene, before_m: float) -> float:
    driven_m: float = (scene.track(DISTANCE).value - before_m) % DISTANCE_WRAP_M
    return driven_m


@given(phrase("the odometer stands at {km:number} km"))
def odometer_stands_at(scene: Scene, km: float) -> None:
    """Have a mileage written into the odometer."""
    surround(scene, surroundings.ODOMETER_SETTING, km, ODOMETER)


@given(phrase("the phone is connected to the vehicle{uses}"))
def phone_connected(scene: Scene, uses: tuple[str, ...]) -> None:
    """Connect from the touch screen, as the source has it (line 340), with the ignition on."""
    pair(scene, uses)
    scene.settle(value_is(phone.BLUETOOTH, "connected"))


@given("the phone is not connected to the vehicle")
def phone_not_connected(scene: Scene) -> None:
    """Take the phone out of reach."""
    scene.stimulate(phone.WHEREABOUTS, "away")
    scene.settle(value_is(phone.BLUETOOTH, "not_connected"))


@given("the phone is at the vehicle and not connected")
def phone_at_vehicle(scene: Scene) -> None:
    """Have the phone within reach, and no pairing."""
    scene.stimulate(phone.PAIRING, "forget")
    scene.stimulate(phone.WHEREABOUTS, "at_vehicle")
    scene.settle(value_is(phone.BLUETOOTH, "not_connected"))


@given(phrase("the clock of the phone is {duration} {shift} that of the vehicle"))
def phone_clock_off(scene: Scene, duration: float, shift: int) -> None:
    """Set the clock of the phone wrong; the vehicle has its own from the satellites."""
    scene.stimulate(phone.CLOCK, shift * duration)


@when(phrase("the driver accepts the pairing {order:acceptance}"))
def driver_pairs(scene: Scene, order: bool) -> None:
    """Pair from the touch screen of a vehicle whose ignition is on, with the boxes that are to be ticked."""
    scene.mark(PAIRING, pair(scene, USES, screen_first=order))


@when("the driver confirms a pairing on the phone that the touch screen has not asked for")
def driver_confirms_alone(scene: Scene) -> None:
    """Confirm on the phone at the vehicle, whose screen nobody has touched."""
    scene.stimulate(phone.WHEREABOUTS, "at_vehicle")
    scene.wait(TAP_S)
    scene.mark(PAIRING, scene.stimulate(phone.PAIRING, "confirm"))


@when(phrase("the driver drives {number} m"))
def driver_drives_on(scene: Scene, number: float) -> None:
    """Drive on; the contact stays on."""
    drive(scene, number)
    scene.mark(END_OF_DRIVE, scene.now(END_OF_DRIVE))


@when(phrase("the driver drives {number} m and turns the contact off"))
def driver_drives(scene: Scene, number: float) -> None:
    """Drive with a vehicle that is started; a trip is told when the contact, KL15, goes off (line 342, AMB-35)."""
    drive(scene, number)
    scene.mark(END_OF_TRIP, scene.stimulate(controls.IGNITION, "off"))
    scene.settle(value_is(signal("ignition.state"), "off"))


@when(phrase("the driver makes a trip of {duration}"))
def driver_makes_trip(scene: Scene, duration: float) -> None:
    """Drive all the time from the start to the contact off."""
    vehicle_started(scene)
    scene.stimulate(surroundings.WHEEL_SPEED, TRIP_KMH)
    scene.wait(duration, "the trip")
    scene.stimulate(surroundings.WHEEL_SPEED, 0)
    scene.mark(END_OF_TRIP, scene.stimulate(controls.IGNITION, "off"))
    scene.settle(value_is(signal("ignition.state"), "off"))


@when(phrase("the driver makes a trip of {duration} with a long stop"))
def driver_makes_slow_trip(scene: Scene, duration: float) -> None:
    """Drive 500 m, stand for so long as in a traffic jam, and drive 500 m; the contact stays on until then."""
    vehicle_started(scene)
    drive(scene, HALF_TRIP_M)
    scene.wait(duration, "the traffic jam")
    driver_drives(scene, HALF_TRIP_M)


def shows_trip(number: float) -> Condition:
    """Make the condition that the app shows a trip of a length in m."""

    def test(trip: Mapping[str, Any]) -> bool:
        return _has(trip, "distance_m") and abs(trip["distance_m"] - number) <= COUNTER_STEP_M + COUNTER_STEP_M / 2

    return Condition(f"the app shows a trip of {number:g} m", (phone.TRIP,), test)


@then(phrase("the app shows a trip of {number} m in reaction to {event}"))
def app_shows_trip(scene: Scene, number: float, event: str) -> None:
    """Expect a trip of this length, to the step of the vehicle's counter, in place of the one before."""
    limit_s = scene.assumptions.network_reaction_s
    scene.expect(shows_trip(number)).reacts(limit_s, after=find_event(scene, event))


@then(phrase("the app goes on showing a trip of {number} m for {duration} after {event}"))
def app_goes_on_showing_trip(scene: Scene, number: float, duration: float, event: str) -> None:
    """Expect that no other trip takes its place."""
    lasts(scene, shows_trip(number), duration, find_event(scene, event))


@then(phrase("the mileage in the app has grown by {number} km since {event}"))
def mileage_has_grown(scene: Scene, number: float, event: str) -> None:
    """Judge what was driven, to a step of the odometer at each end."""
    moment = find_event(scene, event)
    before, now_km = scene.track(phone.MILEAGE).at(moment.when.latest_ns), scene.track(phone.MILEAGE).value
    known = before is not None and before.value is not None and now_km is not None
    grown_km = round(now_km - before.value, 3) if known and before is not None else None
    limits = Limits(number - ODOMETER_STEP_KM, number + ODOMETER_STEP_KM)
    scene.judge(Measurement(f"mileage gained since {event}", grown_km, grown_km, "km", limits))


@then(phrase("the trip in the app is {number} m long"))
def trip_is_long(scene: Scene, number: float) -> None:
    """Judge the distance, to the step of the vehicle's counter."""
    trip = scene.track(phone.TRIP).value
    shown_m = trip["distance_m"] if _has(trip, "distance_m") else None
    limits = Limits(number - COUNTER_STEP_M, number + COUNTER_STEP_M)
    scene.judge(Measurement("distance of the trip in the app", shown_m, shown_m, "m", limits))
