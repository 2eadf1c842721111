"""What a report attaches to a scenario besides its steps."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

from reports.evidence import diagram, events, identification, kept, received_msds
from reports.files import EVENTS
from rigs.recording.journal import Journal
from rigs.values.measurement import WITHOUT_COMPLAINT, Verdict

_EXTENSIONS = {"audio/wav": "wav", "application/json": "json", "text/plain": "txt", "image/png": "png"}


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


TIMING_DIAGRAM = "timing diagram"
JOURNAL = "journal"
"""Name of the attachment that a scenario keeps of which nothing has been drawn yet."""


def attachments(journal: Journal, verdict: Verdict, *, draw_all: bool = True) -> Iterator[Attachment]:
    """Yield timing diagram, event list, the data of a call and what the scenario captured.

    Of a scenario that did not pass, also the versions of the ECUs, the traffic, and pictures of pages.

    Args:
        journal: Of the scenario.
        verdict: On it.
        draw_all: Whether diagram and events of one that passed are drawn at once; else its journal is kept, of
            which they are drawn when somebody wants to see them.
    """
    passed = verdict in WITHOUT_COMPLAINT
    body = kept.kept_journal(journal) if passed and not draw_all else None
    if body is None:
        yield from drawn(journal)
    else:
        yield Attachment(JOURNAL, kept.MEDIA_TYPE, "json", body)
    if text := received_msds.received_msds(journal):
        yield Attachment("minimum set of data", received_msds.MEDIA_TYPE, "txt", text)
    for piece in (each for each in journal.evidence if not (passed and each.of_failure)):
        yield Attachment(piece.name, piece.media_type, _EXTENSIONS.get(piece.media_type, "bin"), piece.data)
    if passed:
        return
    if text := identification.identification(journal):
        yield Attachment("ECU identification", identification.MEDIA_TYPE, "txt", text)
    if journal.traffic is not None:
        log = gzip.compress(journal.traffic.log().encode("ascii"), compresslevel=6, mtime=0)
        yield Attachment("traffic.log.gz", "application/gzip", "log.gz", log)


def drawn(journal: Journal) -> Iterator[Attachment]:
    """Yield timing diagram and event list."""
    yield Attachment(TIMING_DIAGRAM, diagram.MEDIA_TYPE, "svg", diagram.timing_diagram(journal))
    yield Attachment(EVENTS, events.MEDIA_TYPE, "txt", events.event_list(journal))
