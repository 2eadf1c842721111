"""Faults of the emergency call: what sets it up, what ends it, and its voice."""

from __future__ import annotations

from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.variant import ecu, variant
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.buttons import Name, Press
from simulators.ecus.telematics.call import EmergencyCall, EmergencyCallCalibration
from simulators.ecus.telematics.ecu import BUS, TelematicsEcu
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.telematics.voice import VoicePath
from simulators.offboard.network import Activation, Call, Signal
from simulators.world import EcuFactory

CRASH = Theme("features/emergency_call/crash.feature")
MANUAL = Theme("features/emergency_call/manual.feature")
COUNTRIES = Theme("features/emergency_call/countries.feature")
BY_AIRBAGS = "A crash that deploys the airbags calls the PSAP"
STARTED = "The SOS button of a vehicle that is started calls the PSAP"
CALLED = "the PSAP is called in reaction to the SOS press"
CALLED_BY_CRASH = "the PSAP is called in reaction to the crash"


def buttons(**calls: float) -> dict[str, EcuFactory]:
    """Build an ECU with other times of its emergency call."""
    return ecu(Telematics, EmergencyCallCalibration(**calls))


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


class InsensitiveTriggers(Triggers):
    """A call trigger that does not mind a crash."""

    def crashed(self) -> None:
        """Mind nothing."""


class BothNeededTriggers(Triggers):
    """A call trigger that needs pre-tensioners besides the airbags."""

    def power_on(self) -> None:
        super().power_on()
        self._com.listen("relay.crash.pretensioner")

    def crashed(self) -> None:
        if self._com.get("relay.crash.pretensioner") == "fired":
            super().crashed()


class SwappedTriggers(Triggers):
    """A call trigger that marks a manual call as automatic, and the other way round."""

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        super().call_emergency("manual" if activation == "automatic" else "automatic", press)


