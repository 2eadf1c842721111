"""Faults that do something beside what a scenario judges: see `rigs.judging.invariants`."""

from __future__ import annotations

from dbc.value import same
from proof.fault import Theme
from proof.faults.shared import is_order
from proof.slots import ANSWERS, CLIMATE, ORDERS_BY_RADIO, ORDERS_ON_THE_BUS
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.status import StatusAnswers

HORN = Theme("features/remote_control/horn.feature")
LOCKING = Theme("features/remote_control/locking.feature")
LOCK_STATUS = Theme("features/remote_control/lock_status.feature")

FAULTS = (
    HORN.fault(
        "lights-with-the-horn",
        "REMOTE-18",
        "One horn order honks once",
        "A horn order switches on the lights as well.",
        ORDERS_ON_THE_BUS.also(
            RemoteOrders.on_order,
            lambda orders: orders._lights.request(lambda _result: None),
            when=is_order("horn"),
        ),
        "no light comes on without an order that is granted, or something done at the vehicle",
    ),
    LOCKING.fault(
        "preconditioning-with-the-lock",
        "PRECOND-05",
        "A lock order locks a vehicle that is awake",
        "A lock order starts pre-conditioning as well.",
        CLIMATE.also(
            PreConditioning.lock_changed,
            lambda climate: climate.start(600),
            when=lambda climate, state: same(state, "locked") and climate.locked(),
        ),
        "pre-conditioning begins by an order that is granted or a programme alone",
    ),
    LOCKING.fault(
        "wakes-by-itself",
        "REMOTE-03",
        "A lock order locks a vehicle that is awake",
        "The vehicle wakes by itself half a minute after it has fallen asleep.",
        ORDERS_BY_RADIO.also(
            OrdersByRadio.network_slept, lambda orders: orders._wake.ask("remote_order"), after_s=30.0
        ),
        "no vehicle that sleeps wakes before anything is done to it",
    ),
    LOCK_STATUS.fault(
        "charge-shown-with-the-locks",
        "STATUS-03",
        "A superlocked vehicle is shown as locked",
        "A refresh shows a charge that runs, whatever the charge is.",
        ANSWERS.instead(
            StatusAnswers.status,
            lambda answers: {**StatusAnswers.status(answers), "charge_state": "charging"},
        ),
        "a refresh shows the charge that the vehicle has",
    ),
)
