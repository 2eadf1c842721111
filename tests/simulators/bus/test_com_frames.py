"""Nodes on databases of laboratories: long identifiers, pages, remote frames, a message without signals."""

from __future__ import annotations

import math

import can
import pytest

from clock.kernel import MS, VirtualKernel
from dbc.codec import Codec
from dbc.network import Network, Value
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com
from simulators.bus.quiet import QuietSegment
from tests.support.comfort_network import EXTENDED, message_of, with_messages

PAGES = """BO_ 1300 Pages: 4 BODY
 SG_ Page M : 7|8@0+ (1,0) [0|0] "count" SCREEN
 SG_ First m0 : 23|8@0+ (1,0) [0|0] "count" SCREEN
 SG_ Second m1 : 23|16@0+ (1,0) [0|0] "count" SCREEN
"""
PAGE, FIRST, SECOND = (f"comfort.Pages.{name}" for name in ("Page", "First", "Second"))


class Bus:
    """The comfort bus with two nodes; `frames` are all that were on it."""

    def __init__(self, network: Network) -> None:
        self.kernel = VirtualKernel()
        self.segment = QuietSegment(self.kernel, "can0", 125_000)
        self.frames: list[can.Message] = []
        self.segment.tap(lambda _, message: self.frames.append(message))
        self.body, self.screen = (
            Com(self.kernel, node, network, {"comfort": VirtualBus(self.segment)}) for node in ("BODY", "SCREEN")
        )

    def run_ms(self, duration_ms: float) -> None:
        self.kernel.run_for(round(duration_ms * MS))


def test_a_node_sends_and_hears_its_identifier_with_its_length() -> None:
    name = "comfort.LongTwin.Value"
    twin = f'BO_ {EXTENDED | 0x220} LongTwin: 2 BODY\n SG_ Value : 7|8@0+ (1,0) [0|0] "count" SCREEN\n'
    bus = Bus(with_messages(twin))
    bus.screen.listen(name, "doors.trunk.open")
    bus.body.send({name: 7})
    bus.run_ms(10)
    assert [(frame.arbitration_id, frame.is_extended_id) for frame in bus.frames] == [(0x220, True)]
    assert (bus.screen.get(name), bus.screen.get("doors.trunk.open")) == (7, "closed")
    bus.body.send({"doors.trunk.open": "open"})
    bus.run_ms(10)
    assert (bus.screen.get(name), bus.screen.get("doors.trunk.open")) == (7, "open")


def test_a_node_keeps_what_is_on_a_page_that_did_not_come() -> None:
    bus = Bus(with_messages(PAGES))
    heard: list[tuple[str, Value]] = []
    for name in (FIRST, SECOND):
        bus.screen.on(name, lambda value, name=name: heard.append((name, value)))  # type: ignore[misc]  # mypy knows no defaults of a lambda
    for page, value in ((0, 5), (1, 600), (0, 5), (0, 6)):
        bus.body.send({PAGE: page, (SECOND if page else FIRST): value})
        bus.run_ms(10)
    assert heard == [(FIRST, 5), (SECOND, 600), (FIRST, 6)]
    assert [bus.screen.get(name) for name in (PAGE, FIRST, SECOND)] == [0, 6, 600]


def test_a_node_sends_the_page_that_its_multiplexer_chooses() -> None:
    bus = Bus(with_messages(PAGES))
    bus.body.send({PAGE: 1, FIRST: 255, SECOND: 0x0203})
    bus.run_ms(10)
    assert [bytes(frame.data) for frame in bus.frames] == [bytes([1, 0, 2, 3])]


def test_a_node_takes_no_remote_frame_for_data() -> None:
    network = with_messages("BO_ 1300 Nothing: 0 BODY\n")
    bus = Bus(network)
    bus.screen.listen("doors.trunk.open")
    trunk = message_of(network, "BodyOpenings")
    asked = can.Message(
        arbitration_id=trunk.frame_id, is_extended_id=False, is_remote_frame=True, dlc=trunk.length
    )
    for subscription in bus.segment._subscriptions[trunk.frame_id, False]:
        subscription.listener(0, asked)
    assert bus.screen.get("doors.trunk.open") == "closed"


def test_a_cyclic_message_without_a_signal_is_sent() -> None:
    bus = Bus(with_messages("BO_ 1300 Nothing: 0 BODY\n", '\nBA_ "GenMsgCycleTime" BO_ 1300 50;\n'))
    bus.body.start("comfort")
    bus.run_ms(1000)
    assert sum(frame.arbitration_id == 1300 for frame in bus.frames) == pytest.approx(20, abs=1)


def test_not_a_number_is_heard_once() -> None:
    voltage, count = "comfort.Volts.Voltage", "comfort.Volts.Count"
    volts = (
        "BO_ 1300 Volts: 5 BODY\n"
        ' SG_ Voltage : 7|32@0- (1,0) [0|0] "V" SCREEN\n SG_ Count : 39|8@0+ (1,0) [0|0] "count" SCREEN\n'
    )
    network = with_messages(volts, "\nSIG_VALTYPE_ 1300 Voltage : 1;\n")
    bus = Bus(network)
    heard: list[Value] = []
    bus.screen.on(voltage, heard.append)
    for turn in range(3):
        bus.body.send({voltage: math.nan, count: turn})
        bus.run_ms(10)
    assert [math.isnan(value) for value in heard if isinstance(value, float)] == [True]
    assert Codec(message_of(network, "Volts")).decode(bytes(bus.frames[-1].data))[count] == 2


def test_a_node_that_begins_anew_has_its_start_values_and_hears_what_is_as_before_as_news() -> None:
    bus = Bus(with_messages(""))
    heard: list[Value] = []
    bus.screen.on("doors.trunk.open", heard.append)
    bus.body.start("comfort")
    bus.body.set("doors.trunk.open", "open")
    bus.run_ms(1000)
    bus.screen.set("screen.page", "menu")
    bus.screen.reset()
    assert (bus.screen.get("doors.trunk.open"), bus.screen.get("screen.page")) == ("closed", "home")
    bus.run_ms(1000)
    assert (heard, bus.screen.get("doors.trunk.open")) == (["open", "open"], "open")
