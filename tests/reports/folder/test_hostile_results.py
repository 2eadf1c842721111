"""Whatever stands in a results folder, the gate judges it, and reports are made of it or it is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.folder.manifest import NAME
from reports.folder.reader import read_run
from reports.gate.screen import screen
from reports.matrix.command import as_csv
from reports.matrix.rows import matrix
from rigs.errors import ConfigurationError
from tests.rigs.files.test_hostile_files import CATALOGUE, MANY, read
from tests.support.results_folders import LOCK, folder, judged, result

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
    text = json.dumps({**result(LOCK), "steps": "deep"}).replace('"deep"', steps)
    message = read("result", tmp_path, text.encode())
    assert (message is None) is (depth == 20)


@pytest.mark.parametrize("value", [None, [], {}, "x", 1, [{"name": "measurements", "source": "../../../x"}]])
def test_attachments_of_any_kind_are_read_or_refused(value: object, tmp_path: Path) -> None:
    run = folder(tmp_path, [{**result(LOCK), "attachments": value}])
    if value == []:
        assert read_run(run).results[0].measurements == []
    else:
        with pytest.raises(ConfigurationError, match=str(tmp_path)):
            _ = read_run(run).results[0].measurements
