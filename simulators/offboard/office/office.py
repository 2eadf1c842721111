"""The office behind the services store: accounts, contracts, mail, documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from simulators.offboard.backoffice import BackOffice
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.app_stores import AppStores
from simulators.offboard.office.booklet import Booklet
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Contract, Happening
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.driving_data import DrivingData
from simulators.offboard.office.fleet import Fleet
from simulators.offboard.office.journeys import Journeys
from simulators.offboard.office.ledger import Ledger
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.people import Register
from simulators.offboard.office.post import Post
from simulators.offboard.office.recall_desk import RecallDesk
from simulators.offboard.office.site import Site
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Service
from vehicle.profile import VehicleProfile


class Office:
    """The desks of one office, each a service; the contracts are those of the back office.

    Nothing of it runs by itself: in a scenario that does not go there it does nothing.

    Args:
        backoffice: Whose contracts they are.
        profile: The vehicle on the buses.
        phone: The smartphone with the app.
    """

    PAGES: ClassVar[type[Pages]] = Pages
    POST: ClassVar[type[Post]] = Post
    REGISTER: ClassVar[type[Register]] = Register
    LEDGER: ClassVar[type[Ledger]] = Ledger
    DOCUMENTS: ClassVar[type[Documents]] = Documents
    ACCOUNT: ClassVar[type[AccountDesk]] = AccountDesk
    CONTRACTS: ClassVar[type[ContractDesk]] = ContractDesk
    FLEET: ClassVar[type[Fleet]] = Fleet
    RECALLS: ClassVar[type[RecallDesk]] = RecallDesk
    SITE: ClassVar[type[Site]] = Site
    APP_STORES: ClassVar[type[AppStores]] = AppStores
    JOURNEYS: ClassVar[type[Journeys]] = Journeys
    DRIVING_DATA: ClassVar[type[DrivingData]] = DrivingData
    BOOKLET: ClassVar[type[Booklet]] = Booklet

    def __init__(self, backoffice: BackOffice, profile: VehicleProfile, phone: Phone) -> None:
        self._backoffice = backoffice
        self.kernel = backoffice.kernel
        self.pages = self.PAGES(backoffice.kernel)
        book = backoffice.contracts
        self.post = self.POST(book.calendar)
        self.register = self.REGISTER(book.calendar, self.post, book.vin)
        self.fleet = self.FLEET(profile)
        self.account = self.ACCOUNT(
            self.pages, self.register, self.fleet, self.restore, self.account_removed, book.states_of
        )
        self.recalls = self.RECALLS(self.pages, self.fleet, self.account.vehicles)
        self.contracts = self.CONTRACTS(self.pages, book, self.account)
        self.documents = self.DOCUMENTS(self.pages, book.vin, self.account)
        self.journeys = self.JOURNEYS(backoffice)
        self.trips = self.DRIVING_DATA(
            self.pages, book.calendar, self.account, phone, self.journeys, self.documents
        )
        self.account.installed.append(self.trips.erase)
        self.booklet = self.BOOKLET(self.pages, book, self.account, self.register, phone)
        self.site = self.SITE(
            self.pages, self.account, self.contracts, self.recalls, self.documents, self.trips, self.booklet
        )
        self.app_stores = self.APP_STORES(self.kernel, self.pages.answer)
        self.ledger = self.LEDGER(
            book.calendar, self.register.full_name, self.documents.list_invoice, self.documents.list_debit
        )
        for service in self.services:
            if isinstance(service, Desk):
                service.whose = self.who_sits_there
        self.account.left += [self.pages.forget_question, self.site.close]
        book.watch(self.ledger.contract_changed)
        book.watch(self.contract_changed)

    @property
    def services(self) -> Sequence[Service]:
        """Its desks."""
        return (
            self.account,
            self.contracts,
            self.post,
            self.documents,
            self.recalls,
            self.trips,
            self.booklet,
            self.app_stores,
            self.pages,
        )

    def who_sits_there(self) -> str:
        """Tell who sits at the screen."""
        return self.account.person

    def restore(self) -> None:
        """Bring accounts, contracts and mail back to what they were at first."""
        for service in self.services:
            if isinstance(service, Desk):
                service.forget_requests()
        self._backoffice.restore_contracts()
        self.contracts.restore()
        self.register.restore()
        self.ledger.restore()
        self.documents.restore()
        self.fleet.restore()
        self.recalls.restore()
        self.journeys.restore()
        self.trips.restore()
        self.booklet.restore()
        self.account.restore()
        self.post.restore()
        self.pages.restore()
        self.site.restore()
        self.app_stores.restore()

    def account_removed(self) -> None:
        """Do what follows from an account that is closed: nothing, contracts and costs go on (line 240)."""

    def contract_changed(self, happening: Happening, contract: Contract) -> None:
        """Tell the holder of a contract what has happened to it (lines 240 and 278)."""
        label = contract.offer.label
        if happening == "activated":
            self.register.inform(
                contract.holder, f"{label}: your service is active", "Your contract is in force.\n"
            )
        elif happening == "ended":
            self.register.inform(contract.holder, f"{label}: your contract", "Your contract has ended.\n")
