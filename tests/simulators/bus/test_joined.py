"""A segment that has joined a bus of python-can: its nodes are on that bus, and send no frame of anybody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import can
import pytest
from can.interfaces.udp_multicast import UdpMulticastBus

from clock.kernel import S, VirtualKernel
from clock.wall import WallKernel
from simulators.bus.canbus import VirtualBus
from simulators.bus.joined import JoinedSegment

OURS, THEIRS = 0x101, 0x202


def frame(number: int = OURS, data: bytes = b"\1", **options: Any) -> can.Message:
    return can.Message(arbitration_id=number, data=data, is_extended_id=False, **options)


class Wire(can.BusABC):
    """A bus that keeps what is sent on it, and may be broken."""

    def __init__(self, went: Callable[[], object] = lambda: None) -> None:
        self.sent: list[can.Message] = []
        self.broken = False
        self._went = went

    def send(self, msg: can.Message, timeout: float | None = None) -> None:
        if self.broken:
            raise can.CanOperationError("no buffer")
        self.sent.append(msg)
        self._went()

    def __del__(self) -> None: ...


class Multicast(Wire, UdpMulticastBus):
    """The same, of the interface that brings each frame back to who has sent it."""


class Bench:
    """Two nodes on a segment.

    Attributes:
        heard: What the second node hears of the first and of the bus.
        echoed: What the first node hears of its own message.
        told: What a recorder is told, by whose frame it is.
        lost: What the bus said when it no longer took frames.
    """

    def __init__(self) -> None:
        self.kernel = VirtualKernel()
        self.segment = JoinedSegment(self.kernel, "can0", 125_000, own=[(OURS, False)])
        self.node, other = VirtualBus(self.segment), VirtualBus(self.segment)
        self.heard: list[can.Message] = []
        self.echoed: list[can.Message] = []
        self.told: list[tuple[str, int]] = []
        self.lost: list[Exception] = []
        self.segment.sent = lambda _, message: self.told.append(("sent", message.arbitration_id))
        self.segment.heard = lambda _, message: self.told.append(("heard", message.arbitration_id))
        for number in (OURS, THEIRS):
            other.subscribe(number, lambda _, message: self.heard.append(message))
        self.node.subscribe(OURS, lambda _, message: self.echoed.append(message))

    def join(self, wire: Wire) -> None:
        self.segment.join(wire, self.lost.append)

    def send(self, message: can.Message) -> None:
        self.node.send(message)
        self.kernel.run_for(0)


def test_what_a_node_sends_goes_out_and_the_others_hear_it() -> None:
    bench, wire = Bench(), Wire()
    bench.send(frame())
    assert (bench.heard, bench.told) == ([], [])
    bench.join(wire)
    message = frame()
    bench.send(message)
    assert (wire.sent, bench.heard, bench.told) == ([message], [message], [("sent", OURS)])
    assert bench.echoed == []


def test_no_frame_of_anybody_else_is_ever_sent() -> None:
    bench, wire = Bench(), Wire()
    bench.join(wire)
    with pytest.raises(can.CanOperationError, match="is of no ECU that is simulated here"):
        bench.send(frame(THEIRS))
    with pytest.raises(can.CanOperationError, match="is of no ECU that is simulated here"):
        bench.node.send_periodic(frame(THEIRS), 0.01)
    assert wire.sent == []


def test_all_nodes_hear_what_comes_in() -> None:
    bench = Bench()
    bench.segment.take(7, frame(THEIRS))
    assert ([each.arbitration_id for each in bench.heard], bench.told) == ([THEIRS], [("heard", THEIRS)])
    assert not bench.segment.intruders


def test_an_error_frame_is_for_the_recorder_alone() -> None:
    bench = Bench()
    bench.segment.take(7, frame(OURS, is_error_frame=True))
    assert (bench.heard, bench.told) == ([], [("heard", OURS)])
    assert not bench.segment.intruders


def test_a_frame_of_ours_that_somebody_else_sends_is_an_intruder() -> None:
    bench = Bench()
    bench.join(Wire())
    bench.send(frame())
    bench.segment.take(7, frame())
    assert bench.segment.intruders == {(OURS, False)}
    assert bench.told == [("sent", OURS), ("heard", OURS)]


def test_what_the_kernel_of_socketcan_has_sent_for_us_is_ours() -> None:
    bench = Bench()
    bench.node.send_periodic(frame(), 0.01)
    bench.segment.take(7, frame(is_rx=False))
    assert bench.told == [("sent", OURS)]
    assert (bench.echoed, bench.segment.intruders) == ([], set())


def test_a_multicast_brings_each_frame_back_once() -> None:
    bench = Bench()
    bench.join(Multicast())
    bench.send(frame())
    bench.segment.take(7, frame())
    assert bench.told == [("sent", OURS)]
    assert (bench.echoed, bench.segment.intruders) == ([], set())
    bench.segment.take(8, frame())
    assert bench.segment.intruders == {(OURS, False)}


def test_a_bus_that_takes_no_more_frames_is_told_of_once_and_parted_from() -> None:
    bench, wire, other = Bench(), Wire(), Wire()
    bench.join(wire)
    wire.broken = True
    bench.node.send(frame())
    bench.node.send(frame())
    bench.kernel.run_for(0)
    bench.send(frame())
    assert [str(error) for error in bench.lost] == ["no buffer"]
    bench.join(other)
    bench.send(frame())
    assert len(other.sent) == 1
    assert bench.told == [("sent", OURS)]


def test_cyclic_frames_go_out_with_new_data_on_each_bus_that_is_joined_until_they_are_stopped() -> None:
    kernel = WallKernel()
    segment = JoinedSegment(kernel, "can0", 125_000, own=[(OURS, False)])
    told: list[int] = []

    def note(_at_ns: int, message: can.Message) -> None:
        told.append(message.data[0])
        kernel.interrupt()

    def wait_for(value: int) -> None:
        seen = len(told)
        while value not in told[seen:]:
            assert kernel.run_for(20 * S), f"{value} never goes out"

    segment.sent = note
    task: Any = VirtualBus(segment).send_periodic(frame(data=b"\1"), 0.001)
    first, second = Wire(), Wire()
    segment.join(first, lambda error: pytest.fail(f"{error}"))
    wait_for(1)
    task.modify_data(frame(data=b"\2"))
    wait_for(2)
    of_first: Any = segment._started[task]
    segment.join(second, lambda error: pytest.fail(f"{error}"))
    sent = len(first.sent)
    wait_for(2)
    assert second.sent
    assert len(first.sent) == sent
    assert of_first.stopped
    task.stop()
    assert not segment.running(task)


def test_a_cyclic_frame_that_is_to_end_by_itself_is_refused() -> None:
    bench = Bench()
    with pytest.raises(can.CanOperationError, match="goes on until it is stopped"):
        bench.node.send_periodic(frame(), 0.01, 1.0)


def test_a_node_that_leaves_sends_and_hears_nothing_more() -> None:
    bench, wire = Bench(), Wire()
    task: Any = bench.node.send_periodic(frame(), 0.01)
    bench.node.shutdown()
    bench.join(wire)
    assert not bench.segment.running(task)
    assert wire.sent == []
