"""Remote orders on their way through the telematics ECU, and the reports back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from clock.kernel import seconds
from simulators.bus.com import Values
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.service import Rights
from simulators.ecus.telematics.uplink import HOST
from simulators.ecus.wake import WakeRequest
from simulators.offboard.network import Payload


@dataclass(frozen=True)
class OrderCalibration:
    """`check_s`: how long it takes to check an order, drawn evenly between two bounds in seconds."""

    check_s: tuple[float, float] = (0.1, 0.3)


class OrdersByRadio(Part):
    """The remote orders: checks orders, wakes the bus for them, puts them on it and sends the reports up."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self.topics = {
            "order": self.receive,
            **{name: partial(self.programme, name) for name in ("precond_programme", "charge_programme")},
        }
        self.calibration = ecu.take_calibration(OrderCalibration)
        self._modem = ecu.modem
        self._random = ecu.random
        self._rights = ecu.part(Rights)
        self._wake = ecu.part(WakeRequest)
        self._waiting: list[Values] = []
        self._epoch = 0
        self._com.on_frame("order_report.id", self._on_report)

    def receive(self, payload: Payload) -> None:
        """Take an order that has arrived by radio; the bus is woken while it is checked."""
        number, kind = int(str(payload["id"])), str(payload["kind"])
        if not self._rights.allows("remote_orders"):
            self._report(number, kind, "refused")
            return
        self._pass_on({"order.id": number, "order.kind": kind})

    def programme(self, topic: str, programme: Payload) -> None:
        """Take a programme for another ECU; it goes the way of an order, without a report."""
        if self._rights.allows("remote_orders"):
            self._pass_on(self.programme_signals(topic, programme))

    def programme_signals(self, topic: str, programme: Payload) -> Values:
        """Give the signals that carry a programme on the bus: the topic is the first part of their names."""
        return {
            f"{topic}.{key}": value if isinstance(value, str) else int(str(value))
            for key, value in programme.items()
        }

    def network_awake(self) -> None:
        """Put on the bus what waits."""
        waiting, self._waiting = self._waiting, []
        for values in waiting:
            self._com.send(values)

    def power_off(self) -> None:
        """Forget everything."""
        self._epoch += 1
        self._waiting.clear()

    def _pass_on(self, values: Values) -> None:
        self._wake.need("remote_order")
        check_ns = seconds(self._random.uniform(*self.calibration.check_s))
        self._kernel.call_in(check_ns, partial(self._checked, self._epoch, values))

    def _checked(self, epoch: int, values: Values) -> None:
        if epoch != self._epoch:
            return
        self._waiting.append(values)
        if self._wake.need("remote_order"):
            self.network_awake()

    def _on_report(self, values: Values) -> None:
        result = str(values["order_report.result"])
        if result == "refused" or (result != "none" and self._rights.allows("remote_orders")):
            self._report(int(values["order_report.id"]), str(values["order_report.kind"]), result)

    def _report(self, number: int, kind: str, result: str) -> None:
        self._modem.send(HOST, "order_report", {"id": number, "kind": kind, "result": result})
