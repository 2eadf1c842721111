"""The PSAPs of the world's model, and which one a position leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from rigs.judging.geodesy import distance_m
from simulators.offboard.emergency.psap_directory import PsapSite, directory, nearest, read

EUROPEAN_UNION = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
BESIDES = frozenset({"GB", "CH", "LI", "NO", "IS"})
COUNTRY_OF_MCC, SITES = directory()


def test_the_countries_are_the_27_of_the_union_and_five_besides() -> None:
    assert len(EUROPEAN_UNION) == 27
    assert {site.country for site in SITES} == EUROPEAN_UNION | BESIDES


def test_each_country_has_a_mobile_country_code() -> None:
    assert set(COUNTRY_OF_MCC.values()) == EUROPEAN_UNION | BESIDES


@pytest.mark.parametrize("site", SITES, ids=lambda site: str(site.town))
def test_a_call_from_the_town_itself_reaches_its_psap(site: PsapSite) -> None:
    code = next(code for code, country in COUNTRY_OF_MCC.items() if country == site.country)
    assert nearest(code, site.latitude_deg, site.longitude_deg) is site


@pytest.mark.parametrize(
    ("mcc", "latitude_deg", "longitude_deg", "town"),
    [
        (208, 45.5646, 5.9178, "Lyon"),
        (228, 45.5646, 5.9178, "Geneva"),
        (208, 48.5730, 7.8150, "Strasbourg"),
        (262, 48.5730, 7.8150, "Freiburg"),
        (208, 43.7102, 7.2620, "Marseille"),
        (274, 65.6885, -18.1262, "Reykjavik"),
    ],
)
def test_the_nearest_is_sought_within_the_country_of_the_cell(
    mcc: int, latitude_deg: float, longitude_deg: float, town: str
) -> None:
    assert nearest(mcc, latitude_deg, longitude_deg).town == town


def test_a_cell_of_no_country_of_the_list_leads_to_the_nearest_of_all() -> None:
    assert nearest(1, 45.5646, 5.9178).town == "Geneva"


def test_distances_are_those_of_the_great_circle() -> None:
    paris = next(site for site in SITES if site.town == "Paris")
    for site in SITES:
        expected_m = distance_m(paris.latitude_deg, paris.longitude_deg, site.latitude_deg, site.longitude_deg)
        assert paris.distance_m(site.latitude_deg, site.longitude_deg) == pytest.approx(expected_m, abs=0.01)


@pytest.mark.parametrize("site", SITES, ids=lambda site: str(site.town))
def test_the_agent_talks_the_local_language_and_offers_english(site: PsapSite) -> None:
    languages = site.as_dict()["languages"]
    assert isinstance(languages, list)
    assert languages[0] == site.language
    assert "en" in languages
    assert len(set(languages)) == len(languages)


SOUND = """
[mobile_country_codes]
208 = "FR"
[sites]
Lyon = { country = "FR", language = "fr", latitude_deg = 45.764, longitude_deg = 4.8357 }
"""


def test_a_directory_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "psaps.toml"
    path.write_text(SOUND, encoding="utf-8")
    assert read(path) == ({208: "FR"}, (PsapSite("Lyon", "FR", "fr", 45.764, 4.8357),))


@pytest.mark.parametrize(
    ("sound", "broken", "named"),
    [
        ("45.764", "95.764", "sites.Lyon.latitude_deg: Input should be less than or equal to 90, not 95.764"),
        ("4.8357", "480.0", "sites.Lyon.longitude_deg"),
        ('language = "fr"', 'language = "French"', "sites.Lyon.language"),
        ('language = "fr"', 'langage = "fr"', "sites.Lyon.langage"),
        ('208 = "FR"', 'FR = "FR"', "mobile_country_codes.FR"),
        ('208 = "FR"', '228 = "CH"', r"without a site: \['CH', 'FR'\]"),
        ("[sites]", "[sites", "Expected"),
    ],
)
def test_a_directory_that_is_damaged_is_refused_by_file_and_key(
    tmp_path: Path, sound: str, broken: str, named: str
) -> None:
    path = tmp_path / "psaps.toml"
    path.write_text(SOUND.replace(sound, broken, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"(?s)psaps\.toml: .*{named}"):
        read(path)
