"""Signals that change by themselves: the same is sent and heard as if each change were set, on any bus."""

from __future__ import annotations

from typing import Any

import pytest

from clock.kernel import MS, S, VirtualKernel
from rigs.recording.recorder import Recorder
from rigs.values.track import Change
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com, SignalValue
from simulators.bus.frame_by_frame import FrameByFrame
from simulators.bus.quiet import QuietSegment
from simulators.bus.segment import Segment
from simulators.ecus.body.clock import SECONDS, told
from simulators.world import CHANNELS
from tests.support.kernel_rig import NETWORK

NOON_S = 1_780_056_000
"""Noon of a day, in seconds since 1970."""


class Clocks:
    """A body controller that tells the time among all other ECUs, and a recorder; one of them listens."""

    def __init__(self, kind: type[Segment] = QuietSegment) -> None:
        self.kernel = VirtualKernel()
        segments = {
            bus: kind(self.kernel, CHANNELS[bus], NETWORK.bitrate(bus), rank)
            for rank, bus in enumerate(NETWORK.buses)
        }
        self.recorder = Recorder(self.kernel, NETWORK, CHANNELS)
        for bus, segment in segments.items():
            self.recorder.follow(bus, segment)
        self.nodes = {
            node: Com(self.kernel, node, NETWORK, {bus: VirtualBus(segment) for bus, segment in segments.items()})
            for node in sorted({spec.sender for bus in NETWORK.buses for spec in NETWORK.messages(bus)})
        }
        self.body, self.climate = self.nodes["BODY"], self.nodes["CLIMATE"]
        self.heard: list[tuple[int, SignalValue]] = []

    def listen(self, *, late: bool) -> None:
        self.climate.on("clock.second", self._take, late=late)

    def _take(self, second: SignalValue) -> None:
        self.heard.append((self.climate.heard("clock.second")[0], second))

    def start(self) -> None:
        for node in self.nodes.values():
            for bus in NETWORK.buses:
                node.start(bus)
        self.kernel.run_until(4_500 * MS)
        for name, value in told(NOON_S).items():
            self.body.set(name, value)
        self.kernel.run_until(4_600 * MS)

    def foretell(self) -> bool:
        return self.body.foretell(5 * S, S, lambda turn: told(NOON_S + 1 + turn))

    def log(self) -> str:
        assert self.recorder.traffic is not None
        return self.recorder.traffic.log()


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("watched", [False, True])
def test_what_is_foretold_is_sent_and_heard_as_if_it_were_set(*, late: bool, watched: bool) -> None:
    shown: list[Any] = []
    for kind in (QuietSegment, FrameByFrame):
        clocks = Clocks(kind)
        seen: list[Change] = []
        clocks.listen(late=late)
        clocks.start()
        if watched:
            clocks.recorder.tracks["clock.second"].watch(seen.append)
        assert clocks.foretell()
        clocks.kernel.run_until(70_400 * MS)
        asked = [clocks.climate.get("clock.minute"), clocks.climate.heard("clock.second"), clocks.heard[-1]]
        clocks.kernel.run_until(75_700 * MS)
        clocks.body.retract(*SECONDS)
        clocks.kernel.run_until(80 * S)
        tracks = {name: list(track) for name, track in clocks.recorder.tracks.items()}
        heard = clocks.heard if not late else []
        shown.append((clocks.log(), tracks, clocks.recorder.findings, asked, seen, heard, clocks.body.out_of_turn))
    assert shown[0] == shown[1]
    seconds = [change.value for change in shown[0][1]["clock.second"]]
    assert seconds[-72:] == [second % 60 for second in range(72)], "the last is that of the turn before the end"
    assert len(shown[0][4]) == (71 if watched else 0)


def test_seconds_that_nobody_must_hear_at_once_are_no_events_of_the_clock() -> None:
    clocks = Clocks()
    clocks.listen(late=True)
    clocks.start()
    assert clocks.foretell()
    clocks.kernel.run_until(10 * S)
    before = clocks.kernel._entries
    clocks.kernel.run_until(3_000_500 * MS)
    assert clocks.kernel._entries == before
    assert len(clocks.recorder.tracks["clock.second"]) == 1 + 2996  # that of the start, of noon, and of each turn
    assert clocks.climate.get("clock.second") == 2996 % 60


