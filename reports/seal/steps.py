"""In which words one scenario differs from the one that is sealed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reports.seal.difference import Weight
from reports.seal.features import PARTS_OF_A_STEP, REMARK, RULE, TAG
from vehicle.profile import ALL_TAGS

REQUIREMENT_TAG = "@req-"
REPORTED = "Then it is reported when "
"""Start of a Then that measures and never judges."""

LIKE = 0.6
"""Similarity from which two steps are one that was changed, and not one that went and one that came."""

_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:[.:]\d+)?(?: ?(?:ms|s|min|h|km|m|%|°C|dB|days?|months?)(?!\w))?")
_TAIL = re.compile(r" and (?:stays? so|not again) for \d[\d.:]* \w+$")
"""End of a Then by which what came must stay so, or not come again."""

_SECONDS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}

StepChange = tuple[Weight, str]
"""A difference of a scenario, without its name."""


@dataclass(frozen=True)
class Body:
    """The lines of a scenario, told apart.

    Attributes:
        rule: The Rule that it stands in.
        tags: With their @.
        remarks: Its description.
        steps: With keyword, tables and texts.
    """

    rule: str
    tags: frozenset[str]
    remarks: tuple[str, ...]
    steps: tuple[str, ...] = field(default=())

    @property
    def requirements(self) -> tuple[str, ...]:
        """Ids of the requirements that it is counted for."""
        return tuple(sorted(tag.removeprefix(REQUIREMENT_TAG) for tag in self.tags if tag.startswith("@req-")))

    @property
    def judges(self) -> bool:
        """True when it has a Then that can fail."""
        return any(is_judged(step) for step in self.steps)


def is_judged(step: str) -> bool:
    """Tell whether a step is a Then that can fail."""
    return step.startswith("Then ") and not step.startswith(REPORTED)


def body_of(lines: Sequence[str]) -> Body:
    """Return the parts of a scenario in a lock."""
    rule, tags, remarks = "", frozenset[str](), []
    steps: list[str] = []
    for line in lines:
        if line.startswith(RULE):
            rule = line.removeprefix(RULE)
        elif line.startswith(TAG):
            tags = frozenset(line.split(" "))
        elif line.startswith(REMARK):
            remarks.append(line.removeprefix(REMARK))
        elif line.startswith(PARTS_OF_A_STEP) and steps:
            steps[-1] += f" {line}"
        else:
            steps.append(line)
    return Body(rule, tags, tuple(remarks), tuple(steps))


def changes(old: Body, new: Body) -> Iterator[StepChange]:
    """Yield all in which a scenario differs, steps first; requirements are `carried` apart."""
    yield from _steps(old.steps, new.steps)
    if old.judges and not new.judges:
        yield Weight.WEAKER, "no Then is left that judges"
    for tag in sorted(new.tags - old.tags):
        if not tag.startswith(REQUIREMENT_TAG):
            needed = tag.removeprefix("@") in ALL_TAGS
            text = "only vehicles with it are judged" if needed else "the tag was added"
            yield Weight.WEAKER if needed else Weight.CHANGED, f"{tag}: {text}"
    for tag in sorted(old.tags - new.tags):
        if not tag.startswith(REQUIREMENT_TAG):
            yield Weight.CHANGED, f"{tag}: the tag was removed"
    if old.rule != new.rule:
        yield Weight.CHANGED, f"the Rule '{old.rule}' became '{new.rule}'"
    if old.remarks != new.remarks:
        yield Weight.CHANGED, "the description was changed"


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[StepChange]:
    gone = _without(old, new)
    come = _without(new, old)
    for before, after in _pairs(gone, come):
        if before is None and after is not None:
            yield (
                (Weight.MILD if is_judged(after) else Weight.CHANGED),
                f"a {_kind(after)} was added: {_said(after)}",
            )
        elif after is None and before is not None:
            yield (
                Weight.WEAKER if is_judged(before) or _kind(before) == "When" else Weight.CHANGED,
                f"a {_kind(before)} was removed: {_said(before)}",
            )
        elif before is not None and after is not None:
            yield from _changed(before, after)
    kept_before, kept_after = _without(old, gone), _without(new, come)
    if kept_before != kept_after:
        weight = Weight.WEAKER if _judged_earlier(kept_before, kept_after) else Weight.CHANGED
        moved = "; ".join(f'"{step}"' for step in _moved(kept_before, kept_after))
        yield weight, f"the steps stand in another order, moved was {moved}"


def _without(steps: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the steps that are not among others, as often as they are not."""
    left = list(others)
    found = []
    for step in steps:
        if step in left:
            left.remove(step)
        else:
            found.append(step)
    return found


