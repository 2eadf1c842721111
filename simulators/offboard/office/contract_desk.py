"""Where customers subscribe, withdraw and terminate: in the store, and by the contact form of the app."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import count

from simulators.offboard.accounts import ACCOUNTS
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.contracts import GROUNDS, Contract, ContractBook, Happening, Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.offer import OFFERS
from simulators.offboard.office.pages import Pages
from simulators.offboard.service import Json, ServiceError

DOCUMENTS = ("none", "identity")
SEED = re.compile(
    r"(?P<holder>\w+) (?P<kind>\w+) (?P<signed>\d{4}-\d\d-\d\dT\d\d:\d\d)"
    r"(?: until (?P<last_day>\d{4}-\d\d-\d\d))?(?P<trial> trial)?(?P<waiting> waiting)?"
)
SEED_FORM = "HOLDER KIND DATETHH:MM, then until DATE, trial, waiting as it applies"

Work = Callable[[str, str], str]
"""Type of what is done for a holder about a kind of contract; gives what the page says."""


class ContractDesk(Desk):
    """The desk for contracts.

    Items: `states` (by holder and kind: to_activate, in_force, ended), `purchase` and `refund` (null, or `number`,
    `holder`, `kind` and `amount_cents` of the last one), `activated` (null, or `number`, `holder`, `kind` and
    `date`), `ended` (null, or `number`, `holder`, `kind` and
    `ground`).

    Verbs: `seed` (`SEED_FORM`: a contract as it was made some time ago; `waiting` for its activation),
    `subscribe`, `try_out`, `withdraw`, `cancel` and `contact_form` (a kind; for whoever sits at the screen),
    `ground` and `document`, which go with what is terminated next. To `cancel` asks for an OK (lines 257 to 261).

    Args:
        pages: Where answers are shown.
        book: The contracts.
        account: Tells who sits at the screen, and which vehicle is selected.
    """

    name = "contracts"

    def __init__(self, pages: Pages, book: ContractBook, account: AccountDesk) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._pages = pages
        self._book = book
        self._account = account
        self._numbers = count(1)
        self._states: Mapping[str, Json] = {}
        self._grounds: dict[str, str] = {}
        self._documents: dict[str, str] = {}
        works: Mapping[str, Work] = {
            "subscribe": self.subscribe,
            "try_out": partial(self.subscribe, trial=True),
            "withdraw": self.withdraw_of,
            "contact_form": self.request,
        }
        for verb, work in works.items():
            self.offer(verb, partial(self._on_request, work))
        self.offer("seed", self._on_seed)
        self.offer("cancel", self._on_cancel)
        self.offer("ground", self._on_ground)
        self.offer("document", self._on_document)
        book.watch(self.contract_changed)
        self._publish_states()

    def restore(self) -> None:
        """Show the contracts at rest."""
        self._rest()
        for item in ("purchase", "activated", "refund", "ended"):
            self.publish(item, None)
        self._publish_states()

    def subscribe(self, holder: str, kind: str, trial: bool = False) -> str:
        """Sign a contract of somebody for the selected vehicle; returns what the page says.

        Raises:
            Refused: There is no vehicle, or the contract cannot be.
        """
        if not self._account.takes_part(kind):
            raise Refused(f"{OFFERS[kind].label}: please enter your phone number first")
        vehicle = self._account.vehicle()
        if kind not in self._account.offers_for(vehicle):
            raise Refused(f"{OFFERS[kind].label} is not on offer for this vehicle")
        self._book.sign(kind, holder, vehicle, trial)
        return f"{OFFERS[kind].label}: you have subscribed"

    def withdraw_of(self, holder: str, kind: str) -> str:
        """Withdraw from a purchase for somebody; returns what the page says."""
        self._book.withdraw(holder, kind, self._vin())
        return f"{OFFERS[kind].label}: you have withdrawn from the contract and will be reimbursed"

    def request(self, holder: str, kind: str) -> str:
        """End a contract as somebody has asked, on the ground and with the document given; see `withdraw_of`."""
        ground = self._grounds.get(self._account.person, GROUNDS[-1])
        identity = self._documents.get(self._account.person) == "identity"
        self._book.terminate(holder, kind, self._vin(), ground, identity)
        return f"{OFFERS[kind].label}: your contract has ended"

    def _rest(self) -> None:
        self._grounds.clear()
        self._documents.clear()

    def _vin(self) -> str | None:
        """Return the vehicle whose contract is meant; None where the account has none, and contracts go on."""
        return self._account.vehicle() if self._account.vehicles() else None

    def _for_holder(self, work: Work, holder: str, kind: str) -> str:
        if not holder:
            raise Refused("Please log in first")
        return work(holder, kind)

    def _on_request(self, work: Work, argument: Json) -> Json:
        kind = self.one_of("kind", argument, tuple(OFFERS))
        self.ask(partial(self._for_holder, work, self._account.holder(), kind))
        return None

    def _on_cancel(self, argument: Json) -> Json:
        kind = self.one_of("kind", argument, tuple(OFFERS))
        self.ask(partial(self._for_holder, self._ask_for_ok, self._account.holder(), kind))
        return None

    def _ask_for_ok(self, holder: str, kind: str) -> str:
        self._book.in_force(holder, kind, self._vin())
        self.cancel(kind, partial(self.ask, partial(self.request, holder, kind)))
        return f"{OFFERS[kind].label}: please confirm"

    def cancel(self, kind: str, confirmed: Callable[[], None]) -> None:
        """Ask whether a contract shall be cancelled; nothing happens before that is confirmed (line 260)."""
        self._pages.question(f"Cancel {OFFERS[kind].label}?", confirmed)

    def _on_ground(self, argument: Json) -> Json:
        self._grounds[self._account.person] = self.one_of("ground", argument, GROUNDS)
        return None

    def _on_document(self, argument: Json) -> Json:
        self._documents[self._account.person] = self.one_of("document", argument, DOCUMENTS)
        return None

    def _on_seed(self, argument: Json) -> Json:
        match = SEED.fullmatch(argument) if isinstance(argument, str) else None
        if match is None or match["holder"] not in ACCOUNTS or match["kind"] not in OFFERS:
            allowed = f"{SEED_FORM}; holders: {', '.join(ACCOUNTS)}; kinds: {', '.join(OFFERS)}"
            raise ServiceError(self.name, "seed", argument, allowed)
        try:
            signed = dt.datetime.fromisoformat(match["signed"])
            last_day = dt.date.fromisoformat(match["last_day"]) if match["last_day"] else None
        except ValueError as error:
            raise ServiceError(self.name, "seed", argument, f"dates that there are: {error}") from error
        moment = self._book.calendar.at(signed.date(), signed.time())
        activated = None if match["waiting"] else moment
        self._book.enter(
            Contract(
                kind=match["kind"],
                holder=match["holder"],
                vin=self._book.vin,
                signed=moment,
                trial=bool(match["trial"]),
                last_day=last_day,
                activated=activated,
            )
        )
        return None

    def contract_changed(self, happening: Happening, contract: Contract) -> None:
        """Show what has happened to a contract."""
        told = {"holder": contract.holder, "kind": contract.kind}
        amount = {"amount_cents": contract.price_cents}
        if happening in ("signed", "entered"):
            self.publish("purchase", {"number": next(self._numbers), **told, **amount})
        elif happening == "activated":
            day = self._book.calendar.today().isoformat()
            self.publish("activated", {"number": next(self._numbers), **told, "date": day})
        elif happening == "withdrawn":
            self.pay_back(told, contract.price_cents)
        elif happening == "ended":
            self.publish("ended", {"number": next(self._numbers), **told, "ground": contract.ground})
        self._publish_states()

    def pay_back(self, told: Mapping[str, Json], amount_cents: int) -> None:
        """Pay the price of a contract back (line 252).

        Args:
            told: Whose contract of which kind it was.
            amount_cents: What is paid back.
        """
        self.publish("refund", {"number": next(self._numbers), **told, "amount_cents": amount_cents})

    def _publish_states(self) -> None:
        states: dict[str, dict[str, Json]] = {}
        for contract in self._book:
            if contract.vin == self._book.vin:
                states.setdefault(contract.holder, {})[contract.kind] = self._book.state(contract)
        if states != self._states:
            self._states = states
            self.publish("states", states)
