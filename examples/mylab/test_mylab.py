"""The lab's own rig, tried as scenarios use it; README.md has the command."""

from __future__ import annotations

from examples.mylab.hil import HOOD_BUTTON, HOOD_LAMP
from rigs.judging.condition import value_is
from rigs.ports.signals import activity
from rigs.rest.rest_state import prepare
from rigs.run.session import RigSession


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
