"""However a run ends, what it has measured is kept and told, and nothing of another run is lost by it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reports.folder.manifest import digests
from rigs.run.hold import Hold, bench_hold
from tests.rigs.run.test_options import BENCH, ISOLATION
from tests.support.project import CLEAN, WITHOUT, Project, small_project

VIN = "features/account/vin.feature"
STOPPED = pytest.ExitCode.INTERRUPTED
THOROUGH = pytest.mark.thorough
WORKERS = [(), pytest.param(("-n", "2"), marks=THOROUGH)]

SIGNALLED = """
import os, signal, pytest

SIGNAL, WHERE, TIMES = {number}, {where!r}, {times}

def strike(here):
    if here == WHERE and not done:
        done.append(1)
        to = os.getppid() if {parent} and "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
        for _ in range(TIMES):
            os.kill(to, SIGNAL)
        while to != os.getpid():
            signal.pause()

done = []

class Finalized:
    def __del__(self):
        strike("finalizer")

def pytest_collection_modifyitems(items):
    strike("collection")

def pytest_bdd_before_step_call(request, feature, scenario, step):
    if "as long as" in request.node.name:
        Finalized()
        strike("step")

def pytest_bdd_after_step(request, step):
    if "as long as" in request.node.name:
        strike("report of a step")

def pytest_runtest_logreport(report):
    if "as long as" in report.nodeid and report.when == "call":
        strike("report")

def pytest_sessionfinish(session):
    strike("end")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory)


def output(project: Project) -> Path:
    return project.root / "reports" / "output"


def run_with(project: Project, planted: str, *arguments: str) -> tuple[int, str]:
    """Run with a conftest.py beside the features."""
    path = project.write("features/conftest.py", planted)
    try:
        done = project.run("features/", *arguments)
    finally:
        path.unlink()
    return done.code, done.output


def signalled(name: str, where: str, times: int = 1, *, parent: bool = False) -> str:
    return SIGNALLED.format(number=int(getattr(signal, f"SIG{name}")), where=where, times=times, parent=parent)


@pytest.mark.parametrize(
    ("name", "where", "times"),
    [
        ("INT", "step", 1),
        pytest.param("HUP", "step", 1, marks=THOROUGH),
        ("TERM", "step", 3),
        pytest.param("TERM", "report of a step", 2, marks=THOROUGH),
        pytest.param("HUP", "finalizer", 2, marks=THOROUGH),
    ],
)
def test_a_signal_stops_the_scenario_that_runs_and_leaves_the_results(
    project: Project, name: str, where: str, times: int
) -> None:
    code, said = run_with(project, signalled(name, where, times))
    assert code == STOPPED, said
    assert "INTERNALERROR" not in said
    assert f"Stopped: SIG{name}" in said
    manifest = project.manifest()
    assert (manifest.exit_status, manifest.ended) == (STOPPED, False)
    results = project.results().values()
    assert 1 < len(results) < len(manifest.selected)
    (stopped,) = (result for result in results if result.status != "passed")
    assert (stopped.status, stopped.message) == ("broken", f"stopped: SIG{name}")


@pytest.mark.thorough
def test_a_signal_to_the_controller_stops_its_workers_too(project: Project) -> None:
    code, said = run_with(project, signalled("TERM", "step", parent=True), "-n", "2")
    assert code == STOPPED, said
    assert "INTERNALERROR" not in said
    assert not project.manifest().ended
    stopped = [result for result in project.results().values() if result.status != "passed"]
    assert stopped
    assert {(result.status, result.message) for result in stopped} == {("broken", "stopped: SIGTERM")}


@pytest.mark.thorough
def test_a_signal_in_a_report_waits_until_that_is_made(project: Project) -> None:
    code, said = run_with(project, signalled("TERM", "report"))
    assert code == STOPPED, said
    manifest = project.manifest()
    assert not manifest.ended
    results = project.results().values()
    assert 0 < len(results) < len(manifest.selected)
    assert sum("as long as" in result.name for result in results) == 1
    assert all(result.status == "passed" for result in results if "as long as" in result.name)


