"""Diagnosis of real ECUs: who they are before the first scenario, and what faults they store in each.

UDS (ISO 14229-1) over ISO 15765-2, by can-isotp and udsoncan of the dependency group `diagnosis`. Nothing is
changed in an ECU, unless the rig file allows that its trouble codes are cleared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import isotp
import udsoncan
from udsoncan.client import Client
from udsoncan.configs import default_client_config
from udsoncan.connections import PythonIsoTpConnection
from udsoncan.exceptions import (
    ConfigError,
    InvalidResponseException,
    NegativeResponseException,
    TimeoutException,
    UnexpectedResponseException,
)

from clock.kernel import Kernel, seconds
from rigs.bindings.adapter import Adapter
from rigs.errors import BusFault, WrongUnit
from rigs.files.hardware import HIGHEST_STANDARD, Diagnosis
from rigs.ports.signals import activity
from rigs.recording.recorder import Recorder
from rigs.values.trouble import trouble_text

T = TypeVar("T")

NUMBERS: Mapping[str, int] = {
    "part number": udsoncan.DataIdentifier.VehicleManufacturerSparePartNumber,
    "software": udsoncan.DataIdentifier.VehicleManufacturerECUSoftwareVersionNumber,
    "VIN": udsoncan.DataIdentifier.VIN,
}
"""Data identifiers of what an ECU must tell of itself (ISO 14229-1, C.1)."""

FAILED_OR_STORED = 0x0D
"""The status mask of what has failed, is pending or is confirmed (ISO 14229-1, D.2)."""

PARAMETERS = {"tx_padding": 0}
"""Frames of diagnosis have 8 bytes, filled up with zeros."""

GUARD_S = 1.0
"""Time in s beyond the time-outs of a request after which its thread is not waited for."""

FOREIGN = (
    *(TimeoutException, NegativeResponseException, InvalidResponseException, UnexpectedResponseException),
    *(ConfigError, isotp.IsoTpError, OSError, ValueError),
)
"""Exceptions of udsoncan and can-isotp: no answer, one that refuses, or one that is none."""


class _Text(udsoncan.DidCodec):
    """The text that a data identifier carries, whatever its length."""

    def decode(self, string_bin: bytes) -> str:
        return string_bin.decode("ascii", errors="replace").strip(" \0")

    def __len__(self) -> int:
        raise udsoncan.DidCodec.ReadAllRemainingData


class DiagnosticTester:
    """A tester on the buses of a bench.

    Args:
        ecus: What the rig file says of the ECUs that are asked, by name.
        adapters: The open buses by name.
        kernel: The clock, which goes on while an ECU is asked.
        recorder: The ear on the buses; it tells whether they are awake.
    """

    def __init__(
        self, ecus: Mapping[str, Diagnosis], adapters: Mapping[str, Adapter], kernel: Kernel, recorder: Recorder
    ) -> None:
        self._ecus = ecus
        self._adapters = adapters
        self._kernel = kernel
        self._recorder = recorder
        self._known: dict[str, frozenset[int]] = dict.fromkeys(ecus, frozenset())

    def identify(self, vin: str) -> None:
        """Ask each ECU who it is, and note what it has stored.

        Args:
            vin: The VIN of the vehicle that is to be on the bench.

        Raises:
            WrongUnit: One is another than the file says; names all that differs.
            BusFault: One does not answer.
        """
        wrong = []
        for name, ecu in self._ecus.items():
            expected = {"part number": ecu.part_number, "software": ecu.software, "VIN": vin}
            for what, number in NUMBERS.items():
                told = self._ask(name, partial(_read, number=number))
                if told != expected[what]:
                    wrong.append(f"{name} tells {what} {told!r}; the bench is to have {expected[what]!r}")
            self._known[name] = self._stored(name)
        if wrong:
            raise WrongUnit("\n".join(wrong))

    def before(self) -> None:
        """Note what is stored before a scenario, of ECUs whose bus is awake; what may be cleared is.

        Raises:
            BusFault: One does not answer.
        """
        for name, ecu in self._ecus.items():
            if self._recorder.tracks[activity(ecu.bus).name].value == "awake":
                if ecu.clear:
                    self._ask(name, lambda client: client.clear_dtc())
                self._known[name] = self._stored(name)

    def after(self) -> list[str]:
        """Return what is stored that was not before the scenario, for people.

        Raises:
            BusFault: An ECU does not answer.
        """
        found = []
        for name in self._ecus:
            stored = self._stored(name)
            found += [f"DTC: {name}: {trouble_text(code)}" for code in sorted(stored - self._known[name])]
            self._known[name] = stored
        return found

    def _stored(self, name: str) -> frozenset[int]:
        return self._ask(name, _stored)

    def _ask(self, name: str, work: Callable[[Client], T]) -> T:
        """Ask an ECU on a thread of its own, and let time go on meanwhile."""
        ecu = self._ecus[name]
        with ThreadPoolExecutor(1, thread_name_prefix="diagnosis") as threads:
            future = threads.submit(_asked, ecu, self._adapters[ecu.bus], work)
            future.add_done_callback(lambda _: self._kernel.post(self._kernel.interrupt))
            while not future.done():
                self._kernel.run_for(seconds(ecu.timeout_s + GUARD_S))
            try:
                return future.result()
            except FOREIGN as error:
                raise BusFault(f"{name} gives no answer to diagnosis on {ecu.bus}: {error}") from error


def _asked(ecu: Diagnosis, adapter: Adapter, work: Callable[[Client], T]) -> T:
    long = max(ecu.request, ecu.response) > HIGHEST_STANDARD
    mode = isotp.AddressingMode.Normal_29bits if long else isotp.AddressingMode.Normal_11bits
    address = isotp.Address(mode, txid=ecu.request, rxid=ecu.response)
    stack = isotp.NotifierBasedCanStack(adapter.bus, adapter.notifier, address=address, params=PARAMETERS)
    config = default_client_config.copy()
    config["data_identifiers"] = {"default": _Text}
    config["request_timeout"] = config["p2_timeout"] = ecu.timeout_s
    with Client(PythonIsoTpConnection(stack), config=config) as client:
        return work(client)


def _read(client: Client, number: int) -> str:
    return f"{client.read_data_by_identifier_first(number)}"


def _stored(client: Client) -> frozenset[int]:
    answer = client.get_dtc_by_status_mask(FAILED_OR_STORED)
    dtcs = () if answer is None else answer.service_data.dtcs
    return frozenset(each.id for each in dtcs if each.status.get_byte_as_int() & FAILED_OR_STORED)
