"""Where in a module a change may stand, and what belongs to it there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_WORDS = frozenset({"__repr__", "__str__"})
"""Methods that only say what something is."""
_UNSUPPLIED = frozenset({"power_off"})
"""Methods that run when the supply goes, of which no statement of the source speaks."""
_SUPPLIED = frozenset({"self.powered", "not self.powered"})
"""Conditions that only ask whether there is supply."""
_LABELS = frozenset({"Identity", "IDENTITY"})
"""Names of what holds the version numbers that an ECU tells: any number is as good as another."""
_CHECKS = frozenset({"strict", "frozen", "kw_only", "slots", "repr"})
"""Keywords whose value guards the code and does nothing in a vehicle."""


@dataclass(frozen=True)
class Place:
    """A statement.

    Attributes:
        scope: Dotted name of the function or class that it stands in; empty for the module itself.
        lines: Its first and its last line; of a compound one those of its head.
        scope_lines: The first and last line of that function or class.
        at_import: Whether it runs when the module is imported, before any scenario.
    """

    scope: str
    lines: tuple[int, int]
    scope_lines: tuple[int, int]
    at_import: bool


@dataclass
class _Scope:
    name: str
    lines: tuple[int, int]
    at_import: bool


@dataclass
class Places:
    """The statements of a module, and what in it is no behaviour.

    Attributes:
        places: All statements, in their order.
    """

    places: list[Place] = field(default_factory=list)
    _idle: list[ast.AST] = field(default_factory=list)

    @classmethod
    def of(cls, source: str) -> Places:
        """Find those of the source of a module."""
        tree = ast.parse(source)
        found = cls()
        found._walk(tree.body, _Scope("", (1, source.count("\n") + 1), at_import=True))
        for node in ast.walk(tree):
            found._idle.extend(_idle_parts(node))
        return found

    def at(self, line: int) -> Place | None:
        """Return the innermost statement on a line; None for a line that has none, such as a comment."""
        fitting = [place for place in self.places if place.lines[0] <= line <= place.lines[1]]
        return min(fitting, key=lambda place: place.lines[1] - place.lines[0], default=None)

    def is_behaviour(self, line: int, column: int) -> bool:
        """Tell whether what stands there can change what the vehicle does."""
        at = (line, column)
        return not any(_begin(node) <= at < _end(node) for node in self._idle)

    def _walk(self, body: list[ast.stmt], scope: _Scope) -> None:
        for statement in body:
            blocks = list(_blocks(statement))
            first = min(
                (part.lineno for part in getattr(statement, "decorator_list", ())), default=statement.lineno
            )
            last = blocks[0][0].lineno - 1 if blocks else statement.end_lineno or statement.lineno
            lines = (first, max(first, last))
            self.places.append(Place(scope.name, lines, scope.lines, scope.at_import))
            inner = scope
            if isinstance(statement, _Function | ast.ClassDef):
                name = f"{scope.name}.{statement.name}".lstrip(".")
                whole = (statement.lineno, statement.end_lineno or statement.lineno)
                inner = _Scope(name, whole, scope.at_import and isinstance(statement, ast.ClassDef))
            for block in blocks:
                self._walk(block, inner)


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if block:
            yield block
    for handler in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield handler.body


def _idle_parts(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield from node.decorator_list
            if isinstance(node, _Function) and node.returns is not None:
                yield node.returns
            if node.name in _WORDS | _UNSUPPLIED | _LABELS:
                yield node
        case ast.arg(annotation=ast.expr() as part) | ast.AnnAssign(annotation=part):
            yield part
        case ast.Raise() | ast.Assert() | ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            yield node
        case ast.Assign(targets=[ast.Name(id=name)]) if name in _LABELS:
            yield node
        case ast.keyword() if node.arg in _CHECKS:
            yield node
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            yield node
        case ast.If() if ast.unparse(node.test) in _SUPPLIED:
            yield node.test


def _begin(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]  # each part that is listed has its place


def _end(node: ast.AST) -> tuple[int, int]:
    return node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]  # as above
