"""The report as the pinned generator makes it, of a result of each verdict.

The generator is installed from a registry on its first use. Where that cannot be done there is nothing to test.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from reports.__main__ import main
from reports.html import command as html
from reports.html.generator import install
from reports.html.nodejs import ReportError, find_node
from rigs.values.measurement import Limits, Measurement
from tests.support.results_folders import folder, result

FEATURE = "features/remote_control/locking.feature"
STEP = "Then all doors are locked within 8 s of the order"
VERDICTS = {
    "pass": "passed",
    "fail": "failed",
    "inconclusive": "broken",
    "setup failed": "broken",
    "rig fault": "broken",
    "not applicable": "skipped",
}
"""Allure's status for each of the suite's words."""

FILES = re.compile(r'd\("([^"]+)","([^"]*)"\)')
"""How a report in one file carries the files that it would be otherwise."""

DAY_MS = 24 * 60 * 60 * 1000


def run_at(parent: Path, start_ms: int) -> Path:
    """A run with a scenario for each verdict, which is its title."""
    results = []
    for title, status in VERDICTS.items():
        changes: dict[str, Any] = {"status": status, "verdict": title, "start": start_ms, "stop": start_ms + 1}
        changes |= {"historyId": f"id of {title}", "testCaseId": f"id of {title}", "fullName": title}
        changes["statusDetails"] = {"message": f"message of {title}"}
        changes["steps"] = [{"name": STEP, "status": status, "attachments": []}]
        results.append(result(f"{FEATURE}::{title}", uuid=str(uuid4()), requirements=("REMOTE-15",), **changes))
    results[1]["steps"][0]["attachments"] = [
        {"name": "measurements", "source": "m.json", "type": "application/json"}
    ]
    made = folder(parent, results)
    measured = Measurement("time to lock", 8.195, 8.205, "s", Limits(high=8.0))
    (made / "m.json").write_text(json.dumps([measured.as_dict()]), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The second of two reports, on a CI."""
    try:
        install(find_node())
    except ReportError as error:
        pytest.skip(f"no report generator: {error}")
    place = tmp_path_factory.mktemp("generator")
    output = place / "report.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "history_of", lambda _folders: place / "history.jsonl")
        patch.delenv("GITHUB_ACTIONS", raising=False)
        for name, value in {"CI": "true", "GITLAB_CI": "true", "CI_PIPELINE_IID": "7"}.items():
            patch.setenv(name, value)
        for start_ms in (DAY_MS, 2 * DAY_MS):
            assert main(["html", str(run_at(place, start_ms)), "--output", str(output)]) == 0
    return output.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def files(page: str) -> Mapping[str, Any]:
    """What the report carries, by name."""
    made = {name: base64.b64decode(text) for name, text in FILES.findall(page)}
    return {name: json.loads(content) for name, content in made.items() if name.endswith(".json")}


@pytest.fixture(scope="module")
def results(files: Mapping[str, Any]) -> Mapping[str, dict[str, Any]]:
    """Its results, by title."""
    made = [content for name, content in files.items() if name.startswith("data/test-results/")]
    return {content["name"]: content for content in made}


def test_each_verdict_has_its_category(results: Mapping[str, dict[str, Any]]) -> None:
    categories = {title: [each["name"] for each in made["categories"]] for title, made in results.items()}
    assert categories == {
        "pass": [],
        "fail": ["Product failure"],
        "inconclusive": ["Inconclusive"],
        "setup failed": ["Rig or set-up fault"],
        "rig fault": ["Rig or set-up fault"],
        "not applicable": [],
    }


def test_the_run_before_is_the_history_of_each_scenario(results: Mapping[str, dict[str, Any]]) -> None:
    for title, made in results.items():
        assert [(each["start"], each["status"]) for each in made["history"]] == [(DAY_MS, VERDICTS[title])]


def test_requirement_and_verdict_are_labels(results: Mapping[str, dict[str, Any]]) -> None:
    labels = results["fail"]["groupedLabels"]
    assert (labels["requirement"], labels["verdict"]) == (["REMOTE-15"], ["fail"])


def test_a_measured_value_stands_at_its_step(results: Mapping[str, dict[str, Any]]) -> None:
    (step,) = results["fail"]["steps"]
    assert step["name"] == STEP
    assert [(each["name"], each["value"]) for each in step["parameters"]] == [
        ("time to lock", "8.195 to 8.205 s (allowed: at most 8 s): fail")
    ]


def test_the_environment_and_the_build_are_told(page: str, files: Mapping[str, Any]) -> None:
    told = {each["name"]: each["values"] for each in files["widgets/allure_environment.json"]}
    assert told == {"rig": ["virtual"]}
    assert '"executor":{"name":"GitLab","type":"gitlab","buildName":"#7"}' in page


def test_a_page_loads_nothing_but_what_it_carries(page: str) -> None:
    assert page.index('content="default-src') < page.index("<script")
    sources = re.findall(r'<(?:script|link|img|iframe)[^>]*\s(?:src|href)="([^"]{0,30})', page)
    assert sources
    assert {source.partition(":")[0] for source in sources} == {"data"}
