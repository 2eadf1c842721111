"""The charger on a virtual vehicle: plug, modes, orders, station, end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.vehicle_world import Drive


def plugged(energy: str = "electric", *, soc_percent: float = 60.0, fast: bool = False) -> Drive:
    """A locked vehicle on a charging station, charging."""
    drive = Drive.asleep(energy)
    drive.set("battery.soc_percent", soc_percent)
    drive.set("station.fast", fast)
    drive.set("station.plugged", True)
    drive.run(3)
    return drive


def state(drive: Drive) -> object:
    """The charger's state, which the comfort bus must have too."""
    assert drive.get("relay.charge.state") == drive.get("charge.state")
    return drive.get("charge.state")


def power_kw(drive: Drive) -> object:
    return drive.world.wiring["station.power_kw"].value


@pytest.mark.parametrize(("fast", "label", "kw"), [(False, "regular", 7.0), (True, "fast", 50.0)])
def test_plugging_in_wakes_the_vehicle_and_charges_it(fast: bool, label: str, kw: float) -> None:
    drive = plugged(fast=fast)
    assert (state(drive), drive.get("charge.plug"), drive.get("charge.type")) == ("charging", "plugged", label)
    assert drive.get("wake.charger") == "plug"
    assert drive.get("relay.charge.power_kw") == power_kw(drive) == kw
    drive.run(720)
    gained_percent = kw / 50 * 100 / 5
    assert float(drive.get("battery.soc_percent")) == pytest.approx(min(100, 60 + gained_percent), abs=0.5)


def test_charging_keeps_the_network_awake_and_unplugging_lets_it_sleep() -> None:
    drive = plugged()
    drive.run(60)
    assert drive.get("network.inter_system.state") == "awake"
    drive.set("station.plugged", False)
    assert power_kw(drive) == 0
    drive.run(1)
    assert (state(drive), drive.get("charge.type")) == ("idle", "none")
    drive.run(12)
    assert drive.get("network.inter_system.state") == "asleep"


def test_a_full_battery_ends_the_charge() -> None:
    drive = plugged(soc_percent=99.0)
    start_s = drive.now_s
    drive.run(600)
    assert drive.values("charge.state", start_s) == ["finished"]
    assert drive.get("battery.soc_percent") == 100
    assert power_kw(drive) == 0
    drive.run(3600)
    assert state(drive) == "finished"


def test_range_follows_the_level() -> None:
    drive = Drive.awake()
    drive.set("battery.soc_percent", 50.0)
    drive.run(1)
    assert (drive.get("relay.battery.soc_percent"), drive.get("relay.battery.range_km")) == (50.0, 160)


@pytest.mark.parametrize(("set_percent", "shown_percent"), [(19.9, 19.5), (20.0, 20.0), (49.99, 49.5)])
def test_the_level_is_rounded_down_on_the_bus(set_percent: float, shown_percent: float) -> None:
    drive = Drive.awake()
    drive.set("battery.soc_percent", set_percent)
    drive.run(1)
    assert drive.get("relay.battery.soc_percent") == shown_percent


def test_orders_stop_and_start_a_charge_and_are_answered() -> None:
    drive = plugged()
    drive.order("charge_stop")
    drive.run(2)
    assert (state(drive), power_kw(drive)) == ("idle", 0)
    assert drive.results("charge_stop") == ["accepted", "done"]
    drive.order("charge_start")
    drive.run(2)
    assert (state(drive), power_kw(drive)) == ("charging", 7)
    assert drive.results("charge_start") == ["accepted", "done"]


def test_a_start_without_a_plug_is_refused_and_does_not_charge() -> None:
    drive = Drive.asleep()
    drive.wake()
    drive.order("charge_start")
    drive.run(3)
    assert (state(drive), power_kw(drive)) == ("refused", 0)
    assert drive.results("charge_start") == ["accepted", "refused"]
    drive.set("station.plugged", True)
    drive.run(3)
    assert state(drive) == "charging"


def test_deferred_mode_stops_the_charge_and_immediate_mode_starts_it() -> None:
    drive = plugged()
    drive.order("charge_deferred")
    drive.run(2)
    assert (drive.get("relay.charge.mode"), state(drive)) == ("deferred", "idle")
    assert drive.results("charge_deferred") == ["accepted", "done"]
    drive.order("charge_immediate")
    drive.run(2)
    assert (drive.get("relay.charge.mode"), state(drive)) == ("immediate", "charging")
    assert drive.results("charge_immediate") == ["accepted", "done"]


def test_the_button_in_the_hatch_chooses_deferred_mode_on_a_sleeping_vehicle() -> None:
    drive = Drive.asleep()
    drive.press("button.hatch")
    drive.run(2)
    assert drive.get("relay.charge.mode") == "deferred"
    drive.set("station.plugged", True)
    drive.run(3)
    assert (drive.get("charge.plug"), state(drive)) == ("plugged", "idle")
    drive.order("charge_start")
    drive.run(2)
    assert state(drive) == "charging"


def test_the_mode_survives_a_loss_of_supply() -> None:
    drive = Drive.asleep()
    drive.press("button.hatch")
    drive.set("supply.voltage_v", 0.0)
    drive.run(1)
    drive.set("supply.voltage_v", 12.6)
    drive.run(3)
    assert drive.get("charge.mode") == "deferred"


def test_a_loss_of_supply_ends_the_power_and_its_return_goes_on() -> None:
    drive = plugged()
    drive.set("supply.voltage_v", 0.0)
    assert power_kw(drive) == 0
    drive.run(1)
    drive.set("supply.voltage_v", 12.6)
    drive.run(3)
    assert (state(drive), power_kw(drive)) == ("charging", 7)


