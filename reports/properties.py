"""What pytest's own reports carry of a scenario: pairs of a name and a plain value.

JUnit XML shows each pair as a property, so a requirement has a pair of its own and no value is a list. The
controller of a run reads them back, from workers too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pytest

from clock.kernel import S
from reports.outcome import worst_margins
from rigs.recording.journal import Journal
from rigs.values.measurement import Verdict

REQUIREMENT = "requirement"
VERDICT = "verdict"
VEHICLE_S = "vehicle_s"
CAMPAIGN = "campaign"
MARGIN = "worst_margin_"
"""Prefix of the unit of a margin."""

Pair = tuple[str, object]


@dataclass(frozen=True)
class Properties:
    """The pairs of one report.

    Attributes:
        verdict: Up to this phase; None of a test that is no scenario.
        requirements: Ids of the catalogue.
        margins: The smallest of each unit.
        vehicle_s: How long the vehicle lived, in seconds; None before the steps have ended.
        campaign: What a faulty vehicle came to; None outside of a campaign.
    """

    verdict: str | None
    requirements: tuple[str, ...]
    margins: Mapping[str, float]
    vehicle_s: float | None
    campaign: str | None

    @classmethod
    def of(cls, report: pytest.TestReport) -> Properties:
        """Read back what `pairs` has made."""
        single = {name: value for name, value in report.user_properties if name != REQUIREMENT}
        verdict, vehicle_s, campaign = (single.get(name) for name in (VERDICT, VEHICLE_S, CAMPAIGN))
        return cls(
            None if verdict is None else str(verdict),
            tuple(str(value) for name, value in report.user_properties if name == REQUIREMENT),
            {
                name.removeprefix(MARGIN): value
                for name, value in single.items()
                if name.startswith(MARGIN) and isinstance(value, float)
            },
            vehicle_s if isinstance(vehicle_s, float) else None,
            None if campaign is None else str(campaign),
        )


def pairs(
    verdict: Verdict, requirements: Iterable[str], labels: Mapping[str, str], journal: Journal | None
) -> Iterator[Pair]:
    """Yield what to put into the report of a phase.

    Args:
        verdict: Up to this phase.
        requirements: Ids of the catalogue.
        labels: What else the scenario bears, a pair each.
        journal: Of a scenario whose steps have ended.
    """
    yield VERDICT, str(verdict)
    for requirement in requirements:
        yield REQUIREMENT, requirement
    yield from labels.items()
    if journal is not None:
        for unit, margin in worst_margins(journal.measurements).items():
            yield f"{MARGIN}{unit}", float(margin)
        yield VEHICLE_S, (journal.end_ns - journal.begin_ns) / S
