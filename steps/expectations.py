"""The forms of Then, and waiting; they serve every chapter."""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import then, when

from rigs.judging.condition import Condition
from rigs.scene import Scene
from rigs.values.interval import Event
from steps.gherkin.holds import IN_FULL
from steps.gherkin.vocabulary import (
    REPORTED,
    enumeration,
    event,
    find_event,
    is_by_office,
    is_over_network,
    phrase,
)

OFFICE_REACTION_S = 3600.0
"""Time in s that the office has for mail and contracts (AMB-37)."""

THE_WAIT = event("the start of the wait")

Tail = Callable[[Scene, Condition, float, Event], None]
"""Type of what is expected of a condition from the moment on at which it came true, for a time in s."""


def lasts(scene: Scene, condition: Condition, for_s: float, after: Event) -> None:
    """Expect that it holds from an event on without a break, for as long as this rig watches what must last."""
    watched_s = for_s if after.name == IN_FULL else scene.watched_s(for_s)
    scene.expect(condition).stays(watched_s, after=after, asked_s=for_s)


def comes_once(scene: Scene, condition: Condition, for_s: float, after: Event) -> None:
    """Expect that what came true at an event does not come again, for as long as this rig watches for it."""
    scene.expect(condition).once(scene.watched_s(for_s), after=after, asked_s=for_s)


enumeration("tail", {"and stay so": lasts, "and stays so": lasts, "and not again": comes_once})


@then(phrase("{condition}"))
def holds_now(scene: Scene, condition: Condition) -> None:
    """Expect that the condition holds at present."""
    scene.expect(condition).now()


@then(phrase("{condition} within {limit:duration} of {event}"))
def comes_within(scene: Scene, condition: Condition, limit: float, event: str) -> None:
    """Expect it within an upper limit, which the source gives."""
    scene.expect(condition).within(limit, after=find_event(scene, event))


@then(phrase("{condition} within {limit:duration} of {event} {tail} for {duration}"))
def comes_within_with_tail(
    scene: Scene, condition: Condition, limit: float, event: str, tail: Tail, duration: float
) -> None:
    """Expect it within an upper limit, and from then on that it stays so, or does not come again."""
    tail(scene, condition, duration, scene.expect(condition).within(limit, after=find_event(scene, event)))


@then(phrase("{lasting} for {duration} after {event}"))
def stays(scene: Scene, lasting: Condition, duration: float, event: str) -> None:
    """Expect that it holds without a break."""
    lasts(scene, lasting, duration, find_event(scene, event))


@then(phrase("{lasting} from {start:duration} to {end:duration} after {event}"))
def stays_from(scene: Scene, lasting: Condition, start: float, end: float, event: str) -> None:
    """Expect that it holds without a break from a time on by which it must have come, or have held all along."""
    cause = find_event(scene, event)
    watched_s = end - start if end in scene.source_s else scene.watched_s(end - start)
    scene.expect(lasting).stays(watched_s, after=cause.later(start), asked_s=end - start)


@then(phrase("{condition} {duration} after {event}"))
def comes_after(scene: Scene, condition: Condition, duration: float, event: str) -> None:
    """Expect it after a duration; the source gives no tolerance, the suite does (`Assumptions.tolerance_s`)."""
    _comes_after(scene, condition, duration, event)


@then(phrase("{condition} {duration} after {event} {tail} for {tail_duration:duration}"))
def comes_after_with_tail(
    scene: Scene, condition: Condition, duration: float, event: str, tail: Tail, tail_duration: float
) -> None:
    """Expect it after a duration, and from then on that it stays so, or does not come again."""
    tail(scene, condition, tail_duration, _comes_after(scene, condition, duration, event))


@then(phrase("{condition} in reaction to {event}"))
def reacts(scene: Scene, condition: Condition, event: str) -> None:
    """Expect it within the suite's reaction limit, since the source gives no time (AMB-37)."""
    _reacts(scene, condition, event)


@then(phrase("{condition} in reaction to {event} {tail} for {duration}"))
def reacts_with_tail(scene: Scene, condition: Condition, event: str, tail: Tail, duration: float) -> None:
    """Expect it within the suite's reaction limit, and from then on that it stays so, or does not come again."""
    tail(scene, condition, duration, _reacts(scene, condition, event))


@then(phrase(f"{REPORTED}{{condition}} within {{limit:duration}} of {{event}}"))
def is_reported(scene: Scene, condition: Condition, limit: float, event: str) -> None:
    """Measure it and show the value; it is never judged."""
    scene.expect(condition).reported(limit, after=find_event(scene, event))


@then("no standing invariant has been broken")
def invariants_hold(scene: Scene) -> None:
    """Judge what stands for all scenarios; each is judged at its end too, so this matters where one goes on."""
    scene.catch_up()
    scene.judge_invariants()


@when(phrase("{duration} pass"))
def time_passes(scene: Scene, duration: float) -> None:
    """Do nothing; what must not happen meanwhile is judged from the start of the wait."""
    scene.mark(THE_WAIT, scene.now(THE_WAIT))
    scene.wait(scene.watched_s(duration) if duration in scene.judged_waits_s else duration, "time to pass")


def _comes_after(scene: Scene, condition: Condition, duration_s: float, event: str) -> Event:
    tolerance_s = scene.tolerance_s(duration_s, condition)
    low_s, high_s = duration_s - tolerance_s, duration_s + tolerance_s
    return scene.expect(condition).between(low_s, high_s, after=find_event(scene, event))


def _reacts(scene: Scene, condition: Condition, event: str) -> Event:
    assumptions, cause = scene.assumptions, find_event(scene, event)
    judged = scene.judged(condition) or condition
    stands_in = not set(judged.ports) <= set(condition.ports)
    if stands_in and (present := scene.truth(condition).track.at(cause.when.earliest_ns)) and present.value:
        raise scene.not_applicable(condition.ports)  # what a witness saw before tells nothing of a reaction
    if is_by_office(judged):
        return scene.expect(condition).reacts(OFFICE_REACTION_S, after=cause)
    limit_s = assumptions.network_reaction_s if is_over_network(judged, event) else assumptions.reaction_s
    return scene.expect(condition).reacts(limit_s, after=cause)
