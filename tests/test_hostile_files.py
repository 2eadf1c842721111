"""Whatever stands in a file that somebody hands over, it is read or refused with a message."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from reports.manifest import NAME, Manifest, read_manifest
from reports.policy import Policy, load_policy, load_waivers
from reports.reader import read_result, read_run
from rigs.catalogue import Catalogue
from rigs.errors import ConfigurationError
from rigs.model import ROOT, RigFile, load_rig, load_vehicles
from simulators.profile import VehicleProfile
from tests.results_folders import LOCK, folder, judged, result

CATALOGUE = Catalogue.load(ROOT / "features" / "requirements.toml")
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

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
    b"9" * 10_000,
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
)

words = st.text(max_size=20)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | words
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4)
)


def toml(value: Any) -> str:
    """A value in TOML; what TOML cannot say becomes a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value).replace("inf", "inf")
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
    harmless = reader == "waivers" and content in (b"", b"\xef\xbb\xbf")
    assert (message is None) is (harmless and content == b"")


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


@MANY
@given(
    waivers=st.lists(
        st.dictionaries(st.sampled_from(["requirement", "owner", "reason", "expires"]) | words, trees)
    )
)
def test_any_waivers_are_read_or_refused(waivers: list[dict[str, Any]], tmp_path: Path) -> None:
    text = "".join(
        "[[waiver]]\n" + "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in waiver.items())
        for waiver in waivers
    )
    read("waivers", tmp_path, text.encode("utf-8", "surrogatepass"))


@MANY
@given(key=st.sampled_from(sorted(result(LOCK))), value=trees)
@example(key="labels", value=[{"name": "verdict", "value": None}])
@example(key="titlePath", value=None)
@example(key="statusDetails", value=None)
def test_any_result_is_read_or_refused(key: str, value: Any, tmp_path: Path) -> None:
    read("result", tmp_path, json.dumps({**result(LOCK), key: value}).encode())


@MANY
@given(key=st.sampled_from([each.alias or name for name, each in Manifest.model_fields.items()]), value=trees)
def test_any_manifest_is_judged(key: str, value: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp_path = tmp_path_factory.mktemp("manifest")
    run = folder(tmp_path)
    path = run / NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), key: value}), encoding="utf-8")
    for reason in judged(tmp_path, run).reasons:
        assert reason.text


@pytest.mark.parametrize("value", [None, [], {}, "x", 1, [{"name": "measurements", "source": "../../../x"}]])
def test_attachments_of_any_kind_are_read_or_refused(value: object, tmp_path: Path) -> None:
    run = folder(tmp_path, [{**result(LOCK), "attachments": value}])
    if value == []:
        assert read_run(run).results[0].measurements == []
    else:
        with pytest.raises(ConfigurationError, match=str(tmp_path)):
            _ = read_run(run).results[0].measurements
