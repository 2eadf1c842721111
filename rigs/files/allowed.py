"""What may stand in a file, in the words of those who write it rather than those of the validator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

UNITS = {"_ms": "ms", "_s": "s", "_m": "m", "_km": "km", "_db": "dB", "bitrate": "bit/s"}
"""Units of numbers, by how their keys end."""

EXAMPLES = {"bitrate": "125_000"}
"""Numbers that could stand behind a key, where the usual ones could not."""

SCALARS = ("str", "int", "float", "bool")
"""Words that the validator adds to the place of a value that may be of several kinds, one mistake for each."""

BOUNDS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}

KINDS = {
    "scalar": "a text, a number, true or false",
    "string_type": "a text in quotes",
    "path_type": "a path, as a text in quotes",
    "bool_type": "true or false",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "mapping_type": "a table",
    "list_type": 'a list, such as ["first", "second"]',
    "tuple_type": 'a list, such as ["first", "second"]',
}

RENAMED = {"stand": "assumptions"}
"""Keys of earlier vehicle profiles and catalogues, with what they are called now."""

LIKE = 0.7
"""Likeness of two names, from 0 to 1, from which one may be a misprint of the other."""

Mistake = Mapping[str, Any]
"""A mistake as the validator tells it."""


def near(name: str, known: Iterable[str]) -> str:
    """Name what somebody may have meant, or all that is allowed where nothing is like it."""
    known = list(known)
    by_case = {each.casefold(): each for each in known}
    close = get_close_matches(name.casefold(), by_case, n=3, cutoff=LIKE)
    return f"nearest: {', '.join(by_case[each] for each in close)}" if close else f"allowed: {', '.join(known)}"


def mistakes(found: Iterable[Mistake]) -> list[Mistake]:
    """Leave out what only repeats another mistake.

    A misspelt key is not missing as well, and a value that is of none of several kinds is one mistake.
    """
    kept: dict[tuple[Any, ...], Mistake] = {}
    for each in found:
        one = _of_several_kinds(each)
        kept.setdefault((*one["loc"], one["type"]), one)
    unknown = [tuple(each["loc"]) for each in kept.values() if each["type"] == "extra_forbidden"]
    return [
        each for each in kept.values() if each["type"] != "missing" or not _misspelt(tuple(each["loc"]), unknown)
    ]


def allowed_at(mistake: Mistake, where: Sequence[str]) -> str:
    """Say what may stand at a place of a file instead of what stands there.

    Args:
        mistake: Of the validator.
        where: The place, from the outermost table to the key.
    """
    kind, context = mistake["type"], mistake.get("ctx", {})
    key = where[-1] if where else ""
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", context["expected"])
        close = near(str(mistake["input"]), words)
        return f"must be {context['expected']}" + (f"; {close}" if close.startswith("nearest") else "")
    if kind in KINDS:
        return f"must be {KINDS[kind]}"
    if kind in BOUNDS:
        word, name = BOUNDS[kind]
        bound = context[name]
        if not isinstance(bound, int | float):  # a date
            return f"must be {word} {bound}"
        whole = isinstance(bound, int)
        return f"must be {_number(key, whole=whole)}, {word} {f'{bound:_}' if whole else f'{bound:g}'}"
    if kind.startswith(("int_", "float_", "finite_")):
        number = _number(key, whole=kind.startswith("int_"))
        return f"must be {number}, and finite" if kind == "finite_number" else f"must be {number}"
    return str(mistake["msg"]).replace("Input should", "must")


def _of_several_kinds(mistake: Mistake) -> Mistake:
    """Tell of a mistake about one of several kinds that a value may be of as one about the value."""
    *where, kind = mistake["loc"] or ("",)
    if where and kind in SCALARS and isinstance(mistake["input"], str | int | float):
        return {**mistake, "type": "scalar", "loc": tuple(where)}
    return mistake


def _number(key: str, *, whole: bool) -> str:
    unit = next((unit for ending, unit in UNITS.items() if key.endswith(ending)), "")
    example = EXAMPLES.get(key, "500" if whole and unit else "10" if whole else "2.0")
    return f"a {'whole ' if whole else ''}number{f' in {unit}' if unit else ''}, such as {example}"


def _misspelt(missing: tuple[Any, ...], unknown: Iterable[tuple[Any, ...]]) -> bool:
    """Tell whether a key that is missing stands there in a spelling like it."""
    return any(key[:-1] == missing[:-1] and get_close_matches(str(key[-1]), [str(missing[-1])]) for key in unknown)
