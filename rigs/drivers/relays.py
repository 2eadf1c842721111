"""Relay cards: behind Modbus, and of Advantech in ASCII.

A card is spoken to in the words of SCPI, `ROUT:CLOS (@3)`, of which its driver makes those of the card: so that
what is checked of a rig file (`rigs.files.wiring`) is what happens.
"""

from __future__ import annotations

import abc
import re
from typing import Any

import pyvisa
from pyvisa.resources import MessageBasedResource
from pyvisa.rname import ResourceName

from rigs.bindings.instrument import InstrumentLink
from rigs.drivers.driver import Driver, needs
from rigs.files.dialect import Dialect, Reading, Setting
from rigs.files.rig_file import Instrument

CONTACT = {"closed": "CLOS", "open": "OPEN"}
IS_CLOSED = {"1": "closed", "0": "open"}
IS_HIGH = {"1": "high", "0": "low"}

REST = {"relay": "open"}
"""The state of a relay at rest."""


def relay(channels: tuple[int, ...], doc: str = "a relay") -> Setting:
    """Return the setting of relays that SCPI closes and opens."""
    return Setting(write="ROUT:{value} (@{channel})", words=CONTACT, channels=channels, doc=doc)


def contact(channels: tuple[int, ...]) -> Reading:
    """Return the reading of relays that SCPI closes and opens."""
    return Reading(
        query="ROUT:CLOS? (@{channel})", words=IS_CLOSED, channels=channels, doc="where a relay was put last"
    )


TAKEN = "taken"
"""The answer to a command that a card has carried out."""

_SAID = re.compile(r"(ROUT:CLOS|ROUT:OPEN|ROUT:CLOS\?|SENS:DIG\?) \(@(\d+)\)")


class CardLink(InstrumentLink, abc.ABC):
    """The connection to a relay card, of which each command is acknowledged."""

    def with_check(self, command: str) -> str:
        """Return the command itself: the card acknowledges it."""
        return command

    def was_taken(self, answer: str) -> bool:
        """See `InstrumentLink.was_taken`."""
        return answer == TAKEN

    def exchange(self, resource: Any, query: str) -> str:
        """Do what a command says, or answer a question.

        Raises:
            ValueError: A card does not do that, or has answered something else than it must.
        """
        said = _SAID.fullmatch(query.strip())
        if said is None:
            raise ValueError("a relay card takes ROUT:CLOS (@n), ROUT:OPEN (@n), ROUT:CLOS? (@n), SENS:DIG? (@n)")
        channel = int(said[2])
        match said[1]:
            case "ROUT:CLOS?":
                return f"{int(self.closed(resource, channel))}"
            case "SENS:DIG?":
                return f"{int(self.high(resource, channel))}"
            case verb:
                self.switch(resource, channel, closed=verb == "ROUT:CLOS")
                return TAKEN

    @abc.abstractmethod
    def switch(self, resource: Any, channel: int, *, closed: bool) -> None:
        """Close or open a relay, and make sure that the card acknowledges it."""

    @abc.abstractmethod
    def closed(self, resource: Any, channel: int) -> bool:
        """Say whether a relay is closed."""

    def high(self, resource: Any, channel: int) -> bool:
        """Say whether an input is high.

        Raises:
            ValueError: The card has no inputs.
        """
        raise ValueError("this card has no inputs")


class AdamLink(CardLink):
    """The connection to an ADAM-4068: a line of ASCII for each relay, `>` when it was taken."""

    def switch(self, resource: MessageBasedResource, channel: int, *, closed: bool) -> None:
        """See `CardLink.switch`."""
        sent = f"#{self.unit_id:02X}1{channel:X}{int(closed):02X}"
        answer = resource.query(sent).strip()
        if answer != ">":
            raise ValueError(f"it answered {answer!r} to {sent!r}")

    def closed(self, resource: MessageBasedResource, channel: int) -> bool:
        """See `CardLink.closed`."""
        sent = f"${self.unit_id:02X}6"
        answer = resource.query(sent).strip()
        found = re.fullmatch(r"!([0-9A-F]{2})0000", answer)
        if found is None:
            raise ValueError(f"it answered {answer!r} to {sent!r}")
        return bool(int(found[1], 16) >> channel & 1)


ADAM_RELAYS = tuple(range(8))

