"""The choice of runs in crossings: what is a behaviour, and which run comes first."""

from __future__ import annotations

from steps.gherkin.choice import Behaviour, Candidate, Meetings, behaviours

LOCKED = ("REMOTE-15", "all doors are locked within # s of the order", "the driver orders a lock from the app")
LIT = ("REMOTE-21", "the lights are on for # s in all", "the driver orders the lights from the app")
LOCK = ["the driver orders a lock from the app"]


def test_a_then_with_another_number_is_the_same_behaviour() -> None:
    thens = ("all doors are locked within 8 s of the order", "all doors are locked within 7.5 s of the order")
    assert behaviours(["REMOTE-15"], thens, LOCK) == {LOCKED}


def test_a_then_after_something_else_is_another_behaviour_but_for_numbers() -> None:
    thens = ["all doors are locked within 8 s of the order"]
    asleep, later, longer = (
        behaviours(["REMOTE-15"], thens, [*LOCK, f"{each} pass"]) for each in ("it sleeps", "3 s", "9 s")
    )
    assert later == longer
    assert asleep.isdisjoint(later)


def test_a_then_of_two_requirements_is_a_behaviour_of_each() -> None:
    assert len(behaviours(["REMOTE-13", "REMOTE-15"], ["all doors are locked within 8 s of the order"], LOCK)) == 2


def test_a_then_that_only_reports_is_no_behaviour() -> None:
    assert not behaviours(
        ["REMOTE-15"], ["it is reported when all doors are locked within 8 s of the order"], LOCK
    )


def _candidate(name: str, *holding: str, judged: Behaviour = LOCKED, steps: int = 3) -> Candidate[str]:
    return Candidate(name, frozenset({judged}), frozenset(holding), steps)


def _chosen(*candidates: Candidate[str], least: float = 0.01) -> list[str]:
    return [each.run for each in Meetings(lambda names: len(list(names))).chosen(candidates, least)]


def test_the_run_that_brings_the_most_together_comes_first() -> None:
    assert _chosen(_candidate("one", "heat"), _candidate("two", "heat", "charging")) == ["two"]


def test_what_has_met_already_adds_nothing() -> None:
    runs = _candidate("a", "heat", "charging"), _candidate("b", "charging", "call"), _candidate("c", "heat")
    assert _chosen(*runs) == ["a", "b"]


def test_what_has_met_another_behaviour_counts_anew() -> None:
    assert _chosen(_candidate("a", "heat"), _candidate("b", "heat", judged=LIT)) == ["a", "b"]


def test_of_two_runs_that_bring_the_same_the_shorter_is_taken() -> None:
    assert _chosen(_candidate("long", "heat", steps=30), _candidate("short", "heat")) == ["short"]


def test_a_run_that_is_not_worth_its_time_is_left_out() -> None:
    runs = _candidate("a", "heat", "charging"), _candidate("b", "heat", "charging", judged=LIT, steps=200)
    assert _chosen(*runs, least=0.1) == ["a"]


def test_what_was_noted_before_counts_as_met() -> None:
    meetings = Meetings(lambda names: len(list(names)))
    meetings.add([LOCKED], {"heat"})
    assert [each.run for each in meetings.chosen([_candidate("a", "heat"), _candidate("b", "call")], 0.01)] == [
        "b"
    ]
