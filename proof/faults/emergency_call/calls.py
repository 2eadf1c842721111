"""Faults of the emergency call: what sets it up, what ends it, and its voice."""

from __future__ import annotations

from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.shared import asleep, when_started
from proof.slots import EMERGENCY_CALL, TRIGGERS, VOICE
from proof.variant import variant
from simulators.ecus.telematics.buttons import Press
from simulators.ecus.telematics.call import EmergencyCall, EmergencyCallCalibration
from simulators.ecus.telematics.ecu import BUS, TelematicsEcu
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.voice import VoicePath
from simulators.offboard.network import Activation, Call

CRASH = Theme("features/emergency_call/crash.feature")
MANUAL = Theme("features/emergency_call/manual.feature")
COUNTRIES = Theme("features/emergency_call/countries.feature")
BY_AIRBAGS = "A crash that deploys the airbags calls the PSAP when the vehicle is started"
BY_ALL = "A crash that deploys the airbags and fires the pre-tensioners calls the PSAP when the vehicle is started"
WITHOUT_IGNITION = "A crash that deploys the airbags calls the PSAP from a vehicle with the ignition off that is"
ASLEEP_CRASH = f"{WITHOUT_IGNITION} asleep"
AWAKE_CRASH = f"{WITHOUT_IGNITION} awake"
STARTED = "The SOS button of a vehicle that is started calls the PSAP"
CALLED = "the PSAP is called in reaction to the SOS press"
CALLED_BY_CRASH = "the PSAP is called in reaction to the crash"
SOS_ALONE = "An SOS press for 0.5 s calls the PSAP and not the assistance centre from a vehicle that is started"
HUNG_UP = "A second press 1.5 s after the release of the first hangs up in a vehicle that is started"
HUNG_UP_ASLEEP = "A second press 2.9 s after the release of the first hangs up in a vehicle that is asleep"
NO_CALL = "the vehicle is in no call from 10 s to 15 min after the second press"
GOES_ON = "The call of a vehicle that is started goes on until the PSAP ends it"
VOICE_AFTER_SOS = "the PSAP and the vehicle are in voice contact in reaction to the SOS press"
CALLED_BACK = "the PSAP and the vehicle are in voice contact in reaction to the call back and stay so for 5 min"
AGENT_HEARD = "The words of the PSAP's agent are heard in the vehicle in the call of the SOS press"
ONCE = "is heard in the vehicle in reaction to the agent's words and not again for 10 s"
FIRST_WORDS = f'"where are you" {ONCE}'
LATER_WORDS = f'"help is on the way" {ONCE}'
OCCUPANTS_HEARD = "The PSAP hears the occupants whenever they speak in the call of the SOS press"
HEARS = "the PSAP hears the occupant in reaction to the occupant's words and stays so for 2 min"
MUTE = "The data set of the SOS press locates a vehicle that is started and has a mute microphone"


class CrossedTriggers(Triggers):
    """A call trigger that takes each button for the other."""

    def pressed(self, press: Press) -> None:
        if press.button == "sos":
            self.assistance_pressed()
        else:
            self.sos_pressed(press)


class GenerousTriggers(Triggers):
    """A call trigger that calls the assistance centre too when SOS is pressed, and the PSAP when ASSISTANCE is."""

    def pressed(self, press: Press) -> None:
        super().pressed(press)
        if press.button == "sos":
            self.breakdown_call.start()
        else:
            self.emergency_call.start("manual", press)


class BothNeededTriggers(Triggers):
    """A call trigger that needs pre-tensioners besides the airbags."""

    def power_on(self) -> None:
        super().power_on()
        self._com.listen("relay.crash.pretensioner")

    def crashed(self) -> None:
        if self._com.get("relay.crash.pretensioner") == "fired":
            super().crashed()


WRONG_MARK = TRIGGERS.given(Triggers.call_emergency, activation={"manual": "automatic", "automatic": "manual"})
NERVOUS = when_started(lambda triggers: triggers.call_emergency("manual", None), after_s=60)
SLEEPY_BUTTONS = TRIGGERS.ignores(Triggers.pressed, when=asleep(BUS))
TOUCHY_BUTTONS = TRIGGERS.returns(Triggers.minimum_press_ns, seconds(0.05))
DULL_BUTTONS = TRIGGERS.returns(Triggers.minimum_press_ns, seconds(2.0))


class PrivateNumberCall(EmergencyCall):
    """An emergency call that calls the assistance centre in place of 112."""

    def _dial(self) -> None:
        self._enter("dialling")
        self._call = self._modem.dial("breakdown", self._activation, self)