def test_a_node_that_begins_anew_is_told_late_of_no_turn_from_before() -> None:
    clocks = Clocks()
    clocks.listen(late=True)
    clocks.start()
    assert clocks.foretell()
    clocks.kernel.run_until(10 * S)
    assert clocks.body.get("clock.second") != 0
    clocks.climate.reset()
    assert clocks.climate.get("clock.second") == 0


def test_who_must_hear_at_once_hears_each_second_from_then_on() -> None:
    clocks = Clocks()
    clocks.start()
    assert clocks.foretell()
    clocks.kernel.run_until(60_500 * MS)
    clocks.listen(late=False)
    clocks.kernel.run_until(63_500 * MS)
    assert [second for _, second in clocks.heard] == [57, 58, 59]


def test_the_sender_knows_what_it_sends_and_keeps_the_last_of_it() -> None:
    clocks = Clocks()
    clocks.start()
    assert clocks.foretell()
    clocks.kernel.run_until(7_500 * MS)
    assert clocks.body.get("clock.second") == 3
    clocks.body.retract(*SECONDS)
    clocks.kernel.run_until(9_500 * MS)
    assert clocks.body.get("clock.second") == 3
    clocks.body.set("clock.second", 50)
    clocks.kernel.run_until(10 * S)
    assert clocks.recorder.tracks["clock.second"].value == 50


def test_what_is_foretold_cannot_be_set_before_it_is_retracted() -> None:
    clocks = Clocks()
    clocks.start()
    assert clocks.foretell()
    with pytest.raises(RuntimeError, match="BodyClock changes by itself until that is retracted"):
        clocks.body.set("clock.second", 50)
    with pytest.raises(RuntimeError, match="BodyClock changes by itself until that is retracted"):
        clocks.body.send({"clock.second": 50})


def test_nothing_is_foretold_of_a_message_that_is_not_sent_or_waits_to_be() -> None:
    clocks = Clocks()
    assert not clocks.foretell()
    clocks.start()
    clocks.body.set("clock.second", 50)
    assert not clocks.foretell()
    clocks.kernel.run_until(4_700 * MS)
    assert clocks.foretell()
    assert not clocks.foretell()


def test_a_series_ends_with_the_traffic_of_its_bus() -> None:
    clocks = Clocks()
    clocks.start()
    assert clocks.foretell()
    clocks.kernel.run_until(8_500 * MS)
    for bus in NETWORK.buses:
        clocks.body.stop(bus)
    clocks.kernel.run_until(20 * S)
    assert clocks.recorder.tracks["clock.second"].value == 4
    assert clocks.body.spontaneous["BodyClock"] == 5


def test_what_is_foretold_is_worked_out_when_somebody_asks_what_it_said() -> None:
    clocks, made = Clocks(), set[int]()
    clocks.start()

    def tell(turn: int) -> dict[str, int]:
        made.add(turn)
        return {**told(NOON_S + 1 + turn)}

    assert clocks.body.foretell(5 * S, S, tell)
    clocks.kernel.run_until(1_000_500 * MS)
    assert not clocks.recorder.findings
    assert len(made) < 30
    assert clocks.recorder.tracks["clock.second"].seen
    assert len(made) < 30
    assert clocks.recorder.tracks["clock.second"].value == 996 % 60
    assert len(made) == 996


def test_seconds_that_come_and_go_in_the_cycle_of_their_message_are_found_to_be_of_two_senders() -> None:
    found = []
    for kind in (QuietSegment, FrameByFrame):
        clocks = Clocks(kind)
        clocks.start()
        assert clocks.recorder.traffic is not None
        cycle_ns = next(
            at_ns for at_ns, _, message in clocks.recorder.traffic.frames if message.arbitration_id == 0x276
        )
        first_ns = (cycle_ns + 2 * MS - 4_600 * MS) % S + 4_600 * MS
        assert clocks.body.foretell(
            first_ns, S, lambda turn: {**told(NOON_S), **dict.fromkeys(SECONDS, 1 + turn % 2)}
        )
        clocks.kernel.run_until(60 * S)
        found.append(clocks.recorder.findings)
    assert [finding.monitor for finding in found[0]] == ["two senders"]
    assert found[0] == found[1]
