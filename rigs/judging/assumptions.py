"""The numbers that the suite assumes where the source gives none, and that a vehicle may replace.

Each is explained in docs/interpretations.md under the id that stands beside it. The profile of a vehicle replaces
one in its table `assumptions`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from rigs.errors import ConfigurationError
from vehicle.profile import VehicleProfile

STATED_IN: Mapping[str, str] = MappingProxyType(
    {
        "sos_cancel_window_s": "features/emergency_call/manual.feature",
        "together_s": "features/privacy/switching.feature",
        "double_push_release_s": "features/privacy/switching.feature",
        "first_prompt_s": "features/privacy/switching.feature",
        "confirmation_s": "features/privacy/switching.feature",
        "unconfirmed_s": "features/privacy/switching.feature",
        "second_prompt_s": "features/privacy/switching.feature",
        "standing_position_m": "features/emergency_call/data.feature",
    }
)
"""Numbers that the suite assumes too and no profile replaces, each with the feature whose steps state it."""


class Assumptions(BaseModel):
    """The suite's numbers that a profile may replace; each is more than 0."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limited_level_db: float = Field(default=3.0, gt=0)
    """Level in dB. AMB-30, a second horn order: the second honk is at least this much quieter."""
    second_honk_s: float = Field(default=5.0, gt=0)
    """Time in s. AMB-30, a second horn order: the second honk begins within this time of the end of the first."""
    gap_s: float = Field(default=1.0, gt=0)
    """Time in s. AMB-29 and AMB-30, lights or horn that pause: shorter gaps belong to the lights or the honk."""
    reaction_s: float = Field(default=10.0, gt=0)
    """Time in s. AMB-37, reaction limits: an event inside the vehicle for which the source gives no time."""
    network_reaction_s: float = Field(default=60.0, gt=0)
    """Time in s. AMB-37, reaction limits: an event over the network for which the source gives no time."""
    cabin_tolerance_c: float = Field(default=1.0, gt=0)
    """Difference in K. AMB-21, a comfortable temperature: how far from the set point the cabin may be at the
    target time. The default is for a simulated cabin; the profile of a real vehicle sets 2."""
    charge_allowance_percent: float = Field(default=1.0, gt=0)
    """Share of the battery in %. AMB-22, no loss of range: what may be lost while charge and pre-conditioning run
    together."""

    def tolerance_s(self, duration_s: float) -> float:
        """Return the tolerance in s, to either side, of a duration that the source gives without one."""
        if duration_s < 60:
            return 1.0
        return 2.0 if duration_s < 180 else 5.0

    def app_tolerance_s(self, duration_s: float, *, virtual: bool) -> float:
        """Return the same for a duration that the app shows (AMB-29): a real phone is on a real network."""
        return self.tolerance_s(duration_s) if virtual else max(2.0, self.tolerance_s(duration_s))


def assumptions_for(profile: VehicleProfile, source: Path | str) -> Assumptions:
    """Return the numbers of the suite with what the profile of a vehicle replaces.

    Args:
        profile: The vehicle.
        source: The file of the profile, for errors.

    Raises:
        ConfigurationError: The profile names a number that there is not or that no profile replaces, or gives one
            a value out of range; a line for each.
    """
    wrong = [
        ConfigurationError(source, f"assumptions.{name}", value, problem)
        for name, value in profile.assumptions.items()
        if (problem := _problem(name, value))
    ]
    if wrong:
        raise ConfigurationError.joined(wrong)
    return Assumptions(**profile.assumptions)


def _problem(name: str, value: float) -> str | None:
    """Say what may stand there instead of a number that a profile names; None if it is good."""
    if name in STATED_IN:
        return f"no profile replaces it, the steps of {STATED_IN[name]} state it; {_allowed()}"
    if name not in Assumptions.model_fields:
        return f"is no number that the suite assumes; {_allowed()}"
    return None if 0 < value < math.inf else "must be greater than 0 and finite"


def _allowed() -> str:
    return f"allowed: {', '.join(Assumptions.model_fields)}"