class UnreachableCall(EmergencyCall):
    """An emergency call that takes no call back."""

    def ring(self, call: Call) -> None:
        call.join(self)
        call.hang_up(self)


QUIET_SPEAKER = VOICE.ignores(VoicePath.hear)
DEAF_MICROPHONE = VOICE.returns(VoicePath.picks_up, False)


class HomeTriggers(Triggers):
    """A call trigger that calls nobody in some countries."""

    ABROAD: ClassVar[frozenset[int]] = frozenset({228, 234, 242, 274, 295})

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._mcc = ecu.wiring["cell.mcc"]

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        if self._mcc.value not in self.ABROAD:
            super().call_emergency(activation, press)


def _window(name: str, title: str, description: str, window_s: float) -> Fault:
    then = "the vehicle is in no call from 10 s to 5 min after the second press"
    window = EMERGENCY_CALL.calibrated(EmergencyCallCalibration(cancel_window_s=window_s))
    return MANUAL.fault(name, "ECALL-17", title, description, window, then)


def _abroad(country: str, code: int) -> Fault:
    word = country.lower().replace(" ", "-").removeprefix("the-")
    return COUNTRIES.fault(
        f"ecall-not-in-{word}",
        "ECALL-19",
        f"The SOS button reaches a PSAP in {country}",
        f"No emergency call is placed in the networks of {country}.",
        TRIGGERS.replaced(variant(HomeTriggers, ABROAD=frozenset({code}))),
        f"the call is taken to a PSAP of {country} in reaction to the SOS press",
    )


