"""What a long scenario keeps in memory: its changes, and its frames only where a traffic log is asked for."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator, Sequence

from benchmarks.figures import Figure, Target
from benchmarks.load import loaded_vehicle
from clock.kernel import S
from rigs.run.session import Plan

HOUR_S = 3600
FLAT = Target(1.1, of_ratio=True)


def measure(plan: Plan, hours: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """Memory that the awake vehicle takes for each hour more, from the second on.

    What changes all the time, such as the clock, is evidence and is kept, so memory grows with the time. That it
    does not grow with the frames is seen beside a vehicle on buses with four times as many.

    Args:
        plan: Rig and vehicles.
        hours: Vehicle time, 2 or more.
        say: Told of progress.
    """
    group = f"Memory of a vehicle that is awake for {hours} h, MB for each hour after the first"
    say(f"memory of {hours} h")
    once = hourly_mb(plan, hours, times=1, kept=False)
    yield Figure(group, "no traffic log asked for", "MB", once)
    say(f"memory of {hours} h, four times the frames")
    more = hourly_mb(plan, hours, times=4, kept=False)
    yield Figure(group, "so too, with 4 x the frames", "MB", more, "once the frames", once, target=FLAT)
    say(f"memory of {hours} h, frames kept")
    kept = hourly_mb(plan, hours, times=1, kept=True)
    yield Figure(group, "frames kept for a traffic log", "MB", kept, "not kept", once)


def hourly_mb(plan: Plan, hours: int, *, times: int, kept: bool) -> Sequence[float]:
    """What Python holds more after each hour from the second on, on average, by `tracemalloc`."""
    tracemalloc.start()
    try:
        bench = loaded_vehicle(plan, times, kept=kept)
        bench.kernel.run_for(HOUR_S * S)
        first = tracemalloc.get_traced_memory()[0]
        bench.kernel.run_for((hours - 1) * HOUR_S * S)
        return [(tracemalloc.get_traced_memory()[0] - first) / (hours - 1) / 1e6]
    finally:
        tracemalloc.stop()
