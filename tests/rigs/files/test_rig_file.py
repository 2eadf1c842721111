"""Every wrong rig file is refused before anything is opened, with file, key, value and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rigs.errors import ConfigurationError
from rigs.files.known import HOUSE_KINDS, Known, RigKind
from rigs.files.rig_file import ROOT, RigFile, load_rig
from rigs.run.session import Plan
from simulators.world import FACTORIES, TRACTION_FACTORIES
from vehicle.profile import ECUS

RACK = (ROOT / "rigs" / "rack.toml").as_posix()

GOOD: dict[str, Any] = {
    "name": "lab",
    "kind": "virtual",
    "buses": {
        "comfort": {"database": "dbc/comfort.dbc", "channel": "can0"},
        "inter_system": {"database": "dbc/inter_system.dbc", "channel": "can1"},
    },
    "instruments": {"io": {"timeout_ms": 500}, "leds": {}, "audio": {}},
    "stimuli": {
        "button.sos": {
            "instrument": "io",
            "write": "ROUT:{value} (@101)",
            "words": {"pressed": "CLOS", "released": "OPEN"},
        },
        "supply.voltage": {"instrument": "io", "write": "VOLT {value}"},
    },
    "observations": {"led.sos": {"instrument": "leds", "query": "MEAS:LED1?", "words": {"OFF": "off"}}},
    "audio": {
        "instrument": "audio",
        "start": "STAR",
        "data": "DATA? {first}",
        "tone": "TONE",
        "clips": "rigs/clips/clips.toml",
    },
}


def toml(value: Any) -> str:
    """TOML text of a value, tables written inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{toml(str(key))} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    return repr(value)


def document(table: Mapping[str, Any]) -> str:
    return "".join(f"{toml(key)} = {toml(value)}\n" for key, value in table.items())


def write(folder: Path, table: Mapping[str, Any], name: str = "lab.toml") -> Path:
    path = folder / name
    path.write_text(document(table), encoding="utf-8")
    return path


ANSWERED = {
    **GOOD["stimuli"]["button.sos"],
    "read_back": "ROUT:CLOS? (@101)",
    "answers": {"pressed": "1", "released": "0"},
}
"""The button with a question behind each command."""