def _pairs(gone: list[str], come: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """Pair what belongs together as before and after: the most alike first; then what is left alone."""
    ranked = sorted(
        ((_likeness(before, after), -i, -j) for i, before in enumerate(gone) for j, after in enumerate(come)),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for likeness, i, j in ranked:
        if likeness >= LIKE and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    for i, before in enumerate(gone):
        yield before, come[partner[i]] if i in partner else None
    for j, after in enumerate(come):
        if j not in partner.values():
            yield None, after


def _judged_earlier(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether a Then stands before a When that it stood behind."""

    def whens_before(steps: Sequence[str], then: str) -> int:
        return sum(_kind(step) == "When" for step in steps[: steps.index(then)])

    return any(is_judged(then) and whens_before(new, then) < whens_before(old, then) for then in old)


def _likeness(before: str, after: str) -> float:
    """Tell how alike two steps are, from 0 to 1: numbers do not count, nor a keyword when all else is the same."""
    if _said(before) == _said(after) or _skeleton(before) == _skeleton(after):
        return 1.0
    return (
        SequenceMatcher(None, _skeleton(before), _skeleton(after)).ratio()
        if _kind(before) == _kind(after)
        else 0.0
    )


def _changed(before: str, after: str) -> Iterator[StepChange]:
    if _kind(before) != _kind(after):
        weight = Weight.WEAKER if is_judged(before) and not is_judged(after) else Weight.CHANGED
        yield weight, f"a {_kind(before)} became a {_kind(after)}: {_said(after)}"
    elif is_judged(before) and is_judged(after) and bool(_tail(before)) != bool(_tail(after)):
        without, present = _TAIL.sub("", before), _TAIL.sub("", after)
        if _tail(before):
            yield (
                Weight.WEAKER,
                f'a Then is content with one moment: "{_tail(before)}" is gone from {_said(before)}',
            )
        else:
            yield Weight.MILD, f'a Then has "{_tail(after)}" now: {_said(after)}'
        if without != present:
            yield from _changed(without, present)
    elif _skeleton(before) == _skeleton(after):
        for old, new, words in _numbers(before, after):
            what = "limit " if is_judged(before) else ""
            where = "" if is_judged(before) else f" in the step {_said(after)}"
            yield _direction(before, words, old, new), f"{what}{old} became {new}{where}"
    elif after.startswith(REPORTED) and not before.startswith(REPORTED):
        yield Weight.WEAKER, f"a Then is measured and no longer judged: {_said(after)}"
    elif _kind(before) == "Then" and before.startswith(REPORTED) and not after.startswith(REPORTED):
        yield Weight.MILD, f"a Then is judged now: {_said(after)}"
    else:
        yield Weight.CHANGED, f"a {_kind(before)} was changed: {_said(before)} became {_said(after)}"


def _numbers(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """Yield the numbers that differ, with the words in front of them."""
    for old, new in zip(_NUMBER.finditer(before), _NUMBER.finditer(after), strict=True):
        if old[0] != new[0]:
            yield old[0], new[0], before[: old.start()]


def _direction(step: str, words: str, old: str, new: str) -> Weight:
    """Tell whether a number that changed makes a step judge less."""
    more = _worth(new) - _worth(old)
    if is_judged(step) and words.endswith(("within ", " and ")) and more:
        upper = words.endswith("within ") or " between " in words
        return (Weight.WEAKER if more > 0 else Weight.MILD) if upper else Weight.CHANGED
    if is_judged(step) and words.endswith((" for ", "between ")) and more:
        return Weight.WEAKER if more < 0 else Weight.MILD
    if step.startswith("When ") and words == "When " and step.endswith(" pass") and more:
        return Weight.WEAKER if more < 0 else Weight.MILD
    return Weight.CHANGED


def _worth(text: str) -> float:
    number, _, unit = text.partition(" ")
    if ":" in number:
        minutes, seconds = number.split(":")
        return float(minutes) * 60 + float(seconds)
    return float(re.match(r"-?\d+(?:\.\d+)?", number)[0]) * _SECONDS.get(unit, 1.0)  # type: ignore[index]  # it begins with a number


def _skeleton(step: str) -> str:
    return _NUMBER.sub("#", step)


def _tail(step: str) -> str:
    """Return the tail of a step without the blank before it, empty where it has none."""
    found = _TAIL.search(step)
    return "" if found is None else found[0].strip()


def _kind(step: str) -> str:
    return step.partition(" ")[0]


def _said(step: str) -> str:
    """Quote a step without its keyword, in quotes."""
    return f'"{step.partition(" ")[2]}"'


def _moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the steps that stand elsewhere than before, in their new order."""
    same = {
        place + offset
        for place, _, size in (tuple(block) for block in SequenceMatcher(None, new, old).get_matching_blocks())
        for offset in range(size)
    }
    return [step for place, step in enumerate(new) if place not in same]
