"""What the rigs rely on in a VISA resource, in this process and over TCP alike."""

from __future__ import annotations

import contextlib
import gc
import socket
import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
import pyvisa
from numpy.typing import NDArray
from pyvisa.constants import StatusCode

from clock.kernel import S
from clock.wall import WallKernel
from simulators.plant.speaker import SAMPLE_NS, Speaker
from simulators.plant.wiring import Wiring
from simulators.scpi.backend import SimulatedLibrary, resource_name
from simulators.scpi.bench import instruments
from simulators.scpi.device import Device
from simulators.scpi.server import HOST, LONGEST_MESSAGE, ScpiServer
from tests.support.instrument_rack import InProcess, OverTcp, Rack


def play(speaker: Speaker, clip: NDArray[np.int16]) -> None:
    speaker.play(clip)


@pytest.fixture(params=[InProcess, OverTcp])
def rack(request: pytest.FixtureRequest) -> Iterator[Rack]:
    made: Rack = request.param()
    yield made
    made.close()


def test_an_instrument_tells_who_it_is(rack: Rack) -> None:
    assert rack.connect("supply").query("*IDN?") == "Connect HIL,PS-20,0,1.0"


def test_what_is_written_reaches_the_wire_before_the_next_answer(rack: Rack) -> None:
    io = rack.connect("io")
    io.write("ROUT:CLOS (@101)")
    assert io.query("ROUT:CLOS? (@101)") == "1"
    assert rack.wiring["button.sos"].value is True


def test_a_change_of_the_vehicle_is_measured(rack: Rack) -> None:
    rack.on_kernel(lambda: rack.wiring["led.sos"].set("green"))
    assert rack.connect("leds").query("MEAS:LED1:COL?") == "GREEN"


def test_an_unknown_header_gives_no_answer_and_an_error(rack: Rack) -> None:
    cell = rack.connect("cell")
    cell.timeout = rack.time_out_ms
    with pytest.raises(pyvisa.VisaIOError) as caught:
        cell.query("CELL:COLOur?")
    assert caught.value.error_code == StatusCode.error_timeout
    cell.timeout = 10_000
    assert cell.query("SYST:ERR?") == '-113,"Undefined header;CELL:COLOUR?"'
    assert cell.query("SYST:ERR?") == '0,"No error"'


def test_errors_queue_up_in_their_order(rack: Rack) -> None:
    battery = rack.connect("battery")
    battery.write("BATT:SOC 101")
    battery.write("BATT:SOC")
    battery.write("BATT:SOC 'full'")
    codes = [battery.query("SYST:ERR?").split(",")[0] for _ in range(4)]
    assert codes == ["-222", "-109", "-104", "0"]


def test_a_long_chain_is_answered_in_one_line(rack: Rack) -> None:
    supply = rack.connect("supply")
    chain = ";".join(f":VOLT {millivolt} mV;:VOLT?" for millivolt in range(1000, 3000))
    assert supply.query(chain) == ";".join(f"{millivolt / 1000:.9G}" for millivolt in range(1000, 3000))


def test_answers_that_were_not_read_wait_in_their_order(rack: Rack) -> None:
    wheels = rack.connect("wheels")
    wheels.write("WHE:SPE 30;SPE?")
    wheels.write("WHE:SPE 50;SPE?")
    assert (wheels.read(), wheels.read()) == ("30", "50")


def test_a_binary_block_arrives_as_it_was_sent(rack: Rack) -> None:
    audio = rack.connect("audio")
    # Every byte occurs, the terminator among them, on both sides of a sample.
    clip = (np.arange(16_000) * 2053 % 65536 - 32768).astype(np.int16)
    audio.write("CAPT:STAR")
    assert audio.query("CAPT:POS?") == "0"
    rack.on_kernel(partial(play, rack.speaker, clip))
    rack.advance(3 * S)
    assert audio.query("CAPT:POS?") == "24000"
    heard = np.array(audio.query_binary_values("CAPT:DATA? 0,16001", datatype="h"))
    assert np.array_equal(heard, rack.speaker.samples(0, 16_001 * SAMPLE_NS))
    assert np.abs(heard[:16_000] - np.clip(clip, -32700, 32700)).max() < 100
    assert np.array_equal(rack.link("audio").query_samples("CAPT:DATA? 0,16001"), heard)
    assert audio.query("*OPC?") == "1"


def test_an_empty_binary_block_has_no_values(rack: Rack) -> None:
    audio = rack.connect("audio")
    audio.write("CAPT:STAR")
    assert list(audio.query_binary_values("CAPT:DATA? 1000000", datatype="h")) == []
    assert audio.query("*OPC?") == "1"


def test_two_clients_share_the_instrument_and_not_their_answers(rack: Rack) -> None:
    one, two = rack.connect("climate"), rack.connect("climate")
    one.write("TEMP:AMB 11;AMB?")
    one.query("*OPC?")
    two.write("TEMP:CAB 22;CAB?")
    assert (two.read(), one.read()) == ("22", "1")


