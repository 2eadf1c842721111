"""The first page of a report: what failed and by how much, the least room of what passed, in few plain rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reports.folder.reader import read_result
from reports.html.front import MOST_MARGINS, Front, front_of
from reports.html.front_page import front_page
from reports.values.line import quantity
from rigs.files.catalogue import Catalogue
from rigs.values.measurement import Limits, Measurement
from tests.support.results_folders import LOCK, ROUTING, UNLOCK, result, suite

LATE = Measurement("time from the order until all doors are locked", 8.23, 8.24, "s", Limits(high=8.0))
EARLY = Measurement("time from the unlock until pre-conditioning is off", 56.8, 56.8, "s", Limits(58.0, 62.0))
NEVER = Measurement("time from the press until the call is taken", 602.0, None, "s", Limits(high=60.0))
NARROW = Measurement("time from the order until all doors are unlocked", 7.5, 7.6, "s", Limits(high=8.0))
WIDE = Measurement("time from the order until the app shows it", 2.0, 2.0, "s", Limits(high=60.0))
UUID_0 = "e38e27502b6671cb49ad8f7bf811368e"
"""The name that the generator gives the first result."""

FAIL = {"status": "failed", "verdict": "fail"}


def front(folder: Path, *scenarios: tuple[str, dict[str, Any], list[Measurement]]) -> Front:
    """The first page of scenarios with what was measured in them."""
    results = []
    for number, (name, changes, measured) in enumerate(scenarios):
        source = folder / f"{number}-attachment.json"
        source.write_text(json.dumps([each.as_dict() for each in measured]), encoding="utf-8")
        attached = [{"name": "measurements", "source": source.name, "type": "application/json"}]
        content = result(name, uuid=f"uuid {number}", **changes)
        content["steps"] = [{"name": "Then", "status": content["status"], "attachments": attached}]
        path = folder / f"{number}-result.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        results.append(read_result(path))
    return front_of(results)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return suite(tmp_path).catalogue


def test_a_failure_tells_its_value_its_limit_and_how_far_it_is_beyond(tmp_path: Path) -> None:
    (line,) = front(tmp_path, (LOCK, FAIL, [WIDE, LATE])).failures
    assert (line.what, line.value, line.allowed) == (LATE.name, "8.23 s to 8.24 s", "at most 8 s")
    assert line.distance == "0.24 s too late"


def test_what_came_before_its_time_is_too_early(tmp_path: Path) -> None:
    (line,) = front(tmp_path, (LOCK, FAIL, [EARLY])).failures
    assert (line.value, line.allowed, line.distance) == ("56.8 s", "58 s to 62 s", "1.2 s too early")


def test_what_never_came_stands_before_what_is_furthest_beyond_its_limit(tmp_path: Path) -> None:
    made = front(tmp_path, (LOCK, FAIL, [LATE]), (UNLOCK, FAIL, [EARLY]), (ROUTING, FAIL, [NEVER]))
    assert [line.what for line in made.failures] == [NEVER.name, EARLY.name, LATE.name]
    assert (made.failures[0].value, made.failures[0].distance) == ("not in 10 min 2 s", "never came")


def test_scenarios_that_fail_in_the_same_are_one_row_with_the_worst_value(tmp_path: Path) -> None:
    worse = Measurement(LATE.name, 9.0, 9.0, "s", Limits(high=8.0))
    (line,) = front(tmp_path, (LOCK, FAIL, [LATE]), (UNLOCK, FAIL, [worse])).failures
    assert (line.scenarios, line.distance) == (2, "1 s too late")
    assert line.requirements == ("REMOTE-15", "REMOTE-28")


def test_a_failure_without_a_measured_value_tells_what_was_expected_and_seen(tmp_path: Path) -> None:
    message = "rigs.errors.Failed: expected the LED is green; it is not\n  seen: led = red\n  at: 3 s"
    (line,) = front(tmp_path, (LOCK, FAIL | {"statusDetails": {"message": message}}, [])).failures
    assert (line.what, line.value) == ("expected the LED is green", "it is not; seen: led = red")


def test_a_run_that_watched_for_less_than_the_suite_asks_says_so(tmp_path: Path, catalogue: Catalogue) -> None:
    shorter = {"labels": [("held", "60 s of 900 s")]}
    made = front(
        tmp_path, (LOCK, shorter, []), (UNLOCK, {"labels": [("held", "120 s of 300 s")]}, []), (ROUTING, {}, [])
    )

    assert "2 scenarios watched what must last for 60 s at least, and for less than the suite asks" in front_page(
        made, catalogue, {}
    )
    assert "watched what must last" not in front_page(front(tmp_path, (ROUTING, {}, [])), catalogue, {})


def test_what_only_reports_or_judges_the_model_of_the_world_is_counted_apart(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    told: tuple[tuple[str, dict[str, Any], list[Measurement]], ...]
    told = ((UNLOCK, {"verdict": "reported"}, []), (ROUTING, {"verdict": "world model"}, [NARROW]))
    made = front(tmp_path, (LOCK, {}, [WIDE]), *told)
    page = front_page(made, catalogue, {})
    assert "1 judging scenario passed" in page
    assert "1 pass, 1 reported, 1 world model." in page
    assert [line.what for line in made.margins] == [WIDE.name]
    assert "0 of 2 scenarios passed, none failed" in front_page(front(tmp_path, *told), catalogue, {})


def test_a_limit_of_the_suite_says_whose_it_is(tmp_path: Path) -> None:
    reaction = Measurement(NEVER.name, 58.0, 58.0, "s", Limits(high=60.0, fails_above=600.0))
    (line,) = front(tmp_path, (LOCK, {}, [reaction])).margins
    assert line.allowed == "at most 60 s by the suite"


def test_the_smallest_margin_in_proportion_stands_first(tmp_path: Path) -> None:
    made = front(tmp_path, (LOCK, {}, [WIDE]), (UNLOCK, {}, [NARROW]))
    assert [(line.what, line.distance) for line in made.margins] == [(NARROW.name, "0.4 s"), (WIDE.name, "58 s")]


def test_what_was_watched_only_as_long_as_it_had_to_hold_has_no_margin(tmp_path: Path) -> None:
    held = Measurement("time that the horn is silent after the order", 60.0, None, "s", Limits(low=60.0))
    counted = Measurement("colours but orange", 0.0, 0.0, "", Limits(high=0.0))
    assert front(tmp_path, (LOCK, {}, [held, counted])).margins == []


def test_what_says_nothing_of_the_vehicle_stands_apart(tmp_path: Path) -> None:
    message = {"message": "rigs.errors.RigFault: the power supply does not answer"}
    made = front(tmp_path, (LOCK, {"status": "broken", "verdict": "rig fault", "statusDetails": message}, []))
    assert made.failures == []
    assert [(line.what, line.value) for line in made.doubts] == [("the power supply does not answer", "rig fault")]


def test_the_words_of_a_requirement_stand_beside_its_id(tmp_path: Path, catalogue: Catalogue) -> None:
    page = front_page(front(tmp_path, (LOCK, FAIL, [LATE])), catalogue, {"rig": "virtual"})
    assert '<span class="id">REMOTE-15</span> The doors are locked.' in page
    assert "1 of 1 scenario failed" in page
    assert "On rig virtual" in page


def test_a_self_test_is_told_at_the_head(tmp_path: Path, catalogue: Catalogue) -> None:
    made = front(tmp_path, (LOCK, {}, [LATE]))
    told = (
        "Self-test: at http://127.0.0.1:8080 was the suite&#x27;s own office. What passed here releases nothing."
    )
    assert told in front_page(made, catalogue, {"self-test": "http://127.0.0.1:8080"})
    assert "Self-test" not in front_page(made, catalogue, {})


def test_a_row_leads_to_its_scenario(tmp_path: Path, catalogue: Catalogue) -> None:
    page = front_page(front(tmp_path, (LOCK, FAIL, [LATE])), catalogue, {})
    assert f'<a href="#{UUID_0}">A lock order locks</a>' in page


def test_few_rows_are_shown_and_the_others_counted(tmp_path: Path, catalogue: Catalogue) -> None:
    many = [Measurement(f"time {number}", 1.0, 1.0, "s", Limits(high=9.0)) for number in range(20)]
    page = front_page(front(tmp_path, (LOCK, {}, many)), catalogue, {})
    assert page.count("<tr>") - 1 == MOST_MARGINS
    assert f"{20 - MOST_MARGINS} more are not shown here." in page
    assert "1 scenario passed" in page


def test_what_results_say_is_text_and_no_markup(tmp_path: Path, catalogue: Catalogue) -> None:
    name = "features/a/b.feature::<script>alert(1)</script>"
    page = front_page(front(tmp_path, (name, FAIL, [LATE])), catalogue, {"rig": "<b>"})
    assert "<script>alert" not in page
    assert "rig &lt;b&gt;" in page


def test_a_campaign_tells_which_faults_survived(tmp_path: Path, catalogue: Catalogue) -> None:
    message = {"message": "NotProven: nobody noticed lock-at-8.2s"}
    survived = {"status": "failed", "labels": [("campaign", "survived")], "statusDetails": message}
    made = front(tmp_path, (LOCK, survived, [LATE]), (UNLOCK, {"labels": [("campaign", "caught")]}, [NARROW]))
    assert [line.what for line in made.failures] == ["nobody noticed lock-at-8.2s"]
    assert made.margins == []
    assert "Faulty vehicles: 1 caught, 1 survived" in front_page(made, catalogue, {})


@pytest.mark.parametrize(
    ("value", "unit", "digits", "text"),
    [
        (8.24, "s", 2, "8.24 s"),
        (60.0, "s", 3, "60 s"),
        (119.999, "s", 0, "120 s"),
        (2399.6, "s", 0, "40 min"),
        (2399.168, "s", 1, "39 min 59.2 s"),
        (7325.0, "s", 0, "2 h 2 min 5 s"),
        (-300.0, "s", 0, "-5 min"),
        (1500.0, "m", 0, "1500 m"),
        (4.0, "", 0, "4"),
    ],
)
def test_values_are_told_as_people_say_them(value: float, unit: str, digits: int, text: str) -> None:
    assert quantity(value, unit, digits) == text
