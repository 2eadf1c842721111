"""The manifest of a results folder: what ran on what, and a hash of each file, so that a gate can believe it.

It is written at the end of a run, also of one that was stopped. Whoever changes a result, takes one away or adds
one afterwards is found out. Who writes the manifest anew as well is stopped by its signature; see
`reports.folder.signature`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from reports.folder.part import PlanPart
from reports.folder.strict_json import read_json_table
from rigs.files.rig_file import Name, validated

NAME = "manifest.json"
SIGNATURE = "manifest.sig"
"""The signature that a run that signs leaves beside it."""

BEGUN = "begun.txt"
"""A mark of a run that is on its way to fill the folder; see `reports.folder.begun`."""

OF_THE_RUN = (NAME, SIGNATURE, BEGUN)
"""Files of a folder of which the manifest has no hash."""

SCHEMA = 2

Moment = Annotated[
    AwareDatetime,
    Field(strict=False, ge=dt.datetime(2000, 1, 1, tzinfo=dt.UTC), lt=dt.datetime(9999, 1, 1, tzinfo=dt.UTC)),
]
"""A time, with room around it to reckon in."""


class Manifest(BaseModel):
    """The content of a results folder.

    `selected` are the node ids that were to run, `deselected` counts those that were left out with -k, -m or the
    like, `uncollected` names the files that could not be read, with whatever scenarios stand in them. `whole`: all
    of features/ was asked for, nothing left out and every feature file is in it. `ended`: pytest came to its end
    and was not stopped; `exit_status` is then 0 or 1. Times are UTC. `files` has the SHA-256 of each other file of
    the folder. `rig_kind` is a kind of the suite or of a lab.

    `judging` has that of each file of the suite that judged, `rig_files` of the rig file and of all that it
    includes, as `reports.folder.checkout` makes them. `changed` names those that were not as the commit has them
    when the run began or ended, `touched` those that were written while it ran. `modules` has the modules that
    took part, by where they came from; see `reports.folder.modules`. `plan` is that of a run with `--plan`.
    `self_test` has the addresses at which the suite's own office stood in the place of a real one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    schema_version: Literal[2] = Field(alias="schema")
    suite_version: str
    commit: str
    rig: str
    rig_kind: Name
    vehicle: str
    dut_software: str
    fault: str | None
    campaign: bool
    seed: str
    started: Moment
    finished: Moment
    exit_status: int
    ended: bool
    whole: bool
    selected: tuple[str, ...] = Field(strict=False)
    deselected: int = Field(ge=0)
    uncollected: tuple[str, ...] = Field(strict=False)
    files: dict[str, str]
    judging: dict[str, str]
    rig_files: dict[str, str]
    changed: tuple[str, ...] = Field(strict=False)
    touched: tuple[str, ...] = Field(strict=False)
    modules: dict[str, Annotated[tuple[str, ...], Field(strict=False)]]
    plan: PlanPart | None = None
    self_test: str | None = None


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a folder but those `OF_THE_RUN`, by its path below the folder.

    What can be no part of results, such as a link to nowhere or a file that cannot be read, has an empty one.
    """
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(folder.rglob("*"))
        if not (path.parent == folder and path.name in OF_THE_RUN) and (path.is_symlink() or not path.is_dir())
    }


def digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest in one go: a folder has the whole of it or none."""
    draft = folder / f"{NAME}.draft"
    draft.write_text(manifest.model_dump_json(by_alias=True, indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a results folder.

    Raises:
        ConfigurationError: There is none, or it is no manifest; a line for each mistake.
    """
    path = folder / NAME
    return validated(Manifest, path, read_json_table(path))
