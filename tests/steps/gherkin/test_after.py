"""Scenarios after histories: what runs, in which world, what counts, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from reports.folder.manifest import Manifest
from rigs.errors import ConfigurationError
from steps.gherkin.histories import Histories
from steps.gherkin.variation import AFTER, Variation
from tests.support.project import Project, Result, project_of

FEATURE = "features/remote_control/after.feature"
LOCK = "A lock order locks"
ONCE = f"{LOCK}[after: once before]"
BOTH = f"{LOCK}[after: all in turn]"
HONK = "One order honks once"
SLEPT = f"{LOCK}[after: slept]"

SCENARIOS = """\
Feature: Locking after something

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

HISTORIES = """\
[history.slept]
sentence = "the vehicle has slept"
steps = ["Given the vehicle is asleep", "When 8 h pass"]
tags = ["long"]
at_rest = true

[history."once before"]
sentence = "the scenario has passed once"
steps = ["the scenario itself"]

[history.charged]
in_turn = false
sentence = "a charge has ended"
steps = ["Given the vehicle is plugged into a regular station"]
needs = ["rechargeable"]

[history.broken]
in_turn = false
sentence = "a charge runs that cannot"
steps = ["Given charging is running"]
not_with = ["smoke"]
needs = ["connected"]

[[except]]
after = ["once before"]
scenarios = ["features/remote_control/after.feature::One * honks once"]
reason = "It is only an example."
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = project_of(tmp_path_factory, "remote_control")
    for path in (made.root / "features" / "remote_control").iterdir():
        path.unlink()
    made.write(FEATURE, SCENARIOS)
    made.write("features/histories.toml", HISTORIES)
    return made


def selected(project: Project, *arguments: str) -> list[str]:
    lines = project.run("--collect-only", "-q", *arguments).output.splitlines()
    return [line.partition("::")[2] for line in lines if line.startswith(FEATURE)]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["features/"], [LOCK, HONK, BOTH, f"{HONK}[after: all in turn]"]),
        (["features/remote_control"], [LOCK, HONK]),
        (["features/", "-m", "smoke"], [HONK]),
        (["features/", "-k", "honks"], [HONK]),
        (["features/", "--history", "none"], [LOCK, HONK]),
        (["features/", "--history", "slept"], [SLEPT, f"{HONK}[after: slept]"]),
        (["features/", "--history", "once before", "-k", "lock"], [ONCE]),
        ([f"{FEATURE}::{LOCK}"], [LOCK]),
        ([f"{FEATURE}::{SLEPT}"], [SLEPT]),
        ([f"{FEATURE}::{HONK}[after: once before]"], [f"{HONK}[after: once before]"]),
        (["features/", "--histories", "-m", "smoke and not long"], [HONK, f"{HONK}[after: charged]"]),
        (
            ["features/", "--histories", "--vehicle", "hybrid", "-k", "charged"],
            [f"{LOCK}[after: charged]", f"{HONK}[after: charged]"],
        ),
        (["features/", "--histories", "--vehicle", "combustion", "-k", "charged"], []),
    ],
)
def test_histories_come_with_the_whole_suite_or_when_they_are_asked_for(
    project: Project, arguments: list[str], titles: list[str]
) -> None:
    assert selected(project, *arguments) == titles


@dataclass(frozen=True)
class Whole:
    """What a run of all has left."""

    output: str
    results: Mapping[str, Result]
    traces: Mapping[str, bytes]
    manifest: Manifest


@pytest.fixture(scope="module")
def whole(project: Project) -> Whole:
    done = project.run("features/", "--traces", "all", "--evidence", "all")
    assert done.code == 0, done.output
    return Whole(done.output, project.results(), project.traces(), project.manifest())


def test_scenarios_and_what_runs_after_histories_are_counted_apart(whole: Whole) -> None:
    assert "2 scenarios, 2 after histories" in whole.output


def test_of_the_scenarios_of_a_requirement_the_whole_suite_takes_one_after_a_history(project: Project) -> None:
    project.write(FEATURE, SCENARIOS.replace("@req-REMOTE-27", "@req-REMOTE-15"))
    titles = selected(project, "features/")
    project.write(FEATURE, SCENARIOS)
    assert titles == [LOCK, HONK, BOTH]


def test_the_report_names_the_history_as_the_first_step(whole: Whole) -> None:
    result = whole.results[BOTH]
    assert next(iter(result.steps)) == "After the vehicle has slept, and the scenario has passed once"
    assert f"{BOTH}' --seed 1" in result.description


def test_what_was_before_counts_for_nothing(whole: Whole) -> None:
    plain, after = whole.results[LOCK], whole.results[BOTH]
    assert len(after.measurements) == len(plain.measurements)
    events = [result.attachments["events"].decode() for result in (plain, after)]
    assert events[0].count("phone order lock") == events[1].count("phone order lock") > 0


def test_a_honk_of_before_is_not_counted(project: Project) -> None:
    assert project.run(f"{FEATURE}::{HONK}[after: once before]").code == 0


def test_a_history_happens_in_the_world_of_the_scenario(whole: Whole) -> None:
    (log,) = (text for path, text in whole.traces.items() if "honks-once-after-all-in-turn" in path)
    times_s = [float(line.split()[0].strip(b"()")) for line in log.splitlines()]
    assert times_s[0] < 60
    assert times_s[-1] > 8 * 3600


def test_a_run_after_some_histories_alone_is_no_whole_one(project: Project, whole: Whole) -> None:
    assert whole.manifest.whole
    project.run("features/", "--history", "none")
    assert not project.manifest().whole


def test_a_history_that_does_not_come_about_is_a_set_up_that_failed(project: Project) -> None:
    name = f"{LOCK}[after: broken]"
    done = project.run(f"{FEATURE}::{name}")
    result = project.results()[name]
    assert (done.code, result.verdict) == (1, "setup failed")
    assert "after: broken: charging is running was to be set up" in result.message
    assert f"run it again: pytest '{FEATURE}::{name}' --seed 1" in done.output


@pytest.mark.thorough
def test_a_fault_that_works_once_is_caught_after_once_before(project: Project) -> None:
    plain = project.run("features/", "--history", "none", "--fault", "lock-works-once")
    again = project.run("features/", "--history", "once before", "--fault", "lock-works-once")
    both = project.run("features/", "--fault", "lock-works-once")
    assert (plain.code, again.code, both.code) == (0, 1, 1)


def test_a_first_time_that_is_judged_fails_as_the_step_that_it_is(project: Project) -> None:
    done = project.run("features/", "--fault", "lock-never")
    assert f"{FEATURE}:7: Then all doors are locked within 8 s of the order" in done.output
    assert {
        each.verdict for name, each in project.results("faults/lock-never/allure").items() if LOCK in name
    } == {"fail"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--history", "slep"], "--history: name = 'slep': nearest: slept"),
        (["--history", "slept", "--histories"], "--histories: --history = 'slept': one of the two"),
        (["--prove", "--histories"], "a fault names what its scenario must notice it after or in"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(project: Project, arguments: list[str], told: str) -> None:
    done = project.run("features/", *arguments)
    assert (done.code, told in done.output) == (4, True), done.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[history."a]"]\nsentence = "x y"\nsteps = ["When 1 s pass"]\n', "must be letters and numbers"),
        ('[history.a]\nsentence = "x y"\nsteps = ["Then 1 s pass"]\n', "begin with Given or When"),
        ('[history."all in turn"]\nsentence = "x y"\nsteps = ["When 1 s pass"]\n', "any other name"),
        ('[[except]]\nafter = ["a"]\nscenarios = ["b"]\nreason = "So."\n', "except.0.after = 'a'"),
        ('[history.a]\nsentence = "x y"\nstep = ["When 1 s pass"]\n', "step"),
    ],
)
def test_a_wrong_file_is_told_with_key_and_value(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "histories.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"histories\.toml") as error:
        Histories.load(path)
    assert told in str(error.value)


def test_a_line_that_is_no_step_stops_the_collection(project: Project) -> None:
    project.write("features/histories.toml", HISTORIES.replace("When 8 h pass", "When ages pass"))
    try:
        done = project.run("features/", "--history", "slept")
    finally:
        project.write("features/histories.toml", HISTORIES)
    assert "'When ages pass': no definition for the step" in done.output


def test_a_star_alone_stands_for_other_letters(tmp_path: Path) -> None:
    path = tmp_path / "histories.toml"
    path.write_text(HISTORIES, encoding="utf-8")
    histories = Histories.load(path)
    assert histories.reason("features/remote_control/after.feature::One order honks once", "once before")
    assert histories.reason("features/remote_control/after.feature::One order honks once?", "once before") is None
    assert Variation(AFTER, "slept").of(LOCK) == SLEPT
