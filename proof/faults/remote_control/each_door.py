"""Faults of single doors, and of lamps and horn, on one kind of vehicle alone."""

from __future__ import annotations

from clock.kernel import seconds
from proof.fault import Theme
from proof.slots import HORN_ORDER, LIGHTS_ORDER, LOCKS, UPLINK
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.locks import CentralLocking, Outcome
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.uplink import Uplink
from vehicle.profile import DOORS

EACH = Theme("features/remote_control/each_door.feature")
COMBUSTION = "a vehicle with a combustion engine"
SHOWN = "The app shows {} as unlocked by each of its doors alone, awake and asleep"
ORDERED = "A lock order locks {} of which one door alone is unlocked, and an unlock order unlocks it"
ANSWERED = "The lights and the horn of {} are on for 10 s on each of two orders"
UNLOCKED = "the home page shows the vehicle as unlocked within 60 s of the refresh"


class DriversDoor(Uplink):
    """An uplink of a vehicle with an engine alone, which looks at the driver's door and the trunk."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._engine = ecu.profile.energy == "combustion"

    def locked(self) -> bool:
        if not self._engine:
            return super().locked()
        return all(self._com.get(f"doors.{door}.lock") != "unlocked" for door in ("front_left", "trunk"))


class AskedByTheDriversDoor(CentralLocking):
    """A locking of a vehicle with an engine alone, which locks nothing when the driver's door is locked."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._engine = ecu.profile.energy == "combustion"

    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        locked = self._com.get(f"doors.{DOORS[0]}.lock") == "locked"
        if self._engine and outcome is not None and target == "locked" and locked:
            outcome("running")
            outcome("done")
            return
        super().request(target, source, outcome)


class ShortLights(LightsOrder):
    """Lights of a hybrid that go out after 8 s in a started vehicle."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._hybrid = ecu.profile.energy == "hybrid"
        self._com.listen("ignition.state")

    def request(self, outcome: Outcome) -> None:
        super().request(outcome)
        if self._hybrid and self._com.get("ignition.state") == "running":
            self._end.arm_in(seconds(8))


class EngineHorn(HornOrder):
    """A horn that is silent on an order where the vehicle has an engine alone and is started."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._engine = ecu.profile.energy == "combustion"
        self._com.listen("ignition.state")

    def request(self, outcome: Outcome) -> None:
        if self._engine and self._com.get("ignition.state") == "running":
            outcome("refused")
        else:
            super().request(outcome)


FAULTS = (
    EACH.fault(
        "engine-vehicle-locked-by-the-drivers-door",
        "REMOTE-12",
        SHOWN.format(COMBUSTION),
        "The app shows a vehicle with an engine alone as locked as long as its driver's door is.",
        UPLINK.replaced(DriversDoor),
        UNLOCKED,
    ),
    EACH.fault(
        "engine-vehicle-left-as-its-drivers-door-is",
        "REMOTE-15",
        ORDERED.format(COMBUSTION),
        "A lock order locks nothing on a vehicle with an engine alone whose driver's door is locked.",
        LOCKS.replaced(AskedByTheDriversDoor),
        "all doors and the trunk are locked within 8 s of the order",
    ),
    EACH.fault(
        "short-lights-on-a-started-hybrid",
        "REMOTE-21",
        ANSWERED.format("a hybrid"),
        "The lights of a hybrid that is started go out after 8 s.",
        LIGHTS_ORDER.replaced(ShortLights),
        "the lights are on for 10 s in all",
    ),
    EACH.fault(
        "no-horn-with-the-engine-running",
        "REMOTE-22",
        ANSWERED.format(COMBUSTION),
        "A horn order is refused while the engine of a vehicle without another drive runs.",
        HORN_ORDER.replaced(EngineHorn),
        "the horn sounds in reaction to the order",
    ),
)
