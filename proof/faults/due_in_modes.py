"""Faults of what falls due in a privacy mode, and of orders that the intermediate mode lets through."""

from __future__ import annotations

from collections.abc import Callable

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.shared import INTERMEDIATE
from proof.memory import Memory, remembering
from proof.slots import BACKOFFICE, CHARGE_PROGRAMME, CHARGING, ORDERS_BY_RADIO, PRIVACY, PROGRAMMES
from simulators.ecus.charger.programme import ChargeProgramme
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.programme import Programmes
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.privacy import Privacy, PrivacyService
from simulators.offboard.accounts import Sender
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.network import Payload

CONDITIONING = Theme("features/preconditioning/modes.feature")
E_COMMANDS = Theme("features/privacy/e_commands.feature")
UPDATES = Theme("features/activation/updates.feature")


def _once_in(mode: str, makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(PRIVACY, Privacy.set_mode, makes, mode=mode)


def _charges_in_intermediate_mode(orders: OrdersByRadio, payload: Payload) -> bool:
    return str(payload["kind"]).startswith("charge_") and INTERMEDIATE(orders)


def _passes_unchecked(orders: OrdersByRadio, payload: Payload) -> None:
    orders._pass_on({"order.id": int(str(payload["id"])), "order.kind": str(payload["kind"])})


def _programmes_unchecked(orders: OrdersByRadio, topic: str, programme: Payload) -> None:
    orders._pass_on(orders.programme_signals(topic, programme))


def _told_once_charged(service: PrivacyService) -> Deviation:
    return remembering(
        CHARGE_PROGRAMME,
        ChargeProgramme._tell,
        lambda memory: PRIVACY.returns(Privacy.allows, True, when=memory.happened, service=service),
    )


def _of_a_later_smartphone(_office: BackOffice, _kind: str, sender: Sender) -> bool:
    return sender.handset > 1


FAULTS = (
    *(
        CONDITIONING.fault(
            f"programme-of-{short}-waits-for-the-end-of-{mode}-mode",
            "PRECOND-05",
            f"In {mode} mode programmes of {kind} start in their window, end in time and stop with an unlock",
            f"Once {mode} mode was chosen no programme starts.",
            _once_in(mode, lambda memory: PROGRAMMES.ignores(Programmes.launch, when=memory.happened)),
            "pre-conditioning starts between 30 min and 45 min before the target time",
        )
        for short, kind, mode in (
            ("an-electric-vehicle", "an electric vehicle", "private"),
            ("a-hybrid", "a hybrid", "intermediate"),
        )
    ),
    *(
        CONDITIONING.fault(
            f"charge-time-waits-for-the-end-of-{mode}-mode",
            "CHARGE-06",
            f"In {mode} mode charge times and a programme take effect, and the hatch button does",
            f"Once {mode} mode was chosen no charge time counts.",
            _once_in(mode, lambda memory: CHARGE_PROGRAMME.ignores(ChargeProgramme._tell, when=memory.happened)),
            "the charge begins at the charge time and not before",
        )
        for mode in ("private", "intermediate")
    ),
    *(
        CONDITIONING.fault(
            f"charge-of-{short}-not-resumed-in-private-mode",
            requirement,
            f"In private mode a programme at {outside} °C interrupts the charge of {kind}, which goes on after it"
            " and after an unlock",
            "Once private mode was chosen no charge is resumed.",
            _once_in(
                "private",
                lambda memory: CHARGING.ignores(Charging.charge_requested, request="resume", when=memory.happened),
            ),
            "charging is running in reaction to the end of pre-conditioning and stays so for 60 s",
        )
        for short, kind, outside, requirement in (
            ("an-electric-vehicle", "an electric vehicle", "-0.5", "PRECOND-27"),
            ("a-hybrid", "a hybrid", "14.5", "PRECOND-20"),
        )
    ),
    E_COMMANDS.fault(
        "charge-orders-pass-intermediate-mode",
        "PRIV-11",
        "In intermediate mode no order and no programme from the app reaches charge and pre-conditioning of an"
        " electric vehicle",
        "Intermediate mode lets orders for the charge through.",
        ORDERS_BY_RADIO.instead(OrdersByRadio.receive, _passes_unchecked, when=_charges_in_intermediate_mode),
        "charging stays off for 60 s after the order",
    ),
    E_COMMANDS.fault(
        "programmes-pass-intermediate-mode",
        "PRIV-11",
        "In intermediate mode no order and no programme from the app reaches charge and pre-conditioning of a"
        " hybrid",
        "Intermediate mode lets programmes through.",
        ORDERS_BY_RADIO.instead(OrdersByRadio.programme, _programmes_unchecked, when=INTERMEDIATE),
        "charging stays off for 60 s after the start of the wait",
    ),
    E_COMMANDS.fault(
        "charge-time-told-in-private-mode",
        "PRIV-02",
        "In private mode neither a charge time nor a programme that falls due is told, nor an unlock in it",
        "From a charge time on the vehicle tells of itself in any mode.",
        _told_once_charged("vehicle_data"),
        "nothing of the vehicle reaches the back office for 20 min after the charge time",
    ),
    E_COMMANDS.fault(
        "position-told-with-a-charge-time",
        "PRIV-03",
        "In intermediate mode a charge time and a programme that fall due are told without the position",
        "From a charge time on the position leaves the vehicle in any mode.",
        _told_once_charged("position"),
        "no position reaches the back office for 30 min after the charge time",
    ),
    UPDATES.fault(
        "second-smartphone-passes-a-pending-update",
        "ACTIV-21",
        "While an update is pending orders from neither of two smartphones do anything, also in a call and after"
        " losses",
        "While an update is pending the orders of a second smartphone are carried out.",
        BACKOFFICE.returns(BackOffice.takes, True, when=_of_a_later_smartphone),
        "all doors stay locked for 30 s after the order",
    ),
)
