"""What a scenario that passed keeps in place of its pictures: the same are drawn of it later."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from clock.kernel import S
from reports import plugin
from reports.__main__ import main
from reports.evidence.diagram import timing_diagram
from reports.evidence.events import event_list
from reports.evidence.evidence import JOURNAL, attachments
from reports.evidence.kept import kept_journal
from reports.evidence.reading import read_journal
from reports.html.slim import slim_copy
from rigs.errors import ConfigurationError
from rigs.ports.values import NoTable
from rigs.recording.journal import Expected, Journal
from rigs.run.plugin import PLAN
from rigs.values.interval import Event, Interval
from rigs.values.measurement import Limits, Measurement, Verdict
from rigs.values.track import Track
from tests.support.results_folders import LOCK, result, seal

ORDER = Event("the order", Interval(3 * S, 3 * S + 1), "phone order lock")
LOCKED = "all doors are locked"


def track(name: str, *values: object, unit: str = "") -> Track:
    made = Track(name, unit)
    for second, value in enumerate(values):
        made.add(Interval(second * S, second * S + 20_000_000), value)
    return made


def journal() -> Journal:
    """A lock order, and ports that have shown all that ports show."""
    measured = Measurement("time to lock", 1.98, 2.02, "s", Limits(high=8.0, fails_above=9.5))
    reached = Expected(LOCKED, LOCKED, ORDER, None, 8 * S, Verdict.PASS, measured)
    tracks = [
        track("doors.front_left.lock", None, "unlocked", "unlocked", "unlocked", "unlocked", "locked"),
        track(LOCKED, False, False, False, False, False, True),
        track("horn.level", 40.5, 41, 62.25, 40.5, unit="dB"),
        track("wheel.moving", False),
        track(
            "phone.banner",
            NoTable(),
            {"kind": "done", "doors": ["left", {"open": False}], "level": 3.5},
            NoTable(),
        ),
        track("phone.never"),
        track("a judged condition that was never seen"),
    ]
    return Journal(
        scenario="features/remote_control/locking.feature::Doors «lock»",
        seed="7/1",
        rig="virtual",
        vehicle="phev",
        events=[ORDER, Event("the plug is pulled", Interval.at(5 * S))],
        expectations=[
            reached,
            Expected("nobody honks", "a judged condition that was never seen", None, None, None, Verdict.FAIL),
        ],
        set_up={"the doors are unlocked": ("doors.front_left.lock",)},
        tracks={each.name: each for each in tracks},
        notes=["monitor cycle: message Doors came 2 ms late"],
        connected_ns=1,
        begin_ns=S,
        end_ns=9 * S,
    )


def kept(made: Journal, folder: Path) -> Path:
    text = kept_journal(made)
    assert text is not None
    path = folder / "kept.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_of_a_journal_that_was_kept_the_same_is_drawn(tmp_path: Path) -> None:
    made = journal()
    again = read_journal(kept(made, tmp_path))
    assert timing_diagram(again) == timing_diagram(made)
    assert event_list(again) == event_list(made)
    assert "phone.banner: nothing -> kind: done" in event_list(again)


def test_ports_that_have_shown_nothing_are_not_kept(tmp_path: Path) -> None:
    again = read_journal(kept(journal(), tmp_path))
    assert "phone.never" not in again.tracks
    assert "a judged condition that was never seen" in again.tracks


@pytest.mark.parametrize("asked", [False, True], ids=["nobody asked", "asked"])
def test_a_signal_that_tells_late_is_kept_where_somebody_asked_for_it(asked: bool, tmp_path: Path) -> None:
    made, told = journal(), list[str]()
    late = made.tracks["clock.second"] = track("clock.second", 57, 58, 59)
    late.come_late(lambda: told.append("read"), lambda: None)
    if asked:
        assert late.value == 59
    assert ("clock.second" in read_journal(kept(made, tmp_path)).tracks) is asked
    assert bool(told) is asked


@pytest.mark.parametrize("odd", [(1, 2), {}, {1: "one"}, {"part": (1,)}, b"RIFF", float("nan"), object()])
def test_what_json_would_change_is_drawn_at_once(odd: object) -> None:
    made = journal()
    made.tracks["odd"] = track("odd", odd)
    assert kept_journal(made) is None
    names = [piece.name for piece in attachments(made, Verdict.PASS, draw_all=False)]
    assert names == ["timing diagram", "events"]


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.RIG_FAULT, Verdict.SETUP_FAILED])
def test_what_did_not_pass_is_drawn_at_once(verdict: Verdict) -> None:
    names = [piece.name for piece in attachments(journal(), verdict, draw_all=False)]
    assert names[:2] == ["timing diagram", "events"]
    assert JOURNAL not in names


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.REPORTED, Verdict.WORLD_MODEL])
def test_what_passed_keeps_its_journal(verdict: Verdict) -> None:
    assert [piece.name for piece in attachments(journal(), verdict, draw_all=False)] == [JOURNAL]


@pytest.mark.parametrize(
    ("asked", "simulated", "all_of_them"),
    [(None, True, False), (None, False, True), ("all", True, True), ("failed", False, False)],
)
def test_a_bench_draws_all_at_once_unless_told_otherwise(
    asked: str | None, simulated: bool, all_of_them: bool
) -> None:
    plan = SimpleNamespace(rig=SimpleNamespace(simulated=simulated))
    config = SimpleNamespace(getoption=lambda *_: asked, stash={PLAN: plan})
    assert plugin.draws_all(cast(pytest.Config, config)) is all_of_them


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"schema": 2}, "schema = 2: must be 1"),
    ({"rig": None}, "rig = None: "),
    ({"what": 1}, "what = 1: "),
    ({"events": [["the order", 2, 1, ""]]}, "must not end before it begins"),
    ({"tracks": [["horn", "", [1], [1, 2], ["off"]]]}, "must have as many values as times"),
    ({"tracks": [["horn", "", [2], [1], ["off"]]]}, "must not end before it begins"),
]


@pytest.mark.parametrize(("changes", "told"), WRONG)
def test_a_file_that_is_no_journal_is_refused_with_file_key_and_value(
    tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    path = kept(journal(), tmp_path)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changes), encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        read_journal(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


# What is made of it


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A results folder of one scenario that passed and has kept its journal."""
    folder = tmp_path / "run"
    folder.mkdir()
    kept(journal(), folder)
    content = result(LOCK, start=1)
    content["attachments"] = [{"name": JOURNAL, "source": "kept.json", "type": "application/json"}]
    (folder / "one-result.json").write_text(json.dumps(content), encoding="utf-8")
    seal(folder, [LOCK])
    return folder


