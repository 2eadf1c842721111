"""Faults of the breakdown call: what sets it up, and its voice."""

from __future__ import annotations

from proof.fault import Theme
from proof.faults.emergency_call.calls import (
    DEAF_MICROPHONE,
    DULL_BUTTONS,
    FIRST_WORDS,
    LATER_WORDS,
    QUIET_SPEAKER,
    SLEEPY_BUTTONS,
    TOUCHY_BUTTONS,
    CrossedTriggers,
    GenerousTriggers,
)
from proof.faults.emergency_call.states import (
    HUM,
    ONE_WAY,
    PARROT,
    SOON_DEAF,
    SOON_MUTE,
    ConsolingTriggers,
    drives,
    painted,
    triggers_that_ignore,
)
from proof.faults.shared import when_started
from proof.slots import BREAKDOWN_CALL, MODE_SWITCH, TRIGGERS
from simulators.bus.com import SignalValue
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.buttons import Press
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.switching import Switching
from simulators.ecus.telematics.triggers import Triggers

MANUAL = Theme("features/breakdown_call/manual.feature")
ASLEEP = "The ASSISTANCE button of a vehicle that is asleep opens a voice call"
AWAKE = "The ASSISTANCE button of a vehicle that is awake opens a voice call"
CALLED = "the assistance centre is called in reaction to the ASSISTANCE press"
VOICE = "the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press"
AFTER_CRASH = "no breakdown call is placed for 5 min after the crash"
STARTED = "The ASSISTANCE button of a vehicle that is started opens a voice call"
AGENT_HEARD = "The words of the centre's agent are heard in a vehicle that is started"
ALONE = "An ASSISTANCE press for 0.5 s calls the assistance centre and not the PSAP from a vehicle that is started"


class UnlockTriggers(Triggers):
    """A call trigger that calls the assistance centre when a signal of `WHY` comes to its value."""

    WHY = ("doors.front_left.lock", "unlocked")

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on(self.WHY[0], ecu.while_powered(self._on_why))

    def _on_why(self, value: SignalValue) -> None:
        if value == self.WHY[1]:
            self.breakdown_call.start()


class IgnitionTriggers(UnlockTriggers):
    """A call trigger that calls the assistance centre when the ignition is turned off."""

    WHY = ("ignition.state", "off")


