"""Faults of the remote lights, on the vehicle and in the app."""

from __future__ import annotations

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.remote_control.apps import (
    BackwardPhone,
    BlindPhone,
    EarlyPhone,
    HastyPhone,
    LateProgress,
    NoProgress,
    OwnClockPhone,
    StuckOnPhone,
)
from proof.faults.remote_control.orders import SleepyOrders
from proof.faults.remote_control.restless import SelfLighting
from proof.variant import ecu, variant
from simulators.ecus.body.locks import Outcome
from simulators.ecus.body.signals import LightsCalibration, LightsOrder
from simulators.ecus.body.unit import Body
from simulators.ecus.telematics.unit import Telematics
from simulators.world import EcuFactory, Offboard
from vehicle.profile import Lighting

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


class NoLights(LightsOrder):
    """A lights order that reports that it lights, and does not."""

    def _light(self, lit: bool) -> None:
        """Stay dark."""

    def request(self, outcome: Outcome) -> None:
        outcome("running")


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


class OtherLights(LightsOrder):
    """A lights order that takes a vehicle with hazard lights for one with sidelights, and the other way round."""

    def lighting(self) -> Lighting:
        return "sidelights" if super().lighting() == "hazard" else "hazard"


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


def _body(duration_s: float) -> dict[str, EcuFactory]:
    return ecu(Body, LightsCalibration(duration_s=duration_s))


def _lasting(lighting: str, duration_s: float, *, good: bool = False) -> Fault:
    return LIGHTS.fault(
        f"{lighting}-{duration_s:g}s",
        "REMOTE-21",
        SIDELIGHTS if lighting == "sidelights" else AWAKE,
        f"The {lighting} are on for {duration_s:g} s.",
        then=IN_ALL,
        good=good,
        ecus=_body(duration_s),
    )


def _progress(shown_s: float, *, good: bool = False) -> Fault:
    phone = variant(LateProgress, SHOWN_S=shown_s)
    text = f"The app shows the lights order in progress {shown_s:g} s after it."
    return LIGHTS.app_fault(
        f"lights-in-progress-at-{shown_s:g}s", "REMOTE-19", IN_PROGRESS, text, phone, good=good
    )


def _shown(on_s: float) -> Fault:
    phone = variant(OwnClockPhone, ON_S=on_s)
    text = f"The app shows the lights on for {on_s:g} s."
    return LIGHTS.app_fault(f"lights-shown-for-{on_s:g}s", "REMOTE-29", APP, text, phone, then=APP_OFF)


def _shown_as_it_is(on_s: float) -> Fault:
    return LIGHTS.fault(
        f"lights-shown-for-{on_s:g}s",
        "REMOTE-29",
        APP,
        f"The lights and what the app shows of them last {on_s:g} s.",
        then=APP_OFF,
        good=True,
        ecus=_body(on_s),
        offboard=Offboard(phone=variant(OwnClockPhone, ON_S=on_s)),
    )


FAULTS = (
    _lasting("lights", 8.8),
    _lasting("lights", 9.2, good=True),
    _lasting("lights", 10.8, good=True),
    _lasting("lights", 11.2),
    _lasting("sidelights", 8.8),
    _lasting("sidelights", 9.2, good=True),
    _lasting("sidelights", 10.8, good=True),
    _lasting("sidelights", 11.2),
    LIGHTS.fault(
        "lights-never",
        "REMOTE-21",
        AWAKE,
        "The lights stay off.",
        then=ON,
        ecus=ecu(Body, NoLights),
    ),
    LIGHTS.fault(
        "lights-for-ever",
        "REMOTE-21",
        AWAKE,
        "The lights stay on.",
        then=IN_ALL,
        ecus=_body(86_400),
    ),
    LIGHTS.fault(
        "lights-not-asleep",
        "REMOTE-21",
        ASLEEP,
        "An order does not wake the vehicle.",
        then=ON,
        ecus=ecu(Telematics, SleepyOrders),
    ),
    LIGHTS.fault(
        "lights-again",
        "REMOTE-21",
        AWAKE,
        "The lights come on again 5 s after they went out.",
        then=IN_ALL,
        ecus=ecu(Body, RelapsingLights),
    ),
    LIGHTS.fault(
        "lights-by-themselves",
        "REMOTE-21",
        "Without an order the lights stay off",
        "The lights come on by themselves.",
        ecus=ecu(Body, SelfLighting),
    ),
    LIGHTS.fault(
        "lights-sidelights-for-hazard",
        "REMOTE-18",
        "Hazard lights, and no sidelights, of a vehicle that is awake",
        "Sidelights come on where hazard lights are built in.",
        then="the hazard lights are on in reaction to the order",
        ecus=ecu(Body, OtherLights),
    ),
    LIGHTS.fault(
        "lights-hazard-for-sidelights",
        "REMOTE-18",
        "Sidelights, and no hazard lights, of a vehicle that is asleep",
        "Hazard lights come on where sidelights are built in.",
        then="the sidelights are on in reaction to the order",
        ecus=ecu(Body, OtherLights),
    ),
    LIGHTS.fault(
        "lights-sidelights-too",
        "REMOTE-18",
        "Hazard lights, and no sidelights, of a vehicle that is asleep",
        "Sidelights come on beside the hazard lights.",
        then="the sidelights stay off for 30 s after the order",
        ecus=ecu(Body, BothLights),
    ),
    LIGHTS.fault(
        "lights-hazard-too",
        "REMOTE-18",
        "Sidelights, and no hazard lights, of a vehicle that is awake",
        "Hazard lights come on beside the sidelights.",
        then="the hazard lights stay off for 30 s after the order",
        ecus=ecu(Body, BothLights),
    ),
    _progress(8.2),
    _progress(7.8, good=True),
    LIGHTS.app_fault(
        "lights-never-in-progress",
        "REMOTE-19",
        IN_PROGRESS,
        "The app does not show the lights order in progress.",
        NoProgress,
    ),
    LIGHTS.app_fault(
        "lights-on-before-in-progress",
        "REMOTE-20",
        "In progress comes first while the vehicle is asleep",
        "The app shows the lights on first, and then the order in progress.",
        BackwardPhone,
    ),
    LIGHTS.app_fault(
        "lights-on-at-once",
        "REMOTE-20",
        "In progress comes first while the vehicle is awake",
        "The app shows the lights on when the order is tapped.",
        HastyPhone,
    ),
    _shown(8.8),
    _shown_as_it_is(9.2),
    _shown_as_it_is(10.8),
    _shown(11.2),
    LIGHTS.app_fault(
        "lights-shown-before-they-are-on",
        "REMOTE-29",
        APP,
        "The app shows the lights on from the tap on.",
        EarlyPhone,
        then=APP_WHILE,
    ),
    LIGHTS.app_fault(
        "lights-shown-for-ever",
        "REMOTE-29",
        "The app shows sidelights for 10 s as well",
        "The app shows the lights on for ever.",
        StuckOnPhone,
        then=APP_OFF,
    ),
    LIGHTS.app_fault(
        "lights-shown-though-refused",
        "REMOTE-29",
        "The app never shows lights on that the vehicle does not switch on",
        "The app shows the lights on though the vehicle refused.",
        BlindPhone,
        then="the app does not show that the lights are on for 2 min after the order",
    ),
)
