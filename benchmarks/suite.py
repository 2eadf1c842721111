"""What a run of the suite costs, and which part of the product takes it.

Every run is a process of its own; its CPU time is what the operating system counted for it, starting and
importing included. Runs of different kinds take turns, so that a machine that is busy for a while does not
fall on one kind alone.

The harness without simulation and traces is not something that can be run, since without a simulation there is
nothing to wait for. It is what is left of a real run when the time spent in simulation, world building, traces
and reports is taken away (`benchmarks.meter`). That is compared with the floor twice: the whole process, which is
what a user waits for and of which imports are a great part on both sides; and the loop over the scenarios alone,
which hides nothing behind the imports.
"""

from __future__ import annotations

import heapq
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Sample, Target

ROOT = Path(__file__).resolve().parents[1]
APART = ("simulation", "world", "trace", "report")
"""What is no part of the harness."""
HARNESS = "harness"
HARNESS_TARGET = Target(2.0, of_ratio=True)
RUN_TARGET = Target(4.0, of_ratio=True)
FIRST_TARGET = Target(1.7, of_ratio=True)
OFF_BOARD_TARGET = Target(3.0, of_ratio=True)
FRAME_OF_SUITE_TARGET = Target(0.5)
FLOOR = "floor"


@dataclass(frozen=True)
class Run:
    """One run of pytest in a process of its own; times in s, of the CPU unless told otherwise.

    Attributes:
        whole_s: The process from start to end.
        marks_s: From the start of the process to moments of the run.
        parts_s: By part, where they were told apart.
        verdict_wall_s: From the start of the process to the first verdict, by the clock on the wall.
        passed: Scenarios that passed.
        frames: On all buses in all scenarios.
        vehicle_s: Vehicle time of all scenarios.
        items_s: Each scenario.
        off_board_s: Those of office and app alone.
    """

    whole_s: float
    marks_s: Mapping[str, float]
    parts_s: Mapping[str, float]
    verdict_wall_s: float
    passed: int
    frames: int
    vehicle_s: float
    items_s: Sequence[float]
    off_board_s: Sequence[float]

    @property
    def collection_s(self) -> float:
        """Finding and checking the scenarios."""
        return self.marks_s["collection ends"] - self.marks_s["collection begins"]

    @property
    def loop_s(self) -> float:
        """Running the scenarios."""
        return self.marks_s["loop ends"] - self.marks_s["loop begins"]

    @property
    def apart_s(self) -> float:
        """What is no part of the harness."""
        return sum(self.parts_s.get(part, 0.0) for part in APART)


def run(arguments: Sequence[str], plugins: Sequence[str] = (), start: Path = ROOT) -> Run:
    """Run pytest.

    Args:
        arguments: Of pytest.
        plugins: Modules of the project that it loads besides.
        start: Folder in which it is started; in that of the suite its plugin is loaded, whatever is run.

    Raises:
        RuntimeError: It did not pass: figures of a broken run mean nothing.
    """
    with tempfile.TemporaryDirectory(prefix="connect-hil-benchmarks-") as folder:
        figures = Path(folder, "figures.json")
        command = [sys.executable, "-m", "pytest", "-q", *arguments, "--figures", str(figures)]
        command += [word for name in (*plugins, "benchmarks.meter") for word in ("-p", name)]
        command += ["--alluredir", str(Path(folder, "allure"))]
        begin_ns, before = time.monotonic_ns(), resource.getrusage(resource.RUSAGE_CHILDREN)
        around = {**os.environ, "PYTHONPATH": str(ROOT)}  # away from the root, what measures is found there
        done = subprocess.run(command, cwd=start, env=around, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode != 0:
            raise RuntimeError(
                f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-4000:]}{done.stderr}"
            )
        noted = json.loads(figures.read_text(encoding="utf-8"))
    return Run(
        after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime,
        {name: at_ns / 1e9 for name, at_ns in noted["cpu_ns"].items()},
        {part: spent_ns / 1e9 for part, spent_ns in noted["parts_ns"].items()},
        (noted["first_verdict_monotonic_ns"] - begin_ns) / 1e9,
        noted["passed"],
        noted["frames"],
        noted["vehicle_s"],
        [spent_ns / 1e9 for spent_ns in noted["items_ns"]],
        [spent_ns / 1e9 for spent_ns in noted["off_board_ns"]],
    )


