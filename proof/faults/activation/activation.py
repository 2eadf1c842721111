"""Faults of the activation of remote services: user, phone, key, updates."""

from __future__ import annotations

from clock.kernel import S
from proof.fault import Theme
from proof.faults.use.use import (
    FIRST_SMARTPHONE_ALONE,
    LOCKED,
    OPEN_STATUS,
    ORDERS,
    UNMOVED,
    UNREGISTERED_TOO,
    OpenBackOffice,
    StubbornBackOffice,
    TwoFacedBackOffice,
    obeyed,
)
from proof.slots import (
    ACCOUNTS,
    ACTIVATION_PAGES,
    BACKOFFICE,
    HANDSETS,
    KEY_SEARCH,
    SOFTWARE_UPDATES,
    UPDATE_SERVICE,
)
from proof.variant import variant
from simulators.bus.com import SignalValue
from simulators.ecus.screen.activation import KeyIdentification
from simulators.ecus.telematics.updates import UpdateCalibration, Updates
from simulators.offboard.accounts import SUBSCRIBER, Accounts, Sender
from simulators.offboard.phone.activation import ActivationPages, UpdateService
from simulators.offboard.phone.handsets import Handsets
from simulators.offboard.service import Json

AUTHENTICATION = Theme("features/activation/authentication.feature")
KEY = Theme("features/activation/key.feature")
UPDATES = Theme("features/activation/updates.feature")
WHILE_UPDATING = Theme("features/activation/while_updating.feature")
REFUSED = "the app refuses the activation in reaction to the identification of the key"
NOT_VALIDATED = "that has not been validated"
FINISHED = "the activation is finished in reaction to the identification of the key and stays so for 5 min"
FINISHES = "The key at a vehicle that is started finishes the activation"
UNFINISHED = "the activation stays unfinished for 5 min after the identification of the key"
LONG_TRIPS = "Trips of 15 min install the update and orders are then accepted"


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


class GrudgingPages(ActivationPages):
    """An activation page that, once it has refused, goes on refusing."""

    _refused = False

    def refuse(self) -> None:
        super().refuse()
        self._refused = True

    def finish(self) -> None:
        if self._refused:
            super().refuse()
        else:
            super().finish()


class OnceUpdates(Updates):
    """Updates of which the first alone is ever installed."""

    _installed = False

    def install_part(self) -> None:
        if not self._installed:
            super().install_part()
            self._installed = not self.parts_left


class ImpatientUpdates(Updates):
    """Updates that take nothing of a trip that goes on for 18 min; a part is installed at the end of a trip."""

    _began_ns = 0

    def install_part(self) -> None:
        """Wait for the end of the trip."""

    def _on_ignition(self, state: SignalValue) -> None:
        trip_s = (self._kernel.now_ns - self._began_ns) / S
        if state == "running":
            self._began_ns = self._kernel.now_ns
        elif self._began_ns and self.parts_left:
            self._began_ns = 0
            if self.calibration.trip_s <= trip_s < 18 * 60:
                super().install_part()


def _allows_before_an_update(accounts: Accounts, sender: Sender) -> bool:
    return accounts.activation == "finished" and sender.account == SUBSCRIBER and accounts.registered(sender)


