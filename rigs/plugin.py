"""The options of a run and its rig, for pytest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from rigs.errors import ConfigurationError, UnsafeRigError
from rigs.model import ROOT
from rigs.safety import HAZARD_TAGS, refuse_unsafe_scenarios
from rigs.session import Plan, RigSession, open_session

DEFAULT_RIG = ROOT / "rigs" / "virtual.toml"
TRACES = ("failed", "all", "none")

PLAN = pytest.StashKey[Plan]()
"""Where the plan of the run is kept on `pytest.Config`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("rig")
    group.addoption(
        "--rig", metavar="FILE", type=Path, default=DEFAULT_RIG, help="rig file; default: the virtual rig"
    )
    group.addoption("--vehicle", metavar="NAME", help="run on this vehicle of rigs/vehicles only")
    group.addoption("--seed", metavar="N", type=int, default=1, help="seed of all simulated phases and latencies")
    group.addoption(
        "--traces",
        choices=TRACES,
        default=None,
        help="whose traffic logs are written to reports/output/traces; default: failed, on a bench all",
    )


def pytest_configure(config: pytest.Config) -> None:
    option = config.option
    try:
        plan = Plan.load(option.rig, option.vehicle, option.seed, keep_traffic=option.traces != "none")
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    if option.traces is None:
        option.traces = "all" if plan.rig.kind == "bench" else "failed"
    config.stash[PLAN] = plan


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    plan = config.stash[PLAN]
    calling = [item.name for item in items if any(tag in HAZARD_TAGS for tag in getattr(item, "tags", ()))]
    try:
        refuse_unsafe_scenarios(plan.rig, calling)
    except UnsafeRigError as error:
        raise pytest.UsageError(str(error)) from error


def pytest_connect_hil_environment(config: pytest.Config) -> Mapping[str, str]:
    """What reports say of the run."""
    plan = config.stash[PLAN]
    return {
        "rig": plan.rig.name,
        "rig kind": plan.rig.kind,
        "vehicle": plan.vehicle.name if plan.vehicle else "each scenario's own",
        "database": plan.rig.load_network().hash,
        "seed": str(plan.seed),
    }


def pytest_connect_hil_rerun_options(config: pytest.Config) -> Sequence[str]:
    """The options that a scenario needs to run again just as it ran."""
    option, plan = config.option, config.stash[PLAN]
    options = ["--seed", str(plan.seed)]
    if option.rig != DEFAULT_RIG:
        options += ["--rig", str(option.rig)]
    if plan.vehicle is not None and option.vehicle:
        options += ["--vehicle", option.vehicle]
    return options


@pytest.fixture(scope="session")
def rig_session(pytestconfig: pytest.Config) -> Iterator[RigSession]:
    """The rig of this run, opened when the first scenario needs it."""
    session = open_session(pytestconfig.stash[PLAN])
    yield session
    session.close()
