"""The end of a campaign in the terminal: which faulty vehicles were caught, and which were not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from reports.folder.results import is_controller
from rigs.values.measurement import Campaign

LISTED = (Campaign.SURVIVED, Campaign.INFRASTRUCTURE_ERROR, Campaign.GOOD_FAILED)
"""Outcomes that are named one by one; the rest is counted."""


@dataclass(frozen=True)
class _Ended:
    """A faulty vehicle that has run.

    Attributes:
        fault: Its id.
        scenario: Node id of the scenario that it ran in.
        outcome: What that came to, its baseline apart.
        nodeid: Of the item itself.
    """

    fault: str
    scenario: str
    outcome: Campaign
    nodeid: str


def is_of_campaign(report: pytest.TestReport) -> bool:
    """Tell whether a report is that of a campaign and says nothing of the vehicle."""
    return "campaign" in dict(report.user_properties)


class Tally:
    """A tally of the outcomes of a campaign, from the reports of all workers."""

    def __init__(self) -> None:
        self._ended: list[_Ended] = []
        self._unsound: set[str] = set()
        self._baselines: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take one report; a phase that failed after the judgement makes it an infrastructure error."""
        properties = {name: str(value) for name, value in report.user_properties}
        if "campaign" not in properties or report.skipped:
            return
        if "fault" in properties:
            self._take_fault(report, properties)
        elif report.when == "call":
            self._baselines.add(report.nodeid)
        if report.failed and "fault" not in properties:
            self._unsound.add(report.nodeid)

    def _take_fault(self, report: pytest.TestReport, properties: Mapping[str, str]) -> None:
        if report.when == "call":
            outcome = Campaign(properties["campaign"])
        elif report.failed:
            outcome = Campaign.INFRASTRUCTURE_ERROR
        else:
            return
        self._ended = [ended for ended in self._ended if ended.nodeid != report.nodeid]
        self._ended.append(_Ended(properties["fault"], properties["scenario"], outcome, report.nodeid))

    def outcomes(self) -> Mapping[Campaign, list[_Ended]]:
        """Gather all faults by what became of them; nothing is proven where the baseline did not pass."""
        found: dict[Campaign, list[_Ended]] = {outcome: [] for outcome in Campaign}
        for ended in self._ended:
            sound = ended.scenario in self._baselines and ended.scenario not in self._unsound
            found[ended.outcome if sound else Campaign.INFRASTRUCTURE_ERROR].append(ended)
        return found

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the counts, and by name what was not as it must be."""
        if not self._ended:
            return
        outcomes = self.outcomes()
        terminalreporter.section("campaign", sep="-")
        for outcome in LISTED:
            for ended in outcomes[outcome]:
                terminalreporter.write_line(f"{outcome}: {ended.fault}  {ended.scenario}", red=True)
        faults = sum(len(outcomes[outcome]) for outcome in (Campaign.CAUGHT, *LISTED[:2]))
        variants = len(outcomes[Campaign.GOOD_PASSED]) + len(outcomes[Campaign.GOOD_FAILED])
        terminalreporter.write_line(
            f"{faults} faulty vehicles: {len(outcomes[Campaign.CAUGHT])} caught,"
            f" {len(outcomes[Campaign.SURVIVED])} survived,"
            f" {len(outcomes[Campaign.INFRASTRUCTURE_ERROR])} infrastructure errors;"
            f" {variants} good variants: {len(outcomes[Campaign.GOOD_FAILED])} wrongly failed;"
            f" {len(self._baselines)} baselines: {len(self._unsound)} did not pass"
        )


def pytest_configure(config: pytest.Config) -> None:
    """Count in the controller alone: it hears the reports of every worker."""
    if is_controller(config) and config.option.prove:
        config.pluginmanager.register(Tally(), "connect-hil-tally")
