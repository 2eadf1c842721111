"""What a gate prints: the verdict with what it is about, then the reasons by kind, on one screen."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from reports.judgement import Judgement
from reports.reader import Run
from rigs.errors import one_line
from rigs.measure import Verdict

SCREEN_LINES = 40
"""About so many lines are shared by all groups."""

LEAST_LINES = 2
"""Of a group no fewer are told."""

WIDTH = 200
"""Of a line no more characters are shown."""

COMMIT_LENGTH = 12


def screen(judgement: Judgement, releases: str) -> Iterator[str]:
    """The lines to print; the first is the verdict."""
    verdict = "BLOCKED" if judgement.reasons else "RELEASE"
    groups = list(_groups(judgement))
    most = max(LEAST_LINES, SCREEN_LINES // max(1, len(groups)) - 2)
    yield _shown(f"{verdict}  {releases}  {_subject(judgement.runs)}")
    for head, lines in groups:
        yield _shown(f"{head} ({len(lines)})")
        yield from (_shown(f"  {line}") for line in lines[:most])
        if len(lines) > most:
            yield f"  and {len(lines) - most} more"
    if judgement.tolerated:
        yield f"open, does not block ({len(judgement.tolerated)})"
        yield from textwrap.wrap(_ranges(judgement.tolerated), 110, initial_indent="  ", subsequent_indent="  ")


def _groups(judgement: Judgement) -> Iterator[tuple[str, Sequence[str]]]:
    """Heads with their lines, without those that have none."""
    yield from [("runs", [_told(run) for run in judgement.runs])] if judgement.runs else []
    for kind in dict.fromkeys(reason.kind for reason in judgement.reasons):
        yield kind, [reason.text for reason in judgement.reasons if reason.kind == kind]
    waived = [
        f"{reason.kind}: {reason.text}: {signed.owner}, until {signed.expires}"
        for reason, signed in judgement.waived
    ]
    yield from [("waived", waived)] if waived else []
    yield from [("note", judgement.notes)] if judgement.notes else []


def _subject(runs: Sequence[Run]) -> str:
    """Suite, software, rigs and days."""
    if not runs:
        return "nothing that can be read"

    def all_of(told: Callable[[Run], str]) -> str:
        return ", ".join(dict.fromkeys(told(run) for run in runs))

    days = sorted({f"{run.manifest.finished:%Y-%m-%d}" for run in runs})
    return "  ".join(
        (
            all_of(lambda run: f"suite {run.manifest.suite_version} {run.manifest.commit[:COMMIT_LENGTH]}"),
            all_of(lambda run: run.manifest.dut_software),
            all_of(lambda run: f"{run.manifest.rig_kind} rig {run.manifest.rig}"),
            days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}",
        )
    )


def _told(run: Run) -> str:
    manifest = run.manifest
    passed, skipped = (
        sum(result.verdict == verdict for result in run.results)
        for verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE)
    )
    counts = f"{passed} of {len(manifest.selected)} passed" + (f", {skipped} not applicable" if skipped else "")
    return (
        f"{run.folder}: {manifest.rig_kind} rig {manifest.rig}, vehicle {manifest.vehicle},"
        f" {counts}, {manifest.finished:%Y-%m-%d %H:%M %Z}"
    )


def _ranges(ids: Iterable[str]) -> str:
    """Ids such as REMOTE-15, shortened: consecutive numbers of an area are told by the first and the last."""
    parts = []
    numbered = [(area, int(number)) for area, _, number in (name.rpartition("-") for name in ids)]
    for area, members in groupby(sorted(numbered), key=lambda each: each[0]):
        runs: list[list[int]] = []
        for _, number in members:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        told = (f"{run[0]:02}" if len(run) == 1 else f"{run[0]:02}-{run[-1]:02}" for run in runs)
        parts.append(f"{area} {' '.join(told)}")
    return ", ".join(parts)


def _shown(line: str) -> str:
    """One line, whatever stood in the files: nothing that breaks it, moves the cursor or has no end."""
    shown = one_line(line[:WIDTH])
    return shown if len(line) <= WIDTH else f"{shown}..."
