"""The pytest plugin that varies scenarios: `--histories`, `--history NAME`, `--crossings`, `--crossing NAME`.

A scenario after a history, or in a crossing, is an item of its own: `features/x.feature::Title[after: slept]`,
`features/x.feature::Title[while: it is hot]`. What was before, or holds meanwhile, is its first step. After a
history the vehicle comes to rest in the same world; what a crossing has brought about stands. A scenario may have
both: `Title[while: all at once][after: slept]` runs in crossings that are brought about after the history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property, partial, reduce
from itertools import chain, groupby, islice
from pathlib import Path

import pytest

from rigs.errors import ConfigurationError
from rigs.files.known import VIRTUAL
from rigs.run.plugin import PLAN
from rigs.safety import HAZARD_TAGS
from steps.gherkin.choice import Behaviour, Candidate, Meetings, behaviours
from steps.gherkin.collect import ScenarioItem, is_of_the_office, replace_items
from steps.gherkin.crossings import ALL_AT_ONCE, CROSSINGS, Crossings
from steps.gherkin.histories import ALL_IN_TURN, HISTORIES, ITSELF, OTHERS, REST, STILL, Histories, History
from steps.gherkin.prelude import Prelude, joined
from steps.gherkin.siblings import OFTEN, siblings_of
from steps.gherkin.variation import AFTER, WHILE, Variation, variations_in
from steps.gherkin.varied import after, during
from steps.gherkin.vocabulary import REPORTED

NONE = "none"
"""The name by which `--history` and `--crossing` ask for the scenario as it is."""


@dataclass
class _Asked:
    """Histories and crossings of a run.

    Attributes:
        config: Of pytest.
        histories: All that there are.
        crossings: All that there are.
        after: Names of the histories after which scenarios run.
        during: Names of the crossings in which they run.
        plain: Whether scenarios run as they are, too.
        sparing: Whether of the scenarios of a requirement some alone run so.
        tags: Those of the vehicle that the run picks for some needs, as far as it was asked; None without one.
        at_once: The crossings of each name of `ALL_AT_ONCE`, by scenario.
        others: The scenarios that run before one, by that and the tags of its vehicle.
        single: Variations that the command line names in a node id, by file and title.
    """

    config: pytest.Config
    histories: Histories
    crossings: Crossings
    after: Sequence[str] = ()
    during: Sequence[str] = ()
    plain: bool = True
    sparing: bool = False
    tags: dict[frozenset[str], frozenset[str] | None] = field(default_factory=dict)
    at_once: dict[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    others: dict[tuple[str, frozenset[str]], Sequence[ScenarioItem]] = field(default_factory=dict)
    single: dict[tuple[Path, str], list[Sequence[Variation]]] = field(default_factory=dict)

    @cached_property
    def contained(self) -> bool:
        """Tell whether no call can leave the rig of the run."""
        return self.config.stash[PLAN].rig.contained

    def items(self, scenario: ScenarioItem) -> Iterator[ScenarioItem]:
        """Yield what runs of a scenario: itself, after each history and in each crossing that fits it."""
        if self.plain:
            yield scenario
        named = self.single.get((scenario.path, scenario.case.title))
        if named is not None:
            yield from (reduce(self.varied, variations, scenario) for variations in named)
            return
        if not self.sparing:
            yield from self._after(scenario)
            yield from self._during(scenario)

    def spared(self, scenarios: Sequence[ScenarioItem]) -> Iterator[ScenarioItem]:
        """Yield what runs of each requirement beside its scenarios as they are, where the whole suite runs.

        One scenario of each, the first that they fit (those of the audit come last), runs after histories, and in
        crossings with which it adds the most. Besides run those scenarios in crossings that bring the most of
        them to behaviours which have not met them yet, and one of each requirement at least. What runs for the
        sake of another requirement counts. What is of the office alone runs a second time, and after and in what
        there is of the office: the vehicle has no part in it. What does one thing very often takes its time, and
        runs as it is alone.
        """
        groups: dict[str, list[ScenarioItem]] = {}
        for scenario in sorted(scenarios, key=lambda each: each.path.parent.name == OF_PROFILES):
            for requirement in scenario.requirements if _judges(scenario) and scenario.path.name != OFTEN else ():
                groups.setdefault(requirement, []).append(scenario)
        for requirement, judging in groups.items():
            groups[requirement] = [scenario for scenario in judging if _does_something(scenario)] or judging
        office = [each for each in groups if is_of_the_office(self.config, each)]
        in_car = [each for each in groups if each not in office]
        meetings = Meetings(self.crossings.weight)
        done: set[str] = set()
        for requirement in (*in_car, *office):
            again = self._first_again if requirement in office else partial(self._first_after, meetings=meetings)
            for item in again(groups[requirement]):
                name = _itself(item)
                if name not in done:
                    done.add(name)
                    yield item
        yield from self._of_office(list(chain.from_iterable(groups[each] for each in office)))
        yield from self._crossed({each: groups[each] for each in in_car}, meetings)

    def _first_again(self, scenarios: Sequence[ScenarioItem]) -> Iterator[ScenarioItem]:
        """Yield the first scenario that may run a second time, after itself."""
        again = [name for name, each in self.histories.by_name.items() if ITSELF in each.steps]
        found = (
            after(scenario, name, self.histories.by_name[name])
            for scenario in scenarios
            for name in again
            if self._fits(scenario, name, self.histories.by_name[name])
        )
        return islice(found, 1)

    def _of_office(self, scenarios: Sequence[ScenarioItem]) -> Iterator[ScenarioItem]:
        """Yield of each chapter a scenario after each history and one in each crossing of the office.

        Each time it is another scenario, as far as the chapter has so many.
        """
        variations = [
            *(Variation(AFTER, name) for name, each in self.histories.by_name.items() if each.of_office),
            *(Variation(WHILE, name) for name, each in self.crossings.by_name.items() if each.of_office),
        ]
        for _, chapter in groupby(sorted(scenarios, key=_chapter), key=_chapter):
            members = list({each.nodeid: each for each in chapter}.values())
            for place, variation in enumerate(variations):
                fitting = [each for each in members if self._goes_with(each, variation)]
                if fitting:
                    yield self.varied(fitting[place * len(fitting) // len(variations)], variation)

    def _goes_with(self, scenario: ScenarioItem, variation: Variation) -> bool:
        """Tell whether a scenario may run after a history, or in a crossing."""
        name = variation.name
        if variation.kind == AFTER:
            return self._fits(scenario, name, self.histories.by_name[name])
        return self._crosses(scenario, name)

    def _first_after(self, scenarios: Sequence[ScenarioItem], meetings: Meetings) -> Iterator[ScenarioItem]:
        """Yield the first scenario that fits histories, after them and in the crossings that add the most.

        No history is left out for the sake of a crossing. None of these takes long: what the histories have armed,
        such as a microphone, would hear out a day.
        """
        for scenario in scenarios:
            judged = _behaviours(scenario)
            for item in self._after(scenario):
                held = {
                    during_them: chosen
                    for name, chosen in self._several(scenario)
                    if meetings.worth(judged, chosen) and "long" not in self._crossing(scenario, name).tags
                    for during_them in self._after(self.varied(scenario, Variation(WHILE, name)))
                    if during_them.case.before[: len(item.case.before)] == item.case.before
                }
                best = max(held, key=lambda each: meetings.worth(judged, held[each]), default=item)
                meetings.add(judged, held.get(best, set()))
                yield best
                return

    def _crossed(self, groups: Mapping[str, Sequence[ScenarioItem]], meetings: Meetings) -> Iterator[ScenarioItem]:
        """Yield scenarios in several crossings at once, chosen from those of each requirement."""
        of_scenario = {
            scenario.nodeid: [
                Candidate((scenario, name), _behaviours(scenario), holding, len(scenario.case.scenario.steps))
                for name, holding in self._several(scenario)
            ]
            for scenario in {each.nodeid: each for group in groups.values() for each in group}.values()
        }
        chosen = list(meetings.chosen(list(chain.from_iterable(of_scenario.values())), WORTH_A_STEP))
        crossed = {requirement for each in chosen for requirement in each.run[0].requirements}
        for requirement, group in groups.items():
            if requirement not in crossed:
                own = [candidate for scenario in group for candidate in of_scenario[scenario.nodeid]]
                chosen += islice(meetings.chosen(own, ANYTHING_NEW), RUNS_OF_ITS_OWN)
        for each in chosen:
            scenario, name = each.run
            yield self.varied(scenario, Variation(WHILE, name))

    def _several(self, scenario: ScenarioItem) -> Iterator[tuple[str, Set[str]]]:
        """Yield each name for several crossings at once, with those of a scenario."""
        return ((name, set(each)) for name, each in zip(ALL_AT_ONCE, self._at_once(scenario), strict=True) if each)

    def varied(self, scenario: ScenarioItem, variation: Variation) -> ScenarioItem:
        """Return a scenario with one variation, whether or not it fits."""
        name = variation.name
        if variation.kind == AFTER:
            return self._varied_after(scenario, name, self._history(scenario, name))
        return during(scenario, name, self._crossing(scenario, name))

    def _after(self, scenario: ScenarioItem) -> Iterator[ScenarioItem]:
        """Yield a scenario after each history that was asked for and fits it."""
        for name in self.after:
            if name == ALL_IN_TURN or self._fits(scenario, name, self.histories.by_name[name]):
                history = self._history(scenario, name)
                if history.steps:
                    yield self._varied_after(scenario, name, history)

    def _varied_after(self, scenario: ScenarioItem, name: str, history: History) -> ScenarioItem:
        return after(scenario, name, history, self._others(scenario) if OTHERS in history.steps else ())

    def _others(self, scenario: ScenarioItem) -> Sequence[ScenarioItem]:
        """Return the scenarios of its chapter that run before a scenario, where it is to run after others.

        One to which it matters that it ran before leaves something behind: it neither comes first, nor has others
        before it.
        """
        tags = self._tags_for(scenario.needs)
        again = [name for name, each in self.histories.by_name.items() if ITSELF in each.steps]
        if tags is None or any(self.histories.reason(_itself(scenario), name) for name in again):
            return ()
        key = _itself(scenario), tags
        if key not in self.others:
            self.others[key] = siblings_of(
                scenario,
                lambda other: (
                    tags.issuperset(other.needs)
                    and (self.contained or HAZARD_TAGS.isdisjoint(other.tags))
                    and all(self.histories.reason(_itself(other), name) is None for name in again)
                ),
            )
        return self.others[key]

    def _during(self, scenario: ScenarioItem) -> Iterator[ScenarioItem]:
        """Yield a scenario in each crossing that was asked for and fits it."""
        for name in self.during:
            if name in ALL_AT_ONCE or self._crosses(scenario, name):
                crossing = self._crossing(scenario, name)
                if crossing.sentence:
                    yield during(scenario, name, crossing)

    def _history(self, scenario: ScenarioItem, name: str) -> History:
        if name != ALL_IN_TURN:
            return self.histories.by_name[name]
        fitting = [
            each
            for name, each in self.histories.by_name.items()
            if each.in_turn and self._fits(scenario, name, each)
        ]
        steps = [step for each in fitting for step in (*each.steps, STILL if each.at_rest else REST)]
        return History.model_construct(**{**dict(joined(fitting)), "steps": steps[:-1]}, at_rest=False)

    def _crossing(self, scenario: ScenarioItem, name: str) -> Prelude:
        if name not in ALL_AT_ONCE:
            return self.crossings.by_name[name]
        chosen = self._at_once(scenario)[ALL_AT_ONCE.index(name)]
        return joined([each for name, each in self.crossings.by_name.items() if name in chosen])

    def _at_once(self, scenario: ScenarioItem) -> Sequence[Sequence[str]]:
        """Return the crossings for each name of `ALL_AT_ONCE`: such as fit a scenario and each other.

        Every second begins with the kind of vehicle, which functions that come first would settle each time.
        """
        if scenario.nodeid in self.at_once:
            return self.at_once[scenario.nodeid]
        left = list(self._crossing_it(scenario, self.crossings.in_turn(_itself(scenario))))
        taken = []
        for place, _ in enumerate(ALL_AT_ONCE):
            chosen: list[str] = []
            needs = set(scenario.needs)
            for name in sorted(left, key=self.crossings.is_done_to_it) if place % 2 else left:
                wanted = needs.union(self.crossings.by_name[name].needs)
                if self.crossings.excluded[name].isdisjoint(chosen) and self._has_vehicle(wanted):
                    chosen.append(name)
                    needs = wanted
            taken.append(chosen)
            left = [name for name in left if name not in chosen]
        self.at_once[scenario.nodeid] = taken
        return taken

    def _fits(self, scenario: ScenarioItem, name: str, history: History) -> bool:
        """Tell whether a history can have been before a scenario on its vehicle, and must not matter to it."""
        tags = self._tags_for(scenario.needs)
        return (
            tags is not None
            and tags.issuperset((*scenario.needs, *history.needs))
            and self._may_run(scenario, history)
            and self.histories.reason(_itself(scenario), name) is None
            and (OTHERS not in history.steps or bool(self._others(scenario)))
        )

    def _crosses(self, scenario: ScenarioItem, name: str) -> bool:
        """Tell whether a crossing can hold on a vehicle for a scenario, and must not matter to it."""
        return any(self._crossing_it(scenario, [name]))

    def _crossing_it(self, scenario: ScenarioItem, names: Iterable[str]) -> Iterator[str]:
        """Yield those of some crossings that can hold on a vehicle for a scenario, and must not matter to it."""
        steps = scenario.case.scenario.steps
        sentences = "\n".join(step.name for step in steps)
        acts = any(step.type == "when" for step in steps)
        itself = _itself(scenario)
        for name in names:
            crossing = self.crossings.by_name[name]
            if (
                (acts or not crossing.meanwhile)
                and self._may_run(scenario, crossing)
                and crossing.goes_with(sentences)
                and self._has_vehicle({*scenario.needs, *crossing.needs})
                and self.crossings.reason(itself, name) is None
            ):
                yield name

    def _has_vehicle(self, needs: Set[str]) -> bool:
        """Tell whether the run has a vehicle with all of this."""
        tags = self._tags_for(needs)
        return tags is not None and tags >= needs

    def _tags_for(self, needs: Collection[str]) -> frozenset[str] | None:
        """Return the tags of the vehicle that the run picks for something, None where there is none."""
        key = frozenset(needs)
        if key not in self.tags:
            profile = self.config.stash[PLAN].profile_for(tuple(needs))
            self.tags[key] = None if profile is None else profile.tags
        return self.tags[key]

    def _may_run(self, scenario: ScenarioItem, prelude: Prelude) -> bool:
        """Tell whether a prelude is allowed on the rig, and with the tags and requirements of a scenario."""
        return (
            (self.contained or HAZARD_TAGS.isdisjoint(prelude.tags))
            and not any(tag in scenario.tags for tag in prelude.not_with)
            and (
                not prelude.of_office
                or all(is_of_the_office(self.config, requirement) for requirement in scenario.requirements)
            )
        )


def _chapter(scenario: ScenarioItem) -> str:
    """Return the folder of a scenario."""
    return scenario.path.parent.name


def _itself(scenario: ScenarioItem) -> str:
    """Return the node id of a scenario without what varies it."""
    return variations_in(scenario.nodeid)[0]


def _judges(scenario: ScenarioItem) -> bool:
    """Tell whether a scenario has a Then that can fail."""
    return any(step.type == "then" and not step.name.startswith(REPORTED) for step in scenario.case.scenario.steps)


def _behaviours(scenario: ScenarioItem) -> frozenset[Behaviour]:
    """Return what a scenario judges, for each of its requirements."""
    steps = scenario.case.scenario.steps
    thens = [step.name for step in steps if step.type == "then"]
    return behaviours(scenario.requirements, thens, [step.name for step in steps if step.type != "then"])


def _does_something(scenario: ScenarioItem) -> bool:
    """Tell whether a scenario does more than wait in the rest state, as one that judges what comes of nothing."""
    kinds = [step.type for step in scenario.case.scenario.steps if not step.name.endswith(" pass")]
    return "when" in kinds or kinds.count("given") >= GIVENS_OF_A_STATE


GIVENS_OF_A_STATE = 2
"""Number of Givens that make a state of its own, in which a scenario waits for more than what comes of nothing."""

OF_PROFILES = "audit"
"""Folder of the scenarios that compare the vehicle with its profile; others tell more of a requirement."""

WORTH_A_STEP = 12.5
"""Weight of pairs of behaviour and crossing, not met yet, that is worth each step of a run."""

ANYTHING_NEW = 1e-9
"""Weight for each step that is worth a run of a requirement that has none."""

RUNS_OF_ITS_OWN = 1
"""Number of these for a requirement of which no scenario has been chosen for the sake of others."""

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
        help=f"run each scenario after this history alone; may be given again; '{ALL_IN_TURN}' stands for those"
        " that fit, one after another, 'none' is the scenario as it is",
    )
    group.addoption(
        "--crossings",
        action="store_true",
        help="run each scenario as it is and in each crossing of features/crossings.toml that fits it",
    )
    group.addoption(
        "--crossing",
        metavar="NAME",
        action="append",
        help=f"run each scenario in this crossing alone; may be given again; '{ALL_AT_ONCE[0]}' stands for those"
        " that go together, 'none' is the scenario as it is",
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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add what runs beside the scenarios as they are when the whole suite runs."""
    asked = config.stash[_ASKED]
    if asked.sparing:
        items += asked.spared([item for item in items if isinstance(item, ScenarioItem)])


