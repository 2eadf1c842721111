"""The scene of each scenario: picked vehicle, rest state, monitors."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial

import pytest

from rigs.errors import Abandoned, HarnessError, MonitorFinding, RecordingFault, RigFault
from rigs.files.rig_file import RigFile
from rigs.pace import WaitListener
from rigs.ports.port import Effect
from rigs.recording.journal import JOURNAL
from rigs.rest.rest_state import prepare
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, RigSession
from rigs.safety import HAZARD_TAGS, unwelcome
from rigs.scene import Scene
from steps.gherkin.collect import ScenarioItem, is_of_the_office, register_needs, replace_items, times_s
from steps.gherkin.holds import judged_waits_s
from steps.gherkin.ports_needed import effects_of, needs_no_vehicle, ports_of
from steps.gherkin.vocabulary import ports_in
from vehicle.profile import ALL_TAGS, VehicleProfile

SCENE = pytest.StashKey[Scene]()
"""Key of the scene on an item of pytest, once the first step has asked for it."""

EFFECTS = pytest.StashKey[frozenset[Effect]]()
"""Key of what a scenario may make a real vehicle do to its surroundings, on an item of pytest."""

UNWELCOME = pytest.StashKey[str | None]()
"""Key of the reason for which it must not, on an item that was collected on a rig with a real vehicle."""

MISSING = pytest.StashKey[list[str]]()
"""Key of the names of ports, on an item of pytest that the rig cannot run for want of them."""


class VehicleItem(ScenarioItem):
    """One scenario on one of the vehicles that have what it needs: `file.feature::Title[vehicle]`.

    The title alone picks all of its vehicles.

    Attributes:
        vehicle: The vehicle.
    """

    def __init__(self, *, vehicle: VehicleProfile, **arguments: object) -> None:
        """Take the vehicle, and what `ScenarioItem` takes."""
        super().__init__(**arguments)  # type: ignore[arg-type]  # passed on as given
        self.vehicle = vehicle
        self.extra_keyword_matches.add(vehicle.name)

    def rig(self, of_the_run: RigSession) -> AbstractContextManager[RigSession]:
        """Return the rig of the run with this vehicle."""
        return nullcontext(of_the_run.on(self.vehicle))


def on_each_vehicle(plan: Plan, item: ScenarioItem) -> Iterator[ScenarioItem]:
    """Yield a scenario once for each vehicle that has what it needs; as it is where none has."""
    profiles = plan.profiles_for(item.needs)
    if not profiles:
        yield item
    for profile in profiles:
        yield item.again(VehicleItem, f"{item.name}[{profile.name}]", vehicle=profile)


@pytest.hookimpl(trylast=True)  # the plan of the run has been made by then
def pytest_configure(config: pytest.Config) -> None:
    register_needs(config, sorted(ALL_TAGS))
    plan = config.stash[PLAN]
    if plan.on_each_vehicle:
        replace_items(config, partial(on_each_vehicle, plan))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    plan = config.stash[PLAN]
    for item in items:
        if isinstance(item, ScenarioItem):
            reason = plan.lacking(item.needs)
            missing = _missing_on(plan, item) if reason is None else []
            if missing:
                item.stash[MISSING] = missing
                reason = f"rig {plan.rig.name} has no {', '.join(missing)}"
            if reason is None and not plan.rig.simulated:
                item.stash[EFFECTS] = effects = effects_of(item.steps)
                reason = item.stash[UNWELCOME] = unwelcome(plan.rig, effects)
            if reason is not None:
                item.add_marker(pytest.mark.skip(reason=f"not applicable: {reason}"))


def _missing_on(plan: Plan, item: ScenarioItem) -> list[str]:
    """Name the ports of a scenario that a bench has nothing behind; every other rig has what scenarios need."""
    if not plan.rig.is_bench:
        return []
    absent = plan.rig.absent
    return plan.inventory.missing(ports_of(item.steps, lambda condition: condition.without(absent)))


@pytest.hookimpl(trylast=True)
def pytest_report_collectionfinish(config: pytest.Config, items: Sequence[pytest.Item]) -> list[str]:
    """Tell before the run what of it does not apply to the rig, and what it would take."""
    plan = config.stash[PLAN]
    return [*_told_missing(config, items), *_told_unwelcome(plan, items), *told_shorter(plan.rig)]


def told_shorter(rig: RigFile) -> Iterator[str]:
    """Tell that a rig watches what must last for less than the suite asks for."""
    if rig.time.hold_s is not None:
        yield (
            f"what must last is watched for {rig.time.hold_s:g} s at most on rig {rig.name}, where the suite alone"
            " says how long"
        )


def _told_unwelcome(plan: Plan, items: Sequence[pytest.Item]) -> Iterator[str]:
    counts = Counter(why for item in items if (why := item.stash.get(UNWELCOME, None)) is not None)
    for why, count in sorted(counts.items()):
        yield f"{count} of {len(items)} scenarios do not apply: {why}"
    if counts:
        yield f"what a rig allows stands in [hazards] of {plan.path}"


def _told_missing(config: pytest.Config, items: Sequence[pytest.Item]) -> list[str]:
    lacking = [item.stash[MISSING] for item in items if MISSING in item.stash]
    if not lacking:
        return []
    counts = Counter(name for names in lacking for name in names)
    told = ", ".join(f"{name} ({count})" for name, count in sorted(counts.items(), key=lambda each: -each[1]))
    rig = config.stash[PLAN].rig.name
    return [f"{len(lacking)} of {len(items)} scenarios do not apply to rig {rig}, for want of: {told}"]


@pytest.fixture
def scene(request: pytest.FixtureRequest, rig_session: RigSession, on_wait: WaitListener) -> Iterator[Scene]:
    """Yield the rig for one scenario, in the rest state."""
    item = request.node
    may_call = not HAZARD_TAGS.isdisjoint(item.tags)
    why = unwelcome(rig_session.plan.rig, item.stash.get(EFFECTS, frozenset[Effect]()))
    if why is not None:  # quiet hours have begun since the run did
        pytest.skip(f"not applicable: {why}")
    with (
        item.rig(rig_session) as whole,
        (whole.without_vehicle if _is_off_board(item) else whole).scene(
            item.scenario_id, item.needs, on_wait, may_call=may_call
        ) as made,
    ):
        item.stash[JOURNAL] = made.journal
        item.stash[SCENE] = made
        made.source_s = times_s(item.config, item.requirements)
        if not item.case.variations:
            made.judged_waits_s = judged_waits_s(item.scenario.steps)
        prepare(made)
        made.arm(ports_in(list(item.watched), made.judged))
        yield made


def _is_off_board(item: ScenarioItem) -> bool:
    """Tell whether a scenario is of office and app alone, and no step of it reaches anything of a vehicle."""
    of_the_office = all(is_of_the_office(item.config, each) for each in item.case.requirements)
    return of_the_office and needs_no_vehicle(item.steps)


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_after_scenario(request: pytest.FixtureRequest) -> None:
    """Complete the journal and, of a scenario that passed, let the monitors speak."""
    item = request.node
    scene = item.stash.get(SCENE, None)
    if scene is None:
        return
    ended_early, ended_by = item.step is not None, sys.exception()
    try:
        scene.finish(judged=not ended_early, stopped=isinstance(ended_by, KeyboardInterrupt | Abandoned))
    except HarnessError as error:
        # A verdict on what cannot be believed is none; a fault of the rig that came first tells more.
        disbelieved = isinstance(error, RecordingFault) and not isinstance(ended_by, RigFault)
        if disbelieved or not ended_early:
            raise
        # What ended the scenario is its verdict; that the rig then failed as well is worth a remark.
        scene.journal.notes.append(f"{type(error).__name__} after the last step: {error}")
    if scene.journal.notes and not ended_early:
        raise MonitorFinding("the traffic was not as it must be:\n  " + "\n  ".join(scene.journal.notes))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let go of a scenario's world and traffic when its reports are written."""
    answer = yield
    if SCENE in item.stash:
        del item.stash[SCENE]
    if JOURNAL in item.stash:
        del item.stash[JOURNAL]
    return answer


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Leave out what was imported and collected where garbage is looked for; `conftest` says how often that is."""
    gc.freeze()
