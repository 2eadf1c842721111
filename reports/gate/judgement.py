"""What a gate says, and what it measures results against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reports.folder.checkout import Checkout
from reports.folder.reader import Run
from reports.gate.policy import Key, Policy, Waiver
from rigs.farm.plan_file import NightPlan
from rigs.files.catalogue import Catalogue
from vehicle.profile import VehicleProfile


class Kind(StrEnum):
    """The kind of a reason: the head under which it is told. docs/gate.md explains each."""

    PRODUCT_FAILURE = "product failure"
    INCONCLUSIVE = "inconclusive"
    SETUP_FAILED = "setup failed"
    RIG_FAULT = "rig fault"
    UNKNOWN_VERDICT = "unknown verdict"
    NOT_RUN = "not run"
    PARTS = "parts of a plan"
    NOT_PASSED = "requirements without a result that counts"
    OPEN = "open requirements"
    AUDIT = "profile audit"
    UNFOUNDED = "not applicable without a reason"
    VERSIONS = "versions"
    UNSEALED = "not as sealed"
    OLD = "old results"
    TAMPERED = "tampered results"
    UNUSABLE = "unusable results"
    ELSEWHERE = "code from elsewhere"
    SIGNATURE = "signature"
    BESIDE = "failed runs beside"
    EXPIRED = "expired waivers"
    LAX = "waivers beyond the policy"


@dataclass(frozen=True)
class Reason:
    """One thing that blocks.

    Attributes:
        kind: Of which kind.
        text: What exactly.
        requirements: What it is about; it can be waived where all of them are, and never where there are none.
    """

    kind: Kind
    text: str
    requirements: tuple[str, ...] = ()


@dataclass
class Judgement:
    """The verdict of a gate, with what led to it.

    Attributes:
        runs: The runs that could be read.
        reasons: Why it blocks; empty when it releases.
        waived: What would block without a waiver, with the waiver.
        tolerated: Requirements that no scenario carries yet, where that does not block.
        not_judged: Requirements that nobody can judge, by the reason that the catalogue gives.
        notes: What somebody should know.
        left_out: Failed runs that somebody has left out, and why.
        words: Of each requirement that a reason is about, what it says.
    """

    runs: list[Run] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    waived: list[tuple[Reason, Waiver]] = field(default_factory=list)
    tolerated: list[str] = field(default_factory=list)
    not_judged: Mapping[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Terms:
    """The terms by which a release is asked by.

    Attributes:
        policy: What it takes.
        waivers: By requirement.
        keys: That may sign, by public key.
        left_out: Failed runs that may be left out, with the reason: folders, or the time when one began.
        plans: Plans of which the runs are parts, with their files.
        uncommitted: Of the files that these stand in, those that are not as a commit has them.
    """

    policy: Policy
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    uncommitted: tuple[str, ...] = ()
    plans: Sequence[tuple[Path, NightPlan]] = ()


@dataclass(frozen=True)
class Suite:
    """The suite that results are measured against.

    Attributes:
        catalogue: All requirements.
        open_ids: Requirements that no scenario carries yet.
        unsealed: In what the suite differs from what a reviewer has sealed.
        vehicles: Profiles by name.
        version: Of the suite that judges.
        simulators: Software of the simulated vehicle of the suite that judges, as a manifest names it.
        checkout: The files that judge, and the commit that they are of.
        pins: The versions that the project pins of each package.
        foreign: Code in the process that judges that is of neither the suite nor what it pins.
        root: Of the project, where runs of this checkout leave their output; None where none is looked for.
    """

    catalogue: Catalogue
    open_ids: frozenset[str]
    unsealed: tuple[Reason, ...] = field(default=(), kw_only=True)
    vehicles: Mapping[str, VehicleProfile]
    version: str
    simulators: str
    checkout: Checkout
    pins: Mapping[str, frozenset[str]]
    foreign: tuple[str, ...] = ()
    root: Path | None = None

    def requires(self, name: str) -> bool:
        """Tell whether a requirement is a *must* of the catalogue."""
        return name in self.catalogue and self.catalogue.requirement(name).strength == "must"
