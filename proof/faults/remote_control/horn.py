"""Faults of the remote horn, on the vehicle and in the app."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from clock.kernel import S, seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.remote_control.apps import (
    ADVICE_FOR_ALL,
    NO_ADVICE,
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
from proof.faults.remote_control.restless import SelfHonking
from proof.faults.shared import shows
from proof.slots import BODY, HORN_ORDER, ORDERS_ON_THE_BUS, PHONE
from proof.variant import variant
from simulators.ecus.body.locks import Outcome
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.signals import HornCalibration, HornOrder
from simulators.ecus.body.unit import Body
from simulators.ecus.vehicle import FittedVehicle
from simulators.offboard.phone.phone import Phone
from simulators.plant import acoustics

HORN = Theme("features/remote_control/horn.feature")
ASLEEP = "A vehicle that is asleep honks for 10 s on a horn order"
AWAKE = "A vehicle that is awake honks for 10 s on a horn order"
SOUNDS = "the horn sounds in reaction to the order"
IN_ALL = "the horn sounds for 10 s in all"
SECOND = "A second horn order 2 s after the start of the first honk"
LIMITED = "the vehicle honks a second time at a limited level"
ONE_ORDER = "One horn order honks once"
ONCE = "the vehicle honks once"
APP = "The app shows the honk of a vehicle that is asleep for 10 s"
APP_OFF = (
    "the app does not show that the vehicle is honking 10 s after the start of the horn in the app"
    " and stay so for 60 s"
)
APP_WHILE = "the app shows the vehicle honking only while it honks"
IN_PROGRESS = "The horn button shows the order in progress"
FULL_DB = 105.0
LOUD_AGAIN = "A horn order after two honks is as loud as the first, and a second one is limited again"
ADVICE = "a notification advises on the local rules on horns within 8 s of the order"


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


class LoweringHorn(HornOrder):
    """A horn order that lets a second order make the rest of the honk quieter."""

    def request(self, outcome: Outcome) -> None:
        if self._sounding is None:
            super().request(outcome)
        else:
            self._horn.drive("limited")
            outcome("running")
            outcome("done")


class ThirdHonk(HornOrder):
    """A horn order that honks at the full level once more `AFTER_S` after the limited honk."""

    AFTER_S: ClassVar[float] = 0.0

    def _on_end(self) -> None:
        limited = self._com.get("horn.state") == "on_limited"
        super()._on_end()
        if limited:
            self._kernel.call_in(seconds(self.AFTER_S), partial(self.request, lambda _result: None))


class TiredHorn(HornOrder):
    """A horn order that honks at the full level once, and at a limited one for ever after."""

    _sounded = False

    def _honk(self, outcome: Outcome, current: str) -> None:
        super()._honk(outcome, "limited" if self._sounded else current)
        self._sounded = True


class OnceLimitedHorn(HornOrder):
    """A horn order that limits the second honk the first time alone."""

    _limited = False

    def second_level(self) -> str:
        if self._limited:
            return "full"
        self._limited = True
        return super().second_level()


class SleepyWaiting(HornOrder):
    """A horn order that refuses a second one that comes before the horn is `FROM_S` old or after `TO_S`."""

    FROM_S: ClassVar[float] = 0.0
    TO_S: ClassVar[float] = 10.0

    def request(self, outcome: Outcome) -> None:
        if self._sounding is not None:
            sounded_s = self.calibration.full_s - (self._end.when_ns - self._kernel.now_ns) / S
            if not self.FROM_S <= sounded_s <= self.TO_S:
                outcome("refused")
                return
        super().request(outcome)


class SilentSignal(HornOrder):
    """A horn order that says on the bus for 5 s more that the horn sounds."""

    def _silent(self) -> None:
        self._horn.drive("off")
        self._kernel.call_in(seconds(5), super()._silent)


def _advised(page: str, after_s: float, *, good: bool = False) -> Fault:
    return HORN.fault(
        f"horn-advice-at-{after_s:g}s",
        "REMOTE-25",
        f"A horn order with the app {page} brings advice on the local rules while it is in progress",
        f"The advice on horns comes {after_s:g} s after the order.",
        PHONE.late_until(Phone.notify_of_rules, after_s, after=Phone.order),
        good=good,
    )


class LevelBody(Body):
    """A BCM whose limited honk is quieter by `QUIETER_DB`."""

    QUIETER_DB: ClassVar[float] = 10.0

    def __init__(self, vehicle: FittedVehicle) -> None:
        levels = {"off": 0.0, "full": FULL_DB, "limited": FULL_DB - self.QUIETER_DB}
        horn = acoustics.Horn(vehicle.wiring, acoustics.HornCalibration(level_db=levels))
        super().__init__(replace(vehicle, plant=replace(vehicle.plant, horn=horn)))


def _sounding(full_s: float) -> Deviation:
    return HORN_ORDER.calibrated(HornCalibration(full_s=full_s))


def _lasting(title: str, full_s: float, *, good: bool = False) -> Fault:
    text = f"The horn sounds for {full_s:g} s."
    return HORN.fault(f"horn-{full_s:g}s", "REMOTE-26", title, text, _sounding(full_s), IN_ALL, good=good)


def _second(name: str, description: str, horn: Deviation, title: str = SECOND, *, good: bool = False) -> Fault:
    return HORN.fault(f"second-honk-{name}", "REMOTE-27", title, description, horn, LIMITED, good=good)


def _quieter(by_db: float, *, good: bool = False) -> Fault:
    text = f"The second honk is {by_db:g} dB quieter than the first."
    return _second(f"{by_db:g}db-quieter", text, BODY.replaced(variant(LevelBody, QUIETER_DB=by_db)), good=good)


def _pausing(pause_s: float, *, good: bool = False) -> Fault:
    text = f"The second honk begins {pause_s:g} s after the end of the first."
    return _second(
        f"after-{pause_s:g}s", text, HORN_ORDER.replaced(variant(PausingHorn, PAUSE_S=pause_s)), good=good
    )


def _interrupted(pause_s: float, *, good: bool = False) -> Fault:
    return HORN.fault(
        f"honk-interrupted-for-{pause_s:g}s",
        "REMOTE-27",
        ONE_ORDER,
        f"A honk is interrupted for {pause_s:g} s.",
        HORN_ORDER.replaced(variant(InterruptedHorn, PAUSE_S=pause_s)),
        ONCE,
        good=good,
    )


def _progress(shown_s: float, *, good: bool = False) -> Fault:
    text = f"The app shows the horn order in progress {shown_s:g} s after it."
    return HORN.fault(
        f"horn-in-progress-at-{shown_s:g}s", "REMOTE-23", IN_PROGRESS, text, progress_at(shown_s), good=good
    )


def _shown(on_s: float) -> Fault:
    text = f"The app shows for {on_s:g} s that the vehicle is honking."
    return HORN.fault(f"horn-shown-for-{on_s:g}s", "REMOTE-30", APP, text, shown_for(on_s), APP_OFF)


def _shown_as_it_is(on_s: float) -> Fault:
    return HORN.fault(
        f"horn-shown-for-{on_s:g}s",
        "REMOTE-30",
        APP,
        f"The horn and what the app shows of it last {on_s:g} s.",
        _sounding(on_s) | shown_for(on_s),
        APP_OFF,
        good=True,
    )


FAULTS = (
    *sides(_lasting, ASLEEP, wrong=8.8, right=9.2),
    *sides(_lasting, AWAKE, right=10.8, wrong=11.2),
    HORN.fault(
        "horn-never",
        "REMOTE-22",
        ASLEEP,
        "The horn stays silent.",
        HORN_ORDER.instead(HornOrder.request, lambda _horn, outcome: outcome("running")),
        SOUNDS,
    ),
    HORN.fault("horn-for-ever", "REMOTE-26", AWAKE, "The horn sounds for ever.", _sounding(86_400), IN_ALL),
    HORN.fault(
        "horn-not-asleep", "REMOTE-22", ASLEEP, "An order does not wake the vehicle.", SLEEPY_ORDERS, SOUNDS
    ),
    HORN.fault(
        "horn-again",
        "REMOTE-26",
        AWAKE,
        "The horn sounds again 5 s after it has ended.",
        HORN_ORDER.replaced(RelapsingHorn),
        IN_ALL,
    ),
    HORN.fault(
        "horn-by-itself",
        "REMOTE-22",
        "Without an order the horn stays silent",
        "The horn sounds by itself.",
        HORN_ORDER.replaced(SelfHonking),
    ),
    _second(
        "never",
        "An order during a honk is refused.",
        HORN_ORDER.instead(
            HornOrder.request,
            lambda _horn, outcome: outcome("refused"),
            when=lambda horn, _outcome: horn._sounding is not None,
        ),
    ),
    _second(
        "early-alone",
        "An order in the second half of a honk is refused.",
        HORN_ORDER.replaced(ImpatientHorn),
        "A second horn order 8 s after the start of the first honk",
    ),
    _second(
        "as-loud", "The second honk is as loud as the first.", HORN_ORDER.returns(HornOrder.second_level, "full")
    ),
    _second("prolongs", "An order during a honk prolongs it at its level.", HORN_ORDER.replaced(ProlongingHorn)),
    _second(
        "lowers",
        "An order during a honk makes the rest of it quieter, and no second honk follows.",
        HORN_ORDER.replaced(LoweringHorn),
    ),
    *(
        _second(
            f"third-after-{after_s:g}s",
            f"A third honk at the full level comes {after_s:g} s after the limited one.",
            HORN_ORDER.replaced(variant(ThirdHonk, AFTER_S=after_s)),
        )
        for after_s in (0.5, 20)
    ),
    _second(
        "not-before-1.5s",
        "An order in the first 1.5 s of a honk is refused.",
        HORN_ORDER.replaced(variant(SleepyWaiting, FROM_S=1.5)),
        "A second horn order 0.2 s after the start of the first honk",
    ),
    _second(
        "not-after-9.1s",
        "An order in the last 0.9 s of a honk is refused.",
        HORN_ORDER.replaced(variant(SleepyWaiting, TO_S=9.1)),
        "A second horn order 8.8 s after the start of the first honk",
    ),
    _second(
        "not-at-once",
        "An order that comes with the first one is refused.",
        HORN_ORDER.replaced(variant(SleepyWaiting, FROM_S=1.0)),
        "A second horn order 0.3 s after the first, to a vehicle that is asleep",
    ),
    *(
        _second(
            f"of-{limited_s:g}s",
            f"The second honk lasts {limited_s:g} s.",
            HORN_ORDER.calibrated(HornCalibration(limited_s=limited_s)),
            good=good,
        )
        for limited_s, good in ((0.3, False), (8.8, False), (9.2, True), (10.8, True), (11.2, False))
    ),
    HORN.fault(
        "horn-limited-for-ever",
        "REMOTE-27",
        LOUD_AGAIN,
        "Every honk after the first is limited.",
        HORN_ORDER.replaced(TiredHorn),
        "the vehicle honks once, as loudly as the first time",
    ),
    HORN.fault(
        "horn-limited-once",
        "REMOTE-27",
        LOUD_AGAIN,
        "The second of two honks is limited the first time alone.",
        HORN_ORDER.replaced(OnceLimitedHorn),
        LIMITED,
    ),
    HORN.fault(
        "horn-limited-from-the-second-order-on",
        "REMOTE-26",
        "A vehicle honks for 10 s on each of two horn orders, a minute apart",
        "Every honk after the first is limited.",
        HORN_ORDER.replaced(TiredHorn),
        "the vehicle honks once, as loudly as the first time",
    ),
    HORN.fault(
        "horn-said-too-long",
        "REMOTE-26",
        AWAKE,
        "The bus says that the horn sounds when it is silent again.",
        HORN_ORDER.replaced(SilentSignal),
        IN_ALL,
    ),
    HORN.fault(
        "horn-not-while-started",
        "REMOTE-22",
        "A vehicle that is started honks for 10 s on a horn order",
        "A vehicle that is started takes no horn order.",
        ORDERS_ON_THE_BUS.returns(
            RemoteOrders.accepts, False, kind="horn", when=shows("ignition.state", "running")
        ),
        SOUNDS,
    ),
    HORN.fault(
        "horn-unlocks-the-doors",
        "REMOTE-22",
        ASLEEP,
        "A horn order unlocks the doors as well.",
        ORDERS_ON_THE_BUS.also(
            RemoteOrders.carry_out, lambda orders: orders._locking.request("unlocked", "none"), kind="horn"
        ),
        "all doors stay locked for 60 s after the order",
    ),
    *sides(_advised, "in the background", wrong=8.2, right=7.8),
    HORN.fault(
        "horn-advice-once",
        "REMOTE-25",
        "Each horn order brings advice on the local rules",
        "The first horn order alone brings advice.",
        PHONE.ignores(Phone.notify_of_rules, when=lambda app: app._taps["horn"] > 1),
        ADVICE,
    ),
    HORN.fault(
        "horn-advice-in-the-open-app-alone",
        "REMOTE-25",
        "A horn order with the app on a locked phone brings advice on the local rules while it is in progress",
        "The advice on horns is not given on a locked phone.",
        PHONE.ignores(Phone.notify_of_rules, when=lambda app: app.page == "locked"),
        ADVICE,
    ),
    *sides(_quieter, wrong=2.5, right=3.5),
    *sides(_pausing, right=4.7, wrong=5.3),
    HORN.fault(
        "honks-twice", "REMOTE-27", ONE_ORDER, "One order honks twice.", HORN_ORDER.replaced(TwiceHorn), ONCE
    ),
    *sides(_interrupted, right=0.8, wrong=1.2),
    *sides(_progress, wrong=8.2, right=7.8),
    HORN.fault(
        "horn-never-in-progress",
        "REMOTE-23",
        IN_PROGRESS,
        "The app does not show the horn order in progress.",
        NO_PROGRESS,
    ),
    HORN.fault(
        "horn-on-before-in-progress",
        "REMOTE-24",
        "The horn button of a vehicle that is asleep shows the order in progress first",
        "The app shows the vehicle honking first, and then the order in progress.",
        ON_BEFORE_IN_PROGRESS,
    ),
    HORN.fault(
        "horn-on-at-once",
        "REMOTE-24",
        "The horn button of a vehicle that is awake shows the order in progress first",
        "The app shows the vehicle honking when the order is tapped.",
        ON_AT_ONCE,
    ),
    HORN.fault(
        "horn-advice-never",
        "REMOTE-25",
        "A horn order with the app in the background brings advice on the local rules while it is in progress",
        "No advice on horns is given.",
        NO_ADVICE,
    ),
    HORN.fault(
        "horn-advice-for-all",
        "REMOTE-25",
        "No advice on horns comes with a lock order",
        "The advice on horns comes with every order.",
        ADVICE_FOR_ALL,
    ),
    _shown(8.8),
    _shown_as_it_is(9.2),
    _shown_as_it_is(10.8),
    _shown(11.2),
    HORN.fault(
        "horn-shown-before-it-sounds",
        "REMOTE-30",
        APP,
        "The app shows the vehicle honking from the tap on.",
        ON_FROM_THE_TAP,
        APP_WHILE,
    ),
    HORN.fault(
        "horn-shown-for-ever",
        "REMOTE-30",
        "The app shows the honk of a vehicle that is awake for 10 s",
        "The app shows for ever that the vehicle is honking.",
        ON_FOR_EVER,
        APP_OFF,
    ),
    HORN.fault(
        "horn-shown-though-refused",
        "REMOTE-30",
        "The app never shows a honk that the vehicle does not sound",
        "The app shows the vehicle honking though it refused.",
        ON_WHATEVER_HAPPENS,
        "the app does not show that the vehicle is honking for 2 min after the order",
    ),
    HORN.fault(
        "horn-shown-once",
        "REMOTE-30",
        "The app shows the honk for 10 s on each of two horn orders",
        "The app shows the first horn order alone as carried out.",
        SHOWN_ONCE,
        "the app shows that the vehicle is honking in reaction to the order",
    ),
)
