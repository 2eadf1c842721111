"""What a run leaves in Allure's results: steps, labels, measurements, evidence, and what stands around them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from reports.evidence.reading import read_journal
from reports.folder.checkout import Checkout
from tests.support.feature_project import CATALOGUE

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
Result = dict[str, Any]

INI = f"""
[pytest]
strict = true
pythonpath = {ROOT}
testpaths = features
addopts = -p no:hypothesispytest -p no:cacheprovider
"""

CONFTEST = """
import can
import pytest
from pytest_bdd import given, parsers, then, when

from rigs.errors import Failed, Inconclusive, InstrumentFault, SetupFailed
from rigs.values.interval import Event, Interval
from rigs.recording.journal import JOURNAL, Evidence, Journal
from rigs.values.measurement import Limits, Measurement
from rigs.recording.traffic import Traffic

pytest_plugins = ["steps.gherkin.collect", "reports.plugin"]

ERRORS = {"late": Failed, "unclear": Inconclusive, "no rest state": SetupFailed, "no supply": InstrumentFault,
          "a typo": KeyError, "nothing to do": pytest.skip, "a stop": KeyboardInterrupt}

def pytest_connect_hil_environment(config):
    return {"rig": "virtual", "vehicle": "phev", "database": "1f2e", "seed": "7"}

def pytest_connect_hil_rerun_options(config):
    return ["--seed", "7"]

def pytest_collection_modifyitems(items):
    for item in items:
        if "elsewhere" in item.name:
            item.add_marker(pytest.mark.skip(reason="the vehicle has no such button"))

@pytest.fixture
def journal(request):
    if "broken bench" in request.node.name:
        raise InstrumentFault("supply is silent")
    journal = Journal(request.node.nodeid, "7/1", "virtual", "phev", end_ns=12_000_000_000, traffic=Traffic())
    frame = can.Message(arbitration_id=0x123, data=b"\\x01", is_extended_id=False)
    journal.traffic.frames.append((1_500_000, "can0", frame))
    journal.evidence.append(Evidence("captured audio", "audio/wav", b"RIFF"))
    request.node.stash[JOURNAL] = journal
    yield journal
    journal.measurements.append(Measurement("made too late", 0.0, 0.0, "s"))
    if "untidy" in request.node.name:
        raise ValueError("cannot tidy up")

@pytest.fixture(autouse=True)
def early(request):
    if "world" in request.node.name:
        request.getfixturevalue("journal")
        raise ValueError("no world") if "no world" in request.node.name else InstrumentFault("no world to reach")

@given("the vehicle is awake")
def awake(journal):
    pass

@when("the driver orders a lock")
def order(journal):
    journal.events.append(Event("the order", Interval.at(1_000_000_000)))

@then(parsers.re(r"the doors lock within (?P<limit>\\d+) s"))
def lock(journal, limit):
    journal.measurements.append(Measurement("time to lock", 2.0, 2.1, "s", Limits(high=float(limit))))

@then("the horn is silent")
def silent(journal):
    journal.measurements.append(Measurement("level", 45.0, 45.0, "dB", Limits(high=60.0)))

@then(parsers.re(r"it ends with (?P<what>.+)"))
def ends(journal, what):
    raise ERRORS[what](f"ended with {what}")
"""

FEATURE = """
Feature: Remote lock
  The app locks the doors.

  @req-REMOTE-15 @req-REMOTE-16
  Rule: The doors lock in time
    Whatever the bus does.

    Scenario: Doors lock
      Given the vehicle is awake
      When the driver orders a lock
      Then the doors lock within 8 s
      And the horn is silent
"""


THEN = "Then the horn is silent"


def scenario(title: str, *steps: str) -> str:
    return f"\n    Scenario: {title}\n" + "".join(f"      {step}\n" for step in steps)


class Suite:
    """A small project with one feature file."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        pytester.makeini(INI)
        pytester.makeconftest(CONFTEST)
        self.folder = pytester.mkdir("features")
        (self.folder / "remote_control").mkdir()
        (self.folder / "requirements.toml").write_text(CATALOGUE)
        self.results = pytester.path / "reports" / "output" / "allure"
        self.write()

    def write(self, *scenarios: str) -> None:
        (self.folder / "remote_control" / "locking.feature").write_text(FEATURE + "".join(scenarios))

    def run(self, *arguments: str) -> dict[str, Result]:
        self.ran = self.pytester.runpytest_inprocess(*arguments)
        return self.by_name()

    def by_name(self) -> dict[str, Result]:
        read = (json.loads(path.read_text()) for path in self.results.glob("*-result.json"))
        return {result["name"]: result for result in read}

    def end(self, what: str) -> Result:
        """The result of a scenario whose third step ends with `what`."""
        title = f"It meets {what}"
        self.write(
            scenario(
                title,
                "Given the vehicle is awake",
                "When the driver orders a lock",
                f"Then it ends with {what}",
                "And the horn is silent",
            )
        )
        return self.run("-k", "meets")[title]


