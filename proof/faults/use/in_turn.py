"""Faults of the conditions of use that show with charge and pre-conditioning orders, or after a while."""

from __future__ import annotations

from collections.abc import Callable

from proof.ageing import passed_s
from proof.deviation import kernel_of
from proof.fault import Theme
from proof.faults.privacy.privacy import grudging
from proof.faults.use.use import LapsingOrders, OpenBackOffice, StubbornBackOffice
from proof.slots import ACCOUNTS, BACKOFFICE, CHARGING_PAGES, NETWORK, ORDERS_BY_RADIO
from proof.variant import variant
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.offboard.accounts import OWNER, Accounts, Sender
from simulators.offboard.backoffice import BackOffice, Order
from simulators.offboard.network import MobileNetwork, Payload
from simulators.offboard.phone.charging import ChargingPages

PRACTICE = Theme("features/use/code_of_practice.feature")
SMARTPHONES = Theme("features/use/smartphones.feature")
BEGINS = "charging is running in reaction to the order"
LATER_S = 600.0


def _refuse(office: BackOffice, order: Order) -> None:
    office.set_state(order, "refused")


def _of_a_later_smartphone(number: int) -> Callable[[BackOffice, Order], bool]:
    """Make a condition: a charge order comes from a smartphone that came so many after the first, or later."""

    def holds(_office: BackOffice, order: Order) -> bool:
        return order.kind.startswith("charge_") and order.sender.handset >= OWNER.handset + number

    return holds


def _later(part: object, *_arguments: object) -> bool:
    return passed_s(kernel_of(part)) > LATER_S


def _of_second_smartphone_later(office: BackOffice, order: Order) -> bool:
    return order.sender.handset > OWNER.handset and _later(office)


def _where_the_owner_was(accounts: Accounts, sender: Sender) -> bool:
    return bool(sender.account) and accounts.registered(Sender(OWNER.account, sender.handset))


def _carry_out(orders: OrdersByRadio, payload: Payload) -> None:
    orders._pass_on({"order.id": int(str(payload["id"])), "order.kind": str(payload["kind"])})


FAULTS = (
    *(
        SMARTPHONES.fault(
            f"charge-orders-refused-from-smartphone-{number + 1}{suffix}",
            "USE-05",
            title,
            "Charge orders of a later smartphone are refused.",
            BACKOFFICE.instead(BackOffice._pass_on, _refuse, when=_of_a_later_smartphone(number)),
            then,
        )
        for number, suffix, title, then in (
            (
                1,
                "",
                "Charge and pre-conditioning orders from a second smartphone with the same account work",
                BEGINS,
            ),
            (
                2,
                "",
                "Charge and pre-conditioning orders from a third smartphone with the same account work",
                BEGINS,
            ),
            (
                1,
                "-in-turn",
                "Orders from two smartphones with the same account work in turn",
                "charging is off in reaction to the order",
            ),
        )
    ),
    SMARTPHONES.fault(
        "any-account-ends-the-charge",
        "USE-05",
        "Charge and pre-conditioning orders from a smartphone with another account do nothing",
        "An order of another account for the end of the charge is carried out.",
        BACKOFFICE.replaced(variant(OpenBackOffice, KIND="charge_stop")),
        "charging goes on for 5 min after the order",
    ),
    PRACTICE.fault(
        "charge-orders-never-after-the-activation",
        "USE-01",
        "Charge and pre-conditioning orders work once the activation is finished",
        "Orders are refused though the activation has been finished.",
        BACKOFFICE.replaced(StubbornBackOffice),
        BEGINS,
    ),
    PRACTICE.fault(
        "charge-orders-never-after-private-mode",
        "USE-04",
        "Charge and pre-conditioning orders work once private mode is off",
        "The vehicle takes no order once private mode was on.",
        grudging("remote_orders"),
        BEGINS,
    ),
    PRACTICE.fault(
        "charge-orders-lost-on-the-way",
        "USE-02",
        "Charge and pre-conditioning orders work with coverage, and once it has come back",
        "No order of a charge is delivered to the vehicle.",
        NETWORK.ignores(
            MobileNetwork.push, when=lambda _network, _topic, payload, *_: payload.get("kind") == "charge_start"
        ),
        BEGINS,
    ),
    PRACTICE.fault(
        "charge-orders-lapse-after-6.5-days",
        "USE-03",
        "Charge and pre-conditioning orders work 7 days after a trip of 15 min",
        "The vehicle takes no order 6.5 days after its last trip of 15 min.",
        ORDERS_BY_RADIO.replaced(variant(LapsingOrders, DAYS=6.5)),
        BEGINS,
    ),
    *(
        PRACTICE.fault(
            f"{name}-{orders}-obeyed-after-10-min",
            requirement,
            f"{where} {title} after 15 min and after 8 h either",
            "From 10 min on orders are carried out.",
            deviation,
            then,
        )
        for name, requirement, where, deviation in (
            (
                "unactivated",
                "USE-01",
                "Before the end of the activation",
                BACKOFFICE.returns(BackOffice.takes, True, when=_later),
            ),
            (
                "private",
                "USE-04",
                "In private mode",
                ORDERS_BY_RADIO.instead(OrdersByRadio.receive, _carry_out, when=_later),
            ),
        )
        for orders, title, then in (
            ("order", "no order works", "all doors stay unlocked for 60 s after the order"),
            (
                "charge",
                "no order of charge and pre-conditioning works",
                "charging stays off for 60 s after the order",
            ),
        )
    ),
    SMARTPHONES.fault(
        "second-smartphone-refused-after-10-min",
        "USE-05",
        "Orders from a second smartphone with the same account work",
        "Orders from a second smartphone are refused 10 min after the start.",
        BACKOFFICE.instead(BackOffice._pass_on, _refuse, when=_of_second_smartphone_later),
        "all doors and the trunk are locked within 8 s of the order",
    ),
    *(
        SMARTPHONES.fault(
            f"rights-stay-on-the-smartphone-for-{orders}",
            "USE-05",
            f"A smartphone that has another account after that of the subscription orders {title} any more",
            "What another account orders on a smartphone of the owner is carried out.",
            ACCOUNTS.returns(Accounts.allows, True, when=_where_the_owner_was),
            then,
        )
        for orders, title, then in (
            ("doors", "and shows nothing", "all doors stay locked for 60 s after the order"),
            ("charge", "no charge", "charging goes on for 60 s after the order"),
        )
    ),
    SMARTPHONES.fault(
        "charge-stays-on-the-smartphone",
        "USE-05",
        "A smartphone that has another account after that of the subscription orders no charge any more",
        "The app goes on showing the charge when another account has logged in.",
        CHARGING_PAGES.ignores(ChargingPages.clear),
        "the app shows that the vehicle is not charging in reaction to the login and stays so for 60 s",
    ),
)
