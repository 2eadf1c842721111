"""The same schedule as a SimPy model: a process for each cyclic message, the wires as a resource with priority.

It has periods, bit times and priority as the segment has, and keeps each frame with its time. No ECU computes,
no signal changes, nothing is decoded and no monitor looks, so that it costs less than one that does all that.
SimPy is in the dependency group `benchmarks`; without it this comparison is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any

from benchmarks.figures import Figure, Target, cpu_ns, each
from benchmarks.traffic import SEED, com_nodes
from clock.kernel import S, VirtualKernel
from dbc.network import MessageSpec
from rigs.run.session import Plan
from simulators.bus.segment import frame_bits

DISCRETE_TARGET = Target(5.0, of_ratio=True, at_least=True)


def measure(plan: Plan, vehicle_s: int, repeat: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """CPU time of a frame of all cyclic messages of the databases, our way and as a SimPy model.

    Args:
        plan: Rig and vehicles.
        vehicle_s: Vehicle time of the traffic.
        repeat: How often.
        say: Told of progress.
    """
    if find_spec("simpy") is None:
        say("SimPy is not installed: uv sync --group benchmarks")
        return
    group = "The same schedule as a SimPy model, us of CPU for a frame"
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(repeat):
        say(f"SimPy, turn {turn + 1} of {repeat}")
        bench = com_nodes(plan)
        before = bench.count()
        spent_ns = cpu_ns(partial(bench.kernel.run_for, vehicle_s * S))
        ours += each([spent_ns], bench.count() - before)
        kept: list[tuple[int, int]] = []
        spent_ns = cpu_ns(partial(_run_model, plan, vehicle_s, kept))
        theirs += each([spent_ns], len(kept))
    yield Figure(group, "our way, COM nodes, recorder and monitors", "us", ours)
    yield Figure(group, "SimPy, wires alone", "us", theirs, "our way", ours, target=DISCRETE_TARGET)


def _run_model(plan: Plan, vehicle_s: int, kept: list[tuple[int, int]]) -> None:
    import simpy  # noqa: PLC0415  # of a dependency group

    environment = simpy.Environment()
    network = plan.rig.load_network()
    phases = VirtualKernel(SEED).random("phases")
    for bus in network.buses:
        wires = simpy.PriorityResource(environment)
        for message in network.messages(bus):
            if message.cycle_ns is not None:
                bits = frame_bits(message.length, extended=message.extended)
                duration_ns = round(bits * S / network.bitrate(bus))
                phase_ns = phases.randrange(message.cycle_ns)
                environment.process(_clocked(environment, wires, message, phase_ns, duration_ns, kept))
    environment.run(until=vehicle_s * S)


def _clocked(
    environment: Any,
    wires: Any,
    message: MessageSpec,
    phase_ns: int,
    duration_ns: int,
    kept: list[tuple[int, int]],
) -> Generator[Any, None, None]:
    yield environment.timeout(phase_ns)
    while True:
        environment.process(_sent(environment, wires, message, duration_ns, kept))
        yield environment.timeout(message.cycle_ns)


def _sent(
    environment: Any, wires: Any, message: MessageSpec, duration_ns: int, kept: list[tuple[int, int]]
) -> Generator[Any, None, None]:
    with wires.request(priority=message.frame_id) as turn:
        yield turn
        yield environment.timeout(duration_ns)
    kept.append((environment.now, message.frame_id))
