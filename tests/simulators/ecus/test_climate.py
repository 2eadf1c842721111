"""Pre-conditioning on a virtual vehicle: availability, end, charge, programmes, both sides of each limit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.unit import Body
from simulators.ecus.climate.programme import Programme, ProgrammeCalibration
from tests.simulators.ecus.test_charging import plugged, state
from tests.support.vehicle_world import LATCHES, Drive

MONDAY = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)


def ordered(drive: Drive, for_s: float = 1.0) -> float:
    """Order pre-conditioning on an awake bus; gives the time of the order."""
    drive.wake()
    start_s = drive.order("precond_start")
    drive.run(for_s)
    return start_s


def running(drive: Drive) -> bool:
    return drive.get("precond.state") == "running"


def test_an_order_starts_pre_conditioning_of_a_locked_vehicle() -> None:
    drive = Drive.asleep()
    ordered(drive)
    assert running(drive)
    assert drive.get("body_precond.state") == "running"
    assert (drive.get("precond.refusal"), drive.get("cabin.set_point_c")) == ("none", 21)
    assert drive.results("precond_start") == ["accepted"]


@pytest.mark.parametrize("ambient_c", [-20.0, 21.0, 42.0])
def test_the_cabin_reaches_the_set_point_within_half_an_hour_and_stays(ambient_c: float) -> None:
    drive = Drive.asleep()
    drive.set("ambient.temp_c", ambient_c)
    drive.set("cabin.temp_c", ambient_c)
    ordered(drive, 1800)
    reached_s = drive.now_s
    drive.run(300)
    temperatures = {drive.get("cabin.temp_c"), *drive.values("cabin.temp_c", reached_s)}
    assert temperatures <= {20.5, 21.0, 21.5}
    assert max(float(kw) for kw in [0, *drive.values("climate.power_kw")]) <= 6


@pytest.mark.parametrize("ambient_c", [-5.0, 35.0])
def test_a_cold_and_a_hot_cabin_are_comfortable_after_five_to_ten_minutes(ambient_c: float) -> None:
    drive = Drive.asleep()
    drive.set("ambient.temp_c", ambient_c)
    drive.set("cabin.temp_c", ambient_c)
    start_s = ordered(drive, 900)
    reached_s = next(at_s for at_s, temp_c in drive.since(start_s, "cabin.temp_c") if temp_c == 21)
    assert 300 <= reached_s <= 600


def test_a_door_that_is_unlocked_by_hand_is_shown_and_refuses_pre_conditioning() -> None:
    drive = Drive.asleep()
    drive.set("lock.rear_left", True)
    drive.run(2)
    assert [door for door in LATCHES if drive.get(f"doors.{door}.lock") == "unlocked"] == ["rear_left"]
    assert drive.get("doors.lock_source") == "inside"
    ordered(drive)
    assert (running(drive), drive.get("precond.refusal")) == (False, "unlocked")
    drive.set("lock.rear_left", False)
    ordered(drive)
    assert running(drive)


def test_it_ends_after_forty_five_minutes() -> None:
    drive = Drive.asleep()
    start_s = ordered(drive, 46 * 60)
    (_, started), (end_s, ended) = drive.since(start_s, "precond.state")
    assert (started, ended) == ("running", "off")
    assert end_s == pytest.approx(45 * 60, abs=1)
    assert drive.get("precond.end_reason") == "programme_end"
    drive.run(15)
    assert drive.get("network.comfort.state") == "asleep"


def test_an_order_stops_it() -> None:
    drive = Drive.asleep()
    ordered(drive, 60)
    drive.order("precond_stop")
    drive.run(1)
    assert not running(drive)
    assert (drive.get("precond.end_reason"), drive.get("climate.power_kw")) == ("order", 0)


@pytest.mark.parametrize("door", LATCHES)
def test_one_unlocked_door_or_the_trunk_is_enough_to_refuse_it(door: str) -> None:
    drive = Drive.awake()
    locking = drive.world.ecu("BODY", Body).part(CentralLocking)
    locking.doors_to_move = lambda: (door,)  # type: ignore[method-assign]  # a person who unlocks one door
    drive.press("key.unlock")
    drive.run(2)
    assert [d for d in LATCHES if drive.get(f"doors.{d}.lock") == "unlocked"] == [door]
    ordered(drive)
    assert not running(drive)
    assert drive.get("precond.refusal") == "unlocked"


def test_a_second_refusal_for_the_same_reason_is_sent_again() -> None:
    drive = Drive.awake()
    drive.press("key.unlock")
    drive.run(2)
    ordered(drive)
    frames = len(drive.frames["ClimatePrecond"])
    for _ in range(3):
        drive.order("precond_start")
        drive.run(0.1)
    cyclic_at_most = 1
    assert 3 <= len(drive.frames["ClimatePrecond"]) - frames <= 3 + cyclic_at_most


@pytest.mark.parametrize(
    ("energy", "soc_percent", "on_charge", "available"),
    [
        ("electric", 50.0, False, True),
        ("electric", 49.9, False, False),
        ("electric", 49.9, True, False),
        ("hybrid", 20.0, False, True),
        ("hybrid", 19.9, False, False),
        ("hybrid", 19.9, True, True),
        ("hybrid", 5.0, True, True),
    ],
)
def test_the_level_decides_whether_it_is_available(
    energy: str, soc_percent: float, on_charge: bool, available: bool
) -> None:
    drive = plugged(energy, soc_percent=soc_percent) if on_charge else Drive.asleep(energy)
    drive.set("battery.soc_percent", soc_percent)
    ordered(drive)
    assert running(drive) == available
    assert drive.get("precond.refusal") == ("none" if available else "level")


def test_a_level_that_falls_while_it_runs_does_not_end_it() -> None:
    drive = Drive.asleep()
    ordered(drive)
    drive.set("battery.soc_percent", 30.0)
    drive.run(600)
    assert running(drive)


@pytest.mark.parametrize("means", ["key.unlock", "key.inside_unlock", "order"])
def test_it_stops_a_minute_after_an_unlock_by_any_means(means: str) -> None:
    drive = Drive.asleep()
    ordered(drive, 300)
    unlock_s = drive.now_s
    if means == "order":
        drive.order("unlock")
    else:
        drive.press(means)
    drive.run(120)
    first_s = min(drive.since(unlock_s, f"doors.{door}.lock")[0][0] for door in LATCHES)
    ((end_s, ended),) = drive.since(unlock_s, "precond.state")
    assert (ended, drive.get("precond.end_reason")) == ("off", "unlocked")
    assert end_s - first_s == pytest.approx(60, abs=0.01)


def test_it_goes_on_while_locked() -> None:
    drive = Drive.asleep()
    ordered(drive, 300)
    drive.press("key.lock")
    drive.run(120)
    assert running(drive)


def test_locking_again_does_not_put_off_the_end() -> None:
    drive = Drive.asleep()
    ordered(drive, 300)
    unlock_s = drive.now_s
    drive.press("key.unlock")
    drive.run(20)
    drive.press("key.lock")
    drive.run(5)
    drive.press("key.unlock")
    drive.run(60)
    ((end_s, _),) = drive.since(unlock_s, "precond.state")
    assert end_s == pytest.approx(60.4, abs=0.3)


def test_the_normal_end_comes_first_when_it_is_nearer_than_a_minute() -> None:
    drive = Drive.asleep()
    ordered(drive, 45 * 60 - 30)
    drive.press("key.unlock")
    drive.run(40)
    assert (running(drive), drive.get("precond.end_reason")) == (False, "programme_end")
    drive.press("key.lock")
    drive.run(2)
    # The minute since the unlocking ends in this one, and must not end what began after it.
    ordered(drive, 60)
    assert running(drive)


@pytest.mark.parametrize(
    ("energy", "fast", "ambient_c", "interrupted"),
    [
        ("hybrid", False, 20.0, True),
        ("electric", False, 5.0, False),
        ("electric", False, 4.5, True),
        ("electric", False, 35.0, False),
        ("electric", False, 35.5, True),
        ("electric", True, -10.0, False),
        ("electric", True, 40.0, False),
    ],
)
def test_energy_station_and_temperature_decide_whether_the_charge_is_interrupted(
    energy: str, fast: bool, ambient_c: float, interrupted: bool
) -> None:
    drive = plugged(energy, fast=fast)
    drive.set("ambient.temp_c", ambient_c)
    drive.run(1)
    ordered(drive, 5)
    assert running(drive)
    assert state(drive) == ("interrupted" if interrupted else "charging")
    drive.order("precond_stop")
    drive.run(2)
    assert state(drive) == "charging"
    assert drive.get("body_precond.charge_request") == ("resume" if interrupted else "none")


def test_an_interrupted_charge_stays_so_while_the_station_forbids_it() -> None:
    drive = plugged("hybrid")
    ordered(drive, 5)
    drive.set("station.enabled", False)
    drive.order("precond_stop")
    drive.run(60)
    assert state(drive) == "interrupted"
    assert drive.world.wiring["station.power_kw"].value == 0


def test_a_charge_that_is_ordered_meanwhile_begins_at_the_end() -> None:
    drive = plugged()
    drive.order("charge_stop")
    drive.run(1)
    ordered(drive, 5)
    drive.order("charge_start")
    drive.run(60)
    assert state(drive) == "interrupted"
    drive.order("precond_stop")
    drive.run(2)
    assert state(drive) == "charging"
    assert drive.results("charge_start") == ["accepted", "done"]


def test_a_vehicle_that_is_plugged_in_meanwhile_charges_from_the_end_on() -> None:
    drive = Drive.asleep("hybrid")
    ordered(drive, 5)
    drive.set("station.plugged", True)
    drive.run(60)
    assert state(drive) == "interrupted"
    drive.order("precond_stop")
    drive.run(2)
    assert state(drive) == "charging"


def test_charging_along_the_range_does_not_fall() -> None:
    drive = plugged()
    range_km = float(drive.get("relay.battery.range_km"))
    drive.set("ambient.temp_c", 5.0)
    drive.set("cabin.temp_c", 5.0)
    ordered(drive, 20 * 60)
    assert float(drive.get("relay.battery.range_km")) >= range_km


def test_without_a_charge_the_cabin_is_heated_from_the_battery() -> None:
    drive = Drive.asleep()
    drive.set("ambient.temp_c", -10.0)
    drive.set("cabin.temp_c", -10.0)
    ordered(drive, 20 * 60)
    assert 75 <= float(drive.get("relay.battery.soc_percent")) < 78


def test_a_combustion_vehicle_has_no_pre_conditioning() -> None:
    drive = Drive.awake("combustion")
    ordered(drive)
    assert not running(drive)


def test_a_loss_of_supply_ends_it() -> None:
    drive = Drive.asleep()
    ordered(drive, 30)
    drive.set("supply.voltage_v", 0.0)
    drive.run(1)
    drive.set("supply.voltage_v", 12.6)
    drive.run(2)
    assert not running(drive)
    drive.run(20)
    assert drive.get("network.comfort.state") == "asleep"


def at(moment: datetime) -> float:
    return moment.timestamp()


def programme(drive: Drive, target: datetime, *, days: int = 0, active: str = "on", number: int = 1) -> None:
    """Send a programme as the telematics ECU does, on an awake bus."""
    drive.tell(
        {
            "precond_programme.number": number,
            "precond_programme.hour": target.hour,
            "precond_programme.minute": target.minute,
            "precond_programme.days": days,
            "precond_programme.active": active,
        }
    )
    drive.run(1)


def programmed(target: datetime, *, now: datetime = MONDAY, days: int = 0) -> Drive:
    """A vehicle that has been given a programme at `now`, on an awake bus."""
    drive = Drive.asleep()
    drive.wake()
    drive.run(2)
    drive.set("gnss.utc_s", at(now))
    drive.run(0.2)
    programme(drive, target, days=days)
    return drive


def leap(drive: Drive, moment: datetime) -> None:
    drive.set("gnss.utc_s", at(moment))


def launches(drive: Drive, start_s: float) -> list[float]:
    return [at_s for at_s, value in drive.since(start_s, "precond.state") if value == "running"]


def test_a_programme_starts_forty_minutes_before_and_ends_ten_minutes_after_the_target() -> None:
    target = MONDAY + timedelta(hours=2)
    drive = programmed(target)
    date_set_s = drive.now_s - 1.2
    drive.run(3 * 3600)
    (on_s, _), (off_s, _) = drive.since(date_set_s, "precond.state")
    assert on_s == pytest.approx(80 * 60, abs=2)
    assert off_s == pytest.approx(130 * 60, abs=0.1)
    assert drive.get("precond.end_reason") == "programme_end"
    assert drive.values("wake.climate")[-1] == "programme"


def test_a_leap_of_whole_minutes_is_heard_with_the_frame_that_shows_it() -> None:
    drive = programmed(MONDAY + timedelta(minutes=50))
    drive.wake()
    shown_s = MONDAY.timestamp() + 1.2 + 0.2
    leap_s = drive.now_s
    drive.set("gnss.utc_s", shown_s + 10 * 60)
    drive.run(0.5)
    assert launches(drive, leap_s) == [pytest.approx(0, abs=0.2)]


def test_a_programme_starts_without_network_from_a_sleeping_vehicle() -> None:
    drive = programmed(MONDAY + timedelta(hours=2))
    drive.set("cell.coverage", False)
    drive.run(60)
    assert drive.get("network.comfort.state") == "asleep"
    drive.run(80 * 60)
    assert running(drive)


@pytest.mark.parametrize(("ahead_s", "first_day"), [(45 * 60, True), (45 * 60 - 1, False)])
def test_forty_five_minutes_of_notice_are_enough_and_a_second_less_is_not(ahead_s: int, first_day: bool) -> None:
    target = MONDAY + timedelta(hours=2)
    drive = programmed(target, now=target - timedelta(seconds=ahead_s))
    assert drive.get("precond.refusal") == ("none" if first_day else "too_late")
    drive.run(ahead_s)
    assert running(drive) == first_day
    leap(drive, target + timedelta(hours=23, minutes=19, seconds=50))
    start_s = drive.now_s
    drive.run(60)
    # A programme without days runs once: on the first day, or else on the second.
    assert launches(drive, start_s) == ([] if first_day else [pytest.approx(10, abs=2)])


def test_a_weekly_programme_runs_on_its_days() -> None:
    tuesday_and_thursday = 0b000_1010
    target = MONDAY.replace(hour=8)
    drive = programmed(target, days=tuesday_and_thursday)
    started_on = []
    for day in range(8):
        leap(drive, target + timedelta(days=day) - timedelta(minutes=41))
        start_s = drive.now_s
        drive.run(120)
        if launches(drive, start_s):
            started_on.append(day)
            drive.order("precond_stop")
            drive.run(1)
    assert started_on == [1, 3]


def test_a_leap_of_the_clock_into_the_window_starts_at_once_and_beyond_it_never() -> None:
    target = MONDAY + timedelta(hours=5)
    for minutes_before, starts in ((38, True), (30, True), (29, False)):
        drive = programmed(target)
        drive.run(30)
        leap(drive, target - timedelta(minutes=minutes_before))
        drive.run(10)
        assert running(drive) == starts, minutes_before


def test_a_programme_that_runs_ends_by_the_clock_that_is_set() -> None:
    target = MONDAY + timedelta(hours=2)
    drive = programmed(target)
    drive.run(90 * 60)
    assert running(drive)
    leap(drive, target + timedelta(minutes=5))
    drive.run(4 * 60)
    assert running(drive)
    drive.run(2 * 60)
    assert (running(drive), drive.get("precond.end_reason")) == (False, "programme_end")


def test_a_programme_survives_a_loss_of_supply() -> None:
    drive = programmed(MONDAY + timedelta(hours=2))
    drive.set("supply.voltage_v", 0.0)
    drive.run(60)
    drive.set("supply.voltage_v", 12.6)
    drive.run(80 * 60)
    assert running(drive)


def test_a_programme_that_is_switched_off_does_not_start() -> None:
    target = MONDAY + timedelta(hours=2)
    drive = programmed(target)
    programme(drive, target, active="off")
    drive.run(2 * 3600)
    assert not running(drive)


def test_a_programme_is_refused_when_the_vehicle_is_unlocked() -> None:
    drive = programmed(MONDAY + timedelta(hours=2))
    drive.press("key.unlock")
    drive.run(81 * 60)
    assert not running(drive)
    assert drive.get("precond.refusal") == "unlocked"


def test_days_count_from_monday() -> None:
    now_s = at(MONDAY)
    calibration = ProgrammeCalibration()
    for day in range(7):
        target_s = Programme(9, 30, 1 << day, int(now_s)).next_target_s(now_s, calibration)
        assert target_s is not None
        assert datetime.fromtimestamp(target_s, UTC).weekday() == day


def test_heating_and_blower_draw_power_from_the_start_to_the_end_and_not_a_moment_longer() -> None:
    drive = Drive.asleep()
    drawn_kw = drive.world.wiring.number("climate.power_kw")
    assert drawn_kw.value == 0
    ordered(drive, 1800)
    assert drawn_kw.value == pytest.approx(0.15 + float(drive.get("climate.power_kw")), abs=0.06)
    drive.order("precond_stop")
    drive.run(1)
    assert (running(drive), drawn_kw.value) == (False, 0)


@pytest.mark.parametrize(
    ("energy", "fast", "ambient_c", "charges"),
    [
        ("hybrid", False, 20.0, False),
        ("electric", False, 20.0, True),
        ("electric", False, -10.0, False),
        ("electric", True, -10.0, True),
    ],
)
def test_a_vehicle_that_is_plugged_in_meanwhile_charges_at_once_where_both_may_run_together(
    energy: str, fast: bool, ambient_c: float, charges: bool
) -> None:
    drive = Drive.asleep(energy)
    drive.set("ambient.temp_c", ambient_c)
    ordered(drive, 5)
    drive.set("station.fast", fast)
    drive.set("station.plugged", True)
    drive.run(60)
    assert running(drive)
    assert (state(drive) == "charging") is charges
    drive.order("precond_stop")
    drive.run(2)
    assert state(drive) == "charging"


def test_a_station_that_allows_the_charge_during_pre_conditioning_begins_none_on_a_hybrid() -> None:
    drive = Drive.asleep("hybrid")
    drive.set("station.enabled", False)
    drive.set("station.plugged", True)
    drive.run(5)
    ordered(drive, 5)
    drive.set("station.enabled", True)
    drive.run(60)
    assert (running(drive), state(drive)) == (True, "interrupted")
    drive.order("precond_stop")
    drive.run(2)
    assert state(drive) == "charging"
