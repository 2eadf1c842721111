"""The link between phone and vehicle: what it takes, and what the app shows of it: features/bluetooth_trips."""

from __future__ import annotations

from pytest_bdd import given, when

from rigs.ports import phone, screen
from rigs.scene import Scene
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.trips import TAP_S

BOXES = ("phone", "streaming", "connection_sharing")
"""The boxes of the page on which a phone is connected, in the order of the source (lines 340 and 363)."""

THE_SWITCH = event("the switch")

condition(
    "the app shows that it is connected to the vehicle",
    phone.LINK_BANNER,
    test=lambda banner: "connected" in str(banner.get("text", "")).lower(),
    stays="the app goes on showing that it is connected to the vehicle",
    over_network=True,
)
condition(
    "the app does not show that it is connected to the vehicle",
    phone.LINK_BANNER,
    test=lambda banner: not banner,
    over_network=True,
)
condition(
    "the banner of the connection is above the picture of the vehicle",
    phone.LINK_BANNER,
    test=lambda banner: banner.get("place") == "above_picture",
)
condition(
    "the app shows the icon of the connection by Bluetooth",
    phone.LINK_ICON,
    test=lambda icon: icon == "shown",
)
condition(
    "the app does not show the icon of the connection by Bluetooth",
    phone.LINK_ICON,
    test=lambda icon: icon == "hidden",
)
condition(
    "the boxes Phone, Streaming and Connection sharing are on the screen",
    *(screen.PLACE[box] for box in BOXES),
    test=lambda *places: all(place >= 0 for place in places),
    happens=True,
)
condition(
    "no box of a pairing is on the screen",
    *(screen.PLACE[box] for box in BOXES),
    test=lambda *places: all(place < 0 for place in places),
)

enumeration("on_off", {"on": "on", "off": "off"})
enumeration("app_state", {"launched": "launched", "closed": "closed"})
enumeration("app_tap", {"launches": "launched", "closes": "closed"})
enumeration(
    "other_apps",
    {
        "no other app": "none",
        "another app without Bluetooth": "without_bluetooth",
        "another app with Bluetooth": "with_bluetooth",
    },
)
enumeration("listing", {"in": "listed", "not in": "not_listed"})


@given(phrase("the Bluetooth of the phone is {on_off}"))
def bluetooth_is(scene: Scene, on_off: str) -> None:
    """Switch the phone's Bluetooth (line 337)."""
    scene.stimulate(phone.RADIO, on_off)


@given(phrase("the app is {state:app_state} on the phone"))
def app_is(scene: Scene, state: str) -> None:
    """Have the app run, or close it for good (line 338)."""
    scene.stimulate(phone.APP, state)


@given(phrase("{apps:other_apps} runs on the phone"))
def other_apps_run(scene: Scene, apps: str) -> None:
    """Have other apps run, or stop them all (lines 353 and 354)."""
    scene.stimulate(phone.OTHER_APPS, apps)


@given(phrase("the app is {listing} the phone's list of battery optimisation"))
def app_is_listed(scene: Scene, listing: str) -> None:
    """Put the app into the list, or take it out (line 357)."""
    scene.stimulate(phone.BATTERY_OPTIMISATION, listing)


@when(phrase("the driver switches the Bluetooth of the phone {on_off}"))
def switches_bluetooth(scene: Scene, on_off: str) -> None:
    """Switch the phone's Bluetooth (line 337)."""
    scene.mark(THE_SWITCH, scene.stimulate(phone.RADIO, on_off))


@when(phrase("the driver {state:app_tap} the app"))
def switches_app(scene: Scene, state: str) -> None:
    """Have the app run, or close it for good (line 338)."""
    scene.mark(THE_SWITCH, scene.stimulate(phone.APP, state))


@when(phrase("the driver launches {apps:other_apps}"))
def launches_other_app(scene: Scene, apps: str) -> None:
    """Start another app beside that of the vehicle (line 354)."""
    scene.mark(THE_SWITCH, scene.stimulate(phone.OTHER_APPS, apps))


@when("the driver opens the page of the screen on which a phone is connected")
def opens_page(scene: Scene) -> None:
    """Tap the telephone (line 340)."""
    scene.mark(THE_SWITCH, scene.stimulate(screen.TAP, "telephone"))
    scene.wait(TAP_S)
