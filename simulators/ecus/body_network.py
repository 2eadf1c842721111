"""The network master of the body controller: it wakes both buses and puts them to sleep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from simulators.com import Com
from simulators.kernel import Kernel, seconds

BUSES = ("comfort", "inter_system")


@dataclass(frozen=True)
class NetworkCalibration:
    """Times of the network master, in seconds.

    `wake_min_s` and `wake_max_s` bound the delay from a wake-up event to the state awake, `settle_s` is how
    long after going silent late frames of other units do not count as a wake-up.
    """

    wake_min_s: float = 0.1
    wake_max_s: float = 0.3
    sleep_after_s: float = 10.0
    boot_awake_s: float = 2.0
    going_to_sleep_s: float = 1.0
    settle_s: float = 0.05


class NetworkMaster:
    """State of both buses: asleep, waking, awake, going_to_sleep.

    Args:
        kernel: The clock.
        com: The body controller's signals.
        random: Where the wake-up delay is drawn from.
        calibration: Its times.
        on_state: Called with each new state, once the frames have been started and before they are stopped.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        random: Random,
        calibration: NetworkCalibration,
        on_state: Callable[[str], None],
    ) -> None:
        self.state = "asleep"
        self._kernel = kernel
        self._com = com
        self._random = random
        self._calibration = calibration
        self._on_state = on_state
        self._reasons: set[str] = set()
        self._awake_until_ns = 0
        self._silent_since_ns = 0
        self._step = kernel.timer(self._on_step)

    def boot(self) -> None:
        """Wake for a short while, so that every status is seen once after power-on."""
        self._wake(self._calibration.boot_awake_s)

    def off(self) -> None:
        """Lose the supply."""
        self._step.cancel()
        self._reasons.clear()
        self._awake_until_ns = 0
        self._silent_since_ns = self._kernel.now_ns
        self.state = "asleep"

    def activity(self) -> None:
        """Something happened that the network must be awake for, and stay awake for a while after."""
        self._wake(self._calibration.sleep_after_s)

    def keep(self, reason: str, needed: bool) -> None:
        """Keep the network awake for a reason, or no longer; what is said twice changes nothing."""
        if needed == (reason in self._reasons):
            return
        if needed:
            self._reasons.add(reason)
        else:
            self._reasons.remove(reason)
        self.activity()

    def heard(self) -> None:
        """A frame of another unit was heard; on a sleeping bus that is a wake-up."""
        settled_ns = self._silent_since_ns + seconds(self._calibration.settle_s)
        if self.state == "asleep" and self._kernel.now_ns >= settled_ns:
            self.activity()

    def wake_delay_ns(self) -> int:
        """Time from the wake-up event to the state awake."""
        calibration = self._calibration
        return seconds(self._random.uniform(calibration.wake_min_s, calibration.wake_max_s))

    def _wake(self, for_s: float) -> None:
        if self.state == "asleep":
            self._step.arm_in(self.wake_delay_ns())
            for bus in BUSES:
                self._com.start(bus)
            self._enter("waking")
        elif self.state == "going_to_sleep":
            self._enter("awake")
        delay_ns = self._step.when_ns - self._kernel.now_ns if self.state == "waking" else 0
        self._awake_until_ns = max(self._awake_until_ns, self._kernel.now_ns + delay_ns + seconds(for_s))
        if self.state == "awake":
            self._step.arm_at(self._awake_until_ns)

    def _on_step(self) -> None:
        if self.state == "waking":
            self._enter("awake")
            self._step.arm_at(self._awake_until_ns)
        elif self.state == "awake" and not self._reasons:
            self._enter("going_to_sleep")
            self._step.arm_in(seconds(self._calibration.going_to_sleep_s))
        elif self.state == "going_to_sleep":
            self._fall_asleep()

    def _enter(self, state: str) -> None:
        self.state = state
        for bus in BUSES:
            self._com.set(f"network.{bus}.state", state)
        self._on_state(state)

    def _fall_asleep(self) -> None:
        self.state = "asleep"
        self._silent_since_ns = self._kernel.now_ns
        self._on_state("asleep")
        for bus in BUSES:
            # The one frame that tells the others; whatever is set from here on waits for the next wake-up.
            self._com.send({f"network.{bus}.state": "asleep"})
            self._com.stop(bus)
