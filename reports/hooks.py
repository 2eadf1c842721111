"""Hooks by which a run tells reports what they cannot know; implemented by whoever wires pytest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest


@pytest.hookspec
def pytest_connect_hil_environment(config: pytest.Config) -> Mapping[str, str]:
    """Return what the run runs on: rig, vehicle, database, seed; asked once at the end, in the controller."""
    raise NotImplementedError


def environment_of(config: pytest.Config) -> dict[str, str]:
    """Return what all who know say of what the run runs on."""
    answers = config.hook.pytest_connect_hil_environment(config=config)
    return {name: value for answer in answers for name, value in answer.items()}


@pytest.hookspec(firstresult=True)
def pytest_connect_hil_output(config: pytest.Config) -> Path | None:
    """Return the folder below reports/output for results and traces of this run; None for that folder itself."""
    raise NotImplementedError


@pytest.hookspec
def pytest_connect_hil_rerun_options(config: pytest.Config) -> Sequence[str]:
    """Return the options by which a scenario run again ends the same, such as `--seed 7`; asked once a process."""
    raise NotImplementedError
