"""A run on a rig whose vehicle sends nothing without a public layout: witnesses judge it, and liars are caught."""

from __future__ import annotations

import pytest

from tests.support.project import Project, new_project

LOCK = "features/remote_control/locking.feature::A lock order locks a vehicle that is asleep"
RECEIPT = (
    "features/remote_control/locking.feature::"
    "A lock order to a locked vehicle that is asleep is confirmed and leaves it locked"
)
CASES = (
    (LOCK, None, 0, "1 passed"),
    (LOCK, "lock-on-the-bus-alone", 1, "latch.front_left"),
    (RECEIPT, None, 0, "declares order_report.id absent, and nothing else shows it"),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new_project(tmp_path_factory)


@pytest.mark.parametrize(("scenario", "fault", "code", "told"), CASES)
def test_witnesses_judge_what_they_see(
    scenario: str, fault: str | None, code: int, told: str, project: Project
) -> None:
    faulty = () if fault is None else ("--fault", fault)
    run = project.run("--rig", "rigs/witnesses.toml", "-rs", *faulty, scenario)
    assert run.code == code, run.output
    assert told in run.output
