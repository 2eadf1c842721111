"""The faulty vehicles as a list, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from proof.fault import Fault
from proof.faulty_rigs.rig import FaultyRig


def as_json(faults: Iterable[Fault]) -> str:
    """Write a JSON list of id, requirement, scenario (a node id that pytest takes), good and description."""
    rows = [
        {
            "id": fault.id,
            "requirement": fault.requirement,
            "scenario": fault.scenario,
            "good": fault.good,
            "description": fault.description,
        }
        for fault in faults
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_table(faults: Iterable[Fault]) -> str:
    """Write a line each, under the scenario that must notice it."""
    return "".join(f"{line}\n" for line in _lines(tuple(faults)))


def rigs_as_table(rigs: Iterable[FaultyRig]) -> str:
    """Write a line for each faulty rig, under the scenario that runs on it, with the verdict and the vehicle."""
    known = tuple(rigs)
    width = max((len(rig.id) for rig in known), default=0)
    lines: list[str] = []
    for scenario in dict.fromkeys(rig.scenario for rig in known):
        lines.append(scenario)
        for rig in known:
            if rig.scenario == scenario:
                vehicle = f" ({rig.fault})" if rig.fault else ""
                lines.append(f"  {rig.id:<{width}}  {rig.ends:<12}  {rig.description}{vehicle}")
    lines.append(f"{len(known)} faulty rigs")
    return "".join(f"{line}\n" for line in lines)


def _lines(faults: tuple[Fault, ...]) -> Iterator[str]:
    width = max((len(fault.id) for fault in faults), default=0)
    scenarios = dict.fromkeys(fault.scenario for fault in faults)
    for scenario in scenarios:
        yield scenario
        for fault in faults:
            if fault.scenario == scenario:
                kind = "good  " if fault.good else "faulty"
                yield f"  {fault.id:<{width}}  {kind}  {fault.requirement:<10}  {fault.description}"
    good = sum(fault.good for fault in faults)
    yield f"{len(faults) - good} faulty vehicles and {good} good variants in {len(scenarios)} scenarios"
