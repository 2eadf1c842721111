"""The audit of a profile: quiet about a profile that is true, loud about one that lies, whichever way it lies."""

from __future__ import annotations

import pytest

from rigs.files.rig_file import ROOT, load_vehicles
from tests.support.audited_vehicles import CROSSED, STEADY
from tests.support.project import Project, Result, new_project

pytestmark = pytest.mark.thorough

FEATURE = ROOT / "features" / "audit" / "profile.feature"
VEHICLES = tuple(load_vehicles())

SOS = "The SOS button calls the PSAP where it is declared"
SOS_ALONE = "The SOS button does not call the assistance centre"
ASSISTANCE = "The ASSISTANCE button calls the assistance centre where it is declared"
ASSISTANCE_ALONE = "The ASSISTANCE button does not call the PSAP"
PROMPT = "A double-push brings the first prompt where the switching is declared"
BLINKING = "The SOS LED blinks at a double-push where the blinking is declared"
MENU, NAVIGATION, BANNER = (
    f"The driver looks for the private mode {where}"
    for where in ("in the menu", "in the navigation", "behind the banner")
)
HAZARD = "A lights order flashes the hazard lights where these are declared"
SIDELIGHTS = "A lights order switches the sidelights on where these are declared"
CONNECTED = "The back office hears of the vehicle where it is connected"
CHARGE = "The state of charge is told where there is a traction battery"
COMBUSTION, HYBRID, ELECTRIC = (
    f"The data set of a call names the {energy} drive where it is declared"
    for energy in ("combustion", "hybrid", "electric")
)
POLICY = "The SOS button calls in private mode where the policy is regulated"
ALL = (
    *(SOS, SOS_ALONE, ASSISTANCE, ASSISTANCE_ALONE, PROMPT, BLINKING),
    *(MENU, NAVIGATION, BANNER, HAZARD, SIDELIGHTS),
    *(CONNECTED, CHARGE, COMBUSTION, HYBRID, ELECTRIC, POLICY),
)

LIES = {
    ("combustion", "combustion_without_sos"): (SOS, ASSISTANCE, PROMPT, COMBUSTION, POLICY),
    ("combustion_without_sos", "combustion"): (SOS, ASSISTANCE, PROMPT, COMBUSTION, POLICY),
    ("electric", "electric_without_double_push"): (PROMPT, BLINKING),
    ("electric_without_double_push", "electric"): (PROMPT, BLINKING),
    ("electric", STEADY): (BLINKING,),
    ("electric", CROSSED): (SOS, SOS_ALONE, ASSISTANCE, ASSISTANCE_ALONE),
    ("electric", "electric_navigation"): (MENU, NAVIGATION),
    ("electric_navigation", "electric_banner"): (NAVIGATION, BANNER),
    ("electric_banner", "electric"): (BANNER, MENU),
    ("electric", "electric_sidelights"): (HAZARD, SIDELIGHTS),
    ("electric_sidelights", "electric"): (HAZARD, SIDELIGHTS),
    ("not_connected", "combustion_without_sos"): (CONNECTED, MENU, HAZARD),
    ("combustion", "electric"): (CHARGE, ELECTRIC, COMBUSTION),
    ("electric", "hybrid"): (ELECTRIC, HYBRID),
    ("hybrid", "electric"): (ELECTRIC, HYBRID),
    ("electric", "electric_literal"): (POLICY,),
    ("electric_literal", "electric"): (POLICY,),
}
"""Declared and real vehicle, and the scenarios that must say so."""

SILENT = {
    (
        "combustion_without_sos",
        "not_connected",
        CONNECTED,
    ): "privacy.mode is geolocated: privacy.mode = never seen",
    ("electric", "combustion", CHARGE): "charge.plug is unplugged: charge.plug = never seen",
}
"""Where what is declared never speaks, the vehicle does not even reach the rest state."""


def _titled(declared: str, real: str, title: str) -> str:
    return f"Vehicle {declared} that is {real}, {title}"


def _copy(project: Project, declared: str, real: str) -> str:
    """A copy of the feature whose scenarios name the pair; gives its path."""
    text = FEATURE.read_text(encoding="utf-8")
    for keyword in ("Scenario: ", "Scenario Outline: "):
        text = text.replace(keyword, keyword + _titled(declared, real, ""))
    name = f"features/audit_copies/{declared}_that_is_{real}.feature"
    project.write(name, text)
    return name


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """A run with every vehicle as it is, which must be green, and one with every lie."""
    project = new_project(tmp_path_factory)
    project.plant_rig("audited_vehicles.py")
    truths = [_copy(project, vehicle, vehicle) for vehicle in VEHICLES]
    lies = [(*pair, title) for pair, titles in LIES.items() for title in titles]
    lying = [
        f"{_copy(project, declared, real)}::{_titled(declared, real, title)}"
        for declared, real, title in (*lies, *SILENT)
    ]
    found: dict[str, Result] = {}
    for chosen, code in ((truths, 0), (lying, 1)):
        run = project.run(*chosen, "--traces", "none", "-q")
        assert run.code == code, run.output
        found |= project.results()
    return found


@pytest.mark.parametrize("vehicle", VEHICLES)
def test_a_vehicle_that_is_what_it_declares_passes_the_whole_audit(
    vehicle: str, results: dict[str, Result]
) -> None:
    verdicts = {title: results[_titled(vehicle, vehicle, title)].verdict for title in ALL}
    assert verdicts == dict.fromkeys(ALL, "pass")
    assert sum(f"Vehicle {vehicle} that is {vehicle}, " in name for name in results) == len(ALL)


@pytest.mark.parametrize(
    ("declared", "real", "title"), [(*pair, title) for pair, titles in LIES.items() for title in titles]
)
def test_a_profile_that_lies_fails_the_audit(
    declared: str, real: str, title: str, results: dict[str, Result]
) -> None:
    result = results[_titled(declared, real, title)]
    assert (result.status, result.verdict) == ("failed", "fail")


@pytest.mark.parametrize(("lie", "seen"), SILENT.items())
def test_a_vehicle_that_lacks_a_declared_ecu_does_not_reach_the_rest_state(
    lie: tuple[str, str, str], seen: str, results: dict[str, Result]
) -> None:
    result = results[_titled(*lie)]
    assert (result.status, result.verdict) == ("broken", "setup failed")
    assert seen in result.message
