"""The scenarios of the suite run on the traffic that the databases announce, and on no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from clock.kernel import MS, S
from dbc.network import MessageSpec
from rigs.files.rig_file import ROOT, load_rig
from tests.support.project import new_project

pytestmark = pytest.mark.thorough

RUN = ("breakdown_call/data", "preconditioning/unlocking", "remote_control/locking")
NETWORK = load_rig(ROOT / "rigs" / "virtual.toml").load_network()
ROUNDING = 1e-9

Period = dict[str, Any]
Accounts = dict[str, dict[str, list[Period]]]
"""Scenario, bus, periods in which it was awake."""


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    project = new_project(tmp_path_factory)
    project.plant_rig("planted_counts.py")
    run = project.run("--traces", "none", *(f"features/{name}.feature" for name in RUN))
    assert run.code == 0, run.output
    accounts: Accounts = json.loads((project.root / "counts.json").read_text(encoding="utf-8"))
    assert len(accounts) >= 30
    return accounts


def periods(accounts: Accounts) -> Iterator[tuple[str, str, Period]]:
    for scenario, buses in accounts.items():
        for bus, made in buses.items():
            for period in made:
                yield scenario, bus, period


def awake_ns(period: Period) -> int:
    return int(period["end_ns"] - period["begin_ns"])


def specs(bus: str, *, cyclic: bool) -> list[MessageSpec]:
    return [spec for spec in NETWORK.messages(bus) if (spec.cycle_ns is not None) is cyclic]


def test_each_cyclic_message_is_sent_awake_time_over_cycle_times_within_one_frame(accounts: Accounts) -> None:
    judged = 0
    for scenario, bus, period in periods(accounts):
        for spec in specs(bus, cyclic=True):
            assert spec.cycle_ns is not None
            name = spec.name
            sent = period["frames"].get(name, 0) - period["spontaneous"].get(name, 0)
            due = awake_ns(period) / spec.cycle_ns
            assert abs(sent - due) <= 1 + ROUNDING, f"{scenario}: {name} {sent} times in place of {due:.2f}"
            judged += sent
    assert judged > 100_000


def test_what_has_no_cycle_is_sent_only_when_a_unit_says_so(accounts: Accounts) -> None:
    seen = set()
    for scenario, bus, period in periods(accounts):
        for spec in specs(bus, cyclic=False):
            name = spec.name
            assert period["frames"].get(name, 0) == period["spontaneous"].get(name, 0), f"{scenario}: {name}"
            seen |= {name} & set(period["frames"])
    assert seen >= {"TelematicsWake", "TelematicsOrder", "BodyOrderReport"}


def test_an_awake_vehicle_sends_a_hundred_to_six_hundred_frames_a_second(accounts: Accounts) -> None:
    for scenario, buses in accounts.items():
        frames = sum(sum(period["frames"].values()) for made in buses.values() for period in made)
        awake_s = sum(awake_ns(period) for period in buses["comfort"]) / S
        assert 100 <= frames / awake_s <= 600, scenario


def test_a_bus_is_silent_from_the_frame_that_says_so_until_a_wake_up(accounts: Accounts) -> None:
    waking = {
        "comfort": {"BodyNetwork", "TelematicsWake", "ClimateWake"},
        "inter_system": {"BodyInterSystemNetwork", "ChargerWake", "AirbagWake"},
    }
    slept_ns, woken = 0, 0
    for buses in accounts.values():
        for bus, made in buses.items():
            for before, period in pairwise(made):
                assert before["complete"]
                assert period["first"] in waking[bus]
                assert period["begin_ns"] - before["end_ns"] > 50 * MS
                slept_ns += period["begin_ns"] - before["end_ns"]
                woken += 1
    assert woken > 30
    assert slept_ns > 20 * S
