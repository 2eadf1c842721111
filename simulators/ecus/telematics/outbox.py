"""What waits in the vehicle for coverage when another privacy mode is chosen (lines 71 and 72)."""

from __future__ import annotations

from collections.abc import Mapping

from simulators.ecus.ecu import Part
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.privacy import Mode, Privacy, PrivacyService
from simulators.offboard.network import Payload

SERVICES: Mapping[str, PrivacyService] = {
    "vehicle_status": "vehicle_data",
    "status_answer": "vehicle_data",
    "position": "position",
    "maintenance": "maintenance",
    "update": "vehicle_data",
    "navigation": "navigation",
    "breakdown": "breakdown_call",
    "assistance": "breakdown_call",
}
"""The service that each topic belongs to; what is of none, such as the mode itself, always goes."""


class Outbox(Part):
    """The outbox: what the mode of now does not allow never leaves, whatever was allowed when it was written."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._modem = ecu.modem
        self._privacy = ecu.part(Privacy)
        self._privacy.watch(self.mode_changed)

    def mode_changed(self, _mode: Mode) -> None:
        """Go through what waits for coverage."""
        self._modem.review(self.allowed)

    def allowed(self, topic: str, payload: Payload) -> Payload | None:
        """Return what of a message may leave, with a position only where that is shared; None for nothing."""
        service = SERVICES.get(topic)
        reports = topic == "order_report" and payload["result"] != "refused"
        if (service or reports) and not self._privacy.allows(service or "remote_orders"):
            return None
        if "position" in payload and not self._privacy.allows("position"):
            return {**payload, "position": None}
        return payload
