"""The few SVG elements that diagrams are drawn with, in whole tenths of a pixel so that files stay small."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

_WIDTHS = {
    0.28: "ijl'",
    0.30: "IJ",
    0.37: " .,:;/\\-|·",
    0.41: "()[]ftr!",
    0.50: "_°*`",
    0.56: 'csz"L?',
    0.62: "akvxyFPTY",
    0.64: "bdeghnopqu0123456789SE${}",
    0.70: "ABCKRVXZ",
    0.84: "DGHNOQUw&+=<>~^#",
    1.00: "mMW@%…→",
}
"""Upper bounds of the widths of letters, in heights of the face, for DejaVu Sans, the widest of those named."""


class _WidthOf(dict[str, float]):
    """Upper bounds of the widths of letters; that of one which is not known is 1."""

    def __missing__(self, letter: str) -> float:
        return 1.0


_WIDTH_OF = _WidthOf((letter, width) for width, letters in _WIDTHS.items() for letter in letters)


def number(value: float) -> str:
    """Write a coordinate with one digit after the point, none where it is 0."""
    return f"{value:.1f}".removesuffix(".0")


@lru_cache(maxsize=4096)  # names of ports and their values stand in the pictures of many scenarios
def text_width(text: str, size: int = 11) -> float:
    """Tell how wide at most a text is drawn, in px."""
    return size * sum(map(_WIDTH_OF.__getitem__, text))


@lru_cache(maxsize=4096)
def fit(text: str, width: float, size: int = 11) -> str:
    """Return the text, cut with an ellipsis where it is wider than `width` px; empty when too little is left."""
    if text_width(text, size) <= width:
        return text
    room = width - text_width("…", size)
    kept = 0
    while kept < len(text) and room >= (step := size * _WIDTH_OF[text[kept]]):
        room -= step
        kept += 1
    return f"{text[:kept].rstrip()}…" if kept > 1 else ""


class Canvas:
    """A canvas that collects the elements of one picture, back to front.

    Args:
        width: In px.
        style: CSS declarations by selector, for the classes that the elements name.
    """

    def __init__(self, width: int, style: Mapping[str, str]) -> None:
        self.width = width
        # scoped, since a report may put the picture inline into its page
        self._style = "".join(f".timing {selector}{{{rules}}}" for selector, rules in style.items())
        self._elements: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        """Draw a box of class `kind`."""
        self._elements.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
            f' class="{kind}"/>'
        )

    def path(self, commands: str, kind: str) -> None:
        """Draw a path of class `kind`; nothing when there are no commands."""
        if commands:
            self._elements.append(f'<path d="{commands}" class="{kind}"/>')

    def vertical(self, x: float, top: float, bottom: float, kind: str) -> None:
        """Draw a vertical line."""
        self.path(f"M{number(x)} {number(top)}V{number(bottom)}", kind)

    def text(self, x: float, y: float, text: str, kind: str, tip: str = "") -> None:
        """Write a line of text that starts at x and stands on y; `tip` shows when the mouse is over it."""
        title = f"<title>{_clean(tip)}</title>" if tip else ""
        if text:
            self._elements.append(
                f'<text x="{number(x)}" y="{number(y)}" class="{kind}">{_clean(text)}{title}</text>'
            )

    def document(self, height: float, name: str) -> str:
        """Return the whole picture as one XML document."""
        size = f"{self.width} {number(height)}"
        return "\n".join(
            [
                f'<svg class="timing" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{self.width}"'
                f' height="{number(height)}" role="img" aria-label={quoteattr(_printable(name))}>',
                f"<style>{self._style}</style>",
                '<rect width="100%" height="100%" fill="#fff"/>',
                *self._elements,
                "</svg>\n",
            ]
        )


def _printable(text: str) -> str:
    """Drop the characters that XML cannot carry."""
    return text if text.isprintable() else "".join(each if each.isprintable() else " " for each in text)


def _clean(text: str) -> str:
    return escape(_printable(text))
