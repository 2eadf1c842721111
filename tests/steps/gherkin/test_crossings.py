"""Scenarios in crossings: what runs, on which vehicle, what stands, and what a crossing is refused for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rigs.errors import ConfigurationError
from steps.gherkin.crossings import Crossings
from tests.support.project import Project, project_of

FEATURE = "features/remote_control/crossed.feature"
LOCK = "A lock order locks"
HONK = "One order honks once"

SCENARIOS = """\
Feature: Orders meanwhile

  @req-REMOTE-15
  Scenario: A lock order locks
    Given all doors are unlocked
    When the driver orders a lock from the app
    Then all doors are locked within 8 s of the order

  @req-REMOTE-27 @smoke
  Scenario: One order honks once
    When the driver orders the horn from the app
    Then the horn sounds in reaction to the order
    And the vehicle honks once
"""

SHARED = """\
Feature: Orders that two requirements share

  @req-REMOTE-13
  Scenario: Nothing comes of nothing
    Given all doors are closed
    When 60 s pass
    Then the horn stays silent for 60 s after the start of the wait

  @req-REMOTE-28
  Scenario: An unlock order unlocks
    Given all doors are locked
    When the driver orders an unlock from the app
    Then all doors are unlocked within 8 s of the order

  @req-REMOTE-13 @req-REMOTE-28
  Scenario: The doors follow both orders
    Given all doors are locked
    When the driver orders an unlock from the app
    Then all doors are unlocked within 8 s of the order
    When the driver orders a lock from the app
    Then all doors are locked within 8 s of the order
"""

PRICE = "The store tells what Remote Control costs"

OFFICE = f"""\
Feature: What the office does

  @req-REMOTE-01
  Scenario: {PRICE}
    When the driver orders a lock from the app
    Then all doors are locked within 8 s of the order
"""

HISTORIES = """\
[history.slept]
sentence = "the vehicle has slept"
steps = ["Given the vehicle is asleep", "When 8 h pass"]
tags = ["long"]
at_rest = true

[history."once before"]
sentence = "the scenario has passed once"
steps = ["the scenario itself"]
"""

OFFICE_HISTORY = """
[history."second subscription"]
of_office = true
sentence = "a service was subscribed to"
steps = ["When the owner subscribes to Danger Zone Alerts"]
at_rest = true
"""

OFFICE_CROSSING = """\
[crossing.west]
of_office = true
sentence = "the customer lives in Cayenne"
steps = ["Given the customer lives in Cayenne"]

"""

CROSSINGS = """\
[crossing.heat]
sentence = "it is hot"
steps = ["Given the temperature outside is 45 °C"]
needs = ["connected"]
apart_from = ["temperature"]

[crossing.frost]
sentence = "it is cold"
steps = ["Given the temperature outside is -30 °C"]
needs = ["connected"]
apart_from = ["temperature"]

[crossing.hybrid]
sentence = "it is a hybrid"
needs = ["hybrid"]

[crossing.unlocked]
sentence = "the vehicle is unlocked"
steps = ["Given all doors are unlocked"]
apart_from = ["lock"]

[crossing.lights]
sentence = "the driver orders the lights meanwhile"
meanwhile = ["When the driver orders the lights from the app"]
needs = ["connected"]
apart_from = ["lights"]

[crossing.broken]
sentence = "a charge runs that cannot"
steps = ["Given charging is running"]
not_with = ["smoke"]
needs = ["connected"]

[[except]]
during = ["broken"]
scenarios = ["features/remote_control/crossed.feature::A lock*"]
reason = "It is only an example."
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = project_of(tmp_path_factory, "remote_control")
    for path in (made.root / "features" / "remote_control").iterdir():
        path.unlink()
    made.write(FEATURE, SCENARIOS)
    made.write("features/histories.toml", "")
    made.write("features/crossings.toml", CROSSINGS)
    return made


def selected(project: Project, *arguments: str) -> list[str]:
    lines = project.run("--collect-only", "-q", *arguments).output.splitlines()
    return [line.partition("::")[2] for line in lines if line.startswith(FEATURE)]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["features/", "--crossing", "none"], [LOCK, HONK]),
        (["features/", "--crossing", "heat"], [f"{LOCK}[while: heat]", f"{HONK}[while: heat]"]),
        (["features/", "--crossing", "unlocked"], [f"{HONK}[while: unlocked]"]),
        (["features/", "--crossing", "broken"], []),
        (["features/", "--crossings", "-m", "smoke", "-k", "hybrid"], [f"{HONK}[while: hybrid]"]),
        (["features/", "--crossing", "hybrid", "--vehicle", "combustion"], []),
        (["features/remote_control"], [LOCK, HONK]),
        (["features/", "--prove"], []),
        ([f"{FEATURE}::{LOCK}[while: broken]"], [f"{LOCK}[while: broken]"]),
    ],
)
def test_crossings_run_when_they_are_asked_for(project: Project, arguments: list[str], titles: list[str]) -> None:
    assert selected(project, *arguments) == titles


def test_of_each_requirement_the_whole_suite_meets_all_crossings_that_go_with_it(project: Project) -> None:
    done = project.run("features/")
    assert done.code == 0, done.output
    assert "2 scenarios, 2 in crossings" in done.output
    firsts = {
        name.partition("[")[0]: next(iter(result.steps))
        for name, result in project.results().items()
        if "[while: all at once" in name
    }
    assert "it is a hybrid" in firsts[LOCK]
    assert ("it is hot" in firsts[LOCK]) != ("it is cold" in firsts[LOCK])
    assert "the vehicle is unlocked" not in firsts[LOCK]
    assert "the vehicle is unlocked" in firsts[HONK]


