"""The pytest plugin that writes a plan: `--make-plan FILE`, which `python -m rigs plan` asks for.

What a run would collect is collected, nothing runs, and each scenario is put into one list of the plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from types import MappingProxyType

import pytest

from rigs.errors import ConfigurationError
from rigs.farm.fitting import Candidate, fitting, in_order
from rigs.farm.night import NOT_APPLICABLE, QUIET
from rigs.farm.parts import length_s, parts_of
from rigs.farm.plan_file import EACH_ITS_OWN, Entry, KnownBy, Left, NightPlan, plan_text, seal_of
from rigs.files.known import TWIN, VIRTUAL
from rigs.files.lengths import lengths_s
from rigs.run.kept import cache_of, kept_s
from rigs.run.plugin import PLAN
from rigs.run.session import Plan
from rigs.safety import HAZARD_TAGS, local_time
from steps.gherkin.collect import ScenarioItem, times_s
from steps.gherkin.holds import saved_s
from steps.gherkin.order import VEHICLE_S_PER_S, declared_s, durations_key
from steps.gherkin.scenario import EFFECTS, UNWELCOME, told_shorter

USUAL_S = 60.0
"""Vehicle time in s that a scenario takes beyond what its sentences speak of, where none is known: the median of
the suite's own."""

LEAST_VIRTUAL_S = 0.05
"""Time in s that a scenario takes on a virtual rig whatever passes in it: measured over all, on one core."""

TO_REST_S = 16.0
"""Time in s that a bench takes to come to rest, which no kept length has in it; as docs/guide-lab.md says."""

TWIN_TO_REST_S = 7.0
"""The same of a twin that runs alone: its server is started ahead, and comes up at rest."""

MOST_REASONS = 8
"""Most reasons of a list that are told, those of the most scenarios; a bench without much has hundreds."""

MARK = "plan: "
"""Prefix of the lines that tell of a plan, by which `rigs.commands.plan` finds them among those of pytest."""

_MADE = pytest.StashKey[list[str]]()


