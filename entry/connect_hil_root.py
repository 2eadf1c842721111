"""The pytest plugin that finds the root of the suite, whatever else is named on the command line.

pytest works its root directory out before it knows the options of the suite, from every argument that happens
to be an existing path: a rig file or results folder elsewhere leads it there. This plugin is installed with the
project as an entry point, since nothing in a folder that pytest has not found yet could help it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from _pytest.config.findpaths import determine_setup  # pytest has no public way to find its settings

MARKS = ("pyproject.toml", "conftest.py", "features/requirements.toml")
"""Files that a folder has when it is the root of the suite."""


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Take the suite's folder for the root; `--rootdir` stays as it was given, and so do the settings of `-c`.

    What an earlier run has left is marked before a conftest.py can fail or be left out.
    """
    known = early_config.known_args_namespace
    directory = early_config.invocation_params.dir
    root = next(_roots(directory, known.file_or_dir), None)
    if root is None:
        return
    # What is imported is no garbage; the conftest.py of the root says how often it is looked for after that.
    if gc.isenabled():
        gc.disable()
        early_config.add_cleanup(gc.enable)
    if not known.rootdir:
        early_config._rootpath = root
    if early_config.rootpath == root and not known.inifilename and early_config.inipath != root / MARKS[0]:
        _settle(early_config, root, args)
    # what lies elsewhere is the value of an option that pytest does not know yet
    inside = [name for name in known.file_or_dir if root in (directory / name).resolve().parents]
    known.file_or_dir[:] = [str(root), *inside]
    with suppress(ImportError):  # whoever reads the conftest.py of the root says what is broken
        import_module("reports.folder.begun").mark(early_config)


def _roots(directory: Path, names: list[str]) -> Iterator[Path]:
    """Yield each root of a suite that the working directory or what is named lies in."""
    for place in (directory, *(directory / name.partition("::")[0] for name in names)):
        for folder in (place, *place.parents):
            if all((folder / mark).is_file() for mark in MARKS):
                yield folder


def _settle(config: pytest.Config, root: Path, args: list[str]) -> None:
    """Let the settings of the root hold."""
    known = config.known_args_namespace
    _, config._inipath, config._inicfg, config._ignored_config_files = determine_setup(
        inifile=None,
        override_ini=known.override_ini,
        args=[str(root)],
        rootdir_cmd_arg=None,
        invocation_dir=root,
    )
    config._inicache.clear()
    config._configure_python_path()
    known.confcutdir = str(root)
    args[:0] = config.getini("addopts")
