"""Remote orders: the body controller carries them out or passes them on, and reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from simulators.com import Com, Values
from simulators.ecus.body_locks import CentralLocking, Outcome
from simulators.ecus.body_signals import HornOrder, LightsOrder
from simulators.kernel import Kernel, seconds

CHARGE_ORDERS: Mapping[str, str] = {
    "charge_start": "start",
    "charge_stop": "stop",
    "charge_immediate": "immediate",
    "charge_deferred": "deferred",
}
"""Labels of order.kind that go to the charger, with their label of charge_order.kind."""


@dataclass(frozen=True)
class OrdersCalibration:
    """Times of remote orders, in seconds.

    The charger has `charge_settle_s` to act on an order before its state counts as the answer.
    """

    charge_settle_s: float = 0.3


class RemoteOrders:
    """Takes orders of the telematics unit and reports on each: accepted, running, done or refused.

    A pre-conditioning order is the climate unit's: it is reported accepted, and precond.state tells the rest.

    Args:
        kernel: The clock.
        com: The body controller's signals.
        locking, lights, horn: What carries orders out.
        activity: Called at each order.
        rechargeable: Whether there is a charger to pass charge orders on to.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        locking: CentralLocking,
        lights: LightsOrder,
        horn: HornOrder,
        activity: Callable[[], None],
        rechargeable: bool,
        calibration: OrdersCalibration,
    ) -> None:
        self._kernel = kernel
        self._com = com
        self._locking = locking
        self._lights = lights
        self._horn = horn
        self._activity = activity
        self._rechargeable = rechargeable
        self._calibration = calibration
        self._charging: dict[int, tuple[str, int]] = {}
        if rechargeable:
            com.on_frame("charge.state", self._on_charger)

    def receive(self, values: Values) -> None:
        """Take one order frame."""
        number, kind = int(values["order.id"]), str(values["order.kind"])
        if kind == "none":
            return
        self._activity()
        report = partial(self.report, number, kind)
        if not self.accepts(kind):
            report("refused")
            return
        report("accepted")
        if kind in CHARGE_ORDERS:
            self._pass_on(number, kind)
        else:
            self.carry_out(kind, report)

    def accepts(self, kind: str) -> bool:
        """Whether this vehicle can do it."""
        return self._rechargeable or kind not in CHARGE_ORDERS

    def carry_out(self, kind: str, report: Outcome) -> None:
        """Do what the body controller itself does on an order."""
        if kind == "lock":
            self._locking.request("locked", "remote_order", report)
        elif kind == "unlock":
            self._locking.request("unlocked", "remote_order", report)
        elif kind == "lights":
            self._lights.request(report)
        elif kind == "horn":
            self._horn.request(report)

    def report(self, number: int, kind: str, result: str) -> None:
        """Tell the telematics unit how far an order has come."""
        self._com.send({"order_report.id": number, "order_report.kind": kind, "order_report.result": result})

    def power_off(self) -> None:
        """Forget the orders that are under way."""
        self._charging.clear()

    def _pass_on(self, number: int, kind: str) -> None:
        answer_from_ns = self._kernel.now_ns + seconds(self._calibration.charge_settle_s)
        self._charging[number] = (kind, answer_from_ns)
        self._com.send({"charge_order.kind": CHARGE_ORDERS[kind], "charge_order.id": number})

    def _on_charger(self, values: Values) -> None:
        for number, (kind, answer_from_ns) in list(self._charging.items()):
            result = self.charger_answer(kind, values)
            if self._kernel.now_ns >= answer_from_ns and result is not None:
                del self._charging[number]
                self.report(number, kind, result)

    def charger_answer(self, kind: str, charger: Values) -> str | None:
        """What the charger's signals say of an order; None while they say nothing."""
        state, mode = charger["charge.state"], charger["charge.mode"]
        if kind == "charge_start":
            return {"charging": "done", "finished": "done", "refused": "refused"}.get(str(state))
        if kind == "charge_stop":
            return None if state == "charging" else "done"
        return "done" if kind == f"charge_{mode}" else "refused"