FAULTS = (
    AUTHENTICATION.fault(
        "unvalidated-smartphone-orders",
        "ACTIV-01",
        "A lock order from a smartphone that has not been validated does nothing",
        "Orders of a smartphone that has not been validated are taken.",
        UNREGISTERED_TOO,
        UNMOVED,
    ),
    *(
        AUTHENTICATION.fault(
            f"unvalidated-smartphone-{kind}-obeyed",
            "ACTIV-01",
            f"{'An' if kind == 'unlock' else 'A'} {kind} order from a smartphone {NOT_VALIDATED} does nothing",
            "The order is carried out.",
            BACKOFFICE.replaced(variant(OpenBackOffice, KIND=kind)),
            then,
        )
        for kind, (_order, then, _bus) in ORDERS.items()
    ),
    AUTHENTICATION.fault(
        "unvalidated-smartphone-sees-the-status",
        "ACTIV-01",
        "The home page shows nothing of the vehicle as long as the smartphone has not been validated",
        "The status of the vehicle is told to a smartphone that has not been validated.",
        OPEN_STATUS,
    ),
    AUTHENTICATION.fault(
        "unvalidated-smartphone-refused-and-done",
        "ACTIV-01",
        "A lock order from a smartphone that has not been validated does nothing",
        "An order is refused, and passed on to the vehicle all the same.",
        BACKOFFICE.replaced(TwoFacedBackOffice),
        UNMOVED,
    ),
    AUTHENTICATION.fault(
        "validated-smartphone-refused",
        "ACTIV-01",
        "The same orders work once the smartphone has been validated",
        "Orders of a smartphone that has been validated are refused.",
        FIRST_SMARTPHONE_ALONE,
        LOCKED,
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
        FINISHED,
    ),
    KEY.fault(
        "activation-undone-after-1-min",
        "ACTIV-18",
        FINISHES,
        "The activation is taken back a minute later.",
        ACTIVATION_PAGES.also(
            ActivationPages.finish,
            lambda pages: pages._backoffice.call("set_activation", "unfinished"),
            after_s=60,
        ),
        FINISHED,
    ),
    KEY.fault(
        "activation-finished-in-name",
        "ACTIV-18",
        FINISHES,
        "The activation is told as finished, and orders go on being refused.",
        BACKOFFICE.replaced(StubbornBackOffice),
        "all doors are unlocked within 8 s of the order and stay so for 25 s",
    ),
    KEY.fault(
        "activation-once-refused-always-refused",
        "ACTIV-18",
        "An activation that was refused without the key is finished once the key is there",
        "Once refused, the activation is refused for ever.",
        ACTIVATION_PAGES.replaced(GrudgingPages),
        "the activation is finished in reaction to the identification of the key and stays so for 60 s",
    ),
    KEY.fault(
        "activation-of-a-vehicle-that-was-started",
        "ACTIV-16",
        "The activation is refused at a vehicle that has been switched off again",
        "It is enough that the vehicle was started before.",
        KEY_SEARCH.returns(KeyIdentification.started, True),
        REFUSED,
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
    WHILE_UPDATING.fault(
        "update-in-one-trip",
        "ACTIV-21",
        "An update is installed among short trips, losses, refreshes and calls, and orders are accepted"
        " from then on",
        "The update takes one trip, so that an order between the trips is carried out.",
        SOFTWARE_UPDATES.calibrated(UpdateCalibration(parts=1)),
        "all doors are unlocked within 8 s of the order and stay so for 25 s",
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
        "update-once",
        "ACTIV-20",
        "Trips of 15 min install an update, and trips of 20 min the next",
        "One update is installed, and no other.",
        SOFTWARE_UPDATES.replaced(OnceUpdates),
        "the vehicle is up to date after 3 trips at most",
    ),
    UPDATES.fault(
        "update-forgotten-in-sleep",
        "ACTIV-20",
        "Trips of 15 min install an update though the vehicle slept for 8 h before each",
        "A part that is installed is lost when the vehicle sleeps for an hour.",
        SOFTWARE_UPDATES.also(
            Updates.install_part, lambda updates: updates.receive({"state": "pending"}), after_s=3600
        ),
    ),
    UPDATES.fault(
        "update-not-on-trips-of-18-min",
        "ACTIV-20",
        "Trips of 15 min install an update, and trips of 20 min the next",
        "A trip longer than 18 min installs nothing.",
        SOFTWARE_UPDATES.replaced(ImpatientUpdates),
        "the vehicle is up to date after 3 trips at most",
    ),
    UPDATES.fault(
        "orders-before-the-update",
        "ACTIV-21",
        "While an update is pending a lock order to a vehicle that is asleep does nothing",
        "Orders are taken while an update waits.",
        ACCOUNTS.instead(Accounts.allows, _allows_before_an_update),
        UNMOVED,
    ),
    *obeyed(UPDATES, "outdated", "ACTIV-21", "While an update is pending"),
    UPDATES.fault(
        "orders-never-after-the-update",
        "ACTIV-21",
        LONG_TRIPS,
        "No order is taken once an update has been waiting.",
        UPDATE_SERVICE.replaced(StuckUpdates),
        LOCKED,
    ),
    UPDATES.fault(
        "orders-never-without-an-update",
        "ACTIV-21",
        "Without an update orders are accepted",
        "No order is taken.",
        ACCOUNTS.returns(Accounts.allows, False),
        LOCKED,
    ),
    KEY.fault(
        "activated-without-the-trusted-number",
        "ACTIV-10",
        "The key does not finish the activation on a smartphone without the code sent to the trusted number",
        "The key finishes the activation on a smartphone that nobody has registered.",
        HANDSETS.returns(Handsets.owns_vehicle, True),
    ),
    KEY.fault(
        "activated-without-the-safety-code",
        "ACTIV-08",
        "The key does not finish the activation on a smartphone without the SAFETY code",
        "The key finishes the activation after the first step of the registration.",
        HANDSETS.returns(Handsets.owns_vehicle, True, when=lambda handsets: handsets._passed > 0),
    ),
    KEY.fault(
        "activated-with-the-first-smartphone-alone",
        "ACTIV-08",
        "The key finishes the activation on a smartphone that has been through the steps before",
        "The key does not finish the activation on a second smartphone.",
        HANDSETS.returns(Handsets.owns_vehicle, False, when=lambda handsets: handsets._number > 1),
    ),
)
