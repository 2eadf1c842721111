"""The report in one file: what goes into it, what stays beside it, and what is said when it cannot be made."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from reports import html, node, slim
from reports.__main__ import main
from reports.manifest import digests
from reports.node import Node, ReportError, call, find_node
from reports.slim import slim_copy, write_executor
from rigs.model import ROOT
from tests.results_folders import LOCK, UNLOCK, folder, result, seal

STEP = "Then all doors are locked"


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
            name, labels=[("host", "vm"), ("thread", "1"), ("tag", "smoke")], **changes
        )
        names = ("timing diagram", "events", "captured audio", "traffic.log.gz")
        content["attachments"] = [attachment(made, each) for each in names]
        content["steps"] = [{"name": STEP, "attachments": [attachment(made, "measurements", "[]")]}]
        (made / f"{name.rpartition(' ')[2]}-result.json").write_text(json.dumps(content), encoding="utf-8")
    (made / "environment.properties").write_text("rig=virtual\n", encoding="utf-8")
    seal(made, [LOCK, UNLOCK])
    return made


def copied(run: Path, tmp_path: Path) -> tuple[Path, dict[str, dict[str, Any]]]:
    target = tmp_path / "copy"
    target.mkdir()
    slim_copy(run, target)
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
    assert [each["name"] for each in passed["steps"][0]["attachments"]] == ["measurements"]
    told = (target / passed["attachments"][-1]["source"]).read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in told] == ["events", "captured audio", "traffic.log.gz"]
    for line in told:
        assert Path(line.partition(": ")[2]).is_file()


def test_of_a_failed_scenario_only_the_traffic_does(run: Path, tmp_path: Path) -> None:
    _, contents = copied(run, tmp_path)
    assert names(contents["failed"]) == ["timing diagram", "events", "captured audio", "beside this report"]


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


def test_labels_that_say_nothing_of_a_vehicle_are_left_out(run: Path, tmp_path: Path) -> None:
    _, contents = copied(run, tmp_path)
    labels = {label["name"] for label in contents["passed"]["labels"]}
    assert labels.isdisjoint(slim.NOISE)
    assert {"tag", "verdict", "requirement"} <= labels


def test_only_a_ci_is_named_as_the_one_who_ran_it(tmp_path: Path) -> None:
    write_executor(tmp_path, {})
    assert not (tmp_path / "executor.json").exists()
    write_executor(tmp_path, {"CI": "true", "GITLAB_CI": "true", "CI_PIPELINE_IID": "7", "CI_JOB_URL": "job/7"})
    assert json.loads((tmp_path / "executor.json").read_text(encoding="utf-8")) == {
        "name": "GitLab",
        "type": "gitlab",
        "buildName": "GitLab 7",
        "buildUrl": "job/7",
    }


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
    ("version", "message"),
    [("echo v18.20.0", "Node.js 18 is too old; 20 or later"), ("exit 1", "there is no Node.js here; 20 or later")],
)
def test_without_a_node_that_is_new_enough_python_brings_one_or_says_how(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, message: str
) -> None:
    carried = Node(("carried",), ("npm",))
    folder_ = only_path(monkeypatch, tmp_path, carried)
    program(folder_ / "node", version)
    program(folder_ / "npm", "")
    assert find_node() == carried
    monkeypatch.setattr(node, "_carried", lambda: None)
    with pytest.raises(ReportError, match=message) as caught:
        find_node()
    assert "uv run --group report python -m reports html" in str(caught.value)


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    failing = program(tmp_path / "fails", "echo one; echo two >&2; exit 3")
    with pytest.raises(ReportError, match=r"npm failed with exit code 3:\n  two"):
        call([str(failing)], tmp_path, "npm")


def report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, *arguments: str) -> int:
    """Run the command with a generator of a few lines of shell."""
    generator = program(tmp_path / "generator", text)
    monkeypatch.setattr(html, "find_node", lambda: Node(("/bin/sh",), ("npm",)))
    monkeypatch.setattr(html, "_install", lambda _node: generator)
    monkeypatch.setattr(html, "HISTORY", tmp_path / "history.jsonl")
    return main(["html", *arguments])


def test_a_report_is_built_whatever_the_verdicts(
    run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out" / "report.html"
    text = 'mkdir "$(dirname "$3")/report"; ls "$4" > "$(dirname "$3")/report/index.html"'
    assert report(monkeypatch, tmp_path, text, str(run), "--output", str(output)) == 0
    assert "locks-result.json" in output.read_text(encoding="utf-8")
    assert str(output) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "message"),
    [("echo no room >&2; exit 1", "no room"), ("true", "the report generator has left no report")],
)
def test_a_generator_that_fails_is_told(
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


def test_an_empty_or_missing_folder_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["html", str(tmp_path / "absent")]) == 2
    assert "must be a folder that a run has left" in capsys.readouterr().err
    assert main(["html", str(folder(tmp_path, []))]) == 2
    assert "no result in it" in capsys.readouterr().err


def test_the_generator_is_pinned_and_names_no_registry() -> None:
    lock = json.loads((ROOT / "reports" / "allure3" / "package-lock.json").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "reports" / "allure3" / "package.json").read_text(encoding="utf-8"))
    assert package["dependencies"]["allure"] == lock["packages"]["node_modules/allure"]["version"]
    for name, entry in lock["packages"].items():
        assert "resolved" not in entry, name
        assert not name or "integrity" in entry, name
    assert os.sep not in package["dependencies"]["allure"]
