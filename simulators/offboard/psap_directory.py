"""The PSAPs of the world's model, and which of them a 112 call reaches (AMB-05).

The countries are those of line 45: the 27 of the European Union, the United Kingdom, Switzerland, Liechtenstein,
Norway and Iceland. Where in a country PSAPs are is the model's: large towns, enough of them that the nearest one
is a question. A real network routes by its cells.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

from simulators.offboard.service import Json

ENGLISH = "en"
"""What every PSAP offers besides the local language (line 51)."""

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
        """Great-circle distance to a position in degrees, in metres."""
        here, there = math.radians(self.latitude_deg), math.radians(latitude_deg)
        turn = math.radians(longitude_deg - self.longitude_deg)
        north = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(turn)
        east = math.cos(there) * math.sin(turn)
        along = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(turn)
        return _MEAN_RADIUS_M * math.atan2(math.hypot(north, east), along)

    def as_dict(self) -> dict[str, Json]:
        """The site in plain JSON types; `languages` are those in which the agent can talk, the local one first."""
        return {**asdict(self), "languages": list(dict.fromkeys((self.language, ENGLISH)))}


COUNTRY_OF_MCC = {
    202: "GR",
    204: "NL",
    206: "BE",
    208: "FR",
    214: "ES",
    216: "HU",
    219: "HR",
    222: "IT",
    226: "RO",
    228: "CH",
    230: "CZ",
    231: "SK",
    232: "AT",
    234: "GB",
    235: "GB",
    238: "DK",
    240: "SE",
    242: "NO",
    244: "FI",
    246: "LT",
    247: "LV",
    248: "EE",
    260: "PL",
    262: "DE",
    268: "PT",
    270: "LU",
    272: "IE",
    274: "IS",
    278: "MT",
    280: "CY",
    284: "BG",
    293: "SI",
    295: "LI",
}
"""Mobile country codes (ITU-T E.212) of the countries of line 45."""

SITES = tuple(
    PsapSite(*site)
    for site in (
        ("Vienna", "AT", "de", 48.2082, 16.3738),
        ("Graz", "AT", "de", 47.0707, 15.4395),
        ("Innsbruck", "AT", "de", 47.2692, 11.4041),
        ("Antwerp", "BE", "nl", 51.2194, 4.4025),
        ("Brussels", "BE", "fr", 50.8503, 4.3517),
        ("Liège", "BE", "fr", 50.6326, 5.5797),
        ("Sofia", "BG", "bg", 42.6977, 23.3219),
        ("Varna", "BG", "bg", 43.2141, 27.9147),
        ("Geneva", "CH", "fr", 46.2044, 6.1432),
        ("Lugano", "CH", "it", 46.0037, 8.9511),
        ("Zurich", "CH", "de", 47.3769, 8.5417),
        ("Nicosia", "CY", "el", 35.1856, 33.3823),
        ("Brno", "CZ", "cs", 49.1951, 16.6068),
        ("Prague", "CZ", "cs", 50.0755, 14.4378),
        ("Berlin", "DE", "de", 52.5200, 13.4050),
        ("Cologne", "DE", "de", 50.9375, 6.9603),
        ("Freiburg", "DE", "de", 47.9990, 7.8421),
        ("Hamburg", "DE", "de", 53.5511, 9.9937),
        ("Munich", "DE", "de", 48.1351, 11.5820),
        ("Aarhus", "DK", "da", 56.1629, 10.2039),
        ("Copenhagen", "DK", "da", 55.6761, 12.5683),
        ("Tallinn", "EE", "et", 59.4370, 24.7536),
        ("Tartu", "EE", "et", 58.3776, 26.7290),
        ("Barcelona", "ES", "es", 41.3874, 2.1686),
        ("Madrid", "ES", "es", 40.4168, -3.7038),
        ("Seville", "ES", "es", 37.3891, -5.9845),
        ("Helsinki", "FI", "fi", 60.1699, 24.9384),
        ("Oulu", "FI", "fi", 65.0121, 25.4651),
        ("Bordeaux", "FR", "fr", 44.8378, -0.5792),
        ("Lille", "FR", "fr", 50.6292, 3.0573),
        ("Lyon", "FR", "fr", 45.7640, 4.8357),
        ("Marseille", "FR", "fr", 43.2965, 5.3698),
        ("Nantes", "FR", "fr", 47.2184, -1.5536),
        ("Paris", "FR", "fr", 48.8566, 2.3522),
        ("Strasbourg", "FR", "fr", 48.5734, 7.7521),
        ("Toulouse", "FR", "fr", 43.6047, 1.4442),
        ("Belfast", "GB", "en", 54.5973, -5.9301),
        ("Edinburgh", "GB", "en", 55.9533, -3.1883),
        ("London", "GB", "en", 51.5074, -0.1278),
        ("Athens", "GR", "el", 37.9838, 23.7275),
        ("Thessaloniki", "GR", "el", 40.6401, 22.9444),
        ("Split", "HR", "hr", 43.5081, 16.4402),
        ("Zagreb", "HR", "hr", 45.8150, 15.9819),
        ("Budapest", "HU", "hu", 47.4979, 19.0402),
        ("Debrecen", "HU", "hu", 47.5316, 21.6273),
        ("Ballyshannon", "IE", "en", 54.5019, -8.1900),
        ("Dublin", "IE", "en", 53.3498, -6.2603),
        ("Reykjavik", "IS", "is", 64.1466, -21.9426),
        ("Milan", "IT", "it", 45.4642, 9.1900),
        ("Palermo", "IT", "it", 38.1157, 13.3615),
        ("Rome", "IT", "it", 41.9028, 12.4964),
        ("Vaduz", "LI", "de", 47.1410, 9.5209),
        ("Vilnius", "LT", "lt", 54.6872, 25.2797),
        ("Luxembourg", "LU", "lb", 49.6116, 6.1319),
        ("Riga", "LV", "lv", 56.9496, 24.1052),
        ("Valletta", "MT", "mt", 35.8989, 14.5146),
        ("Amsterdam", "NL", "nl", 52.3676, 4.9041),
        ("Maastricht", "NL", "nl", 50.8514, 5.6910),
        ("Bergen", "NO", "no", 60.3913, 5.3221),
        ("Oslo", "NO", "no", 59.9139, 10.7522),
        ("Tromsø", "NO", "no", 69.6492, 18.9553),
        ("Krakow", "PL", "pl", 50.0647, 19.9450),
        ("Poznan", "PL", "pl", 52.4064, 16.9252),
        ("Warsaw", "PL", "pl", 52.2297, 21.0122),
        ("Lisbon", "PT", "pt", 38.7223, -9.1393),
        ("Porto", "PT", "pt", 41.1579, -8.6291),
        ("Bucharest", "RO", "ro", 44.4268, 26.1025),
        ("Cluj-Napoca", "RO", "ro", 46.7712, 23.6236),
        ("Gothenburg", "SE", "sv", 57.7089, 11.9746),
        ("Luleå", "SE", "sv", 65.5848, 22.1547),
        ("Stockholm", "SE", "sv", 59.3293, 18.0686),
        ("Ljubljana", "SI", "sl", 46.0569, 14.5058),
        ("Bratislava", "SK", "sk", 48.1486, 17.1077),
        ("Košice", "SK", "sk", 48.7164, 21.2611),
    )
)


def nearest(mcc: int, latitude_deg: float, longitude_deg: float) -> PsapSite:
    """The PSAP nearest to a position in degrees, within the country of the cell.

    A cell of no country of the list, such as that of a test network, leads to the nearest of all.
    """
    country = COUNTRY_OF_MCC.get(mcc)
    within = [site for site in SITES if country in (None, site.country)]
    return min(within, key=lambda site: site.distance_m(latitude_deg, longitude_deg))
