"""The connected services on offer, as the services store sells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vehicle.profile import INFOBOX_COUNTRIES, Energy

RECHARGEABLE: frozenset[Energy] = frozenset({"electric", "hybrid"})


@dataclass(frozen=True)
class Offer:
    """A service that a customer can subscribe to.

    Attributes:
        label: As the store writes it.
        price_cents: What a year costs; 0 where it is free (lines 446 and 504).
        covers: What it lets a vehicle and its owner do: `remote`, `navigation`, `maintenance`, `trips`.
        needs_identity: Whether ending it takes a copy of an identity document (lines 266 and 267).
        stays_with_vehicle: Whether a new owner may use it while it runs (line 270).
        for_good: Whether nothing brings it back once it has ended (line 271).
        at_point_of_sale: Whether it begins at a point of sale, and is finalised in the app (lines 302 and 325).
        energies: Of the vehicles that it is for (lines 446 and 504).
        countries: In which it is available (lines 77 and 271); None stands for all.
    """

    label: str
    price_cents: int
    covers: frozenset[str] = frozenset()
    needs_identity: bool = True
    stays_with_vehicle: bool = False
    for_good: bool = False
    at_point_of_sale: bool = False
    energies: frozenset[Energy] = RECHARGEABLE | {"combustion"}
    countries: frozenset[str] | None = None

    @property
    def remote(self) -> bool:
        """True where it takes an activation at the vehicle (lines 558 to 573)."""
        return "remote" in self.covers

    @property
    def waits(self) -> bool:
        """True where signing alone does not bring it into force."""
        return self.remote or self.at_point_of_sale

    def is_for(self, energy: Energy, country: str) -> bool:
        """Tell whether vehicles of an energy can have it in a country."""
        return energy in self.energies and (self.countries is None or country in self.countries)


OFFERS: Mapping[str, Offer] = MappingProxyType(
    {
        "remote_control": Offer("Remote Control", 4900, frozenset({"remote"})),
        "e_remote_control": Offer("e-Remote Control", 0, frozenset({"remote"}), energies=RECHARGEABLE),
        "navigation": Offer("Connected Navigation", 8900, frozenset({"navigation"}), stays_with_vehicle=True),
        "danger_zones": Offer("Danger Zone Alerts", 2900, frozenset({"danger_zones"}), stays_with_vehicle=True),
        "telemaintenance": Offer("Telemaintenance", 0, frozenset({"maintenance"}), needs_identity=False),
        "monitoring": Offer("ConnectPack Monitoring", 3900, frozenset({"trips"}), needs_identity=False),
        "e_booklet": Offer(
            "Maintenance e-book", 0, frozenset({"booklet"}), needs_identity=False, at_point_of_sale=True
        ),
        "infobox": Offer(
            "Telemaintenance InfoBox",
            6900,
            frozenset({"maintenance"}),
            needs_identity=False,
            for_good=True,
            countries=frozenset(INFOBOX_COUNTRIES),
        ),
    }
)
"""The services by kind. The prices are of the simulated office; the source gives none."""