class Estimate:
    """An estimate of how long scenarios take on the rig of a run.

    Args:
        took_s: The last run on a rig of this name, in s by node id.
        lengths_s: Vehicle time of each scenario as the suite keeps it, in s by node id.
        virtual: Whether the rig passes vehicle time faster than a clock does.
        to_rest_s: Time in s that the rig takes to come to rest, where it does not.
        said_s: What the sentences of all scenarios speak of, in s by node id.
        saved_s: What the rig takes less for what must last, in s by node id.
    """

    def __init__(
        self,
        took_s: Mapping[str, float],
        lengths_s: Mapping[str, float],
        said_s: Mapping[str, float],
        *,
        virtual: bool,
        to_rest_s: float = TO_REST_S,
        saved_s: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self._took_s = took_s
        self._lengths_s = lengths_s
        self._said_s = said_s
        self._virtual = virtual
        self._to_rest_s = to_rest_s
        self._saved_s = saved_s
        beyond = [lengths_s[name] - said for name, said in said_s.items() if name in lengths_s]
        self._beyond_s = max(0.0, median(beyond)) if beyond else USUAL_S

    def of(self, scenario: str) -> Entry:
        """Return the best that is known of a scenario."""
        known, by = self._known(scenario)
        return Entry(s=round(known, 3), by=by, scenario=scenario)

    def _known(self, scenario: str) -> tuple[float, KnownBy]:
        if scenario in self._took_s:
            return self._took_s[scenario], "last run"
        if scenario in self._lengths_s:
            return self._on_the_rig(scenario, self._lengths_s[scenario]), "vehicle time"
        plain, varied, _ = scenario.rpartition("[")
        if varied and plain in self._lengths_s:
            more_s = max(0.0, self._said_s[scenario] - self._said_s.get(plain, 0.0))
            return self._on_the_rig(scenario, self._lengths_s[plain] + more_s), "vehicle time"
        return self._on_the_rig(scenario, self._said_s[scenario] + self._beyond_s), "sentences"

    def _on_the_rig(self, scenario: str, whole_s: float) -> float:
        vehicle_s = max(0.0, whole_s - self._saved_s.get(scenario, 0.0))
        return LEAST_VIRTUAL_S + vehicle_s / VEHICLE_S_PER_S if self._virtual else self._to_rest_s + vehicle_s


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("plan")
    group.addoption(
        "--make-plan",
        metavar="FILE",
        type=Path,
        help="run nothing; write a plan of all features, as `python -m rigs plan` asks for it",
    )
    group.addoption("--hours", metavar="H", type=float, default=10.0, help="length of a part of that plan")
    group.addoption("--parts", metavar="N", type=int, default=1, help="number of parts of that plan")
    group.addoption(
        "--shared-by", metavar="NAME", action="append", default=[], help="name of another bench that shares it"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.option.make_plan is not None:
        config.option.collectonly = True
        if config.pluginmanager.has_plugin("xdist"):
            config.option.dist = "no"  # what a worker collects, its controller does not see


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Write the plan.

    Raises:
        pytest.UsageError: It cannot be written, or there is nothing to plan.
    """
    path: Path | None = session.config.option.make_plan
    if path is None or session.testsfailed:
        return
    try:
        plan = made(session.config, session.items)
        head = (
            f"What runs in a night, written by `python -m rigs plan`. To run it on {plan.rigs[0]}:",
            f"    pytest features/ --rig {session.config.option.rig} --plan {path}",
        )
        path.write_text(plan_text(plan, head), encoding="utf-8")
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    except OSError as error:
        raise pytest.UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    shorter = told_shorter(session.config.stash[PLAN].rig)
    session.config.stash[_MADE] = [*told(plan), *shorter]


def made(config: pytest.Config, items: Sequence[pytest.Item]) -> NightPlan:
    """Put each scenario into one list of a plan.

    Raises:
        ConfigurationError: Nothing of the suite is sealed.
    """
    option, run = config.option, config.stash[PLAN]
    scenarios = [item for item in items if isinstance(item, ScenarioItem)]
    estimate = _estimate(config, run, scenarios)
    candidates: list[Candidate] = []
    not_applicable: list[Left] = []
    not_allowed: list[Left] = []
    quiet = run.rig.hazards.quiet if not run.rig.simulated else None
    loud_now = quiet is not None and local_time() not in quiet
    for item in scenarios:
        why = _why_not(item)
        if why is not None:
            not_applicable.append(Left(scenario=item.nodeid, why=why))
        elif not run.rig.contained and not HAZARD_TAGS.isdisjoint(item.tags):
            why = f"it places calls, and rig {run.rig.name} declares no isolation"
            not_allowed.append(Left(scenario=item.nodeid, why=why))
        else:
            early = loud_now and bool(item.stash.get(EFFECTS, None))
            candidates.append(Candidate(estimate.of(item.nodeid), item.requirements, early))
    fits, left = fitting(in_order(candidates), option.hours, option.parts)
    return NightPlan.model_validate(
        {
            "schema": 1,
            "rigs": (run.rig.name, *option.shared_by),
            "kind": run.rig.kind,
            "vehicle": run.vehicle.name if run.vehicle else EACH_ITS_OWN,
            "seal": seal_of(config.rootpath),
            "hold_s": run.rig.time.hold_s,
            "hours": option.hours,
            "parts": option.parts,
            "runs": fits,
            "does_not_fit": left,
            "not_applicable": not_applicable,
            "not_allowed": not_allowed,
        }
    )


def _estimate(config: pytest.Config, run: Plan, scenarios: Sequence[ScenarioItem]) -> Estimate:
    said_s = {item.nodeid: declared_s([step.name for step, _ in item.steps]) for item in scenarios}
    took_s = kept_s(cache_of(config), durations_key(run.rig))
    less_s = _saved(config, run, scenarios)
    virtual = run.rig.kind == VIRTUAL.name
    to_rest_s = TWIN_TO_REST_S if run.rig.kind == TWIN.name else TO_REST_S
    kept = lengths_s(config.rootpath)
    return Estimate(took_s, kept, said_s, virtual=virtual, to_rest_s=to_rest_s, saved_s=less_s)


def _saved(config: pytest.Config, run: Plan, scenarios: Sequence[ScenarioItem]) -> Mapping[str, float]:
    """Return what the rig takes less for what must last, in s by node id."""
    hold_s = run.rig.time.hold_s
    if hold_s is None:
        return {}
    return {
        item.nodeid: saved_s([step for step, _ in item.steps], times_s(config, item.requirements), hold_s)
        for item in scenarios
    }


def _why_not(item: ScenarioItem) -> str | None:
    """Tell why a scenario does not apply to the rig; that the hours are quiet just now is no reason for a plan."""
    reason = item.stash.get(UNWELCOME, None)
    if reason is not None and QUIET in reason:
        return None
    marker = item.get_closest_marker("skip")
    return None if marker is None else str(marker.kwargs["reason"]).removeprefix(NOT_APPLICABLE)


def told(plan: NightPlan) -> Iterator[str]:
    """Yield what an engineer wants to know of a plan before going home."""
    whose = plan.rigs[0] if len(plan.rigs) == 1 else f"{plan.rigs[0]} and {', '.join(plan.rigs[1:])}"
    yield f"{plan.kind} {whose}, vehicle: {plan.vehicle}"
    known = Counter(each.by for each in plan.runs)
    sources = ", ".join(f"{known[by]} by {SOURCES[by]}" for by in SOURCES if known[by])
    yield f"runs: {len(plan.runs)} scenarios, {hours(plan.total_s)} ({sources or 'nothing'})"
    if plan.parts > 1:
        lengths = [length_s(plan, held) for held in parts_of(plan, plan.parts)]
        yield f"in {plan.parts} parts of {hours(min(lengths))} to {hours(max(lengths))}"
    if plan.does_not_fit:
        longest = max(plan.does_not_fit, key=lambda each: each.s)
        text = f"does not fit into {plan.hours:g} h: {len(plan.does_not_fit)}, {hours(_sum_s(plan.does_not_fit))}"
        yield f"{text}, the longest takes {hours(longest.s)}: {longest.scenario}"
    for head, left in (("not applicable", plan.not_applicable), ("not allowed", plan.not_allowed)):
        reasons = sorted(Counter(each.why for each in left).items(), key=lambda each: (-each[1], each[0]))
        for why, count in reasons[:MOST_REASONS]:
            yield f"{head}: {count}: {why}"
        if more := reasons[MOST_REASONS:]:
            yield f"{head}: {sum(count for _, count in more)} for {len(more)} more reasons, which the plan tells"


SOURCES: Mapping[KnownBy, str] = {
    "last run": "the last run on this rig",
    "vehicle time": "the vehicle time that the suite keeps",
    "sentences": "their sentences alone",
}


def _sum_s(entries: Sequence[Entry]) -> float:
    return sum(each.s for each in entries)


def hours(length_s: float) -> str:
    """Write a length for people."""
    if length_s < 60:
        return f"{length_s:.0f} s"
    minutes = round(length_s / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(_MADE, ()):
        terminalreporter.write_line(f"{MARK}{line}")
