"""What a gate says, and what it measures results against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reports.policy import Waiver
from reports.reader import Run
from rigs.catalogue import Catalogue
from simulators.profile import VehicleProfile


class Kind(StrEnum):
    """Of which kind a reason is: the head under which it is told. docs/gate.md explains each."""

    PRODUCT_FAILURE = "product failure"
    INCONCLUSIVE = "inconclusive"
    SETUP_FAILED = "setup failed"
    RIG_FAULT = "rig fault"
    UNKNOWN_VERDICT = "unknown verdict"
    NOT_RUN = "not run"
    NOT_PASSED = "requirements without a result that counts"
    OPEN = "open requirements"
    AUDIT = "profile audit"
    UNFOUNDED = "not applicable without a reason"
    VERSIONS = "versions"
    UNSEALED = "not as sealed"
    OLD = "old results"
    TAMPERED = "tampered results"
    UNUSABLE = "unusable results"
    EXPIRED = "expired waivers"


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
    """What a gate says.

    Attributes:
        runs: The runs that could be read.
        reasons: Why it blocks; empty when it releases.
        waived: What would block without a waiver, with the waiver.
        tolerated: Requirements that no scenario carries yet, where that does not block.
        notes: What somebody should know.
    """

    runs: list[Run] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    waived: list[tuple[Reason, Waiver]] = field(default_factory=list)
    tolerated: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Suite:
    """What results are measured against.

    Attributes:
        catalogue: All requirements.
        open_ids: Requirements that no scenario carries yet.
        unsealed: In what the suite differs from what a reviewer has sealed.
        vehicles: Profiles by name.
        version: Of the suite that judges.
        simulators: Software of the simulated vehicle of the suite that judges, as a manifest names it.
    """

    catalogue: Catalogue
    open_ids: frozenset[str]
    unsealed: tuple[Reason, ...] = field(default=(), kw_only=True)
    vehicles: Mapping[str, VehicleProfile]
    version: str
    simulators: str

    def requires(self, name: str) -> bool:
        """Whether a requirement is a *must* of the catalogue."""
        return name in self.catalogue and self.catalogue.requirement(name).strength == "must"
