"""A copy of results for a report in one file: what would make it heavy stays beside it, named.

The copy says what a reader looks for where they look: measured values are parameters of their step, and nothing
stands there twice. A result gets no parameters, for Allure tells one history from another by them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from dbc.text_file import ENCODING
from reports.evidence.diagram import MEDIA_TYPE, timing_diagram
from reports.evidence.evidence import JOURNAL, TIMING_DIAGRAM
from reports.evidence.reading import read_journal
from reports.folder.reader import ENVIRONMENT, MEASUREMENTS, RESULTS
from reports.folder.strict_json import read_json_table
from reports.values.measured import measured_in
from rigs.errors import ConfigurationError

HEAVY = frozenset({"traffic.log.gz"})
"""Attachments that stay beside the report, whatever the scenario came to."""

HEAVY_OF_A_PASS = HEAVY | {"events", "captured audio"}
"""Attachments that stay beside it of a scenario that passed: these too are for whoever looks for a fault."""

HOW_TO_READ_IT = "python -m reports draw makes diagram and events of it"
"""Words behind the path of a journal."""

NOISE = frozenset({"host", "thread", "framework", "language", "package", "parentSuite", "suite", "subSuite"})
"""Labels that say nothing of a vehicle, and the suites, which are epic, feature and story once more."""


VARIED = frozenset({"after", "while"})
"""Labels of a run after histories or in crossings: where it passed, the diagram of the plain run says the same."""


def slim_copy(folder: Path, target: Path, beside: Path) -> None:
    """Copy a results folder without what is heavy; the folder itself stays as it is.

    Args:
        folder: Of results.
        target: An existing folder, which may have the copies of other runs.
        beside: The folder of the report, from which what stays beside it is named.

    Raises:
        ConfigurationError: An attachment is missing, or measurements or a journal are none.
    """
    for path in sorted(folder.glob(RESULTS)):
        content = read_json_table(path)
        _slim(content, path, target, beside)
        (target / path.name).write_text(json.dumps(content), encoding="utf-8")
    _add_environment(folder / ENVIRONMENT, target / ENVIRONMENT)


def _slim(content: dict[str, Any], path: Path, target: Path, beside: Path) -> None:
    content["labels"] = [label for label in content.get("labels", []) if label["name"] not in NOISE]
    message = (content.get("statusDetails") or {}).get("message") or ""
    passed = content["status"] == "passed"
    heavy = HEAVY_OF_A_PASS if passed else HEAVY
    drawn = not passed or VARIED.isdisjoint(label["name"] for label in content["labels"])
    left: list[str] = []
    for part in _parts(content):
        kept, measured = [], []
        for attachment in part.get("attachments", []):
            source = path.parent / attachment["source"]
            if not source.is_file():
                raise ConfigurationError(
                    path, attachment["name"], source.name, "must be a file of the results folder"
                )
            if attachment["name"] in heavy:
                left.append(f"{attachment['name']}: {_seen_from(beside, source)}")
            elif attachment["name"] == JOURNAL:
                kept += [_picture(source, target)] if drawn else []
                left.append(f"{JOURNAL}: {_seen_from(beside, source)} ({HOW_TO_READ_IT})")
            elif attachment["name"] == MEASUREMENTS and part is not content:
                measured += [{"name": value.name, "value": str(value)} for value in measured_in(source)]
            else:
                shutil.copyfile(source, target / source.name)
                kept.append(attachment)
        part["attachments"] = kept
        if measured:
            part["parameters"] = measured
        if part is not content and _says(message, part):
            del part["statusDetails"]
    if left:
        note = f"{uuid4()}-attachment.txt"
        (target / note).write_text("\n".join(left) + "\n", encoding="utf-8")
        content["attachments"].append({"name": "beside this report", "source": note, "type": "text/plain"})


def _picture(journal: Path, target: Path) -> dict[str, str]:
    """Draw the timing diagram of a journal that was kept; returns the attachment.

    Raises:
        ConfigurationError: It is no journal.
    """
    name = f"{uuid4()}-attachment.svg"
    (target / name).write_text(timing_diagram(read_journal(journal)), encoding="utf-8")
    return {"name": TIMING_DIAGRAM, "source": name, "type": MEDIA_TYPE}


def _parts(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the result and all of its steps."""
    yield content
    for step in content.get("steps", []):
        yield from _parts(step)


def _says(message: str, step: Mapping[str, Any]) -> bool:
    """Tell whether the message of a result has that of its step, which differs in how it names the exception."""
    details = step.get("statusDetails")
    told = details.get("message") if isinstance(details, dict) else None
    return isinstance(told, str) and bool(told) and message.endswith(told)


def _seen_from(folder: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return str(path.absolute())


def _add_environment(path: Path, target: Path) -> None:
    """Bring in what one of several runs says of itself; values that differ stand side by side."""
    known: dict[str, list[str]] = {}
    for each in (target, path):
        if each.is_file():
            for line in each.read_text(encoding=ENCODING, errors="replace").splitlines():
                name, _, value = line.partition("=")
                values = known.setdefault(name, [])
                if value not in values:
                    values.append(value)
    if known:
        text = "".join(f"{name}={' | '.join(values)}\n" for name, values in known.items())
        target.write_text(text, encoding="utf-8")
