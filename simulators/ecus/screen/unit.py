"""The touch screen ECU: its pages, the fields on them and the finger that touches them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from simulators.ecus.ecu import Identity, NetworkMember, Vehicle
from simulators.ecus.screen.activation import KeyIdentification
from simulators.ecus.screen.bluetooth import Bluetooth, BluetoothPages
from simulators.ecus.screen.pages import HOME, Field, ScreenPart, StartPage
from simulators.ecus.screen.privacy import PrivacySettings
from simulators.ecus.screen.programmes import ProgrammePages
from simulators.ecus.screen.projection import MirrorScreen
from simulators.ecus.screen.trips import TripRecorder

DARK = "{}"
"""View of a screen that shows nothing."""


class Screen(NetworkMember):
    """The touch screen; it is lit while the ignition is on, and begins at its start page.

    What can be seen of it is on the line `screen.view`: a JSON object with `fields` (how far each is from the
    left edge, in percent of the width), `checked` (the boxes with a tick) and, on a page that marks it, `mode`
    (the privacy mode); empty while it is dark.
    """

    NODE = "SCREEN"
    BUSES = ("comfort",)
    IDENTITY = Identity(software=(6, 21), hardware=2)
    PARTS = (
        *(StartPage, PrivacySettings, ProgrammePages),
        *(Bluetooth, BluetoothPages),
        *(MirrorScreen, TripRecorder, KeyIdentification),
    )

    def __init__(self, vehicle: Vehicle, calibrations: Sequence[object] = ()) -> None:
        super().__init__(vehicle, calibrations)
        self.fit_parts()
        self.page = HOME
        self._pages = [part for part in self.parts if isinstance(part, ScreenPart)]
        self._view = self.wiring.text("screen.view")
        self.wiring.text("screen.touch").watch(self._on_touch)
        self.wiring.text("screen.drag").watch(self._on_drag)
        self.com.on("ignition.state", lambda _state: self.show(HOME))
        self.com.on("privacy.mode", lambda _mode: self._draw())

    @property
    def lit(self) -> bool:
        """True while there is anything to see and to touch."""
        return self.powered and self.com.get("ignition.state") != "off"

    def power_on(self) -> None:
        """See `Ecu.power_on`."""
        super().power_on()
        self.show(HOME)

    def power_off(self) -> None:
        """See `Ecu.power_off`."""
        super().power_off()
        self._view.set(DARK)

    def fields(self) -> Mapping[str, Field]:
        """Give the fields of the page that is shown, by name."""
        return {field.name: field for part in self._pages for field in part.pages.get(self.page, ())}

    def show(self, page: str) -> None:
        """Turn to a page."""
        self.page = page
        for part in self._pages:
            part.opened(page)
        self.com.set("screen.page", page)
        self._draw()

    def _on_touch(self, name: str) -> None:
        field = self.fields().get(name) if self.lit else None
        if field is None:
            return
        if field.opens is not None:
            self.show(field.opens)
            return
        for part in self._pages:
            page = part.touched(self.page, name)
            if page is not None:
                self.show(page)
                return
        self._draw()

    def _on_drag(self, name: str) -> None:
        field = self.fields().get(name) if self.lit else None
        if field is not None and field.drag_opens is not None:
            self.show(field.drag_opens)

    def _draw(self) -> None:
        if not self.lit:
            self._view.set(DARK)
            return
        places = {name: field.x_percent for name, field in self.fields().items()}
        checked = sorted(box for part in self._pages for box in part.checked(self.page))
        view = {"fields": places, "checked": checked}
        if (mode := self.part(PrivacySettings).shown_mode(self.page)) is not None:
            view["mode"] = mode
        self._view.set(json.dumps(view))
