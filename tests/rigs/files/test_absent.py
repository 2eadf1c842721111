"""Signals of the suite's own range that a rig file declares absent."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from dbc.suite_words import own_signals
from rigs.errors import ConfigurationError
from rigs.files.rig_file import ROOT, load_rig
from rigs.run.session import Plan
from tests.rigs.files.test_rig_file import BENCH, GOOD, write


def rig(folder: Path, *words: str, bus: str = "comfort", base: dict[str, Any] = GOOD) -> Path:
    table = deepcopy(base)
    table["buses"][bus]["absent"] = list(words)
    return write(folder, table)


def refusal(path: Path) -> str:
    with pytest.raises(ConfigurationError) as refused:
        load_rig(path)
    return str(refused.value)


def test_a_signal_is_named_or_with_the_first_part_of_its_name_all_that_begin_so(tmp_path: Path) -> None:
    assert load_rig(rig(tmp_path, "privacy.mode", "order_report")).absent == {
        *("privacy.mode", "order_report.id", "order_report.kind", "order_report.result")
    }
    assert load_rig(rig(tmp_path, "wake", bus="inter_system")).absent == {"wake.airbag", "wake.charger"}
    assert load_rig(write(tmp_path, GOOD)).absent == frozenset()


@pytest.mark.parametrize(
    ("word", "bus", "near"),
    [
        ("privacy.mod", "comfort", "nearest: privacy.mode"),
        ("order_reports", "comfort", "nearest: order_report"),
        ("vehicle.speed_kmh", "comfort", "allowed: doors.front_left.lock"),  # it has a public layout
        ("doors.front_left.open", "comfort", "nearest: doors.front_left.lock"),
        ("privacy.mode", "inter_system", "allowed: "),
        ("network.inter_system.state", "inter_system", "allowed: "),
        ("", "comfort", "allowed: "),
    ],
)
def test_a_wrong_name_is_refused_with_near_names(tmp_path: Path, word: str, bus: str, near: str) -> None:
    told = refusal(rig(tmp_path, "wake", word, bus=bus))
    assert f"buses.{bus}.absent = {word!r}: is no signal of the suite's own range on the {bus} bus; {near}" in told


def test_a_database_of_a_lab_need_not_have_what_is_absent(tmp_path: Path) -> None:
    text = (ROOT / "dbc" / "comfort.dbc").read_text(encoding="utf-8")
    (tmp_path / "lab.dbc").write_text(text.replace("TelematicsPrivacy", "Private"), encoding="utf-8")
    base = deepcopy(BENCH)
    base["buses"]["comfort"]["database"] = str(tmp_path / "lab.dbc")
    with pytest.raises(ConfigurationError, match=r"privacy\.mode"):
        Plan.load(write(tmp_path, base), None, 1, keep_traffic=False)
    plan = Plan.load(rig(tmp_path, "privacy", "switching", base=base), None, 1, keep_traffic=False)
    with pytest.raises(KeyError):
        plan.rig.load_network().message_of("privacy.mode")


def test_simulated_ecus_send_what_is_absent_all_the_same(tmp_path: Path) -> None:
    assert load_rig(rig(tmp_path, "privacy")).load_network().message_of("privacy.mode")


def test_the_rig_of_witnesses_hears_nothing_without_a_public_layout() -> None:
    assert load_rig(ROOT / "rigs" / "witnesses.toml").absent == own_signals().keys()
