"""The touch screen unit: pages, fields, and what a selection asks of the vehicle."""

from __future__ import annotations

from collections.abc import Mapping

from simulators.ecus.node import NetworkMember, Vehicle

PATHS: Mapping[str, Mapping[tuple[str, str], str]] = {
    "menu": {
        ("home", "menu"): "menu",
        ("menu", "private_mode"): "private_mode",
    },
    "navigation": {},
    "banner": {},
    "none": {},
}
"""Which field leads from which page to which, for each variant of the private-mode menu (AMB-10)."""

CHOICES: Mapping[tuple[str, str], str] = {
    ("private_mode", "private"): "private",
    ("private_mode", "share_data"): "intermediate",
    ("private_mode", "share_data_and_position"): "geolocated",
}
"""The mode that a field of a page selects (lines 71 to 73 and 105)."""


class Screen(NetworkMember):
    """The touch screen; it is lit while the ignition is on.

    A selection on the page of the private mode becomes a request with OK (line 107), and not before.
    """

    NODE = "SCREEN"
    BUSES = ("comfort",)

    def __init__(self, vehicle: Vehicle) -> None:
        super().__init__(vehicle)
        self._page = "home"
        self._chosen: str | None = None
        self._links = PATHS[self.profile.private_menu]
        self.wiring.text("screen.touch").watch(self._on_touch)
        self.com.on("ignition.state", lambda state: self._show("home") if state == "off" else None)

    def power_on(self) -> None:
        """See `Ecu.power_on`."""
        self._show("home")

    def power_off(self) -> None:
        """See `Ecu.power_off`."""
        self._chosen = None

    def _on_touch(self, field: str) -> None:
        if not field or not self.powered or self.com.get("ignition.state") == "off":
            return
        place = (self._page, field)
        if place in self._links:
            self._show(self._links[place])
        elif place in CHOICES:
            self._chosen = CHOICES[place]
        elif field == "ok" and self._chosen is not None:
            self.request_mode(self._chosen)
            self._show("home")

    def request_mode(self, mode: str) -> None:
        """Ask the telematics unit for a privacy mode."""
        self.com.send({"privacy_request.mode": mode})

    def _show(self, page: str) -> None:
        self._page = page
        self._chosen = None
        self.com.set("screen.page", page)
