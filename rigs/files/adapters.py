"""The options that an interface of python-can takes, as far as its class tells them by its signature."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from textwrap import dedent

from can import BusABC
from can.interfaces import BACKENDS

from rigs.files.allowed import LIKE

OF_THE_BUS = frozenset({"channel", "interface", "bitrate", "fd", "data_bitrate"})
"""Parameters that have a place of their own in the table of a bus."""

NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def unknown_options(interface: str, options: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield options that an interface does not take, each with what is allowed.

    An interface that takes more than it names may know any of them; of it only what is nearly one of its names,
    and so a misprint of it, is refused.
    """
    named, is_open = taken(interface) if options else (frozenset(), True)
    for option in options:
        if option in named:
            continue
        close = get_close_matches(option, named, n=1, cutoff=LIKE)
        if close or not is_open:
            meant = f"nearest: {close[0]}" if close else f"allowed: {', '.join(sorted(named)) or 'none'}"
            yield option, f"is no option of {interface}; {meant}"


@cache
def taken(interface: str) -> tuple[frozenset[str], bool]:
    """Return the options that an interface names, and whether it may know others.

    One whose packages are not installed names none and may know any; opening it tells of that.
    """
    if interface not in BACKENDS:
        return frozenset(), True
    module, name = BACKENDS[interface]
    named: set[str] = set()
    is_open = False
    try:
        made = getattr(import_module(module), name)
        for each in inspect.getmro(made):
            if "__init__" not in vars(each) or each is object:
                continue
            parameters = inspect.signature(vars(each)["__init__"]).parameters.values()
            named.update(one.name for one in parameters if one.kind in NAMED)
            rest = next((one.name for one in parameters if one.kind is one.VAR_KEYWORD), None)
            is_open = is_open or (rest is not None and each is not BusABC and _looks_into(each, rest))
    except Exception:  # what a maker's library raises where it is not there, nobody knows
        return frozenset(), True
    return frozenset(named - {"self"} - OF_THE_BUS), is_open


def _looks_into(made: type, rest: str) -> bool:
    """Tell whether a class does anything with the options that it does not name but hand them on to its base."""
    tree = ast.parse(dedent(inspect.getsource(vars(made)["__init__"])))
    handed_on = {
        id(keyword.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__"
        for keyword in call.keywords
        if keyword.arg is None
    }
    return any(
        isinstance(node, ast.Name) and node.id == rest and id(node) not in handed_on for node in ast.walk(tree)
    )
