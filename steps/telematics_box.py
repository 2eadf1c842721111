"""The telematics box: its place on the bus, its messages to the manufacturer, the end of its service."""

from __future__ import annotations

import datetime as dt

from pytest_bdd import given, then, when

from clock.kernel import S, seconds
from rigs.judging.condition import Condition, value_is
from rigs.ports import backoffice, senses, surroundings
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.gherkin.vocabulary import condition, enumeration, find_event, phrase
from steps.vehicle import vehicle_awake, vehicle_started

SERVICE_YEARS = 10
"""Number of years from the first registration for which the SOS and assistance service lasts (line 128)."""
FLASH_BEGINS_S = 20.0
"""A light that has not begun to flash by then does not flash at this start."""
CONTRACT_KNOWN_S = 5.0
"""A vehicle that has the network knows a new contract by then; it tells nobody."""

condition(
    "the telematics unit takes part in the traffic",
    signal("telematics.network"),
    test=lambda network: network == "participating",
)
condition(
    "the SOS and assistance service is active",
    signal("sos_service.state"),
    test=lambda state: state == "active",
    stays="the SOS and assistance service stays active",
)
condition(
    "the SOS and assistance service has ended",
    signal("sos_service.state"),
    test=lambda state: state == "expired",
    stays="the SOS and assistance service stays ended",
)
condition(
    "the SOS LED flashes orange",
    senses.SOS_LED,
    senses.SOS_LED_BLINKING,
    test=lambda colour, blinks: blinks and colour in ("orange", "off"),
    happens=True,
)
condition(
    "the manufacturer has word of the assistance",
    backoffice.UPLINK_ASSISTANCE,
    test=bool,
    over_network=True,
    happens=True,
)
condition(
    "no word of an assistance reaches the manufacturer",
    backoffice.UPLINK_ASSISTANCE,
    test=lambda arrives: not arrives,
)

enumeration(
    "age",
    {
        "10 years less 60 days": -60,
        "10 years less 6 months": -182,
        "10 years less a day": -1,
        "10 years": 0,
        "10 years and a day": 1,
        "10 years and 40 days": 40,
        "15 years": 1826,
        "25 years": 5479,
    },
)
enumeration("contract", {"active": "active", "ended": "ended"})
enumeration("checks", {"checks every request": "on", "passes every request on to the vehicle": "off"})


def anniversary(registered: dt.date) -> dt.date:
    """Return the day on which the service ends; that of the 29th of February is the 28th."""
    last_of_month = 28 if (registered.month, registered.day) == (2, 29) else registered.day
    return registered.replace(year=registered.year + SERVICE_YEARS, day=last_of_month)


@given(phrase("the first registration is {age} ago"))
def registered_ago(scene: Scene, age: int) -> None:
    """Set the dates of vehicle and back office alike, since either may be the one that counts (AMB-07)."""
    day = anniversary(scene.profile.registered) + dt.timedelta(days=age)
    scene.stimulate(surroundings.GNSS_DATE, f"{day.year},{day.month},{day.day}")
    scene.stimulate(backoffice.SET_DATE, day.isoformat())
    scene.settle(value_is(backoffice.TODAY, day.isoformat()))
    vehicle_awake(scene)
    clock = tuple(signal(f"clock.{unit}") for unit in ("year", "month", "day"))
    shown = (day.year, day.month, day.day)
    scene.settle(Condition(f"the vehicle's date is {day}", clock, lambda *fields: fields == shown))


@given(phrase("the subscription to connected services is {contract}"))
def subscription_is(scene: Scene, contract: str) -> None:
    """Set the contract, such as a ConnectPack, in the back office, which tells the vehicle."""
    scene.stimulate(backoffice.SET_CONTRACT, contract)
    scene.settle(value_is(backoffice.CONTRACT, contract))
    scene.wait(CONTRACT_KNOWN_S, "the vehicle to learn of its contract")


@given(phrase("the back office {checks}"))
def office_checks(scene: Scene, checks: str) -> None:
    """Let the back office refuse what may not be asked of the vehicle, or leave that to the vehicle (AMB-07)."""
    scene.stimulate(backoffice.SET_CHECKS, checks)
    scene.settle(value_is(backoffice.CHECKED, checks))


@when("the driver starts the vehicle")
def driver_starts(scene: Scene) -> None:
    """Bring on ignition and engine within 2 s, so that either may be what "start" means (AMB-35)."""
    vehicle_started(scene)


@then(phrase("the SOS LED flashes orange, if at all, for {duration} after {event}"))
def flashes_for(scene: Scene, duration: float, event: str) -> None:
    """Judge colour and end where it flashes; the source says that it may, so it need not (AMB-07)."""
    start = find_event(scene, event)
    tolerance_s = scene.assumptions.tolerance_s(duration)
    left_ns = start.when.latest_ns + seconds(FLASH_BEGINS_S) - scene.kernel.time_ns()
    scene.wait(max(0, left_ns) / S)
    blinking = scene.track(senses.SOS_LED_BLINKING)
    present = blinking.at(start.when.earliest_ns)
    begun = [change for change in (present, *blinking.after(start.when.earliest_ns)) if change and change.value]
    if not begun:
        scene.judge(Measurement(f"flashing of the SOS LED after {start.name}: none", None, None, "s"))
        return
    scene.wait_until(start, duration + 2 * tolerance_s + senses.SOS_LED_BLINKING.lag_s)
    ends = [change for change in blinking.after(start.when.earliest_ns) if not change.value]
    low: float = duration + 2 * tolerance_s
    high: float | None = None
    until_ns = scene.kernel.time_ns()
    if ends and not blinking.value:
        low, high = ends[-1].when.since(start.when)
        until_ns = ends[-1].when.latest_ns
    limits = Limits(duration - tolerance_s, duration + tolerance_s)
    scene.judge(Measurement(f"time from {start.name} until the SOS LED flashes no more", low, high, "s", limits))
    shown = {
        change.value
        for change in scene.track(senses.SOS_LED).after(max(begun[0].when.earliest_ns, start.when.earliest_ns))
        if change.when.latest_ns <= until_ns
    }
    strange = float(len(shown - {"orange", "off"}))
    scene.judge(Measurement("colours but orange in the flashing", strange, strange, "", Limits(high=0.0)))
