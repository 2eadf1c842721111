"""The twin: a bench whose server this run starts, on the loopback interface, and which ends with it.

The server is a simulated vehicle in real time in a process of its own.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from clock.kernel import MS
from clock.wall import WallKernel
from rigs.bindings.connection import Connection
from rigs.bindings.lab import PLAIN, Lab
from rigs.errors import BusFault, RigFault
from rigs.files.hardware import PowerStep, Service
from rigs.files.rig_file import ROOT, VEHICLES, RigFile
from rigs.kinds.bench import Bench
from vehicle.profile import VehicleProfile

HOST = "127.0.0.1"
START_TIMEOUT_S = 30.0
SERVICES = (
    *("phone", "backoffice", "psap", "centre", "network"),
    *("account", "contracts", "mailbox", "documents", "recalls", "trips", "booklet", "app_stores", "pages"),
)
WATCH_NS = 200 * MS
END_TIMEOUT_S = 1.0


class TwinConnector:
    """A connector that serves a vehicle, and while a scenario runs starts the next server ahead.

    A vehicle that was just made comes to rest by itself, in a third of the time that it takes to put one to rest.
    The last one is kept where the next is not there yet.

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
        self._ahead: Server | None = None

    def connect(self, profile: VehicleProfile, seed: str) -> Connection:
        """Return a twin of a vehicle: one that was started ahead, else the last one, else one that is started now.

        What was lost of the connections to the last one is opened anew; where that does not work, the twin is.

        Raises:
            RigFault: It does not start.
        """
        connection = self._fresh(profile, seed) or self._kept(profile, seed) or self._started(profile, seed)
        if self._ahead is None:
            self._ahead = Server(self._rig, profile, seed)
        return connection

    def _fresh(self, profile: VehicleProfile, seed: str) -> Connection | None:
        """Return the one that was started ahead; None where it is not there yet, or is another vehicle."""
        ahead = self._ahead
        if ahead is None:
            return None
        fits = ahead.profile == profile and ahead.alive
        if fits and not ahead.listens:
            return None
        self._ahead = None
        if fits:
            return self._replaced_by(ahead, seed)
        ahead.close()
        return None

    def _kept(self, profile: VehicleProfile, seed: str) -> Connection | None:
        if self._twin is not None and self._twin.profile == profile and self._twin.alive:
            with contextlib.suppress(RigFault):
                return self._twin.connect(seed)
        return None

    def _started(self, profile: VehicleProfile, seed: str) -> Connection:
        ahead, self._ahead = self._ahead, None
        return self._replaced_by(ahead or Server(self._rig, profile, seed), seed)

    def _replaced_by(self, server: Server, seed: str) -> Connection:
        last, self._twin = self._twin, None
        if last is not None:
            last.close()
        self._twin = Twin(self._rig, server, seed, keep_traffic=self._keep_traffic, lab=self._lab)
        return self._twin.connect(seed)

    def close(self) -> None:
        """End the servers."""
        twin, ahead, self._twin, self._ahead = self._twin, self._ahead, None, None
        with contextlib.ExitStack() as leaving:
            if ahead is not None:
                leaving.callback(ahead.close)
            if twin is not None:
                leaving.callback(twin.close)


class Server:
    """A simulated vehicle in a process of its own; it has no supply until a bench switches it on.

    Args:
        rig: The rig file.
        profile: The vehicle.
        seed: Of all phases and latencies.
    """

    def __init__(self, rig: RigFile, profile: VehicleProfile, seed: str) -> None:
        self.profile = profile
        self._folder = tempfile.TemporaryDirectory(prefix="connect-hil-")
        self._file = Path(self._folder.name) / "ports.json"
        self._process = _start(rig, profile, seed, self._file)

    @property
    def listens(self) -> bool:
        """True once it does."""
        return self._file.exists()

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """The exit code of the process; None while it runs."""
        return self._process.returncode

    def addresses(self) -> dict[str, Any]:
        """Wait until it listens, and return where.

        Raises:
            RigFault: It does not.
        """
        waiting = WallKernel()
        while not self.listens:
            if not self.alive:
                raise RigFault(f"the twin's server ended at its start with exit code {self.exit_code}")
            if waiting.time_ns() > START_TIMEOUT_S * 1e9:
                raise RigFault(f"the twin's server did not answer within {START_TIMEOUT_S:g} s")
            waiting.run_for(20 * MS)
        ports: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        return ports

    def wait_for_end(self, timeout_s: float) -> bool:
        """Wait until the process ends; False where it does not within `timeout_s`."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout_s)
        return not self.alive

    def close(self) -> None:
        """End it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if not self.wait_for_end(10.0):
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()


