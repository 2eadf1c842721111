"""Scenarios in Allure: one step per Gherkin step, labels, measurements and evidence.

allure-pytest writes the results; what it does not know of Gherkin is added here. Its containers, one per
fixture, are not made: they say nothing that a step does not say, and no reader shows an empty one.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Generator
from pathlib import Path
from uuid import uuid4

import pytest
from allure_commons.model2 import ATTACHMENT_PATTERN, Label, Status, StatusDetails, TestResult, TestStepResult
from allure_commons.types import LabelType
from allure_pytest.listener import AllureListener
from allure_pytest.utils import get_status
from pytest_bdd.parser import Feature, Scenario, Step

from reports.evidence.evidence import Attachment, attachments
from reports.files import EVENTS, TRAFFIC, note_file
from reports.outcome import VERDICT_SO_FAR, held, verdict_of
from reports.scenario import description, epic, scenario_of
from rigs.recording.journal import JOURNAL, Journal
from rigs.run.stopping import Stopped
from rigs.values.measurement import Verdict, measurements_json

NOT_REACHED = "(not reached)"
_POINTED_AT = {"traffic.log.gz": TRAFFIC, "events": EVENTS}
"""Attachments that a failure names, and how."""

_STOPPED = (KeyboardInterrupt, pytest.exit.Exception)


class ResultListener(AllureListener):  # type: ignore[misc]  # allure-pytest ships no types
    """allure-pytest's listener without its containers."""

    pytest_fixture_setup = None
    pytest_fixture_post_finalizer = None

    def _update_fixtures_children(self, item: pytest.Item) -> None:
        """Do nothing: no container is made."""


