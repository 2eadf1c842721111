"""A body controller that does on its own what nobody has ordered."""

from __future__ import annotations

from simulators.ecus.body import Body
from simulators.kernel import seconds

AFTER_S = 5.0
"""How long after the vehicle woke up."""

FIRST_WAKING_OF_A_SCENARIO = 2
"""The first waking of all is that of a vehicle which has just got its supply."""


class RestlessBody(Body):
    """Acts a while after its bus has woken up."""

    _wakings = 0

    def act(self) -> None:
        """What it does."""

    def _on_network(self, state: str) -> None:
        super()._on_network(state)
        if state == "awake":
            self._wakings += 1
            if self._wakings >= FIRST_WAKING_OF_A_SCENARIO:
                self.kernel.call_in(seconds(AFTER_S), self.act)


class SelfLocking(RestlessBody):
    """Locks by itself."""

    def act(self) -> None:
        self.locking.request("locked", "inside")


class SelfUnlocking(RestlessBody):
    """Unlocks by itself."""

    def act(self) -> None:
        self.locking.request("unlocked", "inside")


class SelfLighting(RestlessBody):
    """Switches its lights on by itself."""

    def act(self) -> None:
        self.lights.request(lambda _result: None)


class SelfHonking(RestlessBody):
    """Honks by itself."""

    def act(self) -> None:
        self.horn.request(lambda _result: None)
