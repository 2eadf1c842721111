"""The light of the SOS button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulators.kernel import Kernel, seconds
from simulators.plant.wiring import Line

Colour = Literal["none", "green", "red", "orange"]
LedState = Literal["off", "steady", "blinking"]


@dataclass(frozen=True)
class LedCalibration:
    """Blinking, as often as this in a second, half of the time on."""

    blink_hz: float = 2.0


class Led:
    """Drives the light and tells the bus what it means.

    Args:
        kernel: The clock.
        line: The light itself: `off` or a colour.
        show: Called with state and colour when they change.
        calibration: How it blinks.
    """

    def __init__(
        self,
        kernel: Kernel,
        line: Line[str],
        show: Callable[[LedState, Colour], None],
        calibration: LedCalibration,
    ) -> None:
        self._line = line
        self._show = show
        self._half_ns = seconds(0.5 / calibration.blink_hz)
        self._state: LedState = "off"
        self._colour: Colour = "none"
        self._blink = kernel.timer(self._toggle)

    def set(self, state: LedState, colour: Colour = "none") -> None:
        """Show this from now on."""
        if (state, colour) == (self._state, self._colour):
            return
        self._state, self._colour = state, colour
        self._blink.cancel()
        if state == "blinking":
            self._blink.arm_in(self._half_ns)
        self._line.set("off" if state == "off" else colour)
        self._show(state, colour)

    def _toggle(self) -> None:
        self._line.set("off" if self._line.value != "off" else self._colour)
        self._blink.arm_in(self._half_ns)
