"""A project of its own for the tests of collection: pytest's settings, a catalogue, a few steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[2]

INI = f"""
[pytest]
strict = true
pythonpath = {ROOT}
addopts = -p no:hypothesispytest
markers =
    smoke: the quick cross-section
    long: over 2 minutes of vehicle time
    takes(argument): no plain tag
"""

CATALOGUE = """
[REMOTE-15]
area = "REMOTE"
chapter = "remote_control"
line = 524
text = "The doors are locked."
verification = "can_hil"
strength = "must"

[REMOTE-16]
area = "REMOTE"
chapter = "remote_control"
line = 525
text = "The doors stay locked."
verification = "can_hil"
strength = "must"

[REMOTE-17]
area = "REMOTE"
chapter = "remote_control"
line = 526
text = "The doors are best locked."
verification = "can_hil"
strength = "must"
judged = "no"
why = "advice"
reviewer = "suite maintainers"
quote = "0123456789abcdef"
"""

CONFTEST = """
import pytest
from pytest_bdd import given, when, then, parsers

pytest_plugins = ["steps.gherkin.collect"]

def pytest_configure(config):
    from steps.gherkin.collect import register_needs
    register_needs(config, ["electric", "combustion"])

@pytest.fixture
def world():
    return {}

@given(parsers.re(r"the vehicle is (?P<state>awake|asleep)"), target_fixture="vehicle")
def vehicle_is(world, state):
    return {"state": state, **world}

@given("the doors are closed")
def doors_are_closed(vehicle):
    vehicle["doors"] = "closed"

@when("the driver orders a lock")
def driver_orders_a_lock(vehicle):
    vehicle["locked"] = True

@then("the doors are locked")
def doors_are_locked(vehicle):
    assert vehicle["locked"]

@then("the doors are unlocked")
def doors_are_unlocked(vehicle):
    assert not vehicle["locked"], "the doors are locked"

@then("nothing happens")
def nothing_happens():
    pass
"""

GIVEN = "Given the vehicle is awake"
THEN = "Then nothing happens"

Write = Callable[[str, str], Path]


def new_project(pytester: pytest.Pytester) -> Write:
    """Makes a project without features; returns what adds one, or any file beside it."""
    pytester.makeini(INI)
    pytester.makeconftest(CONFTEST)
    features = pytester.mkdir("features")
    (features / "requirements.toml").write_text(CATALOGUE)

    def write(name: str, text: str) -> Path:
        path = features / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text))
        return path

    return write


def scenario(steps: str, title: str = "S", above: str = "@req-REMOTE-15") -> str:
    """The text of a feature of one scenario; its steps begin in line 4, and a Then ends them."""
    told = steps.strip().splitlines()
    if told and not any(line.strip().startswith("Then") for line in told):
        told.append(THEN)
    lines = "\n".join(f"    {line.strip()}" for line in told)
    return f"{above}\nFeature: F\n  Scenario: {title}\n{lines}\n"
