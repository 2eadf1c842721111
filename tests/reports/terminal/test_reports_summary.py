"""The table at the end of a run counts each scenario once, by chapter."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from reports.terminal.summary import Summary
from rigs.values.measurement import RAN_THROUGH, Verdict


class Paper:
    """Takes what is written to the terminal."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def section(self, title: str, sep: str) -> None:
        self.lines.append(f"{sep} {title}")

    def write_line(self, line: str) -> None:
        self.lines.append(line)


def report(node_id: str, verdict: Verdict, when: str = "call", **properties: object) -> pytest.TestReport:
    outcome = "passed" if verdict in RAN_THROUGH else "failed"
    outcome = "skipped" if verdict is Verdict.NOT_APPLICABLE else outcome
    made = SimpleNamespace(
        nodeid=node_id,
        when=when,
        outcome=outcome,
        user_properties=[("verdict", str(verdict)), *pairs_of(properties)],
    )
    return cast("pytest.TestReport", made)


def pairs_of(properties: dict[str, object]) -> list[tuple[str, object]]:
    """What a report carries for `requirements` and `margins`."""
    requirements = cast("list[str]", properties.get("requirements", []))
    margins = cast("dict[str, float]", properties.get("margins", {}))
    return [
        *(("requirement", requirement) for requirement in requirements),
        *((f"worst_margin_{unit}", margin) for unit, margin in margins.items()),
    ]


def table(*reports: pytest.TestReport, self_test: str = "") -> list[list[str]]:
    summary = Summary()
    for each in reports:
        summary.pytest_runtest_logreport(each)
    paper = Paper()
    hook = SimpleNamespace(pytest_connect_hil_environment=lambda config: [{"self-test": self_test}])
    summary.pytest_terminal_summary(cast("Any", paper), cast("Any", SimpleNamespace(hook=hook)))
    return [line.split() for line in paper.lines]


def test_each_verdict_stands_in_its_column_of_the_chapter() -> None:
    rows = table(
        report("features/horn/a.feature::One", Verdict.PASS),
        report("features/horn/a.feature::Two", Verdict.FAIL),
        report("features/horn/b.feature::Three", Verdict.INCONCLUSIVE),
        report("features/horn/b.feature::Four", Verdict.SETUP_FAILED),
        report("features/horn/b.feature::Five", Verdict.RIG_FAULT),
        report("features/lock/c.feature::Six", Verdict.NOT_APPLICABLE, when="setup"),
        report("features/lock/c.feature::Seven", Verdict.REPORTED),
        report("features/lock/c.feature::Eight", Verdict.WORLD_MODEL),
    )
    heads = [
        "pass",
        "fail",
        "inconclusive",
        "setup/rig",
        "reported",
        "world",
        "model",
        "n/a",
        "smallest",
        "margin",
    ]
    assert rows[1][3:] == heads
    assert rows[2] == ["horn", "0", "5", "1", "1", "1", "2", "-", "-", "-"]
    assert rows[3] == ["lock", "0", "3", "-", "-", "-", "-", "1", "1", "1"]
    assert rows[4] == ["all", "0", "8", "1", "1", "1", "2", "1", "1", "1"]


def test_a_requirement_of_two_scenarios_counts_once() -> None:
    rows = table(
        report("features/horn/a.feature::One", Verdict.PASS, requirements=["REMOTE-22", "REMOTE-26"]),
        report("features/horn/a.feature::Two", Verdict.PASS, requirements=["REMOTE-22"]),
    )
    assert rows[2][:3] == ["horn", "2", "2"]


def test_the_smallest_margin_stands_with_its_scenario() -> None:
    rows = table(
        report("features/horn/a.feature::Wide", Verdict.PASS, margins={"s": 5.0}),
        report("features/horn/a.feature::Narrow", Verdict.PASS, margins={"s": 0.25, "dB": 0.1}),
    )
    assert rows[2][-3:] == ["0.25", "s", "Narrow"]


def test_a_teardown_that_fails_does_not_count_a_scenario_again() -> None:
    rows = table(
        report("features/horn/a.feature::One", Verdict.PASS),
        report("features/horn/a.feature::One", Verdict.RIG_FAULT, when="teardown"),
    )
    assert rows[2] == ["horn", "0", "1", "1", "-", "-", "-", "-", "-", "-"]


def test_a_run_without_scenarios_has_no_table() -> None:
    assert table(report("tests/test_x.py::test_one", Verdict.PASS)) == []


def test_a_run_on_the_suites_own_office_ends_as_a_self_test() -> None:
    done = report("features/account/a.feature::One", Verdict.PASS)
    assert "self-test: at http://127.0.0.1:8080 is" in " ".join(table(done, self_test="http://127.0.0.1:8080")[-1])
    assert all("self-test:" not in row for row in table(done))
