"""The gate takes the parts of a plan for one run when they are whole, and else says what is missing or doubled."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reports.folder.manifest import NAME, digests
from reports.folder.reader import read_run
from reports.gate.judgement import Judgement
from reports.gate.parts import whole_plans
from rigs.farm.parts import Part, part_of
from rigs.farm.plan_file import NightPlan, digest_of
from tests.support.night_plans import plan_of
from tests.support.results_folders import (
    AUDIT,
    FINISHED,
    LOCK,
    NOW,
    REQUIREMENTS,
    ROUTING,
    STARTED,
    UNLOCK,
    folder,
    judged,
    kinds,
    policy,
    result,
)

FILE = Path("night.plan.toml")
ALL = tuple(REQUIREMENTS)


def planned(names: Sequence[str] = ALL, **changes: Any) -> NightPlan:
    """A plan that runs these."""
    runs = [{"s": 10.0 + number, "by": "last run", "scenario": name} for number, name in enumerate(names)]
    return plan_of(runs=runs, **changes)


PLAN = planned()


def part(parent: Path, share: str, plan: NightPlan = PLAN, **changes: Any) -> Path:
    """The folder of a part as its run leaves it; `names` are what ran where that is something else."""
    number, _, of = share.partition("/")
    names = changes.pop("names", None)
    if names is None:
        names = part_of(plan, Part(int(number), int(of)))
    results = changes.pop("results", None) or [{**result(name), "uuid": f"{share}{name}"} for name in names]
    about = {
        "plan": plan.digest,
        "file": FILE.name,
        "share": share,
        "collected": digest_of(plan.scenarios()),
        "sittings": [{"began": STARTED, "ended": FINISHED}],
        **changes.pop("about", {}),
    }
    return folder(parent, results, plan=about, whole=False, **changes)


def parts(parent: Path, count: int = 2) -> list[Path]:
    """The folders of all parts."""
    return [part(parent, f"{number}/{count}") for number in range(1, count + 1)]


def gate(parent: Path, *folders: Path, plan: NightPlan | None = PLAN, **changes: Any) -> Judgement:
    """What the gate says of folders with a plan."""
    return judged(parent, *folders, plans=[] if plan is None else [(FILE, plan)], **changes)


def told(judgement: Judgement) -> str:
    """All reasons in their words."""
    return "\n".join(f"{reason.kind}: {reason.text}" for reason in judgement.reasons)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_parts_that_are_whole_release_as_one_run(count: int, tmp_path: Path) -> None:
    assert told(gate(tmp_path, *parts(tmp_path, count))) == ""


def test_a_part_that_is_missing_is_named_with_what_runs_it(tmp_path: Path) -> None:
    one, _ = parts(tmp_path)
    said = told(gate(tmp_path, one))

    assert "part 2/2 of night.plan.toml is missing: 2 scenarios; pytest features/ --plan night.plan.toml" in said
    assert "--shard 2/2" in said


def test_a_part_that_is_there_twice_is_named_with_both_folders(tmp_path: Path) -> None:
    one, two = parts(tmp_path)
    again = part(tmp_path, "1/2")
    said = told(gate(tmp_path, one, two, again))

    assert f"part 1/2 of night.plan.toml is there twice: {one}, {again}" in said
    assert "each scenario runs once" in said


def test_a_copy_that_says_it_is_the_other_part_is_found_out(tmp_path: Path) -> None:
    one, _ = parts(tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(one, copy)
    edit(copy, lambda table: table["plan"].update(share="2/2"))
    said = told(gate(tmp_path, one, copy))

    assert "says that it is part 2/2 of night.plan.toml, and ran 2 scenarios" in said
    assert f"results stand both in {one} and in {copy}: one is a copy" in said


def test_a_copy_that_claims_what_the_other_part_has_is_found_out(tmp_path: Path) -> None:
    one, _ = parts(tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(one, copy)
    wanted = list(part_of(PLAN, Part(2, 2)))
    edit(copy, lambda table: (table["plan"].update(share="2/2"), table.update(selected=wanted)))
    said = kinds(gate(tmp_path, one, copy))

    assert {"not run", "parts of a plan", "tampered results"} <= set(said)


def edit(run: Path, change: Any) -> None:
    """Edit a manifest as somebody does who makes all hashes anew."""
    path = run / NAME
    table = json.loads(path.read_text(encoding="utf-8"))
    change(table)
    table["files"] = digests(run)
    path.write_text(json.dumps(table), encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("commit", "fedcba9876543210", "commit"),
        ("dut_software", "simulators-other", "DUT software"),
        ("seed", "2", "seed"),
    ],
)
def test_parts_that_are_not_of_one_kind_are_named(key: str, value: str, words: str, tmp_path: Path) -> None:
    changes: dict[str, Any] = {key: value}
    one, two = part(tmp_path, "1/2"), part(tmp_path, "2/2", **changes)
    said = told(gate(tmp_path, one, two))

    assert f"parts of a plan: {two} is of {words} {value}, {one} of " in said


def test_a_part_of_another_rig_is_named(tmp_path: Path) -> None:
    one, two = part(tmp_path, "1/2"), part(tmp_path, "2/2", rig="bay-4")

    assert f"{two}: ran on rig bay-4, night.plan.toml is for virtual" in told(gate(tmp_path, one, two))


def test_benches_that_share_a_plan_may_have_other_names(tmp_path: Path) -> None:
    plan = planned(rigs=["virtual", "other"])
    one, two = part(tmp_path, "1/2", plan), part(tmp_path, "2/2", plan, rig="other")

    assert told(gate(tmp_path, one, two, plan=plan)) == ""


@pytest.mark.parametrize(("key", "value"), [("rig_kind", "twin"), ("vehicle", "hybrid")])
def test_a_part_of_another_kind_of_rig_or_vehicle_is_named(key: str, value: str, tmp_path: Path) -> None:
    changes: dict[str, Any] = {key: value}
    one, two = part(tmp_path, "1/2"), part(tmp_path, "2/2", **changes)

    assert f"{two}: is of {key.replace('_', ' ')} {value}, night.plan.toml is for" in told(
        gate(tmp_path, one, two)
    )


def test_a_part_of_another_plan_is_named(tmp_path: Path) -> None:
    other = planned(hours=9.0)
    one, two = part(tmp_path, "1/2"), part(tmp_path, "2/2", other)
    said = told(gate(tmp_path, one, two))

    assert f"{two}: part 2/2 of the plan night.plan.toml ({other.digest[:12]}), and not of night.plan.toml" in said
    assert "part 2/2 of night.plan.toml is missing" in said


def test_parts_without_their_plan_are_asked_for_it(tmp_path: Path) -> None:
    said = told(gate(tmp_path, *parts(tmp_path), plan=None))

    assert "part 1/2 of the plan night.plan.toml" in said
    assert "name the plan, with all of its parts: --plan night.plan.toml" in said


def test_a_plan_of_which_there_is_no_part_blocks(tmp_path: Path) -> None:
    assert "none of these folders is a part of it" in told(gate(tmp_path, folder(tmp_path)))


def test_parts_of_two_divisions_are_no_run(tmp_path: Path) -> None:
    said = told(gate(tmp_path, part(tmp_path, "1/2"), part(tmp_path, "2/3")))

    assert "night.plan.toml was divided in several ways: 1/2 in" in said


@pytest.mark.parametrize("share", ["3/2", "x", "", "1/0"])
def test_a_share_that_is_none_is_named(share: str, tmp_path: Path) -> None:
    names = part_of(PLAN, Part(2, 2))
    said = told(gate(tmp_path, part(tmp_path, "1/2"), part(tmp_path, "2/2", names=names, about={"share": share})))

    assert f"says that it is the part {share!r} of night.plan.toml, which is none" in said


def test_a_plan_that_was_edited_is_another_plan(tmp_path: Path) -> None:
    """Whoever takes a scenario out of a plan has parts of none."""
    shorter = planned(ALL[:-1])

    assert set(kinds(gate(tmp_path, *parts(tmp_path), plan=shorter))) >= {"parts of a plan"}
    assert "none of these folders is a part of it" in told(gate(tmp_path, *parts(tmp_path), plan=shorter))


def test_a_plan_that_knows_less_than_the_features_is_found_out(tmp_path: Path) -> None:
    """A run tells which features were there, whatever the plan has in its lists."""
    shorter = planned(ALL[:-1])
    whole = {"collected": digest_of(ALL)}
    runs = [part(tmp_path, share, shorter, about=whole) for share in ("1/2", "2/2")]

    assert "other features were there than night.plan.toml has in its lists" in told(
        gate(tmp_path, *runs, plan=shorter)
    )


def test_a_plan_that_leaves_something_out_is_no_whole_run(tmp_path: Path) -> None:
    left = [{"s": 9000.0, "by": "last run", "scenario": AUDIT}]
    plan = planned([LOCK, UNLOCK, ROUTING], does_not_fit=left)
    said = told(gate(tmp_path, part(tmp_path, "1/1", plan), plan=plan))

    assert f"the plan leaves out 1 scenarios, {AUDIT}: they have no result" in said


def test_what_one_night_leaves_out_another_may_run(tmp_path: Path) -> None:
    evening = planned([LOCK, UNLOCK, ROUTING], does_not_fit=[{"s": 9.0, "by": "last run", "scenario": AUDIT}])
    left = [{"s": 9.0, "by": "last run", "scenario": name} for name in (LOCK, UNLOCK, ROUTING)]
    next_evening = planned([AUDIT], does_not_fit=left)
    runs = [part(tmp_path, "1/1", plan) for plan in (evening, next_evening)]
    plans = [(Path("a.toml"), evening), (Path("b.toml"), next_evening)]

    assert told(judged(tmp_path, *runs, plans=plans)) == ""


def pulled(parent: Path, *names: str, **changes: Any) -> Path:
    """The folder of a runner that has taken these from a shared folder."""
    return part(parent, "1/1", names=names, about={"share": "pulled"}, **changes)


def test_runs_that_shared_a_folder_release_as_one(tmp_path: Path) -> None:
    assert told(gate(tmp_path, pulled(tmp_path, LOCK, AUDIT), pulled(tmp_path, UNLOCK, ROUTING))) == ""


def test_what_no_runner_has_taken_is_named(tmp_path: Path) -> None:
    said = told(gate(tmp_path, pulled(tmp_path, LOCK, AUDIT), pulled(tmp_path, UNLOCK)))

    assert f"of night.plan.toml nobody here has run {ROUTING}" in said


def test_what_two_runners_have_run_is_named(tmp_path: Path) -> None:
    said = told(gate(tmp_path, pulled(tmp_path, LOCK, AUDIT), pulled(tmp_path, UNLOCK, ROUTING, LOCK)))

    assert f"{LOCK} has a result twice in " in said


def test_runners_of_two_shared_folders_are_no_run(tmp_path: Path) -> None:
    runs = [
        part(tmp_path, "1/1", names=names, about={"share": "pulled", "shared": key})
        for key, names in (("a", (LOCK, AUDIT)), ("b", (UNLOCK, ROUTING)))
    ]

    assert f"{runs[1]} and {runs[0]} took scenarios from two shared folders" in told(gate(tmp_path, *runs))


@pytest.mark.parametrize("plan", [PLAN, None])
def test_a_part_that_says_it_is_of_all_features_is_found_out(plan: NightPlan | None, tmp_path: Path) -> None:
    one = part(tmp_path, "1/2")
    edit(one, lambda table: table.update(whole=True))
    said = told(gate(tmp_path, one, part(tmp_path, "2/2"), plan=plan))

    assert ("says that it is of all features" if plan else f"parts of a plan: {one}: part 1/2") in said


def two_kinds(parent: Path, **other: Any) -> tuple[list[Path], list[tuple[Path, NightPlan]]]:
    """A plan that leaves something out, and one for something else that runs what is left; run in whole."""
    left = [{"s": 9.0, "by": "last run", "scenario": name} for name in (LOCK, UNLOCK, ROUTING)]
    evening = planned([LOCK, UNLOCK, ROUTING], does_not_fit=[{**left[0], "scenario": AUDIT}])
    second = planned([AUDIT], does_not_fit=left, **{key.removeprefix("rig_"): other[key] for key in other})
    runs = [part(parent, "1/1", evening), part(parent, "1/1", second, **other)]
    return runs, [(Path("a.toml"), evening), (Path("b.toml"), second)]


@pytest.mark.parametrize("other", [{"rig_kind": "twin"}, {"vehicle": "hybrid"}])
def test_plans_for_other_rigs_or_vehicles_do_not_complete_each_other(
    other: dict[str, str], tmp_path: Path
) -> None:
    runs, plans = two_kinds(tmp_path, **other)

    assert "parts of a plan: the plan leaves out 4 scenarios" in told(judged(tmp_path, *runs, plans=plans))
    assert whole_plans([read_run(run) for run in runs], plans) == []


def test_runners_beside_parts_are_no_run(tmp_path: Path) -> None:
    said = told(gate(tmp_path, part(tmp_path, "1/2"), pulled(tmp_path, UNLOCK)))

    assert "took scenarios from a shared folder" in said
    assert "one of the two" in said


def test_a_run_that_was_stopped_and_went_on_releases(tmp_path: Path) -> None:
    noon = STARTED + dt.timedelta(minutes=20)
    later = FINISHED - dt.timedelta(minutes=10)
    sittings = [{"began": STARTED, "ended": noon}, {"began": later, "ended": FINISHED}]

    assert told(gate(tmp_path, part(tmp_path, "1/1", about={"sittings": sittings}))) == ""


def test_a_result_from_between_the_stretches_of_its_run_is_found_out(tmp_path: Path) -> None:
    first = STARTED + dt.timedelta(minutes=20)
    last = FINISHED - dt.timedelta(minutes=10)
    sittings = [{"began": STARTED, "ended": first}, {"began": last, "ended": FINISHED}]
    between = round((first + dt.timedelta(minutes=10)).timestamp() * 1000)
    results = [result(name) for name in ALL[1:]] + [result(ALL[0], start=between, stop=between + 1000)]
    said = told(gate(tmp_path, part(tmp_path, "1/1", results=results, about={"sittings": sittings})))

    assert f"tampered results: {ALL[0]} ran at" in said
    assert "when its run was stopped" in said


def test_a_run_that_went_on_is_as_old_as_its_first_stretch(tmp_path: Path) -> None:
    long_ago = NOW - dt.timedelta(days=30)
    sittings = [{"began": long_ago, "ended": long_ago}, {"began": STARTED, "ended": FINISHED}]
    run = part(tmp_path, "1/1", about={"sittings": sittings}, started=long_ago)

    assert "old results" in kinds(gate(tmp_path, run))


def test_what_a_killed_stretch_left_is_signed_by_nobody(tmp_path: Path) -> None:
    noon = STARTED + dt.timedelta(minutes=20)
    sittings = [{"began": STARTED, "ended": None}, {"began": noon, "ended": FINISHED}]
    run = part(tmp_path, "1/1", about={"sittings": sittings})

    assert told(gate(tmp_path, run)) == ""
    assert "was not signed when the run went on" in told(gate(tmp_path, run, by=policy(signed=True)))


def test_a_part_that_failed_blocks_as_any_run_does(tmp_path: Path) -> None:
    failed = [result(name, status="failed", verdict="fail") for name in part_of(PLAN, Part(2, 2))]
    said = kinds(gate(tmp_path, part(tmp_path, "1/2"), part(tmp_path, "2/2", results=failed, exit_status=1)))

    assert "product failure" in said


def test_a_part_that_was_stopped_is_no_part_of_a_whole_run(tmp_path: Path) -> None:
    one, two = part(tmp_path, "1/2"), part(tmp_path, "2/2", ended=False, exit_status=2)

    assert "pytest was stopped" in told(gate(tmp_path, one, two))


def test_a_run_beside_whole_parts_may_be_a_part_of_none(tmp_path: Path) -> None:
    again = folder(tmp_path, [result(LOCK)], whole=False)

    assert told(gate(tmp_path, *parts(tmp_path), again)) == ""
