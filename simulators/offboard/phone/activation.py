"""The last steps of the activation of remote services: the key at the vehicle, and updates (lines 569 to 575)."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import Kernel, seconds
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.network import MobileNetwork
from simulators.offboard.phone.bluetooth import PhoneBluetooth
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Json, ServiceChange
from simulators.plant.bluetooth import Message

UPDATES = ("pending", "none")


@dataclass(frozen=True)
class ActivationCalibration:
    """`internet_s`: phone to back office, drawn evenly between two bounds in seconds; `give_up_s`: how long the
    app waits for the vehicle; `update_lifetime_s`: how long the vehicle is told of an update."""

    internet_s: tuple[float, float] = (0.05, 0.2)
    give_up_s: float = 10.0
    update_lifetime_s: float = 30 * 86_400.0


class ActivationPages:
    """The pages of the activation.

    Items of the phone: `activation` {unfinished, identifying, refused, finished}, `update` {pending, none}. Verb:
    `identify_key`, which finishes the activation when the vehicle finds the key and the smartphone has been
    registered, which comes before (lines 558 to 573).

    Args:
        kernel: The clock.
        phone: The service that the items and the verb belong to.
        bluetooth: The way to the vehicle.
        backoffice: Where the activation is finished.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        phone: Phone,
        bluetooth: PhoneBluetooth,
        backoffice: BackOffice,
        calibration: ActivationCalibration = ActivationCalibration(),
    ) -> None:
        self.calibration = calibration
        self._kernel = kernel
        self._phone = phone
        self._bluetooth = bluetooth
        self._backoffice = backoffice
        self._limit = kernel.timer(self.refuse)
        bluetooth.listeners["key"] = self.take_key
        backoffice.watch(self.backoffice_changed)
        phone.offer("identify_key", self._on_identify_key)
        phone.publish("activation", backoffice.accounts.activation)
        phone.publish("update", "none")

    def _on_identify_key(self, _argument: Json) -> Json:
        self._phone.publish("activation", "identifying")
        self._limit.arm_in(seconds(self.calibration.give_up_s))
        self._bluetooth.send("identify_key")
        return None

    def take_key(self, message: Message) -> None:
        """Bring the activation to its end when the key is found and no step was left out, else refuse it."""
        if not self._limit.armed:
            return
        self._limit.cancel()
        handsets = self._phone.handsets
        activates = self._backoffice.accounts.activates(handsets.sender())
        if message["identified"] and handsets.owns_vehicle() and activates:
            self._kernel.call_in(self._phone.draw_ns(self.calibration.internet_s), self.finish)
        else:
            self.refuse()

    def refuse(self) -> None:
        """Refuse the activation."""
        self._phone.publish("activation", "refused")

    def finish(self) -> None:
        """Bring the activation to its end."""
        self._backoffice.call("set_activation", "finished")

    def backoffice_changed(self, change: ServiceChange) -> None:
        """Show what the back office has of the activation and of updates."""
        if change.item in ("activation", "update"):
            self._phone.publish(change.item, change.value)


class UpdateService:
    """Updates of the vehicle at the back office; while one is pending, remote services wait (line 575).

    Item of the back office: `update` {pending, none}. Verb: `set_update`.

    Args:
        backoffice: The service that the item and the verb belong to.
        network: The way to the vehicle.
        calibration: Its times.
    """

    def __init__(
        self,
        backoffice: BackOffice,
        network: MobileNetwork,
        calibration: ActivationCalibration = ActivationCalibration(),
    ) -> None:
        self.calibration = calibration
        self._backoffice = backoffice
        self._network = network
        backoffice.offer("set_update", self._on_set_update)
        backoffice.watch(self._on_change)
        backoffice.publish("update", "none")

    def _on_set_update(self, argument: Json) -> Json:
        state = self._backoffice.one_of("update", argument, UPDATES)
        if state != self._state():
            self._network.push("update", {"state": state}, self.calibration.update_lifetime_s)
            self._set(state)
        return None

    def _state(self) -> str:
        return "pending" if self._backoffice.accounts.update_pending else "none"

    def _set(self, state: str) -> None:
        self._backoffice.accounts.update_pending = state == "pending"
        self._backoffice.publish("update", state)

    def _on_change(self, change: ServiceChange) -> None:
        message = change.value
        if change.item == "uplink" and isinstance(message, dict) and message["topic"] == "update":
            self._set("none")
