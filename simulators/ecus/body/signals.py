"""What the body controller shows and sounds on an order: lights and horn."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import seconds
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.locks import Outcome
from simulators.ecus.body.network import NetworkMaster
from simulators.ecus.ecu import Part
from vehicle.profile import Lighting


@dataclass(frozen=True)
class LightsCalibration:
    """Times of the lights order, in seconds: its duration (line 534) and the halves of a flash period."""

    duration_s: float = 10.0
    flash_on_s: float = 0.4
    flash_off_s: float = 0.4


class LightsOrder(Part):
    """Hazard lights, or sidelights, for a while; another order meanwhile begins the time anew."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(LightsCalibration)
        self._profile = ecu.profile
        self._flashes = self.lighting() == "hazard"
        self._lamp = ecu.wiring.flag("lamp.hazard" if self._flashes else "lamp.sidelight")
        self._signal = "lights.hazard" if self._flashes else "lights.sidelights"
        self._net = ecu.part(NetworkMaster)
        self._outcomes: list[Outcome] = []
        self._flash = self._kernel.timer(self._on_flash)
        self._end = self._kernel.timer(self._on_end)

    def lighting(self) -> Lighting:
        """Give what the order switches on this vehicle (line 530)."""
        return self._profile.lighting

    def request(self, outcome: Outcome) -> None:
        """Switch the lights on."""
        self._outcomes.append(outcome)
        outcome("running")
        self._end.arm_in(seconds(self.calibration.duration_s))
        if self._com.get(self._signal) == "off":
            self._net.keep("lights", True)
            self._com.set(self._signal, "on")
            self._light(True)

    def power_off(self) -> None:
        """Lose the supply: dark."""
        self._outcomes.clear()
        self._end.cancel()
        self._dark()

    def _on_flash(self) -> None:
        self._light(not self._lamp.value)

    def _light(self, lit: bool) -> None:
        self._lamp.set(lit)
        if self._flashes:
            calibration = self.calibration
            self._flash.arm_in(seconds(calibration.flash_on_s if lit else calibration.flash_off_s))

    def _dark(self) -> None:
        self._flash.cancel()
        self._lamp.set(False)
        self._com.set(self._signal, "off")

    def _on_end(self) -> None:
        self._dark()
        outcomes, self._outcomes = self._outcomes, []
        for outcome in outcomes:
            outcome("done")
        self._net.keep("lights", False)


@dataclass(frozen=True)
class HornCalibration:
    """Durations of a honk by full and by limited current, in seconds (line 542, AMB-29 and AMB-30)."""

    full_s: float = 10.0
    limited_s: float = 10.0


class HornOrder(Part):
    """The horn for a while; an order that comes during a honk gives a limited one right after it (line 544).

    One order waits at a time, a further one is refused.
    """

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(HornCalibration)
        self._horn = ecu.plant.horn
        self._net = ecu.part(NetworkMaster)
        self._sounding: Outcome | None = None
        self._waiting: Outcome | None = None
        self._end = self._kernel.timer(self._on_end)

    def request(self, outcome: Outcome) -> None:
        """Honk now, or after the honk that sounds."""
        if self._sounding is None:
            self._net.keep("horn", True)
            self._honk(outcome, "full")
        elif self._waiting is None:
            self._waiting = outcome
        else:
            outcome("refused")

    def second_level(self) -> str:
        """Give the current of a honk that was ordered during another."""
        return "limited"

    def power_off(self) -> None:
        """Lose the supply: silent."""
        self._end.cancel()
        self._sounding = self._waiting = None
        self._silent()

    def _honk(self, outcome: Outcome, current: str) -> None:
        limited = current == "limited"
        self._sounding = outcome
        self._horn.drive(current)
        self._com.set("horn.state", "on_limited" if limited else "on")
        self._end.arm_in(seconds(self.calibration.limited_s if limited else self.calibration.full_s))
        outcome("running")

    def _silent(self) -> None:
        self._horn.drive("off")
        self._com.set("horn.state", "off")

    def _on_end(self) -> None:
        ended, self._sounding = self._sounding, None
        waiting, self._waiting = self._waiting, None
        if ended is not None:
            ended("done")
        if waiting is not None:
            self._honk(waiting, self.second_level())
        else:
            self._silent()
            self._net.keep("horn", False)
