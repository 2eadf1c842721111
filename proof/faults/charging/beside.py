"""Faults of the charge that show only beside other orders, in a call, without a plug or at a fast station."""

from __future__ import annotations

from proof.fault import Theme
from proof.memory import Memory
from proof.slots import CHARGE_PROGRAMME, CHARGING, ORDERS_BY_RADIO, ORDERS_ON_THE_BUS, PROGRAMMES
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.charger.programme import ChargeProgramme
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.programme import Programmes
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.offboard.network import Payload

CHARGE = Theme("features/charging/remote.feature")
HATCH = Theme("features/charging/hatch.feature")
IN_A_CALL = "Charging follows start, end, immediate and deferred from the app during a breakdown call"
PROGRAMMED = "A charge that is programmed while the battery charges begins at its time after other orders"
BOTH = "Charge and pre-conditioning that are both programmed begin each at its own time"
AT_ITS_TIME = "charging is running in reaction to the charge time and stays so for 6 min"

HONKED = Memory()
COMFORT_STORED = Memory()


def _starts_in_a_call(orders: OrdersByRadio, payload: Payload) -> bool:
    return payload["kind"] == "charge_start" and orders._com.get("bcall.state") in ("dialling", "voice")


def _fall_back(charging: Charging) -> None:
    charging.choose_mode("immediate")
    charging._apply()


FAULTS = (
    CHARGE.fault(
        "charge-order-dropped-during-a-call",
        "CHARGE-01",
        IN_A_CALL,
        "A start order that comes during a breakdown call is dropped.",
        ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=_starts_in_a_call),
        "charging is running in reaction to the order and stays so for 60 s",
    ),
    CHARGE.fault(
        "deferred-undone-after-20-min",
        "CHARGE-03",
        IN_A_CALL,
        "Deferred charging that the app has chosen ends by itself after 20 min.",
        CHARGING.also(
            Charging.choose_mode,
            _fall_back,
            after_s=1200,
            mode="deferred",
        ),
        "charging is off in reaction to the order and stays so for 25 min",
    ),
    CHARGE.fault(
        "charge-time-dropped-while-charging",
        "CHARGE-06",
        PROGRAMMED,
        "A time for the charge that comes while the battery charges is not stored.",
        CHARGE_PROGRAMME.ignores(
            ChargeProgramme.store, when=lambda programme, _values: programme._com.get("charge.state") == "charging"
        ),
        AT_ITS_TIME,
    ),
    CHARGE.fault(
        "charge-time-forgotten-after-a-honk",
        "CHARGE-06",
        PROGRAMMED,
        "A charge that waits for its time is forgotten when the horn is ordered.",
        ORDERS_ON_THE_BUS.also(RemoteOrders.carry_out, HONKED.note, kind="horn")
        | CHARGING.ignores(Charging.programmed_time_came, when=HONKED.happened),
        AT_ITS_TIME,
    ),
    CHARGE.fault(
        "charge-time-lost-to-preconditioning",
        "APP-14",
        BOTH,
        "A charge that waits for its time is forgotten when pre-conditioning is programmed.",
        PROGRAMMES.also(Programmes.store, COMFORT_STORED.note)
        | CHARGING.ignores(Charging.programmed_time_came, when=COMFORT_STORED.happened),
        AT_ITS_TIME,
    ),
    CHARGE.fault(
        "immediate-charging-without-a-plug-forgotten",
        "CHARGE-03",
        "Immediate charging, ordered without a plug, begins when the vehicle is plugged in",
        "Immediate charging that is ordered without a plug is not taken.",
        CHARGING.ignores(
            Charging.choose_mode, mode="immediate", when=lambda charging, _mode: not charging._plugged.value
        ),
        "charging is in immediate mode in reaction to the order",
    ),
    HATCH.fault(
        "hatch-button-dead-at-a-fast-station",
        "CHARGE-04",
        "A press on the button in the hatch ends the fast charge that runs",
        "At a fast station the button in the hatch does nothing.",
        CHARGING.ignores(Charging.hatch_pressed, when=lambda charging, _pressed: charging._fast.value),
        "charging is off in reaction to the press of the hatch button and stays so for 25 min",
    ),
)
