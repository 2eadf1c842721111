"""docs/interpretations.md says what the catalogue, the assumptions and the profiles say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from rigs.files.catalogue import ASSUMPTIONS, Catalogue
from rigs.judging.assumptions import STATED_IN, Assumptions
from vehicle.profile import VehicleProfile

ROOT = Path(__file__).resolve().parents[2]
DOC = ROOT / "docs" / "interpretations.md"
OF_VEHICLES = {"sos_press_min_s", "assistance_press_min_s"}


@dataclass(frozen=True)
class Section:
    """What the doc says of one assumption.

    Attributes:
        parts: Names of its paragraphs, in order.
        numbers: Name and value of each number; a name may have two.
        requirements: Ids, in the order of the doc.
    """

    parts: tuple[str, ...]
    numbers: frozenset[tuple[str, float]]
    requirements: tuple[str, ...]


def read(text: str) -> dict[str, Section]:
    """The sections by the id of their assumption, in the order of the doc."""
    found = {}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, *paragraphs = section.strip().split("\n\n")
        parts = dict(re.findall(r"\*\*(\w+):\*\* (.*)", each, flags=re.DOTALL)[0] for each in paragraphs)
        numbers = re.findall(r"`(\w+)` = (\d+(?:\.\d+)?)", parts.get("Numbers", ""))
        found[title.partition(": ")[0]] = Section(
            parts=tuple(parts),
            numbers=frozenset((name, float(value)) for name, value in numbers),
            requirements=tuple(re.findall(r"[A-Z]+-\d+", parts["Requirements"])),
        )
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "features" / "requirements.toml")


@pytest.fixture(scope="module")
def sections() -> dict[str, Section]:
    return read(DOC.read_text(encoding="utf-8"))


def test_each_assumption_of_the_catalogue_has_its_section(
    catalogue: Catalogue, sections: dict[str, Section]
) -> None:
    assert sorted({each for requirement in catalogue for each in requirement.assumptions}) == list(sections)
    assert tuple(sections) == ASSUMPTIONS


def test_each_section_says_what_is_open_and_what_the_suite_does(sections: dict[str, Section]) -> None:
    shapes = {("Open", "Assumption", "Requirements"), ("Open", "Assumption", "Numbers", "Requirements")}

    assert {section.parts for section in sections.values()} == shapes
    assert [each for each, section in sections.items() if "Numbers" in section.parts and not section.numbers] == []


@pytest.mark.parametrize("assumption", ASSUMPTIONS)
def test_a_section_lists_the_requirements_of_the_catalogue(
    assumption: str, catalogue: Catalogue, sections: dict[str, Section]
) -> None:
    assert list(sections[assumption].requirements) == [
        each.id for each in catalogue if assumption in each.assumptions
    ]


def test_each_number_of_the_suite_is_explained_with_its_default(sections: dict[str, Section]) -> None:
    explained = {number for section in sections.values() for number in section.numbers}
    defaults = {name: field.default for name, field in Assumptions.model_fields.items()}
    defaults |= {name: VehicleProfile.model_fields[name].default for name in OF_VEHICLES}

    assert {(name, value) for name, value in explained if name in defaults} == set(defaults.items())


@pytest.mark.parametrize("assumption", ASSUMPTIONS)
def test_a_number_of_a_section_is_that_of_the_catalogue(
    assumption: str, catalogue: Catalogue, sections: dict[str, Section]
) -> None:
    of_the_suite = {*Assumptions.model_fields, *OF_VEHICLES}
    of_requirements = {
        number for each in catalogue if assumption in each.assumptions for number in each.parameters.items()
    }

    assert {number for number in sections[assumption].numbers if number[0] not in of_the_suite} <= of_requirements


def test_every_tolerance_of_the_catalogue_is_explained(catalogue: Catalogue, sections: dict[str, Section]) -> None:
    explained = {
        (requirement, number)
        for section in sections.values()
        for number in section.numbers
        for requirement in section.requirements
    }
    tolerances = {
        (each.id, number) for each in catalogue for number in each.parameters.items() if "tolerance" in number[0]
    }

    assert tolerances
    assert tolerances <= explained


@pytest.fixture(scope="module")
def rows() -> dict[str, list[str]]:
    """The cells of the tables before the sections, by the number in the first one."""
    table = re.findall(r"^\| `(\w+)` \| (.*) \|$", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {number: cells.split(" | ") for number, cells in table}


def test_the_tables_tell_of_each_number_whether_a_profile_replaces_it(rows: dict[str, list[str]]) -> None:
    assert list(rows) == [*Assumptions.model_fields, *STATED_IN]


def test_the_tables_name_the_sections_of_a_number(
    rows: dict[str, list[str]], sections: dict[str, Section]
) -> None:
    named = {
        number: {each for cell in cells for each in re.findall(r"AMB-\d+", cell)} for number, cells in rows.items()
    }
    having = {number: {name for name, each in sections.items() if number in dict(each.numbers)} for number in rows}

    assert named == having


@pytest.mark.parametrize("number", STATED_IN)
def test_the_tables_name_the_feature_that_states_a_number(number: str, rows: dict[str, list[str]]) -> None:
    assert f"`{STATED_IN[number]}`" in rows[number][1]
