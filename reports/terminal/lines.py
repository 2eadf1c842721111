"""Scenarios in the terminal: a line for each, with its verdict and its worst margins."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping

import pytest

from reports.properties import Properties
from reports.scenario import is_scenario, place_and_title
from rigs import errors
from rigs.values.measurement import Campaign, Verdict

_LETTERS = {"passed": ".", "failed": "F", "skipped": "s", "error": "E"}
_COLOURS: Mapping[str, Mapping[str, bool]] = {
    Verdict.PASS: {"green": True},
    Verdict.FAIL: {"red": True},
    Verdict.NOT_APPLICABLE: {"cyan": True},
    Verdict.REPORTED: {"cyan": True},
    Verdict.WORLD_MODEL: {"cyan": True},
    Campaign.BASELINE: {"green": True},
    Campaign.CAUGHT: {"green": True},
    Campaign.GOOD_PASSED: {"green": True},
    Campaign.SURVIVED: {"red": True},
    Campaign.GOOD_FAILED: {"red": True},
}
_DOUBTFUL: Mapping[str, bool] = {"yellow": True}

_ERROR = re.compile(rf"^{re.escape(errors.__name__)}\.\w+: ")
"""The name of an error of the suite, which its verdict tells as well."""


class ScenarioLines:
    """A plugin that writes a line per scenario where pytest would write a dot.

    With -v the verdict stands in pytest's own line, with -q there are dots.

    Args:
        terminal: pytest's own reporter.
    """

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal
        self._verbosity = terminal.config.get_verbosity(pytest.Config.VERBOSITY_TEST_CASES)
        self._shows_path = terminal.showfspath
        self._writes = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        if self._verbosity == 0:
            self._terminal.showfspath = self._shows_path and not is_scenario(nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(
        self, report: pytest.CollectReport | pytest.TestReport
    ) -> tuple[str, str, str | tuple[str, Mapping[str, bool]]] | None:
        category = _category(report)
        if category is None or not isinstance(report, pytest.TestReport) or self._verbosity < 0:
            return None
        if self._writes:
            return category, "", ""
        verdict = _verdict(report)
        details = _details(report) if report.passed else ""  # pytest's summary has room for the error alone
        word = f"{verdict.upper()} ({details})" if details else verdict.upper()
        return category, _LETTERS[category], (word, _COLOURS.get(verdict, _DOUBTFUL))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None, None, None]:
        self._writes = self._verbosity == 0
        yield
        if self._writes and _category(report) is not None:
            self._write_line(report)
        self._writes = False

    def _write_line(self, report: pytest.TestReport) -> None:
        verdict = _verdict(report)
        place, title = place_and_title(report.nodeid)
        details = ", ".join(part for part in (_details(report), _reason(report)) if part)
        self._terminal.ensure_newline()
        self._terminal.write(verdict.upper(), **_COLOURS.get(verdict, _DOUBTFUL))
        self._terminal.write_line(f"  {place}  {title}" + (f"  ({details})" if details else ""))


def word_of(report: pytest.TestReport) -> str | None:
    """Return what a scenario came to; None of a report that does not end it, or that is none of a scenario."""
    return None if _category(report) is None else _verdict(report)


def message_of(report: pytest.TestReport) -> str:
    """Return the first line of what ended a scenario, or why it was skipped; empty of one that passed."""
    crash = getattr(report.longrepr, "reprcrash", None)
    lines = (_reason(report) if crash is None else str(crash.message)).splitlines()
    return _ERROR.sub("", lines[0]) if lines else ""


def _category(report: pytest.CollectReport | pytest.TestReport) -> str | None:
    """Return pytest's own category of a report that ends or breaks a scenario; None for all others."""
    if not is_scenario(report.nodeid) or hasattr(report, "wasxfail"):
        return None
    if report.when == "call":
        return report.outcome
    return {"failed": "error", "skipped": "skipped"}.get(report.outcome)


def _verdict(report: pytest.TestReport) -> str:
    properties = Properties.of(report)
    return properties.campaign or properties.verdict or report.outcome


def _details(report: pytest.TestReport) -> str:
    properties = Properties.of(report)
    parts = []
    if properties.margins:
        margins = (f"{margin:.3g} {unit}" for unit, margin in properties.margins.items())
        parts.append(f"worst margin {', '.join(margins)}")
    if properties.vehicle_s:
        parts.append(f"{properties.vehicle_s:.1f} s of vehicle time")
    return ", ".join(parts)


def _reason(report: pytest.TestReport) -> str:
    """Tell why a scenario was skipped."""
    if not isinstance(report.longrepr, tuple):
        return ""
    return report.longrepr[2].removeprefix("Skipped: ")
