"""The gate releases what is good, and each thing that is not blocks by its own reason."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports import gate
from reports.gate import screen
from reports.policy import Waiver, load_policy, load_waivers
from rigs.errors import ConfigurationError
from rigs.model import ROOT
from tests.results_folders import (
    AUDIT,
    LOCK,
    NOW,
    ROUTING,
    UNLOCK,
    folder,
    judged,
    kinds,
    policy,
    result,
    seal,
    suite,
)

TOMORROW = NOW.date() + dt.timedelta(days=1)
YESTERDAY = NOW.date() - dt.timedelta(days=1)


def waiver(requirement: str = "REMOTE-15", expires: dt.date = TOMORROW) -> Waiver:
    return Waiver(requirement=requirement, owner="M. Curie", reason="known", expires=expires)


def others(*names: str) -> list[dict[str, Any]]:
    """The good results of all scenarios but some."""
    return [result(name) for name in (LOCK, UNLOCK, ROUTING, AUDIT) if name not in names]


def test_good_results_release(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path))
    assert judgement.reasons == []
    assert judgement.notes == ["1 of 4 requirements are open: no scenario carries them yet"]


# What is in the results


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"status": "failed", "verdict": "fail"}, "product failure"),
        ({"status": "failed", "verdict": "pass"}, "product failure"),
        ({"status": "passed", "verdict": "fail"}, "product failure"),
        ({"status": "broken", "verdict": "inconclusive"}, "inconclusive"),
        ({"status": "broken", "verdict": "setup failed"}, "setup failed"),
        ({"status": "broken", "verdict": "rig fault"}, "rig fault"),
        ({"status": "broken", "verdict": "pass"}, "unknown verdict"),
        ({"status": "passed", "verdict": "splendid"}, "unknown verdict"),
        ({"status": "passed", "verdict": ""}, "unknown verdict"),
        ({"status": "skipped", "verdict": "pass"}, "unknown verdict"),
    ],
)
def test_one_result_that_is_no_pass_blocks(tmp_path: Path, changes: dict[str, str], kind: str) -> None:
    results = [*others(LOCK), result(LOCK, **changes)]
    judgement = judged(tmp_path, folder(tmp_path, results))
    assert [(reason.kind, reason.text.partition(" (")[0]) for reason in judgement.reasons] == [(kind, LOCK)]


def test_a_failure_blocks_whatever_the_strength(tmp_path: Path) -> None:
    results = [*others(ROUTING), result(ROUTING, status="failed", verdict="fail")]
    assert kinds(judged(tmp_path, folder(tmp_path, results))) == ["product failure"]


def test_what_is_inconclusive_and_not_required_is_noted(tmp_path: Path) -> None:
    results = [*others(ROUTING), result(ROUTING, status="broken", verdict="inconclusive")]
    judgement = judged(tmp_path, folder(tmp_path, results))
    assert judgement.reasons == []
    assert "1 results are no pass" in judgement.notes


def test_a_requirement_without_a_pass_blocks(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, others(UNLOCK)))
    assert kinds(judgement) == ["requirements without a pass that counts"]
    assert judgement.reasons[0].text == "REMOTE-28: passed nowhere, counts on virtual, twin, bench"


def test_a_pass_on_a_rig_that_does_not_count_is_none(tmp_path: Path) -> None:
    counting = policy(rigs={"can_hil": ["bench"], "simulator": ["virtual"]})
    judgement = judged(tmp_path, folder(tmp_path), by=counting)
    assert [reason.text for reason in judgement.reasons] == [
        "REMOTE-15: passed virtual, counts on bench",
        "REMOTE-28: passed virtual, counts on bench",
    ]
    bench = folder(tmp_path, rig_kind="bench", rig="bay-3")
    assert judged(tmp_path, folder(tmp_path), bench, by=counting).reasons == []


def test_an_open_requirement_blocks_where_the_policy_says_so(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path), by=policy(open_block=True))
    assert [(reason.kind, reason.text) for reason in judgement.reasons] == [
        ("open requirements", "REMOTE-99: no scenario carries it yet")
    ]


def skipped(name: str, message: str) -> dict[str, Any]:
    return result(name, status="skipped", verdict="not applicable", statusDetails={"message": message})


def test_what_a_profile_lacks_is_not_applicable(tmp_path: Path) -> None:
    message = "Skipped: not applicable: vehicle electric lacks combustion, not_connected"
    results = [*others(UNLOCK), skipped(UNLOCK, message)]
    assert judged(tmp_path, folder(tmp_path, results)).reasons == []


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("Skipped: it was late", "no profile is named"),
        ("not applicable: vehicle steam lacks combustion", "there is no profile steam"),
        ("not applicable: vehicle electric lacks combustion, sos_buttons", "electric has sos_buttons"),
    ],
)
def test_what_no_profile_explains_blocks(tmp_path: Path, message: str, problem: str) -> None:
    judgement = judged(tmp_path, folder(tmp_path, [*others(UNLOCK), skipped(UNLOCK, message)]))
    assert kinds(judgement) == ["not applicable without a reason"]
    assert problem in judgement.reasons[0].text


def test_a_requirement_that_the_catalogue_lacks_blocks(tmp_path: Path) -> None:
    results = [*others(ROUTING), result(ROUTING, requirements=("STEAM-01",))]
    assert kinds(judged(tmp_path, folder(tmp_path, results))) == ["versions"]


# The audit of the profile


def test_without_an_audit_that_passed_nothing_is_released(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path, folder(tmp_path, others(AUDIT)))) == ["profile audit"]


def test_an_audit_that_is_no_pass_blocks_though_it_carries_no_requirement(tmp_path: Path) -> None:
    broken = result(AUDIT, status="broken", verdict="setup failed")
    other = result(f"{AUDIT} too")
    assert kinds(judged(tmp_path, folder(tmp_path, [*others(AUDIT), broken, other]))) == ["profile audit"]


def test_the_vehicle_of_a_run_must_be_audited(tmp_path: Path) -> None:
    assert judged(tmp_path, folder(tmp_path, vehicle="electric")).reasons == []
    judgement = judged(tmp_path, folder(tmp_path, vehicle="hybrid"))
    assert [reason.kind for reason in judgement.reasons] == ["profile audit"]
    assert judgement.reasons[0].text.endswith("vehicle hybrid was not audited")


# The folder and its manifest


def test_no_folder_at_all_blocks(tmp_path: Path) -> None:
    judgement = judged(tmp_path, tmp_path / "absent")
    assert kinds(judgement) == ["unusable results"]


def test_an_empty_folder_blocks(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert kinds(judged(tmp_path, tmp_path / "empty")) == ["unusable results"]


def test_a_manifest_without_results_blocks(tmp_path: Path) -> None:
    assert "unusable results" in kinds(judged(tmp_path, folder(tmp_path, [])))


def first_result(run: Path) -> Path:
    return next(path for path in sorted(run.glob("*-result.json")) if "locks" in path.read_text())


def change(run: Path) -> None:
    path = first_result(run)
    path.write_text(path.read_text().replace('"status": ', '"status":  '))


def truncate(run: Path) -> None:
    path = first_result(run)
    path.write_bytes(path.read_bytes()[:40])


def remove(run: Path) -> None:
    (run / "environment.properties").unlink()


def add(run: Path) -> None:
    (run / "note.txt").write_text("all is well")


@pytest.mark.parametrize(
    ("harm", "kind", "text"),
    [
        (change, "tampered results", "was changed after the run"),
        (remove, "tampered results", "is missing after the run"),
        (add, "tampered results", "was added after the run"),
        (truncate, "unusable results", "must be JSON"),
    ],
)
def test_a_folder_that_was_touched_blocks(
    tmp_path: Path, harm: Callable[[Path], None], kind: str, text: str
) -> None:
    run = folder(tmp_path)
    harm(run)
    judgement = judged(tmp_path, run)
    assert kinds(judgement)[0] == kind
    assert text in judgement.reasons[0].text


def test_a_result_of_what_was_not_to_run_blocks(tmp_path: Path) -> None:
    run = folder(tmp_path)
    seal(run, [LOCK, UNLOCK, ROUTING])
    assert [(reason.kind, reason.text) for reason in judged(tmp_path, run).reasons] == [
        ("tampered results", f"{AUDIT} has a result and was not to run")
    ]


def test_what_was_to_run_and_has_no_result_blocks(tmp_path: Path) -> None:
    run = folder(tmp_path)
    seal(run, [LOCK, UNLOCK, ROUTING, AUDIT, f"{LOCK} twice"])
    assert [(reason.kind, reason.text) for reason in judged(tmp_path, run).reasons] == [
        ("not run", f"{LOCK} twice")
    ]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"fault": "lock-never"}, "unusable results"),
        ({"campaign": True}, "unusable results"),
        ({"ended": False, "exit_status": 2}, "not run"),
        ({"whole": False, "deselected": 3}, "not run"),
        (
            {"finished": NOW - dt.timedelta(days=1, minutes=1), "started": NOW - dt.timedelta(days=2)},
            "old results",
        ),
        ({"finished": NOW + dt.timedelta(minutes=1)}, "old results"),
        ({"started": NOW}, "old results"),
        ({"suite_version": "0.0.9"}, "versions"),
        ({"commit": "0123456789abcdef-dirty"}, "versions"),
        ({"dut_software": "simulators-fedcba9876543210"}, "versions"),
    ],
)
def test_a_manifest_that_does_not_fit_blocks(tmp_path: Path, changes: dict[str, Any], kind: str) -> None:
    assert kinds(judged(tmp_path, folder(tmp_path, **changes))) == [kind]


@pytest.mark.parametrize("key", ["commit", "dut_software"])
def test_results_of_different_software_do_not_release_together(tmp_path: Path, key: str) -> None:
    bench: dict[str, Any] = {"rig_kind": "bench", "rig": "bay-3"}
    both = folder(tmp_path, **bench), folder(tmp_path, **{**bench, key: "another"})
    assert kinds(judged(tmp_path, *both)) == ["versions"]


# Several folders


def test_a_later_pass_does_not_take_back_a_failure(tmp_path: Path) -> None:
    failed = folder(tmp_path, [*others(LOCK), result(LOCK, status="failed", verdict="fail")])
    assert kinds(judged(tmp_path, failed, folder(tmp_path))) == ["product failure"]


def test_a_part_beside_a_whole_run_releases(tmp_path: Path) -> None:
    part = folder(tmp_path, [result(LOCK)], whole=False, deselected=3)
    assert judged(tmp_path, folder(tmp_path), part).reasons == []


def test_a_failure_on_a_rig_that_does_not_count_blocks_all_the_same(tmp_path: Path) -> None:
    counting = policy(rigs={"can_hil": ["bench"], "simulator": ["bench"]})
    bench = folder(tmp_path, rig_kind="bench", rig="bay-3")
    virtual = folder(tmp_path, [*others(LOCK), result(LOCK, status="failed", verdict="fail")])
    assert kinds(judged(tmp_path, bench, virtual, by=counting)) == ["product failure"]


# Waivers


def failing() -> list[dict[str, Any]]:
    return [*others(LOCK), result(LOCK, status="failed", verdict="fail")]


def test_a_waiver_takes_the_reason_of_its_requirement_away(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, failing()), waivers=[waiver()])
    assert judgement.reasons == []
    assert [(reason.kind, signed.owner) for reason, signed in judgement.waived] == [
        ("product failure", "M. Curie")
    ]


def test_a_waiver_is_good_on_its_last_day(tmp_path: Path) -> None:
    assert judged(tmp_path, folder(tmp_path, failing()), waivers=[waiver(expires=NOW.date())]).reasons == []


def test_an_expired_waiver_takes_nothing_away_and_blocks_itself(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, failing()), waivers=[waiver(expires=YESTERDAY)])
    assert kinds(judgement) == ["expired waivers", "product failure"]
    assert kinds(judged(tmp_path, folder(tmp_path), waivers=[waiver(expires=YESTERDAY)])) == ["expired waivers"]


def test_a_waiver_of_another_requirement_takes_nothing_away(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, failing()), waivers=[waiver("REMOTE-28")])
    assert kinds(judgement) == ["product failure"]


def test_a_scenario_is_waived_when_all_that_it_carries_is(tmp_path: Path) -> None:
    results = [*others(UNLOCK), result(UNLOCK, status="failed", verdict="fail")]
    both = [waiver("REMOTE-15"), waiver("REMOTE-28")]
    assert "product failure" in kinds(judged(tmp_path, folder(tmp_path, results), waivers=both[:1]))
    assert judged(tmp_path, folder(tmp_path, results), waivers=both).reasons == []


def test_a_waived_requirement_that_passes_is_told(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path), waivers=[waiver()])
    assert judgement.reasons == []
    assert "waived REMOTE-15 passes: the waiver can go" in judgement.notes


@pytest.mark.parametrize("changes", [{"fault": "lock-never"}, {"ended": False}, {"suite_version": "0.0.9"}])
def test_nothing_but_requirements_can_be_waived(tmp_path: Path, changes: dict[str, Any]) -> None:
    all_waived = [waiver(name) for name in ("REMOTE-15", "REMOTE-28", "ECALL-20")]
    assert judged(tmp_path, folder(tmp_path, **changes), waivers=all_waived).reasons != []


# Files of the gate


def wrong(load: Callable[[Path], object], tmp_path: Path, text: str) -> str:
    path = tmp_path / "file.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


GOOD_WAIVER = '[[waiver]]\nrequirement = "REMOTE-15"\nowner = "M. Curie"\nreason = "known"\nexpires = 2026-07-01\n'


def test_a_waivers_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(GOOD_WAIVER, encoding="utf-8")
    (signed,) = load_waivers(path, suite(tmp_path).catalogue).values()
    assert (signed.owner, signed.expires) == ("M. Curie", dt.date(2026, 7, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("REMOTE-15", "REMOTE-77", "waiver.0.requirement = 'REMOTE-77': must be an id"),
        ('owner = "M. Curie"\n', "", "waiver.0.owner = 'nothing': must be given"),
        ('reason = "known"', 'reason = " "', "waiver.0.reason = ' ': "),
        ("expires = 2026-07-01", "expires = 2026-13-01", "file = "),
        ("expires = 2026-07-01\n", f"expires = 2026-07-01\n{GOOD_WAIVER}", "waiver.1.requirement = 'REMOTE-15'"),
        ('owner = "M. Curie"', 'owner = "M. Curie"\nforever = true', "waiver.0.forever = True: is not a key; "),
    ],
)
def test_a_wrong_waiver_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    catalogue = suite(tmp_path).catalogue
    assert wrong(lambda path: load_waivers(path, catalogue), tmp_path, GOOD_WAIVER.replace(old, new)).startswith(
        message
    )


@pytest.mark.parametrize("name", ["suite", "vehicle"])
def test_the_policies_that_come_with_the_suite_can_be_used(name: str) -> None:
    assert load_policy(ROOT / "reports" / "policies" / f"{name}.toml").releases == name


@pytest.mark.parametrize(
    ("kinds_of_rig", "message"),
    [
        ("[]", "rigs.can_hil = []: must name some of virtual, twin, bench"),
        ('["twin"]', "rigs.can_hil = ['twin']: must have 'bench' in it"),
        ('["bench", "virtual"]', "rigs.can_hil = ['bench', 'virtual']: 'virtual' never counts for a vehicle"),
        ('["test track"]', "rigs.can_hil.0 = 'test track': "),
    ],
)
def test_no_policy_releases_a_vehicle_by_what_was_simulated(
    tmp_path: Path, kinds_of_rig: str, message: str
) -> None:
    text = f'releases = "vehicle"\nmax_age_days = 3\n[rigs]\ncan_hil = {kinds_of_rig}\n'
    assert wrong(load_policy, tmp_path, text).startswith(message)


# The command


def test_the_screen_says_verdict_subject_and_reasons_and_stays_short(tmp_path: Path) -> None:
    run = folder(tmp_path)
    seal(run, [LOCK, UNLOCK, ROUTING, AUDIT, *(f"{LOCK} {turn}" for turn in range(20))])
    lines = list(screen(judged(tmp_path, run), "suite"))
    assert lines[0].startswith("BLOCKED  suite  simulators-0123456789abcdef  suite 0.1.0 0123456789ab")
    assert "virtual rig virtual" in lines[1]
    assert "4 of 24 passed" in lines[1]
    assert lines[2] == "not run (20)"
    assert lines[11] == "  and 12 more"
    assert len(lines) < 20
    assert next(screen(judged(tmp_path, folder(tmp_path)), "suite")).startswith("RELEASE  suite  ")


def command(*arguments: str) -> int:
    from reports.__main__ import main  # noqa: PLC0415  # as a user does

    return main(["gate", *arguments])


def test_the_command_blocks_with_1_and_refuses_wrong_files_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(str(tmp_path)) == 1
    assert capsys.readouterr().out.startswith("BLOCKED")
    assert command(str(tmp_path), "--policy", str(tmp_path / "none.toml")) == 2
    assert "none.toml: file = 'No such file or directory'" in capsys.readouterr().err


def test_the_suite_that_judges_is_this_checkout() -> None:
    loaded = gate.load_suite()
    assert len(loaded.catalogue) == 364
    assert loaded.simulators.startswith("simulators-")
    assert json.dumps(sorted(loaded.open_ids))
