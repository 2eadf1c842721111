"""Connected navigation: traffic data that are fetched for the place where the vehicle is (line 75)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from simulators.com import Com
from simulators.ecus.telematics_position import Receiver
from simulators.ecus.telematics_privacy import Privacy
from simulators.ecus.telematics_uplink import HOST
from simulators.kernel import Kernel, seconds
from simulators.offboard.network import Modem


@dataclass(frozen=True)
class NavigationCalibration:
    """Times in seconds: from the ignition or a new privacy mode to the first request, and between requests."""

    first_s: float = 1.0
    period_s: float = 120.0


class Navigation:
    """Asks for traffic data while the ignition is on and the privacy mode allows it, and says when it has them.

    Args:
        kernel: The clock.
        com: The unit's signals.
        modem: The way out.
        receiver: The place to ask for.
        privacy: What is allowed.
        show: Called with each new `navigation.state`.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        modem: Modem,
        receiver: Receiver,
        privacy: Privacy,
        show: Callable[[str], None],
        calibration: NavigationCalibration,
    ) -> None:
        self.calibration = calibration
        self._com = com
        self._modem = modem
        self._receiver = receiver
        self._privacy = privacy
        self._show = show
        self._next = kernel.timer(self._ask)
        com.on("ignition.state", lambda _state: self.consider())

    def consider(self) -> None:
        """The ignition or the privacy mode has changed: begin or end."""
        if not self.wanted():
            self._next.cancel()
            self._show("off")
        elif not self._next.armed:
            self._next.arm_in(seconds(self.calibration.first_s))

    def wanted(self) -> bool:
        """Whether traffic data may be asked for and would be seen."""
        return self._com.get("ignition.state") != "off" and self._privacy.allows("navigation")

    def receive(self) -> None:
        """Traffic data have arrived; they are of no use when they are not wanted any more."""
        if self.wanted():
            self._show("live")

    def power_off(self) -> None:
        """Forget everything."""
        self._next.cancel()

    def _ask(self) -> None:
        self._next.arm_in(seconds(self.calibration.period_s))
        self._modem.send(HOST, "navigation", asdict(self._receiver.position()))
