"""Which requirement was judged by which scenario, on which vehicle, and with what result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reports.folder.reader import Run, ScenarioResult
from reports.values.line import Line
from reports.values.plain import state_of, worst_of
from rigs.files.catalogue import Requirement
from rigs.values.measurement import Verdict


@dataclass(frozen=True)
class Row:
    """A scenario on one vehicle with its last result.

    Attributes:
        scenario: Node id.
        fault: Id of the faulty vehicle or good variant; empty for the vehicle as it should be.
        result: The verdict, or what a fault came to in a campaign.
        last: The result itself.
        run: The run that it belongs to.
    """

    scenario: str
    fault: str
    result: str
    last: ScenarioResult
    run: Run

    @property
    def vehicle(self) -> str:
        """Name of the profile; what the run says of it where the result does not."""
        return self.last.vehicle or self.run.manifest.vehicle

    @property
    def rig(self) -> str:
        """Name of the rig; the same."""
        return self.last.rig or self.run.manifest.rig

    @property
    def when(self) -> str:
        """Time when it ended, in UTC to the second."""
        moment = datetime.fromtimestamp(self.last.stop_ms / 1000, UTC)
        return moment.strftime("%Y-%m-%d %H:%M:%S")

    @property
    def message(self) -> str:
        """The first line of what it says."""
        return next(iter(self.last.message.splitlines()), "")


@dataclass(frozen=True)
class Entry:
    """One requirement.

    Attributes:
        requirement: Of the catalogue.
        state: What it came to on the vehicle as it should be; see `reports.values.plain.state_of`.
        worst: The measured value that came nearest to its limit there, None where none has one.
        rows: Its scenarios, each followed by its faults.
    """

    requirement: Requirement
    state: str
    worst: Line | None
    rows: tuple[Row, ...]


def matrix(catalogue: Iterable[Requirement], open_requirements: Iterable[str], runs: Sequence[Run]) -> list[Entry]:
    """Return an entry for each requirement, in the order of the catalogue.

    Args:
        catalogue: All requirements.
        open_requirements: Ids that no scenario carries yet.
        runs: What has been run, in any order; of several results of one scenario and fault the last one counts.
    """
    rows: dict[str, list[Row]] = {}
    for row in _last(runs).values():
        for requirement in row.last.requirements:
            rows.setdefault(requirement, []).append(row)
    known = frozenset(open_requirements)
    return [
        _entry(requirement, found, known)
        for requirement in catalogue
        for found in [sorted(rows.get(requirement.id, ()), key=lambda row: (row.scenario, row.fault))]
    ]


def _entry(requirement: Requirement, rows: Sequence[Row], known_open: frozenset[str]) -> Entry:
    as_it_is = [row for row in rows if not row.fault]
    state = state_of(requirement, {row.result for row in as_it_is}, known_open)
    return Entry(requirement, state, worst_of(requirement, [row.last for row in as_it_is]), tuple(rows))


def _last(runs: Sequence[Run]) -> Mapping[tuple[str, str], Row]:
    """Return the last result of each scenario and fault; *not applicable* counts where there is no other."""
    rows: dict[tuple[str, str], Row] = {}
    for each in runs:
        for result in each.results:
            fault = result.fault or each.manifest.fault or ""
            word = (result.campaign or result.verdict) if fault else result.verdict
            row = Row(result.scenario, fault, word, result, each)
            before = rows.get((row.scenario, fault))
            if before is None or _rank(row) >= _rank(before):
                rows[row.scenario, fault] = row
    return rows


def _rank(row: Row) -> tuple[bool, int]:
    return row.result != Verdict.NOT_APPLICABLE, row.last.stop_ms
