"""Scenarios that failed in one step with one message are one block at the end of a run."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence

import pytest
from _pytest._code.code import ExceptionChainRepr  # pytest has no public name for what a report carries

from reports.folder.results import is_controller
from reports.scenario import is_scenario, place_and_title

_NUMBER = re.compile(r"\d+(\.\d+)?")
_PLACE = re.compile(r"^.*?:\d+: ")

_Key = tuple[str, str]


class Fold:
    """A fold of failures: of alike ones it shows the first, with titles of the others and what they measured."""

    def __init__(self) -> None:
        self._left_out: list[tuple[list[pytest.TestReport], int, pytest.TestReport]] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
        """Take out all but the first of each kind while pytest shows the failures."""
        for category in ("failed", "error"):
            self._fold(terminalreporter.stats.get(category, []))
        try:
            yield
        finally:
            self.unfold()

    def unfold(self) -> None:
        """Put back what was taken out: it counts, and has a line of its own in the short summary."""
        while self._left_out:
            reports, place, report = self._left_out.pop()
            reports.insert(place, report)

    def _fold(self, reports: list[pytest.TestReport]) -> None:
        kinds: dict[_Key, list[pytest.TestReport]] = {}
        for report in reports:
            if (key := _key(report)) is not None:
                kinds.setdefault(key, []).append(report)
        for first, *others in kinds.values():
            if others:
                first.sections.insert(
                    0, (f"{len(others)} more failed so", "\n".join(_line(other, first) for other in others))
                )
        others = [report for _, *others in kinds.values() for report in others]
        for place in range(len(reports) - 1, -1, -1):
            if any(reports[place] is other for other in others):
                self._left_out.append((reports, place, reports.pop(place)))


class Unfold:
    """A plugin that puts back what a `Fold` took out once the failures are shown."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold

    @pytest.hookimpl(tryfirst=True)
    def pytest_terminal_summary(self) -> None:
        """Show what was folded: after pytest has shown the failures, and before its short summary."""
        self._fold.unfold()


def _key(report: pytest.TestReport) -> _Key | None:
    """Return the step that failed and the message, numbers that were measured apart; None of any other failure."""
    told = _told(report)
    if not told:
        return None
    expected, _, came = told[0].partition("; ")
    step = _PLACE.sub("", _step(report)).partition(" ")[2]
    return f"{report.when} {step}", f"{expected}; {_NUMBER.sub('#', came)}"


def _told(report: pytest.TestReport) -> Sequence[str]:
    if not is_scenario(report.nodeid) or not isinstance(report.longrepr, ExceptionChainRepr) or not _step(report):
        return ()
    crash = report.longrepr.reprcrash
    return crash.message.splitlines() if crash is not None else ()


def _step(report: pytest.TestReport) -> str:
    """Return the line of the feature that a failure begins with, empty where none is to blame."""
    if not isinstance(report.longrepr, ExceptionChainRepr):
        return ""
    first = report.longrepr.chain[0][0].reprentries[0]
    place = getattr(first, "reprfileloc", None)
    is_step = place is not None and place.path.endswith(".feature")
    return f"{place.path}:{place.lineno}: {place.message}" if place is not None and is_step else ""


def _line(report: pytest.TestReport, first: pytest.TestReport) -> str:
    """Return the title of a scenario, and what was measured in it where that is not as in the first."""
    place, title = place_and_title(report.nodeid)
    came = _told(report)[0].partition("; ")[2]
    return f"{place}  {title}" + (f"  ({came})" if came != _told(first)[0].partition("; ")[2] else "")


def pytest_configure(config: pytest.Config) -> None:
    """Fold in the controller alone, and leave all failures whole with -v twice or --full-trace."""
    if is_controller(config) and config.get_verbosity() < 2 and not config.option.fulltrace:  # -vv
        fold = Fold()
        config.pluginmanager.register(fold, "connect-hil-fold")
        config.pluginmanager.register(Unfold(fold), "connect-hil-unfold")
