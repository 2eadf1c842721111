"""The network master of the body controller: it wakes both buses and puts them to sleep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from clock.kernel import seconds
from simulators.bus.com import FrameWatch
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.ecu import Part


@dataclass(frozen=True)
class NetworkCalibration:
    """Times of the network master, in seconds.

    `wake_min_s` and `wake_max_s` bound the delay from a wake-up event to the state awake, `settle_s` is how
    long after going silent late frames of other ECUs do not count as a wake-up.
    """

    wake_min_s: float = 0.1
    wake_max_s: float = 0.3
    sleep_after_s: float = 10.0
    boot_awake_s: float = 2.0
    going_to_sleep_s: float = 1.0
    settle_s: float = 0.05


class NetworkMaster(Part):
    """State of both buses: asleep, waking, awake, going_to_sleep; KL15 keeps them awake.

    Attributes:
        state: The state.
        wakers: Watches for the frames of other ECUs, each of which wakes sleeping buses and no others.
    """

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self.state = "asleep"
        self.wakers: list[FrameWatch] = []
        self.calibration = ecu.take_calibration(NetworkCalibration)
        self._ecu = ecu
        self._random = ecu.random
        self._reasons: set[str] = set()
        self._awake_until_ns = 0
        self._silent_since_ns = 0
        self._step = self._kernel.timer(self._on_step)
        self._kl15 = ecu.wiring.flag("ignition.kl15")
        self._kl15.watch(ecu.while_powered(partial(self.keep, "kl15")))

    def power_on(self) -> None:
        """Wake for a short while, so that every status is seen once after power-on."""
        self._wake(self.calibration.boot_awake_s)
        self.keep("kl15", self._kl15.value)

    def power_off(self) -> None:
        """Lose the supply."""
        self._step.cancel()
        self._reasons.clear()
        self._awake_until_ns = 0
        self._silent_since_ns = self._kernel.now_ns
        self._set_state("asleep")

    def activity(self) -> None:
        """Be awake, and stay so for a while: something has happened that asks for it."""
        self._wake(self.calibration.sleep_after_s)

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
        """Take a frame of another ECU for a wake-up when the buses sleep."""
        settled_ns = self._silent_since_ns + seconds(self.calibration.settle_s)
        if self.state == "asleep" and self._kernel.now_ns >= settled_ns:
            self.activity()

    def wake_delay_ns(self) -> int:
        """Draw the time from the wake-up event to the state awake."""
        calibration = self.calibration
        return seconds(self._random.uniform(calibration.wake_min_s, calibration.wake_max_s))

    def _wake(self, for_s: float) -> None:
        if self.state == "asleep":
            self._step.arm_in(self.wake_delay_ns())
            for bus in self._ecu.BUSES:
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
            self._step.arm_in(seconds(self.calibration.going_to_sleep_s))
        elif self.state == "going_to_sleep":
            self._fall_asleep()

    def _set_state(self, state: str) -> None:
        self.state = state
        for waker in self.wakers:
            waker.repeats = state == "asleep"

    def _enter(self, state: str) -> None:
        self._set_state(state)
        for bus in self._ecu.BUSES:
            self._com.set(f"network.{bus}.state", state)
        self._ecu.network_entered(state)

    def _fall_asleep(self) -> None:
        self._set_state("asleep")
        self._silent_since_ns = self._kernel.now_ns
        self._ecu.network_entered("asleep")
        for bus in self._ecu.BUSES:
            # The one frame that tells the others; whatever is set from here on waits for the next wake-up.
            self._com.send({f"network.{bus}.state": "asleep"})
            self._com.stop(bus)


@dataclass(frozen=True)
class CurrentCalibration:
    """Supply currents of the whole vehicle, in A."""

    asleep_a: float = 0.02
    awake_a: float = 6.0


class SupplyCurrent(Part):
    """The load on the supply: draws what the whole vehicle draws from its supply."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(CurrentCalibration)
        self._current = ecu.wiring.number("supply.current_a")

    def power_off(self) -> None:
        """Draw nothing."""
        self._current.set(0.0)

    def network_woke(self) -> None:
        """Draw what ECUs draw that are awake."""
        self._current.set(self.calibration.awake_a)

    def network_slept(self) -> None:
        """Draw what sleeping ECUs draw."""
        self._current.set(self.calibration.asleep_a)
