"""Faults of what becomes of contracts when a vehicle has a new owner, and of new contracts."""

from __future__ import annotations

from functools import partial

from proof.fault import Theme
from proof.faults.shared import on_the_next_day
from proof.faults.use.use import OpenBackOffice
from proof.slots import ACCOUNTS, BACKOFFICE, CONTRACT_BOOK, CONTRACT_DESK, HANDSETS
from proof.variant import variant
from simulators.offboard.accounts import Accounts
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.network import Payload
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Contract, ContractBook
from simulators.offboard.phone.handsets import Handsets

SUCCESSION = Theme("features/subscriptions/succession.feature")
KINDS = Theme("features/subscriptions/kinds.feature")
ACTIVATION = Theme("features/activation/succession.feature")
ENDS = "The previous owner's contract ends with the activation of the new owner's"
PREVIOUS_ENDED = (
    "the previous owner's contract for Remote Control is ended in reaction to the identification of the key"
    " and stay so for 60 s"
)
LIVE = "the connected navigation has traffic data in reaction to the start and stay so for 60 s"
ON_ITS_LAST_DAY = (
    "The navigation has traffic data on a contract of the previous owner whose last day is 0 days ahead"
)
UNLOCKED = "all doors are unlocked within 8 s of the order and stay so for 25 s"
ORDERS = {
    "unlock": ("An unlock", "all doors stay locked for 2 min after the order"),
    "lock": ("A lock", "all doors stay unlocked for 2 min after the order"),
    "lights": ("A lights", "the lights stay off for 2 min after the order"),
    "horn": ("A horn", "the horn stays silent for 2 min after the order"),
}


class EagerBook(ContractBook):
    """A contract book in which a contract that is signed ends those of others, before any activation."""

    def enter(self, contract: Contract) -> None:
        super().enter(contract)
        for other in self.running():
            if other.holder != contract.holder and other.offer.remote:
                self.end(other, "succession")


class SweepingBook(ContractBook):
    """A contract book in which an activation ends all that others have."""

    def activate(self, contract: Contract) -> None:
        super().activate(contract)
        for other in self.running():
            if other.holder != contract.holder:
                self.end(other, "succession")


class JealousOffice(BackOffice):
    """A back office that gives traffic data on a contract of the last owner alone."""

    def _receive(self, topic: str, payload: Payload) -> None:
        last = self.contracts.remote()
        if topic != "navigation" or (last is not None and self.contracts.covers("navigation", last.holder)):
            super()._receive(topic, payload)


def _revive(book: ContractBook) -> None:
    for contract in book:
        contract.ended = None
        book.tell("activated", contract)


def _activate(book: ContractBook) -> None:
    for contract in book.remotes("other"):
        book.activate(contract)


def _end_danger_zones(book: ContractBook) -> None:
    for contract in book.running():
        if contract.kind == "danger_zones" and len(book.running()) > 4:
            book.end(contract, "wish")


def _end_all_remote(book: ContractBook) -> None:
    for contract in book.remotes("subscriber"):
        book.end(contract, "succession")


def _end_the_next_day(book: ContractBook) -> None:
    on_the_next_day(book.calendar, partial(_end_all_remote, book))


def _is_on_its_last_day(book: ContractBook, what: str, _holder: str | None) -> bool:
    return any(what in each.offer.covers and each.last_day == book.calendar.today() for each in book.running())