class ScenarioSteps:
    """A listener that adds to the results of allure-pytest what is in a scenario.

    Args:
        listener: Holds the result of the test that runs.
        rerun_options: What a command line needs to come to the same result.
        folder: Where the results are written.
        draw_all: Whether diagram and events are drawn also of scenarios that passed.
    """

    def __init__(
        self, listener: ResultListener, rerun_options: Callable[[], list[str]], folder: Path, *, draw_all: bool
    ) -> None:
        self._reporter = listener.allure_logger
        self._rerun_options = rerun_options
        self._folder = folder
        self._draw_all = draw_all
        self._steps: list[Step] = []
        self._begun = 0
        self._reported = 0
        self._open: str | None = None

    @property
    def _result(self) -> TestResult:
        result: TestResult = self._reporter.get_test(None)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        __tracebackhide__ = True
        self._steps, self._begun, self._reported, self._open = [], 0, 0, None
        scenario = scenario_of(item)
        if scenario is not None:
            self._steps = scenario.scenario.steps
            self._label(LabelType.EPIC, epic(scenario))
            self._label(LabelType.FEATURE, scenario.feature)
            self._label(LabelType.STORY, scenario.rule)
            self._label(LabelType.PARENT_SUITE, epic(scenario))
            self._label(LabelType.SUITE, scenario.feature)
            self._label(LabelType.SUB_SUITE, scenario.rule)
            for requirement in scenario.requirements:
                self._label("requirement", requirement)
        try:
            yield
        except BaseException as error:
            self._finish(item, error, "setup")
            raise

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        __tracebackhide__ = True
        error: BaseException | None = None
        try:
            yield
        except BaseException as raised:
            error = raised
            raise
        finally:
            self._finish(item, error, "call")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "teardown":
            self._label("verdict", item.stash[VERDICT_SO_FAR])
            journal = item.stash.get(JOURNAL, None)
            if journal is not None:
                self._label("vehicle", journal.vehicle)
                self._label("rig", journal.rig)
                self._label("held", held(journal.measurements))
            scenario = scenario_of(item)
            if scenario is not None:
                for name, value in scenario.labels.items():
                    self._label(name, value)
                self._result.description = description(item, scenario, self._rerun_options())
        return report

    def pytest_bdd_before_scenario(
        self, request: pytest.FixtureRequest, feature: Feature, scenario: Scenario
    ) -> None:
        self._steps = scenario.steps

    def pytest_bdd_before_step(
        self, request: pytest.FixtureRequest, feature: Feature, scenario: Scenario, step: Step
    ) -> None:
        self._begun += 1
        self._open = str(uuid4())
        self._reporter.start_step(None, self._open, TestStepResult(name=_title(step), start=_now_ms()))

    def pytest_bdd_after_step(self, request: pytest.FixtureRequest, step: Step) -> None:
        self._end_step(request.node, None)

    def pytest_bdd_step_error(self, request: pytest.FixtureRequest, step: Step, exception: BaseException) -> None:
        self._end_step(request.node, exception)

    def _end_step(self, item: pytest.Item, error: BaseException | None) -> None:
        self._attach_measurements(item.stash.get(JOURNAL, None))
        details = None if error is None else StatusDetails(message=f"{type(error).__name__}: {error}")
        self._reporter.stop_step(self._open, stop=_now_ms(), status=get_status(error), statusDetails=details)
        self._open = None

    def _finish(self, item: pytest.Item, error: BaseException | None, phase: str) -> None:
        """Add what is known when a phase ends, while attachments still belong to the scenario."""
        if self._open is not None:  # a skip or an interrupt inside a step calls no hook of pytest-bdd
            self._end_step(item, error)
        verdict = verdict_of(error, phase)
        if error is not None:
            self._add_not_reached()
        journal = item.stash.get(JOURNAL, None)
        if journal is not None:
            self._attach_measurements(journal)
            self._attach_evidence(item, journal, verdict)
        if isinstance(error, _STOPPED):  # no report will be made, and the setup has left a green status
            self._result.status = Status.BROKEN
            by = str(error) if isinstance(error, Stopped) else f"{type(error).__name__} {error}"
            self._result.statusDetails = StatusDetails(message=f"stopped: {by}")
            self._label("verdict", verdict)

    def _attach_evidence(self, item: pytest.Item, journal: Journal, verdict: Verdict) -> None:
        try:
            for attachment in attachments(journal, verdict, draw_all=self._draw_all):
                path = self._attach(attachment)
                if attachment.name in _POINTED_AT:
                    note_file(item, _POINTED_AT[attachment.name], path)
        except Exception as error:  # a report must not change the verdict that it reports
            item.warn(pytest.PytestWarning(f"evidence of {item.nodeid} is incomplete: {error!r}"))
            self._attach(Attachment("incomplete evidence", "text/plain", "txt", traceback.format_exc()))

    def _add_not_reached(self) -> None:
        moment = _now_ms()
        self._result.steps.extend(
            TestStepResult(name=f"{_title(step)} {NOT_REACHED}", status=Status.SKIPPED, start=moment, stop=moment)
            for step in self._steps[self._begun :]
        )
        self._begun = len(self._steps)

    def _attach_measurements(self, journal: Journal | None) -> None:
        if journal is None or len(journal.measurements) == self._reported:
            return
        made = journal.measurements[self._reported :]
        self._reported = len(journal.measurements)
        self._attach(Attachment("measurements", "application/json", "json", measurements_json(made)))

    def _attach(self, attachment: Attachment) -> Path:
        """Attach a piece; returns where it is written."""
        uuid = str(uuid4())
        self._reporter.attach_data(
            uuid,
            attachment.body,
            name=attachment.name,
            attachment_type=attachment.media_type,
            extension=attachment.extension,
        )
        return self._folder / ATTACHMENT_PATTERN.format(prefix=uuid, ext=attachment.extension)

    def _label(self, name: str, value: Verdict | str | None) -> None:
        if value:
            self._result.labels.append(Label(name=name, value=str(value)))


def _title(step: Step) -> str:
    return f"{step.keyword} {step.name}"


def _now_ms() -> int:
    return round(time.time() * 1000)
