"""The report in one file: what goes into it, what stays beside it, and what is said when it cannot be made."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from reports.__main__ import main
from reports.folder.manifest import digests
from reports.html import command as html
from reports.html import nodejs as node
from reports.html import slim
from reports.html.executor import write_executor
from reports.html.nodejs import Node, ReportError, call, find_node
from reports.html.slim import slim_copy
from rigs.errors import ConfigurationError
from rigs.files.rig_file import ROOT
from rigs.run.hold import Hold
from rigs.values.measurement import Limits, Measurement
from tests.support.results_folders import LOCK, UNLOCK, folder, result, seal

STEP = "Then all doors are locked"
MESSAGE = "Failed: expected all doors are locked within 8 s of the order"
MEASURED = (
    Measurement("time to lock", 8.195, 8.205, "s", Limits(high=8.0)),
    Measurement("level", 60.0, 60.0, "dB"),
)


def attachment(run: Path, name: str, text: str = "x") -> dict[str, str]:
    source = f"{name.replace(' ', '-')}-{len(list(run.iterdir()))}-attachment.txt"
    (run / source).write_text(text, encoding="utf-8")
    return {"name": name, "source": source, "type": "text/plain"}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A passed and a failed scenario with all that can be attached."""
    made = tmp_path / "run"
    made.mkdir()
    for name, changes in ((LOCK, {}), (UNLOCK, {"status": "failed", "verdict": "fail"})):
        content: dict[str, Any] = result(
            name, start=1, labels=[("host", "vm"), ("thread", "1"), ("tag", "smoke")], **changes
        )
        names = ("timing diagram", "events", "captured audio", "traffic.log.gz")
        content["attachments"] = [attachment(made, each) for each in names]
        measured = attachment(made, "measurements", json.dumps([value.as_dict() for value in MEASURED]))
        content["steps"] = [{"name": STEP, "status": content["status"], "attachments": [measured]}]
        if content["status"] == "failed":
            content["statusDetails"] = {"message": f"rigs.errors.{MESSAGE}"}
            content["steps"][0]["statusDetails"] = {"message": MESSAGE}
        (made / f"{name.rpartition(' ')[2]}-result.json").write_text(json.dumps(content), encoding="utf-8")
    (made / "environment.properties").write_text("rig=virtual\n", encoding="utf-8")
    seal(made, [LOCK, UNLOCK])
    return made


def change(run: Path, name: str, **changes: Any) -> None:
    """Change a result by the last word of its title."""
    path = run / f"{name}-result.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changes), encoding="utf-8")


def copied(run: Path, tmp_path: Path) -> tuple[Path, dict[str, dict[str, Any]]]:
    target = tmp_path / "copy"
    target.mkdir()
    slim_copy(run, target, tmp_path)
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in target.glob("*-result.json")]
    return target, {content["status"]: content for content in contents}


def names(content: dict[str, Any]) -> list[str]:
    return [each["name"] for each in content["attachments"]]


def test_the_results_stay_as_they_are(run: Path, tmp_path: Path) -> None:
    before = digests(run)
    copied(run, tmp_path)
    assert digests(run) == before


def test_of_a_passed_scenario_what_is_heavy_stays_beside_the_report(run: Path, tmp_path: Path) -> None:
    target, contents = copied(run, tmp_path)
    passed = contents["passed"]
    assert names(passed) == ["timing diagram", "beside this report"]
    told = (target / passed["attachments"][-1]["source"]).read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in told] == ["events", "captured audio", "traffic.log.gz"]


def test_what_stays_beside_the_report_is_named_as_seen_from_there(run: Path, tmp_path: Path) -> None:
    target, contents = copied(run, tmp_path)
    told = (target / contents["failed"]["attachments"][-1]["source"]).read_text(encoding="utf-8")
    path = told.strip().partition(": ")[2]
    assert path.startswith("run/")
    assert (tmp_path / path).is_file()


def test_of_a_failed_scenario_only_the_traffic_does(run: Path, tmp_path: Path) -> None:
    _, contents = copied(run, tmp_path)
    assert names(contents["failed"]) == ["timing diagram", "events", "captured audio", "beside this report"]


