"""The vehicles that the office knows by VIN, and the recall campaigns for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.offer import OFFERS, RECHARGEABLE
from vehicle.profile import OV, Energy, VehicleProfile

VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
SECOND_VIN = "VF7SXHMZ6NT500001"
"""VIN of a second vehicle of the test people, which stands nowhere and has an engine alone."""
HYBRID_VIN = "VR3ATTENTJY500002"
ELECTRIC_VIN = "VR7BCZKXCME500003"
INELIGIBLE_VIN = "VF7DDNFPBHJ500004"

STATISTICS = "Driving statistics"
APPOINTMENT = "Maintenance appointment"
MANUAL = "User manual"
CHARGING = "Charging"
COMFORT = "Thermal comfort"
FUNCTIONS = (STATISTICS, APPOINTMENT, MANUAL, CHARGING, COMFORT)
"""Functions of the app for a vehicle (line 297); the last two are for those that can be plugged in."""


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


STANDING_NOWHERE: Mapping[str, Known] = MappingProxyType(
    {
        SECOND_VIN: Known("combustion", True, has_link=False),
        HYBRID_VIN: Known("hybrid", True),
        ELECTRIC_VIN: Known("electric", True),
        INELIGIBLE_VIN: Known("combustion", False),
    }
)
"""The further vehicles of the test people, by VIN."""


class Fleet:
    """All vehicles.

    Args:
        profile: The vehicle on the buses.
    """

    def __init__(self, profile: VehicleProfile) -> None:
        self._profile = profile
        self._campaigns: dict[str, str] = {}
        self._withheld: set[tuple[str, str]] = set()

    @property
    def home(self) -> str:
        """The country of the vehicle on the buses."""
        return self._profile.country

    @property
    def is_ov(self) -> bool:
        """True where the brand is Opel or Vauxhall, OV in the source (AMB-34)."""
        return self._profile.brand in OV

    def restore(self) -> None:
        """Have no recall campaign, and each service in each country that it is for."""
        self._campaigns.clear()
        self._withheld.clear()

    def known(self, vin: str) -> Known:
        """Return what is known of a vehicle.

        Raises:
            Refused: It is no VIN, or that of no vehicle.
        """
        if not self.is_vin(vin):
            raise Refused("A VIN has 17 characters, digits and letters without I, O and Q")
        if vin == self._profile.vin:
            return Known(self._profile.energy, self._profile.connected)
        if vin in STANDING_NOWHERE:
            return STANDING_NOWHERE[vin]
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

    def offers(self, vin: str, country: str) -> Mapping[str, int]:
        """Return the services on offer for a vehicle in a country, each with its price in cents (line 77)."""
        known = self.known(vin)
        if not known.eligible:
            return {}
        return {
            kind: offer.price_cents
            for kind, offer in OFFERS.items()
            if not offer.at_point_of_sale
            and offer.is_for(known.energy, country)
            and self.is_available(kind, country)
        }

    def functions(self, vin: str) -> Sequence[str]:
        """Return what the app can do for a vehicle: nothing where it is not eligible (line 297)."""
        known = self.known(vin)
        if not known.eligible:
            return ()
        return FUNCTIONS if known.energy in RECHARGEABLE else FUNCTIONS[:3]

    def withhold(self, kind: str, country: str) -> None:
        """Let a service no longer be available in a country."""
        self._withheld.add((kind, country))

    def is_available(self, kind: str, country: str) -> bool:
        """Tell whether a service is available in a country."""
        return (kind, country) not in self._withheld

    def set_campaign(self, vin: str, state: str) -> None:
        """Note how a recall campaign for a vehicle stands: running or ended."""
        self._campaigns[vin] = state

    def recall(self, vin: str) -> str | None:
        """Return what the owner of a vehicle has to do in a running recall campaign; None where there is none."""
        if self._campaigns.get(vin) != "running":
            return None
        return f"Recall of vehicle {vin}: please make an appointment at your point of sale"
