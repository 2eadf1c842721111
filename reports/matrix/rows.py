"""Which requirement was judged by which scenario, on which vehicle, and with what result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reports.folder.reader import Run, ScenarioResult
from rigs.files.catalogue import Requirement
from rigs.values.measurement import Verdict

OPEN = "open"
"""The state of a requirement that `features/open.txt` names: no scenario carries it yet."""
NOT_RUN = "not run"
"""The state of one whose scenarios have no result here."""
NOT_JUDGED = "not judged"
"""The state of one that the catalogue says nobody can judge; its reason follows."""
WORST_FIRST = (
    *(Verdict.FAIL, Verdict.SETUP_FAILED, Verdict.RIG_FAULT, Verdict.INCONCLUSIVE),
    *(Verdict.PASS, Verdict.WORLD_MODEL, Verdict.REPORTED, Verdict.NOT_APPLICABLE),
)


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
        state: The worst verdict of its scenarios on the vehicle as it should be, `OPEN`, `NOT_RUN`, or that and
            why nobody can judge it.
        rows: Its scenarios, each followed by its faults.
    """

    requirement: Requirement
    state: str
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
        Entry(requirement, _state(requirement, found, known), tuple(found))
        for requirement in catalogue
        for found in [sorted(rows.get(requirement.id, ()), key=lambda row: (row.scenario, row.fault))]
    ]


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


def _state(requirement: Requirement, rows: Iterable[Row], known_open: frozenset[str]) -> str:
    if requirement.why is not None:
        return f"{NOT_JUDGED}: {requirement.why.replace('_', ' ')}"
    results = {row.result for row in rows if not row.fault}
    for verdict in WORST_FIRST:
        if verdict in results:
            of_world = verdict is Verdict.PASS and requirement.strength == "world_model"
            return str(Verdict.WORLD_MODEL if of_world else verdict)
    return OPEN if requirement.id in known_open else NOT_RUN
