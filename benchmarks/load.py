"""What a busier bus costs: more cyclic messages on the same buses in the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from benchmarks.figures import Figure, Target, cpu_ns, each
from benchmarks.traffic import WARM_UP_S, Bench, awake_vehicle
from clock.kernel import MS, S
from dbc.network import MessageSpec, Network
from rigs.run.session import Plan
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com

LOAD_TARGET = Target(1.3, of_ratio=True)
LOADS = (1, 2, 4)
NODE = "LOAD"
"""Name of the node that sends what comes on top."""

LOWEST_ID = 0x500
"""Lowest identifier of what comes on top; it gives way to what the vehicle sends."""


@dataclass(frozen=True)
class Loaded:
    """A vehicle on buses with more messages.

    Attributes:
        bench: The vehicle and its buses.
        share: How much of their time the wires of both buses together are busy, from 0 to 1.
    """

    bench: Bench
    share: float


def measure(plan: Plan, vehicle_s: int, repeat: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """CPU time of the awake vehicle on buses with once, twice and four times the cyclic messages.

    Args:
        plan: Rig and vehicles.
        vehicle_s: Vehicle time of each run.
        repeat: How often.
        say: Told of progress.
    """
    group = "A busier bus, ms of CPU for a second of the awake vehicle"
    once: Sequence[float] = ()
    for times in LOADS:
        say(f"bus load, {times} x")
        costs_ns, loaded = [], None
        for _ in range(repeat):
            bench = loaded_vehicle(plan, times)
            before_ns = sum(segment.busy_ns for segment in bench.segments)
            costs_ns.append(cpu_ns(partial(bench.kernel.run_for, vehicle_s * S)))
            busy_ns = sum(segment.busy_ns for segment in bench.segments) - before_ns
            loaded = Loaded(bench, busy_ns / len(bench.segments) / (vehicle_s * S))
        assert loaded is not None  # it is measured once at least
        costs = each(costs_ns, vehicle_s, MS)
        label = f"{times} x the messages, buses busy for {loaded.share:.0%} of the time"
        if not once:
            once = costs
            yield Figure(group, label, "ms", costs)
        else:
            yield Figure(group, label, "ms", costs, "once the messages", once, target=LOAD_TARGET)


def loaded_vehicle(plan: Plan, times: int, *, kept: bool = True) -> Bench:
    """Wake a vehicle on buses with more messages.

    Args:
        plan: Rig and vehicles.
        times: How many times the cyclic messages there are.
        kept: Whether the recorder keeps the frames.
    """
    network = _with_more(plan.rig.load_network(), times)
    bench = awake_vehicle(plan, network=network, kept=kept)
    links = {bus: VirtualBus(segment) for bus, segment in zip(network.buses, bench.segments, strict=True)}
    node = Com(bench.kernel, NODE, network, links)
    for bus in network.buses:
        node.start(bus)
    bench.kernel.run_for(WARM_UP_S * S)
    return bench


def _with_more(network: Network, times: int) -> Network:
    """The same network with each cyclic message `times` times, of which one comes from its own sender."""
    more: list[MessageSpec] = []
    for bus in network.buses:
        used = {message.frame_id for message in network.messages(bus)}
        free = (identifier for identifier in range(LOWEST_ID, 0x800) if identifier not in used)
        cyclic = [each for each in network.messages(bus) if each.cycle_ns and not each.if_active]
        more += [_copy(message, next(free), turn) for turn in range(1, times) for message in cyclic]
    messages = [message for bus in network.buses for message in network.messages(bus)]
    bitrates = {bus: network.bitrate(bus) for bus in network.buses}
    return Network(network.files, bitrates, [*messages, *more], network.hash, network.stated_bitrates)


def _copy(message: MessageSpec, identifier: int, turn: int) -> MessageSpec:
    signals = {
        f"load{turn}.{name}": replace(signal, name=f"load{turn}.{name}")
        for name, signal in message.signals.items()
    }
    name = f"Load{turn}{message.name}"
    return replace(
        message,
        name=name,
        frame_id=identifier,
        extended=False,
        senders=(NODE,),
        on_change=False,
        signals=MappingProxyType(signals),
    )
