"""A bench is safe, free and its results are kept when a run on it is killed, or its watchdog is.

Each kill comes at another moment. As many as one likes, with their times in a file:

    KILLS=200 pytest tests/rigs/run/test_killed.py -m thorough -n 2 --junitxml kills.xml -o junit_family=xunit1
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from rigs.run.hold import Held, bench_hold, watchdog_hold
from tests.support.bench_file import ISOLATED, NAME, bench_file
from tests.support.forks import ForkedRun, fork_server
from tests.support.project import CLEAN, WITHOUT, Project, project_of
from tests.support.served_vehicle import GUARD_S, served

SAFE_S = 2.0
"""Time in s after a kill in which each output must be safe."""

FREE_S = 10.0
"""Time in s after a kill in which the bench must be free for another run."""

LATEST_S = 2.0
"""Time in s after the press of SOS in which the kill comes: before the vehicle calls, while it does, and after."""

LONGEST_S = 60.0
"""What has not happened by then never does."""

FEATURE = """Feature: Killed
  @calls @req-ECALL-05
  Rule: A press of the SOS button sets up an emergency call
    Scenario: A result that is kept
      Given the vehicle is started
      When 0.1 s pass
      Then the vehicle stays in geolocated mode for 0.1 s after the start of the wait

    Scenario: A button that is held
      When 600 s pass
      Then the vehicle stays in geolocated mode for 0.1 s after the start of the wait
"""

HOLDING = """
import os, pathlib, signal
import steps.gherkin.scenario
import rigs.ending
from rigs.ports import controls

steps.gherkin.scenario.prepare = lambda scene: scene.begin()  # which takes longer than all else
rigs.ending.lifeless = lambda scene: ()

def pytest_bdd_before_step(request, scenario, step):
    if scenario.name == "A button that is held":
        scene = request.getfixturevalue("scene")
        scene.stimulate(controls.AIRBAG_CRASH, "fired")
        scene.stimulate(controls.SOS_BUTTON, "pressed")
        if pathlib.Path("strike").exists():
            os.kill(os.getpid(), signal.SIGTERM)
