"""What works at the touch screen: a finger robot, cameras, and a phone for the projection of its face."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from clock.kernel import Kernel
from simulators.plant.wiring import Line, Wiring
from simulators.scpi.device import Device, setting
from simulators.scpi.parser import Boolean, Choice, Command, ScpiError, Text, number

NOT_THERE = -1.0
"""The camera's answer to where a field is that it does not see."""


MODES = {"private": "PRIV", "intermediate": "INT", "geolocated": "GEO", "none": "NONE"}
"""Answers of the camera to what it reads of the privacy mode."""


class FingerRobot(Device):
    """A robot that touches fields of the screen by their names; it finds them with its camera."""

    MODEL = "FR-1"

    def tap(self, field: str) -> None:
        """Touch a field and let go."""
        touch = self.wiring.text("screen.touch")
        touch.set(field)
        touch.set("")

    def drag(self, field: str) -> None:
        """Drag a field from the top to the bottom and let go."""
        drag = self.wiring.text("screen.drag")
        drag.set(field)
        drag.set("")

    COMMANDS = (Command("TOUCh:TAP", tap, Text()), Command("TOUCh:DRAG", drag, Text()))


class ScreenCamera(Device):
    """A camera that looks at the screen and finds fields by their names."""

    MODEL = "SC-1"

    def position(self, field: str) -> str:
        """Answer with the middle of a field, in percent of the width from the left; -1 when not there."""
        return number(float(self._seen().get("fields", {}).get(field, NOT_THERE)))

    def checked(self, field: str) -> str:
        """Answer with 1 when a box is there and has a tick."""
        return Boolean().answer(field in self._seen().get("checked", ()))

    def mode(self) -> str:
        """Answer with PRIV, INT or GEO, the privacy mode that the page marks, or with NONE."""
        return MODES[str(self._seen().get("mode", "none"))]

    def _seen(self) -> dict[str, Any]:
        view: dict[str, Any] = json.loads(self.wiring.text("screen.view").value)
        return view

    def _lines(self, _field: str = "") -> Sequence[Line[str]]:
        return [self.wiring.text("screen.view")]

    COMMANDS = (
        Command("CAMera:POSition:HORizontal?", position, Text(), lines=_lines),
        Command("CAMera:CHECked?", checked, Text(), lines=_lines),
        Command("CAMera:MODE?", mode, lines=_lines),
    )


class ButtonCamera(Device):
    """A camera that looks at the buttons of the ceiling light and tells their colours.

    Args:
        kernel: The clock.
        wiring: The vehicle.
        buttons: The lines with the colours of the buttons; the first is BUTT1.
    """

    MODEL = "BC-1"

    def __init__(
        self,
        kernel: Kernel,
        wiring: Wiring,
        buttons: Sequence[str] = ("button.sos.colour", "button.assistance.colour"),
    ) -> None:
        super().__init__(kernel, wiring)
        self._buttons = [wiring.text(name) for name in buttons]

    def colour(self, button: int) -> str:
        """Answer with the colour that most of a button has: RED, BLACK or OTHER."""
        if not 1 <= button <= len(self._buttons):
            raise ScpiError(-114, f"BUTT{button}")
        colour = self._buttons[button - 1].value
        return colour.upper() if colour in ("red", "black") else "OTHER"

    COMMANDS = (
        Command(
            "MEASure:BUTTon#:COLour?", colour, lines=lambda camera, button: camera._buttons[button - 1 : button]
        ),
    )


class ProjectionPhone(Device):
    """A phone for Mirror Screen at the socket of the vehicle, with a report of its session."""

    MODEL = "MP-2"

    def session(self) -> str:
        """Answer with NONE, ACTIVE or REFUSED."""
        return self.wiring.text("projection.session").value.upper()

    COMMANDS = (
        *setting(
            "PHONe:PLUG",
            "projection.phone",
            Choice({"NONE": "none", "CARPlay": "carplay", "ANDRoid": "android_auto"}),
        ),
        Command("PHONe:SESSion?", session, lines=lambda phone: [phone.wiring.text("projection.session")]),
    )
