"""A mark in a results folder while a run is on its way to fill it.

A run that ends before it has run anything, such as one with an option that does not exist, leaves what an earlier
one has written. The mark stays there then, and tells the gate that these results are not those of the last run.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from reports.checkout import OUTPUT
from reports.results import RESULTS, lists_only

NAME = "begun.txt"
TEXT = "A run into this folder has begun and not come to its end; other files here are of an earlier one.\n"


_MARKED = pytest.StashKey[Path]()


def mark(config: pytest.Config) -> None:
    """Mark the folder that a command line will write to, before its options are understood."""
    options = config.known_args_namespace
    if os.environ.get("PYTEST_XDIST_WORKER") or lists_only(options) or not asks_for_features(config):
        return
    given = getattr(options, "allure_report_dir", None)
    folder = Path(given).absolute() if given else config.rootpath / OUTPUT / RESULTS
    if os.path.isdir(folder):  # noqa: PTH112  # no error for a name that is too long
        config.stash[_MARKED] = folder
        with suppress(OSError):  # where nothing can be written, no run can leave results either
            (folder / NAME).write_text(TEXT, encoding="utf-8")


def keep_for(config: pytest.Config, results: Path | None) -> None:
    """Take the mark away again where the run turns out to write to another folder, or to none."""
    folder = config.stash.get(_MARKED, None)
    if folder is not None and folder != results:
        unmark(folder)


def unmark(folder: Path) -> None:
    """Take the mark away, at the end of a run that has come that far."""
    (folder / NAME).unlink(missing_ok=True)


def asks_for_features(config: pytest.Config) -> bool:
    """Whether an argument lies in the folder of features or around it; without any, the features are meant."""
    features = config.rootpath / "features"
    paths = [
        (config.invocation_params.dir / str(argument).partition("::")[0]).resolve()
        for argument in config.invocation_params.args
        if not str(argument).startswith("-")
    ]
    named = [path for path in paths if os.path.exists(path) or path.parent == features]  # noqa: PTH110  # no error for a name that is too long
    return not named or any(
        path == features or features in path.parents or path in features.parents for path in named
    )
