"""The walk of a scenario through pages: what was done there and seen, with pictures of the last pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from clock.kernel import S
from rigs.bindings.page_look import Look
from rigs.recording.journal import Evidence

PICTURES = 5
"""The number of pictures that are kept: the last ones, of which the last shows where the walk has ended."""

ANSWERED = ("press ", "submit ", "tap ")
"""Beginnings of what is done on a page and makes it change."""


class Walk:
    """The acts on pages and what was seen of them, in order."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pictures: deque[tuple[str, bytes]] = deque(maxlen=PICTURES)
        self._taken = 0
        self._unanswered = ""

    def act(self, what: str, at_ns: int, remark: str | None) -> None:
        """Note what was done at a rig time, and that the page did not change after what was done before."""
        self._end_act()
        self._write(at_ns, f"{what}: {remark}" if remark else what)
        self._unanswered = what if what.startswith(ANSWERED) and not remark else ""

    def see(self, look: Look, at_ns: int) -> None:
        """Note the page that was seen at a rig time."""
        self._unanswered = ""
        fields = f"; fields: {', '.join(look.fields)}" if look.fields else ""
        texts = f"; texts: {' | '.join(look.texts)}" if look.texts else ""
        who = f" of {look.account}" if look.account else ""
        self._write(at_ns, f'  the page "{look.title}"{who} has {look.labels}{fields}{texts}')

    def say(self, kind: str, text: str, at_ns: int) -> None:
        """Note what a page said or asked at a rig time."""
        self._unanswered = ""
        self._write(at_ns, f"  the page {kind}: {text}")

    def _write(self, at_ns: int, line: str) -> None:
        self._lines.append(f"{at_ns / S:10.3f} s  {line}")

    def _end_act(self) -> None:
        if self._unanswered:
            self._lines.append(f"{'':12}    nothing on the page changed after: {self._unanswered}")
            self._unanswered = ""

    def keep(self, title: str, picture: bytes) -> None:
        """Keep the picture of a page, unless it is that of the last one."""
        if not self._pictures or self._pictures[-1][1] != picture:
            self._taken += 1
            self._pictures.append((f"page {self._taken}: {title}", picture))

    def evidence(self) -> Iterator[Evidence]:
        """Yield the lines and the pictures; nothing where no page was used."""
        self._end_act()
        if self._taken:
            text = "\n".join((*self._lines, ""))
            yield Evidence("walk through the pages", "text/plain", text.encode("utf-8"), of_failure=True)
        for name, picture in self._pictures:
            yield Evidence(name, "image/png", picture, of_failure=True)
