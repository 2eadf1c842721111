"""Faults of remote orders that show only beside another order, a charge, pre-conditioning or a call."""

from __future__ import annotations

from proof.fault import Theme
from proof.faults.remote_control.lights import BothLights
from proof.faults.remote_control.orders import ALL_ORDERS, CHARGED, CONDITIONED, IN_TURN
from proof.faults.shared import CHARGES, end_honk, end_lights, ends_after, shows
from proof.slots import HORN_ORDER, LIGHTS_ORDER, LOCKS, ORDERS_BY_RADIO, ORDERS_ON_THE_BUS, UPLINK
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.uplink import Uplink

HORN = Theme("features/remote_control/horn.feature")
LIGHTS = Theme("features/remote_control/lights.feature")
LOCK_STATUS = Theme("features/remote_control/lock_status.feature")

LIT = "the lights are on for 10 s in all"
HEARD = "the horn sounds for 10 s in all"
IN_A_CALL = "The doors follow orders in frost during a breakdown call"


class LightsInTheLight(BothLights):
    """A lights order that switches both kinds of lights on in a vehicle that is unlocked."""

    def _light(self, lit: bool) -> None:
        if self._com.get("doors.front_left.lock") == "unlocked":
            super()._light(lit)
        else:
            LightsOrder._light(self, lit)


def _in_a_call(orders: OrdersByRadio, payload: object) -> bool:
    return orders._com.get("bcall.state") in ("dialling", "voice")


def _lights_are_on(horn: HornOrder) -> bool:
    return horn._com.get("lights.hazard") == "on"


FAULTS = (
    *(
        ALL_ORDERS.fault(
            name, requirement, title, text, ORDERS_ON_THE_BUS.also(RemoteOrders.carry_out, act, kind=kind), then
        )
        for name, requirement, title, text, kind, act, then in (
            (
                "lights-out-by-a-lock",
                "REMOTE-21",
                "The lights are on for 10 s on the lights order with a lock order 3 s later",
                "A lock order puts out the lights that were ordered before it.",
                "lock",
                end_lights,
                LIT,
            ),
            (
                "honk-cut-by-an-unlock",
                "REMOTE-26",
                "The horn sounds for 10 s on the horn order with an unlock order 3 s later",
                "An unlock order silences the horn.",
                "unlock",
                end_honk,
                HEARD,
            ),
            (
                "lights-out-by-the-horn",
                "REMOTE-21",
                "Lights and horn are on for 10 s each on the lights order and the horn order 3 s later",
                "A horn order puts out the lights that were ordered before it.",
                "horn",
                end_lights,
                LIT,
            ),
            (
                "honk-cut-by-the-lights",
                "REMOTE-26",
                "Lights and horn are on for 10 s each on the horn order and the lights order 3 s later",
                "A lights order silences the horn.",
                "lights",
                end_honk,
                HEARD,
            ),
        )
    ),
    ALL_ORDERS.fault(
        "locks-dead-during-a-breakdown-call",
        "REMOTE-13",
        IN_A_CALL,
        "An order that comes during a breakdown call is dropped.",
        ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=_in_a_call),
        IN_TURN["lock"],
    ),
    ALL_ORDERS.fault(
        "unlock-dead-while-charging",
        "REMOTE-28",
        CHARGED["unlock"],
        "While the battery charges no order unlocks.",
        LOCKS.ignores(CentralLocking.request, target="unlocked", source="remote_order", when=CHARGES),
        IN_TURN["unlock"],
    ),
    ALL_ORDERS.fault(
        "lights-short-while-charging",
        "REMOTE-21",
        CHARGED["lights"],
        "While the battery charges the lights are on for 4 s.",
        LIGHTS_ORDER.also(LightsOrder.request, ends_after(4), when=CHARGES),
        LIT,
    ),
    ALL_ORDERS.fault(
        "honk-short-during-pre-conditioning",
        "REMOTE-26",
        CONDITIONED["horn"],
        "During pre-conditioning a honk lasts 5 s.",
        HORN_ORDER.also(HornOrder._honk, ends_after(5), when=shows("body_precond.state", "running")),
        HEARD,
    ),
    HORN.fault(
        "second-honk-full-beside-the-lights",
        "REMOTE-27",
        "A second horn order while the lights are on that were ordered in between",
        "While the lights are on the second honk is as loud as the first.",
        HORN_ORDER.returns(HornOrder.second_level, "full", when=_lights_are_on),
        "the vehicle honks a second time at a limited level",
    ),
    LIGHTS.fault(
        "both-lights-when-unlocked",
        "REMOTE-18",
        "Sidelights, and no hazard lights, of a vehicle that is awake",
        "In an unlocked vehicle hazard lights come on beside the sidelights.",
        LIGHTS_ORDER.replaced(LightsInTheLight),
        "the hazard lights stay off for 30 s after the order",
    ),
    LOCK_STATUS.fault(
        "locked-in-the-app-while-charging",
        "REMOTE-08",
        "The lock status of a vehicle that charges follows orders from the app and the key",
        "While the battery charges the app is told that the vehicle is locked.",
        UPLINK.returns(Uplink.locked, True, when=CHARGES),
        "the home page shows the vehicle as unlocked within 60 s of the refresh",
    ),
)
