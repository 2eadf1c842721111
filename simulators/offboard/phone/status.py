"""The app's home page: what it shows of the vehicle, as of the last refresh (lines 450 to 462 and 514 to 520)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from clock.kernel import Kernel, seconds
from simulators.offboard.accounts import Sender
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.network import Payload
from simulators.offboard.service import Json, Service

GESTURES = ("slide_down", "round_arrow")
CONNECTIONS = ("mobile", "wifi", "none")
SHOWN = ("charge_level", "range_km", "charge_state", "locks")


@dataclass(frozen=True)
class StatusPageCalibration:
    """`give_up_s`: how long the app waits for the vehicle's answer, in seconds."""

    give_up_s: float = 90.0


class StatusPage:
    """The home page.

    Items of the phone: `status.loading` {idle, loading, done, interrupted, failed}; `status.charge_level` (whole
    percents), `status.range_km`, `status.charge_state` (label of the vehicle's signal), `status.locks` {locked,
    unlocked}, each null before it was loaded and where the vehicle has none; `connection` {mobile, wifi, none}.
    Verbs: `refresh` (a gesture: slide_down, round_arrow), `connection`.

    Args:
        kernel: The clock.
        phone: The service that the items and verbs belong to.
        backoffice: Who is asked.
        sender: As whom.
        on_home_page: Whether the home page is open; elsewhere the gestures do nothing.
        internet_s: Bounds of the time from phone to back office or back.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        phone: Service,
        backoffice: BackOffice,
        sender: Callable[[], Sender],
        on_home_page: Callable[[], bool],
        internet_s: tuple[float, float],
        calibration: StatusPageCalibration = StatusPageCalibration(),
    ) -> None:
        self.calibration = calibration
        self._kernel = kernel
        self._phone = phone
        self._backoffice = backoffice
        self._sender = sender
        self._on_home_page = on_home_page
        self._internet_s = internet_s
        self._connection = "wifi"
        self._load = 0
        self._loading = False
        self._limit = kernel.timer(partial(self.end, "failed"))
        phone.offer("refresh", self.refresh)
        phone.offer("connection", self._on_connection)
        phone.publish("connection", self._connection)
        self.clear()

    @property
    def online(self) -> bool:
        """True while the phone is on the internet."""
        return self._connection != "none"

    def clear(self) -> None:
        """Show nothing, as an app that has just been opened for the first time."""
        self.end("idle")
        for item in SHOWN:
            self._phone.publish(f"status.{item}", None)

    def show(self, status: Payload) -> None:
        """Show what the vehicle has answered; the charge level in whole percents."""
        for item in SHOWN:
            value = status[item]
            if item == "charge_level" and isinstance(value, (int, float)):
                value = int(value)
            self._phone.publish(f"status.{item}", value)

    def switched(self) -> None:
        """Note that the connection has changed: a page that is being loaded is not completed (line 462)."""
        if self._loading:
            self.end("interrupted")

    def refresh(self, argument: Json) -> Json:
        """Load the page anew, by a gesture."""
        self._phone.one_of("refresh", argument, GESTURES)
        if self._on_home_page() and not self._loading:
            self._load += 1
            self._loading = True
            self._phone.publish("status.loading", "loading")
            self._limit.arm_in(seconds(self.calibration.give_up_s))
            self._kernel.call_in(self._phone.draw_ns(self._internet_s), partial(self.ask, self._load))
        return None

    def _on_connection(self, argument: Json) -> Json:
        connection = self._phone.one_of("connection", argument, CONNECTIONS)
        if connection != self._connection:
            self._connection = connection
            self._phone.publish("connection", connection)
            self.switched()
        return None

    def ask(self, load: int) -> None:
        """Ask the vehicle for the values of a load; without internet nobody is asked."""
        if self._waits_for(load) and self.online:
            self._backoffice.request_status(partial(self._answered, load), sender=self._sender())

    def _answered(self, load: int, status: Payload) -> None:
        self._kernel.call_in(self._phone.draw_ns(self._internet_s), partial(self._arrived, load, status))

    def _arrived(self, load: int, status: Payload) -> None:
        if self._waits_for(load):
            self.show(status)
            self.end("done")

    def _waits_for(self, load: int) -> bool:
        return self._loading and load == self._load

    def end(self, result: str) -> None:
        """End the load with a result."""
        self._loading = False
        self._limit.cancel()
        self._phone.publish("status.loading", result)
