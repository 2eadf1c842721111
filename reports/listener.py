"""The pytest plugin of the reports: listens to a run and wires Allure and the terminal to it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import cache, partial

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger

from reports import begun, hooks
from reports.allure import ResultListener, ScenarioSteps
from reports.outcome import note_phase
from reports.progress import Bars, ProgressBar, progress_bar
from reports.properties import pairs
from reports.record import Record
from reports.results import Results, is_controller
from reports.terminal import ScenarioLines
from rigs.errors import ConfigurationError
from rigs.journal import JOURNAL

WaitListener = Callable[[float, float, str], None]

RESULTS = pytest.StashKey[Results]()
"""Where the configuration of pytest carries the results of the run."""

RECORD = pytest.StashKey[Record]()
"""Where it carries the account of the run."""

BAR = pytest.StashKey[ProgressBar]()
"""Where it carries the bar of long waits."""


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Mark the folder of the results, as early as anything of the suite is asked; declares no option."""
    config = pluginmanager.get_plugin("pytestconfig")
    if config is not None:
        begun.mark(config)


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
            record.begin()
        except ConfigurationError as error:
            raise pytest.UsageError(str(error)) from error
    config.option.allure_report_dir = None  # else allure-pytest registers a listener of its own beside ours
    if results.path is not None:
        _write_results(config, results)


def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and is_controller(config):
        config.pluginmanager.register(ScenarioLines(terminal), "connect-hil-lines")
    bar = config.stash[BAR] = progress_bar(config)
    config.pluginmanager.register(Bars(bar), "connect-hil-bars")


@pytest.fixture(scope="session")
def on_wait(pytestconfig: pytest.Config) -> WaitListener:
    """To be called in long waits with the seconds waited, those to wait, and what for."""
    return pytestconfig.stash[BAR].update


def _write_results(config: pytest.Config, results: Results) -> None:
    listener = ResultListener(config)
    config.pluginmanager.register(listener, "allure_listener")
    writer = AllureFileLogger(results.path)  # type: ignore[no-untyped-call]  # it has no annotations
    for plugin in (listener, writer):
        allure_commons.plugin_manager.register(plugin)
        config.add_cleanup(partial(allure_commons.plugin_manager.unregister, plugin))

    @cache
    def rerun_options() -> list[str]:
        answers = config.hook.pytest_connect_hil_rerun_options(config=config)
        return [option for options in answers for option in options]

    config.pluginmanager.register(ScenarioSteps(listener, rerun_options), "connect-hil-steps")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    if is_controller(session.config) and not session.config.option.collectonly:
        session.config.stash[RESULTS].empty()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Complete the results folder when all workers have ended."""
    yield
    config = session.config
    if is_controller(config) and not config.option.collectonly:
        answers = config.hook.pytest_connect_hil_environment(config=config)
        values = {name: value for answer in answers for name, value in answer.items()}
        results = config.stash[RESULTS]
        results.describe(values, config.rootpath)
        config.stash[RECORD].write(results, values, int(session.exitstatus))


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
