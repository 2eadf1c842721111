"""Faults of the ways to the private mode on the touch screen."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.telematics_box.telematics_box import ClosedTerm
from proof.variant import ecu, variant
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.pages import HOME, Field
from simulators.ecus.screen.privacy import AUTHORISE, PrivacySettings
from simulators.ecus.screen.unit import Screen
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.unit import Telematics

SCREEN = Theme("features/privacy/touch_screen.feature")
AUDIT = Theme("features/audit/profile.feature")
SELECTED = "the vehicle is in geolocated mode in reaction to the selection"


class ChangedPages(PrivacySettings):
    """A settings page of which one field is another, or is missing.

    Attributes:
        PAGE: Which page.
        FIELD: Which field.
        OTHER: What is different, by the names of attributes of `Field`; empty where the field is missing.
    """

    PAGE: ClassVar[str] = HOME
    FIELD: ClassVar[str] = "menu"
    OTHER: ClassVar[dict[str, object]] = {}

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        fields = [
            replace(field, **self.OTHER) if field.name == self.FIELD else field  # type: ignore[arg-type]  # by names
            for field in self.pages.get(self.PAGE, ())
            if field.name != self.FIELD or self.OTHER
        ]
        self.pages = {**self.pages, self.PAGE: tuple(fields)}


class TwoWays(PrivacySettings):
    """A settings page that has the entry in the menu besides the way through the navigation."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.pages = {**self.pages, "menu": (Field("private_mode", 50.0),)}


class DeadSettings(PrivacySettings):
    """A settings page that never asks for the end of private mode."""

    def request_mode(self, mode: str) -> None:
        if mode != "geolocated":
            super().request_mode(mode)


class HastySettings(PrivacySettings):
    """A settings page that waits for no OK."""

    def needs_ok(self) -> bool:
        return False

    def _touched_card(self, field: str) -> str | None:
        page = super()._touched_card(field)
        if field == AUTHORISE and self._authorised:
            self.request_mode("geolocated")
        return page


class WaitingSettings(PrivacySettings):
    """A settings page that waits for an OK that its pages do not have before it ends private mode."""

    def needs_ok(self) -> bool:
        return self._chosen == "geolocated"


class StiffBox(PrivacySettings):
    """A settings page whose box can be cleared and not be ticked."""

    def _touched_card(self, field: str) -> str | None:
        if field == AUTHORISE and not self._authorised:
            return None
        return super()._touched_card(field)


class EagerSettings(PrivacySettings):
    """A settings page that switches private mode off when its page is opened."""

    def opened(self, page: str) -> None:
        super().opened(page)
        if page == "private_mode":
            self.request_mode("geolocated")


class FicklePrivacy(Privacy):
    """A privacy part that falls back to private mode after a minute."""

    def _on_request(self, mode: SignalValue) -> None:
        super()._on_request(mode)
        if mode == "geolocated":
            self._kernel.call_in(seconds(60), lambda: self.set_mode("private"))


def without(page: str, field: str) -> type[PrivacySettings]:
    """Make pages of which one lacks a field."""
    return variant(ChangedPages, PAGE=page, FIELD=field, OTHER={})


def changed(page: str, field: str, **other: object) -> type[PrivacySettings]:
    """Make pages of which one has another field."""
    return variant(ChangedPages, PAGE=page, FIELD=field, OTHER=other)


def _screen(
    name: str,
    requirement: str,
    title: str,
    description: str,
    kind: type[PrivacySettings],
    then: str | None = None,
) -> Fault:
    return SCREEN.fault(name, requirement, title, description, then=then, ecus=ecu(Screen, kind))


