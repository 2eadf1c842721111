"""What a frame costs all in, through the product's own path.

A frame is sent by the COM layer through python-can's `send_periodic`, waits for the wires by its priority, takes
its bit time on the segment, is heard by the nodes that follow it, by the recorder and its monitors, and kept for
the log. Two kinds of traffic: that of the whole simulated vehicle with its ignition on, what its units compute
included; and that of COM nodes alone, which send the same messages, one node listening to each, and change one
signal of each node once a second.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

import can
from can.io.canutils import CanutilsLogWriter

from benchmarks.figures import Figure, Target, cpu_ns, each
from clock.kernel import S, VirtualKernel
from dbc.network import MessageSpec, Network, SignalSpec
from rigs.recording.recorder import Recorder
from rigs.recording.traffic import Traffic
from rigs.run.plugin import DEFAULT_RIG
from rigs.run.session import Plan
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com, SignalValue
from simulators.bus.quiet import QuietSegment
from simulators.bus.segment import Segment
from simulators.world import CHANNELS, World

FRAME_TARGET = Target(8.0)
LOG_TARGET = Target(2.0)
WARM_UP_S = 5
LENGTHS = (1, 2, 4)
SEED = "benchmarks"


@dataclass(frozen=True)
class Bench:
    """A clock and what hears the frames."""

    kernel: VirtualKernel
    traffic: Traffic
    recorder: Recorder
    segments: Sequence[Segment]

    def count(self) -> int:
        """Give the number of frames until now."""
        for segment in self.segments:
            segment.settle()
        return len(self.traffic)


def awake_vehicle(
    plan: Plan, *, recorded: bool = True, network: Network | None = None, kept: bool = True
) -> Bench:
    """The whole simulated vehicle, ignition on, a few seconds after it woke.

    Args:
        plan: Rig and vehicles.
        recorded: Whether the recorder hears it; else the frames are kept, and no more.
        network: The databases; those of the rig unless told otherwise.
        kept: Whether the recorder keeps the frames.
    """
    kernel = VirtualKernel(SEED)
    network = network or plan.rig.load_network()
    world = World(kernel, network, next(iter(plan.vehicles.values())))
    traffic, recorder = _hear(kernel, network, world.segments.items(), recorded=recorded, kept=kept)
    world.power_on()
    world.wiring["ignition.kl15"].set(True)
    kernel.run_until(WARM_UP_S * S)
    return Bench(kernel, traffic, recorder, tuple(world.segments.values()))


def com_nodes(plan: Plan) -> Bench:
    """COM nodes alone, sending all that the databases have."""
    kernel = VirtualKernel(SEED)
    network = plan.rig.load_network()
    segments: dict[str, Segment] = {
        bus: QuietSegment(kernel, CHANNELS[bus], network.bitrate(bus)) for bus in network.buses
    }
    messages = [message for bus in network.buses for message in network.messages(bus)]
    nodes = {
        node: Com(kernel, node, network, {bus: VirtualBus(segment) for bus, segment in segments.items()})
        for node in sorted({message.sender for message in messages})
    }
    traffic, recorder = _hear(kernel, network, segments.items(), recorded=True)
    listeners = cycle(nodes.values())
    for message in messages:
        listener = next(node for node in listeners if node.node != message.sender)
        listener.listen(next(iter(message.signals)))
    for node in nodes.values():
        signals = (_changeable(message) for message in network.sent_by(node.node) if message.cycle_ns)
        signal = next((found for found in signals if found is not None), None)
        if signal is not None:
            _change(kernel, node, signal.name, cycle(_two_values(signal)))
        for bus in network.buses:
            node.start(bus)
    kernel.run_until(WARM_UP_S * S)
    return Bench(kernel, traffic, recorder, tuple(segments.values()))


def measure_frames(plan: Plan, vehicle_s: int, repeat: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """CPU time of a frame on either kind of traffic, for once, twice and four times the frames.

    Args:
        plan: Rig and vehicles.
        vehicle_s: Vehicle time of the shortest run.
        repeat: How often.
        say: Told of progress.
    """
    group = "A frame all in, us of CPU"
    kinds: dict[str, Callable[[], Bench]] = {
        "whole vehicle": partial(awake_vehicle, plan),
        "COM nodes alone": partial(com_nodes, plan),
    }
    for name, make in kinds.items():
        shortest: Sequence[float] = ()
        for length in LENGTHS:
            say(f"frames: {name}, {length} x")
            costs, count = _frame_costs(make, vehicle_s * length, repeat)
            shortest = shortest or costs
            label = f"{name}, {count} frames"
            against = "its shortest run" if length > 1 else ""
            yield Figure(group, label, "us", costs, against, shortest if against else (), target=FRAME_TARGET)
    say("frames: whole vehicle without the recorder")
    costs, _ = _frame_costs(kinds["whole vehicle"], vehicle_s, repeat)
    silent, _ = _frame_costs(partial(awake_vehicle, plan, recorded=False), vehicle_s, repeat)
    yield Figure(group, "whole vehicle without the recorder and its monitors", "us", silent, "with it", costs)


def measure_log(plan: Plan, vehicle_s: int, repeat: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """CPU time of a frame in a candump log on disk, against python-can's writer of the same format."""
    group = "A frame of log, us of CPU"
    bench = awake_vehicle(plan)
    bench.kernel.run_for(vehicle_s * max(LENGTHS) * S)
    bench.count()  # lets the recorder have all of them
    frames = bench.traffic.frames
    with tempfile.TemporaryDirectory(prefix="connect-hil-benchmarks-") as folder:
        say("log")
        whole, stamped = Traffic(frames), [_stamped(*frame) for frame in frames[: len(frames) // max(LENGTHS)]]
        theirs = each(
            (cpu_ns(partial(_write_plainly, Path(folder, "their.log"), stamped)) for _ in range(repeat)),
            len(stamped),
        )
        yield Figure(group, f"python-can's CanutilsLogWriter, {len(stamped)} frames", "us", theirs)
        for length in LENGTHS:
            part = Traffic(frames[: len(frames) * length // max(LENGTHS)])
            ours = each((cpu_ns(partial(part.write, Path(folder, "our.log"))) for _ in range(repeat)), len(part))
            label = f"traffic log, {len(part)} frames"
            yield Figure(group, label, "us", ours, "python-can", theirs, inverse=True, target=LOG_TARGET)
        packed = each(
            (cpu_ns(partial(whole.write, Path(folder, "our.log.gz"))) for _ in range(repeat)), len(whole)
        )
        yield Figure(
            group, f"traffic log compressed, {len(whole)} frames", "us", packed, "python-can", theirs, inverse=True
        )


def load_plan() -> Plan:
    """The virtual rig."""
    return Plan.load(DEFAULT_RIG, None, 1, keep_traffic=True)


def _frame_costs(make: Callable[[], Bench], vehicle_s: int, repeat: int) -> tuple[list[float], int]:
    """Of each repetition the time for a frame in us, and the number of frames, the same in all."""
    times_ns, count = [], 0
    for _ in range(repeat):
        bench = make()
        before = bench.count()
        times_ns.append(cpu_ns(partial(bench.kernel.run_for, vehicle_s * S)))
        count = bench.count() - before
    return each(times_ns, count), count


def _hear(
    kernel: VirtualKernel,
    network: Network,
    segments: Iterable[tuple[str, Segment]],
    *,
    recorded: bool,
    kept: bool = True,
) -> tuple[Traffic, Recorder]:
    """The frames of these buses, through the recorder or without it."""
    recorder = Recorder(kernel, network, CHANNELS, keep_traffic=kept)
    traffic = recorder.traffic
    if traffic is None:
        traffic = Traffic()
    for bus, segment in segments:
        if recorded:
            recorder.follow(bus, segment)
        else:
            segment.tap(partial(_keep, traffic, segment.name))
    return traffic, recorder


def _keep(traffic: Traffic, channel: str, at_ns: int, message: can.Message) -> None:
    traffic.append(at_ns, channel, message)


def _changeable(message: MessageSpec) -> SignalSpec | None:
    return next((signal for signal in message.signals.values() if len(_two_values(signal)) == 2), None)


def _two_values(signal: SignalSpec) -> Sequence[SignalValue]:
    values = dict.fromkeys((signal.start, *(signal.labels.values() or (signal.minimum, signal.maximum))))
    return tuple(values)[:2]


def _change(kernel: VirtualKernel, node: Com, name: str, values: Iterator[SignalValue]) -> None:
    node.set(name, next(values))
    kernel.call_in(S, partial(_change, kernel, node, name, values))


def _stamped(at_ns: int, channel: str, message: can.Message) -> can.Message:
    copy = message.__copy__()
    copy.timestamp, copy.channel = at_ns / 1e9, channel
    return copy


def _write_plainly(path: Path, messages: Sequence[can.Message]) -> None:
    with CanutilsLogWriter(path) as writer:
        for message in messages:
            writer.on_message_received(message)
