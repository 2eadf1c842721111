"""The twin: a simulated vehicle in real time in a process of its own, reached through sockets as a bench is.

The server is started by this run on the loopback interface, and ends with it.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyvisa

from clock.kernel import MS
from clock.wall import WallKernel
from rigs.bindings.adapter import Adapter, open_socketcand
from rigs.bindings.connection import Connection
from rigs.bindings.http import RemoteService, ServiceHub
from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import PLAIN, Lab
from rigs.errors import BusFault, RigFault, ServiceFault
from rigs.files.rig_file import ROOT, VEHICLES, RigFile
from rigs.recording.recorder import Recorder
from vehicle.profile import VehicleProfile

START_TIMEOUT_S = 30.0
SERVICES = ("phone", "backoffice", "psap", "centre", "network")
WATCH_NS = 200 * MS
END_TIMEOUT_S = 1.0


class TwinConnector:
    """A connector that starts a server for a vehicle and keeps it for all scenarios of that vehicle.

    Args:
        rig: The rig file.
        keep_traffic: Whether every frame is kept.
        lab: The ports, bindings and drivers of the run.
    """

    def __init__(self, rig: RigFile, *, keep_traffic: bool, lab: Lab = PLAIN) -> None:
        self._rig = rig
        self._lab = lab
        self._keep_traffic = keep_traffic
        self._twin: Twin | None = None

    def connect(self, profile: VehicleProfile, seed: str) -> Connection:
        """Return the twin of a vehicle; the first call for a vehicle starts it, with the seed of that scenario.

        What was lost of the connections to a twin is opened anew; where that does not work, the twin is.

        Raises:
            RigFault: It does not start.
        """
        if self._twin is not None and self._twin.profile == profile and self._twin.alive:
            with contextlib.suppress(RigFault):
                return self._twin.connection()
        self.close()
        self._twin = Twin(self._rig, profile, seed, keep_traffic=self._keep_traffic, lab=self._lab)
        return self._twin.connection()

    def close(self) -> None:
        """End the server."""
        if self._twin is not None:
            self._twin.close()
            self._twin = None


class Twin:
    """A running server and the connections to it."""

    def __init__(
        self, rig: RigFile, profile: VehicleProfile, seed: str, *, keep_traffic: bool, lab: Lab = PLAIN
    ) -> None:
        self.profile = profile
        self._lab = lab
        self._rig = rig
        self._folder = tempfile.TemporaryDirectory(prefix="connect-hil-")
        self._process = _start(rig, profile, seed, Path(self._folder.name) / "ports.json")
        self._adapters: list[Adapter] = []
        self._opened: dict[str, InstrumentLink] = {}
        self._manager = pyvisa.ResourceManager("@py")
        self._hub: ServiceHub | None = None
        try:
            self._ports = self._wait_for(Path(self._folder.name) / "ports.json")
            self._kernel = WallKernel(seed)
            self._recorder = self._listen(rig, keep_traffic)
            error_ns = round(rig.clock_error_ms * MS)
            self._hub = ServiceHub(self._ports["http"], self._kernel, self._kernel.origin_ns, error_ns, lab.book)
            self._hub.start()
            self._watch = self._kernel.timer(self._check)
            self._check()
            self._hub.request("POST", "/vehicle/power_on")
        except BaseException:
            self.close()
            raise
        self._fresh = True

    @property
    def alive(self) -> bool:
        """True while the server still runs."""
        return self._process.poll() is None

    def connection(self) -> Connection:
        """Return the connections, for one more scenario; buses and services that were lost are opened anew.

        Raises:
            RigFault: One of them cannot be.
        """
        hub = self._hub
        if hub is None:
            raise RigFault("the twin has been closed")
        hub.forget_listeners()
        for adapter in self._adapters:
            adapter.resume()
        hub.resume()
        if not self._watch.armed:
            self._check()
        self._recorder.restart_traffic()
        fresh, self._fresh = self._fresh, False
        services = {name: RemoteService(hub, name) for name in SERVICES}
        bindings = self._lab.bind(self._rig, self._recorder, self._instrument, services, self._kernel)
        return Connection(self._kernel, self._recorder, bindings, fresh=fresh, lateness_ns=self._lateness_ns)

    def _lateness_ns(self) -> Mapping[str, int]:
        """Ask by how much the server was late, as long as there is one; what is lost is told elsewhere."""
        if self._hub is None or not self.alive:
            return {}
        with contextlib.suppress(ServiceFault):
            return {"the twin's server": int(self._hub.request("POST", "/vehicle/lateness")["answer"])}
        return {}

    def close(self) -> None:
        """Close the connections and end the server."""
        for adapter in self._adapters:
            adapter.close()
        if self._hub is not None:
            self._hub.close()
        self._manager.close()
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def _listen(self, rig: RigFile, keep_traffic: bool) -> Recorder:
        channels = {str(bus): table.channel for bus, table in rig.buses.items()}
        recorder = Recorder(
            self._kernel,
            rig.load_network(),
            channels,
            clock_error_ns=round(rig.clock_error_ms * MS),
            keep_traffic=keep_traffic,
        )
        for bus, channel in channels.items():
            open_bus = partial(open_socketcand, channel, "127.0.0.1", self._ports["can"])
            adapter = Adapter(
                recorder, self._kernel, bus, open_bus, self._kernel.origin_ns, self._explain_lost_bus
            )
            self._adapters.append(adapter)
        return recorder

    def _instrument(self, name: str) -> InstrumentLink:
        if name not in self._opened:
            resource = f"TCPIP::127.0.0.1::{self._ports['scpi'][name]}::SOCKET"
            table = self._rig.instruments[name]
            self._opened[name] = self._lab.open_instrument(self._manager, resource, name, table)
        return self._opened[name]

    def _explain_lost_bus(self) -> None:
        """Say why a bus is lost: mostly since the server has gone, whose sockets close a moment before it ends."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_TIMEOUT_S)
        self._check()

    def _check(self) -> None:
        """Notice that the server has gone."""
        if not self.alive:
            for adapter in self._adapters:
                adapter.close()
            self._adapters.clear()
            raise BusFault(f"the twin's server ended with exit code {self._process.returncode}")
        self._watch.arm_in(WATCH_NS)

    def _wait_for(self, path: Path) -> dict[str, Any]:
        waiting = WallKernel()
        while not path.exists():
            if not self.alive:
                raise RigFault(f"the twin's server ended at its start with exit code {self._process.returncode}")
            if waiting.time_ns() > START_TIMEOUT_S * 1e9:
                raise RigFault(f"the twin's server did not answer within {START_TIMEOUT_S:g} s")
            waiting.run_for(20 * MS)
        ports: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return ports


def _start(rig: RigFile, profile: VehicleProfile, seed: str, ports: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "simulators", "serve", "--until-eof", "--seed", seed, "--ports", str(ports)]
    command += ["--vehicle", str(VEHICLES / f"{profile.name}.toml"), "--signals", str(rig.signals)]
    for bus, table in rig.buses.items():
        command += ["--database", f"{bus}={table.database}"]
    for name, rate in rig.bitrates.items():
        command += ["--bitrate", f"{name}={rate}"]
    if rig.signal_overrides is not None:
        command += ["--signal-overrides", str(rig.signal_overrides)]
    # In a session of its own: Ctrl-C and the like reach the run, which then ends it.
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603  # our own module
