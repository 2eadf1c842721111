"""What the earlier stretches of a run have left, as the run that goes on takes it over: nothing of it may be lost.

A module from elsewhere, or a file that was written while the first stretch ran, speaks against the whole run,
however clean the last stretch is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from reports.folder.checkout import Checkout
from reports.folder.manifest import NAME as MANIFEST
from reports.folder.manifest import SIGNATURE, Manifest, digest, read_manifest
from reports.folder.modules import Origins, joined
from reports.folder.progress import NAME as PROGRESS
from reports.folder.progress import Began, Done, Dropped, Progress, written_since
from reports.folder.reader import ENVIRONMENT, read_result
from reports.folder.reader import RESULTS as RESULT_FILES
from reports.folder.signature import signer
from rigs.errors import ConfigurationError

REWRITTEN = (PROGRESS, ENVIRONMENT)
"""Files that each stretch writes anew or goes on with; `_check_added` looks at the first."""

ELSEWHERE = "name another folder with --alluredir, or empty this one with --clean-alluredir"


@dataclass(frozen=True)
class Before:
    """All that counts of earlier stretches.

    Attributes:
        started: When the first one began.
        not_passed: Verdicts that are no pass, by node id.
        changed: Files that were not as the commit has them.
        touched: Files that were written while one of them ran, as far as this machine can tell.
        modules: The modules that took part.
        self_test: Where the suite's own office stood in one of them; None where it did in none.
        signed: Of each stretch, whether what it left was signed by this machine and is as it was signed.
    """

    started: dt.datetime
    not_passed: Mapping[str, str]
    changed: tuple[str, ...]
    touched: tuple[str, ...]
    modules: Origins
    self_test: str | None
    signed: Sequence[bool]


def taken_over(
    folder: Path,
    progress: Progress,
    not_passed: Mapping[str, str],
    checkout: Checkout,
    host: str,
    public: str | None,
) -> Before:
    """Return what counts of the earlier stretches of a run.

    Args:
        folder: Of its results.
        progress: How far it has come.
        not_passed: Verdicts that are no pass.
        checkout: The files that judge, as they are now.
        host: This machine.
        public: The key of this machine, None where it has none.

    Raises:
        ConfigurationError: What is there is not as it was left.
    """
    manifest = _manifest(folder, progress)
    _check_unchanged(folder, progress, manifest)
    sittings = manifest.plan.sittings if manifest is not None and manifest.plan is not None else ()
    signed = [each.signed for each in sittings]
    if signed:
        signed[-1] = public is not None and (folder / SIGNATURE).exists() and signer(folder) == public
    killed = [place for place, (_, ended) in enumerate(progress.sittings) if ended is None]
    written = [
        name
        for place in killed
        if progress.begun[place].host == host
        for name in checkout.written_after(round(progress.sittings[place][0].timestamp() * 1e9))
    ]
    return Before(
        started=progress.sittings[0][0],
        not_passed=not_passed,
        changed=manifest.changed if manifest else (),
        touched=(*(manifest.touched if manifest else ()), *written),
        modules=joined(
            (*([manifest.modules] if manifest else ()), *(progress.begun[at].modules for at in killed))
        ),
        self_test=next((each.self_test for each in progress.begun if each.self_test), None),
        signed=[*signed, *([False] * (len(progress.sittings) - len(signed)))],
    )


def results_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the result files of a folder with their node ids; that of a file that is no result is empty."""
    for path in sorted(folder.glob(RESULT_FILES)):
        try:
            yield path, read_result(path).node_id
        except ConfigurationError:
            yield path, ""


def _manifest(folder: Path, progress: Progress) -> Manifest | None:
    """Return the manifest that the last stretch that was not killed has left; None where there is none."""
    if not (folder / MANIFEST).exists():
        return None
    manifest = read_manifest(folder)
    return manifest if manifest.plan is not None and manifest.plan.plan == progress.head.plan else None


def _check_unchanged(folder: Path, progress: Progress, manifest: Manifest | None) -> None:
    """Check that results are as they were left; what was interrupted may have been removed since.

    Raises:
        ConfigurationError: One was changed, or is gone.
    """
    there = {node_id for _, node_id in results_in(folder)}
    if gone := [name for name in progress.verdicts if name not in there]:
        allowed = f"has a verdict in {PROGRESS} and no result any more; {ELSEWHERE}"
        raise ConfigurationError(folder, "scenario", gone[0], allowed)
    for name, known in (manifest.files if manifest else {}).items():
        path = folder / name
        may_be_gone = fnmatch(name, RESULT_FILES)  # of what was interrupted; others have a verdict, as seen above
        if name in REWRITTEN or (may_be_gone and not path.exists()):
            continue
        if digest(path) != known:
            how = "was changed" if path.exists() else "is gone"
            raise ConfigurationError(folder, "file", name, f"{how} since the run was stopped; {ELSEWHERE}")
    if manifest is not None:
        _check_added(folder, progress, manifest)


def _check_added(folder: Path, progress: Progress, manifest: Manifest) -> None:
    """Check that what has come to the folder since its manifest was written is of a stretch that was killed.

    Raises:
        ConfigurationError: A verdict or a result came there otherwise.
    """
    since = written_since(folder, manifest.files.get(PROGRESS, ""))
    if since is None or (since and not isinstance(since[0], Began)):
        allowed = f"was changed since the run was stopped; {ELSEWHERE}"
        raise ConfigurationError(folder, "file", PROGRESS, allowed)
    later = {line.scenario for line in since if isinstance(line, Done | Dropped)}
    for path, node_id in results_in(folder):
        if node_id in progress.verdicts and node_id not in later and path.name not in manifest.files:
            allowed = f"was added since the run was stopped; {ELSEWHERE}"
            raise ConfigurationError(folder, "file", path.name, allowed)
