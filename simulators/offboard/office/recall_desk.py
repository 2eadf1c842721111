"""The page of the app that tells of recalls: pick a vehicle and check (lines 414 to 420)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count

from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.fleet import Fleet
from simulators.offboard.office.pages import Pages
from simulators.offboard.service import Json, ServiceError

CAMPAIGN = re.compile(r"(?P<vin>\w+) (?P<state>running|ended)")


class RecallDesk(Desk):
    """The page "My recall reminder".

    Item: `result` (null, or `number`, `vin`, `recall` {running, none} and `text` of the last check). Verbs:
    `campaign` (VIN running, or VIN ended: how a campaign for a vehicle stands), `check` (a VIN).

    Args:
        pages: Where answers are shown.
        fleet: The vehicles and campaigns.
        vehicles: Gives the vehicles of whoever sits at the screen.
    """

    name = "recalls"

    def __init__(self, pages: Pages, fleet: Fleet, vehicles: Callable[[], Sequence[str]]) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._fleet = fleet
        self._vehicles = vehicles
        self._numbers = count(1)
        self.offer("campaign", self._on_campaign)
        self.offer("check", self._on_check)

    def restore(self) -> None:
        """Show nothing."""
        self.publish("result", None)

    def check(self, vin: str) -> str:
        """Show whether a recall runs for a vehicle.

        Raises:
            Refused: It is not in the account.
        """
        if vin not in self._vehicles():
            raise Refused("This vehicle is not in your account")
        text = self.text_for(vin)
        self.show(vin, text)
        return text or "No recall is under way for your vehicle"

    def text_for(self, vin: str) -> str | None:
        """Return what is shown of the recall for a vehicle."""
        return self._fleet.recall(vin)

    def show(self, vin: str, text: str | None) -> None:
        """Show the result of a check."""
        recall = "none" if text is None else "running"
        self.publish("result", {"number": next(self._numbers), "vin": vin, "recall": recall, "text": text or ""})

    def set_campaign(self, vin: str, state: str) -> None:
        """Note how a campaign for a vehicle stands."""
        self._fleet.set_campaign(vin, state)

    def _on_campaign(self, argument: Json) -> Json:
        match = CAMPAIGN.fullmatch(str(argument))
        if match is None:
            raise ServiceError(self.name, "campaign", argument, "VIN running, VIN ended")
        self.set_campaign(match["vin"], match["state"])
        return None

    def _on_check(self, argument: Json) -> Json:
        self.ask(partial(self.check, str(argument)))
        return None
