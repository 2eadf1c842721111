"""The telematics ECU: buttons and calls, privacy mode, remote orders, uplinks, the light of the SOS button."""

from __future__ import annotations

from simulators.ecus.ecu import Identity
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.led import Led
from simulators.ecus.telematics.maintenance import Maintenance
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.outbox import Outbox
from simulators.ecus.telematics.position import Receiver
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.service import Rights, ServiceTerm
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.switching import Switching
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.updates import Updates
from simulators.ecus.telematics.uplink import Uplink
from simulators.ecus.telematics.voice import VoicePath
from simulators.ecus.wake import WakeRequest
from simulators.offboard.network import Call


class Telematics(TelematicsEcu):
    """The telematics ECU, as the modem's terminal."""

    IDENTITY = Identity(software=(7, 3), hardware=2)
    PARTS = (
        *(WakeRequest, BusAccess, Receiver),
        *(Privacy, Outbox, ServiceTerm, Rights),
        *(CallData, VoicePath, EmergencyCall, BreakdownCall, Switching, Triggers),
        *(OrdersByRadio, Uplink, StatusAnswers, Maintenance, Navigation, Updates),
        Led,
    )

    def power_on(self) -> None:
        """See `Ecu.power_on`: last of all the modem registers, and what waited for it arrives."""
        super().power_on()
        self.modem.power_on(self)

    def power_off(self) -> None:
        """See `Ecu.power_off`: the modem goes last, so that no part minds the calls that it cuts."""
        super().power_off()
        self.modem.power_off()

    @property
    def sleeping(self) -> bool:
        """See `network.Terminal`: the ECU sleeps with its bus."""
        return not self.part(WakeRequest).awake

    def ring(self, call: Call) -> None:
        """See `network.Terminal`."""
        self.part(Triggers).ring(call)
