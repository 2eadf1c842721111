"""The rest state is what a vehicle shows now, not what it showed once."""

from __future__ import annotations

from typing import Any

import pytest

from rigs.bindings.connection import Connection
from rigs.errors import SetupFailed
from rigs.journal import Journal
from rigs.model import ROOT, load_rig, load_vehicles
from rigs.ports.signals import BUS_ACTIVITY
from rigs.rest_state import prepare
from rigs.scene import Scene
from rigs.stand import Stand
from rigs.virtual import VirtualDriver
from simulators.plant.wiring import Line
from simulators.world import World

RIG = load_rig(ROOT / "rigs" / "virtual.toml")
VEHICLE = next(iter(load_vehicles().values()))


class UsedVehicle:
    """A virtual vehicle that has been at rest once."""

    def __init__(self) -> None:
        def build(*args: object) -> World:
            self.world = World(*args)  # type: ignore[arg-type]  # the driver gives what a world takes
            return self.world

        self.connection: Connection = VirtualDriver(RIG, keep_traffic=False, build=build).connect(VEHICLE, "0")
        prepare(self.scene())
        self.connection.fresh = False

    def scene(self) -> Scene:
        journal = Journal("features/x.feature::x", "0", RIG.name, VEHICLE.name)
        return Scene(RIG, VEHICLE, Stand(), self.connection, journal)


def test_a_used_vehicle_comes_to_rest_again() -> None:
    used = UsedVehicle()
    scene = used.scene()
    prepare(scene)
    assert scene.track(BUS_ACTIVITY["comfort"]).value == "asleep"
    assert used.connection.recorder.findings == []


def test_the_journal_of_a_used_vehicle_begins_when_the_rig_was_connected_for_it() -> None:
    used = UsedVehicle()
    now_ns = used.connection.kernel.time_ns()
    journal = used.scene().journal
    assert (journal.connected_ns, journal.begin_ns) == (now_ns, now_ns)
    assert now_ns > 0


def test_a_vehicle_whose_supply_is_loose_is_not_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    used = UsedVehicle()
    supply = used.world.wiring["supply.voltage_v"]
    supply.set(0.0)
    reach = Line.set

    def reach_what_is_connected(line: Line[Any], value: Any) -> None:
        if line is not supply:
            reach(line, value)

    monkeypatch.setattr(Line, "set", reach_what_is_connected)
    with pytest.raises(SetupFailed) as failed:
        prepare(used.scene())
    for bus in BUS_ACTIVITY.values():
        assert f"{bus.name}: no frame since the way to rest began" in str(failed.value)
