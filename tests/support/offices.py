"""An office as a rig reaches it: simulated in this process, behind HTTP, or by the adapters of a real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import pytest

from clock.kernel import S, VirtualKernel
from rigs.bindings.connection import Connection
from rigs.files.rig_file import ROOT, RigFile, load_rig, load_vehicles
from rigs.kinds.house import SUITE
from rigs.kinds.staging import StagingSystem
from rigs.kinds.virtual import VirtualConnector
from rigs.ports import account
from rigs.ports.port import Observation, Service, Stimulus
from rigs.values.track import Track
from simulators.servers.office import PASSWORD_VARIABLE, STAGING, USER, StandIn, stand_in

VEHICLE = "electric"
VIN = load_vehicles()[VEHICLE].vin
WAIT_S = 30.0
"""Time in s that an office may take for anything."""

SERVICES = ("account", "contracts", "documents", "recalls", "trips")
Test = Callable[[Any], object]


@dataclass
class OfficeRig:
    """An office behind the ports of a rig, in a scenario that has just begun.

    Attributes:
        connection: Of the rig.
    """

    connection: Connection

    def set(self, port: Stimulus, value: str) -> str:
        """What an event says of a stimulus that is set."""
        return self.connection.bindings[Service].set(port, value)

    def track(self, port: Observation) -> Track:
        return self.connection.bindings[Service].standing()[port.name]

    def value(self, port: Observation) -> Any:
        return self.track(port).value

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        kernel = self.connection.kernel
        end_ns = kernel.time_ns() + round(seconds * S)
        while (left_ns := end_ns - kernel.time_ns()) > 0:
            kernel.run_for(left_ns)

    def comes(self, port: Observation, test: Test = bool, since: int = 0) -> Any:
        """The value of a port that fits, once it is there; `since` counts the changes before it."""
        track, kernel = self.track(port), self.connection.kernel
        track.watch(lambda _: kernel.interrupt())
        end_ns = kernel.time_ns() + round(WAIT_S * S)
        while not (fitting := [each.value for each in list(track)[since:] if _fits(test, each.value)]):
            left_ns = end_ns - kernel.time_ns()
            assert left_ns > 0, f"{port.name} = {track.value!r} after {WAIT_S:g} s"
            kernel.run_for(left_ns)
        return fitting[0]

    def after(self, port: Observation, act: Callable[[], object], test: Test = bool) -> Any:
        """The value of a port that fits and that comes after something was done."""
        count = len(list(self.track(port)))
        act()
        return self.comes(port, test, count)


def _fits(test: Test, value: Any) -> bool:
    return isinstance(value, Mapping | str) and value != "nothing" and bool(value) and bool(test(value))


@contextmanager
def simulated() -> Iterator[Callable[[], OfficeRig]]:
    """The office in this process, in time that jumps."""
    rig = load_rig(ROOT / "rigs" / "virtual.toml", SUITE.known)
    connector = VirtualConnector(rig, keep_traffic=False)

    def begin() -> OfficeRig:
        connection = connector.connect(load_vehicles()[VEHICLE], "contract")
        assert isinstance(connection.kernel, VirtualKernel)
        return OfficeRig(connection)

    yield begin


def staging_rig(served: StandIn, *, browser: bool, **changes: Any) -> RigFile:
    """A rig file of kind staging whose services are those of a stand-in."""
    example = load_rig(ROOT / "rigs" / "staging.example.toml", SUITE.known)
    http = {"driver": "http", "url": served.http, "timeout_s": 30.0}
    services: dict[str, Any] = dict.fromkeys((*SERVICES, "mailbox", "pages"), http)
    if browser:
        services["mailbox"] = {
            "driver": "imap",
            "host": "127.0.0.1",
            "port": served.imap,
            "tls": "none",
            "user": USER,
            "password_env": PASSWORD_VARIABLE,
            "poll_s": 0.2,
        }
        services["pages"] = {**pages_table(served.web), **changes}
    kept = example.model_dump(mode="python", exclude_unset=True)
    return RigFile.model_validate({**kept, "services": services})


def pages_table(address: str) -> dict[str, Any]:
    """The table of a rig file for pages in a browser, at the address of a stand-in."""
    return {
        "driver": "browser",
        "base_url": address,
        "staging_text": "STAGING",
        "sign_in": "/sign-in",
        "account_text": "Logged in as {account}",
        "sites": {"store": "/store", "web_space": "/web-space", "app": "/app", "shop": "/shop"},
        "timeout_s": 30.0,
        "look_s": 0.1,
    }


@contextmanager
def served_office() -> Iterator[StandIn]:
    """A stand-in that says that it is a staging system."""
    network = load_rig(ROOT / "rigs" / "virtual.toml").load_network()
    with stand_in(network, load_vehicles()[VEHICLE], environment=STAGING) as served:
        yield served


@contextmanager
def behind(rig: RigFile, served: StandIn) -> Iterator[Callable[[], OfficeRig]]:
    """The stand-in, as the kind of rig `staging` reaches it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PASSWORD_VARIABLE, served.password)
        system = StagingSystem(rig).open()

    def begin() -> OfficeRig:
        connection = system.connect(load_vehicles()[VEHICLE], "")
        connection.bindings[Service].set(account.PEOPLE, "at_rest")
        connection.bindings[Service].set(account.PERSON, "subscriber")
        office = OfficeRig(connection)
        office.wait(0.3)  # until what was undone is known
        return office

    try:
        yield begin
    finally:
        system.close()


@contextmanager
def by_http() -> Iterator[Callable[[], OfficeRig]]:
    """The stand-in, all of it behind the contract of services."""
    with served_office() as served, behind(staging_rig(served, browser=False), served) as begin:
        yield begin


@contextmanager
def by_adapters() -> Iterator[Callable[[], OfficeRig]]:
    """The stand-in with mail by IMAP and pages in a browser."""
    need_browser()
    with served_office() as served, behind(staging_rig(served, browser=True), served) as begin:
        yield begin


def need_browser() -> None:
    """Skips where there is no browser, and says what to install."""
    if find_spec("playwright") is None:
        pytest.skip("no package playwright: uv sync --group browser")
    from rigs.bindings.chromium import program_on_path  # noqa: PLC0415  # of a group that may not be there

    if program_on_path() is None:
        pytest.skip("no browser: apt-get install chromium")
