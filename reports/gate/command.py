"""Say whether results release what they are about: exit code 0, or 1 with the reasons."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from dbc.arguments import file_argument, path_argument
from dbc.strict_toml import parse_toml
from dbc.text_file import read_text
from reports.folder.checkout import OUTPUT, Checkout, committed_files, is_committed
from reports.folder.modules import foreign, origins, pins_of
from reports.folder.results import RESULTS, reading, suite_version
from reports.gate.judgement import Suite, Terms
from reports.gate.policy import SUITE, load_keys, load_policy, load_waivers
from reports.gate.release import judge
from reports.gate.screen import COMMIT_LENGTH, screen
from reports.seal.reasons import unsealed
from rigs.errors import ConfigurationError, HarnessError
from rigs.farm.plan_file import load_plan
from rigs.files.catalogue import Catalogue
from rigs.files.rig_file import ROOT, load_vehicles
from rigs.run.software import simulated_software

DEFAULT = ROOT / OUTPUT / RESULTS

WAIT_S = 60
"""Time in s for which another gate or report may still read the same results."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "results",
        nargs="*",
        type=path_argument,
        default=[DEFAULT],
        help="results folders; default: reports/output/allure",
    )
    parser.add_argument("--policy", type=path_argument, default=SUITE, metavar="FILE", help="default: %(default)s")
    parser.add_argument("--waivers", type=path_argument, metavar="FILE", help="reviewed waivers; default: none")
    parser.add_argument(
        "--plan",
        action="append",
        type=file_argument,
        default=[],
        metavar="FILE",
        help="plan of which the folders are parts; may be given again; parts that are whole count as one run",
    )
    parser.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="RUN",
        help="a failed run beside these that does not count, as the gate names it; each with a --because",
    )
    parser.add_argument(
        "--because",
        action="append",
        default=[],
        metavar="TEXT",
        help="why a run is left out, for whoever releases",
    )


def run(options: argparse.Namespace) -> int:
    """Judge and print.

    Returns:
        0 where the results release, 1 where they do not, 2 where policy or waivers cannot be used, or a run still
        writes to the results.
    """
    folders = [_from_here(folder) for folder in options.results]
    try:
        suite = load_suite()
        terms = load_terms(options, suite)
        with reading(folders, "python -m reports gate", WAIT_S):
            judgement = judge(folders, terms, suite, dt.datetime.now(dt.UTC))
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    _print(screen(judgement, terms.policy.releases, told_terms(options, terms)))
    return 1 if judgement.reasons else 0


def _from_here(path: Path) -> Path:
    """Write a path as somebody who stands here would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def load_terms(options: argparse.Namespace, suite: Suite) -> Terms:
    """Read what a release is asked by.

    Raises:
        HarnessError: Policy, waivers or keys cannot be used, or a run is left out without a reason.
    """
    policy = load_policy(options.policy)
    keys = options.policy.parent / policy.keys
    files = [options.policy, *([options.waivers] if options.waivers else [])]
    files += [keys] if policy.demands_signatures else []
    return Terms(
        policy=policy,
        waivers=load_waivers(options.waivers, suite.catalogue) if options.waivers else {},
        keys=load_keys(keys) if policy.demands_signatures else {},
        left_out=_left_out(options.leave_out, options.because),
        plans=[(path, load_plan(path)) for path in options.plan],
        uncommitted=tuple(str(_from_here(path)) for path in files if not is_committed(path)),
    )


def told_terms(options: argparse.Namespace, terms: Terms) -> Iterator[str]:
    """Say what a release is asked by: which files, of which repository, and what the policy takes."""
    policy = terms.policy
    yield f"policy {_with_commit(options.policy)}"
    clean = "of committed files alone" if policy.clean else "also of files that no commit has"
    signed = f"signed by a key of {policy.keys}" if policy.demands_signatures else "signed or not"
    yield f"results at most {policy.max_age_days:g} days old, {clean}, {signed}"
    yield "a pass counts: " + "; ".join(f"{way} on {', '.join(kinds)}" for way, kinds in policy.rigs.items())
    if policy.hold_s is not None:
        yield f"what must last counts where it was watched for {policy.hold_s:g} s"
    if options.waivers:
        yield f"waivers {_with_commit(options.waivers)}: {len(terms.waivers)}"


def _with_commit(path: Path) -> str:
    """Write a file, and where it is none of this checkout the commit of its own repository."""
    whole = path.resolve()
    if whole.is_relative_to(ROOT):
        return str(_from_here(path))
    head, _ = committed_files(whole.parent)
    return f"{_from_here(path)}, not of this checkout, commit {head[:COMMIT_LENGTH]}"


def _left_out(runs: Sequence[str], reasons: Sequence[str]) -> Mapping[str, str]:
    if len(runs) != len(reasons):
        allowed = "each --leave-out RUN must have its --because TEXT"
        raise ConfigurationError("--leave-out", "count", f"{len(runs)} and {len(reasons)} --because", allowed)
    for reason in reasons:
        if not reason.strip():
            raise ConfigurationError("--because", "text", reason, "must say why the run does not count")
    return dict(zip(runs, reasons, strict=True))


def load_suite() -> Suite:
    """Load what results are measured against: this checkout.

    Raises:
        HarnessError: Its catalogue, list of open ids or profiles cannot be used.
    """
    path = ROOT / "features" / "open.txt"
    try:
        lines = read_text(path).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(path, "file", str(error), "must be a list of ids") from error
    pins = _pins()
    return Suite(
        catalogue=Catalogue.load(ROOT / "features" / "requirements.toml"),
        open_ids=frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#")),
        unsealed=unsealed(ROOT),
        vehicles=load_vehicles(),
        version=suite_version(ROOT),
        simulators=simulated_software(),
        checkout=Checkout.of(ROOT),
        pins=pins,
        foreign=tuple(foreign(origins(ROOT), pins)),
        root=ROOT,
    )


def _pins() -> Mapping[str, frozenset[str]]:
    """Return the versions that the project pins; none where its file cannot be read, so that none is pinned."""
    try:
        table = parse_toml(read_text(ROOT / "pyproject.toml"))
        lines = table["tool"]["uv"]["constraint-dependencies"]
    except (OSError, ValueError, KeyError):
        return {}
    return pins_of(lines)


def _print(lines: Iterable[str]) -> None:
    """Write lines; what the terminal cannot show is escaped."""
    encoding = sys.stdout.encoding or "utf-8"
    text = "".join(f"{line}\n" for line in lines)
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
