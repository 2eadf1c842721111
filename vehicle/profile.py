"""What a vehicle is: the declaration that picks scenarios and configures the simulated one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from dbc.strict_toml import parse_toml
from dbc.text_file import read_text

DOORS = ("front_left", "front_right", "rear_left", "rear_right")
SEATS = ("driver", "passenger", "rear_left", "rear_middle", "rear_right")

ECUS = ("BODY", "TELEMATICS", "CLIMATE", "SCREEN", "AIRBAG", "POWERTRAIN", "BATTERY", "CHARGER")
"""The ECUs that can be simulated, by their names in the databases."""

Energy = Literal["combustion", "hybrid", "electric"]
Fuel = Literal["petrol", "diesel"]
VehicleClass = Literal["M1", "N1"]
PrivateMenu = Literal["none", "menu", "navigation", "banner"]
PrivacyMode = Literal["private", "intermediate", "geolocated"]
Lighting = Literal["hazard", "sidelights"]
PrivacyPolicy = Literal["regulated", "literal"]

MODES_ON_SCREEN: Mapping[PrivateMenu, tuple[PrivacyMode, ...]] = {
    "none": (),
    "menu": ("private", "intermediate", "geolocated"),
    "navigation": ("private", "geolocated"),
    "banner": ("private", "intermediate", "geolocated"),
}
"""Privacy modes that each variant of the touch screen can set; the box in the navigation is on or off."""

INFOBOX_COUNTRIES = ("FR", "ES")
"""Countries where vehicles can have the InfoBox of remote maintenance (line 271)."""

OV = ("opel", "vauxhall")
"""Brands that the source calls OV; the others are PC, Peugeot and Citroën (AMB-34)."""

Vin = Annotated[str, StringConstraints(pattern=r"^[A-HJ-NPR-Z0-9]{17}$")]


class VehicleProfile(BaseModel):
    """One vehicle, as a file of `rigs/vehicles/` declares it.

    `rank` orders the profiles: a scenario runs on the lowest that has what it needs. `fuel` is what the engine
    burns where there is one, `vehicle_class` the EU class that it is registered in: passenger car or van, and
    `airbags_when_off` whether a crash deploys its airbags with the ignition off too. `private_menu` is the one
    of the source's three touch-screen paths that the vehicle has (AMB-10), `lighting` what the remote lights
    order switches (line 530), `privacy_policy` the reading of line 75, by which private mode stops even SOS
    (AMB-08), `double_push` whether the mode is switched by both buttons, which some vehicles lack (AMB-44),
    `switching_blinks` whether the SOS LED blinks meanwhile (AMB-45), `registered` the date of its first
    registration, from which the ten years of service run (AMB-07). A press of SOS (AMB-02) or ASSISTANCE
    (AMB-43) counts from `sos_press_min_s` and `assistance_press_min_s` on. `assumptions` replaces numbers of the
    suite for this vehicle, by their names in `rigs.judging.assumptions`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    rank: int = Field(ge=0)
    vin: Vin
    brand: Literal["citroen", "opel", "vauxhall"] = "citroen"
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "FR"
    language: Literal["en"] = "en"
    energy: Energy
    fuel: Fuel = "petrol"
    vehicle_class: VehicleClass = "M1"
    airbags_when_off: bool = False
    sos_buttons: bool = True
    double_push: bool = True
    switching_blinks: bool = True
    private_menu: PrivateMenu = "menu"
    lighting: Lighting = "hazard"
    privacy_policy: PrivacyPolicy = "regulated"
    sos_press_min_s: float = Field(default=0.2, gt=0, le=5)
    assistance_press_min_s: float = Field(default=0.2, gt=0, le=5)
    registered: dt.date = dt.date(2024, 3, 15)
    software: str = "simulated"
    assumptions: dict[str, float] = Field(default_factory=dict)

    @property
    def connected(self) -> bool:
        """True when the vehicle is connected: it has the buttons or the private-mode menu (line 115)."""
        return self.sos_buttons or self.private_menu != "none"

    @property
    def modes(self) -> tuple[PrivacyMode, ...]:
        """The privacy modes that its touch screen can set (AMB-10, AMB-41)."""
        return MODES_ON_SCREEN[self.private_menu]

    @property
    def propulsion(self) -> frozenset[str]:
        """The energies that it carries, by their names in the MSD."""
        fuel = set() if self.energy == "electric" else {str(self.fuel)}
        return frozenset(fuel if self.energy == "combustion" else {*fuel, "electric"})

    @property
    def tags(self) -> frozenset[str]:
        """The tags of scenarios that this vehicle has what it takes for, named after the fields."""
        tags = {
            self.energy,
            f"private_menu_{self.private_menu}",
            f"lighting_{self.lighting}",
            f"policy_{self.privacy_policy}",
        }
        if self.energy != "combustion":
            tags.add("rechargeable")
        tags.update(f"{mode}_mode" for mode in self.modes if mode != "geolocated")
        if self.country in INFOBOX_COUNTRIES:
            tags.add("infobox_country")
        if self.country == "FR" and self.brand not in OV:
            tags.add("pc_fr")
        if self.brand in OV:
            tags.add("brand_ov")
        if self.airbags_when_off:
            tags.add("airbags_when_off")
        if self.double_push and self.switching_blinks:
            tags.add("switching_blinks")
        for name in ("connected", "sos_buttons", "double_push"):
            tags.add(name if getattr(self, name) else f"not_{name}")
        return frozenset(tags)


ALL_TAGS: frozenset[str] = frozenset(
    {
        *("combustion", "hybrid", "electric", "rechargeable", "airbags_when_off"),
        *(
            "connected",
            "sos_buttons",
            "double_push",
            "switching_blinks",
            "infobox_country",
            "pc_fr",
            "brand_ov",
        ),
        *("not_connected", "not_sos_buttons", "not_double_push"),
        *(f"private_menu_{variant}" for variant in MODES_ON_SCREEN),
        *("private_mode", "intermediate_mode"),
        *("lighting_hazard", "lighting_sidelights"),
        *("policy_regulated", "policy_literal"),
    }
)
"""Every tag that some profile can have."""


def load_profile(path: Path) -> VehicleProfile:
    """Return the vehicle that a TOML file declares.

    Raises:
        OSError: The file cannot be read.
        pydantic.ValidationError: A key or value is not allowed.
        ValueError: It is no TOML in UTF-8, or `dbc.strict_toml` refuses it.
    """
    return VehicleProfile.model_validate(parse_toml(read_text(path)))
