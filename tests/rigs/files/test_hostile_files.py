"""Whatever stands in a file that somebody hands over, it is read or refused with a message."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from dbc.strict_toml import MOST_LEVELS, check_bounds
from reports.folder.manifest import NAME, read_manifest
from reports.folder.reader import read_result
from reports.gate.policy import Policy, load_policy, load_waivers
from rigs.errors import CatalogueError, ConfigurationError
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT, RigFile, load_rig, load_vehicles
from rigs.run.session import Plan
from vehicle.profile import VehicleProfile

CATALOGUE = Catalogue.load(ROOT / "features" / "requirements.toml")
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

HOSTILE = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"[" * 100_000,
    b"{" * 100_000,
    b'{"a":' * 50_000,
    b"a = " + b"[" * 50_000,
    b"a = " + b"9" * 10_000,
    b"a = 0x" + b"f" * 10_000,
    b"name = 0x" + b"f" * 10_000,
    b"waiver = 0x" + b"f" * 10_000,
    b"9" * 10_000,
    b"a" + b".a" * 5_000 + b" = 1",
    b"name" + b".a" * 5_000 + b" = 1",
    b"waiver" + b".a" * 5_000 + b" = 1",
    b"a = nan",
    b"NaN",
    b"1e999",
    b"a = 1\na = 2",
    b'{"a": 1, "a": 2}',
    b"null",
    b"[]",
    b'"text"',
    b"[[a]]\n[a]",
    b"a = 9999-99-99",
    "schlüssel = 'ä'".encode("latin-1"),
    "a = 1".encode("utf-16"),
    b'{"name": "' + rb"\ud800" + b'"}',
)

EMPTY = (b"", b"\xef\xbb\xbf")
"""A mark at the start of a text is none of it."""

words = st.text(max_size=20)


class Endless:
    """A number that Python reads and does not write."""

    def __repr__(self) -> str:
        return "0x" + "f" * 5000


endless = st.sampled_from([Endless(), 10**300, 2**64, -(2**63) - 1])
moments = st.dates() | st.datetimes() | st.times() | st.datetimes(timezones=st.just(dt.UTC))
scalars = st.none() | st.booleans() | st.integers() | st.floats() | words | endless | moments
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4)
)


def toml(value: Any) -> str:
    """A value in TOML; what TOML cannot say becomes a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Endless):
        return repr(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {toml(inner)}' for key, inner in value.items())}}}"
    return json.dumps(str(value))


def load_waivers_of_the_suite(path: Path) -> object:
    return load_waivers(path, CATALOGUE)


def load_vehicle(path: Path) -> object:
    return load_vehicles(path.parent)


READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "rig": ("rig.toml", load_rig),
    "vehicle": ("vehicle.toml", load_vehicle),
    "policy": ("policy.toml", load_policy),
    "waivers": ("waivers.toml", load_waivers_of_the_suite),
    "result": ("a-result.json", read_result),
    "manifest": (NAME, lambda path: read_manifest(path.parent)),
}


def read(reader: str, folder_: Path, content: bytes) -> str | None:
    """What a reader says of a file: None where it takes it."""
    name, load = READERS[reader]
    path = folder_ / name
    path.write_bytes(content)
    try:
        load(path)
    except ConfigurationError as error:
        message = str(error)
        assert message.startswith(str(folder_))
        assert len(message) < 20_000
        return message
    finally:
        path.unlink()
    return None


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: repr(content[:12]))
@pytest.mark.parametrize("reader", READERS)
def test_a_hostile_file_is_refused_with_a_message(reader: str, content: bytes, tmp_path: Path) -> None:
    message = read(reader, tmp_path, content)
    assert (message is None) is (reader == "waivers" and content in EMPTY)


@pytest.mark.parametrize("reader", READERS)
def test_a_folder_in_place_of_a_file_is_refused(reader: str, tmp_path: Path) -> None:
    name, load = READERS[reader]
    (tmp_path / name).mkdir()
    with pytest.raises(ConfigurationError):
        load(tmp_path / name)


@pytest.mark.parametrize("reader", READERS)
@MANY
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(reader: str, content: bytes, tmp_path: Path) -> None:
    read(reader, tmp_path, content)


MODELS: dict[str, type[BaseModel]] = {"rig": RigFile, "vehicle": VehicleProfile, "policy": Policy}


