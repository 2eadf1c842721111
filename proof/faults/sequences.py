"""Vehicles that are wrong only when two or more things come together, in an order that no scenario has.

No scenario is named: they measure the exploration (docs/exploration.md), and were written from the statements
before it was tried on them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from proof.deviation import Deviation
from proof.fault import FaultyVehicle
from proof.faults.shared import asleep, is_order, shows
from proof.memory import both, remembering
from proof.slots import (
    ANSWERS,
    BACKOFFICE,
    CHARGING,
    CLIMATE,
    EMERGENCY_CALL,
    HORN_ORDER,
    LIGHTS_ORDER,
    LOCKS,
    NETWORK,
    ORDERS_BY_RADIO,
    ORDERS_ON_THE_BUS,
    PRIVACY,
    SERVICE_TERM,
    TRIGGERS,
)
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.service import ServiceTerm
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.triggers import Triggers
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.network import MobileNetwork

Condition = Callable[..., bool]
REMOTE = "remote_order"
DOOR = "doors.front_left.lock"

_ordered = partial(remembering, LOCKS, CentralLocking.request, source=REMOTE)
_called = partial(remembering, EMERGENCY_CALL, EmergencyCall.start)
_cancelled = partial(remembering, EMERGENCY_CALL, EmergencyCall.hang_up)


def _in_mode(mode: str) -> Condition:
    return lambda privacy, *_: privacy.mode == mode


def _not(condition: Condition) -> Condition:
    return lambda *arguments: not condition(*arguments)


def _vehicles() -> list[FaultyVehicle]:
    return [*_locks(), *_lights_and_horn(), *_privacy(), *_calls(), *_comfort(), *_service()]


def _vehicle(name: str, requirement: str, description: str, deviation: Deviation) -> FaultyVehicle:
    return FaultyVehicle(id=f"seq-{name}", requirement=requirement, description=description, deviation=deviation)


def _locks() -> list[FaultyVehicle]:
    loses = partial(LOCKS.ignores, CentralLocking.request, source=REMOTE)
    lock_by_order, unlock_by_order = partial(loses, target="locked"), partial(loses, target="unlocked")
    return [
        _vehicle(
            "unlock-not-from-superlock",
            "REMOTE-28",
            "An unlock order does nothing when two presses of the key have superlocked the vehicle.",
            unlock_by_order(when=shows(DOOR, "superlocked")),
        ),
        _vehicle(
            "no-lock-while-horn",
            "REMOTE-15",
            "A lock order does nothing while the horn sounds.",
            lock_by_order(when=_not(shows("horn.state", "off"))),
        ),
        _vehicle(
            "no-lock-while-preconditioning",
            "REMOTE-15",
            "A lock order does nothing while pre-conditioning runs, as after an unlock.",
            lock_by_order(when=shows("precond.state", "running")),
        ),
        _vehicle(
            "third-unlock-ignored",
            "REMOTE-28",
            "The third unlock order and all after it are ignored.",
            _ordered(lambda unlocks: unlock_by_order(when=unlocks.times(2)), target="unlocked"),
        ),
        _vehicle(
            "no-lock-after-sos",
            "REMOTE-15",
            "After an emergency call no lock order locks.",
            _called(lambda calls: lock_by_order(when=calls.happened)),
        ),
        _vehicle(
            "lock-after-crash-undone",
            "REMOTE-15",
            "After a crash each lock order is undone 150 s later.",
            remembering(
                TRIGGERS,
                Triggers.crashed,
                lambda crashes: LOCKS.also(
                    CentralLocking.request,
                    lambda locks: locks.request("unlocked", REMOTE),
                    after_s=150,
                    when=crashes.happened,
                    target="locked",
                    source=REMOTE,
                ),
            ),
        ),
        _vehicle(
            "trunk-left-after-hand",
            "REMOTE-15",
            "An order does not lock the trunk any more once it was unlocked by hand.",
            remembering(
                LOCKS,
                CentralLocking.moved_by_hand,
                lambda turns: LOCKS.instead(
                    CentralLocking.doors_to_move,
                    lambda locks: tuple(door for door in locks._latches if door != "trunk"),
                    when=turns.happened,
                ),
                door="trunk",
            ),
        ),
        _vehicle(
            "lights-unlock-again",
            "REMOTE-13",
            "A lights order after an unlock order unlocks once more.",
            _ordered(
                lambda unlocks: ORDERS_ON_THE_BUS.also(
                    RemoteOrders.on_order,
                    lambda orders: orders._locking.request("unlocked", REMOTE),
                    when=both(is_order("lights"), unlocks.happened),
                ),
                target="unlocked",
            ),
        ),
        _vehicle(
            "unlock-lost-in-a-hurry",
            "REMOTE-28",
            "An unlock order within 6 s of a lock order is lost.",
            _ordered(lambda locks: unlock_by_order(when=locks.within(6)), target="locked"),
        ),
    ]


def _lights_and_horn() -> list[FaultyVehicle]:
    def stay_awake(part: Any) -> None:
        part._net.keep("stuck", True)

    return [
        _vehicle(
            "horn-swallowed-by-lights",
            "REMOTE-22",
            "A horn order while the lights are on that were ordered is accepted and does nothing.",
            HORN_ORDER.ignores(HornOrder.request, when=shows("lights.hazard", "on")),
        ),
        _vehicle(
            "honk-again-by-lights",
            "REMOTE-22",
            "A lights order within two minutes of a horn order honks again.",
            remembering(
                HORN_ORDER,
                HornOrder.request,
                lambda honks: ORDERS_ON_THE_BUS.also(
                    RemoteOrders.on_order,
                    lambda orders: orders._horn.request(lambda _result: None),
                    when=both(is_order("lights"), honks.within(120)),
                ),
            ),
        ),
        _vehicle(
            "lights-never-off-ordered-twice",
            "REMOTE-21",
            "Lights that are ordered while they are on stay on.",
            remembering(
                LIGHTS_ORDER,
                LightsOrder.request,
                lambda lit: LIGHTS_ORDER.also(
                    LightsOrder.request,
                    lambda lights: lights._end.cancel(),
                    when=lambda lights, *_: len(lights._outcomes) > 1 or lit.within(9)(lights),
                ),
            ),
        ),
        _vehicle(
            "awake-for-ever-lights-and-horn",
            "REMOTE-21",
            "Lights that are ordered while the horn sounds keep the vehicle awake for ever.",
            LIGHTS_ORDER.also(LightsOrder.request, stay_awake, when=_not(shows("horn.state", "off"))),
        ),
        _vehicle(
            "awake-for-ever-hand-on-lock",
            "REMOTE-03",
            "A lock that is turned by hand during pre-conditioning keeps the vehicle awake for ever.",
            LOCKS.also(CentralLocking.moved_by_hand, stay_awake, when=shows("precond.state", "running")),
        ),
    ]


def _privacy() -> list[FaultyVehicle]:
    allow = partial(PRIVACY.returns, Privacy.allows, True)
    private, between = _in_mode("private"), _in_mode("intermediate")

    def forget(privacy: Privacy) -> None:
        privacy._memory.pop("privacy.mode", None)
        privacy._com.set("privacy.mode", "geolocated")

    return [
        _vehicle(
            "private-position-after-sos",
            "PRIV-02",
            "In private mode the position leaves the vehicle once an emergency call was placed.",
            _called(lambda calls: allow(when=both(private, calls.happened), service="position")),
        ),
        _vehicle(
            "private-data-after-order",
            "PRIV-02",
            "In private mode data leave the vehicle after two orders that were refused.",
            remembering(
                ORDERS_BY_RADIO,
                OrdersByRadio.receive,
                lambda orders: allow(when=both(private, orders.times(2)), service="vehicle_data"),
            ),
        ),
        _vehicle(
            "private-orders-while-started",
            "PRIV-11",
            "In private mode orders are carried out while the vehicle is started.",
            allow(when=both(private, shows("ignition.state", "running")), service="remote_orders"),
        ),
        _vehicle(
            "private-data-while-unlocked",
            "PRIV-02",
            "In private mode data leave the vehicle while a door is unlocked.",
            allow(when=both(private, shows(DOOR, "unlocked")), service="vehicle_data"),
        ),
        _vehicle(
            "intermediate-position-while-on",
            "PRIV-03",
            "In intermediate mode the position leaves the vehicle while its ignition is on.",
            allow(when=both(between, _not(shows("ignition.state", "off"))), service="position"),
        ),
        _vehicle(
            "private-breakdown-after-sos",
            "PRIV-36",
            "In private mode a breakdown call is placed once there was an emergency call.",
            _called(lambda calls: allow(when=both(private, calls.happened), service="breakdown_call")),
        ),
        _vehicle(
            "private-ended-by-sos",
            "PRIV-01",
            "An emergency call in private mode ends private mode.",
            TRIGGERS.also(Triggers.call_emergency, lambda triggers: triggers.switching.switch()),
        ),
        _vehicle(
            "private-lost-with-supply",
            "PRIV-01",
            "The mode is forgotten with the supply, and only then.",
            PRIVACY.also(Privacy.power_on, forget),
        ),
        _vehicle(
            "private-refused-in-breakdown-call",
            "PRIV-13",
            "Private mode cannot be chosen during a breakdown call.",
            PRIVACY.ignores(Privacy.mode_requested, when=_not(shows("bcall.state", "idle"))),
        ),
    ]


def _calls() -> list[FaultyVehicle]:
    deaf = partial(TRIGGERS.ignores, Triggers.sos_pressed)
    mute = partial(TRIGGERS.ignores, Triggers.assistance_pressed)
    return [
        _vehicle(
            "no-sos-in-breakdown-call",
            "ECALL-05",
            "The SOS button is dead during a breakdown call.",
            deaf(when=lambda triggers, _press: triggers.breakdown_call.active),
        ),
        _vehicle(
            "no-sos-while-switching",
            "ECALL-05",
            "The SOS button is dead while a press is awaited that confirms geolocated mode.",
            deaf(when=lambda triggers, _press: triggers.switching.awaiting),
        ),
        _vehicle(
            "no-sos-soon-after-cancel",
            "ECALL-05",
            "The SOS button is dead for a minute after a call was cancelled.",
            _cancelled(lambda ends: deaf(when=ends.within(60))),
        ),
        _vehicle(
            "no-sos-private-and-asleep",
            "ECALL-05",
            "The SOS button is dead while a vehicle in private mode sleeps.",
            deaf(
                when=both(asleep("comfort"), lambda triggers, *_: triggers._com.get("privacy.mode") == "private")
            ),
        ),
        _vehicle(
            "no-sos-while-preconditioning",
            "ECALL-05",
            "The SOS button is dead while pre-conditioning runs.",
            deaf(when=shows("precond.state", "running")),
        ),
        _vehicle(
            "sos-redialled-by-assistance",
            "ECALL-17",
            "40 s after an ASSISTANCE press the emergency call is placed that was cancelled before.",
            _cancelled(
                lambda ends: TRIGGERS.also(
                    Triggers.assistance_pressed,
                    lambda triggers: triggers.call_emergency("manual", None),
                    after_s=40,
                    when=ends.happened,
                )
            ),
        ),
        _vehicle(
            "no-breakdown-after-cancel",
            "BCALL-02",
            "After an emergency call that was cancelled the ASSISTANCE button is dead.",
            _cancelled(lambda ends: mute(when=ends.happened)),
        ),
        _vehicle(
            "no-breakdown-while-unlocked",
            "BCALL-02",
            "The ASSISTANCE button is dead while a door is unlocked and the ignition is off.",
            mute(when=both(shows(DOOR, "unlocked"), shows("ignition.state", "off"))),
        ),
    ]


def _comfort() -> list[FaultyVehicle]:
    started = partial(remembering, CLIMATE, PreConditioning.start)

    def runs(part: Any, *_arguments: object) -> bool:
        return bool(part._com.get("body_precond.state") == "running")

    return [
        _vehicle(
            "preconditioning-outlives-in-charge",
            "PRECOND-15",
            "An unlock does not stop pre-conditioning while the battery is charged.",
            CLIMATE.ignores(PreConditioning.lock_changed, when=lambda climate, _state: climate.charging()),
        ),
        _vehicle(
            "preconditioning-outlives-second-time",
            "PRECOND-15",
            "Pre-conditioning that was ordered twice is not stopped by an unlock.",
            started(lambda starts: CLIMATE.ignores(PreConditioning.lock_changed, when=starts.times(2))),
        ),
        _vehicle(
            "preconditioning-unlocked-second-time",
            "PRECOND-14",
            "The second order for pre-conditioning starts it in an unlocked vehicle.",
            started(lambda starts: CLIMATE.returns(PreConditioning.locked, True, when=starts.happened)),
        ),
        _vehicle(
            "preconditioning-again-once-locked",
            "PRECOND-15",
            "Pre-conditioning that an unlock has stopped starts again 90 s later if the vehicle is locked then.",
            CLIMATE.also(PreConditioning.stop, lambda climate: climate.start(600), after_s=90, reason="unlocked"),
        ),
        _vehicle(
            "charge-order-lost-with-supply",
            "CHARGE-01",
            "After a failure of the supply no order starts a charge in deferred mode.",
            remembering(
                CHARGING,
                Charging.power_on,
                lambda supplied: CHARGING.ignores(
                    Charging.start,
                    when=lambda charging: supplied.times(2)(charging) and charging.mode() == "deferred",
                ),
            ),
        ),
        _vehicle(
            "charge-at-the-end-of-preconditioning",
            "CHARGE-01",
            "A charge that waits for its time begins four minutes after the end of pre-conditioning.",
            CHARGING.also(
                Charging._on_precond,
                Charging.start,
                after_s=240,
                when=lambda charging, state: bool(state == "off" and charging.mode() == "deferred"),
            ),
        ),
        _vehicle(
            "charge-not-stopped-with-preconditioning",
            "CHARGE-01",
            "An order that ends the charge is lost while pre-conditioning runs.",
            CHARGING.ignores(
                Charging._on_order,
                when=lambda charging, values: bool(values["charge_order.kind"] == "stop" and runs(charging)),
            ),
        ),
        _vehicle(
            "charge-without-a-plug-second-time",
            "CHARGE-02",
            "The second order for a charge charges without a plug once there was one.",
            remembering(
                CHARGING,
                Charging.plug_changed,
                lambda plugged: CHARGING.instead(
                    Charging.state,
                    lambda _charging: "charging",
                    when=lambda charging: plugged.times(2)(charging) and charging._refused,
                ),
            ),
        ),
    ]


def _service() -> list[FaultyVehicle]:
    answered = partial(remembering, ANSWERS, StatusAnswers.receive)
    passed_on = partial(remembering, BACKOFFICE, BackOffice._pass_on)

    def forget_contract(term: ServiceTerm) -> None:
        term._memory.pop("contract", None)

    def said_locked(answers: StatusAnswers) -> dict[str, Any]:
        return {**StatusAnswers.status(answers), "locks": "locked"}

    def said_full(answers: StatusAnswers) -> dict[str, Any]:
        level = answers.__dict__.setdefault("first_level", StatusAnswers.status(answers)["charge_level"])
        return {**StatusAnswers.status(answers), "charge_level": level}

    return [
        _vehicle(
            "locked-in-the-app-for-ever",
            "REMOTE-08",
            "Once an order has locked the vehicle, each refresh shows it as locked.",
            remembering(
                ORDERS_BY_RADIO,
                OrdersByRadio.receive,
                lambda locks: ANSWERS.instead(StatusAnswers.status, said_locked, when=locks.happened),
                when=lambda _orders, payload: payload["kind"] == "lock",
            ),
        ),
        _vehicle(
            "level-of-the-first-refresh",
            "STATUS-12",
            "From the second refresh on the app shows the charge level of the first.",
            answered(lambda asked: ANSWERS.instead(StatusAnswers.status, said_full, when=asked.happened)),
        ),
        _vehicle(
            "no-refresh-after-private-mode",
            "PRIV-07",
            "After private mode has ended no refresh is answered.",
            answered(
                lambda asked: ANSWERS.ignores(
                    StatusAnswers.receive, when=both(asked.happened, shows("privacy.mode", "geolocated"))
                ),
                when=shows("privacy.mode", "private"),
            ),
        ),
        _vehicle(
            "orders-lost-after-two-losses",
            "USE-02",
            "After the network was lost twice no order reaches the vehicle.",
            remembering(
                NETWORK,
                MobileNetwork.lose_calls,
                lambda losses: ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=losses.times(2)),
            ),
        ),
        _vehicle(
            "contract-forgotten-with-supply",
            "TBOX-03",
            "A contract that has ended is in force again for the vehicle after a failure of its supply.",
            SERVICE_TERM.also(ServiceTerm.power_on, forget_contract),
        ),
        _vehicle(
            "orders-without-contract-third",
            "USE-01",
            "The third order without a contract is carried out.",
            passed_on(
                lambda refused: BACKOFFICE.returns(BackOffice.takes, True, when=refused.times(2)),
                when=lambda office, _order: office.contract == "ended",
            )
            | SERVICE_TERM.returns(ServiceTerm.allows, True, service="remote_orders"),
        ),
        _vehicle(
            "contract-not-renewed",
            "USE-01",
            "A vehicle whose contract has ended learns of no new one.",
            remembering(
                SERVICE_TERM,
                ServiceTerm.subscribe,
                lambda told: SERVICE_TERM.ignores(ServiceTerm.subscribe, when=told.happened),
            ),
        ),
        _vehicle(
            "orders-refused-after-activation",
            "USE-01",
            "After an order before the activation is finished all orders are refused.",
            passed_on(
                lambda early: BACKOFFICE.returns(BackOffice.takes, False, when=early.happened),
                when=lambda office, _order: office.accounts.activation == "unfinished",
            ),
        ),
        _vehicle(
            "unlock-order-lost-when-charging",
            "REMOTE-28",
            "An unlock order is lost while the battery is charged.",
            ORDERS_BY_RADIO.ignores(
                OrdersByRadio.receive,
                when=lambda orders, payload: (
                    payload["kind"] == "unlock" and orders._com.get("relay.charge.state") == "charging"
                ),
            ),
        ),
    ]


SEQUENCES: tuple[FaultyVehicle, ...] = tuple(_vehicles())
"""All of them."""
