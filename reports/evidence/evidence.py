"""What a report attaches to a scenario besides its steps."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

from reports.evidence import diagram, events, identification, received_msds
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


def attachments(journal: Journal, verdict: Verdict) -> Iterator[Attachment]:
    """Yield timing diagram, event list, the data of a call and what the scenario captured.

    Of a scenario that did not pass, also the versions of the ECUs, the traffic, and pictures of pages.
    """
    yield Attachment("timing diagram", diagram.MEDIA_TYPE, "svg", diagram.timing_diagram(journal))
    yield Attachment("events", events.MEDIA_TYPE, "txt", events.event_list(journal))
    if text := received_msds.received_msds(journal):
        yield Attachment("minimum set of data", received_msds.MEDIA_TYPE, "txt", text)
    passed = verdict in WITHOUT_COMPLAINT
    for piece in (each for each in journal.evidence if not (passed and each.of_failure)):
        yield Attachment(piece.name, piece.media_type, _EXTENSIONS.get(piece.media_type, "bin"), piece.data)
    if passed:
        return
    if text := identification.identification(journal):
        yield Attachment("ECU identification", identification.MEDIA_TYPE, "txt", text)
    if journal.traffic is not None:
        log = gzip.compress(journal.traffic.log().encode("ascii"), compresslevel=6, mtime=0)
        yield Attachment("traffic.log.gz", "application/gzip", "log.gz", log)
