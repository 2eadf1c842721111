"""Faults of orders, app and box that show only where another function begins or ends beside them."""

from __future__ import annotations

from collections.abc import Callable

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.shared import LATELY_S, end_honk, end_lights, ends_after
from proof.memory import Memory, remembering
from proof.slots import (
    ACTIVATION_PAGES,
    ANSWERS,
    BACKOFFICE,
    CHARGING,
    CLIMATE,
    EMERGENCY_CALL,
    HORN_ORDER,
    LIGHTS_ORDER,
    LOCKS,
    ORDERS_BY_RADIO,
    ORDERS_ON_THE_BUS,
    PHONE,
    SERVICE_TERM,
    STATUS_PAGE,
    TRIP_RECORDER,
    UPLINK,
)
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.screen.trips import TripRecorder
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.privacy import Mode, Privacy
from simulators.ecus.telematics.service import ServiceTerm
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.uplink import Uplink
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.phone.activation import ActivationPages
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage

ORDERS = Theme("features/remote_control/beside.feature")
HOME_PAGE = Theme("features/status/beside.feature")
BOX = Theme("features/telematics_box/modes.feature")
TRAFFIC = Theme("features/telematics_box/traffic.feature")
USE = Theme("features/use/beside.feature")
TRIPS = Theme("features/bluetooth_trips/beside.feature")
ACTIVATION = Theme("features/activation/beside.feature")
HEARD = "the horn sounds for 10 s in all"
LIT = "the lights are on for 10 s in all"


