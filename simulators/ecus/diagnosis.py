"""What a simulated ECU answers to diagnosis: UDS (ISO 14229-1) over ISO 15765-2.

It tells its part number, its software and the VIN, and the trouble codes that it has stored; what is stored can be
cleared. It needs the dependency group `diagnosis`.
"""

from __future__ import annotations

from collections.abc import Mapping

import can
import isotp
from udsoncan import DataIdentifier
from udsoncan.Request import Request
from udsoncan.Response import Response
from udsoncan.services.ClearDiagnosticInformation import ClearDiagnosticInformation
from udsoncan.services.ReadDataByIdentifier import ReadDataByIdentifier
from udsoncan.services.ReadDTCInformation import ReadDTCInformation

from simulators.bus.canbus import VirtualBus
from simulators.ecus.addresses import ADDRESSES
from simulators.ecus.ecu import Ecu
from vehicle.profile import ECUS

SUPPLY_LOW = 0xF0_03_16
"""The trouble code U3003-16: battery voltage, below threshold (SAE J2012-DA)."""

LOW_V = 9.0
"""Supply in V below which an ECU stores `SUPPLY_LOW`, as long as it lives."""

STORED = "dtc."
"""The start of the keys in the memory of an ECU under which trouble codes are kept, each with its status."""

STATUS = 0x09
"""The status of a stored code: the test failed, and the code is confirmed (ISO 14229-1, D.2)."""

REPORT_BY_STATUS_MASK = 2
"""The only report of service 0x19 that is answered."""


class Diagnosis:
    """The diagnosis of one ECU.

    Args:
        ecu: Whose memory is read.
        bus: Its controller on the first of its buses.
    """

    def __init__(self, ecu: Ecu, bus: VirtualBus) -> None:
        self._ecu = ecu
        self._bus = bus
        self._address = ADDRESSES[ecu.NODE]
        self._heard: list[isotp.CanMessage] = []
        identifiers = isotp.Address(txid=self._address.response, rxid=self._address.request)
        self._transport = isotp.TransportLayerLogic(self._take, self._send, identifiers)
        bus.subscribe(self._address.request, self._hear)
        ecu.wiring.number("supply.voltage_v").watch(self._on_supply)

    def _hear(self, _at_ns: int, message: can.Message) -> None:
        if not self._ecu.powered:
            return
        self._heard.append(isotp.CanMessage(arbitration_id=message.arbitration_id, data=bytes(message.data)))
        self._transport.process()
        while self._transport.available():
            request = self._transport.recv()
            answer = None if request is None else self._answer(bytes(request))
            if answer is not None:
                self._transport.send(answer)
        self._transport.process()

    def _take(self, _timeout_s: float) -> isotp.CanMessage | None:
        return self._heard.pop(0) if self._heard else None

    def _send(self, message: isotp.CanMessage) -> None:
        self._bus.send(
            can.Message(arbitration_id=message.arbitration_id, data=message.data or b"", is_extended_id=False)
        )

    def _answer(self, payload: bytes) -> bytes | None:
        request = Request.from_payload(payload)
        if request.service is None:
            return bytes((0x7F, payload[0] if payload else 0, Response.Code.ServiceNotSupported))
        code, data = self._carry_out(request)
        if request.suppress_positive_response and code == Response.Code.PositiveResponse:
            return None
        made: bytes = Response(request.service, code, data).get_payload()
        return made

    def _carry_out(self, request: Request) -> tuple[int, bytes]:
        done, data = Response.Code.PositiveResponse, request.data or b""
        if request.service is ReadDataByIdentifier:
            return self._read(data)
        if request.service is ReadDTCInformation and request.subfunction == REPORT_BY_STATUS_MASK:
            codes = b"".join(code.to_bytes(3, "big") + bytes((STATUS,)) for code in self.stored())
            return done, bytes((REPORT_BY_STATUS_MASK, 0xFF)) + codes
        if request.service is ClearDiagnosticInformation:
            for code in self.stored():
                del self._ecu.memory[f"{STORED}{code}"]
            return done, b""
        return Response.Code.ServiceNotSupported, b""

    def _read(self, data: bytes) -> tuple[int, bytes]:
        told = b""
        for number in (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)):
            if number not in self._identity:
                return Response.Code.RequestOutOfRange, b""
            told += number.to_bytes(2, "big") + self._identity[number].encode("ascii")
        return Response.Code.PositiveResponse, told

    @property
    def _identity(self) -> Mapping[int, str]:
        return {
            DataIdentifier.VehicleManufacturerSparePartNumber: part_number(self._ecu.NODE),
            DataIdentifier.VehicleManufacturerECUSoftwareVersionNumber: software(self._ecu),
            DataIdentifier.VIN: self._ecu.profile.vin,
        }

    def stored(self) -> list[int]:
        """Return the stored trouble codes, of three bytes each."""
        return sorted(int(key.removeprefix(STORED)) for key in self._ecu.memory if key.startswith(STORED))

    def _on_supply(self, voltage_v: float) -> None:
        if self._ecu.powered and voltage_v < LOW_V:
            self._ecu.memory[f"{STORED}{SUPPLY_LOW}"] = STATUS


def part_number(node: str) -> str:
    """Return the part number of a simulated ECU, ten digits."""
    return f"98765432{ECUS.index(node):02d}"


def software(ecu: Ecu) -> str:
    """Return the software of a simulated ECU as diagnosis tells it, such as 04.12."""
    major, minor = ecu.IDENTITY.software
    return f"{major:02d}.{minor:02d}"
