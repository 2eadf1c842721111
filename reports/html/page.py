"""The page of a report as it is kept: its generator's, with a first page, and nothing that could leave it blank.

What the generator makes shows nothing where the results reach the browser later than the program that shows them,
where the browser keeps no storage for the page or holds in it what another report has left, where the address
names a scenario of an earlier report, and where no script may run.
"""

from __future__ import annotations

import json
import re

from reports.html.nodejs import ReportError

POLICY = (
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'unsafe-inline' 'unsafe-eval' data: blob:\">"
)
"""A policy that lets a page load what it carries and nothing else."""

_FOREIGN = re.compile(r'<script[^>]*\ssrc="https?://[^>]*></script>')
"""The script by which the generator's page tells its makers of each reader."""

_DATA = re.compile(
    r"<script async>\s*window\.allureReportDataReady\b.*?</script>\s*<script defer>.*?</script>", re.S
)
"""The results, in two scripts."""

_PROGRAM = re.compile(r'<script\s[^>]*src="data:text/javascript')
_HEAD = re.compile(r"<head>")
_BODY = re.compile(r"<body[^>]*>")

_STORAGE = """
(() => {
  let store = null;
  try { store = window.localStorage; } catch { /* this page may keep nothing */ }
  const memory = new Map(), name = key => PREFIX + key;
  const attempt = (what, otherwise) => { try { return what(); } catch { return otherwise; } };
  Object.defineProperty(window, 'localStorage', { configurable: true, value: {
    getItem: key => memory.get(name(key)) ?? attempt(() => store.getItem(name(key)), null),
    setItem: (key, value) => {
      memory.set(name(key), String(value));
      attempt(() => store.setItem(name(key), value));
    },
    removeItem: key => { memory.delete(name(key)); attempt(() => store.removeItem(name(key))); },
  } });
})();
"""
"""A program that keeps what a reader has chosen, apart from what other pages keep, and as long as the page is open
where the browser refuses to keep anything: pages that are opened from a disk share one storage."""

_ADDRESS = """
(() => {
  const places = ['report', 'charts', 'timeline', 'metrics', 'categories', 'resolutionCategories', 'qualityGate',
    'globalAttachments', 'globalErrors'];
  const check = () => {
    const parts = location.hash.replace(/^#\\/?/, '').split(/[?/]/).filter(Boolean);
    const inside = places.includes(parts[0]);
    const id = inside ? parts.find(part => /^[0-9a-f]{32}$/.test(part)) : parts[0];
    if (!id || `data/test-results/${id}.json` in window.allureReportData) return;
    location.hash = inside ? `#${parts[0]}` : '';
    document.getElementById('first-page-lost')?.removeAttribute('hidden');
  };
  check();
  addEventListener('hashchange', check);
})();
"""
"""A program that leads an address that names a scenario of another report to the first page."""


def finished(page: str, front: str, generator: str) -> str:
    """Return the generator's page, with the results before its program and a first page before both.

    Args:
        page: As the generator leaves it.
        front: HTML of the first page.
        generator: A name of the exact generator; what a reader chooses is kept under it.

    Returns:
        HTML that asks nothing of any network and shows its first page whatever the browser lets it do.

    Raises:
        ReportError: The page is not made as that of the pinned generator.
    """
    page = _FOREIGN.sub("", page)
    data = _found(_DATA, page, "results")
    page = page[: data.start()] + page[data.end() :]
    storage = _STORAGE.replace("PREFIX", json.dumps(f"{generator} "))
    page = _inserted(page, _found(_HEAD, page, "a head").end(), f"{POLICY}<script>{storage}</script>")
    page = _inserted(page, _found(_BODY, page, "a body").end(), front)
    return _inserted(
        page, _found(_PROGRAM, page, "a program").start(), f"{data.group()}<script>{_ADDRESS}</script>"
    )


def _inserted(page: str, place: int, text: str) -> str:
    return f"{page[:place]}{text}{page[place:]}"


def _found(part: re.Pattern[str], page: str, name: str) -> re.Match[str]:
    match = part.search(page)
    if match is None:
        raise ReportError(f"the report generator has left a page without {name}")
    return match
