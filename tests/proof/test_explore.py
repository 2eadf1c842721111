"""The exploration finds what takes two things together, and tells it as a scenario that can be run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import cast

import pytest

from clock.kernel import VirtualKernel
from proof.catalogue import FAULTS
from proof.explore.action import Action, always
from proof.explore.actions import ACTIONS
from proof.explore.in_the_world import TIME
from proof.explore.item import FINDINGS, Budget
from proof.explore.knowledge import Knowledge
from proof.explore.machine import CHAPTERS, PICKED, SOON, UPSETS, Choice
from proof.explore.story import HOLDS, step_of
from proof.faults.sequences import SEQUENCES
from rigs.errors import ConfigurationError
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import load_vehicles
from rigs.judging.invariants import INVARIANTS
from tests.support.project import ROOT, Project, new_project
from tests.support.vehicle_world import NETWORK

PAGE = ROOT / "docs" / "exploration.md"
FEATURE = "features/remote_control/locking.feature"
FAULT = "seq-private-data-while-unlocked"
RARE = "seq-preconditioning-again-once-locked"
SEED = 4
INTERLEAVINGS = 5
MOST_LINES = 8
"""Most sentences of a finding that is shrunk."""


MENDED = """Feature: What the exploration has found once

  @req-PRIV-01
  Rule: A mode can be chosen

    @connected @private_menu_menu
    Scenario: Private mode is chosen as soon as a trip has ended
      Given the vehicle is started
      When the driver drives 300 m and turns the contact off
      Given the vehicle is in private mode
      Then no standing invariant has been broken
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new_project(tmp_path_factory)


@pytest.fixture(scope="module")
def found(project: Project) -> str:
    """Explore a faulty vehicle, which is found."""
    return explore(project, INTERLEAVINGS, "--fault", FAULT)


def explore(project: Project, interleavings: int, *arguments: str) -> str:
    return project.run(FEATURE, "--explore", f"{interleavings}", "--seed", f"{SEED}", *arguments).output


def finding(project: Project) -> str:
    return (project.root / FINDINGS / f"seed_{SEED}.feature").read_text(encoding="utf-8")


def test_what_takes_two_things_is_found_shrunk_and_told_as_a_scenario_that_fails_for_it_alone(
    project: Project, found: str
) -> None:
    text = finding(project)
    assert text in found
    lines = [line.strip().partition(" ")[2] for line in text.splitlines() if line.startswith("      ")]
    assert lines[-1] == HOLDS.removeprefix("Then ")
    assert "the vehicle is in private mode" in lines
    assert len(lines) <= MOST_LINES
    assert f"--explore {INTERLEAVINGS} --seed {SEED} --fault {FAULT}" in found
    path = str(FINDINGS / f"seed_{SEED}.feature")
    assert "1 failed" in project.run(path, "--fault", FAULT).output
    mended = FINDINGS / "mended.feature"
    (project.root / mended).write_text(MENDED, encoding="utf-8")
    assert "2 passed" in project.run(path, str(mended)).output


@pytest.mark.thorough
def test_a_seed_finds_the_same_again(project: Project, found: str) -> None:
    text = finding(project)
    assert text in found
    (project.root / FINDINGS / f"seed_{SEED}.feature").unlink()
    assert text in explore(project, INTERLEAVINGS, "--fault", FAULT)


