"""The touch screen: its fields, its pages and the finger; the phone of Mirror Screen on it."""

from __future__ import annotations

from pytest_bdd import given, when

from rigs.judging.condition import value_is
from rigs.ports import screen
from rigs.ports.port import Stimulus
from rigs.ports.signals import signal
from rigs.rest.privacy_menu import TAP_S
from rigs.scene import Scene
from steps.gherkin.vocabulary import condition, enumeration, event, phrase

THE_TOUCH = event("the touch")
THE_PLUGGING = event("the plugging in of the phone")
THE_UNPLUGGING = event("the unplugging of the phone")

FIELDS = {
    "the menu icon": "menu",
    "Private mode": "private_mode",
    "Sharing of data and vehicle position": "share_data_and_position",
    "Sharing data and location": "share_data_and_location",
    "OK": "ok",
    "the navigation": "navigation",
    "Menu in the navigation": "navigation_menu",
    "Settings": "settings",
    "the Card tab": "card",
    "Authorize the sending of information": "authorise_sending",
    "the banner": "banner",
}
"""The labels of the fields on the ways to the privacy modes, as the source has them (lines 101 to 121)."""

WAYS = {
    "the start page": ("home", ()),
    "the menu": ("menu", ("menu",)),
    "the private mode of the menu": ("private_mode", ("menu", "private_mode")),
    "the navigation page": ("navigation", ("navigation",)),
    "the menu of the navigation": ("navigation_menu", ("navigation", "navigation_menu")),
    "the settings": ("settings", ("navigation", "navigation_menu", "settings")),
    "the Card page": ("card", ("navigation", "navigation_menu", "settings", "card")),
    "the page behind the banner": ("banner", ("banner",)),
    "the private mode behind the banner": ("private_mode", ("banner", "private_mode")),
}
"""Pages by what features call them: the label of `screen.page`, and the fields that lead there."""

enumeration("field", FIELDS)
enumeration("finger", {"taps": screen.TAP, "drags down": screen.DRAG})
enumeration("way", WAYS)
enumeration("projection", {"CarPlay": "carplay", "Android Auto": "android_auto"})

for words, label in {
    "the menu": "menu",
    "the page of the private mode": "private_mode",
    "the navigation": "navigation",
    "the menu of the navigation": "navigation_menu",
    "the settings": "settings",
    "the Card page": "card",
    "the page behind the banner": "banner",
}.items():
    condition(
        f"{words} is on the screen",
        signal("screen.page"),
        test=lambda page, label=label: page == label,
        happens=True,
    )

condition(
    "the menu icon is to the left of the gears",
    screen.PLACE["menu"],
    screen.PLACE["gears"],
    test=lambda menu, gears: 0 <= menu < gears,
    happens=True,
)
condition(
    "Private mode can be selected", screen.PLACE["private_mode"], test=lambda place: place >= 0, happens=True
)
condition("Private mode cannot be selected", screen.PLACE["private_mode"], test=lambda place: place < 0)
condition(
    "Private mode is on the left side",
    screen.PLACE["private_mode"],
    test=lambda place: 0 <= place < 50,
    happens=True,
)
condition(
    "the box to authorise the sending is ticked",
    screen.CHECKED,
    test=lambda box: box == "checked",
)
condition(
    "Mirror Screen runs",
    screen.PROJECTION_SESSION,
    test=lambda session: session == "active",
    stays="Mirror Screen goes on",
)
condition(
    "Mirror Screen does not run",
    screen.PROJECTION_SESSION,
    test=lambda session: session != "active",
    stays="Mirror Screen stays off",
)


@given(phrase("the screen shows {way}"))
def screen_shows(scene: Scene, way: tuple[str, tuple[str, ...]]) -> None:
    """Go there by a finger from the start page of a lit screen."""
    page, fields = way
    scene.settle(value_is(signal("screen.page"), "home"))
    scene.wait(TAP_S)  # a screen that is still dark has told of its page before
    for field in fields:
        scene.stimulate(screen.TAP, field)
        scene.wait(TAP_S)
    scene.settle(value_is(signal("screen.page"), page))


@when(phrase("the driver {finger} {field}"))
def driver_touches(scene: Scene, finger: Stimulus, field: str) -> None:
    """Touch one field of the page that is shown."""
    scene.mark(THE_TOUCH, scene.stimulate(finger, field))
    scene.wait(TAP_S)


@when(phrase("the driver plugs in a phone with {projection}"))
def driver_plugs_in(scene: Scene, projection: str) -> None:
    """Plug the phone in at the socket of the touch screen."""
    scene.mark(THE_PLUGGING, scene.stimulate(screen.PROJECTION_PHONE, projection))


@when("the driver unplugs the phone")
def driver_unplugs(scene: Scene) -> None:
    """Take the phone out of the socket of the touch screen."""
    scene.mark(THE_UNPLUGGING, scene.stimulate(screen.PROJECTION_PHONE, "none"))
