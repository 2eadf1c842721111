"""Faults of pre-conditioning that show only after another function, or after an order that was refused."""

from __future__ import annotations

from collections.abc import Callable

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.preconditioning.beside import HastyProgrammes
from proof.memory import Memory, both, remembering
from proof.slots import CHARGING, CLIMATE, ORDERS_BY_RADIO, ORDERS_ON_THE_BUS, PROGRAMME_PAGES, PROGRAMMES
from proof.variant import variant
from simulators.bus.com import Values
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.programme import Programmes
from simulators.ecus.screen.programmes import ProgrammePages
from simulators.ecus.telematics.orders import OrdersByRadio

IN_TURN = Theme("features/preconditioning/in_turn.feature")
CHARGE = Theme("features/preconditioning/charge_in_turn.feature")
IN_WINDOW = "pre-conditioning starts between 30 min and 45 min before the target time"
RESUMED = "charging is running in reaction to the end of pre-conditioning"
HYBRID = "At 20 °C a charge of a hybrid is interrupted and resumed each time, however it began"
ELECTRIC = "At 4.5 °C a charge of an electric vehicle is interrupted and resumed each time, however it began"


def _of_charge(_conditioning: PreConditioning, values: Values) -> bool:
    return str(values["order.kind"]).startswith("charge_")


def _of_lights(_conditioning: PreConditioning, values: Values) -> bool:
    return values["order.kind"] == "lights"


def _forget(charging: Charging) -> None:
    charging._wanted = charging._waits_for_end = False
    charging._apply()


def _charges_beside(charging: Charging) -> bool:
    return charging.state() == "charging" and charging._com.get("body_precond.state") == "running"


def _overrule(charging: Charging) -> None:
    charging._deliver(charging.power_kw())


def _kept_off(charging: Charging) -> bool:
    return charging.state() == "interrupted" and charging._com.get("body_precond.state") == "off"


def _never_launched(memory: Memory) -> Deviation:
    return PROGRAMMES.ignores(Programmes.launch, when=memory.happened)


def _not_resumed(memory: Memory) -> Deviation:
    return CHARGING.ignores(Charging.charge_requested, request="resume", when=memory.happened)


def _any_level(memory: Memory) -> Deviation:
    return CLIMATE.returns(PreConditioning.level_suffices, True, when=memory.happened)


