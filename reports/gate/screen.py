"""What a gate prints: the verdict with what it is about, then the reasons by kind, on one screen."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from reports.folder.reader import Run
from reports.gate.judgement import Judgement, Kind, Reason
from reports.scenario import kinds
from rigs.errors import one_line
from rigs.values.measurement import Verdict

SCREEN_LINES = 40
"""Number of lines, about, that all groups share."""

LEAST_LINES = 2
"""Fewest lines of a group that are told."""

WIDTH = 200
"""Most characters of a line that are shown."""

WORDS = 90
"""Most characters of what a requirement says."""

ADVICE: Mapping[Kind, str] = {
    Kind.PRODUCT_FAILURE: "The vehicle did not do what it must. Mend it and run anew, or have that waived.",
    Kind.INCONCLUSIVE: "What was measured allows no verdict. Find out why; all must run anew.",
    Kind.SETUP_FAILED: "The vehicle did not reach the state to start from. Find out why; all must run anew.",
    Kind.RIG_FAULT: "The bench did not do its part. Mend it, run these again with --alluredir, name both folders.",
    Kind.UNKNOWN_VERDICT: "It contradicts itself, or nothing ran. Run anew, with no option that skips steps.",
    Kind.NOT_RUN: "Results are missing. Run all of features/ to its end: pytest features/",
    Kind.PARTS: "The parts are not one whole run. Name each once, with --plan; run what is missing.",
    Kind.NOT_PASSED: "Nothing shows these where it counts. Run them on a rig that the policy names.",
    Kind.OPEN: "No scenario tests these yet. Write one, or have the requirement waived.",
    Kind.AUDIT: "The vehicle is not what its profile declares. Correct the profile or the vehicle; run anew.",
    Kind.UNFOUNDED: "Skipped for no reason that the profile gives. Correct profile or scenario; run anew.",
    Kind.VERSIONS: "Results and this checkout do not belong together. Commit, check out what ran, or run anew.",
    Kind.UNSEALED: "What is judged is not what a reviewer has agreed to. See it: python -m reports seal",
    Kind.OLD: "Run anew; where the times cannot be, set the clock of the bench first.",
    Kind.TAMPERED: "The folder is not as its run left it. Take it from where it was run, or run anew.",
    Kind.UNUSABLE: "This cannot be judged. Name the folder that a run of pytest features/ has left.",
    Kind.ELSEWHERE: "Code took part that is none of the suite's. Run in its environment: uv run pytest features/",
    Kind.SIGNATURE: "Nobody whom the policy knows answers for these. Run where there is a key; see docs/gate.md.",
    Kind.BESIDE: "Name these too, or leave each out for a reason: --leave-out RUN --because TEXT",
    Kind.EXPIRED: "Mend what was waived, or have the waiver reviewed again.",
    Kind.LAX: "Mend what is waived, or have the policy reviewed.",
}
"""Meanings of each kind of reason, with what to do."""

COMMIT_LENGTH = 12


def screen(judgement: Judgement, releases: str, terms: Iterable[str] = ()) -> Iterator[str]:
    """Yield the lines to print; the first is the verdict, then what was judged and `terms`, by what."""
    verdict = "BLOCKED" if judgement.reasons else "RELEASE"
    groups = list(_groups(judgement))
    most = max(LEAST_LINES, SCREEN_LINES // max(1, len(groups)) - 2)
    yield _shown(f"{verdict}  {releases}  {_subject(judgement.runs)}")
    yield from (_shown(f"  {line}") for line in terms)
    for head, entries in groups:
        yield _shown(head)
        yield from map(_shown, _cut(entries, most))
    yield from _ids(f"open, does not block ({len(judgement.tolerated)})", judgement.tolerated)
    for why, names in judgement.not_judged.items():
        yield from _ids(f"not judged, {why.replace('_', ' ')} ({len(names)})", names)


def _ids(head: str, names: Sequence[str]) -> Iterator[str]:
    """Yield a head and the ids below it, nothing where there are none."""
    if names:
        yield head
        yield from textwrap.wrap(_ranges(names), 110, initial_indent="  ", subsequent_indent="  ")


def _cut(entries: Sequence[Sequence[str]], most: int) -> Iterator[str]:
    """Yield the lines of entries, none of them torn, until they are enough; and how many entries are left."""
    lines = 0
    for place, entry in enumerate(entries):
        if place and lines + len(entry) > most:
            yield f"  and {len(entries) - place} more"
            return
        lines += len(entry)
        yield from (f"  {line}" for line in entry)


def _groups(judgement: Judgement) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    """Yield heads with their entries, without those that have none."""
    plain = {
        "runs": [_told(run) for run in judgement.runs],
        "waived": [
            f"{reason.kind}: {reason.text}: {signed.owner}, until {signed.expires}"
            for reason, signed in judgement.waived
        ],
        "left out": judgement.left_out,
        "note": judgement.notes,
    }
    yield from _plain_group("runs", plain.pop("runs"))
    for kind in [kind for kind in Kind if any(reason.kind == kind for reason in judgement.reasons)]:
        reasons = [reason for reason in judgement.reasons if reason.kind == kind]
        yield f"{kind} ({len(reasons)}): {ADVICE[kind]}", list(_entries(reasons, judgement.words))
    for head, lines in plain.items():
        yield from _plain_group(head, lines)


def _plain_group(head: str, lines: Sequence[str]) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    if lines:
        yield f"{head} ({len(lines)})", [[line] for line in lines]


def _entries(reasons: Sequence[Reason], words: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield reasons of one kind; what is about the same requirements stands together, below what these say."""
    for requirements in dict.fromkeys(reason.requirements for reason in reasons):
        texts = [reason.text for reason in reasons if reason.requirements == requirements]
        if not requirements:
            yield from ([text] for text in texts)
            continue
        heads = [
            f"{name}  {textwrap.shorten(words.get(name, ''), WORDS, placeholder=' ...')}" for name in requirements
        ]
        more = f"  and {len(texts) - 1} more of the same" if len(texts) > 1 else None
        yield [*heads, f"  {texts[0]}", *([more] if more else [])]


def _subject(runs: Sequence[Run]) -> str:
    """Return suite, software, rigs and days."""
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
    verdicts = Counter(result.verdict for result in run.results)
    told = kinds(manifest.selected)
    counts = f"{verdicts[Verdict.PASS]} of {len(manifest.selected)} passed"
    for verdict in (Verdict.REPORTED, Verdict.WORLD_MODEL, Verdict.NOT_APPLICABLE):
        counts += f", {verdicts[verdict]} {verdict}" if verdicts[verdict] else ""
    counts += f" ({told})" if told else ""
    self_test = "self-test, " if manifest.self_test is not None else ""
    return (
        f"{run.folder}: {self_test}{_part(run)}{manifest.rig_kind} rig {manifest.rig}, vehicle {manifest.vehicle},"
        f" {counts}, {manifest.finished:%Y-%m-%d %H:%M %Z}"
    )


def _part(run: Run) -> str:
    part = run.manifest.plan
    if part is None:
        return ""
    times = len(part.sittings) - 1
    went_on = f", went on {'once' if times == 1 else f'{times} times'}" if times > 0 else ""
    return f"part {part.share} of {part.file}{went_on}, "


def _ranges(ids: Iterable[str]) -> str:
    """Write ids such as REMOTE-15, shortened: of consecutive numbers of an area the first and the last."""
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
    """Write one line, whatever stood in the files: nothing that breaks it, moves the cursor or has no end."""
    shown = one_line(line[:WIDTH])
    return shown if len(line) <= WIDTH else f"{shown}..."
