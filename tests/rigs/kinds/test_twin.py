"""A run on the twin, which is a process that may end at any time."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

import httpx
import pytest
from can.interfaces.socketcand import SocketCanDaemonBus

import rigs.kinds.twin
from clock.kernel import S
from rigs.bindings.adapter import _socket_of
from rigs.errors import BusFault, InstrumentFault, RecordingFault, RigFault, ServiceFault
from rigs.files.rig_file import ROOT, load_rig, load_vehicles
from rigs.kinds.twin import Server, Twin, TwinConnector
from rigs.ports import controls, phone, senses, surroundings
from rigs.ports.signals import BUS_ACTIVITY
from rigs.rest.rest_state import prepare
from rigs.run.session import Plan, RigSession
from rigs.scene import Scene

LONG_S = 60.0
"""Long enough to notice anything."""

RIG = load_rig(ROOT / "rigs" / "twin.toml")
VEHICLE = next(iter(load_vehicles().values()))


@pytest.fixture
def connector() -> Iterator[TwinConnector]:
    before = set(threading.enumerate())
    connector = TwinConnector(RIG, keep_traffic=True)
    yield connector
    connector.close()
    assert set(threading.enumerate()) <= before


def process_id(connector: TwinConnector) -> int:
    assert connector._twin is not None
    return connector._twin._server._process.pid


@pytest.mark.thorough
def test_a_twin_that_ends_in_a_scenario_is_a_fault_of_the_rig_and_the_next_scenario_gets_another(
    connector: TwinConnector,
) -> None:
    plan = Plan.load(ROOT / "rigs" / "twin.toml", VEHICLE.name, 1, keep_traffic=True)
    session = RigSession(plan, connector)
    with session.scene("features/x.feature::x", ()) as scene:
        prepare(scene)
        first = process_id(connector)
        scene.stimulate(controls.IGNITION, "on")
        scene.wait(0.5)
        assert scene.track(BUS_ACTIVITY["comfort"]).value == "awake"
        os.kill(first, signal.SIGKILL)
        with pytest.raises(RigFault):
            scene.wait(LONG_S)
        with pytest.raises(BusFault, match="the twin's server ended with exit code -9"):
            scene.wait(LONG_S)
        with pytest.raises(RigFault):
            scene.stimulate(surroundings.OUTSIDE_TEMPERATURE, 5)
        with pytest.raises(RigFault):
            scene.stimulate(phone.SHOW, "other")
        with pytest.raises(RigFault):
            scene.finish()
        assert scene.journal.traffic
    another = connector.connect(VEHICLE, "2")
    assert process_id(connector) != first
    assert another.fresh
    assert another.lateness_ns()["the twin's server"] > 0
    another.kernel.run_for(S)
    assert another.recorder.tracks[BUS_ACTIVITY["comfort"].name].value == "awake"


@pytest.mark.thorough
def test_a_server_that_stands_still_for_5_s_is_a_fault_of_the_rig(connector: TwinConnector) -> None:
    plan = Plan.load(ROOT / "rigs" / "twin.toml", VEHICLE.name, 1, keep_traffic=True)
    with RigSession(plan, connector).scene("features/x.feature::x", ()) as scene:
        prepare(scene)
        scene.stimulate(controls.IGNITION, "on")
        scene.wait(0.5)
        server = process_id(connector)
        os.kill(server, signal.SIGSTOP)
        going_on = threading.Timer(5.0, os.kill, (server, signal.SIGCONT))
        going_on.start()
        try:
            with pytest.raises(RigFault):  # noqa: PT012  # in the wait, or by what the server says afterwards
                scene.wait(8.0)
                scene.finish()
        finally:
            going_on.join()


def connection_of(twin: Twin, instrument: str) -> socket.socket:
    library: Any = twin.bench._managers["@py"].visalib
    connection: socket.socket = library.sessions[twin.bench.instruments[instrument].open().session].interface
    return connection


def cut(connection: socket.socket) -> None:
    """End a connection as its other side would."""
    connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.thorough
def test_what_a_twin_loses_costs_one_scenario_each_and_is_opened_anew_for_the_next(
    connector: TwinConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan.load(ROOT / "rigs" / "twin.toml", VEHICLE.name, 1, keep_traffic=True)
    session = RigSession(plan, connector)

    @contextmanager
    def scenario() -> Iterator[tuple[Scene, Twin]]:
        with session.scene("features/x.feature::x", ()) as scene:
            scene.arm([senses.SOS_LED])
            scene.stimulate(surroundings.OUTSIDE_TEMPERATURE, 5)
            scene.stimulate(phone.SHOW, "other")
            assert connector._twin is not None
            yield scene, connector._twin

    with scenario() as (scene, twin):
        monkeypatch.setattr(Server, "listens", False)  # none that was started ahead takes its place
        first = process_id(connector)
        cut(connection_of(twin, "climate"))
        with pytest.raises(InstrumentFault, match=r"ambient\.temperature: climate gave no answer"):
            scene.stimulate(surroundings.OUTSIDE_TEMPERATURE, 6)
    with scenario() as (scene, twin):
        cut(connection_of(twin, "leds"))
        with pytest.raises(InstrumentFault, match=r"led\.sos: leds gave no answer"):
            scene.wait(LONG_S)
    with scenario() as (scene, twin):
        cut(_socket_of(cast("SocketCanDaemonBus", twin.bench.adapters["comfort"]._bus)))
        with pytest.raises(BusFault, match=r"bus comfort was lost: socketcand on can0@.* was closed"):
            scene.wait(LONG_S)
    with scenario() as (scene, twin):
        (hub,) = twin.bench.hubs.values()
        client, hub._client = hub._client, httpx.Client(base_url="http://x", transport=httpx.MockTransport(late))
        with pytest.raises(ServiceFault, match=r"GET /changes.*: ReadTimeout"):
            scene.wait(LONG_S)
        hub._client = client
    with scenario() as (scene, _):
        scene.stimulate(controls.IGNITION, "on")
        scene.wait(1.0)
        assert {scene.track(bus).value for bus in BUS_ACTIVITY.values()} == {"awake"}
        assert scene.track(senses.SOS_LED).seen
        with suppress(RecordingFault):  # a busy machine may be too late
            scene.finish()
    assert process_id(connector) == first


def late(_: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("late")


def test_a_twin_whose_connections_cannot_be_opened_anew_is_started_anew(
    connector: TwinConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    connector.connect(VEHICLE, "1")
    first = process_id(connector)
    assert connector._twin is not None

    def refuse() -> None:
        raise ServiceFault("nobody answers")

    (hub,) = connector._twin.bench.hubs.values()
    monkeypatch.setattr(hub, "resume", refuse)
    again = connector.connect(VEHICLE, "2")
    assert process_id(connector) != first
    assert again.fresh


def test_a_twin_that_was_started_ahead_takes_the_place_of_the_last(connector: TwinConnector) -> None:
    connector.connect(VEHICLE, "1")
    first, ahead = process_id(connector), connector._ahead
    assert ahead is not None
    ahead.addresses()
    second = connector.connect(VEHICLE, "2")
    assert second.fresh
    assert process_id(connector) == ahead._process.pid != first
    assert ahead.alive
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_a_twin_that_was_started_ahead_is_of_no_use_to_another_vehicle(connector: TwinConnector) -> None:
    connector.connect(VEHICLE, "1")
    ahead = connector._ahead
    assert ahead is not None
    other = next(each for each in load_vehicles().values() if each != VEHICLE)
    assert connector.connect(other, "2").fresh
    assert not ahead.alive
    assert connector._twin is not None
    assert connector._twin.profile == other


def test_a_twin_that_was_started_ahead_and_has_ended_is_not_waited_for(connector: TwinConnector) -> None:
    connector.connect(VEHICLE, "1")
    known, ahead = process_id(connector), connector._ahead
    assert ahead is not None
    os.kill(ahead._process.pid, signal.SIGKILL)
    assert ahead.wait_for_end(LONG_S)
    assert not connector.connect(VEHICLE, "2").fresh
    assert process_id(connector) == known
    assert connector._ahead is not ahead


def test_a_twin_is_kept_where_the_next_is_not_there_yet(
    connector: TwinConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = connector.connect(VEHICLE, "1")
    monkeypatch.setattr(Server, "listens", False)
    first.kernel.run_for(S)
    assert first.recorder.traffic
    known = process_id(connector)
    assert first.lateness_ns().keys() == {"the twin's server"}
    second = connector.connect(VEHICLE, "2")
    assert process_id(connector) == known
    assert (first.fresh, second.fresh) == (True, False)
    assert second.recorder is first.recorder
    assert second.recorder.traffic is not None
    assert len(second.recorder.traffic) == 0


def test_a_server_that_ends_at_its_start_is_a_fault_of_the_rig(
    connector: TwinConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"], stdin=subprocess.PIPE)

    monkeypatch.setattr(rigs.kinds.twin, "_start", start)
    with pytest.raises(RigFault, match="the twin's server ended at its start with exit code 3"):
        connector.connect(VEHICLE, "1")
