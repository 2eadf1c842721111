"""The suite that a gate judges by, loaded one time: for that the whole checkout is looked through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from reports.gate import command


@contextmanager
def loaded_once() -> Iterator[None]:
    """Let the command load the suite in its first run and use it in all later ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "load_suite", cache(command.load_suite))
        yield
