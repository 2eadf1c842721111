"""The gate releases what is good, and what a scenario came to blocks by its own reason when it is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reports.gate.policy import Policy
from rigs.files.catalogue import Catalogue
from tests.support.results_folders import (
    AUDIT,
    LOCK,
    ROUTING,
    UNLOCK,
    folder,
    judged,
    kinds,
    others,
    policy,
    result,
    suite,
)

BENCH: dict[str, Any] = {"rig_kind": "bench", "rig": "bay-3", "vehicle": "electric", "dut_software": "TBM 4.2.1"}


def counting(*kinds_of_rig: str, **changes: object) -> Policy:
    """A policy by which passes count on some kinds of rig alone."""
    return policy(rigs={way: list(kinds_of_rig) for way in ("can_hil", "simulator", "backoffice_app")}, **changes)


VEHICLE = counting("bench", releases="vehicle")


def test_good_results_release(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path))
    assert (judgement.reasons, judgement.waived, judgement.notes) == ([], [], [])
    assert judgement.tolerated == ["REMOTE-99"]


# What a scenario came to


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"status": "failed", "verdict": "fail"}, "product failure"),
        ({"status": "failed", "verdict": "pass"}, "product failure"),
        ({"status": "failed", "verdict": ""}, "product failure"),
        ({"status": "passed", "verdict": "fail"}, "product failure"),
        ({"status": "broken", "verdict": "inconclusive"}, "inconclusive"),
        ({"status": "broken", "verdict": "setup failed"}, "setup failed"),
        ({"status": "broken", "verdict": "rig fault"}, "rig fault"),
        ({"status": "broken", "verdict": "pass"}, "unknown verdict"),
        ({"status": "passed", "verdict": "splendid"}, "unknown verdict"),
        ({"status": "passed", "verdict": ""}, "unknown verdict"),
        ({"status": "passed", "verdict": "inconclusive"}, "unknown verdict"),
        ({"status": "passed", "verdict": "not applicable"}, "unknown verdict"),
        ({"status": "skipped", "verdict": "pass"}, "unknown verdict"),
        ({"status": "unknown", "verdict": "reported"}, "unknown verdict"),
    ],
)
def test_one_result_that_is_no_pass_blocks(tmp_path: Path, changes: dict[str, str], kind: str) -> None:
    results = [*others(LOCK), result(LOCK, **changes)]
    judgement = judged(tmp_path, folder(tmp_path, results))
    assert [(reason.kind, reason.text.partition(" (")[0]) for reason in judgement.reasons] == [(kind, LOCK)]


def test_a_failure_blocks_whatever_the_strength(tmp_path: Path) -> None:
    results = [*others(ROUTING), result(ROUTING, status="failed", verdict="fail")]
    assert kinds(judged(tmp_path, folder(tmp_path, results))) == ["product failure"]


@pytest.mark.parametrize("verdict", ["inconclusive", "setup failed", "rig fault"])
def test_what_is_undecided_and_not_required_is_noted(tmp_path: Path, verdict: str) -> None:
    results = [*others(ROUTING), result(ROUTING, status="broken", verdict=verdict)]
    judgement = judged(tmp_path, folder(tmp_path, results))
    assert judgement.reasons == []
    assert judgement.notes == [f"not required: {ROUTING} (ECALL-20, virtual): {verdict}"]


@pytest.mark.parametrize("verdict", ["reported", "world model"])
def test_what_says_nothing_of_the_vehicle_neither_blocks_nor_counts(tmp_path: Path, verdict: str) -> None:
    told = [*others(LOCK, ROUTING), result(LOCK, verdict=verdict), result(ROUTING, verdict="world model")]
    assert judged(tmp_path, folder(tmp_path, told)).reasons == []
    alone = [*others(UNLOCK), result(UNLOCK, verdict=verdict)]
    judgement = judged(tmp_path, folder(tmp_path, alone))
    assert [(reason.kind, reason.text) for reason in judgement.reasons] == [
        (
            "requirements without a result that counts",
            "REMOTE-28: no scenario judges the vehicle, all are reported or of the world's model",
        )
    ]


@pytest.mark.parametrize("changes", [{"status": "broken"}, {"steps": []}])
def test_what_reports_must_have_run_to_its_end(tmp_path: Path, changes: dict[str, Any]) -> None:
    results = [*others(LOCK), result(LOCK, verdict="reported", **changes)]
    assert kinds(judged(tmp_path, folder(tmp_path, results))) == ["unknown verdict"]


def test_what_reports_must_have_run_where_a_pass_would_count(tmp_path: Path) -> None:
    bench = folder(tmp_path, others(LOCK), **BENCH)
    told = [*others(LOCK), result(LOCK, verdict="reported")]
    judgement = judged(tmp_path, folder(tmp_path, told), bench, by=counting("bench"))
    assert [reason.text for reason in judgement.reasons] == [
        f"REMOTE-15: 1 of 2 scenarios have none on bench: {LOCK}"
    ]
    assert judged(tmp_path, folder(tmp_path), folder(tmp_path, told, **BENCH), by=counting("bench")).reasons == []


def test_what_nobody_can_judge_is_listed_and_never_blocks(tmp_path: Path) -> None:
    known = suite(tmp_path)
    path = known.catalogue.path
    text = path.read_text(encoding="utf-8")
    said = 'judged = "no"\nwhy = "advice"\nreviewer = "suite maintainers"\nquote = "0123456789abcdef"\n'
    path.write_text(text.replace("[REMOTE-99]\n", f"[REMOTE-99]\n{said}"))
    against = replace(known, catalogue=Catalogue.load(path), open_ids=frozenset())
    judgement = judged(tmp_path, folder(tmp_path), by=policy(open_block=True), against=against)
    assert judgement.reasons == []
    assert {why: names for why, names in judgement.not_judged.items() if names} == {"advice": ["REMOTE-99"]}


def test_a_requirement_that_the_catalogue_lacks_blocks(tmp_path: Path) -> None:
    results = [*others(ROUTING), result(ROUTING, requirements=("STEAM-01",))]
    assert kinds(judged(tmp_path, folder(tmp_path, results))) == ["versions"]


# What must hold


def test_a_requirement_without_a_result_blocks(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, others(UNLOCK)))
    assert [(reason.kind, reason.text) for reason in judgement.reasons] == [
        ("requirements without a result that counts", "REMOTE-28: no scenario has a result")
    ]


def test_what_the_catalogue_does_not_require_needs_no_result(tmp_path: Path) -> None:
    assert judged(tmp_path, folder(tmp_path, others(ROUTING))).reasons == []


def test_a_pass_on_a_rig_that_does_not_count_is_none(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path), by=counting("bench"))
    assert [reason.text for reason in judgement.reasons] == [
        f"REMOTE-15: 2 of 2 scenarios have none on bench: {LOCK} ...",
        f"REMOTE-28: 1 of 1 scenarios have none on bench: {UNLOCK}",
    ]
    assert judged(tmp_path, folder(tmp_path), folder(tmp_path, **BENCH), by=counting("bench")).reasons == []


@pytest.mark.parametrize(("hold_s", "counts"), [(None, False), (61.0, False), (60.0, True)])
def test_what_was_watched_for_less_counts_where_the_policy_is_content_with_it(
    tmp_path: Path, hold_s: float | None, counts: bool
) -> None:
    results = [*others(LOCK), result(LOCK, labels=[("held", "60 s of 900 s")])]
    judgement = judged(tmp_path, folder(tmp_path, results), by=policy(hold_s=hold_s))
    assert kinds(judgement) == ([] if counts else ["requirements without a result that counts"])
    (note,) = (note for note in judgement.notes if "for 60 s and not for longer" in note)
    assert note.endswith(f"which {'counts' if counts else 'does not count'} by hold_s of the policy")


def test_a_failure_that_was_watched_for_less_blocks_all_the_same(tmp_path: Path) -> None:
    failed = result(LOCK, status="failed", verdict="fail", labels=[("held", "60 s of 900 s")])
    assert kinds(judged(tmp_path, folder(tmp_path, [*others(LOCK), failed]))) == ["product failure"]


def test_the_kinds_of_rig_count_by_the_way_in_which_a_requirement_is_verified(tmp_path: Path) -> None:
    by = policy(rigs={"can_hil": ["bench"], "simulator": ["virtual"]})
    assert kinds(judged(tmp_path, folder(tmp_path), by=by)) == ["requirements without a result that counts"]
    by = policy(rigs={"can_hil": ["virtual"], "simulator": ["bench"]})
    assert judged(tmp_path, folder(tmp_path), by=by).reasons == []
    by = policy(rigs={"simulator": ["virtual"]})
    assert "have none on no kind of rig" in judged(tmp_path, folder(tmp_path), by=by).reasons[0].text


def test_each_scenario_of_a_requirement_must_count_and_not_just_one(tmp_path: Path) -> None:
    bench = folder(tmp_path, others(LOCK), **BENCH)
    judgement = judged(tmp_path, folder(tmp_path), bench, by=counting("bench"))
    assert [reason.text for reason in judgement.reasons] == [
        f"REMOTE-15: 1 of 2 scenarios have none on bench: {LOCK}"
    ]


def test_an_open_requirement_blocks_where_the_policy_says_so(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path), by=policy(open_block=True))
    assert [(reason.kind, reason.text) for reason in judgement.reasons] == [
        ("open requirements", "REMOTE-99: no scenario carries it yet")
    ]
    assert judgement.tolerated == []


# What does not apply


def skipped(message: str, **changes: Any) -> list[dict[str, Any]]:
    """Good results, but that one scenario did not apply, which needs combustion and two buttons."""
    needs = [("tag", "combustion"), ("tag", "not_connected"), ("tag", "sos_buttons")]
    details = {"message": message}
    one = result(
        UNLOCK, status="skipped", verdict="not applicable", statusDetails=details, labels=needs, **changes
    )
    return [*others(UNLOCK), one]


LACKS = "Skipped: not applicable: vehicle electric lacks combustion, not_connected"


def test_what_the_profile_lacks_does_not_apply_to_the_vehicle(tmp_path: Path) -> None:
    bench = folder(tmp_path, skipped(LACKS), **BENCH)
    assert judged(tmp_path, bench, by=VEHICLE).reasons == []
    assert judged(tmp_path, bench, folder(tmp_path), by=VEHICLE).reasons == []


def test_the_suite_is_released_for_all_vehicles_so_that_all_scenarios_must_have_passed(tmp_path: Path) -> None:
    lacking = folder(tmp_path, skipped(LACKS), vehicle="electric")
    judgement = judged(tmp_path, lacking)
    assert [(reason.kind, reason.requirements) for reason in judgement.reasons] == [
        ("requirements without a result that counts", ("REMOTE-15",)),
        ("requirements without a result that counts", ("REMOTE-28",)),
    ]
    assert judged(tmp_path, lacking, folder(tmp_path, vehicle="hybrid")).reasons == []


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("Skipped: it was late", "neither a profile nor a rig is named in 'Skipped: it was late'"),
        ("", "neither a profile nor a rig is named in ''"),
        (f"{LACKS}; and it was late", "neither a profile nor a rig is named"),
        ("not applicable: no vehicle of rigs/vehicles has steam", "neither a profile nor a rig is named"),
        ("not applicable: vehicle hybrid lacks combustion", "hybrid is not the vehicle of the run, electric"),
        ("not applicable: vehicle electric lacks combustion, sos_buttons", "electric has sos_buttons"),
        ("not applicable: vehicle electric lacks hybrid", "it does not need hybrid"),
    ],
)
def test_what_no_profile_explains_blocks(tmp_path: Path, message: str, problem: str) -> None:
    judgement = judged(tmp_path, folder(tmp_path, skipped(message), **BENCH), by=VEHICLE)
    assert kinds(judgement) == ["not applicable without a reason"]
    assert problem in judgement.reasons[0].text


@pytest.mark.parametrize(
    ("why", "problem"),
    [
        ("rig rack-2 has no screen.mode", "rack-2 is not the rig of the run, bay-3"),
        (
            "rig bay-3 declares vehicle.speed_kmh absent, and nothing else shows it",
            "vehicle.speed_kmh is no signal of the suite's own range",
        ),
    ],
)
def test_what_no_rig_explains_blocks(tmp_path: Path, why: str, problem: str) -> None:
    judgement = judged(tmp_path, folder(tmp_path, skipped(f"not applicable: {why}"), **BENCH), by=VEHICLE)
    assert set(kinds(judgement)) == {
        "not applicable without a reason",
        "requirements without a result that counts",
    }
    assert judgement.reasons[0].text.endswith(problem)


@pytest.mark.parametrize(
    "why",
    [
        "rig bay-3 has no psap.call, screen.mode",
        "rig bay-3 declares privacy.mode absent, and nothing else shows it",
        "rig bay-3 serves nothing behind pages.open: open = 'shop': [services.pages.sites] has store",
        "cannot back-date: rig bay-3 serves nothing behind contracts.seed: contracts: verb = 'seed'",
    ],
)
def test_what_the_rig_lacks_explains_a_skip_and_releases_nothing(tmp_path: Path, why: str) -> None:
    bench = folder(tmp_path, skipped(f"Skipped: not applicable: {why}"), **BENCH)
    judgement = judged(tmp_path, bench, by=VEHICLE)
    assert kinds(judgement) == ["requirements without a result that counts"]
    whole = folder(tmp_path, **BENCH)
    assert judged(tmp_path, bench, whole, by=VEHICLE).reasons == []


def test_a_profile_that_the_suite_does_not_have_explains_nothing(tmp_path: Path) -> None:
    results = skipped(LACKS.replace("electric", "steam"))
    judgement = judged(tmp_path, folder(tmp_path, results, **{**BENCH, "vehicle": "steam"}), by=VEHICLE)
    assert kinds(judgement) == ["not applicable without a reason"]
    assert judgement.reasons[0].text.endswith("there is no profile steam")


def test_in_a_run_in_which_each_scenario_finds_its_vehicle_all_apply(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, **BENCH), folder(tmp_path, skipped(LACKS)), by=VEHICLE)
    assert kinds(judgement) == ["not applicable without a reason"]


# The audit of the profile


def test_without_an_audit_that_passed_nothing_is_released(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, others(AUDIT)))
    assert kinds(judgement) == ["profile audit"]
    assert judgement.reasons[0].text.endswith("no vehicle has passed a scenario of features/audit/")


@pytest.mark.parametrize("verdict", ["inconclusive", "setup failed", "rig fault"])
def test_an_audit_that_is_no_pass_blocks_though_it_carries_no_requirement(tmp_path: Path, verdict: str) -> None:
    results = [*others(), result(f"{AUDIT} too", status="broken", verdict=verdict)]
    judgement = judged(tmp_path, folder(tmp_path, results))
    assert [(reason.kind, reason.text) for reason in judgement.reasons] == [
        ("profile audit", f"{AUDIT} too: {verdict}")
    ]


def test_the_vehicle_of_each_run_must_be_audited(tmp_path: Path) -> None:
    good = folder(tmp_path, vehicle="electric")
    assert judged(tmp_path, good).reasons == []
    judgement = judged(tmp_path, good, folder(tmp_path, others(AUDIT), vehicle="hybrid"))
    assert kinds(judgement) == ["profile audit"]
    assert judgement.reasons[0].text.endswith("vehicle hybrid has not passed a scenario of features/audit/")


def test_an_audit_that_does_not_apply_is_none(tmp_path: Path) -> None:
    details = {"message": "not applicable: vehicle electric lacks combustion"}
    skip: dict[str, Any] = {"status": "skipped", "verdict": "not applicable", "statusDetails": details}
    results = [*others(AUDIT), result(AUDIT, labels=[("tag", "combustion")], **skip)]
    assert kinds(judged(tmp_path, folder(tmp_path, results, vehicle="electric"))) == ["profile audit"]


# Several folders


def test_a_later_pass_does_not_take_back_a_failure(tmp_path: Path) -> None:
    failed = folder(tmp_path, [*others(LOCK), result(LOCK, status="failed", verdict="fail")])
    for order in ((failed, folder(tmp_path)), (folder(tmp_path), failed)):
        assert kinds(judged(tmp_path, *order)) == ["product failure"]


def test_nor_does_a_second_result_in_the_same_folder(tmp_path: Path) -> None:
    results = [*others(), result(LOCK, status="broken", verdict="inconclusive")]
    assert kinds(judged(tmp_path, folder(tmp_path, results))) == ["inconclusive"]


def test_a_failure_on_a_rig_that_does_not_count_blocks_all_the_same(tmp_path: Path) -> None:
    virtual = folder(tmp_path, [*others(LOCK), result(LOCK, status="failed", verdict="fail")])
    assert judged(tmp_path, folder(tmp_path, **BENCH), by=counting("bench")).reasons == []
    both = judged(tmp_path, folder(tmp_path, **BENCH), virtual, by=counting("bench"))
    assert kinds(both) == ["product failure"]