@pytest.mark.parametrize("reader", MODELS)
@MANY
@given(data=st.data())
def test_any_table_is_read_or_refused(reader: str, data: st.DataObject, tmp_path: Path) -> None:
    keys = st.sampled_from(sorted(MODELS[reader].model_fields)) | words
    table = data.draw(st.dictionaries(keys, trees, max_size=6))
    text = "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in table.items())
    read(reader, tmp_path, text.encode("utf-8", "surrogatepass"))


keys_of_a_waiver = st.sampled_from(["requirement", "owner", "reason", "expires"]) | words


@MANY
@given(waivers=st.lists(st.dictionaries(keys_of_a_waiver, trees | st.just("REMOTE-15"), max_size=5), max_size=3))
def test_any_waivers_are_read_or_refused(waivers: list[dict[str, Any]], tmp_path: Path) -> None:
    text = "".join(
        "[[waiver]]\n" + "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in waiver.items())
        for waiver in waivers
    )
    read("waivers", tmp_path, text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        (2**63 - 1, True),
        (2**63, False),
        (-(2**63), True),
        (-(2**63) - 1, False),
        ([{"a": 2**63}], False),
        (True, True),
        (1e300, True),
    ],
)
def test_a_number_has_64_bits(value: object, allowed: bool) -> None:
    with nullcontext() if allowed else pytest.raises(ValueError, match="more than 64 bits"):
        check_bounds(value)


def test_nesting_has_an_end() -> None:
    value: object = 1
    for _ in range(MOST_LEVELS):
        value = [value]
    check_bounds(value)
    with pytest.raises(ValueError, match=f"more than {MOST_LEVELS} levels"):
        check_bounds({"a": value})


RIG = """
name = "hostile"
kind = "virtual"
include = ["{rack}"]
{above}
[buses.comfort]
database = "{database}"
channel = "can0"
[buses.inter_system]
database = "dbc/inter_system.dbc"
channel = "can1"
{below}
"""
PLACES = ("signals", "signal_overrides", "database", "clips", "include")


def rig_with(part: str, name: str) -> str:
    """A rig file that names a file of some kind."""
    places_ = {"rack": ROOT / "rigs" / "rack.toml", "above": "", "database": "dbc/comfort.dbc", "below": ""}
    changed = {
        "signals": {"above": f'signals = "{name}"'},
        "signal_overrides": {"above": f'signal_overrides = "{name}"'},
        "database": {"database": name},
        "clips": {"below": f'[audio]\nclips = "{name}"'},
        "include": {"rack": name},
    }[part]
    return RIG.format(**{**places_, **changed})


def plan(tmp_path: Path, text: str) -> str | None:
    """What is said of a rig file with all that it names; None where it is taken."""
    path = tmp_path / "rig.toml"
    path.write_text(text, encoding="utf-8")
    try:
        Plan.load(path, None, 1, keep_traffic=False)
    except ConfigurationError as error:
        return str(error)
    return None


def test_the_rig_that_is_made_hostile_is_good(tmp_path: Path) -> None:
    for part, good in (("signals", "dbc/signals.toml"), ("database", "dbc/comfort.dbc")):
        assert plan(tmp_path, rig_with(part, good)) is None


@pytest.mark.parametrize("part", PLACES)
@pytest.mark.parametrize("name", [r"\u0000", "absent", "x" * 5000, "."], ids=["NUL", "absent", "long", "folder"])
def test_a_rig_that_names_no_file_is_refused(part: str, name: str, tmp_path: Path) -> None:
    assert plan(tmp_path, rig_with(part, name)) is not None


@pytest.mark.parametrize("part", PLACES)
@pytest.mark.parametrize(
    "content", [each for each in HOSTILE if each not in EMPTY], ids=lambda content: repr(content[:12])
)
def test_a_rig_that_names_a_hostile_file_is_refused(part: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "hostile").write_bytes(content)
    assert plan(tmp_path, rig_with(part, str(tmp_path / "hostile"))) is not None


@pytest.mark.parametrize(
    "content", [each for each in HOSTILE if each not in EMPTY], ids=lambda content: repr(content[:12])
)
def test_a_hostile_catalogue_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "requirements.toml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=str(path)):
        Catalogue.load(path)
