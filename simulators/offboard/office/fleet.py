"""The vehicles that the office knows by VIN, and the recall campaigns for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.offer import OFFERS
from vehicle.profile import Energy, VehicleProfile

VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
SECOND_VIN = "VF7SXHMZ6NT500001"
"""VIN of a second vehicle of the test people, which stands nowhere and has an engine alone."""


@dataclass(frozen=True)
class Known:
    """Facts that the office knows of a vehicle.

    Attributes:
        energy: What drives it.
        eligible: Whether it can be connected.
        has_link: Whether it hands trips over by Bluetooth (line 339).
    """

    energy: Energy
    eligible: bool
    has_link: bool = True


class Fleet:
    """All vehicles.

    Args:
        profile: The vehicle on the buses.
    """

    def __init__(self, profile: VehicleProfile) -> None:
        self._profile = profile
        self._campaigns: dict[str, str] = {}

    def restore(self) -> None:
        """Have no recall campaign."""
        self._campaigns.clear()

    def known(self, vin: str) -> Known:
        """Return what is known of a vehicle.

        Raises:
            Refused: It is no VIN, or that of no vehicle.
        """
        if not self.is_vin(vin):
            raise Refused("A VIN has 17 characters, digits and letters without I, O and Q")
        if vin == self._profile.vin:
            return Known(self._profile.energy, self._profile.connected)
        if vin == SECOND_VIN:
            return Known("combustion", True, has_link=False)
        raise Refused("There is no vehicle with this VIN")

    def is_vin(self, vin: str) -> bool:
        """Tell whether a text can be a VIN (ISO 3779, line 227)."""
        return VIN.fullmatch(vin) is not None

    def has_link(self, vin: str) -> bool:
        """Tell whether a vehicle hands trips over by Bluetooth."""
        return self.known(vin).has_link

    def is_eligible(self, vin: str) -> bool:
        """Tell whether a vehicle can be connected."""
        return self.known(vin).eligible

    def offers(self, vin: str) -> Mapping[str, int]:
        """Return the services on offer for a vehicle, each with its price in cents (lines 446 and 504)."""
        known = self.known(vin)
        if not known.eligible:
            return {}
        return {
            kind: offer.price_cents
            for kind, offer in OFFERS.items()
            if not offer.at_point_of_sale and (kind != "e_remote_control" or known.energy != "combustion")
        }

    def set_campaign(self, vin: str, state: str) -> None:
        """Note how a recall campaign for a vehicle stands: running or ended."""
        self._campaigns[vin] = state

    def recall(self, vin: str) -> str | None:
        """Return what the owner of a vehicle has to do in a running recall campaign; None where there is none."""
        if self._campaigns.get(vin) != "running":
            return None
        return f"Recall of vehicle {vin}: please make an appointment at your point of sale"
