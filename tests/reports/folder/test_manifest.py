"""The manifest that a run leaves says what ran, what did not, and seals it, however the run went."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from reports.folder.checkout import Checkout
from reports.folder.failed_runs import NAME as FAILED_RUNS
from reports.folder.failed_runs import noted_runs
from reports.folder.manifest import BEGUN, NAME, Manifest, digests, read_manifest
from reports.folder.record import clips
from reports.folder.results import Results
from reports.folder.signature import new_private_key, private_key, public_text, signer
from reports.plugin import _let_go
from rigs.run.hold import Hold
from rigs.run.software import simulated_software
from tests.support.project import CLEAN, OUTPUT, ROOT, Project, small_project

VIN = "features/account/vin.feature"
AUTHENTICATION = "features/activation/authentication.feature"
KEY = "features/activation/key.feature"
KILLED = """
import os
import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_bdd_before_step():
    raise AssertionError("planted")

@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish():
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        os.kill(os.getpid(), 9)
"""
BROKEN = "Feature: Broken\n  Scenario: Without an id\n    Given the vehicle is started\n"
ENTRY = ROOT / "entry" / "connect_hil_root.py"
CTRL_C = """
def pytest_runtest_call(item):
    if "as long as" in item.name:
        raise KeyboardInterrupt
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory)


def scenarios(project: Project) -> set[str]:
    """Files of features, as node ids begin."""
    return {path.relative_to(project.root).as_posix() for path in (project.root / "features").rglob("*.feature")}


def left(project: Project, place: str = "allure") -> Manifest:
    """The manifest of the last run."""
    return project.manifest(place)


@pytest.mark.parametrize(
    "workers", [(), pytest.param(("-n", "2"), marks=pytest.mark.thorough)], ids=["alone", "two workers"]
)
def test_a_whole_run_is_told_whole(project: Project, workers: tuple[str, ...]) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    done = project.run("features/", *workers)
    assert done.code == 0, done.output
    manifest = left(project)
    assert {node_id.partition("::")[0] for node_id in manifest.selected} == scenarios(project)
    assert len(manifest.selected) == len(set(manifest.selected)) == len(project.results())
    assert sum(name.endswith("-result.json") for name in manifest.files) == len(manifest.selected)
    assert (manifest.exit_status, manifest.ended, manifest.whole) == (0, True, True)
    assert (manifest.deselected, manifest.uncollected) == (0, ())
    assert (manifest.rig, manifest.rig_kind, manifest.seed) == ("virtual", "virtual", "1")
    assert (manifest.fault, manifest.campaign) == (None, False)
    assert manifest.dut_software == simulated_software()
    assert before <= manifest.started <= manifest.finished <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(
    ("arguments", "selected", "deselected"),
    [
        (("features/", "-k", "VIN"), 2, True),
        pytest.param(("features/", "-n", "2", "-k", "VIN"), 2, True, marks=pytest.mark.thorough),
        (("features/", "--deselect", KEY, "--deselect", AUTHENTICATION), 2, True),
        (("features/account",), 2, False),
        pytest.param(("features/", "--ignore=features/activation"), 2, False, marks=pytest.mark.thorough),
        ((f"{VIN}::The VIN on the bus has 17 characters and is that of the account",), 1, False),
    ],
    ids=["-k", "-k on two workers", "--deselect", "a folder", "--ignore", "a node id"],
)
def test_a_part_is_not_told_whole(
    project: Project, arguments: tuple[str, ...], selected: int, deselected: bool
) -> None:
    done = project.run(*arguments)
    assert done.code == 0, done.output
    manifest = left(project)
    assert len(manifest.selected) == selected == len(project.results())
    assert (manifest.deselected > 0) is deselected
    assert (manifest.ended, manifest.whole) == (True, False)


@pytest.mark.thorough
def test_all_files_by_node_id_are_not_told_whole(project: Project) -> None:
    """Each file is named, not each scenario."""
    project.leave("features/")
    one_a_file = {node_id.partition("::")[0]: node_id for node_id in left(project).selected}
    assert project.run(*one_a_file.values()).code == 0
    manifest = left(project)
    assert {node_id.partition("::")[0] for node_id in manifest.selected} == scenarios(project)
    assert not manifest.whole


@pytest.mark.parametrize(
    "workers", [(), pytest.param(("-n", "2"), marks=pytest.mark.thorough)], ids=["alone", "two workers"]
)
def test_a_file_that_cannot_be_collected_is_named(project: Project, workers: tuple[str, ...]) -> None:
    path = project.write("features/account/broken.feature", BROKEN)
    try:
        done = project.run("features/", "--continue-on-collection-errors", *workers)
    finally:
        path.unlink()
    assert done.code == 1, done.output
    manifest = left(project)
    assert manifest.uncollected == ("features/account/broken.feature",)
    assert not manifest.whole


