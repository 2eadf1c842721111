"""A quiet bus carries the same frames as one on which each frame is an event, and lets the same be heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import can
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clock.kernel import MS, US, S, VirtualKernel
from rigs.recording.recorder import Recorder
from simulators.bus.canbus import VirtualBus
from simulators.bus.cyclic import CyclicTask
from simulators.bus.frame_by_frame import FrameByFrame
from simulators.bus.pattern import Key, Passage
from simulators.bus.quiet import QuietSegment
from simulators.bus.segment import Segment
from simulators.bus.series import Series
from tests.support.kernel_rig import NETWORK

PERIODS_MS = (10, 10, 20, 50, 100, 250)
BUSES = ("comfort", "inter_system")
NODES = 3
END_NS = 3 * S
ATTENDED = ("clock.second", "clock.minute", "vehicle.speed_kmh", "doors.front_left.open")
"""Signals of which a random world may watch each change."""

Make = Callable[[VirtualKernel, str, int, int], Segment]


@dataclass(frozen=True)
class Message:
    """A message of a random world."""

    bus: int
    node: int
    identifier: int
    length: int
    period_ms: int
    start_us: int


@dataclass(frozen=True)
class Act:
    """Something that happens in a random world."""

    at_us: int
    verb: str
    message: int
    value: int


# Whole tenths of milliseconds collide: with one another, with ticks, and with ends of frames.
WHEN_US = st.one_of(st.integers(0, 300).map(lambda tenth: 100 * tenth), st.integers(0, 2_000_000))
MESSAGES = st.lists(
    st.builds(
        Message,
        bus=st.integers(0, 1),
        node=st.integers(0, NODES - 1),
        # Those of the suite's databases, so that the monitors know some of them; one is shared by two senders.
        identifier=st.sampled_from([0x036, 0x0B6, 0x276, 0x5A0, 0x5A1, 0x208, 0x30D, 0x520, 0x522, 0x123]),
        length=st.integers(0, 8),
        period_ms=st.sampled_from(PERIODS_MS),
        start_us=WHEN_US,
    ),
    min_size=3,
    max_size=8,
)
HEARERS = ("overhear", "read", "attend")
VERBS = (
    *("start", "stop", "renew", "renew", "same", "longer", "send", "send_present"),
    *("listen", "repeats", "content", "settle", "withdraw", "answer"),
    *("foretell", "foretell", "retract", *HEARERS),
)
ACTS = st.lists(
    st.builds(
        Act,
        at_us=WHEN_US,
        verb=st.sampled_from(VERBS),
        message=st.integers(0, 7),
        value=st.integers(0, 3),
    ),
    max_size=15,
)


@dataclass
class Run:
    """A random world on one kind of bus, and all that can be seen of it."""

    make: Make
    messages: Sequence[Message]
    acts: Sequence[Act]
    end_ns: int = END_NS
    heard: list[tuple[int, int, int, bytes]] = field(default_factory=list)
    changes: list[tuple[int, Any]] = field(default_factory=list)
    seen: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kernel = VirtualKernel()
        self.segments = [
            self.make(self.kernel, f"can{rank}", NETWORK.bitrate(bus), rank) for rank, bus in enumerate(BUSES)
        ]
        self.recorder = Recorder(self.kernel, NETWORK, dict(zip(BUSES, ("can0", "can1"), strict=True)))
        for bus, segment in zip(BUSES, self.segments, strict=True):
            self.recorder.follow(bus, segment)
        self.buses = [[VirtualBus(segment) for _ in range(NODES)] for segment in self.segments]
        self.tasks: dict[int, CyclicTask] = {}
        self.frames: dict[tuple[int, int, int], can.Message] = {}
        self.subscriptions: dict[int, Any] = {}
        self.last: dict[int, can.Message] = {}
        self.series: dict[int, Series] = {}
        self.overheard: dict[int, tuple[int, bytes]] = {}
        for number, message in enumerate(self.messages):
            start = Act(message.start_us, "start", number, 0)
            self.kernel.call_at(message.start_us * US, lambda act=start: self.do(act))  # type: ignore[misc]  # so too
        for act in self.acts:
            self.kernel.call_at(act.at_us * US, lambda act=act: self.do(act))  # type: ignore[misc]  # bound at once
        self.kernel.run_until(self.end_ns)
        self.seen = {
            "log": self.recorder.traffic.log() if self.recorder.traffic is not None else "",
            "findings": sorted(map(str, self.recorder.findings)),
            "tracks": {name: list(track) for name, track in self.recorder.tracks.items()},
            "doubts": self.recorder.doubts(),
            "busy_ns": [segment.busy_ns for segment in self.segments],
            "heard": self.heard,
            "changes": self.changes,
        }

    def frame(self, number: int, value: int, longer: int = 0) -> can.Message:
        """The same object for the same content, as the COM layer gives it."""
        message = self.messages[number]
        key = (number, value, longer)
        if key not in self.frames:
            length = min(message.length + longer, 8)
            self.frames[key] = can.Message(
                arbitration_id=message.identifier, is_extended_id=False, data=bytes([value] * length)
            )
        return self.frames[key]

    def do(self, act: Act) -> None:
        number = act.message % len(self.messages)
        if act.verb in HEARERS:
            self.hear_late(act.verb, number)
        else:
            self.send(act, number)

    def hear_late(self, verb: str, number: int) -> None:
        if verb == "overhear" and number not in self.subscriptions:
            self.overhear(number)
        elif verb == "read":
            self.read(number)
        elif verb == "attend":
            for name in ATTENDED:
                track = self.recorder.tracks[name]
                track.watch(lambda change: self.changes.append((self.kernel.now_ns, change.value)))

    def send(self, act: Act, number: int) -> None:  # noqa: PLR0912  # one branch for each verb
        message = self.messages[number]
        bus = self.buses[message.bus][message.node]
        task = self.tasks.get(number)
        if act.verb == "start":
            if task is None:
                sent = bus.send_periodic(self.frame(number, 0), message.period_ms / 1000)
                assert isinstance(sent, CyclicTask)
                self.tasks[number] = sent
            else:
                task.start()
        elif act.verb == "stop" and task is not None:
            self.retract(number)
            task.stop()
        elif act.verb == "foretell" and task is not None:
            self.foretell(number, task, bus, act.value)
        elif act.verb == "retract":
            self.retract(number)
        elif act.verb in ("renew", "same", "longer") and task is not None and number not in self.series:
            task.modify_data(self.frame(number, 0 if act.verb == "same" else act.value, int(act.verb == "longer")))
        elif act.verb == "send":
            bus.send(self.frame(number, act.value))
        elif act.verb == "send_present" and task is not None:
            series = self.series.get(number)
            # While a series runs, a node knows from it what is sent, as the COM layer does.
            bus.send(series.message(series.turns(self.kernel.now_ns) - 1) if series else task.messages[0])
        elif act.verb in ("listen", "answer") and number not in self.subscriptions:
            listener = self.buses[message.bus][(message.node + 1) % NODES]
            hear = self.listener(number, answers=act.verb == "answer")
            self.subscriptions[number] = listener.subscribe(message.identifier, hear, repeats=False)
        elif act.verb in ("repeats", "content") and number in self.subscriptions:
            self.subscriptions[number].repeats = act.verb == "repeats"
        elif act.verb == "settle":
            self.segments[message.bus].settle()
        elif act.verb == "withdraw":
            bus.flush_tx_buffer()

    def foretell(self, number: int, task: CyclicTask, bus: VirtualBus, value: int) -> None:
        """Let a message say something else every 100 to 400 ms, from a tenth of a second from now on."""
        if number in self.series or not self.segments[self.messages[number].bus].running(task):
            return
        first_ns = self.kernel.now_ns + 100 * MS
        identifier, length = task.messages[0].arbitration_id, task.messages[0].dlc
        self.series[number] = bus.foretell(
            task,
            first_ns,
            (value + 1) * 100 * MS,
            lambda turn: can.Message(
                arbitration_id=identifier, is_extended_id=False, data=bytes([100 + turn % 100] * length)
            ),
        )

    def retract(self, number: int) -> None:
        series = self.series.pop(number, None)
        if series is not None:
            self.heard.append((self.kernel.now_ns, number, series.retract(), b""))

    def overhear(self, number: int) -> None:
        """A node that is content to hear late, and knows what it has heard when it is asked."""
        listener = self.buses[self.messages[number].bus][(self.messages[number].node + 1) % NODES]

        def hear(at_ns: int, message: can.Message) -> None:
            if number not in self.overheard or self.last.get(-1 - number) is not message:
                self.overheard[number] = at_ns, bytes(message.data)
                self.last[-1 - number] = message

        self.subscriptions[number] = listener.subscribe(self.messages[number].identifier, hear, repeats=False)
        self.subscriptions[number].late = True
        self.subscriptions[number].note()

    def read(self, number: int) -> None:
        """Ask a node that hears late, and the recorder."""
        if number in self.overheard:
            settle = self.subscriptions[number].settle
            if settle is not None:
                settle()
            self.heard.append((self.overheard[number][0], number, 0, self.overheard[number][1]))
        self.changes += [(len(track), track.value) for track in self.recorder.tracks.values()]

    def listener(self, number: int, *, answers: bool) -> Callable[[int, can.Message], None]:
        """A node that hears; one that answers sends a frame on the other bus at each new payload."""
        other = self.buses[1 - self.messages[number].bus][0]

        def hear(at_ns: int, message: can.Message) -> None:
            assert at_ns == self.kernel.now_ns
            if message is self.last.get(number) and not self.subscriptions[number].repeats:
                return
            self.last[number] = message
            self.heard.append((at_ns, number, message.arbitration_id, bytes(message.data)))
            if answers:
                other.send(can.Message(arbitration_id=0x700 + number, is_extended_id=False, data=message.data))

        return hear


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(messages=MESSAGES, acts=ACTS)
def test_whatever_happens_both_buses_show_the_same(messages: list[Message], acts: list[Act]) -> None:
    quiet, reference = Run(QuietSegment, messages, acts), Run(FrameByFrame, messages, acts)
    for what, shown in reference.seen.items():
        assert quiet.seen[what] == shown, what


def test_a_frame_that_went_out_sooner_than_in_the_pattern_is_known_at_its_true_end() -> None:
    late, early = Message(0, 0, 0x276, 8, 50, 0), Message(0, 1, 0x0B6, 8, 50, 100)
    messages = [late, early, Message(0, 2, 0x5A0, 2, 10, 5_000), Message(0, 2, 0x036, 8, 100, 50_000)]
    # On idle wires the first goes before the second; behind another frame both wait, and the second wins.
    acts = [Act(999_950, "send", 3, 1), Act(1_020_000, "renew", 1, 1)]
    quiet, reference = Run(QuietSegment, messages, acts), Run(FrameByFrame, messages, acts)
    assert quiet.seen == reference.seen
    changed = [change for track in quiet.recorder.tracks.values() for change in track]
    before_ns = 1_002_110_000  # 50 us sooner than in the pattern: two frames of 135 bits at 8 us after 999.95 ms
    assert any(change.when.earliest_ns == before_ns for change in changed)


class Reading:
    """A reader that keeps what it is given, and how."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.caught_up: list[int] = []
        self.passages: list[Passage] = []

    def hear(self, at_ns: int, message: can.Message) -> None:
        self.heard.append(at_ns)

    def catch_up(self, frames: Sequence[tuple[int, can.Message]]) -> None:
        self.caught_up += [at_ns for at_ns, _ in frames]

    def pass_over(self, passage: Passage) -> None:
        self.passages.append(passage)

    def pattern_ends(self) -> None:
        pass

    def come_late(self, key: Key) -> None:
        pass

    def attends(self, key: Key) -> bool:
        return False