class StartedTriggers(Triggers):
    """A call trigger that does something when the vehicle is started."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", ecu.while_powered(self._on_ignition))

    def started(self) -> None:
        """Do it."""

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "running":
            self.started()


class NervousTriggers(StartedTriggers):
    """A call trigger that calls a minute after the vehicle was started."""

    def started(self) -> None:
        self._kernel.call_in(seconds(60), lambda: self.call_emergency("manual", None))


class NumbTriggers(Triggers):
    """A call trigger that does not feel the SOS button."""

    def sos_pressed(self, press: Press) -> None:
        """Feel nothing."""


class SleepyTriggers(Triggers):
    """A call trigger that feels the buttons only while its bus is awake."""

    def pressed(self, press: Press) -> None:
        if self._com.started(BUS):
            super().pressed(press)


class TouchyTriggers(Triggers):
    """A call trigger that takes the lightest touch of a button for a press."""

    def minimum_press_ns(self, button: Name) -> int:
        return seconds(0.05)


class DullTriggers(Triggers):
    """A call trigger that wants a button held for 2 s, as the handbook of another vehicle has it."""

    def minimum_press_ns(self, button: Name) -> int:
        return seconds(2.0)


class ImpatientButtons(Triggers):
    """A call trigger that takes no press that lasts longer than 5 s for one."""

    def pressed(self, press: Press) -> None:
        self._kernel.call_in(seconds(5), lambda: self._taken(press))

    def _taken(self, press: Press) -> None:
        if press.released_ns is not None:
            super().pressed(press)


class PrivateNumberCall(EmergencyCall):
    """An emergency call that calls the assistance centre in place of 112."""

    def _dial(self) -> None:
        self._enter("dialling")
        self._call = self._modem.dial("breakdown", self._activation, self)


class EmergencyBreakdown(Triggers):
    """A call trigger that places a breakdown call as a call of the emergency category."""

    def assistance_pressed(self) -> None:
        self.call_emergency("manual", None)


class UnstoppableCall(EmergencyCall):
    """An emergency call that is not ended by a second press."""

    def hangs_up(self, pressed_ns: int) -> bool:
        return False


class PersistentCall(EmergencyCall):
    """An emergency call that dials again after it was ended."""

    def hang_up(self) -> None:
        super().hang_up()
        self._redial.arm_in(seconds(10))


class ShortCall(EmergencyCall):
    """An emergency call that ends by itself half a minute after the voice contact has begun."""

    def _speak(self) -> None:
        super()._speak()
        self._kernel.call_in(seconds(30), self.hang_up)


class UnreachableCall(EmergencyCall):
    """An emergency call that takes no call back."""

    def ring(self, call: Call) -> None:
        call.join(self)
        call.hang_up(self)


class HastyVoiceCall(EmergencyCall):
    """An emergency call that opens the voice channel before the data have been sent."""

    def _answered(self) -> None:
        super()._answered()
        self._speak()

    def _send_msd(self, call: Call) -> None:
        self._kernel.call_in(seconds(20), lambda: EmergencyCall._send_msd(self, call))


class MuteCall(EmergencyCall):
    """An emergency call that never opens the voice channel."""

    def _speak(self) -> None:
        self._data_limit.cancel()


class QuietSpeaker(VoicePath):
    """A voice path that plays nothing of what the other end says."""

    def hear(self, samples: bytes) -> None:
        """Play nothing."""


class DeafMicrophone(VoicePath):
    """A voice path that picks up nothing."""

    def picks_up(self) -> bool:
        return False


class OpenMicrophone(VoicePath):
    """A voice path that hears the occupants through a microphone that is mute."""

    def picks_up(self) -> bool:
        return self._occupants.value


class VoiceFirstCall(EmergencyCall):
    """An emergency call that sends the MSD only when somebody can be heard."""

    def call_signal(self, call: Call, signal: Signal, data: bytes) -> None:
        if signal != "msd_request" or self._voice._microphone.value:
            super().call_signal(call, signal, data)


class HomeTriggers(Triggers):
    """A call trigger that calls nobody in some countries."""

    ABROAD: ClassVar[frozenset[int]] = frozenset({228, 234, 242, 274, 295})

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._mcc = ecu.wiring["cell.mcc"]

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        if self._mcc.value not in self.ABROAD:
            super().call_emergency(activation, press)


def _ecu(
    theme: Theme,
    name: str,
    requirement: str,
    title: str,
    description: str,
    kind: type[Part],
    then: str | None = None,
) -> Fault:
    return theme.fault(name, requirement, title, description, then=then, ecus=ecu(Telematics, kind))


def _call(
    name: str, requirement: str, title: str, description: str, kind: type[EmergencyCall], then: str | None = None
) -> Fault:
    ecus = ecu(Telematics, kind)
    return MANUAL.fault(name, requirement, title, description, then=then, ecus=ecus)


def _voice(name: str, title: str, description: str, kind: type[VoicePath], then: str) -> Fault:
    ecus = ecu(Telematics, kind)
    return MANUAL.fault(name, "ECALL-16", title, description, then=then, ecus=ecus)


def _window(name: str, title: str, description: str, window_s: float) -> Fault:
    then = "the emergency call is ended in reaction to the second press"
    ecus = buttons(cancel_window_s=window_s)
    return MANUAL.fault(name, "ECALL-17", title, description, then=then, ecus=ecus)


def _abroad(country: str, code: int) -> Fault:
    word = country.lower().replace(" ", "-").removeprefix("the-")
    return COUNTRIES.fault(
        f"ecall-not-in-{word}",
        "ECALL-19",
        f"The SOS button reaches a PSAP in {country}",
        f"No emergency call is placed in the networks of {country}.",
        then=f"the call is taken to a PSAP of {country} in reaction to the SOS press",
        ecus=ecu(Telematics, variant(HomeTriggers, ABROAD=frozenset({code}))),
    )


FAULTS = (
    _ecu(
        CRASH,
        "crash-not-noticed",
        "ECALL-04",
        "A crash that deploys the airbags and fires the pre-tensioners calls the PSAP",
        "A crash calls nobody.",
        InsensitiveTriggers,
        CALLED_BY_CRASH,
    ),
    _ecu(
        CRASH,
        "crash-marked-as-manual",
        "ECALL-04",
        BY_AIRBAGS,
        "The call of a crash is marked as manual.",
        SwappedTriggers,
        "the data set tells of an automatic activation in reaction to the crash",
    ),
    _ecu(
        CRASH,
        "crash-needs-pretensioners",
        "ECALL-06",
        BY_AIRBAGS,
        "Airbags without pre-tensioners call nobody.",
        BothNeededTriggers,
        CALLED_BY_CRASH,
    ),
    _ecu(
        CRASH,
        "ecall-without-a-crash",
        "ECALL-04",
        "Without a crash no emergency call is placed",
        "A call is placed a minute after the start.",
        NervousTriggers,
    ),
    _ecu(MANUAL, "sos-dead", "ECALL-05", STARTED, "The SOS button calls nobody.", NumbTriggers, CALLED),
    _ecu(
        MANUAL,
        "sos-marked-as-automatic",
        "ECALL-05",
        STARTED,
        "The call of the SOS button is marked as automatic.",
        SwappedTriggers,
        "the data set tells of a manual activation in reaction to the SOS press",
    ),
    _ecu(
        MANUAL,
        "sos-dead-asleep",
        "ECALL-08",
        "The SOS button of a sleeping vehicle calls the PSAP",
        "The SOS button of a sleeping vehicle calls nobody.",
        SleepyTriggers,
        CALLED,
    ),
    _ecu(
        MANUAL,
        "sos-by-itself",
        "ECALL-05",
        "Without a press no emergency call is placed",
        "A call is placed a minute after the start.",
        NervousTriggers,
    ),
    _ecu(
        MANUAL,
        "sos-too-touchy",
        "ECALL-08",
        "A press of 0.1 s is too short for a call",
        "A touch of 0.1 s is taken for a press.",
        TouchyTriggers,
    ),
    _ecu(
        MANUAL,
        "sos-too-dull",
        "ECALL-08",
        "A press of 0.3 s is long enough",
        "A press has to last 2 s.",
        DullTriggers,
    ),
    _ecu(
        MANUAL,
        "sos-taken-for-assistance",
        "ECALL-03",
        "The SOS button calls the PSAP and not the assistance centre",
        "Each button is taken for the other.",
        CrossedTriggers,
        CALLED,
    ),
    _ecu(
        MANUAL,
        "sos-calls-both",
        "ECALL-03",
        "The SOS button calls the PSAP and not the assistance centre",
        "The SOS button calls the assistance centre too.",
        GenerousTriggers,
        "no breakdown call is placed for 60 s after the SOS press",
    ),
    _ecu(
        MANUAL,
        "assistance-calls-both",
        "ECALL-03",
        "The ASSISTANCE button does not call the PSAP",
        "The ASSISTANCE button calls the PSAP too.",
        GenerousTriggers,
        "no emergency call is placed for 60 s after the ASSISTANCE press",
    ),
    _call(
        "sos-is-no-112-call",
        "ECALL-15",
        "The call of the SOS button is a 112 call",
        "The call of the SOS button has a destination of its own.",
        PrivateNumberCall,
    ),
    _ecu(
        MANUAL,
        "assistance-is-a-112-call",
        "ECALL-15",
        "The call of the ASSISTANCE button is no 112 call",
        "The ASSISTANCE button places a call of the emergency category.",
        EmergencyBreakdown,
    ),
    _call(
        "second-press-ignored",
        "ECALL-17",
        "A second press 1.5 s after the release of the first ends the call",
        "A second press does not end the call.",
        UnstoppableCall,
        "the emergency call is ended in reaction to the second press",
    ),
    _window(
        "second-press-window-0.4s",
        "A second press 0.5 s after the release of the first ends the call",
        "A second press ends the call only within 0.4 s.",
        0.4,
    ),
    _window(
        "second-press-window-2.8s",
        "A second press 2.9 s after the release of the first ends the call",
        "A second press ends the call only within 2.8 s.",
        2.8,
    ),
    _call(
        "call-comes-back",
        "ECALL-17",
        "A second press 0.5 s after the release of the first ends the call",
        "A call that was ended is dialled again.",
        PersistentCall,
        "no connection between the PSAP and the vehicle exists for 60 s after the end of the emergency call",
    ),
    _voice(
        "agent-is-not-heard",
        "The agent of the PSAP is heard in the vehicle",
        "The agent is not heard in the vehicle.",
        QuietSpeaker,
        "the agent is heard in the vehicle in reaction to the agent's words",
    ),
    _voice(
        "occupants-are-not-heard",
        "The occupants are heard at the PSAP",
        "The occupants are not heard at the PSAP.",
        DeafMicrophone,
        "the PSAP hears the occupant in reaction to the occupant's words",
    ),
    _call(
        "voice-before-the-data",
        "ECALL-16",
        "The voice is heard after the data set alone",
        "The voice channel opens before the data have been sent.",
        HastyVoiceCall,
        "no voice contact comes without the data set for 60 s after the SOS press",
    ),
    _call(
        "no-voice",
        "ECALL-16",
        "The voice is heard after the data set alone",
        "The voice channel never opens.",
        MuteCall,
        "the PSAP and the vehicle are in voice contact in reaction to the SOS press",
    ),
    _call(
        "call-ends-by-itself",
        "ECALL-18",
        "The call goes on",
        "The call ends after half a minute.",
        ShortCall,
        "the PSAP and the vehicle stay in voice contact for 60 s after the start of the voice contact",
    ),
    _call(
        "call-back-refused",
        "ECALL-18",
        "The PSAP reaches the vehicle again by calling back",
        "The PSAP cannot call back.",
        UnreachableCall,
        "the PSAP and the vehicle are in voice contact in reaction to the call back",
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
        "A vehicle with a mute microphone is located",
        "The data set is sent only when somebody can be heard.",
        then="the PSAP has acknowledged the data set in reaction to the SOS press",
        ecus=ecu(Telematics, VoiceFirstCall),
    ),
    Theme("features/emergency_call/data.feature").fault(
        "mute-vehicle-is-heard",
        "ECALL-22",
        "A vehicle with a mute microphone is located",
        "Occupants are heard through a microphone that is mute.",
        then="the PSAP hears nobody for 30 s after the occupant's words",
        ecus=ecu(Telematics, OpenMicrophone),
    ),
)
