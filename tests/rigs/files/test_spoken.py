"""What a rig file says by the names of a driver becomes commands; what no driver has is refused."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from rigs.errors import ConfigurationError
from rigs.files.rig_file import ROOT, RigFile, load_rig
from rigs.kinds.house import SUITE
from tests.rigs.files.test_rig_file import BENCH, write

KNOWN = SUITE.known


def at(number: int, driver: str, **more: Any) -> dict[str, Any]:
    return {"resource": f"TCPIP::192.0.2.{number}::5025::SOCKET", "driver": driver, **more}


NAMED: dict[str, Any] = {
    "instruments": {
        "supply": at(1, "keysight-e36300", channel=2, preset={"current_limit": 1.0}),
        "io": at(2, "keysight-34970a"),
        "card": at(3, "modbus-relays", unit_id=4),
        "sound": at(4, "nti-xl2"),
        "leds": at(5, "feasa"),
        "gnss": at(6, "rs-smbv100b"),
        "microphone": {"driver": "sound-card"},
    },
    "stimuli": {
        "supply.voltage": {"instrument": "supply", "sets": "voltage"},
        "ignition.kl15": {
            "instrument": "io",
            "sets": "relay",
            "channel": 103,
            "words": {"on": "closed", "off": "open"},
        },
        "door.trunk": {
            "instrument": "card",
            "sets": "relay",
            "channel": 5,
            "words": {"open": "closed", "closed": "open"},
        },
        "gnss.position": {"instrument": "gnss", "sets": "position"},
    },
    "observations": {
        "sound.level": {"instrument": "sound", "reads": "laeq"},
        "led.sos": {"instrument": "leds", "reads": "colour_quick", "channel": 1},
        "latch.trunk": {
            "instrument": "card",
            "reads": "input",
            "channel": 1,
            "words": {"high": "unlocked", "low": "locked"},
        },
    },
    "power_on": [{"instrument": "supply", "sets": "output", "to": "on"}],
    "audio": {"instrument": "microphone", "clips": "rigs/clips/clips.toml"},
}


def bench(**changed: dict[str, Any]) -> dict[str, Any]:
    """A bench with the instruments that are known by name, with changes of its tables."""
    table = deepcopy({**BENCH, **NAMED})
    for key, entries in changed.items():
        for name, entry in entries.items():
            present = table[key].get(name, {})
            table[key][name] = {**present, **entry} if isinstance(entry, dict) else entry
    return table


def read(folder: Path, table: dict[str, Any]) -> RigFile:
    return load_rig(write(folder, table), KNOWN)


def test_each_name_of_a_driver_becomes_the_command_of_its_maker(tmp_path: Path) -> None:
    rig = read(tmp_path, bench())
    assert {name: each.write for name, each in rig.stimuli.items()} == {
        "supply.voltage": "VOLT {value},(@2)",
        "ignition.kl15": "ROUT:{value} (@103)",
        "door.trunk": "ROUT:{value} (@5)",
        "gnss.position": "SOUR:BB:GNSS:REC:V1:LOC:COOR:DEC:WGS {value}",
    }
    assert rig.stimuli["ignition.kl15"].words == {"on": "CLOS", "off": "OPEN"}
    assert rig.stimuli["supply.voltage"].range == (0.0, 25.75)
    assert {name: each.query for name, each in rig.observations.items()} == {
        "sound.level": "MEAS:INIT;MEAS:SLM:123:DT? LAEQ",
        "led.sos": "CAPTURE3;GETHSI01",
        "latch.trunk": "SENS:DIG? (@1)",
    }
    assert rig.observations["latch.trunk"].words == {"1": "unlocked", "0": "locked"}
    assert {*rig.observations["led.sos"].words.values()} == {"off", "red", "green", "orange"}
    assert rig.instruments["supply"].setup == ()
    assert [step.write for step in rig.power_on] == ["OUTP ON,(@2)"]
    assert rig.audio is not None
    assert (rig.audio.start, rig.audio.tone, rig.audio.data) == ("START", "TONE", "SAMPLES {first}")


def test_what_is_switched_on_by_name_is_at_rest_as_its_driver_says(tmp_path: Path) -> None:
    preset = {"supply": {"preset": {"output": "on", "current_limit": 1.0}}}
    off = [{"instrument": "supply", "sets": "output", "to": "off"}]
    raw = [{"instrument": "supply", "write": "VOLT 0,(@2)"}]
    for said, cuts in (
        (bench(), ["OUTP OFF,(@2)"]),
        ({**bench(instruments=preset), "power_on": []}, ["OUTP OFF,(@2)"]),
        ({**bench(), "power_on": []}, []),
        ({**bench(), "power_off": off}, ["OUTP OFF,(@2)"]),
        ({**bench(), "power_off": raw}, ["VOLT 0,(@2)", "OUTP OFF,(@2)"]),
    ):
        assert [cut.write for cut in read(tmp_path, said).power_off] == cuts


def test_what_the_file_says_itself_counts(tmp_path: Path) -> None:
    changed = bench(
        stimuli={"supply.voltage": {"channel": 3, "range": [0.0, 16.0]}},
        observations={"sound.level": {"period_ms": 250, "error": 1.5, "pattern": "(?P<value>.+) dB, (OK|LOW)"}},
    )
    rig = read(tmp_path, changed)
    assert (rig.stimuli["supply.voltage"].write, rig.stimuli["supply.voltage"].range) == (
        "VOLT {value},(@3)",
        (0.0, 16.0),
    )
    level = rig.observations["sound.level"]
    assert (level.period_ms, level.error, level.pattern) == (250, 1.5, "(?P<value>.+) dB, (OK|LOW)")


def test_a_name_of_a_driver_takes_the_place_of_the_commands_of_an_included_rack(tmp_path: Path) -> None:
    table = bench()
    del table["audio"]
    names = ("battery", "station", "climate", "meter", "wheels", "audio", "cell", "finger", "camera", "buttons")
    for number, name in enumerate((*names, "mirror", "old"), start=20):
        table["instruments"][name] = at(number, "scpi")
    rack = (ROOT / "rigs" / "rack.toml").read_text(encoding="utf-8")
    (tmp_path / "rack.toml").write_text(rack.replace('instrument = "io"', 'instrument = "old"'), encoding="utf-8")
    rig = read(tmp_path, {**table, "include": ["rack.toml"]})
    assert rig.stimuli["supply.voltage"].write == "VOLT {value},(@2)"
    assert rig.stimuli["door.trunk"].words == {"open": "CLOS", "closed": "OPEN"}
    assert rig.observations["sound.level"].query == "MEAS:INIT;MEAS:SLM:123:DT? LAEQ"


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a name that the driver does not set": (
        {"stimuli": {"supply.voltage": {"sets": "voltge"}}},
        "stimuli.\"supply.voltage\".sets = 'voltge': is nothing that the driver 'keysight-e36300' sets;"
        " nearest: voltage",
    ),
    "a name that the driver does not read": (
        {"observations": {"sound.level": {"reads": "lzeq"}}},
        "observations.\"sound.level\".reads = 'lzeq': is nothing that the driver 'nti-xl2' reads; nearest: laeq",
    ),
    "a driver that sets nothing": (
        {"stimuli": {"supply.voltage": {"instrument": "sound"}}},
        "is nothing that the driver 'nti-xl2' sets; it has none",
    ),
    "a command beside the name of one": (
        {"stimuli": {"supply.voltage": {"write": "VOLT {value}"}}},
        "stimuli.\"supply.voltage\".write = 'VOLT {value}': must be left out: sets says it",
    ),
    "a question beside the name of one": (
        {"observations": {"sound.level": {"query": "LEVEL?"}}},
        "observations.\"sound.level\".query = 'LEVEL?': must be left out: reads says it",
    ),
    "a channel that the instrument has not": (
        {"instruments": {"supply": {"channel": 4}}},
        "instruments.supply.channel = 4: must be one of 1 to 3",
    ),
    "a channel of an instrument that has one alone": (
        {"instruments": {"sound": {"channel": 1}}},
        "instruments.sound.channel = 1: must be left out: 'nti-xl2' has none",
    ),
    "a channel of another module": (
        {"stimuli": {"ignition.kl15": {"channel": 121}}},
        'stimuli."ignition.kl15".channel = 121: must be one of 101 to 120, 201 to 220, 301 to 320',
    ),
    "no channel": (
        {"stimuli": {"ignition.kl15": {"channel": None}}},
        'stimuli."ignition.kl15".channel = None: must be one of 101 to 120',
    ),
    "a channel where there is one alone": (
        {"observations": {"sound.level": {"channel": 1}}},
        'observations."sound.level".channel = 1: must be left out: there is one of this in the instrument',
    ),
    "words that the driver has not": (
        {"stimuli": {"ignition.kl15": {"words": {"on": "CLOS", "off": "OPEN"}}}},
        "must translate on, off into closed, open",
    ),
    "words that are missing": (
        {"stimuli": {"ignition.kl15": {"words": {}}}},
        "stimuli.\"ignition.kl15\".words = 'nothing': must translate on, off into closed, open",
    ),
    "answers that the driver has not": (
        {"observations": {"latch.trunk": {"words": {"1": "unlocked", "0": "locked"}}}},
        "must translate high, low into words of the port",
    ),
    "numbers in another unit": (
        {"stimuli": {"wheel.speed": {"instrument": "supply", "sets": "voltage"}}},
        "the port takes numbers in km/h, and this is in V",
    ),
    "answers in another unit": (
        {"observations": {"cabin.air": {"instrument": "sound", "reads": "laf"}}},
        "the port shows numbers in °C, and this is in dB",
    ),
    "a number for words": (
        {"observations": {"lamp.hazard": {"instrument": "leds", "reads": "hue", "channel": 2}}},
        "the port shows no numbers, and this is in °",
    ),
    "a range upside down": (
        {"stimuli": {"supply.voltage": {"range": [16.0, 0.0]}}},
        "must be the lowest and the highest number, in this order",
    ),
    "a range of words": (
        {"stimuli": {"ignition.kl15": {"range": [0.0, 1.0]}}},
        "must be left out: the port takes no number",
    ),
    "a preset out of range": (
        {"instruments": {"supply": {"preset": {"current_limit": 2.07}}}},
        "instruments.supply.preset.current_limit = 2.07: 'keysight-e36300' takes 0 to 2.06 A",
    ),
    "a preset that is no number": (
        {"instruments": {"supply": {"preset": {"voltage": "high"}}}},
        "instruments.supply.preset.voltage = 'high': must be a number in V",
    ),
    "a preset of a word that there is not": (
        {"instruments": {"supply": {"preset": {"output": "ON"}}}},
        "instruments.supply.preset.output = 'ON': 'keysight-e36300' takes on, off",
    ),
    "a preset without its channel": (
        {"instruments": {"supply": {"channel": None}}, "stimuli": {"supply.voltage": {"channel": 1}}},
        "instruments.supply.preset.current_limit = 1.0: needs the channel of the instrument: one of 1 to 3",
    ),
    "a preset that the driver does not take": (
        {"instruments": {"gnss": {"preset": {"date": "1979,1,1"}}}},
        "instruments.gnss.preset.date = '1979,1,1': 'rs-smbv100b' takes days from 1980 on",
    ),
    "a preset of a name that there is not": (
        {"instruments": {"supply": {"preset": {"outptu": "on"}}}},
        "is nothing that the driver 'keysight-e36300' sets; nearest: output",
    ),
}


@pytest.mark.parametrize(("changed", "said"), WRONG.values(), ids=list(WRONG))
def test_what_a_driver_has_not_is_refused_with_what_it_has(
    changed: dict[str, Any], said: str, tmp_path: Path
) -> None:
    table = bench(**changed)
    for entry in (*table["instruments"].values(), *table["stimuli"].values()):
        if entry.get("channel", 0) is None:
            del entry["channel"]
    with pytest.raises(ConfigurationError) as refused:
        read(tmp_path, table)
    assert said in f"{refused.value}"


VOLTS = {"instrument": "supply", "sets": "voltage"}


def test_a_word_of_a_port_may_be_a_number_of_the_instrument_within_its_range(tmp_path: Path) -> None:
    words = {"on": "13.5", "off": "0"}
    table = bench(stimuli={"ignition.kl15": {**VOLTS, "channel": 3, "words": words}})
    table["stimuli"]["supply.voltage"]["channel"] = 2
    rig = read(tmp_path, table)
    assert rig.stimuli["ignition.kl15"].write == "VOLT {value},(@3)"
    assert rig.stimuli["ignition.kl15"].words == words
    for wrong, said in (("25.76", "'keysight-e36300' takes 0 to 25.75 V"), ("high", "must be a number in V")):
        table["stimuli"]["ignition.kl15"]["words"] = {"on": wrong, "off": "0"}
        with pytest.raises(ConfigurationError, match=re.escape(said)):
            read(tmp_path, table)


def test_a_driver_that_nobody_has_is_told_once_and_nothing_else(tmp_path: Path) -> None:
    table = bench(instruments={"supply": {"driver": "keysight-e36301"}})
    with pytest.raises(ConfigurationError) as refused:
        read(tmp_path, table)
    assert f"{refused.value}".count("\n") == 0
    assert "is no driver that this run has; nearest: keysight-e36300" in f"{refused.value}"


STEPS: dict[str, tuple[dict[str, Any], str]] = {
    "no value": ({"sets": "output"}, "power_on.1.to = None: must be the value of what sets names"),
    "no name": ({"to": "on", "write": "OUTP ON"}, "power_on.1.to = 'on': must be the value of what sets names"),
    "a command as well": ({"sets": "output", "to": "on", "write": "OUTP ON"}, "must be left out: sets says it"),
    "another name": ({"sets": "otput", "to": "on"}, "is nothing that the driver 'keysight-e36300' sets"),
    "another word": ({"sets": "output", "to": "full"}, "power_on.1.to = 'full': 'keysight-e36300' takes on, off"),
    "out of range": (
        {"sets": "voltage", "to": 26.0},
        "power_on.1.to = 26.0: 'keysight-e36300' takes 0 to 25.75 V",
    ),
}


@pytest.mark.parametrize(("step", "said"), STEPS.values(), ids=list(STEPS))
def test_a_step_of_the_way_to_switch_on_says_what_the_driver_has(
    step: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read(tmp_path, {**bench(), "power_on": [{"instrument": "supply", **step}]})
    assert said in f"{refused.value}"


def test_the_power_is_taken_away_by_the_names_of_a_driver_too(tmp_path: Path) -> None:
    cut = {"instrument": "supply", "sets": "output", "to": "off"}
    rig = read(tmp_path, {**bench(), "power_off": [cut]})
    assert [each.write for each in rig.power_off] == ["OUTP OFF,(@2)"]
    for wrong, said in (
        ({**cut, "to": "none"}, "power_off.1.to = 'none': 'keysight-e36300' takes on, off"),
        ({**cut, "write": "OUTP OFF"}, "power_off.1.write = 'OUTP OFF': must be left out: sets says it"),
        ({"instrument": "supply"}, "power_off.1.write = 'nothing': must be given"),
    ):
        with pytest.raises(ConfigurationError, match=re.escape(said)):
            read(tmp_path, {**bench(), "power_off": [wrong]})


def test_without_a_name_a_command_must_be_given(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"write = 'nothing': must be given; .* sets will do"):
        read(tmp_path, {**bench(), "stimuli": {"supply.voltage": {"instrument": "supply"}}})
    with pytest.raises(ConfigurationError, match=r"query = 'nothing': must be given; .* reads will do"):
        read(tmp_path, {**bench(), "observations": {"sound.level": {"instrument": "sound"}}})
    with pytest.raises(ConfigurationError, match=r"audio\.start = 'nothing': must be given"):
        read(tmp_path, bench(audio={"instrument": "sound"}))
    wrong = {"instrument": "supply", "write": "VOLT {value},(@1)", "channel": 2}
    with pytest.raises(ConfigurationError, match=r"channel = 2: must be left out: write says it all"):
        read(tmp_path, {**bench(), "stimuli": {"supply.voltage": wrong}})


def test_two_ports_on_one_relay_are_found_by_whatever_name_they_reach_it(tmp_path: Path) -> None:
    raw = {
        "door.front_left": {
            "instrument": "io",
            "write": "ROUT:{value} (@103)",
            "words": {"open": "CLOS", "closed": "OPEN"},
        }
    }
    with pytest.raises(ConfigurationError, match=r"must reach a relay of its own; .* of ignition\.kl15"):
        read(tmp_path, bench(stimuli=raw))
    card = {
        "door.front_left": {
            "instrument": "card",
            "sets": "relay",
            "channel": 5,
            "words": {"open": "closed", "closed": "open"},
        }
    }
    with pytest.raises(ConfigurationError, match="must reach a relay of its own"):
        read(tmp_path, bench(stimuli=card))


def test_a_command_that_reaches_what_can_place_a_call_is_found_behind_a_name_too(tmp_path: Path) -> None:
    words = {"pressed": "closed", "released": "open"}
    sos = {"button.sos": {"instrument": "card", "sets": "relay", "channel": 1, "words": words}}
    table = bench(stimuli=sos, instruments={"card": {"setup": ["ROUT:CLOS (@1)"]}})
    with pytest.raises(
        ConfigurationError, match=r"must leave alone what button\.sos sets, which can place a call"
    ):
        read(tmp_path, table)
