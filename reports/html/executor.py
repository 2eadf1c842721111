"""Who ran it: the build of a CI, for the overview of a report."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

NAME = "executor.json"

SYSTEMS = (
    (
        "GITHUB_ACTIONS",
        "GitHub",
        "GITHUB_RUN_NUMBER",
        "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}",
    ),
    ("GITLAB_CI", "GitLab", "CI_PIPELINE_IID", "{CI_JOB_URL}"),
    ("JENKINS_URL", "Jenkins", "BUILD_NUMBER", "{BUILD_URL}"),
)
"""Environments of CI: for each, the variable that tells it, its name, the variable with the number of a build, and
where that is.
"""


def write_executor(target: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Say which build of a CI this is, for Allure; where the variable CI is not set, nothing."""
    if not environment.get("CI"):
        return
    executor = {"name": "CI", "type": "ci"}
    for sign, name, number, address in SYSTEMS:
        if environment.get(sign):
            executor = {"name": name, "type": name.lower()}
            if environment.get(number):
                executor["buildName"] = f"#{environment[number]}"
            with suppress(KeyError):
                executor["buildUrl"] = address.format_map(environment)
            break
    (target / NAME).write_text(json.dumps(executor), encoding="utf-8")
