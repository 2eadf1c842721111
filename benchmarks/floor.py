"""A plugin of pytest that makes the floor: the same features, every step doing nothing.

Collection, pytest-bdd's way to a step (hooks, parsing of the phrase, converters, fixtures), pytest itself and
Allure's results are all there; what is missing is what the steps do, and the scene that they do it with. Use it
by `-p benchmarks.floor`.
"""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest
from pytest_bdd.parser import Scenario, Step
from pytest_bdd.steps import StepFunctionContext

from steps.gherkin import collect


class _NoScene:
    """Stands in for the fixture of every scenario; registered last, it comes before the suite's own."""

    @pytest.fixture
    def scene(self) -> None:
        """Nothing to act on."""


def pytest_configure(config: pytest.Config) -> None:
    execute = vars(collect)["_execute_step_function"]
    idle: dict[int, StepFunctionContext] = {}

    def execute_nothing(
        request: pytest.FixtureRequest, scenario: Scenario, step: Step, context: StepFunctionContext
    ) -> None:
        key = id(context.step_func)
        if key not in idle:
            idle[key] = _idle(context)
        execute(request, scenario, step, idle[key])

    vars(collect)["_execute_step_function"] = execute_nothing
    config.pluginmanager.register(_NoScene(), "benchmarks-no-scene")


def _idle(context: StepFunctionContext) -> StepFunctionContext:
    """The same step, with the same arguments, that does nothing."""

    @functools.wraps(context.step_func)
    def do_nothing(*_: object, **__: object) -> None:
        return

    return replace(context, step_func=do_nothing)
