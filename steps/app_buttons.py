"""What the app's buttons for remote orders show, against what the vehicle does: features/remote_control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise

from pytest_bdd import then

from rigs.judging.condition import Condition
from rigs.ports import orders, phone
from rigs.scene import Scene
from rigs.values.interval import Interval
from rigs.values.measurement import Limits, Measurement, spread
from rigs.values.track import Change, Track
from steps.gherkin.vocabulary import condition, enumeration, event, networked, phrase
from steps.remote_control import HORN, HORN_SAID, LIGHTS_ON, LIGHTS_SAID, THE_ORDER
from steps.vehicle import ALL_LOCKED, ALL_UNLOCKED, LOCKED, LOCKS

SECONDS_ON = 10.0
"""Time in s for which the app shows that lights (line 534) or horn (line 542) are on."""

LOCK_BUTTONS = (phone.BUTTON["lock"], phone.BUTTON["unlock"])


def _all_enabled(*buttons: object) -> bool:
    return all(button == "enabled" for button in buttons)


condition(
    "the lock and unlock buttons are available",
    *LOCK_BUTTONS,
    test=_all_enabled,
    stays="the lock and unlock buttons stay available",
)
condition(
    "the app offers to lock, to unlock, to switch on the lights and to honk",
    *phone.BUTTON.values(),
    test=_all_enabled,
    stays="the app goes on offering to lock, to unlock, to switch on the lights and to honk",
)
IN_PROGRESS = {
    kind: condition(
        f"the app shows that the {kind} order is in progress",
        port,
        test=lambda shown: shown == "in_progress",
        happens=True,
    )
    for kind, port in phone.PROGRESS.items()
}
NOT_IN_PROGRESS = {
    kind: condition(
        f"the app does not show that the {kind} order is in progress",
        phone.PROGRESS[kind],
        test=lambda shown: shown != "in_progress",
        over_network=True,
    )
    for kind in ("lock", "unlock")
}
condition(
    "the app shows no order in progress",
    *phone.PROGRESS.values(),
    test=lambda *shown: "in_progress" not in shown,
    over_network=True,
)
condition(
    "the app shows no order as carried out",
    *phone.PROGRESS.values(),
    test=lambda *shown: {"on", "done"}.isdisjoint(shown),
)
MOVED = {
    "lock": condition(
        "the bus says that all doors are locked",
        *LOCKS,
        test=lambda *locks: set(locks) <= set(LOCKED),
        witnessed=ALL_LOCKED.witnessed,
    ),
    "unlock": condition(
        "the bus says that all doors are unlocked",
        *LOCKS,
        test=lambda *locks: set(locks) == {"unlocked"},
        witnessed=ALL_UNLOCKED.witnessed,
    ),
}
"""Conditions that the locks are in their new place; the bus knows the moment better than a sampled sensor."""

SHOWN_ON: dict[str, Condition] = {}
for kind, words in (("lights", "the lights are on"), ("horn", "the vehicle is honking")):
    SHOWN_ON[kind] = condition(
        f"the app shows that {words}",
        phone.PROGRESS[kind],
        test=lambda shown: shown == "on",
        over_network=True,
        happens=True,
        stays=f"the app goes on showing that {words}",
    )
    condition(
        f"the app does not show that {words}",
        phone.PROGRESS[kind],
        test=lambda shown: shown != "on",
    )
event("the start of the lights in the app", SHOWN_ON["lights"])
event("the start of the horn in the app", SHOWN_ON["horn"])

DONE = {
    "lock": ALL_LOCKED.witnessed or ALL_LOCKED,
    "unlock": ALL_UNLOCKED.witnessed or ALL_UNLOCKED,
    "lights": LIGHTS_ON,
    "horn": HORN,
}
"""Conditions that instruments see of an order that is carried out."""

for order in phone.PROGRESS:
    condition(
        f"the vehicle receives the {order} order",
        orders.RECEIVED[order],
        test=bool,
        over_network=True,
        happens=True,
    )
    condition(
        f"the vehicle carries out the {order} order",
        orders.CARRIED_OUT[order],
        test=bool,
        over_network=True,
        happens=True,
        witnessed=networked(replace(DONE[order], text=f"the vehicle carries out the {order} order")),
    )

enumeration("moved", {"lock": "lock", "unlock": "unlock"})
enumeration("switched", {"lights": "lights", "horn": "horn"})
enumeration(
    "only_while",
    {"the lights on only while they are on": "lights", "the vehicle honking only while it honks": "horn"},
)
enumeration("finite", {LIGHTS_ON.text: LIGHTS_ON, HORN.text: HORN})
SAID = {LIGHTS_ON: LIGHTS_SAID, HORN: HORN_SAID}
"""Words of the vehicle itself on that which instruments see and hear."""

AFTERWARDS_S = 60.0
"""Time in s after the last off for which lights and horn are watched for coming on again."""


@then(phrase("the app shows the {kind:switched} order in progress first, and then as carried out"))
def first_in_progress(scene: Scene, kind: str) -> None:
    """Judge what the button shows, from the order on, and measure for how long in progress came first."""
    order = scene.event(THE_ORDER)
    scene.expect(SHOWN_ON[kind]).reacts(scene.assumptions.network_reaction_s, after=order)
    shown = scene.track(phone.PROGRESS[kind]).after(order.when.earliest_ns - 1)
    if [change.value for change in shown][:2] != ["in_progress", "on"]:
        seen = ", ".join(str(change.value) for change in shown)
        raise scene.failed(f"expected the {kind} order in progress and then carried out; the app showed: {seen}")
    low_s, high_s = shown[1].when.since(shown[0].when)
    scene.judge(
        Measurement(f"time that the {kind} order is in progress in the app", low_s, high_s, "s", Limits(0.0))
    )


@then(phrase("the app shows {kind:only_while}"))
def shown_only_while_on(scene: Scene, kind: str) -> None:
    """Judge that the app is never on before the vehicle (AMB-27), nor on longer than its tolerance (AMB-29)."""
    scene.expect(SHOWN_ON[kind]).reacts(scene.assumptions.network_reaction_s, after=scene.event(THE_ORDER))
    vehicle, app = LIGHTS_ON if kind == "lights" else HORN, SHOWN_ON[kind]
    for shown in (app, vehicle):
        scene.settle_quiet(shown, scene.assumptions.gap_s)
    (on_vehicle, off_vehicle), (on_app, off_app) = _span(scene, vehicle), _span(scene, app)
    low_s, high_s = on_app.since(on_vehicle)
    scene.judge(Measurement(f"how much later {app.text} than {vehicle.text}", low_s, high_s, "s", Limits(0.0)))
    low_s, high_s = off_app.since(off_vehicle)
    most_s = scene.tolerance_s(SECONDS_ON, app)
    limits = Limits(high=most_s)
    scene.judge(Measurement(f"how much longer {app.text} than {vehicle.text}", low_s, high_s, "s", limits))


@then(phrase("the app shows the {kind:moved} order in progress until the vehicle has carried it out"))
def in_progress_until_done(scene: Scene, kind: str) -> None:
    """Judge that the app shows it in progress until the locks are in their new place, and then no longer.

    What the app shows afterwards is its own affair: the source knows no state "done".
    """
    shown, moved = IN_PROGRESS[kind], MOVED[kind]
    order, limit_s = scene.event(THE_ORDER), scene.assumptions.network_reaction_s
    came = scene.expect(moved).reacts(limit_s, after=order)
    ended = scene.expect(NOT_IN_PROGRESS[kind]).reacts(limit_s, after=came, held_before=True)
    low_s, high_s = _begin(scene, NOT_IN_PROGRESS[kind]).since(came.when)
    what = f"how much longer {shown.text} than the vehicle takes for it"
    scene.judge(Measurement(what, low_s, high_s, "s", Limits(0.0)))
    scene.expect(NOT_IN_PROGRESS[kind]).stays(AFTERWARDS_S, after=ended)


@then(phrase("{finite} for {duration} in all"))
def lasts_in_all(scene: Scene, finite: Condition, duration: float) -> None:
    """Judge the time from the first on to the last off: short gaps belong to it (AMB-29), and what comes again.

    What the vehicle says of it on the bus must agree with what is seen or heard, a short gap aside.
    """
    scene.settle_quiet(finite, AFTERWARDS_S)
    if scene.holds(finite):
        raise scene.failed(f"expected that {finite.text} for {duration:g} s in all; it has not ended")
    begin, end = _span(scene, finite)
    low_s, high_s = end.since(begin)
    tolerance_s = scene.tolerance_s(duration, finite)
    limits = Limits(duration - tolerance_s, duration + tolerance_s)
    scene.judge(Measurement(f"time that {finite.text} in all", low_s, high_s, "s", limits))
    gap_s = scene.assumptions.gap_s
    low_s, high_s = _longest_gap(scene, finite)
    scene.judge(Measurement(f"longest gap while {finite.text}", low_s, high_s, "s", Limits(high=gap_s)))
    said = SAID[finite]
    if scene.judged(said) is None or scene.truth(said).track.value is None:
        return
    for what, seen, told in zip(("start", "end"), (begin, end), _span(scene, said), strict=True):
        low_s, high_s = told.since(seen)
        if (
            low_s > gap_s or high_s < -gap_s
        ):  # a sleeping bus does not tell its moment well: sure contradictions alone
            raise scene.failed(
                f"{finite.text} and {said.text} contradict each other at the {what}:"
                f" the bus is {spread(low_s, high_s)} s later"
            )


def _span(scene: Scene, condition: Condition) -> tuple[Interval, Interval]:
    """Tell when a condition first became true since the order, and when it was last so.

    Raises:
        Inconclusive: It did not, or it still is.
    """
    changes = _since_order(scene, condition)
    begin = _begin(scene, condition)
    if changes[-1].value is True:
        seen = scene.truth(condition).seen()
        raise scene.inconclusive(f"{condition.text} is to have ended; seen: {seen}")
    return begin, changes[-1].when


def _longest_gap(scene: Scene, condition: Condition) -> tuple[float, float]:
    """Return the bounds in s of the longest time between an off and the next on since the order; 0 without any."""
    changes = [*dropwhile(lambda change: change.value is not True, _since_order(scene, condition))]
    gaps = [on.when.since(off.when) for off, on in pairwise(changes) if off.value is False and on.value is True]
    return max((max(0.0, low_s) for low_s, _ in gaps), default=0.0), max(
        (high_s for _, high_s in gaps), default=0.0
    )


def _begin(scene: Scene, condition: Condition) -> Interval:
    """Tell when a condition first became true since the order.

    Raises:
        Inconclusive: It did not.
    """
    for change in _since_order(scene, condition):
        if change.value is True:
            return change.when
    raise scene.inconclusive(f"{condition.text} is to have begun; seen: {scene.truth(condition).seen()}")


def _since_order(scene: Scene, condition: Condition) -> Sequence[Change]:
    track: Track = scene.truth(condition).track
    return track.after(scene.event(THE_ORDER).when.earliest_ns - 1)