def test_measured_values_are_told_at_their_step(run: Path, tmp_path: Path) -> None:
    _, contents = copied(run, tmp_path)
    (step,) = contents["failed"]["steps"]
    assert step["parameters"] == [
        {"name": "time to lock", "value": "8.195 to 8.205 s (allowed: at most 8 s): fail"},
        {"name": "level", "value": "60.000 dB: reported"},
    ]
    assert step["attachments"] == []
    assert "parameters" not in contents["failed"]


def test_a_message_is_told_once(run: Path, tmp_path: Path) -> None:
    _, contents = copied(run, tmp_path)
    failed = contents["failed"]
    assert failed["statusDetails"]["message"] == f"rigs.errors.{MESSAGE}"
    assert "statusDetails" not in failed["steps"][0]


def test_a_message_that_only_a_step_has_stays_there(run: Path, tmp_path: Path) -> None:
    change(run, "unlocks", statusDetails={"message": "another"})
    _, contents = copied(run, tmp_path)
    assert contents["failed"]["steps"][0]["statusDetails"] == {"message": MESSAGE}


@pytest.mark.parametrize("details", ["a word", [1], {"message": None}, {"message": 1}, None])
def test_a_step_may_say_of_its_end_what_it_will(run: Path, tmp_path: Path, details: object) -> None:
    change(run, "locks", steps=[{"name": STEP, "statusDetails": details}])
    _, contents = copied(run, tmp_path)
    assert contents["passed"]["steps"][0]["statusDetails"] == details


def test_what_is_attached_is_there_and_nothing_else(run: Path, tmp_path: Path) -> None:
    target, contents = copied(run, tmp_path)
    attached = {
        each["source"]
        for content in contents.values()
        for part in (content, *content["steps"])
        for each in part["attachments"]
    }
    there = {path.name for path in target.iterdir() if "-attachment" in path.name}
    assert there == attached
    assert (target / "environment.properties").read_text(encoding="utf-8") == "rig=virtual\n"


def test_what_several_runs_say_of_themselves_stands_side_by_side(run: Path, tmp_path: Path) -> None:
    target, _ = copied(run, tmp_path)
    (run / "environment.properties").write_text("rig=bench\nseed=1\n", encoding="utf-8")
    slim_copy(run, target, tmp_path)
    told = (target / "environment.properties").read_text(encoding="utf-8")
    assert told == "rig=virtual | bench\nseed=1\n"


def test_labels_that_say_nothing_of_a_vehicle_are_left_out(run: Path, tmp_path: Path) -> None:
    _, contents = copied(run, tmp_path)
    labels = {label["name"] for label in contents["passed"]["labels"]}
    assert labels.isdisjoint(slim.NOISE)
    assert {"tag", "verdict", "requirement"} <= labels


def test_an_attachment_that_is_not_there_is_an_error(run: Path, tmp_path: Path) -> None:
    lost = next(run.glob("timing-diagram-*"))
    lost.unlink()
    with pytest.raises(
        ConfigurationError, match=rf"timing diagram = '{lost.name}': must be a file of the results"
    ):
        copied(run, tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "file = .*must be JSON"),
        ('[{"low": 1}]', r"measurements\.0\.name = "),
        ('{"low": 1}', "measurements = "),
    ],
)
def test_measurements_that_are_none_are_an_error(run: Path, tmp_path: Path, text: str, message: str) -> None:
    for path in run.glob("measurements-*"):
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        copied(run, tmp_path)


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        (
            {"GITLAB_CI": "true", "CI_PIPELINE_IID": "7", "CI_JOB_URL": "job/7"},
            {"name": "GitLab", "type": "gitlab", "buildName": "#7", "buildUrl": "job/7"},
        ),
        (
            {"JENKINS_URL": "ci", "BUILD_NUMBER": "8", "BUILD_URL": "ci/8"},
            {"name": "Jenkins", "type": "jenkins", "buildName": "#8", "buildUrl": "ci/8"},
        ),
        (
            {"GITHUB_ACTIONS": "true", "GITHUB_RUN_NUMBER": "9"},
            {"name": "GitHub", "type": "github", "buildName": "#9"},
        ),
        ({}, {"name": "CI", "type": "ci"}),
    ],
)
def test_a_ci_is_named_with_its_build(tmp_path: Path, variables: dict[str, str], told: dict[str, str]) -> None:
    write_executor(tmp_path, {"CI": "true", **variables})
    assert json.loads((tmp_path / "executor.json").read_text(encoding="utf-8")) == told


