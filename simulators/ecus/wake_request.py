"""How a unit other than the network master gets a sleeping bus awake."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.com import Com, SignalValue
from simulators.kernel import MS, Kernel


@dataclass(frozen=True)
class WakeCalibration:
    """`repeat_ms` is the distance of two wake frames, in milliseconds."""

    repeat_ms: int = 200


class WakeRequest:
    """Sends a wake frame again and again until the network is awake.

    Args:
        kernel: The clock.
        com: The unit's signals.
        signal: The signal of its wake frame, such as `wake.climate`.
        bus: The bus to wake.
        calibration: Its times.
    """

    def __init__(
        self, kernel: Kernel, com: Com, signal: str, bus: str, calibration: WakeCalibration | None = None
    ) -> None:
        self._com = com
        self._signal = signal
        self._state = f"network.{bus}.state"
        self._calibration = calibration or WakeCalibration()
        self._reason = "none"
        self._repeat = kernel.timer(self._send)
        com.on(self._state, self._on_state)

    def ask(self, reason: str) -> None:
        """Wake the bus for a label of the signal; on an awake bus one frame tells that there is activity."""
        self._reason = reason
        self._send()

    def power_off(self) -> None:
        """Give up."""
        self._repeat.cancel()

    def _send(self) -> None:
        self._com.send({self._signal: self._reason})
        if self._com.get(self._state) != "awake":
            self._repeat.arm_in(self._calibration.repeat_ms * MS)

    def _on_state(self, state: SignalValue) -> None:
        if state == "awake":
            self._repeat.cancel()
