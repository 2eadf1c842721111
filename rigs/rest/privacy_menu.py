"""The ways through the touch screen to a privacy mode.

The source describes three (lines 99 to 121) that do not agree; each profile has one of them (AMB-10). Whatever its
labels call the modes, there are three (AMB-41).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rigs.errors import SetupFailed
from rigs.judging.condition import Condition, value_is
from rigs.ports import backoffice, controls, psap, screen
from rigs.ports.signals import signal
from rigs.ports.values import NOTHING
from rigs.scene import Scene
from vehicle.profile import PrivateMenu

TAPS: Mapping[PrivateMenu, Mapping[str, tuple[str, ...]]] = {
    "menu": {
        "private": ("menu", "private_mode", "private", "ok"),
        "intermediate": ("menu", "private_mode", "share_data", "ok"),
        "geolocated": ("menu", "private_mode", "share_data_and_position", "ok"),
    },
    "navigation": dict.fromkeys(
        ("private", "geolocated"),
        ("navigation", "navigation_menu", "settings", "card", "authorise_sending", "ok"),
    ),
    "banner": {
        "private": ("banner", "private_mode", "private"),
        "intermediate": ("banner", "private_mode", "share_data"),
        "geolocated": ("banner", "private_mode", "share_data_and_location"),
    },
    "none": {},
}
"""The fields to tap, from the start page on; the box in the navigation is set or cleared by the same tap."""

LOOK: Mapping[PrivateMenu, tuple[str, ...]] = {
    "menu": ("menu", "private_mode"),
    "navigation": ("navigation", "navigation_menu", "settings", "card"),
    "banner": ("banner", "private_mode"),
    "none": (),
}
"""The fields to tap, from the start page on, to the page that marks the mode."""

TAP_S = 0.3
"""Time that the screen is given for each page."""


MODE = signal("privacy.mode")
COVERED = value_is(psap.NETWORK_COVERAGE, True)


def mode_told(text: str, mode: str) -> Condition:
    """Make the condition that by its messages the vehicle is in a mode, for rigs that do not hear `privacy.mode`.

    It tells of each new mode; one that has told of none since it was at rest is geolocated.
    """
    told = (mode, NOTHING) if mode == "geolocated" else (mode,)
    return Condition(text, (backoffice.PRIVACY,), lambda value: value in told, seen_while=COVERED)


def _mode_is(mode: str) -> Condition:
    shown = value_is(MODE, mode)
    return replace(shown, witnessed=mode_told(shown.text, mode))


MODE_IS: Mapping[str, Condition] = {mode: _mode_is(mode) for mode in ("private", "intermediate", "geolocated")}
"""The conditions that the vehicle says it is in a mode."""


def select_mode(scene: Scene, mode: str) -> None:
    """Set a privacy mode on the touch screen, as scenarios do where there is a menu (AMB-41).

    The screen is on with the ignition, which is off again afterwards.

    Raises:
        SetupFailed: The vehicle's touch screen has no such mode, or the vehicle does not say that it is in it.
    """
    ways = TAPS[scene.profile.private_menu]
    if mode not in ways:
        allowed = ", ".join(ways) or "none"
        raise SetupFailed(
            f"{scene.profile.name}: mode {mode} cannot be set on the touch screen; modes are {allowed}"
        )
    ignition = signal("ignition.state")
    scene.stimulate(controls.IGNITION, "on")
    scene.settle(Condition("the ignition is on", (ignition,), lambda state: state != "off"))
    if not scene.holds(MODE_IS[mode]):
        scene.wait(TAP_S)  # the bus tells of the ignition before the screen is on
        for field in ways[mode]:
            scene.stimulate(screen.TAP, field)
            scene.wait(TAP_S)
        scene.settle(MODE_IS[mode])
    scene.stimulate(controls.IGNITION, "off")
    scene.settle(Condition("the ignition is off", (ignition,), lambda state: state == "off"))
