"""`python -m rigs`: a first file, whether one is allowed, what is there, and the schema."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rigs.__main__ import main
from rigs.bindings.reading import Reading
from rigs.commands import new, preflight
from rigs.commands.new import Found, first_file
from rigs.commands.schema import schema
from rigs.drivers.driver import Driver
from rigs.drivers.relays import ADAM_4068
from rigs.drivers.supplies import E36300
from rigs.errors import NotAtRest, WrongUnit
from rigs.files.rig_file import ROOT, RigFile, load_rig
from rigs.kinds.house import SUITE
from rigs.kinds.twin import SERVICES
from rigs.ports.surroundings import CELL_IDENTITY
from rigs.run.session import Plan
from rigs.testing import Script
from rigs.testing.script import Line
from tests.support.bench_file import bench_file
from tests.support.served_vehicle import served

EXAMPLE = ROOT / "rigs" / "bench.example.toml"
STAGING_EXAMPLE = ROOT / "rigs" / "staging.example.toml"
SHIPPED = (EXAMPLE, *(ROOT / "rigs" / f"{name}.toml" for name in ("virtual", "twin", "rack")))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# check


def test_the_example_of_a_bench_is_allowed_and_its_gaps_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "check", str(EXAMPLE))
    assert code == 0
    assert f"{EXAMPLE}: allowed\nbench bench-1, vehicle: electric; calls may be placed\n" in out
    assert "allowed to the vehicle: horn, lights, heating, charging, not from 22:00-06:00\n" in out
    assert "services: phone, backoffice, psap\n" in out
    assert "simulated beside the real ECUs: CHARGER\n" in out
    (stimuli,) = (line for line in out.splitlines() if line.startswith("stimuli: "))
    assert "button.assistance" in stimuli
    assert "button.sos" not in stimuli


def test_the_check_of_a_staging_system_speaks_of_servers_and_accounts(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "check", str(ROOT / "rigs" / "staging.example.toml"))
    assert code == 0
    assert "servers that say 'staging', accounts hil-...\n" in out
    assert "isolation" not in out
    assert "allowed to the vehicle" not in out


def test_each_part_of_a_bench_stands_in_the_example() -> None:
    text = "".join(each.read_text(encoding="utf-8") for each in (EXAMPLE, STAGING_EXAMPLE))
    apart = {"include", "audio", "signals"}  # the rack has them
    missing = [key for key in RigFile.model_fields if key not in apart and key not in text]
    assert missing == []
    tables: Mapping[str, Any] = schema()["$defs"]
    for name in ("Bus", "Instrument", "Service", "PowerStep", "PowerCut", "Isolation", "Hazards"):
        assert [key for key in tables[name]["properties"] if f"{key} =" not in text and key != "driver"] == []


def test_what_is_wrong_in_a_file_is_told_and_ends_in_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bench.toml"
    file.write_text(EXAMPLE.read_text(encoding="utf-8").replace('interface = "pcan"', 'interface = "pcna"'))
    code, out, err = said(capsys, "check", str(file))
    assert (code, out) == (1, "")
    assert f"{file}: buses.inter_system.interface = 'pcna': is no interface of python-can; nearest: pcan" in err


def test_what_a_lab_adds_is_known_to_the_check_of_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(ROOT / "examples" / "mylab" / "mylab.toml")
    assert said(capsys, "check", file)[0] == 1
    code, out, _ = said(capsys, "check", "-p", "examples.mylab.hil", file)
    assert (code, "mylab" in out) == (0, True)
    code, _, err = said(capsys, "check", "-p", "examples.nolab", file)
    assert (code, "-p: module = 'examples.nolab': must be one that can be imported" in err) == (1, True)


# schema


def test_the_schema_that_the_files_name_is_that_of_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "schema")
    assert code == 0
    assert (ROOT / "rigs" / "rig.schema.json").read_text(encoding="utf-8") == out, (
        "python -m rigs schema writes it"
    )
    assert json.loads(out)["properties"]["buses"]["additionalProperties"] == {"$ref": "#/$defs/Bus"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_each_rig_file_of_the_suite_names_the_schema_and_keeps_to_its_keys(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("#:schema rig.schema.json\n")
    assert tomllib.loads(path.read_text(encoding="utf-8")).keys() <= schema()["properties"].keys()


def test_a_pre_flight_tells_of_an_ecu_that_is_another_one() -> None:
    class Other:
        def parts(self) -> list[object]:
            return []

        def isolation_problem(self) -> None: ...

        def calm_down(self) -> None: ...

        def switch_on(self) -> None: ...

        def identify(self) -> None:
            raise WrongUnit("BODY tells software '04.12'; the bench is to have '05.00'")

    bench: Any = Other()
    look = preflight.Preflight(load_rig(EXAMPLE, SUITE.known), bench)
    assert list(look.lines(0.0)) == [
        "isolation: cell_simulator, network TEST 001-01",
        "diagnosis: BODY tells software '04.12'; the bench is to have '05.00'",
    ]
    assert look.lost == ["diagnosis"]


def test_a_pre_flight_releases_what_a_killed_run_has_left_pressed_before_it_switches_on() -> None:
    done: list[str] = []

    def refuse() -> None:
        done.append("calm_down")
        raise NotAtRest("button.sos: io refused")

    bench: Any = SimpleNamespace(
        parts=list,
        isolation_problem=lambda: None,
        calm_down=refuse,
        switch_on=lambda: done.append("switch_on"),
    )
    look = preflight.Preflight(load_rig(EXAMPLE, SUITE.known), bench)
    assert [*look.lines(0.0)][-1] == "at rest: button.sos: io refused"
    assert (done, look.lost) == (["calm_down"], ["at rest"])


PROOFS: Mapping[str, tuple[Driver, list[Line], str, bool]] = {
    "who it is": (
        E36300,
        [("*IDN?", "Keysight Technologies,E36311A,1,1")],
        "Keysight Technologies,E36311A,1,1",
        True,
    ),
    "somebody else": (
        E36300,
        [("*IDN?", "Acme,X,0,1")],
        "Acme,X,0,1, and the driver 'keysight-e36300' knows no such instrument",
        False,
    ),
    "no word for that": (
        ADAM_4068,
        [("$016", "!800000")],
        "advantech-adam4068, which answers 'ROUT:CLOS? (@0)' with '0'",
        True,
    ),
    "no sense": (
        ADAM_4068,
        [("$016", "?01")],
        "advantech-adam4068, and nothing proves that it is there: no answer to 'ROUT:CLOS? (@0)'"
        " (it answered '?01' to '$016')",
        False,
    ),
}


@pytest.mark.parametrize(("driver", "lines", "said", "there"), PROOFS.values(), ids=list(PROOFS))
def test_a_pre_flight_tells_whether_an_instrument_is_the_one_that_its_driver_knows(
    driver: Driver, lines: list[Line], said: str, there: bool
) -> None:
    opened: list[Line] = [("*CLS", None), ("SYST:ERR?", '0,"No error"')] if driver is E36300 else []
    with Script([*opened, *lines]) as script:
        bench: Any = SimpleNamespace(
            instruments={"x": script.open(driver)}, parts=lambda: [("instrument x", lambda: None)], switch_on=None
        )
        look = preflight.Preflight(load_rig(EXAMPLE, SUITE.known), bench)
        assert next(look.lines(0.0)) == f"instrument x: {said}"
        assert look.lost == ([] if there else ["instrument x"])


# new


def answers(given: Mapping[str, str]) -> Callable[[str, str], str]:
    """Answer by what stands in the question; what nobody asked for is an answer too many."""
    left = dict(given)

    def ask(question: str, otherwise: str) -> str:
        key = next((key for key in left if key in question), None)
        return otherwise if key is None else left.pop(key)

    return ask


FOUND = Found(
    [{"interface": "pcan", "channel": "PCAN_USBBUS1", "supports_fd": True}, {"interface": "kvaser", "channel": 0}],
    {"TCPIP::192.168.0.10::5025::SOCKET": "Keysight,34970A,0,1", "ASRL/dev/ttyUSB0::INSTR": ""},
)


def test_a_first_file_has_what_was_found_and_what_was_answered_and_is_allowed(tmp_path: Path) -> None:
    given = {
        "Vehicle": "hybrid",
        "keeps calls": "cell_simulator",
        "Identity": "TEST 001-01",
        "kvaser": "body",
        "Database of the bus body": "dbc/comfort.dbc",
        "Nothing found for the bus inter_system": "socketcan",
        "Its channel": "can7",
        "34970A": "io",
        "ttyUSB0": "lamps",
        "Service phone": "operator",
        "Service psap": "http://lab:8080",
        "operator must do": "Close the main switch",
        "cell simulator": "io",
    }
    path = tmp_path / "first.toml"
    path.write_text(first_file(FOUND, answers(given), "first"), encoding="utf-8")
    rig = load_rig(path, SUITE.known)
    assert Plan.load(path, None, 1, keep_traffic=False).vehicle is not None
    assert (rig.name, rig.vehicle, rig.contained) == ("first", "hybrid", True)
    buses = {name: (bus.interface, bus.channel, bus.adapter) for name, bus in rig.buses.items()}
    assert buses == {
        "comfort": ("pcan", "PCAN_USBBUS1", {"supports_fd": True}),
        "body": ("kvaser", 0, {}),
        "inter_system": ("socketcan", "can7", {}),
    }
    asked = {name: (each.driver, each.error_query) for name, each in rig.instruments.items()}
    assert asked == {"io": ("keysight-34970a", "SYST:ERR?"), "lamps": ("scpi", "")}
    assert {name: (each.driver, each.url) for name, each in rig.services.items()} == {
        "phone": ("operator", None),
        "psap": ("http", "http://lab:8080"),
    }
    assert [step.ask for step in rig.power_on] == ["Close the main switch"]
    identity = rig.observations["cell.identity"]
    assert (identity.instrument, identity.query) == ("io", "CELL:IDEN?")
    reading = Reading(identity, CELL_IDENTITY.shows)
    assert {reading.value(answer) for answer in ("TEST 001-01", '"TEST 001-01"')} == {"TEST 001-01"}


def test_the_cell_simulator_is_one_of_the_instruments(capsys: pytest.CaptureFixture[str]) -> None:
    given = iter(["phone mast", "io"])

    def ask(question: str, otherwise: str) -> str:
        if "cell simulator" in question and "Which" in question:
            return next(given)
        said = {"keeps calls": "cell_simulator", "Identity": "TEST 001-01", "34970A": "io"}
        return next((answer for key, answer in said.items() if key in question), otherwise)

    assert '"cell.identity" = { instrument = "io"' in first_file(FOUND, ask, "first")
    assert "'phone mast': " in capsys.readouterr().out
    assert "must be one of the instruments" in first_file(Found([], {}), ask, "first")


def test_an_instrument_that_says_who_it_is_has_its_driver_proposed_with_what_it_can_do() -> None:
    found = Found([], {"USB::1": "Keysight Technologies,E36312A,MY1,2.1.0-1.0.4-1.12", "USB::2": "Acme,X,0,1"})
    text = first_file(found, answers({"USB::1": "supply", "USB::2": "other"}), "first")
    assert 'driver = "keysight-e36300"\n# sets voltage (0 to 6.18 or 0 to 25.75 V, channels 1 to 3); ' in text
    assert text.count("driver = ") == 1


def test_a_proposed_driver_can_be_declined_and_one_that_is_silent_can_have_one() -> None:
    found = Found([], {"USB::1": "NTiAudio,XL2,A2A-1,FW4.50", "ASRL1::INSTR": ""})
    given = {"USB::1": "sound", "ASRL1": "card", "Driver of sound": "scpi", "Driver of card": "advantech-adam4068"}
    text = first_file(found, answers(given), "first")
    assert text.count("driver = ") == 1
    assert 'driver = "advantech-adam4068"\n# sets relay (channels 0 to 7)\n# reads relay (channels 0 to 7)' in text
    assert "error_query" not in text


def test_a_file_that_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new, "look", lambda _: Found([], {}))
    monkeypatch.setattr("builtins.input", lambda _: "")
    file = tmp_path / "mine.toml"
    code, out, _ = said(capsys, "new", str(file))
    assert (code, "next: python -m rigs check" in out) == (0, True)
    before = file.read_text(encoding="utf-8")
    code, _, err = said(capsys, "new", str(file))
    assert (code, "is there already; nothing was written" in err) == (1, True)
    assert file.read_text(encoding="utf-8") == before


def test_a_person_who_stops_answering_leaves_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(new, "look", lambda _: Found([], {}))
    monkeypatch.setattr("builtins.input", gone)
    assert said(capsys, "new", str(tmp_path / "mine.toml"))[0] == 1
    assert not (tmp_path / "mine.toml").exists()


# preflight


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with served(tmp_path_factory.mktemp("served")) as (_, addresses):
        yield addresses


def test_a_preflight_tells_a_line_of_each_thing_and_who_was_heard(
    ports: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "preflight", str(bench_file(tmp_path, ports)), "--listen", "3")
    assert code == 0, out
    lines = out.splitlines()
    assert "instrument io: Connect HIL,IO-1000,0,1.0" in lines
    assert f"service psap: http at {ports['http']}" in lines
    assert [line for line in lines if line.startswith("bus comfort: ") and "frames; clock measured: " in line]
    assert [line for line in lines if line.startswith("  BODY: BodyNetwork ")]
    assert [line for line in lines if line.startswith("  POWERTRAIN: PowertrainFast ")]
    assert lines[-1] == "everything is there"


def test_a_preflight_ends_in_1_and_names_what_is_not_there(
    ports: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = bench_file(tmp_path, ports)
    text = path.read_text(encoding="utf-8").replace(ports["http"], "http://127.0.0.1:9")
    path.write_text(text.replace(f"port = {ports['can']}", "port = 9", 1), encoding="utf-8")
    code, out, _ = said(capsys, "preflight", str(path), "--listen", "0")
    assert code == 1
    assert "bus comfort: cannot be opened: " in out
    assert "instrument io: Connect HIL,IO-1000,0,1.0\n" in out
    services = ", ".join(f"service {name}" for name in SERVICES)
    assert out.endswith(f"not there: bus comfort, {services}\n")


def test_a_bus_on_which_nobody_speaks_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(tmp_path) as (_, addresses):
        path = bench_file(tmp_path, addresses)
        power_on = f'[[power_on]]\npost = "{addresses["http"]}/vehicle/power_on"'
        path.write_text(path.read_text(encoding="utf-8").replace(power_on, ""), encoding="utf-8")
        code, out, _ = said(capsys, "preflight", str(path), "--listen", "0.1")
    assert code == 1
    assert "bus comfort: not a frame was heard; the vehicle sleeps, or nothing is connected" in out
    assert out.endswith("not there: frames on bus comfort, frames on bus inter_system\n")


@pytest.mark.parametrize(("name", "kind"), [("virtual", "virtual"), ("staging.example", "staging")])
def test_only_a_bench_has_a_preflight(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.setattr(preflight, "Bench", None)  # nothing is opened
    code, _, err = said(capsys, "preflight", str(ROOT / "rigs" / f"{name}.toml"))
    assert (code, f"kind = '{kind}': must be 'bench'" in err) == (1, True)
    assert preflight.LISTEN_S > 0


# plan


@pytest.mark.parametrize(
    ("line", "changed", "told"),
    [
        ('"bench-2"', '"bench-1"', "name = 'bench-1': must be another one on each bench"),
        ('vehicle = "electric"', 'vehicle = "hybrid"', "vehicle = 'hybrid': must be 'electric', as in"),
        ("# [time]  ", "[time]\nhold_s = 60  ", "time.hold_s = 60.0: must be left out, as in"),
    ],
    ids=["one name", "another vehicle", "shorter holds"],
)
def test_benches_that_are_not_alike_share_no_plan(
    line: str, changed: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('"bench-1"', '"bench-2"')
    assert line in text
    other, plan = tmp_path / "bench-2.toml", tmp_path / "night.plan.toml"
    other.write_text(text.replace(line, changed), encoding="utf-8")
    code, out, err = said(capsys, "plan", str(EXAMPLE), str(other), "-o", str(plan))
    assert (code, out) == (1, "")
    assert f"{other}: {told}" in err
    assert not plan.exists()
