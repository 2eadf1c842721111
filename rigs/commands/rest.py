"""Put all outputs of a bench to rest, or remove accounts of a staging system, behind a run that was killed."""

from __future__ import annotations

import argparse
import sys

import pyvisa

from rigs.commands.rig_of import add_arguments, plan_of
from rigs.errors import ConfigurationError, RigFault, SuiteError
from rigs.files.known import STAGING
from rigs.kinds.staging import StagingSystem
from rigs.run.hold import Held, bench_hold, watchdog_hold
from rigs.run.session import Plan
from rigs.run.watchdog import PATIENCE_S, Outputs, orders_of

__all__ = ["add_arguments", "run"]

ATTEMPTS = 10
"""Number of times that outputs are put to rest when some of them were not, a second apart."""


def run(options: argparse.Namespace) -> int:
    """Put the outputs to rest, or remove the accounts; whatever has the bench by right is not disturbed.

    Returns:
        0 where all of them are, 1 where one is not, a run or its watchdog has the bench, or the file is not
        allowed.
    """
    try:
        plan = plan_of(options)
        if plan.rig.simulated:
            allowed = "has no outputs that outlive a run"
            raise ConfigurationError(plan.path, "kind", plan.rig.kind, allowed)
        if plan.rig.kind == STAGING.name:
            return _without_accounts(plan)
        problems = _at_rest(plan)
    except (ConfigurationError, SuiteError, Held, RigFault, OSError, pyvisa.Error, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if problems:
        sys.stderr.write("\n".join(("not all outputs are at rest:", *problems)) + "\n")
        return 1
    sys.stdout.write("all outputs are at rest\n")
    return 0


def _without_accounts(plan: Plan) -> int:
    """Remove what runs on a staging system have left, and say so.

    Raises:
        Held: A run has the staging system.
        RigFault: One of its servers cannot be reached, or is none of a staging system.
    """
    with bench_hold(plan.rig.name, f"python -m rigs rest {plan.path}"):
        told, removed = StagingSystem(plan.rig, lab=plan.lab).remove_left()
    (sys.stdout if removed else sys.stderr).write("".join(f"{each}\n" for each in told or ("nothing was left",)))
    return 0 if removed else 1


def _at_rest(plan: Plan) -> tuple[str, ...]:
    """Put the outputs to rest, and return what is not.

    Raises:
        Held: A run has the bench, or its watchdog has not come to an end within its time.
    """
    command = f"python -m rigs rest {plan.path}"
    with bench_hold(plan.rig.name, command):
        watch = watchdog_hold(plan.rig.name, command)
        watch.take(PATIENCE_S)
        try:
            outputs = Outputs(orders_of(plan.rig, plan.lab, command))
            outputs.prepare()
            return outputs.rest(ATTEMPTS)
        finally:
            watch.release()
