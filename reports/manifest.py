"""The manifest of a results folder: what ran on what, and a hash of each file, so that a gate can believe it.

It is written at the end of a run, also of one that was stopped. Whoever changes a result, takes one away or adds
one afterwards is found out; the manifest is no signature and does not stop somebody who rewrites it too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from rigs.errors import ConfigurationError
from rigs.model import validated

NAME = "manifest.json"
SCHEMA = 1
RIG_KINDS = ("virtual", "twin", "bench")


class Manifest(BaseModel):
    """What a results folder holds.

    `selected` are the node ids that were to run, `deselected` counts those that were left out with -k, -m or the
    like. `whole`: all of features/ was asked for and nothing left out. `ended`: pytest came to its end and was not
    stopped; `exit_status` is then 0 or 1. Times are UTC. `files` has the SHA-256 of each other file of the folder.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    schema_version: Literal[1] = Field(alias="schema")
    suite_version: str
    commit: str
    rig: str
    rig_kind: Literal["virtual", "twin", "bench"]
    vehicle: str
    dut_software: str
    fault: str | None
    campaign: bool
    seed: str
    started: dt.datetime = Field(strict=False)
    finished: dt.datetime = Field(strict=False)
    exit_status: int
    ended: bool
    whole: bool
    selected: tuple[str, ...] = Field(strict=False)
    deselected: int = Field(ge=0)
    files: dict[str, str]


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder but the manifest, by its path below the folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / NAME
    }


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest in one go: a folder has the whole of it or none."""
    draft = folder / f"{NAME}.draft"
    draft.write_text(manifest.model_dump_json(by_alias=True, indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a results folder.

    Raises:
        ConfigurationError: There is none, or it is no manifest; a line for each mistake.
    """
    path = folder / NAME
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise ConfigurationError(path, "file", error.strerror, "must be the manifest that a run leaves") from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(path, "file", f"{error}"[:100], "must be JSON in UTF-8") from error
    if not isinstance(content, dict):
        raise ConfigurationError(path, "file", type(content).__name__, "must be a table")
    return validated(Manifest, path, content)
