"""Scenarios in the terminal: a line for each, and a bar while the vehicle is waited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic

import pytest

from reports.scenario import is_scenario, place_and_title
from rigs.measure import Verdict

_LETTERS = {"passed": ".", "failed": "F", "skipped": "s", "error": "E"}
_COLOURS: Mapping[str, Mapping[str, bool]] = {
    Verdict.PASS: {"green": True},
    Verdict.FAIL: {"red": True},
    Verdict.NOT_APPLICABLE: {"cyan": True},
}
_DOUBTFUL: Mapping[str, bool] = {"yellow": True}
BAR_WIDTH = 30
FIRST_DRAWN_AFTER_S = 0.5
REDRAWN_AFTER_S = 0.2


class ScenarioLines:
    """Writes a line per scenario where pytest would write a dot.

    With -v the verdict stands in pytest's own line, with -q there are dots.

    Args:
        terminal: pytest's own reporter.
    """

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal
        self._verbosity = terminal.config.get_verbosity(pytest.Config.VERBOSITY_TEST_CASES)
        self._shows_path = terminal.showfspath

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
        if self._verbosity == 0:
            return category, "", ""
        verdict = _verdict(report)
        details = _details(report)
        word = f"{verdict.upper()} ({details})" if details else verdict.upper()
        return category, _LETTERS[category], (word, _COLOURS.get(verdict, _DOUBTFUL))

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self._verbosity != 0 or _category(report) is None:
            return
        verdict = _verdict(report)
        place, title = place_and_title(report.nodeid)
        details = ", ".join(part for part in (_details(report), _reason(report)) if part)
        self._terminal.ensure_newline()
        self._terminal.write(verdict.upper(), **_COLOURS.get(verdict, _DOUBTFUL))
        self._terminal.write_line(f"  {place}  {title}" + (f"  ({details})" if details else ""))


class ProgressBar:
    """One line that shows how far a long wait has come; short waits show nothing.

    Args:
        draw: Replaces the present line of the terminal; None where there is no terminal.
        clock: Seconds that pass for whoever watches.
    """

    def __init__(self, draw: Callable[[str], None] | None, clock: Callable[[], float] = monotonic) -> None:
        self._draw = draw
        self._clock = clock
        self._next: float | None = None
        self._drawn = False

    def update(self, done_s: float, total_s: float, text: str) -> None:
        """Shows that `done_s` of `total_s` of vehicle time have passed; cheap enough to call at every event."""
        if self._draw is None:
            return
        present = self._clock()
        if self._next is None:
            self._next = present + FIRST_DRAWN_AFTER_S
        if present < self._next:
            return
        self._next = present + REDRAWN_AFTER_S
        self._drawn = True
        share = min(max(done_s / total_s, 0.0), 1.0) if total_s > 0 else 1.0
        full = round(share * BAR_WIDTH)
        bar = "#" * full + "." * (BAR_WIDTH - full)
        self._draw(f"[{bar}] {done_s:.0f} of {total_s:.0f} s  {text}")

    def clear(self) -> None:
        """Ends the wait and takes the bar away."""
        self._next = None
        if self._drawn and self._draw is not None:
            self._draw("")
        self._drawn = False


def progress_bar(config: pytest.Config) -> ProgressBar:
    """A bar in the terminal of this run; one that shows nothing in a pipe, with -q, and in a worker of xdist."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is None or not terminal.isatty or terminal.verbosity < 0:
        return ProgressBar(None)
    capture = config.pluginmanager.get_plugin("capturemanager")

    def draw(line: str) -> None:
        width = terminal._tw.fullwidth - 1  # a longer line would wrap and could not be replaced
        if capture is None:
            _redraw(terminal, line[:width])
            return
        with capture.global_and_fixture_disabled():
            _redraw(terminal, line[:width])

    return ProgressBar(draw)


def _redraw(terminal: pytest.TerminalReporter, line: str) -> None:
    terminal.ensure_newline()
    terminal.rewrite(line, erase=True)
    if not line:
        terminal.rewrite("")
    terminal.flush()


def _category(report: pytest.CollectReport | pytest.TestReport) -> str | None:
    """pytest's own category of a report that ends or breaks a scenario; None for all others."""
    if not is_scenario(report.nodeid) or hasattr(report, "wasxfail"):
        return None
    if report.when == "call":
        return report.outcome
    return {"failed": "error", "skipped": "skipped"}.get(report.outcome)


def _properties(report: pytest.TestReport) -> dict[str, object]:
    return dict(report.user_properties)


def _verdict(report: pytest.TestReport) -> str:
    return str(_properties(report).get("verdict", report.outcome))


def _details(report: pytest.TestReport) -> str:
    properties = _properties(report)
    margins, vehicle_s = properties.get("margins"), properties.get("vehicle_s")
    parts = []
    if isinstance(margins, dict) and margins:
        parts.append("worst margin " + ", ".join(f"{margin:.3g} {unit}" for unit, margin in margins.items()))
    if isinstance(vehicle_s, float) and vehicle_s > 0:
        parts.append(f"{vehicle_s:.1f} s of vehicle time")
    return ", ".join(parts)


def _reason(report: pytest.TestReport) -> str:
    """Why a scenario was skipped."""
    if not isinstance(report.longrepr, tuple):
        return ""
    return report.longrepr[2].removeprefix("Skipped: ")
