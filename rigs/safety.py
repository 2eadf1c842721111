"""A test never calls a real 112 or a real assistance centre, and disturbs nobody beside the bench."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rigs.errors import SuiteError, UnsafeRigError
from rigs.files.rig_file import RigFile
from rigs.ports.port import Effect, Stimulus

HAZARD_TAGS = frozenset({"calls"})
"""Scenarios with one of these tags press SOS or ASSISTANCE buttons or fire crash lines."""


def refuse_unsafe(rig: RigFile, port: Stimulus, value: str | float, *, may_call: bool) -> None:
    """Refuse a stimulus that can set off a call on a rig that does not contain it, or in an undeclared scenario.

    Args:
        rig: The rig file.
        port: The stimulus.
        value: What it is set to; its value at rest is always allowed.
        may_call: Whether the scenario declares that it places calls.

    Raises:
        UnsafeRigError: The rig declares no isolation.
        SuiteError: The scenario does not carry the tag by which such a run is refused before it begins.
    """
    if port.hazard is None or value == port.at_rest:
        return
    if not rig.contained:
        raise _unsafe(rig, f"{port.name} can place a real call")
    if not may_call:
        tags = ", ".join(f"@{tag}" for tag in sorted(HAZARD_TAGS))
        raise SuiteError(f"{port.name} can place a call: the scenario must be tagged {tags}")


def refuse_unsafe_scenarios(rig: RigFile, scenarios: Iterable[str]) -> None:
    """Refuse a run that holds scenarios with calls on a rig that does not contain them.

    Args:
        rig: The rig file.
        scenarios: Names of the chosen scenarios that carry one of `HAZARD_TAGS`.

    Raises:
        UnsafeRigError: There are such scenarios and the rig declares no isolation.
    """
    names = list(scenarios)
    if names and not rig.contained:
        raise _unsafe(rig, f"{len(names)} chosen scenarios place calls, such as {names[0]!r}")


def local_time() -> dt.time:
    """Return what the clocks on the wall show beside this machine."""
    return dt.datetime.now().astimezone().time()


def unwelcome(rig: RigFile, effects: Iterable[Effect]) -> str | None:
    """Say why a vehicle on a rig must not do some things now, None where it may.

    Args:
        rig: The rig file.
        effects: What it would do.
    """
    named = sorted(effects)
    if rig.simulated or not named:
        return None
    refused = [effect for effect in named if effect not in rig.hazards.allow]
    if refused:
        return f"rig {rig.name} does not allow {', '.join(refused)}"
    quiet = rig.hazards.quiet
    if quiet is not None and local_time() in quiet:
        return f"rig {rig.name} has quiet hours now ({quiet}), without {', '.join(named)}"
    return None


def _unsafe(rig: RigFile, why: str) -> UnsafeRigError:
    allowed = (
        f"{why}; the rig must declare what keeps calls from leaving it, by = 'cell_simulator' or"
        " 'shielded_box', and the network_identity of its test network"
    )
    return UnsafeRigError(f"rig {rig.name}", "isolation", None, allowed)
