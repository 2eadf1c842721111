"""A planned night from the evening to the morning: planned, run in parts, stopped, gone on with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.folder.manifest import Manifest, read_manifest
from reports.folder.reader import read_result, read_run
from reports.folder.whole import covers_all, group
from rigs.farm.plan_file import NightPlan, load_plan
from tests.support.project import Project, Run, small_project

PLAN = "night.plan.toml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small suite with a plan of two parts."""
    made = small_project(tmp_path_factory)
    done = made.shell(f"python -m rigs plan rigs/virtual.toml --hours 1 --parts 2 -o {PLAN}")
    assert done.code == 0, done.output
    return made


@pytest.fixture
def plan(project: Project) -> NightPlan:
    return load_plan(project.root / PLAN)


def night(project: Project, *options: str, folder: str | None = None) -> Run:
    """Run the plan, with its results in a folder."""
    place = [] if folder is None else ["--alluredir", folder]
    return project.run("features/", "--plan", PLAN, "--traces", "none", *place, *options)


def manifest_of(project: Project, folder: str) -> Manifest:
    return read_manifest(project.root / folder)


def ran(project: Project, folder: str) -> list[str]:
    """Node ids in the order in which they ran."""
    results = read_run(project.root / folder).results
    return [each.node_id for each in sorted(results, key=lambda each: each.start_ms)]


def test_a_plan_has_each_scenario_in_one_list(project: Project, plan: NightPlan) -> None:
    collected = project.run("features/", "--collect-only", "-q").output

    assert all(name in collected for name in plan.scenarios())
    assert collected.count("::") == len([*plan.scenarios()])
    assert all(each.s > 0 for each in plan.runs)


def test_the_plan_command_tells_what_fits_and_what_to_type_next(project: Project) -> None:
    told = project.shell("python -m rigs plan rigs/virtual.toml --hours 0.0001 -o other.plan.toml").output

    assert "virtual virtual, vehicle: each scenario's own" in told
    assert "does not fit into 0.0001 h: " in told
    assert "next: pytest features/ --rig rigs/virtual.toml --plan other.plan.toml" in told


@pytest.mark.thorough
def test_a_plan_knows_how_long_the_last_run_took(project: Project, plan: NightPlan) -> None:
    first = plan.runs[0].scenario
    cache = project.root / ".pytest_cache" / "v" / "connect_hil"
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "duration_s").write_text(json.dumps({first: 12.5}))
    told = project.shell("python -m rigs plan rigs/virtual.toml --hours 1 -o known.plan.toml")
    shutil.rmtree(project.root / ".pytest_cache")

    assert "1 by the last run on this rig" in told.output
    known = {each.scenario: each for each in load_plan(project.root / "known.plan.toml").runs}
    assert (known[first].s, known[first].by) == (12.5, "last run")


def test_two_parts_run_all_of_the_plan_in_its_order(project: Project, plan: NightPlan) -> None:
    for number in (1, 2):
        done = night(project, "--shard", f"{number}/2", folder=f"part-{number}")
        assert done.code == 0, done.output
    parts = [ran(project, f"part-{number}") for number in (1, 2)]

    assert sorted(parts[0] + parts[1]) == sorted(plan.selected)
    for number, names in enumerate(parts, start=1):
        assert names == [name for name in plan.selected if name in names]
        manifest = manifest_of(project, f"part-{number}")
        assert manifest.plan is not None
        assert (manifest.plan.plan, manifest.plan.share) == (plan.digest, f"{number}/2")
        assert manifest.plan.file == PLAN
        assert sorted(manifest.selected) == sorted(names)
        assert not manifest.whole


@pytest.mark.thorough
def test_a_whole_plan_that_leaves_nothing_out_is_a_whole_run_and_runs_nothing_again(
    project: Project, plan: NightPlan
) -> None:
    assert night(project, folder="all").code == 0
    assert ran(project, "all") == [*plan.selected]
    assert manifest_of(project, "all").whole
    before = {path.name: path.read_bytes() for path in (project.root / "all").iterdir()}
    done = night(project, folder="all")

    assert done.code == 0
    assert "0 scenarios to run" in done.output
    assert {path.name: path.read_bytes() for path in (project.root / "all").iterdir()} == before


@pytest.mark.thorough
def test_a_plan_runs_on_several_cores(project: Project, plan: NightPlan) -> None:
    done = night(project, "-n", "2", folder="cores")

    assert done.code == 0, done.output
    assert sorted(ran(project, "cores")) == sorted(plan.selected)
    assert manifest_of(project, "cores").whole


STOPS = """
import os, signal, pathlib
import pytest

def pytest_bdd_before_step(request, scenario, step):
    place = pathlib.Path("stop")
    if place.exists() and scenario.name == place.read_text():
        how = pathlib.Path("how").read_text()
        os.kill(os.getpid(), getattr(signal, how))
"""


@pytest.fixture
def stopping(project: Project, plan: NightPlan) -> Iterator[Project]:
    """A run that is stopped in the second scenario of the plan."""
    project.write("features/conftest.py", STOPS)
    project.write("stop", plan.selected[1].partition("::")[2])
    yield project
    for name in ("features/conftest.py", "stop", "how"):
        (project.root / name).unlink(missing_ok=True)


@pytest.mark.parametrize("how", [pytest.param("SIGTERM", marks=pytest.mark.thorough), "SIGKILL"])
def test_a_run_that_was_stopped_goes_on_with_what_was_interrupted(
    how: str, stopping: Project, plan: NightPlan
) -> None:
    stopping.write("how", how)
    folder = f"stopped-{how}"
    assert night(stopping, folder=folder).code not in (0, 1)
    results = [read_result(path) for path in (stopping.root / folder).glob("*-result.json")]
    (first,) = (each.file for each in results if each.node_id == plan.selected[0])
    (stopping.root / "stop").unlink()
    done = night(stopping, folder=folder)

    assert done.code == 0, done.output
    assert "1 have a verdict already" in done.output
    assert ran(stopping, folder) == [*plan.selected]
    assert first.exists()
    manifest = manifest_of(stopping, folder)
    assert manifest.plan is not None
    assert [each.ended is None for each in manifest.plan.sittings] == [how == "SIGKILL", False]
    assert manifest.started == manifest.plan.sittings[0].began < manifest.plan.sittings[1].began


@pytest.mark.thorough
def test_runs_that_share_a_folder_run_each_scenario_once_and_are_one_run(
    project: Project, plan: NightPlan
) -> None:
    one = f"pytest features/ --plan {PLAN} --traces none -p no:cacheprovider --pull shared --alluredir"
    done = project.shell(f"{one} left & {one} right; code=$?; wait $! && exit $code")
    assert done.code == 0, done.output

    runs = [read_run(project.root / name) for name in ("left", "right")]
    assert sorted(each.node_id for run in runs for each in run.results) == sorted(plan.selected)
    (group_,) = group([(Path(PLAN), plan)], runs)
    assert [*group_.wrong()] == []
    assert covers_all([group_])


@pytest.mark.thorough
def test_a_runner_that_was_killed_goes_on_with_its_folder(stopping: Project, plan: NightPlan) -> None:
    stopping.write("how", "SIGKILL")
    assert night(stopping, "--pull", "killed", folder="killed-results").code not in (0, 1)
    held = [*(stopping.root / "killed").glob("plan-*/held/*")]
    assert len(held) == 1
    (stopping.root / "stop").unlink()
    done = night(stopping, "--pull", "killed", folder="killed-results")

    assert done.code == 0, done.output
    assert ran(stopping, "killed-results") == [*plan.selected]
    assert manifest_of(stopping, "killed-results").whole
