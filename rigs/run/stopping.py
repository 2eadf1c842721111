"""Ends a run by a signal as Ctrl-C does: SIGTERM of a CI, SIGHUP of a closed terminal, SIGINT itself.

The first signal is raised as `Stopped` in the scenario that runs, or in the collection; where a report is being
written it waits for the end of that. What the run has opened is then closed, and what it has measured is written.
Later signals are let pass: the run is ending already, and cutting that short would lose what it is for. A signal
that was ignored when the run began stays ignored, so that `nohup` works.

With xdist each worker listens for itself, since Ctrl-C, `timeout` and a closed terminal reach the whole group of
processes; the controller hands on what came to it alone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator
from types import FrameType
from typing import Any

import pytest

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""Signals that end a run, as far as the system has them."""


class Stopped(KeyboardInterrupt):
    """The end of a run by a signal, whose name is the message."""


class Stopper:
    """The handlers of one run.

    Args:
        has_workers: Whether this process runs nothing itself and only waits for its workers.

    Attributes:
        by: The signal that has stopped the run; None while none has.
    """

    def __init__(self, *, has_workers: bool) -> None:
        self.by: signal.Signals | None = None
        self._has_workers = has_workers
        self._can_raise = False
        self._ending = False
        self._before: dict[signal.Signals, Callable[[int, FrameType | None], Any] | int | None] = {}
        self._workers: list[int] = []

    def listen(self) -> None:
        """Take over the signals that would end the process; a thread other than the main one cannot."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in SIGNALS:
            before = signal.getsignal(number)
            if before in (signal.SIG_DFL, signal.default_int_handler):
                self._before[number] = before
                signal.signal(number, self._take)

    def pytest_unconfigure(self) -> None:
        """Give the signals back; a run that was stopped keeps them, so that no second one cuts its end short."""
        if self.by is None:
            for number, before in self._before.items():
                signal.signal(number, before)

    def _take(self, number: int, frame: FrameType | None) -> None:
        if self.by is not None or self._ending:
            return
        self.by = signal.Signals(number)
        for worker in self._workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, number)
        if self._can_raise and not _is_finalizing(frame):
            self._check()

    def _check(self) -> None:
        if self.by is not None:
            raise Stopped(self.by.name)

    @contextlib.contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Let a signal raise in the block; it ends with the stop, whatever the block has made of it."""
        self._check()
        self._can_raise = True
        try:
            yield
        finally:
            self._can_raise = False
            self._check()

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        """Let a signal wait for the end of the block: what reports make of a step is made whole."""
        before, self._can_raise = self._can_raise, False
        try:
            yield
        finally:
            self._can_raise = before

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        with self._interruptible():
            return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        if self._has_workers:
            with self._interruptible():
                return (yield)
        answer = yield
        self._check()
        return answer

    # The innermost ones, so that what reports make of a scenario's end is made whole.

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_setup(self) -> Generator[None, None, None]:
        with self._interruptible():
            yield

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_call(self) -> Generator[None, None, None]:
        with self._interruptible():
            yield

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_bdd_before_step(self) -> Generator[None, None, None]:
        self._check()
        with self._whole():
            yield

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_step_call(self) -> None:
        """Stop before a step, which may take minutes, for a signal that came while its report was begun."""
        self._check()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_bdd_after_step(self) -> Generator[None, None, None]:
        with self._whole():
            yield

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_bdd_step_error(self) -> Generator[None, None, None]:
        with self._whole():
            yield

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self) -> Generator[None, None, None]:
        """Let nothing stop the end of a run."""
        self._ending = True
        return (yield)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_newgateway(self, gateway: Any) -> None:
        """Know the processes of workers on this machine."""
        if gateway.spec.popen:
            self._workers.append(gateway._rinfo().pid)


def _is_finalizing(frame: FrameType | None) -> bool:
    """Tell whether Python would swallow what is raised here."""
    while frame is not None:
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    stopper = Stopper(has_workers=config.pluginmanager.has_plugin("dsession"))
    config.pluginmanager.register(stopper, "connect-hil-stopper")
    stopper.listen()
