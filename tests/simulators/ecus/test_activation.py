"""The last steps of the activation at the simulated vehicle, and its updates."""

from __future__ import annotations

from typing import Any

import pytest

from proof.variant import ecu
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.telematics.updates import UpdateCalibration
from tests.simulators.offboard.test_trips import Journey

MINUTE_S = 60.0


class Activation(Journey):
    """A vehicle whose remote services are not activated yet."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.backoffice = self.world.services["backoffice"]
        self.backoffice.call("set_activation", "unfinished")

    def identify(self) -> str:
        self.phone.call("identify_key", "now")
        self.run(15)
        return str(self.item("activation"))

    @property
    def finished(self) -> bool:
        states = [change.value for change in self.backoffice.changes if change.item == "activation"]
        return states[-1] == "finished"


def test_the_key_at_a_vehicle_that_is_started_finishes_the_activation() -> None:
    activation = Activation()
    activation.start()
    activation.pair()
    assert activation.identify() == "finished"
    assert activation.finished


@pytest.mark.parametrize(
    ("account", "steps", "state"),
    [
        ("subscriber", (), "refused"),
        ("subscriber", ("trusted_number",), "refused"),
        ("subscriber", ("trusted_number", "safety_code"), "finished"),
        ("other", ("trusted_number", "safety_code"), "refused"),
    ],
)
def test_the_key_finishes_it_after_the_steps_on_a_smartphone_of_the_owner(
    account: str, steps: tuple[str, ...], state: str
) -> None:
    activation = Activation()
    activation.start()
    activation.phone.call("hold", "new")
    activation.phone.call("login", account)
    for step in steps:
        activation.phone.call("validate", step)
    activation.pair()
    assert activation.identify() == state
    assert activation.finished is (state == "finished")


def test_no_key_is_found_with_the_contact_alone() -> None:
    activation = Activation()
    activation.set("ignition.kl15", True)
    activation.run(2)
    activation.pair()
    assert activation.identify() == "refused"
    assert not activation.finished


@pytest.mark.parametrize("missing", ["key", "phone"])
def test_without_key_or_phone_the_activation_is_refused(missing: str) -> None:
    activation = Activation()
    activation.start()
    activation.pair()
    if missing == "key":
        activation.set("key.away", True)
        activation.run(1)
    else:
        activation.phone.call("whereabouts", "away")
    assert activation.identify() == "refused"
    assert not activation.finished


def test_an_answer_after_the_app_has_given_up_changes_nothing() -> None:
    activation = Activation()
    activation.start()
    activation.pair()
    activation.phone.call("identify_key", "now")
    activation.run(0.2)
    activation.phone.call("whereabouts", "away")
    activation.run(11)
    activation.phone.call("whereabouts", "at_vehicle")
    activation.run(5)
    assert activation.item("activation") == "refused"


class Update(Journey):
    """A vehicle with an update that is pending, of parts that take trips of one minute."""

    def __init__(self, parts: int = 2) -> None:
        super().__init__(ecus=ecu(Telematics, UpdateCalibration(trip_s=MINUTE_S, parts=parts)))
        self.backoffice = self.world.services["backoffice"]
        self.backoffice.call("set_update", "pending")
        self.run(3)

    def make_trip(self, duration_s: float) -> None:
        self.start()
        self.run(duration_s - 1)
        self.stop()

    def lock_order(self) -> str:
        number = self.backoffice.call("order", "lock")
        self.run(10)
        states = [change.value for change in self.backoffice.changes if change.item == f"order.{number}.state"]
        return str(states[-1])


def test_an_update_needs_as_many_trips_of_the_length_as_it_has_parts() -> None:
    update = Update(parts=2)
    assert update.item("update") == "pending"
    update.make_trip(MINUTE_S + 2)
    assert update.item("update") == "pending"
    update.make_trip(MINUTE_S + 2)
    assert update.item("update") == "none"


def test_a_trip_that_is_too_short_installs_nothing() -> None:
    update = Update(parts=1)
    for _ in range(3):
        update.make_trip(MINUTE_S - 2)
    assert update.item("update") == "pending"


def test_the_contact_alone_is_no_trip() -> None:
    update = Update(parts=1)
    update.set("ignition.kl15", True)
    update.run(2 * MINUTE_S)
    assert update.item("update") == "pending"


def test_remote_orders_are_refused_until_the_vehicle_is_up_to_date() -> None:
    update = Update(parts=1)
    assert update.lock_order() == "refused"
    update.make_trip(MINUTE_S + 2)
    assert update.lock_order() == "done"


def test_an_update_that_waits_outlives_a_loss_of_supply() -> None:
    update = Update(parts=1)
    update.set("supply.voltage_v", 0.0)
    update.run(1)
    update.set("supply.voltage_v", 12.6)
    update.run(3)
    update.make_trip(MINUTE_S + 2)
    assert update.item("update") == "none"


def test_an_update_that_was_taken_back_is_not_installed() -> None:
    update = Update(parts=1)
    update.backoffice.call("set_update", "none")
    update.run(3)
    update.make_trip(MINUTE_S + 2)
    messages: list[Any] = [change.value for change in update.backoffice.changes if change.item == "uplink"]
    assert [message for message in messages if message["topic"] == "update"] == []
    assert update.lock_order() == "done"