def test_a_run_that_a_collection_error_ended_has_not_ended_by_itself(project: Project) -> None:
    project.leave(VIN)
    path = project.write("features/account/broken.feature", BROKEN)
    try:
        done = project.run("features/")
    finally:
        path.unlink()
    assert done.code == 2, done.output
    manifest = left(project)
    assert (manifest.exit_status, manifest.ended, manifest.whole) == (2, False, False)
    assert project.results() == {}


def test_a_run_that_was_stopped_has_not_ended(project: Project) -> None:
    path = project.write("features/conftest.py", CTRL_C)
    try:
        done = project.run("features/")
    finally:
        path.unlink()
    assert done.code == 2, done.output
    manifest = left(project)
    assert (manifest.exit_status, manifest.ended) == (2, False)
    assert 0 < len(project.results()) < len(manifest.selected)


def test_results_in_another_folder_have_their_manifest_there(project: Project, tmp_path: Path) -> None:
    assert project.run(VIN, "--alluredir", str(tmp_path)).code == 0
    manifest = read_manifest(tmp_path)
    assert manifest.files == digests(tmp_path)
    assert len(manifest.selected) == len(list(tmp_path.glob("*-result.json"))) == 2


def test_a_run_on_a_faulty_vehicle_says_so_in_a_folder_of_its_own(project: Project) -> None:
    project.leave(VIN)
    ordinary = left(project)
    project.run(VIN, "--fault", "lock-never")
    manifest = left(project, "faults/lock-never/allure")
    assert manifest.fault == "lock-never"
    assert manifest.dut_software == f"{simulated_software()}+fault:lock-never"
    assert left(project) == ordinary


WRITER = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@b"))
}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, env={**CLEAN, **WRITER}, capture_output=True, check=True)  # noqa: S603  # no part of the command comes from outside
    return done.stdout.decode().strip()


def test_a_commit_is_told_with_whatever_differs_from_it(tmp_path: Path) -> None:
    assert Checkout.of(tmp_path).commit == "unknown"
    git(tmp_path, "init", "-q")
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "known.py").write_text("1\n")
    git(tmp_path, "add", "steps")
    git(tmp_path, "commit", "-q", "-m", "one")
    head = git(tmp_path, "rev-parse", "HEAD")
    assert Checkout.of(tmp_path).commit == head
    (tmp_path / "conftest.py").write_text("")
    assert Checkout.of(tmp_path).commit == f"{head}-dirty"
    (tmp_path / "conftest.py").unlink()
    (tmp_path / "steps" / "known.py").write_text("2\n")
    assert Checkout.of(tmp_path).commit == f"{head}-dirty"
    (tmp_path / "steps" / "known.py").write_bytes(b"1\r\n")
    assert Checkout.of(tmp_path).commit == head
    (tmp_path / "steps" / "known.py").unlink()
    assert Checkout.of(tmp_path).commit == f"{head}-dirty"


# Hashes