FAULTS = (
    SUCCESSION.fault(
        "previous-contract-goes-on",
        "SUBS-03",
        ENDS,
        "The contract of the previous owner goes on beside the new one.",
        CONTRACT_BOOK.ignores(ContractBook.end, ground="succession"),
        PREVIOUS_ENDED,
    ),
    SUCCESSION.fault(
        "previous-contract-comes-back",
        "SUBS-03",
        ENDS,
        "The contract of the previous owner comes back half a minute later.",
        CONTRACT_BOOK.also(ContractBook.end, _revive, after_s=30, ground="succession"),
        PREVIOUS_ENDED,
    ),
    SUCCESSION.fault(
        "succession-ends-the-navigation",
        "SUBS-03",
        "The activation of the new owner's contract for remote orders leaves the other contracts in force",
        "The activation ends all contracts of the previous owner.",
        CONTRACT_BOOK.replaced(SweepingBook),
    ),
    SUCCESSION.fault(
        "previous-contract-ends-by-itself",
        "SUBS-04",
        "A contract of the previous owner stays in force while the new owner signs nothing",
        "The contract for remote orders ends by itself on the next day.",
        CONTRACT_BOOK.also(ContractBook.restore, _end_the_next_day),
    ),
    SUCCESSION.fault(
        "previous-owner-cannot-end-it",
        "SUBS-04",
        "The previous owner ends a contract of a vehicle that was sold",
        "A request of the previous owner is taken, and the contract goes on.",
        CONTRACT_BOOK.ignores(ContractBook.end, ground="sale"),
    ),
    SUCCESSION.fault(
        "navigation-not-for-the-new-owner",
        "SUBS-22",
        "The navigation has traffic data on a contract of the previous owner whose last day is 30 days ahead",
        "There are traffic data on a contract of the new owner alone.",
        BACKOFFICE.replaced(JealousOffice),
        LIVE,
    ),
    SUCCESSION.fault(
        "navigation-not-on-the-last-day",
        "SUBS-22",
        ON_ITS_LAST_DAY,
        "The contract runs out a day early.",
        CONTRACT_BOOK.returns(ContractBook.covers, False, when=_is_on_its_last_day),
    ),
    SUCCESSION.fault(
        "navigation-a-day-longer",
        "SUBS-22",
        "The navigation has no traffic data once the previous owner's contract ran out",
        "There are traffic data without a contract.",
        CONTRACT_BOOK.returns(ContractBook.covers, True),
    ),
    SUCCESSION.fault(
        "navigation-never-signed-anew",
        "SUBS-23",
        "A new owner signs a contract for the navigation when the previous owner's ran out",
        "A service that has ended cannot be subscribed to by anybody else.",
        CONTRACT_BOOK.returns(ContractBook.is_out_of_service, True),
        "the new owner's contract for Connected Navigation is in force in reaction to the request"
        " and stay so for 60 s",
    ),
    SUCCESSION.fault(
        "navigation-signed-anew-in-name",
        "SUBS-23",
        "A new owner signs a contract for the navigation when the previous owner's ran out",
        "A contract of a new owner brings no traffic data.",
        CONTRACT_BOOK.returns(ContractBook.covers, False),
        LIVE,
    ),
    *(
        ACTIVATION.fault(
            f"previous-owner-{kind}-obeyed",
            "ACTIV-02",
            f"{order} order of the previous owner does nothing once the new owner's activation is finished",
            "The order is passed on to the vehicle.",
            BACKOFFICE.replaced(variant(OpenBackOffice, KIND=kind)),
            then,
        )
        for kind, (order, then) in ORDERS.items()
    ),
    ACTIVATION.fault(
        "previous-owner-allowed",
        "ACTIV-02",
        "An unlock order of the previous owner does nothing once the new owner's activation is finished",
        "The contract of the previous owner goes on beside the new one, and with it the orders.",
        CONTRACT_BOOK.ignores(ContractBook.end, ground="succession"),
        ORDERS["unlock"][1],
    ),
    ACTIVATION.fault(
        "new-owner-refused",
        "ACTIV-02",
        "An unlock order of the new owner works once their activation is finished",
        "Orders of a new owner are refused.",
        ACCOUNTS.returns(Accounts.allows, False, when=lambda _accounts, sender: sender.account == "other"),
        UNLOCKED,
    ),
    ACTIVATION.fault(
        "previous-owner-locked-out-early",
        "ACTIV-02",
        "A contract that the new owner has signed ends nothing before its activation",
        "The signing alone ends the contract of the previous owner.",
        CONTRACT_BOOK.replaced(EagerBook),
        UNLOCKED,
    ),
    ACTIVATION.fault(
        "previous-contract-ends-an-instant-late",
        "ACTIV-02",
        "A contract that the new owner has signed ends nothing before its activation",
        "The contract of the previous owner ends half a minute after the new one is signed.",
        CONTRACT_BOOK.also(ContractBook.enter, _end_all_remote, after_s=30),
        "the previous owner's contract for Remote Control stays in force for 60 s after the order",
    ),
    ACTIVATION.fault(
        "new-owner-obeyed-early",
        "ACTIV-02",
        "An order of the new owner does nothing before the activation is finished",
        "It is enough to have signed a contract.",
        ACCOUNTS.instead(
            Accounts.allows,
            lambda accounts, sender: accounts._contracts.remote(sender.account) is not None,
            when=lambda _accounts, sender: sender.account == "other",
        ),
    ),
    ACTIVATION.fault(
        "succession-without-the-safety-code",
        "ACTIV-02",
        "A step of the activation that is left out ends no contract",
        "The key finishes the activation after the first step of the registration.",
        HANDSETS.returns(Handsets.owns_vehicle, True, when=lambda handsets: handsets._passed > 0),
    ),
    ACTIVATION.fault(
        "subscription-in-name",
        "ACTIV-07",
        "A contract for the service that was chosen comes into force and leaves the others",
        "The page says that the service is subscribed to, and no contract is signed.",
        CONTRACT_DESK.returns(ContractDesk.subscribe, "You have subscribed"),
        "the owner's contract for Danger Zone Alerts is in force in reaction to the request and stay so for 60 s",
    ),
    ACTIVATION.fault(
        "subscription-in-place-of-another",
        "ACTIV-07",
        "A contract for the service that was chosen comes into force and leaves the others",
        "A new subscription takes the place of the contract for remote orders.",
        CONTRACT_BOOK.also(ContractBook.sign, _end_all_remote, after_s=10),
        "the owner's contract for Remote Control stays in force for 60 s after the request",
    ),
    ACTIVATION.fault(
        "subscription-active-at-once",
        "ACTIV-07",
        "A contract for remote orders waits for its activation",
        "A contract for remote orders needs no activation.",
        CONTRACT_BOOK.also(ContractBook.sign, _activate),
    ),
    KINDS.fault(
        "one-contract-bought-at-a-time",
        "SUBS-01",
        "Contracts of two kinds are subscribed to, one after the other, and both stay in force",
        "The second contract that is bought takes the place of the first.",
        CONTRACT_BOOK.also(ContractBook.sign, _end_danger_zones, after_s=10),
        "the owner's contract for Danger Zone Alerts stays in force for 60 s after the request",
    ),
)
