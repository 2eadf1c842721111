"""Faults of the maintenance booklet: who gets it, what it shows and when, what it recommends."""

from __future__ import annotations

import datetime as dt

from proof.fault import Theme
from proof.faults.shared import on_the_next_day
from proof.memory import Memory
from proof.slots import BOOKLET, CONTRACT_DESK, LEDGER
from simulators.offboard.office.booklet import Booklet, Operation
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Contract, Happening, Refused
from simulators.offboard.office.ledger import Bill, Ledger

ELECTRONIC = Theme("features/maintenance/booklet.feature")
LOG = Theme("features/maintenance/log.feature")

LOOK = " in reaction to the look at the booklet"
OIL = f"the booklet shows an oil change{LOOK}"
NO_OIL = f"the booklet does not show an oil change{LOOK}"
BRAKES = f"the booklet shows new brake pads{LOOK}"
BEYOND = f"the booklet recommends a service beyond the mileage{LOOK}"
CONTRACT = "the owner's contract for the maintenance e-book is {} in reaction to the request and stay so for {}"
REFUSES = "the page refuses the request in reaction to the request"

BEGUN = "The booklet is in force once the point of sale has the owner's address and the subscription is finalised"
WAITS = "The booklet waits for the owner to finalise the subscription"
UNKNOWN = "Without the point of sale the subscription to the booklet is not finalised"
NO_ADDRESS = "Without an e-mail address nobody is registered at the point of sale, and with it the owner is"
OTHER_ADDRESS = "With another e-mail address at the point of sale the account gets no booklet"
GIVEN = "With {} at the point of sale the booklet {} a repair in the account"
NOT_FINALISED = "A booklet shows no repair until its subscription is finalised"
FREE = "The booklet is subscribed to free of charge, and no invoice follows"
ENTERED = "Repairs appear in the booklet when the repairer enters them, each once"
BOUND = "A booklet that was activated on {} {} a repair of {}"
MILEAGE = "The log recommends a service beyond the mileage, whatever that is"
YEARLY = "The log recommends the service earlier to whoever drives more in a year"
BY_USE = "The log recommends a service for personal and for professional use"
BY_HAND = "The mileage that the owner enters without link and contract is shown until it is entered anew"
NOTED = "Each operation that the owner notes is in the booklet, the next day too"

_entered = Memory()
_mileage = Memory()


class PricedDesk(ContractDesk):
    """A desk that takes money for the booklet."""

    def contract_changed(self, happening: Happening, contract: Contract) -> None:
        super().contract_changed(happening, contract)
        if happening == "signed" and contract.kind == "e_booklet":
            self.publish("purchase", {"holder": contract.holder, "kind": contract.kind, "amount_cents": 1900})


class BillingLedger(Ledger):
    """A ledger that bills the booklet, which costs nothing."""

    def contract_changed(self, happening: Happening, contract: Contract) -> None:
        if happening == "activated" and contract.activated is not None:
            self._bills.append(Bill(contract, contract.activated, self._name_of(contract.holder)))


class DoublingBooklet(Booklet):
    """A booklet in which all repairs stand once more whenever the log is updated."""

    def enter(self) -> str:
        self.repairs += [each for each in self.repairs if each.entered]
        return super().enter()


class LastNote(Booklet):
    """A booklet that keeps the last note alone."""

    def note(self, day: dt.date, work: str) -> str:
        self.notes_of_present().clear()
        return super().note(day, work)


class DailyNotes(Booklet):
    """A booklet whose notes are gone the next day."""

    _day: dt.date | None = None

    def note(self, day: dt.date, work: str) -> str:
        self._day = self._book.calendar.today()
        return super().note(day, work)

    def notes_of_present(self) -> list[Operation]:
        if self._day != self._book.calendar.today():
            self._notes.clear()
        return super().notes_of_present()


class OpenBooklet(Booklet):
    """A booklet that is the same for whoever looks."""

    def contract(self) -> Contract | None:
        return self._book.last("subscriber", "e_booklet")