class HangingUpTriggers(Triggers):
    """A call trigger that ends the breakdown call when the ignition is turned off."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", ecu.while_powered(self._on_ignition))

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "off":
            self.breakdown_call.hang_up()


class TwiceTriggers(Triggers):
    """A call trigger whose ASSISTANCE button calls the PSAP from the second press on."""

    _presses = 0

    def assistance_pressed(self) -> None:
        self._presses += 1
        if self._presses == 1:
            super().assistance_pressed()
        else:
            self.call_emergency("manual", None)


class SpentAssistance(Triggers):
    """A call trigger whose ASSISTANCE button is dead once an emergency call was hung up."""

    _spent = False

    def sos_pressed(self, press: Press) -> None:
        self._spent = self._spent or self.emergency_call.hangs_up(press.pressed_ns)
        super().sos_pressed(press)

    def assistance_pressed(self) -> None:
        if not self._spent:
            super().assistance_pressed()


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
        "A press of the ASSISTANCE button for 0.1 s calls nobody from a vehicle that is started",
        "A touch of 0.1 s is taken for a press.",
        TOUCHY_BUTTONS,
    ),
    MANUAL.fault(
        "assistance-too-dull",
        "BCALL-02",
        "A press of the ASSISTANCE button for 0.3 s calls from a vehicle that is started",
        "A press has to last 2 s.",
        DULL_BUTTONS,
    ),
    MANUAL.fault(
        "assistance-without-a-voice",
        "BCALL-03",
        STARTED,
        "The call is hung up when it is answered.",
        BREAKDOWN_CALL.instead(
            BreakdownCall.call_signal, lambda call, _call, _signal, _data: call.hang_up(), signal="answered"
        ),
        f"{VOICE} and stay so for 15 min",
    ),
    MANUAL.fault(
        "assistance-agent-is-not-heard",
        "BCALL-03",
        AGENT_HEARD,
        "The agent is not heard in the vehicle.",
        QUIET_SPEAKER,
        FIRST_WORDS,
    ),
    MANUAL.fault(
        "assistance-occupants-are-not-heard",
        "BCALL-03",
        "The assistance centre hears the occupants whenever they speak",
        "The occupants are not heard at the assistance centre.",
        DEAF_MICROPHONE,
        "the assistance centre hears the occupant in reaction to the occupant's words and stays so for 5 min",
    ),
    MANUAL.fault(
        "sos-calls-assistance-too",
        "BCALL-01",
        "An SOS press for 0.5 s places no breakdown call from a vehicle that is started",
        "The SOS button calls the assistance centre too.",
        TRIGGERS.replaced(GenerousTriggers),
    ),
    MANUAL.fault(
        "crash-calls-assistance",
        "BCALL-01",
        "A crash that deploys the airbags places no breakdown call from a vehicle that is started",
        "A crash calls the assistance centre.",
        TRIGGERS.also(Triggers.crashed, lambda triggers: triggers.breakdown_call.start()),
        AFTER_CRASH,
    ),
    MANUAL.fault(
        "pretensioners-call-assistance",
        "BCALL-01",
        "A crash that fires the pre-tensioners places no breakdown call from a vehicle that is started",
        "Pre-tensioners call the assistance centre.",
        TRIGGERS.replaced(PretensionerTriggers),
        AFTER_CRASH,
    ),
    MANUAL.fault(
        "assistance-by-itself",
        "BCALL-01",
        "Without a press of the ASSISTANCE button no breakdown call is placed",
        "A call is placed a minute after the start.",
        when_started(Triggers.assistance_pressed, after_s=60),
    ),
    MANUAL.fault(
        "assistance-taken-for-sos",
        "BCALL-10",
        ALONE,
        "Each button is taken for the other.",
        TRIGGERS.replaced(CrossedTriggers),
        CALLED,
    ),
    MANUAL.fault(
        "assistance-calls-the-psap-too",
        "BCALL-10",
        ALONE,
        "The ASSISTANCE button calls the PSAP too.",
        TRIGGERS.replaced(GenerousTriggers),
        "no emergency call is placed for 5 min after the ASSISTANCE press",
    ),
    MANUAL.fault(
        "assistance-is-red",
        "BCALL-10",
        "The ASSISTANCE button is black",
        "The ASSISTANCE button is red.",
        painted("assistance", "red"),
    ),
    MANUAL.fault(
        "assistance-is-sos-the-second-time",
        "BCALL-10",
        "The ASSISTANCE button calls the assistance centre and not the PSAP at its second press too",
        "The ASSISTANCE button calls the PSAP from the second press on.",
        TRIGGERS.replaced(TwiceTriggers),
        f"{VOICE} and stay so for 60 s",
    ),
    MANUAL.fault(
        "assistance-calls-the-psap-minutes-later",
        "BCALL-10",
        ALONE,
        "The ASSISTANCE button calls the PSAP too, three minutes later.",
        TRIGGERS.also(
            Triggers.assistance_pressed, lambda triggers: triggers.call_emergency("manual", None), after_s=180
        ),
        "no emergency call is placed for 5 min after the ASSISTANCE press",
    ),
    MANUAL.fault(
        "assistance-dead-on-the-road",
        "BCALL-02",
        "The ASSISTANCE button of a vehicle on the road opens a voice call",
        "The ASSISTANCE button is dead while the vehicle drives.",
        triggers_that_ignore(Triggers.assistance_pressed, drives),
        f"{VOICE} and stay so for 60 s",
    ),
    MANUAL.fault(
        "assistance-dead-after-an-emergency-call",
        "BCALL-02",
        "The ASSISTANCE button calls after an emergency call of the SOS press that the PSAP has ended",
        "The ASSISTANCE button is dead while the vehicle waits for a call back.",
        TRIGGERS.ignores(
            Triggers.assistance_pressed, when=lambda triggers: triggers.emergency_call.state == "callback_wait"
        ),
        f"{VOICE} and stay so for 60 s",
    ),
    MANUAL.fault(
        "assistance-dead-after-hanging-up",
        "BCALL-02",
        "The ASSISTANCE button calls after an emergency call that a second press has hung up",
        "The ASSISTANCE button is dead once an emergency call was hung up.",
        TRIGGERS.replaced(SpentAssistance),
        f"{VOICE} and stay so for 60 s",
    ),
    MANUAL.fault(
        "assistance-dead-after-an-unconfirmed-change",
        "BCALL-02",
        "The ASSISTANCE button calls after a change of mode that was not confirmed",
        "The change of mode waits for its confirmation for ever.",
        MODE_SWITCH.also(Switching.ask, lambda switching: switching._over.cancel()),
        CALLED,
    ),
    MANUAL.fault(
        "assistance-call-cut-after-10min",
        "BCALL-03",
        STARTED,
        "The call is cut after ten minutes of voice.",
        BREAKDOWN_CALL.also(BreakdownCall._answered, BreakdownCall.hang_up, after_s=600),
        f"{VOICE} and stay so for 15 min",
    ),
    MANUAL.fault(
        "assistance-call-ends-with-the-ignition",
        "BCALL-03",
        "A breakdown call goes on when the driver turns the ignition off",
        "The call ends when the ignition is turned off.",
        TRIGGERS.replaced(HangingUpTriggers),
        "the assistance centre and the vehicle stay in voice contact for 5 min after the start of the wait",
    ),
    MANUAL.fault(
        "assistance-agent-is-a-hum",
        "BCALL-03",
        AGENT_HEARD,
        "A hum is heard in place of the agent's words.",
        HUM,
        FIRST_WORDS,
    ),
    MANUAL.fault(
        "assistance-agent-is-a-record",
        "BCALL-03",
        AGENT_HEARD,
        "The agent's first words are heard whatever the agent says.",
        PARROT,
        LATER_WORDS,
    ),
    MANUAL.fault(
        "assistance-agent-is-heard-for-two-minutes",
        "BCALL-03",
        AGENT_HEARD,
        "The agent is heard for the first two minutes of a call.",
        SOON_DEAF,
        LATER_WORDS,
    ),
    MANUAL.fault(
        "assistance-one-voice-at-a-time",
        "BCALL-03",
        "Vehicle and assistance centre hear each other at the same time",
        "The agent is not heard while an occupant speaks.",
        ONE_WAY,
        '"help is on the way" is heard in the vehicle in reaction to the agent\'s words',
    ),
    MANUAL.fault(
        "assistance-occupants-are-heard-for-a-minute",
        "BCALL-03",
        "The assistance centre hears the occupants whenever they speak",
        "The occupants are heard for the first minute of a call.",
        SOON_MUTE,
        "the assistance centre hears the occupant in reaction to the occupant's words and stays so for 5 min",
    ),
    MANUAL.fault(
        "hang-up-calls-assistance",
        "BCALL-01",
        "An SOS call that a second press hangs up is followed by no breakdown call",
        "An SOS call that was hung up is followed by a call to the assistance centre.",
        TRIGGERS.replaced(ConsolingTriggers),
        "no breakdown call is placed for 15 min after the SOS press",
    ),
    MANUAL.fault(
        "end-of-an-emergency-call-calls-assistance",
        "BCALL-01",
        "An emergency call that the PSAP has ended is followed by no breakdown call",
        "Five minutes after an emergency call the assistance centre is called.",
        TRIGGERS.also(Triggers.call_emergency, lambda triggers: triggers.breakdown_call.start(), after_s=300),
        "no breakdown call is placed for 15 min after the SOS press",
    ),
    MANUAL.fault(
        "unconfirmed-change-calls-assistance",
        "BCALL-01",
        "A change of mode that is not confirmed places no breakdown call",
        "A change of mode that is not confirmed calls the assistance centre.",
        TRIGGERS.also(Triggers.start_switching, lambda triggers: triggers.breakdown_call.start(), after_s=60),
        "no breakdown call is placed for 15 min after the double-push",
    ),
    MANUAL.fault(
        "unlock-calls-assistance",
        "BCALL-01",
        "No breakdown call is placed when the driver unlocks the vehicle",
        "An unlock with the key calls the assistance centre.",
        TRIGGERS.replaced(UnlockTriggers),
    ),
    MANUAL.fault(
        "ignition-calls-assistance",
        "BCALL-01",
        "No breakdown call is placed when the driver stops the engine",
        "The end of a trip calls the assistance centre.",
        TRIGGERS.replaced(IgnitionTriggers),
    ),
)
