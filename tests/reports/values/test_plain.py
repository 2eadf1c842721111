"""A requirement in plain words: what it came to, and the worst that was measured of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reports.folder.reader import ScenarioResult, read_result
from reports.html.front import front_of
from reports.html.front_page import front_page
from reports.values.plain import Plain, plain_lines, told
from rigs.files.catalogue import Catalogue, Requirement
from rigs.files.rig_file import ROOT
from rigs.values.measurement import Limits, Measurement
from tests.support.results_folders import LOCK, ROUTING, UNLOCK, result
from tests.support.suite_cases import suite_cases

CATALOGUE = Catalogue.load(ROOT / "features" / "requirements.toml")
FAIL = {"status": "failed", "verdict": "fail"}
REACTION = Measurement(
    "time from the order until the app shows it", 9.0, 9.0, "s", Limits(high=10.0, fails_above=100.0)
)


def locked(low_s: float, high_s: float | None) -> Measurement:
    return Measurement("time from the order until all doors are locked", low_s, high_s, "s", Limits(high=8.0))


def results(folder: Path, *scenarios: tuple[str, dict[str, Any], list[Measurement]]) -> list[ScenarioResult]:
    """Results of scenarios with what was measured in them."""
    found = []
    for number, (name, changes, measured) in enumerate(scenarios):
        source = folder / f"{number}-attachment.json"
        source.write_text(json.dumps([each.as_dict() for each in measured]), encoding="utf-8")
        content = result(name, uuid=f"uuid {number}", **changes)
        content["steps"][0]["attachments"] = [{"name": "measurements", "source": source.name, "type": "json"}]
        path = folder / f"{number}-result.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        found.append(read_result(path))
    return found


def plain(folder: Path, *scenarios: tuple[str, dict[str, Any], list[Measurement]]) -> dict[str, Plain]:
    return {line.requirement.id: line for line in plain_lines(CATALOGUE, results(folder, *scenarios))}


def test_the_worst_value_stands_with_its_limit_and_its_scenario(tmp_path: Path) -> None:
    line = plain(tmp_path, (LOCK, {}, [locked(2.0, 2.1)]), (UNLOCK, {}, [locked(3.0, 3.0)]))["REMOTE-15"]
    assert (line.sentence, line.state) == ("The car locks within 8 s of the tap.", "pass")
    assert told(line.worst) == "worst 3 s (at most 8 s), in An unlock order unlocks"


def test_a_value_beyond_its_limit_is_worse_than_one_near_it_and_what_never_came_is_worst(tmp_path: Path) -> None:
    near, late, never = [locked(7.99, 7.99)], [locked(8.2, 8.2)], [locked(12.0, None)]
    assert told(plain(tmp_path, (LOCK, {}, near), (UNLOCK, FAIL, late))["REMOTE-15"].worst).startswith(
        "worst 8.2 s"
    )
    worst = plain(tmp_path, (LOCK, FAIL, never), (UNLOCK, FAIL, late))["REMOTE-15"].worst
    assert told(worst).startswith("worst not in 12 s")


def test_a_limit_that_the_requirement_names_comes_before_one_of_the_suite(tmp_path: Path) -> None:
    lines = plain(tmp_path, (UNLOCK, {"requirements": ("REMOTE-15", "REMOTE-13")}, [REACTION, locked(2.0, 2.0)]))
    assert told(lines["REMOTE-15"].worst).startswith("worst 2 s (at most 8 s)")
    assert told(lines["REMOTE-13"].worst).startswith("worst 9 s (at most 10 s by the suite)")


def test_a_duration_with_a_tolerance_and_one_in_minutes_are_known_as_the_requirements_own(tmp_path: Path) -> None:
    stop = Measurement("time from the unlock until it is off", 59.0, 59.0, "s", Limits(58.0, 62.0))
    end = Measurement("time from the target time until it is off", 602.0, 602.0, "s", Limits(595.0, 605.0))
    names = ("PRECOND-15", "PRECOND-07")
    lines = plain(tmp_path, (LOCK, {"requirements": names}, [REACTION, stop, end]))
    assert told(lines["PRECOND-15"].worst).startswith("worst 59 s (58 s to 62 s)")
    assert told(lines["PRECOND-07"].worst).startswith("worst 10 min 2 s")


def test_without_a_measured_limit_there_is_no_worst_value(tmp_path: Path) -> None:
    held = Measurement("time that the horn is silent", 60.0, None, "s", Limits(low=60.0))
    assert told(plain(tmp_path, (LOCK, {}, [held]))["REMOTE-15"].worst) == ""


def test_faulty_vehicles_and_campaigns_say_nothing_of_a_requirement(tmp_path: Path) -> None:
    fault, campaign = ({"labels": [pair]} for pair in (("fault", "lock-never"), ("campaign", "caught")))
    assert plain(tmp_path, (LOCK, fault, []), (UNLOCK, campaign, [])) == {}


def test_the_report_has_the_lines_at_its_head_and_opens_the_chapters_that_need_a_look(tmp_path: Path) -> None:
    found = results(tmp_path, (LOCK, FAIL, [locked(8.2, 8.2)]), (ROUTING, {"verdict": "world model"}, []))
    page = front_page(front_of(found), CATALOGUE, {}, list(plain_lines(CATALOGUE, found)))
    assert page.index("in plain words") < page.index("What failed, and by how much")
    assert '<details><summary>Emergency call: <span class="quiet">1 world model</span>' in page
    assert '<details open><summary>Remote control: <span class="fail">1 fail</span>' in page
    assert "The car locks within 8 s of the tap: worst <b>8.2 s</b> (at most 8 s)" in page


CARRIED = {name for _, case in suite_cases() for name in case.requirements}


@pytest.mark.parametrize(
    "requirement", [each for each in CATALOGUE if each.id in CARRIED], ids=lambda each: each.id
)
def test_each_requirement_that_has_a_scenario_has_plain_words_of_its_own(requirement: Requirement) -> None:
    assert requirement.plain is not None
    assert requirement.plain != requirement.text
    assert [each.id for each in CATALOGUE if each.plain == requirement.plain] == [requirement.id]
    known = ("AMB-", "@", "ECU", "PSAP", "KL15", "MSD", "DUT", "uplink")
    assert [word for word in known if word in requirement.plain] == []
