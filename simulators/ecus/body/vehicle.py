"""What the body controller tells of the vehicle as a whole: its VIN, its odometer, the temperature outside."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.bus.com import SignalValue
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.ecu import Part

_DISTANCE_WRAP_M = 6553.6


class VehicleCoding(Part):
    """The coding of the ECU: tells the VIN, and which functions there are."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._profile = ecu.profile

    def vin(self) -> str:
        """Give the VIN."""
        return self._profile.vin

    def power_on(self) -> None:
        """Tell it."""
        for position, character in enumerate(self.vin(), start=1):
            self._com.set(f"vin.c{position:02}", ord(character))
        self._com.set("functions.automatic_locking", "not_activated")


@dataclass(frozen=True)
class OdometerCalibration:
    """Distance that a new vehicle shows, in km."""

    new_km: float = 12_345.6


class Odometer(Part):
    """The odometer: adds up the distance that the powertrain counts, and keeps it in the memory."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(OdometerCalibration)
        self._counter_m = 0.0
        self._com.on("powertrain.distance_m", self._on_distance)
        ecu.wiring.number("odometer.km").watch(ecu.while_powered(self.write))

    def power_on(self) -> None:
        """See `show`."""
        self.show()

    def show(self) -> None:
        """Show the distance."""
        self._com.set("vehicle.odometer_km", self.shown_km())

    def write(self, driven_km: float) -> None:
        """Take a mileage that a workshop writes."""
        self._memory["odometer_m"] = driven_km * 1000
        self.show()

    def distance_m(self) -> float:
        """Give the distance that the vehicle has driven, in m."""
        return float(self._memory.get("odometer_m", self.calibration.new_km * 1000))

    def shown_km(self) -> float:
        """Give what the odometer shows: whole tenths of a kilometre."""
        return int(self.distance_m() / 100) / 10

    def _on_distance(self, counter_m: SignalValue) -> None:
        driven_m = (float(counter_m) - self._counter_m) % _DISTANCE_WRAP_M
        self._counter_m = float(counter_m)
        self._memory["odometer_m"] = self.distance_m() + driven_m
        self.show()


class OutsideTemperature(Part):
    """The sensor that measures the temperature outside, in steps of half a degree."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._ambient = ecu.wiring.number("ambient.temp_c")
        self._ambient.watch(lambda _temp_c: self.show())

    def power_on(self) -> None:
        """See `show`."""
        self.show()

    def show(self) -> None:
        """Show the temperature."""
        temp_c = min(85.0, max(-40.0, self._ambient.value))
        self._com.set("vehicle.outside_temp_c", round(temp_c * 2) / 2)
