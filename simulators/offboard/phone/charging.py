"""What the app has for vehicles with a plug: charge and pre-conditioning, their programmes and messages.

Source: lines 466 to 500. What the app shows of the vehicle is what the vehicle has told, never what was ordered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Protocol

from clock.kernel import Kernel
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.phone.handsets import Handsets
from simulators.offboard.service import Json, Service, ServiceChange, ServiceError

CONFIRMATIONS: Mapping[str, str] = {
    "charge_start": "Charge order sent",
    "charge_stop": "End of charge order sent",
    "charge_immediate": "Immediate charge order sent",
    "charge_deferred": "Deferred charge order sent",
    "precond_start": "Pre-conditioning order sent",
    "precond_stop": "End of pre-conditioning order sent",
}
FULL = {"kind": "charge_full", "text": "Your vehicle is fully charged"}
HELD = {"kind": "charge_held", "text": "The charge will begin when pre-conditioning has ended"}

SHOWN: Mapping[str, str] = {
    "relay.charge.state": "charge.state",
    "relay.charge.mode": "charge.mode",
    "precond.state": "preconditioning",
}
"""Items of the vehicle's status, with the item of the app that shows it."""

OFF = "off"
PROGRAMME_NUMBER = 1
_TIME = re.compile(r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)")


class Messenger(Protocol):
    """The way that the app's messages go."""

    def notify(self, message: Json) -> None:
        """Push a notification, whatever the phone shows."""

    def inform(self, message: Json) -> None:
        """Say something where the user looks."""


class ChargingPages:
    """Pages of the app for charge and pre-conditioning.

    Items of the phone: `charge.state`, `charge.mode`, `preconditioning` (labels of the vehicle's own signals,
    null before the vehicle has told), `charge.order` (`kind` and `state` of the last charge order: sending, then
    the states of the back office). Verbs: `programme_charge` (HH:MM, when the deferred charge begins),
    `programme_preconditioning` (HH:MM, when the vehicle will be used, or off). A programme has no temperature:
    it is always the same (line 470).

    Args:
        kernel: The clock.
        phone: The service that the items and verbs belong to.
        backoffice: Where programmes go, and what the vehicle tells comes from.
        messenger: Where messages go.
        handsets: As whom, and whether the vehicle is theirs.
        internet_s: Bounds of the time from phone to back office or back.
    """

    def __init__(
        self,
        kernel: Kernel,
        phone: Service,
        backoffice: BackOffice,
        messenger: Messenger,
        handsets: Handsets,
        internet_s: tuple[float, float],
    ) -> None:
        self._kernel = kernel
        self._phone = phone
        self._backoffice = backoffice
        self._messenger = messenger
        self._handsets = handsets
        self._internet_s = internet_s
        self._last_ns = 0
        self._last_order = "", 0
        self._told: dict[str, Json] = {}
        self._notified_full = False
        phone.offer("programme_charge", self._on_programme_charge)
        phone.offer("programme_preconditioning", self._on_programme_preconditioning)
        self.clear()
        backoffice.watch(self._on_backoffice)

    def clear(self) -> None:
        """Show nothing, as an app that has just been opened for the first time."""
        self._told.clear()
        for item in SHOWN.values():
            self._phone.publish(item, None)

    def ordered(self, kind: str, number: int) -> None:
        """Note that an order was given in the app, the one of this number of its kind."""
        if kind.startswith("charge_"):
            self._last_order = kind, number
        self.order_state(kind, number, "sending")
        if kind in ("charge_start", "charge_immediate") and self._told.get("precond.state") == "running":
            self._messenger.inform(HELD)

    def order_state(self, kind: str, number: int, state: str) -> None:
        """Note that the back office has told how far an order has come; a charge order before the last is over."""
        if (kind, number) == self._last_order:
            self._phone.publish("charge.order", {"kind": kind, "state": state})

    def is_full(self, status: Mapping[str, Json]) -> bool:
        """Tell whether what the vehicle tells is a full charge."""
        soc_percent = status.get("soc_percent")
        return isinstance(soc_percent, (int, float)) and soc_percent >= 100 and self._plugged(status)

    def take(self, status: Mapping[str, Json]) -> None:
        """Take the status of the vehicle that has come to the phone, where the vehicle is its owner's."""
        if not self._handsets.owns_vehicle():
            return
        for name, item in SHOWN.items():
            value = status.get(name)
            if value != self._told.get(name):
                self._told[name] = value
                self._phone.publish(item, value)
        full, level_percent = self.is_full(status), status.get("soc_percent")
        if full and not self._notified_full:
            self._messenger.notify(FULL)
        # A plug that is taken out and put in again is no further charge; one begins below the full level.
        lower = isinstance(level_percent, (int, float)) and level_percent < 100
        self._notified_full = full or (self._notified_full and not lower)

    def _plugged(self, status: Mapping[str, Json]) -> bool:
        return status.get("relay.charge.plug") == "plugged"

    def _on_programme_charge(self, argument: Json) -> Json:
        self._send("charge_programme", self.time_of_day("programme_charge", argument))
        return None

    def _on_programme_preconditioning(self, argument: Json) -> Json:
        time = {"hour": 0, "minute": 0}
        if argument != OFF:
            time = self.time_of_day("programme_preconditioning", argument)
        active = "off" if argument == OFF else "on"
        self._send("precond_programme", {"number": PROGRAMME_NUMBER, "active": active, **time, "days": 0})
        return None

    def time_of_day(self, key: str, argument: Json) -> dict[str, int]:
        """Give hour and minute of a time that the driver has entered.

        Raises:
            ServiceError: It is no time of day.
        """
        match = _TIME.fullmatch(str(argument))
        if match is None:
            raise ServiceError(self._phone.name, key, argument, "a time of day such as 07:30")
        return {unit: int(number) for unit, number in match.groupdict().items()}

    def _send(self, topic: str, programme: Mapping[str, Json]) -> None:
        self._kernel.call_in(
            self._phone.draw_ns(self._internet_s),
            partial(self._backoffice.programme, topic, programme, sender=self._handsets.sender()),
        )

    def _on_backoffice(self, change: ServiceChange) -> None:
        if change.item != "uplink" or not isinstance(change.value, Mapping):
            return
        status = change.value["payload"]
        if change.value["topic"] == "vehicle_status" and isinstance(status, Mapping):
            arrival_ns = self._kernel.now_ns + self._phone.draw_ns(self._internet_s)
            self._last_ns = max(self._last_ns, arrival_ns)
            self._kernel.call_at(self._last_ns, partial(self.take, status))
