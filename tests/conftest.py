"""Order of the tests, files that start runs of their own first; and Ctrl-C, which tests press.

Such a file takes a worker many seconds with few tests. By the number of tests, as xdist hands files out by itself,
it would come last, and the other workers would wait for it.
"""

from __future__ import annotations

import signal
from types import ModuleType

import pytest

RUNS = ("tests.support.project", "tests.support.feature_project", "tests.support.sealed_checkout")
"""What tests use that run the suite, or a feature of their own, in a copy."""


def pytest_configure(config: pytest.Config) -> None:
    """Let files be handed out as they are collected, and Ctrl-C be heard by what tests start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background job
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.pluginmanager.hasplugin("xdist"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files first whose tests run the suite in a copy of the project."""
    items.sort(key=lambda item: not _runs_copies(item))


def _runs_copies(item: pytest.Item) -> bool:
    module = item.module if isinstance(item, pytest.Function) else None
    used = vars(module).values() if isinstance(module, ModuleType) else ()
    return any(getattr(each, "__module__", None) in RUNS for each in used)
