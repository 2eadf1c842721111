"""A copy of results for a report in one file: what would make it heavy stays beside it, named."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from reports.reader import RESULTS

HEAVY = frozenset({"traffic.log.gz"})
"""Attachments that stay beside the report, whatever the scenario came to."""

HEAVY_OF_A_PASS = HEAVY | {"events", "captured audio"}
"""Of a scenario that passed, these too: they are for whoever looks for a fault."""

NOISE = frozenset({"host", "thread", "framework", "language", "package"})
"""Labels that say nothing of a vehicle."""

CI_NAMES = (("GITHUB_SERVER_URL", "GitHub"), ("GITLAB_CI", "GitLab"), ("JENKINS_URL", "Jenkins"))


def slim_copy(folder: Path, target: Path) -> None:
    """Copy a results folder without what is heavy; the folder itself stays as it is.

    Args:
        folder: Of results.
        target: An existing folder, which may have the copies of other runs.
    """
    for path in sorted(folder.iterdir()):
        if path.match(RESULTS):
            content = json.loads(path.read_bytes())
            _slim(content, folder, target)
            (target / path.name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        elif path.name == "environment.properties":
            shutil.copy2(path, target)


def write_executor(target: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Say who ran it, where that is a CI."""
    if not environment.get("CI"):
        return
    name = next((name for variable, name in CI_NAMES if environment.get(variable)), "CI")
    build = environment.get("GITHUB_RUN_NUMBER") or environment.get("CI_PIPELINE_IID") or ""
    url = environment.get("CI_JOB_URL") or environment.get("BUILD_URL") or ""
    executor: dict[str, Any] = {"name": name, "type": name.lower(), "buildName": f"{name} {build}".strip()}
    if url:
        executor["buildUrl"] = url
    (target / "executor.json").write_text(json.dumps(executor), encoding="utf-8")


def _slim(content: dict[str, Any], folder: Path, target: Path) -> None:
    content["labels"] = [label for label in content.get("labels", []) if label.get("name") not in NOISE]
    heavy = HEAVY_OF_A_PASS if content.get("status") == "passed" else HEAVY
    beside: list[str] = []
    for part in _parts(content):
        kept = []
        for attachment in part.get("attachments", []):
            if attachment["name"] in heavy:
                beside.append(f"{attachment['name']}: {folder / attachment['source']}")
            else:
                shutil.copy2(folder / attachment["source"], target)
                kept.append(attachment)
        part["attachments"] = kept
    if beside:
        source = f"{uuid4()}-attachment.txt"
        (target / source).write_text("\n".join(beside) + "\n", encoding="utf-8")
        content.setdefault("attachments", []).append(
            {"name": "beside this report", "source": source, "type": "text/plain"}
        )


def _parts(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The result and all of its steps."""
    yield content
    for step in content.get("steps", []):
        yield from _parts(step)
