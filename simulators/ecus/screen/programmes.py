"""The pages of the touch screen on which charge and pre-conditioning are programmed (line 478)."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.pages import HOME, Field, ScreenPart

CHARGE = "electrical_charge"
"""The page ELECTRICAL > Charge."""

PRECONDITIONING = "air_conditioning_options"
"""The page AIR CONDITIONING > OPTIONS."""

_TIME = (
    *(Field(f"hour_{hour:02}", 40.0) for hour in range(24)),
    *(Field(f"minute_{minute:02}", 60.0) for minute in range(60)),
    Field("ok", 80.0),
)


@dataclass(frozen=True)
class ProgrammeCalibration:
    """`number` is that of the pre-conditioning programme which the screen sets."""

    number: int = 1


class ProgrammePages(ScreenPart):
    """Two pages with a time of day each; the time is sent with OK, and not before.

    A time for pre-conditioning is that at which the vehicle will be used (line 476), one for the charge that
    at which it begins.
    """

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(ProgrammeCalibration)
        self._chosen: dict[str, int] = {}
        if ecu.profile.energy != "combustion":
            self.pages = {
                HOME: (
                    Field("electrical", 70.0, opens="electrical"),
                    Field("air_conditioning", 30.0, opens="air_conditioning"),
                ),
                "electrical": (Field("charge", 50.0, opens=CHARGE),),
                "air_conditioning": (Field("options", 50.0, opens=PRECONDITIONING),),
                CHARGE: _TIME,
                PRECONDITIONING: _TIME,
            }

    def opened(self, page: str) -> None:
        """See `ScreenPart.opened`."""
        self._chosen.clear()

    def touched(self, page: str, field: str) -> str | None:
        """See `ScreenPart.touched`."""
        if page not in (CHARGE, PRECONDITIONING):
            return None
        wheel, _, number = field.partition("_")
        if number:
            self._chosen[wheel] = int(number)
        elif field == "ok" and len(self._chosen) == len(("hour", "minute")):
            send = self.programme_charge if page == CHARGE else self.programme_preconditioning
            send(self._chosen["hour"], self._chosen["minute"])
            return HOME
        return None

    def programme_charge(self, hour: int, minute: int) -> None:
        """Send when the deferred charge is to begin."""
        self._com.send({"screen_charge.hour": hour, "screen_charge.minute": minute})

    def programme_preconditioning(self, hour: int, minute: int) -> None:
        """Send when the vehicle will be used next."""
        self._com.send(
            {
                "screen_precond.number": self.calibration.number,
                "screen_precond.hour": hour,
                "screen_precond.minute": minute,
                "screen_precond.days": 0,
                "screen_precond.active": "on",
            }
        )
