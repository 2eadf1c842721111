"""Faults of the emergency call that show in some states alone: after other calls, asleep, on the road, later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.emergency_call.calls import (
    AGENT_HEARD,
    ASLEEP_CRASH,
    AWAKE_CRASH,
    CALLED,
    CALLED_BY_CRASH,
    FIRST_WORDS,
    GOES_ON,
    HEARS,
    HUNG_UP,
    HUNG_UP_ASLEEP,
    LATER_WORDS,
    MUTE,
    NO_CALL,
    OCCUPANTS_HEARD,
    SOS_ALONE,
    VOICE_AFTER_SOS,
)
from proof.faults.shared import shows
from proof.slots import AIRBAG, EMERGENCY_CALL, TRIGGERS, VOICE
from simulators.bus.com import SignalValue
from simulators.ecus.airbag import Airbag
from simulators.ecus.telematics.buttons import Press
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.voice import VoicePath
from simulators.offboard.network import Activation, Call, Category, Party, Signal
from simulators.plant.voice import SAMPLE_RATE_HZ, speak
from simulators.world import World

CRASH = Theme("features/emergency_call/crash.feature")
MANUAL = Theme("features/emergency_call/manual.feature")
DATA = Theme("features/emergency_call/data.feature")
VOICE_AFTER_RETURN = "the PSAP and the vehicle are in voice contact in reaction to the return of the network"
STAYS = f"{VOICE_AFTER_SOS} and stay so for 15 min"
MEANWHILE = "the PSAP and the vehicle stay in voice contact for 5 min after the start of the voice contact"
SECONDS_OF_HUM = np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ


class AttentiveTriggers(Triggers):
    """A call trigger that hears of speed, ignition and locks besides, for faults that depend on them."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.listen("vehicle.speed_kmh", "ignition.state", "doors.front_left.lock")


def triggers_that_ignore(method: Callable[..., None], when: Callable[..., bool]) -> Deviation:
    """Let the call trigger ignore a button or a crash in some state of the vehicle."""
    return TRIGGERS.replaced(AttentiveTriggers) | TRIGGERS.ignores(method, when=when)


def drives(triggers: Triggers, *_arguments: object) -> bool:
    """Tell whether the wheels turn."""
    return float(triggers._com.get("vehicle.speed_kmh")) > 0


class EndingTriggers(Triggers):
    """A call trigger that ends the emergency call when the signal of `WHY` comes to its value."""

    WHY = ("ignition.state", "off")

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on(self.WHY[0], ecu.while_powered(self._on_why))

    def _on_why(self, value: SignalValue) -> None:
        if value == self.WHY[1]:
            self.emergency_call.hang_up()


class UnlockEndsTriggers(EndingTriggers):
    """A call trigger that ends the emergency call when the vehicle is unlocked."""

    WHY = ("doors.front_left.lock", "unlocked")


class SpentTriggers(Triggers):
    """A call trigger whose SOS button is dead once it has hung up a call."""

    _spent = False

    def sos_pressed(self, press: Press) -> None:
        if not self._spent:
            self._spent = self.emergency_call.hangs_up(press.pressed_ns)
            super().sos_pressed(press)


class SpentCrashTriggers(SpentTriggers):
    """A call trigger that takes no crash either once it has hung up a call."""

    def crashed(self) -> None:
        if not self._spent:
            super().crashed()


class SpentAirbagTriggers(Triggers):
    """A call trigger that takes no crash once it has taken one."""

    _spent = False

    def crashed(self) -> None:
        if not self._spent:
            self._spent = True
            super().crashed()


