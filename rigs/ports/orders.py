"""Remote orders as the bus tells of them: that the vehicle receives one, and carries it out."""

from __future__ import annotations

from rigs.ports.book import PortBook
from rigs.ports.derived import numbered
from rigs.ports.port import Derived, Observation
from rigs.ports.signals import signal
from rigs.ports.values import Truth

PORTS = PortBook()

KINDS = ("lock", "unlock", "lights", "horn")
"""Orders that the vehicle carries out by itself, as the signals name them."""

RECEIVED = {
    kind: PORTS.add(
        Observation(
            f"order.received.{kind}",
            f"whether the vehicle receives the {kind} order now",
            Truth(),
            Derived(numbered({kind}), signal("order.id"), signal("order.kind")),
        )
    )
    for kind in KINDS
}
CARRIED_OUT = {
    kind: PORTS.add(
        Observation(
            f"order.carried_out.{kind}",
            f"whether the vehicle tells now, for the first time of an order, that it carries out the {kind} order",
            Truth(),
            Derived(
                numbered({kind}, {"running", "done"}),
                *(signal(f"order_report.{part}") for part in ("id", "kind", "result")),
            ),
        )
    )
    for kind in KINDS
}
