"""The minimum sets of data that the PSAP received in a scenario, as octets and decoded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from clock.kernel import S
from rigs.ports import psap
from rigs.recording.journal import Journal

MEDIA_TYPE = "text/plain"


def received_msds(journal: Journal) -> str:
    """Write each MSD in the order in which they came, whether or not a step reads it; empty when none came.

    What an earlier scenario on the same rig left is no part of it.

    The octets stand on a line of their own, to be pasted into another decoder. What could not be read is shown
    with the reason.
    """
    return "\n".join(_shown(number, *each) for number, each in enumerate(_received(journal), start=1))


def _received(journal: Journal) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for change in journal.tracks.get(psap.MSD.name, ()):
        if isinstance(change.value, Mapping) and change.value and change.when.latest_ns >= journal.connected_ns:
            yield change.when.latest_ns, change.value


def _shown(number: int, at_ns: int, received: Mapping[str, Any]) -> str:
    acknowledged = "acknowledged" if received.get("acknowledged") else "not acknowledged"
    octets = str(received.get("hex", ""))
    lines = [
        f"MSD {number}, received at {at_ns / S:.3f} s of rig time, {acknowledged}",
        f"hex, {len(octets) // 2} octets:",
        octets,
    ]
    if "error" in received:
        lines += ["cannot be decoded:", str(received["error"])]
    else:
        lines += ["decoded:", json.dumps(received.get("decoded"), indent=2, ensure_ascii=False)]
    return "\n".join(lines) + "\n"
