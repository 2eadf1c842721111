"""The pytest plugin of a planned night: `--plan FILE` runs just what a plan says, `--shard K/N` a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dbc.arguments import path_argument
from rigs.errors import ConfigurationError
from rigs.farm.parts import Part, length_s, parse_part, part_of
from rigs.farm.plan_file import EACH_ITS_OWN, NightPlan, digest_of, load_plan, seal_of
from rigs.farm.shared_folder import SharedFolder
from rigs.files.allowed import near
from rigs.run.plugin import PLAN
from rigs.run.session import Plan

PULLED = "pulled"
"""The word for a part that is taken from a shared folder, scenario by scenario."""

WHOLE = Part(1, 1)

CHOOSING: Mapping[str, str] = {
    "keyword": "-k",
    "markexpr": "-m",
    "deselect": "--deselect",
    "ignore": "--ignore",
    "ignore_glob": "--ignore-glob",
    "lf": "--lf",
    "failedfirst": "--ff",
    "newfirst": "--nf",
    "stepwise": "--sw",
    "stepwise_skip": "--stepwise-skip",
    "pyargs": "--pyargs",
    "history": "--history",
    "histories": "--histories",
    "crossing": "--crossing",
    "crossings": "--crossings",
    "vehicles": "--vehicles",
    "prove": "--prove",
    "prove_rig": "--prove-rig",
    "fault": "--fault",
    "explore": "--explore",
    "check_steps": "--check-steps",
    "make_plan": "--make-plan",
}
"""Options that choose what runs, by their names in the configuration of pytest; a plan has chosen already."""

NOT_APPLICABLE = "not applicable: "
QUIET = "has quiet hours now"
"""Words in the reason for which a scenario does not apply at some hours alone."""

_DONE = "connect_hil_done"


@dataclass
class Night:
    """A planned night: what a run does of a plan.

    Attributes:
        path: The file.
        plan: Its content.
        part: The part that runs; all of it where none was asked for.
        folder: The folder of `--pull`, from which scenarios are taken; None where the part is known before.
        shared: Access to it, once it is known what the run is of.
        drop: Told of a scenario whose result does not count.
        done: Node ids that have a verdict already, from a run that was stopped.
        collected: SHA-256 of the node ids of all features, once they are collected.
    """

    path: Path
    plan: NightPlan
    part: Part = WHOLE
    folder: Path | None = None
    shared: SharedFolder | None = None
    drop: Callable[[str], object] = lambda _: None
    done: set[str] = field(default_factory=set)
    collected: str = ""

    @property
    def share(self) -> str:
        """The part as a manifest names it."""
        return PULLED if self.folder is not None else str(self.part)

    @property
    def selected(self) -> tuple[str, ...]:
        """Node ids that may run here, in their order."""
        return self.plan.selected if self.folder is not None else part_of(self.plan, self.part)

    @property
    def to_run(self) -> tuple[str, ...]:
        """Those of them that have no verdict yet, as far as this run knows."""
        return tuple(name for name in self.selected if name not in self.done)


NIGHT = pytest.StashKey[Night]()
"""Key of the night on `pytest.Config`, of a run with `--plan`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("plan")
    group.addoption(
        "--plan",
        metavar="FILE",
        type=path_argument,
        help="run what a plan of `python -m rigs plan` says, in its order; go on where a run of it was stopped",
    )
    group.addoption(
        "--pull",
        metavar="DIR",
        type=path_argument,
        help="take the scenarios of the plan one by one from a folder that several runs share",
    )
    group.addoption("--shard", metavar="K/N", help="run the K-th of N parts of the plan, of nearly one length")


