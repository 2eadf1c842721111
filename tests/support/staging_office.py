"""A stand-in for a staging system: the simulated office on loopback, which says that it is one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from clock.wall import WallKernel
from rigs.files.rig_file import ROOT, load_rig, load_vehicles
from simulators.servers.http import HttpApi
from simulators.servers.server import FOREVER_NS
from simulators.world import World

VEHICLE = "electric"
RIG = """
name = "stand-in"
kind = "staging"
vehicle = "electric"

[staging]
environment = "staging"
accounts = "hil"
"""
"""The head of a rig file for it."""

SERVICE = """
[services.{name}]
driver = "http"
url = "{url}"
timeout_s = 30.0
"""
"""A service of that file, by its name and the address of the office."""


@contextmanager
def staging_office(environment: str = "staging") -> Iterator[tuple[str, World]]:
    """The address of the office, and the world that it is part of; its vehicle has no supply."""
    kernel = WallKernel("staging office")
    network = load_rig(ROOT / "rigs" / "virtual.toml").load_network()
    world = World(kernel, network, load_vehicles()[VEHICLE])
    api = HttpApi(kernel, world.services, world.power_on, kernel.origin_ns, environment=environment)
    life = threading.Thread(target=kernel.run_until, args=(FOREVER_NS,), daemon=True)
    address = api.start()
    life.start()
    try:
        yield address, world
    finally:
        api.close()
        kernel.post(kernel.interrupt)
        life.join()
