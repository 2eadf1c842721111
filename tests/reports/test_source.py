"""What nobody can judge is reviewed anew when the text of the source changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.__main__ import main
from reports.source import differences
from rigs.files.catalogue import Catalogue, quote_of

LINES = ("One.", "Two.", "Three.")
REVIEWERS = ("somebody",)


def catalogue(
    tmp_path: Path, line: int = 2, quote: str = quote_of("Two."), reviewer: str = "somebody"
) -> Catalogue:
    path = tmp_path / "requirements.toml"
    path.write_text(
        f"""
[USE-01]
area = "USE"
chapter = "use"
line = 1
text = "It can be used."
verification = "can_hil"
strength = "must"

[USE-02]
area = "USE"
chapter = "use"
line = {line}
text = "It is best used."
verification = "can_hil"
strength = "must"
judged = "no"
why = "advice"
reviewer = "{reviewer}"
quote = "{quote}"
"""
    )
    return Catalogue.load(path)


def test_lines_that_are_as_they_were_read_need_no_review(tmp_path: Path) -> None:
    assert list(differences(catalogue(tmp_path), LINES, REVIEWERS)) == []


def test_a_line_that_has_changed_is_named_with_both_quotes(tmp_path: Path) -> None:
    assert list(differences(catalogue(tmp_path), ("One.", "Too.", "Three."), REVIEWERS)) == [
        f"[USE-02] quote = '{quote_of('Two.')}': line 2 of the source has '{quote_of('Too.')}'; review it anew"
    ]


def test_a_line_behind_the_end_of_the_source_is_named(tmp_path: Path) -> None:
    assert list(differences(catalogue(tmp_path, line=4), LINES, REVIEWERS)) == [
        "[USE-02] line = 4: the source has 3 lines"
    ]


def test_who_is_no_reviewer_is_named_with_those_who_are(tmp_path: Path) -> None:
    assert list(differences(catalogue(tmp_path, reviewer="anybody"), LINES, REVIEWERS)) == [
        "[USE-02] reviewer = 'anybody': allowed are somebody"
    ]


def test_another_text_than_the_source_is_told_statement_by_statement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("\n" * 600)
    assert main(["source", str(other)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) > 10
    assert all("requirements.toml: [" in line for line in told[:-1])
    assert told[-1].endswith("not as they were reviewed")
    assert not any("reviewer" in line for line in told[:-1])


def test_a_source_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", str(tmp_path / "none.txt")]) == 2
    assert "none.txt: cannot be read (No such file or directory)" in capsys.readouterr().err
