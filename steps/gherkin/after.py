"""The pytest plugin that runs scenarios after histories: `--histories`, `--history NAME`.

A scenario after a history is an item of its own, `features/x.feature::Title[after: slept]`. What was before is
its first step; then the vehicle comes to rest in the same world, and the scenario begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from inspect import signature
from pathlib import Path

import pytest
from pytest_bdd.compat import inject_fixture
from pytest_bdd.parser import Step
from pytest_bdd.parsers import string
from pytest_bdd.scenario import parse_step_arguments
from pytest_bdd.steps import StepFunctionContext

from rigs.errors import ConfigurationError, Failed, Inconclusive, SetupFailed, SuiteError
from rigs.files.known import VIRTUAL
from rigs.rest.rest_state import return_to_rest, verify_rest
from rigs.run.plugin import PLAN
from rigs.safety import HAZARD_TAGS
from rigs.scene import Scene
from steps.gherkin.collect import FeatureFile, ScenarioItem, replace_items, run_function
from steps.gherkin.histories import HISTORIES, ITSELF, JUDGED, SUFFIX, Histories, History, suffixed
from steps.gherkin.vocabulary import ports_in

NONE = "none"
"""The name by which `--history` asks for the scenario as it is, with nothing before it."""

KEYWORD = "After"
"""Keyword of the step that brings a history about, as reports show it."""

JUDGEMENTS = (Failed, Inconclusive)
"""Errors that say something of the vehicle."""

Act = tuple[Step, StepFunctionContext]
"""Type of a step with what runs it."""

Acts = list[Act | str]
"""Type of the steps of a history, or of a line that stands for the scenario's own."""


@dataclass
class _Asked:
    """The histories of a run.

    Attributes:
        config: Of pytest.
        histories: All that there are.
        names: Those after which scenarios run.
        plain: Whether scenarios run as they are, too.
        sparing: Whether of the scenarios of a requirement one alone runs after them, the first that they fit.
        met: The requirements of scenarios that have run after them.
        single: Histories that the command line names in a node id, by file and title.
    """

    config: pytest.Config
    histories: Histories
    names: list[str]
    plain: bool
    sparing: bool = False
    met: set[str] = field(default_factory=set)
    single: dict[tuple[Path, str], list[str]] = field(default_factory=dict)

    def items(self, scenario: ScenarioItem) -> Iterator[ScenarioItem]:
        """Yield what runs of a scenario: itself, and after each history that fits it."""
        named = self.single.get((scenario.path, scenario.case.title), [])
        if self.plain:
            yield scenario
        if named or not self.sparing:
            yield from self._after(scenario, named)
        elif not self.met.issuperset(scenario.requirements):
            found = list(self._after(scenario, named))
            if found:
                self.met.update(scenario.requirements)
            yield from found

    def _after(self, scenario: ScenarioItem, named: list[str]) -> Iterator[ScenarioItem]:
        """Yield a scenario after each history that was named for it or fits it."""
        for name, history in self.histories.by_name.items():
            if name in named or (name in self.names and self._fits(scenario, name, history)):
                yield after(scenario, name, history)
            elif name in self.names and not named:
                yield from self._parts(scenario, history)

    def _parts(self, scenario: ScenarioItem, whole: History) -> Iterator[ScenarioItem]:
        """Yield a scenario after what one history covers, where not all of it fits."""
        for name in whole.covers:
            if name not in self.names and self._fits(scenario, name, self.histories.by_name[name]):
                yield after(scenario, name, self.histories.by_name[name])

    def _fits(self, scenario: ScenarioItem, name: str, history: History) -> bool:
        """Tell whether a history can have been before a scenario on its vehicle, and must not matter to it."""
        plan = self.config.stash[PLAN]
        profile = plan.profile_for(scenario.needs)
        return (
            profile is not None
            and profile.tags.issuperset((*scenario.needs, *history.needs))
            and (plan.rig.contained or HAZARD_TAGS.isdisjoint(history.tags))
            and set(history.not_with).isdisjoint(scenario.tags)
            and self.histories.reason(scenario.nodeid, name) is None
        )


