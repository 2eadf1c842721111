"""Faults of the calls that show a second or third time, in another state, or after something else alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clock.kernel import seconds
from proof.fault import Theme
from proof.faults.emergency_call.calls import CALLED, CALLED_BY_CRASH
from proof.faults.shared import CHARGES, IGNITION_ON, from_time, unsubscribed, unused
from proof.slots import (
    ANSWERS,
    CALL_DATA,
    EMERGENCY_CALL,
    ORDERS_BY_RADIO,
    TRIGGERS,
    VOICE,
)
from simulators.bus.com import SignalValue
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.buttons import Press
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.voice import VoicePath
from simulators.offboard.emergency.msd import Msd
from simulators.offboard.network import Activation, Call, Party, Payload, Signal

MANUAL = Theme("features/emergency_call/manual.feature")
CRASH = Theme("features/emergency_call/crash.feature")
DATA = Theme("features/emergency_call/data.feature")
BREAKDOWN = Theme("features/breakdown_call/manual.feature")
BREAKDOWN_DATA = Theme("features/breakdown_call/data.feature")
VOICE_AFTER_RETURN = "the PSAP and the vehicle are in voice contact in reaction to the return of the network"
OCCUPANT_HEARD = "the PSAP hears the occupant in reaction to the occupant's words"
CENTRE_VOICE = (
    "the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press"
    " and stay so for 60 s"
)
CENTRE_CALLED = "the assistance centre is called in reaction to the ASSISTANCE press"
FIVE_MINUTES = "no breakdown call is placed for 5 min after the start of the wait"
ACKNOWLEDGED = "the PSAP has acknowledged the data set in reaction to"
IN_A_CALL = "The data set of a manual call carries the position 45.764043, 4.835659"
MINIMUM = "the minimum set of data tells of the vehicle, its place, its occupants and what set off the call"
BREAKDOWN_SET = (
    "the data of a breakdown call tell of the vehicle, and of its place where the privacy mode lets that out"
)


class OnceDialling(EmergencyCall):
    """A call that dials again once alone."""

    _losses = 0

    def _lost(self) -> None:
        self._losses += 1
        if self._losses > 1:
            self._end()
        else:
            super()._lost()


class MarkedCall(EmergencyCall):
    """A call that knows what has been before: a loss of the network, a call back."""

    lost = rung = False

    def _lost(self) -> None:
        self.lost = True
        super()._lost()

    def ring(self, call: Call) -> None:
        self.rung = True
        super().ring(call)


class MutePath(VoicePath):
    """A path of voices that stays closed after `WHY`, a mark of the call."""

    WHY = "lost"

    def open(self, end: Party, say: Callable[[Signal], None]) -> None:
        if not getattr(end, self.WHY, False):
            super().open(end, say)


class RungPath(MutePath):
    """A path of voices that stays closed after a call back."""

    WHY = "rung"


class FirstPlace(CallData):
    """Data that have the place of the first set in each later set of the same call."""

    _first: Msd | None = None

    def facts(self, identifier: int, activation: Activation) -> Msd:
        now = super().facts(identifier, activation)
        if identifier == 1 or self._first is None:
            self._first = now
        return replace(now, latitude_deg=self._first.latitude_deg, longitude_deg=self._first.longitude_deg)


class WakefulTriggers(Triggers):
    """A call trigger that calls the assistance centre when a plug is put in."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("relay.charge.plug", ecu.while_powered(self._on_plug))

    def _on_plug(self, plug: SignalValue) -> None:
        if plug == "plugged":
            self.breakdown_call.start()


class FaithfulTriggers(Triggers):
    """A call trigger that goes back to the breakdown call which an emergency call has ended."""

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        ended = self.breakdown_call.active
        super().call_emergency(activation, press)
        if ended:
            self._go_back()

    def _go_back(self) -> None:
        if self.emergency_call.active:
            self._kernel.call_in(seconds(1), self._go_back)
        else:
            self.breakdown_call.start()


class SupplyTriggers(Triggers):
    """A call trigger that calls the assistance centre when the supply comes back."""

    _had_supply = False

    def power_on(self) -> None:
        super().power_on()
        if self._had_supply:
            self._kernel.call_in(seconds(5), self.breakdown_call.start)
        self._had_supply = True


class BusyOrders(OrdersByRadio):
    """Orders that end a breakdown call."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._breakdown_call = ecu.part(BreakdownCall)

    def receive(self, payload: Payload) -> None:
        super().receive(payload)
        self._breakdown_call.hang_up()


class ConcernedAnswers(StatusAnswers):
    """Answers that call the assistance centre too."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._breakdown_call = ecu.part(BreakdownCall)

    def receive(self, payload: Payload) -> None:
        super().receive(payload)
        self._breakdown_call.start()


class ForgetfulData(CallData):
    """Data for the breakdown call that name no vehicle once the supply was lost."""

    _starts = 0

    def power_on(self) -> None:
        super().power_on()
        self._starts += 1

    def make_breakdown_data(self) -> Payload:
        data = super().make_breakdown_data()
        return data if self._starts < 2 else {**data, "vin": ""}  # the second start