def test_a_signal_in_the_collection_leaves_a_manifest_without_results(project: Project) -> None:
    project.leave(VIN)
    code, said = run_with(project, signalled("TERM", "collection", 2))
    assert code == STOPPED, said
    assert not project.manifest().ended
    assert project.results() == {}


def test_a_signal_at_the_end_lets_the_run_end(project: Project) -> None:
    code, said = run_with(project, signalled("HUP", "end", 2), "-k", "VIN")
    assert code == 0, said
    assert project.manifest().ended
    assert len(project.results()) == 2


def test_a_signal_that_was_ignored_at_the_start_stays_so(project: Project) -> None:
    """As `nohup` does it."""
    path = project.write("features/conftest.py", signalled("HUP", "step"))
    command = [sys.executable, "-m", "pytest", *WITHOUT, "features/activation", "-q"]
    try:
        done = subprocess.run(  # noqa: S603  # our own run
            ["nohup", *command],  # noqa: S607  # of every POSIX system
            cwd=project.root,
            env=CLEAN,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    finally:
        path.unlink()
    assert done.returncode == 0, done.stdout + done.stderr
    assert project.manifest().ended


# Two runs


@pytest.mark.parametrize("workers", WORKERS, ids=["alone", "two workers"])
def test_a_second_run_stops_before_it_removes_anything(project: Project, workers: tuple[str, ...]) -> None:
    project.leave(VIN)
    before = digests(output(project))
    with Hold(output(project) / "allure", "pytest features/ --seed 7"):
        done = project.run("features/activation", *workers)
    assert done.code == pytest.ExitCode.USAGE_ERROR, done.output
    (line,) = (line for line in done.output.splitlines() if line.startswith("ERROR: "))
    assert line.startswith("ERROR: reports/output/allure is in use since 2")
    assert f"by pytest features/ --seed 7 (process {os.getpid()} of " in line
    assert line.endswith("; wait for its end, or run beside it with --alluredir FOLDER --traces none")
    after = digests(output(project))
    marks = ("hold", "begun.txt")  # who holds the folder, and that a later run has not come to its end
    assert {name: each for name, each in after.items() if not any(mark in name for mark in marks)} == {
        name: each for name, each in before.items() if not any(mark in name for mark in marks)
    }


@pytest.mark.thorough
@pytest.mark.parametrize(
    "options",
    [
        ("--alluredir", "{mine}", "--traces", "none"),
        ("--fault", "lock-never"),
        ("--collect-only",),
        ("--fixtures",),
        ("--help",),
    ],
    ids=lambda options: options[0],
)
def test_what_takes_nothing_of_it_runs_beside_another(
    project: Project, tmp_path: Path, options: tuple[str, ...]
) -> None:
    project.leave(VIN)
    manifest = project.manifest()
    log = project.write("reports/output/traces/of/another.log", "")
    with Hold(output(project) / "allure", "another"), Hold(output(project) / "traces", "another"):
        done = project.run(VIN, *(option.format(mine=tmp_path / "mine") for option in options))
    assert done.code == 0, done.output
    assert project.manifest() == manifest
    assert log.exists()


def test_a_usage_error_leaves_the_results_of_the_run_before(project: Project) -> None:
    project.leave(VIN)
    manifest = project.manifest()
    assert project.run("features/absent.feature").code == pytest.ExitCode.USAGE_ERROR
    assert project.manifest() == manifest


def test_a_second_run_on_a_bench_stops_before_it_opens_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(project.temporary))
    project.write("rigs/mine.toml", BENCH + ISOLATION)
    with bench_hold("bay-3", "the run of another checkout"):
        done = project.run(VIN, "--rig", "rigs/mine.toml")
    assert done.code == pytest.ExitCode.USAGE_ERROR, done.output
    assert "ERROR: bench bay-3 is in use since 2" in done.output
    assert "by the run of another checkout (process " in done.output
    assert "bench bay-3 cannot be opened" in project.run(VIN, "--rig", "rigs/mine.toml").output
    many = project.run(VIN, "--rig", "rigs/mine.toml", "-n", "2")
    assert many.code == pytest.ExitCode.USAGE_ERROR
    assert "-n: bench bay-3 is there once" in many.output


LOSING = """
from pathlib import Path

def pytest_runtest_logreport(report):
    if report.when == "teardown":
        for path in Path("reports/output/allure").glob("*-result.json"):
            path.unlink()
"""


