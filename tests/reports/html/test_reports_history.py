"""What reports remember of earlier runs: where, how many, and what for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reports.html.history import LIMIT, earlier_runs, history_of
from rigs.files.rig_file import ROOT

STRANGE = '{"testResults": {"a": {"start": []}}}'
OUTPUT = ROOT / "reports" / "output"


def point(*starts_ms: int) -> dict[str, Any]:
    """A run as Allure remembers it."""
    results = {
        str(start): {"start": start, "status": "passed", "labels": [{"name": "rig"}]} for start in starts_ms
    }
    return {"uuid": "1", "testResults": results}


def kept(tmp_path: Path, starts_ms: set[int], *lines: str) -> list[dict[str, Any]]:
    path = tmp_path / "history.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return [json.loads(line) for line in earlier_runs(path, starts_ms).splitlines()]


@pytest.mark.parametrize(
    ("results", "place"),
    [
        (OUTPUT / "allure", OUTPUT),
        (OUTPUT / "prove" / "allure", OUTPUT / "prove"),
        (OUTPUT / "faults" / "lock-at-8.2s" / "allure", OUTPUT / "faults" / "lock-at-8.2s"),
        (Path("/elsewhere/allure"), OUTPUT),
    ],
)
def test_runs_on_faulty_vehicles_have_a_history_of_their_own(results: Path, place: Path) -> None:
    assert history_of([results]) == place / "history.jsonl"


def test_a_first_run_has_no_earlier_ones(tmp_path: Path) -> None:
    assert earlier_runs(tmp_path / "absent.jsonl", {1}) == ""


def test_the_last_runs_are_kept_in_their_order(tmp_path: Path) -> None:
    lines = [json.dumps(point(start)) for start in range(100)]
    starts = [int(start) for run in kept(tmp_path, set(), *lines) for start in run["testResults"]]
    assert starts == list(range(101 - LIMIT, 100))


def test_a_report_that_was_made_of_these_results_is_no_earlier_run(tmp_path: Path) -> None:
    earlier, same, part = point(1, 2), point(3, 4), point(4)
    runs = kept(tmp_path, {3, 4}, *map(json.dumps, (earlier, same, part)))
    assert [set(run["testResults"]) for run in runs] == [{"1", "2"}]


def test_an_earlier_result_says_what_it_came_to_and_not_its_labels(tmp_path: Path) -> None:
    (run,) = kept(tmp_path, set(), json.dumps(point(1)))
    assert run["testResults"]["1"] == {"start": 1, "status": "passed", "labels": []}


@pytest.mark.parametrize(
    "line", ["", "{", "1", "[]", "{}", '{"testResults": 1}', '{"testResults": {"a": 1}}', STRANGE]
)
def test_a_line_that_is_no_run_is_forgotten(tmp_path: Path, line: str) -> None:
    runs = kept(tmp_path, set(), line, json.dumps(point(1)))
    assert [set(run["testResults"]) for run in runs] == [{"1"}]
