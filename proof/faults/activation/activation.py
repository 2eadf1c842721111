"""Faults of the activation of remote services: user, phone, key, updates."""

from __future__ import annotations

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.use.use import UNMOVED, FirstPhoneAccounts, TwoFacedBackOffice, UnregisteredAccounts, backoffice
from proof.variant import ecu
from simulators.ecus.screen.activation import KeyIdentification
from simulators.ecus.screen.unit import Screen
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.telematics.updates import UpdateCalibration, Updates
from simulators.offboard.accounts import SUBSCRIBER, Accounts, Sender
from simulators.offboard.phone.activation import ActivationPages, UpdateService
from simulators.offboard.service import Json, ServiceChange
from simulators.plant.bluetooth import Message
from simulators.world import EcuFactory, Offboard

AUTHENTICATION = Theme("features/activation/authentication.feature")
KEY = Theme("features/activation/key.feature")
UPDATES = Theme("features/activation/updates.feature")
REFUSED = "the app refuses the activation in reaction to the identification of the key"
FINISHES = "The key at a vehicle that is started finishes the activation"
UNFINISHED = "the activation stays unfinished for 60 s after the identification of the key"
LONG_TRIPS = "Trips of 15 min install the update and a lock order is then accepted"


class KeylessSearch(KeyIdentification):
    """A key identification that finds a key that is not there."""

    def key_found(self) -> bool:
        return True


class BlindSearch(KeyIdentification):
    """A key identification that finds no key."""

    def key_found(self) -> bool:
        return False


class ContactSearch(KeyIdentification):
    """A key identification that takes the contact for a start."""

    def started(self) -> bool:
        return self._com.get("ignition.state") != "off"


class RemotePages(ActivationPages):
    """An activation page that finishes the activation wherever the phone is."""

    def _on_identify_key(self, _argument: Json) -> Json:
        if not self._bluetooth.connected:
            self._finish()
            return None
        return super()._on_identify_key(_argument)


class CarelessPages(ActivationPages):
    """An activation page that finishes the activation whatever the vehicle says."""

    def _on_key(self, message: Message) -> None:
        super()._on_key({**message, "identified": True})


class SelfFinishingPages(ActivationPages):
    """An activation page that finishes the activation by itself, a while after it was begun."""

    def _on_backoffice(self, change: ServiceChange) -> None:
        super()._on_backoffice(change)
        if change.value == "unfinished":
            self._kernel.call_in(seconds(60), self._finish)


class TwoFacedPages(ActivationPages):
    """An activation page that refuses the activation, and finishes it all the same."""

    def _refuse(self) -> None:
        super()._refuse()
        self._kernel.call_in(seconds(20), self._finish)


class LostUpdates(Updates):
    """An update part that installs nothing."""

    def _install_part(self) -> None:
        """Install nothing."""


class OpenAccounts(Accounts):
    """An account register that takes orders while an update waits."""

    def allows(self, sender: Sender) -> bool:
        return self.activation == "finished" and sender.account == SUBSCRIBER and self.registered(sender)


class StuckUpdates(UpdateService):
    """An update service that says that an update is installed, and goes on waiting for it."""

    def _set(self, state: str) -> None:
        if state == "pending":
            super()._set(state)
        else:
            self._backoffice.publish("update", state)


class ClosedAccounts(Accounts):
    """An account register that takes no order at all."""

    def allows(self, sender: Sender) -> bool:
        return False


def _key(name: str, requirement: str, title: str, text: str, kind: type[KeyIdentification], then: str) -> Fault:
    return KEY.fault(name, requirement, title, text, then=then, ecus=ecu(Screen, kind))


def _pages(name: str, requirement: str, title: str, text: str, kind: type[ActivationPages], then: str) -> Fault:
    return KEY.fault(name, requirement, title, text, then=then, offboard=Offboard(activation=kind))


def _updates(**numbers: float) -> dict[str, EcuFactory]:
    made = UpdateCalibration(**numbers)  # type: ignore[arg-type]  # parts are counted
    return ecu(Telematics, made)


