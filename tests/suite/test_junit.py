"""pytest's JUnit XML carries the requirements and the verdict of each scenario as properties."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.support.project import Project, new_project

FEATURE = """Feature: Verdicts
  @req-REMOTE-15 @req-REMOTE-16
  Rule: The doors lock within 8 s of the order

    Scenario: A lock in time
      Given the vehicle is awake
      And all doors are unlocked
      When the driver orders a lock from the app
      Then all doors are locked within 8 s of the order

    Scenario: A lock too late
      Given the vehicle is awake
      And all doors are unlocked
      When the driver orders a lock from the app
      Then all doors are locked within 0.1 s of the order

    Scenario: A lock that is reported
      Given the vehicle is awake
      And all doors are unlocked
      When the driver orders a lock from the app
      Then it is reported when all doors are locked within 8 s of the order

    @calls @sos_buttons
    Scenario: A case of the PSAP
      When the driver presses the SOS button
      Then the case bears the emergency category in reaction to the SOS press

    @electric
    Scenario: A lock of another vehicle
      Given the vehicle is awake
      Then all doors are locked
"""
VERDICTS = {
    "A lock in time": "pass",
    "A lock too late": "fail",
    "A lock that is reported": "reported",
    "A case of the PSAP": "world model",
    "A lock of another vehicle": "not applicable",
}

Properties = dict[str, list[str]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = new_project(tmp_path_factory)
    project.write("features/remote_control/verdicts.feature", FEATURE)
    return project


def properties(project: Project, *options: str) -> dict[str, Properties]:
    """The properties of each test case, all values of a name in their order."""
    options = ("--junit-xml", "junit.xml", "--vehicle", "combustion", *options)
    run = project.run("features/remote_control/verdicts.feature", *options)
    assert run.code == 1, run.output
    found: dict[str, Properties] = {}
    for case in ElementTree.parse(project.root / "junit.xml").iter("testcase"):  # noqa: S314  # written by pytest
        values = found[case.attrib["name"]] = {}
        for each in case.iter("property"):
            values.setdefault(each.attrib["name"], []).append(each.attrib["value"])
    return found


@pytest.fixture(scope="module")
def alone(project: Project) -> dict[str, Properties]:
    """Those of a run without workers."""
    return properties(project)


def check_requirements_and_verdicts(found: dict[str, Properties]) -> None:
    assert {title: values["verdict"] for title, values in found.items()} == {
        title: [verdict] for title, verdict in VERDICTS.items()
    }
    assert [values["requirement"] for values in found.values()] == [["REMOTE-15", "REMOTE-16"]] * 5


def test_a_scenario_has_a_property_for_each_requirement_and_one_for_its_verdict(
    alone: dict[str, Properties],
) -> None:
    check_requirements_and_verdicts(alone)


@pytest.mark.thorough
def test_a_scenario_has_the_same_properties_on_two_workers(project: Project) -> None:
    check_requirements_and_verdicts(properties(project, "-n", "2"))


def test_no_property_is_a_list_or_a_table_of_python(alone: dict[str, Properties]) -> None:
    values = [value for values in alone.values() for each in values.values() for value in each]
    assert values
    assert not [value for value in values if set(value) & set("[]{}")]


def test_the_margin_and_the_time_of_the_vehicle_are_numbers(alone: dict[str, Properties]) -> None:
    (margin,), (vehicle_s,) = alone["A lock in time"]["worst_margin_s"], alone["A lock in time"]["vehicle_s"]
    assert 0 < float(margin) < 8 < float(vehicle_s) + 8
    assert float(alone["A lock too late"]["worst_margin_s"][0]) < 0
