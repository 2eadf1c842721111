"""The options of a run and its rig, for pytest."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeGuard

import pytest

from dbc.arguments import path_argument
from rigs import hooks
from rigs.bindings.lab import HOUSE_BINDINGS, InstrumentDriver, Kind, MakeBinding
from rigs.drivers.house import DRIVERS
from rigs.errors import ConfigurationError, NotAtRest, RigFault, SetupFailed, SuiteError, UnsafeRigError
from rigs.files.known import VIRTUAL
from rigs.files.places import ROOT, exists
from rigs.kinds.house import KINDS
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Source
from rigs.run.guard import closed_at_rest, guarded
from rigs.run.hold import Held, Hold, bench_hold
from rigs.run.lab import hooks_of, lab_of
from rigs.run.session import Plan, RigSession, open_session
from rigs.run.software import software_of
from rigs.safety import HAZARD_TAGS, refuse_unsafe_scenarios

DEFAULT_RIG = ROOT / "rigs" / "virtual.toml"
TRACES = ("failed", "all", "none")

CANNOT_BE_OPENED = 20
"""Exit code of a run whose bench cannot be opened; pytest's own, and those of its plugins, are below."""

PLAN = pytest.StashKey[Plan]()
"""Key of the run's plan on `pytest.Config`."""

HOLD = pytest.StashKey[Hold]()
"""Key of the hold of the bench on `pytest.Config`."""

SESSION = pytest.StashKey[RigSession]()
"""Key of the rig on `pytest.Config`, once it is open."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("rig")
    group.addoption(
        "--rig", metavar="FILE", type=path_argument, default=DEFAULT_RIG, help="rig file; default: the virtual rig"
    )
    group.addoption(
        "--vehicle", metavar="NAME", help="run on this vehicle of rigs/vehicles only, or on that of a file"
    )
    group.addoption(
        "--vehicles", choices=("all",), help="run each scenario on every vehicle that has what it needs"
    )
    group.addoption("--seed", metavar="N", type=int, default=1, help="seed of all simulated phases and latencies")
    group.addoption(
        "--traces",
        choices=TRACES,
        default=None,
        help="whose traffic logs are written to reports/output/traces; default: failed, on a bench all",
    )
    group.addoption(
        "--frame-by-frame",
        action="store_true",
        help="make each frame of a virtual rig an event of its own: the same to the nanosecond, and slower",
    )
    group.addoption("--fault", metavar="ID", help="run on a faulty vehicle; all: python -m proof faults")
    group.addoption(
        "--prove",
        action="store_true",
        help="run each faulty vehicle against the scenario that must notice it, and each good variant",
    )


def pytest_configure(config: pytest.Config) -> None:
    _plan_of(config)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Take the bench, which is there once, before anything is opened; workers share their controller's hold.

    Raises:
        pytest.UsageError: Another run has it.
    """
    config, rig = session.config, session.config.stash[PLAN].rig
    if rig.simulated or config.option.collectonly or hasattr(config, "workerinput"):
        return
    if config.pluginmanager.has_plugin("dsession"):
        raise pytest.UsageError(f"-n: bench {rig.name} is there once; leave -n out, or say -n 0")
    hold = config.stash[HOLD] = bench_hold(rig.name, _command(config))
    try:
        hold.take()
    except Held as error:
        raise pytest.UsageError(f"{error}; wait for its end") from error
    except OSError as error:
        raise pytest.UsageError(f"bench {rig.name}: cannot be held: {error.strerror or error}") from error
    config.add_cleanup(hold.release)


def _command(config: pytest.Config) -> str:
    return shlex.join(["pytest", *config.invocation_params.args])


def _plan_of(config: pytest.Config) -> Plan:
    """Return the plan of the run, made when it is first asked for.

    Raises:
        pytest.UsageError: A file or an option is not allowed.
    """
    if PLAN not in config.stash:
        try:
            config.stash[PLAN] = _plan(config)
        except (ConfigurationError, SuiteError) as error:  # the latter of two ports of one name
            raise pytest.UsageError("\n".join((str(error), *_unread(config)))) from error
    return config.stash[PLAN]


