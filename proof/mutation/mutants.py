"""The mutants of a module: every change that an operator can make to its behaviour."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code

from proof.mutation.operators import operators, parse
from proof.mutation.places import Places


@dataclass(frozen=True)
class Mutant:
    """One change to one module.

    Attributes:
        id: Eight hexadecimal digits from what changes and where; lines added elsewhere in the module leave it.
        path: The module, from the root of the project.
        line: Where it changes, from 1.
        scope: Dotted name of the function or class; empty for the module itself.
        operator: What kind of change, of `operators`.
        occurrence: Which of those that the operator can make in this module, from 0.
    """

    id: str
    path: str
    line: int
    scope: str
    operator: str
    occurrence: int

    def source(self, root: Path) -> str:
        """Return the source of the changed module.

        Raises:
            ValueError: The module is not the one that it was found in.
        """
        changed: str | None = mutate_code(_read(root, self.path), operators()[self.operator], self.occurrence)
        if changed is None:
            raise ValueError(f"{self.path}: nothing to change for {self.operator}, occurrence {self.occurrence}")
        return changed

    def lines(self, root: Path) -> tuple[str, str]:
        """Return the lines that change, as they are and as they are in the mutant, each joined by a space."""
        before, after = _read(root, self.path).splitlines(), self.source(root).splitlines()
        changes = [part for part in SequenceMatcher(None, before, after).get_opcodes() if part[0] != "equal"]
        (_, first, _, new_first, _), (_, _, last, _, new_last) = changes[0], changes[-1]
        return _joined(before[first:last]), _joined(after[new_first:new_last])


def mutants_of(root: Path, path: str) -> list[Mutant]:
    """Return all mutants of a module, line by line.

    Args:
        root: Of the project.
        path: The module, from there.
    """
    source = _read(root, path)
    text = source.splitlines()
    places = Places.of(source)
    nodes = list(ast_nodes(parse(source)))
    found = []
    for name, operator in operators().items():
        spans = (span for node in nodes for span in operator.mutation_positions(node))
        for occurrence, ((line, column), _) in enumerate(spans):
            place = places.at(line)
            if place is not None and places.is_behaviour(line, column):
                found.append((line, place.scope, name, occurrence))
    seen: Counter[str] = Counter()
    mutants = []
    for line, scope, name, occurrence in sorted(found):
        what = "\0".join((path, scope, name, text[line - 1].strip()))
        identity = hashlib.sha256(f"{what}\0{seen[what]}".encode()).hexdigest()[:8]
        seen[what] += 1
        mutants.append(Mutant(identity, path, line, scope, name, occurrence))
    return mutants


def _read(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
