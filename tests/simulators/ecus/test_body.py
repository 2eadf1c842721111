"""The body controller on a virtual vehicle: locks, lights, horn, ignition, gateway, clock."""

from __future__ import annotations

from itertools import pairwise

import pytest

from proof.variant import ecu
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.signals import HornCalibration
from simulators.ecus.body.unit import Body
from tests.support.vehicle_world import LATCHES, Drive


def locks(drive: Drive) -> set[object]:
    return {drive.get(f"doors.{door}.lock") for door in LATCHES}


@pytest.mark.parametrize("before", ["locked", "unlocked"])
@pytest.mark.parametrize(("order", "after"), [("lock", "locked"), ("unlock", "unlocked")])
def test_a_remote_order_moves_all_doors_from_any_state(before: str, order: str, after: str) -> None:
    drive = Drive.asleep()
    drive.press(f"key.{before.removesuffix('ed')}")
    drive.run(2)
    assert locks(drive) == {before}
    start_s = drive.order(order)
    drive.run(2)
    assert locks(drive) == {after}
    assert drive.get("doors.lock_source") == "remote_order"
    assert drive.results(order) == ["accepted", "running", "done"]
    if before != after:
        moved_s = [drive.since(start_s, f"doors.{door}.lock")[0][0] for door in LATCHES]
        assert 0.2 <= min(moved_s) < max(moved_s) <= 0.6
        assert drive.reported[-1][0] - start_s == pytest.approx(max(moved_s), abs=0.01)


def test_a_superlocked_vehicle_unlocks() -> None:
    drive = Drive.asleep()
    drive.world.ecu("BODY", Body).part(CentralLocking).request("superlocked", "key")
    drive.run(2)
    assert locks(drive) == {"superlocked"}
    drive.order("unlock")
    drive.run(2)
    assert locks(drive) == {"unlocked"}


@pytest.mark.parametrize(
    ("line", "state", "source"),
    [
        ("key.unlock", "unlocked", "key"),
        ("key.inside_unlock", "unlocked", "inside"),
    ],
)
def test_a_button_moves_the_locks_and_is_named_as_their_source(line: str, state: str, source: str) -> None:
    drive = Drive.asleep()
    drive.press(line)
    drive.run(2)
    assert locks(drive) == {state}
    assert drive.get("doors.lock_source") == source
    drive.press("key.lock")
    drive.run(2)
    assert locks(drive) == {"locked"}
    assert drive.get("doors.lock_source") == "key"


@pytest.mark.parametrize(("between", "state"), [((), "superlocked"), (("key.unlock",), "locked")])
def test_a_second_press_of_the_lock_button_soon_after_the_first_superlocks(
    between: tuple[str, ...], state: str
) -> None:
    drive = Drive.asleep()
    for line in ("key.lock", *between, "key.lock"):
        drive.press(line)
        drive.run(1)
    assert locks(drive) == {state}


def test_a_second_press_of_the_lock_button_long_after_the_first_does_not_superlock() -> None:
    drive = Drive.asleep()
    drive.press("key.lock")
    drive.run(4.8)
    drive.press("key.lock")
    drive.run(1)
    assert locks(drive) == {"locked"}


def test_an_order_during_a_movement_turns_the_motors_and_the_earlier_one_is_refused() -> None:
    drive = Drive.awake()
    drive.order("unlock")
    drive.run(0.1)
    drive.order("lock")
    drive.run(2)
    assert locks(drive) == {"locked"}
    assert drive.results("unlock")[-1] == "refused"
    assert drive.results("lock") == ["accepted", "running", "done"]


def test_a_movement_that_loses_its_supply_leaves_the_latches_where_they_were() -> None:
    drive = Drive.awake()
    drive.order("unlock")
    drive.run(0.15)
    drive.set("supply.voltage_v", 0.0)
    drive.run(5)
    drive.set("supply.voltage_v", 12.6)
    drive.run(2)
    assert locks(drive) == {"locked"}
    drive.order("unlock")
    drive.run(2)
    assert locks(drive) == {"unlocked"}


def test_an_open_door_is_shown_at_once() -> None:
    drive = Drive.awake()
    for door in LATCHES:
        start_s = drive.now_s
        drive.set(f"door.{door}", True)
        drive.run(1)
        ((at_s, state),) = drive.since(start_s, f"doors.{door}.open")
        assert state == "open"
        assert at_s < 0.01


def test_hazard_lights_flash_for_ten_seconds() -> None:
    drive = Drive.awake()
    lamp: list[tuple[float, bool]] = []
    drive.world.wiring.flag("lamp.hazard").watch(lambda lit: lamp.append((drive.now_s, lit)))
    start_s = drive.order("lights")
    drive.run(20)
    (on_s, on), (off_s, off) = drive.since(start_s, "lights.hazard")
    assert (on, off) == ("on", "off")
    assert off_s - on_s == pytest.approx(10, abs=0.01)
    assert [lit for _, lit in lamp] == [True, False] * 13
    periods_s = [b - a for (a, _), (b, _) in pairwise(lamp[:-1])]
    assert periods_s == pytest.approx([0.4] * 24)
    assert lamp[-1][0] - lamp[0][0] == pytest.approx(10)
    assert drive.results("lights") == ["accepted", "running", "done"]


