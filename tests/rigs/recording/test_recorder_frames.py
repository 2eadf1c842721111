"""Frames of every kind in the recorder: long identifiers, pages, names and numbers, remote and CAN FD frames."""

from __future__ import annotations

import math
import struct

import can
import pytest

from clock.kernel import MS
from rigs.recording.integrity import doubts
from tests.support.comfort_network import EXTENDED, Ear, with_messages

PAGES = """BO_ 1300 Pages: 4 BODY
 SG_ Page M : 7|8@0+ (1,0) [0|0] "count" SCREEN
 SG_ Always : 15|8@0+ (1,0) [0|0] "count" SCREEN
 SG_ First m0 : 23|8@0+ (1,0) [0|0] "count" SCREEN
 SG_ Second m1 : 23|16@0+ (1,0) [0|0] "count" SCREEN

BO_ 1301 Told: 2 BODY
 SG_ Page M : 7|8@0+ (1,0) [0|0] "count" SCREEN
 SG_ First m0 : 15|8@0+ (1,0) [0|0] "count" SCREEN
 SG_ Second m1 : 15|8@0+ (1,0) [0|0] "count" SCREEN
"""
CYCLES = """
BA_ "GenMsgCycleTime" BO_ 1300 100;
BA_ "GenMsgSendType" BO_ 1301 1;
BA_ "GenMsgDelayTime" BO_ 1301 10;
"""
QUANTITY = """BO_ 1300 Outside: 6 BODY
 SG_ Temperature : 7|8@0+ (0.5,-40) [-40|80] "degC" SCREEN
 SG_ Count : 15|8@0+ (1,0) [0|0] "count" SCREEN
 SG_ Voltage : 23|32@0- (1,0) [-10|10] "V" SCREEN
"""
NAMES = """
BA_ "GenMsgSendType" BO_ 1300 1;
BA_ "OnlyNamedValues" SG_ 1300 Temperature 0;
BA_ "OnlyNamedValues" SG_ 1300 Voltage 0;
VAL_ 1300 Temperature 254 "initialising" 255 "not available" ;
VAL_ 1300 Voltage 0 "off" ;
SIG_VALTYPE_ 1300 Voltage : 1;
"""


class TestIdentifiers:
    def twins(self) -> Ear:
        twin = f'BO_ {EXTENDED | 0x220} LongTwin: 2 BODY\n SG_ Value : 7|8@0+ (1,0) [0|0] "count" SCREEN\n'
        return Ear(with_messages(twin))

    def test_identifiers_of_one_number_and_two_lengths_are_two_messages(self) -> None:
        ear = self.twins()
        ear.send(1, "LongTwin", Value=7)
        ear.send(2, "BodyOpenings", Trunk="open")
        ear.run(2.2)
        assert [value for value, _, _ in ear.shown("LongTwin", "Value")] == [7]
        assert ear.recorder.tracks["doors.trunk.open"].value == "open"
        assert ear.findings() == []

    def test_a_finding_names_the_length_of_an_identifier_by_its_digits(self) -> None:
        ear = self.twins()
        for extended in (False, True):
            ear.hear(1, can.Message(arbitration_id=0x7AB, is_extended_id=extended))
        ear.run(2)
        assert [text for _, text in ear.findings()] == [
            "can0: 0x7AB is in no database of comfort",
            "can0: 0x000007AB is in no database of comfort",
        ]


