"""Traffic logs on disk: reports/output/traces/<path of the feature>/<slug of the title>.log[.gz].

What runs on faulty vehicles has a folder of its own in place of reports/output.

With `--traces all` each scenario's log is written as it is; with `failed`, those of scenarios that did not pass,
compressed. Equal runs write equal files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator
from pathlib import Path

import pytest

from reports.files import TRAFFIC, note_file
from reports.folder.results import TRACES, output_folder
from reports.folder.writer import stop_run
from rigs.recording.journal import JOURNAL

MOST_SLUG_CHARACTERS = 120


def slug(title: str) -> str:
    """Make a file name for a title: its words, and a hash where words alone would not tell two titles apart."""
    words = "-".join(re.findall(r"[a-z0-9]+", title.lower()))
    if len(words) <= MOST_SLUG_CHARACTERS and words == re.sub(r"[ ]", "-", title.lower()):
        return words
    return f"{words[:MOST_SLUG_CHARACTERS]}-{hashlib.sha256(title.encode()).hexdigest()[:6]}"


def trace_path(folder: Path, node_id: str, *, compressed: bool) -> Path:
    """Return where the log of a scenario goes.

    Args:
        folder: Of all traces.
        node_id: `features/chapter/file.feature::Title`.
        compressed: Whether it is compressed.
    """
    feature, _, title = node_id.partition("::")
    return folder / Path(feature).with_suffix("") / f"{slug(title)}.log{'.gz' if compressed else ''}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write the log of a scenario when its steps have ended."""
    report = yield
    journal = item.stash.get(JOURNAL, None)
    which = item.config.getoption("traces", "none")
    if call.when == "call" and journal is not None and journal.traffic is not None:
        wanted = which == "all" or (which == "failed" and report.failed)
        if wanted:
            folder = output_folder(item.config) / TRACES
            path = trace_path(folder, item.nodeid, compressed=which == "failed")
            try:
                journal.traffic.write(path)
                note_file(item, TRAFFIC, path)
            except OSError as error:
                path.unlink(missing_ok=True)
                stop_run(item.config, folder, error)
    return report
