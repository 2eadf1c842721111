"""The ports of a scenario are known from the code of its steps, so that a bench is told what does not apply."""

from __future__ import annotations

from pathlib import Path

import pytest

from rigs.run.plugin import CANNOT_BE_OPENED
from tests.support.bench_file import NAME, bench_file
from tests.support.project import ROOT, Project, new_project

RECORDER = ROOT / "tests" / "support" / "port_use.py"

ADDRESSES = {
    "can": 9,
    "scpi": {
        line.removeprefix("[instruments.").rstrip("]\n"): number
        for number, line in enumerate((ROOT / "rigs" / "rack.toml").read_text(encoding="utf-8").splitlines(), 9000)
        if line.startswith("[instruments.")
    },
    "http": "http://127.0.0.1:9",
}
"""Where nothing is: what does not apply is known before anything is opened."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new_project(tmp_path_factory)


def test_no_scenario_reaches_a_port_that_its_steps_do_not_show(project: Project) -> None:
    (project.root / "port_use.py").write_text(RECORDER.read_text(encoding="utf-8"), encoding="utf-8")
    chapters = [f"features/{name}" for name in ("account", "remote_control/horn.feature")]
    done = project.run("-q", "-n", "0", "-p", "port_use", "-m", "not long", "--traces", "none", *chapters)
    assert done.code == 0, done.output
    told = (project.root / "port_use.txt").read_text(encoding="utf-8").splitlines()
    assert len(told) > 10
    assert [line for line in told if not line.endswith(": ")] == []


@pytest.mark.thorough
def test_what_a_bench_lacks_is_told_before_anything_is_opened(project: Project, tmp_path: Path) -> None:
    file = bench_file(tmp_path, ADDRESSES, without=("camera", "audio"))
    done = project.run("features", "-q", "--rig", str(file), "--collect-only")
    assert done.code == 4, "a bench that declares no isolation runs no scenario with calls"
    done = project.run("features", "-q", "-m", "not calls", "--rig", str(file))
    (told,) = (line for line in done.output.splitlines() if f" do not apply to rig {NAME}, for want of: " in line)
    assert "screen.mode (" in told
    assert done.code == CANNOT_BE_OPENED
    assert done.output.count("bus comfort cannot be opened") == 1


def test_calls_that_do_not_apply_to_a_bench_need_no_isolation(project: Project, tmp_path: Path) -> None:
    file = bench_file(tmp_path, ADDRESSES, without=("io", "psap", "centre"))
    done = project.run("features/emergency_call", "-q", "--rig", str(file))
    assert done.code == 0, done.output
    assert f" scenarios do not apply to rig {NAME}" in done.output
