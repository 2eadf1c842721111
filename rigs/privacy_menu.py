"""The way through the touch screen to a privacy mode, on a vehicle that has the menu (lines 101 to 107)."""

from __future__ import annotations

from collections.abc import Mapping

from rigs.condition import Condition
from rigs.ports import IGNITION, SCREEN_TAP, signal
from rigs.scene import Scene

TAPS: Mapping[str, tuple[str, ...]] = {
    "private": ("menu", "private_mode", "private", "ok"),
    "intermediate": ("menu", "private_mode", "share_data", "ok"),
    "geolocated": ("menu", "private_mode", "share_data_and_position", "ok"),
}
TAP_S = 0.3
"""Time that the screen is given for each page."""


def mode_is(mode: str) -> Condition:
    """The condition that the vehicle says it is in a mode."""
    return Condition(f"privacy.mode is {mode}", (signal("privacy.mode"),), lambda present: present == mode)


def select_mode(scene: Scene, mode: str) -> None:
    """Set a privacy mode (AMB-41); the screen is on with the ignition, which is off again afterwards.

    Raises:
        SetupFailed: The vehicle does not say that it is in this mode.
    """
    ignition = signal("ignition.state")
    scene.stimulate(IGNITION, "on")
    scene.settle(Condition("the ignition is on", (ignition,), lambda state: state != "off"))
    for field in TAPS[mode]:
        scene.stimulate(SCREEN_TAP, field)
        scene.wait(TAP_S)
    scene.settle(mode_is(mode))
    scene.stimulate(IGNITION, "off")
    scene.settle(Condition("the ignition is off", (ignition,), lambda state: state == "off"))