def test_who_runs_it_by_hand_is_not_named(tmp_path: Path) -> None:
    write_executor(tmp_path, {"GITLAB_CI": "true"})
    assert not (tmp_path / "executor.json").exists()


def program(path: Path, text: str) -> Path:
    """An executable of a few lines of shell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def only_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, carried: Node | None = None) -> Path:
    """A PATH with nothing on it."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(node, "_carried", lambda: carried)
    return tmp_path / "bin"


def test_the_node_of_the_machine_is_used_when_it_is_new_enough(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder_ = only_path(monkeypatch, tmp_path, Node(("carried",), ("npm",)))
    own, npm = program(folder_ / "node", "echo v20.1.0"), program(folder_ / "npm", "")
    assert find_node() == Node((str(own),), (str(npm),))


@pytest.mark.parametrize(
    ("version", "npm", "message"),
    [
        ("echo v18.20.0", True, "Node.js 18 is too old; 20 or later"),
        ("echo v20.1.0", False, "Node.js 20 is here without npm; 20 or later"),
        ("exit 1", True, "there is no Node.js here; 20 or later"),
    ],
)
def test_without_a_node_that_is_new_enough_python_brings_one_or_says_how(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, npm: bool, message: str
) -> None:
    carried = Node(("carried",), ("npm",))
    folder_ = only_path(monkeypatch, tmp_path, carried)
    program(folder_ / "node", version)
    if npm:
        program(folder_ / "npm", "")
    assert find_node() == carried
    monkeypatch.setattr(node, "_carried", lambda: None)
    with pytest.raises(ReportError, match=message) as caught:
        find_node()
    assert "uv run --group report python -m reports html" in str(caught.value)


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    said = "echo two; echo '    at a line of JavaScript'"
    failing = program(tmp_path / "fails", f"echo one; ({said}) >&2; exit 3")
    with pytest.raises(ReportError, match=r"^npm failed; exit code 3:\n  two$"):
        call([str(failing)], tmp_path, "npm failed")


def report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, *arguments: str) -> int:
    """Run the command with a generator of a few lines of shell; $config, $results and $page are set."""
    paths = 'config="$3"; results="$4"; page="$(dirname "$3")/report/index.html"; mkdir "$(dirname "$page")"'
    made = program(tmp_path / "generator", f"{paths}\n{text}")
    monkeypatch.setattr(html, "find_node", lambda: Node(("/bin/sh",), ("npm",)))
    monkeypatch.setattr(html, "install", lambda _node: made)
    monkeypatch.setattr(html, "history_of", lambda _folders: tmp_path / "kept" / "history.jsonl")
    return main(["html", *arguments])


GENERATOR = """
data='<script async> window.allureReportDataReady = false; </script> <script defer> d("a", "b") </script>'
program='<script src="data:text/javascript;base64,"></script>'
parts() { echo '<html><head>'; ls "$results"; cat "$results"/*-attachment.txt; echo "</head><body>"; }
(parts; echo "$program$data</body></html>") > "$page"
history="$(sed -n 's/.*historyPath: "\\(.*\\)",/\\1/p' "$config")"
echo '{"testResults": {"a": {"start": 1}}}' >> "$history"
"""


