"""The buses sleep, wake and carry exactly the cyclic frames that their databases announce."""

from __future__ import annotations

from collections import Counter

import pytest

from clock.kernel import MS, S
from simulators.ecus.body.network import NetworkCalibration
from tests.support.vehicle_world import NETWORK, Drive


def states(drive: Drive, start_s: float = 0.0) -> list[tuple[float, object]]:
    return [(at_s, state) for at_s, state in drive.since(start_s, "network.comfort.state")]


def test_every_status_is_seen_once_after_power_on_and_then_the_buses_fall_silent() -> None:
    drive = Drive()
    drive.run(60)
    for bus in NETWORK.buses:
        for spec in NETWORK.messages(bus):
            if spec.cycle_ns is not None and spec.sender != "TELEMATICS":
                assert drive.frames[spec.name], spec.name
    assert drive.last_frame_s == pytest.approx(0.2 + 2 + 1, abs=0.15)
    assert drive.get("network.comfort.state") == drive.get("network.inter_system.state") == "asleep"


def test_the_body_controller_says_asleep_once_on_each_bus_and_then_nothing_more() -> None:
    drive = Drive.asleep()
    for bus, network in (("comfort", "BodyNetwork"), ("inter_system", "BodyInterSystemNetwork")):
        last = {spec.name: drive.frames[spec.name] for spec in NETWORK.messages(bus) if spec.sender == "BODY"}
        assert last[network][-1] == max(times[-1] for times in last.values() if times)
        assert drive.values(f"network.{bus}.state")[-1] == "asleep"
        assert last[network][-1] == round(drive.history[f"network.{bus}.state"][-1][0] * S)


def test_a_sleeping_vehicle_schedules_nothing() -> None:
    drive = Drive.asleep()
    frames = drive.frame_count
    drive.run(3600)
    queued = len(drive.kernel._queue)
    drive.run(86_400)
    assert drive.frame_count == frames
    assert queued == len(drive.kernel._queue) == 1  # the next midnight of the office


@pytest.mark.parametrize("seed", range(8))
def test_a_wake_frame_wakes_both_buses_within_a_tenth_to_three_tenths_of_a_second(seed: int) -> None:
    drive = Drive.asleep(seed=seed)
    start_s = drive.now_s
    drive.tell({"wake.telematics": "remote_order"})
    drive.run(1)
    for bus in NETWORK.buses:
        changes = drive.since(start_s, f"network.{bus}.state")
        assert [state for _, state in changes] == ["waking", "awake"]
        assert 0.1 <= changes[1][0] <= 0.305


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("ignition.kl15", True),
        ("door.rear_left", True),
        ("door.trunk", True),
        ("key.lock", True),
        ("key.unlock", True),
        ("key.inside_unlock", True),
        ("button.start", True),
        ("station.plugged", True),
        ("button.hatch", True),
    ],
)
def test_an_input_wakes_the_buses(line: str, value: bool) -> None:
    drive = Drive.asleep()
    drive.set(line, value)
    drive.run(1)
    assert drive.get("network.comfort.state") == drive.get("network.inter_system.state") == "awake"


def test_a_line_that_is_no_wake_up_leaves_the_buses_asleep() -> None:
    drive = Drive.asleep()
    frames = drive.frame_count
    for line, value in (("ambient.temp_c", -10.0), ("seat.driver", True), ("station.enabled", False)):
        drive.set(line, value)
    drive.run(5)
    assert drive.frame_count == frames


def test_any_frame_on_the_comfort_bus_wakes_the_vehicle() -> None:
    drive = Drive.asleep()
    drive.tell({"charge_programme.hour": 3, "charge_programme.minute": 0})
    drive.run(1)
    assert drive.get("network.comfort.state") == "awake"


def test_the_network_sleeps_ten_seconds_after_the_last_activity() -> None:
    drive = Drive.asleep()
    drive.set("door.trunk", True)
    drive.run(4)
    drive.set("door.trunk", False)
    start_s = drive.now_s
    drive.run(30)
    assert [state for _, state in states(drive, start_s)] == ["going_to_sleep", "asleep"]
    assert [at_s for at_s, _ in states(drive, start_s)] == pytest.approx([10, 11], abs=0.01)


def test_activity_while_going_to_sleep_keeps_the_network_awake() -> None:
    drive = Drive.asleep()
    drive.set("door.trunk", True)
    drive.run(10.7)
    assert drive.get("network.comfort.state") == "going_to_sleep"
    drive.set("door.trunk", False)
    drive.run(5)
    assert drive.get("network.comfort.state") == "awake"