def _unread(config: pytest.Config) -> Iterator[str]:
    """Tell of each conftest.py beside what is named outside of the suite; the rig file may lack what it adds."""
    told: set[Path] = set()
    for name in (*config.args, config.option.rig):
        place = (config.invocation_params.dir / str(name).partition("::")[0]).resolve()
        for conftest in (place / "conftest.py", place.parent / "conftest.py"):
            if not conftest.is_relative_to(ROOT) and exists(conftest) and conftest not in told:
                told.add(conftest)
                yield f"{conftest} lies outside the suite and has not been read; name the module of a lab with -p"


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Refuse what a lab adds when the rig file has been read, which nobody would notice.

    Raises:
        pytest.UsageError: Such as a conftest.py below or outside of what is run.
    """
    config = manager.get_plugin("pytestconfig")
    late = hooks_of(plugin)
    if late and isinstance(config, pytest.Config) and PLAN in config.stash:
        where = getattr(plugin, "__file__", plugin)
        said = f"{late[0]} comes too late, since the rig file has been read; name the module of a lab with -p"
        raise pytest.UsageError(f"{where}: {said}")


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(hooks)


@pytest.hookimpl(tryfirst=True)
def pytest_connect_hil_ports(book: PortBook) -> None:
    """Declare the ports of the suite, before those of a lab."""
    book.include(HOUSE)


@pytest.hookimpl(tryfirst=True)
def pytest_connect_hil_kinds() -> Iterable[Kind]:
    """Give the kinds of rig of the suite."""
    return KINDS.values()


@pytest.hookimpl(tryfirst=True)
def pytest_connect_hil_bindings() -> Mapping[type[Source], MakeBinding]:
    """Give the bindings of the suite."""
    return HOUSE_BINDINGS


@pytest.hookimpl(tryfirst=True)
def pytest_connect_hil_drivers() -> Mapping[str, InstrumentDriver]:
    """Give the instrument drivers of the suite."""
    return DRIVERS


def _plan(config: pytest.Config) -> Plan:
    """Make the plan of a run; sets what the user has left open.

    Raises:
        ConfigurationError: A file or an option is not allowed.
    """
    option = config.option
    if option.prove and option.fault is not None:
        raise ConfigurationError(
            "--prove", "--fault", option.fault, "one of the two; -k picks faults of a campaign"
        )
    if option.prove and option.traces is None:
        option.traces = "none"
    plan = Plan.load(
        option.rig, option.vehicle, option.seed, keep_traffic=option.traces != "none", lab=lab_of(config.hook)
    )
    plan = replace(plan, frame_by_frame=option.frame_by_frame)
    if option.vehicles is not None:
        if option.prove:
            raise ConfigurationError("--prove", "--vehicles", option.vehicles, "one of the two")
        plan = plan.with_each_vehicle()
    if option.frame_by_frame and plan.rig.kind != VIRTUAL.name:
        raise ConfigurationError(
            option.rig, "kind", plan.rig.kind, "--frame-by-frame needs a rig of kind 'virtual'"
        )
    if option.prove and plan.rig.kind != VIRTUAL.name:
        raise ConfigurationError(option.rig, "kind", plan.rig.kind, "--prove needs a rig of kind 'virtual'")
    if option.traces is None:
        option.traces = "failed" if plan.rig.simulated else "all"
    if option.fault is None:
        return plan
    return plan.with_fault(option.fault, config.hook.pytest_connect_hil_world(fault=option.fault))


def pytest_connect_hil_output(config: pytest.Config) -> Path | None:
    """Return this run's part of reports/output; what runs on faulty vehicles never goes into the gate's.

    The gate reads one result of each scenario, so what ran on every vehicle stands apart from it too.
    """
    plan = _plan_of(config)
    if config.option.prove:
        return Path("prove")
    if plan.fault:
        return Path("faults", plan.fault)
    return Path("vehicles") if plan.on_each_vehicle else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Refuse calls that could leave the rig, in what -m and -k have left and what applies to the rig."""
    plan = config.stash[PLAN]
    calling = [item.name for item in items if _runs(item) and not HAZARD_TAGS.isdisjoint(item.tags)]
    try:
        refuse_unsafe_scenarios(plan.rig, calling)
    except UnsafeRigError as error:
        raise pytest.UsageError(str(error)) from error


def pytest_connect_hil_environment(config: pytest.Config) -> Mapping[str, str]:
    """Return what reports say of the run."""
    plan, opened = config.stash[PLAN], config.stash.get(SESSION, None)
    return {
        "rig": plan.rig.name,
        "rig kind": plan.rig.kind,
        "vehicle": _vehicles(plan),
        "database": plan.rig.load_network().hash,
        "seed": str(plan.seed),
        "dut software": software_of(plan),
        **({"fault": plan.fault} if plan.fault else {}),
        **({"campaign": "prove"} if config.option.prove else {}),
        **({"self-test": opened.self_test} if opened is not None and opened.self_test else {}),
    }


