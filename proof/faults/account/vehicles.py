"""Faults of the vehicles of an account: VINs, offers, what becomes of a vehicle that is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from proof.fault import Theme
from proof.faults.shared import on_the_next_day
from proof.slots import ACCOUNT_DESK, CONTRACT_BOOK, FLEET
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.contracts import ContractBook, State
from simulators.offboard.office.fleet import SECOND_VIN, Fleet, Known

VEHICLES = Theme("features/account/vehicles.feature")
SPACE = Theme("features/app/space.feature")
ADDED = "A second vehicle is added to the account by its VIN in the {}"
DELETED = "A vehicle is deleted from the account in the {}, and can be added again"
SHOWN = "the account shows a second vehicle in reaction to the look at the vehicles"
ONE = "the account shows one vehicle in reaction to the look at the vehicles"
TWO = "the account shows two vehicles in reaction to the look at the vehicles"
REFUSED = "the page refuses the request in reaction to the request"
REMOVED = "No service can be subscribed to for a vehicle that was removed from the account"
UNSHOWN = "The status of services is not shown for a vehicle that was removed from the account"
NO_STATUS = "the account shows the status of no service in reaction to the look at the vehicles"
NO_PHONE = "Telemaintenance is not restored for an account without a phone number"
VINS = ("of 16 characters", "of 18 characters", "with the letter O", "of no vehicle")


class LaxFleet(Fleet):
    """A fleet that takes any VIN for that of a vehicle."""

    def known(self, vin: str) -> Known:
        return Known("combustion", True) if not self.is_vin(vin) or vin[-1] == "9" else super().known(vin)


class FloodingDesk(AccountDesk):
    """A desk that adds a vehicle that is there a second time, under another VIN."""

    def add_vehicle(self, vin: str) -> str:
        if vin in self.vehicles():
            self.present().vehicles.append(SECOND_VIN)
        return super().add_vehicle(vin)


class ReplacingDesk(AccountDesk):
    """A desk of whose accounts each has one vehicle."""

    def add_vehicle(self, vin: str) -> str:
        answer = super().add_vehicle(vin)
        self.present().vehicles[:] = [vin]
        return answer


class ResentfulDesk(AccountDesk):
    """A desk that never takes back a vehicle that was deleted."""

    _gone = ""

    def delete_vehicle(self, vin: str) -> str:
        self._gone = vin
        return super().delete_vehicle(vin)

    def add_vehicle(self, vin: str) -> str:
        return "Your vehicle has been added" if vin == self._gone else super().add_vehicle(vin)


class RememberingDesk(AccountDesk):
    """A desk that goes on with the vehicle that was deleted."""

    _last = ""

    def vehicle(self) -> str:
        vehicles = self.vehicles()
        self._last = vehicles[0] if vehicles else self._last
        return self._last

    def delete_vehicle(self, vin: str) -> str:
        self._last = vin
        return super().delete_vehicle(vin)

    def show_garage(self) -> str:
        if self.vehicles():
            return super().show_garage()
        services = self.services_of(self._last)
        self.publish("garage", {"number": 0, "vehicles": {}, "selected": "", "offers": {}, "services": services})
        return ""


class OpenBook(ContractBook):
    """A contract book that shows the contracts for a vehicle to whoever has it."""

    def states_of(self, holder: str, vin: str) -> dict[str, State]:
        return {each.kind: self.state(each) for each in self if each.vin == vin}


def _is_in(surface: str, desk: AccountDesk, _vin: str) -> bool:
    return desk.surface == surface


def _book(desk: AccountDesk) -> ContractBook:
    """Find the contracts by the way on which the desk reads their states."""
    book = getattr(desk._services_of, "__self__", None)
    assert isinstance(book, ContractBook)  # noqa: S101  # a slip in this file
    return book


def _end_the_next_day(desk: AccountDesk) -> None:
    book = _book(desk)
    on_the_next_day(book.calendar, book.close)


def _for_all(fleet: Fleet, _vin: str, _country: str) -> Mapping[str, int]:
    return {"remote_control": 4900, "e_remote_control": 0}


def _for_none(fleet: Fleet, _vin: str, _country: str) -> Mapping[str, int]:
    return {"remote_control": 4900}


FAULTS = (
    *(
        VEHICLES.fault(
            f"vehicle-not-added-in-the-{surface}",
            requirement,
            ADDED.format(surface),
            "A vehicle that is added there is not there.",
            ACCOUNT_DESK.returns(AccountDesk.add_vehicle, "?", when=partial(_is_in, surface)),
            SHOWN,
        )
        for surface, requirement in (("store", "ACCT-28"), ("app", "ACTIV-04"))
    ),
    *(
        VEHICLES.fault(
            f"vehicle-not-deleted-in-the-{surface}",
            "ACCT-27",
            DELETED.format(surface),
            "A vehicle that is deleted there stays.",
            ACCOUNT_DESK.returns(AccountDesk.delete_vehicle, "?", when=partial(_is_in, surface)),
            ONE,
        )
        for surface in ("store", "app")
    ),
    VEHICLES.fault(
        "vehicle-in-place-of-the-first",
        "ACCT-29",
        ADDED.format("app"),
        "An account has one vehicle.",
        ACCOUNT_DESK.replaced(ReplacingDesk),
        TWO,
    ),
    VEHICLES.fault(
        "vehicle-gone-for-good",
        "ACCT-28",
        DELETED.format("app"),
        "A vehicle that was deleted cannot be added again.",
        ACCOUNT_DESK.replaced(ResentfulDesk),
        TWO,
    ),
    *(
        VEHICLES.fault(
            f"vin-{words.replace(' ', '-').lower()}",
            "ACCT-28",
            f"A vehicle with a VIN {words} is not added to the account",
            "Anything is taken for a VIN.",
            FLEET.replaced(LaxFleet),
            "the page says why it refuses in reaction to the request",
        )
        for words in VINS
    ),
    VEHICLES.fault(
        "vehicle-twice",
        "ACCT-28",
        "A vehicle of the account is not added a second time",
        "The second time adds another vehicle.",
        ACCOUNT_DESK.replaced(FloodingDesk),
        ONE,
    ),
    VEHICLES.fault(
        "e-remote-control-for-all",
        "ACCT-30",
        "The service e-Remote Control is not offered for the combustion vehicle of an account",
        "The same is offered for each vehicle.",
        FLEET.instead(Fleet.offers, _for_all),
        "e-Remote Control is not on offer in reaction to the look at the vehicles",
    ),
    VEHICLES.fault(
        "e-remote-control-for-none",
        "ACCT-30",
        "The service e-Remote Control is offered for the electric vehicle of an account",
        "What is offered is what a combustion vehicle can have.",
        FLEET.instead(Fleet.offers, _for_none),
    ),
    VEHICLES.fault(
        "offers-of-the-first-vehicle",
        "APP-05",
        "The service e-Remote Control is not offered for the combustion vehicle of an account",
        "What is offered is for the first vehicle of the account.",
        ACCOUNT_DESK.returns(AccountDesk.select_vehicle, "?"),
        "e-Remote Control is not on offer in reaction to the look at the vehicles",
    ),
    VEHICLES.fault(
        "subscribed-for-a-removed-vehicle",
        "ACCT-36",
        REMOVED,
        "One can subscribe for a vehicle that was removed.",
        ACCOUNT_DESK.replaced(RememberingDesk),
        REFUSED,
    ),
    VEHICLES.fault(
        "never-subscribed-for-a-vehicle-added-again",
        "ACCT-36",
        "A service can be subscribed to for a vehicle that was removed from the account and added again",
        "Nothing can be subscribed to once a vehicle was removed.",
        ACCOUNT_DESK.replaced(ResentfulDesk),
    ),
    VEHICLES.fault(
        "status-of-a-removed-vehicle",
        "ACCT-37",
        UNSHOWN,
        "The status is shown for a vehicle that was removed.",
        ACCOUNT_DESK.replaced(RememberingDesk),
        NO_STATUS,
    ),
    VEHICLES.fault(
        "status-never-shown",
        "ACCT-37",
        "The status of services is shown for a vehicle of the account",
        "No status is shown.",
        ACCOUNT_DESK.instead(AccountDesk.services_of, lambda _desk, _vin: {}),
    ),
    VEHICLES.fault(
        "status-of-another-account",
        "ACCT-37",
        "The status of services of another account is not shown",
        "Whoever has the vehicle sees the contracts of others.",
        CONTRACT_BOOK.replaced(OpenBook),
    ),
    VEHICLES.fault(
        "contracts-end-with-the-vehicle",
        "ACCT-38",
        "Contracts stay in force for a vehicle that was removed from the account",
        "Contracts end on the day after the vehicle was removed.",
        ACCOUNT_DESK.also(AccountDesk.delete_vehicle, _end_the_next_day),
        "the owner's contract for Remote Control stays in force for 60 s after the date",
    ),
    VEHICLES.fault(
        "navigation-ends-with-the-vehicle",
        "ACCT-38",
        "The navigation has traffic data in a vehicle that was removed from the account",
        "The navigation ends with the removal.",
        ACCOUNT_DESK.also(AccountDesk.delete_vehicle, lambda desk: _book(desk).close()),
    ),
    VEHICLES.fault(
        "telemaintenance-without-a-phone",
        "ACCT-41",
        NO_PHONE,
        "Remote maintenance is restored without a phone number.",
        ACCOUNT_DESK.returns(AccountDesk.takes_part, True),
        REFUSED,
    ),
    VEHICLES.fault(
        "telemaintenance-never-restored",
        "ACCT-41",
        "Telemaintenance is restored once the account has a phone number",
        "Remote maintenance is never restored.",
        ACCOUNT_DESK.returns(AccountDesk.takes_part, False),
    ),
    SPACE.fault(
        "no-vehicle-connected",
        "APP-03",
        "An eligible vehicle is connected to the personal space",
        "No vehicle is connected.",
        ACCOUNT_DESK.returns(AccountDesk.connection_of, "not_connected"),
    ),
    SPACE.fault(
        "any-vehicle-connected",
        "APP-03",
        "A vehicle that is not eligible is not connected to the personal space",
        "Any vehicle is connected.",
        FLEET.returns(Fleet.is_eligible, True),
    ),
)
