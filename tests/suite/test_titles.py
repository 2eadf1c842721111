"""A title makes sense alone, in a list of all of them: that is where reports, JUnit files and waivers show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import pytest

from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT
from steps.gherkin.vocabulary import REPORTED
from tests.support.suite_cases import suite_cases

STEM = 5
"""Letters by which two forms of a word are known as one."""

SMALL = frozenset(
    re.findall(
        r"\w+",
        """
    after again another back before does each first from have into itself last later more nothing once only other
    second that their then there they third this until what when where whether which while with without
        """,
    )
)
"""Words of four letters or more that name no thing."""


BARE = re.compile(
    r"^(?:It(?! is reported)|One(?! [a-z])|None|They|Them|This|That|These|Those|Its|Both)\b"
    r"|\bnone\b"
    r"|^(?:At|In|On|After|Before|While|With|Without|Beyond) [\d %°Ckms.]+ it\b"
)
"""Words that stand for what the Rule alone names."""


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "features" / "requirements.toml")


def things(*texts: str) -> frozenset[str]:
    """The words of texts that can name something, by their first letters."""
    words = re.findall(r"[A-Z]{3}|[A-Za-z-]{4,}", " ".join(texts))
    return frozenset(word[:STEM].lower() for word in words if word.lower() not in SMALL)


@cache
def things_of(chapter: str) -> frozenset[str]:
    """Those of its requirements, and of its Features' names."""
    names = (case.scenario.feature.name for path, case in suite_cases() if path.parent.name == chapter)
    return things(*names, *(requirement.text for requirement in catalogue() if requirement.chapter == chapter))


def unnamed(found: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """The titles that name nothing of which the chapters of their requirements speak."""
    return [
        title
        for title, requirements in found
        if not things(title)
        & frozenset().union(*(things_of(catalogue().requirement(each).chapter) for each in requirements))
    ]


def test_no_two_scenarios_of_the_suite_have_one_title() -> None:
    counted = Counter(case.title for _, case in suite_cases())
    assert [title for title, count in counted.items() if count > 1] == []


def test_a_title_names_a_thing_of_its_chapter() -> None:
    assert unnamed((case.title, case.requirements) for _, case in suite_cases()) == []


@pytest.mark.parametrize("title", ["The end of the blinking", "Nothing at once", "Not so soon"])
def test_a_title_that_names_nothing_of_its_chapter_is_found(title: str) -> None:
    assert unnamed([(title, ["REMOTE-15"])]) == [title]


def test_no_title_has_a_word_for_what_the_rule_alone_names() -> None:
    assert [case.title for _, case in suite_cases() if BARE.search(case.title)] == []


@pytest.mark.parametrize(
    "title",
    [
        *("It goes on while the vehicle stays locked", "At 20 % it is available", "The SOS button places none"),
        "Both at once",
    ],
)
def test_a_word_for_what_the_rule_alone_names_is_found(title: str) -> None:
    assert BARE.search(title)


@pytest.mark.parametrize(
    "title",
    ["It is reported when the charge ends", "One horn order honks once", "A vehicle charges while it sleeps"],
)
def test_a_word_for_what_the_title_names_is_none(title: str) -> None:
    assert not BARE.search(title)


def test_what_only_reports_says_so_in_its_title() -> None:
    reporting = [
        case.title
        for _, case in suite_cases()
        if all(step.name.startswith(REPORTED) for step in case.scenario.steps if step.type == "then")
    ]
    assert len(reporting) > 10
    assert [title for title in reporting if "it is reported" not in title.lower()] == []