def test_a_station_that_forbids_interrupts_the_charge_until_it_allows_it() -> None:
    drive = plugged()
    drive.set("station.enabled", False)
    drive.run(2)
    assert (state(drive), drive.get("relay.charge.station"), power_kw(drive)) == ("interrupted", "forbids", 0)
    drive.run(60)
    assert drive.get("network.comfort.state") == "asleep"
    drive.set("station.enabled", True)
    drive.run(3)
    assert (state(drive), drive.get("relay.charge.station"), power_kw(drive)) == ("charging", "allows", 7)


def charge_programme(drive: Drive, hour: int, minute: int) -> None:
    """Send the start of the deferred charge as the telematics ECU does, on an awake bus."""
    drive.wake()
    drive.tell({"charge_programme.hour": hour, "charge_programme.minute": minute})
    drive.run(1)


def deferred(target: datetime, *, plug: bool = True) -> Drive:
    """A vehicle in deferred mode, asleep, with a charge programmed for 2 h later."""
    drive = Drive.asleep()
    drive.set("gnss.utc_s", (target - timedelta(hours=2)).timestamp())
    drive.press("button.hatch")
    drive.set("station.plugged", plug)
    drive.run(2)
    charge_programme(drive, target.hour, target.minute)
    drive.run(60)
    return drive


TARGET = datetime(2026, 6, 1, 0, 30, tzinfo=UTC)


def test_a_deferred_charge_begins_at_the_programmed_time_of_a_sleeping_vehicle() -> None:
    drive = deferred(TARGET)
    assert (state(drive), drive.get("network.comfort.state")) == ("idle", "asleep")
    drive.run(2 * 3600 - 120)
    assert state(drive) == "idle"
    drive.run(120)
    assert state(drive) == "charging"
    assert drive.get("wake.charger") == "programme"
    clock_s = sum(
        int(drive.get(f"body_clock.{unit}")) * factor for unit, factor in (("hour", 3600), ("minute", 60))
    )
    assert clock_s == 1800 + 60


def test_a_charge_programme_survives_a_loss_of_supply_and_comes_round_each_day() -> None:
    drive = deferred(TARGET)
    drive.set("supply.voltage_v", 0.0)
    drive.run(60)
    drive.set("supply.voltage_v", 12.6)
    drive.run(2 * 3600)
    assert state(drive) == "charging"
    drive.order("charge_stop")
    drive.run(23 * 3600)
    assert state(drive) == "idle"
    drive.run(3600)
    assert state(drive) == "charging"


def test_a_later_charge_programme_replaces_the_one_before() -> None:
    drive = deferred(TARGET)
    charge_programme(drive, TARGET.hour + 1, TARGET.minute)
    drive.run(2 * 3600)
    assert state(drive) == "idle"
    drive.run(3600)
    assert state(drive) == "charging"


def test_the_programmed_time_charges_nothing_without_a_plug_and_starts_nothing_anew_in_immediate_mode() -> None:
    drive = deferred(TARGET, plug=False)
    drive.run(2 * 3600)
    assert drive.get("network.comfort.state") == "asleep"
    drive.wake()
    assert state(drive) == "idle"
    drive.set("station.plugged", True)
    drive.run(3)
    drive.order("charge_immediate")
    drive.run(2)
    drive.order("charge_stop")
    drive.run(24 * 3600)
    assert state(drive) == "idle"


def test_a_programmed_charge_begins_when_the_clock_is_set_over_its_time_and_not_when_it_is_set_back() -> None:
    drive = deferred(TARGET)
    drive.set("gnss.utc_s", (TARGET - timedelta(minutes=5)).timestamp())
    drive.run(20)
    drive.set("gnss.utc_s", (TARGET - timedelta(minutes=25)).timestamp())
    drive.run(20)
    assert state(drive) == "idle"
    drive.set("gnss.utc_s", (TARGET + timedelta(minutes=5)).timestamp())
    drive.run(5)
    assert state(drive) == "charging"


@pytest.mark.parametrize(("without_h", "begins"), [(1.5, False), (2.5, True)])
def test_a_programmed_charge_begins_after_a_loss_of_supply_when_its_time_has_gone_by(
    without_h: float, begins: bool
) -> None:
    drive = deferred(TARGET)
    drive.set("supply.voltage_v", 0.0)
    drive.run(without_h * 3600)
    drive.set("supply.voltage_v", 12.6)
    drive.run(10)
    assert (state(drive) == "charging") is begins


@pytest.mark.parametrize(("order", "charges"), [("charge_start", True), ("charge_stop", False)])
def test_what_was_ordered_last_holds_after_a_loss_of_supply(order: str, charges: bool) -> None:
    drive = plugged()
    if charges:
        drive.order("charge_deferred")
        drive.run(2)
    drive.order(order)
    drive.run(2)
    drive.set("supply.voltage_v", 0.0)
    drive.run(10)
    drive.set("supply.voltage_v", 12.6)
    drive.run(10)
    assert (state(drive) == "charging") is charges


def test_a_vehicle_that_is_unplugged_and_plugged_in_without_supply_does_as_its_mode_has_it() -> None:
    drive = plugged()
    drive.order("charge_stop")
    drive.run(2)
    drive.set("station.plugged", False)
    drive.run(30)
    drive.set("supply.voltage_v", 0.0)
    drive.set("station.plugged", True)
    drive.set("supply.voltage_v", 12.6)
    drive.run(10)
    assert state(drive) == "charging"
