"""A mark in a results folder while a run is on its way to fill it.

A run that ends before it has run anything, such as one with an option that does not exist, leaves what an earlier
one has written. The mark stays there then, and tells the gate that these results are not those of the last run.
Where there is no manifest there is nothing that could be taken for the results of a run, and so no mark.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from reports.folder.checkout import OUTPUT
from reports.folder.manifest import BEGUN, NAME
from reports.folder.results import RESULTS, lists_only, sets_up_only

TEXT = "A run into this folder has begun and not come to its end; other files here are of an earlier one.\n"


_MARKED = pytest.StashKey[Path]()


def mark(config: pytest.Config) -> None:
    """Mark the folder that a command line will write to, before its options are understood; again is no harm."""
    options = config.known_args_namespace
    lists = lists_only(options) and not sets_up_only(options)
    if os.environ.get("PYTEST_XDIST_WORKER") or lists or not asks_for_features(config):
        return
    given = getattr(options, "allure_report_dir", None)
    folder = Path(given).absolute() if given else config.rootpath / OUTPUT / RESULTS
    if os.path.exists(folder / NAME):  # noqa: PTH110  # no error for a name that is too long
        config.stash[_MARKED] = folder
        with suppress(OSError):  # where nothing can be written, no run can leave results either
            (folder / BEGUN).write_text(TEXT, encoding="utf-8")


def keep_for(config: pytest.Config, results: Path | None) -> None:
    """Take the mark away again where the run turns out to write to another folder, or to none.

    Of a run that only sets up it stays: it looks like one that has run.
    """
    folder = config.stash.get(_MARKED, None)
    if folder is not None and folder != results and not sets_up_only(config.option):
        unmark(folder)


def unmark(folder: Path) -> None:
    """Take the mark away, at the end of a run that has come that far."""
    (folder / BEGUN).unlink(missing_ok=True)


def asks_for_features(config: pytest.Config) -> bool:
    """Tell whether an argument lies in the folder of features or around it; without any, the features are meant.

    What else is named may be the value of an option that pytest does not know yet, such as a rig file: only a
    folder of the project or a module in it is something else to run.
    """
    root, features = config.rootpath, config.rootpath / "features"
    known = set(config.known_args_namespace.file_or_dir)
    paths = [
        (config.invocation_params.dir / str(argument).partition("::")[0]).resolve()
        for argument in config.invocation_params.args
        if str(argument) in known
    ]
    if any(path == features or features in path.parents or path in features.parents for path in paths):
        return True
    return not any(root in path.parents and (path.suffix == ".py" or os.path.isdir(path)) for path in paths)  # noqa: PTH112  # as in `mark`
