"""What a run has tested: the software of the device under test."""

from __future__ import annotations

import hashlib
from functools import cache

from rigs.files.rig_file import ROOT
from rigs.run.session import Plan

SIMULATED = tuple(ROOT / name for name in ("clock", "vehicle", "simulators"))
"""Folders that the simulated vehicle is made of."""


def software_of(plan: Plan) -> str:
    """Name the software of the vehicle of a run.

    A simulated vehicle is its source: `simulators-` and a hash of all that it is made of. A faulty one, or a
    campaign with many, says so besides. A real vehicle is what its profile declares.
    """
    if not plan.rig.simulated:
        return plan.vehicle.software if plan.vehicle else "unknown"
    return simulated_software() + (f"+fault:{plan.fault}" if plan.fault else "")


@cache
def simulated_software() -> str:
    """Name the software of the simulated vehicle of this checkout."""
    made = hashlib.sha256()
    for path in sorted(path for folder in SIMULATED for path in folder.rglob("*")):
        if path.suffix in (".py", ".asn", ".wav", ".toml"):
            made.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
            made.update(path.read_bytes())
    return f"simulators-{made.hexdigest()[:16]}"
