"""The forms of Then, and waiting; they serve every chapter."""

from __future__ import annotations

from pytest_bdd import then, when

from rigs.judging.condition import Condition
from rigs.scene import Scene
from steps.gherkin.vocabulary import event, find_event, is_over_network, phrase

THE_WAIT = event("the start of the wait")


@then(phrase("{condition}"))
def holds_now(scene: Scene, condition: Condition) -> None:
    """Expect that the condition holds at present."""
    scene.expect(condition).now()


@then(phrase("{condition} within {limit:duration} of {event}"))
def comes_within(scene: Scene, condition: Condition, limit: float, event: str) -> None:
    """Expect it within an upper limit, which the source gives."""
    scene.expect(condition).within(limit, after=find_event(scene, event))


@then(phrase("{lasting} for {duration} after {event}"))
def stays(scene: Scene, lasting: Condition, duration: float, event: str) -> None:
    """Expect that it holds without a break."""
    scene.expect(lasting).stays(duration, after=find_event(scene, event))


@then(phrase("{condition} {duration} after {event}"))
def comes_after(scene: Scene, condition: Condition, duration: float, event: str) -> None:
    """Expect it after a duration; the source gives no tolerance, the suite does (`Assumptions.tolerance_s`)."""
    tolerance_s = scene.tolerance_s(duration, condition)
    scene.expect(condition).between(duration - tolerance_s, duration + tolerance_s, after=find_event(scene, event))


@then(phrase("{condition} in reaction to {event}"))
def reacts(scene: Scene, condition: Condition, event: str) -> None:
    """Expect it within the suite's reaction limit, since the source gives no time (AMB-37)."""
    assumptions = scene.assumptions
    limit_s = assumptions.network_reaction_s if is_over_network(condition, event) else assumptions.reaction_s
    scene.expect(condition).reacts(limit_s, after=find_event(scene, event))


@then(phrase("it is reported when {condition} within {limit:duration} of {event}"))
def is_reported(scene: Scene, condition: Condition, limit: float, event: str) -> None:
    """Measure it and show the value; it is never judged."""
    scene.expect(condition).reported(limit, after=find_event(scene, event))


@when(phrase("{duration} pass"))
def time_passes(scene: Scene, duration: float) -> None:
    """Do nothing; what must not happen meanwhile is judged from the start of the wait."""
    scene.mark(THE_WAIT, scene.now(THE_WAIT))
    scene.wait(duration, "time to pass")
