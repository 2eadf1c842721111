"""Whom a bench asks by diagnosis, and where, is checked before anything is opened."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from rigs.errors import ConfigurationError
from rigs.files.rig_file import load_rig
from tests.rigs.files.test_rig_file import BENCH, write

UNIT = {"bus": "comfort", "request": 0x752, "response": 0x652, "part_number": "9812345680", "software": "04.12"}


def bench(**units: dict[str, Any]) -> dict[str, Any]:
    return {**deepcopy(BENCH), "ecus": {"BODY": "real", "AIRBAG": "simulated"}, "diagnosis": units}


def test_a_real_ecu_has_its_numbers_and_clears_nothing_by_default(tmp_path: Path) -> None:
    made = load_rig(write(tmp_path, bench(BODY=UNIT))).diagnosis["BODY"]
    assert (made.request, made.software, made.clear) == (0x752, "04.12", False)


@pytest.mark.parametrize(
    ("name", "other", "said"),
    [
        ("BODYY", {}, "diagnosis.BODYY = '...': is no ECU; nearest: BODY"),
        ("AIRBAG", {}, "AIRBAG is simulated, and only a real ECU is asked"),
        ("BODY", {"bus": "comfrot"}, "diagnosis.BODY.bus = 'comfrot': nearest: comfort"),
        ("BODY", {"response": 0x752}, "must be its own; BODY.request has it too"),
        ("BODY", {"request": 0x2000_0000}, "diagnosis.BODY.request = 536870912"),
        ("BODY", {"software": " "}, "diagnosis.BODY.software"),
    ],
)
def test_what_could_not_be_asked_is_refused(tmp_path: Path, name: str, other: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        load_rig(write(tmp_path, bench(**{name: {**UNIT, **other}})))
    assert said in str(refused.value)
