"""What a scenario on a faulty vehicle proves, and what it does not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import NoReturn, cast

import pytest
from pytest_bdd.parser import Step

from proof.fault import Fault
from proof.plugin import FaultItem, misfit, outcome_of
from reports.terminal.campaign import Tally
from rigs.errors import Failed, Inconclusive, InstrumentFault, MonitorFinding, NodeFault, SetupFailed, SuiteError
from rigs.files.rig_file import ROOT
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, RigSession
from rigs.values.measurement import Campaign
from steps.gherkin.collect import ScenarioItem

FAULTY = Fault(id="lock-never", requirement="REMOTE-15", scenario="features/a.feature::A", description="Never.")
GOOD = Fault(
    id="lock-late", requirement="REMOTE-15", scenario="features/a.feature::A", description="Late.", good=True
)
LATE = Fault(
    id="lock-at-9s",
    requirement="REMOTE-15",
    scenario="features/a.feature::A",
    description="Late.",
    then="all doors are locked",
)
OF_THE_RIG = (
    InstrumentFault("lost"),
    NodeFault("raised"),
    SetupFailed("no"),
    SuiteError("no event"),
    KeyError("x"),
)


def step(kind: str, name: str = "all doors are locked") -> Step:
    return Step(name=name, type=kind, indent=0, line_number=1, keyword=kind.title())


def test_a_faulty_vehicle_whose_scenario_fails_in_a_then_is_caught() -> None:
    assert outcome_of(FAULTY, Failed("late"), step("then"))[0] is Campaign.CAUGHT


def test_a_faulty_vehicle_whose_scenario_passes_survives() -> None:
    assert outcome_of(FAULTY, None, None) == (Campaign.SURVIVED, "the scenario passed")


def test_an_inconclusive_scenario_catches_nothing() -> None:
    assert outcome_of(FAULTY, Inconclusive("across"), step("then"))[0] is Campaign.SURVIVED


def test_a_monitor_catches_nothing() -> None:
    assert outcome_of(FAULTY, MonitorFinding("unknown id"), None)[0] is Campaign.SURVIVED


@pytest.mark.parametrize("error", OF_THE_RIG, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("fault", [FAULTY, GOOD], ids=["faulty", "good"])
def test_what_the_rig_or_the_suite_did_proves_nothing(fault: Fault, error: Exception) -> None:
    assert outcome_of(fault, error, step("then"))[0] is Campaign.INFRASTRUCTURE_ERROR


def test_a_failure_before_the_judgement_proves_nothing() -> None:
    outcome, reason = outcome_of(FAULTY, Failed("not asleep"), step("given", "the vehicle is asleep"))
    assert outcome is Campaign.INFRASTRUCTURE_ERROR
    assert reason.endswith("the vehicle is asleep")


def test_another_then_than_the_one_that_carries_the_requirement_catches_nothing() -> None:
    assert outcome_of(LATE, Failed("late"), step("then"))[0] is Campaign.CAUGHT
    outcome, reason = outcome_of(LATE, Failed("no banner"), step("then", "a banner confirms the lock order"))
    assert outcome is Campaign.SURVIVED
    assert "'all doors are locked'" in reason
    assert "'a banner confirms the lock order'" in reason


def test_a_good_variant_must_pass() -> None:
    assert outcome_of(GOOD, None, None)[0] is Campaign.GOOD_PASSED
    assert outcome_of(GOOD, Failed("late"), step("then"))[0] is Campaign.GOOD_FAILED
    assert outcome_of(GOOD, Inconclusive("across"), step("then"))[0] is Campaign.GOOD_FAILED
    assert outcome_of(GOOD, MonitorFinding("unknown id"), None)[0] is Campaign.GOOD_FAILED


def scenario(requirements: tuple[str, ...], *thens: str) -> ScenarioItem:
    steps = [step("given", "the vehicle is asleep"), *(step("then", name) for name in thens)]
    fake = SimpleNamespace(
        requirements=requirements, scenario_id="features/a.feature::A", scenario=SimpleNamespace(steps=steps)
    )
    return cast("ScenarioItem", fake)


def test_a_fault_fits_a_scenario_that_carries_its_requirement_in_its_only_then() -> None:
    assert misfit(FAULTY, scenario(("REMOTE-15",), "all doors are locked")) is None


def test_a_fault_does_not_fit_a_scenario_without_its_requirement() -> None:
    problem = misfit(FAULTY, scenario(("REMOTE-28",), "all doors are locked"))
    assert problem == "features/a.feature::A does not carry REMOTE-15"


def test_of_several_thens_the_fault_must_name_one() -> None:
    problem = misfit(FAULTY, scenario(("REMOTE-15",), "all doors are locked", "a banner is shown"))
    assert problem == "`then` must be one of: all doors are locked; a banner is shown"


def test_a_fault_does_not_fit_a_scenario_without_the_then_that_it_names() -> None:
    assert misfit(LATE, scenario(("REMOTE-15",), "all doors are locked", "a banner is shown")) is None
    problem = misfit(LATE, scenario(("REMOTE-15",), "a banner is shown"))
    assert problem == "'all doors are locked' is no Then; there are: a banner is shown"


def report(
    when: str = "call", outcome: str = "passed", fault: str | None = None, **properties: str
) -> pytest.TestReport:
    scenario = "features/a.feature::A"
    node_id = scenario if fault is None else f"features/a.feature::{fault}: A"
    if fault is not None:
        properties |= {"fault": fault, "scenario": scenario}
    fake = SimpleNamespace(
        nodeid=node_id,
        when=when,
        outcome=outcome,
        failed=outcome == "failed",
        skipped=outcome == "skipped",
        user_properties=list(properties.items()),
    )
    return cast("pytest.TestReport", fake)


def tally(*reports: pytest.TestReport) -> dict[Campaign, list[str]]:
    made = Tally()
    for each in reports:
        made.pytest_runtest_logreport(each)
    return {outcome: [ended.fault for ended in faults] for outcome, faults in made.outcomes().items() if faults}


BASELINE = report(campaign="baseline")


def test_a_fault_is_counted_once_for_all_its_phases() -> None:
    phases = [report(when, fault="lock-never", campaign="caught") for when in ("setup", "call", "teardown")]
    assert tally(BASELINE, *phases) == {Campaign.CAUGHT: ["lock-never"]}


def test_nothing_is_caught_where_the_baseline_did_not_run() -> None:
    assert tally(report(fault="lock-never", campaign="caught")) == {Campaign.INFRASTRUCTURE_ERROR: ["lock-never"]}


@pytest.mark.parametrize("when", ["setup", "call", "teardown"])
def test_nothing_is_caught_where_the_baseline_failed(when: str) -> None:
    failed = report(when, "failed", campaign="baseline")
    caught = report(fault="lock-never", campaign="caught")
    assert tally(BASELINE, failed, caught) == {Campaign.INFRASTRUCTURE_ERROR: ["lock-never"]}


@pytest.mark.parametrize("when", ["setup", "teardown"])
def test_a_fault_whose_rig_failed_around_it_is_an_infrastructure_error(when: str) -> None:
    caught = report(fault="lock-never", campaign="caught")
    failed = report(when, "failed", fault="lock-never", campaign="caught")
    reports = (failed, caught) if when == "setup" else (caught, failed)
    last = tally(BASELINE, *reports[:1]) if when == "setup" else tally(BASELINE, *reports)
    assert last == {Campaign.INFRASTRUCTURE_ERROR: ["lock-never"]}


def test_what_was_not_applicable_is_not_counted() -> None:
    assert tally(BASELINE, report("setup", "skipped", fault="lock-never", campaign="")) == {}


def test_the_rig_of_a_faulty_vehicle_is_closed_behind_its_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str | None] = []

    class Connector:
        def connect(self, *_arguments: object) -> NoReturn:
            raise NotImplementedError

        def close(self) -> None:
            closed.append("closed")

    plan = Plan.load(ROOT / "rigs" / "virtual.toml", None, 1, keep_traffic=False)
    monkeypatch.setattr("proof.plugin.open_session", lambda plan: RigSession(plan, Connector()))
    item = SimpleNamespace(config=SimpleNamespace(stash={PLAN: plan}), fault=FAULTY)
    with FaultItem.rig(cast("FaultItem", item), RigSession(plan, Connector())) as session:
        assert (session.plan.fault, closed) == ("lock-never", [])
    assert closed == ["closed"]
