"""What is kept of each run that did not pass, so that one that passes later does not hide it.

Runs share a folder, and each empties it: the results of a run that failed are gone with the next. A line in
`reports/output/failed-runs.jsonl` stays. It is written at the first failure, since a run that is killed
has no end, and again at the end with all of them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from reports.folder.checkout import OUTPUT
from reports.folder.manifest import Manifest, Moment

NAME = OUTPUT / "failed-runs.jsonl"
"""Place of the file, from the root of the project."""


class FailedRun(BaseModel):
    """A run in which something did not pass: where it wrote to, what it was, and each verdict that is no pass."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    folder: str
    commit: str
    rig: str
    started: Moment
    not_passed: dict[str, str]


def note_failed(root: Path, folder: Path, manifest: Manifest, not_passed: Mapping[str, str]) -> None:
    """Keep a line of a run on a vehicle as it is in which something did not pass."""
    if not not_passed or manifest.campaign or manifest.fault is not None:
        return
    note(
        root,
        FailedRun(
            folder=str(folder),
            commit=manifest.commit,
            rig=manifest.rig,
            started=manifest.started,
            not_passed=dict(not_passed),
        ),
    )


def note(root: Path, line: FailedRun) -> None:
    """Keep a line."""
    path = root / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line.model_dump_json()}\n")


def noted_runs(root: Path) -> list[FailedRun]:
    """Read the lines that can be read; a run that has several has failed in all that they name."""
    try:
        lines = (root / NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found: dict[tuple[str, dt.datetime], FailedRun] = {}
    for line in lines:
        try:
            read = FailedRun.model_validate(json.loads(line))
        except (ValidationError, ValueError, RecursionError):
            continue
        earlier = found.get((read.folder, read.started))
        all_of_it = {**(earlier.not_passed if earlier else {}), **read.not_passed}
        found[read.folder, read.started] = read.model_copy(update={"not_passed": all_of_it})
    return list(found.values())
