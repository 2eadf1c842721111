"""The pytest plugin that goes on with a plan: what has a verdict is not run again, what was interrupted is."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from socket import gethostname
from typing import Any
from uuid import uuid4

import pytest

from reports.folder.before import ELSEWHERE, results_in, taken_over
from reports.folder.manifest import NAME as MANIFEST
from reports.folder.manifest import read_manifest
from reports.folder.part import PlanPart, Sitting
from reports.folder.progress import SAME, Began, Head, Progress, read_progress
from reports.folder.reader import RESULTS as RESULT_FILES
from reports.folder.record import ENDED, Record, rig_files
from reports.folder.results import Results, is_controller
from reports.folder.signature import public_text
from reports.hooks import environment_of
from reports.outcome import VERDICT_SO_FAR
from reports.plugin import RECORD, RESULTS
from rigs.errors import ConfigurationError
from rigs.farm.night import NIGHT, Night, in_plan_order
from rigs.farm.shared_folder import About, SharedFolder, open_folder
from rigs.run.plugin import PLAN
from rigs.run.session import Plan
from rigs.run.software import software_of
from rigs.values.measurement import WITHOUT_COMPLAINT

SHOWN = 48
"""Number of characters of a commit or hash that are shown: a whole commit, with the word for changes behind it."""

_COLLECTED = "connect_hil_collected"


class Sittings:
    """A keeper of how far a run of a plan has come.

    Args:
        config: Of pytest.
        night: What runs of the plan.
        progress: How far it has come.
        signed: Of each earlier stretch, whether what it left is signed.
    """

    def __init__(self, config: pytest.Config, night: Night, progress: Progress, signed: Sequence[bool]) -> None:
        self._config = config
        self._signed = signed
        self._night = night
        self.progress = progress
        self._count = -1

    @property
    def _results(self) -> Results:
        return self._config.stash[RESULTS]

    @property
    def _record(self) -> Record:
        return self._config.stash[RECORD]

    @property
    def _empty(self) -> bool:
        """True where nothing is left to run, and the folder holds a whole run."""
        folder = self._results.path
        return self._count == 0 and folder is not None and _has_ended(folder)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._count = len(session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._count = len(ids)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker has collected: the same on each of them."""
        self._night.collected = getattr(node, "workeroutput", {}).get(_COLLECTED, "")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """Begin a stretch, behind what empties the folder of a run that begins anew."""
        if is_controller(self._config) and not self._empty:
            self._sweep()
            shared = self._night.shared
            began = _now() if self.progress.sittings else self._record.started
            runner = shared.runner if shared else ""
            modules = {where: tuple(names) for where, names in self._record.loaded().items()}
            self_test = environment_of(self._config).get("self-test")
            self.progress.begin(
                Began(at=began, host=gethostname(), modules=modules, runner=runner, self_test=self_test)
            )
        return (yield)

    def _sweep(self) -> None:
        """Remove the results of what was interrupted, which runs again."""
        folder = self._results.path
        if folder is not None:
            for path, node_id in results_in(folder):
                if node_id not in self.progress.verdicts:
                    path.unlink()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note a verdict when its result is written; what a signal cuts short comes to none."""
        answer = yield
        verdict = item.stash.get(VERDICT_SO_FAR, None)
        if verdict is not None:
            self.progress.note(item.nodeid, str(verdict))
        return answer

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, None, None]:
        """Let the run end as all of its stretches together, and its manifest tell of them."""
        if not is_controller(self._config):
            self._config.workeroutput[_COLLECTED] = self._night.collected  # type: ignore[attr-defined]  # of xdist
            return (yield)
        nothing_left = self._count == 0
        if nothing_left and session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK
        if self._failed() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if self._empty:
            self._results.complete = True  # nothing has been written: what is there is whole
            return (yield)
        if self.progress.sittings and self._results.begun:
            self.progress.end(_now())
            self._record.planned = self._part()
        return (yield)

    def drop(self, scenario: str) -> None:
        """Remove a result that does not count, since another runner has been given its scenario."""
        self.progress.drop(scenario)
        self._sweep()

    def _failed(self) -> bool:
        return any(verdict not in WITHOUT_COMPLAINT for verdict in self.progress.verdicts.values())

    def _part(self) -> tuple[PlanPart, tuple[str, ...]]:
        night = self._night
        part = PlanPart(
            plan=night.plan.digest,
            file=night.path.name,
            share=night.share,
            collected=night.collected,
            shared=night.shared.key if night.shared else "",
            sittings=tuple(
                Sitting(began=began, ended=ended, signed=signed)
                for (began, ended), signed in zip(self.progress.sittings, (*self._signed, False), strict=True)
            ),
        )
        if night.folder is None:
            return part, night.selected
        return part, in_plan_order(night, self.progress.verdicts)


@pytest.hookimpl(trylast=True)  # the plan has been read, and what judges looked at, by then
def pytest_configure(config: pytest.Config) -> None:
    """Look how far an earlier stretch of the same run has come.

    Raises:
        pytest.UsageError: The folder holds something else that is not to be lost.
    """
    night, results = config.stash.get(NIGHT, None), config.stash[RESULTS]
    if night is None or results.path is None:
        return
    try:
        progress = _progress(config, night, results)
        signed = _take_up(config, night, results, progress) if is_controller(config) else ()
        if night.folder is not None:
            _share(night, night.folder, progress)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    sittings = Sittings(config, night, progress, signed)
    night.drop = sittings.drop
    config.pluginmanager.register(sittings, "connect-hil-sittings")


def _progress(config: pytest.Config, night: Night, results: Results) -> Progress:
    """Return the progress of the run, which goes on where it was stopped.

    Raises:
        ConfigurationError: The folder holds something else that is not to be lost.
    """
    folder = results.path
    assert folder is not None  # noqa: S101  # narrows the type; the caller has looked
    head = _head(config, night)
    if config.option.clean_alluredir or not is_controller(config):
        return Progress(folder, head)
    earlier = read_progress(folder)
    if earlier is None:
        if not results.owned and any(folder.glob(RESULT_FILES)):
            raise ConfigurationError("--alluredir", "folder", str(folder), f"holds another run; {ELSEWHERE}")
        return Progress(folder, head)
    differing = [key for key in SAME if getattr(earlier.head, key) != getattr(head, key)]
    if differing:
        if results.owned and _has_ended(folder):
            return Progress(folder, head)  # as every other run it takes the place of one that has ended
        key = differing[0]
        count, was, here = len(earlier.verdicts), getattr(earlier.head, key), getattr(head, key)
        allowed = (
            f"holds {count} verdicts of a run of another {SAME[key]} ({was[:SHOWN]}, here {here[:SHOWN]});"
            f" go on with that one, or {ELSEWHERE}"
        )
        raise ConfigurationError(night.path, "results", str(folder), allowed)
    return earlier


def _share(night: Night, shared: Path, progress: Progress) -> None:
    """Find out what of a run that goes on counts, and let it take more.

    Raises:
        ConfigurationError: The shared folder cannot be used, or is not the one from which the run has taken.
    """
    head = progress.head
    about = About(
        plan=head.plan,
        file=night.path.name,
        commit=head.commit,
        software=head.software,
        seed=head.seed,
        scenarios=len(night.plan.selected),
    )
    runner = f"{re.sub(r'[^A-Za-z0-9-]+', '-', head.rig)}-{uuid4().hex[:12]}"
    access = SharedFolder(open_folder(shared, about), night.plan.selected, runner)
    count: set[str] = set()
    for earlier in progress.runners:
        if not access.knows(earlier):
            allowed = f"knows nothing of {earlier}, whose results are here; name the folder that it took from"
            raise ConfigurationError("--pull", "folder", str(shared), allowed)
        count.update(access.take_over(earlier, [*progress.verdicts]))
    for scenario in [each for each in progress.verdicts if each not in count]:
        progress.verdicts.pop(scenario)
        night.done.discard(scenario)
    night.shared = access


def _take_up(config: pytest.Config, night: Night, results: Results, progress: Progress) -> Sequence[bool]:
    """Let a run go on behind what has a verdict.

    Returns:
        Of each earlier stretch, whether what it left is signed.

    Raises:
        ConfigurationError: What is there is not as it was left.
    """
    folder, record = results.path, config.stash[RECORD]
    checkout, key = record.checkout, record.key
    if folder is None or checkout is None or not progress.sittings:
        return ()
    failed = {name: verdict for name, verdict in progress.verdicts.items() if verdict not in WITHOUT_COMPLAINT}
    public = None if key is None else public_text(key.public_key())
    before = taken_over(folder, progress, failed, checkout, gethostname(), public)
    night.done |= progress.verdicts.keys()
    results.keeps = True
    record.go_on(before)
    return before.signed


def _has_ended(folder: Path) -> bool:
    """Tell whether the run of a folder has come to its end."""
    try:
        manifest = read_manifest(folder) if (folder / MANIFEST).exists() else None
    except ConfigurationError:
        return False
    return manifest is not None and manifest.ended and manifest.exit_status in ENDED


def _head(config: pytest.Config, night: Night) -> Head:
    """Return what a run is of."""
    run: Plan = config.stash[PLAN]
    checkout = config.stash[RECORD].checkout
    return Head(
        plan=night.plan.digest,
        share=night.share,
        commit=checkout.commit if checkout else "",
        judging=_digest(checkout.files if checkout else {}),
        rig=run.rig.name,
        rig_files=_digest(dict(rig_files(config))),
        vehicle=run.vehicle.name if run.vehicle else "",
        software=software_of(run),
        seed=str(run.seed),
    )


def _digest(table: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
