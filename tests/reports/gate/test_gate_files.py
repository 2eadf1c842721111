"""What a policy and waivers may say, and what waivers take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports.gate.policy import POLICIES, Waiver, load_policy, load_waivers
from rigs.errors import ConfigurationError
from rigs.files.rig_file import ROOT
from tests.support.results_folders import (
    AUDIT,
    LOCK,
    NOW,
    ROUTING,
    UNLOCK,
    folder,
    judged,
    kinds,
    others,
    result,
    suite,
)

TOMORROW = NOW.date() + dt.timedelta(days=1)
YESTERDAY = NOW.date() - dt.timedelta(days=1)


def waiver(requirement: str = "REMOTE-15", expires: dt.date = TOMORROW) -> Waiver:
    return Waiver(requirement=requirement, owner="M. Curie", reason="known", expires=expires)


def failing(name: str = LOCK) -> list[dict[str, Any]]:
    return [*others(name), result(name, status="failed", verdict="fail")]


# Waivers


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"status": "failed", "verdict": "fail"}, "product failure"),
        ({"status": "broken", "verdict": "inconclusive"}, "inconclusive"),
        ({"status": "broken", "verdict": "setup failed"}, "setup failed"),
        ({"status": "broken", "verdict": "rig fault"}, "rig fault"),
    ],
)
def test_a_waiver_takes_the_reason_of_its_requirement_away(
    tmp_path: Path, changes: dict[str, str], kind: str
) -> None:
    run = folder(tmp_path, [*others(LOCK), result(LOCK, **changes)])
    assert kinds(judged(tmp_path, run)) == [kind]
    judgement = judged(tmp_path, run, waivers=[waiver()])
    assert judgement.reasons == []
    assert [(str(reason.kind), signed.owner) for reason, signed in judgement.waived] == [(kind, "M. Curie")]


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
    run = folder(tmp_path, failing(UNLOCK))
    one, other = waiver("REMOTE-15"), waiver("REMOTE-28", NOW.date())
    assert kinds(judged(tmp_path, run, waivers=[one])) == ["product failure"]
    assert kinds(judged(tmp_path, run, waivers=[other])) == ["product failure"]
    judgement = judged(tmp_path, run, waivers=[one, other])
    assert judgement.reasons == []
    assert [signed for _, signed in judgement.waived] == [other]  # the one that ends first


def test_a_waived_requirement_that_passes_is_told(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path), waivers=[waiver()])
    assert judgement.reasons == []
    assert judgement.notes == ["waived REMOTE-15 passes: the waiver can go"]


def test_a_waived_requirement_that_passes_in_a_part_of_its_scenarios_does_not_pass(tmp_path: Path) -> None:
    assert judged(tmp_path, folder(tmp_path, failing()), waivers=[waiver()]).notes == []


def test_a_waiver_that_nothing_needs_is_told(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path), waivers=[waiver("REMOTE-99")])
    assert (judgement.reasons, judgement.notes) == ([], ["waived REMOTE-99 has no result"])


@pytest.mark.parametrize(
    "changes", [{"fault": "lock-never"}, {"ended": False}, {"suite_version": "0.0.9"}, {"whole": False}]
)
def test_nothing_but_requirements_can_be_waived(tmp_path: Path, changes: dict[str, Any]) -> None:
    all_waived = [waiver(name) for name in ("REMOTE-15", "REMOTE-28", "ECALL-20")]
    assert judged(tmp_path, folder(tmp_path), waivers=all_waived).reasons == []
    assert len(judged(tmp_path, folder(tmp_path, **changes), waivers=all_waived).reasons) == 1


@pytest.mark.parametrize("name", [AUDIT, f"{ROUTING} and carries nothing"], ids=["audit", "another"])
def test_what_carries_no_requirement_cannot_be_waived(tmp_path: Path, name: str) -> None:
    all_waived = [waiver(name) for name in ("REMOTE-15", "REMOTE-28", "ECALL-20")]
    run = folder(tmp_path, [*others(name), result(name, status="failed", verdict="fail")])
    assert "product failure" in kinds(judged(tmp_path, run, waivers=all_waived))


# The files


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
        ("expires = 2026-07-01", 'expires = "2026-07-01"', "waiver.0.expires = '2026-07-01': "),
        ("expires = 2026-07-01", "expires = 2026-07-01T23:59:59", "waiver.0.expires = datetime"),
        ("expires = 2026-07-01\n", "", "waiver.0.expires = 'nothing': must be given"),
        ("expires = 2026-07-01\n", f"expires = 2026-07-01\n{GOOD_WAIVER}", "waiver.1.requirement = 'REMOTE-15'"),
        ('owner = "M. Curie"', 'owner = "M. Curie"\nforever = true', "waiver.0.forever = True: is not a key; "),
        ("[[waiver]]", "[[waivers]]", "waivers = [{"),
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


GOOD_POLICY = (
    'releases = "vehicle"\nmax_age_days = 3\n[rigs]\ncan_hil = ["bench"]\nsimulator = ["bench", "twin"]\n'
)


def test_a_policy_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(GOOD_POLICY, encoding="utf-8")
    policy = load_policy(path)
    assert (policy.releases, policy.max_age_days, policy.open_block, policy.clean) == ("vehicle", 3, True, True)
    assert policy.rigs == {"can_hil": ["bench"], "simulator": ["bench", "twin"]}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('can_hil = ["bench"]', "can_hil = []", "rigs.can_hil = []: must name some of virtual, twin, bench"),
        (
            'can_hil = ["bench"]',
            'can_hil = ["bench", "virtual"]',
            "rigs.can_hil = ['bench', 'virtual']: 'virtual'",
        ),
        (
            'can_hil = ["bench"]',
            'can_hil = ["bench", "twin"]',
            "rigs.can_hil = ['bench', 'twin']: must be ['bench']",
        ),
        (
            'simulator = ["bench", "twin"]',
            'simulator = ["bench"]\nbackoffice_app = ["bench", "twin"]',
            "rigs.backoffice_app = ['bench', 'twin']: must be without 'twin'",
        ),
        (
            'simulator = ["bench", "twin"]',
            'simulator = ["bench"]\nbackoffice_app = ["bench", "copy"]\n[kinds]\ncopy = "simulated"',
            "rigs.backoffice_app = ['bench', 'copy']: must be without 'copy'",
        ),
        ('["bench", "twin"]', '["twin"]', "rigs.simulator = ['twin']: must have 'bench' in it"),
        ('["bench", "twin"]', '["test track"]', "rigs.simulator.0 = 'test track': "),
        (
            '["bench", "twin"]',
            '["bench", "bay"]',
            "rigs.simulator.1 = 'bay': allowed: virtual, twin, bench, staging",
        ),
        ("simulator =", "simulators =", "rigs.simulators = 'simulators': "),
        ('releases = "vehicle"', 'releases = "all"', "releases = 'all': "),
        ("max_age_days = 3", "max_age_days = 0", "max_age_days = 0: "),
        ("max_age_days = 3", "max_age_days = nan", "max_age_days = nan: "),
        ("max_age_days = 3", "max_age_days = inf", "max_age_days = inf: "),
        ("max_age_days = 3\n", "", "max_age_days = 'nothing': must be given"),
        ("max_age_days = 3", "max_age_days = 3\nopen_block = 0", "open_block = 0: "),
    ],
)
def test_a_wrong_policy_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert wrong(load_policy, tmp_path, GOOD_POLICY.replace(old, new)).startswith(message)


def test_a_policy_says_what_the_kinds_of_a_lab_are(tmp_path: Path) -> None:
    def wrong_with(kinds: str, can_hil: str) -> str:
        text = GOOD_POLICY.replace('can_hil = ["bench"]', f"can_hil = {can_hil}") + f"[kinds]\n{kinds}\n"
        return wrong(load_policy, tmp_path, text)

    assert wrong_with('bench = "simulated"', '["bench"]').startswith("kinds.bench = 'simulated': must be left out")
    assert wrong_with('model = "simulated"', '["bench", "model"]').startswith(
        "rigs.can_hil = ['bench', 'model']: must"
    )
    assert wrong_with('model = "simulated"', '["model"]').startswith("rigs.can_hil = ['model']: must have 'bench'")
    path = tmp_path / "policy.toml"
    path.write_text(GOOD_POLICY.replace('["bench"]', '["bay"]') + '[kinds]\nbay = "real"\n', encoding="utf-8")
    assert load_policy(path).is_real("bay")


def test_results_of_a_kind_that_the_policy_does_not_know_block(tmp_path: Path) -> None:
    judgement = judged(tmp_path, folder(tmp_path, rig_kind="bay"))
    assert "rig kind 'bay' is no kind that the policy knows" in "\n".join(each.text for each in judgement.reasons)


def test_the_policy_for_a_vehicle_counts_the_real_services_on_staging_alone() -> None:
    policy = load_policy(POLICIES / "vehicle.toml")
    assert policy.rigs["backoffice_app"] == ["staging"]
    assert policy.is_real("staging")
    assert not policy.has_vehicle("staging")


def test_what_a_vehicle_does_never_counts_on_a_staging_system(tmp_path: Path) -> None:
    told = wrong(load_policy, tmp_path, GOOD_POLICY.replace('["bench", "twin"]', '["bench", "staging"]'))
    assert told == "rigs.simulator = ['bench', 'staging']: must be without 'staging': there is no vehicle on it"
