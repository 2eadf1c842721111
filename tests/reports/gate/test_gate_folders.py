"""The gate believes a results folder that is whole, untouched and of the right origin, and blocks any other."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.reports.gate.test_gate import BENCH, VEHICLE, counting
from tests.support.results_folders import (
    AUDIT,
    FINISHED,
    LOCK,
    NOW,
    ROUTING,
    SOFTWARE,
    START_MS,
    STARTED,
    UNLOCK,
    folder,
    judged,
    kinds,
    others,
    policy,
    result,
    seal,
)


def result_of(run: Path, node_id: str = LOCK) -> Path:
    """The file of a scenario."""
    title = node_id.partition("::")[2]
    return next(path for path in run.glob("*-result.json") if f'"{title}"' in path.read_text())


# Unusable


def test_no_folder_at_all_blocks(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path)) == ["unusable results"]
    assert kinds(judged(tmp_path, tmp_path / "absent")) == ["unusable results"]


def test_an_empty_folder_blocks(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert kinds(judged(tmp_path, tmp_path / "empty")) == ["unusable results"]


def test_a_manifest_without_results_blocks(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path, folder(tmp_path, [])))[0] == "unusable results"


def test_an_unusable_folder_beside_a_good_one_blocks(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert kinds(judged(tmp_path, folder(tmp_path), tmp_path / "empty")) == ["unusable results"]


# Tampered


def change(run: Path) -> None:
    path = result_of(run)
    path.write_text(path.read_text().replace('"status": ', '"status":  '))


def truncate(run: Path) -> None:
    path = result_of(run)
    path.write_bytes(path.read_bytes()[:40])


def remove(run: Path) -> None:
    (run / "environment.properties").unlink()


def add(run: Path) -> None:
    (run / "note.txt").write_text("all is well")


def add_result(run: Path) -> None:
    (run / "new-result.json").write_bytes(result_of(run).read_bytes())


def add_pipe(run: Path) -> None:
    os.mkfifo(run / "note")


def add_link(run: Path) -> None:
    (run / "inner").symlink_to(run)


def replace_by_folder(run: Path) -> None:
    result_of(run).unlink()
    (run / "x-result.json").mkdir()


@pytest.mark.parametrize(
    ("harm", "kind", "text"),
    [
        (change, "tampered results", "was changed after the run"),
        (remove, "tampered results", "is missing after the run"),
        (add, "tampered results", "was added after the run"),
        (add_result, "tampered results", "new-result.json was added after the run"),
        (add_pipe, "tampered results", "was added after the run"),
        (add_link, "tampered results", "was added after the run"),
        (truncate, "unusable results", "must be JSON"),
        (replace_by_folder, "unusable results", "must be a file that can be read"),
    ],
)
def test_a_folder_that_was_touched_blocks(
    tmp_path: Path, harm: Callable[[Path], None], kind: str, text: str
) -> None:
    run = folder(tmp_path)
    assert judged(tmp_path, run).reasons == []
    harm(run)
    judgement = judged(tmp_path, run)
    assert kinds(judgement)[0] == kind
    assert text in judgement.reasons[0].text


def test_a_result_that_was_taken_away_blocks_twice(tmp_path: Path) -> None:
    run = folder(tmp_path)
    result_of(run, ROUTING).unlink()
    assert kinds(judged(tmp_path, run)) == ["tampered results", "not run"]


def test_a_result_of_what_was_not_to_run_blocks(tmp_path: Path) -> None:
    run = folder(tmp_path)
    seal(run, [LOCK, UNLOCK, ROUTING])
    assert [(reason.kind, reason.text) for reason in judged(tmp_path, run).reasons] == [
        ("tampered results", f"{AUDIT} has a result and was not to run")
    ]


HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"start": START_MS - HOUR_MS, "stop": START_MS - HOUR_MS}, "outside of its run"),
        ({"stop": START_MS + 2 * HOUR_MS}, "outside of its run, or the clock was set by more than a minute"),
        ({"start": START_MS + 62_000, "stop": START_MS + 1_000}, "ended before it began"),
        ({"labels": [("rig", "bay-4")]}, "ran on rig bay-4, its run on virtual"),
        ({"labels": [("vehicle", "hybrid")]}, "ran on vehicle hybrid, its run on electric"),
        ({"labels": [("fault", "lock-never")]}, "ran on the faulty vehicle lock-never, its run did not"),
        ({"labels": [("campaign", "baseline")]}, "ran on the faulty vehicle of a campaign, its run did not"),
    ],
)
def test_a_result_of_another_run_in_the_folder_blocks(tmp_path: Path, changes: dict[str, Any], text: str) -> None:
    results = [*others(LOCK), result(LOCK, **changes)]
    judgement = judged(tmp_path, folder(tmp_path, results, vehicle="electric"))
    assert [(reason.kind, text in reason.text) for reason in judgement.reasons] == [("tampered results", True)]


def test_a_clock_that_is_set_during_a_run_makes_no_stranger(tmp_path: Path) -> None:
    begun = round(STARTED.timestamp() * 1000)
    for start_ms, stop_ms in ((begun - 50_000, begun - 50_000), (begun + 40_000, begun)):
        results = [*others(LOCK), result(LOCK, start=start_ms, stop=stop_ms)]
        assert judged(tmp_path, folder(tmp_path, results)).reasons == []


# Purpose, completeness, age and origin


@pytest.mark.parametrize(
    ("changes", "kind", "text"),
    [
        ({"fault": "lock-never"}, "unusable results", "of the faulty vehicle lock-never"),
        ({"campaign": True}, "unusable results", "of a campaign"),
        ({"self_test": "http://127.0.0.1:8080"}, "unusable results", "a self-test: at http://127.0.0.1:8080 was"),
        ({"ended": False, "exit_status": 2}, "not run", "pytest was stopped (exit status 2)"),
        (
            {"whole": False, "deselected": 3},
            "not run",
            "a part of features/ alone (3 deselected), without a whole",
        ),
        ({"whole": False}, "not run", "a part of features/ alone, without a whole run beside it"),
        ({"uncollected": ("features/x.feature",)}, "not run", "features/x.feature could not be collected"),
        ({"exit_status": 1}, "unusable results", "pytest ended with a failure that no result tells"),
        ({"finished": NOW + dt.timedelta(minutes=2)}, "old results", "cannot be"),
        ({"suite_version": "0.0.9"}, "versions", "of suite 0.0.9, this is 0.1.0"),
        ({"commit": "0123456789abcdef-dirty"}, "versions", "changes that are not committed"),
        ({"commit": "unknown"}, "versions", "whose commit is not known"),
        ({"dut_software": "simulators-fedcba9876543210"}, "versions", f"this suite has {SOFTWARE}"),
        ({**BENCH, "dut_software": "unknown"}, "versions", "no profile tells the software of vehicle electric"),
        ({**BENCH, "dut_software": "simulated"}, "versions", "no profile tells the software of vehicle electric"),
        ({"rig_kind": "twin", "dut_software": "4.2.1"}, "versions", f"of 4.2.1, this suite has {SOFTWARE}"),
    ],
)
def test_a_manifest_that_does_not_fit_blocks(
    tmp_path: Path, changes: dict[str, Any], kind: str, text: str
) -> None:
    judgement = judged(tmp_path, folder(tmp_path, **changes))
    assert [(str(reason.kind), text in reason.text) for reason in judgement.reasons] == [(kind, True)]


def test_a_policy_may_take_a_suite_that_is_not_committed(tmp_path: Path) -> None:
    by = policy(clean=False)
    for commit in ("0123456789abcdef-dirty", "unknown"):
        assert judged(tmp_path, folder(tmp_path, commit=commit), by=by).reasons == []


def test_what_was_to_run_and_has_no_result_blocks(tmp_path: Path) -> None:
    run = folder(tmp_path)
    seal(run, [LOCK, UNLOCK, ROUTING, AUDIT, f"{ROUTING} twice"])
    assert [(reason.kind, reason.text) for reason in judged(tmp_path, run).reasons] == [
        ("not run", f"{ROUTING} twice")
    ]


def test_a_failure_that_a_result_tells_is_no_riddle(tmp_path: Path) -> None:
    results = [*others(ROUTING), result(ROUTING, status="broken", verdict="inconclusive")]
    assert judged(tmp_path, folder(tmp_path, results, exit_status=1)).reasons == []


def test_results_are_old_the_moment_the_policy_says(tmp_path: Path) -> None:
    run, days = folder(tmp_path), dt.timedelta(days=1)
    assert judged(tmp_path, run, now=FINISHED + days).reasons == []
    assert kinds(judged(tmp_path, run, now=FINISHED + days + dt.timedelta(seconds=1))) == ["old results"]


def test_a_run_that_ends_before_it_begins_blocks(tmp_path: Path) -> None:
    assert "old results" in kinds(judged(tmp_path, folder(tmp_path, started=NOW)))


# Several folders


def test_runs_of_several_rigs_release_together(tmp_path: Path) -> None:
    runs = (folder(tmp_path), folder(tmp_path, rig_kind="twin", rig="twin"), folder(tmp_path, **BENCH))
    assert judged(tmp_path, *runs).reasons == []
    assert judged(tmp_path, *runs, by=VEHICLE).reasons == []


@pytest.mark.parametrize("key", ["commit", "dut_software"])
def test_benches_with_different_software_do_not_release_together(tmp_path: Path, key: str) -> None:
    both = folder(tmp_path, **BENCH), folder(tmp_path, **{**BENCH, key: "another"})
    assert judged(tmp_path, *both[:1]).reasons == []
    judgement = judged(tmp_path, *both)
    assert kinds(judgement) == ["versions"]
    assert "another" in judgement.reasons[0].text


PART: dict[str, Any] = {"whole": False, "deselected": 2}


def test_a_part_may_stand_beside_the_whole_and_never_alone(tmp_path: Path) -> None:
    on_twin = folder(tmp_path, [result(LOCK)], rig_kind="twin", rig="twin", **PART)
    assert judged(tmp_path, folder(tmp_path), on_twin).reasons == []
    assert kinds(judged(tmp_path, on_twin)) == [
        "not run",
        "profile audit",
        "requirements without a result that counts",
    ]


def test_two_parts_are_no_whole(tmp_path: Path) -> None:
    parts = (folder(tmp_path, [result(LOCK), result(AUDIT)], **PART), folder(tmp_path, others(LOCK), **PART))
    assert kinds(judged(tmp_path, *parts)) == ["not run"]


def test_a_run_that_was_stopped_is_no_whole_for_a_part(tmp_path: Path) -> None:
    stopped = folder(tmp_path, ended=False, exit_status=2)
    reasons = judged(tmp_path, stopped, folder(tmp_path, [result(LOCK)], **PART)).reasons
    assert [reason.kind for reason in reasons] == ["not run", "not run"]


def test_what_fails_in_a_part_blocks(tmp_path: Path) -> None:
    part = folder(tmp_path, [result(LOCK, status="failed", verdict="fail")], exit_status=1, **PART)
    assert kinds(judged(tmp_path, folder(tmp_path), part)) == ["product failure"]


def test_a_vehicle_needs_the_whole_on_a_bench(tmp_path: Path) -> None:
    part, whole = folder(tmp_path, **{**BENCH, **PART}), folder(tmp_path, **BENCH)
    judgement = judged(tmp_path, folder(tmp_path), part, by=VEHICLE)
    assert [reason.text.partition(": ")[2] for reason in judgement.reasons] == [
        "a part of features/ alone (2 deselected), without a whole run on a bench beside it"
    ]
    assert judged(tmp_path, folder(tmp_path), part, whole, by=VEHICLE).reasons == []


def test_the_vehicle_of_a_part_is_audited_in_the_whole_of_that_vehicle(tmp_path: Path) -> None:
    part = folder(tmp_path, [result(LOCK)], vehicle="hybrid", **PART)
    assert kinds(judged(tmp_path, folder(tmp_path), part)) == ["profile audit"]
    assert judged(tmp_path, folder(tmp_path, vehicle="hybrid"), part).reasons == []


@pytest.mark.parametrize("kind", ["virtual", "twin"])
def test_what_was_simulated_alone_releases_no_vehicle(tmp_path: Path, kind: str) -> None:
    by = counting("virtual", "twin", "bench", releases="vehicle")  # laxer than a file may be
    simulated = folder(tmp_path, rig_kind=kind, vehicle="electric")
    judgement = judged(tmp_path, simulated, by=by)
    assert [(reason.kind, "no run on a bench" in reason.text) for reason in judgement.reasons] == [
        ("not run", True)
    ]
    assert judged(tmp_path, simulated, folder(tmp_path, **BENCH), by=by).reasons == []
