"""Faults that show long after something: after a long sleep, a failure, or the last gesture of the driver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from proof.ageing import call_in, passed_s
from proof.deviation import Deviation
from proof.fault import Theme
from proof.memory import remembering
from proof.slots import BACKOFFICE, CHARGING, CLIMATE, HANDSETS, ORDERS_BY_RADIO, STATUS_PAGE, UPLINK
from proof.variant import variant
from simulators.bus.com import Values
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.uplink import Uplink
from simulators.offboard.backoffice import BackOffice, Order
from simulators.offboard.network import Payload
from simulators.offboard.phone.handsets import BIOMETRY, Handsets
from simulators.offboard.phone.status import StatusPage

LOCKING = Theme("features/remote_control/locking.feature")
ALL_ORDERS = Theme("features/remote_control/all_orders.feature")
HATCH = Theme("features/charging/hatch.feature")
HOME_PAGE = Theme("features/status/home_page.feature")
PRACTICE = Theme("features/use/code_of_practice.feature")
SMARTPHONES = Theme("features/use/smartphones.feature")
MODES = Theme("features/privacy/modes.feature")
IN_TURN = Theme("features/preconditioning/in_turn.feature")
DAY_S = 86_400
DEEP_SLEEP_S = 3600.0


class DeepSleep(OrdersByRadio):
    """An order handler that takes its time after more than an hour of sleep."""

    LATE_S: ClassVar[float] = 16.0
    _slept_s: float | None = None

    def network_slept(self) -> None:
        super().network_slept()
        self._slept_s = passed_s(self._kernel)

    def _pass_on(self, values: Values) -> None:
        slept_s, self._slept_s = self._slept_s, None
        if slept_s is not None and passed_s(self._kernel) - slept_s > DEEP_SLEEP_S:
            self._kernel.call_in(seconds(self.LATE_S), partial(super()._pass_on, values))
        else:
            super()._pass_on(values)


class KeepingOffice(BackOffice):
    """A back office that keeps for an hour an order that has found no network."""

    def _pass_on(self, order: Order) -> None:
        usual = self.calibration
        if not self._network.coverage:
            self.calibration = replace(usual, order_lifetime_s=3600.0)
        super()._pass_on(order)
        self.calibration = usual


class FlickeringPage(StatusPage):
    """A home page that shows, three minutes after a refresh, what it showed before."""

    _before: Payload | None = None

    def show(self, status: Payload) -> None:
        before, self._before = self._before, status
        super().show(status)
        if before is not None and before != status:
            call_in(self._kernel, 180.0, partial(super().show, before))


def _takes_biometry(model: str) -> Callable[[Handsets, str], bool]:
    return lambda handsets, step: (
        step == BIOMETRY and handsets.biometry() == model and handsets.registration() == "trusted_number"
    )


def _in_sleep(charging: Charging, _pressed: bool) -> bool:
    return not charging._com.started("inter_system")


class AllRights:
    """Rights in every mode."""

    def allows(self, _service: str) -> bool:
        return True


class ReportingUplink(Uplink):
    """An uplink that reports in the first minute of a day, whatever the mode."""

    def tell(self) -> None:
        usual = self._rights
        if self._receiver.utc_s() % DAY_S < 60:
            self._rights = AllRights()  # type: ignore[assignment]  # as much of them as it asks
        super().tell()
        self._rights = usual


SLOW: Deviation = ORDERS_BY_RADIO.replaced(DeepSleep)
KEPT: Deviation = BACKOFFICE.replaced(KeepingOffice)

FAULTS = (
    MODES.fault(
        "report-of-the-day-in-private-mode",
        "PRIV-02",
        "In private mode nothing is shared in the first minutes of a new day, asleep or started",
        "In the first minute of a day the vehicle reports in private mode too.",
        UPLINK.replaced(ReportingUplink),
        "nothing of the vehicle reaches the back office for 15 min after the start",
    ),
    IN_TURN.fault(
        "second-programme-does-not-end",
        "PRECOND-07",
        "A programme keeps to temperature and times after a refusal and an end, and among orders",
        "From the second programme on pre-conditioning does not end 10 min after the target time.",
        remembering(
            CLIMATE,
            PreConditioning.stop,
            lambda memory: CLIMATE.ignores(PreConditioning.stop, reason="programme_end", when=memory.happened),
            reason="programme_end",
        ),
        "pre-conditioning is off 10 min after the target time and stays so for 15 min",
    ),
    LOCKING.fault(
        "lock-order-late-after-an-hour",
        "REMOTE-15",
        "The doors follow lock and unlock orders in time after sleeps of an hour, three hours and a day",
        "After more than an hour of sleep an order is carried out 16 s late.",
        SLOW,
        "all doors and the trunk are locked within 8 s of the order",
    ),
    ALL_ORDERS.fault(
        "lights-order-late-after-an-hour",
        "REMOTE-21",
        "Lights and horn follow orders after sleeps of an hour, three hours and a day",
        "After more than an hour of sleep an order is carried out 15 min late.",
        ORDERS_BY_RADIO.replaced(variant(DeepSleep, LATE_S=900.0)),
        "the lights are on in reaction to the order",
    ),
    HATCH.fault(
        "hatch-button-of-a-sleeping-hybrid",
        "CHARGE-04",
        "The button in the hatch of a hybrid counts in its sleep, while it is awake, and in a long sleep again",
        "The button in the hatch does nothing while the vehicle sleeps.",
        CHARGING.ignores(Charging.hatch_pressed, when=_in_sleep),
        "charging is in deferred mode in reaction to the press of the hatch button and stays so for 5 min",
    ),
    HOME_PAGE.fault(
        "home-page-goes-back",
        "STATUS-04",
        "What each of several refreshes showed stays on the home page until the next one",
        "Three minutes after a refresh the home page shows what it showed before.",
        STATUS_PAGE.replaced(FlickeringPage),
        "the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 10 min",
    ),
    PRACTICE.fault(
        "failed-orders-are-kept",
        "USE-02",
        "Orders that failed without coverage are not carried out when it is back 10 min and 50 min later",
        "An order that has failed without coverage is carried out once there is coverage.",
        KEPT,
        "all doors stay unlocked for 15 min after the start of the wait",
    ),
    PRACTICE.fault(
        "failed-charge-orders-are-kept",
        "USE-02",
        "Charge orders that failed without coverage are not carried out when it is back 10 min and 50 min later",
        "A charge order that has failed without coverage is carried out once there is coverage.",
        KEPT,
        "pre-conditioning stays off for 15 min after the start of the wait",
    ),
    *(
        SMARTPHONES.fault(
            f"{biometry}-before-the-safety-code".replace("_", "-"),
            "USE-06",
            f"On {model} neither {words} nor the SAFETY code stands in for the code sent to the trusted number",
            "The app takes biometry in place of the code sent to the trusted number.",
            HANDSETS.returns(Handsets.accepts, True, when=_takes_biometry(biometry)),
            "the app goes on asking for the code sent to the trusted number for 60 s after the validation",
        )
        for model, biometry, words in (
            ("an iPhone 8", "touch_id", "Touch ID"),
            ("an iPhone X", "face_id", "Face ID"),
            ("a Pixel 7", "fingerprint", "a fingerprint"),
        )
    ),
)
