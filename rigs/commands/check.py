"""Say whether a rig file is allowed, and what the rig has; nothing is opened."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from rigs.commands.rig_of import add_arguments, plan_of
from rigs.errors import ConfigurationError, SuiteError
from rigs.ports.port import Stimulus
from rigs.run.session import Plan

__all__ = ["add_arguments", "run"]


def run(options: argparse.Namespace) -> int:
    """Check a file.

    Returns:
        0, or 1 where something in it is not allowed.
    """
    try:
        plan = plan_of(options)
    except (ConfigurationError, SuiteError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join(_told(plan)) + "\n")
    return 0


def _told(plan: Plan) -> Iterator[str]:
    rig = plan.rig
    yield f"{plan.path}: allowed"
    vehicle = plan.vehicle.name if plan.vehicle else "each scenario's own"
    if rig.staging is not None:
        must_say = f"servers that say {rig.staging.environment!r}"
        yield f"{rig.kind} {rig.name}, vehicle: {vehicle}; {must_say}, accounts {rig.staging.accounts}-..."
    else:
        calls = "may be placed" if rig.contained else "are refused: the file declares no isolation"
        yield f"{rig.kind} {rig.name}, vehicle: {vehicle}; calls {calls}"
    if not rig.simulated:
        quiet = f", not from {rig.hazards.quiet_hours}" if rig.hazards.quiet_hours else ""
        whom = "there" if rig.staging is not None else "to the vehicle"
        yield f"allowed {whom}: {', '.join(rig.hazards.allow) or 'nothing that disturbs others'}{quiet}"
    if rig.time.hold_s is not None:
        yield f"what must last is watched for {rig.time.hold_s:g} s at most, where the suite alone says how long"
    if rig.restbus:
        yield f"simulated beside the real ECUs: {', '.join(rig.restbus)}"
    counted: dict[str, Iterable[str]] = {
        "buses": rig.buses,
        "instruments": rig.instruments,
        "services": rig.services,
    }
    for what, table in counted.items():
        yield f"{what}: {', '.join(f'{name}' for name in table) or 'none'}"
    for what, kind in (("stimuli", True), ("observations", False)):
        ports = [port for port in plan.lab.book if isinstance(port, Stimulus) is kind]
        missing = plan.inventory.missing(ports)
        lacks = f"; none for {', '.join(missing)}" if missing else ""
        yield f"{what}: {len(ports) - len(missing)} of {len(ports)}{lacks}"
