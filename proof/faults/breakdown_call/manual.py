"""Faults of the breakdown call: what sets it up, and its voice."""

from __future__ import annotations

from proof.fault import Theme
from proof.faults.emergency_call.calls import (
    DEAF_MICROPHONE,
    DULL_BUTTONS,
    QUIET_SPEAKER,
    SLEEPY_BUTTONS,
    TOUCHY_BUTTONS,
    CrossedTriggers,
    GenerousTriggers,
)
from proof.faults.shared import when_started
from proof.slots import BREAKDOWN_CALL, TRIGGERS
from simulators.bus.com import SignalValue
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.triggers import Triggers

MANUAL = Theme("features/breakdown_call/manual.feature")
ASLEEP = "The ASSISTANCE button of a vehicle that is asleep opens a voice call"
AWAKE = "The ASSISTANCE button of a vehicle that is awake opens a voice call"
CALLED = "the assistance centre is called in reaction to the ASSISTANCE press"
VOICE = "the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press"
AFTER_CRASH = "no breakdown call is placed for 60 s after the crash"


class PretensionerTriggers(Triggers):
    """A call trigger that calls the assistance centre when the pre-tensioners fire."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("relay.crash.pretensioner", self._on_pretensioner)

    def _on_pretensioner(self, state: SignalValue) -> None:
        if state == "fired":
            self.breakdown_call.start()


FAULTS = (
    MANUAL.fault(
        "assistance-dead",
        "BCALL-02",
        AWAKE,
        "The ASSISTANCE button calls nobody.",
        TRIGGERS.ignores(Triggers.assistance_pressed),
        CALLED,
    ),
    MANUAL.fault(
        "assistance-dead-asleep",
        "BCALL-02",
        ASLEEP,
        "The ASSISTANCE button of a sleeping vehicle calls nobody.",
        SLEEPY_BUTTONS,
        CALLED,
    ),
    MANUAL.fault(
        "assistance-too-touchy",
        "BCALL-02",
        "A press of 0.1 s is too short for a call",
        "A touch of 0.1 s is taken for a press.",
        TOUCHY_BUTTONS,
    ),
    MANUAL.fault(
        "assistance-too-dull",
        "BCALL-02",
        "A press of 0.3 s is long enough",
        "A press has to last 2 s.",
        DULL_BUTTONS,
    ),
    MANUAL.fault(
        "assistance-without-a-voice",
        "BCALL-03",
        "The ASSISTANCE button of a vehicle that is started opens a voice call",
        "The call is hung up when it is answered.",
        BREAKDOWN_CALL.instead(
            BreakdownCall.call_signal, lambda call, _call, _signal, _data: call.hang_up(), signal="answered"
        ),
        VOICE,
    ),
    MANUAL.fault(
        "assistance-agent-is-not-heard",
        "BCALL-03",
        "The agent of the assistance centre is heard in the vehicle",
        "The agent is not heard in the vehicle.",
        QUIET_SPEAKER,
        "the agent is heard in the vehicle in reaction to the agent's words",
    ),
    MANUAL.fault(
        "assistance-occupants-are-not-heard",
        "BCALL-03",
        "The occupants are heard at the assistance centre",
        "The occupants are not heard at the assistance centre.",
        DEAF_MICROPHONE,
        "the assistance centre hears the occupant in reaction to the occupant's words",
    ),
    MANUAL.fault(
        "sos-calls-assistance-too",
        "BCALL-01",
        "The SOS button places none",
        "The SOS button calls the assistance centre too.",
        TRIGGERS.replaced(GenerousTriggers),
    ),
    MANUAL.fault(
        "crash-calls-assistance",
        "BCALL-01",
        "A crash that deploys the airbags places none",
        "A crash calls the assistance centre.",
        TRIGGERS.also(Triggers.crashed, lambda triggers: triggers.breakdown_call.start()),
        AFTER_CRASH,
    ),
    MANUAL.fault(
        "pretensioners-call-assistance",
        "BCALL-01",
        "A crash that fires the pre-tensioners places none",
        "Pre-tensioners call the assistance centre.",
        TRIGGERS.replaced(PretensionerTriggers),
        AFTER_CRASH,
    ),
    MANUAL.fault(
        "assistance-by-itself",
        "BCALL-01",
        "Without a press none is placed",
        "A call is placed a minute after the start.",
        when_started(Triggers.assistance_pressed, after_s=60),
    ),
    MANUAL.fault(
        "assistance-taken-for-sos",
        "BCALL-10",
        "The ASSISTANCE button calls the assistance centre and not the PSAP",
        "Each button is taken for the other.",
        TRIGGERS.replaced(CrossedTriggers),
        CALLED,
    ),
    MANUAL.fault(
        "assistance-calls-the-psap-too",
        "BCALL-10",
        "The ASSISTANCE button calls the assistance centre and not the PSAP",
        "The ASSISTANCE button calls the PSAP too.",
        TRIGGERS.replaced(GenerousTriggers),
        "no emergency call is placed for 60 s after the ASSISTANCE press",
    ),
)
