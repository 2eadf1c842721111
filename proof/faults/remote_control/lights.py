"""Faults of the remote lights, on the vehicle and in the app."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

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
    SHOWN_ONCE,
    progress_at,
    shown_for,
)
from proof.faults.remote_control.orders import SLEEPY_ORDERS
from proof.faults.remote_control.restless import SelfLighting
from proof.faults.shared import shows
from proof.slots import LIGHTS_ORDER, ORDERS_ON_THE_BUS
from proof.variant import variant
from simulators.ecus.body.locks import Outcome
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.signals import LightsCalibration, LightsOrder

LIGHTS = Theme("features/remote_control/lights.feature")
AWAKE = "The lights of a vehicle that is awake are on for 10 s on a lights order"
ASLEEP = "The lights of a vehicle that is asleep are on for 10 s on a lights order"
SIDELIGHTS = "The sidelights of a vehicle that is awake are on for 10 s on a lights order"
IN_ALL = "the lights are on for 10 s in all"
ON = "the lights are on in reaction to the order"
APP = "The app shows the lights of a vehicle that is asleep as on for 10 s"
APP_OFF = (
    "the app does not show that the lights are on 10 s after the start of the lights in the app"
    " and stay so for 60 s"
)
APP_WHILE = "the app shows the lights on only while they are on"
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


class DarkLights(LightsOrder):
    """A lights order whose lamps stay dark."""

    def _light(self, lit: bool) -> None:
        super()._light(lit)
        self._lamp.set(False)


class GappedLights(LightsOrder):
    """A lights order whose lamps are dark for `GAP_S`, from 1 s after it on."""

    GAP_S: ClassVar[float] = 8.0
    _hidden = False

    def request(self, outcome: Outcome) -> None:
        super().request(outcome)
        self._kernel.call_in(seconds(1), partial(self._hide, True))
        self._kernel.call_in(seconds(1 + self.GAP_S), partial(self._hide, False))

    def _hide(self, hidden: bool) -> None:
        self._hidden = hidden
        if self._com.get(self._signal) == "on":
            self._flash.cancel()
            self._light(not hidden)

    def _light(self, lit: bool) -> None:
        super()._light(lit and not self._hidden)


class LingeringSignal(LightsOrder):
    """A lights order that says on the bus that the lights are on for 5 s after they went out."""

    def _on_end(self) -> None:
        super()._on_end()
        self._com.set(self._signal, "on")
        self._kernel.call_in(seconds(5), self._dark)


class OnceLights(LightsOrder):
    """A lights order that is obeyed once."""

    _done = False

    def request(self, outcome: Outcome) -> None:
        if self._done:
            outcome("done")
            return
        super().request(outcome)

    def _on_end(self) -> None:
        super()._on_end()
        self._done = True


def _gapped(gap_s: float, *, good: bool = False) -> Fault:
    return LIGHTS.fault(
        f"sidelights-with-a-gap-of-{gap_s:g}s",
        "REMOTE-21",
        SIDELIGHTS,
        f"The sidelights are dark for {gap_s:g} s meanwhile.",
        LIGHTS_ORDER.replaced(variant(GappedLights, GAP_S=gap_s)),
        IN_ALL,
        good=good,
    )


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
    LIGHTS.fault(
        "lights-dark",
        "REMOTE-21",
        AWAKE,
        "The lamps stay dark, and the bus says that the lights are on.",
        LIGHTS_ORDER.replaced(DarkLights),
        ON,
    ),
    LIGHTS.fault(
        "lights-with-a-gap-of-8s",
        "REMOTE-21",
        ASLEEP,
        "The lights are on for 1 s, off for 8 s and on for 1 s.",
        LIGHTS_ORDER.replaced(GappedLights),
        IN_ALL,
    ),
    *sides(_gapped, wrong=1.2, right=0.8),
    LIGHTS.fault(
        "lights-said-too-long",
        "REMOTE-21",
        AWAKE,
        "The bus says that the lights are on when they are off again.",
        LIGHTS_ORDER.replaced(LingeringSignal),
        IN_ALL,
    ),
    LIGHTS.fault(
        "lights-once",
        "REMOTE-21",
        "The lights are on for 10 s on each of two lights orders, a minute apart",
        "A second lights order is taken for done.",
        LIGHTS_ORDER.replaced(OnceLights),
        ON,
    ),
    LIGHTS.fault(
        "lights-not-while-started",
        "REMOTE-21",
        "The lights of a vehicle that is started are on for 10 s on a lights order",
        "A vehicle that is started takes no lights order.",
        ORDERS_ON_THE_BUS.returns(
            RemoteOrders.accepts, False, kind="lights", when=shows("ignition.state", "running")
        ),
        ON,
    ),
    LIGHTS.fault(
        "lights-unlock-the-doors",
        "REMOTE-21",
        ASLEEP,
        "A lights order unlocks the doors as well.",
        ORDERS_ON_THE_BUS.also(
            RemoteOrders.carry_out, lambda orders: orders._locking.request("unlocked", "none"), kind="lights"
        ),
        "all doors stay locked for 60 s after the order",
    ),
    LIGHTS.fault(
        "lights-honk",
        "REMOTE-18",
        "Hazard lights, and no sidelights, of a vehicle that is awake",
        "A lights order honks as well.",
        ORDERS_ON_THE_BUS.also(
            RemoteOrders.carry_out, lambda orders: orders._horn.request(lambda _result: None), kind="lights"
        ),
        "the horn stays silent for 30 s after the order",
    ),
    *sides(_lasting, "lights", wrong=8.8, right=9.2),
    *sides(_lasting, "lights", right=10.8, wrong=11.6),
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
        "The lights button of a vehicle that is asleep shows the order in progress first",
        "The app shows the lights on first, and then the order in progress.",
        ON_BEFORE_IN_PROGRESS,
    ),
    LIGHTS.fault(
        "lights-on-at-once",
        "REMOTE-20",
        "The lights button of a vehicle that is awake shows the order in progress first",
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
    LIGHTS.fault(
        "lights-shown-once",
        "REMOTE-29",
        "The app shows the lights as on for 10 s on each of two lights orders",
        "The app shows the first lights order alone as carried out.",
        SHOWN_ONCE,
        "the app shows that the lights are on in reaction to the order",
    ),
)
