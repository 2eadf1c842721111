"""A real ECU tells who it is and what it has stored, and nothing in it is changed without leave."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from uuid import uuid4

import can
import pytest

from clock.kernel import Kernel, S
from clock.wall import WallKernel
from rigs.bindings.adapter import Adapter, open_adapter
from rigs.bindings.diagnosis import DiagnosticTester
from rigs.bindings.stamps import ArrivalStamps
from rigs.errors import BusFault, WrongUnit
from rigs.files.hardware import Bus, Diagnosis
from rigs.ports.signals import activity
from rigs.recording.recorder import Recorder
from rigs.values.interval import Interval
from simulators.bus.joined import JoinedSegment
from simulators.bus.segment import Segment
from simulators.ecus.addresses import ADDRESSES, ANSWERS
from simulators.servers.gate import Gate, Place
from simulators.servers.server import diagnose
from simulators.world import World, identifiers
from tests.support.kernel_rig import CHANNELS, NETWORK, VEHICLE

BODY = Diagnosis(
    bus="comfort", **ADDRESSES["BODY"]._asdict(), part_number="9876543200", software="04.12", timeout_s=20.0
)
SUPPLY_LOW = "DTC: BODY: U3003-16, circuit voltage below threshold"


@dataclass
class Unit:
    """A body controller on a bus of its own, in real time on a thread of its own, and the adapter of a bench.

    Attributes:
        kernel: The clock of the bench.
        recorder: Its ear.
        adapter: What hears and asks.
        world: The vehicle.
        clock: Its clock.
    """

    kernel: WallKernel
    recorder: Recorder
    adapter: Adapter
    world: World
    clock: WallKernel

    def tester(self, **other: object) -> DiagnosticTester:
        ecus = {"BODY": BODY.model_copy(update=other)}
        return DiagnosticTester(ecus, {"comfort": self.adapter}, self.kernel, self.recorder)

    def supply(self, *volts: float) -> None:
        """Let the supply have one voltage after the other."""
        done = threading.Event()

        def change() -> None:
            for each in volts:
                self.world.wiring.number("supply.voltage_v").set(each)
            done.set()

        self.clock.post(change)
        assert done.wait(20.0)


@pytest.fixture
def unit() -> Iterator[Unit]:
    clock, kernel = WallKernel(), WallKernel()
    own = {channel: keys | ANSWERS for channel, keys in identifiers(NETWORK, ["BODY"]).items()}
    channel = f"diagnosis-{uuid4()}"

    def wires(kernel: Kernel, name: str, bitrate: int, rank: int) -> Segment:
        return JoinedSegment(kernel, name, bitrate, rank, own=own[name])

    world = World(clock, NETWORK, VEHICLE, wires=wires, nodes=["BODY"])
    diagnose(world)
    segment = world.segments["comfort"]
    assert isinstance(segment, JoinedSegment)
    gate = Gate(clock, segment, Place("virtual", channel, {}))
    world.power_on()
    thread = threading.Thread(target=clock.run_until, args=(3600 * S,))
    thread.start()
    beside = {"comfort": [(number, False) for number in ADDRESSES["BODY"]]}
    recorder = Recorder(kernel, NETWORK, CHANNELS, beside=beside)
    table = Bus.model_validate({"database": "x.dbc", "channel": channel, "interface": "virtual"})
    adapter = Adapter(recorder, kernel, "comfort", lambda: open_adapter(table), ArrivalStamps())
    with closing(adapter):
        yield Unit(kernel, recorder, adapter, world, clock)
    clock.post(clock.interrupt)
    thread.join()
    gate.close()


def test_a_unit_that_is_what_the_file_says_is_taken(unit: Unit) -> None:
    unit.tester().identify(VEHICLE.vin)
    assert not any("unknown" in str(finding) for finding in unit.recorder.findings)


def test_all_in_which_a_unit_is_another_one_is_told_at_once(unit: Unit) -> None:
    with pytest.raises(WrongUnit) as wrong:
        unit.tester(part_number="98", software="05.00").identify("VR7BCZKXCME999999")
    assert str(wrong.value).splitlines() == [
        "BODY tells part number '9876543200'; the bench is to have '98'",
        "BODY tells software '04.12'; the bench is to have '05.00'",
        f"BODY tells VIN '{VEHICLE.vin}'; the bench is to have 'VR7BCZKXCME999999'",
    ]


def test_a_trouble_code_that_comes_is_told_once_and_one_that_was_there_is_not(unit: Unit) -> None:
    tester = unit.tester()
    tester.identify(VEHICLE.vin)
    assert tester.after() == []
    unit.supply(8.5, 12.6)
    assert tester.after() == [SUPPLY_LOW]
    assert tester.after() == []
    later = unit.tester()
    later.identify(VEHICLE.vin)
    assert later.after() == []


@pytest.mark.parametrize("clear", [False, True])
def test_nothing_is_cleared_unless_the_file_allows_it(unit: Unit, clear: bool) -> None:
    unit.supply(8.5, 12.6)
    unit.recorder.tracks[activity("comfort").name].add(_now(unit), "awake")
    tester = unit.tester(clear=clear)
    tester.before()
    stored = [key for key in unit.world.ecus["BODY"].memory if key.startswith("dtc.")]
    assert bool(stored) is not clear
    assert tester.after() == []
    unit.supply(8.5, 12.6)
    assert tester.after() == ([SUPPLY_LOW] if clear else [])


def _now(unit: Unit) -> Interval:
    return Interval.at(unit.kernel.time_ns())


def test_an_ecu_whose_bus_sleeps_is_not_asked_before_a_scenario(unit: Unit) -> None:
    unit.supply(0.0)
    unit.recorder.tracks[activity("comfort").name].add(_now(unit), "asleep")
    unit.tester(timeout_s=0.05).before()


def test_a_unit_that_does_not_answer_is_a_fault(unit: Unit) -> None:
    unit.supply(0.0)
    with pytest.raises(BusFault, match="BODY gives no answer to diagnosis on comfort"):
        unit.tester(timeout_s=0.05).after()


def test_what_a_unit_does_not_know_is_refused(unit: Unit) -> None:
    heard: list[bytes] = []
    answered = threading.Event()

    class Ear(can.Listener):
        def on_message_received(self, msg: can.Message) -> None:
            if msg.arbitration_id == BODY.response:
                heard.append(bytes(msg.data))
                answered.set()

    unit.adapter.notifier.add_listener(Ear())
    for request, answer in ((b"\x03\x22\x12\x34", b"\x03\x7f\x22\x31"), (b"\x02\x10\x03", b"\x03\x7f\x10\x11")):
        answered.clear()
        unit.adapter.bus.send(can.Message(arbitration_id=BODY.request, data=request, is_extended_id=False))
        assert answered.wait(20.0)
        assert heard[-1][:4] == answer