@pytest.mark.parametrize("workers", WORKERS, ids=["alone", "two workers"])
def test_a_run_whose_results_are_not_all_there_says_so(project: Project, workers: tuple[str, ...]) -> None:
    code, said = run_with(project, LOSING, *workers)
    assert code == pytest.ExitCode.INTERNAL_ERROR, said
    assert "results of this run are not there, the first is that of features/" in said.splitlines()[-1]
    assert not project.manifest().ended


# A disk that takes no more

FULL = """
import errno, os, pathlib, types
import allure_commons.logger

ERROR, WHAT, TAKES = errno.{error}, {what!r}, {takes}

def refuse(path):
    if WHAT in str(path):
        taken.append(path)
        if len(taken) > TAKES:
            raise OSError(ERROR, os.strerror(ERROR), str(path))

def opening(path, mode, **named):
    refuse(path)
    return open(path, mode, **named)

taken = []
write_text = pathlib.Path.write_text

def writing(path, *arguments, **named):
    if path.parent.name == "allure":
        refuse(path)
    return write_text(path, *arguments, **named)

pathlib.Path.write_text = writing
allure_commons.logger.open = opening
allure_commons.logger.io = types.SimpleNamespace(open=opening)

if WHAT == "manifest":
    import reports.folder.record

    def refuse_manifest(folder, manifest):
        raise OSError(ERROR, os.strerror(ERROR), str(folder))

    reports.folder.record.write_manifest = refuse_manifest
"""


@pytest.mark.parametrize("workers", WORKERS, ids=["alone", "two workers"])
@pytest.mark.parametrize(
    ("error", "what", "takes"),
    [
        ("ENOSPC", "result.json", 3),
        pytest.param("EIO", "attachment", 12, marks=THOROUGH),
        pytest.param("EROFS", "result.json", 3, marks=THOROUGH),
    ],
)
def test_a_disk_that_takes_no_result_ends_the_run_in_one_sentence(
    project: Project, error: str, what: str, takes: int, workers: tuple[str, ...]
) -> None:
    code, said = run_with(project, FULL.format(error=error, what=what, takes=takes), *workers)
    assert code == STOPPED, said
    assert "INTERNALERROR" not in said
    assert "Traceback" not in said
    assert said.count("reports/output/allure: cannot be written: ") == 1
    assert "; what was measured before is kept" in said
    manifest = project.manifest()
    assert not manifest.ended
    assert 0 < len(project.results()) < len(manifest.selected)
    assert all(result.attachments for result in project.results().values())
    assert not list((output(project) / "allure").glob("*.tmp"))


NO_TRACES = """
import errno, os, pathlib

taken = []
write_bytes = pathlib.Path.write_bytes

def writing(path, data):
    if "traces" in path.parts:
        taken.append(path)
        if len(taken) > 2:
            write_bytes(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    return write_bytes(path, data)

pathlib.Path.write_bytes = writing
"""


@pytest.mark.parametrize("workers", WORKERS, ids=["alone", "two workers"])
def test_a_disk_that_takes_no_traffic_log_ends_the_run_and_keeps_each_result(
    project: Project, workers: tuple[str, ...]
) -> None:
    code, said = run_with(project, NO_TRACES, "--traces", "all", *workers)
    assert code == STOPPED, said
    assert "Traceback" not in said
    assert said.count("reports/output/traces: cannot be written: No space left on device") == 1
    assert "; what was measured before is kept" in said
    logs = list((output(project) / "traces").rglob("*.log"))
    verdicts = [result.verdict for result in project.results().values()]
    assert len(logs) < len(verdicts) < len(project.manifest().selected)
    assert set(verdicts) == {"pass"}


def test_a_disk_that_takes_no_manifest_is_told(project: Project) -> None:
    code, said = run_with(project, FULL.format(error="ENOSPC", what="manifest", takes=0), "-k", "VIN")
    assert code == pytest.ExitCode.INTERNAL_ERROR, said
    assert "Traceback" not in said
    assert said.splitlines()[-1] == (
        "reports/output/allure: cannot be written: No space left on device;"
        " there is no manifest of what was measured"
    )
    assert len(project.results()) == 2