class FlashesUntilTheMode(ServiceTerm):
    """A term whose flashing ends with a change of the mode."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.part(Privacy).watch(self._mode_changed)

    def _mode_changed(self, _mode: Mode) -> None:
        self.stopped()


class FrozenByPrivacy(Uplink):
    """An uplink that tells the locks as they were when private mode was chosen, once it has ended."""

    _kept: bool | None = None

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.part(Privacy).watch(self._mode_changed)

    def _mode_changed(self, mode: Mode) -> None:
        if mode == "private":
            self._kept = super().locked()

    def locked(self) -> bool:
        return super().locked() if self._kept is None else self._kept


def _after_a_112_call(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(EMERGENCY_CALL, EmergencyCall.start, makes)


def _after_a_call_back(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(EMERGENCY_CALL, EmergencyCall.ring, makes)


def _is_loading(app: Phone, _kind: str) -> bool:
    return bool(app.status._loading)


def _after_a_refresh(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(STATUS_PAGE, StatusPage.refresh, makes)


def _refresh(app: Phone) -> None:
    app.status.refresh("slide_down")


FAULTS = (
    ORDERS.fault(
        "honk-ends-with-the-lights",
        "REMOTE-26",
        "The horn sounds for 10 s beside lights, charge, pre-conditioning, unlock and refresh, each time",
        "The end of lights that were ordered before silences the horn.",
        ORDERS_ON_THE_BUS.also(RemoteOrders.carry_out, end_honk, after_s=10, kind="lights"),
        HEARD,
    ),
    ORDERS.fault(
        "honk-short-after-a-call-back",
        "REMOTE-26",
        "The horn sounds for 10 s though calls begin and end, the mode changes and the network is lost meanwhile",
        "After a call back of the PSAP the horn sounds for 5 s.",
        _after_a_call_back(lambda memory: HORN_ORDER.also(HornOrder.request, ends_after(5), when=memory.happened)),
        HEARD,
    ),
    ORDERS.fault(
        "lights-end-with-the-honk",
        "REMOTE-21",
        "The lights are on for 10 s beside horn, charge, pre-conditioning, unlock and refresh, each time",
        "The end of a honk that was ordered before puts out the lights.",
        ORDERS_ON_THE_BUS.also(RemoteOrders.carry_out, end_lights, after_s=10, kind="horn"),
        LIT,
    ),
    ORDERS.fault(
        "lights-short-after-a-call-back",
        "REMOTE-21",
        "The lights are on for 10 s though calls begin and end, the mode changes and the network is lost"
        " meanwhile",
        "After a call back of the PSAP the lights are on for 5 s.",
        _after_a_call_back(
            lambda memory: LIGHTS_ORDER.also(LightsOrder.request, ends_after(5), when=memory.happened)
        ),
        LIT,
    ),
    ORDERS.fault(
        "unlock-dead-beside-pre-conditioning",
        "REMOTE-28",
        "The doors of an electric vehicle follow orders beside charge, pre-conditioning, calls of the app and"
        " changes of the plug",
        "In the minute after the start of pre-conditioning an unlock order unlocks nothing.",
        remembering(
            CLIMATE,
            PreConditioning.start,
            lambda memory: LOCKS.ignores(
                CentralLocking.request, when=memory.within(LATELY_S), target="unlocked", source="remote_order"
            ),
        ),
        "the app shows the unlock order in progress until the vehicle has carried it out",
    ),
    ORDERS.fault(
        "orders-dropped-after-a-call-back",
        "REMOTE-28",
        "The doors follow orders while calls begin and end, and after changes of the mode and losses of the"
        " network",
        "In the minute after a call back of the PSAP orders are dropped.",
        _after_a_call_back(
            lambda memory: ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=memory.within(LATELY_S))
        ),
        "all doors are unlocked within 8 s of the order",
    ),
    ORDERS.fault(
        "no-banner-while-the-home-page-loads",
        "REMOTE-06",
        "A banner confirms each order while the home page loads, in pre-conditioning and a charge, and on a second"
        " smartphone",
        "An order of which the sending is confirmed while the home page loads gets no banner.",
        PHONE.ignores(Phone.confirmed, when=_is_loading),
        "a banner confirms the horn order within 20 s of the order",
    ),
    ORDERS.fault(
        "no-notification-after-a-refresh",
        "REMOTE-07",
        "A notification confirms each order while the home page loads, in pre-conditioning and a charge, and on a"
        " second smartphone",
        "An order of which the sending is confirmed within 20 s of a refresh gets no notification.",
        remembering(
            STATUS_PAGE,
            StatusPage.refresh,
            lambda memory: PHONE.ignores(Phone.confirmed, when=memory.within(20)),
        ),
        "a notification confirms the lights order within 20 s of the order",
    ),
    ORDERS.fault(
        "no-notification-after-a-112-call",
        "REMOTE-07",
        "A notification confirms each order as the call of the SOS button begins, goes on and ends",
        "In the minute after a 112 call was placed no order is confirmed.",
        _after_a_112_call(lambda memory: PHONE.ignores(Phone.confirmed, when=memory.within(LATELY_S))),
        "a notification confirms the lock order within 20 s of the order",
    ),
    ORDERS.fault(
        "locks-told-as-before-private-mode",
        "REMOTE-08",
        "A refresh shows the lock status after private mode, in and after calls, charge and pre-conditioning,"
        " and on a second smartphone",
        "After private mode the locks are told as they were before it.",
        UPLINK.replaced(FrozenByPrivacy),
        "the home page shows the vehicle as unlocked in reaction to the refresh",
    ),
    HOME_PAGE.fault(
        "no-answer-in-a-112-call",
        "STATUS-07",
        "The home page shows an electric vehicle in calls, after private mode and losses, in a charge and in"
        " pre-conditioning",
        "In the minute after a 112 call was placed the vehicle answers no refresh.",
        _after_a_112_call(lambda memory: ANSWERS.ignores(StatusAnswers.receive, when=memory.within(LATELY_S))),
        "the home page shows a charge level of 71 % within 60 s of the refresh",
    ),
    HOME_PAGE.fault(
        "loading-goes-on-beside-an-order",
        "STATUS-10",
        "A switch of the connection breaks the loading off beside orders, calls, a charge and pre-conditioning",
        "A switch of the connection within 20 s of an order does not break off the loading.",
        remembering(
            PHONE, Phone.order, lambda memory: STATUS_PAGE.ignores(StatusPage.switched, when=memory.within(20))
        ),
        "the loading of the home page is broken off in reaction to the switch of the connection",
    ),
    BOX.fault(
        "flashing-ends-with-the-mode",
        "TBOX-06",
        "Beyond ten years the SOS LED flashes, if at all, for 3 min after each start though mode, ignition and"
        " supply change",
        "A change of the mode ends the orange flashing.",
        SERVICE_TERM.replaced(FlashesUntilTheMode),
        "the SOS LED flashes orange, if at all, for 3 min after the start",
    ),
    *(
        TRAFFIC.fault(
            f"data-sent-without-contract-after-{short}",
            "TBOX-03",
            f"A subscription that ends in {what} ends what the vehicle sends, and a new one brings it back",
            "What began under a contract keeps the vehicle's data going beyond it.",
            deviation,
            "nothing of the vehicle reaches the back office for 5 min after the start of the wait",
        )
        for short, what, deviation in (
            (
                "a-plug",
                "a charge",
                remembering(
                    CHARGING,
                    Charging.plug_changed,
                    lambda memory: SERVICE_TERM.returns(
                        ServiceTerm.allows, True, when=memory.happened, service="vehicle_data"
                    ),
                ),
            ),
            (
                "a-112-call",
                "a 112 call",
                _after_a_112_call(
                    lambda memory: SERVICE_TERM.returns(
                        ServiceTerm.allows, True, when=memory.happened, service="vehicle_data"
                    )
                ),
            ),
        )
    ),
    USE.fault(
        "order-without-coverage-in-progress-for-ever",
        "USE-02",
        "Once coverage is back orders work, and no order of before stays in progress",
        "Of several orders without coverage the lock order stays in progress.",
        PHONE.ignores(Phone.show_progress, kind="lock", shown="failed"),
        "the app shows no order in progress for 60 s after the start of the wait",
    ),
    ACTIVATION.fault(
        "key-unheard-while-the-home-page-loads",
        "ACTIV-18",
        "The key finishes each of four activations, beside refreshes, calls, a projection and a loss of the"
        " network",
        "A key that is found while the home page loads does not finish the activation.",
        ACTIVATION_PAGES.ignores(
            ActivationPages.take_key, when=lambda pages, _message: pages._phone.status._loading
        ),
        "the activation is finished in reaction to the identification of the key and stays so for 30 s",
    ),
    ACTIVATION.fault(
        "orders-pass-a-pending-update-after-a-112-call",
        "ACTIV-21",
        "While an update is pending no order works beside calls and a charge, nor later, and trips with calls"
        " install it",
        "From a 112 call on orders are carried out though an update is pending.",
        _after_a_112_call(lambda memory: BACKOFFICE.returns(BackOffice.takes, True, when=memory.happened)),
        "all doors stay locked for 30 s after the order",
    ),
    ORDERS.fault(
        "lights-order-not-in-progress-while-the-home-page-loads",
        "REMOTE-20",
        "Lights and horn orders are shown in progress first while the home page loads, in calls and on a second"
        " smartphone",
        "Within 5 s of a refresh the app shows no lights order in progress.",
        _after_a_refresh(
            lambda memory: PHONE.ignores(
                Phone.show_progress, when=memory.within(5), kind="lights", shown="in_progress"
            )
        ),
        "the app shows that the lights order is in progress within 8 s of the order",
    ),
    ORDERS.fault(
        "no-advice-after-a-refresh",
        "REMOTE-25",
        "Each horn order brings advice while the home page loads, in calls, beside other orders and on a second"
        " smartphone",
        "Within 20 s of a refresh a horn order brings no advice.",
        _after_a_refresh(lambda memory: PHONE.ignores(Phone.notify_of_rules, when=memory.within(20))),
        "a notification advises on the local rules on horns within 8 s of the order",
    ),
    ORDERS.fault(
        "horn-order-refreshes-the-home-page",
        "REMOTE-09",
        "The lock status stays without a refresh through calls, orders, changes of mode, charge and"
        " pre-conditioning",
        "A horn order refreshes the home page.",
        PHONE.also(Phone.order, _refresh, argument="horn"),
        "the home page keeps showing the vehicle as locked for 3 min after the unlock",
    ),
    HOME_PAGE.fault(
        "lights-order-refreshes-the-home-page",
        "STATUS-04",
        "Charge level, range and charge stay without a refresh through calls, modes, orders, a charge and"
        " pre-conditioning",
        "A lights order refreshes the home page.",
        PHONE.also(Phone.order, _refresh, argument="lights"),
        "the home page keeps showing a charge level of 80 % for 5 min after the order",
    ),
    TRIPS.fault(
        "trip-with-a-112-call-is-not-told",
        "BTTRIP-07",
        "Each of four trips is in the app though calls, modes, orders, a projection and losses begin and end on"
        " the way",
        "In the ten minutes after a 112 call was placed no trip is told.",
        _after_a_112_call(
            lambda memory: TRIP_RECORDER.returns(TripRecorder.reports_trips, False, when=memory.within(600))
        ),
        "the app shows a trip of 1200 m in reaction to the end of the trip",
    ),
)