def test_the_whole_suite_runs_one_after_histories_and_in_crossings_behind_them(project: Project) -> None:
    project.write("features/histories.toml", HISTORIES)
    try:
        done = project.run("features/")
    finally:
        project.write("features/histories.toml", "")
    assert done.code == 0, done.output
    both = {name: [*result.steps] for name, result in project.results().items() if "][after: all in turn]" in name}
    assert {name.partition("[")[0] for name in both} <= {LOCK, HONK}
    (first, second, *_), *_ = both.values()
    assert first.startswith("After the vehicle has slept, and the scenario has passed once")
    assert second.startswith("While ")


def test_one_after_histories_and_in_crossings_is_named_by_both(project: Project) -> None:
    project.write("features/histories.toml", HISTORIES)
    name = f"{LOCK}[while: heat][after: once before]"
    try:
        done = project.run(f"{FEATURE}::{name}")
    finally:
        project.write("features/histories.toml", "")
    result = project.results()[name]
    assert (done.code, result.label("after"), result.label("while")) == (0, "once before", "heat")
    assert [step.partition(" ")[0] for step in result.steps][:3] == ["After", "While", "Given"]


@pytest.fixture
def with_office(project: Project) -> Iterator[Project]:
    project.write("features/histories.toml", HISTORIES + OFFICE_HISTORY)
    project.write("features/crossings.toml", OFFICE_CROSSING + CROSSINGS)
    project.write("features/remote_control/office.feature", OFFICE)
    yield project
    project.write("features/histories.toml", "")
    project.write("features/crossings.toml", CROSSINGS)
    (project.root / "features/remote_control/office.feature").unlink()


def test_what_is_of_the_office_runs_again_and_with_what_is_of_the_office(with_office: Project) -> None:
    lines = with_office.run("--collect-only", "-q", "features/").output.splitlines()
    names = [line.partition("::")[2] for line in lines if "office.feature" in line]
    variations = ("", "[after: once before]", "[after: second subscription]", "[while: west]")
    assert names == [f"{PRICE}{each}" for each in variations]


def test_what_is_of_the_office_goes_with_nothing_of_the_vehicle(with_office: Project) -> None:
    asked = ("--history", "second subscription", "--crossing", "west")
    lines = with_office.run("--collect-only", "-q", "features/", *asked).output.splitlines()
    assert [line.partition("::")[2] for line in lines if "::" in line] == [
        f"{PRICE}[after: second subscription]",
        f"{PRICE}[while: west]",
    ]


def test_what_is_judged_after_another_cause_takes_a_run_and_a_scenario_that_only_waits_takes_none(
    project: Project,
) -> None:
    project.write("features/remote_control/shared.feature", SHARED)
    try:
        lines = project.run("--collect-only", "-q", "features/").output.splitlines()
    finally:
        (project.root / "features/remote_control/shared.feature").unlink()
    crossed = {
        line.partition("::")[2].partition("[")[0] for line in lines if "shared" in line and "[while" in line
    }
    assert crossed == {"An unlock order unlocks", "The doors follow both orders"}


def test_what_happens_meanwhile_follows_the_first_when_and_names_no_event(project: Project) -> None:
    name = f"{LOCK}[while: lights]"
    assert project.run(f"{FEATURE}::{name}", "--evidence", "all").code == 0
    result = project.results()[name]
    assert [step.partition(" ")[0] for step in result.steps] == ["While", "Given", "When", "Meanwhile", "Then"]
    events = result.attachments["events"].decode()
    assert events.index("phone order lock") < events.index("phone order lights")
    measured, afterwards = result.measurements
    assert measured["name"] == "time from the order until all doors are locked"
    assert afterwards["name"].startswith("times that something happened by itself")


def test_a_crossing_runs_on_a_vehicle_that_has_what_it_needs(project: Project) -> None:
    name = f"{HONK}[while: hybrid]"
    assert project.run(f"{FEATURE}::{name}").code == 0
    assert project.results()[name].label("vehicle") == "hybrid"


def test_a_crossing_that_does_not_come_about_is_a_set_up_that_failed(project: Project) -> None:
    name = f"{LOCK}[while: broken]"
    done = project.run(f"{FEATURE}::{name}")
    result = project.results()[name]
    assert (done.code, result.verdict) == (1, "setup failed")
    assert "while: broken: charging is running was to be set up" in result.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[crossing."all at once"]\nsentence = "x y"\n', "any other name"),
        ('[crossing.a]\nsentence = "x y"\nmeanwhile = ["Then 1 s pass"]\n', "begin with Given or When"),
        ('[[except]]\nduring = ["a"]\nscenarios = ["b"]\nreason = "So."\n', "except.0.during = 'a'"),
        ('[crossing.a]\nsentence = "x y"\napart = ["b"]\n', "apart"),
    ],
)
def test_a_wrong_file_is_told_with_key_and_value(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "crossings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"crossings\.toml") as error:
        Crossings.load(path)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--crossing", "heet"], "--crossing: name = 'heet': nearest: heat"),
        (["--crossing", "heat", "--crossings"], "--crossings: --crossing = 'heat': one of the two"),
        (["--prove", "--crossings"], "a fault names what its scenario must notice it after or in"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(project: Project, arguments: list[str], told: str) -> None:
    done = project.run("features/", *arguments)
    assert (done.code, told in done.output) == (4, True), done.output