class TestPages:
    @pytest.fixture
    def ear(self) -> Ear:
        return Ear(with_messages(PAGES, CYCLES))

    def test_a_page_that_was_not_sent_is_unknown(self, ear: Ear) -> None:
        ear.send(1, "Pages", Page=0, Always=1, First=5)
        ear.run(1.2)
        assert ear.shown("Pages", "First") == [(5, 0, 1000)]
        assert ear.shown("Pages", "Second") == []

    def test_a_page_that_the_database_does_not_have_leaves_the_others_as_they_were(self, ear: Ear) -> None:
        ear.send(1, "Pages", Page=0, Always=1, First=5)
        ear.hear(1.1, can.Message(arbitration_id=1300, is_extended_id=False, data=bytes([9, 2, 3, 4])))
        ear.run(1.2)
        assert ear.shown("Pages", "First") == [(5, 0, 1000)]
        assert ear.shown("Pages", "Always") == [(1, 0, 1000), (2, 1000, 1100)]
        assert ear.findings() == []

    def test_a_change_lies_between_two_frames_of_its_own_page(self, ear: Ear) -> None:
        for turn in range(4):
            ear.send(1 + turn * 0.1, "Pages", Page=turn % 2, Always=turn, First=5, Second=600)
        ear.send(1.4, "Pages", Page=0, Always=4, First=6)
        ear.send(1.5, "Pages", Page=1, Always=5, Second=601)
        ear.run(1.55)
        assert ear.shown("Pages", "First") == [(5, 0, 1000), (6, 1200, 1400)]
        assert ear.shown("Pages", "Second") == [(600, 0, 1100), (601, 1300, 1500)]
        assert ear.shown("Pages", "Always")[-1] == (5, 1400, 1500)

    def test_a_page_that_comes_again_unchanged_was_seen_then(self, ear: Ear) -> None:
        same = ear.frame("Pages", Page=0, Always=0, First=5)
        for turn in range(4):
            ear.hear(1 + turn * 0.1, same)
        ear.send(1.4, "Pages", Page=0, Always=0, First=6)
        ear.run(1.45)
        assert ear.shown("Pages", "First")[-1] == (6, 1300, 1400)

    def test_a_page_that_is_sent_on_change_changed_shortly_before(self, ear: Ear) -> None:
        for turn in range(20):
            ear.send(0.5 + turn * 0.05, "BodyFastData")
        ear.send(1, "Told", Page=0, First=1)
        ear.send(1.2, "Told", Page=1, Second=1)
        ear.send(1.4, "Told", Page=0, First=2)
        ear.run(1.45)
        assert ear.shown("Told", "First")[-1] == (2, 1390, 1400)

    def test_a_page_of_a_cyclic_message_shows_a_change_when_its_turn_comes(self, ear: Ear) -> None:
        tracks = ear.recorder.tracks
        assert tracks["comfort.Pages.Always"].lag_ns == 165 * MS
        assert tracks["comfort.Pages.First"].lag_ns == 330 * MS
        assert tracks["comfort.Told.First"].lag_ns == 10 * MS

    def test_a_multiplexed_message_of_another_length_is_found(self, ear: Ear) -> None:
        ear.hear(1, can.Message(arbitration_id=1300, is_extended_id=False, data=bytes(3)))
        ear.run(2)
        assert ear.findings() == [("length", "can0: comfort.Pages: 3 bytes; allowed: 4")]


class TestValues:
    @pytest.fixture
    def ear(self) -> Ear:
        return Ear(with_messages(QUANTITY, NAMES))

    def hear(self, ear: Ear, when_s: float, raw: int, count: int, volts: float) -> None:
        data = bytes([raw, count]) + struct.pack(">f", volts)
        ear.hear(when_s, can.Message(arbitration_id=1300, is_extended_id=False, data=data))

    def test_a_quantity_shows_its_names_and_its_numbers(self, ear: Ear) -> None:
        for turn, raw in enumerate((255, 60, 254, 100)):
            self.hear(ear, 1 + turn, raw, 0, 1.5)
        ear.run(5)
        shown = [value for value, _, _ in ear.shown("Outside", "Temperature")]
        assert shown == ["not available", -10.0, "initialising", 10.0]
        assert ear.findings() == []

    def test_a_number_beside_the_range_is_found_once(self, ear: Ear) -> None:
        for turn in range(3):
            self.hear(ear, 1 + turn, 250, turn, 1.5)
        ear.run(5)
        name = "comfort.Outside.Temperature"
        assert ear.findings() == [("value", f"can0: {name} = 85.0, which has no meaning in Outside")]

    def test_not_a_number_is_one_value_that_stays(self, ear: Ear) -> None:
        for turn, volts in enumerate((math.nan, math.nan, 2.0, math.nan)):
            self.hear(ear, 1 + turn, 60, turn, volts)
        ear.run(5)
        shown = [value for value, _, _ in ear.shown("Outside", "Voltage")]
        assert [math.isnan(value) if isinstance(value, float) else value for value in shown] == [True, False, True]
        assert ear.findings() == []

    def test_a_number_without_end_is_beside_every_range(self, ear: Ear) -> None:
        self.hear(ear, 1, 60, 0, math.inf)
        ear.run(2)
        text = "can0: comfort.Outside.Voltage = inf, which has no meaning in Outside"
        assert ear.findings() == [("value", text)]