@pytest.hookimpl(trylast=True)  # the plan of the run has been made by then
def pytest_configure(config: pytest.Config) -> None:
    """Read the plan, and see whether it is one for this suite and rig.

    Raises:
        pytest.UsageError: It is none, or an option does not go with it.
    """
    try:
        night = night_of(config)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    if night is not None:
        config.stash[NIGHT] = night
        night.done |= set(getattr(config, "workerinput", {}).get(_DONE, ()))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker what has a verdict already."""
    night = node.config.stash.get(NIGHT, None)
    if night is not None:
        node.workerinput[_DONE] = sorted(night.done)


def night_of(config: pytest.Config) -> Night | None:
    """Return what the options ask for; None where there is no plan.

    Raises:
        ConfigurationError: The plan or an option is not allowed.
    """
    option, run = config.option, config.stash[PLAN]
    if option.plan is None:
        for typed, key, given in (("--shard", "part", option.shard), ("--pull", "folder", option.pull)):
            if given is not None:
                allowed = "needs --plan FILE; `python -m rigs plan RIG` writes one"
                raise ConfigurationError(typed, key, str(given), allowed)
        return None
    if option.pull is not None:
        if option.shard is not None:
            allowed = f"one of the two: --pull {option.pull} takes what no other run has taken"
            raise ConfigurationError("--shard", "part", option.shard, allowed)
        if config.pluginmanager.has_plugin("dsession") or hasattr(config, "workerinput"):
            allowed = "does not go with -n: start several runs, each with a results folder of its own"
            raise ConfigurationError("--pull", "folder", str(option.pull), allowed)
    part = WHOLE if option.shard is None else parse_part(option.shard)
    _refuse_other_choices(config)
    plan = load_plan(option.plan)
    check_plan(option.plan, plan, run, config.rootpath)
    return Night(option.plan, plan, part, option.pull)


def _refuse_other_choices(config: pytest.Config) -> None:
    for name, typed in CHOOSING.items():
        if given := getattr(config.option, name, None):
            allowed = f"does not go with --plan {config.option.plan}, which says what runs; leave it out"
            shown = given if isinstance(given, str | int | float) else "given"
            raise ConfigurationError(typed, "value", shown, allowed)
    features = (config.rootpath / "features").resolve()
    for argument in config.args:
        path = (config.invocation_params.dir / argument.partition("::")[0]).resolve()
        if path != features or "::" in argument:
            allowed = f"must be features/ alone, as --plan {config.option.plan} says what of it runs"
            raise ConfigurationError("pytest", "argument", argument, allowed)


def check_plan(path: Path, plan: NightPlan, run: Plan, root: Path) -> None:
    """Check that a plan is one for a rig and for the suite as it is sealed.

    Raises:
        ConfigurationError: It is for something else; names what.
    """
    again = "`python -m rigs plan` makes one for it"
    if run.rig.name not in plan.rigs:
        allowed = f"has no {run.rig.name!r}, the rig of {run.path}; {again}"
        raise ConfigurationError(path, "rigs", list(plan.rigs), allowed)
    vehicle = run.vehicle.name if run.vehicle else EACH_ITS_OWN
    for key, value, here in (
        ("kind", plan.kind, run.rig.kind),
        ("vehicle", plan.vehicle, vehicle),
        ("hold_s", plan.hold_s, run.rig.time.hold_s),
    ):
        if value != here:
            must = "must be left out" if here is None else f"must be {here!r}"
            raise ConfigurationError(path, key, value, f"{must}, as in {run.path}; {again}")
    seal = seal_of(root)
    if plan.seal != seal:
        allowed = (
            f"is of another suite: features/suite.lock has {seal[:12]} here;"
            " check out what the plan was made with, or plan anew"
        )
        raise ConfigurationError(path, "seal", plan.seal[:12], allowed)


def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave what the plan says, in its order.

    Raises:
        pytest.UsageError: The plan and the features do not go together.
    """
    night = config.stash.get(NIGHT, None)
    if night is None or session.testsfailed:  # what could not be collected is told as such
        return
    known = {item.nodeid: item for item in items}
    try:
        check_scenarios(night, known)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    night.collected = digest_of(known)
    chosen = night.to_run
    ours = {*chosen, *night.done}
    config.hook.pytest_deselected(items=[item for name, item in known.items() if name not in ours])
    items[:] = [known[name] for name in chosen]


def check_scenarios(night: Night, known: Mapping[str, pytest.Item]) -> None:
    """Check that the scenarios of a plan are those of the features.

    Raises:
        ConfigurationError: One is none, one stands in no list, or one applies otherwise than the plan says.
    """
    planned = set(night.plan.scenarios())
    if gone := [name for name in night.plan.scenarios() if name not in known]:
        allowed = f"there is no such scenario any more ({len(gone)} are gone); {near(gone[0], known)}; plan anew"
        raise ConfigurationError(night.path, "scenario", gone[0], allowed)
    for each in night.plan.runs:
        if (why := _lacking(known[each.scenario])) is not None:
            allowed = f"runs by the plan, and does not apply here: {why}; benches that share a plan are alike"
            raise ConfigurationError(night.path, "runs", each.scenario, allowed)
    for left in night.plan.not_applicable:
        if _skipped(known[left.scenario]) is None:
            allowed = (
                f"does not apply by the plan ({left.why}), and does here; benches that share a plan are alike"
            )
            raise ConfigurationError(night.path, "not_applicable", left.scenario, allowed)
    if new := [name for name in known if name not in planned]:
        allowed = f"stands in no list of the plan ({len(new)} do not); plan anew"
        raise ConfigurationError(night.path, "scenario", new[0], allowed)


def _lacking(item: pytest.Item) -> str | None:
    """Tell what a scenario lacks here; that the hours are quiet just now is no lack."""
    reason = _skipped(item)
    return None if reason is None or QUIET in reason else reason


def _skipped(item: pytest.Item) -> str | None:
    marker = item.get_closest_marker("skip")
    return None if marker is None else str(marker.kwargs.get("reason", "")).removeprefix(NOT_APPLICABLE)


@pytest.hookimpl(trylast=True)
def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """Tell what runs of the plan, and how long that takes."""
    night = config.stash.get(NIGHT, None)
    return [] if night is None else [*_told(night)]


def _told(night: Night) -> Iterator[str]:
    left = night.to_run
    if night.folder is not None:
        so_far = f"; {len(night.done)} have a verdict here already" if night.done else ""
        yield f"plan {night.path}: takes scenarios from {night.folder}{so_far}"
        return
    which = "all" if night.part == WHOLE else f"part {night.part}"
    so_far = f"; {len(night.done)} have a verdict already" if night.done else ""
    minutes = length_s(night.plan, left) / 60
    yield f"plan {night.path}: {which}, {len(left)} scenarios to run, {minutes:.0f} min{so_far}"


def in_plan_order(night: Night, names: Iterable[str]) -> tuple[str, ...]:
    """Return node ids in the order of a plan."""
    place = {name: number for number, name in enumerate(night.plan.selected)}
    return tuple(sorted(names, key=lambda name: place[name]))
