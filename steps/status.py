"""The home page of the app and its refresh: features/status, and the lock status of features/remote_control."""

from __future__ import annotations

from pytest_bdd import given, when

from rigs.judging.condition import value_is
from rigs.ports import controls, phone
from rigs.ports.signals import signal
from rigs.ports.values import NOTHING
from rigs.scene import Scene
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.vehicle import LOCKS, TRUNK_LOCK, press

LOAD_S = 120.0
"""A refresh that is part of a set-up has longer than the source gives one, which its own scenarios judge."""

BETWEEN_PRESSES_S = 1.0

THE_REFRESH = event("the refresh", over_network=True)
THE_SWITCH = event("the switch of the connection", over_network=True)

LEVEL = (phone.CHARGE_LEVEL, signal("battery.soc_percent"))
RANGE = (phone.RANGE, signal("battery.range_km"))
CHARGE = (phone.CHARGE_STATUS, signal("charge.state"))

PERCENT_SHOWN = 0.5
"""The app shows whole percents, the vehicle sends halves."""


def _same_level(shown: object, level_percent: float) -> bool:
    return shown != NOTHING and abs(float(str(shown)) - level_percent) <= PERCENT_SHOWN


LOADING = condition("the home page is loading", phone.LOADING, test=lambda state: state == "loading")
LOADED = condition("the home page is loaded", phone.LOADING, test=lambda state: state == "done", over_network=True)
condition(
    "the loading of the home page is broken off",
    phone.LOADING,
    test=lambda state: state == "interrupted",
    over_network=True,
)
condition("the home page shows the charge level of the vehicle", *LEVEL, test=_same_level, over_network=True)
OLD_LEVEL = condition(
    "the home page shows an old charge level",
    *LEVEL,
    test=lambda shown, level_percent: shown != NOTHING and not _same_level(shown, level_percent),
    stays="the home page keeps the old charge level",
)
condition("the home page shows the range of the vehicle", *RANGE, test=lambda shown, km: shown == km)
condition(
    "the home page shows an old range",
    *RANGE,
    test=lambda shown, km: shown not in (NOTHING, km),
    stays="the home page keeps the old range",
)
condition(
    "the home page shows the charge status of the vehicle", *CHARGE, test=lambda shown, state: shown == state
)
condition(
    "the home page shows an old charge status",
    *CHARGE,
    test=lambda shown, state: shown not in (NOTHING, state),
    stays="the home page keeps the old charge status",
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

event("the change of the charge level", OLD_LEVEL)

enumeration("gesture", {"by sliding it down": "slide_down", "with the round arrow": "round_arrow"})
enumeration("connection", {"WIFI": "wifi", "mobile data": "mobile"})


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
