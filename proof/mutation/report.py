"""The report of a run: what share was caught and how, and each survivor with what it means."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version

from proof.mutation.judgements import Judgement, Meaning
from proof.mutation.run import Record, survived
from proof.mutation.trial import SCENARIO_CPU_S, Kind

_CAUGHT: Mapping[Kind, str] = {
    Kind.FAIL: "an expectation of a scenario failed",
    Kind.SETUP: "the vehicle did not reach the state that a scenario starts from",
    Kind.MONITOR: "all that a scenario expects held, but the traffic broke the databases",
    Kind.INCONCLUSIVE: "what was measured allowed no verdict",
    Kind.CRASH: "the ECU raised an exception, a crash of its software",
    Kind.RIG: "another fault of the rig, such as a service that refused",
    Kind.NO_START: "the module could not be imported",
    Kind.TIME_OUT: f"a scenario took ten times its CPU time and {SCENARIO_CPU_S:.0f} s more, and had no end",
}
_ROOMS = {"simulators/ecus/": "ECUs", "simulators/offboard/": "app and back office"}
_MEANINGS: Mapping[Meaning | None, tuple[str, str]] = {
    None: ("Not judged yet", ""),
    Meaning.GAP: ("Gaps", "The vehicle breaks the source and the suite does not notice."),
    Meaning.OUTSIDE: (
        "Outside of what the source states",
        "It is another vehicle, but neither the source nor the suite speaks of what differs, or both allow it.",
    ),
    Meaning.EQUIVALENT: (
        "Equivalent",
        "The vehicle is the same.",
    ),
}


def shares(records: Sequence[Record]) -> str:
    """Tell how many ended how, in a few lines."""
    kinds = Counter(record.ended.kind for record in records)
    caught = len(records) - kinds[Kind.SURVIVED]
    lines = [f"{caught} of {len(records)} mutants caught ({_percent(caught, len(records))})"]
    lines += [f"  {kinds[kind]:4}  {kind}" for kind in (*_CAUGHT, Kind.SURVIVED) if kinds[kind]]
    return "\n".join(lines)


def report(records: Sequence[Record], judgements: Mapping[str, Judgement], command: str, tree_hash: str) -> str:
    """Write the report as Markdown.

    Args:
        records: All mutants of a run.
        judgements: Of survivors, by the id of the mutant.
        command: What makes this run.
        tree_hash: Of what was run.
    """
    left = [record for record in records if survived(record)]
    by_meaning: dict[Meaning | None, list[Record]] = {meaning: [] for meaning in _MEANINGS}
    for record in left:
        judgement = judgements.get(record.mutant.id)
        by_meaning[judgement.meaning if judgement else None].append(record)
    lines = [
        *_head(command, tree_hash, records),
        "## Share",
        "",
        *_counts(records, by_meaning, judgements),
        *_kinds(records),
        *_rooms(records),
        "## Survivors",
        "",
        *(line for meaning, group in by_meaning.items() if group for line in _group(meaning, group, judgements)),
        *_crashes(records),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _head(command: str, tree_hash: str, records: Sequence[Record]) -> Iterator[str]:
    minutes = sum(record.ended.seconds for record in records) / 60
    yield from (
        "# Mutation",
        "",
        "Would the features notice a vehicle that is a little different? `python -m proof.mutation` changes one",
        "thing at a time in the simulated ECUs, the app and its back office (a condition, a number, a call left",
        "out), and runs the features against each changed vehicle until the first scenario that does not pass.",
        "The tests in `tests/` do not count. The faults of `proof/faults/` ask whether each requirement is",
        "judged; this asks whether anything was forgotten.",
        "",
        "```sh",
        command,
        "```",
        "",
        f"Written by that command with cosmic-ray {version('cosmic-ray')} and Python {platform.python_version()};",
        f"{minutes:.0f} min of runs one after the other, on the project {tree_hash}. It is no part of CI.",
        "The sample is spread over all modules by the number of their mutants. No mutants are made of types,",
        "docstrings, decorators, messages of exceptions and version numbers, nor of what an ECU does without",
        "supply, of which no statement of the source speaks.",
        "",
    )
    if not all(record.whole for record in records):
        yield from (
            "Scenarios that run nothing of what a mutant changes were left out (`--reached`): each scenario has a",
            "world of its own that its seed determines, so that they go as on the vehicle as it should be.",
            "",
        )


def _counts(
    records: Sequence[Record],
    by_meaning: Mapping[Meaning | None, Sequence[Record]],
    judgements: Mapping[str, Judgement],
) -> Iterator[str]:
    caught = sum(not survived(record) for record in records)
    same, outside = by_meaning[Meaning.EQUIVALENT], by_meaning[Meaning.OUTSIDE]
    agreed = [record for record in same if judgements[record.mutant.id].confirmed]
    agreed_outside = [record for record in outside if judgements[record.mutant.id].confirmed]
    rows = (
        ("all mutants", 0),
        ("without equivalent ones that a second reader has confirmed", len(agreed)),
        ("without those outside of what the source states, confirmed, too", len(agreed) + len(agreed_outside)),
    )
    yield from ("| Of | Mutants | Caught | Share |", "|---|---:|---:|---:|")
    for words, left_out in rows:
        whole = len(records) - left_out
        yield f"| {words} | {whole} | {caught} | {_percent(caught, whole)} |"
    doubtful = len(same) + len(outside) - len(agreed) - len(agreed_outside)
    gaps, unread = len(by_meaning[Meaning.GAP]), len(by_meaning[None])
    yield from (
        "",
        f"{gaps} survivors are gaps of the suite, {unread} are not judged yet.",
        f"{len(same)} are named equivalent and {len(outside)} outside of what the source states; {doubtful} of",
        "these are to be confirmed by a second reader, and count as not caught until then.",
        "",
    )


def _kinds(records: Sequence[Record]) -> Iterator[str]:
    kinds = Counter(record.ended.kind for record in records)
    yield from ("| What noticed it first | Mutants | Share |", "|---|---:|---:|")
    for kind, words in _CAUGHT.items():
        if kinds[kind]:
            yield f"| {kind}: {words} | {kinds[kind]} | {_percent(kinds[kind], len(records))} |"
    yield f"| nothing | {kinds[Kind.SURVIVED]} | {_percent(kinds[Kind.SURVIVED], len(records))} |"
    yield ""


def _rooms(records: Sequence[Record]) -> Iterator[str]:
    yield from ("| Mutants of | Tried | Caught | Share |", "|---|---:|---:|---:|")
    for folder, words in _ROOMS.items():
        there = [record for record in records if record.mutant.path.startswith(folder)]
        caught = sum(not survived(record) for record in there)
        yield f"| {words} | {len(there)} | {caught} | {_percent(caught, len(there))} |"
    yield ""


def _group(
    meaning: Meaning | None, records: Iterable[Record], judgements: Mapping[str, Judgement]
) -> Iterator[str]:
    title, words = _MEANINGS[meaning]
    yield from (f"### {title}", "")
    if words:
        yield from (words, "")
    for record in records:
        judgement = judgements.get(record.mutant.id)
        mutant = record.mutant
        reached = {None: "runs at import", 0: "no scenario runs it"}.get(
            record.reached, f"{record.reached} scenarios run it"
        )
        place = f"`{mutant.path}:{mutant.line}` in `{mutant.scope or 'module'}`"
        yield f"- {place}, {mutant.operator} ({mutant.id}; {reached})"
        yield f"  - `{record.before}`"
        yield f"  - `{record.after}`"
        if judgement:
            doubt = "" if judgement.confirmed or meaning is Meaning.GAP else " *To be confirmed.*"
            yield f"  - {judgement.reason}{doubt}"
    yield ""


def _crashes(records: Iterable[Record]) -> Iterator[str]:
    """Write those that stopped the simulated ECU rather than changed it, apart."""
    crashed = [record for record in records if record.ended.kind in {Kind.CRASH, Kind.NO_START, Kind.TIME_OUT}]
    if not crashed:
        return
    yield from ("## Crashes and time-outs", "", "Caught, but by what any use of the ECU would show.", "")
    yield from ("| Mutant | Change | Ended |", "|---|---|---|")
    for record in crashed:
        mutant = record.mutant
        yield f"| `{mutant.path}:{mutant.line}` | `{_cell(record.after)}` | {record.ended.kind} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"