def test_steady_traffic_is_no_event_of_the_clock() -> None:
    kernel, reading = VirtualKernel(), Reading()
    segment = QuietSegment(kernel, "can0", 500_000)
    segment.follow(reading)
    bus = VirtualBus(segment)
    for identifier in range(0x100, 0x108):
        bus.send_periodic(can.Message(arbitration_id=identifier, is_extended_id=False, data=bytes(8)), 0.01)
    kernel.run_until(S)
    before = kernel._entries
    kernel.run_until(24 * 3600 * S)
    segment.settle()
    assert kernel._entries == before
    assert len(reading.heard) == 8
    assert len(reading.caught_up) + sum(map(len, reading.passages)) + 8 == 8 * 100 * 24 * 3600
    assert segment.busy_ns == (8 * 100 * 24 * 3600 + 1) * 135 * 2 * US  # one begins at the last moment


@pytest.mark.parametrize("period_s", [0.0100007, 0.0133337])
def test_traffic_whose_periods_never_meet_is_carried_frame_by_frame(period_s: float) -> None:
    messages = {0.01: 0x100, period_s: 0x101, 0.0070003: 0x102}
    logs = []
    for kind in (QuietSegment, FrameByFrame):
        kernel, frames = VirtualKernel(), Reading()
        segment = kind(kernel, "can0", 500_000)
        segment.follow(frames)
        bus = VirtualBus(segment)
        for each, identifier in messages.items():
            bus.send_periodic(can.Message(arbitration_id=identifier, is_extended_id=False, data=bytes(8)), each)
        kernel.run_until(2 * S)
        segment.settle()
        assert not frames.passages
        logs.append(sorted(frames.heard + frames.caught_up))
    assert logs[0] == logs[1]