"""

HELD = {
    "sos": ("io", "ROUT:CLOS? (@101)"),
    "crash": ("io", "ROUT:CLOS? (@141)"),
    "kl15": ("io", "ROUT:CLOS? (@111)"),
}
SUPPLY = ("supply", "VOLT?")


CALLING = ("ringing", "data", "voice")
"""States of a call that is placed."""


class Outputs:
    """The outputs of a served vehicle, asked for on connections of their own.

    Args:
        ports: The addresses of the server.
    """

    def __init__(self, ports: Mapping[str, Any]) -> None:
        self._ports = ports["scpi"]

    def ask(self, instrument: str, query: str) -> str:
        with socket.create_connection(("127.0.0.1", self._ports[instrument]), GUARD_S) as connection:
            connection.sendall(f"{query}\n".encode("ascii"))
            return connection.makefile().readline().strip()

    @property
    def sos_is_pressed(self) -> bool:
        return self.ask(*HELD["sos"]) == "1"

    @property
    def are_safe(self) -> bool:
        return all(self.ask(*each) == "0" for each in HELD.values()) and float(self.ask(*SUPPLY)) == 0


@dataclass
class Lab:
    """A bench and what runs on it."""

    project: Project
    bench: Path
    outputs: Outputs
    http: str

    def run(self) -> AbstractContextManager[ForkedRun]:
        """Have a run."""
        arguments = [*WITHOUT, "-q", "features", "--rig", str(self.bench)]
        environment = {**CLEAN, "TMPDIR": str(self.project.temporary)}
        return fork_server().running(arguments, self.project.root, environment)

    def watchdog(self) -> int:
        """The process of the watchdog, as it tells everyone."""
        (about,) = self.project.temporary.glob(".connect-hil-bench-*-watchdog.hold.json")
        return int(json.loads(about.read_text(encoding="utf-8"))["process"])

    def calls(self) -> list[dict[str, Any]]:
        """What the PSAP has told of calls, oldest first."""
        changes = httpx.get(f"{self.http}/changes", trust_env=False).json()
        return [each for each in changes if (each["service"], each["item"]) == ("psap", "call")]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    project = project_of(tmp_path_factory, "account")
    for feature in (project.root / "features").rglob("*.feature"):
        feature.unlink()
    project.write("features/account/killed.feature", FEATURE)
    project.write("features/conftest.py", HOLDING)
    folder = tmp_path_factory.mktemp("served")
    with served(folder) as (_, ports), pytest.MonkeyPatch.context() as patched:
        patched.setattr("tempfile.tempdir", str(project.temporary))
        yield Lab(project, bench_file(folder, ports, more=ISOLATED), Outputs(ports), ports["http"])


def until(happened: Callable[[], bool], run: ForkedRun | None = None) -> float:
    """Wait until something has happened; gives how long it took in s."""
    begin_s = time.monotonic()
    while not happened():
        assert run is None or run.code is None, "".join(run.said)
        assert time.monotonic() < begin_s + LONGEST_S, "it never happens"
        time.sleep(0.01)
    return time.monotonic() - begin_s


def is_free() -> bool:
    """Tell whether another run could begin."""
    try:
        with bench_hold(NAME, "the next run"), watchdog_hold(NAME, "the next run"):
            return True
    except Held:
        return False


def kill_one(lab: Lab, *, watchdog: bool, after_s: float) -> tuple[float, float]:
    """Kill a run that holds the SOS button, or its watchdog.

    Returns:
        After how many s the outputs were safe, and after how many the bench was free.
    """
    with lab.run() as run:
        until(lambda: lab.outputs.sos_is_pressed, run)
        time.sleep(after_s)
        killed_ns = time.monotonic_ns()
        os.kill(lab.watchdog() if watchdog else run.pid, signal.SIGKILL)
        safe_s = until(lambda: lab.outputs.are_safe)
        free_s = safe_s + until(is_free)
        code, said = run.end(LONGEST_S)
    calls = lab.calls()
    safe_ns = killed_ns + round(safe_s * 1e9)
    assert [each for each in calls if each["at_ns"] > safe_ns and each["value"] in CALLING] == []
    assert not calls or calls[-1]["value"] not in CALLING
    results = lab.project.results()
    assert results["A result that is kept"].status == "passed"
    if watchdog:
        assert code == pytest.ExitCode.INTERRUPTED, said
        held = results["A button that is held"]
        assert (held.status, held.verdict) == ("broken", "rig fault")
        assert "the watchdog of bench" in held.message
    else:
        assert code == -signal.SIGKILL, said
        told = next(lab.project.temporary.glob("*.log")).read_text(encoding="utf-8").splitlines()
        assert f"process {run.pid}" in told[-1]
        assert told[-1].endswith("is dead; outputs at rest")
    return safe_s, free_s


@pytest.mark.thorough
@pytest.mark.parametrize("number", range(int(os.environ.get("KILLS", "2"))))
def test_a_bench_is_safe_and_free_when_a_run_that_holds_sos_or_its_watchdog_is_killed(
    lab: Lab, number: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(number)
    before = len(lab.calls())
    watchdog, after_s = chance.random() < 0.5, chance.uniform(0, LATEST_S)
    safe_s, free_s = kill_one(lab, watchdog=watchdog, after_s=after_s)
    told = {"watchdog": watchdog, "after_s": after_s, "safe_s": safe_s, "free_s": free_s}
    for name, value in (*told.items(), ("calls", [each["value"] for each in lab.calls()[before:]])):
        record_property(name, value)
    assert safe_s < SAFE_S
    assert free_s < FREE_S


@pytest.mark.thorough
@pytest.mark.parametrize(("number", "times"), [("INT", 1), ("INT", 2), ("TERM", 1), ("HUP", 3)])
def test_a_bench_is_safe_before_a_run_that_is_stopped_writes_its_results(
    lab: Lab, number: str, times: int
) -> None:
    with lab.run() as run:
        until(lambda: lab.outputs.sos_is_pressed, run)
        for _ in range(times):
            os.kill(run.pid, getattr(signal, f"SIG{number}"))
        until(lambda: lab.outputs.are_safe)
        code, said = run.end(LONGEST_S)
    assert code == pytest.ExitCode.INTERRUPTED, said
    assert "INTERNALERROR" not in said
    results = lab.project.results()
    assert results["A result that is kept"].status == "passed"
    assert results["A button that is held"].message == f"stopped: SIG{number}"
    assert is_free()


@pytest.mark.thorough
def test_a_signal_while_a_step_is_begun_does_not_wait_for_its_end(lab: Lab) -> None:
    """Its end comes after 600 s."""
    strike = lab.project.write("strike", "")
    try:
        with lab.run() as run:
            code, said = run.end(LONGEST_S)
    finally:
        strike.unlink()
    assert code == pytest.ExitCode.INTERRUPTED, said
    assert lab.outputs.are_safe


@pytest.mark.thorough
def test_a_run_that_stands_still_is_put_to_rest_and_ends_when_it_goes_on(lab: Lab) -> None:
    with lab.run() as run:
        until(lambda: lab.outputs.sos_is_pressed, run)
        os.kill(run.pid, signal.SIGSTOP)
        until(lambda: lab.outputs.are_safe)
        with pytest.raises(Held, match=r"is in use since .* silent for \d+ s: if it stands still, end it"):
            bench_hold(NAME, "the next run").take()
        os.kill(run.pid, signal.SIGCONT)
        code, said = run.end(LONGEST_S)
    assert code == pytest.ExitCode.INTERRUPTED, said
    assert lab.outputs.are_safe
    assert lab.project.results()["A button that is held"].verdict == "rig fault"
