"""A world that has some ECUs only: the others are elsewhere on its buses."""

from __future__ import annotations

import pytest

from clock.kernel import S, VirtualKernel
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com
from simulators.bus.frame_by_frame import FrameByFrame
from simulators.ecus.battery import Battery
from simulators.world import World, identifiers
from tests.support.kernel_rig import NETWORK, VEHICLE


@pytest.mark.parametrize(
    ("node", "signal", "rises"), [("CHARGER", "charge.power_kw", True), ("CLIMATE", "climate.power_kw", False)]
)
def test_an_ecu_elsewhere_charges_or_empties_the_battery_of_this_world(
    node: str, signal: str, rises: bool
) -> None:
    kernel = VirtualKernel()
    world = World(kernel, NETWORK, VEHICLE, wires=FrameByFrame, nodes=["BATTERY", "BODY"])
    world.power_on()
    links = {bus: VirtualBus(segment) for bus, segment in world.segments.items()}
    other = Com(kernel, node, NETWORK, links)
    world.wiring.flag("ignition.kl15").set(True)
    before = soc(world)
    kernel.run_for(100 * S)
    assert soc(world) == before
    other.send({signal: 20.0})
    kernel.run_for(100 * S)
    assert (soc(world) > before) is rises
    assert soc(world) != before


def soc(world: World) -> float:
    return world.ecu("BATTERY", Battery).shown_soc_percent()


def test_a_world_has_the_ecus_that_it_is_told_to_have() -> None:
    world = World(VirtualKernel(), NETWORK, VEHICLE, nodes=["AIRBAG"])
    assert {*world.ecus} == {"AIRBAG"}
    with pytest.raises(ValueError, match="ecus: 'ENGINE'; allowed on electric: BODY, TELEMATICS"):
        World(VirtualKernel(), NETWORK, VEHICLE, nodes=["ENGINE"])


def test_the_identifiers_of_ecus_are_those_of_what_they_send() -> None:
    own = identifiers(NETWORK, ["AIRBAG"])
    sent = {(spec.frame_id, spec.extended) for spec in NETWORK.sent_by("AIRBAG")}
    assert not own["can0"]
    assert own["can1"] == sent
