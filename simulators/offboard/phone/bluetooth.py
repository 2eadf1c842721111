"""The owner's smartphone as the vehicle's Bluetooth finds it (lines 334 to 364)."""

from __future__ import annotations

from collections.abc import Callable

from clock.kernel import Kernel
from simulators.offboard.service import Json, Service
from simulators.plant.bluetooth import Message, Radio
from simulators.plant.wiring import Wiring

PLACES = ("at_vehicle", "away")
PAIRING_VERBS = ("confirm", "forget")


class PhoneBluetooth:
    """The phone's end of the link.

    Items of the phone: `whereabouts` {at_vehicle, away}, `bluetooth` {connected, not_connected}. Verbs:
    `whereabouts`, `pairing` {confirm, forget}: to forget takes what came over the link from the app too.

    Args:
        kernel: The clock.
        phone: The service that the items and verbs belong to.
        wiring: The air.

    Attributes:
        listeners: Called with what the vehicle says, by topic.
        forgotten: Called when the pairing is forgotten.
    """

    def __init__(self, kernel: Kernel, phone: Service, wiring: Wiring) -> None:
        self.listeners: dict[str, Callable[[Message], None]] = {}
        self.forgotten: list[Callable[[], None]] = []
        self._phone = phone
        self._radio = Radio(kernel, wiring, "phone", self._receive)
        self._near = False
        self._asked = False
        self._paired = False
        self.connected = False
        phone.offer("whereabouts", self._on_whereabouts)
        phone.offer("pairing", self._on_pairing)
        phone.publish("whereabouts", "away")
        phone.publish("bluetooth", "not_connected")

    def send(self, topic: str) -> None:
        """Say something to the vehicle; lost without a connection."""
        if self.connected:
            self._radio.send(topic, {})

    def _receive(self, topic: str, message: Message) -> None:
        if not self._near:
            return
        if topic == "pairing_request":
            self._asked = True
        elif topic == "connected":
            self._set_connected(self._paired)
        elif topic == "disconnected":
            self._set_connected(False)
        elif self.connected and topic in self.listeners:
            self.listeners[topic](message)

    def _set_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self._phone.publish("bluetooth", "connected" if connected else "not_connected")

    def _on_whereabouts(self, argument: Json) -> Json:
        place = self._phone.one_of("whereabouts", argument, PLACES)
        self._near = place == "at_vehicle"
        self._phone.publish("whereabouts", place)
        if not self._near:
            self._set_connected(False)
        elif self._paired:
            self._radio.send("hello", {})
        return None

    def _on_pairing(self, argument: Json) -> Json:
        if self._phone.one_of("pairing", argument, PAIRING_VERBS) == "forget":
            self._asked = self._paired = False
            self._set_connected(False)
            for listener in self.forgotten:
                listener()
        elif self._near and self._asked:
            self._asked, self._paired = False, True
            self._radio.send("pairing_confirmed", {})
        return None
