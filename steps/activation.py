"""The activation at the vehicle, and its updates: features/activation."""

from __future__ import annotations

from pytest_bdd import given, then, when

from rigs.judging.condition import value_is
from rigs.ports import backoffice, controls, phone
from rigs.ports.port import Stimulus
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.trips import driver_makes_trip

IGNITION = signal("ignition.state")
MESSAGES_LAND_S = 5.0
MOST_TRIPS = 3
"""Most trips, each long enough, that an update may take; the source gives no number (AMB-33)."""

THE_OFFER = event("the offer of the update", over_network=True)
IDENTIFICATION = event("the identification of the key", over_network=True)

condition(
    "the activation is finished",
    backoffice.ACTIVATION,
    test=lambda activation: activation == "finished",
    over_network=True,
)
condition(
    "the activation is not finished",
    backoffice.ACTIVATION,
    test=lambda activation: activation != "finished",
    stays="the activation stays unfinished",
)
condition(
    "the app refuses the activation",
    phone.ACTIVATION,
    test=lambda activation: activation == "refused",
    over_network=True,
    happens=True,
)
for state in ("finished", "unfinished"):
    condition(
        f"the app shows the activation as {state}",
        phone.ACTIVATION,
        test=lambda activation, state=state: activation == state,
    )
condition(
    "the app shows a pending update",
    phone.UPDATE,
    test=lambda update: update == "pending",
    stays="the app goes on showing a pending update",
    over_network=True,
)
condition("the app shows no pending update", phone.UPDATE, test=lambda update: update != "pending")
UP_TO_DATE = condition(
    "the vehicle is up to date", phone.UPDATE, test=lambda update: update == "none", over_network=True
)

enumeration("companion", {"phone": phone.WHEREABOUTS, "key": controls.KEY_PLACE})


@given(phrase("the {companion} is away from the vehicle"))
def companion_away(scene: Scene, companion: Stimulus) -> None:
    """Carry it away, out of reach of the vehicle."""
    scene.stimulate(companion, "away")
    if companion is controls.KEY_PLACE:
        scene.settle(value_is(signal("key.presence"), "absent"))
    else:
        scene.settle(value_is(phone.BLUETOOTH, "not_connected"))


@given("an update of the vehicle is pending")
def update_pending(scene: Scene) -> None:
    """Have the back office offer an update; the app shows it, and it is on its way to the vehicle."""
    scene.stimulate(backoffice.SET_UPDATE, "pending")
    scene.settle(value_is(phone.UPDATE, "pending"))
    scene.wait(MESSAGES_LAND_S)


@when("the back office offers an update of the vehicle")
def office_offers_update(scene: Scene) -> None:
    """Have an update for the vehicle; nothing is awaited."""
    scene.mark(THE_OFFER, scene.stimulate(backoffice.SET_UPDATE, "pending"))


@when("the back office has the activation as finished")
def office_has_activation(scene: Scene) -> None:
    """Have the office note that the activation is done, whatever the app shows."""
    scene.stimulate(backoffice.SET_ACTIVATION, "finished")


@when("another update of the vehicle is offered")
def another_update(scene: Scene) -> None:
    """Let the back office have one more; see `update_pending`."""
    update_pending(scene)


@when(phrase("the {companion} is brought to the vehicle"))
def companion_back(scene: Scene, companion: Stimulus) -> None:
    """Carry it back."""
    scene.stimulate(companion, "at_vehicle")
    if companion is controls.KEY_PLACE:
        scene.settle(value_is(signal("key.presence"), "present"))


@when("the driver has the app identify the key")
def driver_identifies_key(scene: Scene) -> None:
    """Identify the key in the app, the last step of the activation (line 573)."""
    scene.mark(IDENTIFICATION, scene.stimulate(phone.IDENTIFY_KEY, "now"))


@when(phrase("the driver makes trips of {duration} until the vehicle is up to date"))
def driver_makes_trips(scene: Scene, duration: float) -> None:
    """Make as many trips as it takes, and one more than there may be at most."""
    for _ in range(MOST_TRIPS + 1):
        driver_makes_trip(scene, duration)
        scene.wait(MESSAGES_LAND_S)
        if scene.holds(UP_TO_DATE):
            break


@then(phrase("the vehicle is up to date after {number} trips at most"))
def up_to_date_after(scene: Scene, number: float) -> None:
    """Judge the number of trips, those that the vehicle itself has told of."""
    states = scene.track(IGNITION)
    pending = scene.track(phone.UPDATE)
    began_ns = [change.when.latest_ns for change in states if change.value == "running"]
    asked_ns = max(change.when.latest_ns for change in pending if change.value == "pending")
    trips = sum(began >= asked_ns for began in began_ns)
    done = scene.holds(UP_TO_DATE)
    scene.judge(
        Measurement(
            "trips until the vehicle is up to date", trips, trips if done else None, "", Limits(high=number)
        )
    )
