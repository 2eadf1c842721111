"""Frames into changes, each with the interval in which it happened."""

from __future__ import annotations

import can
import pytest

from clock.kernel import MS, S, VirtualKernel, seconds
from dbc.network import Network
from rigs.files.rig_file import ROOT
from rigs.ports.signals import BUS_ACTIVITY, activity
from rigs.recording.recorder import Recorder
from rigs.recording.silence import SILENCE_NS
from rigs.values.interval import Interval
from rigs.values.track import Track
from tests.support.kernel_rig import CHANNELS, NETWORK, KernelRig, frame

LOCK = "doors.front_left.lock"
SPEED = "vehicle.speed_kmh"
AWAKE = BUS_ACTIVITY["comfort"].name


def changes(track: Track) -> list[tuple[object, int, int]]:
    return [(each.value, each.when.earliest_ns // MS, each.when.latest_ns // MS) for each in track]


@pytest.fixture
def rig() -> KernelRig:
    return KernelRig()


def keep_awake(rig: KernelRig, begin_s: float, end_s: float) -> None:
    count = round((end_s - begin_s) / 0.05)
    for turn in range(count + 1):
        rig.hear("comfort", begin_s + turn * 0.05, frame("vehicle.rpm"))


def test_every_signal_of_the_databases_has_a_track(rig: KernelRig) -> None:
    names = {name for bus in NETWORK.buses for spec in NETWORK.messages(bus) for name in spec.signals}
    assert set(rig.recorder.tracks) == names | {port.name for port in BUS_ACTIVITY.values()}
    assert rig.recorder.tracks[SPEED].unit == "km/h"
    assert not rig.recorder.tracks[SPEED].seen


def test_a_message_that_is_sent_on_change_gives_a_narrow_interval(rig: KernelRig) -> None:
    keep_awake(rig, 0, 2)
    rig.hear("comfort", 1.0, frame(LOCK, FrontLeft="locked"))
    rig.hear("comfort", 1.3, frame(LOCK, FrontLeft="unlocked"))
    rig.run(2)
    assert changes(rig.recorder.tracks[LOCK])[-1] == ("unlocked", 1290, 1300)


def test_a_change_is_no_earlier_than_the_frame_before(rig: KernelRig) -> None:
    keep_awake(rig, 0, 2)
    rig.hear("comfort", 1.0, frame(LOCK, FrontLeft="locked"))
    rig.hear("comfort", 1.004, frame(LOCK, FrontLeft="unlocked"))
    rig.run(2)
    assert changes(rig.recorder.tracks[LOCK])[-1] == ("unlocked", 1000, 1004)


def test_a_cyclic_message_gives_an_interval_back_to_the_frame_before(rig: KernelRig) -> None:
    rig.hear("comfort", 1.0, frame(SPEED))
    rig.hear("comfort", 1.05, frame(SPEED))
    rig.hear("comfort", 1.1, frame(SPEED, Speed=50))
    rig.run(2)
    assert changes(rig.recorder.tracks[SPEED])[-1] == (50, 1050, 1100)


def test_the_first_value_came_up_at_some_time_since_the_start(rig: KernelRig) -> None:
    rig.hear("comfort", 3.0, frame(LOCK))
    rig.hear("comfort", 3.0, frame(SPEED))
    rig.run(4)
    assert changes(rig.recorder.tracks[LOCK]) == [("locked", 0, 3000)]
    assert changes(rig.recorder.tracks[SPEED]) == [(0, 0, 3000)]


def test_an_error_of_the_clock_widens_every_interval() -> None:
    rig = KernelRig(clock_error_ns=2 * MS)
    keep_awake(rig, 0, 2)
    rig.hear("comfort", 1.0, frame(LOCK, FrontLeft="locked"))
    rig.hear("comfort", 1.3, frame(LOCK, FrontLeft="unlocked"))
    rig.run(2)
    assert changes(rig.recorder.tracks[LOCK])[-1] == ("unlocked", 1288, 1302)
    assert changes(rig.recorder.tracks[AWAKE])[-1] == ("awake", -2, 2)


def test_what_the_first_frame_after_waking_tells_may_have_woken_the_bus(rig: KernelRig) -> None:
    keep_awake(rig, 0, 1)
    rig.hear("comfort", 0.9, frame(LOCK, FrontLeft="locked"))
    keep_awake(rig, 20, 22)
    rig.hear("comfort", 20.4, frame(LOCK, FrontLeft="unlocked"))
    rig.hear("comfort", 20.7, frame(LOCK, FrontLeft="locked"))
    rig.run(23)
    assert changes(rig.recorder.tracks[LOCK])[1:] == [("unlocked", 19000, 20400), ("locked", 20690, 20700)]


def test_what_a_cyclic_message_tells_after_waking_may_have_changed_while_the_bus_slept(rig: KernelRig) -> None:
    rig.hear("comfort", 1.0, frame(SPEED))
    rig.hear("comfort", 20.0, frame(SPEED, Speed=50))
    rig.run(21)
    assert changes(rig.recorder.tracks[SPEED])[-1] == (50, 1000, 20000)


def test_a_bus_wakes_with_its_first_frame_and_sleeps_since_its_last(rig: KernelRig) -> None:
    track = rig.recorder.tracks[AWAKE]
    keep_awake(rig, 1, 3)
    rig.run(3.499)
    assert changes(track) == [("asleep", 0, 0), ("awake", 1000, 1000)]
    rig.run(3.5)
    assert changes(track) == [("asleep", 0, 0), ("awake", 1000, 1000), ("asleep", 3000, 3000)]
    keep_awake(rig, 9, 9.5)
    rig.run(12)
    assert changes(track)[3:] == [("awake", 9000, 9000), ("asleep", 9500, 9500)]
    assert rig.recorder.tracks[BUS_ACTIVITY["inter_system"].name].value == "asleep"


def test_a_bus_that_pauses_for_less_than_the_silence_has_not_slept(rig: KernelRig) -> None:
    keep_awake(rig, 1, 3)
    keep_awake(rig, 3.45, 4)
    rig.run(4)
    assert [change.value for change in rig.recorder.tracks[AWAKE]] == ["asleep", "awake"]


def test_a_track_knows_how_late_it_may_be(rig: KernelRig) -> None:
    assert rig.recorder.tracks[LOCK].lag_ns == 10 * MS
    assert rig.recorder.tracks[SPEED].lag_ns == 90 * MS
    assert rig.recorder.tracks[AWAKE].lag_ns == SILENCE_NS


def test_both_buses_are_heard_apart(rig: KernelRig) -> None:
    spec = NETWORK.messages("inter_system")[0]
    message = can.Message(arbitration_id=spec.frame_id, is_extended_id=False, data=bytes(spec.length))
    rig.hear("inter_system", 1, message)
    rig.hear("comfort", 1.01, frame(SPEED))
    rig.run(2)
    assert rig.recorder.traffic is not None
    assert [channel for _, channel, _ in rig.recorder.traffic.frames] == ["can1", "can0"]


def test_a_new_scenario_has_its_own_traffic_and_findings_and_keeps_what_is_known(rig: KernelRig) -> None:
    unknown = can.Message(arbitration_id=0x7FF, is_extended_id=False)
    rig.hear("comfort", 1, frame(LOCK, FrontLeft="locked"))
    rig.hear("comfort", 1.1, unknown)
    rig.run(2)
    first = rig.recorder.traffic
    assert len(rig.recorder.findings) == 1
    rig.recorder.restart_traffic()
    assert not rig.recorder.findings
    rig.hear("comfort", 3, unknown)
    rig.run(4)
    assert first is not None
    assert rig.recorder.traffic is not None
    assert (len(first), len(rig.recorder.traffic)) == (2, 1)
    assert len(rig.recorder.findings) == 1, "what is still wrong is told again"
    assert rig.recorder.tracks[LOCK].value == "locked"


def test_traffic_is_kept_only_on_demand() -> None:
    rig = KernelRig()
    silent = Recorder(rig.kernel, NETWORK, CHANNELS, keep_traffic=False)
    silent.ear("comfort")(0, frame(LOCK))
    silent.restart_traffic()
    assert silent.traffic is None
    assert silent.tracks[LOCK].seen


def test_a_payload_that_comes_back_in_another_object_is_no_change(rig: KernelRig) -> None:
    rig.hear("comfort", 1, frame(LOCK, FrontLeft="locked"))
    rig.hear("comfort", 1.5, frame(LOCK, FrontLeft="locked"))
    rig.run(2)
    assert rig.recorder.tracks[LOCK].at(seconds(2)) == rig.recorder.tracks[LOCK].at(1 * S)
    assert rig.recorder.tracks[LOCK].at(S).when == Interval(0, S)  # type: ignore[union-attr]  # seen above


def test_a_third_bus_without_a_network_master_is_recorded_and_decoded() -> None:
    databases = {bus: ROOT / f"dbc/{bus}.dbc" for bus in CHANNELS}
    databases["chassis"] = ROOT / "examples/mylab/chassis.dbc"
    network = Network.load(databases, ROOT / "dbc/signals.toml")
    kernel = VirtualKernel()
    recorder = Recorder(kernel, network, {**CHANNELS, "chassis": "vcan2"})
    hear, message = recorder.ear("chassis"), can.Message(arbitration_id=256, is_extended_id=False, data=[200, 0])
    kernel.call_at(MS, lambda: hear(MS, message))
    kernel.run_for(2 * MS)
    assert recorder.tracks[activity("chassis").name].value == "awake"
    assert recorder.tracks["chassis.SteeringAngle.Angle"].value == 20
    assert recorder.traffic is not None
    assert [channel for _, channel, _ in recorder.traffic.frames] == ["vcan2"]
    kernel.run_for(S)
    assert recorder.tracks[activity("chassis").name].value == "asleep"
    assert recorder.doubts() == []
