"""Each monitor speaks when the traffic is wrong, and none when it is right."""

from __future__ import annotations

from collections.abc import Iterable

import can
import pytest

from clock.kernel import MS, S, VirtualKernel
from dbc.codec import Codec
from rigs.ports.signals import BUS_ACTIVITY
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com
from simulators.bus.quiet import QuietSegment
from tests.support.kernel_rig import BARE, NETWORK, KernelRig, frame

FAST = "vehicle.speed_kmh"  # every 50 ms
SLOW = "doors.front_left.lock"  # every 500 ms and on change


@pytest.fixture
def rig() -> KernelRig:
    return KernelRig()


def send(rig: KernelRig, message: can.Message, times_s: Iterable[float]) -> None:
    for when_s in times_s:
        rig.hear("comfort", when_s, message)


def every(period_s: float, begin_s: float, end_s: float) -> list[float]:
    return [begin_s + turn * period_s for turn in range(round((end_s - begin_s) / period_s) + 1)]


def findings(rig: KernelRig) -> list[tuple[str, str]]:
    return [(each.monitor, each.text) for each in rig.recorder.findings]


def test_good_traffic_of_a_whole_vehicle_is_no_finding() -> None:
    rig = KernelRig()
    kernel: VirtualKernel = rig.kernel
    segments = {
        "comfort": QuietSegment(kernel, "can0", 125_000),
        "inter_system": QuietSegment(kernel, "can1", 500_000),
    }
    for bus, segment in segments.items():
        segment.tap(rig.recorder.ear(bus))
    nodes = {spec.sender for bus in NETWORK.buses for spec in NETWORK.messages(bus)}
    layers = [
        Com(kernel, node, NETWORK, {bus: VirtualBus(segment) for bus, segment in segments.items()})
        for node in sorted(nodes)
    ]
    for begin_s in (0, 10, 10.8 + 10, 60):  # asleep in between, once for less than the silence of a bus
        for layer in layers:
            for bus in segments:
                kernel.call_at(round(begin_s * S), lambda layer=layer, bus=bus: layer.start(bus))  # type: ignore[misc]  # mypy knows no defaults of a lambda
                kernel.call_at(round((begin_s + 9.7) * S), lambda layer=layer, bus=bus: layer.stop(bus))  # type: ignore[misc]  # as above
    rig.run(80)
    assert rig.recorder.traffic is not None
    assert len(rig.recorder.traffic) > 4000
    assert findings(rig) == []


def test_a_late_cycle_is_found(rig: KernelRig) -> None:
    send(rig, frame(SLOW), every(0.05, 1, 3))
    send(rig, frame(FAST), [*every(0.05, 1, 2), *every(0.05, 2.0905, 3)])
    rig.run(3)
    assert findings(rig) == [("cycle", "can0: BodyFastData after 90.5 ms instead of 50 ms")]
    assert rig.recorder.findings[0].at_ns == 2_090_500_000


def test_a_cycle_may_be_half_as_long_again(rig: KernelRig) -> None:
    send(rig, frame(SLOW), every(0.05, 1, 3))
    send(rig, frame(FAST), [*every(0.05, 1, 2), *every(0.05, 2.0895, 3)])
    rig.run(3)
    assert findings(rig) == []


def test_a_message_that_stops_while_its_bus_goes_on_is_found_once(rig: KernelRig) -> None:
    send(rig, frame(SLOW), every(0.05, 1, 8))
    send(rig, frame(FAST), every(0.05, 1, 2))
    rig.run(2.9)
    assert findings(rig) == []
    rig.run(4)
    ((monitor, text),) = findings(rig)
    assert monitor == "cycle"
    assert text.startswith("can0: BodyFastData was not sent for ")
    send(rig, frame(FAST), every(0.05, 5, 8))
    rig.run(20)
    assert len(findings(rig)) == 1


def test_a_message_that_does_not_come_back_after_waking_is_found(rig: KernelRig) -> None:
    send(rig, frame(FAST), every(0.05, 1, 2))
    send(rig, frame(SLOW), every(0.05, 1, 2))
    send(rig, frame(SLOW), every(0.05, 20, 23))
    rig.run(24)
    assert [text for _, text in findings(rig)] == [
        "can0: BodyFastData was not sent for 1500 ms instead of 50 ms while the bus was awake"
    ]


