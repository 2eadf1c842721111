"""The plain way: python-can's own `virtual` bus, and cantools for every frame.

The same frames that the awake vehicle sent are sent again: encoded strictly from their values, sent, received,
and decoded. Nothing waits for the time at which a frame is due, no ECU computes anything, no monitor looks, no
bit time or priority is kept; what is left out makes the plain way cheaper than it would be.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import can
from cantools.database import load_file
from cantools.database.can import Database

from benchmarks.figures import Figure, Target, cpu_ns, each
from benchmarks.traffic import WARM_UP_S, awake_vehicle
from clock.kernel import S
from rigs.files.rig_file import ROOT
from rigs.run.session import Plan

PLAIN_TARGET = Target(5.0, of_ratio=True, at_least=True)


@dataclass(frozen=True)
class PlainFrame:
    """One frame to send: on which channel, by which database, with which values."""

    channel: str
    database: Database
    identifier: int
    values: Mapping[str, object]


def measure(plan: Plan, vehicle_s: int, repeat: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """CPU time of a frame on the awake traffic of the whole vehicle, our way and the plain way.

    Args:
        plan: Rig and vehicles.
        vehicle_s: Vehicle time of the traffic.
        repeat: How often.
        say: Told of progress.
    """
    group = "The same traffic the plain way, us of CPU"
    frames = _frames(plan, vehicle_s)
    say(f"plain way: {len(frames)} frames")
    ours: list[float] = []
    one_thread: list[float] = []
    threads: list[float] = []
    for _ in range(repeat):
        bench = awake_vehicle(plan)
        ours += each([cpu_ns(partial(bench.kernel.run_for, vehicle_s * S))], len(frames))
        one_thread += each([cpu_ns(partial(_replay_in_one_thread, frames))], len(frames))
        threads += each([_replay_with_notifier(frames)], len(frames))
    yield Figure(group, "our way, whole vehicle all in", "us", ours)
    name = "plain way, sent and received in turn in one thread"
    yield Figure(group, name, "us", one_thread, "our way", ours, target=PLAIN_TARGET)
    yield Figure(
        group, "plain way, received by a Notifier's threads", "us", threads, "our way", ours, target=PLAIN_TARGET
    )


def _frames(plan: Plan, vehicle_s: int) -> list[PlainFrame]:
    """What the awake vehicle sends, decoded by cantools beforehand."""
    databases: dict[str, Database] = {}
    for bus, table in plan.rig.buses.items():
        database = load_file(ROOT / table.database, database_format="dbc", strict=True)
        assert isinstance(database, Database)
        databases[plan.rig.log_channels[f"{bus}"]] = database
    bench = awake_vehicle(plan)
    bench.kernel.run_for(vehicle_s * S)
    frames = []
    bench.count()  # lets the recorder have all of them
    for at_ns, channel, message in bench.traffic.frames:
        if at_ns > WARM_UP_S * S:
            values = databases[channel].decode_message(message.arbitration_id, bytes(message.data))
            assert isinstance(values, dict)
            frames.append(PlainFrame(channel, databases[channel], message.arbitration_id, values))
    return frames


def _send(bus: can.BusABC, frame: PlainFrame) -> None:
    data = frame.database.encode_message(frame.identifier, frame.values, strict=True)  # type: ignore[arg-type]  # as it decoded them
    bus.send(can.Message(arbitration_id=frame.identifier, data=data, is_extended_id=False))


def _open(frames: Sequence[PlainFrame]) -> dict[str, tuple[can.BusABC, can.BusABC]]:
    """A sending and a receiving end for each channel."""
    return {
        channel: (
            can.Bus(interface="virtual", channel=f"plain-{channel}"),
            can.Bus(interface="virtual", channel=f"plain-{channel}"),
        )
        for channel in sorted({frame.channel for frame in frames})
    }


def _close(buses: Mapping[str, tuple[can.BusABC, can.BusABC]]) -> None:
    for ends in buses.values():
        for bus in ends:
            bus.shutdown()


def _replay_in_one_thread(frames: Sequence[PlainFrame]) -> None:
    buses = _open(frames)
    kept = []
    for frame in frames:
        sender, receiver = buses[frame.channel]
        _send(sender, frame)
        message = receiver.recv(0)
        assert message is not None
        kept.append((message, frame.database.decode_message(message.arbitration_id, bytes(message.data))))
    _close(buses)


def _replay_with_notifier(frames: Sequence[PlainFrame]) -> int:
    """CPU time in ns, that of the receiving threads included, their end left out: it may wait a second."""
    buses = _open(frames)
    databases = {f"plain-{frame.channel}": frame.database for frame in frames}
    kept: list[tuple[can.Message, object]] = []
    all_kept = threading.Event()

    def take(message: can.Message) -> None:
        database = databases[str(message.channel)]
        kept.append((message, database.decode_message(message.arbitration_id, bytes(message.data))))
        if len(kept) == len(frames):
            all_kept.set()

    def replay() -> None:
        for frame in frames:
            _send(buses[frame.channel][0], frame)
        all_kept.wait()

    notifier = can.Notifier([receiver for _, receiver in buses.values()], [take], timeout=0.1)
    try:
        return cpu_ns(replay)
    finally:
        notifier.stop()
        _close(buses)
