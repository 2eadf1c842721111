"""The PSAPs of the world's model, and which of them a 112 call reaches (AMB-05).

They stand in `psaps.toml`. A real network routes by its cells.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from simulators.offboard.service import Json

ENGLISH = "en"
"""Language that every PSAP offers besides the local language (line 51)."""

_MEAN_RADIUS_M = 6_371_008.8


@dataclass(frozen=True)
class PsapSite:
    """A PSAP: its town, ISO codes of its country and of the language spoken there, its position in degrees."""

    town: str
    country: str
    language: str
    latitude_deg: float
    longitude_deg: float

    def distance_m(self, latitude_deg: float, longitude_deg: float) -> float:
        """Measure the great-circle distance to a position in degrees, in metres."""
        here, there = math.radians(self.latitude_deg), math.radians(latitude_deg)
        turn = math.radians(longitude_deg - self.longitude_deg)
        north = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(turn)
        east = math.cos(there) * math.sin(turn)
        along = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(turn)
        return _MEAN_RADIUS_M * math.atan2(math.hypot(north, east), along)

    def as_dict(self) -> dict[str, Json]:
        """Give the site in plain JSON types; `languages` are those of the agent, the local one first."""
        return {**asdict(self), "languages": list(dict.fromkeys((self.language, ENGLISH)))}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class _Site(_Strict):
    country: str = Field(pattern="^[A-Z]{2}$")
    language: str = Field(pattern="^[a-z]{2}$")
    latitude_deg: float = Field(ge=-90, le=90)
    longitude_deg: float = Field(ge=-180, le=180)


class _Directory(_Strict):
    mobile_country_codes: dict[Annotated[int, Field(ge=200, le=799)], Annotated[str, Field(pattern="^[A-Z]{2}$")]]
    sites: dict[Annotated[str, Field(min_length=1)], _Site]

    @model_validator(mode="after")
    def _same_countries(self) -> _Directory:
        by_code, by_site = set(self.mobile_country_codes.values()), {site.country for site in self.sites.values()}
        if by_code != by_site:
            raise ValueError(f"without a mobile country code, or without a site: {sorted(by_code ^ by_site)}")
        return self


def read(path: Path) -> tuple[Mapping[int, str], tuple[PsapSite, ...]]:
    """Read a directory: the country of each mobile country code (ITU-T E.212), and the PSAPs.

    Raises:
        ValueError: The file is no such directory; it names file, key, what is allowed and what is there.
    """
    try:
        directory = _Directory.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    except ValidationError as error:
        problems = (
            f"{path}: {'.'.join(map(str, wrong['loc']))}: {wrong['msg']}"
            + (f", not {wrong['input']!r}" if wrong["loc"] else "")
            for wrong in error.errors()
        )
        raise ValueError("\n".join(problems)) from error
    sites = tuple(PsapSite(town, **site.model_dump()) for town, site in directory.sites.items())
    return directory.mobile_country_codes, sites


@cache
def directory() -> tuple[Mapping[int, str], tuple[PsapSite, ...]]:
    """Give the countries by mobile country code, and all PSAPs; read when the first call is placed."""
    return read(Path(__file__).with_name("psaps.toml"))


def nearest(mcc: int, latitude_deg: float, longitude_deg: float) -> PsapSite:
    """Find the PSAP nearest to a position in degrees, within the country of the cell.

    A cell of no country of the list, such as that of a test network, leads to the nearest of all.
    """
    country_of_mcc, sites = directory()
    country = country_of_mcc.get(mcc)
    within = [site for site in sites if country in (None, site.country)]
    return min(within, key=lambda site: site.distance_m(latitude_deg, longitude_deg))
