"""Faults of remote orders that show when an order comes again, or when something else is done meanwhile."""

from __future__ import annotations

from typing import Any

from clock.kernel import seconds
from proof.fault import Theme
from proof.faults.shared import IGNITION_ON, IN_A_BREAKDOWN_CALL, from_time, shows
from proof.memory import remembering
from proof.slots import (
    ANSWERS,
    HORN_ORDER,
    LIGHTS_ORDER,
    LOCKS,
    ORDERS_BY_RADIO,
    PHONE,
    STATUS_PAGE,
)
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.status import StatusAnswers
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage

AGAIN = Theme("features/remote_control/again.feature")
MEANWHILE = Theme("features/remote_control/meanwhile.feature")
STATUS = Theme("features/remote_control/lock_status.feature")
CONFIRMATION = Theme("features/remote_control/confirmation.feature")

IN_TURN = "The doors follow orders and the key by turns"
THREE_PAIRS = "The second honk of each of three pairs of orders is limited"
FOUR_HONKS = "Each of four horn orders brings advice, and is shown for 10 s"
AT_ONCE = "A banner confirms each of three lock orders, and each of two orders of the other kinds"


class AcknowledgingHorn(HornOrder):
    """A horn that the end of the short beep for the key's lock button switches off."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        ecu.wiring.flag("key.lock").watch(ecu.while_powered(self._acknowledge))

    def _acknowledge(self, pressed: bool) -> None:
        if pressed and self._sounding is not None:
            self._kernel.call_in(seconds(0.2), self._silent)


class AcknowledgingLights(LightsOrder):
    """Lights that forget their order when they have answered the key."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        ecu.wiring.flag("key.unlock").watch(ecu.while_powered(self._acknowledge))

    def _acknowledge(self, pressed: bool) -> None:
        if not pressed and self._end.armed:
            self._end.cancel()
            self._on_end()


class OptimisticPhone(Phone):
    """A phone that writes what a lock or unlock order has done to the home page."""

    def _order_state(self, kind: str, number: int, state: str) -> None:
        super()._order_state(kind, number, state)
        if state == "done" and kind in ("lock", "unlock"):
            self.publish("status.locks", f"{kind}ed")


class TalkativePhone(Phone):
    """A phone that takes the end of a lights order for a sign that the vehicle is locked."""

    def _order_state(self, kind: str, number: int, state: str) -> None:
        super()._order_state(kind, number, state)
        if state == "done" and kind == "lights":
            self.publish("status.locks", "locked")


class HastyAnswers(StatusAnswers):
    """Answers that look at the front doors alone from the third one on."""

    _given = 0

    def status(self) -> dict[str, Any]:
        self._given += 1
        status = super().status()
        if self._given > 2:
            fronts = {self._com.get(f"doors.front_{side}.lock") for side in ("left", "right")}
            status["locks"] = "unlocked" if "unlocked" in fronts else "locked"
        return status


def _idle_at_return(phone: Phone) -> None:
    if phone.page == "home":
        for kind in ("lights", "horn"):
            phone.show_progress(kind, "idle")


def _shortened(lights: LightsOrder) -> None:
    lights._end.arm_in(seconds(6.0))


def _sidelights_too(lights: LightsOrder) -> None:
    lights._com.set("lights.sidelights", "on")


def _hazard_lights_too(lights: LightsOrder) -> None:
    lights._com.set("lights.hazard", "on")


def _lock_button_gone(phone: Phone) -> None:
    phone.publish("button.lock", "disabled")


