"""Faults of the ways to the private mode on the touch screen."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.privacy.switching import WAKES_UP_PRIVATE
from proof.faults.telematics_box.telematics_box import SENDS_NOTHING
from proof.slots import BACKOFFICE, PRIVACY, SETTINGS
from proof.variant import variant
from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.pages import HOME, Field
from simulators.ecus.screen.privacy import AUTHORISE, PrivacySettings
from simulators.ecus.telematics.privacy import Privacy
from simulators.offboard.backoffice import BackOffice

SCREEN = Theme("features/privacy/touch_screen.feature")
AUDIT = Theme("features/audit/profile.feature")
UNCONNECTED = Theme("features/audit/not_connected.feature")
SELECTED = "the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min"


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


DEAD_SETTINGS = SETTINGS.ignores(PrivacySettings.request_mode, mode="geolocated")


class HastySettings(PrivacySettings):
    """A settings page that waits for no OK."""

    def needs_ok(self) -> bool:
        return False

    def touched_card(self, field: str) -> str | None:
        page = super().touched_card(field)
        if field == AUTHORISE and self._authorised:
            self.request_mode("geolocated")
        return page


def without(page: str, field: str) -> Deviation:
    """Let a page lack a field."""
    return SETTINGS.replaced(variant(ChangedPages, PAGE=page, FIELD=field, OTHER={}))


def changed(page: str, field: str, **other: object) -> Deviation:
    """Let a page have another field."""
    return SETTINGS.replaced(variant(ChangedPages, PAGE=page, FIELD=field, OTHER=other))


FAULTS = (
    SCREEN.fault(
        "menu-icon-on-the-right",
        "PRIV-24",
        "The start page shows the menu icon to the left of the gears",
        "The menu icon is to the right of the gears.",
        changed(HOME, "menu", x_percent=20.0),
    ),
    SCREEN.fault(
        "menu-icon-dead",
        "PRIV-24",
        "The menu icon opens the menu",
        "The menu icon opens nothing.",
        changed(HOME, "menu", opens=None),
    ),
    SCREEN.fault(
        "menu-lacks-private-mode",
        "PRIV-25",
        "The menu has the entry Private mode",
        "The menu has no entry Private mode.",
        without("menu", "private_mode"),
    ),
    SCREEN.fault(
        "private-mode-opens-nothing",
        "PRIV-25",
        "The entry opens the page of the private mode",
        "The entry Private mode opens nothing.",
        changed("menu", "private_mode", opens=None),
    ),
    SCREEN.fault(
        "menu-selection-dead",
        "PRIV-27",
        "OK switches private mode off for good",
        "OK does not end private mode.",
        DEAD_SETTINGS,
        SELECTED,
    ),
    SCREEN.fault(
        "menu-selection-without-ok",
        "PRIV-27",
        "Without OK private mode stays and nothing is sent",
        "A selection takes effect without OK.",
        SETTINGS.replaced(HastySettings),
        "the vehicle stays in private mode for 5 min after the selection",
    ),
    SCREEN.fault(
        "menu-with-an-entry-too-much",
        "PRIV-26",
        "The menu has no entry Private mode",
        "The menu has an entry Private mode that leads nowhere.",
        SETTINGS.replaced(TwoWays),
        "Private mode cannot be selected",
    ),
    SCREEN.fault(
        "navigation-selection-dead",
        "PRIV-26",
        "The way through the navigation switches private mode off",
        "The way through the navigation does not end private mode.",
        DEAD_SETTINGS,
        SELECTED,
    ),
    SCREEN.fault(
        "navigation-without-a-menu",
        "PRIV-28",
        "From the navigation page a tap on Menu in the navigation opens the menu of the navigation",
        "Menu in the navigation opens nothing.",
        changed("navigation", "navigation_menu", opens=None),
    ),
    SCREEN.fault(
        "navigation-settings-dead",
        "PRIV-29",
        "From the menu of the navigation a tap on Settings opens the settings",
        "Settings opens nothing.",
        changed("navigation_menu", "settings", opens=None),
    ),
    SCREEN.fault(
        "card-tab-dead",
        "PRIV-29",
        "From the settings a tap on the Card tab opens the Card page",
        "The Card tab opens nothing.",
        changed("settings", "card", opens=None),
    ),
    SCREEN.fault(
        "box-cannot-be-ticked",
        "PRIV-30",
        "The box that authorises the sending can be ticked",
        "The box cannot be ticked.",
        SETTINGS.returns(
            PrivacySettings.touched_card,
            None,
            field=AUTHORISE,
            when=lambda settings, _field: not settings._authorised,
        ),
    ),
    SCREEN.fault(
        "box-authorises-nothing",
        "PRIV-30",
        "OK on the touch screen authorises the sending of data and position",
        "OK authorises nothing.",
        DEAD_SETTINGS,
        "vehicle data reach the back office in reaction to the selection",
    ),
    SCREEN.fault(
        "box-without-ok",
        "PRIV-30",
        "Without OK on the touch screen nothing of the vehicle is sent",
        "The box takes effect without OK.",
        SETTINGS.replaced(HastySettings),
        "nothing of the vehicle reaches the back office for 5 min after the selection",
    ),
    SCREEN.fault(
        "authorisation-falls-back",
        "PRIV-31",
        "The sending that OK has authorised begins and goes on",
        "The vehicle falls back to private mode after a minute.",
        PRIVACY.also(
            Privacy.mode_requested, lambda privacy: privacy.set_mode("private"), after_s=60, mode="geolocated"
        ),
        SELECTED,
    ),
    SCREEN.fault(
        "banner-cannot-be-tapped",
        "PRIV-33",
        "The page behind the banner opens when the driver taps the banner",
        "A tap on the banner opens nothing.",
        changed(HOME, "banner", opens=None),
    ),
    SCREEN.fault(
        "banner-cannot-be-dragged",
        "PRIV-33",
        "The page behind the banner opens when the driver drags down the banner",
        "Dragging the banner down opens nothing.",
        changed(HOME, "banner", drag_opens=None),
    ),
    SCREEN.fault(
        "private-mode-on-the-right",
        "PRIV-34",
        "The page behind the banner has Private mode on its left side",
        "Private mode is on the right side.",
        changed("banner", "private_mode", x_percent=80.0),
    ),
    SCREEN.fault(
        "private-mode-behind-the-banner-dead",
        "PRIV-34",
        "Private mode opens the page of the private mode",
        "Private mode opens nothing.",
        changed("banner", "private_mode", opens=None),
    ),
    SCREEN.fault(
        "banner-selection-waits-for-ok",
        "PRIV-35",
        "The selection alone switches private mode off for good",
        "A selection behind the banner waits for an OK that is not there.",
        SETTINGS.instead(PrivacySettings.needs_ok, lambda settings: settings._chosen == "geolocated"),
        "the vehicle is in geolocated mode in reaction to the touch and stays so for 5 min",
    ),
    SCREEN.fault(
        "banner-page-selects-by-itself",
        "PRIV-35",
        "Without a selection on the touch screen private mode stays",
        "Private mode goes off when its page is opened.",
        SETTINGS.also(
            PrivacySettings.opened, lambda settings: settings.request_mode("geolocated"), page="private_mode"
        ),
        "the vehicle stays in private mode for 5 min after the touch",
    ),
    SCREEN.fault(
        "private-mode-behind-the-banner-is-a-word",
        "PRIV-35",
        "Without a selection on the touch screen private mode stays",
        "Private mode behind the banner ends nothing.",
        PRIVACY.returns(Privacy.allows, True),
        "nothing of the vehicle reaches the back office for 5 min after the touch",
    ),
    SCREEN.fault(
        "authorisation-ends-in-sleep",
        "PRIV-31",
        "The sending that OK has authorised goes on after the night",
        "The vehicle wakes up private.",
        WAKES_UP_PRIVATE,
        "a position reaches the back office in reaction to the start",
    ),
    SCREEN.fault(
        "screen-dead-without-buttons",
        "PRIV-15",
        "The touch screen switches private mode off on a vehicle without buttons",
        "The touch screen does not end private mode.",
        DEAD_SETTINGS,
        SELECTED,
    ),
    AUDIT.fault(
        "connected-vehicle-is-silent",
        "PRIV-32",
        "The back office hears of the vehicle where it is connected",
        "A vehicle that is declared as connected sends nothing.",
        SENDS_NOTHING,
        "vehicle data reach the back office in reaction to the start exactly where the profile declares a"
        " connected vehicle",
    ),
    UNCONNECTED.fault(
        "every-vehicle-is-classed-as-connected",
        "PRIV-32",
        "The back office never hears of a vehicle that is not connected",
        "The back office classes every vehicle as connected.",
        BACKOFFICE.replaced(variant(BackOffice, HEARD_OF_NOTHING="connected")),
        "the back office does not class the vehicle as connected for 15 min after the SOS press",
    ),
)
