"""A vehicle with the physics that its units sense and drive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulators.ecus.node import Vehicle
from simulators.kernel import Kernel
from simulators.plant.acoustics import Horn
from simulators.plant.battery import CAPACITY_KWH, TractionBattery
from simulators.plant.body import Latch, latches
from simulators.plant.motion import Wheels
from simulators.plant.thermal import Cabin
from simulators.plant.wiring import Wiring
from simulators.profile import VehicleProfile


@dataclass(frozen=True)
class Plant:
    """What the units' sensors and actuators act on; it lives on without any unit."""

    latches: Mapping[str, Latch]
    horn: Horn
    cabin: Cabin
    battery: TractionBattery
    wheels: Wheels

    @classmethod
    def build(cls, kernel: Kernel, wiring: Wiring, profile: VehicleProfile) -> Plant:
        """The plant of a vehicle, with the calibrations of its kind."""
        return cls(
            latches=latches(kernel, wiring),
            horn=Horn(wiring),
            cabin=Cabin(kernel, wiring),
            battery=TractionBattery(kernel, wiring, CAPACITY_KWH[profile.energy]),
            wheels=Wheels(kernel, wiring),
        )


@dataclass(frozen=True)
class FittedVehicle(Vehicle):
    """A vehicle to build units into that have sensors and actuators."""

    plant: Plant
