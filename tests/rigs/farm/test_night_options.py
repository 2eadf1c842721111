"""What does not go with a plan stops the run before anything is opened, with file, key, value and what may be."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from rigs.errors import ConfigurationError
from rigs.farm.night import CHOOSING, Night, check_scenarios, night_of
from rigs.farm.plan_file import plan_text, seal_of
from rigs.run.plugin import PLAN
from tests.support.night_plans import plan_of


class Configuration:
    """What of pytest's configuration is asked here."""

    def __init__(self, root: Path, **options: Any) -> None:
        self.rootpath = root
        self.args = [str(root / "features")]
        self.invocation_params = SimpleNamespace(dir=root)
        self.option = SimpleNamespace(**{"plan": root / "night.plan.toml", "shard": None, "pull": None, **options})
        self.workers = False
        self.pluginmanager = SimpleNamespace(has_plugin=lambda name: self.workers)
        rig = SimpleNamespace(name="virtual", kind="virtual", time=SimpleNamespace(hold_s=None))
        self.stash = {PLAN: SimpleNamespace(path=Path("rigs/virtual.toml"), rig=rig, vehicle=None)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A suite that is sealed, with a plan."""
    lock = tmp_path / "features" / "suite.lock"
    lock.parent.mkdir()
    lock.write_text("a lock\n")
    written(tmp_path)
    return tmp_path


def written(root: Path, **changes: Any) -> None:
    """Write the plan."""
    plan = plan_of([1.0, 2.0], **{"seal": seal_of(root), **changes})
    (root / "night.plan.toml").write_text(plan_text(plan), encoding="utf-8")


def night(config: Configuration) -> Night | None:
    """What the options ask for."""
    return night_of(cast(pytest.Config, config))


def refusal(config: Configuration) -> str:
    """What is said of them."""
    with pytest.raises(ConfigurationError) as caught:
        night(config)
    return str(caught.value)


def test_a_plan_of_this_suite_and_rig_is_taken(root: Path) -> None:
    found = night(Configuration(root, shard="2/2"))

    assert found is not None
    assert found.share == "2/2"


def test_without_a_plan_there_is_no_night(root: Path) -> None:
    assert night(Configuration(root, plan=None)) is None


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("shard", "1/2", "--shard: part = '1/2'"), ("pull", Path("d"), "--pull: folder = 'd'")],
)
def test_a_part_needs_its_plan(option: str, value: Any, told: str, root: Path) -> None:
    assert f"{told}: needs --plan FILE" in refusal(Configuration(root, plan=None, **{option: value}))


@pytest.mark.parametrize("name", CHOOSING)
def test_what_chooses_does_not_go_with_a_plan(name: str, root: Path) -> None:
    said = refusal(Configuration(root, **{name: "horn"}))

    assert said.startswith(f"{CHOOSING[name]}: value = 'horn': does not go with --plan ")
    assert "which says what runs; leave it out" in said


@pytest.mark.parametrize("argument", ["features/remote_control", "features/a.feature::Title", "tests"])
def test_a_part_of_the_features_does_not_go_with_a_plan(argument: str, root: Path) -> None:
    config = Configuration(root)
    config.args = [argument]

    assert f"pytest: argument = {argument!r}: must be features/ alone" in refusal(config)


def test_a_part_and_a_shared_folder_do_not_go_together(root: Path) -> None:
    assert "--shard: part = '1/2': one of the two" in refusal(Configuration(root, shard="1/2", pull=Path("d")))


def test_a_shared_folder_does_not_go_with_workers(root: Path) -> None:
    config = Configuration(root, pull=Path("d"))
    config.workers = True

    assert "--pull: folder = 'd': does not go with -n" in refusal(config)


CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "rig": ({"rigs": ["bay-4"]}, "rigs = ['bay-4']: has no 'virtual', the rig of rigs/virtual.toml"),
    "kind": ({"kind": "bench"}, "kind = 'bench': must be 'virtual'"),
    "vehicle": ({"vehicle": "hybrid"}, "vehicle = 'hybrid': must be \"each scenario's own\""),
    "shorter": ({"hold_s": 60.0}, "hold_s = 60.0: must be left out, as in rigs/virtual.toml; "),
    "seal": ({"seal": "cd" * 32}, "seal = 'cdcdcdcdcdcd': is of another suite: features/suite.lock has "),
}


@pytest.mark.parametrize("of", CHANGES)
def test_a_plan_of_something_else_is_refused(of: str, root: Path) -> None:
    changes, told = CHANGES[of]
    written(root, **changes)

    assert refusal(Configuration(root)).startswith(f"{root / 'night.plan.toml'}: {told}")


def item(why: str | None = None) -> Any:
    """A scenario that was collected, perhaps one that does not apply."""
    marker = None if why is None else SimpleNamespace(kwargs={"reason": f"not applicable: {why}"})
    return SimpleNamespace(get_closest_marker=lambda name: marker)


FIRST, SECOND, LACKING = (
    "features/a.feature::Runs 0",
    "features/a.feature::Runs 1",
    "features/b.feature::Does not apply 0",
)
THERE = {FIRST: None, SECOND: None, LACKING: "it lacks a horn"}


def checked(**changes: str | None) -> str:
    """What is said where scenarios are otherwise than a plan has them; `gone` and `new` name some."""
    there: dict[str, str | None] = {**THERE, **changes}
    known = {name: item(why) for name, why in there.items() if name != changes.get("gone")}
    known.pop("gone", None)
    night = Night(Path("night.plan.toml"), plan_of([1.0, 2.0], 1))
    with pytest.raises(ConfigurationError) as caught:
        check_scenarios(night, known)
    return str(caught.value)


def test_scenarios_as_the_plan_has_them_are_fine() -> None:
    night = Night(Path("night.plan.toml"), plan_of([1.0, 2.0], 1))
    check_scenarios(night, {name: item(why) for name, why in THERE.items()})


def test_a_scenario_that_is_gone_is_named_with_the_nearest() -> None:
    said = checked(gone=SECOND)

    assert said.startswith(
        f"night.plan.toml: scenario = {SECOND!r}: there is no such scenario any more (1 are gone)"
    )
    assert f"nearest: {FIRST}" in said


def test_a_scenario_that_the_plan_does_not_know_is_named() -> None:
    assert "stands in no list of the plan (1 do not)" in checked(**{"features/c.feature::New": None})


def test_a_scenario_that_does_not_apply_on_this_bench_is_named() -> None:
    assert "runs by the plan, and does not apply here: it has no ears" in checked(**{FIRST: "it has no ears"})


def test_a_scenario_that_applies_here_and_not_by_the_plan_is_named() -> None:
    assert "does not apply by the plan (it lacks a horn), and does here" in checked(**{LACKING: None})


def test_hours_that_are_quiet_just_now_are_no_lack() -> None:
    night = Night(Path("night.plan.toml"), plan_of([1.0, 2.0], 1))
    quiet = {**THERE, FIRST: "rig bay-3 has quiet hours now (22:00-06:00), without horn"}
    check_scenarios(night, {name: item(why) for name, why in quiet.items()})
