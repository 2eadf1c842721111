"""A results folder is read as it stands there, or refused with file, key, value and what is allowed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reports.folder.reader import Attachment, read_result, read_run
from rigs.errors import ConfigurationError
from tests.support.results_folders import AUDIT, LOCK, REQUIREMENTS, ROUTING, START_MS, UNLOCK, folder, result


def written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "a-result.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read_result(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


def test_a_result_is_read_whole(tmp_path: Path) -> None:
    table = result(
        UNLOCK,
        labels=[("tag", "electric"), ("tag", "long"), ("rig", "bay-3"), ("vehicle", "hybrid")],
        statusDetails={"message": "it came late"},
        steps=[{"attachments": [{"name": "inner", "source": "1.txt"}]}],
        attachments=[{"name": "outer", "source": "2.json", "type": "application/json"}],
    )
    read = read_result(written(tmp_path, table))
    assert (read.node_id, read.scenario, read.name) == (UNLOCK, UNLOCK, UNLOCK.partition("::")[2])
    assert (read.status, read.verdict, read.message) == ("passed", "pass", "it came late")
    assert (read.requirements, read.tags) == (("REMOTE-15", "REMOTE-28"), ("electric", "long"))
    assert (read.fault, read.campaign, read.vehicle, read.rig) == (None, None, "hybrid", "bay-3")
    assert (read.start_ms, read.stop_ms) == (START_MS, START_MS + 1000)
    assert read.attachments == (
        Attachment("inner", tmp_path / "1.txt", ""),
        Attachment("outer", tmp_path / "2.json", "application/json"),
    )


def test_an_item_of_a_campaign_names_fault_outcome_and_scenario(tmp_path: Path) -> None:
    labels = [("fault", "lock-never"), ("campaign", "caught"), ("scenario", LOCK)]
    read = read_result(written(tmp_path, result(f"{LOCK}: lock-never", labels=labels)))
    assert (read.fault, read.campaign, read.scenario) == ("lock-never", "caught", LOCK)
    assert read.node_id != LOCK


def test_all_measurements_of_a_result_are_read_in_their_order(tmp_path: Path) -> None:
    first, second, third = ({"name": name, "low": 1.0} for name in "abc")
    (tmp_path / "1.json").write_text(json.dumps([first]))
    (tmp_path / "2.json").write_text(json.dumps([second, third]))
    step, whole = ({"name": "measurements", "source": f"{number}.json"} for number in (1, 2))
    table = result(LOCK, steps=[{"attachments": [step]}], attachments=[whole])
    assert read_result(written(tmp_path, table)).measurements == [first, second, third]


def test_a_run_has_its_results_by_node_id(tmp_path: Path) -> None:
    run = read_run(folder(tmp_path))
    assert [each.node_id for each in run.results] == sorted([LOCK, UNLOCK, ROUTING, AUDIT])
    assert run.environment == {"rig": "virtual"}
    assert set(run.manifest.selected) == set(REQUIREMENTS)


def test_every_result_that_is_none_has_its_line(tmp_path: Path) -> None:
    run = folder(tmp_path)
    (run / "x-result.json").write_text("{")
    (run / "y-result.json").write_text('{"name": 1, "status": "passed"}')
    with pytest.raises(ConfigurationError) as caught:
        read_run(run)
    first, second = str(caught.value).splitlines()
    assert first.startswith(f"{run / 'x-result.json'}: file = ")
    assert second == f"{run / 'y-result.json'}: name = 1: must be a text in quotes"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status": None}, "status = None: "),
        ({"labels": [{"name": "verdict"}]}, "labels.0.value = 'nothing': must be given"),
        ({"start": "1"}, "start = '1': "),
        ({"stop": -1}, "stop = -1: "),
        ({"stop": 10**15}, f"stop = {10**15}: "),
        (
            {"attachments": [{"name": "a", "source": "../a"}]},
            "attachments.0.source = '../a': must be the name of a file",
        ),
        (
            {"attachments": [{"name": "a", "source": "/etc/hostname"}]},
            "attachments.0.source = '/etc/hostname': must be",
        ),
        (
            {"steps": [{"attachments": [{"name": "a", "source": ".."}]}]},
            "steps.0.attachments.0.source = '..': must be",
        ),
        ({"attachments": [{"name": "a", "source": "a\0"}]}, "attachments.0.source = 'a\\x00': must be"),
    ],
)
def test_a_wrong_value_is_told_by_its_key(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    assert refusal(written(tmp_path, {**result(LOCK), **changes})).startswith(message)


def test_what_reads_two_ways_is_refused(tmp_path: Path) -> None:
    failed = json.dumps({**result(LOCK), "status": "failed"})
    assert refusal(written(tmp_path, f'{failed[:-1]}, "status": "passed"}}')) == (
        "file = \"key 'status' stands there twice\": must be JSON in UTF-8"
    )
    assert "NaN is no number" in refusal(written(tmp_path, f'{failed[:-1]}, "x": NaN}}'))


def test_half_of_a_pair_of_signs_is_refused_and_a_whole_one_read(tmp_path: Path) -> None:
    assert read_result(written(tmp_path, result("a::b \U0001f697"))).name == "b \U0001f697"
    assert "surrogates not allowed" in refusal(written(tmp_path, result("a::b \ud83d")))


def test_a_key_that_breaks_the_line_is_told_in_one(tmp_path: Path) -> None:
    run = folder(tmp_path)
    path = run / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "a\nb\x1b[2J": 1}))
    with pytest.raises(ConfigurationError) as caught:
        read_run(run)
    assert str(caught.value).startswith(rf"{path}: a\nb\x1b[2J = 1: is not a key; ")


def test_a_folder_in_place_of_a_result_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a-result.json").mkdir()
    assert refusal(tmp_path / "a-result.json") == "file = 'a folder or device': must be a file that can be read"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="must be a folder that a run has left"):
        read_run(tmp_path / "absent")


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"manifest\.json: file = 'No such file or directory'"):
        read_run(tmp_path)
