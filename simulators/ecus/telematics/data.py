"""The data that go with a call: the MSD, and those of the breakdown call."""

from __future__ import annotations

from dataclasses import asdict

from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.telematics.position import Receiver
from simulators.ecus.telematics.privacy import Privacy
from simulators.offboard.emergency import msd
from simulators.offboard.network import Activation, Payload


class CallData(Part):
    """Data that the vehicle has of itself; the profile is the ECU's coding."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._profile = ecu.profile
        self._receiver = ecu.part(Receiver)
        self._privacy = ecu.part(Privacy)
        self._incident_utc_s = 0
        self._com.listen("relay.occupants.count")

    def incident(self) -> None:
        """Take the time that all MSDs of the 112 call bear which begins now."""
        self._incident_utc_s = self._receiver.utc_s()

    def make_msd(self, identifier: int, activation: Activation) -> bytes:
        """Make the MSD of the incident with what is known now, as octets."""
        return msd.encode(self.facts(identifier, activation))

    def facts(self, identifier: int, activation: Activation) -> msd.Msd:
        """Gather what the MSD says."""
        position = self._receiver.position()
        return msd.Msd(
            message_identifier=identifier,
            automatic=activation == "automatic",
            test_call=False,
            position_trusted=position.trusted,
            vehicle_type=self._profile.vehicle_class,
            vin=self._profile.vin,
            propulsion=self._profile.propulsion,
            timestamp_s=self._incident_utc_s,
            latitude_deg=position.latitude_deg,
            longitude_deg=position.longitude_deg,
            heading_deg=position.heading_deg,
            passengers=int(self._com.get("relay.occupants.count")),
        )

    def make_breakdown_data(self) -> Payload:
        """Gather the data of the breakdown call; the position as far as the privacy mode allows."""
        position = asdict(self._receiver.position()) if self._privacy.allows("position") else None
        return {"vin": self._profile.vin, "position": position, "utc_s": self._receiver.utc_s()}
