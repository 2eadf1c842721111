"""The traction battery's ECU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulators.ecus.ecu import Identity, NetworkMember
from simulators.ecus.measuring import Measuring
from simulators.ecus.vehicle import FittedVehicle


@dataclass(frozen=True)
class BatteryCalibration:
    """Range for each percent of charge in km, and the pack's voltage when empty and when full, in V."""

    range_km_per_percent: float = 3.2
    empty_v: float = 340.0
    full_v: float = 410.0


class Battery(NetworkMember):
    """The ECU that measures the traction battery once a second while its bus is awake.

    While no power flows nothing changes, and no second is taken.
    """

    NODE = "BATTERY"
    BUSES = ("inter_system",)
    IDENTITY = Identity(software=(1, 17), hardware=1)

    def __init__(self, vehicle: FittedVehicle, calibrations: Sequence[object] = ()) -> None:
        super().__init__(vehicle, calibrations)
        self.calibration = self.take_calibration(BatteryCalibration)
        self.fit_parts()
        self._cells = vehicle.plant.battery
        self._seconds = Measuring(self.kernel, self._on_second)
        self._cells.watch_commands(self._measure)
        self._cells.watch_power(self._seconds.take_next)

    def power_on(self) -> None:
        """See `Ecu.power_on`."""
        self._measure()

    def power_off(self) -> None:
        """See `Ecu.power_off`."""
        self._seconds.stop()

    def network_woke(self, bus: str) -> None:
        """See `NetworkMember.network_woke`."""
        self._seconds.start()
        self._on_second()

    def network_slept(self, bus: str) -> None:
        """See `NetworkMember.network_slept`."""
        self._seconds.stop()

    def shown_soc_percent(self) -> float:
        """State of charge as the bus carries it: half percents, rounded down so that 100 means full."""
        return int(self._cells.soc_percent * 2 + 1e-6) / 2

    def _on_second(self) -> None:
        self._measure()
        if self._cells.power_kw:
            self._seconds.take_next()

    def _measure(self) -> None:
        if not self.powered:
            return
        soc_percent, shown_percent = self._cells.soc_percent, self.shown_soc_percent()
        calibration = self.calibration
        voltage_v = calibration.empty_v + (calibration.full_v - calibration.empty_v) * soc_percent / 100
        self.com.set("battery.soc_percent", shown_percent)
        self.com.set("battery.range_km", int(shown_percent * calibration.range_km_per_percent))
        self.com.set("battery.voltage_v", round(voltage_v, 1))
        self.com.set("battery.current_a", round(self._cells.power_kw * 1000 / voltage_v, 1))
