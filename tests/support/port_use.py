"""A plugin that notes, of each scenario, the ports that it reached and its steps did not show."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

import rigs.rest.rest_state
import steps.gherkin.scenario
from rigs.ports.port import Observation, Stimulus
from rigs.scene import Scene
from rigs.values.interval import Event
from rigs.values.track import Track
from steps.gherkin.collect import ScenarioItem
from steps.gherkin.ports_needed import ports_of

TOLD = Path("port_use.txt")

_used: set[Stimulus | Observation] = set()
_stimulate, _track, _arm = Scene.stimulate, Scene.track, Scene.arm
_prepare = rigs.rest.rest_state.prepare


def stimulate(self: Scene, port: Stimulus, value: str | float) -> Event:
    _used.add(port)
    return _stimulate(self, port, value)


def track(self: Scene, port: Observation) -> Track:
    _used.add(port)
    return _track(self, port)


def arm(self: Scene, ports: Iterable[Observation]) -> None:
    ports = list(ports)
    _used.update(ports)
    _arm(self, ports)


def prepare(scene: Scene) -> None:
    """Reach the rest state, which uses what is there."""
    _prepare(scene)
    _used.clear()


def pytest_configure() -> None:
    for name, instead in (("stimulate", stimulate), ("track", track), ("arm", arm)):
        setattr(Scene, name, instead)
    setattr(steps.gherkin.scenario, "prepare", prepare)  # noqa: B010  # which mypy takes for no export
    TOLD.unlink(missing_ok=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_bdd_after_scenario(request: pytest.FixtureRequest) -> Generator[None, object, object]:
    """Look before the end, at which the aftermath looks at everything that the rig has."""
    item = request.node
    assert isinstance(item, ScenarioItem)
    unseen = sorted(port.name for port in _used - ports_of(item.steps))
    with TOLD.open("a", encoding="utf-8") as file:
        file.write(f"{item.name}: {', '.join(unseen)}\n")
    return (yield)
