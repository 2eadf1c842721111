"""What the services store offers for a vehicle, at which price and where: features/store and privacy."""

from __future__ import annotations

from pytest_bdd import given

from rigs.ports import account
from rigs.scene import Scene
from steps.contracts import KINDS, STATES
from steps.garage import shown_in
from steps.gherkin.vocabulary import condition, enumeration, phrase

NAMED_BY_THE_SOURCE = frozenset(
    {"remote_control", "e_remote_control", "navigation", "danger_zones", "telemaintenance"}
)
"""Kinds of contract that lines 63 and 249 name; there may be more. Of the InfoBox line 271 tells the end alone."""

COUNTRIES = {"France": "FR", "Spain": "ES", "Germany": "DE"}

enumeration("country", COUNTRIES)

condition(
    "every connected service is on offer",
    account.GARAGE,
    test=lambda garage: shown_in(garage, "offers").keys() >= NAMED_BY_THE_SOURCE,
    over_network=True,
    happens=True,
)
condition(
    "no connected service is on offer",
    account.GARAGE,
    test=lambda garage: bool(garage) and not shown_in(garage, "offers"),
    over_network=True,
    happens=True,
)
for words, kind in KINDS.items():
    condition(
        f"{words} is on offer at a price",
        account.GARAGE,
        test=lambda garage, kind=kind: shown_in(garage, "offers").get(kind, 0) > 0,
        over_network=True,
        happens=True,
    )
    condition(
        f"{words} is on offer for nothing",
        account.GARAGE,
        test=lambda garage, kind=kind: shown_in(garage, "offers").get(kind, 1) == 0,
        over_network=True,
        happens=True,
    )
    condition(
        f"the account shows no contract for {words}",
        account.GARAGE,
        test=lambda garage, kind=kind: bool(garage) and kind not in shown_in(garage, "services"),
        over_network=True,
        happens=True,
    )
    for said, (state, _) in STATES.items():
        condition(
            f"the account shows the contract for {words} as {said}",
            account.GARAGE,
            test=lambda garage, kind=kind, state=state: shown_in(garage, "services").get(kind) == state,
            over_network=True,
            happens=True,
        )


@given(phrase("the account is of {country}"))
def account_is_of(scene: Scene, country: str) -> None:
    """Have an account of a customer in that country."""
    scene.stimulate(account.COUNTRY, country)


@given(phrase("{kind} is not available in {country}"))
def is_not_available(scene: Scene, kind: str, country: str) -> None:
    """Have the office offer a service there no longer (line 77)."""
    scene.stimulate(account.WITHHOLD, f"{kind} {country}")