FAULTS = (
    _screen(
        "menu-icon-on-the-right",
        "PRIV-24",
        "The start page shows the menu icon to the left of the gears",
        "The menu icon is to the right of the gears.",
        changed(HOME, "menu", x_percent=20.0),
    ),
    _screen(
        "menu-icon-dead",
        "PRIV-24",
        "The menu icon opens the menu",
        "The menu icon opens nothing.",
        changed(HOME, "menu", opens=None),
    ),
    _screen(
        "menu-lacks-private-mode",
        "PRIV-25",
        "The entry is in the menu",
        "The menu has no entry Private mode.",
        without("menu", "private_mode"),
    ),
    _screen(
        "private-mode-opens-nothing",
        "PRIV-25",
        "The entry opens the page of the private mode",
        "The entry Private mode opens nothing.",
        changed("menu", "private_mode", opens=None),
    ),
    _screen(
        "menu-selection-dead",
        "PRIV-27",
        "OK switches private mode off",
        "OK does not end private mode.",
        DeadSettings,
        SELECTED,
    ),
    _screen(
        "menu-selection-without-ok",
        "PRIV-27",
        "Without OK private mode stays",
        "A selection takes effect without OK.",
        HastySettings,
    ),
    _screen(
        "menu-with-an-entry-too-much",
        "PRIV-26",
        "The menu has no entry Private mode",
        "The menu has an entry Private mode that leads nowhere.",
        TwoWays,
        "Private mode cannot be selected",
    ),
    _screen(
        "navigation-selection-dead",
        "PRIV-26",
        "The way through the navigation switches private mode off",
        "The way through the navigation does not end private mode.",
        DeadSettings,
    ),
    _screen(
        "navigation-without-a-menu",
        "PRIV-28",
        "From the navigation page a tap on Menu in the navigation opens the menu of the navigation",
        "Menu in the navigation opens nothing.",
        changed("navigation", "navigation_menu", opens=None),
    ),
    _screen(
        "navigation-settings-dead",
        "PRIV-29",
        "From the menu of the navigation a tap on Settings opens the settings",
        "Settings opens nothing.",
        changed("navigation_menu", "settings", opens=None),
    ),
    _screen(
        "card-tab-dead",
        "PRIV-29",
        "From the settings a tap on the Card tab opens the Card page",
        "The Card tab opens nothing.",
        changed("settings", "card", opens=None),
    ),
    _screen("box-cannot-be-ticked", "PRIV-30", "The box can be ticked", "The box cannot be ticked.", StiffBox),
    _screen(
        "box-authorises-nothing",
        "PRIV-30",
        "OK authorises the sending",
        "OK authorises nothing.",
        DeadSettings,
        "vehicle data reach the back office in reaction to the selection",
    ),
    _screen(
        "box-without-ok",
        "PRIV-30",
        "Without OK nothing is sent",
        "The box takes effect without OK.",
        HastySettings,
        "no vehicle data reach the back office for 2 min after the selection",
    ),
    SCREEN.fault(
        "authorisation-falls-back",
        "PRIV-31",
        "The authorised state is in force and stays",
        "The vehicle falls back to private mode after a minute.",
        then="the vehicle stays in geolocated mode for 2 min after the start of geolocated mode",
        ecus=ecu(Telematics, FicklePrivacy),
    ),
    _screen(
        "banner-cannot-be-tapped",
        "PRIV-33",
        "The driver taps the banner",
        "A tap on the banner opens nothing.",
        changed(HOME, "banner", opens=None),
    ),
    _screen(
        "banner-cannot-be-dragged",
        "PRIV-33",
        "The driver drags down the banner",
        "Dragging the banner down opens nothing.",
        changed(HOME, "banner", drag_opens=None),
    ),
    _screen(
        "private-mode-on-the-right",
        "PRIV-34",
        "The page behind the banner has Private mode on its left side",
        "Private mode is on the right side.",
        changed("banner", "private_mode", x_percent=80.0),
    ),
    _screen(
        "private-mode-behind-the-banner-dead",
        "PRIV-34",
        "Private mode opens the page of the private mode",
        "Private mode opens nothing.",
        changed("banner", "private_mode", opens=None),
    ),
    _screen(
        "banner-selection-waits-for-ok",
        "PRIV-35",
        "The selection alone switches private mode off",
        "A selection behind the banner waits for an OK that is not there.",
        WaitingSettings,
        "the vehicle is in geolocated mode in reaction to the touch",
    ),
    _screen(
        "banner-page-selects-by-itself",
        "PRIV-35",
        "Without the selection private mode stays",
        "Private mode goes off when its page is opened.",
        EagerSettings,
    ),
    _screen(
        "screen-dead-without-buttons",
        "PRIV-15",
        "The touch screen switches private mode off on a vehicle without buttons",
        "The touch screen does not end private mode.",
        DeadSettings,
        SELECTED,
    ),
    AUDIT.fault(
        "connected-vehicle-is-silent",
        "PRIV-32",
        "The back office hears of the vehicle where it is connected",
        "A vehicle that is declared as connected sends nothing.",
        then=(
            "vehicle data reach the back office in reaction to the start exactly where the profile declares a"
            " connected vehicle"
        ),
        ecus=ecu(Telematics, ClosedTerm),
    ),
)