@pytest.fixture
def suite(pytester: pytest.Pytester) -> Suite:
    return Suite(pytester)


def labels(result: Result, name: str) -> list[str]:
    return [label["value"] for label in result["labels"] if label["name"] == name]


def attached(result: Result) -> dict[str, Result]:
    return {each["name"]: each for each in result.get("attachments", [])}


def steps(result: Result) -> list[tuple[str, str]]:
    return [(step["name"], step["status"]) for step in result["steps"]]


def everything_attached(node: Result) -> Iterator[Result]:
    yield from node.get("attachments", [])
    for step in node.get("steps", []):
        yield from everything_attached(step)


def test_each_gherkin_step_is_one_step_with_its_keyword(suite: Suite) -> None:
    result = suite.run()["Doors lock"]
    assert steps(result) == [
        ("Given the vehicle is awake", "passed"),
        ("When the driver orders a lock", "passed"),
        ("Then the doors lock within 8 s", "passed"),
        ("And the horn is silent", "passed"),
    ]
    assert all("steps" not in step for step in result["steps"])


def test_labels_say_chapter_feature_rule_requirements_and_verdict(suite: Suite) -> None:
    result = suite.run()["Doors lock"]
    for names, value in (
        (("epic", "parentSuite"), "Remote Control"),
        (("feature", "suite"), "Remote lock"),
        (("story", "subSuite"), "The doors lock in time"),
    ):
        for name in names:
            assert labels(result, name) == [value]
    assert labels(result, "requirement") == ["REMOTE-15", "REMOTE-16"]
    assert labels(result, "verdict") == ["pass"]
    assert labels(result, "tag") == []


def test_the_description_says_what_it_is_and_how_to_run_it_again(suite: Suite) -> None:
    text = suite.run()["Doors lock"]["description"]
    assert "The app locks the doors." in text
    assert "**Rule: The doors lock in time**\n\nWhatever the bus does." in text
    assert "features/remote_control/locking.feature:9" in text
    assert "`pytest 'features/remote_control/locking.feature::Doors lock' --seed 7`" in text


def test_measurements_stand_in_the_step_in_which_they_were_made(suite: Suite) -> None:
    result = suite.run()["Doors lock"]
    made = {}
    for step in result["steps"]:
        for each in step.get("attachments", []):
            assert (each["name"], each["type"]) == ("measurements", "application/json")
            made[step["name"]] = json.loads((suite.results / each["source"]).read_text())
    assert made == {
        "Then the doors lock within 8 s": [
            {
                "name": "time to lock",
                "low": 2.0,
                "high": 2.1,
                "unit": "s",
                "limits": [None, 8.0],
                "fails_above": None,
                "asked": None,
                "margin": pytest.approx(5.9),
                "verdict": "pass",
            }
        ],
        "And the horn is silent": [
            {
                "name": "level",
                "low": 45.0,
                "high": 45.0,
                "unit": "dB",
                "limits": [None, 60.0],
                "fails_above": None,
                "asked": None,
                "margin": 15.0,
                "verdict": "pass",
            }
        ],
    }


def test_nothing_is_attached_in_a_teardown(suite: Suite) -> None:
    suite.run()
    written = b"".join(path.read_bytes() for path in suite.results.iterdir())
    assert b"made too late" not in written


def test_a_scenario_that_passed_carries_its_journal_and_evidence_but_no_traffic(suite: Suite) -> None:
    files = attached(suite.run()["Doors lock"])
    assert {name: file["type"] for name, file in files.items()} == {
        "journal": "application/json",
        "captured audio": "audio/wav",
    }
    journal = read_journal(suite.results / files["journal"]["source"])
    assert [event.name for event in journal.events] == ["the order"]
    assert (suite.results / files["captured audio"]["source"]).read_bytes() == b"RIFF"


