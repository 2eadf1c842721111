"""Modules, names of modules, files and pages that the docs speak of are there."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.snippets import PAGES, ROOT, SNIPPETS

ROOMS = "proof|steps|reports|rigs|simulators|vehicle|clock|dbc"

DOTTED = re.compile(rf"`((?:{ROOMS})(?:\.\w+)+)`")
PLACE = re.compile(rf"`((?:{ROOMS}|features|docs|tests|benchmarks|entry|\.ci)/[\w./-]*)`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#([^)]+))?\)")

SIGNALS = set(
    re.findall(r"^([\w.]+) = ", (ROOT / "dbc" / "signals.toml").read_text(encoding="utf-8"), re.MULTILINE)
)
"""The names of signals: some begin as a package does."""

MADE_BY_A_RUN = re.compile(r"reports/output\b")
MADE_BY_A_READER = {snippet.save_as for snippet in SNIPPETS}
"""Files that are not part of the project."""


def exists(name: str) -> bool:
    """Tell whether a dotted name is a module, or what a module or a class in it has."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found = find_spec(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        if found is not None:
            here: object = import_module(".".join(parts[:count]))
            for part in parts[count:]:
                if not hasattr(here, part):
                    return part in getattr(here, "__annotations__", {})
                here = getattr(here, part)
            return True
    return False


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as they are linked to."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_name_of_code_in_the_docs_is_in_the_code(page: Path) -> None:
    named = set(DOTTED.findall(page.read_text(encoding="utf-8"))) - SIGNALS

    assert [name for name in named if not exists(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_file_that_the_docs_name_is_there(page: Path) -> None:
    named = PLACE.findall(page.read_text(encoding="utf-8"))

    missing = [place for place in named if place not in MADE_BY_A_READER and not (ROOT / place).exists()]
    assert [place for place in missing if not MADE_BY_A_RUN.match(place)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_of_the_docs_leads_to_a_page_and_its_heading(page: Path) -> None:
    broken = [
        (target, heading)
        for target, heading in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists() or (heading and heading not in anchors(page.parent / target))
    ]

    assert broken == []


def test_every_page_is_linked_from_the_readme_or_a_page_that_it_links() -> None:
    linked = {
        (page.parent / target).resolve() for page in PAGES for target, _ in LINK.findall(page.read_text("utf-8"))
    }

    assert [page.name for page in PAGES if page.resolve() not in linked and page.name != "README.md"] == []


@pytest.mark.parametrize("name", ["rigs.values.measurement.Judgement", "rigs.nowhere", "dbc.codec.no_such"])
def test_a_name_that_is_not_in_the_code_is_found_out(name: str) -> None:
    assert not exists(name)
