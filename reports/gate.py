"""Say whether results release what they are about: exit code 0, or 1 with the reasons."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.policy import SUITE, load_policy, load_waivers
from reports.reader import Run
from reports.release import Judgement, Suite, judge
from reports.results import OUTPUT, RESULTS, suite_version
from rigs.catalogue import Catalogue
from rigs.dut import simulated_software
from rigs.errors import ConfigurationError, HarnessError
from rigs.model import ROOT, load_vehicles

DEFAULT = ROOT / OUTPUT / RESULTS
MOST_LINES = 8
"""Of reasons of one kind no more are told, so that all kinds stay on one screen."""


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
    sys.stdout.write("".join(f"{line}\n" for line in screen(judgement, policy.releases)))
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


def screen(judgement: Judgement, releases: str) -> Iterator[str]:
    """What is printed: the verdict with what it is about, then the reasons by kind."""
    verdict = "BLOCKED" if judgement.reasons else "RELEASE"
    yield f"{verdict}  {releases}  {_subject(judgement.runs)}"
    for run in judgement.runs:
        yield f"  {_told(run)}"
    kinds = dict.fromkeys(reason.kind for reason in judgement.reasons)
    for kind in kinds:
        lines = [reason.text for reason in judgement.reasons if reason.kind == kind]
        yield from _group(kind, lines)
    yield from _group(
        "waived", [f"{reason.text}: {waiver.owner}, until {waiver.expires}" for reason, waiver in judgement.waived]
    )
    yield from _group("note", judgement.notes)


def _group(head: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{head} ({len(lines)})"
        yield from (f"  {line}" for line in lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            yield f"  and {len(lines) - MOST_LINES} more"


def _subject(runs: Sequence[Run]) -> str:
    software = ", ".join(sorted({run.manifest.dut_software for run in runs})) or "nothing that can be read"
    versions = ", ".join(
        sorted({f"suite {run.manifest.suite_version} {run.manifest.commit[:12]}" for run in runs})
    )
    return f"{software}  {versions}".rstrip()


def _told(run: Run) -> str:
    manifest = run.manifest
    passed = sum(result.verdict == "pass" for result in run.results)
    return (
        f"{run.folder}: {manifest.rig_kind} rig {manifest.rig}, vehicle {manifest.vehicle},"
        f" {passed} of {len(manifest.selected)} passed, {manifest.finished:%Y-%m-%d %H:%M} UTC"
    )
