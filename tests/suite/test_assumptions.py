"""Each number that a profile may replace decides a verdict, and each that it may not stands in a feature."""

from __future__ import annotations

import re

import pytest

from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT, VEHICLES
from rigs.judging.assumptions import STATED_IN, Assumptions
from tests.support.assumed_vehicles import ASSUMED
from tests.support.project import Project, Result, new_project
from tests.support.suite_cases import cases_of

FEATURE = "features/remote_control/assumed.feature"
HEADER = "Feature: Assumptions\n  @req-REMOTE-27\n  Rule: Numbers of a profile decide verdicts\n"
STATED = {
    "sos_cancel_window_s": r"again 2\.9 s after releasing it",
    "together_s": r"the SOS button and 0\.4 s later the ASSISTANCE button",
    "double_push_release_s": r"lets go of the ASSISTANCE button 0\.7 s after SOS",
    "first_prompt_s": r"the first prompt is heard within 3 s of the double-push",
    "confirmation_s": r"the ASSISTANCE button 4\.5 s after the end of the first prompt",
    "unconfirmed_s": r"stays in private mode for 60 s after the end of the first prompt",
    "second_prompt_s": r"the second prompt is heard within 3 s of the confirmation",
    "standing_position_m": r"the position in the data set is within 15 m of",
}
"""What the steps of the feature say of a number, as a pattern."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """One run in which each vehicle is judged with two values of its number, both from a profile's file."""
    project: Project = new_project(tmp_path_factory)
    project.plant_rig("assumed_vehicles.py")
    electric = (VEHICLES / "electric.toml").read_text(encoding="utf-8")
    text, rank = HEADER, 1000
    for number, assumed in ASSUMED.items():
        for value, vehicle in zip((assumed.passing, assumed.missed), assumed.vehicles(number), strict=True):
            rank += 1
            profile = electric.replace('name = "electric"', f'name = "{vehicle}"')
            profile = re.sub("rank = .*", f"rank = {rank}", profile)
            project.write(f"rigs/vehicles/{vehicle}.toml", f"{profile}[assumptions]\n{number} = {value}\n")
            text += "\n      ".join((f"\n    Scenario: Vehicle {vehicle}", *assumed.steps)) + "\n"
    project.write(FEATURE, text)
    run = project.run(FEATURE)
    results = project.results()
    assert run.code == 1, run.output
    assert len(results) == 2 * len(ASSUMED), run.output
    return results


def test_every_number_that_a_profile_may_replace_has_a_vehicle_that_turns_on_it() -> None:
    assert set(ASSUMED) == set(Assumptions.model_fields)


@pytest.mark.parametrize("number", Assumptions.model_fields)
def test_a_number_of_a_profile_decides_the_verdict(number: str, results: dict[str, Result]) -> None:
    passing, missed = (results[f"Vehicle {vehicle}"] for vehicle in ASSUMED[number].vehicles(number))

    assert passing.verdict == "pass", passing.message
    assert missed.verdict in ("fail", "inconclusive"), missed.message
    assert [name for name, status in missed.steps.items() if status in ("failed", "broken")] == [
        ASSUMED[number].steps[-1]
    ]


def test_a_number_can_be_replaced_or_is_stated_by_a_feature() -> None:
    assert STATED_IN.keys() & Assumptions.model_fields.keys() == set()
    assert STATED_IN.keys() == STATED.keys()


@pytest.mark.parametrize("number", STATED_IN)
def test_a_number_that_no_profile_replaces_is_of_the_catalogue_and_stated_by_a_step(number: str) -> None:
    catalogue = Catalogue.load(ROOT / "features" / "requirements.toml")
    cases = cases_of(ROOT / STATED_IN[number])
    carried = {each for case in cases for each in case.requirements}

    assert any(number in catalogue.requirement(each).parameters for each in carried)
    assert any(re.search(STATED[number], step.name) for case in cases for step in case.scenario.steps)
