"""The privacy settings on the touch screen, in the three variants of the source (lines 99 to 121, AMB-10)."""

from __future__ import annotations

from collections.abc import Mapping

from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.pages import HOME, Field, Pages, ScreenPart
from vehicle.profile import PrivateMenu

AUTHORISE = "authorise_sending"
OK = "ok"

_MENU_ICON = Field("menu", 6.0, opens="menu")

PAGES: Mapping[PrivateMenu, Pages] = {
    "none": {HOME: (_MENU_ICON,), "menu": ()},
    "menu": {
        HOME: (_MENU_ICON,),
        "menu": (Field("private_mode", 50.0, opens="private_mode"),),
        "private_mode": (
            Field("private", 50.0),
            Field("share_data", 50.0),
            Field("share_data_and_position", 50.0),
            Field(OK, 90.0),
        ),
    },
    "navigation": {
        HOME: (_MENU_ICON,),
        "menu": (),
        "navigation": (Field("navigation_menu", 6.0, opens="navigation_menu"),),
        "navigation_menu": (Field("settings", 50.0, opens="settings"),),
        "settings": (Field("card", 70.0, opens="card"),),
        "card": (Field(AUTHORISE, 50.0), Field(OK, 90.0)),
    },
    "banner": {
        HOME: (Field("banner", 50.0, opens="banner", drag_opens="banner"),),
        "banner": (Field("private_mode", 20.0, opens="private_mode"),),
        "private_mode": (
            Field("private", 60.0),
            Field("share_data", 60.0),
            Field("share_data_and_location", 60.0),
        ),
    },
}
"""The fields of each variant: menu and OK (lines 101 to 107), the check box in the navigation and OK (lines 109
to 113), the banner without OK (lines 117 to 121)."""

CHOICES: Mapping[str, str] = {
    "private": "private",
    "share_data": "intermediate",
    "share_data_and_position": "geolocated",
    "share_data_and_location": "geolocated",
}
"""The mode that a field of the page of the private mode selects (lines 71 to 73, 107 and 121, AMB-41)."""


class PrivacySettings(ScreenPart):
    """The privacy settings; where OK belongs to the variant, nothing is asked for before it."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.pages = PAGES[ecu.profile.private_menu]
        self._chosen: str | None = None
        self._authorised = False
        self._com.listen("privacy.mode")

    def needs_ok(self) -> bool:
        """Tell whether a choice on the page of the private mode waits for OK."""
        return any(field.name == OK for field in self.pages["private_mode"])

    def opened(self, page: str) -> None:
        """See `ScreenPart`; the box shows the mode that is in force."""
        self._chosen = None
        self._authorised = self._com.get("privacy.mode") == "geolocated"

    def touched(self, page: str, field: str) -> str | None:
        """See `ScreenPart`."""
        if page == "card":
            return self.touched_card(field)
        if page != "private_mode":
            return None
        if field in CHOICES:
            self._chosen = CHOICES[field]
        if self._chosen is None or (self.needs_ok() and field != OK):
            return None
        self.request_mode(self._chosen)
        return HOME

    def checked(self, page: str) -> frozenset[str]:
        """See `ScreenPart`."""
        return frozenset({AUTHORISE}) if page == "card" and self._authorised else frozenset()

    def shown_mode(self, page: str) -> str | None:
        """Return the mode that a page marks, None where it has no such mark."""
        if page == "card":
            return "geolocated" if self._authorised else "private"
        return str(self._com.get("privacy.mode")) if page == "private_mode" else None

    def request_mode(self, mode: str) -> None:
        """Ask the telematics ECU for a privacy mode."""
        self._com.send({"privacy_request.mode": mode})

    def touched_card(self, field: str) -> str | None:
        """Take a touch on a field of the Card page; give the page to go to, None to stay."""
        if field == AUTHORISE:
            self._authorised = not self._authorised
            return None
        if field != OK:
            return None
        self.request_mode("geolocated" if self._authorised else "private")
        return HOME
