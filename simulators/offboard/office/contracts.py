"""The contracts for connected services: by kind, holder and vehicle, with their days.

The rules are those of lines 61 to 65, 249 to 271 and 551 to 560; what they leave open is decided in
AMB-11, AMB-13 and AMB-31.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from simulators.offboard.office.calendar import Calendar
from simulators.offboard.office.offer import OFFERS, Offer

WITHDRAWAL_DAYS = 14
ACTIVATION_DAYS = 6
GROUNDS = ("sale", "end_of_lease", "destruction", "theft", "wish")
SIGNED_AT_REST = dt.date(2026, 1, 15)

State = Literal["to_activate", "in_force", "ended"]
Happening = Literal["signed", "entered", "activated", "ended", "withdrawn"]


class Refused(Exception):
    """The office does not do what it was asked; the text is for whoever asked."""


@dataclass
class Contract:
    """One contract.

    Attributes:
        kind: One of `OFFERS`.
        holder: Whose it is, by account.
        vin: The vehicle.
        signed: When it was bought.
        trial: Whether it is a free trial.
        last_day: After which it runs out; None where it goes on.
        activated: When the service was activated; one that needs no activation is active from its signing.
        ended: When it was ended.
        ground: Why it was ended.
    """

    kind: str
    holder: str
    vin: str
    signed: dt.datetime
    trial: bool = False
    last_day: dt.date | None = None
    activated: dt.datetime | None = None
    ended: dt.datetime | None = None
    ground: str = ""

    @property
    def offer(self) -> Offer:
        """The service that it is about."""
        return OFFERS[self.kind]

    @property
    def price_cents(self) -> int:
        """Price in cents of a euro; a trial costs nothing."""
        return 0 if self.trial else self.offer.price_cents


Watcher = Callable[[Happening, Contract], None]


class ContractBook:
    """All contracts, oldest first; those at rest are the owner's.

    Args:
        calendar: The office's days.
        owner: The account of the owner at rest.
        vin: The vehicle on the buses.

    Attributes:
        calendar: The office's days.
        vin: The vehicle on the buses.
    """

    RESTING: ClassVar[tuple[str, ...]] = ("remote_control", "navigation", "telemaintenance")

    def __init__(self, calendar: Calendar, owner: str, vin: str) -> None:
        self.calendar = calendar
        self.kernel = calendar.kernel
        self._owner = owner
        self.vin = vin
        self._watchers: list[Watcher] = []
        self._contracts: list[Contract] = []
        self._midnight = calendar.kernel.timer(self.settle)
        calendar.watch(self.settle)
        self.restore()

    def __iter__(self) -> Iterator[Contract]:
        """Yield all contracts, oldest first."""
        yield from self._contracts

    def watch(self, watcher: Watcher) -> None:
        """Call `watcher` with what happens to a contract, after it has."""
        self._watchers.append(watcher)

    def restore(self) -> None:
        """Bring the contracts back to those at rest."""
        signed = self.calendar.at(SIGNED_AT_REST)
        self._contracts = [
            Contract(kind, self._owner, self.vin, signed, activated=signed) for kind in self.RESTING
        ]

    def state(self, contract: Contract) -> State:
        """Tell how a contract stands."""
        if not self.runs(contract):
            return "ended"
        return "in_force" if contract.activated is not None else "to_activate"

    def runs(self, contract: Contract) -> bool:
        """Tell whether a contract has neither been ended nor run out."""
        last_day = contract.last_day
        return contract.ended is None and (last_day is None or self.calendar.today() <= last_day)

    def running(self, vin: str | None = None) -> list[Contract]:
        """Return the contracts of a vehicle that run, of the vehicle on the buses where none is named."""
        return [each for each in self._contracts if each.vin == (vin or self.vin) and self.runs(each)]

    def covers(self, what: str, holder: str | None = None) -> bool:
        """Tell whether a contract in force of the vehicle on the buses covers something, of one holder or any."""
        return any(
            what in each.offer.covers and each.activated is not None and holder in (None, each.holder)
            for each in self.running()
        )

    def holders_of(self, what: str) -> Iterator[str]:
        """Yield the holders of contracts in force of the vehicle on the buses that cover something."""
        holders = dict.fromkeys(each.holder for each in self.running() if what in each.offer.covers)
        return (holder for holder in holders if self.covers(what, holder))

    def last(self, holder: str, kind: str, vin: str | None = None) -> Contract | None:
        """Return the last contract of a kind that somebody has signed for a vehicle, or for any."""
        found = [
            each
            for each in self._contracts
            if (each.holder, each.kind) == (holder, kind) and vin in (None, each.vin)
        ]
        return found[-1] if found else None

    def remotes(self, holder: str | None = None) -> list[Contract]:
        """Return the contracts for remote orders to the vehicle on the buses, of one holder or of any."""
        return [
            each
            for each in self._contracts
            if each.offer.remote and each.vin == self.vin and holder in (None, each.holder)
        ]

    def remote(self, holder: str | None = None) -> Contract | None:
        """Return the last of `remotes`."""
        found = self.remotes(holder)
        return found[-1] if found else None

    def sign(self, kind: str, holder: str, vin: str | None = None, trial: bool = False) -> Contract:
        """Sign a contract now.

        Raises:
            Refused: The vehicle has this service already, or it has ended for good.
        """
        vin = vin or self.vin
        for other in self._contracts:
            if (other.kind, other.vin) != (kind, vin):
                continue
            if self.runs(other) and (other.holder == holder or other.offer.stays_with_vehicle):
                raise Refused(f"{other.offer.label}: there is a contract in force for this vehicle")
        if self.is_out_of_service(kind, holder, vin):
            raise Refused(f"{OFFERS[kind].label}: out of service for good; it cannot be reactivated")
        contract = Contract(kind, holder, vin, self.calendar.now(), trial)
        self._contracts.append(contract)
        self.tell("signed", contract)
        if not contract.offer.waits:
            self.activate(contract)
        self.settle()
        return contract

    def is_out_of_service(self, kind: str, _holder: str, vin: str) -> bool:
        """Tell whether a service of a vehicle has ended for good, for whoever asks (line 271)."""
        return OFFERS[kind].for_good and any((each.kind, each.vin) == (kind, vin) for each in self._contracts)

    def enter(self, contract: Contract) -> None:
        """Take over a contract that was signed some time ago, in place of that of its holder, kind and vehicle."""
        its = (contract.holder, contract.kind, contract.vin)
        self._contracts = [each for each in self._contracts if (each.holder, each.kind, each.vin) != its]
        self._contracts.append(contract)
        self.tell("entered", contract)
        self.settle()

    def activate(self, contract: Contract) -> None:
        """Bring a service into force; one for remote orders ends that of whoever had it before (line 551)."""
        contract.activated = self.calendar.now()
        self.tell("activated", contract)
        if contract.offer.remote:
            for other in self.running(contract.vin):
                if other.offer.remote and other.holder != contract.holder:
                    self.end(other, "succession")

    def reopen(self, contract: Contract) -> None:
        """Let a contract be one that was signed a moment ago and waits for its activation."""
        contract.signed = self.calendar.now()
        contract.activated = None
        self.settle()

    def close(self) -> None:
        """End all contracts of the vehicle on the buses, as if their holders had."""
        for contract in self.running():
            self.end(contract, "wish")

    def withdraw(self, holder: str, kind: str, vin: str | None) -> None:
        """Withdraw from a purchase, up to the fourteenth day after it (line 252).

        Args:
            holder: Whose contract it is.
            kind: Of which service.
            vin: For which vehicle; None where the account has none any more.

        Raises:
            Refused: There is no such contract in force, or it is too late.
        """
        contract = self.in_force(holder, kind, vin)
        if not self.may_withdraw(contract):
            label, days = contract.offer.label, WITHDRAWAL_DAYS
            raise Refused(f"{label}: a purchase can be withdrawn from within {days} days, which have passed")
        self.end(contract, "withdrawal")
        self.tell("withdrawn", contract)

    def may_withdraw(self, contract: Contract) -> bool:
        """Tell whether it is not too late to withdraw: never in a trial (line 253)."""
        return contract.trial or self.calendar.days_since(contract.signed) <= WITHDRAWAL_DAYS

    def terminate(self, holder: str, kind: str, vin: str | None, ground: str, identity: bool) -> None:
        """End a contract on one of `GROUNDS`, with or without a copy of an identity document; see `withdraw`.

        Raises:
            Refused: There is no such contract in force, or the document is missing.
        """
        contract = self.in_force(holder, kind, vin)
        if self.wants_identity(contract) and not identity:
            raise Refused(f"{contract.offer.label}: a copy of an identity document is required")
        self.end(contract, ground)

    def wants_identity(self, contract: Contract) -> bool:
        """Tell whether ending it takes a copy of an identity document."""
        return contract.offer.needs_identity

    def in_force(self, holder: str, kind: str, vin: str | None) -> Contract:
        """Return somebody's contract of a kind that runs for a vehicle; see `last`.

        Raises:
            Refused: There is none.
        """
        contract = self.last(holder, kind, vin)
        if contract is None or not self.runs(contract):
            raise Refused(f"{OFFERS[kind].label}: you have no such contract")
        return contract

    def end(self, contract: Contract, ground: str) -> None:
        """End a contract now."""
        contract.ended = self.calendar.now()
        contract.ground = ground
        self.tell("ended", contract)

    def settle(self) -> None:
        """Do what is due by the calendar, now and at each midnight as long as something may become due."""
        for contract in self._contracts:
            if contract.ended is None and not self.runs(contract):
                self.end(contract, "term")
            elif self.runs(contract) and self.lapses(contract):
                self.end(contract, "not activated")
        self.wait_for_midnight()

    def wait_for_midnight(self) -> None:
        """See to what is due again at the next midnight, as long as something may become due."""
        if any(each.activated is None or each.last_day is not None for each in self._contracts if self.runs(each)):
            self._midnight.arm_at(self.calendar.until_ns(self.calendar.today() + dt.timedelta(days=1)))
        else:
            self._midnight.cancel()

    def lapses(self, contract: Contract) -> bool:
        """Tell whether a contract has waited too long for its activation (line 560, AMB-31)."""
        waited_days = self.calendar.days_since(contract.signed)
        return contract.offer.remote and contract.activated is None and waited_days > ACTIVATION_DAYS

    def states_of(self, holder: str, vin: str) -> dict[str, State]:
        """Return the states of the contracts of a holder for a vehicle, by kind."""
        return {
            each.kind: self.state(each) for each in self._contracts if (each.holder, each.vin) == (holder, vin)
        }

    def tell(self, happening: Happening, contract: Contract) -> None:
        """Tell whoever watches what has happened to a contract."""
        for watcher in tuple(self._watchers):
            watcher(happening, contract)
