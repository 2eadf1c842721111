"""Short scenarios on twins and on the virtual rig, with equal verdicts: `python -m tests.twin FOLDER`.

A run in real time takes long: one that was cut short goes on where it was when it is started again with the same
folder. What ended in rig fault has said nothing of the vehicle and then runs again; every other verdict stands.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reports.cross_check.compare import compare
from reports.folder.reader import RESULTS, Run, ScenarioResult, read_result, read_run
from rigs.files.lengths import lengths_s
from rigs.values.measurement import Verdict
from tests.support.project import ROOT

TWIN = ROOT / "rigs" / "twin.toml"
TO_REST_S = 16.0
"""What a twin needs to come to rest among others, in s; about the time that each scenario takes beside its own."""

BATCH = 48
"""Number of scenarios for which pytest is started once."""

AS_THEY_ARE = ("--history", "none", "--crossing", "none", "--traces", "none", "-q")


def main() -> int:
    """Run.

    Returns:
        0 where all verdicts agree, 1 where some differ or are missing.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.twin", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where results are kept")
    parser.add_argument(
        "--under", type=float, default=60.0, metavar="S", help="of less vehicle time than this; 60"
    )
    parser.add_argument("--minutes", type=float, metavar="N", help="as many of them as take about so long")
    parser.add_argument("-n", type=int, default=6, metavar="N", help="number of twins side by side; 6")
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    known_s = lengths_s(ROOT)
    chosen = chosen_of(
        known_s, options.under, None if options.minutes is None else options.minutes * 60 * options.n
    )
    if missing(chosen, results_of(folder, "virtual")):
        _run(folder / "virtual", chosen, folder, "-n", "2")
    left = to_run(chosen, results_of(folder))
    while left:
        part, left = left[:BATCH], left[BATCH:]
        sys.stdout.write(f"{len(part)} of {len(part) + len(left)} that are left, on {options.n} twins\n")
        sys.stdout.flush()
        number = sum(1 for each in folder.glob("twin-*") if each.is_dir())
        _run(folder / f"twin-{number}", part, folder, "--rig", str(TWIN), "-n", str(options.n))
    return _told(chosen, read_run(folder / "virtual"), results_of(folder))


def chosen_of(known_s: Mapping[str, float], under_s: float, budget_s: float | None) -> list[str]:
    """Choose scenarios as they are, by node id: all that are short enough, or a mixture of them.

    Args:
        known_s: How long each takes, in s of vehicle time.
        under_s: What all of them take less than.
        budget_s: What they take together on twins, with the way to rest; None for all of them.
    """
    short = sorted(name for name, length_s in known_s.items() if length_s < under_s)
    if budget_s is None:
        return short
    random.Random(1).shuffle(short)  # a part of each chapter, and the same one each time
    chosen: list[str] = []
    for name in short:
        budget_s -= known_s[name] + TO_REST_S
        if budget_s < 0:
            break
        chosen.append(name)
    return chosen


def to_run(chosen: Sequence[str], results: Iterable[ScenarioResult]) -> list[str]:
    """Return what of the chosen scenarios has no verdict yet, or only rig faults."""
    judged = {each.node_id for each in results if each.verdict != Verdict.RIG_FAULT}
    return [name for name in chosen if name not in judged]


def missing(chosen: Sequence[str], results: Iterable[ScenarioResult]) -> set[str]:
    """Return the scenarios without a result."""
    return set(chosen) - {each.node_id for each in results}


def results_of(folder: Path, runs: str = "twin-*") -> list[ScenarioResult]:
    """Return the results of all runs on twins, or of others, also of those that were cut short."""
    return [read_result(path) for path in sorted(folder.glob(f"{runs}/{RESULTS}"))]


def _run(results: Path, scenarios: Sequence[str], folder: Path, *options: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "scenarios.txt"
    listed.write_text("\n".join(scenarios) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", f"@{listed}", *options, *AS_THEY_ARE]
    command += ["-o", f"cache_dir={folder / 'cache'}", "--alluredir", str(results)]
    with (folder / f"{results.name}.log").open("wb") as log:
        subprocess.run(command, cwd=ROOT, check=False, stdout=log, stderr=log)  # noqa: S603  # our own suite


def _told(chosen: Sequence[str], virtual: Run, results: Sequence[ScenarioResult]) -> int:
    """Tell what differs, and count."""
    twin = Run(virtual.folder, virtual.manifest, virtual.environment, tuple(results))
    comparison = compare(virtual, twin)
    sys.stdout.writelines(
        f"{pair.first} against {pair.second}: {pair.scenario}\n" for pair in comparison.verdicts_that_differ
    )
    words = Counter(each.second for each in comparison.pairs)
    not_run = len(missing(chosen, results) | missing(chosen, virtual.results))
    different = len(comparison.verdicts_that_differ)
    sys.stdout.write(
        f"{', '.join(f'{count} {word}' for word, count in words.most_common())}; {not_run} did not run\n"
    )
    sys.stdout.write(f"{different} of {len(comparison.pairs)} verdicts differ\n")
    values, apart = sum(len(each.values) for each in comparison.pairs), len(comparison.values_that_differ)
    sys.stdout.write(f"{apart} of {values} values are apart; each rig draws its own latencies\n")
    return 1 if different or not_run else 0


if __name__ == "__main__":
    sys.exit(main())
