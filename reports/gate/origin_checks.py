"""Where results come from: which suite and which code made them, on what, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.folder.checkout import DIRTY, UNKNOWN, Checkout
from reports.folder.modules import foreign
from reports.folder.reader import Run
from reports.folder.signature import signer
from reports.gate.judgement import Kind, Reason, Suite, Terms
from reports.gate.policy import Policy
from rigs.errors import ConfigurationError
from vehicle.profile import VehicleProfile

UNTOLD = ("", UNKNOWN, VehicleProfile.model_fields["software"].default)
"""Words for the software of a real vehicle whose profile does not tell it."""

COMMIT_LENGTH = 12
"""Number of characters of a commit that are shown."""


def check_origin(run: Run, terms: Terms, suite: Suite) -> Iterator[Reason]:
    """Find what speaks against the origin of one run."""
    yield from _suite(run, terms, suite)
    yield from _software(run, terms, suite)
    for line in foreign(run.manifest.modules, suite.pins):
        yield Reason(Kind.ELSEWHERE, f"{run.folder}: {line}")
    if not terms.policy.is_real(run.manifest.rig_kind):
        for name in _outside(run):
            yield Reason(
                Kind.ELSEWHERE, f"{run.folder}: {name}, of which the rig is made, is no file of the suite"
            )
    yield from _signature(run, terms)


def check_judge(terms: Terms, suite: Suite) -> Iterator[Reason]:
    """Find what speaks against the checkout and the process that judge."""
    if terms.policy.clean and suite.checkout.changed:
        text = f"the checkout that judges has changes that are not committed: {few(suite.checkout.changed)}"
        yield Reason(Kind.VERSIONS, text)
    for name in terms.uncommitted:
        yield Reason(Kind.VERSIONS, f"{name} is not as a commit has it: nobody can have reviewed it")
    for line in suite.foreign:
        yield Reason(Kind.ELSEWHERE, f"the gate itself: {line}")


def labs_own(run: Run, policy: Policy) -> list[str]:
    """Name the files of a bench that lie outside of the checkout, as those of a laboratory may."""
    return _outside(run) if policy.is_real(run.manifest.rig_kind) else []


def few(names: Sequence[str]) -> str:
    """Give the first of some names, and count the others."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _outside(run: Run) -> list[str]:
    return [name for name in run.manifest.rig_files if name not in run.manifest.judging]


def _suite(run: Run, terms: Terms, suite: Suite) -> Iterator[Reason]:
    """Check that the suite that ran is the one that judges, and was the same from its start to its end."""
    manifest, name = run.manifest, run.folder
    if manifest.suite_version != suite.version:
        yield Reason(Kind.VERSIONS, f"{name}: of suite {manifest.suite_version}, this is {suite.version}")
    if manifest.touched:
        yield Reason(Kind.VERSIONS, f"{name}: written while the run was on: {few(manifest.touched)}")
    if terms.policy.clean and (manifest.changed or manifest.commit.endswith(DIRTY)):
        which = f": {few(manifest.changed)}" if manifest.changed else ""
        yield Reason(Kind.VERSIONS, f"{name}: of a suite with changes that are not committed{which}")
    elif terms.policy.clean and manifest.commit == UNKNOWN:
        yield Reason(Kind.VERSIONS, f"{name}: of a suite whose commit is not known")
    elif terms.policy.clean and manifest.commit != suite.checkout.head:
        told, here = manifest.commit[:COMMIT_LENGTH], suite.checkout.head[:COMMIT_LENGTH]
        yield Reason(Kind.VERSIONS, f"{name}: of commit {told}, the checkout that judges is {here}")
    elif differing := _differing(manifest.judging, suite.checkout):
        yield Reason(Kind.VERSIONS, f"{name}: judged by other files than those of this checkout: {few(differing)}")


def _differing(judging: dict[str, str], checkout: Checkout) -> list[str]:
    names = judging.keys() | checkout.files.keys()
    return sorted(name for name in names if judging.get(name) != checkout.files.get(name))


def _software(run: Run, terms: Terms, suite: Suite) -> Iterator[Reason]:
    """Check that what was tested is told, and a simulated vehicle is the one of this suite."""
    manifest, software = run.manifest, run.manifest.dut_software
    if terms.policy.is_real(manifest.rig_kind):
        if software in UNTOLD:
            text = f"{run.folder}: no profile tells the software of vehicle {manifest.vehicle}"
            yield Reason(Kind.VERSIONS, text)
    elif software != suite.simulators and manifest.fault is None:
        yield Reason(Kind.VERSIONS, f"{run.folder}: of {software}, this suite has {suite.simulators}")


def _signature(run: Run, terms: Terms) -> Iterator[Reason]:
    """Check who has run it, the policy asks for that; a signature that does not fit is never let through."""
    manifest, name = run.manifest, run.folder
    try:
        public = signer(Path(name))
    except ConfigurationError as error:
        yield Reason(Kind.SIGNATURE, str(error))
        return
    if not terms.policy.demands_signatures:
        return
    if public is None:
        yield Reason(Kind.SIGNATURE, f"{name}: not signed")
    elif (key := terms.keys.get(public)) is None:
        yield Reason(Kind.SIGNATURE, f"{name}: signed by {public}, which is none of the keys of the policy")
    elif manifest.rig not in key.rigs:
        text = f"{name}: signed by {key.name}, which may not sign for rig {manifest.rig}"
        yield Reason(Kind.SIGNATURE, text)
    elif key.until is not None and manifest.finished.date() > key.until:
        yield Reason(Kind.SIGNATURE, f"{name}: signed by {key.name}, whose last day was {key.until}")
