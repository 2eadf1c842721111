"""The breakdown call: a voice call to the assistance centre, with data beside it (line 35)."""

from __future__ import annotations

from clock.kernel import seconds
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.uplink import HOST
from simulators.ecus.telematics.voice import CallCalibration, VoiceCall
from simulators.offboard.network import Payload


class BreakdownCallCalibration(CallCalibration):
    """Times of the breakdown call."""


class BreakdownCall(VoiceCall):
    """The state machine of the breakdown call."""

    SIGNAL = "bcall.state"

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu, ecu.take_calibration(BreakdownCallCalibration))
        self._make_data = ecu.part(CallData).make_breakdown_data

    def start(self) -> None:
        """Dial, send the data, and tell the manufacturer that the service is used (line 126)."""
        self._next.cancel()
        self._give_up.arm_in(seconds(self.calibration.dial_limit_s))
        self._enter("dialling")
        data = self._make_data()
        self.send_data(data)
        self.tell_manufacturer(data)
        self._call = self._modem.dial("breakdown", "manual", self)

    def send_data(self, data: Payload) -> None:
        """Send the data to the assistance centre."""
        self._modem.send("centre", "breakdown", data)

    def tell_manufacturer(self, data: Payload) -> None:
        """Tell the manufacturer which vehicle uses the service."""
        self._modem.send(HOST, "assistance", {"service": "breakdown_call", "vin": data["vin"]})
