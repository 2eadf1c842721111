"""The walk of a scenario through pages: what was done there and seen, with pictures of the last pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from clock.kernel import S
from rigs.recording.journal import Evidence

PICTURES = 5
"""The number of pictures that are kept: the last ones, of which the last shows where the walk has ended."""


class Walk:
    """What was done on pages and seen of them, in order."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pictures: deque[tuple[str, bytes]] = deque(maxlen=PICTURES)
        self._taken = 0

    def note(self, what: str, at_ns: int, remark: str | None) -> None:
        """Note something that was done or seen, at a rig time."""
        self._lines.append(f"{at_ns / S:10.3f} s  {what}" + (f": {remark}" if remark else ""))

    def keep(self, title: str, picture: bytes) -> None:
        """Keep the picture of a page, unless it is that of the last one."""
        if not self._pictures or self._pictures[-1][1] != picture:
            self._taken += 1
            self._pictures.append((f"page {self._taken}: {title}", picture))

    def evidence(self) -> Iterator[Evidence]:
        """Yield the lines and the pictures; nothing where no page was used."""
        if self._taken:
            text = "\n".join((*self._lines, ""))
            yield Evidence("walk through the pages", "text/plain", text.encode("utf-8"), of_failure=True)
        for name, picture in self._pictures:
            yield Evidence(name, "image/png", picture, of_failure=True)
