"""Vehicles that are, or are not, what is declared: a title begins with "Vehicle DECLARED that is REAL, ".

As `features/conftest.py` of a copied project this module takes the place of the run's rig.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from clock.kernel import Kernel
from proof.faults.emergency_call.calls import CrossedTriggers
from proof.variant import ecu
from rigs.kinds.virtual import VirtualConnector
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, RigSession
from simulators.ecus.telematics.unit import Telematics
from simulators.world import EcuFactory, World
from tests.support.stand_in import StandInSession

CROSSED = "electric_with_crossed_buttons"
STEADY = "electric_that_does_not_blink"


class AuditSession(StandInSession):
    """A session of which each pair of a declared and a real vehicle has one rig."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self._session = cache(self._open)

    def session_for(self, title: str) -> RigSession:
        declared, _, real = title.removeprefix("Vehicle ").partition(", ")[0].partition(" that is ")
        return self._session(declared, real)

    def _open(self, declared: str, real: str) -> RigSession:
        vehicles = self.plan.vehicles
        ecus: dict[str, EcuFactory] = ecu(Telematics, CrossedTriggers) if real == CROSSED else {}
        steady = vehicles["electric"].model_copy(update={"switching_blinks": False})
        profile = {**vehicles, CROSSED: vehicles["electric"], STEADY: steady}[real]

        def build(kernel: Kernel, network: Any, _declared: object) -> World:
            return World(kernel, network, profile, ecus=ecus)

        driver = VirtualConnector(self.plan.rig, keep_traffic=False, build=build)
        return RigSession(replace(self.plan, vehicle=vehicles[declared]), driver)


@pytest.fixture(scope="session")
def rig_session(pytestconfig: pytest.Config) -> AuditSession:
    return AuditSession(pytestconfig.stash[PLAN])
