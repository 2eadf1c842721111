"""Faults of the breakdown call: what sets it up, and its voice."""

from __future__ import annotations

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.emergency_call.calls import (
    CrossedTriggers,
    DeafMicrophone,
    DullTriggers,
    GenerousTriggers,
    QuietSpeaker,
    SleepyTriggers,
    StartedTriggers,
    TouchyTriggers,
)
from proof.variant import ecu
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.telematics.voice import VoicePath
from simulators.offboard.network import Call, Signal

MANUAL = Theme("features/breakdown_call/manual.feature")
ASLEEP = "The ASSISTANCE button of a vehicle that is asleep opens a voice call"
AWAKE = "The ASSISTANCE button of a vehicle that is awake opens a voice call"
CALLED = "the assistance centre is called in reaction to the ASSISTANCE press"
VOICE = "the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press"
AFTER_CRASH = "no breakdown call is placed for 60 s after the crash"


class DeadTriggers(Triggers):
    """A call trigger that does not feel the ASSISTANCE button."""

    def assistance_pressed(self) -> None:
        """Feel nothing."""


class CrashTriggers(Triggers):
    """A call trigger that calls the assistance centre after a crash."""

    def crashed(self) -> None:
        super().crashed()
        self.breakdown_call.start()


class PretensionerTriggers(Triggers):
    """A call trigger that calls the assistance centre when the pre-tensioners fire."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("relay.crash.pretensioner", self._on_pretensioner)

    def _on_pretensioner(self, state: SignalValue) -> None:
        if state == "fired":
            self.breakdown_call.start()


class NervousTriggers(StartedTriggers):
    """A call trigger that calls the assistance centre a minute after the vehicle was started."""

    def started(self) -> None:
        self._kernel.call_in(seconds(60), self.assistance_pressed)


class MuteCall(BreakdownCall):
    """A breakdown call that is hung up when it is answered."""

    def call_signal(self, call: Call, signal: Signal, data: bytes) -> None:
        if signal == "answered":
            self.hang_up()
        else:
            super().call_signal(call, signal, data)


def _ecu(
    name: str, requirement: str, title: str, description: str, kind: type[Part], then: str | None = None
) -> Fault:
    return MANUAL.fault(name, requirement, title, description, then=then, ecus=ecu(Telematics, kind))


def _voice(name: str, title: str, description: str, kind: type[VoicePath], then: str) -> Fault:
    ecus = ecu(Telematics, kind)
    return MANUAL.fault(name, "BCALL-03", title, description, then=then, ecus=ecus)


FAULTS = (
    _ecu("assistance-dead", "BCALL-02", AWAKE, "The ASSISTANCE button calls nobody.", DeadTriggers, CALLED),
    _ecu(
        "assistance-dead-asleep",
        "BCALL-02",
        ASLEEP,
        "The ASSISTANCE button of a sleeping vehicle calls nobody.",
        SleepyTriggers,
        CALLED,
    ),
    _ecu(
        "assistance-too-touchy",
        "BCALL-02",
        "A press of 0.1 s is too short for a call",
        "A touch of 0.1 s is taken for a press.",
        TouchyTriggers,
    ),
    _ecu(
        "assistance-too-dull",
        "BCALL-02",
        "A press of 0.3 s is long enough",
        "A press has to last 2 s.",
        DullTriggers,
    ),
    MANUAL.fault(
        "assistance-without-a-voice",
        "BCALL-03",
        "The ASSISTANCE button of a vehicle that is started opens a voice call",
        "The call is hung up when it is answered.",
        then=VOICE,
        ecus=ecu(Telematics, MuteCall),
    ),
    _voice(
        "assistance-agent-is-not-heard",
        "The agent of the assistance centre is heard in the vehicle",
        "The agent is not heard in the vehicle.",
        QuietSpeaker,
        "the agent is heard in the vehicle in reaction to the agent's words",
    ),
    _voice(
        "assistance-occupants-are-not-heard",
        "The occupants are heard at the assistance centre",
        "The occupants are not heard at the assistance centre.",
        DeafMicrophone,
        "the assistance centre hears the occupant in reaction to the occupant's words",
    ),
    _ecu(
        "sos-calls-assistance-too",
        "BCALL-01",
        "The SOS button places none",
        "The SOS button calls the assistance centre too.",
        GenerousTriggers,
    ),
    _ecu(
        "crash-calls-assistance",
        "BCALL-01",
        "A crash that deploys the airbags places none",
        "A crash calls the assistance centre.",
        CrashTriggers,
        AFTER_CRASH,
    ),
    _ecu(
        "pretensioners-call-assistance",
        "BCALL-01",
        "A crash that fires the pre-tensioners places none",
        "Pre-tensioners call the assistance centre.",
        PretensionerTriggers,
        AFTER_CRASH,
    ),
    _ecu(
        "assistance-by-itself",
        "BCALL-01",
        "Without a press none is placed",
        "A call is placed a minute after the start.",
        NervousTriggers,
    ),
    _ecu(
        "assistance-taken-for-sos",
        "BCALL-10",
        "The ASSISTANCE button calls the assistance centre and not the PSAP",
        "Each button is taken for the other.",
        CrossedTriggers,
        CALLED,
    ),
    _ecu(
        "assistance-calls-the-psap-too",
        "BCALL-10",
        "The ASSISTANCE button calls the assistance centre and not the PSAP",
        "The ASSISTANCE button calls the PSAP too.",
        GenerousTriggers,
        "no emergency call is placed for 60 s after the ASSISTANCE press",
    ),
)
