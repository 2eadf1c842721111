"""An answer becomes a value of its port, or is refused."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from rigs.bindings.reading import Reading
from rigs.files.dialect import Dialect, Range
from rigs.files.rig_file import ObservationBinding
from rigs.ports import psap, senses
from rigs.ports.port import Observation
from rigs.ports.values import Number, Table, Text, Truth, Values, Words
from rigs.values.units import factor
from tests.support.kernel_rig import RIG, KernelRig

LEVEL = r"(?P<value>\S+) (?P<unit>\S+), \w+"


def reading(shows: Values, **said: Any) -> Reading:
    return Reading(ObservationBinding(instrument="meter", query="MEAS?", **said), shows)


@pytest.mark.parametrize(
    ("shows", "said", "answer", "value"),
    [
        (Number("dB"), {"pattern": LEVEL}, "95.3 dB, OK", 95.3),
        (Number("V"), {"pattern": LEVEL}, "12600 mV, OK", 12.6),
        (Number("V"), {"pattern": r"(?P<value>[\d.]+) V"}, "12.60 V", 12.6),
        (Number("W"), {"unit": "kW"}, "2.5", 2500.0),
        (Number("km/h"), {"unit": "m/s"}, "10", 36.0),
        (Words("lit", "dark"), {"pattern": r"LAMP=(?P<value>\w+);", "words": {"ON": "lit"}}, "LAMP=ON;", "lit"),
        (Truth(), {"words": {"1": "true", "0": "false"}}, "0", False),
        (Text("anything", ".+"), {}, "a text", "a text"),
        (Table("hex"), {"pattern": r'"(?P<hex>[0-9A-F]*)"'}, '"01FF"', {"hex": "01FF"}),
        (Words("a"), {"nothing": "NONE", "words": {"A": "a"}}, "NONE", "nothing"),
        (Table("hex"), {"nothing": "NONE", "pattern": "(?P<hex>.+)"}, "NONE", {}),
    ],
)
def test_an_answer_is_read_as_the_file_says(
    shows: Values, said: dict[str, Any], answer: str, value: object
) -> None:
    read = reading(shows, **said).value(answer)
    assert (type(read), read) == (type(value) if value != {} else type(shows.nothing), value)


@pytest.mark.parametrize(
    ("shows", "said", "answer", "why"),
    [
        (Number("dB"), {"pattern": LEVEL}, "95,3 dB", "which is not of the pattern"),
        (Number("dB"), {"pattern": LEVEL}, "95,3 dB, OK", "which is no number"),
        (Number("dB"), {"pattern": LEVEL}, "95.3 Pa, OK", "of which the unit 'Pa' cannot be turned into 'dB'"),
        (Number("%", 0, 100), {}, "101", "allowed: a number from 0 to 100 %"),
        (Text("HH:MM", r"\d\d:\d\d"), {}, "noon", "allowed: HH:MM"),
        (Truth(), {"words": {"1": "true", "0": "false"}}, "2", "allowed: 1, 0"),
    ],
)
def test_an_answer_that_is_no_value_of_the_port_is_refused(
    shows: Values, said: dict[str, Any], answer: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        reading(shows, **said).value(answer)


@pytest.mark.parametrize(
    ("said", "meant", "size"),
    [
        *(
            ("mV", "V", 1e-3),
            ("kW", "W", 1e3),
            ("W", "W", 1.0),
            ("W", "kW", 1e-3),
            ("m", "km", 1e-3),
            ("ms", "s", 1e-3),
        ),
        *(("dBA", "dB", 1.0), ("degC", "°C", 1.0), ("min", "s", 60.0), ("km/h", "km/h", 1.0), ("kg", "kg", 1.0)),
        *(("MV", "V", 1e6), ("°F", "°C", None), ("V", "A", None), ("mdB", "dB", None), ("", "V", None)),
    ],
)
def test_a_unit_is_turned_into_that_of_the_port_where_that_is_a_matter_of_size(
    said: str, meant: str, size: float | None
) -> None:
    assert factor(said, meant) == (None if size is None else pytest.approx(size))


class Desk:
    """An instrument that is a PSAP: a verb is a command, an item a query."""

    name = "desk"
    steady = None
    error_query = ""
    dialect = Dialect()
    ranges: ClassVar[dict[str, Range]] = {}

    def __init__(self) -> None:
        self.told: list[str] = []
        self.answers = {"CALL?": "VOICE", "MSD?": "NONE", "COV?": "1"}

    def with_check(self, command: str) -> None:
        return None

    def write(self, command: str) -> None:
        self.told.append(command)

    def query(self, query: str) -> str:
        return self.answers[query]

    def close(self) -> None: ...


def test_a_service_behind_an_instrument_is_told_by_commands_and_seen_by_queries() -> None:
    items: dict[str, dict[str, Any]] = {
        "psap.call": {"query": "CALL?", "words": {"VOICE": "voice", "IDLE": "idle"}},
        "psap.msd": {"query": "MSD?", "pattern": "(?P<hex>[0-9A-F]+)", "nothing": "NONE"},
        "network.coverage": {"query": "COV?", "words": {"1": "true", "0": "false"}},
    }
    rig = RIG.model_copy(
        update={
            "stimuli": {
                "psap.hang_up": RIG.stimuli["button.sos"].model_copy(
                    update={"instrument": "desk", "write": "HANG {value}", "words": {}}
                )
            },
            "observations": {name: ObservationBinding(instrument="desk", **said) for name, said in items.items()},
        }
    )
    desk: Any = Desk()
    scene = KernelRig(rig=rig, instruments={"desk": desk}).scene
    ports: list[Observation] = [psap.CALL, psap.MSD, psap.NETWORK_COVERAGE]
    assert scene.has(psap.HANG_UP, *ports)
    scene.arm(ports)
    assert [scene.track(port).value for port in ports] == ["voice", {}, True]
    desk.answers |= {"CALL?": "IDLE", "MSD?": "01FF"}
    scene.stimulate(psap.HANG_UP, "now")
    scene.wait(0.2)
    assert desk.told == ["HANG now"]
    assert [scene.track(port).value for port in ports] == ["idle", {"hex": "01FF"}, True]
    assert senses.SOS_LED.name not in scene.tracks
