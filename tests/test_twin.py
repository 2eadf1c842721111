"""A run on the twin, which is a process that may end at any time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

import rigs.twin
from rigs import ports
from rigs.errors import BusFault, RigFault
from rigs.model import ROOT, load_rig, load_vehicles
from rigs.ports import BUS_ACTIVITY, OUTSIDE_TEMPERATURE, PHONE_SHOW
from rigs.rest_state import prepare
from rigs.session import Plan, RigSession
from rigs.twin import TwinDriver
from simulators.kernel import S

LONG_S = 60.0
"""Long enough to notice anything."""

RIG = load_rig(ROOT / "rigs" / "twin.toml")
VEHICLE = next(iter(load_vehicles().values()))


@pytest.fixture
def driver() -> Iterator[TwinDriver]:
    before = set(threading.enumerate())
    driver = TwinDriver(RIG, keep_traffic=True)
    yield driver
    driver.close()
    assert set(threading.enumerate()) <= before


def process_id(driver: TwinDriver) -> int:
    assert driver._twin is not None
    return driver._twin._process.pid


def test_a_twin_that_ends_in_a_scenario_is_a_fault_of_the_rig_and_the_next_scenario_gets_another(
    driver: TwinDriver,
) -> None:
    plan = Plan.load(ROOT / "rigs" / "twin.toml", VEHICLE.name, 1, keep_traffic=True)
    session = RigSession(plan, driver)
    with session.scene("features/x.feature::x", ()) as scene:
        prepare(scene)
        first = process_id(driver)
        scene.stimulate(ports.IGNITION, "on")
        scene.wait(0.5)
        assert scene.track(BUS_ACTIVITY["comfort"]).value == "awake"
        os.kill(first, signal.SIGKILL)
        with pytest.raises(RigFault):
            scene.wait(LONG_S)
        with pytest.raises(BusFault, match="the twin's server ended with exit code -9"):
            scene.wait(LONG_S)
        with pytest.raises(RigFault):
            scene.stimulate(OUTSIDE_TEMPERATURE, 5)
        with pytest.raises(RigFault):
            scene.stimulate(PHONE_SHOW, "other")
        scene.finish()
        assert scene.journal.traffic
    another = driver.connect(VEHICLE, "2")
    assert process_id(driver) != first
    assert another.fresh
    another.kernel.run_for(S)
    assert another.recorder.tracks[BUS_ACTIVITY["comfort"].name].value == "awake"


def test_a_twin_is_kept_from_one_scenario_to_the_next(driver: TwinDriver) -> None:
    first = driver.connect(VEHICLE, "1")
    first.kernel.run_for(S)
    assert first.recorder.traffic
    known = process_id(driver)
    second = driver.connect(VEHICLE, "2")
    assert process_id(driver) == known
    assert (first.fresh, second.fresh) == (True, False)
    assert second.recorder is first.recorder
    assert second.recorder.traffic is not None
    assert len(second.recorder.traffic) == 0


def test_a_server_that_ends_at_its_start_is_a_fault_of_the_rig(
    driver: TwinDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"], stdin=subprocess.PIPE)

    monkeypatch.setattr(rigs.twin, "_start", start)
    with pytest.raises(RigFault, match="the twin's server ended at its start with exit code 3"):
        driver.connect(VEHICLE, "1")
