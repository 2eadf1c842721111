"""Scenarios with a first step of their own, which brings a history about or a circumstance that stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from inspect import signature

import pytest
from pytest_bdd.compat import inject_fixture
from pytest_bdd.parser import Step
from pytest_bdd.parsers import string
from pytest_bdd.scenario import parse_step_arguments
from pytest_bdd.steps import StepFunctionContext

from rigs.errors import Failed, Inconclusive, SetupFailed, SuiteError
from rigs.rest.rest_state import return_to_rest, verify_rest
from rigs.safety import HAZARD_TAGS
from rigs.scene import Scene
from steps.gherkin.collect import FeatureFile, ScenarioItem, run_function
from steps.gherkin.histories import ITSELF, OTHERS, REST, STILL, History
from steps.gherkin.prelude import Prelude
from steps.gherkin.variation import AFTER, WHILE, Variation
from steps.gherkin.vocabulary import ports_in

JUDGEMENTS = (Failed, Inconclusive)
"""Errors that say something of the vehicle."""

Act = tuple[Step, StepFunctionContext]
"""Type of a step with what runs it."""

Acts = list[Act | str]
"""Type of the steps of a prelude, or of a line that stands for the scenario's own."""

Rest = Callable[[Scene], None]
"""Type of what brings the vehicle to rest, from where the scenario begins."""


def after(
    scenario: ScenarioItem, name: str, history: History, others: Sequence[ScenarioItem] = ()
) -> ScenarioItem:
    """Return an item that runs a scenario after a history.

    Args:
        scenario: As it is, or in a crossing.
        name: Of the history.
        history: What was before.
        others: The scenarios for which `OTHERS` stands in it.

    Raises:
        CollectError: A line of the history is no step.
    """
    rest = verify_rest if history.at_rest else return_to_rest
    return _varied(scenario, Variation(AFTER, name), history, rest, others)


def during(scenario: ScenarioItem, name: str, crossing: Prelude) -> ScenarioItem:
    """Return an item that runs a scenario while something else holds.

    Raises:
        CollectError: A line of the crossing is no step.
    """
    return _varied(scenario, Variation(WHILE, name), crossing, None)


def _varied(
    scenario: ScenarioItem,
    variation: Variation,
    prelude: Prelude,
    rest: Rest | None,
    others: Sequence[ScenarioItem] = (),
) -> ScenarioItem:
    """Return an item that runs a scenario with a first step that brings something about."""
    file, case, own = scenario.parent, scenario.case, scenario.acts
    assert isinstance(file, FeatureFile)  # noqa: S101  # no other collector makes scenarios
    title = variation.of(case.title)
    keyword = variation.kind.capitalize()
    first = Step(prelude.sentence, "given", indent=0, line_number=case.line, keyword=keyword)
    acts = acts_of(file, prelude.steps)
    context = StepFunctionContext("given", _first(variation, acts, scenario, rest, others), string(first.name))
    meanwhile = acts_of(file, prelude.meanwhile)
    within = [(first, context), *_with_meanwhile(meanwhile, prelude, own)]
    body = replace(case.scenario, name=title, steps=[step for step, _ in within])
    case = replace(
        case,
        title=title,
        tags=tuple(dict.fromkeys((*case.tags, *prelude.tags, *prelude.needs, *_tags_of(others)))),
        scenario=body,
        variations=(*case.variations, variation),
        before=(*(act[0].name for act in acts if isinstance(act, tuple)), *case.before),
    )
    test = run_function(body, [context for _, context in within])
    item = ScenarioItem.from_parent(file, name=title, callobj=test, case=case)
    item.acts, item.itself = within, scenario.itself
    item.steps = [*(act for act in (*acts, *meanwhile) if isinstance(act, tuple)), *scenario.steps]
    item.steps = [*(act for other in others for act in other.itself), *item.steps]
    return item