def changed(key: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The good rig with one value changed or added."""
    table = deepcopy(GOOD)
    inner = table
    for part in key[:-1]:
        inner = inner.setdefault(part, {})
    inner[key[-1]] = value
    return table


def without(*key: str) -> dict[str, Any]:
    table = deepcopy(GOOD)
    inner = table
    for part in key[:-1]:
        inner = inner[part]
    del inner[key[-1]]
    return table


def refusal(path: Path) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as refused:
        load_rig(path)
    return refused.value


def test_a_good_rig_file_is_read_whole(tmp_path: Path) -> None:
    rig = load_rig(write(tmp_path, GOOD))
    assert rig.kind == "virtual"
    assert rig.instruments["io"].timeout_ms == 500
    assert rig.stimuli["button.sos"].words == {"pressed": "CLOS", "released": "OPEN"}
    assert rig.buses["comfort"].database == Path("dbc/comfort.dbc")
    assert rig.load_network().buses == ("comfort", "inter_system")


@pytest.mark.parametrize("name", ["virtual", "twin"])
def test_the_rig_files_of_the_suite_are_good(name: str) -> None:
    assert load_rig(ROOT / "rigs" / f"{name}.toml").kind == name


BENCH = {
    **GOOD,
    "kind": "bench",
    "vehicle": "electric",
    "instruments": {name: {"resource": f"TCPIP::192.0.2.1::{name}::INSTR"} for name in GOOD["instruments"]},
    "buses": {name: {**bus, "interface": "socketcan"} for name, bus in GOOD["buses"].items()},
}


def test_a_bench_that_names_its_hardware_is_good(tmp_path: Path) -> None:
    assert not load_rig(write(tmp_path, BENCH)).contained


BUTTON = ("stimuli", "button.sos")
WRONG: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "unknown key": (changed(("colour",), 1), "colour", "1", "is not a key; allowed: name, kind, vehicle"),
    "unknown nested key": (
        changed((*BUTTON, "wirte"), "X"),
        'stimuli."button.sos".wirte',
        "'X'",
        "is not a key; nearest: write",
    ),
    "unknown key of an optional table": (
        changed(("isolation",), {"by": "shielded_box", "network_identity": "001-01", "sure": True}),
        "isolation.sure",
        "True",
        "is not a key; allowed: by, network_identity",
    ),
    "missing key": (without("kind"), "kind", "'nothing'", "must be given"),
    "missing nested key": (without(*BUTTON, "write"), 'stimuli."button.sos".write', "'nothing'", "must be given"),
    "unknown kind": (
        changed(("kind",), "simulated"),
        "kind",
        "'simulated'",
        "'virtual', 'twin', 'bench' or 'staging'",
    ),
    "text for a number": (
        changed(("instruments", "io", "timeout_ms"), "500"),
        "instruments.io.timeout_ms",
        "'500'",
        "",
    ),
    "bool for a number": (
        changed(("clock_error_ms",), True),
        "clock_error_ms",
        "True",
        "must be a number in ms, such as 2.0",
    ),
    "number for a text": (changed(("name",), 3), "name", "3", "a text in quotes"),
    "number for a path": (changed(("signals",), 3), "signals", "3", "path"),
    "text for a table": (changed(("buses",), "comfort"), "buses", "'comfort'", "must be a table"),
    "a number that is none": (changed(("clock_error_ms",), float("nan")), "clock_error_ms", "nan", ""),
    "a number without end": (changed(("clock_error_ms",), float("inf")), "clock_error_ms", "inf", "finite"),
    "a number below its range": (
        changed(("clock_error_ms",), -1.0),
        "clock_error_ms",
        "-1.0",
        "must be a number in ms, such as 2.0, at least 0",
    ),
    "a period of nothing": (
        changed(("observations", "led.sos", "period_ms"), 0),
        'observations."led.sos".period_ms',
        "0",
        "must be a whole number in ms, such as 500, more than 0",
    ),
    "a bus that is no word": (
        changed(("buses", "Body CAN"), {}),
        "buses.Body CAN",
        "'Body CAN'",
        "such as comfort",
    ),
    "a channel that is no word": (
        changed(("buses", "comfort", "channel"), "can 0"),
        "buses.comfort.channel",
        "'can 0'",
        "must be a word of letters, digits, _ and -",
    ),
    "a bus of the suite that is missing": (
        without("buses", "inter_system"),
        "buses.inter_system",
        "'nothing'",
        "must be described: the simulated ECUs of a rig of kind 'virtual' are on it",
    ),
    "a driver that nobody has": (
        changed(("instruments", "io", "driver"), "scip"),
        "instruments.io.driver",
        "'scip'",
        "is no driver that this run has; nearest: scpi",
    ),
    "a driver of a lab whose module is not loaded": (
        changed(("instruments", "io", "driver"), "acme"),
        "instruments.io.driver",
        "'acme'",
        "is no driver that this run has; allowed: scpi; what a lab adds is known once its module is named with -p",
    ),
    "one channel for both": (
        changed(("buses", "inter_system", "channel"), "can0"),
        "buses.inter_system.channel",
        "'can0'",
        "must be its own; comfort has it too",
    ),
    "unknown stimulus": (
        changed(("stimuli", "button.soss"), GOOD["stimuli"]["button.sos"]),
        'stimuli."button.soss"',
        "'...'",
        "is no port; nearest: button.sos",
    ),
    "unknown observation": (
        changed(("observations", "qqq"), GOOD["observations"]["led.sos"]),
        "observations.qqq",
        "'...'",
        "is no port; allowed: station.power",
    ),
    "unknown instrument of a stimulus": (
        changed((*BUTTON, "instrument"), "relay"),
        'stimuli."button.sos".instrument',
        "'relay'",
        "allowed: io, leds, audio",
    ),
    "unknown instrument of an observation": (
        changed(("observations", "led.sos", "instrument"), "led"),
        'observations."led.sos".instrument',
        "'led'",
        "nearest: leds",
    ),
    "unknown instrument of the capture": (
        changed(("audio", "instrument"), "mic"),
        "audio.instrument",
        "'mic'",
        "allowed: io, leds, audio",
    ),
    "missing words": (
        changed((*BUTTON, "words"), {"pressed": "CLOS"}),
        'stimuli."button.sos".words',
        "['pressed']",
        "must translate each of pressed, released and nothing else",
    ),
    "words too many": (
        changed((*BUTTON, "words"), {"pressed": "A", "released": "B", "held": "C"}),
        'stimuli."button.sos".words',
        "['held', 'pressed', 'released']",
        "and nothing else",
    ),
    "words of a number": (
        changed(("stimuli", "supply.voltage", "words"), {"high": "12"}),
        'stimuli."supply.voltage".words',
        "['high']",
        "has no words",
    ),
    "a question that nothing answers": (
        changed((*BUTTON, "read_back"), "ROUT:CLOS? (@101)"),
        'stimuli."button.sos".answers',
        "[]",
        "must have an answer for each of pressed, released and nothing else",
    ),
    "answers to no question": (
        changed((*BUTTON, "answers"), {"pressed": "1", "released": "0"}),
        'stimuli."button.sos".read_back',
        "'nothing'",
        "must be given: the question that the answers answer",
    ),
    "a command in the place of a question": (
        changed(BUTTON, {**ANSWERED, "read_back": "ROUT:CLOS (@101)"}),
        'stimuli."button.sos".read_back',
        "'ROUT:CLOS (@101)'",
        "must be a question, without a placeholder",
    ),
    "one answer for two words": (
        changed(BUTTON, {**ANSWERED, "answers": {"pressed": "1", "released": "1"}}),
        'stimuli."button.sos".answers',
        "['1', '1']",
        "must be another one for each word",
    ),
    "a question behind a number": (
        changed(("stimuli", "supply.voltage", "read_back"), "VOLT?"),
        'stimuli."supply.voltage".read_back',
        "'VOLT?'",
        "must be left out: the port has no words",
    ),
    "command without its value": (
        changed((*BUTTON, "write"), "ROUT:CLOS"),
        'stimuli."button.sos".write',
        "'ROUT:CLOS'",
        "must be a command with {value}",
    ),
    "command with braces that escape": (
        changed((*BUTTON, "write"), "ROUT:{{value}}"),
        'stimuli."button.sos".write',
        "'ROUT:{{value}}'",
        "must be a command with {value}",
    ),
    "command with another placeholder": (
        changed((*BUTTON, "write"), "ROUT:{value} {channel}"),
        'stimuli."button.sos".write',
        "'ROUT:{value} {channel}'",
        "no other placeholder",
    ),
    "command with half a placeholder": (
        changed((*BUTTON, "write"), "ROUT:{value"),
        'stimuli."button.sos".write',
        "'ROUT:{value'",
        "must be a command",
    ),
    "query without its position": (
        changed(("audio", "data"), "DATA?"),
        "audio.data",
        "'DATA?'",
        "must be a query with {first}",
    ),
    "capture without a calibrator": (changed(("audio", "tone"), 1), "audio.tone", "1", "a text in quotes"),
    "missing clips": (changed(("audio", "clips"), "no.toml"), "audio.clips", "'no.toml'", "No such file"),
    "a command of two lines": (
        changed((*BUTTON, "write"), "ROUT:{value}\nROUT?"),
        'stimuli."button.sos".write',
        "'ROUT:{value}\\nROUT?'",
        "must be one line",
    ),
    "a query of two lines": (
        changed(("observations", "led.sos", "query"), "MEAS:LED1?\n*OPC?"),
        'observations."led.sos".query',
        "'MEAS:LED1?\\n*OPC?'",
        "must be one line",
    ),
    "parts without the one that counts": (
        changed(("observations", "led.sos", "parts"), ["colour", "percent"]),
        'observations."led.sos".parts',
        "['colour', 'percent']",
        "must name what stands between the commas of an answer, one of them 'value'",
    ),
    "parts of which two count": (
        changed(("observations", "led.sos", "parts"), ["value", "value"]),
        'observations."led.sos".parts',
        "['value', 'value']",
        "one of them 'value'",
    ),
    "an error query that asks nothing": (
        changed(("instruments", "io", "error_query"), "SYST:ERR"),
        "instruments.io.error_query",
        "'SYST:ERR'",
        "must be a query, or empty where the instrument has no error queue",
    ),
    "a command to clear that has an answer": (
        changed(("instruments", "io", "clear"), "*CLS;*OPC?"),
        "instruments.io.clear",
        "'*CLS;*OPC?'",
        "must be a command without an answer, or empty",
    ),
    "unknown isolation": (
        changed(("isolation",), {"by": "hope", "network_identity": "001-01"}),
        "isolation.by",
        "'hope'",
        "'cell_simulator' or 'shielded_box'",
    ),
    "isolation without an identity": (
        changed(("isolation",), {"by": "shielded_box", "network_identity": ""}),
        "isolation.network_identity",
        "''",
        "must name something, in letters or digits",
    ),
    "unknown kind of unit": (changed(("ecus", "BODY"), "fake"), "ecus.BODY", "'fake'", "'real', 'simulated' or"),
    "a bench without an address": (
        {**BENCH, "instruments": GOOD["instruments"]},
        "instruments.io.resource",
        "None",
        "a bench needs the VISA name of each instrument",
    ),
    "a bench without an adapter": (
        {**BENCH, "buses": GOOD["buses"]},
        "buses.comfort.interface",
        "None",
        "a bench needs the python-can interface of each bus",
    ),
    "a clock that decides nothing": (
        changed(("clock_error_ms",), 60_000),
        "clock_error_ms",
        "60000",
        "must be a number in ms, such as 2.0, at most 1000",
    ),
    "a time without end": (
        changed(("instruments", "io", "timeout_ms"), 999_999_999),
        "instruments.io.timeout_ms",
        "999999999",
        "at most 600_000",
    ),
    "a blank name": (changed(("name",), " "), "name", "' '", "must name something, in letters or digits"),
    "isolation by what nobody sees": (
        changed(("isolation",), {"by": "shielded_box", "network_identity": "\u200b \u00a0"}),
        "isolation.network_identity",
        "'\\u200b \\xa0'",
        "must name something, in letters or digits",
    ),
    "isolation that nothing proves": (
        {**BENCH, "isolation": {"by": "shielded_box", "network_identity": "001-01"}},
        'observations."cell.identity"',
        "None",
        "must be how the cell simulator is asked for its network",
    ),
    "a hazard that there is not": (
        {**BENCH, "hazards": {"allow": ["horn", "siren"]}},
        "hazards.allow.1",
        "'siren'",
        "'charging', 'purchase' or 'deletion'",
    ),
    "a hazard on a rig that disturbs nobody": (
        changed(("hazards",), {"allow": ["horn"]}),
        "hazards",
        "'...'",
        "must be left out: nobody is disturbed by a rig of kind 'virtual'",
    ),
    **{
        f"quiet hours such as {hours!r}": (
            {**BENCH, "hazards": {"quiet_hours": hours}},
            "hazards.quiet_hours",
            repr(hours),
            'must be two times of the day, such as "22:00-06:00"',
        )
        for hours in ("22-6", "24:00-06:00", "22:00-22:00", "22:00", "")
    },
    "a way to take the power that asks a person": (
        {**BENCH, "power_off": [{"instrument": "io", "write": "OFF", "ask": "open the main switch"}]},
        "power_off.0.ask",
        "'open the main switch'",
        "is not a key; allowed: instrument, write",
    ),
    "a way to take the power by what is not there": (
        {**BENCH, "power_off": [{"instrument": "main", "write": "OUTP OFF"}]},
        "power_off.1.instrument",
        "'main'",
        "allowed: io, leds, audio",
    ),
    "a way to take the power that presses a button": (
        {**BENCH, "power_off": [{"instrument": "io", "write": "ROUT:CLOS (@101)"}]},
        "power_off.1.write",
        "'ROUT:CLOS (@101)'",
        "must leave alone what button.sos sets",
    ),
    "isolation with a misprint": (
        changed(("isolation",), {"by": "sheilded_box", "network_identity": "001-01"}),
        "isolation.by",
        "'sheilded_box'",
        "must be 'cell_simulator' or 'shielded_box'; nearest: shielded_box",
    ),
    "a port without quotes": (
        {**without("stimuli", "button.sos"), "stimuli": {"button": {"sos": GOOD["stimuli"]["button.sos"]}}},
        "stimuli.button.sos",
        "'...'",
        'must have its name in quotes: "button.sos"',
    ),
    "a word that the port does not show": (
        changed(("observations", "led.sos", "words"), {"GREEN": "gren"}),
        'observations."led.sos".words.GREEN',
        "'gren'",
        "is no word of the port; nearest: green",
    ),
    "no words for a port that shows words": (
        without("observations", "led.sos", "words"),
        'observations."led.sos".words',
        "'nothing'",
        "must translate answers into off, green, red, orange",
    ),
    "words for a port that shows a number": (
        changed(("observations", "sound.level"), {"instrument": "io", "query": "M?", "words": {"L": "loud"}}),
        'observations."sound.level".words',
        "['loud']",
        "the port shows a number in dB, no words",
    ),
    "an error of words": (
        changed(("observations", "led.sos", "error"), 0.5),
        'observations."led.sos".error',
        "0.5",
        "must be left out",
    ),
    "two observations of one query": (
        changed(
            ("observations",),
            {f"screen.place.{name}": {"instrument": "leds", "query": "POS? 'menu'"} for name in ("menu", "gears")},
        ),
        'observations."screen.place.gears".query',
        "\"POS? 'menu'\"",
        "must be its own; screen.place.menu asks the same",
    ),
    "a query in which nothing is put in": (
        changed(("observations", "led.sos", "query"), "MEAS:LED{value}?"),
        'observations."led.sos".query',
        "'MEAS:LED{value}?'",
        "must be sent as it is",
    ),
    "a blank command": (changed(("audio", "start"), ""), "audio.start", "''", "must name something"),
    "a command that cuts its value": (
        changed((*BUTTON, "write"), "ROUT:{value:.1s}"),
        'stimuli."button.sos".write',
        "'ROUT:{value:.1s}'",
        "must be a command with {value} and no other placeholder",
    ),
    "a word of two lines": (
        changed((*BUTTON, "words"), {"pressed": "CLOS", "released": "OPEN\nROUT:CLOS"}),
        'stimuli."button.sos".words.released',
        "'OPEN\\nROUT:CLOS'",
        "must be one line",
    ),
    "an unknown ECU": (changed(("ecus", "BDOY"), "simulated"), "ecus.BDOY", "'simulated'", "nearest: BODY"),
    "a real ECU on a rig without any": (
        changed(("ecus", "BODY"), "real"),
        "ecus.BODY",
        "'real'",
        "must be 'simulated', as all are on a rig of kind 'virtual'",
    ),
    "an address that nothing opens": (
        changed(("instruments", "io", "resource"), "TCPIP::192.0.2.1::5025::SOCKET"),
        "instruments.io.resource",
        "'TCPIP::192.0.2.1::5025::SOCKET'",
        "must be left out: a rig of kind 'virtual' has instruments of its own",
    ),
    "an interface that nothing opens": (
        changed(("buses", "comfort", "interface"), "socketcan"),
        "buses.comfort.interface",
        "'socketcan'",
        "must be left out: a rig of kind 'virtual' has buses of its own",
    ),
    "a misspelt interface": (
        {**BENCH, "buses": {**BENCH["buses"], "comfort": {**BENCH["buses"]["comfort"], "interface": "soketcan"}}},
        "buses.comfort.interface",
        "'soketcan'",
        "is no interface of python-can; nearest: socketcan",
    ),
    "include that is no list": (
        changed(("include",), "rack.toml"),
        "include",
        "'rack.toml'",
        "list of file names",
    ),
    "include of no texts": (changed(("include",), [1]), "include", "[1]", "list of file names"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_rig_file_is_refused_with_file_key_value_and_what_is_allowed(tmp_path: Path, case: str) -> None:
    table, key, value, allowed = WRONG[case]
    path = write(tmp_path, table)
    text = str(refusal(path)).splitlines()[0]
    assert text.startswith(f"{path}: {key} = {value}: ")
    assert allowed in text.removeprefix(f"{path}: {key} = {value}: ")


def test_every_mistake_has_a_line(tmp_path: Path) -> None:
    table = changed((*BUTTON, "instrument"), "relay")
    table["stimuli"]["supply.voltage"]["write"] = "VOLT"
    table["observations"]["led.soss"] = table["observations"].pop("led.sos")
    keys = [line.split(": ")[1].split(" = ")[0] for line in str(refusal(write(tmp_path, table))).splitlines()]
    assert keys == [
        'stimuli."button.sos".instrument',
        'stimuli."supply.voltage".write',
        'observations."led.soss"',
    ]
    table = changed(("colour",), 1)
    table["kind"] = "x"
    assert len(str(refusal(write(tmp_path, table))).splitlines()) == 2


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path / "no.toml")
    assert str(error).startswith(f"{tmp_path / 'no.toml'}: file = ")
    assert error.allowed == "must be a file that can be read"
    assert refusal(tmp_path).key == "file"


@pytest.mark.parametrize("text", ["kind = virtual", "name = 'a'\nname = 'b'", "[buses", "\xff"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lab.toml"
    path.write_bytes(text.encode("latin-1"))
    assert refusal(path).allowed == "must be TOML in UTF-8"


def test_what_a_file_includes_stands_below_it(tmp_path: Path) -> None:
    (tmp_path / "racks").mkdir()
    write(tmp_path / "racks", {"instruments": GOOD["instruments"], "stimuli": GOOD["stimuli"]}, "first.toml")
    write(tmp_path / "racks", {"instruments": {"io": {"timeout_ms": 700}}}, "second.toml")
    table = {key: value for key, value in GOOD.items() if key not in ("instruments", "stimuli")}
    table |= {"include": ["racks/first.toml", "racks/second.toml"], "instruments": {"leds": {"timeout_ms": 900}}}
    rig = load_rig(write(tmp_path, table))
    assert {name: each.timeout_ms for name, each in rig.instruments.items()} == {
        "io": 700,
        "leds": 900,
        "audio": 2000,
    }
    assert "button.sos" in rig.stimuli


def test_a_mistake_is_told_of_the_included_file_in_which_it_stands(tmp_path: Path) -> None:
    rack = write(tmp_path, {"stimuli": {"button.sos": {"instrument": "relay", "write": "X"}}}, "rack.toml")
    table = {key: value for key, value in GOOD.items() if key != "stimuli"} | {"include": ["rack.toml"]}
    path = write(tmp_path, {**table, "colour": 1})
    assert str(refusal(path)).startswith(f"{path}: colour = 1: ")
    lines = str(refusal(write(tmp_path, table))).splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        [str(rack), "stimuli.\"button.sos\".write = 'X'"],
        [str(rack), "stimuli.\"button.sos\".instrument = 'relay'"],
    ]


def test_an_include_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rack.toml").write_text("")
    path = write(tmp_path, changed(("include",), ["rak.toml"]))
    assert (
        str(refusal(path))
        == f"{path}: include = 'rak.toml': must be a file; in {tmp_path} nearest: rack.toml, lab.toml"
    )


def test_an_included_file_includes_none_itself(tmp_path: Path) -> None:
    write(tmp_path, {"include": ["x.toml"]}, "rack.toml")
    error = refusal(write(tmp_path, changed(("include",), ["rack.toml"])))
    assert (error.source, error.key) == (tmp_path / "rack.toml", "include")


@pytest.mark.parametrize("key", ["kind", "isolation", "hazards", "time"])
def test_what_a_rig_is_allows_and_is_content_with_and_whether_it_is_isolated_cannot_be_included(
    tmp_path: Path, key: str
) -> None:
    said = {
        "kind": "bench",
        "isolation": {"by": "shielded_box", "network_identity": "001-01"},
        "hazards": {"allow": ["horn"]},
        "time": {"hold_s": 60},
    }
    write(tmp_path, {key: said[key]}, "rack.toml")
    error = refusal(write(tmp_path, {**BENCH, "include": ["rack.toml"]}))
    assert (error.source, error.key) == (tmp_path / "rack.toml", key)
    assert error.allowed.startswith("must stand in the rig file itself")


def test_of_a_command_that_is_written_anew_no_included_words_stay(tmp_path: Path) -> None:
    write(tmp_path, {"stimuli": GOOD["stimuli"], "observations": GOOD["observations"]}, "rack.toml")
    table = {key: value for key, value in GOOD.items() if key not in ("stimuli", "observations")}
    table["include"] = ["rack.toml"]
    rig = load_rig(write(tmp_path, {**table, "stimuli": {"button.sos": {"write": "REL1 {value}"}}}))
    assert rig.stimuli["button.sos"].words == {}
    assert rig.stimuli["button.sos"].instrument == "io"
    other = {"instrument": "leds"}
    rig = load_rig(write(tmp_path, {**table, "stimuli": {"button.sos": other}}))
    assert rig.stimuli["button.sos"].words == GOOD["stimuli"]["button.sos"]["words"]
    error = refusal(write(tmp_path, {**table, "observations": {"led.sos": {"query": "COL?"}}}))
    assert error.key == 'observations."led.sos".words'
    assert error.allowed == "must translate answers into off, green, red, orange"


def test_a_misspelt_key_is_named_once(tmp_path: Path) -> None:
    table = changed(("observations", "led.sos"), {"instrment": "leds", "query": "MEAS:LED1?"})
    (line,) = str(refusal(write(tmp_path, table))).splitlines()
    assert line.endswith("observations.\"led.sos\".instrment = 'leds': is not a key; nearest: instrument")


def test_a_value_that_is_of_none_of_several_kinds_is_named_once(tmp_path: Path) -> None:
    table = deepcopy(BENCH)
    table["buses"]["comfort"]["adapter"] = {"bitrate": float("nan")}
    (line,) = str(refusal(write(tmp_path, table))).splitlines()
    assert line.endswith("buses.comfort.adapter.bitrate = nan: must be a text, a number, true or false")


def test_a_bit_rate_that_contradicts_the_database_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, changed(("buses", "comfort", "bitrate"), 500_000))
    with pytest.raises(ConfigurationError) as refused:
        plan(path)
    allowed = "must be left out, or 125000 as dbc/comfort.dbc has it"
    assert str(refused.value) == f"{path}: buses.comfort.bitrate = 500000: {allowed}"
    assert plan(write(tmp_path, changed(("buses", "comfort", "bitrate"), 125_000))).rig.bitrates == {
        "comfort": 125_000
    }


def plan(path: Path, vehicle: str | None = None) -> Plan:
    return Plan.load(path, vehicle, 1, keep_traffic=True)


@pytest.mark.parametrize("file", ["signals", "signal_overrides"])
def test_a_signal_list_that_is_not_there_is_refused_before_anything_is_opened(tmp_path: Path, file: str) -> None:
    with pytest.raises(ConfigurationError, match=r"no\.toml"):
        plan(write(tmp_path, changed((file,), "no.toml")))


def test_a_database_that_is_not_there_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigurationError, match=r"lab\.toml: buses\.comfort\.database = 'no\.dbc': must be a file; "
    ):
        plan(write(tmp_path, changed(("buses", "comfort", "database"), "no.dbc")))


def with_comfort(folder: Path, *changes: tuple[str, str], **more: Any) -> Path:
    """The good rig with another database of the comfort bus, and more in the table of that bus."""
    text = (ROOT / "dbc" / "comfort.dbc").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (folder / "lab.dbc").write_text(text, encoding="utf-8")
    return write(
        folder, changed(("buses", "comfort"), {"database": str(folder / "lab.dbc"), "channel": "can0", **more})
    )


NO_RATE = ('BA_ "Baudrate" 125000;\n', "")


def test_a_bit_rate_that_the_database_lacks_may_stand_in_the_rig_file(tmp_path: Path) -> None:
    network = plan(with_comfort(tmp_path, NO_RATE, bitrate=250_000)).rig.load_network()
    assert (network.bitrate("comfort"), network.bitrate("inter_system")) == (250_000, 500_000)


@pytest.mark.parametrize("rate", [0, 500, 2_000_000, 125_000.5, "125000"])
def test_a_bit_rate_that_no_bus_has_is_refused(tmp_path: Path, rate: object) -> None:
    assert "buses.comfort.bitrate" in str(refusal(write(tmp_path, changed(("buses", "comfort", "bitrate"), rate))))


NO_CLOCK = ("BO_ 630 BodyClock: 8 BODY", "BO_ 630 BodyClock: 8 Vector__XXX")
NO_MODE = ('BA_ "GenSigStartValue" SG_ 246 Configuration 2;', 'BA_ "GenSigStartValue" SG_ 246 Configuration 1;')


@pytest.mark.parametrize("kind", ["virtual", "twin"])
def test_what_the_databases_lack_for_simulated_ecus_is_refused_all_at_once(tmp_path: Path, kind: str) -> None:
    path = with_comfort(tmp_path, NO_RATE, NO_CLOCK, NO_MODE)
    path.write_text(
        path.read_text(encoding="utf-8").replace('kind = "virtual"', f'kind = "{kind}"'), encoding="utf-8"
    )
    with pytest.raises(ConfigurationError) as refused:
        plan(path)
    lines = str(refused.value).splitlines()
    assert [line.startswith(f"{path}: buses = ") for line in lines] == [True] * 3
    for key in ("Baudrate = 0", "BodyClock.sender = 'none'", "BodySlowData.Configuration.GenSigStartValue = 1"):
        assert sum(key in line for line in lines) == 1, key


def test_a_bench_listens_with_databases_that_only_simulated_ecus_lack_something_in(tmp_path: Path) -> None:
    path = with_comfort(tmp_path, NO_RATE, NO_CLOCK, NO_MODE)
    network = load_rig(path).load_network()
    assert network.message_of("clock.year").senders == ()


def test_the_ecus_that_databases_are_asked_for_are_those_of_the_simulated_vehicle() -> None:
    assert {*FACTORIES, *TRACTION_FACTORIES} == set(ECUS)


def test_a_rig_without_one_of_the_buses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="buses"):
        plan(write(tmp_path, without("buses", "comfort")))


def test_an_unknown_vehicle_is_refused_by_the_place_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^--vehicle: name = 'tank': allowed: "):
        plan(write(tmp_path, GOOD), "tank")
    path = write(tmp_path, changed(("vehicle",), "tank"))
    with pytest.raises(ConfigurationError, match="vehicle = 'tank': allowed: ") as refused:
        plan(path)
    assert refused.value.source == str(path)
    assert plan(path, "electric").vehicle is not None


anything = st.recursive(
    st.one_of(
        st.none().map(lambda _: "x"), st.booleans(), st.integers(-(10**6), 10**6), st.floats(), st.text(max_size=8)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)


def paths(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in table.items():
        found.append((*above, key))
        if isinstance(value, dict):
            found += paths(value, (*above, key))
    return found


KEYS = [*paths(BENCH), ("isolation",), ("ecus",), ("ecus", "BODY"), ("include",), ("vehicle",), ("signals",)]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(KEYS), value=anything, bench=st.booleans())
def test_whatever_stands_in_a_rig_file_it_is_good_or_refused(
    tmp_path: Path, key: tuple[str, ...], value: Any, bench: bool
) -> None:
    table: dict[str, Any] = deepcopy(BENCH if bench else GOOD)
    inner = table
    for part in key[:-1]:
        inner = inner.setdefault(part, {})
    inner[key[-1]] = value
    with suppress(ConfigurationError):
        assert isinstance(load_rig(write(tmp_path, table)), RigFile)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.dictionaries(st.sampled_from([*GOOD, "isolation", "x", ""]), anything, max_size=6))
def test_no_table_at_all_is_more_than_refused(tmp_path: Path, table: dict[str, Any]) -> None:
    refusal(write(tmp_path, table))


def of_kind(tmp_path: Path, kind: RigKind, table: dict[str, Any]) -> RigFile:
    known = Known(kinds={**HOUSE_KINDS, kind.name: kind})
    return load_rig(write(tmp_path, {**table, "kind": kind.name}), known)


def test_a_kind_of_a_lab_counts_as_real_unless_it_says_that_it_is_simulated(tmp_path: Path) -> None:
    bay = of_kind(tmp_path, RigKind("bay", "a bay"), BENCH)
    assert (bay.simulated, bay.contained) == (False, False)
    model = of_kind(tmp_path, RigKind("model", "a model", simulated=True), GOOD)
    assert (model.simulated, model.contained) == (True, True)
    assert not model.model_copy(update={"kind": "bay"}).contained


def test_a_real_kind_of_a_lab_needs_addresses_as_a_bench_does(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="a bay needs the VISA name of each instrument"):
        of_kind(tmp_path, RigKind("bay", "a bay"), GOOD)


def test_a_kind_that_is_known_to_one_run_is_not_known_to_the_next(tmp_path: Path) -> None:
    of_kind(tmp_path, RigKind("bay", "a bay"), BENCH)
    kinds = "must be 'virtual', 'twin', 'bench' or 'staging'"
    allowed = f"{kinds}; what a lab adds is known once its module is named with -p"
    assert refusal(tmp_path / "lab.toml").allowed == allowed


def test_a_third_bus_and_channels_of_a_lab_are_taken(tmp_path: Path) -> None:
    table = changed(("buses", "chassis"), {"database": "examples/mylab/chassis.dbc", "channel": "vcan2"})
    assert load_rig(write(tmp_path, table)).load_network().buses == ("comfort", "inter_system", "chassis")


def test_a_twin_has_the_buses_of_its_server_and_no_others(tmp_path: Path) -> None:
    table = {**changed(("buses", "chassis"), {"database": "examples/mylab/chassis.dbc", "channel": "vcan2"})}
    refused = refusal(write(tmp_path, {**table, "kind": "twin"}))
    assert refused.key == "buses.chassis.channel"
    assert refused.allowed.endswith("comfort on can0, inter_system on can1")
