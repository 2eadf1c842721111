"""The rest state is what a vehicle shows now, not what it showed once."""

from __future__ import annotations

from typing import Any

import pytest

from rigs.bindings.connection import Connection
from rigs.errors import SetupFailed
from rigs.files.rig_file import ROOT, load_rig, load_vehicles
from rigs.judging.assumptions import Assumptions
from rigs.kinds.virtual import VirtualConnector
from rigs.ports import phone
from rigs.ports.port import Stimulus
from rigs.ports.signals import BUS_ACTIVITY, signal
from rigs.recording.journal import Journal
from rigs.rest.privacy_menu import MODE, select_mode
from rigs.rest.rest_state import prepare
from rigs.scene import Scene
from rigs.values.interval import Event, Interval
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

        self.connection: Connection = VirtualConnector(RIG, keep_traffic=False, build=build).connect(VEHICLE, "0")
        prepare(self.scene())
        self.connection.fresh = False

    def scene(self) -> Scene:
        journal = Journal("features/x.feature::x", "0", RIG.name, VEHICLE.name)
        return Scene(RIG, VEHICLE, Assumptions(), self.connection, journal)


def test_a_used_vehicle_comes_to_rest_again() -> None:
    used = UsedVehicle()
    scene = used.scene()
    prepare(scene)
    assert scene.track(BUS_ACTIVITY["comfort"]).value == "asleep"
    assert used.connection.recorder.findings == []


def test_a_vehicle_that_was_left_in_private_mode_charges_immediately_again_too() -> None:
    used = UsedVehicle()
    scene = used.scene()
    prepare(scene)
    scene.stimulate(phone.ORDER, "charge_deferred")
    scene.wait(10.0)
    select_mode(scene, "private")
    prepare(used.scene())
    assert (scene.track(MODE).value, scene.track(signal("charge.mode")).value) == ("geolocated", "immediate")


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


OPENINGS = ("front_left", "front_right", "rear_left", "rear_right", "trunk")

NOT_AT_REST = {
    **{f"doors.{door}.lock": "unlocked" for door in OPENINGS},
    **{f"doors.{door}.open": "open" for door in OPENINGS},
    "ignition.state": "on",
    "crash.airbag": "deployed",
    "crash.pretensioner": "fired",
    "precond.state": "running",
    "horn.state": "on",
    "lights.hazard": "on",
    "lights.sidelights": "on",
    "privacy.mode": "private",
    "sos_service.state": "inactive",
    "switching.state": "prompting",
    "ecall.state": "voice",
    "bcall.state": "voice",
    "charge.mode": "deferred",
    "charge.plug": "plugged",
}
"""What a vehicle at rest does not show, for each signal of which the rest state says something."""


@pytest.mark.parametrize("name", NOT_AT_REST)
def test_a_vehicle_that_shows_one_thing_else_is_not_at_rest(name: str) -> None:
    scene = UsedVehicle().scene()
    scene.fresh = True  # nobody undoes it on the way
    now_ns = scene.kernel.time_ns()
    scene.track(signal(name)).add(Interval.at(now_ns), NOT_AT_REST[name])
    with pytest.raises(SetupFailed) as failed:
        prepare(scene)
    assert [line.partition(": ")[2] for line in str(failed.value).splitlines()[1:]] == [
        f"{name} = {NOT_AT_REST[name]}"
    ]


AROUND_IT = {
    "supply.voltage": 12.6,
    "ignition.kl15": "off",
    "wheel.speed": 0,
    "key.place": "at_vehicle",
    **{f"button.{name}": "released" for name in ("sos", "assistance", "start", "hatch")},
    **{f"key.{name}": "released" for name in ("lock", "unlock", "inside_unlock")},
    **{f"crash.{name}": "idle" for name in ("airbag", "pretensioner")},
    **{f"door.{door}": "closed" for door in OPENINGS},
    **{f"lock.{door}": "locked" for door in OPENINGS},
    **{f"seat.{seat}": "empty" for seat in ("driver", "passenger", "rear_left", "rear_middle", "rear_right")},
    "station.plug": "unplugged",
    "station.type": "regular",
    "station.consent": "allows",
    "battery.soc": 80,
    "ambient.temperature": 20,
    "cabin.temperature": 20,
    "microphone": "connected",
    "cabin.voice": "silent",
    "gnss.fix": "fix",
    "gnss.date": "2026,05,28",
    "cell.coverage": "on",
    "cell.mcc": 208,
    "projection.phone": "none",
    "phone.show": "home",
    "phone.hold": "first",
    "phone.connection": "wifi",
    "phone.device": "iphone_8",
    "phone.whereabouts": "away",
    "phone.pairing": "forget",
    "phone.clock_offset": 0,
    "backoffice.set_zone": "Europe/Paris",
    "backoffice.set_date": "2026-05-28",
    "backoffice.set_contract": "active",
    "backoffice.set_checks": "on",
    "backoffice.set_activation": "finished",
    "backoffice.set_update": "none",
    "account.people": "at_rest",
    "account.country": "home",
    "documents.target": "internal_disk",
    "trips.mail_app": "installed",
    "pages.browser": "chrome",
    "pages.phone": "android",
    "phone.radio": "on",
    "phone.app": "launched",
    "phone.other_apps": "none",
    "phone.battery_optimisation": "not_listed",
    "account.person": "subscriber",
    "account.surface": "app",
    "contracts.ground": "wish",
    "contracts.document": "none",
}
"""What surrounds a vehicle at rest, each by its port."""


def test_everything_around_a_used_vehicle_is_brought_to_rest_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: dict[str, object] = {}
    stimulate = Scene._stimulate

    def note(scene: Scene, port: Stimulus, value: str | float) -> Event:
        done.setdefault(port.name, value)
        return stimulate(scene, port, value)

    scene = UsedVehicle().scene()
    monkeypatch.setattr(Scene, "_stimulate", note)
    prepare(scene)
    assert done == AROUND_IT