class StuckTriggers(Triggers):
    """A call trigger that takes no press of the SOS button once it has seen one that was too short."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._stuck = False
        self._pressed_ns = 0
        ecu.wiring.flag("button.sos").watch(self._on_sos)

    def sos_pressed(self, press: Press) -> None:
        if not self._stuck:
            super().sos_pressed(press)

    def _on_sos(self, pressed: bool) -> None:
        if pressed:
            self._pressed_ns = self._kernel.now_ns
        else:
            self._stuck = self._stuck or self._kernel.now_ns - self._pressed_ns < seconds(0.15)


class ConsolingTriggers(Triggers):
    """A call trigger that calls the assistance centre `AFTER_S` after an SOS call was hung up."""

    AFTER_S = 20.0

    def sos_pressed(self, press: Press) -> None:
        hangs_up = self.emergency_call.hangs_up(press.pressed_ns)
        super().sos_pressed(press)
        if hangs_up:
            self._kernel.call_in(seconds(self.AFTER_S), self.breakdown_call.start)


class DrowsyCall(EmergencyCall):
    """An emergency call that a second press does not end when the first one has woken the vehicle."""

    _woke = False

    def start(self, activation: Activation, origin: Press | None = None) -> None:
        self._woke = not self._wake.awake
        super().start(activation, origin)

    def hangs_up(self, pressed_ns: int) -> bool:
        return not self._woke and super().hangs_up(pressed_ns)


class DrowsyTriggers(Triggers):
    """A call trigger that notes before it wakes the vehicle whether that sleeps."""

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        asleep = not self._wake.awake
        super().call_emergency(activation, press)
        self.emergency_call._woke = asleep  # type: ignore[attr-defined]  # of DrowsyCall


class OnceCancelledCall(EmergencyCall):
    """An emergency call that a second press ends the first time alone."""

    _cancelled = False

    def hang_up(self) -> None:
        if not self._cancelled:
            self._cancelled = self.active
            super().hang_up()


class LeftOverCall(EmergencyCall):
    """An emergency call that is ended in the ECU, and not in the modem where there was no coverage to dial."""

    def hang_up(self) -> None:
        if self._call is not None and self.state == "dialling":
            self._call = None
        super().hang_up()


class PatientCall(EmergencyCall):
    """An emergency call that is dialled once no second press can hang it up any more."""

    def start(self, activation: Activation, origin: Press | None = None) -> None:
        super().start(activation, origin)
        if self._call is not None:
            self._call.hang_up(self)
            self._call = None
        self._redial.arm_in(seconds(4.5))


class ForgetfulCall(EmergencyCall):
    """An emergency call that takes a call back for one by hand."""

    def ring(self, call: Call) -> None:
        super().ring(call)
        self._activation = call.activation


class StickyCall(EmergencyCall):
    """An emergency call that is marked as automatic once one was."""

    _automatic = False

    def start(self, activation: Activation, origin: Press | None = None) -> None:
        self._automatic = self._automatic or activation == "automatic"
        super().start("automatic" if self._automatic else activation, origin)


class PrivateSecondCall(EmergencyCall):
    """An emergency call that is no 112 call from the second on."""

    _dialled = 0

    def _dial(self) -> None:
        self._dialled += 1
        self._enter("dialling")
        self._call = self._modem.dial("emergency" if self._dialled == 1 else "breakdown", self._activation, self)


class ContentCall(EmergencyCall):
    """An emergency call that is over when the network cuts it off after some minutes."""

    _spoken_ns = 0

    def speak(self) -> None:
        self._spoken_ns = self._kernel.now_ns
        super().speak()

    def _lost(self) -> None:
        if self.state == "voice" and self._kernel.now_ns - self._spoken_ns > seconds(120):
            self._end()
        else:
            super()._lost()


class BritishCall(EmergencyCall):
    """An emergency call that is no 112 call in British networks."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._mcc = ecu.wiring["cell.mcc"]

    def _dial(self) -> None:
        self._enter("dialling")
        category: Category = "breakdown" if self._mcc.value == 234 else "emergency"
        self._call = self._modem.dial(category, self._activation, self)


class ImpatientCall(EmergencyCall):
    """An emergency call that is given up when the network is not there at once."""

    def _dial(self) -> None:
        super()._dial()
        self._kernel.call_in(seconds(20), self._not_reached)

    def _lost(self) -> None:
        super()._lost()
        self._give_up.arm_in(seconds(40))


class ParrotVoice(VoicePath):
    """A voice path whose loudspeaker says the first words that it has heard, whatever the agent says."""

    _first = b""

    def hear(self, samples: bytes) -> None:
        self._first = self._first or samples
        super().hear(self._first)


class EchoingVoice(VoicePath):
    """A voice path that says everything twice."""

    def hear(self, samples: bytes) -> None:
        super().hear(samples)
        self._kernel.call_in(seconds(4), partial(super().hear, samples))


