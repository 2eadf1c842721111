"""Plan a night: what runs on a bench or several, how long, in which order, and what does not fit."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dbc.arguments import file_argument, written_argument
from rigs.commands.rig_of import lab_with
from rigs.errors import ConfigurationError, SuiteError
from rigs.farm.parts import MOST_PARTS
from rigs.files.places import ROOT
from rigs.run.session import Plan

HOURS = 10.0
"""Length of a night in h, from one working day to the next."""

MOST_HOURS = 1000.0

SUFFIX = ".plan.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell argparse what is planned for."""
    parser.add_argument(
        "files",
        metavar="RIG",
        nargs="+",
        type=file_argument,
        help="rig file; of several benches that are alike and share the night the file of each",
    )
    parser.add_argument("--hours", metavar="H", type=float, default=HOURS, help="how long a night is; default: 10")
    parser.add_argument(
        "--parts", metavar="N", type=int, help="how many runs share the plan; default: one for each rig file"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=written_argument, help="default: RIG.plan.toml in this folder"
    )
    parser.add_argument(
        "-p", metavar="MODULE", action="append", default=[], dest="modules", help="module of a lab, as for pytest"
    )
    parser.add_argument("--vehicle", metavar="NAME", help="vehicle, in place of the one that the file names")


def run(options: argparse.Namespace) -> int:
    """Write a plan, and tell what it comes to.

    Returns:
        0, or 1 where a rig file or an option is not allowed, or the plan cannot be written.
    """
    files: Sequence[Path] = options.files
    output: Path = options.output or Path(f"{files[0].stem}{SUFFIX}")
    parts = len(files) if options.parts is None else options.parts
    try:
        _check(options.hours, parts)
        others = [*_others(options)]
    except (ConfigurationError, SuiteError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    command = [sys.executable, "-m", "pytest", str(ROOT / "features"), "-qq", "--rig", str(files[0])]
    command += ["--make-plan", str(output), "--hours", str(options.hours), "--parts", str(parts)]
    for name in others:
        command += ["--shared-by", name]
    for module in options.modules:
        command += ["-p", module]
    if options.vehicle is not None:
        command += ["--vehicle", options.vehicle]
    environment = {**os.environ, "PYTEST_ADDOPTS": ""}  # what -k leaves out would be in no list
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # pytest alone
    lines = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    if done.returncode != 0 or not lines:
        sys.stderr.write(done.stderr or done.stdout)
        return 1
    sys.stdout.write("".join(f"{line.removeprefix(MARK)}\n" for line in lines))
    sys.stdout.write(f"{output}: written; next: {_next(files, output, parts)}\n")
    return 0


MARK = "plan: "
"""Prefix of the lines that tell of a plan among those of pytest."""


def _next(files: Sequence[Path], output: Path, parts: int) -> str:
    shard = f" --shard 1/{parts}" if parts > 1 else ""
    return f"pytest features/ --rig {files[0]} --plan {output}{shard}"


def _check(hours: float, parts: int) -> None:
    """Check numbers.

    Raises:
        ConfigurationError: One is none that a plan can have.
    """
    if not 0 < hours <= MOST_HOURS:
        raise ConfigurationError("--hours", "H", hours, f"must be more than 0 and at most {MOST_HOURS:g}")
    if not 1 <= parts <= MOST_PARTS:
        raise ConfigurationError("--parts", "N", parts, f"must be from 1 to {MOST_PARTS}")


def _others(options: argparse.Namespace) -> Iterator[str]:
    """Yield the names of the benches that share the plan of the first one.

    Raises:
        ConfigurationError: A file is not allowed, or the benches are not alike.
    """
    lab = lab_with(options.modules)
    plans = [Plan.load(path, options.vehicle, 1, keep_traffic=False, lab=lab) for path in options.files]
    first = plans[0]
    names = {first.rig.name}
    for plan in plans[1:]:
        if plan.rig.name in names:
            raise ConfigurationError(plan.path, "name", plan.rig.name, "must be another one on each bench")
        names.add(plan.rig.name)
        for key, value, wanted in (
            ("kind", plan.rig.kind, first.rig.kind),
            ("vehicle", plan.vehicle and plan.vehicle.name, first.vehicle and first.vehicle.name),
            ("time.hold_s", plan.rig.time.hold_s, first.rig.time.hold_s),
        ):
            if value != wanted:
                must = "left out" if wanted is None else repr(wanted)
                allowed = f"must be {must}, as in {first.path}: benches that share a plan are alike"
                raise ConfigurationError(plan.path, key, value, allowed)
        yield plan.rig.name
