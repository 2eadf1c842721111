"""Failed runs that exist beside those that a gate is given: whoever names good ones alone is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.folder.checkout import OUTPUT
from reports.folder.failed_runs import noted_runs
from reports.folder.manifest import NAME, read_manifest
from reports.folder.reader import RESULTS as RESULT_FILES
from reports.folder.reader import Run, read_result
from reports.gate.endings import came_through
from rigs.errors import ConfigurationError
from rigs.values.measurement import WITHOUT_COMPLAINT

MOST_FOLDERS = 1000
"""Most folders that are looked at; what the others hold nobody knows, and so they block."""


@dataclass(frozen=True)
class FailedRun:
    """A run of the same commit on the same rig as one that is judged, in which something did not pass.

    Attributes:
        name: How it is named: its folder, or when it began where another run has taken its folder.
        not_passed: Verdicts by node id.
    """

    name: str
    not_passed: Mapping[str, str]


def failed_beside(runs: Sequence[Run], root: Path | None) -> Iterator[FailedRun]:
    """Find them beside the folders of runs and in the output of the project at `root`, with its list of them."""
    judged = {run.folder.resolve() for run in runs}
    same = {(run.manifest.commit, run.manifest.rig) for run in runs}
    known = {run.manifest.started for run in runs}
    places = {folder.parent for folder in judged} | ({(root / OUTPUT).resolve()} if root else set())
    folders = _folders(places)
    if len(folders) > MOST_FOLDERS:
        more = f"{len(folders) - MOST_FOLDERS} more results folders"
        yield FailedRun(more, {str(folders[MOST_FOLDERS]): "not looked at"})
    for folder in folders[:MOST_FOLDERS]:
        if folder not in judged and (found := _failed(folder, same)) and found[0] not in known:
            known.add(found[0])
            yield found[1]
    passed = {(run.manifest.started, each.node_id) for run in runs for each in run.results if came_through(each)}
    for noted in noted_runs(root) if root else ():
        if (noted.commit, noted.rig) not in same:
            continue
        if noted.started not in known:
            yield FailedRun(_moment(noted.started), noted.not_passed)
        elif again := {n: v for n, v in noted.not_passed.items() if (noted.started, n) in passed}:
            yield FailedRun(_moment(noted.started), again)  # it was stopped, and ran what had failed once more


def _folders(places: Iterable[Path]) -> list[Path]:
    """Return folders with a manifest, one or two levels below."""
    found = {
        path.parent.resolve()
        for place in places
        for depth in ("*", "*/*")
        for path in place.glob(f"{depth}/{NAME}")
    }
    return sorted(found)


def _failed(folder: Path, same: set[tuple[str, str]]) -> tuple[dt.datetime, FailedRun] | None:
    try:
        manifest = read_manifest(folder)
    except ConfigurationError:  # of another version of the suite, so of another commit
        return None
    of_interest = (manifest.commit, manifest.rig) in same and manifest.fault is None and not manifest.campaign
    if not of_interest or manifest.exit_status == 0:
        return None
    not_passed = {}
    for path in sorted(folder.glob(RESULT_FILES)):
        try:
            result = read_result(path)
        except ConfigurationError:
            not_passed[path.name] = "cannot be read"
        else:
            if result.verdict not in WITHOUT_COMPLAINT or result.status not in ("passed", "skipped"):
                not_passed[result.node_id] = result.verdict or result.status
    return (manifest.started, FailedRun(str(folder), not_passed)) if not_passed else None


def _moment(when: dt.datetime) -> str:
    """Write a time as runs are named by it; several may have begun in the same second."""
    return when.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
