"""No faulty rig brings a scenario to a wrong verdict, and one that did would be told."""

from __future__ import annotations

import pytest

from proof.faulty_rigs.catalogue import FAULTY_RIGS
from proof.faulty_rigs.known import LOCK
from proof.faulty_rigs.plugin import verdict_of
from proof.faulty_rigs.rig import FaultyRig
from proof.listing import rigs_as_table
from rigs.errors import Abandoned, Failed, Inconclusive, MonitorFinding, RecordingFault, SetupFailed, SuiteError
from rigs.values.measurement import Verdict
from tests.support.project import Project, project_of


@pytest.mark.parametrize(("fault", "wrong"), [(None, Verdict.FAIL), ("lock-never", Verdict.PASS)])
def test_a_wrong_verdict_cannot_be_what_a_faulty_rig_must_come_to(fault: str | None, wrong: Verdict) -> None:
    with pytest.raises(ValueError, match=f"{wrong} would be a wrong verdict on its vehicle"):
        FaultyRig(id="x", description="X.", scenario=LOCK, ends=wrong, fault=fault)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (None, Verdict.PASS),
        (Failed("late"), Verdict.FAIL),
        (MonitorFinding("a cycle"), Verdict.FAIL),
        (RecordingFault("lost"), Verdict.RIG_FAULT),
        (Abandoned("isolation"), Verdict.RIG_FAULT),
        (SetupFailed("no rest"), Verdict.SETUP_FAILED),
        (Inconclusive("across"), Verdict.INCONCLUSIVE),
        (SuiteError("no port"), None),
        (KeyError("x"), None),
    ],
)
def test_what_ends_a_scenario_is_its_verdict_or_none(error: BaseException | None, verdict: Verdict | None) -> None:
    assert verdict_of(error) is verdict


def test_each_lie_about_the_time_is_told_to_a_good_and_to_a_late_vehicle() -> None:
    clocks = {name for name in FAULTY_RIGS if name.startswith("clock-")}
    late = {name for name in clocks if FAULTY_RIGS[name].fault}
    assert {f"{name}-late-lock" for name in clocks - late} == late


def test_all_of_them_are_listed_with_their_verdicts() -> None:
    lines = rigs_as_table(FAULTY_RIGS.values()).splitlines()
    assert lines[-1] == f"{len(FAULTY_RIGS)} faulty rigs"
    (line,) = (line for line in lines if line.split()[:1] == ["clock-stands-still"])
    assert "rig fault" in line


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_of(tmp_path_factory, "remote_control", "privacy", "emergency_call", "status")


@pytest.mark.thorough
def test_each_faulty_rig_ends_as_it_must(project: Project) -> None:
    done = project.run("features", "--prove-rig", "-q", "-n", "0")
    assert done.code == 0, done.output
    assert f"{len(FAULTY_RIGS)} passed" in done.output
    assert project.manifest("prove-rig/allure").campaign


@pytest.mark.thorough
def test_a_verdict_that_is_none_it_must_come_to_is_told(project: Project) -> None:
    path = project.root / "proof" / "faulty_rigs" / "catalogue.py"
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(
            text.replace('"meter-the-one-before",', '"meter-unsure",').replace("ends=PASS", "ends=UNSURE")
        )
        done = project.run("features", "--prove-rig", "-q", "-n", "0", "-k", "meter-unsure")
    finally:
        path.write_text(text, encoding="utf-8")
    assert done.code == pytest.ExitCode.TESTS_FAILED, done.output
    assert "meter-unsure: pass, not inconclusive" in done.output


def test_faulty_rigs_go_with_no_other_campaign(project: Project) -> None:
    done = project.run("features", "--prove-rig", "--prove", "-q")
    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert "--prove-rig: --prove = True: one of the two" in done.output
