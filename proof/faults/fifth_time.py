"""Faults that show at the third, fourth or fifth time alone, in one ignition cycle or over sleeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proof.deviation import Deviation, Slot
from proof.fault import Theme
from proof.faults.shared import ends_after
from proof.memory import Memory, remembering
from proof.slots import (
    BACKOFFICE,
    BREAKDOWN_CALL,
    CHARGING,
    CHARGING_PAGES,
    CLIMATE,
    EMERGENCY_CALL,
    HORN_ORDER,
    LOCKS,
    PROGRAMMES,
    TRIP_RECORDER,
    UPLINK,
)
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.signals import HornOrder
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.programme import Programmes
from simulators.ecus.screen.trips import TripRecorder
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.uplink import Uplink
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.phone.charging import ChargingPages

EMERGENCY = Theme("features/emergency_call/again.feature")
BREAKDOWN = Theme("features/breakdown_call/again.feature")
CONDITIONING = Theme("features/preconditioning/again.feature")
CONDITIONING_SLEEPS = Theme("features/preconditioning/sleeps.feature")
CHARGE = Theme("features/charging/again.feature")
CHARGE_SLEEPS = Theme("features/charging/sleeps.feature")
ORDERS = Theme("features/remote_control/refused.feature")
HOME_PAGE = Theme("features/status/values.feature")
TRIPS = Theme("features/bluetooth_trips/again.feature")
USE = Theme("features/use/again.feature")
KINDS = (("an-electric-vehicle", "an electric vehicle"), ("a-hybrid", "a hybrid"))


def _stops_after(slot: Slot[Any], method: Callable[..., None], times: int, **arguments: object) -> Deviation:
    """Let a part do something so many times, and not any more."""

    def makes(memory: Memory) -> Deviation:
        return slot.ignores(method, when=memory.times(times), **arguments)

    return remembering(slot, method, makes, **arguments)


def _after_a_supply_failure(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(UPLINK, Uplink.power_off, makes)


def _refresh(pages: ChargingPages) -> None:
    pages._phone.status.refresh("slide_down")  # type: ignore[attr-defined]  # the phone, seen as a service


FAULTS = (
    EMERGENCY.fault(
        "no-seventh-112-call",
        "ECALL-05",
        "The SOS button calls five times after presses that were too short, hung up, without coverage and in other"
        " calls",
        "After six calls the SOS button calls nobody.",
        _stops_after(EMERGENCY_CALL, EmergencyCall.start, 6),
        "the network takes a 112 call to the PSAP in reaction to the SOS press",
    ),
    BREAKDOWN.fault(
        "no-sixth-breakdown-call",
        "BCALL-02",
        "The ASSISTANCE button calls five times after presses that were too short, in private mode and without"
        " coverage",
        "After five calls the ASSISTANCE button calls nobody.",
        _stops_after(BREAKDOWN_CALL, BreakdownCall.start, 5),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
    *(
        CONDITIONING.fault(
            f"no-fifth-programme-of-{short}",
            "PRECOND-05",
            f"Each of five programmes of {kind} starts in its window, after refusals, losses, a sleep and times"
            " that were too near",
            "After five programmes none starts any more.",
            _stops_after(PROGRAMMES, Programmes.launch, 5),
            "pre-conditioning starts between 30 min and 45 min before the target time",
        )
        for short, kind in KINDS
    ),
    CONDITIONING.fault(
        "no-fifth-interruption",
        "PRECOND-19",
        "Each of five pre-conditionings of a hybrid interrupts the charge, and its end lets go on or begin what is"
        " wanted",
        "After four interruptions of a charge there is none any more.",
        _stops_after(CHARGING, Charging.charge_requested, 4, request="interrupt"),
        "charging is off in reaction to the start of pre-conditioning",
    ),
    *(
        CONDITIONING.fault(
            f"second-unlock-of-{short}-stops-nothing",
            "PRECOND-15",
            f"On {kind} that sleeps each door that is unlocked alone keeps pre-conditioning off, and stops it",
            "Once an unlock has stopped pre-conditioning another does not.",
            _stops_after(CLIMATE, PreConditioning.stop, 1, reason="unlocked"),
            "pre-conditioning is off 60 s after the unlock and stays so for 60 s",
        )
        for short, kind in KINDS
    ),
    *(
        CONDITIONING_SLEEPS.fault(
            f"no-third-order-out-of-the-sleep-of-{short}",
            "PRECOND-17",
            f"At {outside} °C pre-conditioning of {kind} follows orders, locks and charge orders out of sleeps of"
            " hours and days",
            "After two charges that waited for the end of pre-conditioning none goes on.",
            _stops_after(CHARGING, Charging.charge_requested, 2, request="resume"),
            "charging is running in reaction to the end of pre-conditioning and stays so for 5 min",
        )
        for (short, kind), outside in zip(KINDS, ("35.5", "35"), strict=True)
    ),
    CONDITIONING_SLEEPS.fault(
        "no-second-programme-after-days",
        "PRECOND-05",
        "Programmes and a charge time that are set after 8 days of sleep count",
        "After one programme none starts any more.",
        _stops_after(PROGRAMMES, Programmes.launch, 1),
        "pre-conditioning starts between 30 min and 45 min before the target time",
    ),
    *(
        CHARGE.fault(
            f"no-fifth-charge-time-of-{short}",
            "CHARGE-06",
            f"Each of five charge times of {kind} counts, after an end, a plug, a hatch button, a sleep and a loss"
            " of the supply",
            "After four charge times none counts any more.",
            _stops_after(CHARGING, Charging.programmed_time_came, 4),
            "the charge begins at the charge time and not before",
        )
        for short, kind in KINDS
    ),
    CHARGE.fault(
        "full-charge-unsaid-after-two-supply-failures",
        "CHARGE-05",
        "The driver is notified once of each of five full charges, over sleeps, failures of the supply and the"
        " pages of the app",
        "Once the supply has failed twice no full charge is notified.",
        _after_a_supply_failure(
            lambda memory: CHARGING_PAGES.returns(ChargingPages.is_full, False, when=memory.times(2))
        ),
        "the driver gets 4 notifications of the full charge",
    ),
    *(
        CHARGE_SLEEPS.fault(
            f"no-third-charge-out-of-the-sleep-of-{short}",
            "CHARGE-01",
            f"Charging of {kind} follows app and hatch button out of sleeps of hours and days",
            "After two start orders none begins a charge.",
            _stops_after(CHARGING, Charging.start, 2),
            "charging is running in reaction to the order",
        )
        for short, kind in KINDS
    ),
    *(
        ORDERS.fault(
            f"no-fifth-unlock-order-of-{short}",
            "REMOTE-28",
            f"The doors of {kind} follow five lock and five unlock orders after orders that modes, losses and"
            " another account have stopped",
            "After four unlock orders none is carried out.",
            _stops_after(LOCKS, CentralLocking.request, 4, target="unlocked", source="remote_order"),
            "all doors are unlocked within 8 s of the order",
        )
        for short, kind in (
            ("an-electric-vehicle", "an electric vehicle"),
            ("a-combustion-vehicle", "a combustion vehicle"),
        )
    ),
    ORDERS.fault(
        "fifth-honk-short",
        "REMOTE-26",
        "Lights and horn follow five orders each after orders that modes, losses and another account have stopped",
        "From the fifth time on the horn sounds for 5 s.",
        remembering(
            HORN_ORDER,
            HornOrder.request,
            lambda memory: HORN_ORDER.also(HornOrder.request, ends_after(5), when=memory.times(4)),
        ),
        "the horn sounds for 10 s in all",
    ),
    *(
        ORDERS.fault(
            f"locks-of-{short}-told-as-locked-after-a-supply-failure",
            "REMOTE-08",
            f"The lock status of {kind} is right at each refresh of a day, asleep, in a drive and after refreshes"
            " that failed",
            "Once the supply has failed the vehicle is told as locked.",
            _after_a_supply_failure(lambda memory: UPLINK.returns(Uplink.locked, True, when=memory.happened)),
            "the home page shows the vehicle as unlocked within 60 s of the refresh",
        )
        for short, kind in (("a-hybrid", "a hybrid"), ("a-combustion-vehicle", "a combustion vehicle"))
    ),
    HOME_PAGE.fault(
        "home-page-refreshed-after-a-supply-failure",
        "STATUS-04",
        "Charge level, range, charge and locks stay without a refresh over days with sleeps, failures of the"
        " supply and a drive",
        "Once the supply has failed the home page follows the vehicle.",
        _after_a_supply_failure(
            lambda memory: CHARGING_PAGES.also(ChargingPages.take, _refresh, when=memory.happened)
        ),
        "the home page keeps showing a charge level of 80 % for 60 s after the start of the wait",
    ),
    TRIPS.fault(
        "no-fifth-trip",
        "BTTRIP-07",
        "Each of five trips is in the app, over a roll of the odometer, a month's end, sleeps and a failure of the"
        " supply",
        "After four trips none comes to the app.",
        remembering(
            TRIP_RECORDER,
            TripRecorder.trip,
            lambda memory: TRIP_RECORDER.returns(TripRecorder.reports_trips, False, when=memory.times(4)),
        ),
        "the app shows a trip of 700 m in reaction to the end of the trip",
    ),
    USE.fault(
        "another-account-passes-after-four-orders",
        "USE-05",
        "Orders of three smartphones work and those of another account do not, over sleeps, a drive and failures"
        " of the supply",
        "From the fifth request on those of each account are passed on.",
        remembering(
            BACKOFFICE,
            BackOffice.takes,
            lambda memory: BACKOFFICE.returns(BackOffice.takes, True, when=memory.times(4)),
        ),
        "pre-conditioning goes on for 20 s after the order",
    ),
)
