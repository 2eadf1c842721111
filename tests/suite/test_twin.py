"""What `python -m tests.twin` chooses, and what it runs again."""

from __future__ import annotations

import json
from pathlib import Path

from rigs.values.measurement import Verdict
from tests.support.results_folders import result
from tests.twin import TO_REST_S, chosen_of, results_of, to_run

KNOWN_S = {f"features/a.feature::{letter}": 10.0 * number for number, letter in enumerate("abcdef", 1)}


def test_all_that_is_short_enough_is_chosen() -> None:
    assert chosen_of(KNOWN_S, 30.0, None) == ["features/a.feature::a", "features/a.feature::b"]


def test_a_part_is_as_long_as_the_time_allows_with_the_way_to_rest() -> None:
    chosen = chosen_of(KNOWN_S, 60.0, 100.0)
    used_s = sum(KNOWN_S[name] + TO_REST_S for name in chosen)

    assert chosen
    assert used_s <= 100.0
    assert chosen == chosen_of(KNOWN_S, 60.0, 100.0)


def test_a_run_that_was_cut_short_goes_on_with_what_has_no_verdict_or_a_rig_fault(tmp_path: Path) -> None:
    for run, name, verdict in (
        ("twin-0", "a", Verdict.PASS),
        ("twin-0", "b", Verdict.RIG_FAULT),
        ("twin-0", "c", Verdict.RIG_FAULT),
        ("twin-1", "c", Verdict.FAIL),
    ):
        (tmp_path / run).mkdir(exist_ok=True)
        written = result(f"features/a.feature::{name}", verdict=verdict)
        (tmp_path / run / f"{name}-result.json").write_text(json.dumps(written), encoding="utf-8")

    assert to_run(sorted(KNOWN_S), results_of(tmp_path)) == [f"features/a.feature::{letter}" for letter in "bdef"]
