"""The PSAP that has a call: its place, its language, its case and the forces it sends.

All of it is the model of the world: routing, language and dispatch are not the vehicle's doing (AMB-05).
"""

from __future__ import annotations

from pytest_bdd import given, when

from rigs.ports import psap, surroundings
from rigs.scene import Scene
from steps.call_data import decoded, of_item
from steps.calls import CALLED
from steps.gherkin.vocabulary import condition, enumeration, event, phrase

THE_WORD = event("the occupants' word")
TOWNS = ("Bordeaux", "Edinburgh", "Freiburg", "Lyon", "Marseille", "Paris", "Reykjavik", "Strasbourg", "Vaduz")
"""PSAPs of the world's model that features speak of."""

COUNTRIES = {
    "Austria": "AT",
    "Belgium": "BE",
    "Bulgaria": "BG",
    "Croatia": "HR",
    "Cyprus": "CY",
    "the Czech Republic": "CZ",
    "Denmark": "DK",
    "Estonia": "EE",
    "Finland": "FI",
    "France": "FR",
    "Germany": "DE",
    "Greece": "GR",
    "Hungary": "HU",
    "Ireland": "IE",
    "Italy": "IT",
    "Latvia": "LV",
    "Lithuania": "LT",
    "Luxembourg": "LU",
    "Malta": "MT",
    "the Netherlands": "NL",
    "Poland": "PL",
    "Portugal": "PT",
    "Romania": "RO",
    "Slovakia": "SK",
    "Slovenia": "SI",
    "Spain": "ES",
    "Sweden": "SE",
    "the United Kingdom": "GB",
    "Switzerland": "CH",
    "Liechtenstein": "LI",
    "Norway": "NO",
    "Iceland": "IS",
}
"""Countries in which the emergency call is available: the European Union and the five besides (line 45)."""

LANGUAGES = {
    "Dutch": "nl",
    "English": "en",
    "Finnish": "fi",
    "French": "fr",
    "German": "de",
    "Greek": "el",
    "Icelandic": "is",
    "Italian": "it",
    "Norwegian": "no",
    "Polish": "pl",
}

for town in TOWNS:
    of_item(
        f"the call is taken to the PSAP of {town}",
        psap.SITE,
        lambda site, town=town: site.get("town") == town,  # type: ignore[misc]  # the loop's value
    )
for name, code in COUNTRIES.items():
    of_item(
        f"the call is taken to a PSAP of {name}",
        psap.SITE,
        lambda site, code=code: site.get("country") == code,  # type: ignore[misc]  # the loop's value
    )
for name, code in LANGUAGES.items():
    of_item(
        f"the agent of the PSAP talks {name}",
        psap.SITE,
        lambda site, code=code: site.get("language") == code,  # type: ignore[misc]  # the loop's value
    )
of_item("the agent of the PSAP offers English", psap.SITE, lambda site: "en" in site.get("languages", ()))
condition(
    "the PSAP has a case with the data set",
    psap.CALL,
    psap.CASE,
    psap.MSD,
    test=lambda call, case, data: call in CALLED and bool(decoded(data)) and case.get("vehicle") == decoded(data),
    over_network=True,
    happens=True,
)
of_item("the case bears the emergency category", psap.CASE, lambda case: case.get("category") == "emergency")
of_item("the rescue forces are sent", psap.CASE, lambda case: case.get("status") == "dispatched")
of_item("the call is not served", psap.CASE, lambda case: case.get("status") == "not served")
condition("no rescue forces are sent", psap.CASE, test=lambda case: case.get("status") != "dispatched")

enumeration(
    "purpose",
    {
        "an accident": "accident",
        "a medical emergency": "medical emergency",
        "a life-threatening situation": "life-threatening situation",
        "a wish for advice": "advice",
    },
)


@given(phrase("the vehicle is in the mobile network of country code {code:number}"))
def vehicle_in_network(scene: Scene, code: float) -> None:
    """Set the mobile country code of the cell (ITU-T E.212)."""
    scene.stimulate(surroundings.COUNTRY_CODE, int(code))


@when(phrase("the occupants tell the PSAP of {purpose}"))
def occupants_tell(scene: Scene, purpose: str) -> None:
    """Say what the call is for; other than in an emergency it is misuse (line 54)."""
    scene.mark(THE_WORD, scene.stimulate(psap.TELL, purpose))
