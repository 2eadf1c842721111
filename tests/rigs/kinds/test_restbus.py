"""A bench with one real ECU, in a process of its own, and the others played by the rig."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import can
import pytest

from clock.kernel import VirtualKernel
from rigs.bindings.adapter import Adapter
from rigs.bindings.binding import Binding
from rigs.bindings.stamps import ArrivalStamps
from rigs.errors import BusFault, ConfigurationError, RecordingFault, RigFault, WrongUnit
from rigs.files.inventory import Inventory
from rigs.files.rig_file import RigFile, load_rig, load_vehicles
from rigs.kinds.bench import Bench
from rigs.kinds.house import SUITE
from rigs.kinds.restbus import Restbus
from rigs.ports import controls, phone, psap, senses, supply, surroundings
from rigs.ports.port import Service, Stimulus
from rigs.ports.signals import BUS_ACTIVITY, signal
from rigs.recording.recorder import Recorder
from rigs.run.session import Plan, open_session
from rigs.scene import Scene
from simulators.bus.canbus import VirtualBus
from tests.support.restbus_file import restbus_file
from tests.support.served_vehicle import served

VEHICLE = load_vehicles()["electric"]
NOWHERE: dict[str, Any] = {
    "can": 1,
    "http": "http://127.0.0.1:9",
    "scpi": {
        name: number for number, name in enumerate(("io", "supply", "leds", "gnss", "cell", "buttons", "audio"), 9)
    },
}


AIRBAG = """
[diagnosis.AIRBAG]
bus = "inter_system"
request = 0x788
response = 0x789
part_number = "9876543204"
software = "{software}"
timeout_s = 20.0
"""


def plan(path: Path) -> Plan:
    return Plan.load(path, None, 1, keep_traffic=True)


def test_a_real_ecu_and_the_restbus_are_one_vehicle(tmp_path: Path) -> None:
    with served(tmp_path, "--ecus", "AIRBAG", "--diagnosis") as (_, addresses):
        path = restbus_file(tmp_path, addresses, ["AIRBAG"])
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}{AIRBAG.format(software='09.99')}", encoding="utf-8")
        with pytest.raises(WrongUnit, match=r"AIRBAG tells software '03\.01'; the bench is to have '09\.99'"):
            open_session(plan(path))
        path.write_text(f"{text}{AIRBAG.format(software='03.01')}", encoding="utf-8")
        with closing(open_session(plan(path))) as session, session.scene("features/x.feature::x", ()) as scene:
            crash_calls(scene)
        bench: Any = session._connector
    own = {each for segment in bench._restbus._segments.values() for each in segment._own}
    of_airbag = {(spec.frame_id, spec.extended) for spec in bench.recorder.network.sent_by("AIRBAG")}
    assert own
    assert own.isdisjoint(of_airbag)
    assert not any(segment.intruders for segment in bench._restbus._segments.values())


def crash_calls(scene: Scene) -> None:
    """Fire a crash line of the real ECU, and see the simulated ones call; a supply that fell is stored."""
    crash, call = signal("crash.airbag"), psap.CALL
    scene.arm([call])
    scene.stimulate(controls.IGNITION, "on")
    scene.wait(1.5)
    assert {scene.track(bus).value for bus in BUS_ACTIVITY.values()} == {"awake"}
    scene.stimulate(controls.AIRBAG_CRASH, "fired")
    scene.stimulate(supply.VOLTAGE, 8.5)
    scene.wait(4.0)
    assert scene.track(crash).value == "deployed"
    assert any(change.value != "idle" for change in scene.track(call).after(0))
    scene.stimulate(supply.VOLTAGE, supply.NOMINAL_V)
    with suppress(RecordingFault):  # a busy machine may be too late
        scene.finish()
    assert scene.journal.traffic is not None
    told = [note for note in scene.journal.notes if "AIRBAG" in note]
    assert told == ["DTC: AIRBAG: U3003-16, circuit voltage below threshold"]


@pytest.fixture
def rig(tmp_path: Path) -> RigFile:
    return load_rig(restbus_file(tmp_path, NOWHERE, ["TELEMATICS"]))


@pytest.fixture
def restbus(rig: RigFile) -> Iterator[Restbus]:
    kernel = VirtualKernel()
    recorder = Recorder(kernel, rig.load_network(), rig.log_channels, restbus=rig.restbus)
    made = Restbus(rig, VEHICLE, kernel, recorder, SUITE)
    yield made
    made.close()


class Noting:
    """A binding that notes what it is told to set."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str | float]] = []

    def set(self, port: Stimulus, value: str | float) -> str:
        self.done.append((port.name, value))
        return f"{port.name} {value}"


