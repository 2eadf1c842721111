"""The order in which xdist hands scenarios to its workers: longest first, so that none is left for the end.

How long each took is kept in the cache of pytest. Of a scenario that is not known there, there is the time that
its sentences speak of to go by.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from rigs.files.catalogue import SECONDS_PER
from rigs.files.known import VIRTUAL
from rigs.files.rig_file import RigFile
from rigs.run.kept import cache_of, kept_s
from rigs.run.plugin import PLAN
from steps.gherkin.collect import ScenarioItem

DURATIONS = "connect_hil/duration_s"
"""Key in the cache of pytest for how long each scenario took, in s, by node id."""

VEHICLE_S_PER_S = 1_000_000.0
"""Vehicle time that a virtual rig passes in a second, roughly: measured over all scenarios, which mostly wait."""


def durations_key(rig: RigFile) -> str:
    """Return the key for how long each scenario took on a rig: a bench takes other times than a virtual rig."""
    if rig.kind == VIRTUAL.name:
        return DURATIONS
    return f"{DURATIONS}_{'-'.join(re.findall(r'[A-Za-z0-9]+', rig.name)) or 'unnamed'}"


_SPOKEN = re.compile(r"\b(\d+(?:\.\d+)?) (s|min|h)\b")


def declared_s(sentences: Sequence[str]) -> float:
    """Return the vehicle time in s that sentences speak of, all of it added up."""
    spoken = (found for sentence in sentences for found in _SPOKEN.findall(sentence))
    return sum(float(number) * SECONDS_PER[unit] for number, unit in spoken)


def longest_first(durations_s: Sequence[float], workers: int) -> list[int]:
    """Return the places of items in the order in which xdist is to have them.

    Each worker gets two items to begin with, and one more whenever it has ended one. So the longest are dealt out
    one to each worker, each with one of the shortest behind it; the others follow, the longest first.

    Args:
        durations_s: How long each item takes.
        workers: How many there are.
    """
    ranked = sorted(range(len(durations_s)), key=lambda place: -durations_s[place])
    if len(ranked) < 2 * workers:  # these are dealt out one by one
        return ranked
    middle = len(ranked) - workers
    longest, rest, shortest = ranked[:workers], ranked[workers:middle], ranked[middle:]
    return [place for pair in zip(longest, reversed(shortest), strict=True) for place in pair] + rest


class Durations:
    """Keeper of how long scenarios took, in the process that hears of all of them.

    Args:
        cache: Of pytest; None with `-p no:cacheprovider`.
        key: Of the rig, as `durations_key` gives it.
    """

    def __init__(self, cache: pytest.Cache | None, key: str = DURATIONS) -> None:
        self._cache = cache
        self._key = key
        self.known_s = kept_s(cache, key)
        self._took_s: defaultdict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if ".feature::" in report.nodeid:
            self._took_s[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        if self._cache is not None and self._took_s:
            took_s = {name: round(each_s, 4) for name, each_s in self._took_s.items()}
            self._cache.set(self._key, {**self.known_s, **took_s})

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker, so that all of them put their items into the same order."""
        if node.config.option.dist == "load":
            node.workerinput[DURATIONS] = self.known_s


@pytest.hookimpl(trylast=True)  # the plan of the run has been made by then
def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    plan = config.stash.get(PLAN, None)
    key = DURATIONS if plan is None else durations_key(plan.rig)
    config.pluginmanager.register(Durations(cache_of(config), key), "connect-hil-durations")
    if getattr(config.option, "dist", "no") == "load" and config.option.maxschedchunk is None:
        config.option.maxschedchunk = 1  # with more a worker would have its next items long before it needs them


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the scenarios of a worker into the order; what is no scenario stays as pytest has it."""
    told: Mapping[str, object] = getattr(config, "workerinput", {})
    known_s = told.get(DURATIONS)
    scenarios = [item for item in items if isinstance(item, ScenarioItem)]
    if not isinstance(known_s, dict) or len(scenarios) != len(items):
        return
    durations_s = [
        known_s.get(item.nodeid, declared_s([step.name for step in item.scenario.steps]) / VEHICLE_S_PER_S)
        for item in scenarios
    ]
    workers = told["workercount"]
    assert isinstance(workers, int)  # noqa: S101  # xdist says so
    items[:] = [items[place] for place in longest_first(durations_s, workers)]