def test_sidelights_are_steady_for_ten_seconds_on_a_vehicle_that_has_them_for_it() -> None:
    drive = Drive.awake(lighting="sidelights")
    lamp: list[tuple[float, bool]] = []
    drive.world.wiring.flag("lamp.sidelight").watch(lambda lit: lamp.append((drive.now_s, lit)))
    drive.order("lights")
    drive.run(20)
    assert [lit for _, lit in lamp] == [True, False]
    assert lamp[1][0] - lamp[0][0] == pytest.approx(10)
    assert drive.values("lights.sidelights")[-2:] == ["on", "off"]
    assert drive.get("lights.hazard") == "off"


def test_a_second_lights_order_begins_the_ten_seconds_anew() -> None:
    drive = Drive.awake()
    start_s = drive.order("lights")
    drive.run(6)
    drive.order("lights")
    drive.run(20)
    (_, _), (off_s, off) = drive.since(start_s, "lights.hazard")
    assert off == "off"
    assert off_s == pytest.approx(16, abs=0.01)
    assert drive.results("lights", 1)[-1] == drive.results("lights", 2)[-1] == "done"


def sound(drive: Drive) -> list[tuple[float, float]]:
    levels: list[tuple[float, float]] = []
    drive.world.wiring.number("horn.level_db").watch(lambda level: levels.append((drive.now_s, level)))
    return levels


def test_the_horn_sounds_for_ten_seconds() -> None:
    drive = Drive.awake()
    levels = sound(drive)
    start_s = drive.order("horn")
    drive.run(30)
    assert [level for _, level in levels] == [105, 0]
    assert levels[1][0] - levels[0][0] == pytest.approx(10)
    assert [value for _, value in drive.since(start_s, "horn.state")] == ["on", "off"]
    assert drive.results("horn") == ["accepted", "running", "done"]


def test_a_horn_order_during_a_honk_gives_a_limited_one_right_after_it() -> None:
    drive = Drive.awake()
    levels = sound(drive)
    start_s = drive.order("horn")
    drive.run(9.9)
    drive.order("horn")
    drive.run(30)
    assert [level for _, level in levels] == [105, 95, 0]
    assert levels[1][0] - levels[0][0] == pytest.approx(10)
    assert levels[2][0] - levels[1][0] == pytest.approx(10)
    assert [value for _, value in drive.since(start_s, "horn.state")] == ["on", "on_limited", "off"]
    assert drive.results("horn", 2) == ["accepted", "running", "done"]


def test_a_horn_order_after_the_honk_gives_a_full_one() -> None:
    drive = Drive.awake()
    levels = sound(drive)
    drive.order("horn")
    drive.run(10.1)
    drive.order("horn")
    drive.run(30)
    assert [level for _, level in levels] == [105, 0, 105, 0]


def test_a_third_horn_order_is_refused_while_the_second_waits() -> None:
    drive = Drive.awake()
    for _ in range(3):
        drive.order("horn")
        drive.run(1)
    drive.run(30)
    assert drive.results("horn", 3) == ["accepted", "refused"]
    assert drive.results("horn", 2)[-1] == "done"


def test_lights_and_horn_keep_the_network_awake_and_a_loss_of_supply_ends_them() -> None:
    drive = Drive.asleep(ecus=ecu(Body, HornCalibration(full_s=60)))
    drive.wake()
    drive.order("lights")
    drive.order("horn")
    drive.run(40)
    assert drive.get("network.comfort.state") == "awake"
    drive.set("supply.voltage_v", 3.0)
    wiring = drive.world.wiring
    assert (wiring["horn.level_db"].value, wiring["lamp.hazard"].value) == (0.0, False)


@pytest.mark.parametrize(("energy", "started"), [("electric", "ready"), ("combustion", "running")])
def test_the_start_button_starts_the_powertrain_with_the_ignition_on(energy: str, started: str) -> None:
    drive = Drive.asleep(energy)
    drive.press("button.start")
    drive.run(2)
    assert drive.get("ignition.state") == "off"
    drive.set("ignition.kl15", True)
    drive.run(1)
    assert (drive.get("ignition.state"), drive.get("kl15.state")) == ("on", "on")
    drive.press("button.start")
    drive.run(1)
    assert drive.get("powertrain.state") == drive.get("relay.powertrain.state") == started
    assert drive.get("ignition.state") == "running"
    drive.set("ignition.kl15", False)
    drive.run(1)
    assert (drive.get("ignition.state"), drive.get("powertrain.state")) == ("off", "off")