FAULTS = (
    AUTHENTICATION.fault(
        "unvalidated-smartphone-orders",
        "ACTIV-01",
        "An order is refused as long as the smartphone has not been validated",
        "Orders of a smartphone that has not been validated are taken.",
        then="the app tells of a refused order in reaction to the order",
        offboard=backoffice(UnregisteredAccounts),
    ),
    AUTHENTICATION.fault(
        "unvalidated-smartphone-refused-and-done",
        "ACTIV-01",
        "An order is refused as long as the smartphone has not been validated",
        "An order is refused, and passed on to the vehicle all the same.",
        then=UNMOVED,
        offboard=Offboard(backoffice=TwoFacedBackOffice),
    ),
    AUTHENTICATION.fault(
        "validated-smartphone-refused",
        "ACTIV-01",
        "The same order works once the smartphone has been validated",
        "Orders of a smartphone that has been validated are refused.",
        offboard=backoffice(FirstPhoneAccounts),
    ),
    _key(
        "activation-without-the-key",
        "ACTIV-15",
        "The activation is refused while the key is away",
        "The vehicle finds a key that is not there.",
        KeylessSearch,
        REFUSED,
    ),
    _pages(
        "activation-without-the-phone",
        "ACTIV-15",
        "The activation is refused while the phone is away",
        "The activation is finished wherever the phone is.",
        RemotePages,
        REFUSED,
    ),
    _key(
        "activation-with-the-contact",
        "ACTIV-16",
        "The activation is refused with the contact alone",
        "The contact is taken for a start.",
        ContactSearch,
        REFUSED,
    ),
    *(
        _pages(
            f"activation-refused-and-finished-{name}",
            requirement,
            f"The activation is refused {title}",
            "The activation is refused, and finished all the same.",
            TwoFacedPages,
            UNFINISHED,
        )
        for name, requirement, title in (
            ("without-the-key", "ACTIV-15", "while the key is away"),
            ("without-the-phone", "ACTIV-15", "while the phone is away"),
            ("with-the-contact", "ACTIV-16", "with the contact alone"),
        )
    ),
    KEY.fault(
        "activation-never-finds-the-key",
        "ACTIV-18",
        FINISHES,
        "The vehicle does not find the key.",
        ecus=ecu(Screen, BlindSearch),
    ),
    _pages(
        "activation-whatever-the-key",
        "ACTIV-18",
        "The activation is refused while the key is away",
        "The app finishes the activation whatever the vehicle says.",
        CarelessPages,
        REFUSED,
    ),
    KEY.fault(
        "activation-by-itself",
        "ACTIV-18",
        "Without identifying the key the activation is not finished",
        "The activation is finished by itself.",
        offboard=Offboard(activation=SelfFinishingPages),
    ),
    UPDATES.fault(
        "update-never-installed",
        "ACTIV-20",
        LONG_TRIPS,
        "The update is not installed.",
        then="the vehicle is up to date after 3 trips at most",
        ecus=ecu(Telematics, LostUpdates),
    ),
    UPDATES.fault(
        "update-needs-four-trips",
        "ACTIV-20",
        LONG_TRIPS,
        "The update takes four trips.",
        then="the vehicle is up to date after 3 trips at most",
        ecus=_updates(parts=4),
    ),
    UPDATES.fault(
        "update-in-three-trips",
        "ACTIV-20",
        LONG_TRIPS,
        "The update takes three trips.",
        then="the vehicle is up to date after 3 trips at most",
        good=True,
        ecus=_updates(parts=3),
    ),
    UPDATES.fault(
        "update-needs-910s",
        "ACTIV-20",
        LONG_TRIPS,
        "The update needs trips of 15 min 10 s.",
        then="the vehicle is up to date after 3 trips at most",
        ecus=_updates(trip_s=910.0),
    ),
    UPDATES.fault(
        "orders-before-the-update",
        "ACTIV-21",
        "A lock order is refused while an update is pending",
        "Orders are taken while an update waits.",
        offboard=backoffice(OpenAccounts),
    ),
    UPDATES.fault(
        "orders-never-after-the-update",
        "ACTIV-21",
        LONG_TRIPS,
        "No order is taken once an update has been waiting.",
        then="all doors are locked in reaction to the order",
        offboard=Offboard(updates=StuckUpdates),
    ),
    UPDATES.fault(
        "orders-never-without-an-update",
        "ACTIV-21",
        "Without an update a lock order is accepted",
        "No order is taken.",
        offboard=backoffice(ClosedAccounts),
    ),
)