def together(*acts: Act) -> tuple[list[Message], list[Act]]:
    """Two messages that tick together, the second behind the first, and a listener to the second."""
    messages = [Message(0, node, identifier, 8, 100, 0) for node, identifier in ((0, 0x036), (1, 0x0B6))]
    return messages, [Act(0, "listen", 1, 0), Act(1_040_000, "settle", 0, 0), *acts]


def test_a_new_payload_is_heard_sooner_when_the_message_before_it_stops() -> None:
    messages, acts = together(Act(1_050_000, "renew", 1, 1), Act(1_060_000, "stop", 0, 0))
    quiet, reference = Run(QuietSegment, messages, acts), Run(FrameByFrame, messages, acts)
    assert quiet.seen == reference.seen
    assert [data[0] for *_, data in quiet.heard] == [0, 1]


def test_a_new_payload_is_heard_sooner_when_the_message_before_it_becomes_shorter() -> None:
    messages, acts = together(Act(1_050_000, "renew", 1, 1), Act(1_060_000, "longer", 0, 2))
    messages[0] = Message(0, 0, 0x036, 2, 100, 0)
    quiet, reference = Run(QuietSegment, messages, acts), Run(FrameByFrame, messages, acts)
    assert quiet.seen == reference.seen


def test_a_new_payload_is_heard_at_its_end_when_a_frame_out_of_turn_comes_before_it() -> None:
    messages, acts = together(Act(1_050_000, "renew", 1, 1), Act(1_099_900, "send", 0, 3))
    quiet, reference = Run(QuietSegment, messages, acts), Run(FrameByFrame, messages, acts)
    assert quiet.seen == reference.seen