ADAM_4068 = Driver(
    "advantech-adam4068",
    "relay modules ADAM-4068 of Advantech, spoken to in ASCII",
    Dialect(
        sets={"relay": relay(ADAM_RELAYS)},
        reads={"relay": contact(ADAM_RELAYS)},
        line={"read_termination": "\r", "write_termination": "\r", "error_query": "", "clear": ""},
        at_rest=REST,
        has_units=True,
    ),
    AdamLink,
)
"""ADAM-4000 Series User's Manual, chapter 7: "#AABB Digital Data Out" and "$AA6 Digital Data In". `unit_id` is the
address of the module."""


class ModbusLink(CardLink):
    """The connection to a relay card whose relays are coils and whose inputs are discrete inputs."""

    def drop_late_answers(self, resource: Any) -> None:
        """Do nothing: an answer of Modbus says to what it is one, or its line is read away by pymodbus."""

    def switch(self, resource: Any, channel: int, *, closed: bool) -> None:
        """See `CardLink.switch`."""
        self._answered(resource.write_coil(channel - 1, closed, device_id=self.unit_id))

    def closed(self, resource: Any, channel: int) -> bool:
        """See `CardLink.closed`."""
        return bool(self._answered(resource.read_coils(channel - 1, count=1, device_id=self.unit_id)).bits[0])

    def high(self, resource: Any, channel: int) -> bool:
        """See `CardLink.high`."""
        read = resource.read_discrete_inputs(channel - 1, count=1, device_id=self.unit_id)
        return bool(self._answered(read).bits[0])

    def exchange(self, resource: Any, query: str) -> str:
        """See `CardLink.exchange`."""
        from pymodbus import ModbusException  # noqa: PLC0415  # only some need its group

        try:
            return super().exchange(resource, query)
        except ModbusException as error:
            raise ValueError(f"{error}") from error

    @staticmethod
    def _answered(response: Any) -> Any:
        if response.isError():
            raise ValueError(f"it refused: {response}")
        return response


USUAL_BAUD = 9600
"""Rate in Bd of a serial line where the rig file says none: what relay cards are shipped with."""


def connect_modbus(manager: pyvisa.ResourceManager, resource: str, table: Instrument) -> Any:
    """Connect to a station.

    Args:
        manager: Of pyvisa; not used.
        resource: `TCPIP::host::port::SOCKET` for Modbus TCP, `ASRL/dev/ttyUSB0::INSTR` for RTU on a serial line.
        table: What the rig file says of it.

    Raises:
        rigs.errors.InstrumentFault: pymodbus is not installed.
        ValueError: The address is of neither kind.
        OSError: Nobody is there.
    """
    try:
        from pymodbus.client import ModbusSerialClient, ModbusTcpClient  # noqa: PLC0415  # only some need its group
    except ImportError as error:
        raise needs("modbus", error) from error
    timeout_s = table.timeout_ms / 1000
    address: Any = ResourceName.from_string(resource)
    client: Any
    if address.interface_type == "ASRL":
        baud = table.baud_rate or USUAL_BAUD
        client = ModbusSerialClient(address.board, baudrate=baud, timeout=timeout_s, retries=0)
    elif address.resource_class == "SOCKET":
        client = ModbusTcpClient(address.host_address, port=int(address.port), timeout=timeout_s, retries=0)
    else:
        raise ValueError("Modbus needs TCPIP::host::port::SOCKET, or a serial line ASRLn::INSTR")
    if not client.connect():
        raise OSError("no station answers there")
    return client


COILS = tuple(range(1, 257))

MODBUS = Driver(
    "modbus-relays",
    "relay cards behind Modbus TCP or RTU: relay n is coil n, input n discrete input n",
    Dialect(
        sets={"relay": relay(COILS)},
        reads={
            "relay": contact(COILS),
            "input": Reading(
                query="SENS:DIG? (@{channel})", words=IS_HIGH, channels=COILS, doc="whether an input is high"
            ),
        },
        line={"error_query": "", "clear": ""},
        at_rest=REST,
        has_units=True,
    ),
    ModbusLink,
    connect_modbus,
)
"""MODBUS Application Protocol Specification V1.1b3: functions 01, 02 and 05; coil 1 has the address 0 (4.4)."""

CARDS = (MODBUS, ADAM_4068)
