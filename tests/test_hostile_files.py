"""Whatever stands in a file that somebody hands over, it is read or refused with a message."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from dbc.strict_toml import MOST_LEVELS, check_bounds
from reports.gate_screen import screen
from reports.manifest import NAME, read_manifest
from reports.matrix import as_csv
from reports.matrix_rows import matrix
from reports.policy import Policy, load_policy, load_waivers
from reports.reader import read_result, read_run
from rigs.catalogue import Catalogue
from rigs.errors import CatalogueError, ConfigurationError
from rigs.model import ROOT, RigFile, load_rig, load_vehicles
from rigs.session import Plan
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

words = st.text(max_size=20)


class Endless:
    """A number that Python reads and does not write."""

    def __repr__(self) -> str:
        return "0x" + "f" * 5000


endless = st.sampled_from([Endless(), 10**300, 2**64, -(2**63) - 1])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | words | endless
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4)
)


def toml(value: Any) -> str:
    """A value in TOML; what TOML cannot say becomes a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Endless):
        return repr(value)
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


signs = st.characters(exclude_categories=())
moments = st.datetimes(timezones=st.none() | st.timezones()).map(lambda moment: moment.isoformat())
json_scalars = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(signs, max_size=20) | moments
)
json_trees = st.recursive(
    json_scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(signs, max_size=9), inner, max_size=3),
    max_leaves=8,
)


def places(tree: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each part of a JSON value."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, part in inner:
        yield (*above, key)
        yield from places(part, (*above, key))


@st.composite
def damaged(draw: st.DrawFn, tree: dict[str, Any]) -> dict[str, Any]:
    """A value of which one part is another, has another name, or is gone."""
    made = deepcopy(tree)
    *way, last = draw(st.sampled_from(sorted(places(tree), key=repr)))
    inner: Any = made
    for key in way:
        inner = inner[key]
    kind = draw(st.sampled_from(["replace", "remove", "rename"]))
    part = inner[last] if kind == "replace" else inner.pop(last)
    if kind == "replace":
        inner[last] = draw(json_trees.filter(lambda value: value != part))
    elif kind == "rename" and isinstance(inner, dict):
        inner[draw(st.text(signs, max_size=9))] = part
    return made


FULL = {
    **result(LOCK, labels=[("tag", "electric"), ("rig", "virtual"), ("vehicle", "electric"), ("host", "x")]),
    "statusDetails": {"message": "late", "trace": "..."},
    "attachments": [{"name": "log", "source": "1.txt", "type": "text/plain"}],
    "steps": [{"name": "Given", "status": "passed", "attachments": [{"name": "log", "source": "2.txt"}]}],
}


def reports_of(run: Path, parent: Path) -> None:
    """Make all that is made of results, and see that it can be written."""
    judgement = judged(parent, run)
    assert "\n".join(screen(judgement, "suite")).encode()
    for reason in judgement.reasons:
        assert reason.text
    with suppress(ConfigurationError):
        assert as_csv(matrix(CATALOGUE, [], [read_run(run)])).encode()


@MANY
@given(content=damaged(FULL))
@example(content={**FULL, "stop": 10**30})
@example(content={**FULL, "start": -1})
@example(content={**FULL, "name": "\ud800"})
@example(content={**FULL, "labels": [{"name": "verdict", "value": None}]})
@example(content={**FULL, "statusDetails": None})
def test_of_any_result_reports_are_made_or_it_is_refused(
    content: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("result")
    run = folder(tmp_path)
    (run / "a-result.json").write_text(json.dumps(content), encoding="utf-8")
    reports_of(run, tmp_path)


@MANY
@given(data=st.data())
def test_of_any_manifest_reports_are_made_or_it_is_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("manifest")
    run = folder(tmp_path)
    path = run / NAME
    path.write_text(json.dumps(data.draw(damaged(json.loads(path.read_text())))), encoding="utf-8")
    reports_of(run, tmp_path)


@pytest.mark.parametrize("key", ["started", "finished"])
@pytest.mark.parametrize(
    "moment", ["2026-06-01T11:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_any_time_in_a_manifest_is_judged_or_refused(key: str, moment: str, tmp_path: Path) -> None:
    run = folder(tmp_path)
    path = run / NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), key: moment}), encoding="utf-8")
    assert judged(tmp_path, run).reasons != []
    reports_of(run, tmp_path)


@MANY
@given(data=st.data())
def test_a_folder_with_another_byte_than_the_run_has_left_blocks(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("bytes")
    run = folder(tmp_path)
    assert judged(tmp_path, run).reasons == []
    path = data.draw(st.sampled_from(sorted(path for path in run.iterdir() if path.name != NAME)))
    content = path.read_bytes()
    start = data.draw(st.integers(0, len(content) - 1))
    stop = data.draw(st.integers(start, len(content)))
    other = content[:start] + data.draw(st.binary(max_size=9)) + content[stop:]
    path.write_bytes(other)
    assert (judged(tmp_path, run).reasons == []) is (other == content)


@pytest.mark.parametrize("depth", [20, 40, 300, 450, 480, 490, 900, 5000])
def test_a_result_of_any_depth_is_read_or_refused(depth: int, tmp_path: Path) -> None:
    steps = '[{"steps": ' * depth + "[]" + "}]" * depth
    text = f'{json.dumps(result(LOCK))[:-1]}, "steps": {steps}}}'
    message = read("result", tmp_path, text.encode())
    assert (message is None) is (depth == 20)


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
@pytest.mark.parametrize("content", [each for each in HOSTILE if each], ids=lambda content: repr(content[:12]))
def test_a_rig_that_names_a_hostile_file_is_refused(part: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "hostile").write_bytes(content)
    assert plan(tmp_path, rig_with(part, str(tmp_path / "hostile"))) is not None


@pytest.mark.parametrize("content", [each for each in HOSTILE if each], ids=lambda content: repr(content[:12]))
def test_a_hostile_catalogue_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "requirements.toml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=str(path)):
        Catalogue.load(path)


@pytest.mark.parametrize("value", [None, [], {}, "x", 1, [{"name": "measurements", "source": "../../../x"}]])
def test_attachments_of_any_kind_are_read_or_refused(value: object, tmp_path: Path) -> None:
    run = folder(tmp_path, [{**result(LOCK), "attachments": value}])
    if value == []:
        assert read_run(run).results[0].measurements == []
    else:
        with pytest.raises(ConfigurationError, match=str(tmp_path)):
            _ = read_run(run).results[0].measurements