def varied(scenario: ScenarioItem, variation: Variation) -> ScenarioItem:
    """Return a scenario after a history or in a crossing.

    Raises:
        ConfigurationError: There is no such history or crossing.
    """
    asked = scenario.config.stash[_ASKED]
    _check(asked, variation, scenario.nodeid)
    return asked.varied(scenario, variation)


def _asked(config: pytest.Config) -> _Asked:
    option = config.option
    asked = _Asked(
        config, Histories.load(config.rootpath / HISTORIES), Crossings.load(config.rootpath / CROSSINGS)
    )
    named = [*(option.history or ()), *(option.crossing or ())]
    for all_of_them, some in (("histories", "history"), ("crossings", "crossing")):
        given, names = getattr(option, all_of_them), getattr(option, some)
        if names and given:
            raise ConfigurationError(f"--{all_of_them}", f"--{some}", names[0], "one of the two")
        if option.prove and (names or given):
            what = f"--{all_of_them}" if given else f"--{some}"
            raise ConfigurationError(
                "--prove", what, None, "a fault names what its scenario must notice it after or in"
            )
    every = option.check_steps
    if named:
        asked.plain = NONE in named
        asked.after = _names(option.history)
        asked.during = _names(option.crossing)
        for kind, names in ((AFTER, asked.after), (WHILE, asked.during)):
            for name in names:
                _check(asked, Variation(kind, name), "--history" if kind == AFTER else "--crossing")
    if option.histories or every:
        asked.after = list(asked.histories.by_name)
    if option.crossings or every:
        asked.during = list(asked.crossings.by_name)
    if not (named or option.histories or option.crossings or every) and _is_of_all(config):
        asked.after, asked.during, asked.sparing = [ALL_IN_TURN], ALL_AT_ONCE, True
    for argument in config.args:
        scenario, variations = variations_in(argument)
        if variations:
            path, _, title = scenario.partition("::")
            for variation in variations:
                _check(asked, variation, argument)
            whole = (config.invocation_params.dir / path).resolve()
            asked.single.setdefault((whole, title), []).append(variations)
    return asked


def _names(given: list[str] | None) -> list[str]:
    return [name for name in dict.fromkeys(given or ()) if name != NONE]


def _check(asked: _Asked, variation: Variation, source: str) -> None:
    """Check that there is such a history or crossing.

    Raises:
        ConfigurationError: There is none; names what asks for it.
    """
    known = asked.histories if variation.kind == AFTER else asked.crossings
    known.named(variation.name, source)


def _is_of_all(config: pytest.Config) -> bool:
    """Tell whether the whole suite is to run on a virtual rig, where no time is lost by it."""
    option, features = config.option, (config.rootpath / HISTORIES).parent.resolve()
    places = [(config.invocation_params.dir / argument).resolve() for argument in config.args]
    picked = option.keyword or option.markexpr or option.prove
    return features in places and not picked and config.stash[PLAN].rig.kind == VIRTUAL.name
