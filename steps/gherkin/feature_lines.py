"""The lines of a feature file that no step, table or title is made of: what stands there is judged by nobody.

Gherkin takes any line below a title for its description until the first keyword comes. A step without its
`Scenario:`, with a keyword that is misspelt, or a table above the first step, is a description too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gherkin.dialect import Dialect
from pytest_bdd import gherkin_parser as gherkin

BAR = "|"
TEXT_MARKS = ('"""', "```")
_NO_WORD = "* "  # begins a step as well as an item of a list


class Lines:
    """A feature file line by line, counted from 1.

    Args:
        text: The whole file.
        document: What Gherkin has made of it.
    """

    def __init__(self, text: str, document: gherkin.GherkinDocument) -> None:
        self._lines = text.split("\n")
        self._read: set[int] = {comment.location.line for comment in document.comments}
        self._rows: list[gherkin.Row] = []
        self.texts: dict[int, int] = {}
        """Lines where the text under a step begins, by the line of the step."""
        self._take_feature(document.feature)

    def descriptions(self) -> Iterator[tuple[int, str]]:
        """Yield each line of a description, with its number."""
        for number, line in enumerate(self._lines, start=1):
            if number not in self._read and line.strip():
                yield number, line.strip()

    def misplaced(self, dialect: Dialect | None) -> Iterator[tuple[int, str]]:
        """Yield each line that was meant to be read and is read by nobody, and why."""
        for number, line in self.descriptions():
            if line.startswith((BAR, *TEXT_MARKS)):
                yield number, f"{line!r} stands under no step and is read by nobody"
            elif line.startswith(_words_of_a_step(dialect)):
                yield number, f"{line!r} reads like a step, but is part of a description"
        for row in self._rows:
            behind = _behind_the_last_bar(self._lines[row.location.line - 1])
            if behind:
                yield row.location.line, f"{behind!r} stands behind the last | of its row and is read by nobody"

    def _take(self, *places: gherkin.Location) -> None:
        self._read.update(place.line for place in places)

    def _take_feature(self, feature: gherkin.Feature) -> None:
        self._take(feature.location, *(tag.location for tag in feature.tags))
        self._take_children(feature.children)

    def _take_children(self, children: Sequence[gherkin.Child]) -> None:
        for child in children:
            if child.background:
                self._take(child.background.location)
                self._take_steps(child.background.steps)
            if child.rule:
                self._take(child.rule.location, *(tag.location for tag in child.rule.tags))
                self._take_children(child.rule.children)
            if child.scenario:
                self._take(child.scenario.location, *(tag.location for tag in child.scenario.tags))
                self._take_steps(child.scenario.steps)
                for table in child.scenario.examples:
                    self._take(table.location, *(tag.location for tag in table.tags))
                    self._take_rows([*filter(None, [table.table_header]), *(table.table_body or ())])

    def _take_steps(self, steps: Sequence[gherkin.Step]) -> None:
        for step in steps:
            self._take(step.location)
            if step.datatable:
                self._take_rows(step.datatable.rows)
            if step.docstring:
                first = self.texts[step.location.line] = step.docstring.location.line
                last = first + 1
                while not self._lines[last - 1].strip().startswith(step.docstring.delimiter):
                    last += 1
                self._read.update(range(first, last + 1))

    def _take_rows(self, rows: Sequence[gherkin.Row]) -> None:
        self._rows += rows
        self._take(*(row.location for row in rows))


def _words_of_a_step(dialect: Dialect | None) -> tuple[str, ...]:
    if dialect is None:
        return ()
    keywords = (*dialect.given_keywords, *dialect.when_keywords, *dialect.then_keywords)
    return tuple(keyword for keyword in keywords if keyword != _NO_WORD)


def _behind_the_last_bar(line: str) -> str:
    signs = line.replace("\\\\", "  ").replace("\\|", "  ")
    return line[signs.rindex(BAR) + 1 :].strip()
