"""Command that keeps how long each scenario takes a vehicle: `python -m reports.lengths`.

It takes what the last runs of the whole suite have left in the cache of pytest, scenarios as they are alone, and
writes `rigs.files.lengths.LENGTHS`. Scenarios that are no longer there stay out: the suite is collected anew.
"""

from __future__ import annotations

import json
import subprocess
import sys
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


def collected(root: Path) -> frozenset[str]:
    """Return the node ids of all scenarios as they are.

    Raises:
        subprocess.CalledProcessError: The suite cannot be collected.
    """
    options = ["--history", "none", "--crossing", "none", "--collect-only", "-q", "-n", "0"]
    command = [sys.executable, "-m", "pytest", "features/", *options]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    return frozenset(line for line in done.stdout.splitlines() if "::" in line)


def main(root: Path) -> None:
    """Write the file."""
    lengths_s = json.loads((root / CACHE).read_text(encoding="utf-8"))
    text = text_of(lengths_s, collected(root))
    (root / LENGTHS).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path.cwd())
