"""A vehicle with the physics that its ECUs sense and drive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clock.kernel import Kernel
from simulators.ecus.ecu import NetworkMember, Vehicle
from simulators.plant.acoustics import Horn
from simulators.plant.battery import CAPACITY_KWH, TractionBattery
from simulators.plant.body import Latch, latches
from simulators.plant.motion import Wheels
from simulators.plant.thermal import Cabin
from simulators.plant.wiring import Wiring
from vehicle.profile import VehicleProfile


@dataclass(frozen=True)
class Plant:
    """The plant that sensors and actuators of the ECUs act on; it lives on without any ECU."""

    latches: Mapping[str, Latch]
    horn: Horn
    cabin: Cabin
    battery: TractionBattery
    wheels: Wheels

    @classmethod
    def build(cls, kernel: Kernel, wiring: Wiring, profile: VehicleProfile) -> Plant:
        """Build the plant of a vehicle, with the calibrations of its kind."""
        return cls(
            latches=latches(kernel, wiring),
            horn=Horn(wiring),
            cabin=Cabin(kernel, wiring),
            battery=TractionBattery(kernel, wiring, CAPACITY_KWH[profile.energy]),
            wheels=Wheels(kernel, wiring),
        )


@dataclass(frozen=True)
class FittedVehicle(Vehicle):
    """A vehicle to build ECUs into that have sensors and actuators."""

    plant: Plant


class FittedMember(NetworkMember):
    """ECU whose parts share the plant that they sense and drive.

    Args:
        vehicle: Where it is built in.
        calibrations: See `Ecu`.
    """

    def __init__(self, vehicle: FittedVehicle, calibrations: Sequence[object] = ()) -> None:
        super().__init__(vehicle, calibrations)
        self.plant = vehicle.plant
        self.fit_parts()
