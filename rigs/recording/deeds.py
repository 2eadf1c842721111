"""What was done to the vehicle and around it in the course of a scenario: each stimulus that was set, and when."""

from __future__ import annotations

from dataclasses import dataclass

from rigs.values.interval import Interval


@dataclass(frozen=True)
class Deed:
    """One stimulus that was set.

    Attributes:
        port: Name of the port.
        value: What it was set to.
        when: In rig time.
        in_vain: Whether nothing was done: what was to be used was not there.
    """

    port: str
    value: str | float
    when: Interval
    in_vain: bool = False
