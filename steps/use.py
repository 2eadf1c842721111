"""Using the remote services as the source advises: features/use."""

from __future__ import annotations

import datetime as dt

from pytest_bdd import given, when

from rigs.judging.condition import value_is
from rigs.ports import backoffice, controls, phone, psap, surroundings
from rigs.ports.signals import signal
from rigs.scene import Scene
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.vehicle import AWAKE, vehicle_awake, vehicle_started

TRIP_KMH = 50
CLOCK = tuple(signal(f"clock.{unit}") for unit in ("year", "month", "day"))

THE_LOGIN = event("the login", over_network=True)
THE_VALIDATION = event("the validation", over_network=True)

STEPS = {"the code sent to the trusted number": "trusted_number", "the SAFETY code": "safety_code"}

for words, step in STEPS.items():
    condition(
        f"the app asks for {words}",
        phone.REGISTRATION,
        test=lambda asked, step=step: asked == step,
        stays=f"the app goes on asking for {words}",
        over_network=True,
    )
for words, biometry in {"Touch ID": "touch_id", "a fingerprint": "fingerprint"}.items():
    condition(
        f"the app offers {words}",
        phone.BIOMETRY,
        test=lambda offered, biometry=biometry: offered == biometry,
        stays=f"the app goes on offering {words}",
        over_network=True,
    )
REGISTERED = condition(
    "the smartphone is registered",
    phone.REGISTRATION,
    test=lambda asked: asked == "registered",
    over_network=True,
)

enumeration("activation", {"not finished": "unfinished", "finished": "finished"})
enumeration("coverage", {"mobile network coverage": "on", "no mobile network coverage": "off"})
enumeration("account", {"the account of the subscription": "subscriber", "another account": "other"})
enumeration("step", STEPS)
enumeration(
    "model",
    {
        "an iPhone 6": "iphone_6",
        "an iPhone 7": "iphone_7",
        "an iPhone 8": "iphone_8",
        "an iPhone X": "iphone_x",
        "an iPhone SE (2020)": "iphone_se_2020",
        "a Pixel 7": "pixel_7",
        "a Galaxy S10": "galaxy_s10",
    },
)


@given(phrase("the activation of the remote services is {activation}"))
def activation_is(scene: Scene, activation: str) -> None:
    """Set the activation as the back office has it."""
    scene.stimulate(backoffice.SET_ACTIVATION, activation)
    scene.settle(value_is(backoffice.ACTIVATION, activation))


@given(phrase("the vehicle has {coverage}"))
def vehicle_has_coverage(scene: Scene, coverage: str) -> None:
    """Switch the cell on or off; only a bench with a modem of its own could tell more of the network."""
    scene.stimulate(surroundings.COVERAGE, coverage)
    scene.settle(value_is(psap.NETWORK_COVERAGE, coverage == "on"))


@given(phrase("a trip of {duration} was made {number} days ago"))
def trip_was_made(scene: Scene, duration: float, number: float) -> None:
    """Drive the trip, and set the days after it in the vehicle's satellites and in the back office."""
    vehicle_started(scene)
    scene.stimulate(surroundings.WHEEL_SPEED, TRIP_KMH)
    scene.wait(duration, "the trip")
    scene.stimulate(surroundings.WHEEL_SPEED, 0)
    year, month, day = (int(scene.track(unit).value) for unit in CLOCK)
    scene.stimulate(controls.IGNITION, "off")
    scene.settle(value_is(signal("ignition.state"), "off"))  # the trip ends before its date
    set_date(scene, dt.date(year, month, day) + dt.timedelta(days=number))


@given(phrase("the date is {date}"))
def date_is(scene: Scene, date: dt.date) -> None:
    """Set the date by the vehicle's satellites and in the back office; the time of day stays what it is."""
    set_date(scene, date)


def set_date(scene: Scene, date: dt.date) -> None:
    """Set the date in the vehicle's satellites and in the back office, and see that the vehicle has it."""
    scene.stimulate(surroundings.GNSS_DATE, f"{date.year},{date.month},{date.day}")
    scene.stimulate(backoffice.SET_DATE, date.isoformat())
    if not scene.holds(AWAKE):
        vehicle_awake(scene)
    for unit, value in zip(CLOCK, (date.year, date.month, date.day), strict=True):
        scene.settle(value_is(unit, value))


@given(phrase("the driver is logged in with {account} on a new smartphone"))
def logged_in(scene: Scene, account: str) -> None:
    """Log in; no step of the registration has been passed."""
    driver_logs_in(scene, account)
    scene.settle(value_is(phone.REGISTRATION, "trusted_number"))


@given(phrase("the app has been given {step}"))
def has_been_given(scene: Scene, step: str) -> None:
    """Pass the step, so that the app asks for what comes next."""
    scene.stimulate(phone.VALIDATE, step)
    scene.settle(value_is(phone.REGISTRATION, "safety_code" if step == "trusted_number" else "registered"))


@given(phrase("the smartphone is {model}"))
def smartphone_is(scene: Scene, model: str) -> None:
    """Take a smartphone of a model."""
    scene.stimulate(phone.DEVICE, model)


@given(phrase("a new smartphone is registered with {account}"))
def new_smartphone(scene: Scene, account: str) -> None:
    """Take the new smartphone, log in, and pass all steps."""
    logged_in(scene, account)
    for step in STEPS.values():
        has_been_given(scene, step)
    scene.settle(REGISTERED)


@given("the driver is back on the first smartphone")
def back_on_first(scene: Scene) -> None:
    """Take the first smartphone again, which was registered before the new one."""
    scene.stimulate(phone.HOLD, "first")
    scene.settle(REGISTERED)


@when("the previous owner takes the first smartphone")
def previous_owner_takes_first(scene: Scene) -> None:
    """Take the smartphone that was registered before there was a new owner."""
    back_on_first(scene)


@when(phrase("the driver logs in with {account} on a new smartphone"))
def driver_logs_in(scene: Scene, account: str) -> None:
    """Log in on a smartphone on which the app has never been used."""
    scene.stimulate(phone.HOLD, "new")
    scene.mark(THE_LOGIN, scene.stimulate(phone.LOGIN, account))


@when(phrase("the driver logs in with {account} on the same smartphone"))
def driver_changes_account(scene: Scene, account: str) -> None:
    """Log in with another account than the one that the smartphone had."""
    scene.mark(THE_LOGIN, scene.stimulate(phone.LOGIN, account))


@when("the driver gives the app a fingerprint")
@when("the driver gives the app a face")
def driver_gives_biometry(scene: Scene) -> None:
    """Use the biometry of the smartphone in place of the SAFETY code (line 563)."""
    driver_gives(scene, "biometry")


@when(phrase("the driver gives the app {step}"))
def driver_gives(scene: Scene, step: str) -> None:
    """Pass one step of the registration."""
    scene.mark(THE_VALIDATION, scene.stimulate(phone.VALIDATE, step))
