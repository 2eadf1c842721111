"""Faults of calls and privacy modes that show only where another function begins or ends beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.shared import LATELY_S
from proof.memory import Memory, remembering
from proof.slots import (
    BREAKDOWN_CALL,
    CALL_DATA,
    EMERGENCY_CALL,
    MODE_SWITCH,
    NAVIGATION,
    ORDERS_BY_RADIO,
    OUTBOX,
    PRIVACY,
    TRIGGERS,
)
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.outbox import Outbox
from simulators.ecus.telematics.privacy import Mode, Privacy
from simulators.ecus.telematics.switching import Switching
from simulators.ecus.telematics.triggers import Triggers
from simulators.offboard.network import Payload

EMERGENCY = Theme("features/emergency_call/beside.feature")
BREAKDOWN = Theme("features/breakdown_call/beside.feature")
MODES = Theme("features/privacy/beside.feature")

CALLED = "the network takes a 112 call to the PSAP in reaction to the SOS press"
CONNECTED = "the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s"
CRASH_CALLED = "the PSAP is called in reaction to the crash"
ENDED = "the vehicle is in no call from 10 s to 60 s after the second press"
HELPED = "the assistance centre is called in reaction to the ASSISTANCE press"


class DeafToPrivacy(EmergencyCall):
    """A 112 call whose microphone private mode closes."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.part(Privacy).watch(self._mode_changed)

    def _mode_changed(self, mode: Mode) -> None:
        if mode == "private" and self.state == "voice" and self._call is not None:
            self._voice.close(self)
            self._call.send(self, "silence")