class TiringVoice(VoicePath):
    """A voice path that plays and takes up words for some time of a call alone."""

    HEARS_FOR_S = 3600.0
    SPEAKS_FOR_S = 3600.0

    def open(self, end: Party, say: Callable[[Signal], None]) -> None:
        self._since_ns = self._kernel.now_ns
        super().open(end, say)
        self._kernel.call_in(seconds(self.SPEAKS_FOR_S), partial(say, "silence"))

    def hear(self, samples: bytes) -> None:
        if self._kernel.now_ns - self._since_ns < seconds(self.HEARS_FOR_S):
            super().hear(samples)


class SoonDeafVoice(TiringVoice):
    """A voice path that plays nothing after two minutes of a call."""

    HEARS_FOR_S = 120.0


class SoonMuteVoice(TiringVoice):
    """A voice path that takes up nothing after a minute of a call."""

    SPEAKS_FOR_S = 60.0


class OneSpeechVoice(VoicePath):
    """A voice path that lets the other end hear the first words of the occupants alone."""

    _spoken = False

    def _update(self) -> None:
        if not self._spoken:
            super()._update()
            self._spoken = self._said == "silence" and bool(self._ends)


class OutspokenCall(EmergencyCall):
    """An emergency call that sends no data while somebody speaks."""

    def send_msd(self, call: Call) -> None:
        if not self._voice.picks_up():
            super().send_msd(call)


class ShyCall(EmergencyCall):
    """An emergency call that is hung up when nobody has spoken for two minutes."""

    def speak(self) -> None:
        super().speak()
        self._kernel.call_in(seconds(120), self._unless_spoken)

    def _unless_spoken(self) -> None:
        if not self._voice.picks_up():
            self.hang_up()


class BriefCallback(EmergencyCall):
    """An emergency call that takes a call back for five minutes alone."""

    def _hung_up(self) -> None:
        super()._hung_up()
        self._callback_until_ns = self._kernel.now_ns + seconds(300)


def painted(button: str, colour: str) -> Deviation:
    """Let a button have another colour."""

    def paint(world: World) -> None:
        world.wiring.text(f"button.{button}.colour").set(colour)

    return Deviation(fits=(paint,))


def _hum(voice: VoicePath, _samples: bytes) -> None:
    voice._speaker.play((3000 * np.sin(2 * np.pi * 440 * SECONDS_OF_HUM)).astype(np.int16))


def _other_words(voice: VoicePath, _samples: bytes) -> None:
    voice._speaker.play(speak("where are you now"))


HUM = VOICE.instead(VoicePath.hear, _hum)
OTHER_WORDS = VOICE.instead(VoicePath.hear, _other_words)
ONE_WAY = VOICE.ignores(VoicePath.hear, when=lambda voice, _samples: voice.picks_up())
PARROT = VOICE.replaced(ParrotVoice)
SOON_DEAF = VOICE.replaced(SoonDeafVoice)
SOON_MUTE = VOICE.replaced(SoonMuteVoice)


def _hung_up_after(after_s: float, *, good: bool = False) -> Fault:
    return MANUAL.fault(
        f"hang-up-after-{after_s:g}s",
        "ECALL-17",
        HUNG_UP,
        f"The vehicle hangs up {after_s:g} s after the second press.",
        EMERGENCY_CALL.late_by(EmergencyCall.hang_up, after_s),
        NO_CALL,
        good=good,
    )


def _goes_on(name: str, what: str, text: str, deviation: Deviation) -> Fault:
    return MANUAL.fault(name, "ECALL-18", f"The call goes on when {what}", text, deviation, MEANWHILE)


