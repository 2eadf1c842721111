"""Faults of the remote horn, on the vehicle and in the app."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.remote_control.apps import (
    AlwaysAdvice,
    BackwardPhone,
    BlindPhone,
    EarlyPhone,
    HastyPhone,
    LateProgress,
    NoAdvice,
    NoProgress,
    OwnClockPhone,
    StuckOnPhone,
)
from proof.faults.remote_control.orders import SleepyOrders
from proof.faults.remote_control.restless import SelfHonking
from proof.variant import ecu, variant
from simulators.ecus.body.locks import Outcome
from simulators.ecus.body.signals import HornCalibration, HornOrder
from simulators.ecus.body.unit import Body
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.vehicle import FittedVehicle
from simulators.plant import acoustics
from simulators.world import EcuFactory, Offboard

HORN = Theme("features/remote_control/horn.feature")
ASLEEP = "The horn of a sleeping vehicle is silent 10 s after it began"
AWAKE = "The horn of an awake vehicle is silent 10 s after it began"
SOUNDS = "the horn sounds in reaction to the order"
IN_ALL = "the horn sounds for 10 s in all"
SECOND = "A second order 2 s after the start of the first honk"
LIMITED = "the vehicle honks a second time at a limited level"
ONE_ORDER = "One order honks once"
ONCE = "the vehicle honks once"
APP = "The app shows the honk of a vehicle that is asleep for 10 s"
APP_OFF = "the app does not show that the vehicle is honking 10 s after the start of the horn in the app"
APP_WHILE = "the app shows the horn order as carried out only while the vehicle carries it out"
IN_PROGRESS = "The horn button shows the order in progress"
FULL_DB = 105.0


class SilentHorn(HornOrder):
    """A horn order that reports that it honks, and does not."""

    def request(self, outcome: Outcome) -> None:
        outcome("running")


class OnceHorn(HornOrder):
    """A horn order that refuses an order while it honks."""

    def request(self, outcome: Outcome) -> None:
        if self._sounding is None:
            super().request(outcome)
        else:
            outcome("refused")


class ImpatientHorn(HornOrder):
    """A horn order that refuses an order in the second half of a honk."""

    _half_ns = 0

    def request(self, outcome: Outcome) -> None:
        if self._sounding is not None and self._kernel.now_ns > self._half_ns:
            outcome("refused")
        else:
            super().request(outcome)

    def _honk(self, outcome: Outcome, current: str) -> None:
        self._half_ns = self._kernel.now_ns + seconds(self.calibration.full_s / 2)
        super()._honk(outcome, current)


class RelapsingHorn(HornOrder):
    """A horn order that sounds again 5 s after it has ended."""

    _relapsed = False

    def _on_end(self) -> None:
        super()._on_end()
        if not self._relapsed:
            self._relapsed = True
            self._kernel.call_in(seconds(5), partial(self.request, lambda _result: None))


class TwiceHorn(HornOrder):
    """A horn order that takes each order for two."""

    def request(self, outcome: Outcome) -> None:
        super().request(outcome)
        if self._waiting is None:
            super().request(lambda _result: None)


class InterruptedHorn(HornOrder):
    """A horn order that is silent for `PAUSE_S` in the middle of a honk."""

    PAUSE_S: ClassVar[float] = 0.0
    INTERRUPTED_AFTER_S = 4.0

    def _honk(self, outcome: Outcome, current: str) -> None:
        super()._honk(outcome, current)
        self._kernel.call_in(seconds(self.INTERRUPTED_AFTER_S), self._silent)
        resumed_s = self.INTERRUPTED_AFTER_S + self.PAUSE_S
        self._kernel.call_in(seconds(resumed_s), partial(self._horn.drive, current))


class LoudHorn(HornOrder):
    """A horn order that honks a second time as loud as before."""

    def second_level(self) -> str:
        return "full"


class ProlongingHorn(HornOrder):
    """A horn order that lets a second order prolong the honk."""

    def request(self, outcome: Outcome) -> None:
        if self._sounding is None:
            super().request(outcome)
        else:
            outcome("running")
            self._end.arm_in(seconds(self.calibration.full_s))


class PausingHorn(HornOrder):
    """A horn order that honks a second time `PAUSE_S` after the first."""

    PAUSE_S: ClassVar[float] = 0.0

    def _on_end(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            super()._on_end()
            return
        ended, self._sounding = self._sounding, None
        if ended is not None:
            ended("done")
        self._silent()
        self._kernel.call_in(seconds(self.PAUSE_S), partial(self._honk, waiting, self.second_level()))


class LevelBody(Body):
    """A BCM whose limited honk is quieter by `QUIETER_DB`."""

    QUIETER_DB: ClassVar[float] = 10.0

    def __init__(self, vehicle: FittedVehicle) -> None:
        levels = {"off": 0.0, "full": FULL_DB, "limited": FULL_DB - self.QUIETER_DB}
        horn = acoustics.Horn(vehicle.wiring, acoustics.HornCalibration(level_db=levels))
        super().__init__(replace(vehicle, plant=replace(vehicle.plant, horn=horn)))


def _body(full_s: float) -> dict[str, EcuFactory]:
    return ecu(Body, HornCalibration(full_s=full_s))


def _lasting(full_s: float, title: str, *, good: bool = False) -> Fault:
    text = f"The horn sounds for {full_s:g} s."
    return HORN.fault(f"horn-{full_s:g}s", "REMOTE-26", title, text, then=IN_ALL, good=good, ecus=_body(full_s))


def _second(
    name: str, description: str, ecus: dict[str, EcuFactory], title: str = SECOND, *, good: bool = False
) -> Fault:
    return HORN.fault(f"second-honk-{name}", "REMOTE-27", title, description, then=LIMITED, good=good, ecus=ecus)


def _quieter(by_db: float, *, good: bool = False) -> Fault:
    text = f"The second honk is {by_db:g} dB quieter than the first."
    return _second(f"{by_db:g}db-quieter", text, ecu(variant(LevelBody, QUIETER_DB=by_db)), good=good)


def _pausing(pause_s: float, *, good: bool = False) -> Fault:
    text = f"The second honk begins {pause_s:g} s after the end of the first."
    return _second(f"after-{pause_s:g}s", text, ecu(Body, variant(PausingHorn, PAUSE_S=pause_s)), good=good)


def _interrupted(pause_s: float, *, good: bool = False) -> Fault:
    return HORN.fault(
        f"honk-interrupted-for-{pause_s:g}s",
        "REMOTE-27",
        ONE_ORDER,
        f"A honk is interrupted for {pause_s:g} s.",
        then=ONCE,
        good=good,
        ecus=ecu(Body, variant(InterruptedHorn, PAUSE_S=pause_s)),
    )


def _progress(shown_s: float, *, good: bool = False) -> Fault:
    phone = variant(LateProgress, SHOWN_S=shown_s)
    text = f"The app shows the horn order in progress {shown_s:g} s after it."
    return HORN.app_fault(f"horn-in-progress-at-{shown_s:g}s", "REMOTE-23", IN_PROGRESS, text, phone, good=good)


def _shown(on_s: float) -> Fault:
    phone = variant(OwnClockPhone, ON_S=on_s)
    text = f"The app shows for {on_s:g} s that the vehicle is honking."
    return HORN.app_fault(f"horn-shown-for-{on_s:g}s", "REMOTE-30", APP, text, phone, then=APP_OFF)


def _shown_as_it_is(on_s: float) -> Fault:
    return HORN.fault(
        f"horn-shown-for-{on_s:g}s",
        "REMOTE-30",
        APP,
        f"The horn and what the app shows of it last {on_s:g} s.",
        then=APP_OFF,
        good=True,
        ecus=_body(on_s),
        offboard=Offboard(phone=variant(OwnClockPhone, ON_S=on_s)),
    )


FAULTS = (
    _lasting(8.8, ASLEEP),
    _lasting(9.2, ASLEEP, good=True),
    _lasting(10.8, AWAKE, good=True),
    _lasting(11.2, AWAKE),
    HORN.fault(
        "horn-never", "REMOTE-22", ASLEEP, "The horn stays silent.", then=SOUNDS, ecus=ecu(Body, SilentHorn)
    ),
    HORN.fault("horn-for-ever", "REMOTE-26", AWAKE, "The horn sounds for ever.", then=IN_ALL, ecus=_body(86_400)),
    HORN.fault(
        "horn-not-asleep",
        "REMOTE-22",
        ASLEEP,
        "An order does not wake the vehicle.",
        then=SOUNDS,
        ecus=ecu(Telematics, SleepyOrders),
    ),
    HORN.fault(
        "horn-again",
        "REMOTE-26",
        AWAKE,
        "The horn sounds again 5 s after it has ended.",
        then=IN_ALL,
        ecus=ecu(Body, RelapsingHorn),
    ),
    HORN.fault(
        "horn-by-itself",
        "REMOTE-22",
        "Without an order the horn stays silent",
        "The horn sounds by itself.",
        ecus=ecu(Body, SelfHonking),
    ),
    _second("never", "An order during a honk is refused.", ecu(Body, OnceHorn)),
    _second(
        "early-alone",
        "An order in the second half of a honk is refused.",
        ecu(Body, ImpatientHorn),
        "A second order 8 s after the start of the first honk",
    ),
    _second("as-loud", "The second honk is as loud as the first.", ecu(Body, LoudHorn)),
    _second("prolongs", "An order during a honk prolongs it at its level.", ecu(Body, ProlongingHorn)),
    _quieter(2.5),
    _quieter(3.5, good=True),
    _pausing(4.7, good=True),
    _pausing(5.3),
    HORN.fault(
        "honks-twice",
        "REMOTE-27",
        ONE_ORDER,
        "One order honks twice.",
        then=ONCE,
        ecus=ecu(Body, TwiceHorn),
    ),
    _interrupted(0.8, good=True),
    _interrupted(1.2),
    _progress(8.2),
    _progress(7.8, good=True),
    HORN.app_fault(
        "horn-never-in-progress",
        "REMOTE-23",
        IN_PROGRESS,
        "The app does not show the horn order in progress.",
        NoProgress,
    ),
    HORN.app_fault(
        "horn-on-before-in-progress",
        "REMOTE-24",
        "In progress comes first while the vehicle is asleep",
        "The app shows the vehicle honking first, and then the order in progress.",
        BackwardPhone,
    ),
    HORN.app_fault(
        "horn-on-at-once",
        "REMOTE-24",
        "In progress comes first while the vehicle is awake",
        "The app shows the vehicle honking when the order is tapped.",
        HastyPhone,
    ),
    HORN.app_fault(
        "horn-advice-never",
        "REMOTE-25",
        "A horn order brings the advice",
        "No advice on horns is given.",
        NoAdvice,
    ),
    HORN.app_fault(
        "horn-advice-for-all",
        "REMOTE-25",
        "No such advice comes with a lock order",
        "The advice on horns comes with every order.",
        AlwaysAdvice,
    ),
    _shown(8.8),
    _shown_as_it_is(9.2),
    _shown_as_it_is(10.8),
    _shown(11.2),
    HORN.app_fault(
        "horn-shown-before-it-sounds",
        "REMOTE-30",
        APP,
        "The app shows the vehicle honking from the tap on.",
        EarlyPhone,
        then=APP_WHILE,
    ),
    HORN.app_fault(
        "horn-shown-for-ever",
        "REMOTE-30",
        "The app shows the honk of a vehicle that is awake for 10 s",
        "The app shows for ever that the vehicle is honking.",
        StuckOnPhone,
        then=APP_OFF,
    ),
    HORN.app_fault(
        "horn-shown-though-refused",
        "REMOTE-30",
        "The app never shows a honk that the vehicle does not sound",
        "The app shows the vehicle honking though it refused.",
        BlindPhone,
        then="the app does not show that the vehicle is honking for 2 min after the order",
    ),
)
