"""Remote lock, lights and horn: features/remote_control."""

from __future__ import annotations

from pytest_bdd import given, when

from rigs.ports import PHONE_ORDER, PHONE_SHOW
from rigs.scene import Scene
from steps.vocabulary import enumeration, event, phrase

THE_ORDER = event("the order")

enumeration(
    "order",
    {
        "a lock": "lock",
        "an unlock": "unlock",
        "the lights": "lights",
        "the horn": "horn",
    },
)
enumeration(
    "page",
    {
        "on its home page": "home",
        "on another page": "other",
        "in the background": "background",
        "on a locked phone": "locked",
    },
)


def _shows(order: str):  # noqa: ANN202
    def test(shown: object) -> bool:
        return isinstance(shown, dict) and shown.get("kind") == order

    return test


@given(phrase("the app is {page}"))
def app_is(scene: Scene, page: str) -> None:
    """What the phone shows."""
    scene.stimulate(PHONE_SHOW, page)


@when(phrase("the driver orders {order} from the app"))
def driver_orders(scene: Scene, order: str) -> None:
    """One order; its clock starts here (AMB-27)."""
    scene.mark(THE_ORDER, scene.stimulate(PHONE_ORDER, order))
