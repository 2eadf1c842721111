"""The rig file that a command is given, read as a run would read it."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import SimpleNamespace

import pytest

from dbc.arguments import file_argument
from rigs import hooks
from rigs.bindings.lab import Lab
from rigs.errors import ConfigurationError
from rigs.run import plugin
from rigs.run.lab import HOOKS, lab_of
from rigs.run.session import Plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell argparse what names a rig file."""
    parser.add_argument("file", metavar="FILE", type=file_argument, help="rig file")
    parser.add_argument(
        "-p", metavar="MODULE", action="append", default=[], dest="modules", help="module of a lab, as for pytest"
    )
    parser.add_argument("--vehicle", metavar="NAME", help="vehicle, in place of the one that the file names")


def plan_of(options: argparse.Namespace, *, keep_traffic: bool = False) -> Plan:
    """Read and check a rig file with all that it names.

    Raises:
        ConfigurationError: Something in it is not allowed, or a module of a lab cannot be imported.
    """
    file: Path = options.file
    return Plan.load(file, options.vehicle, 1, keep_traffic=keep_traffic, lab=lab_with(options.modules))


def lab_with(modules: list[str]) -> Lab:
    """Return what a run could use that is given these modules with -p.

    Raises:
        ConfigurationError: One of them cannot be imported, or gives what it must not.
    """
    manager = pytest.PytestPluginManager()
    manager.add_hookspecs(hooks)
    manager.register(SimpleNamespace(**{name: getattr(plugin, name) for name in HOOKS}), "connect-hil")
    for name in modules:
        try:
            manager.import_plugin(name)
        except (ImportError, pytest.UsageError) as error:
            raise ConfigurationError("-p", "module", name, f"must be one that can be imported: {error}") from error
    return lab_of(manager.hook)
