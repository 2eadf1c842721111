"""How long scenarios take, in s of vehicle time, as the last run of the suite in this checkout has left it."""

from __future__ import annotations

import json

from reports.terminal.starts import LENGTHS
from tests.support.project import ROOT

CACHE = ROOT / ".pytest_cache" / "v" / LENGTHS
UNKNOWN = "nothing is known of how long scenarios take: run `pytest features/ --history none` first\n"


def lengths_s() -> dict[str, float]:
    """The length of each scenario as it is, by node id; empty where none has run."""
    try:
        known = json.loads(CACHE.read_text(encoding="utf-8"))
    except OSError:
        return {}
    return {str(name): float(length_s) for name, length_s in known.items() if not str(name).endswith("]")}
