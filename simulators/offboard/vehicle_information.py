"""Vehicle information in the app: what the vehicle last told of itself, as the owner's phone has it (line 75)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from simulators.offboard.backoffice import BackOffice
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Json, ServiceChange


@dataclass(frozen=True)
class InformationCalibration:
    """`internet_s`: back office to phone, drawn evenly between two bounds in seconds."""

    internet_s: tuple[float, float] = (0.05, 0.2)


class VehicleInformation:
    """A relay that passes each status of the vehicle on to the phone's item `vehicle_information`.

    The item holds the payload of the status under `status` and under `number` which message it came with.

    Args:
        backoffice: Where the vehicle's messages arrive.
        phone: Where the owner sees them.
        calibration: Its times.
    """

    def __init__(
        self,
        backoffice: BackOffice,
        phone: Phone,
        calibration: InformationCalibration = InformationCalibration(),
    ) -> None:
        self.calibration = calibration
        self._phone = phone
        self._random = phone.kernel.random("service.vehicle_information")
        backoffice.watch(self.pass_on)

    def pass_on(self, change: ServiceChange) -> None:
        """Pass a status of the vehicle on to the app."""
        message = change.value
        if change.item == "uplink" and isinstance(message, Mapping) and message["topic"] == "vehicle_status":
            shown = {"number": message["number"], "status": message["payload"]}
            delay_ns = round(self._random.uniform(*self.calibration.internet_s) * 1e9)
            self._phone.kernel.call_in(delay_ns, partial(self.show, shown))

    def show(self, shown: Json) -> None:
        """Show it in the app, where the vehicle is its owner's (line 588)."""
        if self._phone.handsets.owns_vehicle():
            self._phone.publish("vehicle_information", shown)
