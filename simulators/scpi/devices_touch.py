"""The finger robot in front of the touch screen."""

from __future__ import annotations

from simulators.scpi.device import Device
from simulators.scpi.parser import Command, Text


class FingerRobot(Device):
    """Taps fields of the touch screen by their names; it finds them with its camera."""

    MODEL = "FR-1"

    def tap(self, field: str) -> None:
        """Touch a field and let go."""
        touch = self.wiring.text("screen.touch")
        touch.set(field)
        touch.set("")

    COMMANDS = (Command("TOUCh:TAP", tap, Text()),)