def test_a_crash_is_latched_counted_and_relayed_to_the_comfort_bus() -> None:
    drive = Drive.awake()
    start_s = drive.now_s
    drive.press("crash.airbag", 0.05)
    drive.run(0.5)
    ((at_s, label),) = drive.since(start_s, "relay.crash.airbag")
    assert label == "deployed"
    assert at_s < 0.01
    assert drive.get("crash.counter") == 1
    drive.set("crash.pretensioner", True)
    drive.run(2)
    assert (drive.get("relay.crash.pretensioner"), drive.get("crash.counter")) == ("fired", 1)
    drive.set("crash.airbag", True)
    drive.run(1)
    assert drive.get("crash.counter") == 2
    drive.set("supply.voltage_v", 0.0)
    drive.run(1)
    drive.set("supply.voltage_v", 12.6)
    drive.run(2)
    assert (drive.get("relay.crash.airbag"), drive.get("crash.counter")) == ("not_deployed", 2)


def test_without_ignition_the_airbag_unit_notices_no_crash() -> None:
    drive = Drive.asleep()
    drive.set("crash.airbag", True)
    drive.run(5)
    drive.set("door.trunk", True)
    drive.run(5)
    assert drive.get("crash.airbag") == "not_deployed"


def test_a_vehicle_whose_airbags_deploy_without_ignition_wakes_and_relays_the_crash() -> None:
    drive = Drive.asleep(airbags_when_off=True)
    drive.press("crash.airbag", 0.05)
    drive.run(2)
    assert drive.values("wake.airbag") == ["crash"]
    assert (drive.get("relay.crash.airbag"), drive.get("crash.counter")) == ("deployed", 1)


def test_belted_occupants_are_counted() -> None:
    drive = Drive.awake()
    drive.set("seat.driver", True)
    drive.set("seat.rear_middle", True)
    drive.run(1)
    assert drive.get("relay.occupants.count") == 2
    assert (drive.get("belts.driver"), drive.get("belts.passenger")) == ("fastened", "unfastened")


def test_speed_distance_and_odometer_come_from_the_wheels() -> None:
    drive = Drive.awake()
    odometer_km = float(drive.get("vehicle.odometer_km"))
    drive.set("wheel.speed_kmh", 90.0)
    drive.run(400)
    drive.set("wheel.speed_kmh", 0.0)
    drive.run(2)
    assert drive.values("vehicle.speed_kmh")[-2:] == [90, 0]
    assert float(drive.get("vehicle.distance_m")) == pytest.approx(10_000 - 6553.6, abs=0.2)
    assert float(drive.get("vehicle.odometer_km")) - odometer_km == pytest.approx(10, abs=0.11)


def test_the_vin_is_sent_character_by_character() -> None:
    drive = Drive.asleep()
    assert "".join(chr(int(drive.get(f"vin.c{n:02}"))) for n in range(1, 18)) == drive.profile.vin


def date(drive: Drive) -> tuple[object, ...]:
    units = ("year", "month", "day", "hour", "minute", "second")
    return tuple(drive.get(f"clock.{unit}") for unit in units)


def test_the_clock_runs_on_from_the_date_that_was_set() -> None:
    drive = Drive.awake()
    drive.set("gnss.utc_s", 1_767_225_590.5)  # 2025-12-31 23:59:50.5 UTC
    drive.run(0.1)
    assert date(drive) == (2025, 12, 31, 23, 59, 50)
    drive.run(9.3)
    assert date(drive) == (2025, 12, 31, 23, 59, 59)
    drive.run(0.2)
    assert date(drive) == (2026, 1, 1, 0, 0, 0)


def test_the_clock_is_right_when_the_network_wakes() -> None:
    drive = Drive.asleep()
    drive.set("gnss.utc_s", 1_767_225_600.0)
    drive.run(3600 * 5)
    drive.set("door.trunk", True)
    drive.run(0.01)
    assert date(drive) == (2026, 1, 1, 5, 0, 0)


@pytest.mark.parametrize(("ambient_c", "shown_c"), [(4.7, 4.5), (4.9, 5.0), (35.3, 35.5), (-60.0, -40.0)])
def test_the_outside_temperature_has_half_degrees(ambient_c: float, shown_c: float) -> None:
    drive = Drive.awake()
    drive.set("ambient.temp_c", ambient_c)
    drive.run(1)
    assert drive.get("vehicle.outside_temp_c") == shown_c


def test_a_combustion_vehicle_refuses_charge_orders_and_has_no_traction_units() -> None:
    drive = Drive.awake("combustion")
    drive.order("charge_start")
    drive.run(1)
    assert drive.results("charge_start") == ["refused"]
    assert not drive.frames["BatteryCharge"]
    assert not drive.frames["ChargerState"]
