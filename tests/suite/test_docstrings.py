"""How docstrings begin: with a verb where something is done, with a noun for all else."""

from __future__ import annotations

import pytest

from tests.support.docstrings import docstrings, docstrings_in


def test_docstrings_begin_with_a_verb_for_a_function_and_with_a_noun_for_all_else() -> None:
    found = list(docstrings())
    assert {each.kind for each in found} == {"function", "property", "class", "constant"}
    assert [each.mistake for each in found if each.mistake] == []


@pytest.mark.parametrize(
    ("source", "fits"),
    [
        ('def answer():\n    """Return the answer."""', True),
        ('def answer():\n    """Returns the answer."""', False),
        ('def answer():\n    """The answer."""', False),
        ('async def answer():\n    """What is answered."""', False),
        ('class Answer:\n    """The answer to a query."""', True),
        ('class Answer:\n    """Answers of an instrument."""', True),
        ('class Answer:\n    """Tells what is asked."""', False),
        ('class Answer:\n    def tell(self):\n        """See `Query.tell`."""', True),
        ('class Answer:\n    @property\n    def late(self):\n        """True when it came late."""', True),
        ('class Answer:\n    @property\n    def late(self):\n        """Whether it came late."""', False),
        ('class Answer:\n    late_s = 1.0\n    """How late it is, in s."""', False),
        ('LATE_S = 1.0\n"""Time in s after which an answer is late."""', True),
        ('LATE_S: float = 1.0\n"""How late an answer may be, in s."""', False),
        ("def answer():\n    pass", None),
    ],
)
def test_the_first_word_decides(source: str, fits: bool | None) -> None:
    seen = [each.mistake is None for each in docstrings_in(source, "answer.py")]
    assert seen == ([] if fits is None else [fits])
