"""Remote lock, lights and horn: features/remote_control."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pytest_bdd import given, then, when

from rigs.hearing.horn import AUDIBLE_DB, Honk, honks
from rigs.judging.condition import Condition
from rigs.ports import phone, senses
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.interval import Interval
from rigs.values.measurement import Limits, Measurement
from steps.gherkin.vocabulary import condition, enumeration, event, find_event, phrase

Message = Mapping[str, Any]
"""A banner or a notification of the app."""

HONK_S = 10.0
"""Time in s for which the horn sounds on an order (line 542)."""

ANOTHER_HONK_S = 30.0
"""Time in s of silence after which no further honk belongs to the orders before."""

ORDER_NUMBER = signal("order.id")

THE_ORDER = event("the order", over_network=True)
THE_RETURN = event("the return to the app")
THE_SECOND_ORDER = event("the second order", over_network=True)

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
    condition(
        f"a banner confirms the {order} order",
        phone.BANNER,
        test=_confirms(order),
        over_network=True,
        happens=True,
    )
    condition(
        f"a notification confirms the {order} order",
        phone.NOTIFICATION,
        test=_confirms(order),
        over_network=True,
        happens=True,
    )
    condition(
        f"a banner or a notification confirms the {order} order",
        phone.BANNER,
        phone.NOTIFICATION,
        test=_either_confirms(order),
        over_network=True,
        happens=True,
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
    happens=True,
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
    happens=True,
)

LIGHTS = (signal("lights.hazard"), signal("lights.sidelights"))
LAMPS = (senses.LAMP["hazard"], senses.LAMP["sidelights"])


def _dark(*states: str) -> bool:
    return all(state in ("off", "dark") for state in states)


LIGHTS_ON = condition("the lights are on", *LAMPS, test=lambda *lamps: "lit" in lamps, happens=True)
LIGHTS_SAID = Condition("the bus says that the lights are on", LIGHTS, lambda *lights: "on" in lights)
condition("the lights are off", *LIGHTS, *LAMPS, test=_dark, stays="the lights stay off")
for lights, port, lamp in zip(("hazard lights", "sidelights"), LIGHTS, LAMPS, strict=True):
    condition(f"the {lights} are on", lamp, test=lambda state: state == "lit", happens=True)
    condition(f"the {lights} are off", port, lamp, test=_dark, stays=f"the {lights} stay off")
HORN_SAID = Condition(
    "the bus says that the horn sounds", (signal("horn.state"),), lambda state: state in ("on", "on_limited")
)
HORN = condition("the horn sounds", senses.SOUND_LEVEL, test=lambda level_db: level_db > AUDIBLE_DB, happens=True)
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


@when(phrase("the driver opens the app again {duration} after {event}"))
def driver_opens_again(scene: Scene, duration: float, event: str) -> None:
    """Return to the home page of the app that was put away."""
    scene.wait_until(find_event(scene, event), duration)
    scene.mark(THE_RETURN, scene.stimulate(phone.SHOW, "home"))


@when(phrase("the driver orders {order} from the app, and {duration} later {second:order}"))
def driver_orders_two(scene: Scene, order: str, duration: float, second: str) -> None:
    """Give two orders one soon after the other; each has its own clock."""
    driver_orders(scene, order)
    scene.wait_until(scene.event(THE_ORDER), duration)
    scene.mark(THE_SECOND_ORDER, scene.stimulate(phone.ORDER, second))


@when(phrase("the driver orders the horn again {duration} after {event}"))
def driver_orders_again(scene: Scene, duration: float, event: str) -> None:
    """Order a second time before the first order has ended."""
    scene.wait_until(find_event(scene, event), duration)
    scene.mark(THE_SECOND_ORDER, scene.stimulate(phone.ORDER, "horn"))


@then("the vehicle honks a second time at a limited level")
def second_honk_limited(scene: Scene) -> None:
    """Judge that two honks are heard, when the second begins, how long it lasts and how much quieter it is.

    The source gives no numbers (AMB-30): `second_honk_s` and `limited_level_db` are those of `Assumptions`. The
    second honk lasts as long as one that a single order brings, so that a first honk which merely becomes quieter
    on its way is no second one.
    """
    assumptions = scene.assumptions
    scene.settle_quiet(HORN, ANOTHER_HONK_S)
    heard = _honks(scene, -2 * scene.error_of(senses.SOUND_LEVEL))
    if len(heard) != 2:
        raise scene.failed(f"expected two honks after two orders; heard: {_told(heard)}")
    first, second = heard
    if first.end is None or second.end is None:
        raise scene.failed(f"expected two honks that end; heard: {_told(heard)}")
    _refuse_late_receipt(scene, first.end)
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
    tolerance_s = scene.tolerance_s(HONK_S, HORN)
    low_s, high_s = first.end.since(first.begin)
    scene.judge(Measurement("length of the first honk", low_s, high_s, "s", Limits(high=HONK_S + tolerance_s)))
    low_s, high_s = second.end.since(second.begin)
    limits = Limits(HONK_S - tolerance_s, HONK_S + tolerance_s)
    scene.judge(Measurement("length of the second honk", low_s, high_s, "s", limits))


@then("the vehicle honks once")
def honks_once(scene: Scene) -> None:
    """Judge that there is one honk: the control of the second honk."""
    _judge_one_honk(scene)


@then("the vehicle honks once, as loudly as the first time")
def honks_as_loudly(scene: Scene) -> None:
    """Judge that an order after the end of all before honks at the level of the first honk of the scenario."""
    _judge_one_honk(scene)
    heard = _honks(scene, 0.0, since_order=False)
    lower_db = heard[0].level_db - heard[-1].level_db
    error_db = 2 * scene.error_of(senses.SOUND_LEVEL)
    limited_db = scene.assumptions.limited_level_db
    scene.judge(
        Measurement(
            "how much lower the last honk is than the first",
            lower_db - error_db,
            lower_db + error_db,
            "dB",
            Limits(-limited_db, limited_db),
        )
    )


def _judge_one_honk(scene: Scene) -> None:
    scene.settle_quiet(HORN, ANOTHER_HONK_S)
    heard = _honks(scene, 2 * scene.error_of(senses.SOUND_LEVEL))
    if heard and heard[-1].end is None:
        raise scene.failed(f"expected one honk that ends; heard: {_told(heard)}")
    scene.judge(Measurement("honks after one order", len(heard), len(heard), "", Limits(1, 1)))


def _refuse_late_receipt(scene: Scene, end: Interval) -> None:
    """Refuse to judge a second order that reached the vehicle after the first honk, where the bus shows it.

    Raises:
        Inconclusive: It did; line 544 speaks of one that is received before.
    """
    if not scene.hears(ORDER_NUMBER):
        return
    tap = scene.event(THE_SECOND_ORDER).when
    received = scene.track(ORDER_NUMBER).after(tap.earliest_ns)
    if received and received[0].when.earliest_ns > end.latest_ns:
        late_s = received[0].when.since(end)[0]
        raise scene.inconclusive(f"the second order reached the vehicle {late_s:.3f} s after the first honk")


def _honks(scene: Scene, doubt_db: float, *, since_order: bool = True) -> list[Honk]:
    """Return what was heard.

    Args:
        scene: The scenario.
        doubt_db: What to add to the step that begins a new honk, so that one which the meter may have made too
            small, or too large, is told apart all the same, or is not.
        since_order: Whether what began before the last order does not count; of two orders during one honk the
            first counts.
    """
    begin_ns = scene.journal.begin_ns
    track = [change for change in scene.track(senses.SOUND_LEVEL) if change.when.latest_ns >= begin_ns]
    heard = honks(track, step_db=scene.assumptions.limited_level_db + doubt_db, gap_s=scene.assumptions.gap_s)
    from_ns = scene.event(THE_ORDER).when.earliest_ns if since_order else 0
    return [honk for honk in heard if honk.begin.latest_ns >= from_ns]


def _told(heard: list[Honk]) -> str:
    """Write honks for people."""
    return (
        "; ".join(f"{honk.level_db:.0f} dB from {honk.begin} to {honk.end or 'now'}" for honk in heard) or "none"
    )