FAULTS = (
    CRASH.fault(
        "crash-not-noticed",
        "ECALL-04",
        BY_ALL,
        "A crash calls nobody.",
        TRIGGERS.ignores(Triggers.crashed),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-marked-as-manual",
        "ECALL-04",
        BY_AIRBAGS,
        "The call of a crash is marked as manual.",
        WRONG_MARK,
        "the data set tells of an automatic activation in reaction to the crash",
    ),
    CRASH.fault(
        "crash-needs-pretensioners",
        "ECALL-06",
        BY_AIRBAGS,
        "Airbags without pre-tensioners call nobody.",
        TRIGGERS.replaced(BothNeededTriggers),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "ecall-without-a-crash",
        "ECALL-04",
        "Without a crash no emergency call is placed",
        "A call is placed a minute after the start.",
        NERVOUS,
    ),
    MANUAL.fault(
        "sos-dead",
        "ECALL-05",
        STARTED,
        "The SOS button calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed),
        CALLED,
    ),
    MANUAL.fault(
        "sos-marked-as-automatic",
        "ECALL-05",
        STARTED,
        "The call of the SOS button is marked as automatic.",
        WRONG_MARK,
        "the data set tells of a manual activation in reaction to the SOS press",
    ),
    MANUAL.fault(
        "sos-dead-asleep",
        "ECALL-08",
        "The SOS button of a vehicle with the ignition off that is asleep calls the PSAP",
        "The SOS button of a sleeping vehicle calls nobody.",
        SLEEPY_BUTTONS,
        CALLED,
    ),
    MANUAL.fault(
        "sos-by-itself",
        "ECALL-05",
        "Without a press of the SOS button no emergency call is placed",
        "A call is placed a minute after the start.",
        NERVOUS,
    ),
    MANUAL.fault(
        "sos-too-touchy",
        "ECALL-08",
        "A press of the SOS button for 0.1 s sets up no call in a vehicle that is started",
        "A touch of 0.1 s is taken for a press.",
        TOUCHY_BUTTONS,
    ),
    MANUAL.fault(
        "sos-too-dull",
        "ECALL-08",
        "A press of the SOS button for 0.3 s sets up a call in a vehicle that is started",
        "A press has to last 2 s.",
        DULL_BUTTONS,
    ),
    MANUAL.fault(
        "sos-taken-for-assistance",
        "ECALL-03",
        SOS_ALONE,
        "Each button is taken for the other.",
        TRIGGERS.replaced(CrossedTriggers),
        CALLED,
    ),
    MANUAL.fault(
        "sos-calls-both",
        "ECALL-03",
        SOS_ALONE,
        "The SOS button calls the assistance centre too.",
        TRIGGERS.replaced(GenerousTriggers),
        "no breakdown call is placed for 5 min after the SOS press",
    ),
    MANUAL.fault(
        "assistance-calls-both",
        "ECALL-03",
        "An ASSISTANCE press for 0.5 s does not call the PSAP from a vehicle that is started",
        "The ASSISTANCE button calls the PSAP too.",
        TRIGGERS.replaced(GenerousTriggers),
        "no emergency call is placed for 5 min after the ASSISTANCE press",
    ),
    MANUAL.fault(
        "sos-is-no-112-call",
        "ECALL-15",
        "The call of the SOS button of a vehicle that is started is a 112 call",
        "The call of the SOS button has a destination of its own.",
        EMERGENCY_CALL.replaced(PrivateNumberCall),
    ),
    MANUAL.fault(
        "assistance-is-a-112-call",
        "ECALL-15",
        "The call of the ASSISTANCE button is no 112 call",
        "The ASSISTANCE button places a call of the emergency category.",
        TRIGGERS.instead(Triggers.assistance_pressed, lambda triggers: triggers.call_emergency("manual", None)),
    ),
    MANUAL.fault(
        "second-press-ignored",
        "ECALL-17",
        HUNG_UP,
        "A second press does not end the call.",
        EMERGENCY_CALL.returns(EmergencyCall.hangs_up, False),
        NO_CALL,
    ),
    _window(
        "second-press-window-0.4s",
        "A second press 0.5 s after the release of the first hangs up in a vehicle that is started",
        "A second press ends the call only within 0.4 s.",
        0.4,
    ),
    _window(
        "second-press-window-2.8s",
        "A second press 2.9 s after the release of the first hangs up in a vehicle that is started",
        "A second press ends the call only within 2.8 s.",
        2.8,
    ),
    MANUAL.fault(
        "call-comes-back",
        "ECALL-17",
        HUNG_UP,
        "A call that was ended is dialled again after some minutes.",
        EMERGENCY_CALL.also(EmergencyCall.hang_up, lambda call: call._redial.arm_in(seconds(600))),
        NO_CALL,
    ),
    MANUAL.fault(
        "agent-is-not-heard",
        "ECALL-16",
        AGENT_HEARD,
        "The agent is not heard in the vehicle.",
        QUIET_SPEAKER,
        FIRST_WORDS,
    ),
    MANUAL.fault(
        "occupants-are-not-heard",
        "ECALL-16",
        OCCUPANTS_HEARD,
        "The occupants are not heard at the PSAP.",
        DEAF_MICROPHONE,
        HEARS,
    ),
    MANUAL.fault(
        "voice-before-the-data",
        "ECALL-16",
        "The PSAP has the data set of the SOS press before anybody can speak",
        "The voice channel opens before the data have been sent.",
        EMERGENCY_CALL.also(EmergencyCall._answered, EmergencyCall.speak)
        | EMERGENCY_CALL.late_by(EmergencyCall.send_msd, 20),
        "no voice contact comes without the data set for 60 s after the SOS press",
    ),
    MANUAL.fault(
        "no-voice",
        "ECALL-16",
        "The PSAP has the data set of the SOS press before anybody can speak",
        "The voice channel never opens.",
        EMERGENCY_CALL.instead(EmergencyCall.speak, lambda call: call._data_limit.cancel()),
        "the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s",
    ),
    MANUAL.fault(
        "call-ends-by-itself",
        "ECALL-18",
        GOES_ON,
        "The call ends after half a minute.",
        EMERGENCY_CALL.also(EmergencyCall.speak, EmergencyCall.hang_up, after_s=30),
        f"{VOICE_AFTER_SOS} and stay so for 15 min",
    ),
    MANUAL.fault(
        "call-back-refused",
        "ECALL-18",
        "The PSAP reaches the vehicle again by calling back after 1 s",
        "The PSAP cannot call back.",
        EMERGENCY_CALL.replaced(UnreachableCall),
        CALLED_BACK,
    ),
    *(
        _abroad(country, code)
        for country, code in (
            ("Malta", 278),
            ("the United Kingdom", 234),
            ("Switzerland", 228),
            ("Liechtenstein", 295),
            ("Norway", 242),
            ("Iceland", 274),
        )
    ),
    Theme("features/emergency_call/data.feature").fault(
        "mute-vehicle-sends-no-data",
        "ECALL-22",
        MUTE,
        "The data set is sent only when somebody can be heard.",
        EMERGENCY_CALL.ignores(
            EmergencyCall.call_signal,
            signal="msd_request",
            when=lambda call, _call, _signal, _data: not call._voice._microphone.value,
        ),
        "the PSAP has acknowledged the data set in reaction to the SOS press",
    ),
    Theme("features/emergency_call/data.feature").fault(
        "mute-vehicle-is-heard",
        "ECALL-22",
        MUTE,
        "Occupants are heard through a microphone that is mute.",
        VOICE.instead(VoicePath.picks_up, lambda voice: voice._occupants.value),
        "the PSAP hears nobody for 30 s after the occupant's words",
    ),
)
