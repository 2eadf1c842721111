"""The numbers on which the suite takes a stand where the source gives none.

Each is explained in docs/interpretations.md under the id that stands beside it. A vehicle profile may replace
one in its table `stand`.
"""

from __future__ import annotations

import math
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from rigs.errors import ConfigurationError
from vehicle.profile import VehicleProfile


class Stand(BaseModel):
    """The suite's numbers; times in seconds, levels in dB."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sos_cancel_window_s: float = Field(default=3.0, gt=0)
    """AMB-02: a second press hangs up until this long after the first release."""
    together_s: float = Field(default=0.5, gt=0)
    """AMB-09: both buttons down within this time are a double-push."""
    double_push_release_s: float = Field(default=1.0, gt=0)
    """AMB-09: both released within this time of the first press."""
    first_prompt_s: float = Field(default=3.0, gt=0)
    """AMB-09: the first prompt begins within this time of the last release."""
    confirmation_s: float = Field(default=5.0, gt=0)
    """AMB-09: a confirmation this long after the end of the prompt must be accepted."""
    unconfirmed_s: float = Field(default=60.0, gt=0)
    """AMB-09: without a confirmation nothing has changed after this time."""
    second_prompt_s: float = Field(default=3.0, gt=0)
    """AMB-09: the second prompt begins within this time of the confirming press."""
    limited_level_db: float = Field(default=3.0, gt=0)
    """AMB-30: the second honk is at least this much lower."""
    second_honk_s: float = Field(default=5.0, gt=0)
    """AMB-30: the second honk begins within this time of the end of the first."""
    gap_s: float = Field(default=1.0, gt=0)
    """AMB-29, AMB-30: shorter gaps belong to the lights or the honk."""
    reaction_s: float = Field(default=10.0, gt=0)
    """AMB-37: an event inside the vehicle for which the source gives no time."""
    network_reaction_s: float = Field(default=60.0, gt=0)
    """AMB-37: an event over the network for which the source gives no time."""
    cabin_tolerance_c: float = Field(default=1.0, gt=0)
    """AMB-21: how far a simulated cabin may be from the set point at the target time; 2 for a real one."""
    charge_allowance_percent: float = Field(default=1.0, gt=0)
    """AMB-22: what the state of charge may lose while charge and pre-conditioning run together."""
    standing_position_m: float = Field(default=15.0, gt=0)
    """AMB-04: error of a position sent while standing under a simulated GNSS."""

    def tolerance_s(self, duration_s: float) -> float:
        """Tolerance of a duration that the source gives without one, to either side."""
        if duration_s < 60:
            return 1.0
        return 2.0 if duration_s < 180 else 5.0

    def app_tolerance_s(self, duration_s: float, *, virtual: bool) -> float:
        """The same of a duration that the app shows (AMB-29): a real phone is on a real network."""
        return self.tolerance_s(duration_s) if virtual else max(2.0, self.tolerance_s(duration_s))


def stand_for(profile: VehicleProfile, source: Path | str) -> Stand:
    """The stand with what a vehicle profile replaces.

    Raises:
        ConfigurationError: The profile names a number that there is not, or gives it a value out of range.
    """
    known = Stand.model_fields
    wrong = [
        ConfigurationError(
            source, f"stand.{name}", value, f"is not a number of the stand; allowed: {', '.join(known)}"
        )
        for name, value in profile.stand.items()
        if name not in known
    ]
    wrong += [
        ConfigurationError(source, f"stand.{name}", value, "must be greater than 0 and finite")
        for name, value in profile.stand.items()
        if name in known and not 0 < value < math.inf
    ]
    if wrong:
        raise ConfigurationError.joined(wrong)
    return Stand(**profile.stand)
