"""A bar in the terminal while the vehicle is waited for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from shutil import get_terminal_size
from time import monotonic

import pytest

from reports.folder.results import is_controller

BAR_WIDTH = 30
FIRST_DRAWN_AFTER_S = 0.5
REDRAWN_AFTER_S = 0.2
_ERASE_LINE = "\r\x1b[K"


class ProgressBar:
    """One line that shows how far a long wait has come; short waits show nothing.

    Args:
        draw: Replaces the present line of the terminal; None where there is no terminal.
        clock: Seconds that pass for whoever watches.
    """

    def __init__(self, draw: Callable[[str], None] | None, clock: Callable[[], float] = monotonic) -> None:
        self._draw = draw
        self._clock = clock
        self._next: float | None = None
        self._drawn = False

    def update(self, done_s: float, total_s: float, text: str) -> None:
        """Show that `done_s` of `total_s` of vehicle time have passed; cheap enough to call at every event."""
        if self._draw is None:
            return
        present = self._clock()
        if self._next is None:
            self._next = present + FIRST_DRAWN_AFTER_S
        if present < self._next:
            return
        self._next = present + REDRAWN_AFTER_S
        self._drawn = True
        share = min(max(done_s / total_s, 0.0), 1.0) if total_s > 0 else 1.0
        full = round(share * BAR_WIDTH)
        bar = "#" * full + "." * (BAR_WIDTH - full)
        self._draw(f"[{bar}] {done_s:.0f} of {total_s:.0f} s  {text}")

    def clear(self) -> None:
        """End the wait and take the bar away."""
        self._next = None
        if self._drawn and self._draw is not None:
            self._draw("")
        self._drawn = False


class Bars:
    """A guard of the bar: takes the bar away when a step or a scenario ends, however it ends.

    Args:
        bar: To be cleared.
    """

    def __init__(self, bar: ProgressBar) -> None:
        self._bar = bar

    def pytest_bdd_after_step(self) -> None:
        self._bar.clear()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self) -> None:
        self._bar.clear()


def progress_bar(config: pytest.Config) -> ProgressBar:
    """Make a bar in the terminal of this run; it shows nothing in a pipe, with -q, and in a worker of xdist."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    stream = sys.__stderr__
    if terminal is None or stream is None or not stream.isatty() or not is_controller(config):
        return ProgressBar(None)
    if config.get_verbosity(pytest.Config.VERBOSITY_TEST_CASES) < 0:
        return ProgressBar(None)
    capture = config.pluginmanager.get_plugin("capturemanager")

    def draw(line: str) -> None:
        with capture.global_and_fixture_disabled() if capture else nullcontext():
            terminal.ensure_newline()
            terminal.flush()
            # a line of full width would wrap and could not be replaced
            stream.write(_ERASE_LINE + line[: get_terminal_size().columns - 1])
            stream.flush()

    return ProgressBar(draw)
