"""The requirements in plain words at the head of a report, by chapter, as HTML that needs no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from reports.values.plain import Plain
from rigs.values.measurement import WITHOUT_COMPLAINT, Verdict

STYLE = """
#first-page summary { cursor: pointer; padding: 2px 0 }
#first-page details { margin: 0 0 2px }
"""

_KINDS = {str(Verdict.PASS): "pass", str(Verdict.FAIL): "fail"}


def plain_requirements(lines: Sequence[Plain]) -> Iterator[str]:
    """Yield a block for each chapter; one in which something is to be mended stands open."""
    if not lines:
        return
    yield "<h2>What each requirement came to, in plain words</h2>"
    for chapter, members in groupby(lines, key=lambda line: line.requirement.chapter):
        yield from _chapter(chapter, list(members))


def _chapter(name: str, lines: Sequence[Plain]) -> Iterator[str]:
    states = Counter(line.state for line in lines)
    counts = ", ".join(
        f'<span class="{_kind(state)}">{count} {escape(state)}</span>' for state, count in states.items()
    )
    opened = "" if WITHOUT_COMPLAINT.issuperset(states) else " open"
    title = escape(name.replace("_", " ").capitalize())
    yield f"<details{opened}><summary>{title}: {counts}</summary><table>"
    yield "".join(map(_row, lines))
    yield "</table></details>"


def _row(line: Plain) -> str:
    sentence = escape(line.sentence.removesuffix("."))
    return (
        f'<tr><td><span class="id">{line.requirement.id}</span> {sentence}{_worst(line)}</td>'
        f'<td class="by {_kind(line.state)}" style="width: 16%">{escape(line.state)}</td></tr>'
    )


def _worst(line: Plain) -> str:
    worst = line.worst
    if worst is None:
        return ""
    title = escape(worst.scenario)
    scenario = f'<a href="#{worst.link}">{title}</a>' if worst.link else title
    what = f'<p class="quiet small">{escape(worst.what)}, in {scenario}</p>'
    return f": worst <b>{escape(worst.value)}</b> ({escape(worst.allowed)}){what}"


def _kind(state: str) -> str:
    return _KINDS.get(state, "quiet" if state in WITHOUT_COMPLAINT else "open")
