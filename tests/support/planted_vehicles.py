"""Vehicles of known conduct, by the title of the scenario that runs on them.

As `features/conftest.py` of a copied project this module takes the place of the run's rig.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any, NoReturn

import can
import pytest

from proof.variant import ecu
from rigs.errors import InstrumentFault
from rigs.files.rig_file import ROOT
from rigs.kinds.virtual import VirtualConnector
from rigs.ports import controls, senses
from rigs.rest.rest_state import prepare
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, RigSession
from rigs.scene import Scene
from simulators.bus.canbus import VirtualBus
from simulators.ecus.airbag import Airbag
from simulators.ecus.body.locks import CentralLocking, LockingCalibration, Outcome
from simulators.ecus.body.unit import Body
from simulators.ecus.telematics.unit import Telematics
from simulators.world import EcuFactory, World
from tests.support.stand_in import StandInSession

SEED_OF = "features/remote_control/locking.feature::A lock order locks a vehicle that is asleep"
"""All scenarios run with the seed of this one, so that one measured time holds for all."""

NEAR_S = 7.0
"""A reaction of the locks not far from the limit of 8 s; what it gives is measured, the rest follows."""

CLOCK_ERROR_MS = 500.0


class DeafLocking(CentralLocking):
    """Obeys the key and no order from the app."""

    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        if source == "key":
            super().request(target, source, outcome)


class RaisingLocking(DeafLocking):
    """A part with a mistake in it."""

    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        if source != "key":
            raise ZeroDivisionError("a mistake in an ECU")
        super().request(target, source, outcome)


class UnsureLocking(CentralLocking):
    """Its trunk never reports that it is locked."""

    def power_on(self) -> None:
        super().power_on()
        self._com.set("doors.trunk.lock", "unlocked")


class PrivateTelematics(Telematics):
    """Left in private mode by whoever had it before."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.memory["privacy.mode"] = "private"


class TalkativeAirbag(Airbag):
    """Sends a frame that no database knows when its bus wakes."""

    def __init__(self, vehicle: Any) -> None:
        super().__init__(vehicle)
        self._bus = VirtualBus(vehicle.segments[self.BUSES[0]])

    def network_woke(self, bus: str) -> None:
        super().network_woke(bus)
        self._bus.send(can.Message(arbitration_id=0x7FF, is_extended_id=False, data=b"\1"))


@dataclass(frozen=True)
class Planted:
    """A vehicle and the rig around it; `finish` stands for the end of its scenarios where it is given."""

    ecus: Mapping[str, EcuFactory] = field(default_factory=dict)
    clock_error_ms: float = 0.0
    finish: Callable[[], None] | None = None


def locking_after(reaction_s: float) -> Mapping[str, EcuFactory]:
    """A body controller whose motors start so long after a request."""
    return ecu(Body, LockingCalibration(reaction_s=reaction_s))


def locked_after(order_s: float) -> Mapping[str, EcuFactory]:
    """A body controller with which all doors are locked so long after the order."""
    return locking_after(NEAR_S + order_s - near_time_s())


@cache
def near_time_s() -> float:
    """The middle of the measured time from the order to the lock with a reaction of `NEAR_S`."""
    plan = Plan.load(ROOT / "rigs" / "virtual.toml", None, 1, keep_traffic=False)
    with session_with(plan, Planted(locking_after(NEAR_S))).scene(SEED_OF, ()) as scene:
        scene.arm(senses.LATCH.values())
        return lock(scene)


def lock(scene: Scene) -> float:
    """The steps of the scenario on locking a sleeping vehicle, without a judgement; gives the time of the lock."""
    from steps.app_buttons import MOVED  # noqa: PLC0415  # as below
    from steps.remote_control import THE_ORDER, driver_orders  # noqa: PLC0415  # pytest must have rewritten them
    from steps.vehicle import doors_are, doors_closed, vehicle_asleep  # noqa: PLC0415  # as above

    prepare(scene)
    doors_closed(scene)
    doors_are(scene, controls.KEY_UNLOCK)
    vehicle_asleep(scene)
    driver_orders(scene, "lock")
    scene.expect(MOVED["lock"]).reported(30.0, after=scene.event(THE_ORDER))
    (measured,) = scene.journal.measurements
    assert measured.low is not None
    assert measured.high is not None
    return (measured.low + measured.high) / 2


def _fail_to_finish() -> NoReturn:
    raise InstrumentFault("audio gave no samples")


VEHICLES: Mapping[str, Callable[[], Planted]] = {
    "Sound": Planted,
    "7.8 s": lambda: Planted(locked_after(7.8)),
    "8.2 s": lambda: Planted(locked_after(8.2)),
    "8.0 s": lambda: Planted(locked_after(8.0)),
    "7.8 s by a clock that is off": lambda: Planted(locked_after(7.8), clock_error_ms=CLOCK_ERROR_MS),
    "Never": lambda: Planted(ecu(Body, DeafLocking)),
    "An ECU raises": lambda: Planted(ecu(Body, RaisingLocking)),
    "An unknown frame": lambda: Planted({"AIRBAG": TalkativeAirbag}),
    "Never and an unknown frame": lambda: Planted({**ecu(Body, DeafLocking), "AIRBAG": TalkativeAirbag}),
    "An unsure trunk": lambda: Planted(ecu(Body, UnsureLocking)),
    "A private vehicle": lambda: Planted({"TELEMATICS": PrivateTelematics}),
    "No capture at the end": lambda: Planted(finish=_fail_to_finish),
    "Never and no capture at the end": lambda: Planted(ecu(Body, DeafLocking), finish=_fail_to_finish),
}
"""By title."""


def session_with(plan: Plan, planted: Planted) -> RigSession:
    """A session on a rig with a planted vehicle."""
    rig = plan.rig.model_copy(update={"clock_error_ms": planted.clock_error_ms})
    driver = VirtualConnector(rig, keep_traffic=plan.keep_traffic, build=partial(World, ecus=planted.ecus))
    return RigSession(replace(plan, rig=rig), driver)


class PlantedSession(StandInSession):
    """A session whose titles are names of planted vehicles."""

    seed_of = SEED_OF

    def session_for(self, title: str) -> RigSession:
        return session_with(self.plan, VEHICLES[title]())

    def begun(self, title: str, scene: Scene) -> None:
        finish = VEHICLES[title]().finish
        if finish is not None:
            scene.finish = lambda **_: finish()  # type: ignore[method-assign]  # what a lost instrument would do


@pytest.fixture(scope="session")
def rig_session(pytestconfig: pytest.Config) -> PlantedSession:
    return PlantedSession(pytestconfig.stash[PLAN])