def _tags_of(others: Sequence[ScenarioItem]) -> list[str]:
    """Return the tags that a scenario has for the sake of others that run before it."""
    return [tag for other in others for tag in other.tags if tag in (*other.needs, *HAZARD_TAGS)]


def _with_meanwhile(acts: Acts, prelude: Prelude, own: Sequence[Act]) -> Sequence[Act]:
    """Return the steps of a scenario with what happens meanwhile, as a step of its own behind the first When."""
    first = next((place for place, (step, _) in enumerate(own) if step.type == "when"), None)
    if not acts or first is None:
        return own
    text = ", and ".join(line.partition(" ")[2] for line in prelude.meanwhile)
    step = Step(text, "when", indent=0, line_number=own[first][0].line_number, keyword="Meanwhile")

    def happens(scene: Scene, request: pytest.FixtureRequest) -> None:
        with scene.aside():
            for act in acts:
                assert isinstance(act, tuple)  # noqa: S101  # no other line is allowed there
                _do(request, act)

    return [*own[: first + 1], (step, StepFunctionContext("when", happens, string(text))), *own[first + 1 :]]


def acts_of(file: FeatureFile, lines: Sequence[str]) -> Acts:
    """Return steps with what runs each, and the lines that stand for something else.

    Raises:
        CollectError: A line is no step.
    """
    acts: Acts = []
    for line in lines:
        if line in (ITSELF, OTHERS, REST, STILL):
            acts.append(line)
            continue
        keyword, _, text = line.partition(" ")
        step = Step(text, keyword.lower(), indent=0, line_number=0, keyword=keyword)
        try:
            acts.append((step, file.context_of(step)))
        except file.CollectError as error:
            raise file.CollectError(f"{line!r}: {error}") from error
    return acts


def _first(
    variation: Variation, acts: Acts, scenario: ScenarioItem, rest: Rest | None, others: Sequence[ScenarioItem]
) -> Callable[..., None]:
    """Make the function of the step that brings about what a scenario is varied by."""
    own = scenario.itself

    def happens(scene: Scene, request: pytest.FixtureRequest) -> None:
        spoken = ports_in([step.name for step, _ in own], scene.judged)
        try:
            for act in acts:
                if isinstance(act, tuple):
                    _do(request, act)
                elif act == ITSELF:
                    scene.arm(spoken)
                    for step in own:
                        _do_own(request, step)
                elif act == OTHERS:
                    for place, other in enumerate(others):
                        if place:
                            return_to_rest(scene)
                        _do_other(scene, request, other, scenario)
                elif act == STILL:
                    verify_rest(scene)
                else:
                    return_to_rest(scene)
            if rest is not None:
                rest(scene)
            scene.arm(spoken)  # not before: a microphone would hear out a whole night
        except (SetupFailed, SuiteError, *JUDGEMENTS) as error:
            if isinstance(request.node.step, Step) and request.node.step.type == "then":
                raise
            raise SetupFailed(f"{variation}: {error}") from error

    return happens


def _do_own(request: pytest.FixtureRequest, act: Act) -> None:
    """Run a step of the scenario, whose failure is one of the scenario."""
    item = request.node
    first, item.step = item.step, act[0]
    _do(request, act)
    item.step = first


def _do_other(scene: Scene, request: pytest.FixtureRequest, other: ScenarioItem, scenario: ScenarioItem) -> None:
    """Run another scenario; what fails there is a failure of this one where both judge the same requirement.

    Raises:
        SetupFailed: A step of a scenario of other requirements, or of another file, has failed.
    """
    scene.arm(ports_in([step.name for step, _ in other.itself], scene.judged))
    same = other.path == scenario.path and not set(other.requirements).isdisjoint(scenario.requirements)
    for act in other.itself:
        if same:
            _do_own(request, act)
            continue
        try:
            _do(request, act)
        except (SetupFailed, SuiteError, *JUDGEMENTS) as error:
            raise SetupFailed(f"{other.scenario_id}: {error}") from error


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
