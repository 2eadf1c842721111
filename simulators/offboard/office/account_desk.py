"""Who sits at the screen."""

from __future__ import annotations

from collections.abc import Callable

from simulators.offboard.accounts import ACCOUNTS, SUBSCRIBER
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.pages import Pages
from simulators.offboard.service import Json

RESTORED = ("at_rest",)


class AccountDesk(Desk):
    """The desk for accounts.

    Verbs: `person` (an account: who sits at the screen from now on, logged in), `people` {at_rest}: accounts,
    contracts and mail of the test people are as at first.

    Args:
        pages: Where answers are shown.
        restored: Brings the office back to what it was at first.
    """

    name = "account"

    def __init__(self, pages: Pages, restored: Callable[[], None]) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._restored = restored
        self.person = SUBSCRIBER
        self.offer("person", self._on_person)
        self.offer("people", self._on_people)

    def _on_person(self, argument: Json) -> Json:
        self.person = self.one_of("person", argument, ACCOUNTS)
        return None

    def _on_people(self, argument: Json) -> Json:
        self.one_of("people", argument, RESTORED)
        self.person = SUBSCRIBER
        self._restored()
        return None
