"""Faults of the update tool that show at a later download or USB key alone."""

from __future__ import annotations

from collections.abc import Mapping

from proof.fault import Theme
from proof.slots import DOCUMENTS
from simulators.offboard.office.documents import Documents

IN_TURN = Theme("features/update/in_turn.feature")
TITLE = "Three USB keys and four downloads are each as they should be, also after refusals"
WHOLE = "the USB key holds a whole update for the vehicle in reaction to the request"
MACOS = "the file that was downloaded is a program for macOS in reaction to the download"


class LastingKey(Documents):
    """A tool that puts on each further USB key what changed since the first, which is nothing."""

    _before: Mapping[str, bytes] | None = None

    def restore(self) -> None:
        super().restore()
        self._before = None

    def put_on_key(self, listed: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        before = self._before or {}
        new = {name: content for name, content in files.items() if before.get(name) != content}
        self._before = files
        super().put_on_key(listed, new)


class CachedProgram(Documents):
    """A page that gives, a second time, the program that it gave last."""

    _last: tuple[str, bytes] | None = None
    _given = 0

    def restore(self) -> None:
        super().restore()
        self._last, self._given = None, 0

    def give_program(self, name: str, content: bytes) -> str:
        self._given += 1
        if self._given > 2 and self._last is not None:
            name, content = self._last
        self._last = name, content
        return super().give_program(name, content)


FAULTS = (
    IN_TURN.fault(
        "update-key-empty-the-second-time",
        "UPDATE-01",
        TITLE,
        "A further USB key has the list of files and none of the files.",
        DOCUMENTS.replaced(LastingKey),
        WHOLE,
    ),
    IN_TURN.fault(
        "update-tool-of-the-download-before",
        "UPDATE-03",
        TITLE,
        "The third download and each later one gives the program of the one before.",
        DOCUMENTS.replaced(CachedProgram),
        MACOS,
    ),
)
