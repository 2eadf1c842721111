"""Faults that show only while something else holds, and so in a crossing alone."""

from __future__ import annotations

from proof.fault import Fault, Theme
from proof.faults.emergency_call.calls import CALLED
from proof.faults.shared import shows
from proof.slots import BREAKDOWN_CALL, ORDERS_BY_RADIO, TRIGGERS
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.triggers import Triggers

SOS = Theme("features/emergency_call/manual.feature")
LOCKING = Theme("features/remote_control/locking.feature")
BREAKDOWN_DATA = Theme("features/breakdown_call/data.feature")

FAULTS: tuple[Fault, ...] = (
    SOS.fault(
        "sos-dead-while-charging",
        "ECALL-05",
        "The SOS button of a vehicle with the ignition off that is awake calls the PSAP",
        "While the battery is charged the SOS button calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=shows("relay.charge.state", "charging")),
        CALLED,
        during="charging",
    ),
    SOS.fault(
        "sos-dead-during-pre-conditioning",
        "ECALL-05",
        "The SOS button of a vehicle with the ignition off that is awake calls the PSAP",
        "While pre-conditioning runs the SOS button calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=shows("precond.state", "running")),
        CALLED,
        during="pre-conditioning",
    ),
    LOCKING.fault(
        "unlock-dropped-in-a-112-call",
        "REMOTE-28",
        "An unlock order unlocks a vehicle that is started",
        "An order from the app that arrives during an emergency call is dropped.",
        ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=shows("ecall.state", "voice")),
        during="emergency call",
    ),
    BREAKDOWN_DATA.fault(
        "breakdown-data-kept-back-during-pre-conditioning",
        "BCALL-04",
        "The assistance centre has the data set of a vehicle that is awake",
        "A breakdown call during pre-conditioning sends no data.",
        BREAKDOWN_CALL.ignores(BreakdownCall.send_data, when=shows("precond.state", "running")),
        "the assistance centre has the data set in reaction to the ASSISTANCE press",
        during="pre-conditioning",
    ),
)