def test_a_message_that_comes_late_after_waking_is_no_finding(rig: KernelRig) -> None:
    send(rig, frame(FAST), [*every(0.05, 1, 2), *every(0.05, 20.9, 23)])
    send(rig, frame(SLOW), [*every(0.05, 1, 2), *every(0.05, 20, 23)])
    rig.run(24)
    assert findings(rig) == []


@pytest.mark.parametrize(("state", "found"), [("asleep", False), ("going_to_sleep", True)])
def test_a_bus_may_wake_as_soon_as_it_is_asleep(rig: KernelRig, state: str, found: bool) -> None:
    send(rig, frame(SLOW), [1, 1.5, 2.4, 2.9])
    send(rig, frame(FAST), [*every(0.05, 1, 2), *every(0.05, 2.1, 3)])
    send(rig, frame("network.comfort.state", State="awake"), every(0.1, 1, 1.9))
    send(rig, frame("network.comfort.state", State=state), [2.01])
    send(rig, frame("network.comfort.state", State="waking"), every(0.1, 2.06, 3))
    rig.run(3)
    assert bool(findings(rig)) is found


def test_an_ecu_that_falls_asleep_before_its_bus_is_no_finding(rig: KernelRig) -> None:
    send(rig, frame(FAST), every(0.05, 1, 2))
    send(rig, frame(SLOW), every(0.05, 1, 2.9))
    rig.run(10)
    assert findings(rig) == []


@pytest.mark.parametrize("pause_s", [0.1, 0.3, 0.49, 0.51, 5.0])
def test_a_pause_of_the_whole_bus_is_no_late_cycle(rig: KernelRig, pause_s: float) -> None:
    for name in (FAST, SLOW):
        send(rig, frame(name), [*every(0.05, 1, 2), *every(0.05, 2 + pause_s, 5)])
    rig.run(20)
    assert findings(rig) == []


def with_gap(rig: KernelRig, gap_s: float, *, first: str) -> None:
    state = "network.comfort.state"
    for name in (FAST, SLOW):
        send(rig, frame(name), [*every(0.05, 1, 2), *every(0.05, 2 + gap_s, 5)])
    send(rig, frame(state, State="awake"), every(0.1, 1, 2))
    send(rig, frame(state, State=first), [2 + gap_s])
    send(rig, frame(state, State="awake"), every(0.1, 2.1 + gap_s, 5))
    rig.run(5)


@pytest.mark.parametrize("gap_s", [0.1, 0.3, 0.5, 2.0])
def test_a_gap_of_the_whole_bus_while_its_master_is_awake_is_found(rig: KernelRig, gap_s: float) -> None:
    with_gap(rig, gap_s, first="awake")
    text = f"can0: no frame on the comfort bus for {gap_s * 1000:.0f} ms while it was awake"
    assert findings(rig) == [("cycle", text)]
    assert rig.recorder.findings[0].at_ns == round((2 + gap_s) * S)


@pytest.mark.parametrize("gap_s", [0.1, 0.3, 0.5, 2.0])
def test_a_master_that_starts_anew_after_a_gap_had_no_supply(rig: KernelRig, gap_s: float) -> None:
    with_gap(rig, gap_s, first="waking")
    assert findings(rig) == []


@pytest.mark.parametrize("gap_s", [0.1, 0.3, 0.5, 2.0])
def test_what_a_lost_adapter_did_not_hear_is_no_gap_of_the_bus(rig: KernelRig, gap_s: float) -> None:
    rig.at(2 + gap_s / 2, lambda: rig.recorder.begin_anew("comfort"))
    with_gap(rig, gap_s, first="awake")
    assert findings(rig) == []
    activity = [change.value for change in rig.recorder.tracks[BUS_ACTIVITY["comfort"].name]]
    assert activity == ["asleep", "awake", "asleep", "awake"]


def test_a_message_that_was_never_heard_belongs_to_a_unit_that_is_not_there(rig: KernelRig) -> None:
    send(rig, frame(SLOW), every(0.05, 1, 30))
    rig.run(30)
    assert findings(rig) == []