@pytest.mark.thorough
def test_a_campaign_tells_which_faulty_vehicles_were_found_and_fails_for_those_that_were_not(
    project: Project,
) -> None:
    output = explore(project, INTERLEAVINGS, "--prove", "-k", f"{FAULT} or {RARE}")
    assert re.search(rf"found: {FAULT}: \d+ s, \d+ interleavings: in private mode the vehicle tells", output)
    assert f"{RARE}: not found in {INTERLEAVINGS} interleavings" in output
    assert "2 faulty vehicles: 1 caught, 1 survived, 0 infrastructure errors" in output
    assert "1 baselines: 0 did not pass" in output
    assert "1 failed, 2 passed" in output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--explore", "10x"), "a time such as 10m, 90s or 1h, or a number of interleavings"),
        pytest.param(
            ("--explore", "10m", "--rig", "rigs/twin.toml"),
            "--explore needs a rig of kind 'virtual'",
            marks=pytest.mark.thorough,
        ),
        pytest.param(("--explore", "10m", "--history", "slept"), "one of the two", marks=pytest.mark.thorough),
        (("--explore", "10m", "--vehicle", "not_connected"), "lacks connected"),
    ],
)
def test_what_makes_no_exploration_is_refused_before_anything_runs(
    project: Project, arguments: tuple[str, ...], told: str
) -> None:
    run = project.run(FEATURE, *arguments)
    assert told in run.output
    assert run.code == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("10m", Budget(None, 600)),
        ("90s", Budget(None, 90)),
        ("1h", Budget(None, 3600)),
        ("250", Budget(250, None)),
    ],
)
def test_a_budget_is_a_time_or_a_number(text: str, budget: Budget) -> None:
    assert Budget.parse(text) == budget


@pytest.mark.parametrize("text", ["", "0", "m", "1.5h", "-3", "10 m", "1d"])
def test_a_budget_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="a time such as 10m"):
        Budget.parse(text)


def test_each_action_is_a_sentence_that_sets_something_off() -> None:
    lines = [action.line for action in ACTIONS]
    assert len(set(lines)) == len(lines)
    assert {step_of(line).type for line in lines} == {"given", "when"}
    assert step_of(HOLDS).type == "then"


def test_each_function_of_a_chapter_has_an_action() -> None:
    functions = {action.function for action in ACTIONS}
    assert {each for chapter in (*CHAPTERS, UPSETS) for each in chapter} <= functions


@pytest.mark.parametrize("seed", range(20))
def test_what_can_be_done_is_of_few_functions_and_comes_again_for_a_seed(seed: int) -> None:
    lines = [_turns(seed), _turns(seed)]
    assert lines[0] == lines[1]
    assert len({action.function for action in ACTIONS if action.line in lines[0]}) <= max(PICKED) + 1


def _turns(seed: int) -> list[str]:
    """Return what is chosen where anything may be done, and nothing is certain."""
    anything = [replace(action, may=always, expects=()) for action in ACTIONS]
    choice = Choice(anything, Random(seed))
    known = cast(Knowledge, None)  # nobody asks for it
    return [choice.turn(known).action.line for _ in range(40)]


def test_what_has_just_become_possible_is_done_sooner_than_by_chance() -> None:
    done = {"possible": False}
    rare = Action(TIME, "When it is rare", may=lambda _known: done["possible"])
    usual = [Action(TIME, f"When {number} s pass") for number in range(50)]
    begun = 0
    for seed in range(200):
        done["possible"] = False
        choice = Choice([rare, *usual], Random(seed))
        known = cast(Knowledge, None)
        choice.turn(known)
        done["possible"] = True
        begun += choice.turn(known).action is rare
    assert begun > 200 / SOON / 2


def test_each_sequence_has_a_requirement_and_an_id_of_its_own() -> None:
    ids = [vehicle.id for vehicle in SEQUENCES]
    assert len(set(ids)) == len(ids) >= 40
    assert set(ids).isdisjoint(FAULTS)
    known = {requirement.id for requirement in Catalogue.load(ROOT / "features" / "requirements.toml")}
    assert {vehicle.requirement for vehicle in SEQUENCES} <= known


@pytest.mark.parametrize("vehicle", SEQUENCES, ids=lambda vehicle: vehicle.id)
def test_each_sequence_makes_a_vehicle(vehicle: object) -> None:
    (known,) = [each for each in SEQUENCES if each is vehicle]
    known.build(VirtualKernel("1"), NETWORK, load_vehicles()["electric"]).power_on()


def test_the_page_lists_each_invariant_with_its_requirements() -> None:
    rows = re.findall(r"^\| (?!What always)(.*)\. \| ((?:[A-Z]+-\d+(?:, )?)+) \|$", _page(PAGE), re.MULTILINE)
    told = [(sentence[0].lower() + sentence[1:], requirements) for sentence, requirements in rows]
    assert told == [(each.sentence, ", ".join(each.requirements)) for each in INVARIANTS]


def _page(path: Path) -> str:
    return path.read_text(encoding="utf-8")