def until(stop_us: int, stops: Sequence[int]) -> tuple[Run, Run]:
    """Steady traffic with a message that is sent out of turn besides, until some of it stops; on both buses."""
    messages = [
        Message(0, 0, 0x036, 8, 70, 0),
        Message(0, 1, 0x0B6, 8, 60, 3_000),
        Message(0, 2, 0x128, 8, 210, 500),
    ]
    acts = [Act(at_us, "send_present", 0, 0) for at_us in range(2_000_100, stop_us, 7_300)]
    acts += [Act(stop_us, "stop", number, 0) for number in stops]
    return Run(QuietSegment, messages, acts, 6 * S), Run(FrameByFrame, messages, acts, 6 * S)


@pytest.mark.parametrize("stop_us", range(3_000_000, 3_800_000, 66_550))
def test_a_bus_that_falls_silent_after_steady_traffic_is_asleep_at_the_same_moment(stop_us: int) -> None:
    quiet, reference = until(stop_us, [0, 1, 2])
    assert quiet.seen == reference.seen
    activity = quiet.recorder.tracks["comfort.activity"]
    assert [change.value for change in activity] == ["asleep", "awake", "asleep"]


@pytest.mark.parametrize("stop_us", range(3_000_000, 3_800_000, 66_550))
def test_a_message_that_stops_after_steady_traffic_is_missing_at_the_same_moment(stop_us: int) -> None:
    quiet, reference = until(stop_us, [2])
    assert quiet.seen == reference.seen
    assert len(quiet.seen["findings"]) == 1


def test_nobody_looks_for_silence_while_traffic_is_steady() -> None:
    run = until(2_500_000, [])[0]
    before = run.kernel._entries
    run.kernel.run_for(3600 * S)
    assert run.kernel._entries == before