class Twin:
    """A server and the bench that it is.

    Args:
        rig: The rig file.
        server: It need not listen yet; it ends with the twin.
        seed: Of the bench.
        keep_traffic: Whether every frame is kept.
        lab: The ports, bindings and drivers of the run.

    Attributes:
        bench: The connections to it.

    Raises:
        RigFault: It cannot be opened.
    """

    def __init__(self, rig: RigFile, server: Server, seed: str, *, keep_traffic: bool, lab: Lab = PLAIN) -> None:
        self.profile = server.profile
        self._server = server
        self._bench: Bench | None = None
        try:
            served = as_bench(rig, server.addresses())
            bench = self._bench = Bench(
                served, keep_traffic=keep_traffic, lab=lab, seed=seed, explain=self._explain, fresh=True
            )
            bench.open()
        except BaseException:
            self.close()
            raise
        self.bench = bench
        self._watch = bench.kernel.timer(self._check)

    @property
    def alive(self) -> bool:
        """True while the server still runs."""
        return self._server.alive

    def connect(self, seed: str) -> Connection:
        """Return the connections for one more scenario.

        Raises:
            RigFault: One of them was lost, and cannot be opened anew.
        """
        if not self._watch.armed:
            self._check()
        connection = self.bench.connect(self.profile, seed)
        return replace(connection, lateness_ns=partial(self._lateness_ns, connection))

    def _lateness_ns(self, connection: Connection) -> Mapping[str, int]:
        """Ask by how much the server was late, as long as there is one; what is lost is told elsewhere."""
        late_ns = connection.lateness_ns().values() if self.alive else ()
        return {"the twin's server": max(late_ns)} if late_ns else {}

    def close(self) -> None:
        """Close the connections and end the server."""
        with contextlib.ExitStack() as leaving:
            leaving.callback(self._server.close)
            if self._bench is not None:
                leaving.callback(self._bench.close)

    def _explain(self) -> None:
        """Say why a bus is lost: mostly since the server has gone, whose sockets close a moment before it ends."""
        self._server.wait_for_end(END_TIMEOUT_S)
        self._check()

    def _check(self) -> None:
        """Notice that the server has gone."""
        if not self.alive:
            self.bench.leave_buses()
            raise BusFault(f"the twin's server ended with exit code {self._server.exit_code}")
        self._watch.arm_in(WATCH_NS)


def as_bench(rig: RigFile, ports: dict[str, Any]) -> RigFile:
    """Return the rig of a twin with the addresses of its server, as a bench has them.

    Args:
        rig: The rig file, with a place for each address.
        ports: The addresses as `python -m simulators serve` writes them.
    """
    adapter = {"interface": "socketcand", "adapter": {"host": HOST, "port": ports["can"]}, "clock": "monotonic"}
    return rig.model_copy(
        update={
            "buses": {name: bus.model_copy(update=adapter) for name, bus in rig.buses.items()},
            "instruments": {
                name: table.model_copy(update={"resource": f"TCPIP::{HOST}::{ports['scpi'][name]}::SOCKET"})
                for name, table in rig.instruments.items()
            },
            "services": {name: Service(driver="http", url=ports["http"]) for name in SERVICES},
            "power_on": (PowerStep(post=f"{ports['http']}/vehicle/power_on"),),
        }
    )


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