def _after_an_end(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(CLIMATE, PreConditioning.stop, makes, reason="order")


FAULTS = (
    IN_TURN.fault(
        "programme-lost-to-an-ordered-end",
        "PRECOND-12",
        "A programme starts after pre-conditioning that was ordered, ended, refused and stopped by unlocks",
        "A programme is forgotten when the end of pre-conditioning is ordered.",
        _after_an_end(_never_launched),
        IN_WINDOW,
    ),
    *(
        IN_TURN.fault(
            f"programme-of-the-{source}-lost-to-immediate",
            requirement,
            title,
            "A programme is forgotten when immediate charging is ordered.",
            remembering(CHARGING, Charging.choose_mode, _never_launched, mode="immediate"),
            IN_WINDOW,
        )
        for source, requirement, title in (
            (
                "app",
                "PRECOND-12",
                "A programme starts after charge orders of every kind and a time for the charge",
            ),
            (
                "screen",
                "PRECOND-10",
                "A programme of the touch screen starts after orders, refusals and a time for the charge",
            ),
        )
    ),
    IN_TURN.fault(
        "programme-of-the-screen-lost-after-the-app",
        "PRECOND-10",
        "A programme takes the place of one from elsewhere, touch screen and app in turn",
        "Once a programme was set in the app, those of the touch screen are lost.",
        remembering(
            ORDERS_BY_RADIO,
            OrdersByRadio.programme,
            lambda memory: PROGRAMME_PAGES.ignores(ProgrammePages.programme_preconditioning, when=memory.happened),
        ),
        IN_WINDOW,
    ),
    IN_TURN.fault(
        "no-notice-after-an-ordered-end",
        "PRECOND-11",
        "A programme set 44:00 min ahead after another, orders and a time for the charge waits for the next day",
        "Once pre-conditioning was ended by an order a programme needs no notice.",
        _after_an_end(
            lambda memory: PROGRAMMES.replaced(
                variant(HastyProgrammes, is_hasty=lambda programmes, _now_s: memory.happened(programmes))
            )
        ),
        "pre-conditioning stays off for 5 min after the programming",
    ),
    IN_TURN.fault(
        "programme-of-the-app-lost-after-the-screen",
        "PRECOND-08",
        "The vehicle is told the time of use after times of the touch screen and for the charge",
        "Once a programme was set on the touch screen, those of the app are lost.",
        remembering(
            PROGRAMME_PAGES,
            ProgrammePages.programme_preconditioning,
            lambda memory: ORDERS_BY_RADIO.ignores(
                OrdersByRadio.programme, topic="precond_programme", when=memory.happened
            ),
        ),
        "the programme reaches the vehicle in reaction to the programming",
    ),
    IN_TURN.fault(
        "programme-ended-by-the-lights",
        "PRECOND-06",
        "A programme keeps to temperature and times after a refusal and an end, and among orders",
        "An order of the lights ends pre-conditioning.",
        CLIMATE.also(PreConditioning.take_order, lambda conditioning: conditioning.stop("order"), when=_of_lights),
        "the cabin is at 21 °C at the target time",
    ),
    IN_TURN.fault(
        "started-unlocked-after-the-lights",
        "PRECOND-14",
        "Orders pre-condition the vehicle each time it is locked, and never while it is unlocked",
        "Within 10 s of the lights an unlocked vehicle is pre-conditioned.",
        remembering(
            ORDERS_ON_THE_BUS,
            RemoteOrders.carry_out,
            lambda memory: CLIMATE.returns(PreConditioning.locked, True, when=memory.within(10)),
            kind="lights",
        ),
        "pre-conditioning stays off for 60 s after the second order",
    ),
    IN_TURN.fault(
        "unlock-forgotten-at-a-charge-order",
        "PRECOND-15",
        "An unlock stops pre-conditioning a minute later whatever is ordered within the minute",
        "A charge order within the minute after an unlock lets pre-conditioning go on.",
        CLIMATE.also(
            PreConditioning.take_order, lambda conditioning: conditioning._unlocked.cancel(), when=_of_charge
        ),
        "pre-conditioning is off 60 s after the unlock",
    ),
    IN_TURN.fault(
        "unlock-ignored-after-a-programme-was-set",
        "PRECOND-15",
        "An unlock order stops pre-conditioning a minute later after refusals, other orders and programmes",
        "Once a programme was set an unlock does not stop pre-conditioning.",
        remembering(
            PROGRAMMES,
            Programmes.store,
            lambda memory: CLIMATE.ignores(PreConditioning.lock_changed, when=memory.happened),
        ),
        "pre-conditioning is off 60 s after the moment of unlocking and stays so for 15 min",
    ),
    IN_TURN.fault(
        "hybrid-level-counts-once",
        "PRECOND-22",
        "A hybrid at 10 % is pre-conditioned each time a charge runs, and at no other time",
        "Once a hybrid was pre-conditioned the level no longer counts.",
        _after_an_end(_any_level),
        "pre-conditioning stays off for 60 s after the order",
    ),
    IN_TURN.fault(
        "electric-level-counts-once",
        "PRECOND-28",
        "An electric vehicle is pre-conditioned each time it has 50 %, and never at 49 %",
        "Once an electric vehicle was pre-conditioned the level no longer counts.",
        _after_an_end(_any_level),
        "pre-conditioning stays off for 60 s after the second order",
    ),
    IN_TURN.fault(
        "minute-after-the-unlock-forgotten-with-the-plug",
        "PRECOND-15",
        "An unlock stops pre-conditioning of an electric vehicle a minute later whatever begins and ends within"
        " the minute",
        "The plug is moved, and the minute after an unlock is forgotten.",
        CLIMATE.also(PreConditioning._on_charge_type, lambda conditioning: conditioning._unlocked.cancel()),
        "pre-conditioning is off 60 s after the unlock",
    ),
    IN_TURN.fault(
        "second-unlock-not-counted-on-a-hybrid",
        "PRECOND-15",
        "An unlock stops pre-conditioning of a hybrid a minute later whatever begins and ends within the minute",
        "Once pre-conditioning was stopped, no further unlock stops it.",
        remembering(
            CLIMATE,
            PreConditioning.stop,
            lambda memory: CLIMATE.ignores(PreConditioning.lock_changed, when=memory.happened),
        ),
        "pre-conditioning is off 60 s after the unlock",
    ),
    *(
        CHARGE.fault(
            f"programmed-charge-not-resumed-on-{vehicle}",
            requirement,
            title,
            "A charge that began at its time is not resumed after pre-conditioning.",
            remembering(CHARGING, Charging.programmed_time_came, _not_resumed),
            RESUMED,
        )
        for vehicle, requirement, title in (
            ("a-hybrid", "PRECOND-20", HYBRID),
            ("an-electric-vehicle", "PRECOND-27", ELECTRIC),
        )
    ),
    *(
        CHARGE.fault(
            f"second-waiting-charge-forgotten-on-{name}",
            "PRECOND-17",
            f"At {outside} °C the last charge order counts for {vehicle}, after refusals and in a second"
            " pre-conditioning",
            "A charge that waits for the end of a second pre-conditioning is forgotten.",
            remembering(
                CLIMATE,
                PreConditioning.stop,
                lambda memory: CHARGING.instead(
                    Charging._on_precond,
                    lambda charging, _state: _forget(charging),
                    when=both(memory.times(2), lambda _charging, state: bool(state == "off")),
                ),
            ),
            f"{RESUMED} and stays so for 25 min",
        )
        for name, outside, vehicle in (
            ("a-hybrid", "20", "a hybrid"),
            ("an-electric-vehicle", "4.5", "an electric vehicle"),
        )
    ),
    CHARGE.fault(
        "charge-order-overrules-the-station",
        "PRECOND-21",
        "A station that no longer allows the charge keeps it off after pre-conditioning and orders",
        "A charge that was ordered during pre-conditioning begins though the station forbids it.",
        remembering(
            CHARGING,
            Charging.begin_later,
            lambda memory: CHARGING.also(Charging._apply, _overrule, when=both(memory.happened, _kept_off)),
        ),
        "charging stays off for 15 min after the end of pre-conditioning",
    ),
    *(
        CHARGE.fault(
            f"{kind}-charge-ended-by-a-start-order-beside-preconditioning",
            requirement,
            f"At {outside} °C a {kind} charge and pre-conditioning go on side by side whatever is ordered",
            "A start order ends a charge that runs beside pre-conditioning.",
            CHARGING.instead(Charging.start, _forget, when=_charges_beside),
            "charging goes on for 10 min after the start of pre-conditioning",
        )
        for kind, outside, requirement in (("fast", "45", "PRECOND-23"), ("regular", "20", "PRECOND-25"))
    ),
)
