"""What is judged where the vehicle itself does not tell it: independent witnesses, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clock.kernel import S
from rigs.errors import Failed
from rigs.files.rig_file import RigFile
from rigs.judging.condition import Condition, value_is
from rigs.ports.port import Observation
from rigs.ports.signals import signal
from rigs.scene import UNSEEN_S
from rigs.values.interval import Interval
from tests.support.kernel_rig import RIG, KernelRig

WITNESS = signal("lights.hazard")
TOLD = signal("horn.state")
SEEN = Condition("it sounds", (WITNESS,), lambda value: value == "on")
SOUNDS = SEEN.told((TOLD,), lambda value: value == "on")
TOLD_ALONE = value_is(TOLD, "on")


def without_horn() -> RigFile:
    comfort = RIG.buses["comfort"].model_copy(update={"absent": ("horn",)})
    return RIG.model_copy(update={"buses": {**RIG.buses, "comfort": comfort}})


def rig_that_shows(*, seen: str, told: str, rig: RigFile = RIG) -> KernelRig:
    made = KernelRig(rig=rig)
    for port, value in ((WITNESS, seen), (TOLD, told)):
        made.recorder.tracks[port.name].add(Interval.at(S), value)
    made.run(2)
    return made


def test_what_is_seen_and_told_holds() -> None:
    rig_that_shows(seen="on", told="on").scene.expect(SOUNDS).now()


@pytest.mark.parametrize(("seen", "told"), [("on", "off"), ("off", "on")])
def test_a_vehicle_that_contradicts_the_witness_fails_with_both_named(seen: str, told: str) -> None:
    with pytest.raises(Failed, match=f"horn.state = {told}, lights.hazard = {seen}"):
        rig_that_shows(seen=seen, told=told).scene.expect(SOUNDS).now()


@pytest.mark.parametrize("told", ["on", "off"])
def test_where_the_signal_is_absent_the_witness_alone_decides(told: str) -> None:
    rig_that_shows(seen="on", told=told, rig=without_horn()).scene.expect(SOUNDS).now()
    with pytest.raises(Failed, match=r"lights\.hazard = off\n"):
        rig_that_shows(seen="off", told=told, rig=without_horn()).scene.expect(SOUNDS).now()


def test_what_nothing_else_shows_is_not_applicable_with_the_reason() -> None:
    scene = rig_that_shows(seen="on", told="on", rig=without_horn()).scene
    reason = "not applicable: rig virtual declares horn.state absent, and nothing else shows it"
    with pytest.raises(pytest.skip.Exception, match=reason):
        scene.expect(TOLD_ALONE)
    with pytest.raises(pytest.skip.Exception, match=reason):
        scene.track(TOLD)
    assert not scene.hears(TOLD)
    assert scene.hears(WITNESS)


def test_another_condition_may_stand_in_for_what_is_not_heard() -> None:
    scene = rig_that_shows(seen="on", told="off", rig=without_horn()).scene
    scene.expect(replace(TOLD_ALONE, witnessed=SEEN)).now()


def test_a_witness_that_sees_nothing_at_present_judges_nothing() -> None:
    scene = rig_that_shows(seen="on", told="on", rig=without_horn()).scene
    covered = replace(SEEN, seen_while=value_is(WITNESS, "off"))
    with pytest.raises(pytest.skip.Exception):
        scene.expect(replace(TOLD_ALONE, witnessed=covered))


def test_what_is_set_up_and_not_seen_is_given_time() -> None:
    rig = rig_that_shows(seen="on", told="off", rig=without_horn())
    rig.scene.settle(TOLD_ALONE)
    assert rig.kernel.now_ns == round((2 + UNSEEN_S) * S)
    assert not rig.scene.holds(TOLD_ALONE)


def test_the_signals_that_a_scenario_speaks_of_may_be_absent() -> None:
    scene = rig_that_shows(seen="on", told="on", rig=without_horn()).scene
    ports: list[Observation] = [TOLD, WITNESS]
    scene.arm(ports)
    assert TOLD.name not in scene.tracks
    assert WITNESS.name in scene.tracks