class EndlessBooklet(Booklet):
    """A booklet that outlives its contract."""

    def contract(self) -> Contract | None:
        return self._book.last(self._account.present().name, "e_booklet")


class FreshBooklet(Booklet):
    """A booklet that shows repairs of the days from the activation on, by the day of the month."""

    def shows(self, contract: Contract, repair: Operation) -> bool:
        return super().shows(contract, repair) or (
            contract.activated is not None
            and repair.day.replace(year=2000) > contract.activated.date().replace(year=2000)
        )


class ForgetfulMileage(Booklet):
    """A booklet that takes a mileage down for a day."""

    def enter_mileage(self, km: float) -> str:
        on_the_next_day(self._book.calendar, lambda: self._phone.publish("mileage", None))
        return super().enter_mileage(km)


def _own_activation(booklet: Booklet, contract: Contract) -> dt.date:
    return booklet._book.calendar.day_of(contract.activated or contract.signed)


def _refuse(_booklet: Booklet) -> str:
    raise Refused("Please try again later")


def _sign_for_the_owner(booklet: Booklet, _address: str) -> str:
    booklet._book.sign("e_booklet", "subscriber")
    return "The owner has been registered"


def _finalise_at_once(booklet: Booklet) -> None:
    for contract in booklet._book.running():
        if contract.activated is None:
            booklet._book.activate(contract)


def _finalise_whoever(booklet: Booklet) -> str:
    contract = booklet.contract() or booklet._book.sign("e_booklet", "subscriber")
    booklet._book.activate(contract)
    return "Your maintenance e-book is active"


def _sooner(due: tuple[int, dt.date] | None) -> tuple[int, dt.date] | None:
    return None if due is None else (20_000, due[1])


def _at_100000_km(due: tuple[int, dt.date] | None) -> tuple[int, dt.date] | None:
    return None if due is None else (100_000, due[1])


def _same_day(due: tuple[int, dt.date] | None) -> tuple[int, dt.date] | None:
    return None if due is None else (due[0], dt.date(2026, 12, 1))


