"""The snippets of the docs: what stands in fences, with the language that each is marked with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w*)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
_SAVE_AS = re.compile(r"`([\w./-]+)`:\s*\Z")


@dataclass(frozen=True)
class Snippet:
    """What stands in one fence.

    Attributes:
        page: Name of the page.
        line: Line of the fence, counted from 1.
        language: As it is marked; empty where it is not.
        body: What stands in it, without the indentation of the fence.
        save_as: The file that the sentence before it names, where that ends with its name and a colon.
    """

    page: str
    line: int
    language: str
    body: str
    save_as: str | None

    @property
    def commands(self) -> list[str]:
        """The commands of a shell."""
        lines = (line.partition("  #")[0].rstrip() for line in self.body.splitlines())
        return [line for line in lines if line]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def snippets_of(page: Path) -> list[Snippet]:
    """Read a page."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        before = text[: match.start()]
        saved = _SAVE_AS.search(before)
        line = before.count("\n") + 1
        body = dedent(match["body"])
        found.append(Snippet(page.name, line, match["language"], body, saved[1] if saved else None))
    return found


SNIPPETS = tuple(snippet for page in PAGES for snippet in snippets_of(page))
