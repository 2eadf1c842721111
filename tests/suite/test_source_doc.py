"""docs/source.md has an entry for each line of the source that code, features and docs cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOC = ROOT / "docs" / "source.md"
WHERE = ("dbc", "docs", "features", "proof", "rigs", "simulators", "steps", "vehicle")
"""The folders that speak of the source; reports and tests number the lines of other files."""

ENDINGS = {".py", ".toml", ".md", ".feature", ".dbc", ".asn"}
CITED = re.compile(r"\blines?\s+(\d+(?:(?:,? and |,\s*| to )\d+)*)\b")


def lines_in(text: str) -> set[int]:
    """Give the lines that a text cites: each single one, and both ends of each span."""
    return {int(number) for cited in CITED.findall(text) for number in re.findall(r"\d+", cited)}


def citing_files() -> Iterator[Path]:
    """Yield every file that may cite the source."""
    for folder in WHERE:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in ENDINGS and path != DOC and "allure3" not in path.parts:
                yield path


@pytest.fixture(scope="module")
def entries() -> list[int]:
    return [int(line) for line in re.findall(r"^\| (\d+) \| \S", DOC.read_text(encoding="utf-8"), re.MULTILINE)]


def test_each_line_that_is_cited_has_an_entry(entries: list[int]) -> None:
    missing = {
        str(path.relative_to(ROOT)): sorted(lines - set(entries))
        for path in citing_files()
        if (lines := lines_in(path.read_text(encoding="utf-8"))) - set(entries)
    }

    assert missing == {}


def test_entries_stand_in_the_order_of_the_source_and_once(entries: list[int]) -> None:
    assert entries == sorted(set(entries))


def test_the_source_is_cited() -> None:
    assert sum(1 for path in citing_files() if lines_in(path.read_text(encoding="utf-8"))) > 50


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("(line 75)", {75}),
        ("lines 82 to 97", {82, 97}),
        ("lines 71 to 73, 107 and 121", {71, 73, 107, 121}),
        ("lines 450 to 462 and 514 to 520 (AMB-39)", {450, 462, 514, 520}),
        ("# as lines\n#   12", set()),
        ("the lines 340,\n363, 364", {340, 363, 364}),
    ],
)
def test_a_citation_is_read_whole(text: str, lines: set[int]) -> None:
    assert lines_in(text) == lines
