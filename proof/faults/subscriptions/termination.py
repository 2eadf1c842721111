"""Faults of the termination of contracts: grounds, documents, the click on OK, the InfoBox."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from proof.fault import Theme
from proof.faults.shared import on_the_next_day
from proof.memory import Memory
from proof.slots import CONTRACT_BOOK, CONTRACT_DESK, PAGES
from proof.variant import variant
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Contract, ContractBook
from simulators.offboard.office.desk import Outcome
from simulators.offboard.office.offer import OFFERS
from simulators.offboard.office.pages import Pages
from simulators.offboard.service import Json

TERMINATION = Theme("features/subscriptions/termination.feature")
INFOBOX = Theme("features/subscriptions/infobox.feature")
NAVIGATION_STAYS = "the owner's contract for Connected Navigation stays in force for 60 s after the request"
NAVIGATION_ENDS = (
    "the owner's contract for Connected Navigation is ended in reaction to the request and stay so for 60 s"
)
CLICK_ENDS = "the owner's contract for Connected Navigation is ended in reaction to the click and stay so for 60 s"
REFUSED = "the page refuses the request in reaction to the request"
GROUNDS = {
    "sale": "the sale of the vehicle",
    "end_of_lease": "the end of the lease",
    "destruction": "the destruction of the vehicle",
    "theft": "the theft of the vehicle",
    "wish": "their own wish",
}
CONFIRMED = "A contract stays in force until its cancellation is confirmed by OK"
TAKEN_BACK = "A contract whose cancellation is taken back stays in force"
WITH_ONE = "A contract whose end was refused without an identity document is ended with one"
FORM = "A request in the contact form ends a contract without another click"
AGAIN = "The InfoBox cannot be subscribed to again once its contract has ended"

_asked = Memory()


class ImpatientDesk(ContractDesk):
    """A desk that cancels at the first click, and asks all the same."""

    def cancel(self, kind: str, confirmed: Callable[[], None]) -> None:
        super().cancel(kind, confirmed)
        confirmed()


class QuestioningDesk(ContractDesk):
    """A desk that wants an OK to what was asked in the contact form, too."""

    def request(self, holder: str, kind: str) -> str:
        if self._pages.changes and self._pages.changes[-1].item == "question":
            return super().request(holder, kind)
        self._pages.question(f"End {OFFERS[kind].label}?", lambda: None)
        return "One more click"


class HastyPages(Pages):
    """A page that takes any tap for an OK."""

    def _on_tap(self, argument: Json) -> Json:
        self.one_of("tap", argument, ("ok", "back"))
        return super()._on_tap("ok")


class DeafPages(Pages):
    """A page that takes any tap for one that takes it back."""

    def _on_tap(self, argument: Json) -> Json:
        self.one_of("tap", argument, ("ok", "back"))
        return super()._on_tap("back")


class RememberingPages(Pages):
    """A page that has not forgotten what was taken back, when OK is tapped later."""

    def _on_tap(self, argument: Json) -> Json:
        kept = self._confirmed
        super()._on_tap(argument)
        if argument == "back":
            self._confirmed = kept
        return None


class ResentfulPages(Pages):
    """A page that asks no more once something was taken back."""

    _done = False

    def _on_tap(self, argument: Json) -> Json:
        if self._done:
            self._confirmed = None
        self._done = self._done or argument == "back"
        return super()._on_tap(argument)


class SilentPages(Pages):
    """A page that refuses without a word."""

    def answer(self, outcome: Outcome, text: str) -> None:
        if outcome != "refused":
            super().answer(outcome, text)


class PickyBook(ContractBook):
    """A contract book that does not end contracts of one kind."""

    KIND: ClassVar[str] = ""

    def end(self, contract: Contract, ground: str) -> None:
        if contract.kind != self.KIND:
            super().end(contract, ground)


def _is_of(kind: str, _book: ContractBook, contract: Contract) -> bool:
    return contract.kind == kind


def _end_navigation(book: ContractBook) -> None:
    for contract in book.running():
        if contract.kind == "navigation":
            book.end(contract, "wish")


def _revive_the_next_day(book: ContractBook) -> None:
    on_the_next_day(book.calendar, partial(_revive, book))


def _revive(book: ContractBook) -> None:
    for contract in book:
        contract.ended = None
        book.tell("activated", contract)


def _refund_all(desk: ContractDesk) -> None:
    desk.pay_back({"holder": "subscriber", "kind": "infobox"}, OFFERS["infobox"].price_cents)


LABELS = {
    "navigation": "Connected Navigation",
    "danger_zones": "Danger Zone Alerts",
    "remote_control": "Remote Control",
    "e_remote_control": "e-Remote Control",
}

FAULTS = (
    *(
        TERMINATION.fault(
            f"termination-ignores-{ground.replace('_', '-')}",
            "SUBS-11",
            f"A contract is ended on the ground of {words}",
            "The request is taken, and the contract goes on.",
            CONTRACT_BOOK.ignores(ContractBook.end, ground=ground),
        )
        for ground, words in GROUNDS.items()
    ),
    TERMINATION.fault(
        "termination-undone-after-30s",
        "SUBS-11",
        "A contract is ended on the ground of their own wish",
        "The contract comes back half a minute after its end.",
        CONTRACT_BOOK.also(ContractBook.end, _revive, after_s=30),
    ),
    TERMINATION.fault(
        "termination-without-a-request",
        "SUBS-11",
        "Without a request a contract stays in force",
        "The contract ends by itself.",
        CONTRACT_BOOK.also(ContractBook.restore, _end_navigation, after_s=200),
    ),
    TERMINATION.fault(
        "cancellation-without-ok",
        "SUBS-18",
        CONFIRMED,
        "The first click ends the contract.",
        CONTRACT_DESK.replaced(ImpatientDesk),
        NAVIGATION_STAYS,
    ),
    TERMINATION.fault(
        "cancellation-without-a-question",
        "SUBS-18",
        CONFIRMED,
        "The page asks for nothing.",
        PAGES.ignores(Pages.question),
        "the page asks for an OK in reaction to the request",
    ),
    TERMINATION.fault(
        "cancellation-deaf-to-ok",
        "SUBS-18",
        CONFIRMED,
        "A click on OK does nothing.",
        PAGES.replaced(DeafPages),
        CLICK_ENDS,
    ),
    TERMINATION.fault(
        "cancellation-by-back",
        "SUBS-18",
        TAKEN_BACK,
        "A click on back is taken for an OK.",
        PAGES.replaced(HastyPages),
        "the owner's contract for Connected Navigation stays in force for 60 s after the click",
    ),
    TERMINATION.fault(
        "cancellation-by-a-late-ok",
        "SUBS-18",
        TAKEN_BACK,
        "A cancellation that was taken back is remembered, and a later OK confirms it.",
        PAGES.replaced(RememberingPages),
        "the owner's contract for Connected Navigation stays in force for 60 s after the click",
    ),
    TERMINATION.fault(
        "cancellation-never-after-back",
        "SUBS-18",
        "A contract whose cancellation was taken back once can be cancelled later",
        "Once taken back, nothing can be cancelled.",
        PAGES.replaced(ResentfulPages),
        CLICK_ENDS,
    ),
    TERMINATION.fault(
        "contact-form-unread",
        "SUBS-19",
        FORM,
        "A request by the contact form is taken, and the contract goes on.",
        CONTRACT_BOOK.ignores(ContractBook.terminate),
        "the owner's contract for Telemaintenance is ended in reaction to the request and stay so for 60 s",
    ),
    TERMINATION.fault(
        "contact-form-wants-ok",
        "SUBS-19",
        FORM,
        "A request by the contact form ends nothing before a click.",
        CONTRACT_DESK.replaced(QuestioningDesk),
        "the owner's contract for Telemaintenance is ended in reaction to the request and stay so for 60 s",
    ),
    TERMINATION.fault(
        "contact-form-ends-all",
        "SUBS-19",
        FORM,
        "A request by the contact form ends each contract.",
        CONTRACT_BOOK.also(ContractBook.terminate, ContractBook.close, after_s=10),
        NAVIGATION_STAYS,
    ),
    TERMINATION.fault(
        "telemaintenance-wants-identity",
        "SUBS-20",
        "A contract for Telemaintenance is ended in the store without an identity document",
        "The end of remote maintenance asks for an identity document.",
        CONTRACT_BOOK.returns(ContractBook.wants_identity, True),
    ),
    *(
        TERMINATION.fault(
            f"no-identity-for-{kind.replace('_', '-')}",
            "SUBS-21",
            f"A request to end a contract for {label} without an identity document is refused",
            "The contract is ended without an identity document.",
            CONTRACT_BOOK.returns(ContractBook.wants_identity, False, when=partial(_is_of, kind)),
            REFUSED,
        )
        for kind, label in LABELS.items()
    ),
    TERMINATION.fault(
        "refused-without-identity-and-ended",
        "SUBS-21",
        "A request to end a contract for Connected Navigation without an identity document is refused",
        "The request is refused, and the contract ended half a minute later.",
        CONTRACT_BOOK.also(ContractBook.wants_identity, _end_navigation, after_s=30),
        NAVIGATION_STAYS,
    ),
    TERMINATION.fault(
        "termination-refused-without-a-word",
        "SUBS-21",
        "A request to end a contract for Danger Zone Alerts without an identity document is refused",
        "The page does not say that a request is refused.",
        PAGES.replaced(SilentPages),
        REFUSED,
    ),
    TERMINATION.fault(
        "no-identity-in-the-store",
        "SUBS-21",
        "The cancellation of a contract in the store without an identity document is refused",
        "A cancellation in the store asks for no identity document.",
        CONTRACT_BOOK.returns(ContractBook.wants_identity, False),
        "the page refuses the request in reaction to the click",
    ),
    TERMINATION.fault(
        "identity-refused-once-refused-always",
        "SUBS-21",
        WITH_ONE,
        "Once refused, a request is refused with a document too.",
        CONTRACT_BOOK.also(ContractBook.wants_identity, _asked.note)
        | CONTRACT_BOOK.ignores(ContractBook.end, when=_asked.times(2)),
        NAVIGATION_ENDS,
    ),
    *(
        TERMINATION.fault(
            f"termination-not-for-{kind.replace('_', '-')}",
            "SUBS-26",
            f"A contract for {label} can be terminated in the store",
            "A contract of this kind goes on.",
            CONTRACT_BOOK.replaced(variant(PickyBook, KIND=kind)),
        )
        for kind, label in {
            "telemaintenance": "Telemaintenance",
            "navigation": "Connected Navigation",
            "danger_zones": "Danger Zone Alerts",
        }.items()
    ),
    INFOBOX.fault(
        "infobox-back-for-its-owner",
        "SUBS-25",
        AGAIN,
        "The InfoBox can be subscribed to again.",
        CONTRACT_BOOK.returns(ContractBook.is_out_of_service, False),
        REFUSED,
    ),
    INFOBOX.fault(
        "infobox-refused-and-back",
        "SUBS-24",
        AGAIN,
        "The InfoBox is refused, and back in service on the next day.",
        CONTRACT_BOOK.also(ContractBook.is_out_of_service, _revive_the_next_day),
        "the owner's contract for the InfoBox stays ended for 60 s after the date",
    ),
    INFOBOX.fault(
        "infobox-back-for-a-new-owner",
        "SUBS-25",
        "The InfoBox cannot be subscribed to by a new owner once its contract has ended",
        "A new owner can subscribe to it.",
        CONTRACT_BOOK.returns(
            ContractBook.is_out_of_service, False, when=lambda _book, _kind, holder, _vin: holder == "other"
        ),
        REFUSED,
    ),
    INFOBOX.fault(
        "infobox-never",
        "SUBS-25",
        "A vehicle that never had an InfoBox can have a contract for the InfoBox",
        "Nobody can subscribe to it.",
        CONTRACT_BOOK.returns(ContractBook.is_out_of_service, True),
    ),
    INFOBOX.fault(
        "infobox-end-ignored",
        "SUBS-24",
        AGAIN,
        "The contract goes on.",
        CONTRACT_BOOK.replaced(variant(PickyBook, KIND="infobox")),
        "the owner's contract for the InfoBox is ended in reaction to the request and stay so for 60 s",
    ),
    INFOBOX.fault(
        "infobox-paid-back",
        "SUBS-27",
        "The end of a contract for the InfoBox pays nothing back",
        "The price is paid back.",
        CONTRACT_DESK.also(ContractDesk.request, _refund_all, after_s=10),
        "nothing is paid back for 60 s after the request",
    ),
)