def test_the_report_in_one_file_has_the_diagram_and_names_the_journal(run: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    target.mkdir()
    slim_copy(run, target, tmp_path)
    (content,) = (json.loads(path.read_bytes()) for path in target.glob("*-result.json"))
    diagram, beside = content["attachments"]
    assert (diagram["name"], diagram["type"]) == ("timing diagram", "image/svg+xml")
    assert (target / diagram["source"]).read_text(encoding="utf-8") == timing_diagram(journal())
    assert (target / beside["source"]).read_text(encoding="utf-8").startswith("journal: run/kept.json (python -m")


def test_diagram_and_events_of_a_whole_folder_are_drawn(run: Path, tmp_path: Path) -> None:
    assert main(["draw", str(run), "--output", str(tmp_path / "drawn")]) == 0
    made = {path.suffix: path.read_text(encoding="utf-8") for path in (tmp_path / "drawn").rglob("*.*")}
    assert made[".svg"] == timing_diagram(journal())
    assert made[".txt"] == event_list(journal())


def test_one_journal_is_drawn_under_its_own_name(run: Path, tmp_path: Path) -> None:
    assert main(["draw", str(run / "kept.json"), "--output", str(tmp_path / "drawn")]) == 0
    assert sorted(path.name for path in (tmp_path / "drawn").iterdir()) == ["kept.svg", "kept.txt"]


def test_where_there_is_no_journal_the_command_says_so(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = json.loads((run / "one-result.json").read_bytes())
    (run / "one-result.json").write_text(json.dumps(content | {"attachments": []}), encoding="utf-8")
    assert main(["draw", str(run), "--output", str(tmp_path / "drawn")]) == 2
    assert "no journal in it" in capsys.readouterr().err


def test_a_result_cannot_have_its_pictures_written_elsewhere(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = json.loads((run / "one-result.json").read_bytes())
    (run / "one-result.json").write_text(json.dumps(content | {"titlePath": ["..", "..", "x"]}), encoding="utf-8")
    assert main(["draw", str(run), "--output", str(tmp_path / "drawn")]) == 1
    assert "titlePath" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run"]


def test_the_verdict_of_what_was_judged_is_kept(tmp_path: Path) -> None:
    made = journal()
    made.expectations[0] = replace(made.expectations[0], verdict=Verdict.INCONCLUSIVE)
    again = read_journal(kept(made, tmp_path))
    assert again.expectations == made.expectations
