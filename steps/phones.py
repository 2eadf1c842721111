"""The app in the app stores, and on phones of old and new systems: features/app."""

from __future__ import annotations

from pytest_bdd import when

from rigs.ports import app_stores
from rigs.scene import Scene
from steps.contracts import THE_REQUEST
from steps.gherkin.vocabulary import condition, enumeration, event, phrase

STORES = {"the app store of Apple": "apple", "the app store of Google": "google"}
SYSTEMS = {
    f"{words} {version}": f"{system} {version}"
    for words, system, versions in (("iOS", "ios", (9, 11, 12, 13)), ("Android", "android", (6, 7, 8, 10)))
    for version in versions
}
"""Systems of phones on both sides of the oldest that the app runs on (line 295)."""

THE_INSTALLATION = event("the installation of the app", over_network=True)

for words, store in STORES.items():
    condition(
        f"{words} lists the app for nothing",
        app_stores.LISTING,
        test=lambda listing, store=store: (listing.get("store"), listing.get("price_cents")) == (store, 0),
        over_network=True,
        happens=True,
    )
for outcome in ("installed", "refused"):
    condition(
        f"the app is {outcome} there",
        app_stores.INSTALLATION,
        test=lambda installation, outcome=outcome: installation.get("outcome") == outcome,
        over_network=True,
        happens=True,
    )

enumeration("app_store", STORES)
enumeration("system", SYSTEMS)


@when(phrase("the user looks for the app in {store:app_store}"))
def looks_for_app(scene: Scene, store: str) -> None:
    """Open the page of the app there."""
    scene.mark(THE_REQUEST, scene.stimulate(app_stores.LOOK, store))


@when(phrase("the user installs the app on a phone with {system}"))
def installs(scene: Scene, system: str) -> None:
    """Install the app from the store on a phone with a system of that version."""
    scene.mark(THE_INSTALLATION, scene.stimulate(app_stores.INSTALL, system))
