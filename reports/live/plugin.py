"""The option `--live FILE`: one HTML page that tells of a run while it goes on, for a second screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from dbc.arguments import why_not_writable, written_argument
from reports.folder.results import is_controller
from reports.live.board import Board, Ended, Running, Wait
from reports.plugin import WAITS
from reports.scenario import is_scenario
from reports.terminal.lines import message_of, word_of
from reports.terminal.starts import lengths_s
from rigs.run.plugin import PLAN

WRITTEN_AFTER_S = 1.0
"""Seconds between two writings while nothing but time passes, or scenarios end by the dozen."""


class Live:
    """A reporter that keeps the page current.

    What goes wrong with the page never goes wrong with the run: a page that cannot be written any more is told at
    the end.

    Args:
        path: Of the page.
        board: What it shows.
        lengths_s: Vehicle time in s of each scenario when it last passed, by node id.
        now: Time of day.
        clock: Seconds that pass for whoever watches.
    """

    def __init__(
        self,
        path: Path,
        board: Board,
        lengths_s: dict[str, float],
        now: Callable[[], dt.datetime],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._path = path
        self._board = board
        self._lengths_s = lengths_s
        self._now = now
        self._clock = clock
        self._next = clock()
        self._trouble: OSError | None = None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._board.total = sum(is_scenario(item.nodeid) for item in session.items)
        self._write()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: Sequence[str]) -> None:
        self._board.total = sum(map(is_scenario, ids))
        self._write()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        if is_scenario(nodeid):
            self._board.start(nodeid, Running(self._now(), self._lengths_s.get(nodeid)))
        self._write_now_and_then()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        word = word_of(report)
        if word is not None:
            self._board.end(Ended(report.nodeid, word, message_of(report), self._now()))
            self._write_now_and_then()

    def waits(self, done_s: float, total_s: float, what: str) -> None:
        """Show what is waited for; see `reports.plugin.WaitListener`."""
        self._board.wait = Wait(done_s, total_s, what)
        self._write_now_and_then()

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        self._board.running.clear()
        self._board.ended = self._now()
        ended = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        self._board.stopped = not ended or bool(session.shouldstop or session.shouldfail)
        self._write()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._trouble is not None:
            terminalreporter.write_line(
                f"{self._path}: the page of --live could not be kept current: {self._trouble.strerror}",
                yellow=True,
            )

    def _write_now_and_then(self) -> None:
        if self._clock() >= self._next:
            self._write()

    def _write(self) -> None:
        """Write the page beside the old one and put it in its place, so that a browser never sees half of it."""
        from reports.live.page import page  # noqa: PLC0415  # only a run with --live needs what it takes

        self._next = self._clock() + WRITTEN_AFTER_S
        beside = self._path.with_name(f".{self._path.name}.new")
        try:
            beside.write_text(page(self._board, self._now()), encoding="utf-8")
            beside.replace(self._path)
        except OSError as error:
            self._trouble = error


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("reports").addoption(
        "--live",
        metavar="FILE",
        type=written_argument,
        help="keep an HTML page current while the run goes on, for a second screen",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a page that cannot be written before anything is opened.

    Raises:
        pytest.UsageError: With the reason.
    """
    path: Path | None = config.option.live
    if path is not None and (why := why_not_writable(path.absolute().parent)) is not None:
        raise pytest.UsageError(f"--live {path}: {why}")


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Keep the page in the controller alone: it hears of every worker's scenarios."""
    config = session.config
    path: Path | None = config.option.live
    if path is None or config.option.collectonly or not is_controller(config):
        return
    plan = config.stash[PLAN]
    about = {
        "rig": plan.rig.name,
        "vehicle": plan.vehicle.name if plan.vehicle else "",
        "faulty vehicle": plan.fault or "",
        "seed": str(plan.seed),
    }

    def now() -> dt.datetime:
        return dt.datetime.now().astimezone()

    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    live = Live(path.absolute(), Board(about, now()), lengths_s(config), now)
    config.stash[WAITS].append(live.waits)
    config.pluginmanager.register(live, "connect-hil-live")
