"""What reports remember of earlier runs: a line of JSON for each, as Allure 3 keeps it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from dbc.text_file import ENCODING
from reports.folder.checkout import OUTPUT
from rigs.files.rig_file import ROOT

LIMIT = 20
"""Number of runs that are remembered, the last one among them."""

NAME = "history.jsonl"
WEIGHT = {"labels": [], "trace": ""}
"""Parts that an earlier result need not say: each report carries it for each scenario and run."""


def history_of(folders: Sequence[Path]) -> Path:
    """Return where the history of some results folders is kept.

    Runs on faulty vehicles and the campaign have theirs beside their results, so that no scenario of the ordinary
    run has failed there.
    """
    output = ROOT / OUTPUT
    place = folders[0].resolve().parent
    return (place if place.is_relative_to(output) else output) / NAME


def earlier_runs(path: Path, starts_ms: Collection[int]) -> str:
    """Return the runs before this one, oldest first.

    Args:
        path: The history; need not be there. Lines that cannot be read are left out.
        starts_ms: When the scenarios of this run began, in milliseconds since 1970: a report that has been made of
            them before is no earlier run.
    """
    try:
        lines = path.read_text(encoding=ENCODING, errors="replace").splitlines()
    except OSError:
        return ""
    runs = [run for line in lines if (run := _run(line)) is not None]
    kept = [run for run in runs if not {result["start"] for result in _results(run)} <= set(starts_ms)]
    return "".join(f"{json.dumps(run)}\n" for run in kept[1 - LIMIT :])


def _run(line: str) -> dict[str, Any] | None:
    """Return one run with what its results weigh taken off; None where the line is none."""
    try:
        run = json.loads(line)
        for result in _results(run):
            result.update({name: value for name, value in WEIGHT.items() if name in result})
            if not isinstance(result.setdefault("start", None), int | None):
                return None
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return None
    return run  # type: ignore[no-any-return]  # it has been used as one


def _results(run: dict[str, Any]) -> Collection[dict[str, Any]]:
    results: dict[str, dict[str, Any]] = run["testResults"]
    return results.values()