def run_bare() -> Run:
    """Run pytest on one empty test without the project: what starting pytest costs on this machine."""
    with tempfile.TemporaryDirectory(prefix="connect-hil-benchmarks-") as folder:
        test = Path(folder, "test_nothing.py")
        test.write_text("def test_nothing():\n    pass\n", encoding="utf-8")
        settings = Path(folder, "pytest.ini")
        settings.write_text("[pytest]\n", encoding="utf-8")
        return run([str(test), "--noconftest"], start=Path(folder))


PLAIN = ("--history", "none", "--crossing", "none")
"""Options with which each scenario runs once: what it costs, not how often it is run."""

ALL_TRACES = "in parts, all traces"
NO_TRACES = "no traces"


def measure(features: str, one: str, repeat: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """The figures of the suite.

    Args:
        features: What to run.
        one: A part of it, for the time to a first verdict.
        repeat: How often; with 0 the floor and one real run stand in for all the others.
        say: Told of progress.
    """
    kinds: Mapping[str, Callable[[], Run]] = {
        "bare pytest": run_bare,
        FLOOR: lambda: run([features, *PLAIN], ["benchmarks.floor"]),
        "real": lambda: run([features, *PLAIN]),
        "in parts": lambda: run([features, *PLAIN, "--stopwatch"]),
        "one file": lambda: run([one]),
    }
    runs: dict[str, list[Run]] = {kind: [] for kind in kinds}
    for turn in range(repeat):
        for kind, start in kinds.items():
            say(f"suite, turn {turn + 1} of {repeat}: {kind}")
            runs[kind].append(start())
    if not repeat:
        say("suite: the floor and one real run")
        substitute = kinds["in parts"]()
        runs = {kind: [substitute] for kind in kinds}
        runs[FLOOR] = [kinds[FLOOR]()]
    passed = {each.passed for kind in (FLOOR, "real", "in parts") for each in runs[kind]}
    if len(passed) != 1:
        raise RuntimeError(f"not every run passed the same number of scenarios: {sorted(passed)}")
    yield from _whole(runs)
    yield from _loop(runs, passed.pop())
    if all(each.off_board_s for each in runs[FLOOR]):
        yield from _off_board(runs)
    yield from _workers(runs["real"])
    yield from _start(runs)


def measure_traces(features: str, repeat: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """The figures of runs with all traces and with none.

    Args:
        features: What to run.
        repeat: How often.
        say: Told of progress.
    """
    kinds = {ALL_TRACES: ["--stopwatch", "--traces", "all"], NO_TRACES: ["--traces", "none"]}
    runs: dict[str, list[Run]] = {kind: [] for kind in kinds}
    for turn in range(repeat):
        for kind, options in kinds.items():
            say(f"traces, turn {turn + 1} of {repeat}: {kind}")
            runs[kind].append(run([features, *PLAIN, *options]))
    group = "Traces of all scenarios, s of CPU"
    none = [each.whole_s for each in runs[NO_TRACES]]
    yield Figure(group, "real run, --traces none", "s", none)
    trace = [each.parts_s.get("trace", 0.0) for each in runs[ALL_TRACES]]
    yield Figure(group, "logs of all scenarios written (--traces all)", "s", trace, NO_TRACES, none)


def _workers(real: Sequence[Run]) -> Iterator[Figure]:
    """What a run takes at least with workers that get the longest scenarios first and have a core each."""
    group = "What workers could reach, s by the clock on the wall with a core for each"
    alone = [_bound_s(each, 1) for each in real]
    yield Figure(group, "one process", "s", alone)
    for workers in (2, 4, 8):
        yield Figure(group, f"-n {workers}", "s", [_bound_s(each, workers) for each in real], "one process", alone)
    yield Figure(group, "the longest scenario", "s", [max(each.items_s) for each in real], "one process", alone)


def _bound_s(run: Run, workers: int) -> float:
    """The start, which each worker has to itself, and the worker that has most to do."""
    loads = [0.0] * workers
    for took_s in sorted(run.items_s, reverse=True):
        heapq.heapreplace(loads, loads[0] + took_s)
    return run.marks_s["loop begins"] + max(loads)


def _whole(runs: Mapping[str, Sequence[Run]]) -> Iterator[Figure]:
    floor = [each.whole_s for each in runs[FLOOR]]
    parts = runs["in parts"]
    group = "Whole run of the suite, s of CPU"
    yield Figure(group, "floor: every step does nothing", "s", floor)
    harness = [each.whole_s - each.apart_s for each in parts]
    yield Figure(
        group, "harness, without simulation, traces, report", "s", harness, FLOOR, floor, target=HARNESS_TARGET
    )
    with_report = [each.whole_s - each.apart_s + each.parts_s["report"] for each in parts]
    yield Figure(group, "harness with report", "s", with_report, FLOOR, floor, target=HARNESS_TARGET)
    for name in ("simulation", "world", "report"):
        yield Figure(group, name, "s", [each.parts_s[name] for each in parts], FLOOR, floor)
    real = [each.whole_s for each in runs["real"]]
    yield Figure(group, "real run, as users start it", "s", real, FLOOR, floor, target=RUN_TARGET)
    yield Figure(group, "real run with the stopwatch in it", "s", [each.whole_s for each in parts], FLOOR, floor)


def _loop(runs: Mapping[str, Sequence[Run]], scenarios: int) -> Iterator[Figure]:
    parts = runs["in parts"]
    group = f"Loop over the scenarios, ms of CPU for each of {scenarios}"

    def per_scenario(times_s: Sequence[float]) -> Sample:
        return [time_s / scenarios * 1e3 for time_s in times_s]

    floor = per_scenario([each.loop_s for each in runs[FLOOR]])
    yield Figure(group, "floor", "ms", floor)
    harness = per_scenario([each.loop_s - each.apart_s for each in parts])
    yield Figure(
        group, "harness, without simulation, traces, report", "ms", harness, FLOOR, floor, target=HARNESS_TARGET
    )
    names = sorted({name for each in parts for name in each.parts_s if name.startswith(f"{HARNESS}: ")})
    for name in names:
        sample = per_scenario([each.parts_s.get(name, 0.0) for each in parts])
        yield Figure(group, f"of it {name.removeprefix(f'{HARNESS}: ')}", "ms", sample, FLOOR, floor)
    rest = per_scenario(
        [each.loop_s - each.apart_s - sum(each.parts_s.get(name, 0.0) for name in names) for each in parts]
    )
    yield Figure(group, "of it all else: pytest, Allure, steps, expectations", "ms", rest, FLOOR, floor)
    for name in ("world", "report", "simulation"):
        yield Figure(group, name, "ms", per_scenario([each.parts_s[name] for each in parts]), FLOOR, floor)
    per_frame = [each.parts_s["simulation"] / each.frames * 1e6 for each in parts]
    yield Figure(group, "simulation, for each frame of the suite", "us", per_frame, target=FRAME_OF_SUITE_TARGET)
    yield Figure(group, "frames", "", [each.frames / scenarios for each in runs["real"]])
    yield Figure(group, "vehicle time in s", "s", [each.vehicle_s / scenarios for each in runs["real"]])


def _off_board(runs: Mapping[str, Sequence[Run]]) -> Iterator[Figure]:
    """Scenarios in which no vehicle has a part, the middle one of each run."""
    floor, real = ([median(each.off_board_s) * 1e3 for each in runs[kind]] for kind in (FLOOR, "real"))
    group = f"A scenario of office and app alone, ms of CPU, median of {len(runs[FLOOR][0].off_board_s)}"
    yield Figure(group, "floor", "ms", floor)
    yield Figure(group, "off-board scenario, median", "ms", real, FLOOR, floor, target=OFF_BOARD_TARGET)


def _start(runs: Mapping[str, Sequence[Run]]) -> Iterator[Figure]:
    bare_name = "bare pytest"
    bare = [each.marks_s["first verdict"] for each in runs[bare_name]]
    group = "From `pytest` to the first verdict"
    yield Figure(group, "bare pytest, one empty test", "s", bare)
    for kind, name in (("real", "the suite"), ("one file", "one feature file"), (FLOOR, "the suite, floor")):
        sample = [each.marks_s["first verdict"] for each in runs[kind]]
        target = FIRST_TARGET if kind == "one file" else None
        yield Figure(group, f"{name}, CPU", "s", sample, bare_name, bare, target=target)
    for kind, name in (("real", "the suite"), ("one file", "one feature file")):
        wall = [each.verdict_wall_s for each in runs[kind]]
        bare_wall = [each.verdict_wall_s for each in runs[bare_name]]
        yield Figure(group, f"{name}, by the clock on the wall", "s", wall, bare_name, bare_wall)
    real = runs["real"]
    yield Figure(
        group,
        "of it imports and configuration",
        "s",
        [each.marks_s["collection begins"] for each in real],
        bare_name,
        [each.marks_s["collection begins"] for each in runs[bare_name]],
    )
    yield Figure(
        group, "of it collection of the suite", "s", [each.collection_s for each in real], bare_name, bare
    )
