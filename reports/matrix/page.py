"""The page of `python -m reports matrix`: one file, made from page.html beside this module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from dbc.text_file import read_text
from reports.folder.reader import Run
from reports.matrix.rows import Entry, Row
from reports.scenario import place_and_title
from reports.values.plain import told
from rigs.values.measurement import Campaign, Verdict

KINDS: Mapping[str, str] = {
    **dict.fromkeys((Verdict.PASS, Campaign.BASELINE, Campaign.CAUGHT, Campaign.GOOD_PASSED), "pass"),
    **dict.fromkeys((Verdict.FAIL, Campaign.SURVIVED, Campaign.GOOD_FAILED), "fail"),
    **dict.fromkeys((Verdict.INCONCLUSIVE, Verdict.SETUP_FAILED, Verdict.RIG_FAULT), "unsure"),
    Campaign.INFRASTRUCTURE_ERROR: "unsure",
}
"""The colour of a result; all others are grey."""

SOURCE = "mycitroen-faq.txt"

_PAGE = Template(read_text(Path(__file__).with_name("page.html")))
"""The page with its style and its script; what is put in is HTML already."""


def page(entries: Sequence[Entry], runs: Sequence[Run]) -> str:
    """Build the whole page; equal results give equal pages."""
    chapters = groupby(entries, key=lambda entry: entry.requirement.chapter)
    sections = [section for name, members in chapters for section in _chapter(name, list(members))]
    return _PAGE.substitute(
        folders=_folders(runs), source=SOURCE, counts=_counts(entries), chapters="\n".join(sections)
    )


def _folders(runs: Iterable[Run]) -> str:
    parts = []
    for run in runs:
        made = run.manifest
        faulty = f", fault {made.fault}" if made.fault else ""
        facts = (
            f"suite {made.suite_version}, commit {made.commit}, DUT software {made.dut_software}, seed {made.seed}"
        )
        parts.append(escape(f"{run.folder} ({facts}{faulty})"))
    return "; ".join(parts)


def _counts(entries: Sequence[Entry]) -> str:
    """Write a line of counts for requirements, scenarios and faults; a click filters."""
    rows = {(row.scenario, row.fault): row for entry in entries for row in entry.rows}.values()
    lines = {
        "requirements": Counter(entry.state for entry in entries),
        "scenarios": Counter(row.result for row in rows if not row.fault),
        "faults": Counter(row.result for row in rows if row.fault),
    }
    return "".join(
        ['<div class="counts">', *(_line(name, counted) for name, counted in lines.items() if counted), "</div>"]
    )


def _line(name: str, counted: Counter[str]) -> str:
    buttons = "".join(
        f'<button data-filter="={escape(word.replace(" ", "_"))}">'
        f'<span class="word {_kind(word)}">{count}</span> {escape(word)}</button>'
        for word, count in counted.most_common()
    )
    return f'<b>{counted.total()} {name}</b><span>{buttons}<button data-filter="">all</button></span>'


def _chapter(name: str, entries: Sequence[Entry]) -> Iterator[str]:
    title = name.replace("_", " ").capitalize()
    yield f'<section><h2>{escape(title)} <span class="quiet">({len(entries)})</span></h2><table>'
    yield '<colgroup><col class="what"><col class="result"><col class="where"><col class="when"></colgroup>'
    for entry in entries:
        yield f"<tbody>{_head(entry)}{''.join(_row(row) for row in entry.rows)}</tbody>"
    yield "</table></section>"


def _head(entry: Entry) -> str:
    requirement = entry.requirement
    strength = requirement.strength.replace("_", " ")
    plain = "" if requirement.plain is None else f"<br>{escape(requirement.plain.removesuffix('.'))}"
    worst = f": {escape(told(entry.worst))}" if plain and entry.worst else ""
    about = f"line {requirement.line}, {strength}, {requirement.verification}"
    return (
        f'<tr class="requirement" data-words="{escape(entry.state)}">'
        f'<td><span class="id">{requirement.id}</span> {escape(requirement.text)}{plain}{worst}</td>'
        f"<td>{_word(entry.state)}</td>"
        f'<td class="quiet" colspan="2">{escape(about)}</td></tr>'
    )


def _row(row: Row) -> str:
    place, title = place_and_title(row.scenario)
    if row.fault:
        what = f'<td class="fault">with <b>{escape(row.fault)}</b> <span class="quiet">{escape(title)}</span>'
    else:
        what = f'<td>{escape(title)} <span class="quiet">{escape(place)}</span>'
    message = f'<br><span class="quiet">{escape(row.message)}</span>' if row.message else ""
    return (
        f'<tr data-words="{escape(row.result)}">{what}{message}</td><td>{_word(row.result)}</td>'
        f'<td class="quiet">{escape(" on ".join(filter(None, (row.vehicle, row.rig))))}</td>'
        f'<td class="quiet">{escape(row.when)}</td></tr>'
    )


def _word(word: str) -> str:
    return f'<span class="word {_kind(word)}">{escape(word)}</span>'


def _kind(word: str) -> str:
    return KINDS.get(word, "none")
