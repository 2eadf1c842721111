"""The lab's own rig, tried as scenarios use it; README.md has the command."""

from __future__ import annotations

from contextlib import closing

import pytest

from clock.kernel import VirtualKernel, seconds
from examples.mylab.hil import ACME, HOOD_BUTTON, HOOD_LAMP, AcmeSupply, RelayCard, open_mylab
from rigs.errors import InstrumentFault
from rigs.files.rig_file import Instrument
from rigs.judging.condition import value_is
from rigs.ports.signals import activity
from rigs.ports.supply import VOLTAGE
from rigs.rest.rest_state import prepare
from rigs.run.session import RigSession
from rigs.testing import Named, Script, check_binding, check_driver, check_kind, check_rest_state, check_supply
from simulators.plant.wiring import Wiring
from simulators.scpi.backend import open_manager, resource_name


def test_the_button_of_the_lab_lights_its_lamp(rig_session: RigSession) -> None:
    with rig_session.scene("button", ()) as scene:
        prepare(scene)
        assert not scene.holds(value_is(HOOD_LAMP, "on"))
        scene.stimulate(HOOD_BUTTON, "pressed")
        assert scene.holds(value_is(HOOD_LAMP, "on"))


def test_a_third_bus_is_watched(rig_session: RigSession) -> None:
    with rig_session.scene("bus", ()) as scene:
        prepare(scene)
        assert scene.track(activity("chassis")).value == "asleep"


def test_what_the_supply_does_not_take_is_a_fault_of_the_rig(rig_session: RigSession) -> None:
    with rig_session.scene("supply", ()) as scene:
        prepare(scene)
        assert scene.stimulate(VOLTAGE, 11.5).detail == "V1=11.5"
        with pytest.raises(InstrumentFault, match=r"supply refused 'V1=1e-07': \?SYNTAX"):
            scene.stimulate(VOLTAGE, 1e-7)


def test_the_driver_of_the_supply_keeps_to_the_contract() -> None:
    manager = open_manager({"supply": AcmeSupply(VirtualKernel(seed=1), Wiring())})
    with closing(manager):
        check_driver(ACME, manager, resource_name("supply"), takes="V1=12.6", refuses="V1=?")
        link = ACME(manager, resource_name("supply"), "supply", Instrument())
        check_supply(Named(link), voltage_v=12.6, current_a=1.0, too_much_v=20.1)


def test_the_driver_of_the_supply_says_what_its_manual_has() -> None:
    lines = [("V1=12.6", "OK"), ("OP1=1", "OK"), ("OP1?", "1"), ("V1O?", "12.58V"), ("OP1=0", "OK"), ("OP1?", "0")]
    with Script(lines) as script:
        check_supply(Named(script.open(ACME)), voltage_v=12.6, current_a=1.0, too_much_v=20.1)


def test_what_the_supply_could_give_and_the_lab_does_not_want_is_never_sent(rig_session: RigSession) -> None:
    with rig_session.scene("range", ()) as scene:
        prepare(scene)
        with pytest.raises(InstrumentFault, match=r"supply \(acme\) takes 0 to 16 V, not 18 V; nothing was sent"):
            scene.stimulate(VOLTAGE, 18)


def test_the_relay_card_sets_what_it_is_told_and_shows_what_follows(rig_session: RigSession) -> None:
    plan = rig_session.plan
    with closing(open_mylab(plan)) as rig, closing(rig.connect(plan.vehicles["electric"], "1")) as connection:

        def wait(time_s: float) -> None:
            connection.kernel.run_for(seconds(time_s))

        check_binding(
            lambda: connection.bindings[RelayCard],
            stimulus=(HOOD_BUTTON, "pressed"),
            observation=HOOD_LAMP,
            shows="on",
            foreign=VOLTAGE,
            wait=wait,
        )


def test_the_rig_of_the_lab_keeps_to_the_contracts(rig_session: RigSession) -> None:
    check_kind(rig_session.plan)
    check_rest_state(rig_session)
