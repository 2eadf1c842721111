"""Where the texts of a timing diagram stand, as boxes that are at least as large as what a browser draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from reports.evidence.diagram import WIDTH
from reports.evidence.lanes import BOLD
from reports.evidence.svg import text_width

_SVG = "{http://www.w3.org/2000/svg}"
_ASCENT, _DESCENT = 0.76, 0.24  # of the height of a face of DejaVu Sans, for letters without accents
_SIZES = {"title": 15, "small": 10}
_SLACK = 0.2  # px; coordinates are written in tenths


@dataclass(frozen=True)
class Box:
    """A text and the span that it takes, in px."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def meets(self, other: Box) -> bool:
        """Whether one lies on the other."""
        beside = self.right <= other.left + _SLACK or other.right <= self.left + _SLACK
        return not (beside or self.bottom <= other.top + _SLACK or other.bottom <= self.top + _SLACK)


def boxes(svg: str) -> list[Box]:
    """The boxes of all texts."""
    root = ElementTree.fromstring(svg)  # noqa: S314  # written by the code under test
    return [_box(element) for element in root.iter(f"{_SVG}text")]


def _box(element: ElementTree.Element) -> Box:
    kinds, text = element.get("class", "").split(), element.text or ""
    x, y = float(element.get("x", "")), float(element.get("y", ""))
    size = next((_SIZES[kind] for kind in kinds if kind in _SIZES), 11)
    width = text_width(text, size) * (BOLD if {"title", "verdict"} & set(kinds) else 1)
    left = x - width if "end" in kinds else x - width / 2 if "mid" in kinds else x
    return Box(left, y - size * _ASCENT, left + width, y + size * _DESCENT, text)


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Texts that lie on one another."""
    ordered = sorted(boxes(svg), key=lambda box: box.top)
    return [
        (one.text, other.text) for place, one in enumerate(ordered) for other in _below(one, ordered[place + 1 :])
    ]


def _below(box: Box, others: Sequence[Box]) -> Iterator[Box]:
    for other in others:
        if other.top >= box.bottom:
            return
        if box.meets(other):
            yield other


def outside(svg: str) -> list[str]:
    """Texts that leave the picture."""
    return [box.text for box in boxes(svg) if box.left < -_SLACK or box.right > WIDTH + _SLACK]


def crossed(svg: str) -> list[str]:
    """Names that the line of another name runs through."""
    root = ElementTree.fromstring(svg)  # noqa: S314  # as above
    lines = []
    for path in root.iter(f"{_SVG}path"):
        if path.get("class") in ("event", "lead"):
            x, _, rest = path.get("d", "")[1:].partition(" ")
            ends = [float(part) for part in rest.split("V")]
            lines.append((float(x), min(ends), max(ends)))
    return [
        box.text
        for box in boxes(svg)
        for x, top, bottom in lines
        if box.left + 0.5 < x < box.right - 0.5 and top < box.bottom - 2 and bottom > box.top + 2
    ]


def in_order(svg: str, *texts: str) -> bool:
    """Whether texts stand one below the other in this order."""
    tops = {box.text: box.top for box in reversed(boxes(svg))}
    return all(tops[one] < tops[other] for one, other in pairwise(texts))
