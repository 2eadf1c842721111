"""Each switch that is known by name keeps to one contract, in the words of its maker."""

from __future__ import annotations

import os
import socket
import sys
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial

import pytest
from pymodbus.framer.rtu import FramerRTU

from rigs.bindings.instrument import ask, command
from rigs.drivers.relays import ADAM_4068, MODBUS
from rigs.drivers.switches import K34970A, SIMULATED_IO, SWITCHES
from rigs.errors import InstrumentFault
from rigs.files.rig_file import Instrument
from rigs.testing import Named, Script, check_meter, check_refusal, check_switch
from rigs.testing.script import Line
from tests.support.instrument_rack import InProcess, OverTcp, Rack

FINE = '+0,"No error"'
OPENED: list[Line] = [("*CLS", None), ("SYST:ERR?", FINE)]


def closes(channel: int, *states: str) -> list[Line]:
    """What a 34970A is told and asked when a relay is put into each state."""
    lines: list[Line] = []
    for state in states:
        lines += [
            (f"ROUT:{state} (@{channel});:SYST:ERR?", FINE),
            (f"ROUT:CLOS? (@{channel})", "1" if state == "CLOS" else "0"),
        ]
    return lines


CONTRACT = ("CLOS", "OPEN", "CLOS", "OPEN")


def test_a_34970a_keeps_to_the_contract() -> None:
    with Script([*OPENED, *closes(103, *CONTRACT)]) as script:
        check_switch(Named(script.open(K34970A), 103))


def test_an_adam_4068_keeps_to_the_contract() -> None:
    states = {"CLOS": ("#051301", "!480000"), "OPEN": ("#051300", "!400000")}
    lines = [line for each in CONTRACT for line in ((states[each][0], ">\r"), ("$056", states[each][1]))]
    with Script(lines) as script:
        check_switch(Named(script.open(ADAM_4068, Instrument(unit_id=5)), 3))
        assert script.opened["read_termination"] == script.opened["write_termination"] == "\r"


@pytest.mark.parametrize("kind", [InProcess, OverTcp])
def test_the_relays_of_the_simulated_rack_keep_to_the_contract(kind: Callable[[], Rack]) -> None:
    rack = kind()
    with closing(rack):
        link = SIMULATED_IO(rack.manager, rack.address("io"), "io", Instrument())
        check_switch(Named(link, 121))
        rack.on_kernel(partial(rack.wiring.flag("lamp.hazard").set, True))
        check_meter(Named(link, 201), "input", shows="high")


def test_each_switch_has_been_tried() -> None:
    assert {K34970A, ADAM_4068, MODBUS, SIMULATED_IO} == {*SWITCHES}


# Keysight 34970A


def test_the_modules_of_a_34970a_have_channels_of_their_own() -> None:
    sets = K34970A.dialect.sets
    assert (min(sets["relay"].channels), max(sets["relay"].channels), len(sets["relay"].channels)) == (
        101,
        320,
        60,
    )
    assert {111, 148, 348} <= {*sets["matrix"].channels}
    assert 119 not in sets["matrix"].channels
    assert [*sets["analog_output"].channels] == [104, 105, 204, 205, 304, 305]


def test_a_34970a_gives_out_and_measures_volts() -> None:
    lines: list[Line] = [
        *OPENED,
        ("SOUR:VOLT -3.5,(@204);:SYST:ERR?", FINE),
        ("MEAS:VOLT:DC? (@101)", "+1.31000000E+01"),
    ]
    with Script(lines) as script:
        link = script.open(K34970A)
        output = Named(link, 204)
        output.set("analog_output", -3.5)
        check_refusal(output, "analog_output", 12.01)
        assert Named(link, 101).read("voltage") == 13.1


# ADAM-4068


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (("#011000", "?01"), "ROUT:OPEN (@0)"),
        (("$016", "!FF00"), "ROUT:CLOS? (@0)"),
        (("$016", "!0000000"), "ROUT:CLOS? (@0)"),
    ],
)
def test_an_answer_that_an_adam_does_not_give_is_a_fault(line: Line, text: str) -> None:
    with Script([line]) as script, pytest.raises(InstrumentFault, match="it answered"):
        ask("relay", "card", script.open(ADAM_4068), text)


@pytest.mark.parametrize("text", ["#01FF", "ROUT:CLOS (@0,1)", "ROUT:CLOS (@0);:ROUT:CLOS (@1)", "*RST"])
def test_a_relay_card_takes_no_words_that_the_check_of_a_rig_file_could_not_read(text: str) -> None:
    with Script([]) as script, pytest.raises(InstrumentFault, match="a relay card takes ROUT:CLOS"):
        command("relay", "card", script.open(ADAM_4068), text)


