"""The histories of the suite: each exception names scenarios, and is still needed."""

from __future__ import annotations

import pytest

from steps.gherkin.histories import HISTORIES, Histories
from steps.gherkin.variation import AFTER, Variation
from tests.support.project import ROOT, Project, new_project

SUITE = Histories.load(ROOT / HISTORIES)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One whose failures are expected, and are no failures of the suite."""
    return new_project(tmp_path_factory, varies=True)


@pytest.fixture(scope="module")
def scenarios(project: Project) -> list[str]:
    listed = project.run("features/", "-q", "--history", "none", "--collect-only").output.splitlines()
    return [line for line in listed if ".feature::" in line]


def test_each_exception_names_a_scenario(scenarios: list[str]) -> None:
    assert scenarios
    files = {node_id.partition("::")[0] for node_id in scenarios}
    assert list(SUITE.strangers(scenarios, files)) == []


def test_each_exception_is_still_needed(scenarios: list[str], project: Project) -> None:
    excepted = [
        Variation(AFTER, name).of(node_id)
        for node_id in scenarios
        for name in SUITE.by_name
        if SUITE.reason(node_id, name)
    ]
    output = project.run("-q", "-rp", "--traces", "none", *excepted).output
    assert [line for line in output.splitlines() if line.startswith("PASSED ")] == []
    assert f"{len(excepted)} failed" in output
