"""Faults of remote charging and of the button in the charging hatch."""

from __future__ import annotations

from collections.abc import Mapping

from clock.kernel import seconds
from proof.deviation import Tap
from proof.fault import Fault, Theme, sides
from proof.faults.remote_control.orders import SLEEPY_ORDERS
from proof.faults.shared import asleep
from proof.slots import CHARGING, CHARGING_PAGES
from proof.timing import ChargeTapClock
from simulators.bus.com import Values
from simulators.ecus.charger.unit import Charging
from simulators.offboard.phone.charging import ChargingPages
from simulators.offboard.service import Json

REMOTE = Theme("features/charging/remote.feature")
HATCH = Theme("features/charging/hatch.feature")
STARTED = "charging is running in reaction to the order and stays so for 4 min"
BEGUN = "charging is running in reaction to the order and stays so for 6 min"
ENDED = "charging is off in reaction to the order and stays so for 15 min"
IN_DEFERRED_MODE = "charging is in deferred mode in reaction to the order and stays so for 15 min"
BY_HATCH = "charging is in deferred mode in reaction to the press of the hatch button and stays so for 15 min"
SHOWN = "the app shows that the vehicle is charging in reaction to the order and stays so for 60 s"
AT_REGULAR = "A start order begins the charge at 80 % at a regular station of a vehicle that is awake"
AT_FAST = "A start order begins the charge at 30 % at a fast station of a vehicle that is asleep"
DEFERRED = "Deferred charging ends the regular charge that runs"
IMMEDIATE = "Immediate charging begins to charge at a regular station"
HATCH_ASLEEP = "A press on the button of a vehicle that is asleep chooses deferred charging"


class EagerCharger(Charging):
    """A charge control that charges in deferred mode as soon as it is plugged in."""

    def plug_changed(self, plugged: bool) -> None:
        super().plug_changed(plugged)
        self._wanted = plugged
        self._act_awake("plug")


def _forget_order(charging: Charging) -> None:
    charging._wanted = charging._plugged.value and charging.mode() == "immediate"


class GoOnCharger(Charging):
    """A charge control that chooses deferred mode, and goes on to charge."""

    def choose_mode(self, mode: str) -> None:
        wanted = self._wanted
        super().choose_mode(mode)
        self._wanted = self._wanted or (wanted and self._plugged.value)


class WaitingCharger(Charging):
    """A charge control that chooses immediate mode, and does not begin."""

    def choose_mode(self, mode: str) -> None:
        wanted = self._wanted
        super().choose_mode(mode)
        self._wanted = self._wanted and wanted


class TogglingCharger(Charging):
    """A charge control that turns the mode round at each press on the button in the hatch."""

    def hatch_pressed(self, pressed: bool) -> None:
        if pressed:
            self.choose_mode("immediate" if self.mode() == "deferred" else "deferred")
            self._act_awake("hatch_button")


class ImmediateButtonCharger(Charging):
    """A charge control that chooses immediate mode at a press on the button in the hatch."""

    def hatch_pressed(self, pressed: bool) -> None:
        if pressed:
            self.choose_mode("immediate")
            self._act_awake("hatch_button")


class ModeStalePages(ChargingPages):
    """A charging page that shows the mode that was there first."""

    _mode: Json = None

    def take(self, status: Mapping[str, Json]) -> None:
        if self._mode is None:
            self._mode = status.get("relay.charge.mode")
        super().take({**status, "relay.charge.mode": self._mode})


def _choose_immediate(charging: Charging) -> None:
    charging.choose_mode("immediate")


def _begins(after_s: float, *, good: bool = False) -> Fault:
    return REMOTE.fault(
        f"charge-begins-after-{after_s:g}s",
        "CHARGE-01",
        AT_REGULAR,
        f"The charge begins {after_s:g} s after the order.",
        CHARGING.also(Charging.start, lambda charging: charging._wake.ask("programme"))
        | CHARGING.late_until(Charging.start, after_s, after=Tap("charge_start", ChargeTapClock)),
        STARTED,
        good=good,
    )


class VolatileCharger(Charging):
    """A charge control that forgets its mode without supply."""

    def power_off(self) -> None:
        super().power_off()
        self._memory.pop("mode", None)


class MeekCharger(Charging):
    """A charge control that begins to charge with the plug, whatever mode the app has chosen without it."""

    _by_app = False

    def _on_order(self, values: Values) -> None:
        super()._on_order(values)
        self._by_app = values["charge_order.kind"] == "deferred"

    def plug_changed(self, plugged: bool) -> None:
        super().plug_changed(plugged)
        if self._by_app:
            self._wanted = plugged
            self._act_awake("plug")


class OnceCharger(Charging):
    """A charge control that obeys the first start order, and no other."""

    _started = False

    def start(self) -> None:
        if not self._started:
            super().start()
        self._started = True


class BriefCharger(Charging):
    """A charge control that gives a charge up three minutes after its order."""

    def start(self) -> None:
        super().start()
        self._kernel.call_in(seconds(180), self._give_up)

    def _give_up(self) -> None:
        self._wanted = False
        self._apply()


