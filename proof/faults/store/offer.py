"""Faults of the offer: for which vehicles, at which price, in which country, and how contracts are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from proof.fault import Theme
from proof.faults.shared import from_time
from proof.memory import Memory
from proof.slots import ACCOUNT_DESK, CONTRACT_DESK, FLEET, LEDGER
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Contract, Happening
from simulators.offboard.office.fleet import Fleet
from simulators.offboard.office.ledger import Bill, Ledger
from simulators.offboard.office.offer import OFFERS
from simulators.offboard.service import Json

OFFER = Theme("features/store/offer.feature")
REMOTE = Theme("features/remote_control/offer.feature")
E_REMOTE = Theme("features/status/offer.feature")
CHOICE = Theme("features/activation/choice.feature")
STATUS = Theme("features/store/status.feature")
COUNTRY = Theme("features/privacy/availability.feature")
LISTED = "Every connected service is on offer for an electric vehicle in France"
PRICED = "Remote Control is on offer for {} at a price"
IN_TURN = "Remote Control stays on offer at a price when vehicles of all energies are looked at in turn"
AT_A_PRICE = "Remote Control is on offer at a price in reaction to the look at the vehicles"
FREE = "The service e-Remote Control is on offer for {} and costs nothing"
UNFIT = "The service e-Remote Control cannot be subscribed to for a combustion vehicle"
CHOSEN = "The service {} is subscribed to for {}"
RAN_OUT = "A contract that ran out is shown as ended in the store, and another one as in force"
WAITING = (
    "A contract that waits for its activation is shown as such in the store, and as in force once that is done"
)
BY_THEMSELVES = "A service is subscribed to, seen, cancelled and seen to have ended in the store"
ELSEWHERE = "A service that is not available in one country is on offer in another"
NOT_HERE = "A service that is not available in a country is not on offer there, and others are"

NAVIGATION_IN_FORCE = (
    "the account shows the contract for Connected Navigation as in force in reaction to the look at the vehicles"
)
ALERTS_ENDED = (
    "the account shows the contract for Danger Zone Alerts as ended in reaction to the look at the vehicles"
)

Change = Callable[[Mapping[str, int]], Mapping[str, int]]
"""Type of what makes another offer of one, each with prices in cents by kind."""

_seen = Memory()


def _without(kind: str) -> Change:
    """Make the change of an offer that leaves a service out."""
    return lambda offers: {each: cents for each, cents in offers.items() if each != kind}


def _priced(kind: str, cents: int) -> Change:
    """Make the change of an offer that gives a service another price."""
    return lambda offers: {**offers, kind: cents}


def _not_for(energy: str, fleet: Fleet, vin: str, country: str) -> Mapping[str, int]:
    return {} if fleet.known(vin).energy == energy else Fleet.offers(fleet, vin, country)


def _for_any(_fleet: Fleet, _vin: str, _country: str) -> Mapping[str, int]:
    return {"remote_control": 4900}


def _for_nothing(fleet: Fleet, vin: str, country: str) -> Mapping[str, int]:
    return {**Fleet.offers(fleet, vin, country), "remote_control": 0}


class FreeLedger(Ledger):
    """A ledger that bills remote services alike, whatever they cost."""

    def contract_changed(self, happening: Happening, contract: Contract) -> None:
        if happening == "activated" and contract.activated is not None:
            self._bills.append(Bill(contract, contract.activated, self._name_of(contract.holder)))
            self.wait_for_midnight()


class StrictFleet(Fleet):
    """A fleet in which a service that is withheld somewhere is withheld everywhere."""

    def is_available(self, kind: str, country: str) -> bool:
        return kind not in {each for each, _ in self._withheld}


class TradingDesk(ContractDesk):
    """A desk that signs whatever is asked for, for the vehicle that is selected."""

    def subscribe(self, holder: str, kind: str, trial: bool = False) -> str:
        self._book.sign(kind, holder, self._account.vehicle(), trial)
        return "You have subscribed"


class HomeDesk(ContractDesk):
    """A desk that signs for the first vehicle of the account, whichever is selected."""

    def subscribe(self, holder: str, kind: str, trial: bool = False) -> str:
        self._book.sign(kind, holder, self._account.vehicles()[0], trial)
        return "You have subscribed"


def _all_in_force(states: Mapping[str, Json]) -> Mapping[str, Json]:
    return dict.fromkeys(states, "in_force")


def _as_offered(states: Mapping[str, Json]) -> Mapping[str, Json]:
    return {**dict.fromkeys(OFFERS, "in_force"), **states}


FAULTS = (
    OFFER.fault(
        "offer-without-e-remote-control",
        "SUBS-02",
        LISTED,
        "e-Remote Control is not in the list.",
        FLEET.alters(Fleet.offers, _without("e_remote_control")),
        "every connected service is on offer in reaction to the look at the vehicles",
    ),
    OFFER.fault(
        "offer-without-danger-zones",
        "STORE-05",
        LISTED,
        "One service is not in the list.",
        FLEET.alters(Fleet.offers, _without("danger_zones")),
        "every connected service is on offer in reaction to the look at the vehicles",
    ),
    *(
        REMOTE.fault(
            f"remote-control-not-for-{name}",
            "REMOTE-02",
            PRICED.format(vehicle),
            "Remote Control is for vehicles of other energies.",
            FLEET.instead(Fleet.offers, partial(_not_for, name)),
            AT_A_PRICE,
        )
        for name, vehicle in (
            ("electric", "an electric vehicle"),
            ("hybrid", "a hybrid vehicle"),
            ("combustion", "a combustion vehicle"),
        )
    ),
    REMOTE.fault(
        "remote-control-for-nothing",
        "REMOTE-01",
        PRICED.format("a combustion vehicle"),
        "Remote Control costs nothing.",
        FLEET.alters(Fleet.offers, _priced("remote_control", 0)),
        AT_A_PRICE,
    ),
    REMOTE.fault(
        "remote-control-for-nothing-at-a-third-look",
        "REMOTE-01",
        IN_TURN,
        "At the third look and later ones Remote Control costs nothing.",
        FLEET.instead(Fleet.offers, _for_nothing, when=from_time(3)),
        "Remote Control is on offer at a price",
    ),
    REMOTE.fault(
        "remote-control-never-billed",
        "REMOTE-01",
        "Remote Control is billed once it is activated",
        "Remote Control has a price that nobody pays.",
        LEDGER.ignores(Ledger.contract_changed),
    ),
    REMOTE.fault(
        "offer-for-a-vehicle-that-is-not-eligible",
        "REMOTE-02",
        "No connected service is on offer for a vehicle that is not eligible",
        "Any vehicle has an offer.",
        FLEET.instead(Fleet.offers, _for_any),
    ),
    E_REMOTE.fault(
        "e-remote-control-not-for-hybrids",
        "STATUS-11",
        FREE.format("a hybrid vehicle"),
        "e-Remote Control is for electric vehicles alone.",
        FLEET.instead(Fleet.offers, partial(_not_for, "hybrid")),
    ),
    E_REMOTE.fault(
        "e-remote-control-at-a-price",
        "STATUS-01",
        FREE.format("an electric vehicle"),
        "e-Remote Control has a price.",
        FLEET.alters(Fleet.offers, _priced("e_remote_control", 1)),
    ),
    E_REMOTE.fault(
        "e-remote-control-billed",
        "STATUS-01",
        "The service e-Remote Control is not billed once it is activated",
        "e-Remote Control is billed like the rest.",
        LEDGER.replaced(FreeLedger),
        "no invoice is listed for 5 min after the date",
    ),
    E_REMOTE.fault(
        "e-remote-control-signed-for-a-combustion-vehicle",
        "STATUS-11",
        UNFIT,
        "What is not on offer can be subscribed to all the same.",
        CONTRACT_DESK.replaced(TradingDesk),
        "the page refuses the request in reaction to the request",
    ),
    CHOICE.fault(
        "chosen-service-for-the-first-vehicle",
        "ACTIV-06",
        CHOSEN.format("Danger Zone Alerts", "an electric vehicle"),
        "What is chosen is subscribed to for the first vehicle of the account.",
        CONTRACT_DESK.replaced(HomeDesk),
    ),
    CHOICE.fault(
        "chosen-service-not-subscribed",
        "ACTIV-06",
        CHOSEN.format("Remote Control", "a combustion vehicle"),
        "The choice from the list leads nowhere.",
        CONTRACT_DESK.returns(ContractDesk.subscribe, "?"),
    ),
    STATUS.fault(
        "contract-status-never-shown",
        "STORE-01",
        "A contract that is in force is shown as such in the store",
        "The store shows no contract.",
        ACCOUNT_DESK.instead(AccountDesk.services_of, lambda _desk, _vin: {}),
        NAVIGATION_IN_FORCE,
    ),
    STATUS.fault(
        "contract-status-of-all-in-force",
        "STORE-01",
        RAN_OUT,
        "A contract that has ended is shown as in force.",
        ACCOUNT_DESK.alters(AccountDesk.services_of, _all_in_force),
        ALERTS_ENDED,
    ),
    STATUS.fault(
        "contract-status-ended-for-all",
        "STORE-01",
        RAN_OUT,
        "With one contract that has ended all are shown as ended.",
        ACCOUNT_DESK.alters(AccountDesk.services_of, lambda states: dict.fromkeys(states, "ended")),
        NAVIGATION_IN_FORCE,
    ),
    STATUS.fault(
        "contract-status-as-first-seen",
        "STORE-01",
        WAITING,
        "How a contract stood when it was first looked at is shown for good.",
        ACCOUNT_DESK.also(AccountDesk.services_of, _seen.note)
        | ACCOUNT_DESK.instead(
            AccountDesk.services_of, lambda _desk, _vin: {"remote_control": "to_activate"}, when=_seen.happened
        ),
        "the account shows the contract for Remote Control as in force in reaction to the look at the vehicles",
    ),
    STATUS.fault(
        "contract-not-cancelled-in-the-store",
        "STORE-03",
        BY_THEMSELVES,
        "To cancel a contract takes a call to the customer service.",
        CONTRACT_DESK.returns(ContractDesk.request, "Please call us"),
        ALERTS_ENDED,
    ),
    COUNTRY.fault(
        "offer-in-any-country",
        "PRIV-12",
        NOT_HERE,
        "What is on offer is so everywhere.",
        FLEET.returns(Fleet.is_available, True),
        "Danger Zone Alerts is not on offer in reaction to the look at the vehicles",
    ),
    COUNTRY.fault(
        "offer-in-any-country-at-a-later-look",
        "PRIV-12",
        "A service that is not available in a country is not on offer there at a second look either",
        "From the third time on that it is asked, everything is available everywhere.",
        FLEET.returns(Fleet.is_available, True, when=from_time(3), kind="danger_zones"),
        "Danger Zone Alerts is not on offer",
    ),
    COUNTRY.fault(
        "offer-in-no-country",
        "PRIV-12",
        ELSEWHERE,
        "What one country lacks is on offer nowhere.",
        FLEET.replaced(StrictFleet),
    ),
    COUNTRY.fault(
        "offer-of-home-everywhere",
        "PRIV-12",
        NOT_HERE,
        "What is on offer is that of the country in which the vehicle is at home.",
        FLEET.given(Fleet.offers, country=lambda _country: "FR"),
        "Danger Zone Alerts is not on offer in reaction to the look at the vehicles",
    ),
    COUNTRY.fault(
        "services-without-a-subscription",
        "PRIV-12",
        "A service is among those of a customer from the subscription on",
        "Services are shown as in force whether they were subscribed to or not.",
        ACCOUNT_DESK.alters(AccountDesk.services_of, _as_offered),
        "the account shows no contract for Danger Zone Alerts in reaction to the look at the vehicles",
    ),
)
