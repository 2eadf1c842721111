"""What has been done very often before: what a counter of a vehicle may not be wide enough for."""

from __future__ import annotations

from pytest_bdd import given

from rigs.ports import centre, controls, phone
from rigs.scene import Scene
from steps.calls import agent_hangs_up, driver_presses, driver_presses_again
from steps.gherkin.vocabulary import phrase
from steps.privacy import vehicle_in_mode
from steps.status import has_been_refreshed

BETWEEN_ORDERS_S = 13.0
"""Time in s from one order to the next, in which lights or horn of the one have ended (AMB-29)."""

BETWEEN_CALLS_S = 20.0
"""Time in s after which a call is answered, or one that was hung up is over."""

CANCEL_S = 1.0


@given(phrase("the driver has ordered {order} from the app {number} times"))
def has_ordered(scene: Scene, order: str, number: float) -> None:
    """Give one order after another."""
    for _ in range(int(number)):
        scene.stimulate(phone.ORDER, order)
        scene.wait(BETWEEN_ORDERS_S)


@given(phrase("the driver has pressed the SOS button and hung up {number} times"))
def has_hung_up(scene: Scene, number: float) -> None:
    """Press twice each time, as one who meant another button."""
    for _ in range(int(number)):
        driver_presses(scene, controls.SOS_BUTTON)
        driver_presses_again(scene, controls.SOS_BUTTON, CANCEL_S)
        scene.wait(BETWEEN_CALLS_S)


@given(phrase("the driver has called the assistance centre {number} times"))
def has_called(scene: Scene, number: float) -> None:
    """Call, be answered, and let the agent end the call each time."""
    for _ in range(int(number)):
        driver_presses(scene, controls.ASSISTANCE_BUTTON)
        scene.wait(BETWEEN_CALLS_S)
        agent_hangs_up(scene, centre.HANG_UP)


@given(phrase("the driver has selected private mode and ended it {number} times"))
def has_selected_private_mode(scene: Scene, number: float) -> None:
    """Set the mode on the touch screen each time."""
    for _ in range(int(number)):
        vehicle_in_mode(scene, "private")
        vehicle_in_mode(scene, "geolocated")


@given(phrase("the home page of the app has been refreshed {number} times"))
def has_been_refreshed_often(scene: Scene, number: float) -> None:
    """Refresh the page, and wait for it each time."""
    for _ in range(int(number)):
        has_been_refreshed(scene)
