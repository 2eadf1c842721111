"""A bench over real sockets: a vehicle in a process of its own, reached as hardware at addresses is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.operator import Console
from rigs.bindings.safe_state import SafeCommand
from rigs.errors import (
    Abandoned,
    BusFault,
    ConfigurationError,
    InstrumentFault,
    NotAtRest,
    RigFault,
    SetupFailed,
    UnsafeRigError,
)
from rigs.files.hardware import PowerStep
from rigs.kinds.bench import Bench
from rigs.ports import controls, phone, psap, senses, supply
from rigs.ports.signals import BUS_ACTIVITY
from rigs.rest.rest_state import prepare
from rigs.run.hold import Held, watchdog_hold
from rigs.run.session import Plan, open_session
from rigs.run.watchdog import Watchdog, log_of, orders_of
from rigs.scene import Scene
from rigs.testing import check_kind, check_rest_state
from tests.support.bench_file import ISOLATED, NAME, bench_file
from tests.support.served_vehicle import GUARD_S, asked, outputs, served

NO_CALLS = ("leds", "sound", "audio", "camera", "finger", "mirror", "psap", "centre", "network", "backoffice")


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with served(tmp_path_factory.mktemp("served")) as (_, addresses):
        yield addresses


def plan(path: Path) -> Plan:
    return Plan.load(path, None, 1, keep_traffic=True)


@pytest.mark.thorough
def test_a_bench_keeps_to_the_contracts_of_a_kind_of_rig(ports: dict[str, Any], tmp_path: Path) -> None:
    made = plan(bench_file(tmp_path, ports, more=ISOLATED))
    check_kind(made)
    check_rest_state(made)


@pytest.mark.thorough
def test_half_a_bench_comes_to_rest_with_what_it_has(ports: dict[str, Any], tmp_path: Path) -> None:
    with (
        closing(open_session(plan(bench_file(tmp_path, ports, without=NO_CALLS)))) as session,
        session.scene("features/x.feature::x", ()) as scene,
    ):
        assert [scene.has(port) for port in (controls.DOOR["trunk"], phone.CONNECTION)] == [True, True]
        assert [scene.has(port) for port in (senses.SOS_LED, senses.PROMPT, psap.CALL)] == [False, False, False]
        scene.stimulate(controls.DOOR["trunk"], "open")
        scene.stimulate(controls.IGNITION, "on")
        scene.wait(1.0)
        prepare(scene)
        assert {scene.track(bus).value for bus in BUS_ACTIVITY.values()} == {"asleep"}
        scene.finish()
        assert scene.journal.traffic
        with pytest.raises(UnsafeRigError, match="the rig must declare what keeps calls from leaving it"):
            scene.stimulate(controls.SOS_BUTTON, "pressed")


def test_all_that_cannot_be_opened_is_told_at_once(ports: dict[str, Any], tmp_path: Path) -> None:
    rig = plan(bench_file(tmp_path, ports)).rig
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = {"resource": f"TCPIP::127.0.0.1::{deaf.getsockname()[1]}::SOCKET", "timeout_ms": 50}
        nothing = {
            "buses": {name: bus.model_copy(update={"interface": "kvaser"}) for name, bus in rig.buses.items()},
            "instruments": {"io": rig.instruments["io"].model_copy(update=address)},
            "services": {"phone": rig.services["phone"].model_copy(update={"url": "http://127.0.0.1:9"})},
        }
        with pytest.raises(RigFault) as fault:
            Bench(rig.model_copy(update=nothing), keep_traffic=False).open()
    lines = str(fault.value).splitlines()
    assert [line.partition(":")[0].partition(" cannot")[0] for line in lines] == [
        *("bus comfort", "bus inter_system", "io", "GET /changes?since=0")
    ]


class Absent:
    """A terminal at which nobody sits."""

    def say(self, text: str) -> None: ...

    def hear(self, take: object) -> None: ...

    def close(self) -> None: ...


def absent() -> Console:
    return Absent()


@pytest.mark.thorough
def test_the_vehicle_is_switched_on_step_by_step(
    ports: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rigs.kinds.bench.OPERATOR_S", 0.05)
    rig = plan(bench_file(tmp_path, ports)).rig

    def switched(*steps: PowerStep) -> None:
        with closing(
            Bench(rig.model_copy(update={"power_on": steps}), keep_traffic=False, console=absent)
        ) as bench:
            bench.open()

    switched(
        PowerStep(instrument="supply", write="VOLT 12.6"), PowerStep(post=f"{ports['http']}/vehicle/power_on")
    )
    with pytest.raises(InstrumentFault, match="power_on: supply refused 'OUTPUT WEST'"):
        switched(PowerStep(instrument="supply", write="OUTPUT WEST"))
    with pytest.raises(RigFault, match=r"power_on: POST .*: HTTPStatusError"):
        switched(PowerStep(post=f"{ports['http']}/vehicle/power_of"))
    with pytest.raises(SetupFailed, match=r"the operator did not answer within 0\.05 s: turn the key"):
        switched(PowerStep(ask="turn the key"))


def test_a_bus_that_a_bench_loses_costs_one_scenario(ports: dict[str, Any], tmp_path: Path) -> None:
    with closing(open_session(plan(bench_file(tmp_path, ports, without=NO_CALLS)))) as session:
        with session.scene("features/x.feature::x", ()) as scene:
            bench = session._connector
            assert isinstance(bench, Bench)
            bus: Any = bench.adapters["comfort"]._bus
            bus._SocketCanDaemonBus__socket.shutdown(socket.SHUT_RDWR)
            with pytest.raises(BusFault, match="bus comfort was lost"):
                scene.wait(10.0)
        with session.scene("features/x.feature::x", ()) as scene:
            scene.stimulate(controls.IGNITION, "on")
            scene.wait(1.0)
            assert scene.track(BUS_ACTIVITY["comfort"]).value == "awake"


PRESSED = ("1", "1", 12.6)
SAFE = ("0", "0", 0.0)


def press(scene: Scene) -> None:
    """Leave a vehicle as a scenario does that is cut short."""
    scene.stimulate(controls.IGNITION, "on")
    scene.stimulate(controls.SOS_BUTTON, "pressed")


def test_outputs_are_safe_when_a_bench_is_closed_however_a_scenario_has_left_them(
    ports: dict[str, Any], tmp_path: Path
) -> None:
    with (
        closing(open_session(plan(bench_file(tmp_path, ports, more=ISOLATED)))) as session,
        session.scene("features/x.feature::x", ()) as scene,
    ):
        press(scene)
        assert outputs(ports) == PRESSED
    assert outputs(ports) == SAFE


def test_a_bus_that_cannot_be_left_hides_no_output_that_is_not_at_rest_and_all_else_is_closed(
    ports: dict[str, Any], tmp_path: Path
) -> None:
    bench = Bench(plan(bench_file(tmp_path, ports)).rig, keep_traffic=False)
    did: list[str] = []

    class Stuck:
        def close(self) -> None:
            did.append("bus")
            raise OSError("the adapter does not answer")

    buses: Any = {"comfort": Stuck(), "inter_system": Stuck()}
    bench.adapters.update(buses)
    bench._opened.callback(did.append, "all else")
    with pytest.raises(OSError, match="the adapter does not answer"):
        bench.close()
    assert did == ["bus", "bus", "all else"]
    bench.adapters.update(buses)
    bench._safe_state = (SafeCommand("button.sos", "io", "ROUT:OPEN (@101)"),)
    bench.instruments["io"] = InstrumentLink("io", "TCPIP::1::INSTR", absent)  # type: ignore[arg-type]  # opens nothing
    with pytest.raises(NotAtRest, match=r"button\.sos: io"):
        bench.close()


def test_isolation_that_is_lost_takes_the_supply_away_and_nothing_runs_on_the_bench_again(
    ports: dict[str, Any], tmp_path: Path
) -> None:
    with closing(open_session(plan(bench_file(tmp_path, ports, more=ISOLATED)))) as session:
        try:
            with session.scene("features/x.feature::x", ()) as scene:
                press(scene)
                asked(ports, "cell", "CELL:IDEN 'Orange F'")
                with pytest.raises(Abandoned, match="cell names the network 'Orange F', not 'TEST 001-01'"):
                    scene.wait(10.0)
                assert outputs(ports) == SAFE
                with pytest.raises(Abandoned):
                    scene.stimulate(supply.VOLTAGE, 12.6)
        finally:
            asked(ports, "cell", "CELL:IDEN 'TEST 001-01'")
        assert session.abandoned is not None
        with pytest.raises(Abandoned), session.scene("features/x.feature::x", ()):
            pass
    assert outputs(ports) == SAFE


def test_no_scenario_with_calls_begins_on_another_network_and_every_other_one_does(
    ports: dict[str, Any], tmp_path: Path
) -> None:
    file = bench_file(tmp_path, ports, more=ISOLATED.replace("001-01", "001-02"))
    with closing(open_session(plan(file))) as session:
        with session.scene("features/x.feature::x", (), may_call=False) as scene:
            scene.stimulate(controls.IGNITION, "on")
        with (
            pytest.raises(Abandoned, match="names the network 'TEST 001-01', not 'TEST 001-02'"),
            session.scene("features/x.feature::x", ()),
        ):
            pass


def test_a_watchdog_puts_outputs_to_rest_that_a_dead_run_has_left(
    ports: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run ends its end of the pipe, as the system does for one that was killed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made = plan(bench_file(tmp_path, ports, more=ISOLATED))
    watchdog = Watchdog(orders_of(made.rig, made.lab, "pytest"))
    watchdog.start()
    asked(ports, "io", "ROUT:CLOS (@101,111)")
    asked(ports, "supply", "VOLT 12.6")
    with pytest.raises(Held, match="whose outputs are still put to rest, is in use"):
        watchdog_hold(NAME, "the next run").take()
    assert outputs(ports) == PRESSED
    watchdog.leave()
    watchdog_hold(NAME, "the next run").take(GUARD_S)
    assert outputs(ports) == SAFE
    assert log_of(NAME).read_text(encoding="utf-8").endswith("pytest) is dead; outputs at rest\n")


def test_a_bench_says_which_vehicle_is_on_it(ports: dict[str, Any], tmp_path: Path) -> None:
    path = bench_file(tmp_path, ports)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('vehicle = "electric"', ""), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"vehicle = 'nothing': must be given: the vehicle on the bench"):
        plan(path)
    own = tmp_path / "ours.toml"
    own.write_text('name = "ours"\nrank = 10\nvin = "VR7BCZKXCME123456"\nenergy = "hybrid"\n', encoding="utf-8")
    path.write_text(text.replace('vehicle = "electric"', f'vehicle = "{own}"'), encoding="utf-8")
    made = plan(path)
    assert (made.vehicle and made.vehicle.name, [*made.vehicles]) == ("ours", ["ours"])
