"""Which clock the times of a service are read from is said once for each server, and of servers alone."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from rigs.errors import ConfigurationError
from rigs.files.rig_file import load_rig
from tests.rigs.files.test_rig_file import BENCH, write

URL = "http://192.168.0.20:8080"


def bench(**services: dict[str, Any]) -> dict[str, Any]:
    return {**deepcopy(BENCH), "services": services}


def test_a_server_on_another_machine_has_a_clock_of_its_own(tmp_path: Path) -> None:
    table = bench(
        phone={"driver": "http", "url": URL, "clock": "measured"}, psap={"driver": "http", "url": f"{URL}1"}
    )
    rig = load_rig(write(tmp_path, table))
    assert {name: service.clock for name, service in rig.services.items()} == {
        "phone": "measured",
        "psap": "monotonic",
    }


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ({"driver": "operator", "clock": "epoch"}, "must be left out: the driver 'operator' has none"),
        ({"driver": "operator", "url": URL}, "must be left out: the driver 'operator' has none"),
        ({"driver": "http", "url": URL, "clock": "sundial"}, "must be 'monotonic', 'epoch' or 'measured'"),
    ],
)
def test_a_clock_that_nothing_would_read_is_refused(tmp_path: Path, phone: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        load_rig(write(tmp_path, bench(phone=phone)))
    assert said in str(refused.value)


def test_two_clocks_of_one_server_are_refused(tmp_path: Path) -> None:
    table = bench(phone={"driver": "http", "url": URL, "clock": "epoch"}, psap={"driver": "http", "url": URL})
    with pytest.raises(
        ConfigurationError, match=r"services\.psap\.clock = 'monotonic': must be 'epoch', as of the"
    ):
        load_rig(write(tmp_path, table))
