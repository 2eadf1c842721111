"""Every statement in scope is carried by a scenario, and what is open is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from rigs.files.catalogue import Catalogue, Requirement, in_car
from rigs.judging.assumptions import Assumptions
from tests.support.suite_cases import suite_cases

ROOT = Path(__file__).resolve().parents[2]
OPEN = ROOT / "features" / "open.txt"
UNIT_S = {"s": 1.0, "min": 60.0, "h": 3600.0}
TIME = re.compile(r"(\d+(?:\.\d+)?) (s|min|h)\b")
LIMIT = re.compile(r"(?:within|between|and|from) (\d+(?:\.\d+)?) (s|min|h) (?:of|after|to)\b")


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "features" / "requirements.toml")


@cache
def carried() -> frozenset[str]:
    return frozenset(requirement for _, case in suite_cases() for requirement in case.requirements)


def listed_as_open() -> list[str]:
    lines = OPEN.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_in_car_statement_is_carried_by_a_scenario() -> None:
    missing = [each.id for each in catalogue() if in_car(each) and each.judged != "no"]
    assert [requirement for requirement in missing if requirement not in carried()] == []


def test_the_statements_without_a_scenario_are_those_listed_as_open() -> None:
    judged = [requirement.id for requirement in catalogue() if requirement.judged != "no"]
    uncovered = [requirement for requirement in judged if requirement not in carried()]
    assert sorted(uncovered) == listed_as_open()


def test_a_scenario_stands_in_the_folder_of_one_of_its_requirements() -> None:
    strays = [
        f"{path.relative_to(ROOT)}:{case.line}"
        for path, case in suite_cases()
        if path.parent.name != "audit"
        and path.parent.name not in {catalogue().requirement(each).chapter for each in case.requirements}
    ]
    assert strays == []


def test_a_scenario_carries_at_most_four_requirements() -> None:
    assert [case.title for _, case in suite_cases() if len(case.requirements) > 4] == []


def times_s(parameters: Mapping[str, float], *beginnings: str) -> set[float]:
    """The times among parameters, in seconds; those whose names begin so, all without beginnings."""
    units = {"_s": 1.0, "_min": 60.0, "_h": 3600.0}
    return {
        value * factor
        for name, value in parameters.items()
        for ending, factor in units.items()
        if name.endswith(ending) and name.startswith(beginnings or "")
    }


def said_s(text: str) -> set[float]:
    """The times that a sentence names, in seconds."""
    return {float(number) * UNIT_S[unit] for number, unit in TIME.findall(text)}


@cache
def known_s() -> frozenset[float]:
    replaceable = {name: float(value) for name, value in Assumptions().model_dump().items()}
    parameters = [replaceable, *(requirement.parameters for requirement in catalogue())]
    return frozenset(time for each in parameters for time in times_s(each))


@pytest.mark.parametrize("chapter", sorted({path.parent.name for path, _ in suite_cases()}))
def test_a_limit_in_a_feature_is_a_number_of_the_catalogue_or_one_that_the_suite_assumes(chapter: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{step.line_number}: {step.name}"
        for path, case in suite_cases()
        for step in case.scenario.steps
        if path.parent.name == chapter and step.type == "then" and not step.name.startswith("it is reported")
        for number, unit in LIMIT.findall(step.name)
        if float(number) * UNIT_S[unit] not in known_s()
    ]
    assert wrong == []


@pytest.mark.parametrize("requirement", [each for each in catalogue() if in_car(each)], ids=lambda each: each.id)
def test_a_limit_of_the_catalogue_is_judged_in_a_scenario_of_its_requirement(requirement: Requirement) -> None:
    limits = times_s(requirement.parameters, "limit_", "duration_")
    sentences = [
        step.name
        for _, case in suite_cases()
        for step in case.scenario.steps
        if requirement.id in case.requirements and step.type == "then"
    ]
    said = {time for sentence in sentences for time in said_s(sentence)}
    assert limits <= said
