"""Finds before a run what pytest-bdd finds too late, or never: steps that are missing, ambiguous or async,
tags that mean nothing, titles that are no sentence, step definitions that no scenario uses."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from pathlib import Path

import pytest
from _pytest._code import getfslineno  # pytest has no public way to find a function's line
from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.parser import Step
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from rigs.errors import CatalogueError
from rigs.files.catalogue import Catalogue
from steps.gherkin.feature_file import REQUIREMENT_TAG, Tag

WORDS = {"datatable": "a table", "docstring": "a text"}
"""Words for what pytest-bdd hands over under these names."""

TAIL = " {tail} for "
"""Words with which a phrase goes on that has a tail: that what came stays so, or does not come again."""

NEAR = 0.6  # similarity from which a phrase is worth showing

NO_SENTENCE = {
    re.compile(r"^[a-z]\w*"): "must begin with a capital letter",
    re.compile(r"\b[Aa] (?!one\b|eu)[aeio]\w*"): "must be 'an'",
    re.compile(r"(?<![\w.,-])1 [a-z]{2,}[a-rt-z]s\b"): "must be singular",
}
"""Mistakes that placeholders leave in a title, each with what it must be instead."""


@dataclass(frozen=True, eq=False)
class Definition:
    """A step definition: its phrase, and where its function stands.

    Attributes:
        type: given, when or then; None fits all three.
        takes: `datatable` or `docstring` where it has such a parameter; whether it must be given.
        path: Its file, relative to the working directory.
        line: Its line there, counted from 1.
    """

    context: StepFunctionContext
    type: str | None
    phrase: str
    path: Path
    line: int
    is_async: bool
    takes: Mapping[str, bool] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{(self.type or 'step').capitalize()} {self.phrase!r} ({self.path}:{self.line})"


class StepIndex:
    """The step definitions that one part of the tree sees; a text is matched once."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._definitions = list(definitions)
        self._matches: dict[tuple[str, str], list[Definition]] = {}

    def matches(self, step: Step) -> list[Definition]:
        """Return all definitions that fit a step."""
        key = (step.type, step.name)
        if key not in self._matches:
            self._matches[key] = [
                definition
                for definition in self._definitions
                if definition.type in (None, step.type) and definition.context.parser.is_matching(step.name)
            ]
        return self._matches[key]

    @cached_property
    def _tailed(self) -> frozenset[str]:
        """Phrases of a Then that another one says with a tail."""
        phrases = (each.phrase.partition(TAIL) for each in self._definitions if each.type == "then")
        return frozenset(phrase for phrase, tail, _ in phrases if tail)

    def could_have_tail(self, definition: Definition) -> bool:
        """Tell whether a Then has none, and there is the same with one."""
        return definition.type == "then" and definition.phrase in self._tailed

    def problem(self, step: Step) -> str | None:
        """Tell what keeps a step from running, or None."""
        matches = self.matches(step)
        if not matches:
            return "\n".join([f"no definition for the step: {step}", *self._hints(step)])
        if len(matches) > 1:
            rivals = "".join(f"\n    {definition}" for definition in matches)
            return f"{len(matches)} definitions fit the step: {step}{rivals}"
        if matches[0].is_async:
            return f"the definition is async and would never be awaited: {matches[0]}"
        return None

    def unread(self, step: Step, text_line: int | None) -> Iterator[tuple[int, str]]:
        """Yield what stands under a step and is not taken, or is missing there; each with its line.

        Args:
            step: With one definition that fits.
            text_line: Where the text under it begins, if any.
        """
        (definition,) = self.matches(step)
        lines = {"datatable": step.datatable.location.line if step.datatable else None, "docstring": text_line}
        for name, line in lines.items():
            word = WORDS[name]
            if line is not None and name not in definition.takes:
                yield line, f"{word} that no step reads: {definition} takes none"
            elif line is None and definition.takes.get(name):
                yield step.line_number, f"{word} is missing under the step: {definition} takes one"

    def judge_of(self, sentence: str) -> Definition | None:
        """Find a definition that a sentence would fit if it were a step, with or without its first word."""
        _, _, rest = sentence.partition(" ")
        for definition in self._definitions:
            if any(definition.context.parser.is_matching(text.strip()) for text in (sentence, rest)):
                return definition
        return None

    def _hints(self, step: Step) -> Iterator[str]:
        others = [each for each in self._definitions if each.context.parser.is_matching(step.name)]
        ranked = sorted(
            ((_likeness(step.name, each.phrase), each) for each in self._definitions if each not in others),
            key=lambda pair: (-pair[0], pair[1].phrase),
        )
        for definition in [*others, *(each for likeness, each in ranked[:3] if likeness >= NEAR)]:
            yield f"    nearest: {definition}"
        name = re.sub(r"\W+", "_", step.name.lower()).strip("_")
        yield f"    to define it:\n        @{step.type}({step.name!r})"
        yield f"        def {name if name.isidentifier() else f'step_{name}'}() -> None: ..."


