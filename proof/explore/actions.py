"""What people and the world can do to a vehicle: one sentence of the step library each.

An action says when it may be done, what is known afterwards, and what must then come about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from proof.explore.knowledge import Knowledge
from rigs.ports import centre, psap

Expected = tuple[str, str]
"""Type of a Then without its keyword, and the requirement that it judges."""

LEVELS = (43, 60, 80)
WAITS = ("1 s", "4 s", "15 s", "70 s", "3 min")
LONG_WAITS = ("10 min", "20 min", "2 h")
"""Times that cost little only while the vehicle sleeps."""


def _always(_known: Knowledge) -> bool:
    return True


def _nothing(_known: Knowledge) -> None:
    return None


@dataclass(frozen=True)
class Action:
    """One thing that can be done.

    Attributes:
        line: The sentence, with its keyword.
        needs: What the vehicle must have for it, as tags name it.
        may: Whether it can be done now.
        learn: Notes what is known once it was done.
        expect: Gives what must come about, as things stand just before; None where nothing is certain.
    """

    line: str
    needs: tuple[str, ...] = ()
    may: Callable[[Knowledge], bool] = _always
    learn: Callable[[Knowledge], None] = _nothing
    expect: Callable[[Knowledge], Expected | None] = _nothing


def _is(name: str, value: object, *, but: bool = False) -> Callable[[Knowledge], bool]:
    """Return what tells whether something is known to be so; with `but`, that it is not."""
    return lambda known: (getattr(known, name) == value) is not but


def _knows(**values: Any) -> Callable[[Knowledge], None]:
    """Return what notes values of `Knowledge`."""

    def learn(known: Knowledge) -> None:
        for name, value in values.items():
            setattr(known, name, value)

    return learn


def _both(*conditions: Callable[[Knowledge], bool]) -> Callable[[Knowledge], bool]:
    return lambda known: all(condition(known) for condition in conditions)


def _may_set(level: int, known: Knowledge) -> bool:
    return known.may_set(level)


def _sos_pressed(known: Knowledge) -> None:
    known.called = True
    known.pressed_s = known.now_s


def _set_level(level: int, known: Knowledge) -> None:
    known.emulated = level
    known.level_set = (level, known.scene.kernel.time_ns())


def _expects(
    text: str, requirement: str, when: Callable[[Knowledge], bool]
) -> Callable[[Knowledge], Expected | None]:
    return lambda known: (text, requirement) if when(known) else None


def _order(what: str, family: str, expect: Callable[[Knowledge], Expected | None], *needs: str) -> Action:
    """Make an order, of which something can be expected where none before it may come later."""
    return Action(
        f"When the driver orders {what} from the app",
        ("connected", *needs),
        learn=lambda known: known.ordered(family),
        expect=lambda known: expect(known) if known.served and known.quiet(family) else None,
    )


def _orders() -> Iterator[Action]:
    yield _order(
        "a lock",
        "doors",
        _expects(
            "all doors and the trunk are locked within 8 s of the order",
            "REMOTE-15",
            lambda known: not known.locked,
        ),
    )
    yield _order(
        "an unlock",
        "doors",
        _expects(
            "all doors are unlocked within 8 s of the order",
            "REMOTE-28",
            lambda known: "locked" in known.bolts,
        ),
    )
    yield _order(
        "the lights",
        "lights",
        _expects("the lights are on in reaction to the order", "REMOTE-18", _always),
    )
    yield _order("the horn", "horn", _expects("the horn sounds in reaction to the order", "REMOTE-22", _always))
    yield _order(
        "a charge",
        "energy",
        _expects(
            "charging is running in reaction to the order",
            "CHARGE-01",
            lambda known: bool(known.station) and known.consent and not known.charging and not known.conditioning,
        ),
        "rechargeable",
    )
    yield _order(
        "the end of the charge",
        "energy",
        _expects(
            "charging is off in reaction to the order",
            "CHARGE-01",
            lambda known: known.charging,
        ),
        "rechargeable",
    )
    yield _order("immediate charging", "energy", _nothing, "rechargeable")
    yield _order(
        "deferred charging",
        "energy",
        _expects("charging is in deferred mode in reaction to the order", "CHARGE-03", _always),
        "rechargeable",
    )
    yield _order(
        "pre-conditioning",
        "energy",
        _expects(
            "pre-conditioning starts in reaction to the order",
            "PRECOND-01",
            lambda known: (
                known.locked and known.quiet("doors") and not known.conditioning and known.level in (60, 80)
            ),
        ),
        "rechargeable",
    )
    yield _order(
        "the end of pre-conditioning",
        "energy",
        _expects(
            "pre-conditioning is off in reaction to the order",
            "PRECOND-01",
            lambda known: known.conditioning,
        ),
        "rechargeable",
    )


def _at_the_doors() -> Iterator[Action]:
    yield Action(
        "When the driver locks the vehicle with the key",
        expect=_expects(
            "all doors and the trunk are locked in reaction to the lock",
            "REMOTE-13",
            lambda known: not known.locked and known.quiet("doors"),
        ),
    )
    for means in ("with the key", "from inside"):
        yield Action(
            f"When the driver unlocks the vehicle {means}",
            expect=_expects(
                "all doors are unlocked in reaction to the unlock",
                "REMOTE-13",
                lambda known: "locked" in known.bolts and known.quiet("doors"),
            ),
        )
    yield Action("Given all doors are superlocked", may=lambda known: known.quiet("doors"))
    for one in ("trunk", "rear left"):
        yield Action(f"When the {one} alone is unlocked", may=lambda known: known.locked)
    yield Action("When the rear left door is opened and closed", may=lambda known: known.bolts == {"unlocked"})
    yield Action(
        "Given the ignition is on", may=lambda known: known.ignition == "off", learn=_knows(ignition="on")
    )
    yield Action(
        "Given the vehicle is started",
        may=lambda known: known.ignition != "running",
        learn=_knows(ignition="running", level_set=None),
    )
    yield Action(
        "When the driver turns the ignition off",
        may=lambda known: known.ignition != "off",
        learn=_knows(ignition="off"),
    )


def _calls() -> Iterator[Action]:
    yield Action(
        "When the driver presses the SOS button",
        ("sos_buttons", "connected", "policy_regulated"),
        may=lambda known: not known.emergency,
        learn=_sos_pressed,
        expect=_expects(
            "the PSAP is called in reaction to the SOS press",
            "ECALL-05",
            lambda known: known.coverage and not known.emergency,
        ),
    )
    yield Action(
        "When the driver presses the SOS button again 1 s after releasing it",
        ("sos_buttons", "connected"),
        may=lambda known: known.called and known.emergency,
    )
    yield Action(
        "When the driver presses the ASSISTANCE button",
        ("sos_buttons", "connected"),
        expect=_expects(
            "the assistance centre is called in reaction to the ASSISTANCE press",
            "BCALL-02",
            lambda known: (
                known.coverage
                and known.mode != "private"
                and not (known.emergency or known.breakdown or known.confirms)
            ),
        ),
    )
    yield Action(
        "When the driver presses the SOS and ASSISTANCE buttons together",
        ("double_push", "connected"),
        may=lambda known: not known.emergency,
        learn=lambda known: setattr(known, "pushed_s", known.now_s),
    )
    yield Action(
        "When a crash deploys the airbags",
        ("sos_buttons", "connected"),
        may=lambda known: not known.crashed and known.ignition != "off",
        learn=_knows(crashed=True, called=True),
        expect=_expects(
            "the PSAP is called in reaction to the crash",
            "ECALL-04",
            lambda known: known.coverage and not known.emergency,
        ),
    )
    yield Action(
        "When the PSAP hangs up", ("sos_buttons", "connected"), may=lambda known: known.shown(psap.CALL) == "voice"
    )
    yield Action(
        "When the assistance centre hangs up",
        ("sos_buttons", "connected"),
        may=lambda known: known.shown(centre.CALL) == "voice",
    )


def _modes() -> Iterator[Action]:
    for mode in ("private", "intermediate", "geolocated"):
        yield Action(
            f"Given the vehicle is in {mode} mode",
            ("connected", "private_menu_menu"),
            may=_is("mode", mode, but=True),
            learn=_knows(mode=mode, ignition="off", pushed_s=-1e9),
        )


def _charging() -> Iterator[Action]:
    for kind in ("regular", "fast"):
        yield Action(
            f"When the vehicle is plugged into a {kind} station",
            ("rechargeable",),
            may=lambda known: not known.station,
            learn=_knows(station=kind),
        )
    yield Action(
        "When the vehicle is unplugged",
        ("rechargeable",),
        may=lambda known: bool(known.station),
        learn=_knows(station=""),
        expect=_expects(
            "charging is off in reaction to the unplugging", "CHARGE-02", lambda known: known.charging
        ),
    )
    for consent, allows in (("forbids", False), ("allows", True)):
        yield Action(
            f"Given the charging station {consent} charging",
            ("rechargeable",),
            may=_both(_is("station", "", but=True), _is("consent", allows, but=True)),
            learn=_knows(consent=allows),
        )
    yield Action(
        "When the driver presses the button in the charging hatch",
        ("rechargeable",),
        expect=_expects(
            "charging is in deferred mode in reaction to the press of the hatch button", "CHARGE-04", _always
        ),
    )
    for level in LEVELS:
        yield Action(
            f"Given the battery level is {level} %",
            ("rechargeable",),
            may=partial(_may_set, level),
            learn=partial(_set_level, level),
        )
    yield Action(
        "When the driver programmes pre-conditioning 50 min ahead in the app",
        ("rechargeable", "connected"),
        may=lambda known: known.awake,
        learn=lambda known: known.ordered("energy"),
    )


def _world() -> Iterator[Action]:
    for duration in WAITS:
        yield Action(f"When {duration} pass")
    for duration in LONG_WAITS:
        yield Action(f"When {duration} pass", may=lambda known: known.may_sleep)
    yield Action(
        "Given the vehicle is asleep",
        may=lambda known: known.may_sleep,
    )
    yield Action(
        "Given the vehicle has no mobile network coverage",
        ("connected",),
        may=lambda known: known.coverage,
        learn=_knows(coverage=False),
    )
    yield Action(
        "Given the vehicle has mobile network coverage",
        ("connected",),
        may=lambda known: not known.coverage,
        learn=_knows(coverage=True),
    )
    yield Action("When the vehicle loses the network for 20 s", ("connected",), may=lambda known: known.coverage)
    yield Action(
        "When the supply of the vehicle fails for 10 s",
        may=lambda known: known.ignition == "off",
        learn=_knows(called=False, pushed_s=-1e9),
    )


def _app() -> Iterator[Action]:
    for gesture in ("by sliding it down", "with the round arrow"):
        yield Action(
            f"When the driver refreshes the home page {gesture}",
            ("connected",),
            may=lambda known: known.page == "home",
            expect=_refreshed,
        )
    for page, words in (("home", "on its home page"), ("background", "in the background")):
        yield Action(
            f"Given the app is {words}",
            ("connected",),
            may=_is("page", page, but=True),
            learn=_knows(page=page),
        )
    contracts = {
        False: "Given the subscription to connected services is ended",
        True: "Given the subscription to connected services is active",
    }
    for active, line in contracts.items():
        yield Action(
            line,
            ("connected",),
            may=_both(_is("contract", active, but=True), _is("coverage", True)),
            learn=_knows(contract=active),
        )
    for words, activated in (("not finished", False), ("finished", True)):
        yield Action(
            f"Given the activation of the remote services is {words}",
            ("connected",),
            may=_is("activated", activated, but=True),
            learn=_knows(activated=activated),
        )


def _refreshed(known: Knowledge) -> Expected | None:
    if not known.reachable or not known.activated or known.mode == "private" or known.loading:
        return None
    if known.level is not None and not (known.charging or known.conditioning):
        return f"the home page shows a charge level of {known.level} % within 60 s of the refresh", "STATUS-12"
    return "the home page is loaded within 60 s of the refresh", "STATUS-07"


ACTIONS: tuple[Action, ...] = (
    *_orders(),
    *_at_the_doors(),
    *_calls(),
    *_modes(),
    *_charging(),
    *_world(),
    *_app(),
)
"""All of them."""