def test_with_all_evidence_it_carries_diagram_and_events_in_place_of_the_journal(suite: Suite) -> None:
    files = attached(suite.run("--evidence", "all")["Doors lock"])
    assert {name: file["type"] for name, file in files.items()} == {
        "timing diagram": "image/svg+xml",
        "events": "text/plain",
        "captured audio": "audio/wav",
    }
    ElementTree.parse(suite.results / files["timing diagram"]["source"])  # noqa: S314  # written by the code under test


@pytest.mark.parametrize("what", ["late", "unclear"])
def test_a_result_names_its_vehicle_and_its_rig(suite: Suite, what: str) -> None:
    result = suite.end(what)
    assert (labels(result, "vehicle"), labels(result, "rig")) == (["phev"], ["virtual"])


def test_a_failure_carries_the_traffic_compressed(suite: Suite) -> None:
    files = attached(suite.end("late"))
    log = suite.results / files["traffic.log.gz"]["source"]
    assert files["traffic.log.gz"]["type"] == "application/gzip"
    assert gzip.decompress(log.read_bytes()) == b"(0000000000.001500) can0 123#01\n"
    assert "timing diagram" in files


@pytest.mark.parametrize(
    ("what", "status", "verdict"),
    [
        ("late", "failed", "fail"),
        ("unclear", "broken", "inconclusive"),
        ("no rest state", "broken", "setup failed"),
        ("no supply", "broken", "rig fault"),
        ("a typo", "broken", "rig fault"),
        ("nothing to do", "skipped", "not applicable"),
    ],
)
def test_what_ends_a_step_gives_status_and_verdict(suite: Suite, what: str, status: str, verdict: str) -> None:
    result = suite.end(what)
    assert result["status"] == status
    assert labels(result, "verdict") == [verdict]
    assert steps(result)[2:] == [
        (f"Then it ends with {what}", status),
        ("And the horn is silent (not reached)", "skipped"),
    ]


def test_an_interrupted_scenario_is_not_green(suite: Suite) -> None:
    suite.write(
        scenario(
            "It is stopped", "Given the vehicle is awake", "Then it ends with a stop", "And the horn is silent"
        )
    )
    suite.pytester.runpytest_subprocess("-k", "stopped")
    result = suite.by_name()["It is stopped"]
    assert (result["status"], labels(result, "verdict")) == ("broken", ["inconclusive"])
    assert steps(result)[1:] == [
        ("Then it ends with a stop", "broken"),
        ("And the horn is silent (not reached)", "skipped"),
    ]


def test_a_failed_step_says_why(suite: Suite) -> None:
    result = suite.end("late")
    assert result["steps"][2]["statusDetails"]["message"] == "Failed: ended with late"
    assert "allure.py" not in result["statusDetails"]["trace"]


@pytest.mark.parametrize(
    ("title", "verdict"), [("There is no world", "setup failed"), ("A lost world", "rig fault")]
)
def test_a_failed_setup_has_verdict_labels_and_evidence(suite: Suite, title: str, verdict: str) -> None:
    suite.write(scenario(title, "Given the vehicle is awake", THEN))
    result = suite.run("-k", "world")[title]
    assert result["status"] == "broken"
    assert labels(result, "verdict") == [verdict]
    assert labels(result, "requirement") == ["REMOTE-15", "REMOTE-16"]
    assert steps(result) == [
        ("Given the vehicle is awake (not reached)", "skipped"),
        (f"{THEN} (not reached)", "skipped"),
    ]
    assert "traffic.log.gz" in attached(result)


def test_a_fixture_of_a_step_that_fails_fails_the_step(suite: Suite) -> None:
    suite.write(scenario("A broken bench", "Given the vehicle is awake", THEN))
    result = suite.run("-k", "bench")["A broken bench"]
    assert steps(result) == [("Given the vehicle is awake", "broken"), (f"{THEN} (not reached)", "skipped")]
    assert labels(result, "verdict") == ["rig fault"]


def test_a_scenario_skipped_at_collection_is_not_applicable(suite: Suite) -> None:
    suite.write(scenario("It works elsewhere", "Given the vehicle is awake", THEN))
    result = suite.run("-k", "elsewhere")["It works elsewhere"]
    assert result["status"] == "skipped"
    assert labels(result, "verdict") == ["not applicable"]
    assert "the vehicle has no such button" in result["statusDetails"]["message"]


def test_a_teardown_that_fails_is_a_rig_fault(suite: Suite) -> None:
    suite.write(scenario("An untidy end", "Given the vehicle is awake", THEN))
    result = suite.run("-k", "untidy")["An untidy end"]
    assert (result["status"], labels(result, "verdict")) == ("broken", ["rig fault"])


