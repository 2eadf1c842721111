"""The scenarios of the suite, read one time for all tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from steps.gherkin.feature_file import Case, read
from tests.support.project import ROOT


@cache
def suite_cases() -> tuple[tuple[Path, Case], ...]:
    """Return all scenarios and rows with the feature that holds each; nobody may change them."""
    paths = sorted((ROOT / "features").rglob("*.feature"))
    return tuple((path, case) for path in paths for case in read(path).cases)


@cache
def cases_of(path: Path) -> tuple[Case, ...]:
    """Return those of one feature of the suite."""
    return tuple(case for where, case in suite_cases() if where == path)
