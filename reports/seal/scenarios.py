"""In which scenarios a checkout differs from what is sealed, and what became of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from reports.seal.difference import Difference, Weight, named, number_of
from reports.seal.features import REMARK, SCENARIO
from reports.seal.steps import REQUIREMENT_TAG, Body, body_of, changes

AUDIT = "features/audit/"
LIKE = 0.75
"""Similarity from which two scenarios of one file are one that was changed."""

MOST_TITLES = 3
"""Most titles that are named in one line, of scenarios that share a change."""

Items = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Sealed:
    """A scenario.

    Attributes:
        file: Its feature file.
        title: Its title, with the values of its row.
        body: What is in it.
    """

    file: str
    title: str
    body: Body

    @property
    def about(self) -> str:
        """The requirements that it is counted for; else its file."""
        return named(self.body.requirements) or self.file


@dataclass(frozen=True)
class _Found:
    """A change of one scenario, before those that many share are told in one line."""

    weight: Weight
    text: str
    scenario: Sealed


Pair = tuple[Sealed, Sealed]


def compare_scenarios(old: Mapping[str, Items], new: Mapping[str, Items]) -> Iterator[Difference]:
    """Yield what differs between the scenarios of feature files."""
    before, after = _scenarios(old), _scenarios(new)
    pairs: list[Pair] = _pairs(before, after)
    paired_before = {(pair[0].file, pair[0].title) for pair in pairs}
    paired_after = {(pair[1].file, pair[1].title) for pair in pairs}
    gone = [each for each in before if (each.file, each.title) not in paired_before]
    come = [each for each in after if (each.file, each.title) not in paired_after]
    yield from _unjudged(before, after)
    yield from _removed(gone, new)
    yield from _moved(pairs, new)
    yield from _together(found for pair in pairs for found in _changed(*pair))
    for one, other in pairs:
        if one.title != other.title:
            yield Difference(Weight.MILD, other.about, f"the title '{one.title}' became '{other.title}'")
    yield from _added(come)
    yield from _prose(old, new)


def _scenarios(files: Mapping[str, Items]) -> list[Sealed]:
    return [
        Sealed(file, name.removeprefix(SCENARIO), body_of(lines))
        for file, items in sorted(files.items())
        for name, lines in sorted(items.items())
        if name.startswith(SCENARIO)
    ]


def _pairs(before: Iterable[Sealed], after: Iterable[Sealed]) -> list[Pair]:
    """Pair scenarios that are one, from the surest sign to the weakest: place, content, title, likeness."""
    pairs: list[Pair] = []
    gone, come = list(before), list(after)
    for sign in (
        lambda each: (each.file, each.title),
        lambda each: (each.title, each.body),
        lambda each: (each.file, each.body),
        lambda each: each.body,
        lambda each: (each.title, each.body.requirements),
        lambda each: (each.file, _skeleton(each.title), tuple(map(_skeleton, each.body.steps))),
    ):
        there: dict[object, list[Sealed]] = {}
        for each in come:
            there.setdefault(sign(each), []).append(each)
        found = [(each, there[sign(each)].pop(0)) for each in gone if there.get(sign(each))]
        pairs += found
        gone = [each for each in gone if all(each is not one for one, _ in found)]
        come = [each for each in come if all(each is not other for _, other in found)]
    return pairs + _alike(gone, come)


def _alike(gone: Sequence[Sealed], come: Sequence[Sealed]) -> list[Pair]:
    """Pair scenarios of one file with another title and other content that are still one."""
    ranked = sorted(
        (
            (likeness, i, j)
            for i, one in enumerate(gone)
            for j, other in enumerate(come)
            if one.file == other.file
            and set(one.body.requirements) & set(other.body.requirements)
            and (likeness := _likeness(one, other)) >= LIKE
        ),
        key=lambda rank: (-rank[0], rank[1], rank[2]),
    )
    found: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in found and j not in found.values():
            found[i] = j
    return [(gone[i], come[j]) for i, j in found.items()]


def _likeness(one: Sealed, other: Sealed) -> float:
    before, after = ("\n".join((each.title, *each.body.steps)) for each in (one, other))
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _skeleton(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _unjudged(before: Sequence[Sealed], after: Sequence[Sealed]) -> Iterator[Difference]:
    """Yield requirements that scenarios have judged, and none does any more."""
    judged, judges = (
        Counter(name for each in scenarios if each.body.judges for name in each.body.requirements)
        for scenarios in (before, after)
    )
    for name in sorted(judged.keys() - judges.keys()):
        text = f"no scenario judges it any more, {number_of(judged[name], 'scenario')} did"
        yield Difference(Weight.WEAKER, name, text)


def _ids(scenarios: Iterable[Sealed]) -> list[str]:
    return sorted({name for each in scenarios for name in each.body.requirements})


def _removed(gone: Sequence[Sealed], new: Mapping[str, Items]) -> Iterator[Difference]:
    for file, scenarios in _by_file(gone):
        if file not in new:
            about = named(_ids(scenarios))
            yield Difference(Weight.WEAKER, file, f"removed, {number_of(len(scenarios), 'scenario')} of {about}")
        else:
            for each in scenarios:
                yield Difference(Weight.WEAKER, each.about, f"the scenario '{each.title}' was removed")


def _moved(pairs: Sequence[Pair], new: Mapping[str, Items]) -> Iterator[Difference]:
    moved = sorted((pair for pair in pairs if pair[0].file != pair[1].file), key=_files)
    for (source, target), group in groupby(moved, key=_files):
        scenarios = [one for one, _ in group]
        what = f"{number_of(len(scenarios), 'scenario')} of {named(_ids(scenarios))}"
        verb = "some of it moved" if source in new else "moved"
        weight = Weight.WEAKER if source.startswith(AUDIT) and not target.startswith(AUDIT) else Weight.MILD
        yield Difference(weight, source, f"{verb} to {target}, {what}")


def _files(pair: Pair) -> tuple[str, str]:
    return pair[0].file, pair[1].file


def _changed(old: Sealed, new: Sealed) -> Iterator[_Found]:
    for weight, text in changes(old.body, new.body):
        yield _Found(weight, text, new if new.body.requirements else old)
    before, after = old.body.requirements, new.body.requirements
    for name in before:
        if name not in after:
            yield _Found(Weight.WEAKER, f"{REQUIREMENT_TAG}{name}: no longer counted for it", new)
    for name in after:
        if name not in before:
            weight = Weight.CHANGED if new.body.judges else Weight.WEAKER
            judging = "" if new.body.judges else ", though it judges nothing"
            yield _Found(weight, f"{REQUIREMENT_TAG}{name}: counted for it now{judging}", new)


def _together(found: Iterable[_Found]) -> Iterator[Difference]:
    """Make one line for what several scenarios of a file share."""
    groups: dict[tuple[Weight, str, str], list[Sealed]] = {}
    for each in sorted(found, key=lambda each: (each.scenario.file, each.scenario.title)):
        groups.setdefault((each.weight, each.text, each.scenario.file), []).append(each.scenario)
    for (weight, text, file), scenarios in groups.items():
        where = ", ".join(f"'{each.title}'" for each in scenarios[:MOST_TITLES])
        if len(scenarios) > MOST_TITLES:
            where = f"{len(scenarios)} scenarios of {file}, such as '{scenarios[0].title}'"
        tag, _, rest = text.partition(": ")
        if tag.startswith(REQUIREMENT_TAG):
            yield Difference(weight, tag.removeprefix(REQUIREMENT_TAG), f"{rest} in {where}")
        else:
            yield Difference(weight, named(_ids(scenarios)) or file, f"{text} in {where}")


def _added(come: Sequence[Sealed]) -> Iterator[Difference]:
    for each in come:
        if each.body.judges:
            yield Difference(Weight.MILD, each.about, f"the scenario '{each.title}' is new")
        else:
            text = f"the scenario '{each.title}' is new and judges nothing: no Then in it can fail"
            yield Difference(Weight.WEAKER, each.about, text)


def _prose(old: Mapping[str, Items], new: Mapping[str, Items]) -> Iterator[Difference]:
    """Compare names and descriptions of Features, Rules, Backgrounds and Examples."""
    for file in sorted(old.keys() & new.keys()):
        before, after = (
            {name: lines for name, lines in files[file].items() if not name.startswith(SCENARIO)}
            for files in (old, new)
        )
        gone, come = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
        for name in gone:
            to = next((other for other in come if other.partition(":")[0] == name.partition(":")[0]), None)
            told = (
                f"'{name}' was removed, or has no description any more"
                if to is None
                else f"'{name}' became '{to}'"
            )
            come = [other for other in come if other != to]
            yield Difference(Weight.CHANGED, file, told)
        for name in come:
            yield Difference(Weight.MILD, file, f"'{name}' is new")
        for name in sorted(before.keys() & after.keys()):
            if before[name] != after[name]:
                told = f"'{_text(before[name])}' became '{_text(after[name])}'"
                yield Difference(Weight.CHANGED, file, f"the description of '{name}' was changed: {told}")


def _text(remarks: Iterable[str]) -> str:
    return " ".join(line.removeprefix(REMARK) for line in remarks)


def _by_file(scenarios: Sequence[Sealed]) -> Iterator[tuple[str, list[Sealed]]]:
    for file, group in groupby(sorted(scenarios, key=lambda each: each.file), key=lambda each: each.file):
        yield file, list(group)
