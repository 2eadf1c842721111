"""Faulty vehicles of known conduct, as `proof/catalogue.py` of a copied project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from proof.deviation import Deviation
from proof.fault import Fault
from proof.faults.remote_control.locking import DEAF_LOCKS, LOCK, LOCKING
from proof.slots import LOCKS
from simulators.ecus.body.locks import CentralLocking, Outcome


class RaisingLocking(CentralLocking):
    def request(self, target: str, source: str, outcome: Outcome | None = None) -> None:
        if source == "remote_order":
            raise ZeroDivisionError("a mistake in an ECU")
        super().request(target, source, outcome)


def _fault(name: str, deviation: Deviation, *, good: bool = False) -> Fault:
    return LOCKING.fault(name, "REMOTE-15", LOCK, f"Planted: {name}.", deviation, good=good)


_KINDS = (
    _fault("never", DEAF_LOCKS),
    _fault("sound", Deviation()),
    _fault("raises", LOCKS.replaced(RaisingLocking)),
    _fault("stuck", LOCKS.ignores(CentralLocking.request)),
    _fault("good", Deviation(), good=True),
    _fault("not-good", DEAF_LOCKS, good=True),
    replace(
        _fault("baseline-fails", DEAF_LOCKS),
        scenario="features/remote_control/planted.feature::It locks by itself",
    ),
)
FAULTS: Mapping[str, Fault] = {fault.id: fault for fault in _KINDS}
