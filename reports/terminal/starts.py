"""Which scenario runs, told when it starts in real time and when it was cut short; where the results are."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from reports.folder.results import is_controller
from reports.plugin import RESULTS
from reports.properties import Properties
from reports.scenario import is_scenario, place_and_title
from rigs.run.kept import cache_of, kept_s
from rigs.run.plugin import PLAN

LENGTHS = "connect_hil/vehicle_s"
"""Key in the cache of pytest for how long each scenario took, in s of vehicle time, by node id."""


def lengths_s(config: pytest.Config) -> dict[str, float]:
    """Return how long each scenario took when it last passed, in s of vehicle time, by node id; what is known."""
    return kept_s(cache_of(config), LENGTHS)


class Starts:
    """A reporter that tells of the scenarios of a run as they start.

    Args:
        terminal: pytest's own reporter.
        real_time: Whether a scenario takes as long as it takes the vehicle; else only its end is told.
    """

    def __init__(self, terminal: pytest.TerminalReporter, *, real_time: bool) -> None:
        self._terminal = terminal
        self._config = terminal.config
        self._real_time = real_time
        self._writes = real_time and self._config.get_verbosity(pytest.Config.VERBOSITY_TEST_CASES) == 0
        self._cache = cache_of(self._config)
        self._lengths_s = lengths_s(self._config)
        self._running: dict[str, None] = {}
        self._count = 0
        self._of = 0

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._of = len(session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        self._of = len(ids)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._running[nodeid] = None
        self._count += 1
        if self._writes and is_scenario(nodeid):
            length_s = self._lengths_s.get(nodeid)
            expected = "" if length_s is None else f"  ({length_s:.0f} s of vehicle time when it last passed)"
            place, title = place_and_title(nodeid)
            self._terminal.ensure_newline()
            self._terminal.write_line(f"{self._count} of {self._of}  {place}  {title}{expected}")
            self._terminal.flush()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self._running.pop(nodeid, None)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember how long a scenario took that came to its end."""
        length_s = Properties.of(report).vehicle_s
        if report.when == "call" and report.passed and length_s is not None:
            self._lengths_s[report.nodeid] = round(length_s, 1)

    def pytest_sessionfinish(self) -> None:
        proving = self._config.getoption("prove", default=False)  # a faulty vehicle tells nothing of others
        if self._cache is not None and self._lengths_s and not proving:
            self._cache.set(LENGTHS, self._lengths_s)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, exitstatus: int) -> None:
        """Name what was cut short and, of a run in real time, where its results are."""
        if exitstatus == pytest.ExitCode.INTERRUPTED:
            for nodeid in self._running:
                self._terminal.write_line(f"stopped while this ran: {nodeid}", yellow=True)
        results = self._config.stash.get(RESULTS, None)
        if self._real_time and results is not None:
            for name, folder in (("results", results.path), ("traffic logs", results.traces)):
                if folder is not None and folder.is_dir():
                    shown = os.path.relpath(folder, self._config.invocation_params.dir)
                    self._terminal.write_line(f"{name}: {shown}")


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Tell in the controller alone: it hears of every worker's scenarios."""
    config = session.config
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    plan = config.stash.get(PLAN, None)
    if terminal is not None and is_controller(config):
        real_time = plan is not None and plan.rig.kind != "virtual"
        config.pluginmanager.register(Starts(terminal, real_time=real_time), "connect-hil-starts")
