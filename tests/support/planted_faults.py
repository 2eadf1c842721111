"""Faulty vehicles of known conduct, as `proof/catalogue.py` of a copied project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from proof.fault import Fault
from proof.faults.remote_control.locking import LOCK, LOCKING, DeafLocking
from proof.variant import ecu
from simulators.ecus.body.locks import CentralLocking, Outcome
from simulators.ecus.body.unit import Body


class RaisingLocking(CentralLocking):
    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        if source == "remote_order":
            raise ZeroDivisionError("a mistake in an ECU")
        super().request(target, source, outcome)


class StuckLocking(CentralLocking):
    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        """Not even the key moves it."""


def _fault(name: str, locking: type[CentralLocking], *, good: bool = False) -> Fault:
    ecus = ecu(Body, locking)
    return LOCKING.fault(name, "REMOTE-15", LOCK, f"Planted: {name}.", good=good, ecus=ecus)


_KINDS = (
    _fault("never", DeafLocking),
    _fault("sound", CentralLocking),
    _fault("raises", RaisingLocking),
    _fault("stuck", StuckLocking),
    _fault("good", CentralLocking, good=True),
    _fault("not-good", DeafLocking, good=True),
    replace(
        _fault("baseline-fails", DeafLocking),
        scenario="features/remote_control/planted.feature::It locks by itself",
    ),
)
FAULTS: Mapping[str, Fault] = {fault.id: fault for fault in _KINDS}
