"""What a release needs: the policy, and the waivers that somebody has signed."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from reports.folder.signature import PUBLIC_BYTES
from rigs.errors import ConfigurationError
from rigs.files.allowed import near
from rigs.files.catalogue import Catalogue
from rigs.files.known import BENCH, HOUSE_KINDS, STAGING, VIRTUAL
from rigs.files.rig_file import ROOT, load_table

POLICIES = ROOT / "reports" / "policies"
SUITE = POLICIES / "suite.toml"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _public_key(text: str) -> str:
    try:
        fits = len(base64.b64decode(text, validate=True)) == PUBLIC_BYTES
    except ValueError:
        fits = False
    if not fits:
        raise PydanticCustomError("no_key", "must be a public key as `python -m reports key` prints it")
    return text


class Policy(_Table):
    """A policy file.

    `releases` is what is released: the suite itself, or a vehicle. `rigs` names for each way in which a
    requirement can be shown (`verification` in the catalogue) the kinds of rig on which a pass counts; a failure
    counts everywhere. `kinds` names the kinds of rig that a lab has added, each `real` as a bench is, or
    `simulated`; results of a kind that stands nowhere block. Results may be `max_age_days` old, and the clock of a
    bench `clock_tolerance_s` ahead of that of the gate. With `open_block`, requirements without a scenario block.
    A pass counts where what must last, though the source does not say how long, was watched for `hold_s` at least;
    without it for as long as the suite asks.
    With `clean`, results of a suite with changes that are not committed block, and so do such changes in the
    checkout that judges. With `signed`, each run must bear the signature of a key of the file `keys`, whose path
    starts at the folder of the policy; that is so for a vehicle where nothing is said. A waiver ends
    `waiver_max_days` from now at the latest, and there are no more than `waivers_max`.
    """

    releases: Literal["suite", "vehicle"]
    rigs: dict[Literal["can_hil", "simulator", "backoffice_app"], list[Text]]
    kinds: dict[Text, Literal["real", "simulated"]] = Field(default_factory=dict)
    max_age_days: float = Field(gt=0, le=3660)
    clock_tolerance_s: float = Field(default=60, ge=0, le=3600)
    hold_s: float | None = Field(default=None, gt=0)
    open_block: bool = True
    clean: bool = True
    signed: bool | None = None
    keys: Text = "keys.toml"
    waiver_max_days: int = Field(default=90, ge=1, le=3660)
    waivers_max: int = Field(default=10, ge=0)

    @property
    def known_kinds(self) -> tuple[str, ...]:
        """The kinds of rig of the suite, and those that the policy names."""
        return (*HOUSE_KINDS, *self.kinds)

    def is_real(self, kind: str) -> bool:
        """Say whether a kind of rig has something real on it: a vehicle, or services in their staging system."""
        return kind in (BENCH.name, STAGING.name) or self.kinds.get(kind) == "real"

    def has_vehicle(self, kind: str) -> bool:
        """Say whether a kind of rig has a real vehicle on it."""
        return kind != STAGING.name and self.is_real(kind)

    def is_content_with(self, held_s: float | None) -> bool:
        """Say whether it counts that what must last was watched for so long; None is as long as the suite asks."""
        return held_s is None or (self.hold_s is not None and held_s >= self.hold_s)

    @property
    def demands_signatures(self) -> bool:
        """True when runs must be signed."""
        return self.releases == "vehicle" if self.signed is None else self.signed


class Waiver(_Table):
    """One requirement that does not block for a while."""

    requirement: Text
    owner: Text
    reason: Text
    expires: dt.date


class _Waivers(_Table):
    waiver: list[Waiver] = Field(default_factory=list)


class Key(_Table):
    """One bench or runner of a CI that may sign: its public key, the rigs that it runs, and its last day."""

    name: Text
    public: Annotated[str, AfterValidator(_public_key)]
    rigs: list[Text] = Field(min_length=1)
    until: dt.date | None = None


class _Keys(_Table):
    key: list[Key] = Field(default_factory=list)


def load_policy(path: Path) -> Policy:
    """Read a policy.

    Raises:
        ConfigurationError: The file cannot be read, or keys or values are not allowed; a line for each.
    """
    policy = load_table(path, Policy)
    for kind in policy.kinds:
        if kind in HOUSE_KINDS:
            allowed = "must be left out: what a kind of the suite is, the suite says"
            raise ConfigurationError(path, f"kinds.{kind}", policy.kinds[kind], allowed)
    known = policy.known_kinds
    for way, kinds in policy.rigs.items():
        if not kinds:
            raise ConfigurationError(path, f"rigs.{way}", kinds, f"must name some of {', '.join(known)}")
        for index, kind in enumerate(kinds):
            if kind not in known:
                allowed = f"{near(kind, known)}; a kind that a lab has added stands under [kinds] as well"
                raise ConfigurationError(path, f"rigs.{way}.{index}", kind, allowed)
        if policy.releases == "vehicle" and (problem := _unfit(policy, way, kinds)):
            raise ConfigurationError(path, f"rigs.{way}", kinds, problem)
    return policy


def _unfit(policy: Policy, way: str, kinds: Sequence[str]) -> str | None:
    """Tell why passes on these kinds of rig say too little of a vehicle."""
    if way != "backoffice_app" and STAGING.name in kinds:
        return f"must be without {STAGING.name!r}: there is no vehicle on it"
    simulated = [kind for kind in kinds if not policy.is_real(kind)]
    if VIRTUAL.name in kinds:
        return "'virtual' never counts for a vehicle"
    if len(simulated) == len(kinds):
        return "must have 'bench' in it: what was simulated alone never releases a vehicle"
    if way == "can_hil" and simulated:
        return "must be ['bench']: what the vehicle itself does, a simulated one does not show"
    if way == "backoffice_app" and simulated:
        return f"must be without {simulated[0]!r}: the suite's own office says nothing of the real one"
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


def load_keys(path: Path) -> Mapping[str, Key]:
    """Read the keys that may sign, by public key.

    Raises:
        ConfigurationError: The file cannot be read, keys or values are not allowed, or a key or name stands there
            twice.
    """
    found: dict[str, Key] = {}
    for place, key in enumerate(load_table(path, _Keys).key):
        for what, value, others in (
            ("public", key.public, found),
            ("name", key.name, {other.name for other in found.values()}),
        ):
            if value in others:
                raise ConfigurationError(path, f"key.{place}.{what}", value, "must stand there once")
        found[key.public] = key
    return found


def _waivers(path: Path) -> Sequence[Waiver]:
    return load_table(path, _Waivers).waiver
