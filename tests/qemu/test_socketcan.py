"""Scenarios over the kernel's own SocketCAN, in a virtual machine: `pytest tests/qemu -m qemu`.

One process in the machine is the rig, with the restbus for all ECUs but a few; another one is a served vehicle
with those few. Each has a card of its own on each bus, and the kernel (BCM) sends what is cyclic. What is read
here the machine has left behind; it runs the scenarios on the virtual rig too.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.qemu.machine import CARDS, Missing, Tools, run

pytestmark = pytest.mark.qemu

PLAN: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("AIRBAG",),
        (
            "features/emergency_call/manual.feature::The SOS button of a vehicle that is started calls the PSAP",
            "features/emergency_call/crash.feature::A crash on the road calls the PSAP",
            "features/emergency_call/crash.feature::A second crash calls the PSAP after the call of the first",
        ),
    ),
    (
        ("BODY",),
        (
            "features/remote_control/locking.feature::An unlock order unlocks a vehicle that is started",
            "features/remote_control/locking.feature::An unlock order unlocks a vehicle that is asleep",
            "features/remote_control/orders.feature::The vehicle carries out the horn order while it is asleep",
            "features/remote_control/lights.feature::Hazard lights, and no sidelights, of a vehicle that is awake",
        ),
    ),
    (
        ("SCREEN", "BATTERY"),
        (
            "features/privacy/touch_screen.feature::The menu icon opens the menu",
            "features/privacy/touch_screen.feature::The entry opens the page of the private mode",
            "features/status/home_page.feature::"
            "The home page shows the charge level of 7 % of a vehicle that is awake",
        ),
    ),
)
"""The ECUs of the served vehicle, and the scenarios that run with them: ten of under a minute of vehicle time."""

SCENARIOS = tuple(scenario for _, part in PLAN for scenario in part)


@pytest.fixture(scope="module")
def machine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the machine has left what came of the plan."""
    if "qemu" not in request.config.option.markexpr:
        pytest.skip("boots a virtual machine for minutes, so it runs only with -m qemu")
    try:
        tools = Tools.find()
    except Missing as missing:
        pytest.skip(f"{missing}")
    folder = tmp_path_factory.mktemp("machine")
    command = [sys.executable, "-m", "tests.qemu.inside", "/mnt", json.dumps(PLAN)]
    sys.stdout.write(run(tools, command, folder))  # shown where a test fails
    return folder


@pytest.mark.parametrize("bus", CARDS)
def test_a_frame_goes_from_card_to_card_and_the_kernel_sends_the_cyclic_ones(machine: Path, bus: str) -> None:
    exchanged: Mapping[str, Any] = json.loads((machine / "exchange.json").read_text(encoding="utf-8"))[bus]

    assert exchanged["first"] == "123#010203"
    assert exchanged["sender"] == "can.interfaces.socketcan.socketcan.CyclicSendTask"  # it is the BCM's
    assert median(exchanged["distances_s"]) == pytest.approx(0.01, abs=0.001)


def test_scenarios_have_the_verdicts_of_the_virtual_rig(machine: Path) -> None:
    over_the_cards = {
        name: verdict
        for part in sorted((machine / "runs").glob("part-*/results"))
        for name, verdict in _verdicts(part).items()
    }

    assert over_the_cards == _verdicts(machine / "runs" / "virtual" / "results")
    assert list(over_the_cards.values()) == ["pass"] * len(SCENARIOS)


def _verdicts(results: Path) -> dict[str, str]:
    found = {}
    for path in results.glob("*-result.json"):
        result = json.loads(path.read_text(encoding="utf-8"))
        found[result["name"]] = next(each["value"] for each in result["labels"] if each["name"] == "verdict")
    return found
