"""The histories of the suite: each exception names scenarios, and is still needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from steps.gherkin.histories import HISTORIES, Histories
from steps.gherkin.variation import AFTER, Variation
from tests.support.project import CLEAN, ROOT

SUITE = Histories.load(ROOT / HISTORIES)


def _pytest(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(line, cwd=ROOT, env=CLEAN, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603  # our own line


@pytest.fixture(scope="module")
def scenarios() -> list[str]:
    listed = _pytest("features/", "--history", "none", "--collect-only").stdout.splitlines()
    return [line for line in listed if ".feature::" in line]


def test_each_exception_names_a_scenario(scenarios: list[str]) -> None:
    assert scenarios
    files = {node_id.partition("::")[0] for node_id in scenarios}
    assert list(SUITE.strangers(scenarios, files)) == []


def test_each_exception_is_still_needed(scenarios: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    excepted = [
        Variation(AFTER, name).of(node_id)
        for node_id in scenarios
        for name in SUITE.by_name
        if SUITE.reason(node_id, name)
    ]
    place = tmp_path_factory.mktemp("excepted")
    done = _pytest("-rp", "--traces", "none", "--alluredir", str(place), *excepted)
    assert [line for line in done.stdout.splitlines() if line.startswith("PASSED ")] == []
    assert f"{len(excepted)} failed" in done.stdout
