"""A rig that lies, within its uncertainty or without telling, never comes to a pass that is none."""

from __future__ import annotations

import pytest

from tests.support.liars import ASLEEP, AUDIO, HORN, LIARS, LOCK, STARTED
from tests.support.project import Result, new_project

FEATURE = """Feature: Liars
  @req-REMOTE-15
  Rule: The doors lock within 8 s of the order
{locks}
  @req-REMOTE-27
  Rule: A second order before the end of the first honks again at a limited level
{horns}
  @req-PRIV-11
  Rule: The privacy mode stays as it is
{modes}
  @req-PRIV-18
  Rule: A double-push brings the first prompt
{prompts}
"""
LOCKING = """
    Scenario: {}
      Given all doors are closed
      And all doors are unlocked
      And the vehicle is asleep
      When the driver orders a lock from the app
      Then all doors are locked within 8 s of the order
"""
HONKING = """
    Scenario: {}
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the horn again 5 s after the start of the horn
      Then the vehicle honks a second time at a limited level
"""
SILENCE = """
    Scenario: {}
      Given the vehicle is in private mode
      And the vehicle is started
      When 60 s pass
      Then no prompt is heard for 60 s after the start of the wait
"""
STAYS = """
    Scenario: {}
      When 60 s pass
      Then the vehicle stays in geolocated mode for 60 s after the start of the wait
"""
STARTED_STAYS = STAYS.replace("When", "Given the vehicle is started\n      When")
PROMPT = """
    Scenario: {}
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
"""
HONEST = (
    *("An honest rig", "An honest meter", "A capture that hears"),
    *("An ear that hears to the end", "An ear that hears a vehicle sleep"),
)
WITNESSED = "A late lock by a clock that lags as far as the rig file allows"
VERDICTS = {
    "Frames lost here and there": "rig fault",
    "Nothing heard for a third of a second": "rig fault",
    "An adapter that overflows": "rig fault",
    "An adapter that leaves the bus": "rig fault",
    "An ear that goes deaf while the vehicle is awake": "rig fault",
    "An ear that goes deaf while the vehicle sleeps": "rig fault",
    "Frames of two ECUs lost to the end": "rig fault",
    "A late lock by a clock that lags": "rig fault",
    "A good lock by a clock that leads": "rig fault",
    "A good lock whose frame was lost": "inconclusive",
    "A honk too loud, by a meter that makes it quieter": "inconclusive",
    "A honk quiet enough, by a meter that makes it louder": "inconclusive",
    "A capture that is silent": "rig fault",
    "A capture that falls silent": "rig fault",
    "A prompt into a capture that is silent": "rig fault",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    project = new_project(tmp_path_factory)
    project.plant_rig("liars.py")
    steps = {title: PROMPT if title.startswith("A prompt") else SILENCE for title in AUDIO}
    text = FEATURE.format(
        locks="".join(LOCKING.format(title) for title in LOCK),
        horns="".join(HONKING.format(title) for title in HORN),
        modes="".join(
            text.format(title) for liars, text in ((STARTED, STARTED_STAYS), (ASLEEP, STAYS)) for title in liars
        ),
        prompts="".join(text.format(title) for title, text in steps.items()),
    )
    project.write("features/remote_control/liars.feature", text)
    run = project.run("features/remote_control/liars.feature")
    found = project.results()
    assert set(found) == set(LIARS), run.output
    return found


@pytest.mark.parametrize("title", HONEST)
def test_an_honest_rig_comes_to_a_pass(title: str, results: dict[str, Result]) -> None:
    assert results[title].verdict == "pass", results[title].message


@pytest.mark.parametrize(("title", "verdict"), VERDICTS.items())
def test_a_rig_that_lies_comes_to_no_verdict_on_the_vehicle(
    title: str, verdict: str, results: dict[str, Result]
) -> None:
    assert (results[title].status, results[title].verdict) == ("broken", verdict), results[title].message


def test_the_sensors_of_the_latches_tell_a_late_lock_where_the_bus_alone_could_not(
    results: dict[str, Result],
) -> None:
    result = results[WITNESSED]
    assert (result.status, result.verdict) == ("failed", "fail"), result.message


def test_each_liar_is_judged() -> None:
    assert set(LIARS) == {*HONEST, *VERDICTS, WITNESSED}
