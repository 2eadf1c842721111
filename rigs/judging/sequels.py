"""Sequels: what must come of what was before, and what must not end or begin in view of it.

They belong to the standing invariants, and are read from what has been observed anyway as these are.
"""

from __future__ import annotations

from collections.abc import Iterator

from clock.kernel import seconds
from rigs.judging.breach import Breach, Broken, told
from rigs.judging.causes import CALLING, Cause, Causes, Past
from rigs.ports import controls, phone, psap, screen, supply, surroundings
from rigs.ports.port import Observation
from rigs.ports.signals import signal
from rigs.recording.deeds import Deed

PRECONDITIONING = signal("precond.state")
CHARGE = signal("charge.state")
LEVEL = signal("battery.soc_percent")

BEFORE_S = 1.0
"""Time in s by which signals may tell of two things in another order than they happened."""

ENDS_S = 20.0
"""Time in s within which what ends a call has ended it."""

LEVEL_S = 60.0
"""Time in s after which a battery level that was set is the one that a start is judged by."""

LEAST_PERCENT = {"electric": 50.0, "hybrid": 20.0}
"""The lowest level in % at which pre-conditioning is available, by energy (lines 490 and 500)."""

LEVEL_ERROR_PERCENT = 1.0


def ends_alone(port: Observation, *causes: Causes) -> Broken:
    """Return what finds calls in voice contact that end without a cause."""

    def find(past: Past) -> Iterator[Breach]:
        for before, change in past.changes(port):
            if before.value != "voice" or change.value in CALLING:
                continue
            when = change.when
            live = (cause for of in causes for cause in of(past))
            if not any(cause.from_ns <= when.latest_ns and when.earliest_ns <= cause.until_ns for cause in live):
                yield told(port, before.value, change)

    return find


def pressed_in_call(past: Past) -> Iterator[Cause]:
    """Yield the presses of the SOS button during an emergency call, which may hang up (AMB-02, AMB-36)."""
    for done in past.done(controls.SOS_BUTTON, "pressed"):
        if past.value(psap.CALL, done.when.earliest_ns) in CALLING:
            yield Cause(done.when.earliest_ns, done.when.latest_ns + seconds(ENDS_S))


def mode_ends_calls(past: Past) -> Iterator[Cause]:
    """Yield the changes of the mode, where private mode stops the emergency call too (AMB-08)."""
    if past.profile.privacy_policy == "literal":
        for done in past.done(screen.TAP):
            yield Cause(done.when.earliest_ns, done.when.latest_ns + seconds(ENDS_S))


def stays_interrupted(past: Past) -> Iterator[Breach]:
    """Find a charge that pre-conditioning has interrupted and that does not go on when it has ended."""
    for before, change in past.changes(PRECONDITIONING):
        if (before.value, change.value) != ("running", "off"):
            continue
        begin_ns, end_ns = before.when.earliest_ns, change.when.latest_ns
        until_ns = end_ns + seconds(past.soon_s)
        charged = past.value(CHARGE, begin_ns - seconds(BEFORE_S)) == "charging"
        interrupted = past.value(CHARGE, change.when.earliest_ns) == "interrupted"
        if not (charged and interrupted) or until_ns > past.now_ns or _disturbed(past, begin_ns, until_ns):
            continue
        later = past.tracks[CHARGE.name].after(change.when.earliest_ns)
        if not any(each.value in ("charging", "finished") and each.when.earliest_ns <= until_ns for each in later):
            yield Breach(change.when, f"{PRECONDITIONING.name}: off, and {CHARGE.name} did not become charging")


def _disturbed(past: Past, begin_ns: int, until_ns: int) -> bool:
    """Tell whether anything else was done that a charge may depend on, or an order may still have come."""
    orders = {
        "charge": begin_ns - seconds(past.late_s),
        "precond": begin_ns + seconds(BEFORE_S),
    }
    at_once_ns = begin_ns - seconds(past.assumptions.reaction_s)
    return any(
        done.when.latest_ns
        >= (orders.get(_family(done), until_ns) if done.port == phone.ORDER.name else at_once_ns)
        for done in past.deeds
        if done.when.earliest_ns <= until_ns and done.port in _OF_A_CHARGE
    )


def _family(done: Deed) -> str:
    """Return what an order of the app is about; one that ends pre-conditioning disturbs nothing."""
    return "" if done.value == "precond_stop" else str(done.value).partition("_")[0]


_OF_A_CHARGE = frozenset(
    port.name
    for port in (
        *(surroundings.PLUG, surroundings.STATION_CONSENT, surroundings.STATION_TYPE),
        *(surroundings.STATE_OF_CHARGE, surroundings.OUTSIDE_TEMPERATURE, supply.VOLTAGE),
        *(controls.HATCH_BUTTON, screen.TAP, phone.PROGRAMME_CHARGE, phone.PROGRAMME_PRECONDITIONING),
        phone.ORDER,
    )
)


def begins_low(past: Past) -> Iterator[Breach]:
    """Find pre-conditioning that begins below the lowest battery level; a hybrid that charges has none."""
    least_percent = LEAST_PERCENT.get(past.profile.energy, 0.0)
    for before, change in past.changes(PRECONDITIONING):
        if change.value != "running" or before.value == "running":
            continue
        at_ns = change.when.earliest_ns
        level_percent = past.value(LEVEL, at_ns)
        set_ns = [done.when.latest_ns for done in past.done(surroundings.STATE_OF_CHARGE)]
        if level_percent is None or any(at_ns - seconds(LEVEL_S) < each <= at_ns for each in set_ns):
            continue
        charges = past.profile.energy == "hybrid" and any(
            charge.earliest_ns <= at_ns <= charge.latest_ns + seconds(BEFORE_S)
            for charge in past.spans(CHARGE, "charging")
        )
        if not charges and level_percent < least_percent - LEVEL_ERROR_PERCENT:
            yield Breach(change.when, f"{PRECONDITIONING.name}: running at a battery level of {level_percent:g} %")
