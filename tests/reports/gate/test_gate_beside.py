"""What stands beside the runs that a gate is given, failed or run again, is asked for; waivers have terms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from reports.folder.failed_runs import NAME as FAILED_RUNS
from reports.folder.failed_runs import note_failed
from reports.folder.manifest import BEGUN, read_manifest
from tests.reports.gate.test_gate_files import failing, waiver
from tests.reports.gate.test_gate_folders import PART
from tests.support.results_folders import (
    AUDIT,
    FINISHED,
    LOCK,
    NOW,
    REQUIREMENTS,
    START_MS,
    STARTED,
    folder,
    judged,
    kinds,
    others,
    policy,
    result,
    seal,
    suite,
)

EARLIER: dict[str, Any] = {"started": STARTED - dt.timedelta(hours=1)}
STEP: dict[str, Any] = {"name": "a", "status": "passed"}
FAULT: dict[str, Any] = {"status": "broken", "verdict": "rig fault"}


def failed(parent: Path, **changes: Any) -> Path:
    return folder(parent, failing(), **{**EARLIER, "exit_status": 1, **changes})


# Failed runs beside


def test_a_failed_run_beside_a_good_one_blocks_until_it_is_left_out_for_a_reason(tmp_path: Path) -> None:
    good, bad = folder(tmp_path), failed(tmp_path)
    judgement = judged(tmp_path, good)
    assert [(str(reason.kind), reason.text) for reason in judgement.reasons] == [
        ("failed runs beside", f"{bad}: {LOCK}: fail")
    ]
    judgement = judged(tmp_path, good, left_out={str(bad): "the door was held"})
    assert judgement.reasons == []
    assert judgement.left_out == [f"{bad}, because the door was held: {LOCK}: fail"]


def test_a_failed_run_that_is_named_is_judged(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path, folder(tmp_path), failed(tmp_path))) == ["product failure"]


@pytest.mark.parametrize(
    "changes", [{"commit": "fedcba"}, {"rig": "twin"}, {"fault": "lock-never"}, {"campaign": True}], ids=str
)
def test_a_failed_run_of_something_else_is_no_neighbour(tmp_path: Path, changes: dict[str, Any]) -> None:
    failed(tmp_path, **changes)
    assert judged(tmp_path, folder(tmp_path)).reasons == []


def test_a_run_that_was_stopped_without_a_failure_is_no_failed_one(tmp_path: Path) -> None:
    folder(tmp_path, [result(LOCK)], ended=False, exit_status=2)
    assert judged(tmp_path, folder(tmp_path)).reasons == []


def test_a_failed_run_one_level_deeper_and_in_the_output_is_found(tmp_path: Path) -> None:
    good = folder(tmp_path / "good")
    bad = failed(tmp_path / "good" / "old")
    assert kinds(judged(tmp_path, good)) == ["failed runs beside"]
    bad.rename(tmp_path / "bad")
    assert judged(tmp_path, good).reasons == []
    output = tmp_path / "project" / "reports" / "output"
    output.mkdir(parents=True)
    (tmp_path / "bad").rename(output / "allure")
    assert kinds(judged(tmp_path, good, against=suite(tmp_path, root=tmp_path / "project"))) == [
        "failed runs beside"
    ]


def test_what_is_left_out_in_vain_is_told(tmp_path: Path) -> None:
    assert judged(tmp_path, folder(tmp_path), left_out={"x": "y"}).notes == [
        "left out in vain, it is no failed run beside these: x"
    ]


def test_a_failed_run_whose_folder_another_has_taken_is_remembered(tmp_path: Path) -> None:
    bad = failed(tmp_path / "gone")
    note_failed(tmp_path, bad, read_manifest(bad), {LOCK: "fail"})
    good, against = folder(tmp_path / "good"), suite(tmp_path, root=tmp_path)
    judgement = judged(tmp_path, good, against=against)
    assert [reason.text for reason in judgement.reasons] == [f"2026-06-01T09:00:00Z: {LOCK}: fail"]
    judgement = judged(tmp_path, good, against=against, left_out={"2026-06-01T09:00:00Z": "held"})
    assert judgement.reasons == []
    with (tmp_path / FAILED_RUNS).open("a") as file:
        file.write("{}\nno line\n")
    assert kinds(judged(tmp_path, good, against=against)) == ["failed runs beside"]


def test_of_a_run_that_is_noted_twice_all_lines_count(tmp_path: Path) -> None:
    bad = failed(tmp_path / "gone")
    for told in ({LOCK: "rig fault"}, {LOCK: "rig fault", AUDIT: "fail"}):
        note_failed(tmp_path, bad, read_manifest(bad), told)
    judgement = judged(tmp_path, folder(tmp_path / "good"), against=suite(tmp_path, root=tmp_path))
    assert [reason.text for reason in judgement.reasons] == [
        f"2026-06-01T09:00:00Z: {AUDIT}: fail, {LOCK}: rig fault"
    ]


def test_what_had_failed_before_a_run_was_killed_is_not_hidden_by_its_going_on(tmp_path: Path) -> None:
    """A line that was taken out of what a killed run had left lets a scenario run once more."""
    run = folder(tmp_path / "good")
    note_failed(tmp_path, run, read_manifest(run), {LOCK: "fail"})
    judgement = judged(tmp_path, run, against=suite(tmp_path, root=tmp_path))

    assert [reason.text for reason in judgement.reasons] == [f"2026-06-01T10:00:00Z: {LOCK}: fail"]


def test_a_failed_run_that_began_in_the_same_second_is_another(tmp_path: Path) -> None:
    bad = failed(tmp_path / "gone", started=STARTED + dt.timedelta(milliseconds=1))
    note_failed(tmp_path, bad, read_manifest(bad), {LOCK: "fail"})
    judgement = judged(tmp_path, folder(tmp_path / "good"), against=suite(tmp_path, root=tmp_path))
    assert [reason.text for reason in judgement.reasons] == [f"2026-06-01T10:00:00.001000Z: {LOCK}: fail"]


def test_more_folders_than_are_looked_at_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.gate.beside.MOST_FOLDERS", 1)
    good, other = folder(tmp_path), folder(tmp_path)
    assert [reason.text for reason in judged(tmp_path, good).reasons] == [
        f"1 more results folders: {other}: not looked at"
    ]


@pytest.mark.parametrize("changes", [{"fault": "lock-never"}, {"campaign": True}], ids=str)
def test_what_fails_on_a_faulty_vehicle_is_not_remembered(tmp_path: Path, changes: dict[str, Any]) -> None:
    bad = failed(tmp_path, **changes)
    note_failed(tmp_path, bad, read_manifest(bad), {LOCK: "fail"})
    assert not (tmp_path / FAILED_RUNS).exists()


# A run again


def again(parent: Path, **changes: Any) -> Path:
    later = {"start": START_MS + 600_000, "stop": START_MS + 601_000}
    return folder(parent, [result(LOCK, **later, **changes)], **PART)


def test_a_rig_fault_that_passed_when_it_ran_again_is_released_and_told(tmp_path: Path) -> None:
    whole = folder(tmp_path, [*others(LOCK), result(LOCK, **FAULT)], exit_status=1)
    assert "rig fault" in kinds(judged(tmp_path, whole))
    judgement = judged(tmp_path, whole, again(tmp_path))
    assert judgement.reasons == []
    assert judgement.notes == [f"rig fault, passed when it ran again: {LOCK} (REMOTE-15, virtual)"]


@pytest.mark.parametrize(
    ("status", "verdict", "kind"),
    [
        ("failed", "fail", "product failure"),
        ("broken", "inconclusive", "inconclusive"),
        ("broken", "setup failed", "setup failed"),
    ],
)
def test_nothing_else_is_taken_back_by_a_run_again(tmp_path: Path, status: str, verdict: str, kind: str) -> None:
    whole = folder(tmp_path, [*others(LOCK), result(LOCK, status=status, verdict=verdict)], exit_status=1)
    assert kinds(judged(tmp_path, whole, again(tmp_path))) == [kind]


def test_a_rig_fault_is_not_taken_back_by_an_earlier_pass_or_one_on_another_kind_of_rig(tmp_path: Path) -> None:
    late: dict[str, Any] = {"start": START_MS + 700_000, "stop": START_MS + 701_000}
    whole = folder(tmp_path, [*others(LOCK), result(LOCK, **FAULT, **late)], exit_status=1)
    assert kinds(judged(tmp_path, whole, again(tmp_path))) == ["rig fault"]
    early = folder(tmp_path, [*others(LOCK), result(LOCK, **FAULT)], exit_status=1)
    twin = folder(tmp_path, [result(LOCK, **late)], rig_kind="twin", rig="twin", **PART)
    assert kinds(judged(tmp_path, early, twin)) == ["rig fault"]


def test_a_rig_fault_of_the_audit_is_taken_back_too(tmp_path: Path) -> None:
    late: dict[str, Any] = {"start": START_MS + 700_000, "stop": START_MS + 701_000}
    whole = folder(tmp_path, [*others(), result(f"{AUDIT} too", **FAULT)], exit_status=1)
    assert kinds(judged(tmp_path, whole)) == ["profile audit"]
    assert judged(tmp_path, whole, folder(tmp_path, [result(f"{AUDIT} too", **late)], **PART)).reasons == []


def test_a_run_beside_with_rig_faults_alone_that_pass_here_is_told(tmp_path: Path) -> None:
    beside = folder(tmp_path, [*others(LOCK), result(LOCK, **FAULT)], exit_status=1, **EARLIER)
    judgement = judged(tmp_path, folder(tmp_path))
    assert judgement.reasons == []
    assert judgement.notes == [f"rig fault in {beside}, passed here: {LOCK}"]


# Steps


@pytest.mark.parametrize("steps", [[], [{"name": "a", "status": "skipped"}], [{"name": "a"}]], ids=str)
def test_a_pass_of_which_no_step_ran_is_none(tmp_path: Path, steps: list[dict[str, str]]) -> None:
    judgement = judged(tmp_path, folder(tmp_path, [*others(LOCK), result(LOCK, steps=steps)]))
    assert [(str(reason.kind), "no step that ran to its end" in reason.text) for reason in judgement.reasons] == [
        ("unknown verdict", True)
    ]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        (
            {"steps": [{"name": "a", "status": "passed", "steps": [{"name": "b", "status": "failed"}]}]},
            "unknown verdict",
        ),
        ({"labels": [("verdict", "fail")]}, "unknown verdict"),
        ({"labels": [("rig", "virtual"), ("rig", "twin")]}, "tampered results"),
        ({"stop": START_MS - 61_000}, "tampered results"),  # a clock that is set moves it by a minute at most
    ],
    ids=str,
)
def test_a_result_that_contradicts_itself_is_no_pass(tmp_path: Path, changes: dict[str, Any], kind: str) -> None:
    run = folder(tmp_path, [*others(LOCK), result(LOCK, **changes)])
    assert kind in kinds(judged(tmp_path, run))


def test_an_exit_status_of_a_run_that_ended_is_0_or_1(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path, folder(tmp_path, exit_status=5))) == ["not run"]


# What else lies in the folder


def test_a_run_that_has_begun_and_left_nothing_makes_the_results_those_of_an_earlier_one(tmp_path: Path) -> None:
    run = folder(tmp_path)
    (run / BEGUN).write_text("")
    judgement = judged(tmp_path, run)
    assert [(str(reason.kind), "of an earlier one" in reason.text) for reason in judgement.reasons] == [
        ("not run", True)
    ]


@pytest.mark.parametrize(("name", "fits"), [("a.blf", True), ("a.asc", True), ("b.blf", False), ("a.txt", False)])
def test_a_log_that_was_converted_may_lie_beside_its_log(tmp_path: Path, name: str, fits: bool) -> None:
    run = folder(tmp_path)
    (run / "a.log.gz").write_text("")
    seal(run, list(REQUIREMENTS))
    (run / name).write_text("")
    assert (judged(tmp_path, run).reasons == []) is fits


def test_a_clock_may_be_ahead_by_what_the_policy_says(tmp_path: Path) -> None:
    run, ahead = folder(tmp_path), dt.timedelta(seconds=20)
    assert judged(tmp_path, run, now=FINISHED - ahead).reasons == []
    assert kinds(judged(tmp_path, run, now=FINISHED - ahead, by=policy(clock_tolerance_s=10))) == ["old results"]


# Terms of waivers


def test_a_waiver_that_ends_later_than_the_policy_says_takes_nothing_away(tmp_path: Path) -> None:
    run, last = folder(tmp_path, failing()), NOW.date() + dt.timedelta(days=90)
    assert judged(tmp_path, run, waivers=[waiver(expires=last)]).reasons == []
    late = waiver(expires=last + dt.timedelta(days=1))
    assert kinds(judged(tmp_path, run, waivers=[late])) == ["waivers beyond the policy", "product failure"]
    assert judged(tmp_path, run, waivers=[late], by=policy(waiver_max_days=91)).reasons == []


def test_more_waivers_than_the_policy_allows_block(tmp_path: Path) -> None:
    two, run = [waiver("REMOTE-15"), waiver("REMOTE-28")], folder(tmp_path)
    assert judged(tmp_path, run, waivers=two, by=policy(waivers_max=2)).reasons == []
    judgement = judged(tmp_path, run, waivers=two, by=policy(waivers_max=1))
    assert [reason.text for reason in judgement.reasons] == ["2 waivers, where the policy allows 1"]
