"""Faults of a vehicle that is not connected, each of which shows in a later trip, after an order or in time."""

from __future__ import annotations

from functools import partial

from clock.kernel import seconds
from proof.fault import Theme
from proof.slots import BACKOFFICE, SETTINGS
from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.privacy import PAGES, PrivacySettings
from simulators.offboard.backoffice import BackOffice, Order

UNCONNECTED = Theme("features/audit/not_connected.feature")
STAYS = "A vehicle that is not connected stays so whatever is ordered, in trips, in its sleep and on later days"
NO_MENU = "A vehicle that is not connected has no private mode at rest, while the engine runs and in later trips"


class LateMenu(PrivacySettings):
    """A settings page that has the entry in the menu once the ignition has been turned off."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", self._on_ignition)

    def _on_ignition(self, state: object) -> None:
        if state == "off":
            self.pages = {**self.pages, **PAGES["menu"]}


class DoneOffice(BackOffice):
    """A back office that calls an order done that no vehicle has answered."""

    def _pass_on(self, order: Order) -> None:
        super()._pass_on(order)
        self.kernel.call_in(seconds(4), partial(self.set_state, order, "done"))


class ClassingOffice(BackOffice):
    """A back office that classes a vehicle as connected once an order has been sent to it."""

    def _pass_on(self, order: Order) -> None:
        super()._pass_on(order)
        self.publish("vehicle", "connected")


FAULTS = (
    UNCONNECTED.fault(
        "private-mode-from-the-second-trip",
        "PRIV-32",
        NO_MENU,
        "From the second trip on there is a private mode in the menu.",
        SETTINGS.replaced(LateMenu),
        "the page of the private mode is on the screen in reaction to the touch exactly where the profile declares"
        " the private mode in the menu",
    ),
    UNCONNECTED.fault(
        "order-to-nobody-is-done",
        "PRIV-32",
        STAYS,
        "The app shows an order to a vehicle that is not connected as carried out.",
        BACKOFFICE.replaced(DoneOffice),
        "the app shows no order as carried out for 3 min after the order",
    ),
    UNCONNECTED.fault(
        "classed-as-connected-by-an-order",
        "PRIV-32",
        STAYS,
        "A vehicle to which an order has been sent is classed as connected.",
        BACKOFFICE.replaced(ClassingOffice),
        "the back office does not class the vehicle as connected for 5 min after the order",
    ),
)
