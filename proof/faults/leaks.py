"""Faults by which one customer has what is another's: invoices, trips, notes, contracts, recalls, vehicles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from proof.fault import Theme
from proof.slots import (
    ACCOUNT_DESK,
    BOOKLET,
    CONTRACT_BOOK,
    CONTRACT_DESK,
    DOCUMENTS,
    JOURNEYS,
    PAGES,
    RECALL_DESK,
)
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.booklet import Booklet, Operation
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import ContractBook
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.journeys import Journeys, Trip
from simulators.offboard.office.ledger import Invoice
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.recall_desk import RecallDesk

WHY = "the page says why it refuses in reaction to the {}"
LOOK = " in reaction to the look at the driving data"
TERMINATION = Theme("features/subscriptions/termination.feature")
OF_ANOTHER = "A click on cancel for a contract of another account is refused"


class OpenBooklet(Booklet):
    """A booklet whose notes are those of the vehicle, whoever wrote them."""

    def notes_of_present(self) -> list[Operation]:
        return self._notes.setdefault(("", self._account.vehicle()), [])


class VehiclesJourneys(Journeys):
    """A record of trips that belongs to the vehicle: whoever has a contract gets all of them."""

    def trips(self, holder: str) -> list[Trip]:
        first = self.first_day(self._backoffice.calendar.today())
        found = {id(trip): trip for trips in self._trips.values() for trip in trips if trip.day >= first}
        return list(found.values()) if self.covered(holder) else []


class CarelessDesk(ContractDesk):
    """A desk that asks for an OK before it looks whether there is a contract."""

    def _ask_for_ok(self, holder: str, kind: str) -> str:
        self.cancel(kind, partial(self.ask, partial(self.request, holder, kind)))
        return "Please confirm"


class RefusingDesk(ContractDesk):
    """A desk that refuses to cancel, and does so at a click on OK for whoever holds the contract."""

    def _ask_for_ok(self, holder: str, kind: str) -> str:
        self.cancel(kind, partial(self.ask, partial(self.request, "subscriber", kind)))
        return super()._ask_for_ok(holder, kind)


class TalkativeRecalls(RecallDesk):
    """A desk that tells of the recall of any vehicle."""

    def check(self, vin: str) -> str:
        text = self.text_for(vin)
        self.show(vin, text)
        return text or "No recall is under way for your vehicle"


class SharedGarages(AccountDesk):
    """A desk that deletes a vehicle from whichever account has it."""

    def delete_vehicle(self, vin: str) -> str:
        for customer in self._register.customers.values():
            if vin in customer.vehicles:
                customer.vehicles.remove(vin)
        return "Your vehicle has been deleted"


class SpillingGarages(AccountDesk):
    """A desk that adds a vehicle to all accounts of the vehicle that was there before."""

    def add_vehicle(self, vin: str) -> str:
        answer = super().add_vehicle(vin)
        for customer in self._register.customers.values():
            if vin not in customer.vehicles:
                customer.vehicles.append(vin)
        return answer


def _all_invoices(documents: Documents) -> Sequence[Invoice]:
    return documents.invoices


FAULTS = (
    Theme("features/billing/ways.feature").fault(
        "invoices-of-everybody-on-the-page",
        "BILL-06",
        'The way "my invoices" of the store shows no invoice of another account',
        "The page lists the invoices of all customers.",
        DOCUMENTS.instead(Documents.invoices_of_present, _all_invoices),
        "the page lists no invoice in reaction to the last tap and stay so for 60 s",
    ),
    Theme("features/billing/invoices.feature").fault(
        "invoice-given-to-another",
        "BILL-03",
        "The invoice of another account is not given to who asks for it",
        "Whoever asks gets the last invoice of all.",
        DOCUMENTS.instead(Documents.invoices_of_present, _all_invoices),
        WHY.format("download"),
    ),
    Theme("features/trips/monitoring.feature").fault(
        "trips-of-everybody-with-the-vehicle",
        "TRIPS-08",
        "A trip that a contract has brought is not shown to another account of the vehicle",
        "The trips of a contract are shown to each account that has the vehicle.",
        JOURNEYS.given(Journeys.trips, holder=lambda _holder: "subscriber"),
        f"the driving data show no trip{LOOK}",
    ),
    Theme("features/trips/monitoring.feature").fault(
        "trips-of-the-time-before",
        "TRIPS-08",
        "A new owner whose own contract brings trips sees no trip of the time before the contract",
        "A new contract brings the trips of the one before too.",
        JOURNEYS.replaced(VehiclesJourneys),
    ),
    Theme("features/maintenance/log.feature").fault(
        "notes-of-everybody-with-the-vehicle",
        "MAINT-10",
        "What the owner has noted is not in the booklet of another account of the vehicle",
        "The notes are shown to each account that has the vehicle.",
        BOOKLET.replaced(OpenBooklet),
        "the booklet does not show an oil change in reaction to the look at the booklet",
    ),
    Theme("features/subscriptions/withdrawal.feature").fault(
        "withdrawal-by-another",
        "SUBS-12",
        "A contract of another account cannot be withdrawn from",
        "Whoever asks withdraws from the contract of the vehicle.",
        CONTRACT_BOOK.given(ContractBook.in_force, holder=lambda _holder: "subscriber"),
        WHY.format("request"),
    ),
    TERMINATION.fault(
        "contract-ended-by-another",
        "SUBS-19",
        "A request in the contact form ends no contract of another account",
        "Whoever asks ends the contract of the vehicle.",
        CONTRACT_BOOK.given(ContractBook.in_force, holder=lambda _holder: "subscriber"),
        WHY.format("request"),
    ),
    TERMINATION.fault(
        "cancellation-confirmed-by-another",
        "SUBS-18",
        "A contract whose cancellation another account confirms stays in force",
        "The question stands for whoever sits down next.",
        PAGES.ignores(Pages.forget_question),
    ),
    TERMINATION.fault(
        "contract-cancelled-by-another",
        "SUBS-18",
        OF_ANOTHER,
        "A click on cancel is refused, and one on OK ends the contract of the vehicle all the same.",
        CONTRACT_DESK.replaced(RefusingDesk),
        "the owner's contract for Telemaintenance stays in force for 60 s after the click",
    ),
    TERMINATION.fault(
        "cancellation-refused-after-ok",
        "SUBS-18",
        OF_ANOTHER,
        "Who has no contract is asked for an OK all the same, and refused after it.",
        CONTRACT_DESK.replaced(CarelessDesk),
        WHY.format("request"),
    ),
    Theme("features/subscriptions/ways.feature").fault(
        "services-of-everybody-with-the-vehicle",
        "SUBS-16",
        'The way "My Account > My services" of the store shows no contract of another account',
        "The page lists the contracts of the vehicle, whoever holds them.",
        CONTRACT_BOOK.given(ContractBook.states_of, holder=lambda _holder: "subscriber"),
        'the page still has no "Danger Zone Alerts" for 60 s after the last tap',
    ),
    Theme("features/recall/recall.feature").fault(
        "recall-of-any-vehicle",
        "RECALL-01",
        "The recall of a vehicle that is not in the account is not told",
        "The app tells of the recall of any vehicle.",
        RECALL_DESK.replaced(TalkativeRecalls),
        WHY.format("check"),
    ),
    Theme("features/account/vehicles.feature").fault(
        "vehicle-deleted-from-another-account",
        "ACCT-27",
        "A vehicle of another account cannot be deleted from it",
        "A vehicle is deleted from whichever account has it.",
        ACCOUNT_DESK.replaced(SharedGarages),
        WHY.format("request"),
    ),
    Theme("features/account/vehicles.feature").fault(
        "vehicle-added-to-another-account",
        "ACCT-27",
        "A vehicle that is added to one account is in no other",
        "A vehicle is added to the other accounts too.",
        ACCOUNT_DESK.replaced(SpillingGarages),
        "the account shows one vehicle in reaction to the look at the vehicles",
    ),
)
