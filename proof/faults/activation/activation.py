"""Faults of the activation of remote services: user, phone, key, updates."""

from __future__ import annotations

from proof.fault import Theme
from proof.faults.use.use import FIRST_SMARTPHONE_ALONE, UNMOVED, UNREGISTERED_TOO, TwoFacedBackOffice
from proof.slots import ACCOUNTS, ACTIVATION_PAGES, BACKOFFICE, KEY_SEARCH, SOFTWARE_UPDATES, UPDATE_SERVICE
from simulators.ecus.screen.activation import KeyIdentification
from simulators.ecus.telematics.updates import UpdateCalibration, Updates
from simulators.offboard.accounts import SUBSCRIBER, Accounts, Sender
from simulators.offboard.phone.activation import ActivationPages, UpdateService
from simulators.offboard.service import Json

AUTHENTICATION = Theme("features/activation/authentication.feature")
KEY = Theme("features/activation/key.feature")
UPDATES = Theme("features/activation/updates.feature")
REFUSED = "the app refuses the activation in reaction to the identification of the key"
FINISHES = "The key at a vehicle that is started finishes the activation"
UNFINISHED = "the activation stays unfinished for 60 s after the identification of the key"
LONG_TRIPS = "Trips of 15 min install the update and a lock order is then accepted"


class RemotePages(ActivationPages):
    """An activation page that finishes the activation wherever the phone is."""

    def _on_identify_key(self, _argument: Json) -> Json:
        if not self._bluetooth.connected:
            self.finish()
            return None
        return super()._on_identify_key(_argument)


class StuckUpdates(UpdateService):
    """An update service that says that an update is installed, and goes on waiting for it."""

    def _set(self, state: str) -> None:
        if state == "pending":
            super()._set(state)
        else:
            self._backoffice.publish("update", state)


def _allows_before_an_update(accounts: Accounts, sender: Sender) -> bool:
    return accounts.activation == "finished" and sender.account == SUBSCRIBER and accounts.registered(sender)


FAULTS = (
    AUTHENTICATION.fault(
        "unvalidated-smartphone-orders",
        "ACTIV-01",
        "An order is refused as long as the smartphone has not been validated",
        "Orders of a smartphone that has not been validated are taken.",
        UNREGISTERED_TOO,
        "the app tells of a refused order in reaction to the order",
    ),
    AUTHENTICATION.fault(
        "unvalidated-smartphone-refused-and-done",
        "ACTIV-01",
        "An order is refused as long as the smartphone has not been validated",
        "An order is refused, and passed on to the vehicle all the same.",
        BACKOFFICE.replaced(TwoFacedBackOffice),
        UNMOVED,
    ),
    AUTHENTICATION.fault(
        "validated-smartphone-refused",
        "ACTIV-01",
        "The same order works once the smartphone has been validated",
        "Orders of a smartphone that has been validated are refused.",
        FIRST_SMARTPHONE_ALONE,
    ),
    KEY.fault(
        "activation-without-the-key",
        "ACTIV-15",
        "The activation is refused while the key is away",
        "The vehicle finds a key that is not there.",
        KEY_SEARCH.returns(KeyIdentification.key_found, True),
        REFUSED,
    ),
    KEY.fault(
        "activation-without-the-phone",
        "ACTIV-15",
        "The activation is refused while the phone is away",
        "The activation is finished wherever the phone is.",
        ACTIVATION_PAGES.replaced(RemotePages),
        REFUSED,
    ),
    KEY.fault(
        "activation-with-the-contact",
        "ACTIV-16",
        "The activation is refused with the contact alone",
        "The contact is taken for a start.",
        KEY_SEARCH.instead(KeyIdentification.started, lambda search: search._com.get("ignition.state") != "off"),
        REFUSED,
    ),
    *(
        KEY.fault(
            f"activation-refused-and-finished-{name}",
            requirement,
            f"The activation is refused {title}",
            "The activation is refused, and finished all the same.",
            ACTIVATION_PAGES.also(ActivationPages.refuse, ActivationPages.finish, after_s=20),
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
        KEY_SEARCH.returns(KeyIdentification.key_found, False),
    ),
    KEY.fault(
        "activation-whatever-the-key",
        "ACTIV-18",
        "The activation is refused while the key is away",
        "The app finishes the activation whatever the vehicle says.",
        ACTIVATION_PAGES.given(ActivationPages.take_key, message=lambda message: {**message, "identified": True}),
        REFUSED,
    ),
    KEY.fault(
        "activation-by-itself",
        "ACTIV-18",
        "Without identifying the key the activation is not finished",
        "The activation is finished by itself.",
        ACTIVATION_PAGES.also(
            ActivationPages.backoffice_changed,
            ActivationPages.finish,
            after_s=60,
            when=lambda _pages, change: change.value == "unfinished",
        ),
    ),
    UPDATES.fault(
        "update-never-installed",
        "ACTIV-20",
        LONG_TRIPS,
        "The update is not installed.",
        SOFTWARE_UPDATES.ignores(Updates.install_part),
        "the vehicle is up to date after 3 trips at most",
    ),
    UPDATES.fault(
        "update-needs-four-trips",
        "ACTIV-20",
        LONG_TRIPS,
        "The update takes four trips.",
        SOFTWARE_UPDATES.calibrated(UpdateCalibration(parts=4)),
        "the vehicle is up to date after 3 trips at most",
    ),
    UPDATES.fault(
        "update-in-three-trips",
        "ACTIV-20",
        LONG_TRIPS,
        "The update takes three trips.",
        SOFTWARE_UPDATES.calibrated(UpdateCalibration(parts=3)),
        "the vehicle is up to date after 3 trips at most",
        good=True,
    ),
    UPDATES.fault(
        "update-needs-910s",
        "ACTIV-20",
        LONG_TRIPS,
        "The update needs trips of 15 min 10 s.",
        SOFTWARE_UPDATES.calibrated(UpdateCalibration(trip_s=910.0)),
        "the vehicle is up to date after 3 trips at most",
    ),
    UPDATES.fault(
        "orders-before-the-update",
        "ACTIV-21",
        "A lock order is refused while an update is pending",
        "Orders are taken while an update waits.",
        ACCOUNTS.instead(Accounts.allows, _allows_before_an_update),
    ),
    UPDATES.fault(
        "orders-never-after-the-update",
        "ACTIV-21",
        LONG_TRIPS,
        "No order is taken once an update has been waiting.",
        UPDATE_SERVICE.replaced(StuckUpdates),
        "all doors are locked in reaction to the order",
    ),
    UPDATES.fault(
        "orders-never-without-an-update",
        "ACTIV-21",
        "Without an update a lock order is accepted",
        "No order is taken.",
        ACCOUNTS.returns(Accounts.allows, False),
    ),
)
