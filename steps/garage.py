"""Vehicles of an account, what is offered and shown for each, and recalls: features/account, app and recall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pytest_bdd import given, then, when

from rigs.ports import account, recalls
from rigs.ports.port import Stimulus
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.answers import ANSWER_S, await_answer
from steps.contracts import KINDS, THE_REQUEST
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.login import ask

SECOND_VIN = "VF7SXHMZ6NT500001"
"""VIN of a second vehicle, with an engine alone, that the office knows and that stands nowhere."""

HYBRID_VIN = "VR3ATTENTJY500002"
ELECTRIC_VIN = "VR7BCZKXCME500003"
INELIGIBLE_VIN = "VF7DDNFPBHJ500004"
"""VINs of further vehicles that the office knows and that stand nowhere: the last one is eligible for nothing."""

THE_LOOK = event("the look at the vehicles", over_network=True)
THE_CHECK = event("the check", over_network=True)

Vehicle = Callable[[Scene], str]
"""Type of what gives the VIN of a vehicle that features speak of."""

VEHICLES: Mapping[str, Vehicle] = {
    "the vehicle": lambda scene: scene.profile.vin,
    "a second vehicle": lambda _scene: SECOND_VIN,
    "the second vehicle": lambda _scene: SECOND_VIN,
    "a combustion vehicle": lambda _scene: SECOND_VIN,
    "a hybrid vehicle": lambda _scene: HYBRID_VIN,
    "an electric vehicle": lambda _scene: ELECTRIC_VIN,
    "a vehicle that is not eligible": lambda _scene: INELIGIBLE_VIN,
}
VINS: Mapping[str, str] = {
    "of 16 characters": "VF7SXHMZ6NT50000",
    "of 18 characters": "VF7SXHMZ6NT5000011",
    "with the letter I": "VF7SXHMZ6NT50000I",
    "with the letter O": "VF7SXHMZ6NT50000O",
    "with the letter Q": "VF7SXHMZ6NT50000Q",
    "of markup": "<b>VF7SXHMZ6N</b>",
    "with another check digit": "VF7SXHMZ7NT500001",
    "of no vehicle": "VF7SXHMZ6NT599999",
}


def shown_in(garage: Mapping[str, Any], what: str) -> Mapping[str, Any]:
    """Return a part of what was last seen of the vehicles of the account; empty where nothing was."""
    shown = garage.get(what)
    return shown if isinstance(shown, Mapping) else {}


condition("the app tells of a running recall", recalls.TELLS_OF_RECALL, test=bool, over_network=True, happens=True)
condition("the app tells of no recall", recalls.TELLS_OF_RECALL, test=lambda tells: not tells)
condition(
    "the app says that no recall is under way", recalls.TELLS_OF_NONE, test=bool, over_network=True, happens=True
)
condition(
    "the account shows a second vehicle",
    account.GARAGE,
    test=lambda garage: SECOND_VIN in shown_in(garage, "vehicles"),
    over_network=True,
    happens=True,
)
condition(
    "the account shows one vehicle",
    account.GARAGE,
    test=lambda garage: len(shown_in(garage, "vehicles")) == 1,
    over_network=True,
    happens=True,
)
condition(
    "the account shows two vehicles",
    account.GARAGE,
    test=lambda garage: len(shown_in(garage, "vehicles")) == 2,
    over_network=True,
    happens=True,
)
condition(
    "the account shows the second vehicle alone",
    account.GARAGE,
    test=lambda garage: set(shown_in(garage, "vehicles")) == {SECOND_VIN},
    over_network=True,
    happens=True,
)
condition(
    "the account shows no vehicle",
    account.GARAGE,
    test=lambda garage: bool(garage) and not shown_in(garage, "vehicles"),
    over_network=True,
    happens=True,
)
for words, connection in {"connected": "connected", "not connected": "not_connected"}.items():
    condition(
        f"the account shows its vehicle as {words}",
        account.GARAGE,
        test=lambda garage, connection=connection: set(shown_in(garage, "vehicles").values()) == {connection},
        over_network=True,
        happens=True,
    )
condition(
    "the account shows the status of a service",
    account.GARAGE,
    test=lambda garage: bool(shown_in(garage, "services")),
    over_network=True,
    happens=True,
)
condition(
    "the account shows the status of no service",
    account.GARAGE,
    test=lambda garage: bool(garage) and not shown_in(garage, "services"),
    over_network=True,
    happens=True,
)
for words, kind in KINDS.items():
    condition(
        f"{words} is on offer",
        account.GARAGE,
        test=lambda garage, kind=kind: kind in shown_in(garage, "offers"),
        over_network=True,
        happens=True,
    )
    condition(
        f"{words} is not on offer",
        account.GARAGE,
        test=lambda garage, kind=kind: bool(garage) and kind not in shown_in(garage, "offers"),
        over_network=True,
        happens=True,
    )

enumeration("garage_vehicle", VEHICLES)
enumeration("vin", VINS)
enumeration("customer_name", {"the owner": "subscriber", "the new owner": "other"})
enumeration("campaign", {"is running": "running", "has ended": "ended"})


def _do(scene: Scene, port: Stimulus, value: str) -> None:
    await_answer(scene)
    scene.mark(THE_REQUEST, scene.stimulate(port, value))


@given(phrase("{who:customer_name} uses the {surface}"))
def uses_surface(scene: Scene, who: str, surface: str) -> None:
    """Sit down at store or app, logged in."""
    scene.stimulate(account.PERSON, who)
    scene.stimulate(account.SURFACE, surface)


@given(phrase("{vehicle:garage_vehicle} has been added to the account"))
def has_been_added(scene: Scene, vehicle: Vehicle) -> None:
    """Add it by its VIN, and wait for the page."""
    adds(scene, vehicle)
    await_answer(scene, ANSWER_S)


@given(phrase("{vehicle:garage_vehicle} has been deleted from the account"))
def has_been_deleted(scene: Scene, vehicle: Vehicle) -> None:
    """Delete it, and wait for the page."""
    deletes(scene, vehicle)
    await_answer(scene, ANSWER_S)


@given(phrase("{vehicle:garage_vehicle} is selected"))
def is_selected(scene: Scene, vehicle: Vehicle) -> None:
    """Select it, and wait for the page."""
    selects(scene, vehicle)
    await_answer(scene, ANSWER_S)


@given("the account has no phone number")
def has_no_phone(scene: Scene) -> None:
    """Delete the phone number under "my personal information"."""
    scene.stimulate(account.FILL, "phone=")
    ask(scene, account.SEND, "personal_data")


@when("a phone number is entered in the account")
def phone_is_entered(scene: Scene) -> None:
    """Enter a phone number under "my personal information", and wait for the page."""
    scene.stimulate(account.FILL, "phone=+33600000003")
    ask(scene, account.SEND, "personal_data")


@given(phrase("a recall campaign for {vehicle:garage_vehicle} {campaign}"))
def campaign_is(scene: Scene, vehicle: Vehicle, campaign: str) -> None:
    """Have the office hold a campaign for the vehicle of one VIN."""
    scene.stimulate(recalls.CAMPAIGN, f"{vehicle(scene)} {campaign}")


@when(phrase("the user adds {vehicle:garage_vehicle} by its VIN"))
def adds(scene: Scene, vehicle: Vehicle) -> None:
    """Enter the VIN (line 192)."""
    _do(scene, account.ADD_VEHICLE, vehicle(scene))


@when(phrase("the user adds a vehicle by a VIN {vin}"))
def adds_wrong(scene: Scene, vin: str) -> None:
    """Enter what no vehicle has."""
    _do(scene, account.ADD_VEHICLE, vin)


@when(phrase("the user selects {vehicle:garage_vehicle}"))
def selects(scene: Scene, vehicle: Vehicle) -> None:
    """Select it in the app (line 339)."""
    _do(scene, account.SELECT_VEHICLE, vehicle(scene))


@when(phrase("the user deletes {vehicle:garage_vehicle}"))
def deletes(scene: Scene, vehicle: Vehicle) -> None:
    """Delete the vehicle from the account (line 192)."""
    _do(scene, account.DELETE_VEHICLE, vehicle(scene))


@when("the user looks at the vehicles of the account")
def looks(scene: Scene) -> None:
    """Wait until what was asked for before is done, and open the page."""
    await_answer(scene, ANSWER_S)
    scene.mark(THE_LOOK, scene.stimulate(account.LOOK, "garage"))


@when(phrase('the user picks {vehicle:garage_vehicle} and taps "Check"'))
def checks(scene: Scene, vehicle: Vehicle) -> None:
    """Start the check of the page "My recall reminder" (line 418)."""
    scene.mark(THE_CHECK, scene.stimulate(recalls.CHECK, vehicle(scene)))


@then(phrase("what the app tells is about {vehicle:garage_vehicle} alone, with what to do"))
def tells_of(scene: Scene, vehicle: Vehicle) -> None:
    """Judge that the result names the vehicle, no other, and has a text."""
    shown = scene.track(recalls.RESULT).value
    vin = vehicle(scene)
    text = str(shown.get("text", ""))
    others = [each(scene) for each in VEHICLES.values() if each(scene) != vin]
    if shown.get("vin") != vin or vin not in text or any(other in text for other in others):
        raise scene.failed(f"the app tells of {shown.get('vin')}: {text!r}; expected of {vin}")
    words = len(text.replace(vin, "").split())
    scene.judge(Measurement("words on what to do", words, words, "", Limits(low=3)))
