"""Faults of remote charging and of the button in the charging hatch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.preconditioning.charge_along import pages
from proof.faults.remote_control.orders import SleepyOrders
from proof.timing import ChargeTapClock
from proof.variant import ecu, variant
from simulators.ecus.charger.unit import Charger, Charging
from simulators.ecus.telematics.unit import Telematics
from simulators.offboard.phone.charging import ChargingPages
from simulators.offboard.service import Json
from simulators.world import World

REMOTE = Theme("features/charging/remote.feature")
HATCH = Theme("features/charging/hatch.feature")
STARTED = "charging is running in reaction to the order"
SHOWN = "the app shows that the vehicle is charging in reaction to the order"
AT_REGULAR = "A start order begins the charge at a regular station"
AT_FAST = "A start order begins the charge at a fast station"
DEFERRED = "Deferred charging ends the charge that runs"
IMMEDIATE = "Immediate charging begins to charge"
HATCH_ASLEEP = "A press on the button of a vehicle that is asleep chooses deferred charging"


class IdleCharger(Charging):
    """A charge control that does not obey a start order."""

    def start(self) -> None:
        """Do nothing."""


class SlowOnlyCharger(Charging):
    """A charge control that does not begin at a fast station."""

    def start(self) -> None:
        if not self._fast.value:
            super().start()


class TimedCharger(Charging):
    """A charge control that obeys a start order `BEGINS_S` after the tap in the app."""

    BEGINS_S: ClassVar[float] = 0.0
    clock: ChargeTapClock

    def start(self) -> None:
        self._kernel.call_in(self.clock.left_ns(self.BEGINS_S), self._begin)

    def _begin(self) -> None:
        super().start()
        self._wake.ask("programme")


def _count_from_tap(world: World) -> None:
    world.ecu("CHARGER", Charger).part(TimedCharger).clock = ChargeTapClock(world, "charge_start")


class EagerCharger(Charging):
    """A charge control that charges in deferred mode as soon as it is plugged in."""

    def _on_plug(self, plugged: bool) -> None:
        super()._on_plug(plugged)
        self._wanted = plugged
        self._act_awake("plug")


class PluglessCharger(Charging):
    """A charge control that reports a charge without a plug."""

    def state(self) -> str:
        return "charging" if self._refused else super().state()


class ModelessCharger(Charging):
    """A charge control that knows no modes."""

    def _choose_mode(self, mode: str) -> None:
        """Keep the one there is."""


class GoOnCharger(Charging):
    """A charge control that chooses deferred mode, and goes on to charge."""

    def _choose_mode(self, mode: str) -> None:
        wanted = self._wanted
        super()._choose_mode(mode)
        self._wanted = self._wanted or (wanted and self._plugged.value)


class WaitingCharger(Charging):
    """A charge control that chooses immediate mode, and does not begin."""

    def _choose_mode(self, mode: str) -> None:
        wanted = self._wanted
        super()._choose_mode(mode)
        self._wanted = self._wanted and wanted


class TurnedCharger(Charging):
    """A charge control that takes immediate mode for deferred mode and the other way round."""

    def _choose_mode(self, mode: str) -> None:
        super()._choose_mode({"immediate": "deferred", "deferred": "immediate"}[mode])


class WaveringCharger(Charging):
    """A charge control that changes to deferred mode by itself, two minutes after it was plugged in."""

    def _on_plug(self, plugged: bool) -> None:
        super()._on_plug(plugged)
        self._kernel.call_in(seconds(120), self._waver)

    def _waver(self) -> None:
        self._com.set("charge.mode", "deferred")


class NumbCharger(Charging):
    """A charge control that does not feel the button in the hatch."""

    def _on_hatch_button(self, pressed: bool) -> None:
        """Feel nothing."""


class TogglingCharger(Charging):
    """A charge control that turns the mode round at each press on the button in the hatch."""

    def _on_hatch_button(self, pressed: bool) -> None:
        if pressed:
            self._choose_mode("immediate" if self.mode() == "deferred" else "deferred")
            self._act_awake("hatch_button")


class ImmediateButtonCharger(Charging):
    """A charge control that chooses immediate mode at a press on the button in the hatch."""

    def _on_hatch_button(self, pressed: bool) -> None:
        if pressed:
            self._choose_mode("immediate")
            self._act_awake("hatch_button")


class SleepyCharger(Charging):
    """A charge control that feels the button in the hatch only while its bus is awake."""

    def _on_hatch_button(self, pressed: bool) -> None:
        if self._com.started("inter_system"):
            super()._on_hatch_button(pressed)


class ModeStalePages(ChargingPages):
    """A charging page that shows the mode that was there first."""

    _mode: Json = None

    def take(self, status: Mapping[str, Json]) -> None:
        if self._mode is None:
            self._mode = status.get("relay.charge.mode")
        super().take({**status, "relay.charge.mode": self._mode})


class ChargeStalePages(ChargingPages):
    """A charging page that shows no charge."""

    def take(self, status: Mapping[str, Json]) -> None:
        super().take({**status, "relay.charge.state": "idle"})


def _charger(
    theme: Theme,
    name: str,
    requirement: str,
    title: str,
    description: str,
    charger: type[Charging],
    then: str | None,
) -> Fault:
    return theme.fault(name, requirement, title, description, then=then, ecus=ecu(Charger, charger))


def _pages(
    theme: Theme, name: str, requirement: str, title: str, description: str, kind: type[ChargingPages], then: str
) -> Fault:
    return theme.fault(name, requirement, title, description, then=then, offboard=pages(kind))


def _begins(after_s: float, *, good: bool = False) -> Fault:
    return REMOTE.fault(
        f"charge-begins-after-{after_s:g}s",
        "CHARGE-01",
        AT_REGULAR,
        f"The charge begins {after_s:g} s after the order.",
        then=STARTED,
        good=good,
        ecus=ecu(Charger, variant(TimedCharger, BEGINS_S=after_s)),
        fit=_count_from_tap,
    )


FAULTS = (
    _begins(59.0, good=True),
    _begins(601.0),
    _charger(
        REMOTE,
        "charge-order-ignored",
        "CHARGE-01",
        AT_REGULAR,
        "A start order charges nothing.",
        IdleCharger,
        STARTED,
    ),
    _charger(
        REMOTE,
        "charge-order-ignored-at-a-fast-station",
        "CHARGE-01",
        AT_FAST,
        "A start order charges nothing at a fast station.",
        SlowOnlyCharger,
        STARTED,
    ),
    REMOTE.fault(
        "charge-order-ignored-asleep",
        "CHARGE-01",
        AT_FAST,
        "A start order does not wake the vehicle.",
        then=STARTED,
        ecus=ecu(Telematics, SleepyOrders),
    ),
    _charger(
        REMOTE,
        "charge-at-the-plug",
        "CHARGE-01",
        "Without an order the charge does not begin",
        "In deferred mode the charge begins with the plug.",
        EagerCharger,
        None,
    ),
    _pages(
        REMOTE,
        "charge-is-not-shown",
        "CHARGE-01",
        AT_REGULAR,
        "The app does not show the charge.",
        ChargeStalePages,
        SHOWN,
    ),
    _charger(
        REMOTE,
        "charge-without-a-plug",
        "CHARGE-02",
        "A start order without a plug charges nothing",
        "A charge is reported without a plug.",
        PluglessCharger,
        "charging stays off for 5 min after the order",
    ),
    _charger(
        REMOTE,
        "charge-at-the-plug-before-its-time",
        "CHARGE-02",
        "It is reported when a set-up without a plug is kept",
        "A charge that was programmed without a plug begins with the plug.",
        EagerCharger,
        "charging stays off for 5 min after the plugging in",
    ),
    _charger(
        REMOTE,
        "charge-mode-turned",
        "CHARGE-03",
        DEFERRED,
        "An order for deferred charging chooses immediate charging.",
        TurnedCharger,
        "charging is in deferred mode in reaction to the order",
    ),
    _charger(
        REMOTE,
        "charge-mode-stuck",
        "CHARGE-03",
        DEFERRED,
        "The mode of charging cannot be changed.",
        ModelessCharger,
        "charging is in deferred mode in reaction to the order",
    ),
    _charger(
        REMOTE,
        "deferred-charges-on",
        "CHARGE-03",
        DEFERRED,
        "Deferred charging does not end the charge that runs.",
        GoOnCharger,
        "charging is off in reaction to the order",
    ),
    _pages(
        REMOTE,
        "charge-mode-is-not-shown",
        "CHARGE-03",
        DEFERRED,
        "The app shows the mode that was there first.",
        ModeStalePages,
        "the app shows deferred charging in reaction to the order",
    ),
    _charger(
        REMOTE,
        "immediate-does-not-begin",
        "CHARGE-03",
        IMMEDIATE,
        "Immediate charging does not begin to charge.",
        WaitingCharger,
        STARTED,
    ),
    _charger(
        REMOTE,
        "charge-mode-wavers",
        "CHARGE-03",
        "Without an order the mode stays immediate",
        "The mode changes by itself.",
        WaveringCharger,
        "charging stays in immediate mode for 5 min after the start of the wait",
    ),
    _charger(
        HATCH,
        "hatch-button-dead",
        "CHARGE-04",
        "A press on the button of a vehicle that is awake chooses deferred charging",
        "The button in the hatch does nothing.",
        NumbCharger,
        "charging is in deferred mode in reaction to the press of the hatch button",
    ),
    _charger(
        HATCH,
        "hatch-button-chooses-immediate",
        "CHARGE-04",
        "A press on the button of a vehicle that is awake chooses deferred charging",
        "The button in the hatch chooses immediate charging.",
        ImmediateButtonCharger,
        "charging is in deferred mode in reaction to the press of the hatch button",
    ),
    _charger(
        HATCH,
        "hatch-button-toggles",
        "CHARGE-04",
        "A press in deferred mode leaves it deferred",
        "The button in the hatch turns the mode round.",
        TogglingCharger,
        None,
    ),
    _charger(
        HATCH,
        "hatch-button-dead-asleep",
        "CHARGE-04",
        HATCH_ASLEEP,
        "The button in the hatch does nothing while the vehicle sleeps.",
        SleepyCharger,
        "charging is in deferred mode in reaction to the press of the hatch button",
    ),
    _pages(
        HATCH,
        "hatch-button-is-not-shown",
        "CHARGE-04",
        HATCH_ASLEEP,
        "The app does not learn of the button in the hatch.",
        ModeStalePages,
        "the app shows deferred charging in reaction to the press of the hatch button",
    ),
    _charger(
        HATCH,
        "hatch-button-charges-on",
        "CHARGE-04",
        "A press ends the charge that runs",
        "The button in the hatch does not end the charge that runs.",
        GoOnCharger,
        None,
    ),
)
