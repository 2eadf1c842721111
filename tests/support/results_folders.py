"""Results folders made to measure: a small suite, and runs of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reports.folder.checkout import Checkout
from reports.folder.manifest import Manifest, digests, write_manifest
from reports.gate.judgement import Judgement, Suite, Terms
from reports.gate.policy import Policy, Waiver
from reports.gate.release import judge
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import load_vehicles

EACH = "each scenario's own"
NOW = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)
STARTED = NOW - dt.timedelta(hours=2)
FINISHED = NOW - dt.timedelta(hours=1)
START_MS = round(STARTED.timestamp() * 1000) + 60_000
VERSION = "0.1.0"
COMMIT = "0123456789abcdef"
JUDGING: Mapping[str, str] = {"steps/a.py": "aa", "rigs/virtual.toml": "bb"}
MODULES: Mapping[str, tuple[str, ...]] = {
    "suite": ("steps.a",),
    "python": ("json",),
    "package pytest==9.2.0": ("pytest",),
}
SOFTWARE = "simulators-0123456789abcdef"
LOCK = "features/remote_control/locking.feature::A lock order locks"
UNLOCK = "features/remote_control/locking.feature::An unlock order unlocks"
ROUTING = "features/emergency_call/psap.feature::The call is taken to Paris"
AUDIT = "features/audit/profile.feature::The SOS button calls where it is declared"
REQUIREMENTS: Mapping[str, tuple[str, ...]] = {
    LOCK: ("REMOTE-15",),
    UNLOCK: ("REMOTE-15", "REMOTE-28"),
    ROUTING: ("ECALL-20",),
    AUDIT: (),
}
_CATALOGUE = """
[{id}]
area = "{area}"
chapter = "{chapter}"
line = 1
text = "The doors are locked."
verification = "{verification}"
strength = "{strength}"
"""
_ENTRIES = (
    ("REMOTE-15", "REMOTE", "remote_control", "can_hil", "must"),
    ("REMOTE-28", "REMOTE", "remote_control", "can_hil", "must"),
    ("REMOTE-99", "REMOTE", "remote_control", "can_hil", "must"),
    ("ECALL-20", "ECALL", "emergency_call", "simulator", "world_model"),
)
EVERYWHERE = {way: ["virtual", "twin", "bench"] for way in ("can_hil", "simulator", "backoffice_app")}


def policy(**changes: object) -> Policy:
    """One that the good folder keeps."""
    table = {
        "releases": "suite",
        "rigs": EVERYWHERE,
        "max_age_days": 1.0,
        "open_block": False,
        "signed": False,
        **changes,
    }
    return Policy.model_validate(table)


def suite(folder: Path, **changes: Any) -> Suite:
    """The suite that judges; REMOTE-99 is open."""
    path = folder / "requirements.toml"
    keys = ("id", "area", "chapter", "verification", "strength")
    path.write_text("".join(_CATALOGUE.format(**dict(zip(keys, entry, strict=True))) for entry in _ENTRIES))
    made = Suite(
        catalogue=Catalogue.load(path),
        open_ids=frozenset({"REMOTE-99"}),
        vehicles=load_vehicles(),
        version=VERSION,
        simulators=SOFTWARE,
        checkout=Checkout(COMMIT, JUDGING, {}, ()),
        pins={"pytest": frozenset({"9.2.0"})},
    )
    return replace(made, **changes)


def result(node_id: str, **changes: Any) -> dict[str, Any]:
    """The content of a result file; `labels` adds some, `verdict` and `requirements` replace.

    It ran where its folder says, unless a label names rig or vehicle.
    """
    path, _, name = node_id.partition("::")
    verdict = changes.pop("verdict", "pass")
    requirements = changes.pop("requirements", REQUIREMENTS.get(node_id, ()))
    labels = [("verdict", verdict)]
    labels += [("requirement", each) for each in requirements]
    labels += changes.pop("labels", [])
    return {
        "name": name,
        "titlePath": path.split("/"),
        "status": "passed",
        "start": START_MS,
        "stop": START_MS + 1000,
        "steps": [{"name": "Then it is so", "status": "passed"}],
        "labels": [{"name": key, "value": value} for key, value in labels],
        **changes,
    }


def folder(parent: Path, results: Sequence[Mapping[str, Any]] | None = None, **changes: Any) -> Path:
    """A results folder with its manifest; by default the good one."""
    made = parent / f"run-{len(list(parent.glob('run-*')))}"
    made.mkdir(parents=True)
    contents = [result(name) for name in REQUIREMENTS] if results is None else results
    for number, content in enumerate(contents):
        text = json.dumps(_placed(content, changes.get("rig", "virtual"), changes.get("vehicle", "electric")))
        (made / f"{number}-result.json").write_text(text, encoding="utf-8")
    (made / "environment.properties").write_text("rig=virtual\n", encoding="utf-8")
    selected = dict.fromkeys(f"{'/'.join(each['titlePath'])}::{each['name']}" for each in contents)
    seal(made, list(selected), **changes)
    return made


def _placed(content: Mapping[str, Any], rig: str, vehicle: str) -> dict[str, Any]:
    labels = content["labels"]
    if not isinstance(labels, list):
        return dict(content)
    names = {label["name"] for label in labels}
    places = (("rig", rig), ("vehicle", vehicle))
    return {**content, "labels": labels + [{"name": n, "value": v} for n, v in places if n not in names]}


def seal(made: Path, selected: Sequence[str], **changes: Any) -> None:
    """Write the manifest of a folder as it is now."""
    table = {
        "schema": 2,
        "suite_version": VERSION,
        "commit": COMMIT,
        "rig": "virtual",
        "rig_kind": "virtual",
        "vehicle": EACH,
        "dut_software": SOFTWARE,
        "fault": None,
        "campaign": False,
        "seed": "1",
        "started": STARTED,
        "finished": FINISHED,
        "exit_status": 0,
        "ended": True,
        "whole": True,
        "selected": tuple(selected),
        "deselected": 0,
        "uncollected": (),
        "files": digests(made),
        "judging": dict(JUDGING),
        "rig_files": {"rigs/virtual.toml": "bb"},
        "changed": (),
        "touched": (),
        "modules": dict(MODULES),
        **changes,
    }
    write_manifest(made, Manifest.model_validate(table))


def judged(
    parent: Path,
    *folders: Path,
    waivers: Sequence[Waiver] = (),
    by: Policy | None = None,
    now: dt.datetime = NOW,
    against: Suite | None = None,
    **terms: Any,
) -> Judgement:
    """What the gate says of folders; `terms` are those of `Terms` beside policy and waivers."""
    signed = {waiver.requirement: waiver for waiver in waivers}
    return judge(folders, Terms(by or policy(), signed, **terms), against or suite(parent), now)


def others(*names: str) -> list[dict[str, Any]]:
    """The good results of all scenarios but some."""
    return [result(name) for name in REQUIREMENTS if name not in names]


def kinds(judgement: Judgement) -> list[str]:
    """The kinds of its reasons, each once."""
    return list(dict.fromkeys(str(reason.kind) for reason in judgement.reasons))
