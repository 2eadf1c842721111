"""The pytest plugin of the reports: listens to a run and wires Allure and the terminal to it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from functools import cache, partial
from pathlib import Path

import allure_commons
import pytest

from reports import hooks
from reports.allure import ResultListener, ScenarioSteps
from reports.folder import begun
from reports.folder.checkout import Checkout
from reports.folder.record import ENDED, Record
from reports.folder.results import Results, is_controller
from reports.folder.writer import ResultWriter, stop_run, unwritable
from reports.hooks import environment_of
from reports.outcome import note_phase
from reports.properties import pairs
from reports.terminal.lines import ScenarioLines
from reports.terminal.progress import Bars, progress_bar
from rigs.errors import ConfigurationError
from rigs.files.rig_file import ROOT
from rigs.recording.journal import JOURNAL
from rigs.run.hold import Held
from rigs.run.plugin import CANNOT_BE_OPENED, PLAN

WaitListener = Callable[[float, float, str], None]

BESIDE = "wait for its end, or run beside it with --alluredir FOLDER --traces none"
"""Advice where another run has the folders."""

EVIDENCE = ("failed", "all")

RESULTS = pytest.StashKey[Results]()
"""Key of the results of the run, on the configuration of pytest."""

RECORD = pytest.StashKey[Record]()
"""Key of the account of the run."""

WAITS = pytest.StashKey[list[WaitListener]]()
"""Key of whoever is told of long waits: the bar in the terminal, and who else wants to show them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("reports").addoption(
        "--evidence",
        choices=EVIDENCE,
        default=None,
        help="whose diagram and events are drawn at once; the others keep a journal, of which `python -m reports"
        " html` and `draw` make them; default: failed, on a bench all",
    )


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(hooks)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    results = config.stash[RESULTS] = Results(config)
    begun.keep_for(config, results.path)
    record = config.stash[RECORD] = Record(config)
    config.pluginmanager.register(record, "connect-hil-record")
    if results.path is not None and is_controller(config):
        try:
            record.begin(results.path)
        except ConfigurationError as error:
            raise pytest.UsageError(str(error)) from error
    config.option.allure_report_dir = None  # else allure-pytest registers a listener of its own beside ours
    if results.path is not None:
        _write_results(config, results.path)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Take the folders before anything is opened or removed.

    Raises:
        pytest.UsageError: Another run has them.
    """
    config = session.config
    if is_controller(config):
        results = config.stash[RESULTS]
        config.add_cleanup(partial(_let_go, results))
        try:
            results.take(config)
        except Held as error:
            raise pytest.UsageError(f"{error}; {BESIDE}") from error
        except OSError as error:
            raise pytest.UsageError(unwritable(config, Path(error.filename or ""), error)) from error
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and is_controller(config):
        config.pluginmanager.register(ScenarioLines(terminal), "connect-hil-lines")
    bar = progress_bar(config)
    listeners: list[WaitListener] = [bar.update]
    config.stash[WAITS] = listeners
    config.pluginmanager.register(Bars(bar), "connect-hil-bars")


def _let_go(results: Results) -> None:
    """Let other runs have the folders; one that was refused meanwhile has left a mark, and these are newer."""
    if results.complete and results.path is not None:
        begun.unmark(results.path)
    results.release()


@pytest.fixture(scope="session")
def on_wait(pytestconfig: pytest.Config) -> WaitListener:
    """Return what to call in long waits with the seconds waited, those to wait, and what for."""
    listeners = pytestconfig.stash[WAITS]
    if len(listeners) == 1:  # it is called at every event
        return listeners[0]

    def tell(done_s: float, total_s: float, text: str) -> None:
        for listener in listeners:
            listener(done_s, total_s, text)

    return tell


def _write_results(config: pytest.Config, folder: Path) -> None:
    listener = ResultListener(config)
    config.pluginmanager.register(listener, "allure_listener")
    writer = ResultWriter(folder, partial(stop_run, config, folder))
    for plugin in (listener, writer):
        allure_commons.plugin_manager.register(plugin)
        config.add_cleanup(partial(allure_commons.plugin_manager.unregister, plugin))

    @cache
    def rerun_options() -> list[str]:
        answers = config.hook.pytest_connect_hil_rerun_options(config=config)
        return [option for options in answers for option in options]

    config.pluginmanager.register(
        ScenarioSteps(listener, rerun_options, folder, draw_all=draws_all(config)), "connect-hil-steps"
    )


def draws_all(config: pytest.Config) -> bool:
    """Tell whether all evidence is drawn at once; a bench has time for it, and cannot run the same again."""
    asked, plan = config.getoption("evidence", None), config.stash.get(PLAN, None)
    return asked == "all" or (asked is None and plan is not None and not plan.rig.simulated)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Forget what earlier runs left.

    Raises:
        pytest.UsageError: It cannot be removed.
    """
    if is_controller(session.config):
        results = session.config.stash[RESULTS]
        try:
            results.begin()
        except OSError as error:
            raise pytest.UsageError(
                f"{error.filename}: what an earlier run left cannot be removed: {error.strerror}"
            ) from error


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Complete the results folder when all workers have ended; say so where it is not whole."""
    config, results = session.config, session.config.stash[RESULTS]
    if not is_controller(config) or results.path is None:
        return (yield)
    problem = None
    try:
        yield
    except OSError as error:  # such as that of another plugin that writes at the end
        problem = f"{error.filename or 'output'}: cannot be written: {error.strerror or error}"
        _spoil(session)
    if session.exitstatus in (pytest.ExitCode.USAGE_ERROR, CANNOT_BE_OPENED) and not results.begun:
        return None  # it never began, and what an earlier run has left is whole
    if results.complete:
        return None  # it was whole already
    try:
        problem = _complete(session, results) or problem
    except OSError as error:
        problem = f"{unwritable(config, results.path, error)}; there is no manifest of what was measured"
        results.tidy()
        _spoil(session)
    if problem is not None:
        _say(config, problem)
    return None


def _complete(session: pytest.Session, results: Results) -> str | None:
    """Write what the folder says of the run.

    Returns:
        What is missing in it, None when all is there.

    Raises:
        OSError: It cannot be written.
    """
    config, record = session.config, session.config.stash[RECORD]
    results.begin()
    results.tidy()
    problem = record.lost(results)
    if problem is not None:
        _spoil(session)
    values = environment_of(config)
    now = Checkout.of(ROOT)
    results.describe(values, config.rootpath, now.commit)
    record.write(results, values, int(session.exitstatus), now)
    results.complete = True
    return problem


def _spoil(session: pytest.Session) -> None:
    """Let a run of which something is missing end neither as passed nor as failed."""
    if session.exitstatus in ENDED:
        session.exitstatus = pytest.ExitCode.INTERNAL_ERROR


def _say(config: pytest.Config, text: str) -> None:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is None:
        sys.stderr.write(f"{text}\n")
    else:
        terminal.ensure_newline()
        terminal.write_line(text, red=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    error = call.excinfo.value if call.excinfo else None
    verdict = note_phase(item, error, call.when)
    journal = item.stash.get(JOURNAL, None) if call.when == "call" else None
    made = list(pairs(verdict, getattr(item, "requirements", ()), getattr(item, "labels", {}), journal))
    names = {name for name, _ in made}
    item.user_properties[:] = [*(pair for pair in item.user_properties if pair[0] not in names), *made]
    return (yield)
