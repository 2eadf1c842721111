"""Remote orders: the body controller carries them out or passes them on, and reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from clock.kernel import seconds
from simulators.bus.com import Values
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.locks import CentralLocking, Outcome
from simulators.ecus.body.network import NetworkMaster
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.ecu import Part

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


class RemoteOrders(Part):
    """A part that takes orders of the telematics ECU and reports on each: accepted, running, done or refused.

    A pre-conditioning order is the climate ECU's: it is reported accepted, and precond.state tells the rest.
    """

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(OrdersCalibration)
        self._locking = ecu.part(CentralLocking)
        self._lights = ecu.part(LightsOrder)
        self._horn = ecu.part(HornOrder)
        self._net = ecu.part(NetworkMaster)
        self._rechargeable = ecu.rechargeable
        self._charging: dict[int, tuple[str, int]] = {}
        if ecu.rechargeable:
            self._charger = self._com.on_frame("charge.state", self._on_charger)
            self._charger.repeats = False
        self._com.on_frame("order.kind", ecu.while_powered(self.on_order))

    def on_order(self, values: Values) -> None:
        """Take one order frame."""
        number, kind = int(values["order.id"]), str(values["order.kind"])
        if kind == "none":
            return
        self._net.activity()
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
        """Tell whether this vehicle can do it."""
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
        """Tell the telematics ECU how far an order has come."""
        self._com.send({"order_report.id": number, "order_report.kind": kind, "order_report.result": result})

    def power_off(self) -> None:
        """Forget the orders that are under way."""
        self._charging.clear()

    def _pass_on(self, number: int, kind: str) -> None:
        answer_from_ns = self._kernel.now_ns + seconds(self.calibration.charge_settle_s)
        self._charging[number] = (kind, answer_from_ns)
        self._charger.repeats = True
        self._com.send({"charge_order.kind": CHARGE_ORDERS[kind], "charge_order.id": number})

    def _on_charger(self, values: Values) -> None:
        for number, (kind, answer_from_ns) in list(self._charging.items()):
            result = self.charger_answer(kind, values)
            if self._kernel.now_ns >= answer_from_ns and result is not None:
                del self._charging[number]
                self.report(number, kind, result)
        self._charger.repeats = bool(self._charging)

    def charger_answer(self, kind: str, charger: Values) -> str | None:
        """Read the charger's signals as an answer to an order; None while they are none."""
        state, mode = charger["charge.state"], charger["charge.mode"]
        if kind == "charge_start":
            return {"charging": "done", "finished": "done", "refused": "refused"}.get(str(state))
        if kind == "charge_stop":
            return None if state == "charging" else "done"
        return "done" if kind == f"charge_{mode}" else "refused"
