"""Vehicles between two values of a number that the suite assumes: with one they pass, with the other they do not.

As `features/conftest.py` of a copied project this module takes the place of the run's rig. The title of a
scenario is the name of its vehicle profile, FIELD_VALUE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import pytest

from proof.faults.preconditioning.charge_cost import CostlyBattery
from proof.faults.preconditioning.temperature import SkewedClimate
from proof.faults.remote_control.horn import InterruptedHorn, LevelBody, PausingHorn
from proof.variant import ecu, variant
from rigs.kinds.virtual import VirtualConnector
from rigs.run.plugin import PLAN
from rigs.run.session import RigSession
from simulators.ecus.body.locks import LockingCalibration
from simulators.ecus.body.unit import Body
from simulators.ecus.climate.unit import Climate
from simulators.world import EcuFactory, World
from tests.support.stand_in import StandInSession

SLOW_LOCKS = ecu(Body, LockingCalibration(reaction_s=7.0))

TWO_HONKS = (
    "When the driver orders the horn from the app",
    "Then the horn sounds in reaction to the order",
    "When the driver orders the horn again 2 s after the start of the horn",
    "Then the vehicle honks a second time at a limited level",
)


@dataclass(frozen=True)
class Assumed:
    """A vehicle that turns on one number.

    Attributes:
        passing: A value with which the scenario passes.
        missed: A value with which it does not.
        ecus: What the vehicle has instead of the usual ECUs.
        steps: The scenario; its last step is the one that the number decides.
    """

    passing: float
    missed: float
    ecus: Mapping[str, EcuFactory]
    steps: tuple[str, ...]

    def vehicles(self, name: str) -> tuple[str, str]:
        """Return the names of the profiles with the passing and with the other value of this number."""
        return f"{name}_{self.passing:g}", f"{name}_{self.missed:g}"


ASSUMED: Mapping[str, Assumed] = {
    "limited_level_db": Assumed(3.0, 5.0, ecu(variant(LevelBody, QUIETER_DB=4.0)), TWO_HONKS),
    "second_honk_s": Assumed(5.0, 3.0, ecu(Body, variant(PausingHorn, PAUSE_S=4.0)), TWO_HONKS),
    "gap_s": Assumed(
        1.0,
        0.6,
        ecu(Body, variant(InterruptedHorn, PAUSE_S=0.8)),
        (
            "When the driver orders the horn from the app",
            "Then the horn sounds in reaction to the order",
            "And the vehicle honks once",
        ),
    ),
    "reaction_s": Assumed(
        10.0,
        5.0,
        SLOW_LOCKS,
        (
            "Given all doors are unlocked",
            "When the driver locks the vehicle with the key",
            "Then all doors are locked in reaction to the lock",
        ),
    ),
    "network_reaction_s": Assumed(
        60.0,
        5.0,
        SLOW_LOCKS,
        (
            "Given all doors are unlocked",
            "When the driver orders a lock from the app",
            "Then all doors are locked in reaction to the order",
        ),
    ),
    "cabin_tolerance_c": Assumed(
        2.0,
        1.0,
        ecu(Climate, variant(SkewedClimate, SKEW_C=1.5)),
        (
            "Given the temperature outside is -5 °C",
            "And the temperature in the cabin is -5 °C",
            "When the driver programmes pre-conditioning 50 min ahead in the app",
            "Then pre-conditioning starts between 30 min and 45 min before the target time",
            "And the cabin is at 21 °C at the target time",
        ),
    ),
    "charge_allowance_percent": Assumed(
        2.0,
        1.0,
        {"BATTERY": variant(CostlyBattery, COST_PERCENT=1.5)},
        (
            "Given the temperature outside is 5 °C",
            "And the temperature in the cabin is 5 °C",
            "And the vehicle is plugged into a regular station",
            "And charging is running",
            "And pre-conditioning is running",
            "When 10 min pass",
            "And the driver orders the end of pre-conditioning from the app",
            "Then pre-conditioning is off in reaction to the order",
            "And the battery has not lost charge or range between the start of pre-conditioning and "
            "the end of pre-conditioning",
        ),
    ),
}
"""By the name of the number."""


class AssumingSession(StandInSession):
    """A session whose titles are names of vehicle profiles."""

    def session_for(self, title: str) -> RigSession:
        vehicle = title.removeprefix("Vehicle ")
        assumed = ASSUMED[vehicle.rpartition("_")[0]]
        driver = VirtualConnector(self.plan.rig, keep_traffic=False, build=partial(World, ecus=assumed.ecus))
        return RigSession(replace(self.plan, vehicle=self.plan.vehicles[vehicle]), driver)


@pytest.fixture(scope="session")
def rig_session(pytestconfig: pytest.Config) -> AssumingSession:
    return AssumingSession(pytestconfig.stash[PLAN])
