"""Remote orders on their way through the telematics unit, and the reports back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from simulators.com import Com, Values
from simulators.ecus.telematics_privacy import Privacy
from simulators.ecus.telematics_uplink import HOST
from simulators.kernel import Kernel, seconds
from simulators.offboard.network import Modem, Payload


@dataclass(frozen=True)
class OrderCalibration:
    """`check_s`: how long it takes to check an order, drawn evenly between two bounds in seconds."""

    check_s: tuple[float, float] = (0.1, 0.3)


class RemoteOrders:
    """Checks orders, wakes the bus for them, puts them on it and sends the reports up.

    Args:
        kernel: The clock.
        com: The unit's signals.
        modem: The way out.
        privacy: What is allowed.
        random: Where the duration of the check is drawn from.
        wake: Asks for an awake bus and says whether it is; `network_awake` is called later when it was not.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        modem: Modem,
        privacy: Privacy,
        random: Random,
        wake: Callable[[], bool],
        calibration: OrderCalibration,
    ) -> None:
        self.calibration = calibration
        self._kernel = kernel
        self._com = com
        self._modem = modem
        self._privacy = privacy
        self._random = random
        self._wake = wake
        self._waiting: list[Values] = []
        self._epoch = 0
        com.on_frame("order_report.id", self._on_report)

    def receive(self, payload: Payload) -> None:
        """An order has arrived by radio; the bus is woken while it is checked."""
        number, kind = int(str(payload["id"])), str(payload["kind"])
        if not self._privacy.allows("remote_orders"):
            self._report(number, kind, "refused")
            return
        self._pass_on({"order.id": number, "order.kind": kind})

    def programme(self, topic: str, programme: Payload) -> None:
        """A programme for another unit has arrived by radio; it takes the way of an order, without a report."""
        if self._privacy.allows("remote_orders"):
            self._pass_on(self.programme_signals(topic, programme))

    def programme_signals(self, topic: str, programme: Payload) -> Values:
        """The signals that carry a programme on the bus: the topic is the first part of their names."""
        return {
            f"{topic}.{key}": value if isinstance(value, str) else int(str(value))
            for key, value in programme.items()
        }

    def network_awake(self) -> None:
        """The bus is awake: put on it what waits."""
        waiting, self._waiting = self._waiting, []
        for values in waiting:
            self._com.send(values)

    def power_off(self) -> None:
        """Forget everything."""
        self._epoch += 1
        self._waiting.clear()

    def _pass_on(self, values: Values) -> None:
        self._wake()
        check_ns = seconds(self._random.uniform(*self.calibration.check_s))
        self._kernel.call_in(check_ns, partial(self._checked, self._epoch, values))

    def _checked(self, epoch: int, values: Values) -> None:
        if epoch != self._epoch:
            return
        self._waiting.append(values)
        if self._wake():
            self.network_awake()

    def _on_report(self, values: Values) -> None:
        result = str(values["order_report.result"])
        if result != "none":
            self._report(int(values["order_report.id"]), str(values["order_report.kind"]), result)

    def _report(self, number: int, kind: str, result: str) -> None:
        self._modem.send(HOST, "order_report", {"id": number, "kind": kind, "result": result})
