"""Trips of the simulated vehicle on their way over Bluetooth into the app, and the mileage."""

from __future__ import annotations

from typing import Any

import pytest

from clock.kernel import VirtualKernel, seconds
from simulators.ecus.powertrain import Powertrain
from simulators.ecus.telematics.unit import Telematics
from simulators.offboard.service import ServiceError
from simulators.plant.bluetooth import Message, Radio, RadioCalibration
from simulators.plant.motion import Wheels
from simulators.plant.wiring import Wiring
from tests.support.vehicle_world import Drive

SPEED_KMH = 90.0


class Journey(Drive):
    """A vehicle that a driver with a phone uses."""

    def __init__(self, energy: str = "electric", **keywords: Any) -> None:
        super().__init__(energy, **keywords)
        self.phone = self.world.services["phone"]
        self.run(5)

    def start(self) -> None:
        self.set("ignition.kl15", True)
        self.run(1)
        self.press("button.start")
        self.run(1)

    def stop(self) -> None:
        self.set("ignition.kl15", False)
        self.run(5)

    def tap(self, *fields: str) -> None:
        for field in fields:
            self.set("screen.touch", field)
            self.set("screen.touch", "")
            self.run(0.3)

    def pair(self, *more_uses: str) -> None:
        self.phone.call("whereabouts", "at_vehicle")
        self.tap("telephone", "phone", "streaming", *more_uses, "connect", "accept")
        self.phone.call("pairing", "confirm")
        self.run(0.5)

    def drive(self, distance_m: float) -> None:
        self.set("wheel.speed_kmh", SPEED_KMH)
        self.run(distance_m / SPEED_KMH * 3.6)
        self.set("wheel.speed_kmh", 0.0)
        self.run(0.2)

    def trip(self, distance_m: float) -> None:
        self.start()
        if self.item("bluetooth") != "connected":
            self.pair()
        self.drive(distance_m)
        self.stop()

    def item(self, name: str) -> Any:
        values = [change.value for change in self.phone.changes if change.item == name]
        return values[-1] if values else None


@pytest.mark.parametrize("distance_m", [0.1, 299.9, 300.0, 300.1, 2000.0, 2000.1, 6553.6])
def test_wheels_show_whole_tenths_of_a_metre_without_an_error_of_rounding(distance_m: float) -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    wheels = Wheels(kernel, wiring)
    wiring["wheel.speed_kmh"].set(SPEED_KMH)
    kernel.run_for(seconds(distance_m / SPEED_KMH * 3.6))
    assert wheels.tenths == round(distance_m * 10)


def test_messages_over_the_air_keep_their_order_and_arrive_even_when_equal() -> None:
    kernel, wiring = VirtualKernel(), Wiring()
    heard: list[tuple[str, Message]] = []
    Radio(kernel, wiring, "phone", lambda topic, message: heard.append((topic, message)))
    vehicle = Radio(kernel, wiring, "vehicle", lambda topic, message: None, RadioCalibration(latency_s=(0.0, 5.0)))
    for number in (1, 2, 2, 3):
        vehicle.send("trip", {"number": number})
    kernel.run_for(seconds(5))
    assert heard == [("trip", {"number": number}) for number in (1, 2, 2, 3)]


@pytest.mark.parametrize(("distance_m", "shown"), [(299.9, False), (300.0, True), (300.1, True)])
def test_the_app_shows_a_trip_from_300_m_on(distance_m: float, shown: bool) -> None:
    journey = Journey()
    journey.trip(distance_m)
    assert (journey.item("trip") is not None) is shown
    if shown:
        assert journey.item("trip")["distance_m"] == distance_m
    assert journey.item("trip_information")["odometer_km"] > 12_345.6


@pytest.mark.parametrize(("distance_m", "shown"), [(2000.0, False), (2000.1, True)])
def test_the_app_shows_the_average_consumption_beyond_2_km(distance_m: float, shown: bool) -> None:
    journey = Journey()
    journey.trip(distance_m)
    assert (journey.item("trip")["average_consumption"] is not None) is shown


@pytest.mark.parametrize(("energy", "per_100_km"), [("electric", 16.0), ("hybrid", 4.0), ("combustion", 6.0)])
def test_the_average_consumption_is_what_the_powertrain_used(energy: str, per_100_km: float) -> None:
    journey = Journey(energy)
    journey.trip(10_000)
    assert journey.item("trip")["average_consumption"] == pytest.approx(per_100_km, abs=0.1)


def test_a_trip_beyond_the_end_of_the_distance_counter_is_counted_whole() -> None:
    journey = Journey()
    journey.trip(7000)
    assert journey.item("trip")["distance_m"] == 7000


def test_each_trip_counts_from_its_own_begin() -> None:
    journey = Journey()
    journey.trip(1000)
    journey.trip(500)
    assert journey.item("trip")["distance_m"] == 500
    assert journey.item("trip")["number"] == 2


def test_nothing_is_told_before_the_contact_is_off() -> None:
    journey = Journey()
    journey.start()
    journey.pair()
    journey.drive(1000)
    journey.run(60)
    assert journey.item("trip") is None
    journey.stop()
    assert journey.item("trip")["duration_s"] == pytest.approx(104, abs=3)


