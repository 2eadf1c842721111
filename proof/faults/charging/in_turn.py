"""Faults of the charge that show only after another function, or after an order that was refused."""

from __future__ import annotations

from proof.fault import Theme
from proof.memory import remembering
from proof.slots import (
    CHARGING,
    CHARGING_PAGES,
    CLIMATE,
    ORDERS_BY_RADIO,
    ORDERS_ON_THE_BUS,
    PROGRAMME_PAGES,
)
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.screen.programmes import ProgrammePages
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.offboard.phone.charging import ChargingPages

CHARGE = Theme("features/charging/in_turn.feature")
TAKES_PLACE = "A time for the charge takes the place of one from elsewhere, touch screen and app in turn"
BEGINS = "charging is running in reaction to the order"
AT_ITS_TIME = "the charge begins at the charge time and not before"
PRESSED = "charging is off in reaction to the press of the hatch button"

FAULTS = (
    CHARGE.fault(
        "hatch-dead-once-a-charge-was-ordered",
        "CHARGE-04",
        "Charging follows app and hatch button after orders that were refused",
        "Once a charge was ordered the button in the hatch does nothing.",
        remembering(
            CHARGING, Charging.start, lambda memory: CHARGING.ignores(Charging.hatch_pressed, when=memory.happened)
        ),
        f"{PRESSED} and stays so for 60 s",
    ),
    CHARGE.fault(
        "charge-order-dropped-after-an-unlock",
        "CHARGE-01",
        "Charging follows app and hatch button among programmes, locks, lights, horn and refreshes",
        "A start order within 10 s of an unlock order is dropped.",
        remembering(
            ORDERS_ON_THE_BUS,
            RemoteOrders.carry_out,
            lambda memory: CHARGING.ignores(Charging.start, when=memory.within(10)),
            kind="unlock",
        ),
        "charging is running in reaction to the second order and stays so for 60 s",
    ),
    CHARGE.fault(
        "immediate-dropped-after-an-unlock-stopped-preconditioning",
        "CHARGE-03",
        "Charging follows app and hatch button after pre-conditioning that ran, was stopped and was refused",
        "Once an unlock has stopped pre-conditioning the vehicle stays in deferred mode.",
        remembering(
            CLIMATE,
            PreConditioning.stop,
            lambda memory: CHARGING.ignores(Charging.choose_mode, mode="immediate", when=memory.happened),
            reason="unlocked",
        ),
        BEGINS,
    ),
    CHARGE.fault(
        "hatch-dead-while-a-programmed-charge-runs",
        "CHARGE-04",
        "Charging follows app and hatch button when a programmed charge runs",
        "A charge that began at its time is not ended by the button in the hatch.",
        remembering(
            CHARGING,
            Charging.programmed_time_came,
            lambda memory: CHARGING.ignores(Charging.hatch_pressed, when=memory.happened),
        ),
        PRESSED,
    ),
    CHARGE.fault(
        "charge-time-of-the-app-lost-after-the-screen",
        "CHARGE-06",
        TAKES_PLACE,
        "Once a time for the charge was set on the touch screen, those of the app are lost.",
        remembering(
            PROGRAMME_PAGES,
            ProgrammePages.programme_charge,
            lambda memory: ORDERS_BY_RADIO.ignores(
                OrdersByRadio.programme, topic="charge_programme", when=memory.happened
            ),
        ),
        AT_ITS_TIME,
    ),
    CHARGE.fault(
        "charge-time-of-the-screen-lost-after-the-app",
        "PRECOND-09",
        TAKES_PLACE,
        "Once a time for the charge was set in the app, those of the touch screen are lost.",
        remembering(
            ORDERS_BY_RADIO,
            OrdersByRadio.programme,
            lambda memory: PROGRAMME_PAGES.ignores(ProgrammePages.programme_charge, when=memory.happened),
        ),
        AT_ITS_TIME,
    ),
    *(
        CHARGE.fault(
            f"charge-time-of-the-{source}-lost-to-immediate",
            requirement,
            f"A charge time that was set {place} counts after refused orders, the hatch button and other charges",
            "A time for the charge is forgotten when immediate charging is ordered.",
            remembering(
                CHARGING,
                Charging.choose_mode,
                lambda memory: CHARGING.ignores(Charging.programmed_time_came, when=memory.happened),
                mode="immediate",
            ),
            "charging is running in reaction to the charge time and stays so for 6 min",
        )
        for source, place, requirement in (
            ("app", "in the app", "CHARGE-06"),
            ("screen", "on the touch screen", "PRECOND-09"),
        )
    ),
    CHARGE.fault(
        "no-notification-after-preconditioning",
        "CHARGE-05",
        "The driver is notified once of the full charge after refusals, ends, interruptions and other orders",
        "Once pre-conditioning has run no full charge is notified.",
        remembering(
            CLIMATE,
            PreConditioning.stop,
            lambda memory: CHARGING_PAGES.returns(ChargingPages.is_full, False, when=memory.happened),
        ),
        "a notification tells of the full charge in reaction to the full charge",
    ),
)