def test_no_container_is_written(suite: Suite) -> None:
    suite.run()
    assert not list(suite.results.glob("*-container.json"))


def test_every_file_belongs_to_a_result(suite: Suite) -> None:
    results = suite.run()
    sources = {each["source"] for result in results.values() for each in everything_attached(result)}
    files = {
        path.name
        for path in suite.results.iterdir()
        if path.name.endswith(("attachment.json", ".svg", ".txt", ".wav"))
    }
    assert files == sources


def test_a_run_replaces_the_results_of_the_one_before(suite: Suite) -> None:
    suite.results.mkdir(parents=True)
    (suite.results / "old-result.json").write_text('{"name": "old"}')
    (suite.results / "history").mkdir()
    assert set(suite.run()) == {"Doors lock"}
    assert not (suite.results / "history").exists()


def test_listing_leaves_the_results_alone(suite: Suite) -> None:
    suite.run()
    before = sorted(suite.results.iterdir())
    suite.run("--collect-only")
    suite.run("--check-steps")
    suite.run("--help")
    assert sorted(suite.results.iterdir()) == before


def test_other_tests_write_no_results(suite: Suite) -> None:
    suite.run()
    before = sorted(suite.results.iterdir())
    suite.pytester.makepyfile(test_other="def test_it(): pass")
    suite.run("test_other.py")
    suite.ran.assert_outcomes(passed=1)
    assert sorted(suite.results.iterdir()) == before


def test_a_given_folder_wins_and_is_not_emptied(suite: Suite) -> None:
    mine = suite.pytester.mkdir("mine")
    (mine / "kept.txt").write_text("kept")
    assert suite.run("--alluredir", str(mine)) == {}
    assert len(list(mine.glob("*-result.json"))) == 1
    assert (mine / "kept.txt").exists()
    assert not suite.results.exists()


def test_the_environment_is_described(suite: Suite) -> None:
    (suite.pytester.path / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1.2"\n')
    suite.run()
    lines = (suite.results / "environment.properties").read_text().splitlines()
    assert lines[:5] == ["rig=virtual", "vehicle=phev", "database=1f2e", "seed=7", "suite.version=1.2"]
    assert lines[5] == f"commit={Checkout.of(ROOT).commit}"
    assert lines[6].startswith("python=3.")


def test_evidence_that_cannot_be_made_leaves_the_verdict_alone(suite: Suite) -> None:
    suite.write(scenario("It goes dark", "Given the vehicle is awake", "When the driver orders a lock", THEN))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.evidence.diagram.timing_diagram", lambda journal: 1 / 0)
        result = suite.run("-k", "dark", "--evidence", "all")["It goes dark"]
    assert (result["status"], labels(result, "verdict")) == ("passed", ["pass"])
    assert "incomplete evidence" in attached(result)


def test_a_journal_that_cannot_be_kept_leaves_the_verdict_alone(suite: Suite) -> None:
    suite.write(scenario("It goes dark", "Given the vehicle is awake", "When the driver orders a lock", THEN))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.evidence.kept.kept_journal", lambda journal: 1 / 0)
        result = suite.run("-k", "dark")["It goes dark"]
    assert (result["status"], labels(result, "verdict")) == ("passed", ["pass"])
    assert "incomplete evidence" in attached(result)


KEEPS_MARKS = """
def pytest_collection_finish(session):
    worker = getattr(session.config, "workerinput", None)
    if worker:
        folder = session.config.rootpath / "reports" / "output" / "allure"
        (folder / worker["workerid"]).write_text("written before the first scenario")
"""


@pytest.mark.thorough
def test_workers_remove_nothing(suite: Suite) -> None:
    suite.pytester.makeconftest(CONFTEST + KEEPS_MARKS)
    suite.pytester.runpytest_subprocess("-n", "2").assert_outcomes(passed=1)
    assert {path.name for path in suite.results.glob("gw*")} == {"gw0", "gw1"}


def test_two_workers_write_one_set_of_results(suite: Suite) -> None:
    suite.results.mkdir(parents=True)
    (suite.results / "old-result.json").write_text('{"name": "old"}')
    suite.write(*(scenario(f"Doors lock {number}", "When the driver orders a lock", THEN) for number in range(5)))
    suite.pytester.runpytest_subprocess("-n", "2").assert_outcomes(passed=6)
    results = suite.by_name()
    assert len(results) == 6
    assert "old" not in results
    assert all(labels(result, "verdict") == ["pass"] for result in results.values())
    assert "seed=7" in (suite.results / "environment.properties").read_text()