def test_a_paired_phone_is_connected_by_itself_at_the_next_contact() -> None:
    journey = Journey()
    journey.trip(500)
    journey.run(20)
    assert journey.item("bluetooth") == "not_connected"
    journey.start()
    assert journey.item("bluetooth") == "connected"


def test_a_paired_phone_that_comes_later_is_connected_when_it_comes() -> None:
    journey = Journey()
    journey.trip(500)
    journey.run(20)
    journey.phone.call("whereabouts", "away")
    journey.start()
    assert journey.item("bluetooth") == "not_connected"
    journey.phone.call("whereabouts", "at_vehicle")
    journey.run(1)
    assert journey.item("bluetooth") == "connected"


def test_a_phone_out_of_reach_gets_nothing() -> None:
    journey = Journey()
    journey.start()
    journey.pair()
    journey.phone.call("whereabouts", "away")
    journey.drive(500)
    journey.stop()
    assert journey.item("trip") is None
    assert journey.item("mileage") is None


def test_a_phone_that_confirms_before_the_screen_accepts_is_not_paired() -> None:
    journey = Journey()
    journey.start()
    journey.phone.call("whereabouts", "at_vehicle")
    journey.tap("telephone", "phone", "streaming", "connect")
    journey.phone.call("pairing", "confirm")
    journey.run(0.5)
    journey.tap("accept")
    journey.run(1)
    assert journey.item("bluetooth") == "not_connected"


def test_connection_sharing_keeps_trips_back_but_not_the_information() -> None:
    journey = Journey()
    journey.start()
    journey.pair("connection_sharing")
    journey.drive(500)
    journey.stop()
    assert journey.item("trip") is None
    assert journey.item("trip_information") is not None


@pytest.mark.parametrize(("mode", "told"), [("private", False), ("intermediate", True), ("geolocated", True)])
def test_private_mode_alone_keeps_everything_back(mode: str, told: bool) -> None:
    journey = Journey(ecus={"TELEMATICS": Telematics})
    journey.set("ignition.kl15", True)
    journey.run(1)
    field = {"private": "private", "intermediate": "share_data", "geolocated": "share_data_and_position"}[mode]
    journey.tap("menu", "private_mode", field, "ok")
    journey.stop()
    journey.trip(500)
    assert (journey.item("trip") is not None) is told
    assert (journey.item("trip_information") is not None) is told


@pytest.mark.parametrize(
    ("offset_s", "taken"), [(0, True), (60, True), (-60, True), (62, False), (-62, False), (86_400, False)]
)
def test_trips_are_taken_while_the_clocks_differ_by_a_minute_at_most(offset_s: float, taken: bool) -> None:
    journey = Journey()
    journey.phone.call("clock_offset", offset_s)
    journey.trip(500)
    assert (journey.item("trip") is not None) is taken


def test_the_phone_follows_the_date_of_the_sky_as_the_vehicle_does() -> None:
    journey = Journey()
    journey.set("gnss.utc_s", 1_800_000_000.0)
    journey.trip(500)
    assert journey.item("trip") is not None


def test_a_clock_offset_that_is_no_number_is_refused() -> None:
    with pytest.raises(ServiceError, match="clock_offset = 'noon'; allowed: a number of seconds"):
        Journey().phone.call("clock_offset", "noon")


def test_the_mileage_follows_the_status_with_a_contract_and_not_without() -> None:
    for contract in ("active", "ended"):
        journey = Journey(ecus={"TELEMATICS": Telematics})
        journey.world.services["backoffice"].call("set_contract", contract)
        journey.run(3)
        journey.start()
        journey.drive(1000)
        journey.stop()
        odometer_km = journey.history["vehicle.odometer_km"][-1][1]
        assert (journey.item("mileage") == odometer_km) is (contract == "active")


def test_forgetting_the_vehicle_takes_its_trips_from_the_app() -> None:
    journey = Journey()
    journey.trip(500)
    journey.phone.call("pairing", "forget")
    assert journey.item("trip") is None
    assert journey.item("bluetooth") == "not_connected"
    journey.trip(0)
    assert journey.item("bluetooth") == "connected"


def test_a_pairing_outlives_a_loss_of_supply_and_a_trip_does_not() -> None:
    journey = Journey()
    journey.start()
    journey.pair()
    journey.drive(500)
    journey.set("supply.voltage_v", 0.0)
    journey.run(1)
    journey.set("ignition.kl15", False)
    journey.set("supply.voltage_v", 12.6)
    journey.run(15)
    assert journey.item("trip") is None
    journey.start()
    assert journey.item("bluetooth") == "connected"


def test_the_counter_of_what_is_used_comes_over_the_gateway() -> None:
    drive = Drive.awake(ecus={"POWERTRAIN": Powertrain})
    drive.set("wheel.speed_kmh", 90.0)
    drive.run(40)
    drive.set("wheel.speed_kmh", 0.0)
    drive.run(1)
    assert drive.history["vehicle.consumption"][-1][1] == 160