_ASKED = pytest.StashKey[_Asked]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("features")
    group.addoption(
        "--histories",
        action="store_true",
        help="run each scenario as it is and after each history of features/histories.toml that fits it",
    )
    group.addoption(
        "--history",
        metavar="NAME",
        action="append",
        help="run each scenario after this history alone; may be given again; 'none' is the scenario as it is",
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take what was asked for when the plan of the run is made, and let scenarios run after it.

    Raises:
        pytest.UsageError: The file or a name is not allowed.
    """
    try:
        config.stash[_ASKED] = asked = _asked(config)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    if not config.option.prove:
        replace_items(config, asked.items)


def histories_of(config: pytest.Config) -> Histories:
    """Return the histories of the project."""
    return config.stash[_ASKED].histories


def _asked(config: pytest.Config) -> _Asked:
    option, histories = config.option, Histories.load(config.rootpath / HISTORIES)
    if option.history and option.histories:
        raise ConfigurationError("--histories", "--history", option.history[0], "one of the two")
    if option.prove and (option.history or option.histories):
        what = "--histories" if option.histories else "--history"
        raise ConfigurationError("--prove", what, None, "a fault names the history after which it must be caught")
    if option.history:
        names = [name for name in dict.fromkeys(option.history) if name != NONE]
        for name in names:
            histories.named(name, "--history")
        asked = _Asked(config, histories, names, plain=NONE in option.history)
    elif option.histories or option.check_steps:
        asked = _Asked(config, histories, list(histories.by_name), plain=True)
    else:
        default = [name for name, each in histories.by_name.items() if each.covers]
        asked = _Asked(config, histories, default if _is_of_all(config) else [], plain=True, sparing=True)
    for argument in config.args:
        if match := SUFFIX.fullmatch(argument):
            path, _, title = match["scenario"].partition("::")
            histories.named(match["history"], argument)
            whole = (config.invocation_params.dir / path).resolve()
            asked.single.setdefault((whole, title), []).append(match["history"])
    return asked


def _is_of_all(config: pytest.Config) -> bool:
    """Tell whether the whole suite is to run on a virtual rig, where no time is lost by it."""
    option, features = config.option, (config.rootpath / HISTORIES).parent.resolve()
    places = [(config.invocation_params.dir / argument).resolve() for argument in config.args]
    picked = option.keyword or option.markexpr
    return features in places and not picked and config.stash[PLAN].rig.kind == VIRTUAL.name


def after(scenario: ScenarioItem, name: str, history: History) -> ScenarioItem:
    """Return an item that runs a scenario after a history.

    Raises:
        CollectError: A line of the history is no step.
    """
    file, case = scenario.parent, scenario.case
    assert isinstance(file, FeatureFile)  # noqa: S101  # no other collector makes scenarios
    title = suffixed(case.title, name)
    own = [(step, file.context_of(step)) for step in case.scenario.steps]
    first = Step(history.sentence, "given", indent=0, line_number=case.line, keyword=KEYWORD)
    acts = acts_of(file, history)
    context = StepFunctionContext("given", _prelude(name, history, acts, own), string(first.name))
    body = replace(case.scenario, name=title, steps=[first, *case.scenario.steps])
    case = replace(
        case,
        title=title,
        tags=tuple(dict.fromkeys((*case.tags, *history.tags, *history.needs))),
        scenario=body,
        after=name,
        before=tuple(act[0].name for act in acts if isinstance(act, tuple)),
    )
    test = run_function(body, [context, *(context for _, context in own)])
    return ScenarioItem.from_parent(file, name=title, callobj=test, case=case)


def acts_of(file: FeatureFile, history: History) -> Acts:
    """Return the steps of a history with what runs each, and its lines that stand for the scenario's own.

    Raises:
        CollectError: A line is no step.
    """
    acts: Acts = []
    for line in history.steps:
        if line in (ITSELF, JUDGED):
            acts.append(line)
            continue
        keyword, _, text = line.partition(" ")
        step = Step(text, keyword.lower(), indent=0, line_number=0, keyword=keyword)
        try:
            acts.append((step, file.context_of(step)))
        except file.CollectError as error:
            raise file.CollectError(f"{HISTORIES}: {line!r}: {error}") from error
    return acts


def _prelude(name: str, history: History, acts: Acts, own: Sequence[Act]) -> Callable[..., None]:
    """Make the function of the step that brings a history about."""

    def happens(scene: Scene, request: pytest.FixtureRequest) -> None:
        spoken = ports_in([step.name for step, _ in own], scene.judged)
        rest = verify_rest if history.at_rest else return_to_rest
        try:
            for act, following in zip(acts, [*acts[1:], ITSELF], strict=True):
                if isinstance(act, tuple):
                    _do(request, act)
                    if not isinstance(following, tuple):
                        rest(scene)
                else:
                    scene.arm(spoken)
                    for step in own:
                        _do_own(request, step, judged=act == JUDGED)
                    return_to_rest(scene)
            scene.arm(spoken)  # not before: a microphone would hear out a whole night
        except (SetupFailed, SuiteError, *JUDGEMENTS) as error:
            if isinstance(request.node.step, Step) and request.node.step.type == "then":
                raise
            raise SetupFailed(f"after {name}: {error}") from error

    return happens


def _do_own(request: pytest.FixtureRequest, act: Act, *, judged: bool) -> None:
    """Run a step of the scenario; where it is not judged, only the wait counts of a Then."""
    item, (step, _) = request.node, act
    first, item.step = item.step, step
    try:
        _do(request, act)
    except JUDGEMENTS:
        if judged or step.type != "then":
            raise
    item.step = first


def _do(request: pytest.FixtureRequest, act: Act) -> None:
    """Run a step as pytest-bdd does, but for its hooks: it is no step of the scenario."""
    step, context = act
    parameters = signature(context.step_func).parameters
    values = parse_step_arguments(step, context)
    if step.datatable is not None:
        values["datatable"] = step.datatable.raw()
    if step.docstring is not None:
        values["docstring"] = step.docstring
    arguments = {
        each: values[each] if each in values else request.getfixturevalue(each)
        for each, parameter in parameters.items()
        if each in values or parameter.default is parameter.empty
    }
    value = context.step_func(**arguments)
    if context.target_fixture is not None:
        inject_fixture(request, context.target_fixture, value)
