"""Faults at a value, beside another function or after very many times: what one scenario alone does not bring."""

from __future__ import annotations

from typing import Any

from proof.fault import Fault, Theme
from proof.faults.emergency_call.calls import CALLED
from proof.faults.shared import LATELY_S, shows
from proof.memory import Memory, remembering
from proof.slots import (
    BREAKDOWN_CALL,
    CHARGING,
    CLIMATE,
    EMERGENCY_CALL,
    HORN_ORDER,
    LIGHTS_ORDER,
    LOCKS,
    ORDERS_BY_RADIO,
    PRIVACY,
    TRIGGERS,
)
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.triggers import Triggers

SOS = Theme("features/emergency_call/manual.feature")
LOCKING = Theme("features/remote_control/locking.feature")
LIGHTS = Theme("features/remote_control/lights.feature")
OFTEN_ORDERED = Theme("features/remote_control/often.feature")
OFTEN_CALLED = Theme("features/emergency_call/often.feature")
OFTEN_HELPED = Theme("features/breakdown_call/often.feature")
OFTEN_CHANGED = Theme("features/privacy/often.feature")

PRESSED = "The SOS button of a vehicle with the ignition off that is awake calls the PSAP"
UNLOCK = "An unlock order unlocks a vehicle that is asleep"
LIT = "The lights of a vehicle that is awake are on for 10 s on a lights order"
LIGHTS_ON = "the lights are on in reaction to the order"
LIGHTS_LAST = "the lights are on for 10 s in all"
LOCKED_AGAIN = "all doors and the trunk are locked within 8 s of the order and stay so for 60 s"

HARD_FROST_C = -35.0


def _in_hard_frost(part: Any, *_arguments: object) -> bool:
    """Tell whether it is colder outside than in most winters."""
    return bool(float(part._com.get("vehicle.outside_temp_c")) < HARD_FROST_C)


def _drops_orders(memory: Memory) -> Any:
    return ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=memory.within(LATELY_S))


FAULTS: tuple[Fault, ...] = (
    SOS.fault(
        "sos-dead-in-hard-frost",
        "ECALL-05",
        PRESSED,
        "Below -35 °C the SOS button calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=_in_hard_frost),
        CALLED,
        during="hard frost",
    ),
    SOS.fault(
        "sos-dead-after-pre-conditioning",
        "ECALL-05",
        PRESSED,
        "In the minute after pre-conditioning the SOS button calls nobody.",
        remembering(
            CLIMATE,
            PreConditioning.stop,
            lambda memory: TRIGGERS.ignores(Triggers.sos_pressed, when=memory.within(LATELY_S)),
        ),
        CALLED,
        during="pre-conditioning just ended",
    ),
    LOCKING.fault(
        "unlock-dropped-after-a-cancelled-call",
        "REMOTE-28",
        UNLOCK,
        "In the minute after a call that was hung up orders are dropped.",
        remembering(EMERGENCY_CALL, EmergencyCall.hang_up, _drops_orders),
        during="call cancelled",
    ),
    LOCKING.fault(
        "unlock-dropped-after-a-change-of-mode",
        "REMOTE-28",
        UNLOCK,
        "In the minute after a change of the privacy mode orders are dropped.",
        remembering(PRIVACY, Privacy.set_mode, _drops_orders),
        during="mode changed back",
    ),
    LOCKING.fault(
        "unlock-dropped-after-a-charge",
        "REMOTE-28",
        UNLOCK,
        "In the minute after the plug was moved orders are dropped.",
        remembering(CHARGING, Charging.plug_changed, _drops_orders),
        during="charge just ended",
    ),
    LIGHTS.fault(
        "lights-order-dropped-while-112-is-dialled",
        "REMOTE-21",
        LIT,
        "An order that arrives while 112 is dialled is dropped.",
        LIGHTS_ORDER.ignores(LightsOrder.request, when=shows("ecall.state", "dialling")),
        LIGHTS_ON,
        during="SOS meanwhile",
    ),
    LIGHTS.fault(
        "orders-2s-late",
        "REMOTE-21",
        LIT,
        "Each order waits 2 s in the vehicle, beside a call as well.",
        ORDERS_BY_RADIO.late_by(OrdersByRadio.receive, 2),
        LIGHTS_LAST,
        good=True,
        during="SOS meanwhile",
    ),
    OFTEN_ORDERED.fault(
        "lock-dead-from-the-17th-order",
        "REMOTE-15",
        "The doors follow orders after 18 lock orders",
        "The doors lock for 16 orders and no more.",
        remembering(
            LOCKS,
            CentralLocking.request,
            lambda memory: LOCKS.ignores(
                CentralLocking.request, when=memory.times(16), target="locked", source="remote_order"
            ),
            target="locked",
            source="remote_order",
        ),
        LOCKED_AGAIN,
    ),
    OFTEN_ORDERED.fault(
        "lights-dead-from-the-257th-order",
        "REMOTE-21",
        "Lights and horn follow orders after 258 lights orders and 18 horn orders",
        "The lights come on for 256 orders and no more.",
        remembering(
            LIGHTS_ORDER,
            LightsOrder.request,
            lambda memory: LIGHTS_ORDER.ignores(LightsOrder.request, when=memory.times(256)),
        ),
        LIGHTS_ON,
    ),
    OFTEN_ORDERED.fault(
        "horn-dead-from-the-17th-order",
        "REMOTE-26",
        "Lights and horn follow orders after 258 lights orders and 18 horn orders",
        "The horn sounds for 16 orders and no more.",
        remembering(
            HORN_ORDER,
            HornOrder.request,
            lambda memory: HORN_ORDER.ignores(HornOrder.request, when=memory.times(16)),
        ),
        "the horn sounds in reaction to the order",
    ),
    OFTEN_CALLED.fault(
        "sos-dead-from-the-17th-call",
        "ECALL-05",
        "The SOS button calls after 18 calls that a second press has hung up",
        "The SOS button places 16 calls and no more.",
        remembering(
            EMERGENCY_CALL,
            EmergencyCall.start,
            lambda memory: EMERGENCY_CALL.ignores(EmergencyCall.start, when=memory.times(16)),
        ),
        CALLED,
    ),
    OFTEN_HELPED.fault(
        "assistance-dead-from-the-19th-call",
        "BCALL-02",
        "The ASSISTANCE button calls after 18 breakdown calls",
        "The ASSISTANCE button places 18 calls and no more.",
        remembering(
            BREAKDOWN_CALL,
            BreakdownCall.start,
            lambda memory: BREAKDOWN_CALL.ignores(BreakdownCall.start, when=memory.times(18)),
        ),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
    OFTEN_CHANGED.fault(
        "private-mode-open-after-16-changes",
        "PRIV-11",
        "Private mode lasts and refuses orders after 18 changes",
        "From the seventeenth time on private mode lets orders through.",
        remembering(
            PRIVACY,
            Privacy.set_mode,
            lambda memory: PRIVACY.returns(Privacy.allows, True, when=memory.times(33)),
        ),
        "all doors stay locked for 60 s after the order",
    ),
)
