"""The maintenance booklet: the owner's log, what is recommended, what repairers enter (lines 302 to 326)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Literal

from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.contracts import Contract, ContractBook, Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.people import Register
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Json, ServiceChange, ServiceError

KIND = "e_booklet"
LOOKS = ("booklet", "elsewhere")
USES = ("personal", "professional")
NO_ADDRESS = "none"
SERVICE_KM = {"personal": 20_000, "professional": 15_000}
"""Distance from one recommended service to the next by use; the simulated office's own, as is `SERVICE_DAYS`."""

SERVICE_DAYS = 365
YEAR_DAYS = 365
OPERATION = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) (?P<work>\S.*)")


@dataclass
class Operation:
    """One operation of maintenance.

    Attributes:
        day: When it was carried out.
        work: What was done.
        by: Who wrote it down: the owner, or a repairer.
        entered: Whether it is in the log; a repairer may be late with that.
    """

    day: dt.date
    work: str
    by: Literal["owner", "repairer"]
    entered: bool = True


@dataclass
class Entries:
    """The entries of an owner about a vehicle.

    Attributes:
        yearly_km: Average annual mileage; None before it is entered.
        use: One of `USES`; None before it is entered.
    """

    yearly_km: float | None = None
    use: str | None = None


class Booklet(Desk):
    """The page "my maintenance" of the app, and the point of sale.

    Item: `page` (null, or as it was when it was opened: `number`, `vin`, `mileage_km`, `yearly_km`, `use`, each
    null before it is known, `next` (null, or `due_km` and `due_day` of the recommended service), `operations`,
    each with `day`, `work` and `by`).

    Verbs: `look` {booklet, elsewhere}; `mileage` and `yearly_km` (km), `use` {personal, professional}, `note`
    (DATE WORK): what the owner writes down; `finalise` {now}: the subscription of whoever sits at the screen. At
    the point of sale: `validate` (the e-mail address that the owner gives, or none), `carry_out` (DATE WORK),
    `enter` {all}: what was carried out and is not in the log yet.

    Args:
        pages: Where answers are shown.
        book: The contracts.
        account: Tells who sits at the screen, and which vehicle is selected.
        register: The accounts by address.
        phone: The app, whose mileage it is.
    """

    name = "booklet"

    def __init__(
        self, pages: Pages, book: ContractBook, account: AccountDesk, register: Register, phone: Phone
    ) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._book = book
        self._account = account
        self._register = register
        self._phone = phone
        self._numbers = count(1)
        self.mileage_km: float | None = None
        self._entries: dict[tuple[str, str], Entries] = {}
        self._notes: dict[tuple[str, str], list[Operation]] = {}
        self.repairs: list[Operation] = []
        self.offer("look", self._on_look)
        self.offer("mileage", partial(self._on_number, self.enter_mileage))
        self.offer("yearly_km", partial(self._on_number, self.enter_yearly))
        self.offer("use", self._on_use)
        self.offer("note", partial(self._on_operation, self.note))
        self.offer("finalise", lambda _argument: self.ask(self.finalise))
        self.offer("validate", lambda argument: self.ask(partial(self.validate, str(argument))))
        self.offer("carry_out", partial(self._on_operation, self.carry_out))
        self.offer("enter", lambda _argument: self.ask(self.enter))
        phone.watch(self._on_phone)

    def restore(self) -> None:
        """Have an empty booklet."""
        self._rest()
        self.publish("page", None)

    def validate(self, address: str) -> str:
        """Take who has come to the point of sale for the owner, by the e-mail address that they give (line 304).

        Raises:
            Refused: There is no address, or the booklet is theirs already.
        """
        if address == NO_ADDRESS:
            raise Refused("An e-mail address is needed to register the owner")
        customer = self.customer_of(address)
        if customer:
            self._book.sign(KIND, customer)
        return "The owner has been registered"

    def customer_of(self, address: str) -> str:
        """Return the name of who has the account of an address; empty where nobody has."""
        customer = self._register.customers.get(address)
        return customer.name if customer else ""

    def finalise(self) -> str:
        """Bring the booklet into force for who is logged in (line 325).

        Raises:
            Refused: No point of sale has registered the address of the account.
        """
        contract = self.contract()
        if contract is None:
            raise Refused("Please give the e-mail address of your account at your point of sale first")
        if contract.activated is None:
            self._book.activate(contract)
        return "Your maintenance e-book is active"

    def contract(self) -> Contract | None:
        """Return the contract of who is logged in for the booklet of the selected vehicle, as long as it runs."""
        contract = self._book.last(self._account.present().name, KIND, self._account.vehicle())
        return contract if contract is not None and self._book.runs(contract) else None

    def enter_mileage(self, km: float) -> str:
        """Take the mileage that the owner has read (line 314)."""
        self._phone.publish("mileage", km)
        return "Your mileage has been saved"

    def enter_yearly(self, km: float) -> str:
        """Take the average annual mileage (line 312)."""
        self.entries().yearly_km = km
        return "Your annual mileage has been saved"

    def enter_use(self, use: str) -> str:
        """Take the type of use (line 312)."""
        self.entries().use = use
        return "Your use has been saved"

    def entries(self) -> Entries:
        """Return what who is logged in has entered about the selected vehicle."""
        return self._entries.setdefault((self._account.present().name, self._account.vehicle()), Entries())

    def mileage(self) -> float | None:
        """Return the mileage of the selected vehicle: the app has that of the vehicle on the buses alone."""
        return self.mileage_km if self._account.vehicle() == self._book.vin else None

    def notes_of_present(self) -> list[Operation]:
        """Return the notes of who is logged in on the selected vehicle."""
        return self._notes.setdefault((self._account.present().name, self._account.vehicle()), [])

    def note(self, day: dt.date, work: str) -> str:
        """Take down what the owner has had done."""
        self.notes_of_present().append(Operation(day, work, "owner"))
        return "Your maintenance has been noted"

    def carry_out(self, day: dt.date, work: str) -> str:
        """Do something in the network, which is not in the log yet."""
        self.repairs.append(Operation(day, work, "repairer", entered=False))
        return "The maintenance has been carried out"

    def enter(self) -> str:
        """Enter what has been carried out (line 326)."""
        for each in self.repairs:
            each.entered = True
        return "The maintenance log has been updated"

    def from_day(self, contract: Contract) -> dt.date:
        """Return the day from which on repairs are shown: that of the activation, or that of the one before.

        The latter is where the vehicle had the service already when it was resold (line 324).
        """
        activated = [
            self._book.calendar.day_of(each.activated)
            for each in self._book
            if each.activated and (each.kind, each.vin) == (KIND, contract.vin)
        ]
        return min(activated)

    def operations(self) -> Sequence[Operation]:
        """Return what the booklet shows: the owner's notes, and with the contract what repairers have entered."""
        contract = self.contract()
        repairs = [] if contract is None else [each for each in self.repairs if self.shows(contract, each)]
        return sorted([*self.notes_of_present(), *repairs], key=lambda each: each.day)

    def shows(self, contract: Contract, repair: Operation) -> bool:
        """Tell whether a contract lets a repair be seen."""
        return contract.activated is not None and repair.entered and repair.day >= self.from_day(contract)

    def due(self) -> tuple[int, dt.date] | None:
        """Return mileage and day of the next recommended service; None as long as something is not known."""
        mileage_km, entries = self.mileage(), self.entries()
        if mileage_km is None or entries.yearly_km is None or entries.use is None:
            return None
        every_km = SERVICE_KM[entries.use]
        due_km = (int(mileage_km) // every_km + 1) * every_km
        days = (due_km - mileage_km) / max(entries.yearly_km, 1.0) * YEAR_DAYS
        return due_km, self._book.calendar.today() + dt.timedelta(days=min(SERVICE_DAYS, round(days)))

    def show(self) -> str:
        """Show the page."""
        due = self.due()
        vin = self._account.vehicle()
        operations = self.operations()
        self.publish(
            "page",
            {
                "number": next(self._numbers),
                "vin": vin,
                "mileage_km": self.mileage(),
                "yearly_km": self.entries().yearly_km,
                "use": self.entries().use,
                "next": None if due is None else {"due_km": due[0], "due_day": due[1].isoformat()},
                "operations": [
                    {"day": each.day.isoformat(), "work": each.work, "by": each.by} for each in operations
                ],
            },
        )
        return "Your maintenance"

    def _rest(self) -> None:
        self._entries.clear()
        self._notes.clear()
        self.repairs.clear()

    def _on_phone(self, change: ServiceChange) -> None:
        if change.item == "mileage":
            self.mileage_km = change.value if isinstance(change.value, int | float) else None

    def _on_look(self, argument: Json) -> Json:
        if self.one_of("look", argument, LOOKS) == "elsewhere":
            self.publish("page", None)
        else:
            self.ask(self.show)
        return None

    def _on_number(self, work: Callable[[float], str], argument: Json) -> Json:
        if isinstance(argument, bool) or not isinstance(argument, int | float) or argument < 0:
            raise ServiceError(self.name, "distance", argument, "a number of km")
        self.ask(partial(work, argument))
        return None

    def _on_use(self, argument: Json) -> Json:
        self.ask(partial(self.enter_use, self.one_of("use", argument, USES)))
        return None

    def _on_operation(self, work: Callable[[dt.date, str], str], argument: Json) -> Json:
        match = OPERATION.fullmatch(str(argument))
        try:
            day = dt.date.fromisoformat(match["day"] if match else "")
        except ValueError:
            raise ServiceError(self.name, "operation", argument, "DATE WORK") from None
        self.ask(partial(work, day, match["work"] if match else ""))
        return None
