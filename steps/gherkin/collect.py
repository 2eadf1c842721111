"""The pytest plugin that collects .feature files: `features/x.feature::Title`, one item per scenario or row.

pytest-bdd runs the steps and calls its hooks; this plugin finds the scenarios, checks them whole before
anything runs (every mistake is a collection error with file and line), and adds `file.feature:LINE` and
`--check-steps`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import _pytest
import pluggy
import pytest
import pytest_bdd
from _pytest._code.code import (  # pytest has no public way to add an entry to a traceback
    ExceptionChainRepr,
    ReprEntry,
    ReprFileLocation,
    ReprTraceback,
    TerminalRepr,
    Traceback,
    TracebackStyle,
)
from _pytest.fixtures import (
    FuncFixtureInfo,
)  # what it has found for one item can be given to the next by no other way
from pytest_bdd.parser import Scenario, Step

# pytest-bdd's public way looks each step up again in every run, through a fixture that Allure would report
from pytest_bdd.scenario import _execute_step_function
from pytest_bdd.steps import StepFunctionContext

import rigs.run
from dbc.arguments import MOST_SHOWN
from dbc.text_file import read_text
from rigs.errors import (
    BusFault,
    Failed,
    Inconclusive,
    InstrumentFault,
    RecordingFault,
    ServiceFault,
    SetupFailed,
    SuiteError,
)
from rigs.files.catalogue import Catalogue
from rigs.files.lengths import LONG, is_long
from rigs.run.session import RigSession
from rigs.values.measurement import Verdict
from steps.gherkin.feature_file import REQUIREMENT_TAG, Case, Document, read
from steps.gherkin.lint import StepDefinitions, StepIndex, TagRules, relative, title_problems
from steps.gherkin.tails import without_tail
from steps.gherkin.variation import variations_in
from steps.gherkin.worth import worth_of

CATALOGUE = Path("features", "requirements.toml")  # from the root of the project
SUFFIX = ".feature"
_AT_LINE = re.compile(r"(?P<path>.+\.feature):(?P<line>\d+)")
_MOST_DIGITS = 12
_INTERNALS = (
    *(str(Path(module.__file__ or "").parent) + os.sep for module in (pytest, _pytest, pluggy, pytest_bdd)),
    *(str(Path(file).parent) + os.sep for file in (__file__, rigs.run.__file__ or "")),
)
"""Folders of which no frame is shown: what runs the steps."""

_TOLD_WHOLE = (Failed, Inconclusive, SetupFailed, InstrumentFault, BusFault, RecordingFault, ServiceFault)
"""Errors whose message says all; where in the harness it was raised, says nothing more."""

_MAX_VERBOSITY_OF_A_SHORT_TRACEBACK = 1


@dataclass
class _Collection:
    """Everything that one run of pytest knows about its features."""

    config: pytest.Config
    definitions: StepDefinitions
    needs: set[str] = field(default_factory=set)
    scenarios: int = 0
    steps: int = 0
    momentary: dict[str, None] = field(default_factory=dict)
    files: dict[Path, FeatureFile] = field(default_factory=dict)
    replacement: Callable[[ScenarioItem], Iterable[ScenarioItem]] = lambda item: (item,)

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue.load(self.config.rootpath / CATALOGUE)

    @cached_property
    def tag_rules(self) -> TagRules:
        return TagRules(self.config.getini("markers"), self.catalogue)


_COLLECTION = pytest.StashKey[_Collection]()


def _collection(config: pytest.Config) -> _Collection:
    if _COLLECTION not in config.stash:
        config.stash[_COLLECTION] = _Collection(config, StepDefinitions(config.invocation_params.dir))
    return config.stash[_COLLECTION]


def is_of_the_office(config: pytest.Config, requirement: str) -> bool:
    """Tell whether a requirement of the catalogue is one of office and app, in which no vehicle has a part."""
    return _collection(config).catalogue.requirement(requirement).verification == "backoffice_app"


def times_s(config: pytest.Config, requirements: Iterable[str]) -> frozenset[float]:
    """Return the times that the source gives in some requirements of the catalogue, in s."""
    catalogue = _collection(config).catalogue
    return frozenset[float]().union(*(catalogue.requirement(name).times_s for name in requirements))


def register_needs(config: pytest.Config, names: Iterable[str]) -> None:
    """Allow tags that say what a scenario needs of the vehicle; to be called in `pytest_configure`."""
    for name in names:
        _collection(config).needs.add(name)
        config.addinivalue_line("markers", f"{name}: what a scenario needs of the vehicle")


def replace_items(config: pytest.Config, replacement: Callable[[ScenarioItem], Iterable[ScenarioItem]]) -> None:
    """Let other items run in place of each scenario; to be called in `pytest_configure`."""
    _collection(config).replacement = replacement


class FeatureFile(pytest.File):
    """A feature file; collects its scenarios, or raises all that is wrong with it.

    Attributes:
        index: The step definitions that its scenarios see; there when it is collected.
        fixtures: What pytest has found of them for its first scenario; it is the same for each.
        scenarios: Its scenarios and rows as they are; there when it is collected.
    """

    index: StepIndex
    fixtures: FuncFixtureInfo | None = None
    scenarios: Sequence[ScenarioItem] = ()

    def collect(self) -> Iterator[ScenarioItem]:
        """Yield one item per scenario or row, or what runs in its place.

        Raises:
            CollectError: Something is wrong in the file; each mistake with file and line.
        """
        self._read()
        for item in self.scenarios:
            yield from _collection(self.config).replacement(item)

    def _read(self) -> None:
        """Make the scenarios; the run then knows the file.

        Raises:
            CollectError: As in `collect`.
        """
        document = read(self.path)
        self.index = _collection(self.config).definitions.visible_to(self)
        if self.path.suffix != SUFFIX:
            document.report(1, f"the name of a feature file ends in {SUFFIX}")
        try:
            contexts = self._check(document)
        except SuiteError as error:  # in the catalogue, or in the phrase of a step
            raise self.CollectError(str(error)) from error
        if document.problems:
            path = relative(self.path, self.config.invocation_params.dir)
            mistakes = sorted(document.problems)
            raise self.CollectError("\n".join(f"{path}:{each.line}: {each.text}" for each in mistakes))
        self.scenarios = [
            ScenarioItem.from_parent(self, name=case.title, callobj=run_function(case.scenario, steps), case=case)
            for case, steps in zip(document.cases, contexts, strict=True)
        ]
        _collection(self.config).files[self.path] = self

    def chapter(self) -> list[ScenarioItem]:
        """Return the scenarios of all files of its folder as they are, by name of the file.

        Raises:
            CollectError: Something is wrong in a file of which the run has collected nothing.
        """
        known = _collection(self.config).files
        for path in sorted(self.path.parent.glob(f"*{SUFFIX}")):
            if path not in known:
                FeatureFile.from_parent(self.parent, path=path)._read()
        files = sorted(path for path in known if path.parent == self.path.parent)
        return [scenario for path in files for scenario in known[path].scenarios]

    def _check(self, document: Document) -> list[list[StepFunctionContext]]:
        """Return what runs the steps of each case; what is wrong with tags and steps goes to the document."""
        run = _collection(self.config)
        run.scenarios += len(document.cases)
        for tag in document.tags:
            if problem := run.tag_rules.problem(tag):
                document.report(tag.line, problem)
        for line, text in document.descriptions:
            if (definition := self.index.judge_of(text)) is not None:
                document.report(line, f"{text!r} reads like a step, but is part of a description: {definition}")
        for case in document.cases:
            for problem in title_problems(case.title):
                document.report(case.line, problem)
        if self.config.option.check_steps:
            path = relative(self.path, self.config.invocation_params.dir)
            for case in document.cases:
                for line, text in without_tail(case.scenario.steps, self.index):
                    run.momentary[f"{path}:{line}: {text}"] = None
        return [self._contexts(case, document) for case in document.cases]

    def context_of(self, step: Step) -> StepFunctionContext:
        """Return what runs a step, which counts as used.

        Raises:
            CollectError: No definition fits it, or several do.
        """
        if problem := self.index.problem(step):
            raise self.CollectError(problem)
        (definition,) = self.index.matches(step)
        _collection(self.config).definitions.use(definition)
        return definition.context

    def _contexts(self, case: Case, document: Document) -> list[StepFunctionContext]:
        run = _collection(self.config)
        contexts = []
        for step in case.scenario.steps:
            run.steps += 1
            for definition in self.index.matches(step):
                run.definitions.use(definition)
                contexts.append(definition.context)
            if problem := self.index.problem(step):
                document.report(step.line_number, problem)
                continue
            for line, text in self.index.unread(step, document.texts.get(step.line_number)):
                document.report(line, text)
        return contexts


Item = TypeVar("Item", bound="ScenarioItem")


class ScenarioItem(pytest.Function):
    """One scenario, or one row of an outline.

    Attributes:
        scenario: pytest-bdd's scenario with the values put in; its name is the title.
        line: Line of the scenario, or of the row, counted from 1.
        tags: All tags, without @; `requirements` and `needs` are parts of them.
        requirements: Ids of the catalogue.
        needs: What the vehicle must have, of the names given to `register_needs`.
        rule: Name of the Rule that it stands in, if any.
        feature: Name of the Feature.
        chapter: Folder of the feature file.
        case: What it was made from.
        scenario_id: Node id of the scenario itself, which names its trace and its random numbers.
        labels: What reports add to its labels.
        watched: Sentences whose ports are watched from the rest state on.
        step: The step that runs, or that ended the run; None when none did.
        origin: The item that runs the same, where it was made from one.
    """

    def __init__(self, *, case: Case, **arguments: object) -> None:
        """Take `case`, and what `pytest.Function` takes."""
        file = arguments["parent"]
        known = file.fixtures if isinstance(file, FeatureFile) else None
        if known is not None:  # copied, since running a scenario adds to it
            closure, definitions = list(known.names_closure), dict(known.name2fixturedefs)
            arguments["fixtureinfo"] = replace(known, names_closure=closure, name2fixturedefs=definitions)
        super().__init__(**arguments)  # type: ignore[arg-type]  # passed on as pytest gives them
        if known is None and isinstance(file, FeatureFile):
            file.fixtures = self._fixtureinfo
        self.case = case
        self.scenario: Scenario = case.scenario
        self.scenario_id = f"{self.path.relative_to(self.config.rootpath).as_posix()}::{case.title}"
        self.labels: dict[str, str] = {each.kind: each.name for each in case.variations}
        self.watched = case.before if case.variations else tuple(step.name for step in case.scenario.steps)
        self.line = case.line
        self.tags = case.tags
        self.requirements = case.requirements
        self.needs = tuple(tag for tag in case.tags if tag in _collection(self.config).needs)
        self.rule: str | None = case.scenario.rule.name if case.scenario.rule else None
        self.feature: str = case.scenario.feature.name
        self.chapter: str = self.path.parent.name
        self.step: Step | None = None
        self.origin: ScenarioItem | None = None
        for tag in case.tags:
            if not tag.startswith(REQUIREMENT_TAG):
                self.add_marker(tag)
        self.extra_keyword_matches.update(case.tags)
        as_it_is, _ = variations_in(self.scenario_id)
        if LONG not in case.tags and is_long(self.config.rootpath, as_it_is):
            self.add_marker(LONG)
            self.extra_keyword_matches.add(LONG)

    def worth(self) -> Verdict:
        """Return what it comes to when its steps run to their end; see `steps.gherkin.worth`."""
        file, catalogue = self.parent, _collection(self.config).catalogue
        assert isinstance(file, FeatureFile)  # noqa: S101  # no other collector makes scenarios
        thens = [step for step in self.scenario.steps if step.type == "then"]
        acts = [(step, definition) for step in thens for definition in file.index.matches(step)]
        return worth_of(acts, map(catalogue.requirement, self.requirements))

    @cached_property
    def acts(self) -> Sequence[tuple[Step, StepFunctionContext]]:
        """Its steps, each with what runs it; whoever varies a scenario says what runs the step that this adds."""
        file = self.getparent(FeatureFile)
        return [] if file is None else [(step, file.context_of(step)) for step in self.scenario.steps]

    @cached_property
    def itself(self) -> Sequence[tuple[Step, StepFunctionContext]]:
        """The steps that its feature has, each with what runs it; nothing varies these."""
        return self.acts

    @cached_property
    def steps(self) -> Sequence[tuple[Step, StepFunctionContext]]:
        """All steps that may run, each with what runs it; whoever varies a scenario says what that adds."""
        return self.acts if self.origin is None else self.origin.steps

    def again(self, kind: type[Item], name: str, **arguments: object) -> Item:
        """Return an item of some kind, with the arguments that it takes besides, that runs the same."""
        item = kind.from_parent(self.parent, name=name, callobj=self.obj, case=self.case, **arguments)
        item.origin = self
        return item

    def rig(self, of_the_run: RigSession) -> AbstractContextManager[RigSession]:
        """Return the rig that it runs on: that of the run, which stays open behind it."""
        return nullcontext(of_the_run)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return file, line counted from 0, headline; not the bare title, in which pytest would replace dots."""
        return self.path, self.line - 1, f"Scenario: {self.name}"

    @property
    def _verbose(self) -> bool:
        return self.config.get_verbosity() > _MAX_VERBOSITY_OF_A_SHORT_TRACEBACK

    def _traceback_filter(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Traceback:
        if self.step is None or self._verbose:
            return super()._traceback_filter(excinfo)
        entries = excinfo.traceback.filter(excinfo).filter(
            lambda entry: not str(entry.path).startswith(_INTERNALS)
        )
        return entries or Traceback(excinfo.traceback[-1:])

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str | TerminalRepr:  # type: ignore[override]  # as in pytest.Function
        """Show a failed step as its line of the feature and the error; all of it with --full-trace or -vv."""
        if self.step is None:
            return super().repr_failure(excinfo)
        directory = self.config.invocation_params.dir
        place = ReprFileLocation(
            str(relative(self.path, directory)), self.step.line_number, f"{self.step.keyword} {self.step.name}"
        )
        if isinstance(excinfo.value, pytest.FixtureLookupError):
            return f"{place.path}:{place.lineno}: {place.message}\nE   no fixture {excinfo.value.argname!r}"
        style: TracebackStyle = self.config.getoption("tbstyle", "auto")
        if style == "auto":
            style = "long" if self._verbose else "short"
        if style == "short" and isinstance(excinfo.value, _TOLD_WHOLE) and not self.config.option.fulltrace:
            return _message_alone(excinfo, place)
        report = self._repr_failure_py(excinfo, style)
        if isinstance(report, ExceptionChainRepr):
            traceback = report.chain[0][0]
            entry = ReprEntry([], None, None, place, style="short")
            traceback.reprentries = [entry, *traceback.reprentries]
        return report


def _message_alone(excinfo: pytest.ExceptionInfo[BaseException], place: ReprFileLocation) -> TerminalRepr:
    lines = [f"E   {line}" for line in excinfo.exconly().splitlines()]
    entry = ReprEntry(lines, None, None, place, style="short")
    return ExceptionChainRepr([(ReprTraceback([entry], None, "short"), excinfo._getreprcrash(), None)])


def run_function(
    scenario: Scenario, contexts: Sequence[StepFunctionContext]
) -> Callable[[pytest.FixtureRequest], None]:
    """Make a test function that runs the steps of a scenario as pytest-bdd does, with the same hooks."""

    def run_scenario(request: pytest.FixtureRequest) -> None:
        __tracebackhide__ = True
        hook = request.config.hook
        names = {"request": request, "feature": scenario.feature, "scenario": scenario}
        hook.pytest_bdd_before_scenario(**names)
        try:
            for step, context in zip(scenario.steps, contexts, strict=True):
                request.node.step = step
                _execute_step_function(request, scenario, step, context)
            request.node.step = None
        finally:
            hook.pytest_bdd_after_scenario(**names)

    run_scenario.__doc__ = scenario.description or None
    return run_scenario


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("features").addoption(
        "--check-steps",
        action="store_true",
        help="run nothing; check all features, list step definitions that none uses and states without a tail",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    if config.getoption("looponfail", default=False):
        raise pytest.UsageError("-f: the suite does not loop on failures; --lf runs what did not pass last time")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.option.check_steps and config.pluginmanager.has_plugin("xdist"):
        config.option.dist = "no"  # what a worker collects, its controller does not see
    if not (config.rootpath / CATALOGUE).is_file():
        raise pytest.UsageError(
            f"root directory = {config.rootpath}: must be the folder of the suite, that of {CATALOGUE};"
            " leave --rootdir out, or start pytest in that folder"
        )
    directory = config.invocation_params.dir
    config.args[:] = [name for argument in config.args for name in _node_ids(argument, directory)]


def _node_ids(argument: str, directory: Path) -> list[str]:
    """Return `file.feature:LINE` as the node ids of what stands there; any other argument as it is.

    Raises:
        pytest.UsageError: The file has no such line.
    """
    match = _AT_LINE.fullmatch(argument)
    if match is None:
        return [argument]
    path = directory / match["path"]
    try:
        if not path.is_file():
            return [argument]
    except OSError as error:
        raise pytest.UsageError(f"{argument[:MOST_SHOWN]!r}: {error.strerror}; must be a path") from error
    line = int(match["line"][:_MOST_DIGITS])
    document = read(path)
    if document.problems:
        return [match["path"]]  # collecting it will say what is wrong
    last = len(read_text(path).splitlines())
    if not 1 <= line <= last:
        raise pytest.UsageError(f"{match['path']}: no line {match['line'][:_MOST_DIGITS]}; allowed is 1 to {last}")
    return [f"{match['path']}::{case.title}" for case in document.at_line(line)]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    """Collect feature files, and those that an editor has named so that they look like one."""
    is_feature = file_path.name.lower().endswith((SUFFIX, f"{SUFFIX}.txt"))
    return FeatureFile.from_parent(parent, path=file_path) if is_feature else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    return True if session.config.option.check_steps and not session.testsfailed else None


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    run = _collection(session.config)
    wrong = run.definitions.unused() or run.momentary
    if session.config.option.check_steps and session.exitstatus == pytest.ExitCode.OK and wrong:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.option.check_steps:
        return
    run = _collection(config)
    unused = run.definitions.unused()
    for definition in unused:
        terminalreporter.write_line(f"no scenario uses {definition}", yellow=True)
    for place in run.momentary:
        terminalreporter.write_line(place, yellow=True)
    terminalreporter.write_line(
        f"{run.scenarios} scenarios, {run.steps} steps, {len(run.definitions)} step definitions,"
        f" {len(unused)} of them unused"
    )
