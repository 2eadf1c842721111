"""What docs/faults.md says of how to write a fault, run."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

from clock.kernel import VirtualKernel
from proof.catalogue import FAULTS
from proof.deviation import Deviation, Slot
from proof.fault import Fault
from rigs.files.rig_file import load_vehicles
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.unit import Body
from tests.support.project import ROOT
from tests.support.snippets import snippets_of
from tests.support.vehicle_world import NETWORK

PAGE = ROOT / "docs" / "faults.md"


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """What the snippets of the page make, one after the other."""
    names: dict[str, Any] = {}
    for snippet in snippets_of(PAGE):
        if snippet.language == "python":
            exec(snippet.body, names)  # noqa: S102  # that they run is what is tested
    return names


def test_the_faults_of_the_page_are_those_of_the_catalogue(written: dict[str, Any]) -> None:
    assert [fault.id for fault in written["FAULTS"]] == ["lock-never", "lock-at-8.2s", "lock-at-7.8s"]
    for fault in written["FAULTS"]:
        known = FAULTS[fault.id]
        assert (fault.requirement, fault.scenario, fault.then, fault.good) == (
            known.requirement,
            known.scenario,
            known.then,
            known.good,
        )


def test_each_deviation_of_the_page_makes_a_vehicle(written: dict[str, Any]) -> None:
    faults = [fault for fault in written["FAULTS"] if isinstance(fault, Fault)]
    deviations = [each for each in written.values() if isinstance(each, Deviation)]
    assert len(deviations) == 3
    for deviation in (*deviations, *(fault.deviation for fault in faults)):
        made = Fault(id="a", requirement="R-1", scenario="f::s", description="It is wrong.", deviation=deviation)
        world = made.build(VirtualKernel("1"), NETWORK, load_vehicles()["electric"])
        assert isinstance(world.ecu("BODY", Body).part(CentralLocking), CentralLocking)


def test_the_page_lists_every_word_of_the_algebra() -> None:
    words = re.findall(r"^ *\| `(\w+)\(method", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    methods = [name for name, _ in inspect.getmembers(Slot, inspect.isfunction) if not name.startswith("_")]
    assert sorted([*words, "calibrated", "replaced"]) == methods
