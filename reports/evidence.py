"""What a report attaches to a scenario besides its steps."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

from reports import diagram, events
from rigs.journal import Journal
from rigs.measure import Verdict

_EXTENSIONS = {"audio/wav": "wav", "application/json": "json", "text/plain": "txt"}
_UNEVENTFUL = (Verdict.PASS, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True)
class Attachment:
    """A file of a report.

    Attributes:
        name: For people.
        media_type: Of the body.
        extension: Of the file, without a dot.
        body: What stands in it.
    """

    name: str
    media_type: str
    extension: str
    body: str | bytes


def attachments(journal: Journal, verdict: Verdict) -> Iterator[Attachment]:
    """Timing diagram, event list, what the scenario captured, and the traffic of one that did not pass."""
    yield Attachment("timing diagram", diagram.MEDIA_TYPE, "svg", diagram.timing_diagram(journal))
    yield Attachment("events", events.MEDIA_TYPE, "txt", events.event_list(journal))
    for piece in journal.evidence:
        yield Attachment(piece.name, piece.media_type, _EXTENSIONS.get(piece.media_type, "bin"), piece.data)
    if journal.traffic is not None and verdict not in _UNEVENTFUL:
        log = gzip.compress(journal.traffic.log().encode("ascii"), compresslevel=6, mtime=0)
        yield Attachment("traffic.log.gz", "application/gzip", "log.gz", log)
