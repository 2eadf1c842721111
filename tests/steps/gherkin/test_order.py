"""In which order xdist gets scenarios."""

from __future__ import annotations

import json

import pytest

from steps.gherkin.order import DURATIONS, declared_s, longest_first
from tests.reports.test_reports_allure import CONFTEST, INI, THEN, Suite, scenario

pytest_plugins = ["pytester"]

FILE = "features/remote_control/locking.feature"
COLLECTOR = '"steps.gherkin.collect",'


def test_the_longest_are_dealt_out_each_with_one_of_the_shortest_behind_it() -> None:
    assert longest_first([1, 9, 3, 8, 2, 7], workers=2) == [1, 0, 3, 4, 5, 2]


def test_few_items_are_dealt_out_one_by_one_longest_first() -> None:
    assert longest_first([1, 9, 3], workers=2) == [1, 2, 0]


def test_items_of_one_length_stay_in_their_order_behind_those_dealt_out_first() -> None:
    assert longest_first([0.0] * 6, workers=1) == [0, 5, 1, 2, 3, 4]


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_no_item_is_lost_and_none_comes_twice(workers: int) -> None:
    assert sorted(longest_first([3, 1, 2, 5, 4, 0, 7, 6, 8], workers)) == list(range(9))


def test_the_time_that_sentences_speak_of_is_added_up() -> None:
    sentences = ["1.5 min pass", "the horn is silent for 10 s after the order", "door 2 is open", "after 2 h"]
    assert declared_s(sentences) == 90 + 10 + 7200


def test_a_worker_runs_what_took_long_last_time_before_what_took_less(pytester: pytest.Pytester) -> None:
    suite = Suite(pytester)
    pytester.makeini(INI.replace("-p no:cacheprovider", ""))
    pytester.makeconftest(CONFTEST.replace(COLLECTOR, f'{COLLECTOR} "steps.gherkin.order",'))
    suite.write(*(scenario(f"It takes {name}", "Given the vehicle is awake", THEN) for name in ("1", "2", "3")))
    pytester.runpytest_inprocess()
    cache = next(pytester.path.glob(f"**/{DURATIONS}"))
    known_s = json.loads(cache.read_text(encoding="utf-8"))
    assert known_s[f"{FILE}::It takes 1"] >= 0
    known_s.update({f"{FILE}::It takes {took_s}": took_s for took_s in (1, 2, 3)})
    cache.write_text(json.dumps(known_s), encoding="utf-8")
    ran = pytester.runpytest_inprocess("-n", "1", "-v")
    done = [line for line in ran.outlines if "It takes" in line and "PASS" in line]
    assert [line.partition("It takes ")[2][0] for line in done] == ["3", "2", "1"]
