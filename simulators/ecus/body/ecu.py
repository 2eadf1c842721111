"""What the parts of the body controller share: the plant that it senses and drives."""

from __future__ import annotations

from collections.abc import Sequence

from simulators.ecus.ecu import Ecu
from simulators.ecus.vehicle import FittedVehicle


class BodyEcu(Ecu):
    """The ECU that is the network master of both buses.

    Args:
        vehicle: Where it is built in.
        calibrations: See `Ecu`.
    """

    NODE = "BODY"
    BUSES = ("comfort", "inter_system")

    def __init__(self, vehicle: FittedVehicle, calibrations: Sequence[object] = ()) -> None:
        super().__init__(vehicle, calibrations)
        self.plant = vehicle.plant
        self.network = vehicle.network
        self.fit_parts()

    @property
    def rechargeable(self) -> bool:
        """True when there is a traction battery with a charger."""
        return self.profile.energy != "combustion"

    def network_entered(self, state: str) -> None:
        """Tell the parts of a new state of both buses; frames are started before, and stopped after it."""
        if state == "waking":
            self.identify_soon()
            self.network_woke(self.BUSES[0])
        elif state == "awake":
            self.network_awake(self.BUSES[0])
        elif state == "asleep":
            self.network_slept(self.BUSES[0])
