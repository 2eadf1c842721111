"""The owner's smartphone as the vehicle's Bluetooth finds it (lines 334 to 364)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from clock.kernel import Kernel
from simulators.offboard.service import Json, Service
from simulators.plant.bluetooth import Message, Radio
from simulators.plant.wiring import Wiring

PLACES = ("at_vehicle", "away")
PAIRING_VERBS = ("confirm", "forget")
RADIOS = ("on", "off")
APPS = ("launched", "closed")
OTHER_APPS = ("none", "without_bluetooth", "with_bluetooth")
OPTIMISATIONS = ("listed", "not_listed")
BANNER = {"text": "Connected to vehicle", "place": "above_picture"}


class PhoneBluetooth:
    """The phone's end of the link; there is one while the phone is near, its Bluetooth is on, and the app runs.

    Items of the phone: `whereabouts` {at_vehicle, away}, `bluetooth` {connected, not_connected}, `link_banner`
    (null, or `text` and `place` of the banner that tells of the connection), `link_icon` {shown, hidden}: whether
    the vehicle that is selected in the app can be connected.

    Verbs: `whereabouts`, `pairing` {confirm, forget}: to forget takes what came over the link from the app too.
    `radio` {on, off}, `app` {launched, closed}. `other_apps` {none, without_bluetooth, with_bluetooth}: the last
    one takes the link where there is none yet. `battery_optimisation` {listed, not_listed}: an app in the list
    does not hear the vehicle.

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
        self._states = {
            "radio": "on",
            "app": "launched",
            "other_apps": "none",
            "battery_optimisation": "not_listed",
        }
        self._is_selected = True
        self._icon = ""
        self.connected = False
        phone.offer("whereabouts", self._on_whereabouts)
        phone.offer("pairing", self._on_pairing)
        for verb, words in {
            "radio": RADIOS,
            "app": APPS,
            "other_apps": OTHER_APPS,
            "battery_optimisation": OPTIMISATIONS,
        }.items():
            phone.offer(verb, partial(self._on_state, verb, words))
        phone.publish("whereabouts", "away")
        phone.publish("bluetooth", "not_connected")
        self.select(ours=True, capable=True)

    def send(self, topic: str) -> None:
        """Say something to the vehicle; lost without a connection."""
        if self.connected:
            self._radio.send(topic, {})

    def select(self, *, ours: bool, capable: bool) -> None:
        """Take note of the vehicle that is selected in the app.

        Args:
            ours: Whether it is the one that the phone is at.
            capable: Whether it can be connected.
        """
        self._is_selected = ours
        icon = self.icon(capable)
        if icon != self._icon:
            self._icon = icon
            self._phone.publish("link_icon", icon)
        self._reconsider()

    def icon(self, capable: bool) -> str:
        """Tell what the app shows of the function, for a vehicle that has it or not (line 339)."""
        return "shown" if capable else "hidden"

    def banner(self) -> Json:
        """Return the banner that tells of the connection (lines 340 and 354)."""
        return BANNER

    def is_on(self) -> bool:
        """Tell whether the phone's Bluetooth is on (line 337)."""
        return self._states["radio"] == "on"

    def is_launched(self) -> bool:
        """Tell whether the app runs (line 338)."""
        return self._states["app"] == "launched"

    def is_selected(self) -> bool:
        """Tell whether the vehicle at hand is the one that is selected (line 339)."""
        return self._is_selected

    def is_free(self) -> bool:
        """Tell whether no other app takes the link; one that comes later does not (line 354)."""
        return self.connected or self._states["other_apps"] != "with_bluetooth"

    def hears(self) -> bool:
        """Tell whether the app hears the vehicle."""
        return self._states["battery_optimisation"] != "listed"

    def may_connect(self) -> bool:
        """Tell whether there can be a link."""
        return self.is_on() and self.is_launched() and self.is_selected() and self.is_free()

    def _reconsider(self) -> None:
        if not self.may_connect():
            self._set_connected(False)
        elif self._near and self._paired and not self.connected:
            self._radio.send("hello", {})

    def _on_state(self, verb: str, words: tuple[str, ...], argument: Json) -> Json:
        self._states[verb] = self._phone.one_of(verb, argument, words)
        self._reconsider()
        return None

    def _receive(self, topic: str, message: Message) -> None:
        if not (self._near and self.is_on()):
            return
        if topic == "pairing_request":
            self._asked = True
        elif topic == "connected":
            self._set_connected(self._paired and self.may_connect())
        elif topic == "disconnected":
            self._set_connected(False)
        elif self.connected and self.hears() and topic in self.listeners:
            self.listeners[topic](message)

    def _set_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self._phone.publish("bluetooth", "connected" if connected else "not_connected")
            self._phone.publish("link_banner", self.banner() if connected else None)

    def _on_whereabouts(self, argument: Json) -> Json:
        place = self._phone.one_of("whereabouts", argument, PLACES)
        self._near = place == "at_vehicle"
        self._phone.publish("whereabouts", place)
        if not self._near:
            self._set_connected(False)
        else:
            self._reconsider()
        return None

    def _on_pairing(self, argument: Json) -> Json:
        if self._phone.one_of("pairing", argument, PAIRING_VERBS) == "forget":
            self._asked = self._paired = False
            self._set_connected(False)
            for listener in self.forgotten:
                listener()
        elif self._near and self.is_on() and self._asked:
            self._asked, self._paired = False, True
            self._radio.send("pairing_confirmed", {})
        return None
