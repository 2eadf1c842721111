"""The catalogue of faulty vehicles: whole, well-formed, and true to the features that it names."""

from __future__ import annotations

import json
from functools import cache
from types import SimpleNamespace

import pytest

from clock.kernel import VirtualKernel
from proof.catalogue import FAULTS, by_id
from proof.deviation import Deviation
from proof.fault import Fault
from proof.plugin import misfit
from proof.slots import CHARGING
from proof.variant import variant
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import load_vehicles
from simulators.__main__ import main
from simulators.ecus.charger.unit import Charging
from simulators.world import World
from steps.gherkin.feature_file import Case
from tests.support.project import ROOT
from tests.support.suite_cases import suite_cases
from tests.support.vehicle_world import NETWORK

JUDGED = ("must", "source_defect")
"""Strengths of what a vehicle can break: the world's model is no vehicle, what it may do it may leave."""


@cache
def cases() -> dict[str, Case]:
    """All scenarios and rows by node id."""
    return {f"{path.relative_to(ROOT).as_posix()}::{case.title}": case for path, case in suite_cases()}


def judges(case: Case) -> bool:
    """Whether a scenario has a Then that can fail."""
    return any(step.type == "then" and not step.name.startswith("it is reported") for step in case.scenario.steps)


def judged_requirements() -> list[str]:
    """What some scenario judges of the vehicle or its services."""
    catalogue = Catalogue.load(ROOT / "features" / "requirements.toml")
    carried = {name for case in cases().values() if judges(case) for name in case.requirements}
    return sorted(name for name in carried if catalogue.requirement(name).strength in JUDGED)


@pytest.mark.parametrize("requirement", judged_requirements())
def test_each_judged_requirement_is_broken_by_some_fault(requirement: str) -> None:
    assert [fault.id for fault in FAULTS.values() if fault.requirement == requirement and not fault.good]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_fits_its_scenario(fault: Fault) -> None:
    case = cases()[fault.scenario]
    item = SimpleNamespace(requirements=case.requirements, scenario_id=fault.scenario, scenario=case.scenario)
    assert misfit(fault, item) is None  # type: ignore[arg-type]  # all of an item that it reads


@pytest.mark.parametrize("fault", [each for each in FAULTS.values() if each.good], ids=lambda fault: fault.id)
def test_a_good_variant_stands_beside_a_faulty_vehicle(fault: Fault) -> None:
    assert any(other.requirement == fault.requirement and not other.good for other in FAULTS.values()), (
        "nothing shows that the limit is there"
    )


def test_the_list_says_of_each_fault_what_programs_need(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(FAULTS)
    for row in rows:
        fault = FAULTS[row["id"]]
        assert row == {
            "id": fault.id,
            "requirement": fault.requirement,
            "scenario": fault.scenario,
            "good": fault.good,
            "description": fault.description,
        }


def test_the_list_names_each_fault_under_its_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults"]) == 0
    lines = capsys.readouterr().out.splitlines()
    heads = [line for line in lines[:-1] if not line.startswith("  ")]
    assert sorted(heads) == sorted({fault.scenario for fault in FAULTS.values()})
    under, head = {}, ""
    for line in lines[:-1]:
        if line.startswith("  "):
            under[line.split()[0]] = head
        else:
            head = line
    assert under == {fault.id: fault.scenario for fault in FAULTS.values()}


def fault(**changes: object) -> Fault:
    words: dict[str, object] = {"id": "a", "requirement": "R-1", "scenario": "f::s", "description": "It is wrong."}
    return Fault(**{**words, **changes})  # type: ignore[arg-type]  # wrong values are what is tried


@pytest.mark.parametrize("name", ["", "Lock", "lock at 8", "../up", "lock_8", "-a", "a..b"])
def test_an_id_is_fit_to_be_a_folder_and_a_keyword(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case words"):
        fault(id=name)


def test_a_description_is_one_line() -> None:
    with pytest.raises(ValueError, match="more than one line"):
        fault(description="One.\nTwo.")


def test_two_faults_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="fault 'a' is there twice"):
        by_id([fault(), fault()])


def test_a_variant_replaces_a_part_that_is_there() -> None:
    class Unit:
        PART = 1

    assert variant(Unit, PART=2).PART == 2
    assert Unit.PART == 1
    with pytest.raises(ValueError, match="Unit has no part 'WHOLE'"):
        variant(Unit, WHOLE=2)


def test_a_vehicle_without_the_unit_of_a_fault_comes_as_it_should_be() -> None:
    fitted: list[World] = []
    charger = CHARGING.ignores(Charging.start)
    made = fault(deviation=charger | Deviation(fits=(fitted.append,)))
    profiles = load_vehicles()
    made.build(VirtualKernel("1"), NETWORK, profiles["combustion"])
    assert fitted == []
    made.build(VirtualKernel("1"), NETWORK, profiles["electric"])
    assert len(fitted) == 1