FAULTS = (
    ELECTRONIC.fault(
        "booklet-never-finalised",
        "MAINT-01",
        BEGUN,
        "The subscription cannot be finalised.",
        BOOKLET.instead(Booklet.finalise, _refuse),
    ),
    ELECTRONIC.fault(
        "booklet-in-force-at-once",
        "MAINT-18",
        WAITS,
        "The booklet is in force before the subscription is finalised.",
        BOOKLET.also(Booklet.validate, _finalise_at_once),
        "the owner's contract for the maintenance e-book is waiting for its activation in reaction to the request"
        " and stay so for 60 s",
    ),
    ELECTRONIC.fault(
        "booklet-without-the-point-of-sale",
        "MAINT-01",
        UNKNOWN,
        "The subscription can be finalised without the point of sale.",
        BOOKLET.instead(Booklet.finalise, _finalise_whoever),
        REFUSES,
    ),
    ELECTRONIC.fault(
        "booklet-without-an-address",
        "MAINT-03",
        NO_ADDRESS,
        "Whoever gives no address is registered.",
        BOOKLET.instead(Booklet.validate, _sign_for_the_owner),
        REFUSES,
    ),
    ELECTRONIC.fault(
        "booklet-for-any-address",
        "MAINT-04",
        OTHER_ADDRESS,
        "The booklet goes to the owner, whatever address is given.",
        BOOKLET.returns(Booklet.customer_of, "subscriber"),
        REFUSES,
    ),
    ELECTRONIC.fault(
        "booklet-for-somebody-else",
        "MAINT-04",
        OTHER_ADDRESS,
        "The booklet goes to another account where nobody has the address.",
        BOOKLET.alters(Booklet.customer_of, lambda customer: customer or "other"),
        "the new owner has no contract for the maintenance e-book for 60 s after the request",
    ),
    ELECTRONIC.fault(
        "booklet-for-no-address",
        "MAINT-04",
        GIVEN.format("the e-mail address of the account", "shows"),
        "The point of sale finds no account by its address.",
        BOOKLET.returns(Booklet.customer_of, ""),
    ),
    ELECTRONIC.fault(
        "repairs-without-the-address",
        "MAINT-18",
        GIVEN.format("another e-mail address", "does not show"),
        "Repairs are shown whoever was registered.",
        BOOKLET.returns(Booklet.customer_of, "subscriber"),
    ),
    ELECTRONIC.fault(
        "repairs-before-it-is-finalised",
        "MAINT-18",
        NOT_FINALISED,
        "Repairs are shown before the subscription is finalised.",
        BOOKLET.instead(Booklet.shows, lambda _desk, _contract, repair: repair.entered),
        NO_OIL,
    ),
    ELECTRONIC.fault(
        "booklet-with-a-price",
        "MAINT-12",
        FREE,
        "The booklet costs 19 EUR.",
        CONTRACT_DESK.replaced(PricedDesk),
        "the last contract was made free of charge",
    ),
    ELECTRONIC.fault(
        "booklet-with-an-invoice",
        "MAINT-12",
        FREE,
        "The booklet is billed.",
        LEDGER.replaced(BillingLedger),
        "no invoice is listed for 5 min after the date",
    ),
    ELECTRONIC.fault(
        "repairs-before-they-are-entered",
        "MAINT-19",
        ENTERED,
        "Repairs are shown before the repairer enters them.",
        BOOKLET.instead(Booklet.shows, lambda _desk, contract, _repair: contract.activated is not None),
        NO_OIL,
    ),
    ELECTRONIC.fault(
        "repairs-never-shown",
        "MAINT-11",
        ENTERED,
        "What repairers enter is never shown.",
        BOOKLET.returns(Booklet.shows, False),
        OIL,
    ),
    ELECTRONIC.fault(
        "repairs-shown-once-entered",
        "MAINT-11",
        ENTERED,
        "What repairers enter after the first time is not shown.",
        BOOKLET.also(Booklet.enter, _entered.note)
        | BOOKLET.instead(Booklet.enter, lambda _desk: "The log has been updated", when=_entered.happened),
        BRAKES,
    ),
    ELECTRONIC.fault(
        "repairs-doubled",
        "MAINT-11",
        ENTERED,
        "Repairs stand there twice after the next one.",
        BOOKLET.replaced(DoublingBooklet),
        OIL,
    ),
    ELECTRONIC.fault(
        "repairs-of-the-day-before",
        "MAINT-15",
        BOUND.format("2026-05-10", "does not show", "2026-05-09"),
        "Repairs of the day before the activation are shown.",
        BOOKLET.alters(Booklet.from_day, lambda day: day - dt.timedelta(days=1)),
    ),
    ELECTRONIC.fault(
        "repairs-of-the-day-after-hidden",
        "MAINT-15",
        BOUND.format("2026-05-10", "shows", "2026-05-11"),
        "Repairs of the day after the activation are not shown.",
        BOOKLET.alters(Booklet.from_day, lambda day: day + dt.timedelta(days=2)),
    ),
    ELECTRONIC.fault(
        "repairs-of-the-year-before",
        "MAINT-15",
        BOUND.format("2025-06-01", "does not show", "2024-06-20"),
        "The year of a repair does not matter.",
        BOOKLET.replaced(FreshBooklet),
    ),
    ELECTRONIC.fault(
        "resale-hides-earlier-repairs",
        "MAINT-16",
        "The new owner sees a repair of the time in which the previous owner had the booklet",
        "A new owner sees repairs since their own activation alone.",
        BOOKLET.instead(Booklet.from_day, _own_activation),
    ),
    ELECTRONIC.fault(
        "resale-shows-all-repairs",
        "MAINT-16",
        "The new owner does not see an earlier repair where the previous owner had no booklet",
        "A new owner sees repairs of any time.",
        BOOKLET.returns(Booklet.from_day, dt.date.min),
    ),
    ELECTRONIC.fault(
        "repairs-without-a-contract",
        "MAINT-17",
        "Without a contract the booklet does not show a repair",
        "Repairs are shown without a contract.",
        BOOKLET.alters(
            Booklet.operations, lambda _shown: [Operation(dt.date(2026, 5, 28), "oil change", "repairer")]
        ),
    ),
    ELECTRONIC.fault(
        "repairs-outlive-the-contract",
        "MAINT-17",
        "The booklet does not show a repair when the contract has ended",
        "Repairs are shown when the contract has ended.",
        BOOKLET.replaced(EndlessBooklet),
    ),
    ELECTRONIC.fault(
        "repairs-in-another-account",
        "MAINT-17",
        "The booklet of another account does not show a repair",
        "Repairs are shown to another account.",
        BOOKLET.replaced(OpenBooklet),
    ),
    ELECTRONIC.fault(
        "repairs-of-another-vehicle",
        "MAINT-17",
        "The booklet of another vehicle of the account does not show a repair",
        "Repairs are shown whichever vehicle is selected.",
        BOOKLET.replaced(EndlessBooklet),
    ),
    LOG.fault(
        "service-of-the-first-20000-km",
        "MAINT-06",
        MILEAGE,
        "The service at 20000 km is recommended for ever.",
        BOOKLET.alters(Booklet.due, _sooner),
        BEYOND,
    ),
    LOG.fault(
        "service-always-at-100000-km",
        "MAINT-06",
        MILEAGE,
        "The service at 100000 km is recommended whatever the mileage is.",
        BOOKLET.alters(Booklet.due, _at_100000_km),
        "the booklet recommends the service at a higher mileage than before",
    ),
    LOG.fault(
        "service-without-the-mileage",
        "MAINT-06",
        MILEAGE,
        "The mileage that the owner enters does not reach the log.",
        BOOKLET.instead(Booklet.enter_mileage, lambda _desk, _km: "Your mileage has been saved"),
        f"the booklet has a mileage of 12000 km{LOOK}",
    ),
    LOG.fault(
        "service-never-recommended",
        "MAINT-05",
        YEARLY,
        "No service is recommended.",
        BOOKLET.returns(Booklet.due, None),
        BEYOND,
    ),
    LOG.fault(
        "service-whatever-the-annual-mileage",
        "MAINT-07",
        YEARLY,
        "The annual mileage does not matter.",
        BOOKLET.alters(Booklet.due, _same_day),
        "the booklet recommends the service for an earlier day than before",
    ),
    LOG.fault(
        "use-always-personal",
        "MAINT-07",
        BY_USE,
        "The use is personal, whatever the owner enters.",
        BOOKLET.given(Booklet.enter_use, use=lambda _use: "personal"),
        f"the booklet is for professional use{LOOK}",
    ),
    LOG.fault(
        "mileage-by-hand-fades",
        "MAINT-08",
        BY_HAND,
        "The mileage that was entered is gone on the next day.",
        BOOKLET.replaced(ForgetfulMileage),
        "the mileage in the app goes on being 12000 km for 60 s after the date",
    ),
    LOG.fault(
        "mileage-by-hand-once",
        "MAINT-08",
        BY_HAND,
        "The mileage can be entered once.",
        BOOKLET.also(Booklet.enter_mileage, _mileage.note)
        | BOOKLET.instead(Booklet.enter_mileage, lambda _desk, _km: "Saved", when=_mileage.happened),
        "the mileage in the app is 45000 km in reaction to the request and stay so for 60 s",
    ),
    LOG.fault(
        "notes-never-kept",
        "MAINT-10",
        NOTED,
        "Notes are not kept.",
        BOOKLET.instead(Booklet.note, lambda _desk, _day, _work: "Your maintenance has been noted"),
        OIL,
    ),
    LOG.fault(
        "notes-one-at-a-time",
        "MAINT-10",
        NOTED,
        "The last note alone is kept.",
        BOOKLET.replaced(LastNote),
        OIL,
    ),
    LOG.fault(
        "notes-of-today",
        "MAINT-10",
        NOTED,
        "Notes are gone the next day.",
        BOOKLET.replaced(DailyNotes),
        OIL,
    ),
)
