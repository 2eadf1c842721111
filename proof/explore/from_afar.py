"""What is done from afar: orders, programmes and the home page of the app, contract and activation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from proof.explore.action import Action, Expected, Test, both, known_as, negated, notes
from proof.explore.knowledge import Knowledge

LEAST_LEAP_S = 47.0 * 60
"""Time in s before the target time of a programme by which the clock can still be set ahead to 46 min before, and
`LEAPT_TO_S` the time before it then."""

LEAPT_TO_S = 46.0 * 60
SOON_S = 55.0 * 60
OVER_MIN = 11
"""Time in min after its target time by which pre-conditioning by a programme has ended."""

CHARGE_AHEAD_MIN = 5

ORDERABLE = ("connected",)
SLIDING = "by sliding it down"
ELECTRIC = ("connected", "rechargeable")


def orders() -> Iterator[Action]:
    """Yield the orders of the app."""
    yield _order(
        "a lock",
        "doors",
        Expected(
            "all doors and the trunk are locked within 8 s of the order", "REMOTE-15", negated(_is("locked"))
        ),
        Expected("the app shows that the lock order is in progress in reaction to the order", "REMOTE-14"),
        Expected("the vehicle carries out the lock order in reaction to the order", "REMOTE-17"),
        kind="lock",
    )
    yield _order(
        "an unlock",
        "doors",
        Expected("all doors are unlocked within 8 s of the order", "REMOTE-28", _is("bolted")),
        Expected("the vehicle carries out the unlock order in reaction to the order", "REMOTE-28"),
        kind="unlock",
    )
    yield _order(
        "the lights",
        "lights",
        Expected("the lights are on in reaction to the order", "REMOTE-18"),
        Expected("the app shows that the lights are on in reaction to the order", "REMOTE-29"),
        kind="lights",
    )
    yield _order(
        "the horn",
        "horn",
        Expected("the horn sounds in reaction to the order", "REMOTE-22"),
        Expected("the vehicle honks once", "REMOTE-27"),
        Expected("the app shows that the vehicle is honking in reaction to the order", "REMOTE-30"),
        kind="horn",
    )
    yield _order(
        "a charge",
        "energy",
        Expected("charging is running in reaction to the order", "CHARGE-01", _may_charge),
        needs=ELECTRIC,
    )
    yield _order(
        "the end of the charge",
        "energy",
        Expected("charging is off in reaction to the order", "CHARGE-01", _is("charging")),
        Expected("the vehicle accepts the charge order in reaction to the order", "CHARGE-01", _may_end),
        needs=ELECTRIC,
    )
    yield _order(
        "immediate charging",
        "energy",
        Expected("charging is in immediate mode in reaction to the order", "CHARGE-03"),
        Expected("the app shows immediate charging in reaction to the order", "CHARGE-03"),
        needs=ELECTRIC,
    )
    yield _order(
        "deferred charging",
        "energy",
        Expected("charging is in deferred mode in reaction to the order", "CHARGE-03"),
        Expected("charging is off in reaction to the order", "CHARGE-03", _is("ends_deferred")),
        Expected("the app shows deferred charging in reaction to the order", "CHARGE-03"),
        needs=ELECTRIC,
    )
    yield _order(
        "pre-conditioning",
        "energy",
        Expected("pre-conditioning starts in reaction to the order", "PRECOND-01", _may_condition),
        needs=ELECTRIC,
        function="pre-conditioning",
    )
    yield _order(
        "the end of pre-conditioning",
        "energy",
        Expected("pre-conditioning is off in reaction to the order", "PRECOND-01", _is("conditioning")),
        needs=ELECTRIC,
        function="pre-conditioning",
    )


def _is(name: str) -> Test:
    return known_as(**{name: True})


def _may_charge(known: Knowledge) -> bool:
    return bool(known.station) and known.consent and not (known.charging or known.conditioning)


def _may_end(known: Knowledge) -> bool:
    return bool(known.station) and (known.charging or known.conditioning)


def _may_condition(known: Knowledge) -> bool:
    return known.locked and _no_door_moves(known) and not known.conditioning and known.level in (60, 80)


def _order(
    what: str,
    family: str,
    *expects: Expected,
    kind: str = "",
    needs: tuple[str, ...] = ORDERABLE,
    function: str = "",
) -> Action:
    """Make an order; what comes of it is certain where it is granted and none before it may come later."""

    def served(known: Knowledge) -> bool:
        return known.served and known.quiet(family)

    return Action(
        function or family,
        f"When the driver orders {what} from the app",
        needs,
        learn=lambda known: known.ordered(family, kind),
        expects=tuple(Expected(each.text, each.requirement, both(served, each.when)) for each in expects),
    )


def app() -> Iterator[Action]:
    """Yield what is done with the app besides: its home page, its programmes, what stands behind it."""
    for gesture in (SLIDING, "with the round arrow"):
        yield Action(
            "refresh",
            f"When the driver refreshes the home page {gesture}",
            ORDERABLE,
            may=known_as(page="home"),
            expects=tuple(_refreshed()),
        )
    for page, words in (("home", "on its home page"), ("background", "in the background")):
        yield Action(
            "app",
            f"Given the app is {words}",
            ORDERABLE,
            may=negated(known_as(page=page)),
            learn=notes(page=page),
        )
    for ahead_min in (50, 110):
        yield Action(
            "programme",
            f"When the driver programmes pre-conditioning {ahead_min} min ahead in the app",
            ELECTRIC,
            may=known_as(knows_clock=True),
            learn=partial(_programmed, ahead_min * 60),
            expects=(
                Expected(
                    "the programme reaches the vehicle in reaction to the programming", "PRECOND-08", _is("served")
                ),
            ),
        )
    yield Action(
        "programme",
        "When it is 46 min before the target time by the vehicle's clock",
        ELECTRIC,
        may=_waits,
        learn=_leapt,
        expects=(
            Expected(
                "pre-conditioning starts between 30 min and 45 min before the target time",
                "PRECOND-12",
                both(_may_condition, known_as(ignition="off", stored=True), lambda known: known.quiet("energy")),
            ),
        ),
    )
    yield Action(
        "programme",
        f"When it is {OVER_MIN} min after the target time",
        ELECTRIC,
        may=_may_run_by_it,
        learn=notes(target_s=None, stored=False),
    )
    yield Action(
        "programme",
        "When the driver turns the programme off in the app",
        ELECTRIC,
        may=both(known_as(served=True, stored=True), lambda known: known.quiet("energy")),
        learn=_turned_off,
    )
    yield Action(
        "charge programme",
        f"When the driver programmes the charge {CHARGE_AHEAD_MIN} min ahead in the app",
        ELECTRIC,
        may=known_as(knows_clock=True),
        learn=_charge_programmed,
    )
    yield Action(
        "contract",
        "Given the subscription to connected services is ended",
        ORDERABLE,
        may=known_as(contract=True, coverage=True),
        learn=notes(contract=False),
    )
    yield Action(
        "contract",
        "Given the subscription to connected services is active",
        ORDERABLE,
        may=known_as(contract=False, coverage=True),
        learn=notes(contract=True, activated=True),  # as it was at rest
    )
    for activated, words in ((False, "not finished"), (True, "finished")):
        yield Action(
            "activation",
            f"Given the activation of the remote services is {words}",
            ORDERABLE,
            may=known_as(activated=not activated, contract=True),
            learn=notes(activated=activated),
        )
    for connection, other in (("WIFI", "mobile data"), ("mobile data", "WIFI")):
        may = both(known_as(connection=connection, page="home"), negated(known_as(loading=True)))
        yield Action(
            "connection",
            f"When the driver refreshes the home page {SLIDING} and the phone switches to {other} meanwhile",
            ORDERABLE,
            may=may,
            learn=notes(connection=other),
            expects=(
                Expected(
                    "the loading of the home page is broken off in reaction to the switch of the connection",
                    "STATUS-10",
                ),
            ),
        )
        yield Action(
            "connection",
            f"When the driver refreshes the home page {SLIDING} and 1 s later the phone switches to {other}",
            ORDERABLE,
            may=may,
            learn=notes(connection=other),
        )


def _programmed(ahead_s: float, known: Knowledge) -> None:
    """Note a programme; one that may not have reached the vehicle, or that comes beside an order, is none."""
    certain = known.served and known.quiet("energy") and not known.conditioning
    known.ordered("energy")
    known.target_s, known.stored = known.now_s + ahead_s, certain


def _turned_off(known: Knowledge) -> None:
    """Note that a programme is none any more; its time still comes."""
    known.ordered("energy")
    known.stored = False


def _charge_programmed(known: Knowledge) -> None:
    known.ordered("energy")
    known.charge_time_s = known.now_s + CHARGE_AHEAD_MIN * 60


def _leapt(known: Knowledge) -> None:
    """Note that the clock of the vehicle was set ahead, and that each time by it comes earlier."""
    ahead_s = (known.target_s or 0.0) - LEAPT_TO_S - known.now_s
    known.target_s = known.now_s + LEAPT_TO_S
    if known.charge_time_s is not None:
        known.charge_time_s -= ahead_s


def _waits(known: Knowledge) -> bool:
    """Tell whether the time of a programme is still to come, with enough time until it begins."""
    return known.target_s is not None and known.now_s < known.target_s - LEAST_LEAP_S


def _may_run_by_it(known: Knowledge) -> bool:
    """Tell whether what runs may run by a programme whose time comes within the hour."""
    soon = known.target_s is not None and 0 < known.target_s - known.now_s < SOON_S
    return soon and known.conditioning


def _refreshed() -> Iterator[Expected]:
    """Yield what a refresh must show."""
    yield Expected("the home page is loaded within 60 s of the refresh", "STATUS-07", _may_load)
    for level in Knowledge.LEVELS:
        text = f"the home page shows a charge level of {level} % within 60 s of the refresh"
        yield Expected(text, "STATUS-12", both(_may_load, _level_is(level)))
    for locked, shows in (("locked", _is("locked")), ("unlocked", _is("unlocked"))):
        text = f"the home page shows the vehicle as {locked} within 60 s of the refresh"
        yield Expected(text, "REMOTE-08", both(_may_load, shows, _no_door_moves))
    text = "the home page shows the charge as charging within 60 s of the refresh"
    yield Expected(
        text,
        "STATUS-03",
        both(_may_load, known_as(charging=True, consent=True), lambda known: known.quiet("energy")),
    )


def _may_load(known: Knowledge) -> bool:
    return known.reachable and known.activated and known.mode != "private" and not known.loading


def _no_door_moves(known: Knowledge) -> bool:
    return known.settled and known.quiet("doors")


def _level_is(level: int) -> Test:
    return lambda known: known.level == level and known.quiet("energy") and not known.charging