def _after_an_order(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(ORDERS_BY_RADIO, OrdersByRadio.receive, makes)


def _after_a_change(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(PRIVACY, Privacy.set_mode, makes)


def _after_a_112_call(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(EMERGENCY_CALL, EmergencyCall.start, makes)


def _after_a_breakdown_call(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(BREAKDOWN_CALL, BreakdownCall.start, makes)


def _takes_no_second_press(memory: Memory) -> Deviation:
    return EMERGENCY_CALL.returns(EmergencyCall.hangs_up, False, when=memory.within(LATELY_S))


def _no_data(memory: Memory) -> Deviation:
    return BREAKDOWN_CALL.ignores(BreakdownCall.send_data, when=memory.within(20))


def _without_position(data: CallData) -> Payload:
    return {**CallData.make_breakdown_data(data), "position": None}


def _allowed(service: str) -> Callable[[Memory], Deviation]:
    return lambda memory: PRIVACY.returns(Privacy.allows, True, when=memory.happened, service=service)


def _switches(triggers: Triggers, *_arguments: Any) -> bool:
    return triggers.switching.state != "idle"


FAULTS = (
    EMERGENCY.fault(
        "microphone-closed-by-private-mode-in-a-call",
        "ECALL-16",
        "Of an electric vehicle neither mode, charge, pre-conditioning, key nor trip ends a call or takes its"
        " voices",
        "Private mode that is chosen during a 112 call closes its microphone.",
        EMERGENCY_CALL.replaced(DeafToPrivacy),
        "the PSAP hears the occupant for 10 s after the agent's words",
    ),
    EMERGENCY.fault(
        "no-112-call-after-an-order",
        "ECALL-05",
        "Neither a full battery, the hatch button nor charge and pre-conditioning orders end a call",
        "The SOS button is dead for a minute after an order.",
        _after_an_order(lambda memory: EMERGENCY_CALL.ignores(EmergencyCall.start, when=memory.within(LATELY_S))),
        CALLED,
    ),
    EMERGENCY.fault(
        "sos-press-used-up-by-the-switching",
        "ECALL-05",
        "Neither a breakdown call, a switching, a projection nor a loss of the network spoils the calls after it",
        "An SOS press while the switching waits for its confirmation calls nobody.",
        TRIGGERS.ignores(Triggers.sos_pressed, when=_switches),
        CALLED,
    ),
    EMERGENCY.fault(
        "second-press-unseen-after-an-order",
        "ECALL-17",
        "A second press hangs up though key, ignition, plug or order come between it and the first",
        "In the minute after an order a second press does not hang up.",
        _after_an_order(_takes_no_second_press),
        ENDED,
    ),
    EMERGENCY.fault(
        "second-press-unseen-after-a-breakdown-call",
        "ECALL-17",
        "A second press hangs up after breakdown calls, orders, changes of mode and calls of the PSAP",
        "In the minute after a breakdown call was placed a second press does not hang up.",
        _after_a_breakdown_call(_takes_no_second_press),
        ENDED,
    ),
    EMERGENCY.fault(
        "crash-unheard-after-an-order",
        "ECALL-04",
        "A crash calls from a vehicle that honks, charges, is pre-conditioned, switches its mode or waits for"
        " the PSAP",
        "A crash in the minute after an order calls nobody.",
        _after_an_order(lambda memory: TRIGGERS.ignores(Triggers.crashed, when=memory.within(LATELY_S))),
        CRASH_CALLED,
    ),
    EMERGENCY.fault(
        "no-data-asked-for-again-after-a-change",
        "ECALL-12",
        "The data sets of four calls describe and locate a vehicle that does something else",
        "In the minute after a change of the mode the vehicle does not send its data set.",
        _after_a_change(
            lambda memory: EMERGENCY_CALL.ignores(EmergencyCall.send_msd, when=memory.within(LATELY_S))
        ),
        "the data set marks its position as trusted in reaction to the SOS press",
    ),
    EMERGENCY.fault(
        "no-data-after-a-breakdown-call",
        "ECALL-22",
        "Help finds a vehicle in which nobody can speak, out of pre-conditioning, a breakdown call and a change"
        " of mode",
        "Once a breakdown call was placed the vehicle sends no data set.",
        _after_a_breakdown_call(
            lambda memory: EMERGENCY_CALL.ignores(EmergencyCall.send_msd, when=memory.happened)
        ),
        "the PSAP has acknowledged the data set in reaction to the crash",
    ),
    BREAKDOWN.fault(
        "assistance-dead-after-a-112-call",
        "BCALL-02",
        "Of an electric vehicle neither orders, charge, pre-conditioning, key nor trip ends a breakdown call"
        " or takes its voices",
        "The ASSISTANCE button is dead for two minutes after a 112 call.",
        _after_a_112_call(lambda memory: BREAKDOWN_CALL.ignores(BreakdownCall.start, when=memory.within(120))),
        HELPED,
    ),
    BREAKDOWN.fault(
        "breakdown-data-dropped-after-an-order",
        "BCALL-04",
        "The data of five breakdown calls name and locate a vehicle that does something else",
        "A breakdown call within 20 s of an order comes without its data.",
        _after_an_order(_no_data),
        "the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN.fault(
        "position-kept-back-after-a-change",
        "BCALL-06",
        "The data of a breakdown call have the position at once after each change of the mode in one ignition"
        " cycle",
        "In the minute after a change of the mode the data of a breakdown call have no position.",
        _after_a_change(
            lambda memory: CALL_DATA.instead(
                CallData.make_breakdown_data, _without_position, when=memory.within(LATELY_S)
            )
        ),
        "the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press",
    ),
    BREAKDOWN.fault(
        "no-case-after-an-order",
        "BCALL-05",
        "The case of each of three breakdown calls has data and position, beside orders, pre-conditioning and a"
        " 112 call",
        "A breakdown call within 20 s of an order opens a case without data.",
        _after_an_order(_no_data),
        "the case of the assistance centre has the data set in reaction to the ASSISTANCE press",
    ),
    MODES.fault(
        "confirmation-unheard-after-an-order",
        "PRIV-20",
        "SOS and ASSISTANCE together end private mode though refresh, orders, key, plug or a call come between",
        "In the minute after an order a confirmation does not switch.",
        _after_an_order(lambda memory: MODE_SWITCH.ignores(Switching.confirm, when=memory.within(LATELY_S))),
        "the second prompt is heard within 3 s of the confirmation",
    ),
    MODES.fault(
        "data-leave-private-mode-after-a-112-call",
        "PRIV-07",
        "In private mode nothing of an electric vehicle leaves though calls, charge, pre-conditioning and supply"
        " begin and end",
        "From a 112 call on the vehicle answers refreshes in private mode.",
        _after_a_112_call(_allowed("vehicle_data")),
        "the home page is not loaded for 2 min after the refresh",
    ),
    MODES.fault(
        "what-waited-leaves-after-a-112-call",
        "PRIV-02",
        "What waited for coverage during a 112 call does not leave in the private mode that is chosen in it",
        "Private mode that is chosen during a 112 call lets out what waits for coverage.",
        _after_a_112_call(lambda memory: OUTBOX.ignores(Outbox.mode_changed, when=memory.happened)),
        "nothing of the vehicle reaches the back office for 10 min after the selection",
    ),
    MODES.fault(
        "orders-pass-private-mode-after-a-112-call",
        "PRIV-11",
        "In private mode orders and ASSISTANCE do nothing each time, in the sleep and beside pre-conditioning"
        " and calls",
        "From a 112 call on private mode lets orders through.",
        _after_a_112_call(_allowed("remote_orders")),
        "the lights stay off for 30 s after the order",
    ),
    MODES.fault(
        "navigation-blind-in-a-112-call",
        "PRIV-08",
        "The connected services come back with the end of private mode in a call, in a charge and after a failure"
        " of supply",
        "In the minute after a 112 call was placed the end of private mode brings no traffic data.",
        _after_a_112_call(lambda memory: NAVIGATION.ignores(Navigation.consider, when=memory.within(LATELY_S))),
        "the connected navigation has traffic data in reaction to the selection and stays so for 60 s",
    ),
    MODES.fault(
        "assistance-dead-after-a-112-call-in-private-mode",
        "PRIV-36",
        "Orders, Mirror Screen and ASSISTANCE work with the end of private mode in a call, in a charge and after"
        " orders",
        "The ASSISTANCE button is dead after a 112 call, private mode or not.",
        _after_a_112_call(
            lambda memory: TRIGGERS.returns(Triggers.breakdown_allowed, False, when=memory.happened)
        ),
        HELPED,
    ),
    MODES.fault(
        "position-leaves-intermediate-mode-after-a-112-call",
        "PRIV-03",
        "In intermediate mode an electric vehicle shares data and no position beside calls, charge,"
        " pre-conditioning and supply",
        "From a 112 call on the position leaves in intermediate mode.",
        _after_a_112_call(_allowed("position")),
        "no position reaches the back office from 20 s to 10 min after the selection",
    ),
)
