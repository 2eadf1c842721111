"""The pytest plugin of the exploration: `--explore 10m`, `--explore 2000`, with `--seed N`.

The run is made of batches, each of one seed and always the same; `-n 2` lets two processes take every other seed.
With `--prove` each faulty vehicle that `pytest_connect_hil_sequences` gives is explored until it is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from proof.explore import hooks
from proof.explore.item import NEEDS, Budget, ExplorationItem, HuntItem
from proof.fault import FaultyVehicle
from rigs.errors import ConfigurationError
from rigs.files.known import VIRTUAL
from rigs.run.plugin import PLAN
from rigs.values.measurement import Campaign
from steps.gherkin.collect import FeatureFile, ScenarioItem

OUTPUT = Path("explore")
"""Folder of results and findings below reports/output."""

FOUND = "found"
"""Name of the property that tells how a faulty vehicle was found."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("features").addoption(
        "--explore",
        metavar="BUDGET",
        help="run no scenario; interleave at random what can be done, for a time (10m) or a number (2000)",
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.option.explore is None:
        return
    try:
        _check(config)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error


def _check(config: pytest.Config) -> None:
    """Check the options of an exploration.

    Raises:
        ConfigurationError: One is not allowed with it.
    """
    option, rig = config.option, config.stash[PLAN].rig
    Budget.parse(option.explore)
    if rig.kind != VIRTUAL.name:
        allowed = "--explore needs a rig of kind 'virtual': thousands of interleavings take virtual time"
        raise ConfigurationError(option.rig, "kind", rig.kind, allowed)
    for name, value in (
        ("--histories", option.histories),
        ("--history", option.history),
        ("--vehicles", option.vehicles),
        ("--check-steps", option.check_steps),
    ):
        if value:
            raise ConfigurationError("--explore", name, value, "one of the two")


@pytest.hookimpl(tryfirst=True)
def pytest_connect_hil_output(config: pytest.Config) -> Path | None:
    return OUTPUT if config.option.explore is not None else None


def pytest_connect_hil_environment(config: pytest.Config) -> Mapping[str, str]:
    return {"exploration": config.option.explore} if config.option.explore is not None else {}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Put the exploration in the place of all scenarios, one part for each process.

    Raises:
        pytest.UsageError: No scenario was collected, whose steps it could take, or no vehicle has what it needs.
    """
    files = [item.parent for item in items if isinstance(item, ScenarioItem)]
    if config.option.check_steps and files:
        _use_steps(files[0])
    if config.option.explore is None or session.testsfailed:
        return
    plan = config.stash[PLAN]
    if not files or not isinstance(files[0], FeatureFile):
        raise pytest.UsageError("--explore: no scenario was collected; name the folder of features")
    if (reason := plan.lacking(NEEDS)) is not None:
        raise pytest.UsageError(f"--explore: {reason}")
    items[:] = _hunts(session, files[0]) if config.option.prove else _parts(session, files[0])


def _parts(session: pytest.Session, file: FeatureFile) -> Iterator[pytest.Item]:
    """Yield one part for each process."""
    parts = int(getattr(session.config, "workerinput", {}).get("workercount", 1))
    for part in range(parts):
        name = f"exploration {part + 1} of {parts}"
        yield ExplorationItem.from_parent(session, name=name, file=file, place=(part, parts))


def _hunts(session: pytest.Session, file: FeatureFile) -> Iterator[pytest.Item]:
    """Yield the exploration of the vehicle as it should be, the baseline, and that of each faulty one."""
    vehicles = [vehicle for found in session.config.hook.pytest_connect_hil_sequences() for vehicle in found]
    baseline = ExplorationItem.from_parent(session, name="exploration", file=file)
    baseline.labels["campaign"] = str(Campaign.BASELINE)
    baseline.extra_keyword_matches.update(vehicle.id for vehicle in vehicles)
    yield baseline
    for vehicle in vehicles:
        name = f"exploration of {vehicle.id}"
        yield HuntItem.from_parent(session, name=name, file=file, vehicle=vehicle, baseline=baseline.nodeid)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(hooks)


def pytest_connect_hil_sequences() -> Iterable[FaultyVehicle]:
    """Give the faulty vehicles that take two or more things together."""
    from proof.faults.sequences import SEQUENCES  # noqa: PLC0415  # most runs do without the simulated vehicles

    return SEQUENCES


def _use_steps(file: object) -> None:
    """Count the sentences of the exploration as used, and refuse one that is no step."""
    if not isinstance(file, FeatureFile):
        return
    from proof.explore.actions import ACTIONS  # noqa: PLC0415  # most runs explore nothing
    from proof.explore.story import HOLDS, step_of  # noqa: PLC0415

    for line in (*(action.line for action in ACTIONS), HOLDS):
        try:
            file.context_of(step_of(line))
        except file.CollectError as error:
            raise pytest.UsageError(f"proof/explore/actions.py: {line!r}: {error}") from error


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.option.explore is None:
        return
    totals = {"interleavings": 0.0, "vehicle_h": 0.0}
    found: list[str] = []
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") != "call":
                continue
            for name, value in report.user_properties:
                if name in totals:
                    totals[name] += value
                elif name == FOUND:
                    found.append(str(value))
    for each in sorted(found):
        terminalreporter.write_line(f"found: {each}")
    terminalreporter.write_line(
        f"{totals['interleavings']:.0f} interleavings, {totals['vehicle_h']:.0f} h of the vehicle"
    )
