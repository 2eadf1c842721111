"""The kinds of change, taken from cosmic-ray where it has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

import cosmic_ray.plugins
import parso
from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Keyword, Name
from parso.tree import NodeOrLeaf

Span = tuple[tuple[int, int], tuple[int, int]]
"""Line, from 1, and column, from 0, of the start and of the end of what changes."""

_CHOSEN: Mapping[str, str] = {
    "number": "NumberReplacer",
    "condition negated": "AddNot",
    "and to or": "ReplaceAndWithOr",
    "or to and": "ReplaceOrWithAnd",
    "true to false": "ReplaceTrueWithFalse",
    "false to true": "ReplaceFalseWithTrue",
    "break to continue": "ReplaceBreakWithContinue",
    "continue to break": "ReplaceContinueWithBreak",
    "loop without a turn": "ZeroIterationForLoop",
    "not removed": "ReplaceUnaryOperator_Delete_Not",
    "sign": "ReplaceUnaryOperator_Delete_USub",
    "+ to -": "ReplaceBinaryOperator_Add_Sub",
    "- to +": "ReplaceBinaryOperator_Sub_Add",
    "* to /": "ReplaceBinaryOperator_Mul_Div",
    "/ to *": "ReplaceBinaryOperator_Div_Mul",
    "// to *": "ReplaceBinaryOperator_FloorDiv_Mul",
    "% to *": "ReplaceBinaryOperator_Mod_Mul",
    "== to !=": "ReplaceComparisonOperator_Eq_NotEq",
    "!= to ==": "ReplaceComparisonOperator_NotEq_Eq",
    "is to is not": "ReplaceComparisonOperator_Is_IsNot",
    "is not to is": "ReplaceComparisonOperator_IsNot_Is",
    "< to <=": "ReplaceComparisonOperator_Lt_LtE",
    "< to >=": "ReplaceComparisonOperator_Lt_GtE",
    "<= to <": "ReplaceComparisonOperator_LtE_Lt",
    "<= to >": "ReplaceComparisonOperator_LtE_Gt",
    "> to >=": "ReplaceComparisonOperator_Gt_GtE",
    "> to <=": "ReplaceComparisonOperator_Gt_LtE",
    ">= to >": "ReplaceComparisonOperator_GtE_Gt",
    ">= to <": "ReplaceComparisonOperator_GtE_Lt",
}
"""Names of ours, and cosmic-ray's. Those that change what a value is, such as * to <<, only make crashes."""


class FixedCondition(Operator):  # type: ignore[misc]  # cosmic-ray has no types
    """A change that takes a condition away: what stands in an `if` always holds, or never."""

    values = ("True", "False")

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Span]:
        """Yield twice each condition of an `if` and `elif`."""
        for condition in _conditions(node):
            for _ in self.values:
                yield condition.start_pos, condition.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """Return the statement with one condition replaced."""
        condition = _conditions(node)[index // len(self.values)]
        first = condition.get_first_leaf()
        name = Name(self.values[index % len(self.values)], condition.start_pos, first.prefix if first else "")
        node.children[node.children.index(condition)] = name
        return node

    @classmethod
    def examples(cls) -> Sequence[Example]:
        """See cosmic-ray."""
        return (
            Example("if a == b:\n    c()\n", "if True:\n    c()\n"),
            Example("if a == b:\n    c()\n", "if False:\n    c()\n", occurrence=1),
        )


class OmittedCall(Operator):  # type: ignore[misc]  # cosmic-ray has no types
    """A change that leaves out a call whose answer nobody takes."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Span]:
        """Yield the statement, where it is such a call."""
        if node.type == "simple_stmt" and _is_call(node.children[0]):
            call = node.children[0]
            yield call.start_pos, call.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """Return the statement as `pass`."""
        assert index == 0
        call = node.children[0]
        node.children[0] = Keyword("pass", call.start_pos, call.get_first_leaf().prefix)
        return node

    @classmethod
    def examples(cls) -> Sequence[Example]:
        """See cosmic-ray."""
        return (Example("a = b()\nc.d(a)\n", "a = b()\npass\n"),)


def _conditions(node: NodeOrLeaf) -> list[NodeOrLeaf]:
    if node.type != "if_stmt":
        return []
    children: Sequence[NodeOrLeaf] = node.children
    return [
        child for word, child in pairwise(children) if isinstance(word, Keyword) and word.value in {"if", "elif"}
    ]


def _is_call(node: NodeOrLeaf) -> bool:
    if node.type not in {"atom_expr", "power"}:
        return False
    last = node.children[-1]
    return bool(last.type == "trailer" and last.children[0].value == "(")


@cache
def operators() -> Mapping[str, Operator]:
    """Return all kinds of change, by their names."""
    ours: dict[str, Operator] = {"condition fixed": FixedCondition(), "call omitted": OmittedCall()}
    theirs = {name: cosmic_ray.plugins.get_operator(f"core/{core}")() for name, core in _CHOSEN.items()}
    return theirs | ours


def parse(source: str) -> NodeOrLeaf:
    """Return the tree that operators work on."""
    return parso.parse(source)
