"""What a run shows in the terminal: a line per scenario, and a bar in long waits."""

from __future__ import annotations

import pytest

from reports.terminal.progress import BAR_WIDTH, ProgressBar
from tests.reports.test_reports_allure import THEN, Suite, scenario

pytest_plugins = ["pytester"]

DONE = "worst margin 5.9 s, 15 dB, 12.0 s of vehicle time"


@pytest.fixture
def suite(pytester: pytest.Pytester) -> Suite:
    made = Suite(pytester)
    made.write(
        scenario("It is late", "Given the vehicle is awake", "Then it ends with late"),
        scenario("It is unclear", "Given the vehicle is awake", "Then it ends with unclear"),
        scenario("It works elsewhere", "Given the vehicle is awake", THEN),
        scenario("There is no world", "Given the vehicle is awake", THEN),
        scenario("An untidy end", "Given the vehicle is awake", THEN),
    )
    return made


def lines_of(suite: Suite, *arguments: str) -> list[str]:
    in_process = suite.pytester.runpytest_inprocess
    run = suite.pytester.runpytest_subprocess if "-n" in arguments else in_process
    suite.ran = run(*arguments)
    suite.ran.assert_outcomes(passed=2, failed=2, skipped=1, errors=2)
    return suite.ran.outlines


def test_each_scenario_has_a_line_with_its_exact_verdict(suite: Suite) -> None:
    lines = lines_of(suite)
    for line in (
        f"PASS  remote_control/locking  Doors lock  ({DONE})",
        "FAIL  remote_control/locking  It is late  (12.0 s of vehicle time)",
        "INCONCLUSIVE  remote_control/locking  It is unclear  (12.0 s of vehicle time)",
        "NOT APPLICABLE  remote_control/locking  It works elsewhere  (the vehicle has no such button)",
        "SETUP FAILED  remote_control/locking  There is no world",
        "RIG FAULT  remote_control/locking  An untidy end  (worst margin 15 dB, 12.0 s of vehicle time)",
    ):
        assert lines.count(line) == 1, line


def test_the_summary_names_verdict_scenario_and_error(suite: Suite) -> None:
    for arguments in ((), ("-v",)):
        summary = lines_of(suite, *arguments)
        summary = summary[next(place for place, line in enumerate(summary) if "short test summary" in line) :]
        for verdict, title in (("FAIL", "It is late"), ("SETUP FAILED", "There is no world")):
            assert any(
                line.startswith(f"{verdict} features/remote_control/locking.feature::{title} - ")
                for line in summary
            )


def test_verbose_lines_are_those_of_pytest_with_the_verdict(suite: Suite) -> None:
    lines = lines_of(suite, "-v")
    wanted = f"features/remote_control/locking.feature::Doors lock PASS ({DONE})"
    assert len([line for line in lines if line.startswith(wanted)]) == 1
    assert not any(line.startswith("PASS") for line in lines)


def test_quiet_runs_show_the_dots_of_pytest(suite: Suite) -> None:
    assert lines_of(suite, "-q")[0].startswith(".FFsE.E ")


def test_two_workers_show_the_same_lines(suite: Suite) -> None:
    verdicts = ("PASS", "FAIL", "INCON", "NOT APP", "SETUP", "RIG")

    def shown(*arguments: str) -> list[str]:
        return sorted(line for line in lines_of(suite, *arguments) if line.startswith(verdicts))

    assert shown("-n", "2") == shown()


def test_other_tests_keep_their_dots(suite: Suite) -> None:
    suite.pytester.makepyfile(test_other="def test_it(): pass\ndef test_that(): pass")
    suite.ran = suite.pytester.runpytest_inprocess("test_other.py", "features", "-k", "that or it or Doors")
    assert any(line.startswith("test_other.py ..") for line in suite.ran.outlines)
    assert f"PASS  remote_control/locking  Doors lock  ({DONE})" in suite.ran.outlines


class Watch:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.present_s = 100.0

    def __call__(self) -> float:
        return self.present_s


def test_a_short_wait_shows_no_bar() -> None:
    drawn: list[str] = []
    bar = ProgressBar(drawn.append, Watch())
    bar.update(0.0, 60.0, "waits")
    bar.update(60.0, 60.0, "waits")
    bar.clear()
    assert drawn == []


def test_a_long_wait_shows_how_far_it_is() -> None:
    drawn: list[str] = []
    watch = Watch()
    bar = ProgressBar(drawn.append, watch)
    bar.update(0.0, 60.0, "the doors lock")
    watch.present_s += 1.0
    bar.update(30.0, 60.0, "the doors lock")
    bar.update(30.1, 60.0, "the doors lock")
    bar.clear()
    half = BAR_WIDTH // 2
    assert drawn == [f"[{'#' * half}{'.' * half}] 30 of 60 s  the doors lock", ""]


def test_each_wait_counts_anew() -> None:
    drawn: list[str] = []
    watch = Watch()
    bar = ProgressBar(drawn.append, watch)
    bar.update(0.0, 60.0, "one")
    bar.clear()
    watch.present_s += 1.0
    bar.update(0.0, 60.0, "two")
    assert drawn == []


def test_a_wait_past_its_end_fills_the_bar_and_no_more() -> None:
    drawn: list[str] = []
    watch = Watch()
    bar = ProgressBar(drawn.append, watch)
    bar.update(0.0, 0.0, "")
    watch.present_s += 1.0
    bar.update(70.0, 60.0, "")
    assert drawn[0].count("#") == BAR_WIDTH
