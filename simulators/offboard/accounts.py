"""Who may give remote orders: the account that subscribed, once it is activated, on registered smartphones."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.offboard.office.contracts import ContractBook

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

    Args:
        contracts: What was subscribed, and by whom.

    Attributes:
        update_pending: Whether the vehicle waits for an update, and remote services for the vehicle (line 575).
    """

    def __init__(self, contracts: ContractBook) -> None:
        self.update_pending = False
        self._contracts = contracts
        self._registered = {OWNER}

    @property
    def activation(self) -> str:
        """One of `ACTIVATIONS`: whether somebody has done the steps of the activation (lines 562 to 573)."""
        return "finished" if any(each.activated for each in self._contracts.remotes()) else "unfinished"

    @activation.setter
    def activation(self, activation: str) -> None:
        for contract in self._contracts.remotes():
            if activation == "unfinished":
                self._contracts.reopen(contract)
            elif contract.activated is None and self._contracts.runs(contract):
                self._contracts.activate(contract)

    def register(self, sender: Sender) -> None:
        """Note that the validation steps have been passed with an account on a smartphone (line 588)."""
        self._registered.add(sender)

    def registered(self, sender: Sender) -> bool:
        """Tell whether a smartphone is registered for an account."""
        return sender in self._registered

    def owns(self, sender: Sender) -> bool:
        """Tell whether the vehicle is there for a smartphone: with the account that subscribed, and registered.

        It no longer is once somebody else has activated a contract of theirs (line 551).
        """
        contract = self._contracts.remote(sender.account)
        return contract is not None and contract.ground != "succession" and self.registered(sender)

    def activates(self, sender: Sender) -> bool:
        """Tell whether a smartphone may finish the activation: with the account that subscribed last."""
        contract = self._contracts.remote()
        return contract is not None and contract.holder == sender.account

    def allows(self, sender: Sender) -> bool:
        """Tell whether a request from there is taken (lines 584 and 588)."""
        contract = self._contracts.remote(sender.account)
        active = contract is not None and contract.activated is not None and self._contracts.runs(contract)
        return active and not self.update_pending and self.owns(sender)
