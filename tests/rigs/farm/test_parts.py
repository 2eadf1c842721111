"""The parts of a plan are disjoint, whole together, balanced, and the same on every machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rigs.errors import ConfigurationError
from rigs.farm.fitting import Candidate, fitting, in_order
from rigs.farm.parts import Part, length_s, parse_part, part_of, parts_of
from rigs.farm.plan_file import Entry, NightPlan
from tests.support.night_plans import plan_of

lengths = st.lists(st.floats(0, 20_000, allow_nan=False), max_size=60)
plans = st.builds(plan_of, lengths, st.integers(0, 10))
counts = st.integers(1, 9)


@given(plans, counts)
def test_each_scenario_stands_in_one_part(plan: NightPlan, count: int) -> None:
    dealt = [name for held in parts_of(plan, count) for name in held]

    assert sorted(dealt) == sorted(plan.selected)


@given(plans, counts)
def test_a_part_runs_in_the_order_of_the_plan(plan: NightPlan, count: int) -> None:
    place = {name: number for number, name in enumerate(plan.selected)}

    assert all(
        [place[name] for name in held] == sorted(place[name] for name in held) for held in parts_of(plan, count)
    )


@given(plans, counts)
def test_no_part_is_longer_than_another_by_more_than_one_scenario(plan: NightPlan, count: int) -> None:
    taken_s = [length_s(plan, held) for held in parts_of(plan, count)]
    longest_s = max((each.s for each in plan.runs), default=0)

    assert max(taken_s) - min(taken_s) <= longest_s + 0.001 * (len(plan.runs) + 1)


@given(plans, counts, st.data())
def test_a_machine_that_asks_for_its_part_alone_gets_the_same(
    plan: NightPlan, count: int, data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, count))
    read_elsewhere = NightPlan.model_validate(plan.model_dump(by_alias=True))

    assert part_of(read_elsewhere, Part(number, count)) == parts_of(plan, count)[number - 1]


def test_ten_hours_on_three_benches_are_cut_to_the_minute() -> None:
    plan = plan_of([60.0 + 7 * number % 400 for number in range(600)])
    taken_s = [length_s(plan, held) for held in parts_of(plan, 3)]

    assert max(taken_s) - min(taken_s) < 60


@pytest.mark.parametrize("text", ["4/3", "0/3", "-1/3", "1/0", "1", "", "a/b", "1/3/3", "1/1001", "٢/٣", "1/3 "])
def test_what_is_no_part_is_refused_with_what_is_one(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"--shard: part = '.*': (allowed: 1/|must be K/N)"):
        parse_part(text)


def test_a_part_that_is_too_high_is_told_those_that_there_are() -> None:
    with pytest.raises(ConfigurationError, match="allowed: 1/3, 2/3, 3/3; parts are counted from 1"):
        parse_part("4/3")


def of_length(length_s: float, *requirements: str, early: bool = False) -> Candidate:
    return Candidate(Entry(s=length_s, by="last run", scenario=f"{length_s}{requirements}"), requirements, early)


def test_each_requirement_comes_first_by_its_shortest_scenario() -> None:
    candidates = [of_length(1, "A"), of_length(2, "A"), of_length(900, "B"), of_length(5, "B", "C")]

    assert [each.entry.s for each in in_order(candidates)] == [1, 5, 2, 900]


def test_what_must_be_early_comes_before_all_else() -> None:
    candidates = [of_length(1, "A"), of_length(2, "B", early=True)]

    assert [each.entry.s for each in in_order(candidates)] == [2, 1]


@given(lengths, st.floats(0.001, 10), counts)
def test_what_fits_fits_into_its_parts_and_nothing_is_lost(taken_s: list[float], hours: float, count: int) -> None:
    candidates = [of_length(each, str(number)) for number, each in enumerate(taken_s)]
    fits, left = fitting(candidates, hours, count)

    assert sorted(each.s for each in (*fits, *left)) == sorted(taken_s)
    plan = plan_of([each.s for each in fits])
    assert all(length_s(plan, held) <= hours * 3600 + 0.001 for held in parts_of(plan, count))


def test_parts_that_are_cut_by_length_are_no_longer_than_the_night() -> None:
    hours = 6 / 3600
    fits, left = fitting([of_length(each) for each in (3, 2, 2, 3, 2)], hours, 2)

    assert [each.s for each in left] == [2]
    assert len(fits) == 4


def test_what_is_longer_than_the_night_is_left_and_what_is_shorter_behind_it_runs() -> None:
    fits, left = fitting([of_length(4000, "A"), of_length(3000, "B")], 1.0, 1)

    assert [each.s for each in fits] == [3000]
    assert [each.s for each in left] == [4000]
