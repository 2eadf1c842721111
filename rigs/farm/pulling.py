"""The pytest plugin of a run that takes its scenarios one by one from a shared folder: `--pull DIR`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest

from rigs.farm.night import NIGHT, Night
from rigs.farm.shared_folder import BEAT_S, LOOK_S, Lost, SharedFolder

STOPPER = "connect-hil-stopper"
"""Name of the plugin of `rigs.run.stopping`."""


class Between(pytest.Item):
    """An item behind a scenario as long as nobody knows which one comes: nothing of its file stays set up."""

    def runtest(self) -> None:
        """Do nothing: it never runs."""


class Puller:
    """A runner that takes one scenario after the other.

    Args:
        shared: What it takes from.
        wait: Waits for so many seconds.
        stopped: Tells whether the run is to end.
        tell: Told what it waits for.
    """

    def __init__(
        self,
        shared: SharedFolder,
        wait: Callable[[float], object],
        stopped: Callable[[], bool] = lambda: False,
        tell: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._shared = shared
        self._wait = wait
        self._stopped = stopped
        self._tell = tell

    def take(self) -> str | None:
        """Take the next scenario; None where all have a verdict, or the run is to end.

        While others hold what is left it waits: what one of them does not bring to an end comes back.
        """
        told = False
        while not self._stopped():
            scenario = self._shared.take()
            if scenario is not None:
                return scenario
            free, held = self._shared.left()
            if not free and not held:
                return None
            if silent := self._shared.give_back_of_the_silent():
                self._tell(f"nothing is heard of {', '.join(silent)}: what it held runs here")
            elif held and not told:
                self._tell(f"waits for {held} scenarios that other runners hold")
                told = True
            if not free:
                self._wait(LOOK_S)
        return None


@contextmanager
def beating(shared: SharedFolder) -> Iterator[None]:
    """Give signs of life for as long as the block lasts, however long a scenario takes."""
    shared.beat()
    end = threading.Event()

    def beat() -> None:
        while not end.wait(BEAT_S):
            shared.beat()

    thread = threading.Thread(target=beat, name="beats of a runner", daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run what can be taken, in place of pytest's own loop."""
    night = session.config.stash.get(NIGHT, None)
    if night is None or night.shared is None or session.testsfailed or session.config.option.collectonly:
        return None
    with beating(night.shared):
        _run_all(session, night, night.shared)
    return True


def _run_all(session: pytest.Session, night: Night, shared: SharedFolder) -> None:
    config = session.config
    known: Mapping[str, pytest.Item] = {item.nodeid: item for item in session.items}
    between = Between.from_parent(session, name="between")
    stopper = config.pluginmanager.get_plugin(STOPPER)
    reporter: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")

    def tell(line: str) -> None:
        if reporter is not None:
            reporter.ensure_newline()
            reporter.write_line(line)

    puller = Puller(shared, threading.Event().wait, lambda: getattr(stopper, "by", None) is not None, tell)
    while (scenario := puller.take()) is not None:
        try:
            config.hook.pytest_runtest_protocol(item=known[scenario], nextitem=between)
        except BaseException:
            shared.give_back(scenario)
            raise
        try:
            shared.finish(scenario)
        except Lost as error:
            tell(f"{error}; the result does not count")
            night.drop(scenario)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
