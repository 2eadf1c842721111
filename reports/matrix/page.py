"""The page of `python -m reports matrix`: one file of HTML with its style and its few lines of JavaScript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from reports.folder.reader import Run
from reports.matrix.rows import Entry, Row
from reports.scenario import place_and_title
from rigs.values.measurement import Campaign, Verdict

KINDS: Mapping[str, str] = {
    **dict.fromkeys((Verdict.PASS, Campaign.BASELINE, Campaign.CAUGHT, Campaign.GOOD_PASSED), "pass"),
    **dict.fromkeys((Verdict.FAIL, Campaign.SURVIVED, Campaign.GOOD_FAILED), "fail"),
    **dict.fromkeys((Verdict.INCONCLUSIVE, Verdict.SETUP_FAILED, Verdict.RIG_FAULT), "unsure"),
    Campaign.INFRASTRUCTURE_ERROR: "unsure",
}
"""The colour of a result; all others are grey."""

SOURCE = "mycitroen-faq.txt"

_STYLE = """
:root { --pass: #1a7f37; --fail: #cf222e; --unsure: #9a6700; --quiet: #59636e; --rule: #d1d9e0 }
body { font: 13px/1.45 'DejaVu Sans', Verdana, Arial, sans-serif; color: #1f2328; margin: 0 auto;
  max-width: 1280px; padding: 16px 24px }
h1 { font-size: 20px; margin: 0 }
.quiet { color: var(--quiet) }
header { position: sticky; top: 0; background: #fff; padding: 8px 0; border-bottom: 1px solid var(--rule);
  z-index: 1 }
.counts { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 10px 0;
  align-items: center }
button { font: inherit; border: 1px solid var(--rule); border-radius: 12px; background: #fff; padding: 1px 10px;
  margin: 2px 4px 2px 0; cursor: pointer }
button:hover { background: #f6f8fa }
input { font: inherit; width: 32em; max-width: 100%; padding: 4px 8px; border: 1px solid var(--rule);
  border-radius: 6px }
.pass { color: var(--pass) } .fail { color: var(--fail) } .unsure { color: var(--unsure) }
.none { color: var(--quiet) }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { text-align: left; vertical-align: top; padding: 3px 8px; overflow-wrap: anywhere }
h2 { font-size: 15px; margin: 20px 0 4px }
tbody { border-top: 1px solid var(--rule) }
tr.requirement { background: #f6f8fa }
tr.requirement td { padding: 6px 8px }
.id { font-weight: bold; white-space: nowrap }
.word { font-weight: bold }
td.fault { padding-left: 28px }
col.what { width: 58% } col.result { width: 15% } col.where { width: 14% } col.when { width: 13% }
"""

_SCRIPT = """
const input = document.getElementById('filter'), shown = document.getElementById('shown');
const blocks = [...document.querySelectorAll('tbody')].map(body => {
  const [head, ...rows] = body.rows;
  const item = row => ({ row, text: row.textContent.toLowerCase(), words: row.dataset.words.split('|') });
  return { body, head: item(head), rows: rows.map(item) };
});
const matches = (items, words) => words.every(word => word.startsWith('=')
  ? items.at(-1).words.includes(word.slice(1).replaceAll('_', ' '))
  : items.some(item => item.text.includes(word)));
function filter() {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let requirements = 0, rows = 0;
  for (const block of blocks) {
    const whole = matches([block.head], words);
    let some = whole;
    for (const item of block.rows) {
      const visible = whole || matches([block.head, item], words);
      item.row.hidden = !visible;
      some ||= visible;
      rows += visible;
    }
    block.body.hidden = !some;
    requirements += some;
  }
  for (const chapter of document.querySelectorAll('section'))
    chapter.hidden = [...chapter.querySelectorAll('tbody')].every(body => body.hidden);
  shown.textContent = `${requirements} of ${blocks.length} requirements, ${rows} rows`;
}
input.addEventListener('input', filter);
for (const button of document.querySelectorAll('button'))
  button.addEventListener('click', () => { input.value = button.dataset.filter; filter(); });
filter();
"""


def page(entries: Sequence[Entry], runs: Sequence[Run]) -> str:
    """The whole page; equal results give equal pages."""
    chapters = groupby(entries, key=lambda entry: entry.requirement.chapter)
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Requirements, scenarios, faults</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            "<h1>Requirements, scenarios, faults</h1>",
            f'<p class="quiet">Last results of {_folders(runs)}. Lines are those of {SOURCE}.</p>',
            f"<header>{_counts(entries)}",
            '<input id="filter" type="search" placeholder="Filter by words: id, text, scenario, fault, result" '
            'aria-label="filter" autofocus> <span id="shown" class="quiet" role="status"></span></header>',
            *(section for name, members in chapters for section in _chapter(name, list(members))),
            f"<script>{_SCRIPT}</script>\n</body>\n</html>\n",
        ]
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
    """A line of counts for requirements, scenarios and faults; a click filters."""
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
    about = f"line {requirement.line}, {strength}, {requirement.verification}"
    return (
        f'<tr class="requirement" data-words="{escape(entry.state)}">'
        f'<td><span class="id">{requirement.id}</span> {escape(requirement.text)}</td>'
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
