"""Docstrings of the packages, and the words with which they may begin."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rigs.files.rig_file import ROOT

PACKAGES = ("clock", "vehicle", "dbc", "simulators", "rigs", "steps", "reports", "proof", "entry")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _words(
    """
    Accept Act Add Allow Answer Arm Ask Attach Be Become Begin Break Bring Build Call Capture Carry Change
    Charge Check Choose Clear Click Close Collect Come Compare Compile Complete Confirm Connect Convert Copy
    Count Cut Decide Declare Defer Define Delete Dial Do Drag Draw Drive Drop End Enter Execute Expect Fall
    Feel Fill Find Fire Flash Fold Follow Forget Gather Give Go Hand Hash Have Hear Heat Hold Honk Identify
    Install Join Judge Keep Know Lay Leave Let List Listen Live Load Lock Log Look Lose Make Mark Measure Merge
    Mind Move Mute Name Note Notice Observe Open Order Pair Pass Pay Pick Place Plan Play Plug Press Print
    Programme Publish Push Put Queue Quote Rank Read Refresh Refuse Register Remember Remove Report Return Run
    Sample Say Search See Select Send Serve Set Show Sign Sit Sound Speak Spell Start State Stay Stop Subscribe
    Switch Take Tap Tell Touch Trust Try Turn Undo Unlock Unsubscribe Use Wait Wake Watch Withdraw Wrap Write
    Yield
    """
)
"""Verbs in the base form with which a function's docstring may begin; a new one is added on purpose."""

NOUNS = _words("Answers Names Orders Starts States Uses")
"""Plural nouns that read like a verb in the third person."""

NO_NOUNS = _words(
    """
    About After As At Because Before Begin Between By Called Did Do Does During For From Has How If In Into
    Is It May Must Never Of On Once Said So That To Until What When Where Whether Which While Who Whose Why
    With Without
    """
)
"""Words that begin no noun phrase."""

Kind = Literal["function", "property", "class", "constant"]


def _third_person(verb: str) -> str:
    irregular = {"Be": "Is", "Have": "Has"}
    if verb in irregular:
        return irregular[verb]
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    return re.sub("(?<![aeo])y$", "ie", verb) + "s"


THIRD_PERSON = frozenset(_third_person(verb) for verb in VERBS) - NOUNS


@dataclass(frozen=True)
class Docstring:
    """A docstring, with its file and line, and the kind of what it is of."""

    place: str
    kind: Kind
    text: str

    @property
    def first_word(self) -> str:
        """The first word, without punctuation."""
        return self.text.split(maxsplit=1)[0].rstrip(".,:;")

    @property
    def mistake(self) -> str | None:
        """The rule that it breaks; None when it breaks none, as with a reference to what a method overrides."""
        if self.text.startswith("See `"):
            return None
        if self.kind == "function":
            rule = "a function's docstring begins with a verb in the base form"
            return None if self.first_word in VERBS else f"{self.place}: {self.first_word}: {rule}"
        rule = f"the docstring of a {self.kind} begins with a noun phrase"
        return f"{self.place}: {self.first_word}: {rule}" if self.first_word in NO_NOUNS | THIRD_PERSON else None


def docstrings() -> Iterator[Docstring]:
    """Yield every docstring of functions, methods, classes and constants in the packages."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield from docstrings_in(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


def docstrings_in(source: str, name: str) -> Iterator[Docstring]:
    """Yield the docstrings of one module, that of the module apart."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _of(node.body[0], _kind(node), name)
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for before, after in pairwise(body):
                if isinstance(before, ast.Assign | ast.AnnAssign):
                    yield from _of(after, "constant", name)


def _kind(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Kind:
    if isinstance(node, ast.ClassDef):
        return "class"
    decorators = {ast.unparse(each) for each in node.decorator_list}
    return "property" if decorators & {"property", "cached_property", "abstractproperty"} else "function"


def _of(statement: ast.stmt, kind: Kind, name: str) -> Iterator[Docstring]:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            yield Docstring(f"{name}:{statement.lineno}", kind, text.strip())
