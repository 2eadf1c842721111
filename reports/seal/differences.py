"""In what a checkout differs from what is sealed, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from reports.seal.content import CATALOGUE, LOCK, OPEN, STRAY, Content, is_collected
from reports.seal.difference import Difference, Weight, heaviest_first, named, number_of
from reports.seal.scenarios import compare_scenarios

Items = Mapping[str, tuple[str, ...]]

MOVED = 0.5
"""Share of equal definitions from which a file is one that went."""

_LONGEST = 90
"""Characters of a text that is told in full."""

_FEWER = {"can_hil": 0, "simulator": 1, "backoffice_app": 2}
"""Ways of verification, the one that asks most of a rig first."""


def compare(sealed: Content, present: Content) -> list[Difference]:
    """Return what differs, the heaviest first; empty where nothing does."""
    if not sealed:
        return [Difference(Weight.CHANGED, LOCK, "nothing has been sealed yet")] if present else []
    kinds = (_is_feature, lambda name: name.startswith(CATALOGUE), lambda name: name == OPEN)
    scenarios, catalogue, opened = (
        tuple({name: items for name, items in each.items() if kind(name)} for each in (sealed, present))
        for kind in kinds
    )
    others = tuple(
        {name: items for name, items in each.items() if not any(kind(name) for kind in kinds)}
        for each in (sealed, present)
    )
    found = [*compare_scenarios(*scenarios), *_open(*opened), *_catalogue(*catalogue), *_others(*others)]
    if not found:
        # what no words are known for is told all the same
        differ = sorted(name for name in {*sealed, *present} if sealed.get(name) != present.get(name))
        found = [Difference(Weight.CHANGED, name, "differs") for name in differ]
    return heaviest_first(found)


def _is_feature(name: str) -> bool:
    return name.endswith(".feature") and is_collected(name)


def _open(old: Content, new: Content) -> Iterator[Difference]:
    before, after = old.get(OPEN, {}), new.get(OPEN, {})
    for name in sorted(after.keys() - before.keys()):
        yield Difference(Weight.WEAKER, name, "moved to the open list")
    if closed := sorted(before.keys() - after.keys()):
        yield Difference(Weight.MILD, named(closed), "no longer on the open list")


def _catalogue(old: Content, new: Content) -> Iterator[Difference]:
    before, after = (
        {key: lines for items in each.values() for key, lines in items.items()} for each in (old, new)
    )
    for name in sorted(before.keys() - after.keys()):
        yield Difference(Weight.WEAKER, name, "was removed from the catalogue")
    for name in sorted(after.keys() - before.keys()):
        yield Difference(Weight.MILD, name, "is new in the catalogue")
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            yield from _requirement(name, _values(before[name]), _values(after[name]))


def _values(lines: tuple[str, ...]) -> Mapping[str, Any]:
    pairs = (line.partition(" = ") for line in lines)
    return {key: json.loads(value) for key, _, value in pairs}


def _requirement(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what differs in one requirement of the catalogue, a line for each key."""
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before == after or (_is_reason(key) and new.get("judged") == "no"):
            continue
        told = f"{key.removeprefix('parameters.')} {_shown(before)} became {_shown(after)} in the catalogue"
        if key in old and key not in new:
            told = f"{key.removeprefix('parameters.')} = {_shown(before)} was removed from the catalogue"
        elif key in new and key not in old:
            told = f"{key.removeprefix('parameters.')} = {_shown(after)} was added to the catalogue"
        if key == "judged" and after == "no":
            reasons = [_shown(value) for each, value in new.items() if _is_reason(each)]
            told = f"is no longer judged: {', '.join(reasons) or 'no reason is given'}"
        yield Difference(_weight(key, before, after), name, told)


def _is_reason(key: str) -> bool:
    """Tell whether a key of a requirement says why it is not judged."""
    return "reason" in key or "why" in key


def _weight(key: str, before: Any, after: Any) -> Weight:
    """Tell how a changed key of a requirement is to be taken."""
    if key == "strength" and "must" in (before, after):
        return Weight.WEAKER if before == "must" else Weight.MILD
    if key == "judged" or (key == "reported" and True in (before, after)):
        return Weight.WEAKER if after in ("no", True) else Weight.CHANGED
    if key == "verification" and {before, after} <= _FEWER.keys():
        return Weight.WEAKER if _FEWER[after] > _FEWER[before] else Weight.MILD
    numbers = all(isinstance(value, int | float) for value in (before, after))
    name = key.removeprefix("parameters.")
    if numbers and (name.startswith("limit_") or "tolerance_" in name):
        return Weight.WEAKER if after > before else Weight.MILD
    return Weight.CHANGED


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) and " " not in value else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _others(old: Content, new: Content) -> Iterator[Difference]:
    """Yield what differs in code, tables and other files."""
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    for name in gone:
        target = max(come, key=lambda other: _share(old[name], new[other]), default=None)
        if target is not None and _share(old[name], new[target]) >= MOVED:
            come.remove(target)
            yield Difference(Weight.MILD, name, f"moved to {target}")
            yield from _file(target, old[name], new[target])
        else:
            yield Difference(Weight.CHANGED, name, "was removed, or holds nothing")
    for name in come:
        if STRAY in new[name]:
            count = number_of(int(new[name][STRAY][0]), "scenario")
            yield Difference(Weight.WEAKER, name, f"is new and holds {count}, which pytest does not collect")
        else:
            yield Difference(Weight.CHANGED, name, "is new")
    for name in sorted(old.keys() & new.keys()):
        yield from _file(name, old[name], new[name])


def _share(one: Items, other: Items) -> float:
    """Tell which share of what is in a file is in another one too."""
    same = sum(other.get(name) == lines for name, lines in one.items())
    return same / max(1, len(one))


def _file(name: str, old: Items, new: Items) -> Iterator[Difference]:
    """Yield what differs in one file: short statements with their text, all others by name."""
    changed: list[str] = []
    removed: list[str] = []
    added: list[str] = []
    for item in sorted(old.keys() | new.keys()):
        before, after = old.get(item), new.get(item)
        if before == after:
            continue
        if before and after and _is_short(before) and _is_short(after):
            yield Difference(Weight.CHANGED, name, f"{_statement(item, before[0])} became {after[0]}")
        elif name.endswith(".toml") or "[tool." in name:
            said = _statement(item, *(before or after or ()))
            yield Difference(Weight.CHANGED, name, f"{said} {'was removed' if after is None else 'is new'}")
        elif before is not None and after is not None:
            changed.append(item)
        else:
            (removed if after is None else added).append(item)
    if changed == ["content"]:
        yield Difference(Weight.CHANGED, name, "changed")
        return
    for verb, items in (("changed", changed), ("removed", removed), ("new", added)):
        if items:
            yield Difference(Weight.CHANGED, name, f"{verb}: {named([_short_name(item) for item in items])}")


def _is_short(lines: tuple[str, ...]) -> bool:
    return len(lines) == 1 and not lines[0].startswith("sha256 ")


def _statement(item: str, text: str) -> str:
    """Write a short statement as it stands; a value of a table with its key."""
    return text if text.startswith((item.rpartition(".")[2], item.partition("(")[0])) else f"{item} = {text}"


def _short_name(item: str) -> str:
    return item if len(item) <= _LONGEST else f"{item[:_LONGEST]}...]"
