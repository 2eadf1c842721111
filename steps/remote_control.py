"""Remote lock, lights and horn: features/remote_control."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pytest_bdd import given, then, when

from rigs.hearing.horn import AUDIBLE_DB, Honk, honks
from rigs.ports import phone, senses
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.gherkin.vocabulary import condition, enumeration, event, find_event, phrase

Message = Mapping[str, Any]
"""A banner or a notification of the app."""

THE_ORDER = event("the order", over_network=True)
THE_SECOND_ORDER = event("the second order")

ORDERS = {"a lock": "lock", "an unlock": "unlock", "the lights": "lights", "the horn": "horn"}

CHARGING_ORDERS = {
    "a charge": "charge_start",
    "the end of the charge": "charge_stop",
    "immediate charging": "charge_immediate",
    "deferred charging": "charge_deferred",
    "pre-conditioning": "precond_start",
    "the end of pre-conditioning": "precond_stop",
}

enumeration("order", {**ORDERS, **CHARGING_ORDERS})
enumeration(
    "page",
    {
        "on its home page": "home",
        "on another page": "other",
        "in the background": "background",
        "on a locked phone": "locked",
    },
)


def _confirms(kind: str) -> Callable[[Message], bool]:
    return lambda shown: shown.get("kind") == kind


def _either_confirms(kind: str) -> Callable[[Message, Message], bool]:
    confirms = _confirms(kind)
    return lambda banner, notification: confirms(banner) or confirms(notification)


def _neither_confirms(kind: str) -> Callable[[Message, Message], bool]:
    either_confirms = _either_confirms(kind)
    return lambda banner, notification: not either_confirms(banner, notification)


for order in ORDERS.values():
    condition(f"a banner confirms the {order} order", phone.BANNER, test=_confirms(order), over_network=True)
    condition(
        f"a notification confirms the {order} order",
        phone.NOTIFICATION,
        test=_confirms(order),
        over_network=True,
    )
    condition(
        f"a banner or a notification confirms the {order} order",
        phone.BANNER,
        phone.NOTIFICATION,
        test=_either_confirms(order),
        over_network=True,
    )
    condition(
        f"no message confirms the {order} order",
        phone.BANNER,
        phone.NOTIFICATION,
        test=_neither_confirms(order),
    )
condition("no banner is shown", phone.BANNER, test=lambda shown: not shown)
condition("no notification is shown", phone.NOTIFICATION, test=lambda shown: not shown)
condition(
    "a notification advises on the local rules on horns",
    phone.NOTIFICATION,
    test=_confirms("horn_notice"),
    over_network=True,
)
condition(
    "no notification advises on the local rules on horns",
    phone.NOTIFICATION,
    test=lambda shown: not _confirms("horn_notice")(shown),
)
condition(
    "the app tells of a failed order",
    phone.BANNER,
    test=lambda shown: shown.get("kind") in ("failed", "refused"),
    over_network=True,
)

LIGHTS = (signal("lights.hazard"), signal("lights.sidelights"))
LIGHTS_ON = condition(
    "the lights are on", *LIGHTS, test=lambda *lights: "on" in lights, stays="the lights stay on"
)
condition("the lights are off", *LIGHTS, test=lambda *lights: "on" not in lights, stays="the lights stay off")
for lights, port in zip(("hazard lights", "sidelights"), LIGHTS, strict=True):
    condition(f"the {lights} are off", port, test=lambda state: state == "off", stays=f"the {lights} stay off")
HORN = condition("the horn sounds", senses.SOUND_LEVEL, test=lambda level_db: level_db > AUDIBLE_DB)
condition(
    "the horn is silent",
    senses.SOUND_LEVEL,
    test=lambda level_db: level_db <= AUDIBLE_DB,
    stays="the horn stays silent",
)
event("the start of the lights", LIGHTS_ON)
event("the start of the horn", HORN)


@given(phrase("the app is {page}"))
def app_is(scene: Scene, page: str) -> None:
    """Set what the phone shows."""
    scene.stimulate(phone.SHOW, page)


@when(phrase("the driver orders {order} from the app"))
def driver_orders(scene: Scene, order: str) -> None:
    """Give one order; every clock starts when the app takes it (AMB-27)."""
    scene.mark(THE_ORDER, scene.stimulate(phone.ORDER, order))


@when(phrase("the driver orders {order} from the app and leaves it {page}"))
def driver_orders_and_leaves(scene: Scene, order: str, page: str) -> None:
    """Give an order in the open app, which is then put away."""
    driver_orders(scene, order)
    scene.stimulate(phone.SHOW, page)


@when(phrase("the driver orders the horn again {duration} after {event}"))
def driver_orders_again(scene: Scene, duration: float, event: str) -> None:
    """Order a second time while the first honk lasts."""
    scene.wait_until(find_event(scene, event), duration)
    scene.mark(THE_SECOND_ORDER, scene.stimulate(phone.ORDER, "horn"))


@then("the vehicle honks a second time at a limited level")
def second_honk_limited(scene: Scene) -> None:
    """Judge when the second honk begins and how much quieter it is; the source gives no numbers (AMB-30).

    The limits are `second_honk_s` and `limited_level_db` of `Assumptions`.
    """
    assumptions = scene.assumptions
    scene.settle_quiet(HORN, assumptions.second_honk_s + 2.0)
    heard = _honks(scene, -2 * scene.error_of(senses.SOUND_LEVEL))
    order = scene.event(THE_SECOND_ORDER).when
    later = [n for n, honk in enumerate(heard) if n and honk.begin.latest_ns >= order.earliest_ns]
    if not later:
        raise scene.failed(f"expected a second honk after the second order at {order}; heard: {_told(heard)}")
    first, second = heard[later[0] - 1], heard[later[0]]
    if first.end is None or second.end is None:
        raise scene.failed(f"expected two honks that end; heard: {_told(heard)}")
    low_s, high_s = second.end.since(second.begin)
    scene.judge(Measurement("length of the second honk", low_s, high_s, "s"))
    low_s, high_s = second.begin.since(first.end)
    scene.judge(
        Measurement(
            "time from the end of the first honk to the start of the second",
            max(0.0, low_s),
            max(0.0, high_s),
            "s",
            Limits(high=assumptions.second_honk_s),
        )
    )
    lower_db = first.level_db - second.level_db
    error_db = 2 * scene.error_of(senses.SOUND_LEVEL)
    scene.judge(
        Measurement(
            "how much lower the second honk is than the first",
            lower_db - error_db,
            lower_db + error_db,
            "dB",
            Limits(low=assumptions.limited_level_db),
        )
    )


@then("the vehicle honks once")
def honks_once(scene: Scene) -> None:
    """Judge that there is one honk: the control of the second honk."""
    scene.settle_quiet(HORN, scene.assumptions.second_honk_s + 2.0)
    heard = _honks(scene, 2 * scene.error_of(senses.SOUND_LEVEL))
    if heard and heard[-1].end is None:
        raise scene.failed(f"expected one honk that ends; heard: {_told(heard)}")
    scene.judge(Measurement("honks after one order", len(heard), len(heard), "", Limits(1, 1)))


def _honks(scene: Scene, doubt_db: float) -> list[Honk]:
    """Return what was heard.

    Args:
        scene: The scenario.
        doubt_db: What to add to the step that begins a new honk, so that one which the meter may have made too
            small, or too large, is told apart all the same, or is not.
    """
    begin_ns = scene.journal.begin_ns
    track = [change for change in scene.track(senses.SOUND_LEVEL) if change.when.latest_ns >= begin_ns]
    return honks(track, step_db=scene.assumptions.limited_level_db + doubt_db, gap_s=scene.assumptions.gap_s)


def _told(heard: list[Honk]) -> str:
    """Write honks for people."""
    return (
        "; ".join(f"{honk.level_db:.0f} dB from {honk.begin} to {honk.end or 'now'}" for honk in heard) or "none"
    )