def test_what_a_relay_card_is_told_at_the_opening_is_in_its_own_words_too() -> None:
    table = Instrument(setup=("ROUT:OPEN (@7)",))
    with Script([("#011700", ">")]) as script:
        script.open(ADAM_4068, table)
    with (
        Script([("#011700", "?01")]) as script,
        pytest.raises(InstrumentFault, match=r"cannot be opened at .*: it answered '\?01' to '#011700'"),
    ):
        script.open(ADAM_4068, table)


def test_an_adam_has_no_inputs() -> None:
    with Script([]) as script, pytest.raises(InstrumentFault, match="this card has no inputs"):
        ask("input", "card", script.open(ADAM_4068), "SENS:DIG? (@0)")


# Modbus: frames on a socket, without what numbers the transaction


@contextmanager
def station(*frames: tuple[str, str]) -> Iterator[str]:
    """Serve a script of frames in hexadecimal, each a request with its response; it must come to its end.

    Yields:
        The address.
    """
    heard: list[str] = []

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            connection.settimeout(10)
            for _, response in frames:
                head = connection.recv(6)
                if len(head) < 6:
                    return
                heard.append(connection.recv(int.from_bytes(head[4:], "big")).hex(" ").upper())
                sent = bytes.fromhex(response)
                connection.sendall(head[:4] + len(sent).to_bytes(2, "big") + sent)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"TCPIP::127.0.0.1::{server.getsockname()[1]}::SOCKET"
        thread.join(10)
    assert heard == [request for request, _ in frames]


ON, OFF = "07 05 00 02 FF 00", "07 05 00 02 00 00"
IS, IS_ON, IS_OFF = "07 01 00 02 00 01", "07 01 01 01", "07 01 01 00"


def modbus(address: str) -> Named:
    link = MODBUS(Script([]), address, "card", Instrument(unit_id=7))  # type: ignore[arg-type]  # no pyvisa in it
    return Named(link, 3)


def test_a_relay_card_behind_modbus_keeps_to_the_contract() -> None:
    closed, opened = [(ON, ON), (IS, IS_ON)], [(OFF, OFF), (IS, IS_OFF)]
    with station(*closed, *opened, *closed, *opened) as address:
        card = modbus(address)
        check_switch(card)
        card.link.close()


def test_an_input_behind_modbus_is_read() -> None:
    asked = ("07 02 00 02 00 01", "07 02 01 01")
    with station(asked, asked) as address:
        card = modbus(address)
        check_meter(card, "input", shows="high")
        card.link.close()


@contextmanager
def serial_station(*frames: tuple[str, str]) -> Iterator[str]:
    """Serve a script of frames on a serial line, each with its check sum behind it; it must come to its end.

    Yields:
        The address.
    """
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    heard: list[str] = []

    def serve() -> None:
        for request, response in frames:
            wanted = len(bytes.fromhex(request)) + CRC_BYTES
            heard.append(os.read(ours, wanted)[:-CRC_BYTES].hex(" ").upper())
            sent = bytes.fromhex(response)
            os.write(ours, sent + FramerRTU.compute_CRC(sent).to_bytes(CRC_BYTES, "big"))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"ASRL{os.ttyname(theirs)}::INSTR"
        thread.join(10)
        assert heard == [request for request, _ in frames]
    finally:
        os.close(ours)
        os.close(theirs)


CRC_BYTES = 2


def test_a_relay_card_on_a_serial_line_of_modbus_is_closed_and_read() -> None:
    with serial_station((ON, ON), (IS, IS_ON)) as address:
        card = modbus(address)
        card.set("relay", "closed")
        assert card.read("relay") == "closed"
        card.link.close()


def test_what_a_station_refuses_is_a_fault() -> None:
    with station((ON, "07 85 02")) as address:
        card = modbus(address)
        with pytest.raises(InstrumentFault, match=r"gave no answer to 'ROUT:CLOS.*it refused"):
            card.set("relay", "closed")


def test_a_station_that_is_not_there_cannot_be_opened() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(InstrumentFault, match=r"card: cannot be opened at .*: no station answers there"):
        modbus(f"TCPIP::127.0.0.1::{port}::SOCKET")


def test_an_address_that_is_none_of_a_station_is_a_fault() -> None:
    with pytest.raises(InstrumentFault, match="Modbus needs TCPIP::host::port::SOCKET, or a serial line"):
        modbus("GPIB::7::INSTR")


def test_without_pymodbus_the_group_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymodbus.client", None)
    with pytest.raises(InstrumentFault, match="uv sync --group modbus"):
        modbus("TCPIP::127.0.0.1::502::SOCKET")
