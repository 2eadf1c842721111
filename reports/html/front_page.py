"""The first page of a report as HTML that needs no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from reports.html.front import MOST_DOUBTS, MOST_FAILURES, MOST_MARGINS, Front
from reports.html.plain_page import STYLE, plain_requirements
from reports.values.line import Line
from reports.values.plain import Plain
from rigs.files.catalogue import Catalogue
from rigs.values.measurement import Verdict

_ABOUT = {"rig": "rig", "vehicle": "vehicle", "fault": "faulty vehicle", "dut.software": "software version"}
"""Properties by which a run is described, as environment.properties names them and as people do."""

_MOST_IDS = 4

_STYLE = """
#allure-app-loader { display: none }
#first-page { font: 14px/1.5 'DejaVu Sans', Verdana, Arial, sans-serif; max-width: 920px; margin: 16px auto;
  padding: 20px 24px; box-sizing: border-box; border-radius: 8px; overflow-wrap: anywhere;
  color: var(--color-text-primary, #1f2328); background: var(--color-bg-primary, #fff) }
#first-page[hidden] { display: none }
#first-page h1 { font-size: 22px; line-height: 1.3; margin: 0 0 4px }
#first-page h1, #first-page h2, #first-page .id { font-weight: bold }
#first-page h2 { font-size: 16px; margin: 22px 0 2px }
#first-page p { margin: 0 0 6px }
#first-page .quiet { color: var(--color-text-secondary, #59636e) }
#first-page .small { font-size: 12px }
#first-page .fail { color: var(--color-intent-danger-text, #cf222e) }
#first-page .pass { color: var(--color-intent-success-text, #1a7f37) }
#first-page .open { color: var(--color-intent-warning-text, #9a6700) }
#first-page .by { font-weight: bold; white-space: nowrap }
#first-page table { border-collapse: collapse; width: 100%; table-layout: fixed }
#first-page th { font-size: 12px; font-weight: normal; color: var(--color-text-secondary, #59636e) }
#first-page th, #first-page td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0 }
#first-page tr { border-top: 1px solid var(--color-border-default, #d1d9e0) }
#first-page thead tr { border: 0 }
#first-page td p { margin: 0 }
#first-page a { color: var(--color-link-text, #0969da) }
#first-page col.what { width: 52% } #first-page col.value { width: 17% } #first-page col.limit { width: 16% }
@media (prefers-color-scheme: dark) { #first-page { color: var(--color-text-primary, #e5e5e7);
  background: var(--color-bg-primary, #1c1c1e) } }
"""

_SCRIPT = """
(() => {
  const front = document.getElementById('first-page');
  const alone = document.getElementById('first-page-alone');
  const place = () => { front.hidden = !/^#?\\/?$/.test(location.hash); };
  ['hashchange', 'popstate', 'pushState', 'replaceState'].forEach(name => addEventListener(name, place));
  place();
  front.addEventListener('click', event => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    location.hash = link.hash;
    scrollTo(0, 0);
  });
  document.addEventListener('DOMContentLoaded', () => {
    const app = document.getElementById('app'), look = () => { alone.hidden = app.childElementCount > 0; };
    new MutationObserver(look).observe(app, { childList: true });
    look();
  });
})();
"""

_ALONE = (
    "The results of each scenario follow below. If nothing follows, the browser or the server keeps scripts from"
    " running: save this file and open it from your disk."
)
_LOST = "The address was that of a scenario of another report; this is the first page of this one."


def front_page(front: Front, catalogue: Catalogue, about: Mapping[str, str], plain: Sequence[Plain] = ()) -> str:
    """Build the page; equal results give equal pages.

    Args:
        front: What it tells.
        catalogue: For the words of requirements.
        about: What the run says of itself, by name.
        plain: What each requirement came to.
    """
    return "".join(
        [
            f'<style>{_STYLE}{STYLE}</style><section id="first-page" aria-label="First page">',
            f"<h1>{_headline(front)}</h1>",
            f'<p class="quiet">{escape(_circumstances(front, about))}</p>',
            *_self_test(about),
            *_shortened(front),
            f'<p id="first-page-lost" class="open" hidden>{_LOST}</p>',
            *plain_requirements(plain),
            *_failures(front, catalogue),
            *_doubts(front, catalogue),
            *_margins(front, catalogue),
            f'<p id="first-page-alone" class="quiet small">{_ALONE}</p>',
            f"</section><script>{_SCRIPT}</script>",
        ]
    )


def _headline(front: Front) -> str:
    if front.caught:
        kinds = ", ".join(f"{count} {escape(name)}" for name, count in sorted(front.caught.items()))
        return f"Faulty vehicles: {kinds}"
    total = front.verdicts.total()
    passed, failed = front.verdicts[Verdict.PASS], front.verdicts[Verdict.FAIL]
    judging = total - front.verdicts[Verdict.REPORTED] - front.verdicts[Verdict.WORLD_MODEL]
    if failed:
        of = _counted(front.broken_requirements, "requirement")
        return f'<span class="fail">{failed} of {_counted(total, "scenario")} failed</span>, on {of}'
    if passed == judging and passed:
        scenarios = _counted(passed, "scenario" if judging == total else "judging scenario")
        return f'<span class="pass">{"All " if passed > 1 else ""}{scenarios} passed</span>'
    return f"{passed} of {_counted(total, 'scenario')} passed, none failed"


def _circumstances(front: Front, about: Mapping[str, str]) -> str:
    others = (f"{count} {name}" for name, count in sorted(front.verdicts.items()))
    told = [_told(words, about[name].split(" | ")) for name, words in _ABOUT.items() if about.get(name)]
    return f"{', '.join(others)}.{' On ' if told else ''}{', '.join(told)}"


def _self_test(about: Mapping[str, str]) -> Iterator[str]:
    if address := about.get("self-test"):
        text = f"Self-test: at {address} was the suite's own office. What passed here releases nothing."
        yield f'<p class="open">{escape(text)}</p>'


def _shortened(front: Front) -> Iterator[str]:
    if front.held_s:
        scenarios, held_s = _counted(len(front.held_s), "scenario"), min(front.held_s)
        yield f'<p class="open">{scenarios} watched what must last for {held_s:g} s at least, and for less than'
        yield " the suite asks: what goes wrong later was not seen.</p>"


def _told(words: str, values: Sequence[str]) -> str:
    return f"{words} {values[0]}" if len(values) == 1 else f"{len(values)} {words}s"


def _failures(front: Front, catalogue: Catalogue) -> Iterator[str]:
    if front.failures:
        yield "<h2>What failed, and by how much</h2>"
        yield '<p class="quiet small">What never came or is no number stands first, then what is furthest beyond'
        yield " its limit in proportion to it.</p>"
        yield from _table(front.failures, MOST_FAILURES, catalogue, "beyond its limit", "fail")


def _doubts(front: Front, catalogue: Catalogue) -> Iterator[str]:
    if front.doubts:
        yield "<h2>What says nothing of the vehicle</h2>"
        yield '<p class="quiet small">The value lies across its limit, or the rig or the set-up failed: to be run'
        yield " again.</p>"
        yield from _table(front.doubts, MOST_DOUBTS, catalogue, "", "open")


def _margins(front: Front, catalogue: Catalogue) -> Iterator[str]:
    if front.margins:
        yield "<h2>What passed with the least room</h2>"
        yield '<p class="quiet small">The nearest to its limit in proportion to it stands first.</p>'
        yield from _table(front.margins, MOST_MARGINS, catalogue, "room left", "pass")


def _table(lines: Sequence[Line], most: int, catalogue: Catalogue, distance: str, kind: str) -> Iterator[str]:
    yield '<table><colgroup><col class="what"><col class="value"><col class="limit"><col></colgroup><thead><tr>'
    heads = ("requirement and what was measured", "value", "allowed", distance)
    yield f"{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead>"
    yield from (_row(line, catalogue, kind) for line in lines[:most])
    yield "</table>"
    if len(lines) > most:
        yield f'<p class="quiet small">{len(lines) - most} more are not shown here.</p>'


def _row(line: Line, catalogue: Catalogue, kind: str) -> str:
    first, others = _first(line, catalogue)
    text = escape(catalogue.requirement(first).text) if first in catalogue else ""
    requirement = f'<span class="id">{escape(first)}</span> {text}'.strip() if first else ""
    more_ids = f" and {len(others) - _MOST_IDS} more" if len(others) > _MOST_IDS else ""
    also = f"also {escape(', '.join(others[:_MOST_IDS]))}{more_ids}" if others else ""
    also = f' <span class="quiet small">({also})</span>' if also else ""
    title = f'<a href="#{line.link}">{escape(line.scenario)}</a>' if line.link else escape(line.scenario)
    more = f" and {_counted(line.scenarios - 1, 'scenario')} more" if line.scenarios > 1 else ""
    what = f"{requirement}{also}<p>{escape(line.what)}</p>"
    cells = f'<td>{what}<p class="quiet small">{title}{more}</p></td>'
    if not line.allowed and not line.distance:
        return f'<tr>{cells}<td colspan="3" class="{kind}">{escape(line.value)}</td></tr>'
    return (
        f"<tr>{cells}<td>{escape(line.value)}</td><td>{escape(line.allowed)}</td>"
        f'<td class="by {kind}">{escape(line.distance)}</td></tr>'
    )


def _first(line: Line, catalogue: Catalogue) -> tuple[str, list[str]]:
    """Return the requirement that names a limit of the line, else the first that there is, and the others."""
    names = list(line.requirements)
    for name in names:
        if name in catalogue and set(line.limits) & set(catalogue.requirement(name).parameters.values()):
            names.remove(name)
            return name, names
    return (names[0], names[1:]) if names else ("", [])


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
