"""Plans of a night, made to measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rigs.farm.plan_file import NightPlan


def plan_of(lengths_s: Sequence[float] = (), not_applicable: int = 0, **changes: Any) -> NightPlan:
    """A plan for the virtual rig of scenarios that take so long, and of some that do not apply."""
    table = {
        "schema": 1,
        "rigs": ["virtual"],
        "kind": "virtual",
        "vehicle": "each scenario's own",
        "seal": "aa",
        "hours": 10.0,
        "parts": 1,
        "runs": [
            {"s": length_s, "by": "last run", "scenario": f"features/a.feature::Runs {number}"}
            for number, length_s in enumerate(lengths_s)
        ],
        "does_not_fit": [],
        "not_applicable": [
            {"scenario": f"features/b.feature::Does not apply {number}", "why": "it lacks a horn"}
            for number in range(not_applicable)
        ],
        "not_allowed": [],
        **changes,
    }
    return NightPlan.model_validate(table)
