"""Two runs are laid side by side: what differs is told, and what cannot be compared is counted."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reports.__main__ import main
from rigs.values.measurement import Limits, Measurement, measurements_json
from tests.support.results_folders import LOCK, ROUTING, UNLOCK, folder, result

DELAY = "time from the order until all doors are locked"


def delay(low: float | None, high: float | None, unit: str = "s", name: str = DELAY) -> Measurement:
    return Measurement(name, low, high, unit, Limits(high=8.0))


class Bay:
    """A run on one rig, whose folder is made when it is asked for."""

    def __init__(self, parent: Path, rig: str) -> None:
        self._parent = parent / rig
        self._rig = rig
        self._results: list[dict[str, Any]] = []
        self._values: dict[str, Sequence[Measurement]] = {}

    def ran(self, node_id: str, *values: Measurement, **changes: Any) -> Bay:
        attachment = {
            "name": "measurements",
            "source": f"{len(self._results)}-measurements.json",
            "type": "application/json",
        }
        self._values[attachment["source"]] = values
        self._results.append(result(node_id, attachments=[attachment], **changes))
        return self

    def folder(self) -> Path:
        made = folder(self._parent, self._results, rig=self._rig)
        for name, values in self._values.items():
            (made / name).write_text(measurements_json(list(values)), encoding="utf-8")
        return made


@pytest.fixture
def bench(tmp_path: Path) -> Bay:
    return Bay(tmp_path, "bench")


@pytest.fixture
def virtual(tmp_path: Path) -> Bay:
    return Bay(tmp_path, "virtual")


def checked(capsys: pytest.CaptureFixture[str], *bays: Bay, options: Sequence[str] = ()) -> tuple[int, str]:
    """The exit code of the command, and what it says."""
    code = main(["cross-check", *(str(bay.folder()) for bay in bays), *options])
    return code, "".join(capsys.readouterr())


def test_equal_verdicts_and_values_that_overlap_agree(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = checked(capsys, virtual.ran(LOCK, delay(2.0, 2.0)), bench.ran(LOCK, delay(1.9, 2.1)))
    assert code == 0
    assert "compared: 1 scenario, 1 measured value" in said
    assert "verdicts: all the same" in said


def test_values_further_apart_than_both_can_be_wrong_are_told_with_what_lies_between(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = checked(capsys, virtual.ran(LOCK, delay(2.0, 2.1)), bench.ran(LOCK, delay(2.35, 2.5)))
    assert code == 1
    assert f"{DELAY}: 2.000 to 2.100 s against 2.350 to 2.500 s, 0.25 s beyond what both can be wrong" in said
    assert LOCK in said


def test_it_does_not_matter_which_run_is_named_first(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = checked(capsys, bench.ran(LOCK, delay(2.35, 2.5)), virtual.ran(LOCK, delay(2.0, 2.1)))
    assert code == 1
    assert "0.25 s beyond" in said


def test_another_verdict_is_told_and_its_values_are_not_held_against_it_twice(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    late = bench.ran(LOCK, delay(8.2, 8.3), verdict="fail", status="failed")
    code, said = checked(capsys, virtual.ran(LOCK, delay(2.0, 2.0)), late)
    assert code == 1
    assert f"pass against fail: {LOCK}" in said
    assert "values: all as near as both can tell" in said


def test_a_bound_that_is_not_known_may_lie_anywhere(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = checked(capsys, virtual.ran(LOCK, delay(25.0, None)), bench.ran(LOCK, delay(30.0, 31.0)))
    assert code == 0


def test_a_value_in_another_unit_differs(bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = checked(capsys, virtual.ran(LOCK, delay(2.0, 2.0)), bench.ran(LOCK, delay(2.0, 2.0, unit="min")))
    assert code == 1
    assert f"{DELAY}: 2.000 s against 2.000 min" in said


def test_values_of_one_name_are_compared_in_their_order(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = (delay(1.0, 1.0), delay(3.0, 3.0))
    assert checked(capsys, virtual.ran(LOCK, *twice), bench.ran(LOCK, *twice))[0] == 0
    assert checked(capsys, virtual.ran(UNLOCK, *twice), bench.ran(UNLOCK, *reversed(twice)))[0] == 1


def test_what_one_rig_does_not_measure_is_counted_and_no_difference(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    both = virtual.ran(LOCK, delay(2.0, 2.0), delay(60.0, None, name="lamp current"))
    code, said = checked(capsys, both, bench.ran(LOCK, delay(2.0, 2.0)))
    assert code == 0
    assert "measured in one run alone, 1 time: lamp current" in said


def test_what_cannot_be_compared_is_left_out_with_its_reason(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    virtual.ran(LOCK).ran(UNLOCK).ran(ROUTING)
    bench.ran(LOCK, labels=[("vehicle", "diesel")]).ran(UNLOCK, verdict="not applicable", status="skipped")
    code, said = checked(capsys, virtual, bench)
    assert code == 2
    assert "left out: 1 scenario in the first run alone" in said
    assert "left out: 1 scenario not applicable in the second run" in said
    assert "left out: 1 scenario on another vehicle" in said
    assert "nothing to compare" in said


def test_of_several_results_of_a_scenario_the_last_counts(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.ran(LOCK, verdict="fail", status="failed", stop=1_800_000_000_000).ran(LOCK, stop=1_800_000_001_000)
    assert checked(capsys, virtual.ran(LOCK), bench)[0] == 0


def test_the_table_has_each_value_of_both(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "checked.csv"
    virtual.ran(LOCK, delay(2.0, 2.1)).ran(UNLOCK)
    bench.ran(LOCK, delay(2.35, None)).ran(UNLOCK)
    checked(capsys, virtual, bench, options=["--csv", str(table)])
    lines = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [line["scenario"] for line in lines] == [LOCK, UNLOCK]
    assert (lines[0]["low"], lines[0]["high"], lines[0]["other_low"], lines[0]["other_high"]) == (
        "2.0",
        "2.1",
        "2.35",
        "",
    )
    assert float(lines[0]["gap"]) == pytest.approx(0.25)
    assert lines[1]["measured"] == ""


def test_a_folder_that_is_none_is_named(virtual: Bay, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["cross-check", str(virtual.ran(LOCK).folder()), str(tmp_path / "nowhere")]) == 2
    assert str(tmp_path / "nowhere") in capsys.readouterr().err


def test_values_that_are_none_are_named_with_their_file(
    bench: Bay, virtual: Bay, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = bench.ran(LOCK, delay(2.0, 2.0)).folder()
    (broken / "0-measurements.json").write_text(json.dumps([{"name": DELAY}]), encoding="utf-8")
    assert main(["cross-check", str(virtual.ran(LOCK).folder()), str(broken)]) == 2
    assert "0-measurements.json" in capsys.readouterr().err
