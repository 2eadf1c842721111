"""Parts of a body controller that do on their own what nobody has ordered."""

from __future__ import annotations

from clock.kernel import seconds
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.ecu import Part

AFTER_S = 5.0
"""Time after the vehicle woke up, in seconds."""

FIRST_WAKING_OF_A_SCENARIO = 2
"""Number of the first waking that counts; the one before is that of a vehicle which has just got its supply."""


class Restless(Part):
    """A part that acts a while after the network has woken up."""

    _wakings = 0

    def act(self) -> None:
        """Do it."""

    def network_awake(self) -> None:
        super().network_awake()
        self._wakings += 1
        if self._wakings >= FIRST_WAKING_OF_A_SCENARIO:
            self._kernel.call_in(seconds(AFTER_S), self.act)


class SelfLocking(Restless, CentralLocking):
    """A central locking that locks by itself."""

    def act(self) -> None:
        self.request("locked", "inside")


class SelfUnlocking(Restless, CentralLocking):
    """A central locking that unlocks by itself."""

    def act(self) -> None:
        self.request("unlocked", "inside")


class SelfLighting(Restless, LightsOrder):
    """A lights order that switches its lights on by itself."""

    def act(self) -> None:
        self.request(lambda _result: None)


class SelfHonking(Restless, HornOrder):
    """A horn order that honks by itself."""

    def act(self) -> None:
        self.request(lambda _result: None)
