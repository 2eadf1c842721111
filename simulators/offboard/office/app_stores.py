"""The app stores of Apple and Google, as far as the app is in them (lines 287 and 295)."""

from __future__ import annotations

import re
from functools import partial
from itertools import count

from clock.kernel import Kernel
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.desk import Answer, Desk
from simulators.offboard.service import Json, ServiceError

STORES = ("apple", "google")
LOWEST = {"ios": 12, "android": 7}
"""Version of each system from which on the app installs (line 295)."""
SYSTEM = re.compile(r"(?P<system>ios|android) (?P<version>\d{1,2})")


class AppStores(Desk):
    """The app in both app stores.

    Items: `listing` (null, or `number`, `store` and `price_cents` of the app where it was last looked at),
    `installation` (null, or `number`, `system` and `outcome` {installed, refused} of the last one). Verbs: `look`
    {apple, google}, `install` (SYSTEM VERSION, such as "ios 12": on a phone with that).

    Args:
        kernel: The clock.
        answer: Shows what comes of a request.
    """

    name = "app_stores"

    def __init__(self, kernel: Kernel, answer: Answer) -> None:
        super().__init__(kernel, answer)
        self._numbers = count(1)
        self.offer("look", self._on_look)
        self.offer("install", self._on_install)

    def restore(self) -> None:
        """Show nothing."""
        for item in ("listing", "installation"):
            self.publish(item, None)

    def price_cents(self, _store: str) -> int:
        """Return what the app costs in a store."""
        return 0

    def fits(self, system: str, version: int) -> bool:
        """Tell whether the app can be installed on a version of a system."""
        return version >= LOWEST[system]

    def list_app(self, store: str) -> str:
        """Show the app in a store."""
        price_cents = self.price_cents(store)
        self.publish("listing", {"number": next(self._numbers), "store": store, "price_cents": price_cents})
        return "MyCitroën"

    def install(self, system: str, version: int) -> str:
        """Install the app on a phone.

        Raises:
            Refused: The system is too old.
        """
        fits = self.fits(system, version)
        outcome = "installed" if fits else "refused"
        told = f"{system} {version}"
        self.publish("installation", {"number": next(self._numbers), "system": told, "outcome": outcome})
        if not fits:
            raise Refused(f"The app does not run on {told}")
        return "The app is installed"

    def _on_look(self, argument: Json) -> Json:
        store = self.one_of("look", argument, STORES)
        self.ask(partial(self.list_app, store))
        return None

    def _on_install(self, argument: Json) -> Json:
        match = SYSTEM.fullmatch(str(argument))
        if match is None:
            raise ServiceError(self.name, "install", argument, "ios VERSION, android VERSION")
        self.ask(partial(self.install, match["system"], int(match["version"])))
        return None
