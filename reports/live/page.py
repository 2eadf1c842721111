"""The page of `--live FILE`: one file that loads itself anew, made from page.html beside this module."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template

from dbc.text_file import read_text
from reports.live.board import GOOD, Board, Ended
from reports.matrix.page import KINDS
from reports.scenario import is_scenario, place_and_title
from reports.values.line import quantity

REFRESH_S = 3
"""Seconds after which a browser loads the page again while the run goes on."""

PATIENCE_S = 120
"""Seconds without news after which the page of a run that has not ended doubts it; each wait tells of itself."""

MOST_COMPLAINTS = 40

_PAGE = Template(read_text(Path(__file__).with_name("page.html")))
"""The page with its style and its script; what is put in is HTML already."""


def page(board: Board, now: dt.datetime) -> str:
    """Build the whole page as of a moment."""
    head = _head(board)
    return _PAGE.substitute(
        refresh="" if board.ended else f'<meta http-equiv="refresh" content="{REFRESH_S}">',
        title=escape(f"{board.done} of {board.total}: {head}"),
        head=escape(head),
        about=escape(", ".join(f"{name} {value}" for name, value in board.about.items() if value)),
        total=max(board.total, 1),
        done=board.done,
        progress=escape(_progress(board, now)),
        news_ms=round(now.timestamp() * 1000),
        patience_s="Infinity" if board.ended else PATIENCE_S,
        news=escape(f"as of {_clock(now)}"),
        counts="".join(_count(word, count) for word, count in board.counts.most_common())
        or "nothing has ended yet",
        parts="\n".join(_parts(board)),
    )


def _head(board: Board) -> str:
    complaints = len(board.complaints)
    told = f"{complaints} to look at" if complaints else "nothing to look at"
    if board.ended is None:
        return f"Running, {told}"
    return f"{'Stopped' if board.stopped else 'Ended'}, {told}"


def _progress(board: Board, now: dt.datetime) -> str:
    since = f"{board.done:,} of {board.total:,} scenarios since {_clock(board.started)}"
    if board.ended is not None:
        return f"{since}, ended at {_clock(board.ended)}"
    to_go_s = board.to_go_s(now)
    return since if to_go_s is None else f"{since}, about {quantity(to_go_s, 's', 0)} to go"


def _count(word: str, count: int) -> str:
    return f'<span class="counts {_kind(word)}"><span>{count:,}</span>{escape(word)}</span>'


def _parts(board: Board) -> Iterator[str]:
    if board.running:
        yield "<h2>Runs now</h2>" + _table([_running_row(nodeid, board) for nodeid in board.running])
    if board.complaints:
        shown = list(board.complaints)[:MOST_COMPLAINTS]
        yield "<h2>To look at</h2>" + _table([_row(each) for each in shown])
        if len(board.complaints) > len(shown):
            yield f'<p class="quiet">and {len(board.complaints) - len(shown):,} before these</p>'
    if board.latest:
        yield "<h2>Ended last</h2>" + _table([_row(each, told=False) for each in board.latest])


def _table(rows: Sequence[str]) -> str:
    return f"<table>{''.join(rows)}</table>"


def _running_row(nodeid: str, board: Board) -> str:
    running, wait = board.running[nodeid], board.wait
    expected = (
        "" if running.expected_s is None else f"took {quantity(running.expected_s, 's', 0)} when it last passed"
    )
    waits = "" if wait is None else f"{wait.what}: {wait.done_s:.0f} of {wait.total_s:.0f} s"
    below = "".join(f'<br><span class="quiet small">{escape(text)}</span>' for text in (expected, waits) if text)
    return f"<tr><td>runs</td><td>{_titled(nodeid)}{below}</td><td class='quiet'>{_clock(running.since)}</td></tr>"


def _row(ended: Ended, *, told: bool = True) -> str:
    message = f'<br><span class="small">{escape(ended.message)}</span>' if told and ended.message else ""
    return (
        f'<tr><td class="{_kind(ended.word)}">{escape(ended.word)}</td>'
        f"<td>{_titled(ended.nodeid)}{message}</td><td class='quiet'>{_clock(ended.when)}</td></tr>"
    )


def _titled(nodeid: str) -> str:
    if not is_scenario(nodeid):
        return escape(nodeid)
    place, title = place_and_title(nodeid)
    return f'{escape(title)} <span class="quiet small">{escape(place)}</span>'


def _kind(word: str) -> str:
    return KINDS.get(word, "none" if word in GOOD else "unsure")


def _clock(moment: dt.datetime) -> str:
    return f"{moment:%H:%M:%S}"
