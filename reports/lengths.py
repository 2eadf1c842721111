"""Command that keeps how long each scenario takes a vehicle: `python -m reports.lengths`.

It takes what the last runs of the whole suite have left in the cache of pytest, scenarios as they are alone, and
writes `rigs.files.lengths.LENGTHS`. Scenarios that are no longer run stay out where `pytest features/` ran since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from reports.terminal.starts import LENGTHS as IN_CACHE
from rigs.files.lengths import LENGTHS

CACHE = Path(".pytest_cache", "v", *IN_CACHE.split("/"))


def text_of(lengths_s: Mapping[str, float], known: frozenset[str]) -> str:
    """Write lengths as the file holds them: whole seconds, a line for each scenario as it is.

    Args:
        lengths_s: By node id; variations of a scenario are left out.
        known: The scenarios that there are.
    """
    kept = {name: round(length_s) for name, length_s in sorted(lengths_s.items()) if name in known}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def main(root: Path) -> None:
    """Write the file."""
    lengths_s = json.loads((root / CACHE).read_text(encoding="utf-8"))
    nodes = json.loads((root / CACHE.parent.parent / "cache" / "nodeids").read_text(encoding="utf-8"))
    known = frozenset(name for name in nodes if "[" not in name.partition("::")[2])
    text = text_of(lengths_s, known)
    (root / LENGTHS).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path.cwd())
