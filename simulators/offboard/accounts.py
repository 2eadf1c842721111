"""Who may give remote orders: the account that subscribed, once it is activated, on registered smartphones."""

from __future__ import annotations

from dataclasses import dataclass

SUBSCRIBER = "subscriber"
ACCOUNTS = (SUBSCRIBER, "other")
ACTIVATIONS = ("finished", "unfinished")


@dataclass(frozen=True)
class Sender:
    """The sender of a request: the account that is logged in, and the smartphone by its number."""

    account: str
    handset: int


OWNER = Sender(SUBSCRIBER, 1)
"""The account of the subscription on the smartphone that it was activated with."""


class Accounts:
    """Accounts and smartphones as the back office knows them.

    Attributes:
        activation: One of `ACTIVATIONS`: whether the steps of the activation are done (lines 562 to 573).
        update_pending: Whether the vehicle waits for an update, and remote services for the vehicle (line 575).
    """

    def __init__(self) -> None:
        self.activation = "finished"
        self.update_pending = False
        self._registered = {OWNER}

    def register(self, sender: Sender) -> None:
        """Note that the validation steps have been passed with an account on a smartphone (line 588)."""
        self._registered.add(sender)

    def registered(self, sender: Sender) -> bool:
        """Tell whether a smartphone is registered for an account."""
        return sender in self._registered

    def owns(self, sender: Sender) -> bool:
        """Tell whether the vehicle is there for a smartphone: with the account that subscribed, and registered."""
        return sender.account == SUBSCRIBER and self.registered(sender)

    def allows(self, sender: Sender) -> bool:
        """Tell whether a request from there is taken (lines 584 and 588)."""
        return self.activation == "finished" and not self.update_pending and self.owns(sender)
