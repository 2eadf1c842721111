"""The home page of the app and its refresh: features/status, and the lock status of features/remote_control."""

from __future__ import annotations

from pytest_bdd import given, then, when

from rigs.judging.condition import value_is
from rigs.ports import controls, phone, surroundings
from rigs.ports.signals import signal
from rigs.ports.values import NOTHING
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.vehicle import LOCKS, TRUNK_LOCK, press

LOAD_S = 120.0
"""A refresh that is part of a set-up has longer than the source gives one, which its own scenarios judge."""

BETWEEN_PRESSES_S = 1.0

THE_REFRESH = event("the refresh", over_network=True)
THE_SWITCH = event("the switch of the connection", over_network=True)

RANGE = (phone.RANGE, signal("battery.range_km"))

LEVELS_PERCENT = (0, 1, 7, 9, 25, 41, 43, 60, 61, 62, 71, 80, 99, 100)
"""Charge levels in % that the battery emulator has in scenarios."""

PERCENT_SHOWN = 1.0
"""The app shows whole percents, the vehicle sends halves: what is shown is off by less than this."""

CHARGING_W = 500.0
"""Power in W of a station that charges."""


def _is_level(shown: object, level_percent: float) -> bool:
    return shown != NOTHING and abs(float(str(shown)) - level_percent) < PERCENT_SHOWN


LOADING = condition("the home page is loading", phone.LOADING, test=lambda state: state == "loading", happens=True)
LOADED = condition(
    "the home page is loaded", phone.LOADING, test=lambda state: state == "done", over_network=True, happens=True
)
condition("the home page is not loaded", phone.LOADING, test=lambda state: state != "done")
condition(
    "the loading of the home page is broken off",
    phone.LOADING,
    test=lambda state: state == "interrupted",
    over_network=True,
    happens=True,
)
# A level is that of the battery emulator, and a charge that of the station: a vehicle that tells one wrong value
# on its bus and in the app would else agree with itself.
for level in LEVELS_PERCENT:
    condition(
        f"the home page shows a charge level of {level} %",
        *(phone.CHARGE_LEVEL, phone.LOADING),
        test=lambda shown, loading, level=level: loading == "done" and _is_level(shown, level),
        over_network=True,
    )
    condition(
        f"the home page still shows a charge level of {level} %",
        phone.CHARGE_LEVEL,
        test=lambda shown, level=level: _is_level(shown, level),
        stays=f"the home page keeps showing a charge level of {level} %",
    )
condition(
    "the home page shows the range of the vehicle",
    *(*RANGE, phone.LOADING),
    test=lambda shown, km, loading: shown == km and loading == "done",
    over_network=True,
)
condition(
    "the home page shows an old range",
    *RANGE,
    test=lambda shown, km: shown not in (NOTHING, km),
    stays="the home page keeps the old range",
)
for state in ("idle", "charging", "interrupted", "finished"):
    condition(
        f"the home page shows the charge as {state}",
        *(phone.CHARGE_STATUS, phone.LOADING, surroundings.STATION_POWER),
        test=lambda shown, loading, power_w, state=state: (
            loading == "done" and shown == state and (power_w > CHARGING_W) is (state == "charging")
        ),
        over_network=True,
    )
    condition(
        f"the home page still shows the charge as {state}",
        phone.CHARGE_STATUS,
        test=lambda shown, state=state: shown == state,
        stays=f"the home page keeps showing the charge as {state}",
    )
for locks in ("locked", "unlocked"):
    condition(
        f"the home page shows the vehicle as {locks}",
        *(phone.LOCKS, phone.LOADING),  # what it showed before a refresh proves nothing of after
        test=lambda shown, state, locks=locks: shown == locks and state == "done",
        over_network=True,
    )
    condition(
        f"the home page still shows the vehicle as {locks}",
        phone.LOCKS,
        test=lambda shown, locks=locks: shown == locks,
        stays=f"the home page keeps showing the vehicle as {locks}",
    )

condition(
    "the home page shows nothing of the vehicle",
    *(phone.CHARGE_LEVEL, phone.RANGE, phone.CHARGE_STATUS, phone.LOCKS),
    test=lambda *shown: set(shown) == {NOTHING},
)

enumeration("range_change", {"shorter": True, "longer": False})
enumeration("gesture", {"by sliding it down": "slide_down", "with the round arrow": "round_arrow"})
enumeration("connection", {"WIFI": "wifi", "mobile data": "mobile", "no internet": "none"})


@given("the home page of the app has been refreshed")
def has_been_refreshed(scene: Scene) -> None:
    """Refresh the page, so that it shows what the vehicle was like."""
    scene.stimulate(phone.REFRESH, "slide_down")
    scene.settle(LOADING)
    scene.settle(LOADED, within_s=LOAD_S)


@given(phrase("the phone is on {connection}"))
def phone_is_on(scene: Scene, connection: str) -> None:
    """Connect the phone before anything is loaded."""
    scene.stimulate(phone.CONNECT, connection)
    scene.settle(value_is(phone.CONNECTION, connection))


@when(phrase("the phone is on {connection} again"))
def phone_is_on_again(scene: Scene, connection: str) -> None:
    """Connect the phone anew."""
    phone_is_on(scene, connection)


@given("all doors are superlocked")
def doors_superlocked(scene: Scene) -> None:
    """Press the lock button of the key twice."""
    for _ in range(2):
        press(scene, controls.KEY_LOCK)
        scene.wait(BETWEEN_PRESSES_S)
    for lock in (*LOCKS, TRUNK_LOCK):
        scene.settle(value_is(lock, "superlocked"))


@when(phrase("the driver refreshes the home page {gesture}"))
def driver_refreshes(scene: Scene, gesture: str) -> None:
    """Refresh the page, which must be open; only then is what it shows up to date (line 452)."""
    scene.mark(THE_REFRESH, scene.stimulate(phone.REFRESH, gesture))


@when(
    phrase("the driver refreshes the home page {gesture} and {duration} later the phone switches to {connection}")
)
def connection_switches_later(scene: Scene, gesture: str, duration: float, connection: str) -> None:
    """Switch after a while, by which the vehicle may have been asked."""
    driver_refreshes(scene, gesture)
    scene.wait(duration)
    scene.mark(THE_SWITCH, scene.stimulate(phone.CONNECT, connection))


@when(phrase("the driver refreshes the home page {gesture} and the phone switches to {connection} meanwhile"))
def connection_switches(scene: Scene, gesture: str, connection: str) -> None:
    """Switch while the page is loading."""
    driver_refreshes(scene, gesture)
    scene.settle(LOADING)
    scene.mark(THE_SWITCH, scene.stimulate(phone.CONNECT, connection))


@then(phrase("the range on the home page is {shorter:range_change} than before the refresh"))
def range_changed(scene: Scene, shorter: bool) -> None:
    """Judge that it follows the battery: the vehicle's estimate has no other witness."""
    track, refresh = scene.track(phone.RANGE), scene.event(THE_REFRESH).when
    before, now = track.at(refresh.earliest_ns), track.value
    if before is None or NOTHING in (before.value, now):
        raise scene.inconclusive(f"a range is to be shown before the refresh and after it; now: {now}")
    gained_km = float(now) - float(before.value)
    limits = Limits(high=-1.0) if shorter else Limits(low=1.0)
    scene.judge(Measurement("range gained on the home page by the refresh", gained_km, gained_km, "km", limits))
