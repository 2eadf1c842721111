"""The few SVG elements that diagrams are drawn with, in whole tenths of a pixel so that files stay small."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

GLYPH_WIDTH = 0.56
"""Mean width of a letter of a sans-serif face, in heights of the face."""


def number(value: float) -> str:
    """A coordinate with one digit after the point, none where it is 0."""
    return f"{value:.1f}".removesuffix(".0")


def text_width(text: str, size: int = 11) -> float:
    """About how wide a text is drawn, in px."""
    return len(text) * size * GLYPH_WIDTH


def fit(text: str, width: float, size: int = 11) -> str:
    """The text, cut with an ellipsis where it is wider than `width` px; empty when nothing of use is left."""
    room = int(width / (size * GLYPH_WIDTH))
    if len(text) <= room:
        return text
    return f"{text[: room - 1].rstrip()}…" if room > 2 else ""


class Canvas:
    """Collects the elements of one picture, back to front.

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
        """A box of class `kind`."""
        self._elements.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
            f' class="{kind}"/>'
        )

    def path(self, commands: str, kind: str) -> None:
        """A path of class `kind`; nothing when there are no commands."""
        if commands:
            self._elements.append(f'<path d="{commands}" class="{kind}"/>')

    def vertical(self, x: float, top: float, bottom: float, kind: str) -> None:
        """A vertical line."""
        self.path(f"M{number(x)} {number(top)}V{number(bottom)}", kind)

    def text(self, x: float, y: float, text: str, kind: str, tip: str = "") -> None:
        """A line of text that starts at x and stands on y; `tip` shows when the mouse is over it."""
        title = f"<title>{_clean(tip)}</title>" if tip else ""
        if text:
            self._elements.append(
                f'<text x="{number(x)}" y="{number(y)}" class="{kind}">{_clean(text)}{title}</text>'
            )

    def document(self, height: float, name: str) -> str:
        """The whole picture as one XML document."""
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
    """Without the characters that XML cannot carry."""
    return text if text.isprintable() else "".join(each if each.isprintable() else " " for each in text)


def _clean(text: str) -> str:
    return escape(_printable(text))
