"""What an ECU has stored is read on the way to rest and at the end, and what is new is told with the scenario."""

from __future__ import annotations

import pytest

from rigs.errors import SetupFailed
from rigs.rest.rest_state import verify_rest
from tests.support.kernel_rig import BARE, KernelRig


class Unit:
    """An ECU that stores a code, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def before(self) -> None:
        self.asked.append("before")

    def after(self) -> list[str]:
        self.asked.append("after")
        return ["DTC: BODY: U3003-16"]


def test_a_code_that_came_in_a_scenario_is_noted_at_its_end() -> None:
    rig, unit = KernelRig(rig=BARE), Unit()
    rig.scene._ending._connection.diagnosis = unit
    rig.scene.finish()
    assert unit.asked == ["after"]
    assert rig.journal.notes == ["DTC: BODY: U3003-16"]


def test_what_is_stored_is_noted_before_a_scenario() -> None:
    rig, unit = KernelRig(rig=BARE), Unit()
    rig.scene.diagnosis = unit
    with pytest.raises(SetupFailed):  # there is no vehicle that could come to rest
        verify_rest(rig.scene)
    assert unit.asked == ["before"]
