"""Say whether results release what they are about: exit code 0, or 1 with the reasons."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path

from reports.gate_screen import screen
from reports.judgement import Suite
from reports.policy import SUITE, load_policy, load_waivers
from reports.release import judge
from reports.checkout import OUTPUT
from reports.results import RESULTS, suite_version
from rigs.catalogue import Catalogue
from rigs.dut import simulated_software
from rigs.errors import ConfigurationError, HarnessError
from rigs.model import ROOT, load_vehicles

DEFAULT = ROOT / OUTPUT / RESULTS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "results", nargs="*", type=Path, default=[DEFAULT], help="results folders; default: reports/output/allure"
    )
    parser.add_argument("--policy", type=Path, default=SUITE, metavar="FILE", help="default: %(default)s")
    parser.add_argument("--waivers", type=Path, metavar="FILE", help="reviewed waivers; default: none")


def run(options: argparse.Namespace) -> int:
    """Judge and print.

    Returns:
        0 where the results release, 1 where they do not, 2 where policy or waivers cannot be used.
    """
    try:
        suite = load_suite()
        policy = load_policy(options.policy)
        waivers = load_waivers(options.waivers, suite.catalogue) if options.waivers else {}
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    judgement = judge(options.results, policy, waivers, suite, dt.datetime.now(dt.UTC))
    _print(screen(judgement, policy.releases))
    return 1 if judgement.reasons else 0


def load_suite() -> Suite:
    """What results are measured against: this checkout.

    Raises:
        HarnessError: Its catalogue, list of open ids or profiles cannot be used.
    """
    path = ROOT / "features" / "open.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(path, "file", str(error), "must be a list of ids") from error
    return Suite(
        catalogue=Catalogue.load(ROOT / "features" / "requirements.toml"),
        open_ids=frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#")),
        vehicles=load_vehicles(),
        version=suite_version(ROOT),
        simulators=simulated_software(),
    )


def _print(lines: Iterable[str]) -> None:
    """Write lines; what the terminal cannot show is escaped."""
    encoding = sys.stdout.encoding or "utf-8"
    text = "".join(f"{line}\n" for line in lines)
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
