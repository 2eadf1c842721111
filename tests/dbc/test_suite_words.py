"""A database whose words or units differ from those of the features is refused before anything is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbc.errors import DatabaseError
from dbc.network import Network
from dbc.suite_words import HERE, require_suite_words


def network(folder: Path, before: str, after: str) -> Network:
    """The databases of the suite, that of the comfort bus with one change."""
    text = (HERE / "comfort.dbc").read_text(encoding="utf-8")
    assert before in text
    (folder / "lab.dbc").write_text(text.replace(before, after), encoding="utf-8")
    databases = {"comfort": folder / "lab.dbc", "inter_system": HERE / "inter_system.dbc"}
    return Network.load(databases, HERE / "signals.toml")


def refused(network: Network) -> list[str]:
    with pytest.raises(DatabaseError) as error:
        require_suite_words(network, whole=True)
    return [str(each).partition(": ")[2] for each in error.value.parts]


@pytest.mark.parametrize("word", ["Locked", "LOCKED", "_locked"])
def test_a_word_in_another_spelling_is_refused(tmp_path: Path, word: str) -> None:
    lines = refused(network(tmp_path, '"locked"', f'"{word}"'))
    assert f"BodyLocks.FrontLeft.VAL_ = '{word}'; allowed: locked, as doors.front_left.lock is judged" in lines


def test_words_of_another_language_are_refused(tmp_path: Path) -> None:
    lines = refused(network(tmp_path, '0 "off" 1 "on"', '0 "aus" 1 "an"'))
    assert any(line.endswith("allowed: words of lights.hazard: off, on") for line in lines)


def test_a_quantity_in_another_unit_is_refused(tmp_path: Path) -> None:
    lines = refused(network(tmp_path, '"km/h"', '"mph"'))
    assert lines == ["BodyFastData.Speed.unit = 'mph'; allowed: km/h, in which vehicle.speed_kmh is judged"]


@pytest.mark.parametrize("unit", ["", " ", "kph", "KM/H"])
def test_a_unit_that_is_the_same_or_left_out_is_taken(tmp_path: Path, unit: str) -> None:
    require_suite_words(network(tmp_path, '"km/h"', f'"{unit}"'), whole=True)


def test_a_signal_list_without_a_name_is_refused_where_all_ecus_are_simulated(tmp_path: Path) -> None:
    signals = tmp_path / "signals.toml"
    signals.write_text('vehicle.rpm = "comfort.BodyFastData.Rpm"\n')
    databases = {bus: HERE / f"{bus}.dbc" for bus in ("comfort", "inter_system")}
    few = Network.load(databases, signals)
    require_suite_words(few, whole=False)
    lines = refused(few)
    assert len(lines) > 100
    assert any(line.startswith("charge.state = 'nothing'; ") for line in lines)