class StepDefinitions:
    """All step definitions that a session has seen, and which of them it used."""

    def __init__(self, directory: Path) -> None:
        """Take the directory that file names in messages are relative to."""
        self._directory = directory
        self._known: dict[int, Definition] = {}
        self._used: set[int] = set()
        self._indexes: dict[frozenset[int], StepIndex] = {}

    def __len__(self) -> int:
        return len(self._known)

    def visible_to(self, node: pytest.Collector) -> StepIndex:
        """Return the definitions that pytest would let the items of a collector see."""
        manager = node.session._fixturemanager  # pytest has no public list of fixtures
        contexts = {
            id(context): context
            for name in get_fixture_names(manager)
            for fixture in getfixturedefs(manager, name, node) or ()
            if (context := step_function_context_registry.get(fixture.func)) is not None
            # pytest-bdd's own step "trace" opens a debugger
            and not context.step_func.__module__.startswith("pytest_bdd.")
        }
        for key, context in contexts.items():
            if key not in self._known:
                self._known[key] = self._definition(context)
        visible = frozenset(contexts)
        if visible not in self._indexes:
            self._indexes[visible] = StepIndex(self._known[key] for key in contexts)
        return self._indexes[visible]

    def use(self, definition: Definition) -> None:
        """Note that a scenario uses a definition."""
        self._used.add(id(definition.context))

    def unused(self) -> list[Definition]:
        """Return the definitions that no scenario uses, in the order of their files."""
        unused = [definition for key, definition in self._known.items() if key not in self._used]
        return sorted(unused, key=lambda definition: (definition.path, definition.line))

    def _definition(self, context: StepFunctionContext) -> Definition:
        function = inspect.unwrap(context.step_func)
        path, line = getfslineno(function)
        is_async = inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
        path = relative(Path(path), self._directory)
        parameters = inspect.signature(context.step_func).parameters
        takes = {name: parameters[name].default is inspect.Parameter.empty for name in WORDS if name in parameters}
        return Definition(context, context.type, str(context.parser.name), path, line + 1, is_async, takes)


class TagRules:
    """Rules for the tags of a feature: markers without arguments, and requirements of the catalogue."""

    def __init__(self, markers: Iterable[str], catalogue: Catalogue) -> None:
        """Take the lines of pytest's ini option `markers`, and the catalogue."""
        # one with arguments is listed as `name(arguments)`, which no tag can be
        self.markers = {line.partition(":")[0].strip() for line in markers}
        self._catalogue = catalogue

    def problem(self, tag: Tag) -> str | None:
        """Tell what is wrong with a tag, or None."""
        if tag.name in self.markers:
            return None
        if not tag.name.startswith(REQUIREMENT_TAG):
            near = get_close_matches(tag.name, self.markers, n=3)
            hint = f"nearest: {', '.join(f'@{name}' for name in near)}" if near else "see pytest --markers"
            return f"tag @{tag.name} is not registered ({hint})"
        try:
            requirement = self._catalogue.requirement(tag.name.removeprefix(REQUIREMENT_TAG))
        except CatalogueError as error:
            return f"tag @{tag.name}: {error}"
        if requirement.judged == "no":
            return f"tag @{tag.name}: the catalogue says that nobody can judge it: {requirement.why}"
        return None


def title_problems(title: str) -> Iterator[str]:
    """Yield what keeps a title, with the values of its row put in, from being a sentence."""
    for mistake, rule in NO_SENTENCE.items():
        for found in mistake.finditer(title):
            yield f"title {title!r}: {found[0]!r} {rule}"


def relative(path: Path, directory: Path) -> Path:
    """Write a path as it reads from a directory, when it lies below it."""
    return path.relative_to(directory) if path.is_relative_to(directory) else path


def _likeness(text: str, phrase: str) -> float:
    """Return how near a text is to a phrase, from 0 to 1; a placeholder counts as any word."""
    return SequenceMatcher(None, text.split(), re.sub(r"\{.*?\}", "{}", phrase).split()).ratio() / 2 + (
        SequenceMatcher(None, text, phrase).ratio() / 2
    )
