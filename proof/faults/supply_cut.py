"""Faults of calls that show once the supply has failed before or in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from proof.deviation import Deviation
from proof.fault import Theme
from proof.memory import Memory, remembering
from proof.slots import BREAKDOWN_CALL, CALL_DATA, EMERGENCY_CALL, TRIGGERS
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.voice import VoiceCall
from simulators.offboard.emergency.msd import Msd
from simulators.offboard.network import Activation

EMERGENCY = Theme("features/emergency_call/supply.feature")
BREAKDOWN = Theme("features/breakdown_call/supply.feature")


def _in_a_call(call: VoiceCall) -> bool:
    return call.active


def _cut_short(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(EMERGENCY_CALL, EmergencyCall.power_off, makes, when=_in_a_call)


def _nowhere(data: CallData, identifier: int, activation: Activation) -> Msd:
    return replace(CallData.facts(data, identifier, activation), latitude_deg=None, longitude_deg=None)


FAULTS = (
    *(
        EMERGENCY.fault(
            f"no-call-of-{short}-after-one-that-the-supply-has-ended",
            "ECALL-05",
            f"The SOS button of {kind} calls though the supply failed before a call, while it was dialled, in it"
            " and after it",
            "Once the supply has failed in a 112 call the SOS button calls nobody.",
            _cut_short(lambda memory: EMERGENCY_CALL.ignores(EmergencyCall.start, when=memory.happened)),
            "the PSAP and the vehicle are in voice contact in reaction to the SOS press",
        )
        for short, kind in (
            ("an-electric-vehicle", "an electric vehicle"),
            ("a-combustion-vehicle", "a combustion vehicle"),
        )
    ),
    EMERGENCY.fault(
        "crash-unheard-after-a-call-that-the-supply-has-ended",
        "ECALL-04",
        "A crash calls though the supply failed before it, in a call by hand, in that of a crash and in a"
        " breakdown call",
        "Once the supply has failed in a 112 call a crash calls nobody.",
        _cut_short(lambda memory: TRIGGERS.ignores(Triggers.crashed, when=memory.happened)),
        "the data set tells of an automatic activation in reaction to the crash",
    ),
    EMERGENCY.fault(
        "no-position-after-a-supply-failure",
        "ECALL-11",
        "The data sets of calls before and after failures of the supply describe and locate the vehicle",
        "Once the supply has failed twice data sets have no position.",
        remembering(
            EMERGENCY_CALL,
            EmergencyCall.power_off,
            lambda memory: CALL_DATA.instead(CallData.facts, _nowhere, when=memory.times(2)),
        ),
        "the position in the data set is within 15 m of 51.477928, -0.640000",
    ),
    EMERGENCY.fault(
        "second-press-unseen-after-a-supply-failure",
        "ECALL-17",
        "A second press hangs up though the supply has failed before the call, in one and after one that was hung"
        " up",
        "Once the supply has failed twice a second press does not hang up.",
        remembering(
            EMERGENCY_CALL,
            EmergencyCall.power_off,
            lambda memory: EMERGENCY_CALL.returns(EmergencyCall.hangs_up, False, when=memory.times(2)),
        ),
        "the vehicle is in no call from 10 s to 60 s after the second press",
    ),
    *(
        BREAKDOWN.fault(
            f"no-breakdown-call-of-{short}-after-one-that-the-supply-has-ended",
            "BCALL-02",
            f"The ASSISTANCE button of {kind} calls though the supply failed before a call, while it was dialled"
            " and in it",
            "Once the supply has failed in a breakdown call the ASSISTANCE button calls nobody.",
            remembering(
                BREAKDOWN_CALL,
                BreakdownCall.power_off,
                lambda memory: BREAKDOWN_CALL.ignores(BreakdownCall.start, when=memory.happened),
                when=_in_a_call,
            ),
            "the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press",
        )
        for short, kind in (
            ("an-electric-vehicle", "an electric vehicle"),
            ("a-combustion-vehicle", "a combustion vehicle"),
        )
    ),
)
