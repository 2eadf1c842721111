"""`python -m benchmarks`: measures all of it in one run, prints a table and writes it for machines."""

from __future__ import annotations

import argparse
import datetime
import heapq
import itertools
import os
import platform
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from benchmarks import discrete, load, memory, plain, restbus, suite, traffic
from benchmarks.figures import Figure, cpu_ns, each, table, write_json
from reports.folder.checkout import Checkout

OUTPUT = suite.ROOT / "reports" / "output" / "benchmarks.json"
YARDSTICK_STEPS = 100_000
PARTS = ("frames", "log", "load", "plain", "simpy", "memory", "restbus", "suite", "traces")
"""Names of what is measured, in the order in which it is."""


def main() -> int:
    """Measure, print and write.

    Returns:
        0.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="everything once and short: does it work at all")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="repetitions of each measurement; 5")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FILE", help=f"default: {OUTPUT}")
    parser.add_argument(
        "--part", choices=PARTS, action="append", help="measure this alone, besides the yardstick; again for more"
    )
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error(f"--repeat {options.repeat}; allowed is 1 or more")
    about = _about()
    figures = []
    repeat = 1 if options.quick else options.repeat
    for figure in _measure(options.part or PARTS, repeat, quick=options.quick):
        figures.append(figure)
    about["load_average_after"] = os.getloadavg()
    write_json(options.output, {**about, "quick": options.quick}, figures)
    print("\n".join(f"{name}: {value}" for name, value in about.items()))
    print(f"\n{table(figures)}\n\nwritten to {options.output}")
    return 0


def _measure(parts: Collection[str], repeat: int, *, quick: bool) -> Iterator[Figure]:
    plan = traffic.load_plan()
    yield Figure("Yardstick", "a step of a heap in Python", "us", _yardstick(repeat))
    one = "features/remote_control/locking.feature"
    measures: Mapping[str, Callable[[], Iterator[Figure]]] = {
        "frames": lambda: traffic.measure_frames(plan, 2 if quick else 200, repeat, _say),
        "log": lambda: traffic.measure_log(plan, 2 if quick else 200, repeat, _say),
        "load": lambda: load.measure(plan, 2 if quick else 200, repeat, _say),
        "plain": lambda: plain.measure(plan, 2 if quick else 40, repeat, _say),
        "simpy": lambda: discrete.measure(plan, 2 if quick else 40, repeat, _say),
        "memory": lambda: memory.measure(plan, 2 if quick else 24, _say),
        "restbus": lambda: restbus.measure(repeat, _say, quick=quick),
        "suite": lambda: suite.measure(one if quick else "features", one, 0 if quick else repeat, _say),
        "traces": lambda: suite.measure_traces(one if quick else "features", repeat, _say),
    }
    for part in parts:
        yield from measures[part]()


def _yardstick(repeat: int) -> list[float]:
    """What this machine takes for a step of plain Python, so that other machines can be compared with it."""

    def work() -> None:
        queue: list[tuple[int, int]] = [(step, step) for step in range(16)]
        for step in itertools.islice(itertools.count(16), YARDSTICK_STEPS):
            heapq.heappop(queue)
            heapq.heappush(queue, (step, -step))

    return each((cpu_ns(work) for _ in range(repeat)), YARDSTICK_STEPS)


def _about() -> dict[str, object]:
    """What the figures were measured on."""
    return {
        "command": " ".join(["python -m benchmarks", *sys.argv[1:]]),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": Checkout.of(suite.ROOT).commit,
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_average_before": os.getloadavg(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