def test_the_ignition_keeps_the_network_awake() -> None:
    drive = Drive.awake()
    drive.run(120)
    assert drive.get("network.comfort.state") == "awake"
    drive.set("ignition.kl15", False)
    drive.run(12)
    assert drive.get("network.comfort.state") == "asleep"


@pytest.mark.parametrize(
    ("busy", "over"),
    [
        ({"ecall.state": "callback_wait", "bcall.state": "idle"}, {"ecall.state": "ended"}),
        ({"ecall.state": "idle", "bcall.state": "voice"}, {"bcall.state": "ended"}),
        ({"switching.state": "awaiting_confirmation"}, {"switching.state": "idle"}),
    ],
)
def test_a_call_or_a_mode_switch_keeps_the_network_awake(busy: dict[str, str], over: dict[str, str]) -> None:
    drive = Drive.asleep()
    drive.tell(dict(busy))
    drive.run(60)
    assert drive.get("network.comfort.state") == "awake"
    drive.tell(dict(over))
    drive.run(12)
    assert drive.get("network.comfort.state") == "asleep"


@pytest.mark.parametrize("seed", range(3))
def test_each_cyclic_message_is_sent_awake_time_over_cycle_times_within_one_frame(seed: int) -> None:
    drive = Drive.asleep(seed=seed)
    before = drive.counts()
    spontaneous = _spontaneous(drive)
    start_ns = drive.kernel.now_ns
    drive.set("ignition.kl15", True)
    drive.run(30)
    drive.set("ignition.kl15", False)
    drive.run(20)
    assert drive.get("network.comfort.state") == "asleep"
    awake_ns = max(drive.frames["BodyNetwork"][-1], drive.frames["BodyInterSystemNetwork"][-1]) - start_ns
    counts, asked = drive.counts(), _spontaneous(drive)
    for bus in NETWORK.buses:
        for spec in NETWORK.messages(bus):
            if spec.cycle_ns is None:
                continue
            sent = counts[spec.name] - before[spec.name] - (asked[spec.name] - spontaneous[spec.name])
            assert sent == pytest.approx(awake_ns / spec.cycle_ns, abs=1.05), spec.name


def _spontaneous(drive: Drive) -> Counter[str]:
    total: Counter[str] = Counter()
    for ecu in drive.world.ecus.values():
        total += ecu.com.spontaneous
    return total


def test_an_awake_vehicle_sends_a_hundred_to_six_hundred_frames_a_second() -> None:
    drive = Drive.awake()
    before = drive.frame_count
    drive.run(10)
    assert 100 <= (drive.frame_count - before) / 10 <= 600


def test_below_six_volts_everything_is_silent_and_nine_volts_start_it_again() -> None:
    drive = Drive.awake()
    drive.set("supply.voltage_v", 6.0)
    drive.run(1)
    assert drive.kernel.now_ns - drive.frames["PowertrainFast"][-1] < 20 * MS
    drive.set("supply.voltage_v", 5.9)
    frames = drive.frame_count
    drive.run(30)
    # What was on the wires or waited for them at that moment still ends.
    assert drive.frame_count - frames <= len(NETWORK.buses)
    drive.set("supply.voltage_v", 8.9)
    drive.run(5)
    assert drive.frame_count - frames <= len(NETWORK.buses)
    start_s = drive.now_s
    drive.set("supply.voltage_v", 9.0)
    drive.run(2)
    assert [state for _, state in states(drive, start_s)] == ["waking", "awake"]
    for node in ("CLIMATE", "SCREEN", "AIRBAG", "POWERTRAIN", "BATTERY", "CHARGER"):
        for spec in NETWORK.sent_by(node):
            if spec.cycle_ns is not None:
                assert drive.frames[spec.name][-1] > start_s * S, spec.name


def test_after_power_on_the_network_is_awake_for_two_seconds_only() -> None:
    drive = Drive()
    drive.run(20)
    changes = {state: at_s for at_s, state in drive.history["network.comfort.state"]}
    assert changes["going_to_sleep"] - changes["awake"] == pytest.approx(2, abs=0.01)
    assert changes["asleep"] - changes["going_to_sleep"] == pytest.approx(1, abs=0.01)


def test_the_supply_current_tells_a_sleeping_vehicle_from_one_awake_and_one_off() -> None:
    drive = Drive.asleep()
    current = drive.world.wiring.number("supply.current_a")
    assert 0 < current.value < 0.05
    drive.set("ignition.kl15", True)
    drive.run(1)
    assert current.value > 1
    drive.set("supply.voltage_v", 0.0)
    assert current.value == 0


def test_the_defaults_are_those_of_the_contract() -> None:
    calibration = NetworkCalibration()
    assert (calibration.sleep_after_s, calibration.boot_awake_s) == (10, 2)