def test_a_stimulus_reaches_each_ecu_that_senses_it(restbus: Restbus) -> None:
    bench: Any = {source: Noting() for source in SUITE.bindings}
    bound = restbus.bind(bench)
    instrument = type(controls.IGNITION.source)
    ours: Binding = bound[instrument]
    for port, value in ((supply.VOLTAGE, 11), (controls.SOS_BUTTON, "pressed"), (controls.DOOR["trunk"], "open")):
        ours.set(port, value)
    told = [name for name, _ in bench[instrument].done]
    assert told == ["supply.voltage", "button.sos"]
    wiring = restbus._world.wiring
    assert (wiring.number("supply.voltage_v").value, wiring.flag("door.trunk").value) == (11, True)


def test_each_observation_is_asked_of_who_drives_it(rig: RigFile) -> None:
    inventory = Inventory(rig, rig.load_network())
    there = {
        port.name: inventory.has(port)
        for port in (
            senses.SOS_LED,
            senses.LATCH["trunk"],
            psap.CALL,
            phone.ORDER,
            phone.PAIRING,
            surroundings.PLUG,
        )
    }
    assert there == {
        **dict.fromkeys(("led.sos", "latch.trunk", "psap.call", "phone.order", "station.plug"), True),
        "phone.pairing": False,
    }
    bare = rig.model_copy(update={"stimuli": {}, "observations": {}, "services": {}})
    inventory = Inventory(bare, rig.load_network())
    ports = (
        senses.SOS_LED,
        senses.LATCH["trunk"],
        psap.CALL,
        controls.SOS_BUTTON,
        supply.VOLTAGE,
        controls.IGNITION,
    )
    assert [inventory.has(port) for port in ports] == [False, True, False, False, False, True]


def test_what_only_absent_ecus_send_is_not_there(rig: RigFile) -> None:
    without = rig.model_copy(update={"ecus": {**rig.ecus, "BODY": "absent"}})
    assert Inventory(rig, rig.load_network()).has(signal("doors.trunk.lock"))
    assert not Inventory(without, rig.load_network()).has(signal("doors.trunk.lock"))


def test_services_are_simulated_with_the_modem_and_those_of_the_file_else(rig: RigFile, restbus: Restbus) -> None:
    assert not restbus.has_services
    kernel = VirtualKernel()
    recorder = Recorder(kernel, rig.load_network(), rig.log_channels)
    other = rig.model_copy(update={"ecus": {**dict.fromkeys(rig.ecus, "simulated"), "AIRBAG": "real"}})
    made = Restbus(other, VEHICLE, kernel, recorder, SUITE)
    assert made.has_services
    services = made.take_services()
    assert {*services} == {port.source.service for port in SUITE.book if isinstance(port.source, Service)}
    heard: list[tuple[int, str, Any]] = []
    services["phone"].watch(lambda *change: heard.append(change))
    before = len(heard)
    services["phone"].call("show", "other")
    assert len(heard) > before > 0
    made.take_services()
    services["phone"].call("show", "home")
    assert heard[-1][2] != "home"
    made.close()


def test_an_ecu_that_is_there_although_the_rig_simulates_it_is_a_doubt(restbus: Restbus) -> None:
    recorder: Recorder = restbus._recorder
    spec = recorder.network.sent_by("AIRBAG")[0]
    message = can.Message(arbitration_id=spec.frame_id, is_extended_id=False, data=bytes(spec.length))
    assert recorder.doubts() == []
    restbus.segment(spec.bus).take(0, message)
    said = f"{spec.identifier} on inter_system: sent by somebody else too, although this rig simulates the ECU"
    assert recorder.doubts() == [said]
    assert recorder.doubts() == []


def test_a_vehicle_has_no_simulated_ecu_that_it_lacks(rig: RigFile) -> None:
    kernel = VirtualKernel()
    recorder = Recorder(kernel, rig.load_network(), rig.log_channels)
    made = Restbus(rig, load_vehicles()["combustion"], kernel, recorder, SUITE)
    assert {*made._world.ecus} == {"BODY", "CLIMATE", "SCREEN", "AIRBAG", "POWERTRAIN"}
    made.close()


