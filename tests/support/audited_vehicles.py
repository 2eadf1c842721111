"""Vehicles that are, or are not, what is declared: the title of a scenario begins with "DECLARED that is REAL, ".

As `features/conftest.py` of a copied project this module takes the place of the run's rig.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from clock.kernel import Kernel
from proof.faults.emergency_call.calls import CrossedTriggers
from proof.variant import ecu
from rigs.kinds.virtual import VirtualConnector
from rigs.pace import WaitListener
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, RigSession
from rigs.scene import Scene
from simulators.ecus.telematics.unit import Telematics
from simulators.world import EcuFactory, World

CROSSED = "electric_with_crossed_buttons"
STEADY = "electric_that_does_not_blink"


class AuditSession:
    """Stands in for `rigs.run.session.RigSession`."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._session = cache(self._open)

    def _open(self, declared: str, real: str) -> RigSession:
        vehicles = self._plan.vehicles
        ecus: dict[str, EcuFactory] = ecu(Telematics, CrossedTriggers) if real == CROSSED else {}
        steady = vehicles["electric"].model_copy(update={"switching_blinks": False})
        profile = {**vehicles, CROSSED: vehicles["electric"], STEADY: steady}[real]

        def build(kernel: Kernel, network: Any, _declared: object) -> World:
            return World(kernel, network, profile, ecus=ecus)

        connector = VirtualConnector(self._plan.rig, keep_traffic=False, build=build)
        return RigSession(replace(self._plan, vehicle=vehicles[declared]), connector)

    @contextmanager
    def scene(
        self, scenario: str, needs: tuple[str, ...], on_wait: WaitListener | None = None, *, may_call: bool
    ) -> Iterator[Scene]:
        pair, _, _ = scenario.partition("::Vehicle ")[2].partition(", ")
        declared, _, real = pair.partition(" that is ")
        with self._session(declared, real).scene(scenario, needs, on_wait, may_call=may_call) as scene:
            yield scene


@pytest.fixture(scope="session")
def rig_session(pytestconfig: pytest.Config) -> AuditSession:
    return AuditSession(pytestconfig.stash[PLAN])
