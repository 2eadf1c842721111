"""Which ECUs were on the buses, as they told it themselves: a small table for the evidence of a scenario."""

from __future__ import annotations

from collections.abc import Mapping

from clock.kernel import S
from rigs.recording.journal import Journal
from rigs.values.track import Track

MEDIA_TYPE = "text/plain"
NOT_SEEN = "not seen"
PREFIX = "identity."
SOFTWARE_MAJOR, SOFTWARE_MINOR, HARDWARE = "software_major", "software_minor", "hardware"
_HEADS = ("ECU", "software", "hardware", "seen at, s of rig time")


def identification(journal: Journal) -> str:
    """Write a line for each ECU of the databases: the versions that it told last and when; empty without ECUs.

    An ECU that was silent, or that the vehicle does not have, is *not seen*.
    """
    ecus: dict[str, dict[str, Track]] = {}
    for name, track in journal.tracks.items():
        if name.startswith(PREFIX):
            ecu, _, part = name.removeprefix(PREFIX).partition(".")
            ecus.setdefault(ecu, {})[part] = track
    rows = [_HEADS, *(_row(ecu, parts) for ecu, parts in sorted(ecus.items()))]
    widths = [max(len(row[column]) for row in rows if column < len(row)) for column in range(len(_HEADS))]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines) if ecus else ""


def _row(ecu: str, parts: Mapping[str, Track]) -> tuple[str, ...]:
    changes = [change for track in parts.values() for change in track]
    if not changes:
        return ecu, NOT_SEEN
    versions = {part: track.value for part, track in parts.items()}
    software = f"{_whole(versions.get(SOFTWARE_MAJOR))}.{_whole(versions.get(SOFTWARE_MINOR))}"
    seen_s = max(change.when.latest_ns for change in changes) / S
    return ecu, software, _whole(versions.get(HARDWARE)), f"{seen_s:.3f}"


def _whole(version: object) -> str:
    return f"{version:g}" if isinstance(version, int | float) else "?"
