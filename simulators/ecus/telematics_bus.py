"""The unit's side of a bus that sleeps: waking it, and saying what changed while nobody listened."""

from __future__ import annotations

from collections.abc import Callable

from simulators.com import Com, SignalValue
from simulators.kernel import Kernel, seconds

BUS = "comfort"


class BusAccess:
    """Wakes the bus and shows states on it.

    Args:
        kernel: The clock.
        com: The unit's signals.
        repeat_s: Distance of wake-up frames, in seconds.
        awake: Called whenever the bus has become awake.
    """

    def __init__(self, kernel: Kernel, com: Com, repeat_s: float, awake: Callable[[], None]) -> None:
        self._com = com
        self._repeat_ns = seconds(repeat_s)
        self._on_awake = awake
        self._missed: dict[str, None] = {}
        self._reason = "none"
        self._wake = kernel.timer(self._send_wake)
        com.on("network.comfort.state", self._on_state)

    @property
    def up(self) -> bool:
        """Whether there is traffic, be it only just beginning or ending."""
        return self._com.started(BUS)

    @property
    def awake(self) -> bool:
        """Whether the others listen."""
        return self.up and self._com.get("network.comfort.state") == "awake"

    def need(self, reason: str) -> bool:
        """Wake the bus, unless it is awake, with a label of `wake.telematics`; gives whether it is."""
        if not self.awake and not self._wake.armed:
            self._reason = reason
            self._send_wake()
        return self.awake

    def show(self, name: str, value: str) -> None:
        """Set a signal; when the bus sleeps, it is sent as soon as it is up."""
        self._com.set(name, value)
        if not self.up:
            self._missed[name] = None

    def came_up(self) -> None:
        """The unit takes part in the traffic: say at once what has changed."""
        missed, self._missed = self._missed, {}
        for name in missed:
            self._com.send({name: self._com.get(name)})

    def power_off(self) -> None:
        """Forget everything."""
        self._wake.cancel()
        self._missed.clear()

    def _send_wake(self) -> None:
        self._com.send({"wake.telematics": self._reason})
        self._wake.arm_in(self._repeat_ns)

    def _on_state(self, state: SignalValue) -> None:
        if self.up and state == "awake":
            self._wake.cancel()
            self._on_awake()
