"""docs/glossary.md maps words that features do say, and names what is in the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rigs.ports.house import HOUSE
from rigs.values.measurement import Verdict

ROOT = Path(__file__).resolve().parents[2]
DOC = ROOT / "docs" / "glossary.md"


def table(title: str) -> list[list[str]]:
    """Give the cells of the table under a heading, without its head."""
    (section,) = re.findall(rf"^## {title}$(.*?)(?=^## |\Z)", DOC.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_features_say_each_word_that_is_mapped() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "features").rglob("*.feature"))
    words = [row[0].strip('"') for row in table("Words of the features")]

    assert len(words) > 15
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("title", ["Words of the features", "The vehicle", "The bench", "Judging"])
def test_a_term_says_where_it_is_in_the_code(title: str) -> None:
    nowhere = [row[0] for row in table(title) if not re.fullmatch(r"(`[\w./]+`(, )?)+", row[-1])]

    assert nowhere == (["HIL"] if title == "The bench" else [])


def test_the_verdicts_are_those_of_the_code() -> None:
    verdicts = [row[0] for row in table("The verdicts")]

    assert verdicts == [str(verdict) for verdict in Verdict]


def test_a_port_that_is_named_is_a_port() -> None:
    named = re.findall(r"the port `([\w.]+)`", DOC.read_text(encoding="utf-8"))

    assert len(named) > 2
    assert [name for name in named if name not in {**HOUSE.stimuli, **HOUSE.observations}] == []