class TestOtherFrames:
    @pytest.fixture
    def ear(self) -> Ear:
        return Ear(with_messages(""))

    def test_a_remote_frame_is_no_data_and_hides_no_message_that_stopped(self, ear: Ear) -> None:
        asked = can.Message(arbitration_id=0x0B6, is_extended_id=False, is_remote_frame=True, dlc=8)
        for turn in range(120):
            ear.send(1 + turn * 0.05, "BodyLocks")
            if turn <= 20:
                ear.send(1 + turn * 0.05, "BodyFastData", Speed=50)
            else:
                ear.hear(1 + turn * 0.05, asked)
        ear.run(6.9)
        ((monitor, text),) = ear.findings()
        assert monitor == "cycle"
        assert text.startswith("can0: BodyFastData was not sent for ")
        assert ear.recorder.tracks["vehicle.speed_kmh"].value == 50

    def test_a_remote_frame_of_an_unknown_identifier_is_unknown(self, ear: Ear) -> None:
        ear.hear(1, can.Message(arbitration_id=0x7AB, is_extended_id=False, is_remote_frame=True, dlc=1))
        ear.run(2)
        assert ear.findings() == [("unknown id", "can0: 0x7AB is in no database of comfort")]

    def test_a_remote_frame_keeps_the_bus_awake(self, ear: Ear) -> None:
        ear.hear(1, can.Message(arbitration_id=0x0B6, is_extended_id=False, is_remote_frame=True, dlc=8))
        ear.run(1.2)
        assert ear.recorder.tracks["comfort.activity"].value == "awake"

    def test_a_frame_of_can_fd_is_not_the_classic_message_of_its_identifier(self, ear: Ear) -> None:
        good = ear.frame("BodyLocks", FrontLeft="unlocked")
        for when_s in (1, 1.1):
            ear.hear(
                when_s,
                can.Message(arbitration_id=good.arbitration_id, is_extended_id=False, is_fd=True, data=good.data),
            )
        ear.run(2)
        assert ear.findings() == [("format", "can0: BodyLocks came as CAN FD; allowed: classic CAN")]
        assert not ear.recorder.tracks["doors.front_left.lock"].seen

    def test_every_frame_is_kept_for_the_log(self, ear: Ear) -> None:
        ear.hear(1, can.Message(arbitration_id=0x0B6, is_extended_id=False, is_remote_frame=True, dlc=8))
        ear.hear(1.1, can.Message(arbitration_id=4, is_error_frame=True, data=bytes([0, 1, 0, 0, 0, 0, 0, 0])))
        ear.hear(
            1.2,
            can.Message(
                arbitration_id=0x7AB, is_extended_id=False, is_fd=True, data=bytes(12), bitrate_switch=True
            ),
        )
        ear.run(2)
        assert ear.recorder.traffic is not None
        assert [line.split()[2] for line in ear.recorder.traffic.log().splitlines()] == [
            "0B6#R8",
            "20000084#0001000000000000",
            "7AB##1000000000000000000000000",
        ]


LONG = 'BO_ 1300 Long: 12 BODY\n SG_ Value : 7|8@0+ (1,0) [0|0] "count" SCREEN\n'


