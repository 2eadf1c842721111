"""A plugin of pytest that writes down how long the stages and, if asked, the parts of a run took.

`--figures FILE` notes the CPU time of the process at a few moments, which costs nothing. `--parts` besides
tells simulation, world building, traces and report from the harness: every way into one of them is wrapped with
a stopwatch that counts each moment for the innermost part alone.

- world: a simulated world and its buses, made for a scenario; the recorder that is made with it is harness.
- simulation: the kernel's run and what instruments and services do when they are called. The recorder's work
  for each frame is in it, as it is in the cost of a frame; samplers, audio recognition and conditions, which
  run on the kernel too, are harness. So is the reading of what an instrument has answered: it is so short and
  so frequent that the stopwatch would measure itself.
- trace: making and writing traffic logs.
- report: measurements, timing diagram, event list and other evidence, their files included.
- harness: all else, with pytest, pytest-bdd and Allure: what the floor is to be compared with.
"""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from pkgutil import resolve_name

import pytest

from benchmarks.stopwatch import Stopwatch

HARNESS = "harness"

PARTS: Sequence[tuple[str, str, str]] = (
    ("rigs.kinds.virtual.VirtualConnector", "connect", "world"),
    ("rigs.recording.recorder.Recorder", "__init__", "harness: recorder made"),
    ("clock.kernel.Kernel", "run_until", "simulation"),
    ("simulators.scpi.backend.SimulatedLibrary", "write", "simulation"),
    ("rigs.kinds.virtual.LocalService", "call", "simulation"),
    ("rigs.bindings.sampler.Sampler", "_sample", "harness: samplers"),
    ("rigs.bindings.ear.AudioEar", "_take", "harness: audio"),
    ("rigs.bindings.ear.AudioEar", "__init__", "harness: audio"),
    ("rigs.bindings.ear.AudioEar", "wav", "harness: audio"),
    ("rigs.judging.condition.TruthTrack", "_take", "harness: conditions"),
    ("rigs.judging.condition.TruthTrack", "__init__", "harness: conditions"),
    ("rigs.recording.traffic.Traffic", "log", "trace"),
    ("rigs.recording.traffic.Traffic", "write", "trace"),
    ("reports.allure.ScenarioSteps", "_attach_evidence", "report"),
    ("reports.allure.ScenarioSteps", "_attach_measurements", "report"),
)
"""Every way into a part: class, method, part."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("benchmarks")
    group.addoption("--figures", metavar="FILE", type=Path, required=True, help="write stages and parts there")
    group.addoption("--stopwatch", action="store_true", help="tell the parts from one another")


def pytest_configure(config: pytest.Config) -> None:
    target: Path = config.option.figures
    traces = config.pluginmanager.get_plugin("reports.traffic_logs")
    if traces is not None:  # its logs go beside the figures: the suite's own folder may be in use
        traces.TRACES = target.parent / "traces"
    stopwatch = Stopwatch(HARNESS) if config.option.stopwatch else None
    if stopwatch is not None:
        for owner, method, part in PARTS:
            stopwatch.watch(resolve_name(owner), method, part)
    config.pluginmanager.register(Meter(target, stopwatch), "benchmarks-meter")


class Meter:
    """Notes the stages of one run.

    Args:
        target: The file to write.
        stopwatch: Tells the parts from one another; None leaves that out.
    """

    def __init__(self, target: Path, stopwatch: Stopwatch | None) -> None:
        self._target = target
        self._stopwatch = stopwatch
        self._cpu_ns: dict[str, int] = {}
        self._first_verdict_monotonic_ns = 0
        self._passed = 0
        self._frames = 0
        self._vehicle_s = 0.0
        self._items_ns: list[int] = []
        self._off_board_ns: list[int] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        begin_ns = time.process_time_ns()
        result = yield
        self._items_ns.append(time.process_time_ns() - begin_ns)
        if _is_off_board(item):
            self._off_board_ns.append(self._items_ns[-1])
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        self._note("collection begins")
        result = yield
        self._note("collection ends")
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        self._note("loop begins")
        result = yield
        self._note("loop ends")
        return result

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        self._passed += report.passed
        if not self._first_verdict_monotonic_ns:
            self._note("first verdict")
            self._first_verdict_monotonic_ns = time.monotonic_ns()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        from rigs.recording.journal import JOURNAL  # noqa: PLC0415  # pytest has yet to rewrite it when it loads this plugin

        journal = item.stash.get(JOURNAL, None)
        if journal is not None:
            self._frames += len(journal.traffic or ())
            self._vehicle_s += journal.end_ns / 1e9

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        stopwatch = self._stopwatch
        content = {
            "cpu_ns": self._cpu_ns,
            "first_verdict_monotonic_ns": self._first_verdict_monotonic_ns,
            "passed": self._passed,
            "frames": self._frames,
            "vehicle_s": self._vehicle_s,
            "items_ns": self._items_ns,
            "off_board_ns": self._off_board_ns,
            "parts_ns": {} if stopwatch is None else stopwatch.read(),
            "entries": 0 if stopwatch is None else stopwatch.entries,
        }
        self._target.write_text(json.dumps(content), encoding="utf-8")

    def _note(self, moment: str) -> None:
        self._cpu_ns[moment] = time.process_time_ns()


def _is_off_board(item: pytest.Item) -> bool:
    """Whether office and app alone are judged; a test that is no scenario has no requirements."""
    requirements = getattr(item, "requirements", ())
    if not requirements:
        return False
    from steps.gherkin.collect import is_of_the_office  # noqa: PLC0415  # bare pytest is measured without it

    return all(is_of_the_office(item.config, each) for each in requirements)