def pytest_connect_hil_rerun_options(config: pytest.Config) -> Sequence[str]:
    """Return the options that a scenario needs to run again just as it ran, from the root of the project."""
    option, plan = config.option, config.stash[PLAN]
    options = ["--seed", str(plan.seed)]
    for name in option.plugins:  # a lab's, without which the rig file could not be read
        if hooks_of(config.pluginmanager.get_plugin(name)):
            options += ["-p", name]
    if option.rig != DEFAULT_RIG:
        options += ["--rig", _from_root(config, option.rig)]
    if plan.vehicle is not None and option.vehicle:
        options += ["--vehicle", option.vehicle]
    if plan.on_each_vehicle:
        options += ["--vehicles", "all"]
    if plan.fault is not None:
        options += ["--fault", plan.fault]
    if option.prove:
        options.append("--prove")
    return options


def _vehicles(plan: Plan) -> str:
    """Return the words of reports for what a run runs on."""
    if plan.on_each_vehicle:
        return "every one that has what a scenario needs"
    return plan.vehicle.name if plan.vehicle else "each scenario's own"


def _from_root(config: pytest.Config, path: Path) -> str:
    """Turn a path as pytest was given it into one as node ids are: from the root where it lies inside."""
    whole = (config.invocation_params.dir / path).resolve()
    return str(whole.relative_to(config.rootpath) if whole.is_relative_to(config.rootpath) else whole)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Open a real bench when all has been collected and nothing refused, and end the run where that does not work.

    It is opened once. Told of each scenario it would be told some five hundred times. What an earlier run has left
    is still there.
    """
    if not _needs_bench(session):
        return (yield)
    config = session.config
    plan = config.stash[PLAN]
    try:
        with (
            guarded(plan.rig, plan.lab, _command(config), config.stash[HOLD].beat) as watchdog,
            closed_at_rest(watchdog, _opened(plan)) as opened,
        ):
            watchdog.tell_loss(opened.abandon_soon)
            _tell(config, opened.remarks)
            config.stash[SESSION] = opened
            return (yield)
    except RigFault as error:  # scenarios keep theirs for themselves
        pytest.exit(f"bench {plan.rig.name}: {error}", CANNOT_BE_OPENED)
    finally:
        config.stash[HOLD].release()  # what is still to be written needs no bench


def _tell(config: pytest.Config, lines: Sequence[str]) -> None:
    reporter: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        for line in lines:
            reporter.write_line(line)


def _opened(plan: Plan) -> RigSession:
    """Open a bench.

    Raises:
        NotAtRest: It cannot be opened, and cannot be put to rest either.
        pytest.exit.Exception: It cannot be opened.
    """
    try:
        return open_session(plan)
    except NotAtRest as error:
        raise NotAtRest(f"cannot be opened:\n{error}") from error
    except (RigFault, SetupFailed) as error:
        pytest.exit(f"bench {plan.rig.name} cannot be opened:\n{error}", CANNOT_BE_OPENED)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """End the run behind the scenario in which a bench had to be abandoned."""
    answer = yield
    opened = item.config.stash.get(SESSION, None)
    if opened is not None and opened.abandoned is not None and not item.session.shouldstop:
        item.session.shouldstop = f"bench {opened.plan.rig.name} is at rest: {opened.abandoned}"
    return answer


class _Tagged(Protocol):
    name: str
    tags: Collection[str]


def _needs_bench(session: pytest.Session) -> bool:
    option = session.config.option
    if session.config.stash[PLAN].rig.simulated or option.collectonly or option.check_steps or session.testsfailed:
        return False
    return any(map(_runs, session.items))


def _runs(item: pytest.Item) -> TypeGuard[_Tagged]:
    """Say whether an item is a scenario that applies to the rig."""
    return hasattr(item, "tags") and item.get_closest_marker("skip") is None


@pytest.fixture(scope="session")
def rig_session(pytestconfig: pytest.Config) -> Iterator[RigSession]:
    """Yield the rig of this run; a simulated one is opened when the first scenario needs it."""
    if SESSION in pytestconfig.stash:
        yield pytestconfig.stash[SESSION]
        return
    session = open_session(pytestconfig.stash[PLAN])
    yield session
    session.close()
