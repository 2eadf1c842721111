"""Which ECU senses a stimulus is as the simulated ECUs are wired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest

from clock.kernel import VirtualKernel
from rigs.bindings.lab import PLAIN
from rigs.bindings.visa import VisaBinding
from rigs.files.rig_file import ROOT, RigFile, load_rig, load_vehicles
from rigs.ports import controls, phone, psap, senses, supply, surroundings
from rigs.ports.house import HOUSE
from rigs.ports.pins import DRIVEN, SENSED, is_severed, plays, sensed_by
from rigs.ports.port import Stimulus
from simulators.plant.wiring import Line, Wiring
from simulators.scpi.backend import open_manager, resource_name
from simulators.world import World
from vehicle.profile import ECUS

RIG: RigFile = load_rig(ROOT / "rigs" / "virtual.toml")
VEHICLE = load_vehicles()["electric"]

PLANT: Mapping[str, str] = {
    **{f"lock.{door}": "BODY" for door in controls.OPENINGS},
    "cabin.temp_c": "CLIMATE",
    "ambient.temp_c": "CLIMATE",
    "battery.soc_percent": "BATTERY",
    "cell.coverage": "TELEMATICS",
    "cell.mcc": "TELEMATICS",
}
"""Lines that plant and radio sense on behalf of an ECU."""

EXAMPLES: Mapping[str, tuple[str | float, str | float]] = {
    "gnss.position": ("1.5,2.5", "3.5,4.5"),
    "gnss.date": ("2027,1,1", "2028,1,1"),
    "gnss.utc": ("2027,1,1,0,0,0", "2028,1,1,0,0,0"),
    "screen.tap": ("menu", "ok"),
    "screen.drag": ("menu", "ok"),
}


def lines_of(monkeypatch: pytest.MonkeyPatch, *nodes: str) -> Counter[str]:
    """How often each line is asked for when a world with some ECUs is built."""
    asked: Counter[str] = Counter()

    class Spied(Wiring):
        def _typed(self, name: str, kind: type[Any]) -> Line[Any]:
            asked[name] += 1
            return super()._typed(name, kind)

    with monkeypatch.context() as patched:
        patched.setattr("simulators.world.Wiring", Spied)
        World(VirtualKernel(), RIG.load_network(), VEHICLE, nodes=nodes)
    return asked


@cache
def lines_set() -> dict[str, set[str]]:
    """Lines that each stimulus of the rack sets."""
    kernel = VirtualKernel()
    world = World(kernel, RIG.load_network(), VEHICLE, nodes=())
    manager = open_manager(world.instruments)

    def opened(name: str) -> Any:
        return PLAIN.open_instrument(manager, resource_name(name), name, RIG.instruments[name])

    binding = VisaBinding(RIG, opened, kernel)
    reached: dict[str, set[str]] = {}
    for name in RIG.stimuli:
        port, lines = HOUSE.stimuli[name], reached.setdefault(name, set())
        with pytest.MonkeyPatch.context() as patched:
            for way in ("set", "command"):
                patched.setattr(Line, way, _noting(lines, getattr(Line, way)))
            for value in values_of(port):
                binding.set(port, value)
    return reached


def _noting(lines: set[str], put: Callable[..., None]) -> Any:
    def note(line: Line[Any], value: Any) -> None:
        lines.add(line.name)
        put(line, value)

    return note


def values_of(port: Stimulus) -> tuple[str | float, ...]:
    return EXAMPLES.get(port.name) or port.takes.words or (11, 12)


@pytest.mark.parametrize("ecu", ECUS)
def test_an_ecu_senses_the_stimuli_of_the_lines_that_it_is_wired_to(
    ecu: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wired = {
        *(lines_of(monkeypatch, ecu) - lines_of(monkeypatch)),
        *(line for line in PLANT if PLANT[line] == ecu),
    }
    sensed = {name for name, lines in lines_set().items() if lines & wired}
    assert sensed - {supply.VOLTAGE.name} == set(SENSED[ecu])


def test_each_observation_behind_an_instrument_shows_what_one_ecu_drives() -> None:
    drives = Counter(name for names in DRIVEN.values() for name in names)
    assert drives == Counter(
        {*RIG.observations} - {surroundings.CELL_IDENTITY.name}
    )  # the cell simulator tells its own


def test_a_stimulus_is_played_where_no_real_ecu_senses_it() -> None:
    assert sensed_by(controls.IGNITION) == {"BODY", "AIRBAG", "POWERTRAIN"}
    assert sensed_by(supply.VOLTAGE) == {*ECUS}
    assert plays(("BODY", "AIRBAG", "POWERTRAIN"), controls.IGNITION)
    assert not plays(("BODY", "POWERTRAIN"), controls.IGNITION)
    assert not plays((), controls.IGNITION)
    assert plays(("TELEMATICS",), senses.SOS_LED)
    assert plays(("TELEMATICS",), senses.PROMPT)
    assert plays(("TELEMATICS",), psap.CALL)
    assert not plays(("BODY",), psap.CALL)
    assert not plays(("BODY",), senses.SOS_LED)


def test_a_phone_and_a_screen_of_which_one_is_simulated_have_no_bluetooth() -> None:
    near = (phone.PAIRING, phone.BLUETOOTH)
    assert all(is_severed(("SCREEN",), port) and is_severed(("TELEMATICS",), port) for port in near)
    assert not any(is_severed(("SCREEN", "TELEMATICS"), port) or is_severed((), port) for port in near)
    assert not is_severed(("SCREEN",), phone.ORDER)
