"""Both sides of each limit of office and app are judged, and a fault is caught on either: features/limits.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pytest

from proof.catalogue import FAULTS
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT
from steps.gherkin.feature_file import Case
from tests.support.suite_cases import suite_cases

LIMITED = re.compile(
    r"\d|\b(?:only|never|until|no longer|any more|no older|not on|two|three|five|fourteenth|months?|days?)\b",
    re.IGNORECASE,
)
"""Words of a statement that has two sides."""

NO_LIMIT = {
    "TRIPS-10": "filters by any day",
    "TRIPS-14": "filters by any day",
}
"""Statements that have such a word and no limit, with what it is about."""

SIDES = ("within", "beyond")
DATES = {
    "month_end": r"-(?:06-30|07-01|02-28|03-0[12])\b",
    "leap_day": r"\b2028-0[23]-",
    "spring": r"-03-(?:22|28|29|30)\b|-04-0",
    "autumn": r"-10-(?:18|2[0-6])\b",
    "west": r"Cayenne",
}
"""Kinds of days that the rows of a limit in days have, with what shows in their titles."""

Limit = Mapping[str, Sequence[str]]


@cache
def limits() -> Mapping[str, Limit]:
    return tomllib.loads((ROOT / "features" / "limits.toml").read_text(encoding="utf-8"))


@cache
def cases() -> Mapping[str, Case]:
    return {case.title: case for _, case in suite_cases()}


@cache
def caught() -> frozenset[str]:
    """The titles of scenarios in which a fault must be noticed."""
    return frozenset(fault.scenario.partition("::")[2] for fault in FAULTS.values() if not fault.good)


def titles(limit: Limit) -> Iterator[str]:
    for key in (*SIDES, *DATES):
        yield from limit.get(key, ())


def is_reported(title: str) -> bool:
    return title.startswith("It is reported")


def test_each_statement_of_the_office_with_a_limit_has_both_sides() -> None:
    limited = [
        each.id
        for each in Catalogue.load(ROOT / "features" / "requirements.toml")
        if each.verification == "backoffice_app"
        and each.judged is None
        and (LIMITED.search(each.text) or LIMITED.search(each.plain or ""))
    ]
    assert len(limited) > 20
    assert sorted(set(limited) - limits().keys() - NO_LIMIT.keys()) == []


def test_what_has_no_limit_is_still_such_a_statement() -> None:
    catalogue = Catalogue.load(ROOT / "features" / "requirements.toml")
    assert all(LIMITED.search(f"{each.text} {each.plain}") for each in map(catalogue.requirement, NO_LIMIT))


@pytest.mark.parametrize("requirement", limits())
def test_each_side_is_in_the_suite(requirement: str) -> None:
    limit = limits()[requirement]
    assert [title for title in titles(limit) if title not in cases()] == []
    own = [title for title in titles(limit) if requirement in cases()[title].requirements]
    assert {side for side in SIDES if set(limit[side]) & set(own)}, f"nothing of {requirement} itself"


@pytest.mark.parametrize("requirement", limits())
def test_a_fault_is_caught_on_either_side(requirement: str) -> None:
    limit = limits()[requirement]
    missing = [side for side in SIDES if not any(title in caught() or is_reported(title) for title in limit[side])]
    assert missing == []


@pytest.mark.parametrize("requirement", [each for each, limit in limits().items() if "leap_day" in limit])
def test_a_limit_in_days_has_each_kind_of_day(requirement: str) -> None:
    limit = limits()[requirement]
    wrong = [
        kind
        for kind, shows in DATES.items()
        if not limit.get(kind) or not all(re.search(shows, title) for title in limit[kind])
    ]
    assert wrong == []


def test_a_limit_in_days_is_known_by_its_words() -> None:
    counted = {
        each.id
        for each in Catalogue.load(ROOT / "features" / "requirements.toml")
        if each.id in limits() and re.search(r"\b(?:\w+teenth|sixth|calendar) day|two after|\bmonths\b", each.text)
    }
    assert counted <= {each for each, limit in limits().items() if "leap_day" in limit}
