"""How much shorter a scenario is where what must last is watched for less, and which waits are there for it."""

from __future__ import annotations

import pytest
from pytest_bdd.parser import Step

from clock.kernel import seconds
from rigs.files.hardware import Time
from steps.expectations import lasts, time_passes
from steps.gherkin.holds import judged_waits_s, saved_s
from tests.support.kernel_rig import LOCKED as LOCKED_DOOR
from tests.support.kernel_rig import KernelRig

WAIT = "When 5 min pass"
DURING = "Then all doors stay locked for 5 min after the start of the wait"
ORDER = "When the driver orders a lock from the app"
LOCKED = "Then all doors are locked within 8 s of the order and stay so for 15 min"


def steps(*lines: str) -> list[Step]:
    """Steps as a feature has them; And stands for the word before."""
    found: list[Step] = []
    for number, line in enumerate(lines):
        word, _, name = line.partition(" ")
        kind = found[-1].type if word == "And" else word.lower()
        found.append(Step(name=name, type=kind, indent=0, line_number=number, keyword=word))
    return found


def test_a_wait_is_judged_where_all_behind_it_judges_what_lasts_as_long() -> None:
    both = steps(WAIT, DURING, "And charging goes on for 4 min after the order")
    assert judged_waits_s(both) == {300.0}


@pytest.mark.parametrize(
    "then",
    [
        "Then all doors are locked",
        "Then charging stays off for 30 min after the programming",
        ORDER,
    ],
)
def test_a_wait_that_something_else_comes_after_is_waited_for(then: str) -> None:
    assert judged_waits_s(steps(WAIT, then)) == frozenset()


def test_a_wait_that_is_there_for_two_reasons_is_waited_for() -> None:
    assert judged_waits_s(steps(WAIT, DURING, WAIT, ORDER)) == frozenset()


@pytest.mark.parametrize(
    ("lines", "less_s"),
    [
        ((ORDER, LOCKED), 840.0),
        ((ORDER, LOCKED, LOCKED.replace("15 min", "5 min")), 840.0),
        ((ORDER, LOCKED, ORDER, LOCKED), 1680.0),
        ((ORDER, LOCKED.replace("15 min", "30 s")), 0.0),
        ((ORDER, LOCKED.replace("15 min", "2 min")), 0.0),
        ((WAIT, DURING), 240.0),
        ((WAIT, "Then charging goes on for 6 min after the order"), 300.0),
        ((WAIT, ORDER, LOCKED), 840.0),
        ((WAIT, DURING, "And all doors are locked"), 0.0),
        ((ORDER, "Then no call is placed from 5 s to 10 min after the order"), 535.0),
        ((ORDER, "Then charging stays off for 9:50 min after the programming"), 0.0),
        ((ORDER, "Then charging stays off for 30 min after the programming"), 0.0),
        (("Given the battery charges for 15 min", ORDER), 0.0),
    ],
)
def test_a_scenario_is_shorter_by_what_it_is_not_watched_for(lines: tuple[str, ...], less_s: float) -> None:
    assert saved_s(steps(*lines), {120.0}, 60.0) == less_s


@pytest.mark.parametrize(("event", "watched_s"), [("the order", 60.0), ("the programming", 900.0)])
def test_what_lasts_from_a_programming_on_is_watched_in_full(event: str, watched_s: float) -> None:
    rig = KernelRig()
    rig.scene.rig = rig.scene.rig.model_copy(update={"time": Time(hold_s=60.0)})
    rig.show("locked", 0)
    lasts(rig.scene, LOCKED_DOOR, 900.0, rig.event(event, 10))
    (measurement,) = rig.journal.measurements
    assert measurement.low == watched_s


def test_a_wait_that_is_judged_alone_is_as_long_as_the_rig_watches() -> None:
    rig = KernelRig()
    scene = rig.scene
    scene.rig = scene.rig.model_copy(update={"time": Time(hold_s=60.0)})
    scene.judged_waits_s = frozenset({300.0})
    time_passes(scene, 300.0)
    assert rig.kernel.now_ns == seconds(60)
    time_passes(scene, 240.0)
    assert rig.kernel.now_ns == seconds(300)
