"""A VISA library whose instruments are devices in this process.

A read finds its answer or fails at once: there is no thread, no waiting and no time-out in real time. As on a
raw socket, a message ends with a newline and each session has its own buffers.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

import pyvisa
from pyvisa.constants import AccessModes, EventAttribute, EventMechanism, EventType, ResourceAttribute, StatusCode
from pyvisa.highlevel import VisaLibraryBase
from pyvisa.resources import Resource, TCPIPSocket
from pyvisa.rname import ResourceName
from pyvisa.typing import VISARMSession, VISASession
from pyvisa.util import LibraryPath

from simulators.scpi.device import Device

PORT = 5025  # the port that is registered for SCPI on a raw socket
MANAGER_SESSION = VISARMSession(1)

_paths = itertools.count(1)
_NO_WARNING: AbstractContextManager[None] = nullcontext()


def resource_name(name: str) -> str:
    """Return the VISA resource name of the instrument of that name."""
    return f"TCPIP0::{name}::{PORT}::SOCKET"


@cache
def _whole_name(name: str) -> str:
    """Return the VISA resource name of an instrument as pyvisa writes it, which takes it long."""
    return str(ResourceName.from_string(resource_name(name)))


class _Session:
    """One connection to one device."""

    __slots__ = ("attributes", "device", "output", "position", "terminator", "unfinished")

    def __init__(self, name: str, device: Device) -> None:
        self.device = device
        self.unfinished = ""
        self.output = b""
        self.position = 0
        self.terminator: bytes | None = None
        self.attributes: dict[ResourceAttribute | EventAttribute, Any] = {
            ResourceAttribute.resource_name: name,
            ResourceAttribute.timeout_value: 2000,
            ResourceAttribute.termchar: ord("\n"),
            ResourceAttribute.termchar_enabled: False,
        }


class SimulatedSocket(TCPIPSocket):
    """A connection on which a question whose answer is one line takes no detour through buffers.

    A scenario asks hundreds of them, and there is no more to them than what a device makes of a line.
    """

    visalib: SimulatedLibrary

    def query(self, message: str, delay: float | None = None) -> str:
        """Return the answer to a message; see `MessageBasedResource.query`."""
        ends = self._write_termination == self._read_termination == "\n" and "\n" not in message
        if not (ends and message.isascii() and self.visalib.at_rest(self.session)):
            return super().query(message, delay)
        line = self.visalib.ask(self.session, message)
        return self.read() if line is None else line.decode(self.encoding)


class SimulatedLibrary(VisaLibraryBase):
    """A library of what message based resources need of VISA; see `open_manager`."""

    def _init(self) -> None:
        self.devices: dict[str, Device] = {}
        self._sessions: dict[VISASession, _Session] = {}
        self._handles = itertools.count(MANAGER_SESSION + 1)

    def open_default_resource_manager(self) -> tuple[VISARMSession, StatusCode]:
        """See viOpenDefaultRM."""
        return MANAGER_SESSION, self.handle_return_value(MANAGER_SESSION, StatusCode.success)

    def open(
        self,
        session: VISARMSession,
        resource_name: str,
        access_mode: AccessModes = AccessModes.no_lock,
        open_timeout: int = 0,
    ) -> tuple[VISASession, StatusCode]:
        """See viOpen."""
        device = self.devices.get(resource_name)
        if device is None:
            self.handle_return_value(session, StatusCode.error_resource_not_found)
        assert device is not None  # noqa: S101  # the line above raised
        handle = VISASession(next(self._handles))
        self._sessions[handle] = _Session(resource_name, device)
        return handle, self.handle_return_value(handle, StatusCode.success)

    def close(self, session: Any) -> StatusCode:
        """See viClose; closing the manager's session closes them all and gives this library up."""
        if session == MANAGER_SESSION:
            self._sessions.clear()
            self.devices.clear()
            self._registry.pop((type(self), self.library_path), None)
        else:
            self._sessions.pop(session, None)
        return StatusCode.success

    def list_resources(self, session: VISARMSession, query: str = "?*::INSTR") -> tuple[str, ...]:
        """See viFindRsrc."""
        return pyvisa.rname.filter(list(self.devices), query)

    def open_resource(
        self,
        resource_name: str,
        access_mode: AccessModes,
        open_timeout: int,
        resource_pyclass: type[Resource],
        **options: Any,
    ) -> Resource:
        """See `pyvisa.ResourceManager.open_resource`, which asks a library that has a way of its own."""
        resource = SimulatedSocket(self.resource_manager, resource_name)  # type: ignore[arg-type]  # it asks this
        resource.open(access_mode, open_timeout)
        for name, value in options.items():
            setattr(resource, name, value)
        return resource

    def at_rest(self, session: VISASession) -> bool:
        """Tell whether nothing is half written, and nothing is left to be read."""
        state = self._sessions[session]
        return not state.unfinished and state.position == len(state.output)

    def ask(self, session: VISASession, message: str) -> bytes | None:
        """Give a message to a device; returns the line of its answer, or leaves to be read what is no line."""
        state = self._sessions[session]
        answer = state.device.execute(message)
        if answer.find(b"\n") == len(answer) - 1 >= 0:
            return answer[:-1]
        state.output, state.position = answer, 0
        return None

    def write(self, session: VISASession, data: bytes) -> tuple[int, StatusCode]:
        """See viWrite."""
        state = self._sessions[session]
        *messages, unfinished = (state.unfinished + data.decode("latin-1")).split("\n")
        state.unfinished = unfinished
        for message in messages:
            answer = state.device.execute(message)
            if answer:
                state.output = state.output[state.position :] + answer
                state.position = 0
        return len(data), StatusCode.success

    def read(self, session: VISASession, count: int) -> tuple[bytes, StatusCode]:
        """See viRead."""
        state = self._sessions[session]
        output, start = state.output, state.position
        if start == len(output):
            self.handle_return_value(session, StatusCode.error_timeout)
        end = min(start + count, len(output))
        status = StatusCode.success_max_count_read if end < len(output) else StatusCode.success
        if state.terminator is not None:
            terminated = output.find(state.terminator, start, end)
            if terminated >= 0:
                end = terminated + 1
                status = StatusCode.success_termination_character_read
        state.position = end
        return output[start:end], status

    def clear(self, session: VISASession) -> StatusCode:
        """See viClear."""
        state = self._sessions[session]
        state.unfinished = ""
        state.output, state.position = b"", 0
        return StatusCode.success

    def get_attribute(self, session: Any, attribute: ResourceAttribute | EventAttribute) -> tuple[Any, StatusCode]:
        """See viGetAttribute."""
        attributes = self._sessions[session].attributes
        if attribute not in attributes:
            self.handle_return_value(session, StatusCode.error_nonsupported_attribute)
        return attributes[attribute], StatusCode.success

    def set_attribute(
        self, session: VISASession, attribute: ResourceAttribute, attribute_state: Any
    ) -> StatusCode:
        """See viSetAttribute; a time-out is kept and has no effect."""
        state = self._sessions[session]
        if attribute not in state.attributes:
            self.handle_return_value(session, StatusCode.error_nonsupported_attribute)
        state.attributes[attribute] = attribute_state
        enabled = state.attributes[ResourceAttribute.termchar_enabled]
        state.terminator = bytes([state.attributes[ResourceAttribute.termchar]]) if enabled else None
        return StatusCode.success

    def ignore_warning(  # type: ignore[override]  # pyvisa names the class that its own decorator makes
        self, session: Any, *warnings_constants: StatusCode
    ) -> AbstractContextManager[None]:
        """Do nothing: this library warns of nothing."""
        return _NO_WARNING

    def disable_event(self, session: VISASession, event_type: EventType, mechanism: EventMechanism) -> StatusCode:
        """See viDisableEvent; there are no events."""
        return StatusCode.success

    def discard_events(self, session: VISASession, event_type: EventType, mechanism: EventMechanism) -> StatusCode:
        """See viDiscardEvents; there are no events."""
        return StatusCode.success


def open_manager(devices: Mapping[str, Device]) -> pyvisa.ResourceManager:
    """Open a resource manager that finds the devices, and them alone, under `resource_name` of their names.

    Closing it closes their sessions and frees the library.
    """
    library = SimulatedLibrary(LibraryPath(f"simulated-{next(_paths)}"))
    library.devices.update({_whole_name(name): device for name, device in devices.items()})
    return pyvisa.ResourceManager(library)