FAULTS = (
    MEANWHILE.fault(
        "key-ends-the-honk",
        "REMOTE-26",
        "The horn of a vehicle that is awake sounds for 10 s though the driver locks the vehicle with the key"
        " meanwhile",
        "Locking with the key during a honk that was ordered ends it.",
        HORN_ORDER.replaced(AcknowledgingHorn),
        "the horn sounds for 10 s in all",
    ),
    MEANWHILE.fault(
        "second-honk-full-with-ignition-on",
        "REMOTE-27",
        "A second honk is limited though the driver turns the ignition on before it",
        "With the ignition on the second honk is as loud as the first.",
        HORN_ORDER.returns(HornOrder.second_level, "full", when=IGNITION_ON),
        "the vehicle honks a second time at a limited level",
    ),
    MEANWHILE.fault(
        "key-ends-the-lights",
        "REMOTE-21",
        "The lights of a vehicle that is asleep are on for 10 s though the driver unlocks the vehicle with the key"
        " meanwhile",
        "Unlocking with the key ends the lights that were ordered.",
        LIGHTS_ORDER.replaced(AcknowledgingLights),
        "the lights are on for 10 s in all",
    ),
    MEANWHILE.fault(
        "lock-dropped-while-a-breakdown-call-is-dialled",
        "REMOTE-15",
        "The doors of a vehicle that is asleep follow a lock order though the driver presses the ASSISTANCE button"
        " meanwhile",
        "The doors take no order while a breakdown call is dialled.",
        LOCKS.ignores(
            CentralLocking.request, when=shows("bcall.state", "dialling"), target="locked", source="remote_order"
        ),
        "all doors and the trunk are locked within 8 s of the order and stay so for 60 s",
    ),
    MEANWHILE.fault(
        "doors-unlock-twice-by-order",
        "REMOTE-28",
        IN_TURN,
        "The doors take two unlock orders and no more.",
        remembering(
            LOCKS,
            CentralLocking.request,
            lambda memory: LOCKS.ignores(
                CentralLocking.request, when=memory.times(2), target="unlocked", source="remote_order"
            ),
            target="unlocked",
            source="remote_order",
        ),
        "the app shows the unlock order in progress until the vehicle has carried it out",
    ),
    MEANWHILE.fault(
        "lock-button-gone-after-a-lock-order",
        "REMOTE-16",
        "The buttons are available through orders, the key and a refresh",
        "Once the vehicle has locked the lock button cannot be tapped.",
        PHONE.also(Phone.show_progress, _lock_button_gone, kind="lock", shown="done"),
        "the lock and unlock buttons stay available for 6 min after the start of the wait",
    ),
    AGAIN.fault(
        "horn-in-progress-twice",
        "REMOTE-23",
        "Each of three lights orders and three horn orders is shown in progress within 8 s",
        "From the third time on nothing shows that a horn order is in progress.",
        PHONE.ignores(Phone.show_progress, when=from_time(3), kind="horn", shown="in_progress"),
        "the app shows that the horn order is in progress within 8 s of the order",
    ),
    AGAIN.fault(
        "lights-order-dropped-in-a-breakdown-call",
        "REMOTE-20",
        "Lights and horn orders are shown in progress within 8 s during the call of the ASSISTANCE button",
        "A lights order during a breakdown call is dropped.",
        ORDERS_BY_RADIO.ignores(
            OrdersByRadio.receive,
            when=lambda orders, payload: IN_A_BREAKDOWN_CALL(orders) and payload["kind"] == "lights",
        ),
        "the app shows the lights order in progress first, and then as carried out",
    ),
    AGAIN.fault(
        "third-lights-order-for-6s",
        "REMOTE-21",
        "The lights are on for 10 s, and shown so, on a third and fourth order after two that overlapped",
        "From the third order on the lights are on for 6 s.",
        LIGHTS_ORDER.also(LightsOrder.request, _shortened, when=from_time(3)),
        "the lights are on for 10 s in all",
    ),
    AGAIN.fault(
        "third-lights-order-with-sidelights",
        "REMOTE-18",
        "Hazard lights, and no sidelights, each of three times",
        "From the third order on the sidelights come on too.",
        LIGHTS_ORDER.also(LightsOrder.request, _sidelights_too, when=from_time(3)),
        "the sidelights stay off for 30 s after the order",
    ),
    AGAIN.fault(
        "third-lights-order-with-hazard-lights",
        "REMOTE-18",
        "Sidelights, and no hazard lights, each of three times",
        "From the third order on the hazard lights come on too.",
        LIGHTS_ORDER.also(LightsOrder.request, _hazard_lights_too, when=from_time(3)),
        "the hazard lights stay off for 30 s after the order",
    ),
    AGAIN.fault(
        "second-honk-limited-twice",
        "REMOTE-27",
        THREE_PAIRS,
        "From the third pair of orders on the second honk is as loud as the first.",
        HORN_ORDER.returns(HornOrder.second_level, "full", when=from_time(3)),
        "the vehicle honks a second time at a limited level",
    ),
    AGAIN.fault(
        "advice-twice-and-no-more",
        "REMOTE-25",
        FOUR_HONKS,
        "From the third horn order on there is no advice.",
        PHONE.ignores(Phone.notify_of_rules, when=from_time(3)),
        "a notification advises on the local rules on horns within 8 s of the order",
    ),
    STATUS.fault(
        "order-shown-without-a-refresh",
        "REMOTE-09",
        "What orders do is not shown until the home page is refreshed, of a vehicle that is awake",
        "What a lock order has done is on the home page at once.",
        PHONE.replaced(OptimisticPhone),
        "the home page keeps showing the vehicle as unlocked for 60 s after the order",
    ),
    STATUS.fault(
        "locks-shown-after-a-lights-order",
        "REMOTE-09",
        "What the key does is not shown without a refresh, however often and whatever else is done",
        "When a lights order is done the home page shows the vehicle as locked.",
        PHONE.replaced(TalkativePhone),
        "the home page keeps showing the vehicle as unlocked for 15 min after the lock",
    ),
    STATUS.fault(
        "round-arrow-works-once",
        "REMOTE-11",
        "Six refreshes in a row each show the vehicle as it is then",
        "The round arrow refreshes once and no more.",
        STATUS_PAGE.returns(StatusPage.refresh, None, when=from_time(2), argument="round_arrow"),
        "the home page shows the vehicle as locked in reaction to the refresh and stays so for 5 min",
    ),
    STATUS.fault(
        "rear-doors-overlooked-from-the-third-answer",
        "REMOTE-12",
        "One door after the other that is unlocked alone makes the vehicle unlocked",
        "From the third answer on the rear doors are not looked at.",
        ANSWERS.replaced(HastyAnswers),
        "the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min",
    ),
    CONFIRMATION.fault(
        "lights-confirmed-once",
        "REMOTE-06",
        AT_ONCE,
        "The first lights order is confirmed, and no other.",
        PHONE.ignores(Phone.confirmed, when=from_time(2), kind="lights"),
        "a banner confirms the lights order within 20 s of the order",
    ),
    CONFIRMATION.fault(
        "no-banner-for-the-horn-in-a-call",
        "REMOTE-06",
        "A banner confirms each order during the call of the SOS button",
        "A horn order is not confirmed, in a call as otherwise.",
        PHONE.ignores(Phone.confirmed, kind="horn"),
        "a banner confirms the horn order within 20 s of the order",
    ),
    CONFIRMATION.fault(
        "eighth-order-not-confirmed",
        "REMOTE-07",
        "A notification confirms each of eight orders when the app is then in the background",
        "From the eighth order on none is confirmed.",
        PHONE.ignores(Phone.confirmed, when=from_time(8)),
        "a notification confirms the lock order within 20 s of the order",
    ),
    CONFIRMATION.fault(
        "sixth-order-not-confirmed",
        "REMOTE-05",
        "On another page of the app a message confirms each of six orders",
        "From the sixth order on none is confirmed.",
        PHONE.ignores(Phone.confirmed, when=from_time(6)),
        "a banner or a notification confirms the lights order within 20 s of the order",
    ),
    *(
        AGAIN.fault(
            f"{kind}-forgotten-by-an-app-that-was-put-away",
            requirement,
            f"The app shows the {kind} until the end after it was {page} meanwhile",
            "The app shows lights and horn as idle when it is opened again.",
            PHONE.also(Phone._on_show, _idle_at_return),
            then,
        )
        for kind, requirement, page, then in (
            (
                "lights",
                "REMOTE-29",
                "in the background",
                "the app goes on showing that the lights are on for 4 s after the return to the app",
            ),
            (
                "horn",
                "REMOTE-30",
                "on a locked phone",
                "the app goes on showing that the vehicle is honking for 4 s after the return to the app",
            ),
        )
    ),
)
