"""The engine or traction controller: start, speed and distance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clock.kernel import S
from simulators.ecus.ecu import Identity, NetworkMember
from simulators.ecus.vehicle import FittedVehicle
from vehicle.profile import Energy

_DISTANCE_WRAP = 65536
_CONSUMPTION_WRAP = 65536


@dataclass(frozen=True)
class PowertrainCalibration:
    """Idle speed of an engine in 1/min, shaft turns per minute for each km/h of road speed, and what the vehicle
    uses on a kilometre: Wh of an electric one, else ml."""

    idle_rpm: float = 800.0
    rpm_per_kmh: float = 60.0
    coolant_warm_c: int = 90
    use_per_km: Mapping[Energy, float] = field(
        default_factory=lambda: {"combustion": 60.0, "hybrid": 40.0, "electric": 160.0}
    )


class Powertrain(NetworkMember):
    """The engine controller, or the traction controller of a vehicle that starts silently."""

    NODE = "POWERTRAIN"
    BUSES = ("inter_system",)
    IDENTITY = Identity(software=(5, 40), hardware=2)

    def __init__(self, vehicle: FittedVehicle, calibrations: Sequence[object] = ()) -> None:
        super().__init__(vehicle, calibrations)
        self.calibration = self.take_calibration(PowertrainCalibration)
        self.fit_parts()
        self._wheels = vehicle.plant.wheels
        self._ignition = self.wiring.flag("ignition.kl15")
        self._speed = self.wiring.number("wheel.speed_kmh")
        self._tick = self.kernel.timer(self._on_tick)
        self._ignition.watch(self._on_ignition)
        self._speed.watch(self._on_speed)
        self.wiring.flag("button.start").watch(self._on_start)

    def power_on(self) -> None:
        """See `Ecu.power_on`."""
        self._enter("off")
        self._show_motion()

    def power_off(self) -> None:
        """See `Ecu.power_off`."""
        self._tick.cancel()

    def network_woke(self, bus: str) -> None:
        """See `NetworkMember.network_woke`."""
        self._on_tick()

    def network_slept(self, bus: str) -> None:
        """See `NetworkMember.network_slept`."""
        self._tick.cancel()

    def started_state(self) -> str:
        """Give the label of powertrain.state once started: an engine runs, a traction motor is ready (AMB-35)."""
        return "running" if self.profile.energy == "combustion" else "ready"

    def _on_start(self, pressed: bool) -> None:
        if self.powered and pressed and self._ignition.value:
            self._enter(self.started_state())

    def _on_ignition(self, on: bool) -> None:
        if self.powered and not on:
            self._enter("off")

    def _enter(self, state: str) -> None:
        self.com.set("powertrain.state", state)
        if state == "running":
            self.com.set("powertrain.coolant_temp_c", self.calibration.coolant_warm_c)
        self._show_motion()

    def _on_speed(self, _speed_kmh: float) -> None:
        if self.powered:
            self._show_motion()
            if self.com.started("inter_system"):
                self._on_tick()

    def _on_tick(self) -> None:
        self._show_motion()
        if self._speed.value != 0:
            self._tick.arm_in(S)

    def _show_motion(self) -> None:
        speed_kmh = round(self._speed.value, 2)
        self.com.set("powertrain.speed_kmh", speed_kmh)
        for wheel in ("front_left", "front_right", "rear_left", "rear_right"):
            self.com.set(f"wheels.{wheel}.speed_kmh", speed_kmh)
        self.com.set("powertrain.distance_m", self._wheels.tenths % _DISTANCE_WRAP / 10)
        self.com.set("powertrain.consumption", self._consumption())
        self.com.set("powertrain.rpm", self._rpm(speed_kmh))

    def _consumption(self) -> int:
        use_per_km = self.calibration.use_per_km[self.profile.energy]
        return int(self._wheels.distance_m / 1000 * use_per_km) % _CONSUMPTION_WRAP

    def _rpm(self, speed_kmh: float) -> float:
        state = self.com.get("powertrain.state")
        if state == "off":
            return 0.0
        idle_rpm = self.calibration.idle_rpm if state == "running" else 0.0
        return round(min(8000.0, max(idle_rpm, speed_kmh * self.calibration.rpm_per_kmh)))
