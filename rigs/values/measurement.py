"""Measured values and what follows from them.

A value is an interval, as wide as the bench is unsure. It passes when it lies wholly inside its limits, fails
when it lies wholly outside, and is inconclusive else. Limits belong to the inside; they have no tolerance.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The word for what a scenario, or one of its measurements, comes to."""

    PASS = "pass"  # noqa: S105  # a verdict, no password
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    SETUP_FAILED = "setup failed"
    RIG_FAULT = "rig fault"
    NOT_APPLICABLE = "not applicable"
    REPORTED = "reported"
    WORLD_MODEL = "world model"


RAN_THROUGH = frozenset({Verdict.PASS, Verdict.REPORTED, Verdict.WORLD_MODEL})
"""Verdicts of a scenario all of whose steps ran to their end; but for a pass they say nothing of the vehicle."""

WITHOUT_COMPLAINT = RAN_THROUGH | {Verdict.NOT_APPLICABLE}
"""Verdicts after which nothing is to be mended or run again."""


class Campaign(StrEnum):
    """The word for what a scenario on a faulty vehicle, or a good variant, says of the suite; see
    `proof.plugin`.
    """

    BASELINE = "baseline"
    CAUGHT = "caught"
    SURVIVED = "survived"
    INFRASTRUCTURE_ERROR = "infrastructure error"
    GOOD_PASSED = "good variant passed"
    GOOD_FAILED = "good variant wrongly failed"


@dataclass(frozen=True)
class Limits:
    """The allowed range in the measurement's unit; None leaves a side open.

    Attributes:
        low: The least that is allowed.
        high: The most that is allowed.
        fails_above: What lies above `high` fails only above this, and is inconclusive below it (AMB-37);
            None where the two are one.
    """

    low: float | None = None
    high: float | None = None
    fails_above: float | None = None

    @property
    def whose(self) -> str:
        """Words behind the limits that say whose they are: the suite's, or none where the requirement has them."""
        return "" if self.fails_above is None else " by the suite"

    def __str__(self) -> str:
        if self.low is None:
            return "any" if self.high is None else f"at most {self.high:g}"
        return f"at least {self.low:g}" if self.high is None else f"{self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Measurement:
    """One value of the vehicle with its judgement.

    Attributes:
        name: What was measured.
        low: The least that the value can have been; None has no lower bound.
        high: The most that it can have been; None when it has no bound, as for what never came.
        unit: Of `low`, `high`, `limits` and `margin`.
        limits: None when the value is reported and not judged.
        asked: The least that the suite asks for, where the rig file is content with the less of `limits`; else
            None.
    """

    name: str
    low: float | None
    high: float | None
    unit: str
    limits: Limits | None = None
    asked: float | None = None

    @property
    def verdict(self) -> Verdict:
        """Pass inside the limits, fail outside, inconclusive across one; reported without limits."""
        if self.limits is None:
            return Verdict.REPORTED
        over = _exceeds(self.low, self.high, self.limits.high, self.limits.fails_above)
        least = _negative(self.limits.low)
        under = _exceeds(_negative(self.high), _negative(self.low), least, None)
        if Verdict.FAIL in (over, under):
            return Verdict.FAIL
        return Verdict.INCONCLUSIVE if Verdict.INCONCLUSIVE in (over, under) else Verdict.PASS

    @property
    def margin(self) -> float | None:
        """The least distance to a limit, negative outside; None where that cannot be told."""
        if self.limits is None:
            return None
        distances = []
        if self.limits.high is not None:
            distances.append(None if self.high is None else self.limits.high - self.high)
        if self.limits.low is not None:
            distances.append(None if self.low is None else self.low - self.limits.low)
        known = [distance for distance in distances if distance is not None]
        return min(known) if known and len(known) == len(distances) else None

    @property
    def of(self) -> str:
        """Words behind the limits for what the suite asks for, where the rig file is content with less."""
        return "" if self.asked is None else f" of the {self.asked:g} {self.unit} asked"

    def as_dict(self) -> dict[str, object]:
        """Return plain data, as reports carry it; a bound that is no number, or has no end, is None for JSON."""
        limits = None if self.limits is None else [self.limits.low, self.limits.high]
        return {
            "name": self.name,
            "low": _finite(self.low),
            "high": _finite(self.high),
            "unit": self.unit,
            "limits": limits,
            "fails_above": None if self.limits is None else self.limits.fails_above,
            "asked": self.asked,
            "margin": _finite(self.margin),
            "verdict": str(self.verdict),
        }

    def __str__(self) -> str:
        value, limits = f"{spread(self.low, self.high)} {self.unit}", self.limits
        allowed = "" if limits is None else f" (allowed: {limits} {self.unit}{limits.whose}{self.of})"
        return f"{self.name}: {value}{allowed}"


def measurements_json(measurements: list[Measurement]) -> str:
    """Write the list of measurements as one JSON text."""
    return json.dumps([measurement.as_dict() for measurement in measurements], ensure_ascii=False, indent=1)


def spread(low: float | None, high: float | None) -> str:
    """Write an interval for people: one number where both ends agree to three digits after the point."""
    if low is None:
        return "any" if high is None else f"at most {high:.3f}"
    if high is None:
        return f"more than {low:.3f}"
    return f"{high:.3f}" if f"{low:.3f}" == f"{high:.3f}" else f"{low:.3f} to {high:.3f}"


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _negative(value: float | None) -> float | None:
    return None if value is None else -value


def _exceeds(low: float | None, high: float | None, limit: float | None, fails_above: float | None) -> Verdict:
    if limit is None or (high is not None and high <= limit):
        return Verdict.PASS
    fails = limit if fails_above is None else fails_above
    return Verdict.FAIL if low is not None and low > fails else Verdict.INCONCLUSIVE