def test_a_report_is_built_whatever_the_verdicts(
    run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out" / "report.html"
    assert report(monkeypatch, tmp_path, GENERATOR, str(run), "--output", str(output)) == 0
    page = output.read_text(encoding="utf-8")
    assert "locks-result.json" in page
    assert "traffic.log.gz: ../run/traffic.log.gz-" in page
    assert str(output) in capsys.readouterr().out
    assert [path.name for path in output.parent.iterdir()] == ["report.html"]


def test_a_report_may_load_nothing_from_a_network(
    run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    output = tmp_path / "report.html"
    assert report(monkeypatch, tmp_path, GENERATOR, str(run), "--output", str(output)) == 0
    head = output.read_text(encoding="utf-8").partition("<head>")[2]
    assert head.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'unsafe-inline\'')
    assert "http" not in head.partition("content=")[2].partition(">")[0]


def test_a_second_report_of_a_run_does_not_remember_it_twice(
    run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for _ in range(2):
        assert report(monkeypatch, tmp_path, GENERATOR, str(run), "--output", str(tmp_path / "report.html")) == 0
    kept = tmp_path / "kept" / "history.jsonl"
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 1
    change(run, "locks", start=5)
    change(run, "unlocks", start=6)
    assert report(monkeypatch, tmp_path, GENERATOR, str(run), "--output", str(tmp_path / "report.html")) == 0
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("echo no room >&2; exit 1", "the report generator failed; exit code 1:\n  no room"),
        ("true", "the report generator has left 0 pages in place of one"),
        ('echo "<html>" > "$page"', "the report generator has left a page without results"),
    ],
)
def test_a_generator_that_fails_is_told_and_nothing_is_left(
    run: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    message: str,
) -> None:
    assert report(monkeypatch, tmp_path, text, str(run), "--output", str(tmp_path / "report.html")) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()
    assert not (tmp_path / "kept").exists()


def test_a_report_that_cannot_be_written_is_told(
    run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = run / "environment.properties" / "report.html"
    assert report(monkeypatch, tmp_path, GENERATOR, str(run), "--output", str(output)) == 2
    assert f"{output}: cannot be written: " in capsys.readouterr().err


def test_the_results_of_a_run_that_was_killed_can_be_looked_at(
    run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (run / "manifest.json").unlink()
    (run / "environment.properties").unlink()
    assert report(monkeypatch, tmp_path, GENERATOR, str(run), "--output", str(tmp_path / "report.html")) == 0


def test_an_empty_or_missing_folder_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent, empty = tmp_path / "absent", folder(tmp_path, [])
    assert main(["html", str(absent)]) == 2
    assert f"{absent}: folder = " in capsys.readouterr().err
    assert main(["html", str(empty)]) == 2
    assert f"{empty}: no result in it" in capsys.readouterr().err


def test_two_reports_at_once_wait_for_each_other(
    run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = GENERATOR, str(run), "--output", str(tmp_path / "report.html")
    other = Hold(tmp_path / "kept" / "history.jsonl", "another report")
    other.take()
    monkeypatch.setattr(html, "WAIT_S", 0)
    assert report(monkeypatch, tmp_path, *arguments) == 2
    assert "history.jsonl is in use since" in capsys.readouterr().err

    def take_after_the_other_has_ended(hold: Hold, wait_s: float = 0) -> None:
        if wait_s > 0:
            other.release()
        take(hold)

    take = Hold.take
    monkeypatch.undo()
    monkeypatch.setattr(Hold, "take", take_after_the_other_has_ended)
    assert report(monkeypatch, tmp_path, *arguments) == 0


def test_a_truncated_result_is_an_error(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = run / "locks-result.json"
    path.write_bytes(path.read_bytes()[:-10])
    assert main(["html", str(run)]) == 2
    assert f"{path}: file = " in capsys.readouterr().err


def test_the_generator_is_pinned_and_names_no_registry() -> None:
    lock = json.loads((ROOT / "reports" / "html" / "allure3" / "package-lock.json").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "reports" / "html" / "allure3" / "package.json").read_text(encoding="utf-8"))
    assert package["dependencies"]["allure"] == lock["packages"]["node_modules/allure"]["version"]
    for name, entry in lock["packages"].items():
        assert "resolved" not in entry, name
        assert not name or "integrity" in entry, name
    assert os.sep not in package["dependencies"]["allure"]
