"""A rack of simulated instruments and the two ways to it: in this process, and over TCP."""

from __future__ import annotations

import abc
import threading
from collections.abc import Callable
from typing import Any, cast

import pyvisa
from pyvisa.resources import MessageBasedResource

from clock.kernel import Kernel, S, VirtualKernel
from clock.wall import WallKernel
from rigs.bindings.instrument import InstrumentLink, open_instrument
from simulators.plant.speaker import Speaker
from simulators.plant.wiring import Wiring
from simulators.scpi.backend import SimulatedLibrary, open_manager, resource_name
from simulators.scpi.bench import instruments
from simulators.scpi.device import Device
from simulators.scpi.devices_power import PowerSupply
from simulators.scpi.server import ScpiServer


def assert_set(event: threading.Event) -> None:
    """Wait until an event is set."""
    assert event.wait(10)


class OldSupply(PowerSupply):
    """Knows no *CLS."""

    def execute(self, message: str) -> bytes:
        return super().execute("CLEAR" if message == "*CLS" else message)


class RelayCard:
    """One relay and no error queue: it is told `K ON` or `K OFF` and asked `K?`, and answers nothing else.

    Attributes:
        heard: All that it was told and asked.
    """

    ACKNOWLEDGES = b""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._state = b"OFF"

    def execute(self, message: str) -> bytes:
        self.heard.append(message)
        if message in ("K ON", "K OFF"):
            self._state = message.removeprefix("K ").encode()
            return self.ACKNOWLEDGES
        return self._state + b"\n" if message == "K?" else b""


class PoliteRelayCard(RelayCard):
    """Says OK to each command."""

    ACKNOWLEDGES = b"OK\n"


class Rack(abc.ABC):
    """A rack of instruments and a way to them."""

    manager: pyvisa.ResourceManager
    time_out_ms: int

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.wiring = Wiring()
        self.speaker = Speaker(kernel)
        self.devices = instruments(kernel, self.wiring, self.speaker)
        self.devices["old_supply"] = OldSupply(kernel, self.wiring)
        self.card, self.polite_card = RelayCard(), PoliteRelayCard()
        self.devices["card"] = cast("Device", self.card)
        self.devices["polite_card"] = cast("Device", self.polite_card)

    def connect(self, name: str) -> MessageBasedResource:
        resource = self.manager.open_resource(
            self.address(name), read_termination="\n", write_termination="\n", timeout=10_000
        )
        return cast("MessageBasedResource", resource)

    def link(self, name: str, error_query: str = "SYST:ERR?", clear: str = "*CLS") -> InstrumentLink:
        """A rig's connection to an instrument."""
        link = open_instrument(self.manager, self.address(name), name, self.time_out_ms)
        link.check_errors(error_query, clear)
        return link

    def settle(self) -> None:
        """Return when all answers so far are where they can be read."""
        self.on_kernel(lambda: None)

    @abc.abstractmethod
    def hold_back(self, name: str) -> Callable[[], None]:
        """Let an instrument answer what it is asked from now on when the result is called, and not before."""

    @abc.abstractmethod
    def address(self, name: str) -> str:
        """The resource name of an instrument."""

    @abc.abstractmethod
    def on_kernel(self, work: Callable[[], None]) -> None:
        """Do something where the kernel runs, and return when it is done."""

    @abc.abstractmethod
    def advance(self, duration_ns: int) -> None:
        """Let time pass for the instruments."""

    @abc.abstractmethod
    def close(self) -> None:
        """Leave nothing behind."""


class InProcess(Rack):
    time_out_ms = 1_000_000

    def __init__(self) -> None:
        super().__init__(VirtualKernel(seed=1))
        self.manager = open_manager(self.devices)

    def address(self, name: str) -> str:
        return resource_name(name)

    def hold_back(self, name: str) -> Callable[[], None]:
        device: Any = self.devices[name]
        library = cast("SimulatedLibrary", self.manager.visalib)
        waiting = [session for session in library._sessions.values() if session.device is device]
        asked: list[str] = []

        def listen(message: str) -> bytes:
            asked.append(message)
            return b""

        def answer() -> None:
            del device.execute
            answers = b"".join(map(device.execute, asked))
            for session in waiting:
                session.output += answers

        device.execute = listen
        return answer

    def on_kernel(self, work: Callable[[], None]) -> None:
        work()

    def advance(self, duration_ns: int) -> None:
        self.kernel.run_for(duration_ns)

    def close(self) -> None:
        self.manager.close()


class OverTcp(Rack):
    time_out_ms = 100

    def __init__(self) -> None:
        self.clock_ns = 0
        super().__init__(WallKernel(seed=1, clock_ns=lambda: self.clock_ns))
        self.server = ScpiServer(self.kernel, self.devices)
        self.ports = self.server.start()
        self.manager = pyvisa.ResourceManager("@py")
        self.pump = threading.Thread(target=self.kernel.run_until, args=(3600 * S,))
        self.pump.start()

    def address(self, name: str) -> str:
        return f"TCPIP::127.0.0.1::{self.ports[name]}::SOCKET"

    def hold_back(self, name: str) -> Callable[[], None]:
        go_on = threading.Event()
        self.kernel.post(lambda: assert_set(go_on))

        def answer() -> None:
            go_on.set()
            self.on_kernel(lambda: None)

        return answer

    def drop(self, name: str) -> None:
        """Close all connections to an instrument from its side."""
        loop, done = self.server._loop, threading.Event()
        for transport in tuple(self.server._connections):
            if cast("Any", transport.get_protocol())._device is self.devices[name]:
                loop.call_soon_threadsafe(transport.abort)
        loop.call_soon_threadsafe(done.set)
        assert_set(done)

    def settle(self) -> None:
        super().settle()
        sent = threading.Event()
        self.server._loop.call_soon_threadsafe(sent.set)
        assert_set(sent)

    def take_away(self, name: str) -> None:
        """Let nobody listen any more where an instrument was."""
        server = self.server._servers[list(self.devices).index(name)]
        self.server._loop.call_soon_threadsafe(server.close)
        self.drop(name)

    def on_kernel(self, work: Callable[[], None]) -> None:
        done = threading.Event()
        self.kernel.post(work)
        self.kernel.post(done.set)
        assert_set(done)

    def advance(self, duration_ns: int) -> None:
        self.clock_ns += duration_ns

    def close(self) -> None:
        self.manager.close()
        self.server.close()
        self.kernel.post(self.kernel.interrupt)
        self.pump.join()
