"""The virtual bus: bit times, arbitration, and python-can's interface on kernel time."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable

import can
import pytest

from clock.kernel import MS, US, S, VirtualKernel
from simulators.bus.canbus import VirtualBus
from simulators.bus.frame_by_frame import FrameByFrame
from simulators.bus.quiet import QuietSegment
from simulators.bus.segment import Segment, frame_bits

BIT_NS = 2 * US
"""At 500 kbit/s."""


def frame(identifier: int, data: bytes = b"", *, extended: bool = False) -> can.Message:
    return can.Message(arbitration_id=identifier, data=data, is_extended_id=extended)


class Rig:
    """A segment of 500 kbit/s that is tapped."""

    def __init__(self, kind: type[Segment]) -> None:
        self.kind = kind
        self.kernel = VirtualKernel()
        self.segment = kind(self.kernel, "can0", 500_000)
        self.heard: list[tuple[int, can.Message]] = []
        self.segment.tap(lambda at_ns, message: self.heard.append((at_ns, message)))

    def bus(self, filters: can.typechecking.CanFilters | None = None, *, receive: bool = False) -> VirtualBus:
        return VirtualBus(self.segment, filters, receive=receive)

    @property
    def times_ns(self) -> list[int]:
        return [at_ns for at_ns, _ in self.heard]

    @property
    def identifiers(self) -> list[int]:
        return [message.arbitration_id for _, message in self.heard]

    @property
    def payloads(self) -> list[bytes]:
        return [bytes(message.data) for _, message in self.heard]


@pytest.fixture(params=[FrameByFrame, QuietSegment])
def rig(request: pytest.FixtureRequest) -> Rig:
    return Rig(request.param)


class TestBitTime:
    @pytest.mark.parametrize(
        ("length", "extended", "bits"),
        # ISO 11898-1 by hand: unstuffed fields + data + stuff bits (one per 4 after the first) + 3 of interframe
        # space; standard 44 of which 34 are stuffed, extended 64 of which 54 are.
        [
            (0, False, 44 + 8 + 3),
            (1, False, 44 + 8 + 10 + 3),
            (4, False, 44 + 32 + 16 + 3),
            (8, False, 135),
            (0, True, 64 + 13 + 3),
            (8, True, 160),
        ],
    )
    def test_a_frame_has_the_bits_of_the_worst_case(self, length: int, extended: bool, bits: int) -> None:
        assert frame_bits(length, extended=extended) == bits

    @pytest.mark.parametrize(("bitrate", "end_ns"), [(125_000, 1_080_000), (500_000, 270_000)])
    def test_a_frame_is_heard_when_its_bits_have_passed(self, rig: Rig, bitrate: int, end_ns: int) -> None:
        kernel = VirtualKernel()
        segment = rig.kind(kernel, "can0", bitrate)
        heard: list[int] = []
        segment.tap(lambda at_ns, _message: heard.append(at_ns))
        VirtualBus(segment).send(frame(0x123, bytes(8)))
        kernel.run_until(end_ns - 1)
        assert heard == []
        kernel.run_until(end_ns)
        assert heard == [end_ns]

    def test_busy_time_is_that_of_all_frames(self, rig: Rig) -> None:
        bus = rig.bus()
        bus.send(frame(0x100, bytes(8)))
        bus.send(frame(0x101))
        rig.kernel.run_until(S)
        assert rig.segment.busy_ns == (135 + 55) * BIT_NS


class TestArbitration:
    def test_a_frame_waits_while_the_bus_is_busy(self, rig: Rig) -> None:
        first, second = rig.bus(), rig.bus()
        first.send(frame(0x700, bytes(8)))
        rig.kernel.call_at(100 * US, lambda: second.send(frame(0x001, bytes(8))))
        rig.kernel.run_until(S)
        assert rig.identifiers == [0x700, 0x001]
        assert rig.times_ns == [135 * BIT_NS, 2 * 135 * BIT_NS]

    def test_the_lowest_identifier_goes_first_of_those_that_wait(self, rig: Rig) -> None:
        buses = [rig.bus() for _ in range(4)]
        for bus, identifier in zip(buses, (0x7FF, 0x300, 0x100, 0x200), strict=True):
            bus.send(frame(identifier))
        rig.kernel.run_until(S)
        assert rig.identifiers == [0x7FF, 0x100, 0x200, 0x300]

    def test_frames_of_one_identifier_keep_their_order(self, rig: Rig) -> None:
        bus = rig.bus()
        for number in range(20):
            bus.send(frame(0x100, bytes([number])))
        rig.kernel.run_until(S)
        assert rig.payloads == [bytes([number]) for number in range(20)]

    def test_a_standard_frame_beats_an_extended_one_of_the_same_prefix(self, rig: Rig) -> None:
        bus = rig.bus()
        bus.send(frame(0x000))
        for message in (frame(0x101), frame(0x100 << 18, extended=True), frame(0x100)):
            bus.send(message)
        rig.kernel.run_until(S)
        assert rig.identifiers == [0x000, 0x100, 0x100 << 18, 0x101]

    def test_waiting_frames_can_be_dropped(self, rig: Rig) -> None:
        bus, other = rig.bus(), rig.bus()
        bus.send(frame(0x100))
        bus.send(frame(0x101))
        other.send(frame(0x102))
        bus.flush_tx_buffer()
        rig.kernel.run_until(S)
        assert rig.identifiers == [0x100, 0x102]


class TestDelivery:
    def test_every_other_controller_hears_a_frame_and_the_sender_does_not(self, rig: Rig) -> None:
        sender, *others = [rig.bus(receive=True) for _ in range(3)]
        sender.send(frame(0x100, b"\x01"))
        rig.kernel.run_until(S)
        assert sender.recv(0) is None
        for bus in others:
            message = bus.recv(0)
            assert message is not None
            assert (message.arbitration_id, bytes(message.data)) == (0x100, b"\x01")
            assert bus.recv(0) is None

    def test_a_subscriber_hears_its_identifier_alone_and_not_its_own_frames(self, rig: Rig) -> None:
        heard: list[tuple[int, int]] = []
        node, other = rig.bus(), rig.bus()
        node.subscribe(0x100, lambda at_ns, message: heard.append((at_ns, message.data[0])))
        node.send(frame(0x100, b"\x01"))
        other.send(frame(0x101, b"\x02"))
        other.send(frame(0x100, b"\x03"))
        rig.kernel.run_until(S)
        assert heard == [(3 * 65 * BIT_NS - 65 * BIT_NS, 3)]

    def test_two_segments_do_not_hear_each_other(self, rig: Rig) -> None:
        other = VirtualBus(rig.kind(rig.kernel, "can1", 125_000))
        other.send(frame(0x100))
        rig.kernel.run_until(S)
        assert rig.heard == []

    def test_all_hear_the_same_object(self, rig: Rig) -> None:
        heard: list[can.Message] = []
        rig.bus().subscribe(0x100, lambda _at_ns, message: heard.append(message))
        sent = frame(0x100)
        rig.bus().send(sent)
        rig.kernel.run_until(S)
        assert heard[0] is rig.heard[0][1] is sent

    def test_an_exception_of_a_listener_leaves_the_bus_usable(self, rig: Rig) -> None:
        def fail(_at_ns: int, _message: can.Message) -> None:
            raise OSError("node broke")

        rig.bus().subscribe(0x100, fail)
        bus = rig.bus()
        bus.send(frame(0x100))
        bus.send(frame(0x101))
        with pytest.raises(OSError, match="node broke"):
            rig.kernel.run_until(S)
        rig.kernel.run_until(S)
        assert rig.identifiers == [0x100, 0x101]


class TestReceive:
    def test_waits_for_a_frame_and_stamps_a_copy_with_kernel_time(self, rig: Rig) -> None:
        sender, receiver = rig.bus(), rig.bus(receive=True)
        sent = frame(0x18FEF100, bytes(8), extended=True)
        rig.kernel.call_at(5 * MS, lambda: sender.send(sent))
        message = receiver.recv(1.0)
        assert message is not None
        assert message.equals(sent, timestamp_delta=None, check_channel=False, check_direction=False)
        assert message.timestamp == pytest.approx(0.005 + 160 * BIT_NS / S)
        assert message.channel == "can0"
        assert message.is_rx
        assert sent.timestamp == 0
        assert rig.kernel.now_ns == 5 * MS + 160 * BIT_NS

    def test_gives_up_after_the_timeout(self, rig: Rig) -> None:
        receiver = rig.bus(receive=True)
        assert receiver.recv(0.25) is None
        assert rig.kernel.now_ns == 250 * MS

    def test_without_a_timeout_it_waits_as_long_as_it_takes(self, rig: Rig) -> None:
        sender, receiver = rig.bus(), rig.bus(receive=True)
        rig.kernel.call_at(100 * S, lambda: sender.send(frame(0x100)))
        assert receiver.recv() is not None

    def test_filters_act_on_what_is_received(self, rig: Rig) -> None:
        receiver = rig.bus([{"can_id": 0x100, "can_mask": 0x7F0, "extended": False}], receive=True)
        sender = rig.bus()
        for message in (frame(0x200), frame(0x100, extended=True), frame(0x105)):
            sender.send(message)
        received = receiver.recv(1.0)
        assert received is not None
        assert received.arbitration_id == 0x105
        assert receiver.recv(0.1) is None
        receiver.set_filters(None)
        sender.send(frame(0x200))
        assert receiver.recv(1.0) is not None

    def test_a_frame_for_recv_does_not_end_the_run_of_somebody_else(self, rig: Rig) -> None:
        rig.bus(receive=True)
        rig.bus().send(frame(0x100))
        assert rig.kernel.run_until(S) is False

    def test_needs_a_bus_that_keeps_frames(self, rig: Rig) -> None:
        with pytest.raises(can.CanOperationError, match="receive=True"):
            rig.bus().recv(0)


class TestShutdown:
    def test_a_bus_that_was_shut_down_neither_sends_nor_hears(self, rig: Rig) -> None:
        heard: list[int] = []
        bus, other = rig.bus(receive=True), rig.bus()
        bus.subscribe(0x200, lambda at_ns, _message: heard.append(at_ns))
        other.send(frame(0x200))
        bus.send(frame(0x100))
        bus.send_periodic(frame(0x101), 0.01)
        bus.shutdown()
        bus.shutdown()
        rig.kernel.run_until(S)
        assert rig.identifiers == [0x200]
        assert heard == []
        with pytest.raises(can.CanOperationError, match="shut down"):
            bus.send(frame(0x100))
        with pytest.raises(can.CanOperationError, match="shut down"):
            bus.recv(0)

    def test_a_cyclic_task_that_was_started_anew_ends_with_its_bus(self, rig: Rig) -> None:
        bus = rig.bus()
        task = bus.send_periodic(frame(0x100), 0.01)
        assert isinstance(task, can.RestartableCyclicTaskABC)
        task.stop()
        task.start()
        bus.shutdown()
        rig.kernel.run_until(S)
        assert rig.heard == []
        task.stop()
        with pytest.raises(can.CanOperationError, match="shut down"):
            task.start()

    def test_it_works_as_a_context(self, rig: Rig) -> None:
        with rig.bus() as bus:
            bus.send(frame(0x100))
            rig.kernel.run_until(S)
        assert rig.identifiers == [0x100]
        with pytest.raises(can.CanOperationError):
            bus.send(frame(0x100))

    @pytest.mark.parametrize("kind", [FrameByFrame, QuietSegment])
    def test_a_world_that_is_dropped_says_nothing(
        self, kind: type[Segment], caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.WARNING, "can"):
            rig = Rig(kind)
            rig.bus().send(frame(0x100))
            del rig
            gc.collect()
        assert caplog.records == []


@pytest.mark.parametrize(
    "message",
    [
        can.Message(arbitration_id=1, data=bytes(12), is_fd=True),
        can.Message(arbitration_id=1, data=bytes(9)),
        can.Message(arbitration_id=1, is_remote_frame=True, dlc=2),
        can.Message(is_error_frame=True),
    ],
    ids=["fd", "long", "remote", "error"],
)
@pytest.mark.parametrize("way", ["send", "send_periodic", "modify_data"])
def test_what_the_bus_cannot_carry_is_refused_and_the_bus_goes_on(
    rig: Rig, message: can.Message, way: str
) -> None:
    bus = rig.bus()
    task = bus.send_periodic(can.Message(arbitration_id=message.arbitration_id), 0.1)
    assert isinstance(task, can.ModifiableCyclicTaskABC)
    offers: dict[str, Callable[[can.Message], object]] = {
        "send": bus.send,
        "send_periodic": lambda message: bus.send_periodic(message, 0.1),
        "modify_data": task.modify_data,
    }
    with pytest.raises(can.CanOperationError, match="not a classic data frame"):
        offers[way](message)
    rig.kernel.run_until(450 * MS)
    assert len(rig.heard) == 5


class TestPeriodic:
    def test_sends_at_once_and_then_at_every_period(self, rig: Rig) -> None:
        rig.bus().send_periodic(frame(0x100), 0.01)
        rig.kernel.run_until(35 * MS)
        assert rig.times_ns == [n * 10 * MS + 55 * BIT_NS for n in range(4)]

    def test_does_not_drift_over_an_hour(self, rig: Rig) -> None:
        rig.bus().send_periodic(frame(0x100), 0.1)
        rig.kernel.run_until(3600 * S)
        assert len(rig.heard) == 36_000
        assert rig.times_ns[-1] == 3600 * S - 100 * MS + 55 * BIT_NS

    def test_new_data_goes_out_at_the_next_period_and_sends_nothing_itself(self, rig: Rig) -> None:
        task = rig.bus().send_periodic(frame(0x100, b"\x01"), 0.01)
        assert isinstance(task, can.ModifiableCyclicTaskABC)
        rig.kernel.run_until(15 * MS)
        task.modify_data(frame(0x100, b"\x02"))
        rig.kernel.run_until(25 * MS)
        assert rig.payloads == [b"\x01", b"\x01", b"\x02"]
        assert rig.times_ns[-1] == 20 * MS + 65 * BIT_NS

    def test_new_data_of_another_identifier_is_refused(self, rig: Rig) -> None:
        task = rig.bus().send_periodic(frame(0x100), 0.01)
        assert isinstance(task, can.ModifiableCyclicTaskABC)
        with pytest.raises(ValueError, match="arbitration ID"):
            task.modify_data(frame(0x101))

    def test_stops_and_starts_anew_from_there(self, rig: Rig) -> None:
        task = rig.bus().send_periodic(frame(0x100), 0.01)
        assert isinstance(task, can.RestartableCyclicTaskABC)
        rig.kernel.run_until(15 * MS)
        task.stop()
        rig.kernel.run_until(33 * MS)
        assert len(rig.heard) == 2
        task.start()
        task.start()
        rig.kernel.run_until(50 * MS)
        assert rig.times_ns[2:] == [33 * MS + 55 * BIT_NS, 43 * MS + 55 * BIT_NS]

    def test_a_restart_within_the_period_leaves_no_second_train(self, rig: Rig) -> None:
        task = rig.bus().send_periodic(frame(0x100), 0.01)
        assert isinstance(task, can.RestartableCyclicTaskABC)
        rig.kernel.run_until(4 * MS)
        task.stop()
        task.start()
        rig.kernel.run_until(30 * MS)
        assert [at_ns - 55 * BIT_NS for at_ns in rig.times_ns] == [0, 4 * MS, 14 * MS, 24 * MS]

    def test_ends_after_its_duration(self, rig: Rig) -> None:
        rig.bus().send_periodic(frame(0x100), 0.01, duration=0.05)
        rig.kernel.run_until(S)
        assert len(rig.heard) == 5

    def test_waits_for_start_where_it_shall_not_start_by_itself(self, rig: Rig) -> None:
        task = rig.bus().send_periodic(frame(0x100), 0.01, autostart=False)
        assert isinstance(task, can.RestartableCyclicTaskABC)
        rig.kernel.run_until(20 * MS)
        assert rig.heard == []
        task.start()
        rig.kernel.run_until(25 * MS)
        assert len(rig.heard) == 1

    def test_sends_several_messages_in_turn(self, rig: Rig) -> None:
        rig.bus().send_periodic([frame(0x100, b"\x01"), frame(0x100, b"\x02")], 0.01)
        rig.kernel.run_until(25 * MS)
        assert rig.payloads == [b"\x01", b"\x02", b"\x01"]

    def test_a_callback_that_changes_shared_frames_is_refused(self, rig: Rig) -> None:
        with pytest.raises(NotImplementedError, match="modify_data"):
            rig.bus().send_periodic(frame(0x100), 0.01, modifier_callback=lambda _message: None)

    def test_a_period_of_nothing_is_refused(self, rig: Rig) -> None:
        with pytest.raises(ValueError, match="period"):
            rig.bus().send_periodic(frame(0x100), 0.0)
