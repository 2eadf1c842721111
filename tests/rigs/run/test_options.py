"""Whatever is wrong with the options or files of a run stops it before anything is opened."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rigs.files.rig_file import VEHICLES, load_rig
from rigs.kinds.twin import SERVICES
from rigs.run.plugin import CANNOT_BE_OPENED
from tests.support.project import ROOT, new_project

QUICK = "features/remote_control/lights.feature::Without an order the lights stay off"
CALLS = "features/emergency_call/crash.feature"
VIRTUAL = (ROOT / "rigs" / "virtual.toml").read_text(encoding="utf-8")
ELECTRIC = (VEHICLES / "electric.toml").read_text(encoding="utf-8")
INSTRUMENTS = tuple(load_rig(ROOT / "rigs" / "virtual.toml").instruments)
BENCH = "\n".join(
    [
        'name = "bay-3"\nkind = "bench"\nvehicle = "electric"\ninclude = ["rack.toml"]',
        *(
            f'[buses.{bus}]\ndatabase = "dbc/{bus}.dbc"\nchannel = "{channel}"\ninterface = "socketcan"'
            for bus, channel in (("comfort", "can0"), ("inter_system", "can1"))
        ),
        *(
            f'[instruments.{name}]\nresource = "TCPIP::127.0.0.1::{number}::SOCKET"'
            for number, name in enumerate(INSTRUMENTS, start=1)
        ),
        *(f'[services.{name}]\ndriver = "http"\nurl = "http://127.0.0.1:9"' for name in SERVICES),
    ]
)
ISOLATION = '\n[isolation]\nby = "shielded_box"\nnetwork_identity = "001-01"\n'

RIG = "rigs/mine.toml"
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "good": ({}, [QUICK]),
    "no rig file": ({}, ["--rig", "rigs/absent.toml", QUICK]),
    "no such vehicle": ({}, ["--vehicle", "steam", QUICK]),
    "every vehicle": ({}, ["--vehicles", "all", QUICK]),
    "every vehicle and one": ({}, ["--vehicles", "all", "--vehicle", "hybrid", QUICK]),
    "every vehicle and faults": ({}, ["--vehicles", "all", "--prove", QUICK]),
    "blank vehicle": ({}, ["--vehicle", "", QUICK]),
    "blank fault": ({}, ["--fault", "", QUICK]),
    "key of a rig": ({RIG: f"time_scal = 2\n{VIRTUAL}"}, ["--rig", RIG, QUICK]),
    "value of a rig": ({RIG: VIRTUAL.replace('kind = "virtual"', 'kind = "real"')}, ["--rig", RIG, QUICK]),
    "key of a vehicle": ({"rigs/vehicles/electric.toml": f'{ELECTRIC}\npaint = "coal"\n'}, [QUICK]),
    "database": ({"dbc/comfort.dbc": "VERSION 1"}, [QUICK]),
    "call": ({RIG: BENCH}, ["--rig", RIG, CALLS]),
    "no call": ({RIG: BENCH}, ["--rig", RIG, QUICK]),
    "isolated call": ({RIG: BENCH + ISOLATION}, ["--rig", RIG, CALLS]),
}
"""The files to change and the arguments of each run."""

Ended = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    project = new_project(tmp_path_factory)
    cases = [{"files": files, "arguments": arguments} for files, arguments in CASES.values()]
    answers = json.loads(project.python("planted_batch.py", json.dumps(cases)))
    return dict(zip(CASES, answers, strict=True))


def message(ended: Ended, case: str) -> str:
    """The one message of a run that did not begin."""
    run = ended[case]
    output: str = run["output"]
    assert run["code"] == pytest.ExitCode.USAGE_ERROR, output
    assert "Traceback" not in output
    assert "INTERNALERROR" not in output
    assert not run["opened"]
    assert run["results"] == []
    assert sorted(run["kept"]) == ["allure/earlier", "traces/earlier"]
    (line,) = (line for line in output.splitlines() if line.startswith("ERROR: "))
    text = line.removeprefix("ERROR: ")
    assert output.count(text) == 1
    return text


def test_a_good_run_opens_the_rig_and_replaces_what_an_earlier_one_left(ended: Ended) -> None:
    run = ended["good"]
    assert run["code"] == 0, run["output"]
    assert run["opened"]
    assert len(run["results"]) == 1
    assert run["kept"] == []


def test_a_rig_file_that_is_not_there(ended: Ended) -> None:
    text = "rigs/absent.toml: file = 'No such file or directory': must be a file that can be read"
    assert message(ended, "no rig file") == text


def test_an_unknown_vehicle(ended: Ended) -> None:
    head, _, names = message(ended, "no such vehicle").partition(": allowed: ")
    assert head == "--vehicle: name = 'steam'"
    assert sorted(names.split(", ")) == sorted(path.stem for path in VEHICLES.glob("*.toml"))


def test_on_every_vehicle_a_scenario_has_a_result_for_each_that_has_what_it_needs(ended: Ended) -> None:
    run = ended["every vehicle"]
    assert run["code"] == 0, run["output"]
    connected = [path.stem for path in VEHICLES.glob("*.toml") if path.stem != "not_connected"]
    assert f"{len(connected)} passed" in run["output"]


def test_every_vehicle_goes_with_no_single_one_and_with_no_campaign(ended: Ended) -> None:
    text = "--vehicles: vehicle = 'hybrid': --vehicles all needs a rig file without a vehicle, and no --vehicle"
    assert message(ended, "every vehicle and one") == text
    assert message(ended, "every vehicle and faults") == "--prove: --vehicles = 'all': one of the two"


def test_a_blank_vehicle_or_fault_is_none_of_the_suite(ended: Ended) -> None:
    assert message(ended, "blank vehicle").startswith("--vehicle: name = '': allowed: ")
    assert message(ended, "blank fault").startswith("--fault: id = '': is no fault; ")


def test_an_unknown_key_in_a_rig_file(ended: Ended) -> None:
    start = f"{RIG}: time_scal = 2: is not a key; allowed: name, kind, vehicle, "
    assert message(ended, "key of a rig").startswith(start)


def test_a_value_that_a_rig_file_must_not_have(ended: Ended) -> None:
    text = message(ended, "value of a rig")
    assert text.startswith(f"{RIG}: kind = 'real': ")
    assert all(f"'{kind}'" in text for kind in ("virtual", "twin", "bench"))


def test_an_unknown_key_in_a_vehicle_file(ended: Ended) -> None:
    text = message(ended, "key of a vehicle")
    assert "rigs/vehicles/electric.toml: paint = 'coal': is not a key; allowed: name, rank, vin, " in text


def test_a_database_that_cannot_be_used(ended: Ended) -> None:
    text = message(ended, "database")
    assert "virtual.toml: buses = " in text
    assert "comfort.dbc" in text


def test_a_bench_without_isolation_is_not_asked_for_an_emergency_call(ended: Ended) -> None:
    text = message(ended, "call")
    assert text.startswith("rig bay-3: isolation = None: ")
    assert " chosen scenarios place calls, such as " in text
    assert "'cell_simulator' or 'shielded_box'" in text


@pytest.mark.parametrize("case", ["no call", "isolated call"])
def test_a_bench_is_opened_with_isolation_or_without_a_call(ended: Ended, case: str) -> None:
    run = ended[case]
    assert run["code"] == CANNOT_BE_OPENED, run["output"]
    assert run["opened"]
    assert run["results"] == []
    assert sorted(run["kept"]) == ["allure/earlier", "traces/earlier"]
    assert run["output"].count("bench bay-3 cannot be opened:") == 1
    assert run["output"].count("bus comfort cannot be opened: ") == 1
