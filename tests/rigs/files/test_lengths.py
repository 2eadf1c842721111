"""How long each scenario takes, as it is kept with the suite."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reports.lengths import text_of
from rigs.errors import ConfigurationError
from rigs.files.lengths import LENGTHS, is_long, lengths_s

LOCK = "features/remote_control/locking.feature::A lock order locks"


def kept(root: Path, text: str) -> Path:
    path = root / LENGTHS
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return root


def test_a_scenario_of_over_two_minutes_is_long(tmp_path: Path) -> None:
    root = kept(tmp_path, json.dumps({LOCK: 120, f"{LOCK} late": 121}))
    assert [is_long(root, name) for name in (LOCK, f"{LOCK} late", "another")] == [False, True, False]


def test_without_a_file_no_scenario_is_long(tmp_path: Path) -> None:
    assert lengths_s(tmp_path) == {}


@pytest.mark.parametrize("text", ["{", "[]", json.dumps({LOCK: "soon"})])
def test_a_file_that_holds_something_else_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match="must be"):
        lengths_s(kept(tmp_path, text))


def test_what_is_written_is_read_back_without_variations_and_strangers(tmp_path: Path) -> None:
    measured = {LOCK: 61.4, f"{LOCK}[after: slept]": 70.0, "features/gone.feature::Gone": 3.0}
    root = kept(tmp_path, text_of(measured, frozenset({LOCK})))
    assert lengths_s(root) == {LOCK: 61}