class FadingData(CallData):
    """Data for the breakdown call that have no place when satellites have been away for 25 min."""

    def make_breakdown_data(self) -> Payload:
        data = super().make_breakdown_data()
        trusted = self._receiver.position().trusted
        return data if trusted or self._kernel.now_ns < seconds(25 * 60) else {**data, "position": None}


def _mutely_off(call: EmergencyCall, _call: Call) -> bool:
    return not call._voice._microphone.value and call._com.get("ignition.state") == "off"


def _muted_again(call: EmergencyCall, _call: Call) -> bool:
    return not call._voice._microphone.value and call._activation == "manual"


def _counts_two_as_one(facts: Msd) -> Msd:
    return replace(facts, passengers=1) if facts.passengers == 2 else facts


FAULTS = (
    MANUAL.fault(
        "sos-dead-with-the-ignition-on",
        "ECALL-05",
        "The SOS button calls the PSAP when the ignition is on",
        "With the ignition on and the vehicle not started the SOS button calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=IGNITION_ON),
        CALLED,
    ),
    MANUAL.fault(
        "sos-needs-a-subscription",
        "ECALL-05",
        "The SOS button calls the PSAP when the subscription to connected services is ended",
        "Without a subscription the SOS button calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=unsubscribed),
        CALLED,
    ),
    MANUAL.fault(
        "sos-dead-after-three-days",
        "ECALL-05",
        "The SOS button of a vehicle that has slept for 80 h by the calendar calls the PSAP",
        "After three days of sleep the SOS button calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=unused(3)),
        CALLED,
    ),
    MANUAL.fault(
        "hang-up-not-while-charging",
        "ECALL-17",
        "A second press hangs up the call of a vehicle with the ignition on that is charged",
        "While the battery is charged a second press does not hang up.",
        EMERGENCY_CALL.returns(EmergencyCall.hangs_up, False, when=CHARGES),
        "the vehicle is in no call from 10 s to 5 min after the second press",
    ),
    MANUAL.fault(
        "occupants-not-heard-after-a-loss",
        "ECALL-16",
        "Vehicle and PSAP hear each other again after a loss of the network",
        "The PSAP does not hear the occupants in a call that was dialled again.",
        EMERGENCY_CALL.replaced(MarkedCall) | VOICE.replaced(MutePath),
        OCCUPANT_HEARD,
    ),
    MANUAL.fault(
        "occupants-not-heard-in-a-call-back",
        "ECALL-16",
        "Vehicle and PSAP hear each other again after a call back",
        "The PSAP does not hear the occupants when it has called back.",
        EMERGENCY_CALL.replaced(MarkedCall) | VOICE.replaced(RungPath),
        OCCUPANT_HEARD,
    ),
    MANUAL.fault(
        "voice-not-after-a-request",
        "ECALL-16",
        "Vehicle and PSAP hear each other again after the data set was asked for again",
        "The voice does not come back after data that were asked for again.",
        EMERGENCY_CALL.ignores(EmergencyCall.speak, when=lambda call: call._msds > 1),
        OCCUPANT_HEARD,
    ),
    MANUAL.fault(
        "call-dialled-again-once",
        "ECALL-18",
        "A call that the network cuts off a second time is connected once more",
        "A call that the network cuts off a second time is given up.",
        EMERGENCY_CALL.replaced(OnceDialling),
        f"{VOICE_AFTER_RETURN} and stay so for 60 s",
    ),
    CRASH.fault(
        "crash-needs-a-subscription",
        "ECALL-04",
        "A crash that deploys the airbags calls the PSAP when the subscription to connected services is ended",
        "Without a subscription a crash calls nobody.",
        TRIGGERS.ignores(Triggers.crashed, when=unsubscribed),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-not-noticed-after-three-days",
        "ECALL-04",
        "A crash of a vehicle that has slept for 80 h by the calendar calls the PSAP",
        "After three days of sleep a crash is not noticed.",
        TRIGGERS.ignores(Triggers.crashed, when=unused(3)),
        CALLED_BY_CRASH,
    ),
    CRASH.fault(
        "crash-noticed-twice",
        "ECALL-04",
        "A third crash calls the PSAP after the calls of the first two",
        "The third crash calls nobody.",
        TRIGGERS.ignores(Triggers.crashed, when=from_time(3)),
        CALLED_BY_CRASH,
    ),
    DATA.fault(
        "data-count-two-as-one",
        "ECALL-09",
        "The data set counts two occupants, and three in the next call",
        "Two occupants are counted as one.",
        CALL_DATA.alters(CallData.facts, _counts_two_as_one),
        "the data set counts two occupants",
    ),
    DATA.fault(
        "position-of-the-first-data-of-a-call",
        "ECALL-13",
        "The data set that is asked for again carries the position to which the vehicle has driven",
        "Data that are asked for again carry the position of the first.",
        CALL_DATA.replaced(FirstPlace),
        "the position in the data set is within 15 m of 45.791043, 4.835659",
    ),
    DATA.fault(
        "mute-vehicle-sends-no-data-by-hand-after-a-crash",
        "ECALL-22",
        "The data set of a second call locates a vehicle whose microphone is still mute",
        "With a mute microphone a call by hand sends no data.",
        EMERGENCY_CALL.ignores(EmergencyCall.send_msd, when=_muted_again),
        f"{ACKNOWLEDGED} the SOS press",
    ),
    DATA.fault(
        "mute-vehicle-that-is-off-sends-no-data",
        "ECALL-22",
        "The data set of a crash locates a vehicle with the ignition off that has a mute microphone",
        "With a mute microphone and the ignition off no data are sent.",
        EMERGENCY_CALL.ignores(EmergencyCall.send_msd, when=_mutely_off),
        f"{ACKNOWLEDGED} the crash",
    ),
    DATA.fault(
        "data-tell-another-class-beside-the-position",
        "ECALL-09",
        IN_A_CALL,
        "The data of a call tell of a lorry.",
        CALL_DATA.alters(CallData.facts, lambda facts: replace(facts, vehicle_type="N2")),
        MINIMUM,
    ),
    BREAKDOWN.fault(
        "assistance-dead-with-the-ignition-on",
        "BCALL-02",
        "The ASSISTANCE button opens a voice call when the ignition is on",
        "With the ignition on and the vehicle not started the ASSISTANCE button calls nobody.",
        TRIGGERS.ignores(Triggers.assistance_pressed, when=IGNITION_ON),
        CENTRE_VOICE,
    ),
    BREAKDOWN.fault(
        "assistance-needs-a-subscription",
        "BCALL-02",
        "The ASSISTANCE button opens a voice call when the subscription to connected services is ended",
        "Without a subscription the ASSISTANCE button calls nobody.",
        TRIGGERS.ignores(Triggers.assistance_pressed, when=unsubscribed),
        CENTRE_VOICE,
    ),
    BREAKDOWN.fault(
        "assistance-dead-after-three-days",
        "BCALL-02",
        "The ASSISTANCE button of a vehicle that has slept for 80 h by the calendar calls the assistance centre",
        "After three days of sleep the ASSISTANCE button calls nobody.",
        TRIGGERS.ignores(Triggers.assistance_pressed, when=unused(3)),
        CENTRE_CALLED,
    ),
    BREAKDOWN.fault(
        "assistance-call-ends-with-an-order",
        "BCALL-03",
        "A breakdown call goes on when the driver orders a lock",
        "A remote order ends the breakdown call.",
        ORDERS_BY_RADIO.replaced(BusyOrders),
        "the assistance centre and the vehicle stay in voice contact for 5 min after the start of the wait",
    ),
    BREAKDOWN.fault(
        "assistance-comes-back-after-sos",
        "BCALL-01",
        "A breakdown call that an emergency call of the SOS press has ended is not placed again",
        "A breakdown call that an emergency call has ended is placed again when that is over.",
        TRIGGERS.replaced(FaithfulTriggers),
        "no breakdown call is placed from 60 s to 20 min after the SOS press",
    ),
    BREAKDOWN.fault(
        "plug-calls-assistance",
        "BCALL-01",
        "No breakdown call is placed when the vehicle is plugged in",
        "A plug that is put in calls the assistance centre.",
        TRIGGERS.replaced(WakefulTriggers),
        FIVE_MINUTES,
    ),
    BREAKDOWN.fault(
        "refresh-calls-assistance",
        "BCALL-01",
        "No breakdown call is placed when the driver refreshes the home page",
        "A refresh of the home page calls the assistance centre.",
        ANSWERS.replaced(ConcernedAnswers),
        FIVE_MINUTES,
    ),
    BREAKDOWN.fault(
        "supply-calls-assistance",
        "BCALL-01",
        "No breakdown call is placed when the supply comes back",
        "The return of the supply calls the assistance centre.",
        TRIGGERS.replaced(SupplyTriggers),
        FIVE_MINUTES,
    ),
    BREAKDOWN_DATA.fault(
        "breakdown-data-nameless-after-a-supply-failure",
        "BCALL-04",
        "The assistance centre has the data set of a call after a failure of the supply",
        "After a failure of the supply the data name no vehicle.",
        CALL_DATA.replaced(ForgetfulData),
        "the assistance centre has the data set in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN_DATA.fault(
        "breakdown-position-forgotten-in-25-min",
        "BCALL-06",
        "Without satellites the assistance centre has the last known position after half an hour of sleep",
        "Hours after the last satellites the place is forgotten.",
        CALL_DATA.replaced(FadingData),
        "the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN.fault(
        "breakdown-data-of-another-vehicle-beside-the-voice",
        "BCALL-04",
        "The ASSISTANCE button opens a voice call when the ignition is on",
        "The data of a breakdown call name another vehicle.",
        CALL_DATA.alters(CallData.make_breakdown_data, lambda data: {**data, "vin": "VF7AAAAAAAA000000"}),
        BREAKDOWN_SET,
    ),
)
