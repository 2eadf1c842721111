"""Faults that show only while something else holds, and so in a crossing alone."""

from __future__ import annotations

from proof.fault import Fault, Theme
from proof.faults.emergency_call.calls import CALLED
from proof.faults.shared import shows
from proof.slots import TRIGGERS
from simulators.ecus.telematics.triggers import Triggers

SOS = Theme("features/emergency_call/manual.feature")

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
)