def test_an_unknown_identifier_is_found_once(rig: KernelRig) -> None:
    send(rig, can.Message(arbitration_id=0x7FF, is_extended_id=False, data=b"\1"), every(0.05, 1, 2))
    rig.run(3)
    assert findings(rig) == [("unknown id", "can0: 0x7FF is in no database of comfort")]


def test_a_message_of_the_other_bus_is_unknown(rig: KernelRig) -> None:
    ids = {spec.frame_id for spec in NETWORK.messages("comfort")}
    other = next(spec for spec in NETWORK.messages("inter_system") if spec.frame_id not in ids)
    send(rig, can.Message(arbitration_id=other.frame_id, is_extended_id=False), [1])
    rig.run(3)
    assert [monitor for monitor, _ in findings(rig)] == ["unknown id"]


def test_a_long_identifier_is_not_the_short_one_of_the_same_number(rig: KernelRig) -> None:
    good = frame(SLOW, FrontLeft="unlocked")
    send(rig, can.Message(arbitration_id=good.arbitration_id, is_extended_id=True, data=good.data), [1])
    rig.run(3)
    assert findings(rig) == [("unknown id", f"can0: 0x{good.arbitration_id:08X} is in no database of comfort")]
    assert not rig.recorder.tracks[SLOW].seen


@pytest.mark.parametrize("change", [-1, 1])
def test_a_payload_of_another_length_is_found(rig: KernelRig, change: int) -> None:
    good = frame("doors.front_left.open")
    data = bytes(len(good.data) + change)
    send(rig, can.Message(arbitration_id=good.arbitration_id, is_extended_id=False, data=data), [1, 1.1])
    rig.run(3)
    ((monitor, text),) = findings(rig)
    assert monitor == "length"
    assert text == f"can0: comfort.BodyOpenings: {len(data)} bytes; allowed: {len(good.data)}"


def test_a_value_outside_its_table_is_found(rig: KernelRig) -> None:
    spec = NETWORK.message_of(SLOW)
    good = Codec(spec).encode({name: signal.start for name, signal in spec.signals.items()})
    (layout,) = [signal.layout for name, signal in spec.signals.items() if name == SLOW]
    data = bytearray(good)
    for bit in range(layout.length):
        data[layout.start // 8] |= 1 << (layout.start % 8 - bit)
    value = (1 << layout.length) - 1
    assert value not in spec.signals[SLOW].labels
    send(rig, can.Message(arbitration_id=spec.frame_id, is_extended_id=False, data=data), [1, 1.5])
    rig.run(3)
    assert findings(rig) == [("value", f"can0: {SLOW} = {value}, which has no meaning in BodyLocks")]


@pytest.mark.parametrize(
    ("error_class", "monitor"), [(0x40, "bus-off"), (0x44, "bus-off"), (0x04, "error frame"), (0, "error frame")]
)
def test_an_error_frame_is_found_once_and_is_no_traffic(rig: KernelRig, error_class: int, monitor: str) -> None:
    send(rig, can.Message(arbitration_id=error_class, is_error_frame=True), every(0.05, 1, 2))
    rig.run(3)
    ((found, text),) = findings(rig)
    assert found == monitor
    assert text.startswith("can0: ")
    assert rig.recorder.tracks["comfort.activity"].value == "asleep"


def test_an_error_class_is_no_identifier(rig: KernelRig) -> None:
    identifier = frame(SLOW).arbitration_id
    send(rig, can.Message(arbitration_id=identifier, is_error_frame=True), [1])
    rig.run(3)
    assert [monitor for monitor, _ in findings(rig)] == ["error frame"]
    assert not rig.recorder.tracks[SLOW].seen


def test_what_monitors_found_is_in_the_journal_with_its_time() -> None:
    rig = KernelRig(rig=BARE)
    send(rig, can.Message(arbitration_id=0x7FF, is_extended_id=False), [1.25])
    rig.run(3)
    rig.scene.finish()
    assert rig.journal.notes == ["unknown id: can0: 0x7FF is in no database of comfort at 1.250 s"]
    assert rig.journal.end_ns == 3000 * MS
