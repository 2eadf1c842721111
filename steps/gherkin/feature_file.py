"""Reads a feature file into the scenarios that it stands for, one per row of an outline.

pytest-bdd reads the Gherkin and renders the steps. Around it stand the checks that it lacks: of two scenarios
of one title it keeps one, and an outline without rows or a scenario without steps passes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from gherkin.dialect import Dialect
from gherkin.errors import CompositeParserException
from pytest_bdd import gherkin_parser as gherkin
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.parser import (
    PARAM_RE,
    Background,
    Feature,
    FeatureParser,
    Rule,
    Scenario,
    ScenarioTemplate,
    Step,
    get_tag_names,
    render_string,
)

from dbc.text_file import ENCODING, read_text
from steps.gherkin.feature_lines import Lines
from steps.gherkin.variation import Variation

REQUIREMENT_TAG = "req-"
NOT_IN_A_TITLE = ("[", "::")  # pytest reads both as parts of a node id


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a feature file: where (line counted from 1) and what."""

    line: int
    text: str


@dataclass(frozen=True)
class Tag:
    """A tag as it stands in the file, without its @."""

    line: int
    name: str


@dataclass(frozen=True, eq=False)
class Case:
    """One scenario to run: a plain one, or one row of an outline.

    Attributes:
        title: Title with the row's values put in; unique in its file.
        line: Line of the scenario, or of the row, counted from 1.
        tags: Tags of feature, rule, scenario and Examples in this order, without @, each once.
        scenario: Rendered, as pytest-bdd runs it; its name is the title.
        variations: What its first steps bring about, the last of them first; none where it runs as it is.
        before: Sentences of the steps that this takes.
    """

    title: str
    line: int
    tags: tuple[str, ...]
    scenario: Scenario
    variations: tuple[Variation, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def requirements(self) -> tuple[str, ...]:
        """Ids of the requirements that it is tagged with."""
        return tuple(tag.removeprefix(REQUIREMENT_TAG) for tag in self.tags if tag.startswith(REQUIREMENT_TAG))


@dataclass
class Document:
    """Everything that a feature file holds; with problems it is not fit to run.

    Attributes:
        cases: Its scenarios and rows, in the order of the file.
        tags: Every tag of the file.
        problems: All mistakes found.
        descriptions: Each line of a description, with its number.
        texts: For each step with a text under it, by its line, the line where the text begins.
    """

    cases: list[Case] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    descriptions: list[tuple[int, str]] = field(default_factory=list)
    texts: Mapping[int, int] = field(default_factory=dict)
    _landmarks: list[tuple[int, list[Case]]] = field(default_factory=list)

    def at_line(self, line: int) -> list[Case]:
        """Return the cases of a line: a row, a scenario with all its rows, all of a Rule or Feature."""
        landmarks = sorted(self._landmarks, key=lambda landmark: landmark[0])
        place = bisect_right([first for first, _ in landmarks], line)
        return landmarks[max(place - 1, 0)][1] if landmarks else []

    def report(self, line: int, text: str) -> None:
        """Add a problem, once."""
        problem = Problem(line, text)
        if problem not in self.problems:
            self.problems.append(problem)

    def mark(self, location: gherkin.Location, tags: Sequence[gherkin.Tag], cases: list[Case]) -> None:
        """Note that the lines from here on, or from the tags above, stand for these cases."""
        self.tags += [Tag(tag.location.line, tag.name.lstrip("@")) for tag in tags]
        self._landmarks.append((min([location.line, *(tag.location.line for tag in tags)]), cases))


def read(path: Path) -> Document:
    """Read a feature file; whatever is wrong with it is in `Document.problems`."""
    document = Document()
    try:
        source = gherkin.get_gherkin_document(str(path), ENCODING)
        _Reader(path, source.feature, document).read()
        _read_lines(Lines(read_text(path), source), source.feature.language, document)
    except GherkinParseError as error:
        document.problems += _syntax_problems(error)
    except UnicodeDecodeError as error:
        document.report(1, f"is not UTF-8: {error}")
    except KeyError as error:
        if error.args != ("feature",):
            raise
        document.report(1, "holds no Feature")
    return document


def _read_lines(lines: Lines, language: str, document: Document) -> None:
    document.descriptions += lines.descriptions()
    document.texts = lines.texts
    for line, text in lines.misplaced(Dialect.for_name(language)):
        document.report(line, text)


class _Reader:
    def __init__(self, path: Path, source: gherkin.Feature, document: Document) -> None:
        self.source = source
        self.document = document
        self.parser = FeatureParser(str(path.parent), path.name)
        self.feature = Feature(
            scenarios=OrderedDict(),
            filename=str(path),
            rel_filename=self.parser.rel_filename,
            language=source.language,
            keyword=source.keyword,
            name=source.name,
            tags=get_tag_names(source.tags),
            background=None,
            line_number=source.location.line,
            description=dedent(source.description),
        )
        self.dialect = Dialect.for_name(source.language)
        self.titles: dict[str, int] = {}

    def read(self) -> None:
        self.document.mark(self.source.location, self.source.tags, self.document.cases)
        for child in self.source.children:
            if child.background:
                self.feature.background = self._background(child.background, self.document.cases)
            elif child.rule:
                self._rule(child.rule)
            elif child.scenario:
                self._scenario(child.scenario, None, self.source.tags)
        if not self.titles and not self.document.problems:
            self.document.report(self.source.location.line, "Feature without scenarios")

    def _background(self, source: gherkin.Background, cases: list[Case]) -> Background:
        self.document.mark(source.location, (), cases)
        if not source.steps:
            self.document.report(source.location.line, "Background without steps")
        return self.parser.parse_background(source)

    def _rule(self, source: gherkin.Rule) -> None:
        rule = Rule(source.keyword, source.name, source.description, get_tag_names(source.tags))
        cases: list[Case] = []
        self.document.mark(source.location, source.tags, cases)
        for child in source.children:
            if child.background:
                rule.background = self._background(child.background, cases)
            elif child.scenario:
                cases += self._scenario(child.scenario, rule, [*self.source.tags, *source.tags])
        if not any(child.scenario for child in source.children):
            self.document.report(source.location.line, f"Rule {source.name!r} has no scenarios")

    def _scenario(
        self, source: gherkin.Scenario, rule: Rule | None, outer_tags: Sequence[gherkin.Tag]
    ) -> list[Case]:
        line = source.location.line
        cases: list[Case] = []
        self.document.mark(source.location, source.tags, cases)
        template = self.parser.parse_scenario(source, self.feature, rule)
        self.feature.scenarios[template.name] = template
        if not source.steps:
            self.document.report(line, f"scenario {source.name!r} has no steps, it would pass untested")
        elif not any(step.type == "then" for step in template.steps):
            self.document.report(line, f"scenario {source.name!r} has no Then, it would pass unjudged")
        tags = [*outer_tags, *source.tags]
        if source.examples:
            cases += self._outline(source, template, tags)
        else:
            if self.dialect and source.keyword in self.dialect.scenario_outline_keywords:
                self.document.report(line, f"outline {source.name!r} has no Examples")
            else:
                for name, place in _placeholders(template):
                    self.document.report(place, f"<{name}> stands in a scenario without Examples")
            cases.append(self._case(template, {}, template.name, line, tags))
        self.document.cases += cases
        return cases

    def _outline(
        self, source: gherkin.Scenario, template: ScenarioTemplate, tags: Sequence[gherkin.Tag]
    ) -> Iterator[Case]:
        placeholders = list(_placeholders(template))
        rows = [
            (table, row, dict(zip(columns, (cell.value for cell in row.cells), strict=True)))
            for table in source.examples
            for columns in [self._columns(table, placeholders)]
            for row in table.table_body or ()
        ]
        marked: dict[int, list[Case]] = {}
        for table in source.examples:
            self.document.mark(table.location, table.tags, marked.setdefault(table.location.line, []))
        titles = [render_string(template.name, values) for *_, values in rows]
        if len(set(titles)) < len(titles):
            in_title = set(PARAM_RE.findall(template.name))
            titles = [
                title + _spelled({key: value for key, value in values.items() if key not in in_title})
                for title, (*_, values) in zip(titles, rows, strict=True)
            ]
        for title, (table, row, values) in zip(titles, rows, strict=True):
            for name in PARAM_RE.findall("\n".join(values.values())):
                self.document.report(row.location.line, f"<{name}> stands in a cell, where no value is put in")
            case = self._case(template, values, title, row.location.line, [*tags, *table.tags])
            self.document.mark(row.location, (), [case])
            marked[table.location.line].append(case)
            yield case

    def _columns(self, table: gherkin.ExamplesTable, placeholders: Sequence[tuple[str, int]]) -> list[str]:
        line = table.location.line
        if table.table_header is None or not table.table_body:
            self.document.report(line, "Examples without rows, the outline would never run")
        if table.table_header is None:
            return []
        columns = [cell.value for cell in table.table_header.cells]
        for name, place in placeholders:
            if name not in columns:
                self.document.report(place, f"<{name}> has no column in the Examples of line {line}")
        for name in columns:
            if name not in {used for used, _ in placeholders}:
                self.document.report(table.table_header.location.line, f"column {name!r} is used nowhere")
            if columns.count(name) > 1:
                self.document.report(table.table_header.location.line, f"column {name!r} stands twice")
        return columns

    def _case(
        self,
        template: ScenarioTemplate,
        values: Mapping[str, str],
        title: str,
        line: int,
        tags: Iterable[gherkin.Tag],
    ) -> Case:
        scenario = template.render(values)
        scenario.name = title
        case = Case(title, line, tuple(dict.fromkeys(tag.name.lstrip("@") for tag in tags)), scenario)
        if not title:
            self.document.report(line, "scenario without a title")
        for text in NOT_IN_A_TITLE:
            if text in title:
                self.document.report(line, f"title {title!r} holds {text!r}, which pytest cannot select")
        if title in self.titles:
            self.document.report(line, f"title {title!r} is taken by line {self.titles[title]}")
        if not case.requirements:
            self.document.report(template.line_number, f"scenario {template.name!r} has no @req- tag")
        self.titles.setdefault(title, line)
        return case


def _spelled(values: Mapping[str, str]) -> str:
    """Write the values of a row, as they stand behind its title."""
    return f" ({', '.join(f'{name}={value}' for name, value in values.items())})" if values else ""


def _placeholders(template: ScenarioTemplate) -> Iterator[tuple[str, int]]:
    """Yield each placeholder of title and steps, backgrounds included, with its line."""
    texts = [(template.name, template.line_number)]
    texts += [(text, step.line_number) for step in template.steps for text in _texts(step)]
    for text, line in texts:
        for name in PARAM_RE.findall(text):
            yield name, line


def _texts(step: Step) -> Iterator[str]:
    yield step.name
    yield step.docstring or ""
    if step.datatable:
        yield from (cell.value for row in step.datatable.rows for cell in row.cells)


def _syntax_problems(error: GherkinParseError) -> list[Problem]:
    if not isinstance(error.__cause__, CompositeParserException):
        return [Problem(error.line, error.message)]
    return [_syntax_problem(each.location["line"], str(each)) for each in error.__cause__.errors]


def _syntax_problem(line: int, message: str) -> Problem:
    """Put a message of the Gherkin parser, such as `(3:5): expected: #EOF, got 'x'`, in plain words."""
    message = re.sub(r"^\(\d+:\d+\): ", "", message)
    match = re.fullmatch(r"expected: (.*?), got '(.*)'", message, re.DOTALL)
    if match is None:
        return Problem(line, message)
    tokens = [token.removeprefix("#").removesuffix("Line") for token in match[1].split(", ")]
    expected = ", ".join(token for token in tokens if token not in ("EOF", "Empty", "Comment", "Other"))
    return Problem(line, f"cannot read {match[2]!r} here; expected {expected}")
