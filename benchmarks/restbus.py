"""How steadily a restbus sends: 600 cyclic frames a second, from threads of python-can beside the kernel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise

import can

from benchmarks.figures import Figure
from clock.kernel import MS, S
from clock.wall import WallKernel
from simulators.bus.canbus import VirtualBus
from simulators.bus.joined import JoinedSegment

PERIODS_MS = {10: 3, 20: 3, 50: 6, 100: 3}
"""How many messages have each cycle; together they are 600 frames a second."""

LENGTH_S = 10
"""Time in s for which they are sent."""


def measure(repeat: int, say: Callable[[str], None], *, quick: bool = False) -> Iterator[Figure]:
    """Yield how far the distance of two frames is off its cycle, in ms of time on the wall.

    Args:
        repeat: How often it is measured.
        say: Told of what begins.
        quick: Whether a second is enough.
    """
    say("restbus: 600 frames a second")
    runs = [_errors_ms(1 if quick else LENGTH_S) for _ in range(repeat)]
    group = "A restbus of 600 frames/s, time on the wall"
    for name, part in (("median", 0.5), ("99 of 100", 0.99), ("worst", 1.0)):
        sample = [run[min(int(part * len(run)), len(run) - 1)] for run in runs]
        yield Figure(group, f"error of the distance of two frames, {name}", "ms", sample)
    yield Figure(group, "frames in a second", "frames/s", [len(run) / (1 if quick else LENGTH_S) for run in runs])


def _errors_ms(length_s: int) -> list[float]:
    """Send for a while; gives the errors in order."""
    kernel = WallKernel()
    periods_ms = [period for period, count in PERIODS_MS.items() for _ in range(count)]
    own = {(number, False): period for number, period in enumerate(periods_ms, start=0x100)}
    segment = JoinedSegment(kernel, "bench", 500_000, own=own)
    came_ns: defaultdict[int, list[int]] = defaultdict(list)
    segment.sent = lambda at_ns, message: came_ns[message.arbitration_id].append(at_ns)
    bus = can.Bus("restbus-benchmark", "virtual", ignore_config=True)
    segment.join(bus, _fail)
    node = VirtualBus(segment)
    try:
        for (number, _), period_ms in own.items():
            message = can.Message(arbitration_id=number, data=bytes(8), is_extended_id=False)
            node.send_periodic(message, period_ms / 1000)
        kernel.run_for(length_s * S)
    finally:
        segment.part()
        bus.shutdown()
    return sorted(
        abs(after - before - own[number, False] * MS) / MS
        for number, times in came_ns.items()
        for before, after in pairwise(times)
    )


def _fail(error: Exception) -> None:
    raise error
