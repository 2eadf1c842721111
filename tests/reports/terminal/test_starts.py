"""What a run tells of the scenario that runs."""

from __future__ import annotations

import pytest

from tests.reports.test_reports_allure import CONFTEST, INI, THEN, Suite, scenario

pytest_plugins = ["pytester"]

PLUGINS = 'pytest_plugins = ["reports.terminal.starts", "steps.gherkin.collect",'
KIND = """

from types import SimpleNamespace
from rigs.run.plugin import PLAN

def pytest_configure(config):
    config.stash[PLAN] = SimpleNamespace(rig=SimpleNamespace(kind="{kind}"))
"""
PLACE = "remote_control/locking"


def made(pytester: pytest.Pytester, kind: str) -> Suite:
    """A suite on a rig of some kind, with three scenarios."""
    suite = Suite(pytester)
    pytester.makeini(INI.replace("-p no:cacheprovider", ""))
    set_kind(pytester, kind)
    suite.write(
        scenario("It works", "Given the vehicle is awake", THEN),
        scenario("It is stopped", "Given the vehicle is awake", "Then it ends with a stop"),
    )
    return suite


def set_kind(pytester: pytest.Pytester, kind: str) -> None:
    """Let the runs from now on be on a rig of some kind."""
    pytester.makeconftest(
        CONFTEST.replace('pytest_plugins = ["steps.gherkin.collect",', PLUGINS) + KIND.format(kind=kind)
    )


@pytest.fixture
def bench(pytester: pytest.Pytester) -> Suite:
    return made(pytester, "bench")


def lines_of(suite: Suite, *arguments: str) -> list[str]:
    suite.ran = suite.pytester.runpytest_inprocess(*arguments)
    return suite.ran.outlines


def test_in_real_time_a_line_tells_which_scenario_starts_and_how_many_there_are(bench: Suite) -> None:
    lines = lines_of(bench, "-k", "not stopped")
    assert lines.index(f"1 of 2  {PLACE}  Doors lock") < lines.index(f"2 of 2  {PLACE}  It works")
    assert any(line.startswith(f"PASS  {PLACE}  It works") for line in lines)


def test_the_expected_length_is_that_of_the_last_run(bench: Suite) -> None:
    assert not any("last passed" in line for line in lines_of(bench, "-k", "works"))
    assert f"1 of 1  {PLACE}  It works  (12 s of vehicle time when it last passed)" in lines_of(
        bench, "-k", "works"
    )


def test_a_cache_that_holds_something_else_is_no_reason_to_end(bench: Suite) -> None:
    store = bench.pytester.path / ".pytest_cache" / "v" / "connect_hil"
    store.mkdir(parents=True)
    (store / "vehicle_s").write_text('{"features/remote_control/locking.feature::It works": "soon"}')
    assert f"1 of 1  {PLACE}  It works" in lines_of(bench, "-k", "works")
    (store / "vehicle_s").write_text("[1, 2]")
    assert f"1 of 1  {PLACE}  It works" in lines_of(bench, "-k", "works")


def test_the_scenario_that_was_running_is_named_when_the_run_is_stopped(bench: Suite) -> None:
    running = "features/remote_control/locking.feature::It is stopped"
    assert f"stopped while this ran: {running}" in lines_of(bench)


def test_a_run_in_real_time_ends_with_where_its_results_are(bench: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "results: reports/output/allure" in lines_of(bench, "-k", "works")
    monkeypatch.chdir(bench.pytester.path / "features")
    assert "results: ../reports/output/allure" in lines_of(bench, "-k", "works")


def test_without_a_cache_no_length_is_told(bench: Suite) -> None:
    assert f"1 of 1  {PLACE}  It works" in lines_of(bench, "-k", "works", "-p", "no:cacheprovider")


@pytest.mark.thorough
def test_two_workers_tell_the_same_starts(bench: Suite) -> None:
    bench.ran = bench.pytester.runpytest_subprocess("-n", "2", "-k", "not stopped")
    starts = [line for line in bench.ran.outlines if " of 2  " in line]
    assert sorted(line[0] for line in starts) == ["1", "2"]


def test_quiet_runs_and_runs_in_virtual_time_tell_no_start_and_no_place(pytester: pytest.Pytester) -> None:
    bench = made(pytester, "bench")
    assert not any(" of 2  " in line for line in lines_of(bench, "-q", "-k", "not stopped"))
    set_kind(pytester, "virtual")
    lines = lines_of(bench, "-k", "not stopped")
    assert not any(" of 2  " in line or line.startswith("results: ") for line in lines)
    assert any(line.startswith("stopped while this ran: ") for line in lines_of(bench))