def test_every_file_but_the_manifest_has_its_hash(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a").write_bytes(b"abc")
    (tmp_path / NAME).write_text("{}")
    (tmp_path / "nowhere").symlink_to(tmp_path / "absent")
    (tmp_path / "link").symlink_to(tmp_path / "inner")
    os.mkfifo(tmp_path / "pipe")
    found = digests(tmp_path)
    assert found.pop("inner/a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert found == {"nowhere": "", "link": "", "pipe": ""}


def test_a_changed_byte_changes_the_hash(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    before = digests(tmp_path)
    path.write_bytes(b"abd")
    assert digests(tmp_path) != before


# Who judged


@pytest.mark.parametrize("workers", ["", pytest.param(" -n 2", marks=pytest.mark.thorough)])
def test_a_run_names_the_files_and_modules_that_judged(project: Project, workers: str) -> None:
    spy = project.write("elsewhere/planted_spy.py", "")
    line = (
        f"PYTHONPATH={spy.parent} pytest -q -p no:cacheprovider {VIN} -p planted_spy -o console_output_style=count"
    )
    assert project.shell(line + workers).code == 0
    manifest = left(project)
    assert manifest.judging["conftest.py"] == digests(project.root)["conftest.py"]
    assert set(manifest.rig_files) >= {"rigs/virtual.toml", "rigs/rack.toml", "dbc/comfort.dbc"}
    assert set(manifest.rig_files) <= set(manifest.judging)
    assert {"conftest", "steps.gherkin.collect", "reports.folder.record"} <= set(manifest.modules["suite"])
    # the plugin that finds the root is installed from this checkout, and the project is a copy
    odd = [where for where in manifest.modules if where.startswith(("/", "-o")) and where != str(ENTRY)]
    assert odd == ["-o console_output_style=count", str(spy)]


@pytest.mark.thorough
@pytest.mark.parametrize("option", ["--setup-only", "--setup-plan", "--fixtures", "--collect-only"])
def test_a_command_line_that_runs_no_step_leaves_no_results(project: Project, tmp_path: Path, option: str) -> None:
    project.run(VIN, option, "--alluredir", str(tmp_path / "results"))
    assert not (tmp_path / "results").exists()


@pytest.mark.thorough
@pytest.mark.parametrize("mistake", ["--typo", "--rig=none.toml"])
def test_a_run_that_ends_before_it_begins_is_told_by_a_mark(
    project: Project, tmp_path: Path, mistake: str
) -> None:
    place = ("--alluredir", str(tmp_path))
    project.leave(VIN)
    shutil.copytree(project.root / OUTPUT / "allure", tmp_path, dirs_exist_ok=True)
    assert not (tmp_path / "begun.txt").exists()
    assert project.run("tests/", *place, mistake).code == 4
    assert project.run(VIN, *place, mistake).code == 4
    assert (tmp_path / "begun.txt").exists()
    assert project.run(VIN, *place, "--clean-alluredir").code == 0
    assert not (tmp_path / "begun.txt").exists()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "line",
    [
        f"{VIN} --setup-only --alluredir RESULTS",
        f"{VIN} -p no:reports.plugin --alluredir RESULTS",
        f"{VIN} --noconftest --alluredir RESULTS",
        "--alluredir RESULTS --typo",
        "--alluredir RESULTS --rig RESULTS/none.toml",
        "--alluredir RESULTS --rig rigs/rack.toml",
    ],
)
def test_what_looks_like_a_run_and_ran_nothing_leaves_a_mark(project: Project, tmp_path: Path, line: str) -> None:
    (tmp_path / NAME).write_text("")
    project.run(*line.replace("RESULTS", str(tmp_path)).split())
    assert (tmp_path / BEGUN).exists()


@pytest.mark.parametrize(
    "line",
    [
        f"{VIN} --collect-only",
        pytest.param("planted --typo", marks=pytest.mark.thorough),
        "planted/test_a.py --typo",
    ],
)
def test_what_runs_no_feature_leaves_no_mark(project: Project, tmp_path: Path, line: str) -> None:
    project.write("planted/test_a.py", "")
    (tmp_path / NAME).write_text("")
    project.run(*line.split(), "--alluredir", str(tmp_path))
    assert not (tmp_path / BEGUN).exists()


def test_a_run_that_finds_its_folder_held_marks_no_results_of_the_run_that_holds_it(
    project: Project, tmp_path: Path
) -> None:
    results = tmp_path / "results"
    results.mkdir()
    with Hold(results, "pytest features/"):
        assert project.run(VIN, "--alluredir", str(results), "--traces", "none").code == 4
    assert not (results / BEGUN).exists()


@pytest.mark.parametrize("complete", [True, False])
def test_who_was_refused_has_marked_in_vain_when_the_run_is_complete(tmp_path: Path, complete: bool) -> None:
    (tmp_path / BEGUN).write_text("")
    released: list[bool] = []
    results = SimpleNamespace(path=tmp_path, complete=complete, release=lambda: released.append(True))
    _let_go(cast("Results", results))
    assert (released, (tmp_path / BEGUN).exists()) == ([True], not complete)


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "a worker"])
def test_a_run_that_is_killed_after_a_failure_is_remembered(project: Project, workers: tuple[str, ...]) -> None:
    noted = project.root / FAILED_RUNS
    noted.unlink(missing_ok=True)
    planted = project.write("features/conftest.py", KILLED)
    try:
        assert project.run("features/", "--alluredir", "killed", *workers).code == -signal.SIGKILL
    finally:
        planted.unlink()
    (line,) = noted_runs(project.root)
    assert (line.rig, list(line.not_passed.values())) == ("virtual", ["fail"])
    assert not (project.root / "killed" / NAME).exists()


def test_the_recordings_of_a_rig_have_their_hash(tmp_path: Path) -> None:
    (tmp_path / "clips.toml").write_text('[clips.now]\nfile = "now.wav"\ntranscript = "now"\nlanguage = "en"\n')
    (tmp_path / "signals.toml").write_text("[door]\nfile = 1\n")
    found = [clip for name in ("clips.toml", "signals.toml", "none.toml") for clip in clips(tmp_path / name)]
    assert found == [tmp_path / "now.wav"]


def test_a_run_signs_where_the_environment_names_a_key(project: Project, tmp_path: Path) -> None:
    new_private_key(tmp_path / "key")
    line = f"CONNECT_HIL_SIGNING_KEY={tmp_path}/key pytest -q -p no:cacheprovider {VIN}"
    assert project.shell(line).code == 0
    folder = project.root / "reports" / "output" / "allure"
    assert signer(folder) == public_text(private_key(tmp_path / "key").public_key())
    secret = (tmp_path / "key").read_text().splitlines()[1]
    assert all(secret not in path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file())
    (tmp_path / "key").chmod(0o644)
    done = project.shell(line)
    assert (done.code, "others can read it" in done.output) == (4, True)