def test_a_message_of_more_than_8_bytes_is_heard_as_can_fd() -> None:
    ear = Ear(with_messages(LONG))
    data = bytes([7, *bytes(11)])
    ear.hear(1, can.Message(arbitration_id=1300, is_extended_id=False, is_fd=True, data=data))
    ear.run(2)
    assert [value for value, _, _ in ear.shown("Long", "Value")] == [7]
    assert ear.findings() == []


@pytest.mark.parametrize(("length", "found"), [(12, []), (10, []), (16, ["length"]), (9, ["length"])])
def test_a_frame_of_can_fd_is_filled_up_to_its_next_length(length: int, found: list[str]) -> None:
    ear = Ear(with_messages(LONG.replace("Long: 12", "Long: 10")))
    data = bytes([7, *bytes(length - 1)])
    ear.hear(1, can.Message(arbitration_id=1300, is_extended_id=False, is_fd=True, data=data))
    ear.run(2)
    assert [monitor for monitor, _ in ear.findings()] == found
    assert [value for value, _, _ in ear.shown("Long", "Value")] == ([] if found else [7])


@pytest.mark.parametrize("fd", [False, True])
def test_where_the_database_does_not_say_it_a_short_message_has_either_format(fd: bool) -> None:
    ear = Ear(with_messages(LONG))  # a bus of CAN FD, without VFrameFormat
    good = ear.frame("BodyLocks", FrontLeft="unlocked")
    ear.hear(1, can.Message(arbitration_id=good.arbitration_id, is_extended_id=False, is_fd=fd, data=good.data))
    ear.run(2)
    assert ear.recorder.tracks["doors.front_left.lock"].value == "unlocked"
    assert ear.findings() == []


def test_a_message_that_is_cyclic_if_active_may_pause() -> None:
    words = ('"Cyclic","Spontaneous"', '"cyclicIfActive","Spontaneous"')
    default = ('"GenMsgSendType" "Cyclic"', '"GenMsgSendType" "cyclicIfActive"')
    ear = Ear(with_messages("", "", words, default))
    for turn in range(40):
        ear.send(1 + turn * 0.1, "BodyNetwork", State="awake")
        if turn < 10 or turn > 30:
            ear.send(1 + turn * 0.1, "BodyFastData", Speed=turn)
    ear.run(4.9)
    assert ear.findings() == []
    assert ear.recorder.tracks["vehicle.speed_kmh"].lag_ns == 90 * MS


def stopped(ear: Ear, *names: str) -> list[str]:
    """What doubts there are after these messages stopped while the bus went on."""
    for turn in range(60):
        ear.send(1 + turn * 0.05, "BodyFastData")
        if turn < 20:
            for name in names:
                ear.send(1 + turn * 0.05, name)
    ear.run(3.9)
    assert len(ear.findings()) == len(names)
    return list(doubts(ear.recorder.findings))


def test_a_message_of_nobody_that_stops_is_no_doubt_about_the_ear() -> None:
    nobody = 'BO_ 1300 Nobody: 1 Vector__XXX\n SG_ Value : 7|8@0+ (1,0) [0|0] "count" SCREEN\n'
    ear = Ear(with_messages(nobody, '\nBA_ "GenMsgCycleTime" BO_ 1300 50;\n'))
    assert stopped(ear, "Nobody") == []


def test_a_message_that_two_ecus_may_send_is_no_doubt_beside_one_of_another() -> None:
    shared = 'BO_ 1300 Shared: 1 SCREEN\n SG_ Value : 7|8@0+ (1,0) [0|0] "count" SCREEN\n'
    attributes = '\nBA_ "GenMsgCycleTime" BO_ 1300 50;\n'
    network = with_messages(shared, attributes, ("\nBA_DEF_ ", "\nBO_TX_BU_ 1300 : SCREEN,CLIMATE;\nBA_DEF_ "))
    assert stopped(Ear(network), "Shared") == []
