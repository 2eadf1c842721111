"""Faults of the 112 call that show in one mode, state and kind of vehicle alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from proof.fault import Fault, Theme
from proof.faults.emergency_call.calls import CALLED_BY_CRASH, HomeTriggers
from proof.faults.shared import IGNITION_ON, INTERMEDIATE, PRIVATE, shows
from proof.memory import both
from proof.slots import CALL_DATA, EMERGENCY_CALL, TRIGGERS, VOICE
from proof.variant import variant
from simulators.ecus.telematics.buttons import Press
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.voice import VoicePath
from simulators.offboard.emergency.msd import Msd
from simulators.offboard.network import Activation, Party, Payload, Signal

MODES = Theme("features/emergency_call/modes.feature")
DATA = Theme("features/emergency_call/data.feature")
MANUAL = Theme("features/emergency_call/manual.feature")
COUNTRIES = Theme("features/emergency_call/countries.feature")

IGNITION_OFF = shows("ignition.state", "off")
STARTED = shows("ignition.state", "running")
TAKES_112 = "the network takes a 112 call to the PSAP in reaction to the SOS press"


class LeanData(CallData):
    """Data that name no battery of a vehicle that has crashed in intermediate mode."""

    def facts(self, identifier: int, activation: Activation) -> Msd:
        facts = super().facts(identifier, activation)
        if activation == "automatic" and INTERMEDIATE(self):
            return replace(facts, propulsion=facts.propulsion - {"electric"})
        return facts


class ShyData(CallData):
    """Data that have no position in private mode where no satellites are received."""

    def facts(self, identifier: int, activation: Activation) -> Msd:
        facts = super().facts(identifier, activation)
        if not facts.position_trusted and PRIVATE(self):
            return replace(facts, latitude_deg=None, longitude_deg=None)
        return facts


class BorrowedData(CallData):
    """Data of an emergency call that bear the position which a breakdown call before it has sent."""

    _sent: Any = None

    def make_breakdown_data(self) -> Payload:
        data = super().make_breakdown_data()
        self._sent = data["position"]
        return data

    def facts(self, identifier: int, activation: Activation) -> Msd:
        facts = super().facts(identifier, activation)
        if not self._sent:
            return facts
        return replace(facts, latitude_deg=self._sent["latitude_deg"], longitude_deg=self._sent["longitude_deg"])


class SpentMicrophone(VoicePath):
    """A voice path that picks up nobody from the second call on."""

    _calls = 0

    def open(self, end: Party, say: Callable[[Signal], None]) -> None:
        self._calls += 1
        super().open(end, say)

    def picks_up(self) -> bool:
        return self._calls < 2 and super().picks_up()


class UnshakenAbroad(HomeTriggers):
    """A call trigger that calls nobody after a crash in Iceland."""

    ABROAD = frozenset({274})

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        if activation == "automatic":
            super().call_emergency(activation, press)
        else:
            Triggers.call_emergency(self, activation, press)


class SettledTriggers(HomeTriggers):
    """A call trigger that calls in the network of its first call alone."""

    _first: object = None

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        self._first = self._first or self._mcc.value
        if self._mcc.value == self._first:
            Triggers.call_emergency(self, activation, press)


FAULTS: tuple[Fault, ...] = (
    MODES.fault(
        "sos-dead-asleep-in-intermediate-mode",
        "ECALL-05",
        "In intermediate mode the SOS button of an electric vehicle calls in each state that it comes to",
        "In intermediate mode the SOS button of a sleeping vehicle calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=both(INTERMEDIATE, IGNITION_OFF)),
        TAKES_112,
    ),
    MODES.fault(
        "crash-unheard-on-the-road-in-private-mode",
        "ECALL-04",
        "In private mode a crash of a hybrid calls with the ignition on, on the road and after it",
        "In private mode a crash of a vehicle that is started calls nobody.",
        TRIGGERS.ignores(Triggers.crashed, when=both(PRIVATE, STARTED)),
        CALLED_BY_CRASH,
    ),
    MODES.fault(
        "crash-unheard-off-in-intermediate-mode",
        "ECALL-04",
        "In intermediate mode a crash of a vehicle with the ignition off calls asleep and awake",
        "In intermediate mode a crash of a vehicle with the ignition off calls nobody.",
        TRIGGERS.ignores(Triggers.crashed, when=both(INTERMEDIATE, IGNITION_OFF)),
        CALLED_BY_CRASH,
    ),
    MODES.fault(
        "msd-without-the-battery-after-a-crash-in-intermediate-mode",
        "ECALL-09",
        "In intermediate mode the data sets of three calls describe and locate a hybrid",
        "In intermediate mode the data set of a crash names no battery.",
        CALL_DATA.replaced(LeanData),
        "the data set tells of the vehicle's class and energies",
    ),
    MODES.fault(
        "last-position-withheld-in-private-mode",
        "ECALL-11",
        "Without satellites the calls of a vehicle in private mode carry the last known position",
        "In private mode the last known position is withheld.",
        CALL_DATA.replaced(ShyData),
        "the position in the data set is within 15 m of 45.764043, 4.835659",
    ),
    MODES.fault(
        "psap-deaf-from-the-second-call-on",
        "ECALL-16",
        "In geolocated mode an electric vehicle and the PSAP hear each other in each of three calls",
        "The PSAP hears the occupants in the first call alone.",
        VOICE.replaced(SpentMicrophone),
        "the PSAP hears the occupant in reaction to the occupant's words and stays so for 60 s",
    ),
    MODES.fault(
        "second-press-dead-with-the-ignition-on-in-private-mode",
        "ECALL-17",
        "In private mode a second press hangs up the call of an electric vehicle in each state that it comes to",
        "In private mode a second press does not hang up while the ignition is on.",
        EMERGENCY_CALL.returns(EmergencyCall.hangs_up, False, when=both(PRIVATE, IGNITION_ON)),
        "the vehicle is in no call from 10 s to 60 s after the second press",
    ),
    MODES.fault(
        "no-data-of-a-crash-in-private-mode",
        "ECALL-22",
        "In private mode help finds a hybrid with a mute microphone, asleep and after a crash",
        "In private mode the call of a crash carries no data.",
        EMERGENCY_CALL.ignores(
            EmergencyCall.send_msd, when=lambda call, _call: PRIVATE(call) and call._activation == "automatic"
        ),
        "the PSAP has acknowledged the data set in reaction to the crash",
    ),
    COUNTRIES.fault(
        "no-emergency-call-in-the-second-british-network-code",
        "ECALL-19",
        "The SOS button and a crash reach a PSAP in the second mobile country code of the United Kingdom",
        "The country of code 235 is not known, and nobody is called there.",
        TRIGGERS.replaced(variant(HomeTriggers, ABROAD=frozenset({235}))),
        "the call is taken to a PSAP of the United Kingdom in reaction to the SOS press",
    ),
    COUNTRIES.fault(
        "no-call-of-a-crash-in-iceland",
        "ECALL-19",
        "The SOS button reaches a PSAP in Iceland",
        "In Iceland a crash calls nobody.",
        TRIGGERS.replaced(UnshakenAbroad),
        "the call is taken to a PSAP of Iceland in reaction to the crash",
    ),
    COUNTRIES.fault(
        "no-emergency-call-beyond-the-border",
        "ECALL-19",
        "A drive over borders in intermediate mode reaches a PSAP of each country",
        "Where the vehicle has called once, it calls in no other network.",
        TRIGGERS.replaced(SettledTriggers),
        "the call is taken to a PSAP of Germany in reaction to the SOS press",
    ),
    DATA.fault(
        "msd-with-the-position-of-a-breakdown-call",
        "ECALL-13",
        "The data set of the call of the crash out of a breakdown call describes and locates the vehicle",
        "The data set of a call out of a breakdown call bears the position of that call.",
        CALL_DATA.replaced(BorrowedData),
        "the position in the data set is within 15 m of 38.722252, -9.139337",
    ),
    MANUAL.fault(
        "sos-dead-while-assistance-is-dialled",
        "ECALL-05",
        "The SOS button sets up an emergency call of its own in a breakdown call that is being dialled",
        "The SOS button is dead while a breakdown call is being dialled.",
        TRIGGERS.ignores(
            Triggers.sos_pressed, when=lambda triggers, _press: triggers.breakdown_call.state == "dialling"
        ),
        TAKES_112,
    ),
)
