"""The telematics ECU's side of a bus that sleeps: its states, told when others can hear them, and its vote."""

from __future__ import annotations

from collections.abc import Callable

from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.telematics.ecu import BUS


class BusAccess(Part):
    """The ECU's access to the bus: shows states on the bus, and takes part in the decision to let it sleep."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._missed: dict[str, None] = {}
        self._watchers: list[Callable[[], None]] = []
        self._com.on(f"network.{BUS}.state", ecu.while_powered(self._on_state))

    @property
    def up(self) -> bool:
        """True while there is traffic, be it only just beginning or ending."""
        return self._com.started(BUS)

    def show(self, name: str, value: str) -> None:
        """Set a signal; when the bus sleeps, it is sent as soon as it is up."""
        self._com.set(name, value)
        if not self.up:
            self._missed[name] = None
        for watcher in self._watchers:
            watcher()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` whenever something has been shown."""
        self._watchers.append(watcher)

    def vote(self, vote: str) -> None:
        """Tell the network master a label of telematics.network."""
        self._com.set("telematics.network", vote)

    def power_on(self) -> None:
        """Take part."""
        self.vote("participating")

    def power_off(self) -> None:
        """Forget what nobody has heard."""
        self._missed.clear()

    def network_woke(self) -> None:
        """Say at once what has changed while nobody listened."""
        missed, self._missed = self._missed, {}
        for name in missed:
            self._com.send({name: self._com.get(name)})

    def _on_state(self, state: SignalValue) -> None:
        if state in ("waking", "awake", "going_to_sleep"):
            self.vote("ready_to_sleep" if state == "going_to_sleep" else "participating")
