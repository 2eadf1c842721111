"""Faults of the remote lights, on the vehicle and in the app."""

from __future__ import annotations

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.remote_control.apps import (
    NO_PROGRESS,
    ON_AT_ONCE,
    ON_BEFORE_IN_PROGRESS,
    ON_FOR_EVER,
    ON_FROM_THE_TAP,
    ON_WHATEVER_HAPPENS,
    progress_at,
    shown_for,
)
from proof.faults.remote_control.orders import SLEEPY_ORDERS
from proof.faults.remote_control.restless import SelfLighting
from proof.slots import LIGHTS_ORDER
from simulators.ecus.body.signals import LightsCalibration, LightsOrder

LIGHTS = Theme("features/remote_control/lights.feature")
AWAKE = "The lights of a vehicle that is awake go out 10 s after they came on"
ASLEEP = "The lights of a vehicle that is asleep go out 10 s after they came on"
SIDELIGHTS = "The sidelights of an awake vehicle go out 10 s after they came on"
IN_ALL = "the lights are on for 10 s in all"
ON = "the lights are on in reaction to the order"
APP = "The app shows the lights of a vehicle that is asleep for 10 s"
APP_OFF = "the app does not show that the lights are on 10 s after the start of the lights in the app"
APP_WHILE = "the app shows the lights order as carried out only while the vehicle carries it out"
IN_PROGRESS = "The lights button shows the order in progress"


class RelapsingLights(LightsOrder):
    """A lights order that comes on again 5 s after it went out."""

    _relapsed = False

    def _on_end(self) -> None:
        if self._com.get(self._signal) == "off":
            self.request(lambda _result: None)
            return
        super()._on_end()
        if not self._relapsed:
            self._relapsed = True
            self._end.arm_in(seconds(5))


OTHER_LIGHTS = LIGHTS_ORDER.alters(
    LightsOrder.lighting, lambda lighting: "sidelights" if lighting == "hazard" else "hazard"
)


class BothLights(LightsOrder):
    """A lights order that switches hazard lights and sidelights on."""

    def _light(self, lit: bool) -> None:
        super()._light(lit)
        for name in ("lights.hazard", "lights.sidelights"):
            self._com.set(name, "on")

    def _dark(self) -> None:
        super()._dark()
        for name in ("lights.hazard", "lights.sidelights"):
            self._com.set(name, "off")


def _lit(duration_s: float) -> Deviation:
    return LIGHTS_ORDER.calibrated(LightsCalibration(duration_s=duration_s))


def _lasting(lighting: str, duration_s: float, *, good: bool = False) -> Fault:
    return LIGHTS.fault(
        f"{lighting}-{duration_s:g}s",
        "REMOTE-21",
        SIDELIGHTS if lighting == "sidelights" else AWAKE,
        f"The {lighting} are on for {duration_s:g} s.",
        _lit(duration_s),
        IN_ALL,
        good=good,
    )


def _progress(shown_s: float, *, good: bool = False) -> Fault:
    text = f"The app shows the lights order in progress {shown_s:g} s after it."
    return LIGHTS.fault(
        f"lights-in-progress-at-{shown_s:g}s", "REMOTE-19", IN_PROGRESS, text, progress_at(shown_s), good=good
    )


def _shown(on_s: float) -> Fault:
    text = f"The app shows the lights on for {on_s:g} s."
    return LIGHTS.fault(f"lights-shown-for-{on_s:g}s", "REMOTE-29", APP, text, shown_for(on_s), APP_OFF)


def _shown_as_it_is(on_s: float) -> Fault:
    return LIGHTS.fault(
        f"lights-shown-for-{on_s:g}s",
        "REMOTE-29",
        APP,
        f"The lights and what the app shows of them last {on_s:g} s.",
        _lit(on_s) | shown_for(on_s),
        APP_OFF,
        good=True,
    )


