"""The page of `--live FILE` tells of a run while it goes on, and never disturbs it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reports.live.board import LATEST, Board, Ended, Running
from reports.live.page import MOST_COMPLAINTS, page
from reports.live.plugin import WRITTEN_AFTER_S, Live
from tests.reports.terminal.test_starts import PLUGINS, made

pytest_plugins = ["pytester"]

BEGIN = dt.datetime(2026, 12, 1, 22, 0, tzinfo=dt.UTC)
LOCK = "features/remote_control/locking.feature::A lock order locks"
HORN = "features/remote_control/horn.feature::One horn order honks once"


def after(s: float) -> dt.datetime:
    return BEGIN + dt.timedelta(seconds=s)


def ended(nodeid: str = LOCK, word: str = "pass", message: str = "", at_s: float = 60) -> Ended:
    return Ended(nodeid, word, message, after(at_s))


def board(*done: Ended, total: int = 10) -> Board:
    made = Board({"rig": "bay-3", "vehicle": ""}, BEGIN, total)
    for each in done:
        made.end(each)
    return made


def text(of: Board, at_s: float = 60) -> str:
    """The page as a person reads it, without its head."""
    body = page(of, after(at_s)).partition("<body>")[2].partition("<script>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_page_says_what_runs_since_when_and_how_long_it_took_when_it_last_passed() -> None:
    state = board()
    state.start(LOCK, Running(after(30), 312.0))
    assert "A lock order locks remote_control/locking took 5 min 12 s when it last passed 22:00:30" in text(state)


def test_a_wait_is_shown_until_its_scenario_ends(tmp_path: Path) -> None:
    live, state = live_page(tmp_path / "live.html", board())
    state.start(LOCK, Running(BEGIN, None))
    live.waits(12.0, 60.0, "all doors stay locked")
    assert "all doors stay locked: 12 of 60 s" in text(state)
    state.end(ended())
    state.start(HORN, Running(BEGIN, None))
    assert "stay locked" not in text(state)


def test_what_is_left_takes_as_long_as_what_has_ended() -> None:
    assert "2 of 10 scenarios since 22:00:00, about 8 min to go" in text(board(ended(), ended(HORN)), at_s=120)
    assert "to go" not in text(board())


def test_what_complains_stands_first_with_its_message_until_the_end() -> None:
    late = ended(word="fail", message="it came after 8.2 s")
    passed = [ended(f"{HORN} {n}") for n in range(LATEST + 1)]
    told = text(board(late, *passed))
    assert "Running, 1 to look at" in told
    assert "fail A lock order locks remote_control/locking it came after 8.2 s" in told


@pytest.mark.parametrize("word", ["pass", "reported", "world model", "not applicable", "caught", "baseline"])
def test_nothing_is_to_look_at_where_nothing_complains(word: str) -> None:
    assert "nothing to look at" in text(board(ended(word=word)))


@pytest.mark.parametrize("word", ["fail", "inconclusive", "setup failed", "rig fault", "survived", "error"])
def test_all_else_is_to_look_at(word: str) -> None:
    assert "1 to look at" in text(board(ended(word=word)))


def test_what_goes_wrong_in_the_teardown_replaces_the_verdict() -> None:
    state = board(ended(), ended(word="rig fault"))
    assert (state.done, dict(state.counts)) == (1, {"rig fault": 1})


def test_a_scenario_that_fails_and_whose_teardown_goes_wrong_is_one_complaint() -> None:
    state = board(ended(word="fail", message="too late"), ended(HORN, "fail"), ended(word="rig fault"))
    assert [(each.nodeid, each.word) for each in state.complaints] == [(LOCK, "rig fault"), (HORN, "fail")]
    assert [each.nodeid for each in state.latest] == [LOCK, HORN]
    assert "2 to look at" in text(state)


def test_of_very_many_complaints_the_newest_are_shown_and_the_others_counted() -> None:
    state = board(*(ended(f"{LOCK} {n}", "fail") for n in range(MOST_COMPLAINTS + 3)), total=99)
    assert "and 3 before these" in text(state)


def test_a_page_loads_itself_anew_until_the_run_has_ended() -> None:
    state = board(ended())
    assert "http-equiv" in page(state, after(60))
    state.ended = after(61)
    made = page(state, after(61))
    assert "http-equiv" not in made
    assert "Ended, nothing to look at" in made


def test_no_markup_of_a_title_or_message_gets_into_the_page() -> None:
    made = page(board(ended(f"{LOCK} <b>", "fail", "<script>alert(1)</script>")), after(60))
    assert "<b>" not in made
    assert "<script>alert" not in made


def live_page(path: Path, state: Board, clock: list[float] | None = None) -> tuple[Live, Board]:
    seconds = clock or [0.0]
    return Live(path, state, {LOCK: 12.0}, lambda: BEGIN, lambda: seconds[0]), state


def test_a_page_is_written_at_most_once_a_second(tmp_path: Path) -> None:
    path, clock = tmp_path / "live.html", [0.0]
    live, _ = live_page(path, board(), clock)
    live.pytest_runtest_logstart(LOCK)
    first = path.read_text(encoding="utf-8")
    live.pytest_runtest_logstart(HORN)
    assert path.read_text(encoding="utf-8") == first
    clock[0] = WRITTEN_AFTER_S
    live.waits(1.0, 2.0, "the vehicle sleeps")
    assert "the vehicle sleeps" in path.read_text(encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir()] == ["live.html"]


def test_workers_of_xdist_say_how_many_scenarios_there_are(tmp_path: Path) -> None:
    live, state = live_page(tmp_path / "live.html", board(total=0))
    live.pytest_xdist_node_collection_finished(None, [LOCK, HORN])
    assert state.total == 2


def test_only_scenarios_are_shown_and_counted(tmp_path: Path) -> None:
    live, state = live_page(tmp_path / "live.html", board(total=0))
    other = "tests/test_own.py::test_something"
    live.pytest_xdist_node_collection_finished(None, [LOCK, other])
    live.pytest_runtest_logstart(other)
    assert (state.total, state.running) == (1, {})
    live.pytest_collection_finish(cast("Any", SimpleNamespace(items=[SimpleNamespace(nodeid=other)])))
    assert state.total == 0


@pytest.mark.parametrize(
    ("session", "code", "stopped"),
    [
        ({}, pytest.ExitCode.TESTS_FAILED, False),
        ({"shouldfail": "stopping after 1 failures"}, pytest.ExitCode.TESTS_FAILED, True),
        ({"shouldstop": "the bench is at rest"}, pytest.ExitCode.TESTS_FAILED, True),
        ({}, pytest.ExitCode.INTERRUPTED, True),
    ],
)
def test_a_run_that_ends_before_all_have_run_was_stopped(
    tmp_path: Path, session: dict[str, str], code: int, stopped: bool
) -> None:
    live, state = live_page(tmp_path / "live.html", board())
    ending = SimpleNamespace(**{"shouldstop": False, "shouldfail": False, **session})
    live.pytest_sessionfinish(cast("Any", ending), code)
    assert state.stopped is stopped


def test_a_page_that_cannot_be_written_any_more_is_told_at_the_end(tmp_path: Path) -> None:
    live, _ = live_page(tmp_path / "gone" / "live.html", board())
    live.pytest_runtest_logstart(LOCK)
    said: list[str] = []
    terminal = SimpleNamespace(write_line=lambda line, **_: said.append(line))
    live.pytest_terminal_summary(cast("Any", terminal))
    assert "the page of --live could not be kept current: No such file or directory" in said[0]


def test_a_run_leaves_the_page_of_its_end(pytester: pytest.Pytester) -> None:
    suite = made(pytester, "bench")
    conftest = pytester.path / "conftest.py"
    changed = conftest.read_text(encoding="utf-8").replace(
        PLUGINS, PLUGINS.replace("[", '["reports.live.plugin", ')
    )
    facts = 'rig=SimpleNamespace(kind="bench", name="bay-3"), vehicle=None, fault=None, seed=1'
    conftest.write_text(changed.replace('rig=SimpleNamespace(kind="bench")', facts), encoding="utf-8")
    suite.pytester.runpytest_inprocess("--live", "screen/live.html", "-k", "not stopped")
    told = (pytester.path / "screen" / "live.html").read_text(encoding="utf-8")
    assert "Ended, nothing to look at" in told
    assert "2 of 2 scenarios" in told
    assert "rig bay-3, seed 1" in told


@pytest.mark.parametrize(
    ("place", "why"), [(".", "is a folder; must be a file"), ("conftest.py/live.html", "conftest.py is a file")]
)
def test_a_page_that_cannot_be_written_is_refused_before_anything_runs(
    pytester: pytest.Pytester, place: str, why: str
) -> None:
    pytester.makeconftest('pytest_plugins = ["reports.live.plugin"]')
    ran = pytester.runpytest_inprocess("--live", place)
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    assert why in "".join([*ran.outlines, *ran.errlines])
