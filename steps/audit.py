"""Whether the vehicle is what its profile declares, both ways: features/audit."""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import given, then, when

from rigs.judging.condition import Condition
from rigs.ports import centre, psap, screen
from rigs.ports.signals import signal
from rigs.rest.privacy_menu import TAP_S, select_mode
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.call_data import decoded
from steps.calls import CALLED
from steps.gherkin.vocabulary import condition, enumeration, find_event, is_over_network, phrase
from steps.screen import THE_TOUCH
from vehicle.profile import Energy, VehicleProfile

Declaration = Callable[[VehicleProfile], bool]
"""A test on whether a profile declares something."""

FUELS = {"petrol", "diesel"}
"""Fuels of an engine, by their names in the minimum set of data (EN 15722)."""

DRIVES: dict[Energy, Callable[[set[str]], bool]] = {
    "combustion": lambda told: "electric" not in told and bool(told & FUELS),
    "hybrid": lambda told: "electric" in told and bool(told & FUELS),
    "electric": lambda told: told == {"electric"},
}
"""Tests on whether the energies in the minimum set of data are those of each kind of drive."""


def _with_buttons(energy: Energy) -> Declaration:
    return lambda profile: profile.sos_buttons and profile.energy == energy


DECLARATIONS: dict[str, Declaration] = {
    "SOS and ASSISTANCE buttons": lambda profile: profile.sos_buttons,
    "the switching by both buttons": lambda profile: profile.double_push,
    "the blinking while switching": lambda profile: profile.double_push and profile.switching_blinks,
    "the private mode in the menu": lambda profile: profile.private_menu == "menu",
    "the private mode in the navigation": lambda profile: profile.private_menu == "navigation",
    "the private mode behind the banner": lambda profile: profile.private_menu == "banner",
    "hazard lights for the lights order": lambda profile: profile.connected and profile.lighting == "hazard",
    "sidelights for the lights order": lambda profile: profile.connected and profile.lighting == "sidelights",
    "a connected vehicle": lambda profile: profile.connected,
    "a traction battery": lambda profile: profile.energy != "combustion",
    **{f"a vehicle with buttons that is {energy}": _with_buttons(energy) for energy in DRIVES},
    "buttons and the policy regulated": lambda profile: (
        profile.sos_buttons and profile.privacy_policy == "regulated"
    ),
}
"""Names in features for a part of the declaration, with the test on whether a profile declares it."""

enumeration("declaration", DECLARATIONS)

condition("the state of charge is told", signal("battery.soc_percent"), test=lambda soc: soc >= 0, happens=True)
condition("the PSAP is left alone", psap.CALL, test=lambda call: call not in CALLED)
condition("the assistance centre is left alone", centre.CALL, test=lambda call: call not in CALLED)
for kind, fits in DRIVES.items():
    condition(
        f"the data set names the {kind} drive",
        psap.MSD,
        test=lambda data, fits=fits: fits(set(decoded(data).get("propulsion", ()))),
        over_network=True,
        happens=True,
    )


@given("the vehicle is in private mode as far as it has one")
def in_private_mode(scene: Scene) -> None:
    """Set it where there is a menu; without one the driver has no private mode to set (AMB-41)."""
    if scene.profile.private_menu != "none":
        select_mode(scene, "private")


@when(phrase("the driver looks for {way}"))
def driver_looks_for(scene: Scene, way: tuple[str, tuple[str, ...]]) -> None:
    """Tap each field of the way, whether it is there or not."""
    for field in way[1]:
        scene.mark(THE_TOUCH, scene.stimulate(screen.TAP, field))
        scene.wait(TAP_S)


@then(phrase("{condition} in reaction to {event} exactly where the profile declares {declaration}"))
def exactly_where(scene: Scene, condition: Condition, event: str, declaration: Declaration) -> None:
    """Judge that it comes within the reaction limit where declared (AMB-37), and else not once in that time."""
    assumptions, after = scene.assumptions, find_event(scene, event)
    limit_s = assumptions.network_reaction_s if is_over_network(condition, event) else assumptions.reaction_s
    if declaration(scene.profile):
        scene.expect(condition).reacts(limit_s, after=after, held_before=True)
        return
    came = scene.expect(condition).reported(limit_s, after=after)
    times = 0 if came is None else 1
    scene.judge(
        Measurement(f"times that {condition.text} after {event}, undeclared", times, times, "", Limits(high=0))
    )
