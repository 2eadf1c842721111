"""What a rig file says of an answer makes a value of its port, or is refused before anything is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rigs.errors import ConfigurationError
from rigs.files.rig_file import load_rig
from tests.rigs.files.test_rig_file import changed, write

TRUE = {"1": "true", "0": "false"}


@pytest.mark.parametrize(
    ("port", "said", "key", "allowed"),
    [
        ("sound.level", {"pattern": "(?P<value>.+"}, "pattern", "must be a regular expression"),
        ("sound.level", {"pattern": ".+ dB"}, "pattern", "must have the group"),
        ("sound.level", {"pattern": "(?P<value>.+) (?P<state>.+)"}, "pattern", "must have the group"),
        ("sound.level", {"pattern": "(?P<value>.+)", "parts": ["value"]}, "parts", "the pattern says it all"),
        ("sound.level", {"unit": "V"}, "unit", "must be one that can be turned into dB"),
        ("led.sos", {"words": {"OFF": "off"}, "unit": "V"}, "unit", "the port has no unit"),
        (
            "led.sos",
            {"words": {"OFF": "off"}, "pattern": "(?P<value>.+) (?P<unit>.+)"},
            "pattern",
            "the port has none",
        ),
        ("psap.msd", {}, "pattern", "must have a group for each of hex"),
        ("psap.msd", {"pattern": "(?P<value>.+)"}, "pattern", "must have a group for each of hex"),
        ("network.coverage", {}, "words", "must translate answers into true and false"),
        (
            "network.coverage",
            {"words": {"1": "yes", "0": "no"}},
            "words",
            "must translate answers into true and false",
        ),
        ("led.sos", {"words": {"OFF": "off"}, "nothing": "NONE"}, "nothing", "only a service may have nothing"),
    ],
)
def test_what_makes_no_value_of_an_answer_is_refused(
    tmp_path: Path, port: str, said: dict[str, Any], key: str, allowed: str
) -> None:
    table = changed(("observations", port), {"instrument": "leds", "query": "ASK?", **said})
    with pytest.raises(ConfigurationError) as refused:
        load_rig(write(tmp_path, table))
    assert refused.value.key == f'observations."{port}".{key}'
    assert allowed in refused.value.allowed


@pytest.mark.parametrize(
    ("port", "said"),
    [
        ("sound.level", {"pattern": "(?P<value>.+) (?P<unit>dB)"}),
        ("station.power", {"unit": "kW"}),
        ("psap.msd", {"pattern": "(?P<hex>.*)", "nothing": "NONE"}),
        ("network.coverage", {"words": TRUE, "nothing": ""}),
    ],
)
def test_what_makes_one_is_taken(tmp_path: Path, port: str, said: dict[str, Any]) -> None:
    table = changed(("observations", port), {"instrument": "leds", "query": "ASK?", **said})
    assert load_rig(write(tmp_path, table)).observations[port].query == "ASK?"
