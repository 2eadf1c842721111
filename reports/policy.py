"""What a release needs: the policy, and the waivers that somebody has signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from reports.manifest import RIG_KINDS
from rigs.catalogue import Catalogue
from rigs.errors import ConfigurationError
from rigs.model import ROOT, load_table

POLICIES = ROOT / "reports" / "policies"
SUITE = POLICIES / "suite.toml"

RigKind = Literal["virtual", "twin", "bench"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Policy(_Table):
    """A policy file.

    `releases` is what is released: the suite itself, or a vehicle. `rigs` names for each way in which a
    requirement can be shown (`verification` in the catalogue) the kinds of rig on which a pass counts; a failure
    counts everywhere. Results may be `max_age_days` old. With `open_block`, requirements without a scenario
    block. With `clean`, results of a suite with changes that are not committed block.
    """

    releases: Literal["suite", "vehicle"]
    rigs: dict[Literal["can_hil", "simulator", "backoffice_app"], list[RigKind]]
    max_age_days: float = Field(gt=0, le=3660)
    open_block: bool = True
    clean: bool = True


class Waiver(_Table):
    """One requirement that does not block for a while."""

    requirement: Text
    owner: Text
    reason: Text
    expires: dt.date


class _Waivers(_Table):
    waiver: list[Waiver] = Field(default_factory=list)


def load_policy(path: Path) -> Policy:
    """Read a policy.

    Raises:
        ConfigurationError: The file cannot be read, or keys or values are not allowed; a line for each.
    """
    policy = load_table(path, Policy)
    for way, kinds in policy.rigs.items():
        if not kinds:
            raise ConfigurationError(path, f"rigs.{way}", kinds, f"must name some of {', '.join(RIG_KINDS)}")
        if policy.releases == "vehicle" and (problem := _unfit(way, kinds)):
            raise ConfigurationError(path, f"rigs.{way}", kinds, problem)
    return policy


def _unfit(way: str, kinds: Sequence[str]) -> str | None:
    """Why passes on these kinds of rig say too little of a vehicle."""
    if "virtual" in kinds:
        return "'virtual' never counts for a vehicle"
    if "bench" not in kinds:
        return "must have 'bench' in it: what was simulated alone never releases a vehicle"
    if way == "can_hil" and "twin" in kinds:
        return "must be ['bench']: what the vehicle itself does, a simulated one does not show"
    return None


def load_waivers(path: Path, catalogue: Catalogue) -> Mapping[str, Waiver]:
    """Read the waivers, by requirement.

    Raises:
        ConfigurationError: The file cannot be read, keys or values are not allowed, or a requirement is unknown or
            waived twice.
    """
    found: dict[str, Waiver] = {}
    for place, waiver in enumerate(_waivers(path)):
        key = f"waiver.{place}.requirement"
        if waiver.requirement not in catalogue:
            raise ConfigurationError(path, key, waiver.requirement, "must be an id of features/requirements.toml")
        if waiver.requirement in found:
            raise ConfigurationError(path, key, waiver.requirement, "must be waived once")
        found[waiver.requirement] = waiver
    return found


def _waivers(path: Path) -> Sequence[Waiver]:
    return load_table(path, _Waivers).waiver
