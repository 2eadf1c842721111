"""The physics: exact at every moment, whatever the steps in which it is asked."""

from __future__ import annotations

import math

import pytest

from clock.kernel import VirtualKernel, seconds
from simulators.plant.acoustics import Horn
from simulators.plant.battery import TractionBattery
from simulators.plant.body import latches
from simulators.plant.motion import Wheels
from simulators.plant.thermal import Cabin, CabinCalibration
from simulators.plant.wiring import Wiring


def test_a_cabin_relaxes_to_the_ambient_with_its_time_constant() -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    cabin = Cabin(kernel, wiring, CabinCalibration(capacity_kj_per_k=100, loss_w_per_k=50))
    wiring["ambient.temp_c"].set(0.0)
    wiring["cabin.temp_c"].set(40.0)
    kernel.run_for(seconds(2000))
    assert cabin.temp_c == pytest.approx(40 / math.e)


def test_a_heated_cabin_settles_where_the_loss_equals_the_heat() -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    cabin = Cabin(kernel, wiring)
    cabin.heat(600.0)
    kernel.run_for(seconds(100_000))
    assert cabin.temp_c == pytest.approx(30.0)
    cabin.heat(-600.0)
    kernel.run_for(seconds(100_000))
    assert cabin.temp_c == pytest.approx(10.0)


def test_steps_do_not_matter_to_the_cabin_and_a_new_ambient_makes_no_leap() -> None:
    temperatures = []
    for step_s in (1, 600):
        kernel, wiring = VirtualKernel(), Wiring()
        cabin = Cabin(kernel, wiring)
        cabin.heat(3000.0)
        for _ in range(600 // step_s):
            kernel.run_for(seconds(step_s))
            before_c = cabin.temp_c
            cabin.heat(3000.0)
        wiring["ambient.temp_c"].set(-20.0)
        assert cabin.temp_c == pytest.approx(before_c)
        temperatures.append(cabin.temp_c)
    assert temperatures[0] == pytest.approx(temperatures[1], abs=1e-9)


def test_the_battery_adds_up_what_is_brought_and_drawn() -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    battery = TractionBattery(kernel, wiring, capacity_kwh=50)
    battery.power("charger", 7.0)
    battery.power("climate", -2.0)
    kernel.run_for(seconds(3600))
    assert battery.soc_percent == pytest.approx(90)
    battery.power("charger", 0.0)
    kernel.run_for(seconds(3600))
    assert battery.soc_percent == pytest.approx(86)


def test_the_battery_is_neither_overfull_nor_less_than_empty() -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    battery = TractionBattery(kernel, wiring, capacity_kwh=50)
    battery.power("charger", 50.0)
    kernel.run_for(seconds(3600))
    assert battery.soc_percent == 100
    battery.power("charger", -50.0)
    kernel.run_for(seconds(900))
    assert battery.soc_percent == pytest.approx(75)
    kernel.run_for(seconds(7200))
    assert battery.soc_percent == 0


def test_the_emulator_sets_the_state_of_charge_and_it_goes_on_from_there() -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    battery = TractionBattery(kernel, wiring, capacity_kwh=50)
    told: list[float] = []
    battery.watch_commands(lambda: told.append(battery.soc_percent))
    battery.power("charger", 5.0)
    kernel.run_for(seconds(3600))
    wiring["battery.soc_percent"].set(30.0)
    kernel.run_for(seconds(3600))
    assert told == [30.0]
    assert battery.soc_percent == pytest.approx(40)


def test_wheels_count_distance_over_changes_of_speed() -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    wheels = Wheels(kernel, wiring)
    for speed_kmh in (36.0, 72.0, 0.0):
        wiring["wheel.speed_kmh"].set(speed_kmh)
        kernel.run_for(seconds(100))
    assert wheels.distance_m == pytest.approx(3000)


def test_a_lock_motor_takes_between_a_fifth_and_half_a_second_anew_each_time() -> None:
    kernel = VirtualKernel()
    latch = latches(kernel, Wiring())["trunk"]
    arrivals: list[float] = []
    latch.watch(lambda _: arrivals.append(kernel.now_ns / 1e9))
    durations = []
    for turn in range(50):
        latch.drive("unlocked" if turn % 2 == 0 else "locked")
        start_s = kernel.now_ns / 1e9
        kernel.run_for(seconds(1))
        durations.append(arrivals[-1] - start_s)
    assert len(arrivals) == 50
    assert 0.2 <= min(durations) < 0.25
    assert 0.45 < max(durations) <= 0.5


def test_a_latch_moves_at_the_end_of_the_motors_run_and_a_cut_motor_leaves_it() -> None:
    kernel = VirtualKernel()
    latch = latches(kernel, Wiring())["front_left"]
    latch.drive("unlocked")
    kernel.run_for(seconds(0.19))
    assert latch.state == "locked"
    latch.release()
    kernel.run_for(seconds(1))
    assert latch.state == "locked"
    latch.drive("unlocked")
    kernel.run_for(seconds(1))
    assert latch.state == "unlocked"


def test_the_limited_horn_is_at_least_three_decibels_below_the_full_one() -> None:
    wiring = Wiring()
    horn = Horn(wiring)
    level = wiring.number("horn.level_db")
    horn.drive("full")
    full_db = level.value
    horn.drive("limited")
    assert (full_db, level.value) == (105.0, 95.0)
    horn.drive("off")
    assert level.value == 0