def test_clear_drops_what_was_not_read(rack: Rack) -> None:
    gnss = rack.connect("gnss")
    gnss.write("SIM:HEAD?")
    rack.connect("gnss").query("*OPC?")
    gnss.clear()
    assert gnss.query("SIM:FIX?") == "1"


def test_a_message_may_come_in_pieces(rack: Rack) -> None:
    leds = rack.connect("leds")
    leds.write_raw(b"MEAS:LE")
    leds.write_raw(b"D1:COL?\r\n*OPC?\n")
    assert (leds.read(), leds.read()) == ("OFF", "1")


def test_a_question_comes_behind_what_was_asked_and_what_was_begun(rack: Rack) -> None:
    supply = rack.connect("supply")
    supply.write("*IDN?")
    assert supply.query("*OPC?") == "Connect HIL,PS-20,0,1.0"
    assert supply.read() == "1"
    supply.write_raw(b"*ID")
    assert supply.query("N?") == "Connect HIL,PS-20,0,1.0"
    with pytest.warns(UserWarning, match="already ends"):
        assert supply.query("*OPC?\n") == "1"


def test_an_instrument_lives_on_when_a_client_leaves(rack: Rack) -> None:
    first = rack.connect("station")
    first.write("STAT:PLUG ON")
    assert first.query("*OPC?") == "1"
    first.close()
    assert rack.connect("station").query("STAT:PLUG?") == "1"


def test_a_read_without_an_answer_fails_at_once_whatever_the_time_out() -> None:
    rack = InProcess()
    resource = rack.connect("io")
    resource.timeout = float("inf")
    with pytest.raises(pyvisa.VisaIOError) as caught:
        resource.read()
    assert caught.value.error_code == StatusCode.error_timeout
    rack.close()


def test_an_instrument_that_is_not_in_the_rack_is_not_found() -> None:
    rack = InProcess()
    with pytest.raises(pyvisa.VisaIOError) as caught:
        rack.connect("oscilloscope")
    assert caught.value.error_code == StatusCode.error_resource_not_found
    assert rack.manager.list_resources("?*::SOCKET") == tuple(map(resource_name, rack.devices))
    rack.close()


def test_each_world_has_instruments_of_its_own() -> None:
    one, two = InProcess(), InProcess()
    one.connect("battery").write("BATT:SOC 5")
    assert two.connect("battery").query("BATT:SOC?") == "80"
    one.close()
    assert two.connect("battery").query("BATT:SOC?") == "80"
    two.close()


def test_two_hundred_worlds_leave_nothing_behind() -> None:
    libraries: list[weakref.ref[pyvisa.highlevel.VisaLibraryBase]] = []
    devices: list[weakref.ref[Device]] = []
    for _ in range(200):
        rack = InProcess()
        rack.connect("io").query("*IDN?")
        libraries.append(weakref.ref(rack.manager.visalib))
        devices.append(weakref.ref(rack.devices["io"]))
        rack.close()
    del rack
    gc.collect()
    assert [library for library in libraries if library() is not None] == []
    assert [device for device in devices if device() is not None] == []
    registered = [key for key in SimulatedLibrary._registry if issubclass(key[0], SimulatedLibrary)]
    assert registered == []


def test_closing_a_manager_frees_the_world_even_while_the_manager_is_kept() -> None:
    rack = InProcess()
    manager, resource = rack.manager, rack.connect("io")
    library = manager.visalib
    device = weakref.ref(rack.devices["io"])
    rack.close()
    del rack
    gc.collect()
    assert device() is None
    assert library not in SimulatedLibrary._registry.values()
    with pytest.raises(pyvisa.InvalidSession):
        manager.list_resources()
    with pytest.raises(pyvisa.InvalidSession):
        resource.query("*IDN?")


def test_the_server_drops_a_client_that_never_ends_its_message() -> None:
    rack = OverTcp()
    with (
        socket.create_connection((HOST, rack.ports["io"]), timeout=10) as client,
        contextlib.suppress(ConnectionError),
    ):
        client.sendall(b"x" * (LONGEST_MESSAGE + 1))
        assert client.recv(1) == b""
    assert rack.connect("io").query("*OPC?") == "1"
    rack.close()


def test_a_message_that_comes_before_the_server_closes_harms_nothing() -> None:
    kernel = WallKernel()
    devices = instruments(kernel, Wiring(), Speaker(kernel))
    taken = threading.Event()
    post = kernel.post

    def post_and_tell(callback: Callable[[], None]) -> None:
        post(callback)
        taken.set()

    kernel.post = post_and_tell  # type: ignore[method-assign]  # tells when the message is in the inbox
    server = ScpiServer(kernel, devices)
    port = server.start()["io"]
    with socket.create_connection((HOST, port), timeout=10) as client:
        client.sendall(b"ROUT:CLOS (@101);CLOS? (@101)\n")
        assert taken.wait(10)
        server.close()
        kernel.run_until(0)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port), timeout=10)
