"""What a Python file does: each definition by name, as its text where it is short and as a hash where not.

Comments, docstrings, blank lines and the order of definitions are no part of it, so that they may change without
a seal, and a hash is the same on every version of Python.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.seal.features import Items
from rigs.errors import ConfigurationError, one_line

LONGEST_TEXT = 160
"""Characters of a statement that is kept as it is."""

HASH_LENGTH = 16
"""Hexadecimal digits that tell a definition; nobody forges one, a reviewer reads the change itself."""

REST = "(the rest of the module)"
IMPORTS = "(imports)"

_STEP_DECORATORS = ("given", "when", "then", "step")
_Named = tuple[str, ast.stmt]


def code_items(text: str, source: Path | str) -> Items:
    """Return the definitions of a module.

    Raises:
        ConfigurationError: It is no Python.
    """
    try:
        tree = ast.parse(text)
        lines = _without_comments(text)
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        raise ConfigurationError(source, "file", one_line(str(error)), "must be Python") from error
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            _cut(lines, node)
    owners = [REST] * len(lines)
    simple: dict[str, bool] = {}
    for name, statement in _named(tree.body, ""):
        for number in range(_first_line(statement) - 1, statement.end_lineno or statement.lineno):
            owners[number] = name
        compound = isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        simple[name] = name not in simple and not compound and name != IMPORTS
    texts: dict[str, list[str]] = {}
    for owner, line in zip(owners, lines, strict=True):
        if line.strip():
            texts.setdefault(owner, []).append(line)
    return {name: (_told(kept, simple.get(name, False)),) for name, kept in texts.items()}


def hashed(content: bytes) -> str:
    """Return the hash by which content is told; line ends do not count."""
    return "sha256 " + hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:HASH_LENGTH]


def _told(lines: Sequence[str], simple: bool) -> str:
    text = " ".join(line.strip() for line in lines)
    if simple and len(text) <= LONGEST_TEXT and '"""' not in text:
        return one_line(text)
    indentation = min(len(line) - len(line.lstrip()) for line in lines)
    return hashed("\n".join(line[indentation:].rstrip() for line in lines).encode())


def _without_comments(text: str) -> list[str]:
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    return lines


def _cut(lines: list[str], docstring: ast.Expr) -> None:
    """Take a docstring out, and nothing that stands beside it."""
    first, last = docstring.lineno - 1, (docstring.end_lineno or docstring.lineno) - 1
    before = lines[first].encode()[: docstring.col_offset]
    after = lines[last].encode()[docstring.end_col_offset :]
    lines[first : last + 1] = [(before + after).decode(), *[""] * (last - first)]


def _named(statements: Sequence[ast.stmt], prefix: str) -> Iterator[_Named]:
    """Yield statements with the names by which they are told, outer ones before those in them."""
    for statement in statements:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield f"{prefix}{statement.name}{_phrases(statement)}", statement
            case ast.ClassDef():
                yield f"{prefix}{statement.name}", statement
                yield from _named(statement.body, f"{prefix}{statement.name}.")
            case ast.Assign():
                yield prefix + ", ".join(map(ast.unparse, statement.targets)), statement
            case ast.AnnAssign():
                yield prefix + ast.unparse(statement.target), statement
            case ast.Import() | ast.ImportFrom() if not prefix:
                yield IMPORTS, statement
            case ast.Expr(value=ast.Call(func=ast.Name(id=function), args=[ast.Constant(value=str(said)), *_])):
                yield one_line(f'{prefix}{function}("{said}")'), statement


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _phrases(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Return the phrases of a step definition, as features say them."""
    told = []
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id=kind), args=[said, *_]) if kind in _STEP_DECORATORS:
                texts = [each.value for each in ast.walk(said) if isinstance(each, ast.Constant)]
                told += [f"{kind.capitalize()} {text}" for text in texts if isinstance(text, str)]
    return one_line(f" [{'; '.join(told)}]") if told else ""
