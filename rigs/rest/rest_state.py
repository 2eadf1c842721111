"""The rest state, in which every scenario starts.

Parked, all doors and the trunk closed and locked, buses asleep, geolocated, no call, no programme running,
lights and horn off, SOS and assistance service active, no crash remembered. It is reached and then verified by
observation ports, or the verdict of the scenario is *setup failed*.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clock.kernel import seconds
from rigs.errors import SetupFailed
from rigs.judging.condition import Condition, value_is
from rigs.ports import centre, controls, phone, psap, screen, supply
from rigs.ports.port import Observation
from rigs.ports.signals import BUS_ACTIVITY, activity, signal
from rigs.rest.privacy_menu import MODE, MODE_IS, select_mode
from rigs.scene import Scene
from vehicle.profile import DOORS

SETTLE_S = 60.0
"""A vehicle that is not asleep by then is kept awake by something."""

REACTION_S = 1.0
"""Time in which a sleeping vehicle has noticed what was done to it."""

LOCKED = ("locked", "superlocked")
PROGRAMME_SOURCES = ("precond_programme", "screen_precond")
CALLING = ("ringing", "data", "voice")


def _is(name: str, *allowed: object) -> Condition:
    return value_is(signal(name), *allowed)


def asleep(scene: Scene) -> Condition:
    """Make the condition that the buses of the suite are asleep, as far as a rig has them; else all of its own."""
    ports = [port for port in BUS_ACTIVITY.values() if scene.has(port)] or [*map(activity, scene.rig.buses)]
    what = (
        "both buses are" if ports == [*BUS_ACTIVITY.values()] else "the bus is" if len(ports) == 1 else "buses are"
    )
    return Condition(f"{what} asleep", tuple(ports), lambda *buses: all(bus == "asleep" for bus in buses))


REST_OF_TELEMATICS: tuple[Condition, ...] = (
    MODE_IS["geolocated"],
    _is("sos_service.state", "active"),
    _is("switching.state", "idle"),
    _is("ecall.state", "idle", "ended"),
    _is("bcall.state", "idle", "ended"),
)
"""Conditions that only a connected vehicle can say."""

REST_OF_CHARGER: tuple[Condition, ...] = (_is("charge.mode", "immediate"), _is("charge.plug", "unplugged"))
"""Conditions that only a vehicle that can be charged can say."""

LOCKS = tuple(_is(f"doors.{door}.lock", *LOCKED) for door in (*DOORS, "trunk"))

REST: tuple[Condition, ...] = (
    *LOCKS,
    *(_is(f"doors.{door}.open", "closed") for door in (*DOORS, "trunk")),
    _is("ignition.state", "off"),
    _is("crash.airbag", "not_deployed"),
    _is("crash.pretensioner", "not_fired"),
    _is("precond.state", "off"),
    _is("horn.state", "off"),
    _is("lights.hazard", "off"),
    _is("lights.sidelights", "off"),
)


def prepare(scene: Scene) -> None:
    """Bring the vehicle to the rest state and verify it.

    A fresh vehicle is waited for. Another is first put to rest as a driver would, with a turn of the ignition on
    which both buses must speak, then by taking its supply away. All of that is done with what the rig has; what it
    does not show is not verified.

    Raises:
        SetupFailed: It is not there; the message names every statement that does not hold.
        RigFault: The rig failed on the way.
    """
    if scene.fresh:
        verify_rest(scene)
    else:
        return_to_rest(scene)


def verify_rest(scene: Scene) -> None:
    """Wait until the vehicle is at rest by itself; the scenario begins.

    Raises:
        SetupFailed: It is not there; the message names every statement that does not hold.
    """
    if scene.rig.buses:
        _go(scene, [lambda _: None], None)
    else:
        scene.begin()


def return_to_rest(scene: Scene) -> None:
    """Put a vehicle with which something was done to rest, and verify it; the scenario begins.

    Raises:
        SetupFailed: It is not there; the message names every statement that does not hold.
    """
    if not scene.rig.buses:
        _relax(scene)  # there is no vehicle, and what people have done is all there is to undo
        scene.begin()
        return
    ways = [_relax_and_turn_ignition, *([_lock_and_take_supply] if scene.has(supply.VOLTAGE) else [])]
    # Without a turn of the ignition nothing makes a bus that sleeps speak.
    _go(scene, ways, scene.kernel.time_ns() if scene.has(controls.IGNITION) else None)


def _go(scene: Scene, ways: Sequence[Callable[[Scene], None]], since_ns: int | None) -> None:
    """Try ways to the rest state until one leads there; it must show in what was seen since `since_ns`."""
    wrong: list[str] = []
    for way in ways:
        way(scene)
        scene.diagnosis.before()
        wrong = _settle(scene, since_ns)
        if not wrong:
            scene.begin()
            return
    raise SetupFailed("the vehicle did not come to the rest state:\n  " + "\n  ".join(wrong))


def _settle(scene: Scene, since_ns: int | None) -> list[str]:
    """Wait until the vehicle sleeps; what does not hold then, or is only known from before `since_ns`."""
    deadline_ns = scene.kernel.time_ns() + seconds(SETTLE_S)
    sleep = asleep(scene)
    sleeps = scene.truth(sleep)
    rest = (*REST, *REST_OF_TELEMATICS) if scene.profile.connected else REST
    if scene.profile.energy != "combustion":
        rest = (*rest, *REST_OF_CHARGER)
    rest = tuple(
        heard
        for condition in rest
        if scene.has(*condition.ports) and (heard := scene.judged(condition)) is not None
    )
    seen = [scene.truth(condition) for condition in rest]
    while not (sleeps.track.value and all(truth.track.seen for truth in seen)):
        if not scene.wait_for_change(sleeps.track, deadline_ns):
            break
    wrong = [] if since_ns is None else _silent_since(scene, since_ns)
    for condition, truth in zip((sleep, *rest), (sleeps, *seen), strict=True):
        if truth.track.value is not True:
            wrong.append(f"{condition.text}: {truth.seen()}")
            scene.note_missing(condition)
    return wrong


def _silent_since(scene: Scene, since_ns: int) -> list[str]:
    """Name the buses that have not spoken since then: what their messages told is old."""
    silent = []
    for port in asleep(scene).ports:
        track = scene.track(port)
        before = track.at(since_ns)
        spoke = any(change.value == "awake" for change in track.after(since_ns))
        if not spoke and (before is None or before.value != "awake"):
            silent.append(f"{port.name}: no frame since the way to rest began")
    return silent


def _relax_and_turn_ignition(scene: Scene) -> None:
    _relax(scene)
    _turn_ignition(scene)


def _relax(scene: Scene) -> None:
    """Undo what a scenario may have done, as people would."""
    scene.catch_up()
    for call, hang_up in ((psap.CALL, psap.HANG_UP), (centre.CALL, centre.HANG_UP)):
        if _shown(scene, call) in CALLING and scene.has(hang_up):
            scene.stimulate(hang_up, "now")
    for port, value in scene.book.at_rest():
        if scene.has(port):
            scene.restore(port, value)
    scene.wait(REACTION_S)
    _lock(scene)
    # First of all, since the other modes let none of the orders through.
    menu = scene.profile.private_menu != "none" and scene.has(MODE, screen.TAP, controls.IGNITION)
    if menu and not scene.holds(MODE_IS["geolocated"]):
        select_mode(scene, "geolocated")
    if _may_be(scene, "precond.state", "running") and scene.has(phone.ORDER):
        scene.stimulate(phone.ORDER, "precond_stop")
        scene.wait(REACTION_S)
    programmed = any(_may_be(scene, f"{source}.active", "on") for source in PROGRAMME_SOURCES)
    if programmed and scene.has(phone.PROGRAMME_PRECONDITIONING):
        scene.stimulate(phone.PROGRAMME_PRECONDITIONING, "off")
    if _may_be(scene, "charge.mode", "deferred") and scene.has(phone.ORDER):
        scene.stimulate(phone.ORDER, "charge_immediate")
        scene.wait(REACTION_S)
    if _may_be(scene, "ecall.state", "callback_wait") and scene.has(supply.VOLTAGE):
        # The unit stays awake for a call back for up to an hour (EN 16062); only its supply ends that sooner.
        _take_supply(scene)


def _lock(scene: Scene) -> None:
    """Lock with the key what is not locked."""
    locks = [lock for lock in LOCKS if scene.has(*lock.ports)]
    if scene.has(controls.KEY_LOCK) and not all(map(scene.holds, locks)):
        scene.stimulate(controls.KEY_LOCK, "pressed")
        scene.wait(REACTION_S)
        scene.stimulate(controls.KEY_LOCK, "released")


def _lock_and_take_supply(scene: Scene) -> None:
    """Go the last way; an order of the scenario before may have unlocked the vehicle on its way to rest."""
    _lock(scene)
    _take_supply(scene)


def _may_be(scene: Scene, name: str, value: str) -> bool:
    """Tell whether a signal that the rig has shows a value, or may have it unseen."""
    port = signal(name)
    return scene.has(port) and (not scene.hears(port) or scene.track(port).value == value)


def _shown(scene: Scene, port: Observation) -> object:
    """Return what a port shows; None where the rig does not have it."""
    return scene.track(port).value if scene.has(port) else None


def _turn_ignition(scene: Scene) -> None:
    if not scene.has(controls.IGNITION):
        return
    scene.stimulate(controls.IGNITION, "on")
    scene.wait(REACTION_S)
    scene.stimulate(controls.IGNITION, "off")
    scene.wait(REACTION_S)


def _take_supply(scene: Scene) -> None:
    scene.stimulate(supply.VOLTAGE, 0)
    scene.wait(REACTION_S)
    scene.stimulate(supply.VOLTAGE, supply.NOMINAL_V)
    scene.wait(REACTION_S)
