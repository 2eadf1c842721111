"""What is done at the vehicle: doors, ignition, trips, privacy modes, plug and battery."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from proof.explore.action import Action, Expected, Test, both, known_as, negated, notes
from proof.explore.knowledge import Knowledge

TRIP_M = 300
MODES = ("private", "intermediate", "geolocated")
ELECTRIC = ("rechargeable",)


def doors() -> Iterator[Action]:
    """Yield what is done with key and hand."""
    unlocks = (
        Expected(
            "all doors are unlocked in reaction to the unlock",
            "REMOTE-13",
            both(known_as(bolted=True), _quiet),
        ),
    )
    yield Action(
        "key",
        "When the driver locks the vehicle with the key",
        learn=_touched,
        expects=(
            Expected(
                "all doors and the trunk are locked in reaction to the lock",
                "REMOTE-13",
                both(negated(known_as(locked=True)), _quiet),
            ),
        ),
    )
    for means in ("with the key", "from inside"):
        yield Action("key", f"When the driver unlocks the vehicle {means}", learn=_touched, expects=unlocks)
    yield Action("superlock", "Given all doors are superlocked", may=_quiet, learn=_touched)
    for one in ("trunk", "rear left"):
        yield Action("hand", f"When the {one} alone is unlocked", may=known_as(locked=True), learn=_touched)
    yield Action(
        "hand", "When the rear left door is opened and closed", may=known_as(unlocked=True), learn=_touched
    )


def _touched(known: Knowledge) -> None:
    known.touched_s = known.now_s


def _quiet(known: Knowledge) -> bool:
    return known.quiet("doors")


def ignition() -> Iterator[Action]:
    """Yield what is done with ignition and wheels."""
    yield Action(
        "ignition",
        "Given the ignition is on",
        may=known_as(ignition="off"),
        learn=notes(ignition="on"),
        expects=tuple(
            Expected(f"the vehicle is in {mode} mode", "PRIV-01", known_as(mode=mode, mode_sure=True))
            for mode in MODES
        ),
    )
    yield Action(
        "ignition",
        "Given the vehicle is started",
        may=negated(known_as(ignition="running")),
        learn=notes(ignition="running", level_set=None),
        expects=(
            Expected("vehicle data reach the back office in reaction to the start", "PRIV-03", _tells),
            Expected(
                "a position reaches the back office in reaction to the start",
                "PRIV-04",
                both(_tells, known_as(mode="geolocated")),
            ),
            Expected(
                "the connected navigation has traffic data in reaction to the start",
                "TBOX-03",
                both(_tells, known_as(ignition="off", mode="geolocated")),
            ),
        ),
    )
    yield Action(
        "ignition",
        f"When the driver drives {TRIP_M} m and turns the contact off",
        may=known_as(ignition="running"),
        learn=notes(ignition="off"),
    )
    yield Action(
        "ignition",
        "When the driver turns the ignition off",
        may=negated(known_as(ignition="off")),
        learn=notes(ignition="off"),
    )


def _tells(known: Knowledge) -> bool:
    return known.reachable and known.mode != "private"


def modes() -> Iterator[Action]:
    """Yield the privacy modes, which the driver sets on the touch screen."""
    for mode in MODES:
        yield Action(
            "privacy",
            f"Given the vehicle is in {mode} mode",
            ("connected", "private_menu_menu"),
            may=negated(known_as(mode=mode)),
            learn=notes(mode=mode, mode_sure=True, ignition="off"),
        )
    for mode in MODES:
        yield Action(
            "privacy",
            f"When the driver selects {mode} mode on the touch screen",
            ("connected", "private_menu_menu"),
            may=known_as(screen_waits=True),
            learn=notes(mode=mode, mode_sure=True),
            expects=(Expected(f"the vehicle is in {mode} mode in reaction to the selection", "PRIV-01"),),
        )
    for mode in ("private", "geolocated"):
        yield Action(
            "privacy",
            f"When the driver selects {mode} mode on the touch screen without OK",
            ("connected", "private_menu_menu"),
            may=known_as(screen_waits=True),
        )


def screen() -> Iterator[Action]:
    """Yield what is done at the socket of the touch screen."""
    yield Action(
        "projection",
        "When the driver plugs in a phone with CarPlay",
        may=known_as(projected=False),
        learn=notes(projected=True),
        expects=(
            Expected(
                "Mirror Screen runs in reaction to the plugging in of the phone",
                "PRIV-09",
                both(negated(known_as(ignition="off")), known_as(mode="geolocated")),
            ),
        ),
    )
    yield Action(
        "projection",
        "When the driver unplugs the phone",
        may=known_as(projected=True),
        learn=notes(projected=False),
        expects=(Expected("Mirror Screen does not run in reaction to the unplugging of the phone", "PRIV-09"),),
    )


def charging() -> Iterator[Action]:
    """Yield what is done with plug, station and battery."""
    for kind in ("regular", "fast"):
        yield Action(
            "plug",
            f"When the vehicle is plugged into a {kind} station",
            ELECTRIC,
            may=known_as(station=""),
            learn=notes(station=kind),
        )
    yield Action(
        "plug",
        "When the vehicle is unplugged",
        ELECTRIC,
        may=_plugged,
        learn=notes(station=""),
        expects=(Expected("charging is off in reaction to the unplugging", "CHARGE-02", known_as(charging=True)),),
    )
    for consent, allows in (("forbids", False), ("allows", True)):
        yield Action(
            "plug",
            f"Given the charging station {consent} charging",
            ELECTRIC,
            may=both(_plugged, negated(known_as(consent=allows))),
            learn=notes(consent=allows),
        )
    yield Action(
        "energy",
        "When the driver presses the button in the charging hatch",
        ELECTRIC,
        expects=(
            Expected("charging is in deferred mode in reaction to the press of the hatch button", "CHARGE-04"),
            Expected(
                "charging is off in reaction to the press of the hatch button",
                "CHARGE-04",
                known_as(ends_deferred=True),
            ),
        ),
    )
    for level in Knowledge.LEVELS:
        yield Action(
            "battery",
            f"Given the battery level is {level} %",
            ELECTRIC,
            may=_may_be_set(level),
            learn=partial(_set_level, level),
        )


def _plugged(known: Knowledge) -> bool:
    return bool(known.station)


def _may_be_set(level: int) -> Test:
    return lambda known: known.may_set(level)


def _set_level(level: int, known: Knowledge) -> None:
    known.emulated = level
    known.level_set = (level, known.scene.kernel.time_ns())