FAULTS = (
    *sides(_lasting, "lights", wrong=8.8, right=9.2),
    *sides(_lasting, "lights", right=10.8, wrong=11.2),
    *sides(_lasting, "sidelights", wrong=8.8, right=9.2),
    *sides(_lasting, "sidelights", right=10.8, wrong=11.2),
    LIGHTS.fault(
        "lights-never",
        "REMOTE-21",
        AWAKE,
        "The lights stay off.",
        LIGHTS_ORDER.instead(LightsOrder.request, lambda _lights, outcome: outcome("running")),
        ON,
    ),
    LIGHTS.fault("lights-for-ever", "REMOTE-21", AWAKE, "The lights stay on.", _lit(86_400), IN_ALL),
    LIGHTS.fault(
        "lights-not-asleep", "REMOTE-21", ASLEEP, "An order does not wake the vehicle.", SLEEPY_ORDERS, ON
    ),
    LIGHTS.fault(
        "lights-again",
        "REMOTE-21",
        AWAKE,
        "The lights come on again 5 s after they went out.",
        LIGHTS_ORDER.replaced(RelapsingLights),
        IN_ALL,
    ),
    LIGHTS.fault(
        "lights-by-themselves",
        "REMOTE-21",
        "Without an order the lights stay off",
        "The lights come on by themselves.",
        LIGHTS_ORDER.replaced(SelfLighting),
    ),
    LIGHTS.fault(
        "lights-sidelights-for-hazard",
        "REMOTE-18",
        "Hazard lights, and no sidelights, of a vehicle that is awake",
        "Sidelights come on where hazard lights are built in.",
        OTHER_LIGHTS,
        "the hazard lights are on in reaction to the order",
    ),
    LIGHTS.fault(
        "lights-hazard-for-sidelights",
        "REMOTE-18",
        "Sidelights, and no hazard lights, of a vehicle that is asleep",
        "Hazard lights come on where sidelights are built in.",
        OTHER_LIGHTS,
        "the sidelights are on in reaction to the order",
    ),
    LIGHTS.fault(
        "lights-sidelights-too",
        "REMOTE-18",
        "Hazard lights, and no sidelights, of a vehicle that is asleep",
        "Sidelights come on beside the hazard lights.",
        LIGHTS_ORDER.replaced(BothLights),
        "the sidelights stay off for 30 s after the order",
    ),
    LIGHTS.fault(
        "lights-hazard-too",
        "REMOTE-18",
        "Sidelights, and no hazard lights, of a vehicle that is awake",
        "Hazard lights come on beside the sidelights.",
        LIGHTS_ORDER.replaced(BothLights),
        "the hazard lights stay off for 30 s after the order",
    ),
    *sides(_progress, wrong=8.2, right=7.8),
    LIGHTS.fault(
        "lights-never-in-progress",
        "REMOTE-19",
        IN_PROGRESS,
        "The app does not show the lights order in progress.",
        NO_PROGRESS,
    ),
    LIGHTS.fault(
        "lights-on-before-in-progress",
        "REMOTE-20",
        "In progress comes first while the vehicle is asleep",
        "The app shows the lights on first, and then the order in progress.",
        ON_BEFORE_IN_PROGRESS,
    ),
    LIGHTS.fault(
        "lights-on-at-once",
        "REMOTE-20",
        "In progress comes first while the vehicle is awake",
        "The app shows the lights on when the order is tapped.",
        ON_AT_ONCE,
    ),
    _shown(8.8),
    _shown_as_it_is(9.2),
    _shown_as_it_is(10.8),
    _shown(11.2),
    LIGHTS.fault(
        "lights-shown-before-they-are-on",
        "REMOTE-29",
        APP,
        "The app shows the lights on from the tap on.",
        ON_FROM_THE_TAP,
        APP_WHILE,
    ),
    LIGHTS.fault(
        "lights-shown-for-ever",
        "REMOTE-29",
        "The app shows sidelights for 10 s as well",
        "The app shows the lights on for ever.",
        ON_FOR_EVER,
        APP_OFF,
    ),
    LIGHTS.fault(
        "lights-shown-though-refused",
        "REMOTE-29",
        "The app never shows lights on that the vehicle does not switch on",
        "The app shows the lights on though the vehicle refused.",
        ON_WHATEVER_HAPPENS,
        "the app does not show that the lights are on for 2 min after the order",
    ),
)