def test_services_of_the_file_are_left_alone_where_their_modem_is_simulated(tmp_path: Path) -> None:
    text = restbus_file(tmp_path, NOWHERE, ["AIRBAG"]).read_text(encoding="utf-8")
    path = tmp_path / "more.toml"
    path.write_text(f'{text}\n[services.phone]\ndriver = "http"\nurl = "{NOWHERE["http"]}"\n', encoding="utf-8")
    with closing(Bench(load_rig(path), keep_traffic=False, vehicle=VEHICLE)) as bench:
        assert not any(part.startswith("service") for part, _ in bench.parts())
    with closing(Bench(load_rig(path), keep_traffic=False)) as real:
        assert "service phone" in dict(real.parts())


def test_a_bus_that_takes_no_frames_is_lost_and_opened_anew(restbus: Restbus, rig: RigFile) -> None:
    kernel, recorder = restbus._kernel, restbus._recorder

    class Full(can.BusABC):
        full = False

        def __init__(self) -> None:
            super().__init__("x")

        def send(self, msg: can.Message, timeout: float | None = None) -> None:
            if self.full:
                raise can.CanOperationError("Transmit buffer full")

        def _recv_internal(self, timeout: float | None) -> tuple[None, bool]:
            return None, False

    opened: list[Full] = []

    def open_bus() -> can.BusABC:
        opened.append(Full())
        return opened[-1]

    segment = restbus.segment("comfort")
    adapter = Adapter(recorder, kernel, "comfort", open_bus, ArrivalStamps(), joined=segment)
    spec = recorder.network.sent_by("BODY")[0]
    message = can.Message(arbitration_id=spec.frame_id, is_extended_id=False, data=bytes(spec.length))
    node = VirtualBus(segment)
    opened[0].full = True
    node.send(message)
    with pytest.raises(BusFault, match="bus comfort was lost: Transmit buffer full"):
        kernel.run_for(1)
    adapter.resume()
    assert len(opened) == 2
    node.send(message)
    kernel.run_for(1)
    assert len(recorder.traffic or ()) == 1
    adapter.close()


def test_a_signal_that_a_simulated_ecu_needs_and_no_database_has_is_named(rig: RigFile) -> None:
    comfort = rig.buses["comfort"].model_copy(update={"absent": ("privacy.mode",)})
    lacking = rig.model_copy(update={"buses": {**rig.buses, "comfort": comfort}})
    with pytest.raises(
        RigFault, match="the simulated ECUs need what no database of the rig has: no signal 'privacy"
    ):
        Bench(lacking, keep_traffic=False, vehicle=VEHICLE)


def test_only_a_bench_that_says_so_simulates_ecus(rig: RigFile) -> None:
    bench: Any = Bench(rig, keep_traffic=False, vehicle=VEHICLE)
    assert bench._restbus is not None
    bench.close()
    real = rig.model_copy(update={"ecus": {}})
    alone: Any = Bench(real, keep_traffic=False, vehicle=VEHICLE)
    assert alone._restbus is None
    alone.close()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '[buses.comfort]\ndatabase = "dbc/comfort.dbc"',
            '[buses.other]\ndatabase = "dbc/comfort.dbc"',
            "buses.comfort",
        ),
        ('host = "127.0.0.1"', 'host = "127.0.0.1", receive_own_messages = true', "adapter.receive_own_messages"),
        ('host = "127.0.0.1"', 'host = "127.0.0.1", listen_only = true', "an adapter that only listens drops it"),
        (
            'host = "127.0.0.1"',
            'hots = "127.0.0.1"',
            "adapter.hots = '127.0.0.1': is no option of socketcand; nearest: host",
        ),
    ],
)
def test_a_file_whose_simulated_ecus_could_not_be_on_its_buses_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = restbus_file(tmp_path, NOWHERE, ["AIRBAG"])
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=said):
        plan(path)


def test_a_message_that_a_real_ecu_sends_too_is_refused(tmp_path: Path) -> None:
    path = restbus_file(tmp_path, NOWHERE, ["AIRBAG"])
    database = Path("dbc/inter_system.dbc").read_text(encoding="utf-8")
    shared = tmp_path / "shared.dbc"
    shared.write_text(f"{database}\nBO_TX_BU_ 1320 : AIRBAG,BATTERY;\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("dbc/inter_system.dbc", shared.as_posix())
    path.write_text(text, encoding="utf-8")
    with pytest.raises(
        ConfigurationError, match=r"ecus\.BATTERY = 'simulated': sends BatteryCharge, as AIRBAG does"
    ):
        plan(path)
