"""The table at the end of a run: what each chapter came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from reports.folder.results import is_controller
from reports.hooks import environment_of
from reports.properties import Properties
from reports.scenario import is_scenario, kinds
from reports.terminal.campaign import is_of_campaign
from rigs.values.measurement import Verdict

COLUMNS: Sequence[tuple[str, frozenset[str]]] = (
    ("pass", frozenset({Verdict.PASS})),
    ("fail", frozenset({Verdict.FAIL})),
    ("inconclusive", frozenset({Verdict.INCONCLUSIVE})),
    ("setup/rig", frozenset({Verdict.SETUP_FAILED, Verdict.RIG_FAULT})),
    ("reported", frozenset({Verdict.REPORTED})),
    ("world model", frozenset({Verdict.WORLD_MODEL})),
    ("n/a", frozenset({Verdict.NOT_APPLICABLE})),
)
"""Heads of the verdict columns, and the verdicts that each counts."""


@dataclass
class Chapter:
    """The outcome of the scenarios of one folder.

    Attributes:
        requirements: Ids that its scenarios carry.
        verdicts: How often each.
        margins: The smallest margin of each unit, with the title of its scenario.
    """

    requirements: set[str] = field(default_factory=set)
    verdicts: Counter[str] = field(default_factory=Counter)
    margins: dict[str, tuple[float, str]] = field(default_factory=dict)

    def take(self, title: str, properties: Properties, outcome: str) -> None:
        """Count one scenario."""
        self.requirements.update(properties.requirements)
        self.verdicts[properties.verdict or outcome] += 1
        for unit, margin in properties.margins.items():
            known = self.margins.get(unit)
            if known is None or margin < known[0]:
                self.margins[unit] = (margin, title)

    def row(self, name: str) -> tuple[str, ...]:
        """Return the cells of its line, the smallest margin apart."""
        counts = (sum(self.verdicts[verdict] for verdict in verdicts) for _, verdicts in COLUMNS)
        return (
            name,
            str(len(self.requirements)),
            str(self.verdicts.total()),
            *(str(count) if count else "-" for count in counts),
        )

    def smallest_margin(self) -> str:
        """Name the smallest margin in seconds, or of the unit that there is, with its scenario."""
        if not self.margins:
            return ""
        unit = "s" if "s" in self.margins else min(self.margins)
        margin, title = self.margins[unit]
        return f"{margin:.3g} {unit}  {title}"


class Summary:
    """A plugin that gathers the reports of a run and prints the table."""

    def __init__(self) -> None:
        self._chapters: dict[str, Chapter] = {}
        self._ended: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a scenario once, at the phase that ended it."""
        if not is_scenario(report.nodeid) or report.nodeid in self._ended or is_of_campaign(report):
            return
        if report.when == "call" or report.outcome != "passed":
            self._ended.add(report.nodeid)
            feature, _, title = report.nodeid.partition("::")
            chapter = self._chapters.setdefault(feature.split("/")[-2], Chapter())
            chapter.take(title, Properties.of(report), report.outcome)

    @pytest.hookimpl(tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        """Print the table, chapters in the order of their names, and the sum of all."""
        if not self._chapters:
            return
        total = Chapter()
        for chapter in self._chapters.values():
            total.requirements |= chapter.requirements
            total.verdicts.update(chapter.verdicts)
        heads = ("chapter", "requirements", "scenarios", *(head for head, _ in COLUMNS))
        rows = [(chapter.row(name), chapter.smallest_margin()) for name, chapter in sorted(self._chapters.items())]
        rows.append((total.row("all"), ""))
        widths = [max(len(head), *(len(row[column]) for row, _ in rows)) for column, head in enumerate(heads)]
        terminalreporter.section("chapters", sep="-")
        terminalreporter.write_line(f"{_line(heads, widths)}  smallest margin")
        for row, margin in rows:
            terminalreporter.write_line(f"{_line(row, widths)}  {margin}".rstrip())
        if told := kinds(self._ended):
            terminalreporter.write_line(told)
        if address := environment_of(config).get("self-test"):
            told = f"self-test: at {address} is the suite's own office, and no pass releases anything"
            terminalreporter.write_line(told)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((first, *others))


def pytest_configure(config: pytest.Config) -> None:
    """Gather in the controller alone: it hears the reports of every worker."""
    if is_controller(config):
        config.pluginmanager.register(Summary(), "connect-hil-summary")
