"""The same seed gives the same traffic, byte for byte, however the scenarios are run."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.project import Project, new_project

SUBSET = ("features/remote_control/lights.feature", "features/privacy/no_prompt.feature")
ALONE = f"{SUBSET[0]}::The lights of a vehicle that is asleep are on for 10 s on a lights order"
LOG = "features/remote_control/lights/the-lights-of-a-vehicle-that-is-asleep-are-on-for-10-s-on-a-lights-order.log"

Logs = Mapping[str, bytes]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new_project(tmp_path_factory)


def run(project: Project, *arguments: str) -> Logs:
    """Run scenarios; what was on the buses."""
    done = project.run("--traces", "all", *arguments)
    assert done.code == 0, done.output
    return project.traces()


@pytest.fixture(scope="module")
def first(suite: Project) -> Logs:
    logs = run(suite, *SUBSET)
    assert len(logs) > 5
    assert all(log.count(b"\n") > 500 for log in logs.values())
    return logs


def test_a_second_run_writes_the_same_logs(suite: Project, first: Logs) -> None:
    assert run(suite, *SUBSET) == first


@pytest.mark.thorough
def test_workers_write_the_same_logs(suite: Project, first: Logs) -> None:
    assert run(suite, "-n", "2", *SUBSET) == first


def test_a_scenario_alone_writes_the_same_log_and_leaves_no_other(suite: Project, first: Logs) -> None:
    assert run(suite, ALONE) == {LOG: first[LOG]}


@pytest.mark.thorough
def test_another_seed_writes_other_logs_of_the_same_names(suite: Project, first: Logs) -> None:
    other = run(suite, "--seed", "2", *SUBSET)
    assert set(other) == set(first)
    assert not set(other.values()) & set(first.values())


def test_scenarios_of_one_run_do_not_share_their_phases(first: Logs) -> None:
    heads = [log[:2000] for log in first.values()]
    assert len(set(heads)) == len(heads)
