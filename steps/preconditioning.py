"""Remote heating and cooling: features/preconditioning."""

from __future__ import annotations

from pytest_bdd import given

from rigs import ports
from rigs.ports import signal
from rigs.scene import Scene
from steps.vocabulary import condition, event

RUNNING = condition(
    "pre-conditioning is running",
    signal("precond.state"),
    test=lambda state: state == "running",
    stays="pre-conditioning goes on",
)
condition(
    "pre-conditioning is off",
    signal("precond.state"),
    test=lambda state: state == "off",
    stays="pre-conditioning stays off",
)
event("the start of pre-conditioning", RUNNING)


@given("pre-conditioning is running")
def preconditioning_running(scene: Scene) -> None:
    """Ordered from the app; locked and charged as the vehicle is."""
    scene.stimulate(ports.PHONE_ORDER, "precond_start")
    scene.settle(RUNNING, within_s=60.0)
