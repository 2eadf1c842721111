"""The lengths that are kept with the suite: those of its scenarios, all of them and no others."""

from __future__ import annotations

from rigs.files.lengths import LENGTHS, lengths_s
from tests.support.project import ROOT
from tests.support.suite_cases import suite_cases


def test_the_length_of_each_scenario_is_kept() -> None:
    there = {f"{path.relative_to(ROOT).as_posix()}::{case.title}" for path, case in suite_cases()}
    assert there ^ lengths_s(ROOT).keys() == set(), (
        f"{LENGTHS}: pytest features/ --history none --crossing none, and then python -m reports.lengths"
    )
