"""The office behind the services store: accounts, contracts, mail, documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from simulators.offboard.backoffice import BackOffice
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.pages import Pages
from simulators.offboard.service import Service


class Office:
    """The desks of one office, each a service; the contracts are those of the back office.

    Nothing of it runs by itself: in a scenario that does not go there it does nothing.

    Args:
        backoffice: Whose contracts they are.
    """

    PAGES: ClassVar[type[Pages]] = Pages
    ACCOUNT: ClassVar[type[AccountDesk]] = AccountDesk
    CONTRACTS: ClassVar[type[ContractDesk]] = ContractDesk

    def __init__(self, backoffice: BackOffice) -> None:
        self._backoffice = backoffice
        self.pages = self.PAGES(backoffice.kernel)
        self.account = self.ACCOUNT(self.pages, self.restore)
        self.contracts = self.CONTRACTS(self.pages, backoffice.contracts, lambda: self.account.person)

    @property
    def services(self) -> Sequence[Service]:
        """Its desks."""
        return (self.account, self.contracts, self.pages)

    def restore(self) -> None:
        """Bring accounts, contracts and mail back to what they were at first."""
        self._backoffice.restore_contracts()
        self.contracts.restore()
        self.pages.restore()
