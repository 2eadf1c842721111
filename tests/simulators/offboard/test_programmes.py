"""Programmes and messages of charge and pre-conditioning, from app and touch screen to the ECUs and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clock.kernel import VirtualKernel, seconds
from dbc.network import Network
from rigs.bindings.service import ServiceListener
from rigs.errors import Failed
from rigs.ports import phone
from rigs.values.interval import Interval
from simulators.ecus.screen.unit import Screen
from simulators.offboard.phone.charging import FULL
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import ServiceError
from simulators.world import World
from steps.charging import one_notification
from steps.programmes import CLOCK, PRECONDITIONING, programme
from tests.support.kernel_rig import KernelRig
from tests.support.vehicle_world import NETWORK
from vehicle.profile import VehicleProfile


class Car:
    """A whole vehicle with its services."""

    def __init__(self, network: Network = NETWORK, energy: str = "electric") -> None:
        self.kernel = VirtualKernel(1)
        profile = VehicleProfile.model_validate(
            {"name": "test", "rank": 0, "vin": "VR7BCZKXCME123456", "energy": energy}
        )
        self.world = World(self.kernel, network, profile)
        app = self.world.services["phone"]
        assert isinstance(app, Phone)
        self.phone = app
        self.world.power_on()
        self.run(10)

    def run(self, duration_s: float) -> None:
        self.kernel.run_for(seconds(duration_s))

    def set(self, line: str, value: Any) -> None:
        self.world.wiring[line].set(value)

    def tap(self, *fields: str) -> None:
        for field in fields:
            self.set("screen.touch", field)
            self.set("screen.touch", "")
        self.run(1)

    def told(self, unit: str) -> Any:
        """What an ECU keeps in its memory."""
        return self.world.ecus[unit].memory

    def items(self, name: str) -> list[Any]:
        return [change.value for change in self.phone.changes if change.item == name]

    def notified(self) -> list[Any]:
        return [each["kind"] for each in self.items("notification") if each]


def test_a_programme_of_the_app_is_stored_by_the_climate_unit_and_switched_off_again() -> None:
    car = Car()
    car.phone.call("programme_preconditioning", "07:30")
    car.run(10)
    assert car.told("CLIMATE")["programme.1"].startswith("7:30:0:")
    car.phone.call("programme_preconditioning", "off")
    car.run(10)
    assert "programme.1" not in car.told("CLIMATE")


def test_a_charge_programme_of_the_app_is_stored_by_the_charger() -> None:
    car = Car()
    car.phone.call("programme_charge", "23:05")
    car.run(10)
    assert car.told("CHARGER")["programme_s"] == (23 * 60 + 5) * 60


@pytest.mark.parametrize("verb", ["programme_charge", "programme_preconditioning"])
@pytest.mark.parametrize("time", ["24:00", "7:30", "07:60", "soon", None])
def test_what_is_no_time_of_day_is_refused(verb: str, time: Any) -> None:
    with pytest.raises(ServiceError, match=rf"phone: {verb} = .*; allowed: a time of day such as 07:30"):
        Car().phone.call(verb, time)


def test_no_programme_gets_through_in_private_mode_or_without_a_contract() -> None:
    for obstacle in ("private", "contract"):
        car = Car()
        if obstacle == "private":
            car.told("TELEMATICS")["privacy.mode"] = "private"
        else:
            car.world.services["backoffice"].call("set_contract", "ended")
        car.phone.call("programme_charge", "23:05")
        car.run(90)
        assert "programme_s" not in car.told("CHARGER")


def _unfinished(car: Car) -> None:
    car.world.services["backoffice"].call("set_activation", "unfinished")


def _waiting_for_an_update(car: Car) -> None:
    car.world.services["backoffice"].call("set_update", "pending")


def _logged_out(car: Car) -> None:
    car.phone.call("hold", "new")


def _of_another_account(car: Car) -> None:
    _logged_out(car)
    car.phone.call("login", "other")


def _not_registered(car: Car) -> None:
    _logged_out(car)
    car.phone.call("login", "subscriber")


@pytest.mark.parametrize(
    "state", [_unfinished, _waiting_for_an_update, _logged_out, _of_another_account, _not_registered]
)
def test_no_programme_gets_through_from_who_may_not_order(state: Callable[[Car], None]) -> None:
    car = Car()
    state(car)
    car.phone.call("programme_preconditioning", "07:30")
    car.phone.call("programme_charge", "22:05")
    car.run(10)
    assert not any("programme" in str(key) for key in car.told("CLIMATE"))
    assert not any("programme" in str(key) for key in car.told("CHARGER"))


def test_the_screen_programmes_with_ok_and_not_before_and_only_with_hour_and_minute() -> None:
    car = Car()
    car.set("ignition.kl15", True)
    car.run(2)
    car.tap("air_conditioning", "options", "hour_06", "ok")
    assert "programme.1" not in car.told("CLIMATE")
    car.tap("minute_45")
    assert "programme.1" not in car.told("CLIMATE")
    car.tap("ok")
    assert car.told("CLIMATE")["programme.1"].startswith("6:45:0:")
    car.tap("electrical", "charge", "hour_01", "minute_15", "ok")
    assert car.told("CHARGER")["programme_s"] == 75 * 60


def test_the_screen_of_a_combustion_vehicle_has_no_such_pages() -> None:
    car = Car(energy="combustion")
    car.set("ignition.kl15", True)
    car.run(2)
    car.tap("electrical")
    assert car.world.ecu("SCREEN", Screen).page == "home"


def test_the_app_shows_how_far_the_last_charge_order_has_come() -> None:
    car = Car()
    car.phone.call("order", "charge_start")
    car.run(10)
    assert [each["state"] for each in car.items("charge.order")] == [
        "sending",
        "received",
        "sent",
        "accepted",
        "refused",
    ]
    car.phone.call("order", "lock")
    car.run(10)
    assert car.items("charge.order")[-1] == {"kind": "charge_start", "state": "refused"}


def test_a_charge_order_that_still_waits_does_not_end_in_the_app_by_a_later_one() -> None:
    car = Car(energy="hybrid")
    car.set("station.plugged", True)
    car.run(10)
    for kind in ("charge_deferred", "precond_start", "charge_start", "charge_stop"):
        car.phone.call("order", kind)
        car.run(10)
    car.phone.call("order", "charge_immediate")
    car.run(10)
    car.phone.call("order", "precond_stop")
    car.run(10)
    shown = car.items("charge.order")
    assert car.items("charge.state")[-1] == "charging"
    assert {"kind": "charge_start", "state": "done"} not in shown
    assert shown[-1] == {"kind": "charge_immediate", "state": "done"}


def test_the_app_shows_state_and_mode_of_the_charge() -> None:
    car = Car()
    car.set("station.plugged", True)
    car.run(10)
    assert (car.items("charge.state")[-1], car.items("charge.mode")[-1]) == ("charging", "immediate")
    car.set("button.hatch", True)
    car.run(10)
    assert (car.items("charge.state")[-1], car.items("charge.mode")[-1]) == ("idle", "deferred")


def test_each_full_charge_is_notified_once() -> None:
    car = Car()
    car.phone.call("show", "locked")
    car.set("battery.soc_percent", 99.0)
    car.set("station.plugged", True)
    car.run(60)
    assert car.notified() == []
    for count in (1, 2):
        car.set("battery.soc_percent", 100.0)
        car.run(200)
        assert car.notified() == ["charge_full"] * count
        car.set("station.plugged", False)
        car.set("battery.soc_percent", 90.0)
        car.run(30)
        car.set("station.plugged", True)
        car.run(90)


class PhoneOf:
    """The phone of a car as a scene reaches it."""

    error_ns = 0

    def __init__(self, car: Car) -> None:
        self._phone = car.phone

    def call(self, verb: str, argument: Any = None) -> Any:
        return self._phone.call(verb, argument)

    def watch(self, listener: ServiceListener) -> None:
        self._phone.watch(lambda change: listener(change.at_ns, change.item, change.value))


def test_only_the_time_that_was_programmed_counts_as_told() -> None:
    rig = KernelRig(services={"phone": PhoneOf(Car())})
    for second in (0, 1, 2):
        rig.kernel.run_until(seconds(second))
        for port, value in zip(CLOCK, (10, 0, second), strict=True):
            rig.scene.track(port).add(Interval.at(rig.kernel.now_ns), value)
    told = programme(rig.scene, PRECONDITIONING, 2 * 3600, on_screen=False)
    assert told.ports == PRECONDITIONING.told
    assert told.truth((12, 1)) is True
    assert [told.truth(other) for other in ((12, 0), (11, 1), (1, 12))] == [False] * 3
    assert told.truth((None, None)) is None


@pytest.mark.parametrize("times", [0, 1, 5])
def test_every_notice_of_one_full_charge_counts_but_none_from_before_the_scenario(times: int) -> None:
    car = Car()
    rig = KernelRig(services={"phone": PhoneOf(car)})
    car.phone.notify(FULL)
    car.run(1)
    rig.kernel.run_until(car.kernel.now_ns)
    rig.scene.begin()
    for _ in range(times):
        car.phone.notify(FULL)
    assert len(rig.scene.track(phone.NOTIFICATION).after(0)) == 1 + times
    if times == 1:
        one_notification(rig.scene)
    else:
        with pytest.raises(Failed):
            one_notification(rig.scene)
    (measurement,) = rig.journal.measurements
    assert measurement.low == measurement.high == times


def test_a_full_vehicle_that_is_plugged_in_again_is_not_notified_anew() -> None:
    car = Car()
    car.set("battery.soc_percent", 100.0)
    for _ in range(2):
        car.set("station.plugged", True)
        car.run(60)
        car.set("station.plugged", False)
        car.run(60)
    assert car.notified() == ["charge_full"]


def test_a_full_battery_without_a_plug_is_not_notified() -> None:
    car = Car()
    car.phone.call("show", "locked")
    car.set("battery.soc_percent", 100.0)
    car.set("ignition.kl15", True)
    car.run(90)
    assert car.notified() == []


@pytest.mark.parametrize(("preconditioned", "informed"), [(True, True), (False, False)])
def test_a_charge_ordered_during_pre_conditioning_is_commented_on(preconditioned: bool, informed: bool) -> None:
    car = Car()
    car.set("button.hatch", True)
    car.set("station.plugged", True)
    if preconditioned:
        car.phone.call("order", "precond_start")
    car.run(10)
    car.phone.call("order", "charge_start")
    car.run(10)
    assert ("charge_held" in [each["kind"] for each in car.items("banner") if each]) == informed
