"""A simulated vehicle in real time behind sockets: what a twin connects to."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from types import FrameType

from clock.kernel import Kernel, S
from clock.wall import WallKernel
from dbc.network import Network
from simulators.bus.canbus import VirtualBus
from simulators.bus.frame_by_frame import FrameByFrame
from simulators.bus.joined import JoinedSegment
from simulators.bus.pattern import Key
from simulators.bus.segment import Segment
from simulators.ecus.addresses import ANSWERS
from simulators.offboard.emergency.msd import load_schema
from simulators.scpi.server import ScpiServer
from simulators.servers.gate import Gate, Place
from simulators.servers.http import HttpApi
from simulators.servers.socketcand import SocketcandServer
from simulators.world import CHANNELS, World, ecus_of, identifiers
from vehicle.profile import VehicleProfile

FOREVER_NS = 10**9 * S


class PortsError(Exception):
    """The file of addresses cannot be written, in one line."""


class Server:
    """One world, served on free ports of the loopback interface.

    The vehicle has no supply until a client asks for it (`POST /vehicle/power_on`), so that nobody misses its
    first frame.

    Args:
        network: The databases.
        profile: The vehicle.
        seed: Of all phases and latencies.
        nodes: The ECUs that are served, where others are elsewhere on the buses; None for all of them.
        places: Where python-can finds buses that are not served but joined, by their names.
        diagnosis: Whether the ECUs answer to diagnosis; it needs the dependency group of that name.

    Raises:
        ValueError: The vehicle has no such ECU.
        simulators.servers.gate.GateError: A bus cannot be joined.
    """

    def __init__(
        self,
        network: Network,
        profile: VehicleProfile,
        seed: str,
        *,
        nodes: Collection[str] | None = None,
        places: Mapping[str, Place] | None = None,
        diagnosis: bool = False,
    ) -> None:
        self._kernel = WallKernel(seed)
        own = identifiers(network, ecus_of(profile, network) if nodes is None else nodes)
        if diagnosis:
            own = {channel: keys | ANSWERS for channel, keys in own.items()}
        joined = {CHANNELS[bus]: own[CHANNELS[bus]] for bus in places or {}}
        world = World(self._kernel, network, profile, wires=partial(_wires, joined=joined), nodes=nodes)
        if "TELEMATICS" in world.ecus:
            load_schema()
        if diagnosis:
            diagnose(world)
        served = {each.name: each for each in world.segments.values() if not isinstance(each, JoinedSegment)}
        origin_ns = self._kernel.origin_ns
        self._can = SocketcandServer(self._kernel, served, origin_ns)
        self._scpi = ScpiServer(self._kernel, world.instruments)
        self._http = HttpApi(self._kernel, world.services, world.power_on, origin_ns)
        self._gates = [
            Gate(self._kernel, segment, place)
            for bus, place in (places or {}).items()
            if isinstance(segment := world.segments[bus], JoinedSegment)
        ]

    def start(self) -> dict[str, object]:
        """Listen.

        Returns:
            The addresses: `can` and each of `scpi` a port, `http` a base address, and the process id.
        """
        return {
            "pid": os.getpid(),
            "can": self._can.start(),
            "scpi": self._scpi.start(),
            "http": self._http.start(),
        }

    def run(self) -> None:
        """Live until `stop`; an exception of a node ends it."""
        try:
            self._kernel.run_until(FOREVER_NS)
        finally:
            self.close()

    def close(self) -> None:
        """Listen no longer."""
        for gate in self._gates:
            gate.close()
        self._can.close()
        self._scpi.close()
        self._http.close()

    def stop(self) -> None:
        """End `run`; from any thread."""
        self._kernel.post(self._kernel.interrupt)


def serve(server: Server, ports_file: Path, *, until_eof: bool) -> None:
    """Serve a vehicle until SIGTERM, SIGINT or, with `until_eof`, the end of standard input.

    Args:
        server: The vehicle.
        ports_file: Where the addresses are written, once all of them listen.
        until_eof: End when standard input ends, so that no server outlives the run that started it.

    Raises:
        PortsError: The file cannot be written; nothing listens any longer.
    """
    on_signal = _stopper(server.stop)
    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    if until_eof:
        threading.Thread(target=stop_at_eof, args=(server.stop,), name="stdin", daemon=True).start()
    try:
        write_addresses(ports_file, server.start())
    except PortsError:
        server.close()
        raise
    server.run()


def write_addresses(ports_file: Path, addresses: Mapping[str, object]) -> None:
    """Write down where servers listen; who reads the file finds it whole or not at all.

    Raises:
        PortsError: It cannot be written.
    """
    draft = ports_file.with_suffix(".draft")
    try:
        draft.write_text(json.dumps(addresses), encoding="utf-8")
        draft.replace(ports_file)
    except OSError as error:
        raise PortsError(f"{ports_file}: cannot be written: {error.strerror}") from error


def diagnose(world: World) -> None:
    """Let all ECUs of a world answer to diagnosis."""
    from simulators.ecus.diagnosis import Diagnosis  # noqa: PLC0415  # only some need its group

    for ecu in world.ecus.values():
        Diagnosis(ecu, VirtualBus(world.segments[ecu.BUSES[0]]))


def _wires(
    kernel: Kernel, name: str, bitrate: int, rank: int, *, joined: Mapping[str, Collection[Key]]
) -> Segment:
    if name in joined:
        return JoinedSegment(kernel, name, bitrate, rank, own=joined[name])
    return FrameByFrame(kernel, name, bitrate, rank)


def _stopper(stop: Callable[[], None]) -> Callable[[int, FrameType | None], None]:
    return lambda _number, _frame: stop()


def stop_at_eof(stop: Callable[[], None]) -> None:
    """Stop something when standard input has ended."""
    sys.stdin.read()
    stop()
