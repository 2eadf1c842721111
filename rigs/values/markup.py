"""What a person sees of a text in HTML, and where its links lead."""

from __future__ import annotations

from html.parser import HTMLParser

UNSEEN = frozenset({"head", "script", "style", "template", "title"})
"""Elements whose content is not shown."""

LINE_ENDS = frozenset({"br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that begin and end a line."""


class _Reader(HTMLParser):
    """A collector of what is shown, and of the addresses of what can be clicked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.links: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        if tag in UNSEEN:
            self._within.append(tag)
        elif tag in LINE_ENDS:
            self.shown.append("\n")
            self._within.clear()  # a head that nobody has closed ends where the body shows something
        address = dict(attrs).get("href") if tag == "a" else None
        if address:
            self.links.append(address.strip())

    def handle_endtag(self, tag: str) -> None:
        """See `HTMLParser`."""
        if tag in self._within:
            del self._within[self._within.index(tag) :]
        elif tag in LINE_ENDS:
            self.shown.append("\n")

    def handle_data(self, data: str) -> None:
        """See `HTMLParser`."""
        if not self._within:
            self.shown.append(data)


def read_markup(markup: str) -> tuple[str, list[str]]:
    """Return the text that is shown of HTML, a line for each of its lines, and the addresses of its links."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.shown).split("\n"))
    return "\n".join(filter(None, lines)), reader.links