class WeakButtonCharger(Charging):
    """A charge control whose button in the hatch works once."""

    _pressed = False

    def hatch_pressed(self, pressed: bool) -> None:
        if not (self._pressed and pressed):
            super().hatch_pressed(pressed)
        self._pressed = self._pressed or pressed


class RelapsingCharger(Charging):
    """A charge control that is in immediate mode again five minutes after the button in the hatch."""

    def hatch_pressed(self, pressed: bool) -> None:
        super().hatch_pressed(pressed)
        if pressed:
            self._kernel.call_in(seconds(300), self._relapse)

    def _relapse(self) -> None:
        self._com.set("charge.mode", "immediate")
        self._memory["mode"] = "immediate"


class GhostCharger(Charging):
    """A charge control that says idle after the end of a charge, and lets the station deliver on."""

    def _deliver(self, power_kw: float) -> None:
        super()._deliver(power_kw)
        if not power_kw and self._plugged.value:
            self._station_power.set(self.power_kw())


FAULTS = (
    *sides(_begins, right=59.0, wrong=601.0),
    REMOTE.fault(
        "charge-order-ignored",
        "CHARGE-01",
        AT_REGULAR,
        "A start order charges nothing.",
        CHARGING.ignores(Charging.start),
        STARTED,
    ),
    REMOTE.fault(
        "charge-order-ignored-at-a-fast-station",
        "CHARGE-01",
        AT_FAST,
        "A start order charges nothing at a fast station.",
        CHARGING.ignores(Charging.start, when=lambda charging: charging._fast.value),
        STARTED,
    ),
    REMOTE.fault(
        "charge-order-ignored-asleep",
        "CHARGE-01",
        AT_FAST,
        "A start order does not wake the vehicle.",
        SLEEPY_ORDERS,
        STARTED,
    ),
    REMOTE.fault(
        "charge-at-the-plug",
        "CHARGE-01",
        "Without an order no charge begins in deferred mode at a regular station",
        "In deferred mode the charge begins with the plug.",
        CHARGING.replaced(EagerCharger),
    ),
    REMOTE.fault(
        "charge-is-not-shown",
        "CHARGE-01",
        AT_REGULAR,
        "The app does not show the charge.",
        CHARGING_PAGES.given(ChargingPages.take, status=lambda status: {**status, "relay.charge.state": "idle"}),
        SHOWN,
    ),
    REMOTE.fault(
        "charge-without-a-plug",
        "CHARGE-02",
        "It is reported when the vehicle refuses a charge order without a plug",
        "A charge is reported without a plug.",
        CHARGING.returns(Charging.state, "charging", when=lambda charging: charging._refused),
        "charging stays off for 5 min after the order",
    ),
    REMOTE.fault(
        "charge-at-the-plug-before-its-time",
        "CHARGE-02",
        "It is reported when a set-up without a plug is kept",
        "A charge that was programmed without a plug begins with the plug.",
        CHARGING.replaced(EagerCharger),
        "charging stays off for 5 min after the plugging in",
    ),
    REMOTE.fault(
        "charge-mode-turned",
        "CHARGE-03",
        DEFERRED,
        "An order for deferred charging chooses immediate charging.",
        CHARGING.given(Charging.choose_mode, mode={"immediate": "deferred", "deferred": "immediate"}),
        IN_DEFERRED_MODE,
    ),
    REMOTE.fault(
        "charge-mode-stuck",
        "CHARGE-03",
        DEFERRED,
        "The mode of charging cannot be changed.",
        CHARGING.ignores(Charging.choose_mode),
        IN_DEFERRED_MODE,
    ),
    REMOTE.fault(
        "deferred-charges-on",
        "CHARGE-03",
        DEFERRED,
        "Deferred charging does not end the charge that runs.",
        CHARGING.replaced(GoOnCharger),
        ENDED,
    ),
    REMOTE.fault(
        "charge-mode-is-not-shown",
        "CHARGE-03",
        DEFERRED,
        "The app shows the mode that was there first.",
        CHARGING_PAGES.replaced(ModeStalePages),
        "the app shows deferred charging in reaction to the order and stays so for 60 s",
    ),
    REMOTE.fault(
        "immediate-does-not-begin",
        "CHARGE-03",
        IMMEDIATE,
        "Immediate charging does not begin to charge.",
        CHARGING.replaced(WaitingCharger),
        BEGUN,
    ),
    REMOTE.fault(
        "charge-mode-wavers",
        "CHARGE-03",
        "Without an order the mode of charging stays immediate",
        "The mode changes by itself.",
        CHARGING.also(
            Charging.plug_changed, lambda charging: charging._com.set("charge.mode", "deferred"), after_s=120
        ),
        "charging stays in immediate mode for 15 min after the start of the wait",
    ),
    HATCH.fault(
        "hatch-button-dead",
        "CHARGE-04",
        "A press on the button of a vehicle that is awake chooses deferred charging",
        "The button in the hatch does nothing.",
        CHARGING.ignores(Charging.hatch_pressed),
        BY_HATCH,
    ),
    HATCH.fault(
        "hatch-button-chooses-immediate",
        "CHARGE-04",
        "A press on the button of a vehicle that is awake chooses deferred charging",
        "The button in the hatch chooses immediate charging.",
        CHARGING.replaced(ImmediateButtonCharger),
        BY_HATCH,
    ),
    HATCH.fault(
        "hatch-button-toggles",
        "CHARGE-04",
        "It is reported when a press in deferred mode chooses immediate charging",
        "The button in the hatch turns the mode round.",
        CHARGING.replaced(TogglingCharger),
        good=True,
    ),
    HATCH.fault(
        "hatch-button-dead-asleep",
        "CHARGE-04",
        HATCH_ASLEEP,
        "The button in the hatch does nothing while the vehicle sleeps.",
        CHARGING.ignores(Charging.hatch_pressed, when=asleep("inter_system")),
        BY_HATCH,
    ),
    HATCH.fault(
        "hatch-button-is-not-shown",
        "CHARGE-04",
        HATCH_ASLEEP,
        "The app does not learn of the button in the hatch.",
        CHARGING_PAGES.replaced(ModeStalePages),
        "the app shows deferred charging in reaction to the press of the hatch button and stays so for 60 s",
    ),
    HATCH.fault(
        "hatch-button-charges-on",
        "CHARGE-04",
        "A press on the button in the hatch ends the regular charge that runs",
        "The button in the hatch does not end the charge that runs.",
        CHARGING.replaced(GoOnCharger),
        "charging is off in reaction to the press of the hatch button and stays so for 25 min",
    ),
    REMOTE.fault(
        "charge-mode-lost-with-the-supply",
        "CHARGE-03",
        "The mode that the app has set is kept when the vehicle loses its supply for 10 s",
        "The mode is forgotten without supply.",
        CHARGING.replaced(VolatileCharger),
        "charging is in deferred mode",
    ),
    REMOTE.fault(
        "deferral-without-a-plug-forgotten",
        "CHARGE-03",
        "Deferred charging, ordered without a plug of a vehicle that is awake, holds when it is plugged in",
        "Deferred charging that was ordered without a plug does not hold.",
        CHARGING.replaced(MeekCharger),
        "charging stays off for 15 min after the plugging in",
    ),
    REMOTE.fault(
        "deferral-forgotten-overnight",
        "CHARGE-03",
        "Deferred charging that the app has ordered still holds the next morning",
        "Six hours after an order for deferred charging the mode is immediate again.",
        CHARGING.also(Charging.choose_mode, _choose_immediate, after_s=6 * 3600, mode="deferred"),
        "charging stays off for 15 min after the plugging in",
    ),
    REMOTE.fault(
        "charge-ordered-once",
        "CHARGE-01",
        "A second start order, a day after the first and with the plug taken out in between, begins the charge",
        "Only the first start order is obeyed.",
        CHARGING.replaced(OnceCharger),
        BEGUN,
    ),
    REMOTE.fault(
        "charge-given-up",
        "CHARGE-01",
        AT_REGULAR,
        "A charge that was ordered is given up after three minutes.",
        CHARGING.replaced(BriefCharger),
        STARTED,
    ),
    REMOTE.fault(
        "charge-order-ignored-when-empty",
        "CHARGE-01",
        "A start order begins the charge at 0 % at a regular station of a vehicle that is asleep",
        "An empty battery is not charged.",
        CHARGING.ignores(Charging.start, when=lambda charging: not charging._com.get("battery.soc_percent")),
        STARTED,
    ),
    REMOTE.fault(
        "station-delivers-on",
        "CHARGE-03",
        DEFERRED,
        "The vehicle says that it does not charge, and the station delivers on.",
        CHARGING.replaced(GhostCharger),
        ENDED,
    ),
    HATCH.fault(
        "hatch-button-works-once",
        "CHARGE-04",
        "A press on the button in the hatch defers the charge again after the app chose immediate charging",
        "The button in the hatch works once.",
        CHARGING.replaced(WeakButtonCharger),
        "charging is off in reaction to the press of the hatch button",
    ),
    HATCH.fault(
        "hatch-button-relapses",
        "CHARGE-04",
        "After a press on the button in the hatch no charge begins with the plug",
        "Five minutes after the press charging is immediate again.",
        CHARGING.replaced(RelapsingCharger),
        "charging stays off for 15 min after the plugging in",
    ),
    HATCH.fault(
        "hatch-button-dead-during-preconditioning",
        "CHARGE-04",
        "A press on the button in the hatch during pre-conditioning keeps the charge from being resumed",
        "The button in the hatch does nothing during pre-conditioning.",
        CHARGING.ignores(Charging.hatch_pressed, when=lambda charging, _pressed: charging._held),
        "charging is in deferred mode in reaction to the press of the hatch button",
    ),
    REMOTE.fault(
        "charge-order-lost-with-the-supply",
        "CHARGE-01",
        "A charge that was ordered in deferred mode goes on after a failure of the supply",
        "A charge in deferred mode ends with a failure of the supply.",
        CHARGING.also(Charging.power_on, _forget_order),
        "charging is running",
    ),
)