FAULTS = (
    # --- a second press hangs up
    *sides(_hung_up_after, wrong=12.0, right=8.0),
    MANUAL.fault(
        "hang-up-never-set-up",
        "ECALL-17",
        HUNG_UP,
        "The call is dialled once no second press can hang it up, so that it is never set up.",
        EMERGENCY_CALL.replaced(PatientCall),
        NO_CALL,
        good=True,
    ),
    MANUAL.fault(
        "hang-up-not-out-of-sleep",
        "ECALL-17",
        HUNG_UP_ASLEEP,
        "A second press is ignored when the first has woken the vehicle.",
        EMERGENCY_CALL.replaced(DrowsyCall) | TRIGGERS.replaced(DrowsyTriggers),
        "the vehicle is in no call from 10 s to 90 min after the second press",
    ),
    MANUAL.fault(
        "hang-up-then-redial-after-an-hour",
        "ECALL-17",
        HUNG_UP_ASLEEP,
        "A call that was hung up is dialled again an hour later.",
        EMERGENCY_CALL.also(EmergencyCall.hang_up, EmergencyCall._dial, after_s=3600),
        "the vehicle is in no call from 10 s to 90 min after the second press",
    ),
    MANUAL.fault(
        "hang-up-then-assistance",
        "ECALL-17",
        HUNG_UP,
        "A call that was hung up is followed by one to the assistance centre.",
        TRIGGERS.replaced(ConsolingTriggers),
        NO_CALL,
    ),
    MANUAL.fault(
        "hang-up-the-first-time-alone",
        "ECALL-17",
        "A second press hangs up the second call as it does the first",
        "A second press hangs up once in the life of the vehicle.",
        EMERGENCY_CALL.replaced(OnceCancelledCall),
        NO_CALL,
    ),
    MANUAL.fault(
        "hang-up-not-in-the-modem",
        "ECALL-17",
        "A call that a second press has hung up without coverage is not placed when coverage comes back",
        "A call that was hung up without coverage is placed when coverage comes back.",
        EMERGENCY_CALL.replaced(LeftOverCall),
        "the vehicle is in no call for 15 min after the return of the network",
    ),
    MANUAL.fault(
        "hang-up-by-a-short-press-alone",
        "ECALL-17",
        "A second press for 4 s hangs up the call of a first one for 0.5 s",
        "A second press that is held is ignored.",
        TRIGGERS.ignores(
            Triggers.sos_pressed,
            when=lambda triggers, press: (
                triggers.emergency_call.active and press.lasted_ns(triggers._kernel.now_ns) >= seconds(0.45)
            ),
        ),
        "the vehicle is in no call from 10 s to 5 min after the second press",
    ),
    # --- a press calls, whatever came before
    MANUAL.fault(
        "sos-dead-after-hanging-up",
        "ECALL-05",
        "The SOS button of a vehicle that is started calls 15 s after a second press has hung up",
        "The SOS button is dead once it has hung up a call.",
        TRIGGERS.replaced(SpentTriggers),
        "the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 2 min",
    ),
    MANUAL.fault(
        "sos-dead-on-the-road",
        "ECALL-05",
        "The SOS button of a vehicle on the road calls the PSAP",
        "The SOS button is dead while the vehicle drives.",
        triggers_that_ignore(Triggers.sos_pressed, drives),
        CALLED,
    ),
    MANUAL.fault(
        "sos-automatic-after-a-crash",
        "ECALL-05",
        "The SOS button sets up a manual call after an automatic one",
        "Every call after that of a crash is marked as automatic.",
        EMERGENCY_CALL.replaced(StickyCall),
        "the data set tells of a manual activation in reaction to the SOS press",
    ),
    MANUAL.fault(
        "sos-dead-in-a-breakdown-call",
        "ECALL-05",
        "The SOS button sets up an emergency call of its own in a breakdown call that is under way",
        "The SOS button is dead during a breakdown call.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=lambda triggers, _press: triggers.breakdown_call.active),
        "the network takes a 112 call to the PSAP in reaction to the SOS press",
    ),
    MANUAL.fault(
        "sos-is-black",
        "ECALL-03",
        "The SOS button is red",
        "The SOS button is black.",
        painted("sos", "black"),
    ),
    MANUAL.fault(
        "sos-held-is-assistance",
        "ECALL-03",
        "An SOS press for 10 s calls the PSAP and not the assistance centre from a vehicle that is started",
        "An SOS button that is held calls the assistance centre too.",
        TRIGGERS.also(Triggers.sos_pressed, lambda triggers: triggers.breakdown_call.start(), after_s=5),
        "no breakdown call is placed for 5 min after the SOS press",
    ),
    MANUAL.fault(
        "sos-calls-both-minutes-later",
        "ECALL-03",
        SOS_ALONE,
        "The SOS button calls the assistance centre too, three minutes later.",
        TRIGGERS.also(Triggers.sos_pressed, lambda triggers: triggers.breakdown_call.start(), after_s=180),
        "no breakdown call is placed for 5 min after the SOS press",
    ),
    MANUAL.fault(
        "sos-is-a-112-call-once",
        "ECALL-15",
        "A second call of the SOS button is a 112 call like the first",
        "The second call of the SOS button has a destination of its own.",
        EMERGENCY_CALL.replaced(PrivateSecondCall),
        "the network takes a 112 call to the PSAP in reaction to the SOS press",
    ),
    MANUAL.fault(
        "call-not-dialled-again-after-minutes",
        "ECALL-18",
        "A call that the network cuts off after 5 min for 10 s is connected once the network is back",
        "A call that is cut off after more than two minutes counts as ended.",
        EMERGENCY_CALL.replaced(ContentCall),
    ),
    MANUAL.fault(
        "sos-is-no-112-call-in-britain",
        "ECALL-15",
        "The call of the SOS button is a 112 call in Britain too",
        "In Britain the call of the SOS button has a destination of its own.",
        EMERGENCY_CALL.replaced(BritishCall),
    ),
    # --- a crash calls, whatever came before
    CRASH.fault(
        "crash-noticed-with-the-ignition-alone",
        "ECALL-04",
        AWAKE_CRASH,
        "A crash is noticed with the ignition on alone.",
        AIRBAG.instead(Airbag.detects, lambda airbag: airbag.powered and airbag._ignition.value),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-does-not-wake",
        "ECALL-06",
        ASLEEP_CRASH,
        "A crash does not wake the vehicle.",
        AIRBAG.ignores(Airbag.wake_network),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-not-noticed-when-off",
        "ECALL-04",
        ASLEEP_CRASH,
        "A crash of a vehicle with the ignition off calls nobody.",
        triggers_that_ignore(Triggers.crashed, shows("ignition.state", "off")),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-needs-the-engine",
        "ECALL-04",
        "A crash that deploys the airbags calls the PSAP when the ignition is on",
        "A crash calls nobody while the engine does not run.",
        triggers_that_ignore(Triggers.crashed, lambda triggers: triggers._com.get("ignition.state") != "running"),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-not-noticed-on-the-road",
        "ECALL-06",
        "A crash on the road calls the PSAP",
        "A crash calls nobody while the vehicle drives.",
        triggers_that_ignore(Triggers.crashed, drives),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-not-noticed-in-a-breakdown-call",
        "ECALL-04",
        "A crash during a breakdown call calls the PSAP",
        "A crash during a breakdown call calls nobody.",
        TRIGGERS.ignores(Triggers.crashed, when=lambda triggers: triggers.breakdown_call.active),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-not-noticed-after-hanging-up",
        "ECALL-04",
        "A crash after a call that a second press has hung up calls the PSAP",
        "A crash calls nobody once a call was hung up.",
        TRIGGERS.replaced(SpentCrashTriggers),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-not-noticed-after-a-call",
        "ECALL-04",
        "A crash after a call by hand that the PSAP has ended calls the PSAP",
        "A crash calls nobody while the vehicle waits for a call back.",
        TRIGGERS.ignores(Triggers.crashed, when=lambda triggers: triggers.emergency_call.state == "callback_wait"),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-not-noticed-after-a-crash",
        "ECALL-04",
        "A second crash calls the PSAP after the call of the first",
        "A crash calls nobody once an airbag has deployed.",
        TRIGGERS.replaced(SpentAirbagTriggers),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-not-told-in-a-call-by-hand",
        "ECALL-04",
        "A crash during an emergency call by hand is told to the PSAP",
        "A crash during an emergency call is kept from the PSAP.",
        EMERGENCY_CALL.ignores(EmergencyCall.tell_crash),
        "the data set tells of an automatic activation in reaction to the crash",
    ),
    CRASH.fault(
        "call-back-marked-as-manual",
        "ECALL-04",
        "The data set of a call back after an automatic call tells of an automatic activation",
        "The data set of every call back is marked as manual.",
        EMERGENCY_CALL.replaced(ForgetfulCall),
        "the data set tells of an automatic activation",
    ),
    CRASH.fault(
        "crash-not-noticed-in-a-change-of-mode",
        "ECALL-04",
        "A crash during a change of mode calls the PSAP",
        "A crash during a change of mode calls nobody.",
        TRIGGERS.ignores(Triggers.crashed, when=lambda triggers: triggers.switching.state != "idle"),
    ),
    CRASH.fault(
        "crash-given-up-without-coverage",
        "ECALL-04",
        "A crash without coverage calls the PSAP once coverage comes back",
        "A call is given up when the network is not there within 20 s.",
        EMERGENCY_CALL.replaced(ImpatientCall),
        "the PSAP is called in reaction to the return of the network",
    ),
    CRASH.fault(
        "crash-ends-the-call-by-hand",
        "ECALL-04",
        "A crash during an emergency call by hand leaves the PSAP on the line",
        "A crash hangs up the call that is under way.",
        TRIGGERS.also(Triggers.crashed, lambda triggers: triggers.emergency_call.hang_up()),
    ),
    CRASH.fault(
        "crash-call-ends-with-the-ignition",
        "ECALL-06",
        "The call of a crash goes on when the ignition is turned off",
        "The call of a crash ends when the ignition is turned off.",
        TRIGGERS.replaced(EndingTriggers),
        CALLED_BY_CRASH,
    ),
    # --- vehicle and PSAP hear each other
    MANUAL.fault(
        "agent-is-a-hum",
        "ECALL-16",
        AGENT_HEARD,
        "A hum is heard in place of the agent's words.",
        HUM,
        FIRST_WORDS,
    ),
    MANUAL.fault(
        "agent-is-another",
        "ECALL-16",
        AGENT_HEARD,
        "Other words than the agent's are heard.",
        OTHER_WORDS,
        FIRST_WORDS,
    ),
    MANUAL.fault(
        "agent-is-a-record",
        "ECALL-16",
        AGENT_HEARD,
        "The agent's first words are heard whatever the agent says.",
        PARROT,
        LATER_WORDS,
    ),
    MANUAL.fault(
        "agent-is-heard-twice",
        "ECALL-16",
        AGENT_HEARD,
        "The agent's words are heard twice.",
        VOICE.replaced(EchoingVoice),
        FIRST_WORDS,
    ),
    MANUAL.fault(
        "agent-is-heard-for-two-minutes",
        "ECALL-16",
        AGENT_HEARD,
        "The agent is heard for the first two minutes of a call.",
        SOON_DEAF,
        LATER_WORDS,
    ),
    MANUAL.fault(
        "one-voice-at-a-time",
        "ECALL-16",
        "Vehicle and PSAP hear each other at the same time",
        "The agent is not heard while an occupant speaks.",
        ONE_WAY,
        '"help is on the way" is heard in the vehicle in reaction to the agent\'s words',
    ),
    MANUAL.fault(
        "sos-dead-after-a-short-press",
        "ECALL-08",
        "The SOS button calls after a press that was too short",
        "A press that was too short leaves the button dead.",
        TRIGGERS.replaced(StuckTriggers),
        f"{VOICE_AFTER_SOS} and stay so for 60 s",
    ),
    MANUAL.fault(
        "occupants-are-heard-for-a-minute",
        "ECALL-16",
        OCCUPANTS_HEARD,
        "The occupants are heard for the first minute of a call.",
        SOON_MUTE,
        HEARS,
    ),
    MANUAL.fault(
        "occupants-are-heard-once",
        "ECALL-16",
        OCCUPANTS_HEARD,
        "The occupants are heard once in a call.",
        VOICE.replaced(OneSpeechVoice),
        "the PSAP hears the occupant in reaction to the occupant's words",
    ),
    MANUAL.fault(
        "agent-is-not-heard-after-a-crash",
        "ECALL-16",
        "The words of the PSAP's agent are heard in the vehicle in the call of the crash",
        "The agent is not heard in an automatic call.",
        EMERGENCY_CALL.ignores(
            EmergencyCall.call_signal,
            signal="speech",
            when=lambda call, _call, _signal, _data: call._activation == "automatic",
        ),
        FIRST_WORDS,
    ),
    # --- the call goes on
    MANUAL.fault(
        "call-cut-after-90s",
        "ECALL-18",
        GOES_ON,
        "The call is cut after a minute and a half of voice.",
        EMERGENCY_CALL.also(EmergencyCall.speak, EmergencyCall.hang_up, after_s=90),
        STAYS,
    ),
    MANUAL.fault(
        "call-cut-after-10min",
        "ECALL-18",
        GOES_ON,
        "The call is cut after ten minutes of voice.",
        EMERGENCY_CALL.also(EmergencyCall.speak, EmergencyCall.hang_up, after_s=600),
        STAYS,
    ),
    _goes_on(
        "call-ends-with-the-ignition",
        "the driver turns the ignition off",
        "The call ends when the ignition is turned off.",
        TRIGGERS.replaced(EndingTriggers),
    ),
    _goes_on(
        "call-ends-with-the-unlock",
        "the driver unlocks the vehicle",
        "The call ends when the vehicle is unlocked.",
        TRIGGERS.replaced(UnlockEndsTriggers),
    ),
    _goes_on(
        "call-ends-with-assistance",
        "the driver presses ASSISTANCE",
        "The ASSISTANCE button ends the emergency call.",
        TRIGGERS.also(Triggers.assistance_pressed, lambda triggers: triggers.emergency_call.hang_up()),
    ),
    _goes_on(
        "call-ends-with-a-double-push",
        "the driver presses both buttons",
        "Both buttons together end the emergency call.",
        TRIGGERS.also(Triggers.double_pushed, lambda triggers: triggers.emergency_call.hang_up()),
    ),
    MANUAL.fault(
        "call-back-beside-a-breakdown-call",
        "ECALL-18",
        "A call back of the PSAP ends a breakdown call",
        "A call back is put through beside a breakdown call, which goes on.",
        TRIGGERS.instead(Triggers.ring, lambda triggers, call: triggers.emergency_call.ring(call)),
        "the breakdown call is ended",
    ),
    MANUAL.fault(
        "call-given-up-in-a-gap",
        "ECALL-18",
        "A call that the network cuts off after 5 min for 60 s is connected once the network is back",
        "A call that was cut off is given up after 40 s.",
        EMERGENCY_CALL.replaced(ImpatientCall),
        f"{VOICE_AFTER_RETURN} and stay so for 5 min",
    ),
    MANUAL.fault(
        "call-given-up-without-coverage",
        "ECALL-18",
        "A call that is dialled without coverage is connected when coverage comes",
        "A call is given up when the network is not there within 20 s.",
        EMERGENCY_CALL.replaced(ImpatientCall),
        f"{VOICE_AFTER_RETURN} and stay so for 60 s",
    ),
    MANUAL.fault(
        "call-back-taken-for-five-minutes",
        "ECALL-18",
        "The PSAP reaches the vehicle again by calling back after 15 min",
        "The PSAP can call back for five minutes alone.",
        EMERGENCY_CALL.replaced(BriefCallback),
        "the PSAP and the vehicle are in voice contact in reaction to the call back and stay so for 5 min",
    ),
    # --- nobody can speak
    DATA.fault(
        "mute-vehicle-hangs-up",
        "ECALL-22",
        MUTE,
        "The call is hung up when nobody has spoken for two minutes.",
        EMERGENCY_CALL.replaced(ShyCall),
        "the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 5 min",
    ),
    DATA.fault(
        "vehicle-that-is-spoken-in-sends-no-data",
        "ECALL-22",
        "A vehicle whose occupants speak and are not understood is located",
        "No data are sent while somebody speaks.",
        EMERGENCY_CALL.replaced(OutspokenCall),
        "the PSAP has acknowledged the data set in reaction to the SOS press",
    ),
    DATA.fault(
        "mute-vehicle-sends-no-data-after-a-crash",
        "ECALL-22",
        "The data set of the crash locates a vehicle that is started and has a mute microphone",
        "The data set of a crash is sent only when somebody can be heard.",
        EMERGENCY_CALL.ignores(
            EmergencyCall.send_msd,
            when=lambda call, _call: call._activation == "automatic" and not call._voice._microphone.value,
        ),
        "the PSAP has acknowledged the data set in reaction to the crash",
    ),
)
