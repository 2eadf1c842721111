"""Faults of remote charging and of the button in the charging hatch."""

from __future__ import annotations

from collections.abc import Mapping

from proof.deviation import Tap
from proof.fault import Fault, Theme, sides
from proof.faults.remote_control.orders import SLEEPY_ORDERS
from proof.faults.shared import asleep
from proof.slots import CHARGING, CHARGING_PAGES
from proof.timing import ChargeTapClock
from simulators.ecus.charger.unit import Charging
from simulators.offboard.phone.charging import ChargingPages
from simulators.offboard.service import Json

REMOTE = Theme("features/charging/remote.feature")
HATCH = Theme("features/charging/hatch.feature")
STARTED = "charging is running in reaction to the order and stays so for 4 min"
BEGUN = "charging is running in reaction to the order and stays so for 5 min"
ENDED = "charging is off in reaction to the order and stays so for 15 min"
IN_DEFERRED_MODE = "charging is in deferred mode in reaction to the order and stays so for 15 min"
BY_HATCH = "charging is in deferred mode in reaction to the press of the hatch button and stays so for 15 min"
SHOWN = "the app shows that the vehicle is charging in reaction to the order"
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
        "the app shows deferred charging in reaction to the order",
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
        "the app shows deferred charging in reaction to the press of the hatch button",
    ),
    HATCH.fault(
        "hatch-button-charges-on",
        "CHARGE-04",
        "A press on the button in the hatch ends the regular charge that runs",
        "The button in the hatch does not end the charge that runs.",
        CHARGING.replaced(GoOnCharger),
        "charging is off in reaction to the press of the hatch button and stays so for 15 min",
    ),
)
