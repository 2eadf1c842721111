"""What is done from afar: orders, programmes and the home page of the app, contract and activation."""

from __future__ import annotations

from collections.abc import Iterator

from proof.explore.action import Action, Expected, Test, both, known_as, negated, notes
from proof.explore.knowledge import Knowledge

ORDERABLE = ("connected",)
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
    for gesture in ("by sliding it down", "with the round arrow"):
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
    yield Action(
        "programme",
        "When the driver programmes pre-conditioning 50 min ahead in the app",
        ELECTRIC,
        may=known_as(awake=True),
        learn=lambda known: known.ordered("energy"),
        expects=(
            Expected(
                "the programme reaches the vehicle in reaction to the programming", "PRECOND-08", _is("served")
            ),
        ),
    )
    for active, words in ((False, "ended"), (True, "active")):
        yield Action(
            "contract",
            f"Given the subscription to connected services is {words}",
            ORDERABLE,
            may=both(negated(known_as(contract=active)), known_as(coverage=True)),
            learn=notes(contract=active),
        )
    for activated, words in ((False, "not finished"), (True, "finished")):
        yield Action(
            "activation",
            f"Given the activation of the remote services is {words}",
            ORDERABLE,
            may=negated(known_as(activated=activated)),
            learn=notes(activated=activated),
        )


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
