"""Keeps account of a run, on all of its workers, and writes the manifest at its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dbc.strict_toml import parse_toml
from dbc.text_file import read_text
from reports.folder.before import Before
from reports.folder.begun import unmark
from reports.folder.checkout import Checkout, process_start_ns
from reports.folder.failed_runs import FailedRun, note, note_failed
from reports.folder.manifest import SCHEMA, Manifest, digest, digests, write_manifest
from reports.folder.modules import Origins, is_of_suite, joined, origins
from reports.folder.part import PlanPart
from reports.folder.reader import RESULTS as RESULT_FILES
from reports.folder.reader import read_result
from reports.folder.results import Results, is_controller, shown, suite_version
from reports.folder.signature import key_of_this_machine, sign
from reports.hooks import environment_of
from reports.properties import Properties
from reports.scenario import is_scenario
from rigs.errors import ConfigurationError
from rigs.farm.plan_file import digest_of
from rigs.files.rig_file import ROOT, files_of_rig
from rigs.run.plugin import PLAN
from rigs.values.measurement import WITHOUT_COMPLAINT

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_DESELECTED = "connect_hil_deselected"
_ORIGINS = "connect_hil_origins"
_ROOT = "connect_hil_root"
ENDED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


class Record:
    """The record of what was asked for and what was selected.

    Args:
        config: Of pytest.

    Attributes:
        planned: Of a run with a plan its part, and the node ids that are to have a result.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._started = _now()
        self._selected: list[str] = []
        self._deselected = 0
        self._uncollected: set[str] = set()
        self._reported: dict[str, None] = {}
        self._elsewhere: dict[str, tuple[str, ...]] = {}
        self._origins: list[Origins] = []
        self._not_passed: dict[str, str] = {}
        self._checkout: Checkout | None = None
        self._changed: tuple[str, ...] = ()
        self._touched: tuple[str, ...] = ()
        self._self_test: str | None = None
        self._key: Ed25519PrivateKey | None = None
        self._folder: Path | None = None
        self.planned: tuple[PlanPart, tuple[str, ...]] | None = None

    @property
    def started(self) -> dt.datetime:
        """The time when the run began, or its first stretch did."""
        return self._started

    @property
    def checkout(self) -> Checkout | None:
        """The files that judge as they were when the run began; None where it leaves no results."""
        return self._checkout

    @property
    def key(self) -> Ed25519PrivateKey | None:
        """The key that the run will be signed with."""
        return self._key

    def go_on(self, before: Before) -> None:
        """Take over from the earlier stretches of a run that was stopped and goes on."""
        self._started = before.started
        self._not_passed = dict(before.not_passed)
        self._changed = before.changed
        self._touched = (*self._touched, *before.touched)
        self._self_test = before.self_test
        self._origins.append(before.modules)

    def loaded(self) -> Origins:
        """Tell which modules take part in this process, and where they come from."""
        return self._of_this_process()

    def begin(self, folder: Path) -> None:
        """Look at the files that judge before they do, and at the key that the run will be signed with.

        Raises:
            ConfigurationError: The environment names a key that cannot be used.
        """
        self._key = key_of_this_machine()
        self._folder = folder
        self._checkout = Checkout.of(ROOT)
        self._touched = self._checkout.written_after(process_start_ns())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what has run to its end, which must have left a result, and what did not pass.

        A controller of xdist hears all workers.
        """
        if report.when == "teardown" and is_scenario(report.nodeid):
            self._reported[report.nodeid] = None
        verdict = Properties.of(report).verdict or ("failed" if report.failed else None)
        if verdict is not None and verdict not in WITHOUT_COMPLAINT:
            self._not_passed[report.nodeid] = verdict
            if len(self._not_passed) == 1:
                self._note_first()

    def _note_first(self) -> None:
        """Keep the first failure on the disk at once, since a run that is killed comes to no end."""
        if self._folder is None or self._checkout is None:
            return
        values = environment_of(self._config)
        if "fault" in values or "campaign" in values:
            return
        line = FailedRun(
            folder=str(self._folder),
            commit=self._checkout.commit,
            rig=values["rig"],
            started=self._started,
            not_passed=dict(self._not_passed),
        )
        with suppress(OSError):  # it is tried again at the end, which says so
            note(self._config.rootpath, line)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be read; each worker of xdist tells its own to the controller."""
        if report.failed:
            self._uncollected.add(report.nodeid)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Count what is left out; heard where it is collected."""
        self._deselected += len(items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Keep what will run; a controller of xdist collects nothing."""
        if session.items:
            self._selected = [item.nodeid for item in session.items]
        for item in session.items:
            if not is_of_suite(item.path, ROOT):
                where = str(item.path)
                self._elsewhere[where] = (*self._elsewhere.get(where, ()), item.name)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: Sequence[str]) -> None:
        """Keep what a worker will run: the same on each of them."""
        self._selected = list(ids)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Take over what a worker has counted."""
        told = getattr(node, "workeroutput", {})
        self._deselected = max(self._deselected, told.get(_DESELECTED, 0))
        self._origins.append(told.get(_ORIGINS, {f"worker {node.gateway.id}, which has told nothing": ("all",)}))
        if (root := told.get(_ROOT, str(ROOT))) != str(ROOT):
            self._elsewhere[root] = ("the suite of a worker",)

    def lost(self, results: Results) -> str | None:
        """Tell what has run and has no result, in words; None when all of it is there."""
        if results.path is None:
            return None
        there = set()
        for path in results.path.glob(RESULT_FILES):
            with suppress(ConfigurationError):
                there.add(read_result(path).node_id)
        lost = [node_id for node_id in self._reported if node_id not in there]
        if not lost:
            return None
        return (
            f"{shown(self._config, results.path)}: {len(lost)} of {len(self._reported)} results of this run are"
            f" not there, the first is that of {lost[0]}; they were not written, or have been removed since"
        )

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, None, None]:
        """Hand over to the controller what is known here alone."""
        if not is_controller(self._config):
            output = self._config.workeroutput  # type: ignore[attr-defined]  # of xdist
            output[_DESELECTED] = self._deselected
            output[_ROOT] = str(ROOT)
            output[_ORIGINS] = {where: list(names) for where, names in self._of_this_process().items()}
        yield

    def write(self, results: Results, values: Mapping[str, str], exit_status: int, now: Checkout) -> None:
        """Write the manifest of a folder in which all else has been written; `now` is the checkout at the end."""
        if results.path is None or self._checkout is None:
            return
        unmark(results.path)
        part, selected = self.planned or (None, tuple(self._selected))
        manifest = Manifest.model_validate(
            {
                "schema": SCHEMA,
                "suite_version": suite_version(ROOT),
                "commit": self._checkout.commit if self._checkout.changed else now.commit,
                "rig": values["rig"],
                "rig_kind": values["rig kind"],
                "vehicle": values["vehicle"],
                "dut_software": values["dut software"],
                "fault": values.get("fault"),
                "campaign": "campaign" in values,
                "seed": values["seed"],
                "started": self._started,
                "finished": _now(),
                "exit_status": exit_status,
                "ended": exit_status in ENDED,
                "whole": self._is_whole(selected) and (part is None or part.collected == digest_of(selected)),
                "selected": selected,
                "deselected": self._deselected,
                "uncollected": tuple(sorted(self._uncollected)),
                "plan": part,
                "self_test": values.get("self-test") or self._self_test,
                "files": digests(results.path),
                "judging": now.files,
                "rig_files": dict(rig_files(self._config)),
                "changed": tuple(sorted({*self._changed, *self._checkout.changed, *now.changed})),
                "touched": tuple(sorted({*self._touched, *now.touched_since(self._checkout)})),
                "modules": joined((self._of_this_process(), *self._origins)),
            }
        )
        write_manifest(results.path, manifest)
        if self._key is not None:
            sign(results.path, self._key)
        note_failed(self._config.rootpath, results.path, manifest, self._not_passed)

    def _of_this_process(self) -> Origins:
        plugins = self._config.pluginmanager.get_plugins()
        loaded = origins(ROOT, plugins, program=is_controller(self._config))
        return joined((loaded, self._elsewhere, dict(_settings(self._config))))

    def _is_whole(self, selected: Iterable[str]) -> bool:
        """Tell whether all of the features were asked for and can have run.

        That each file of features/ is in it shows what no option tells: --ignore and --lf leave out whole files.
        """
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "features").rglob("*.feature")}
        seen = {node_id.partition("::")[0] for node_id in selected}
        single = any("::" in argument for argument in self._config.args)
        some = any(self._config.getoption(kind, None) for kind in ("history", "crossing"))  # and not the rest
        return not (self._deselected or self._uncollected or single or some) and files <= seen


def _settings(config: pytest.Config) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield settings of pytest that do not stand in the project's own file."""
    if config.inipath != ROOT / "pyproject.toml":
        yield str(config.inipath), ("settings of pytest",)
    for setting in config.getoption("override_ini", None) or ():
        yield f"-o {setting}", ("settings of pytest",)


def rig_files(config: pytest.Config) -> Iterable[tuple[str, str]]:
    """Hash what the rig is made of."""
    plan = config.stash[PLAN]
    files = files_of_rig(plan.path, plan.rig)
    recordings = (clip for path in files if path.suffix == ".toml" for clip in clips(path))
    for path in dict.fromkeys((*files, *recordings)):
        whole = path.absolute()
        name = whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else str(whole)
        yield name, digest(whole)


def clips(table: Path) -> Iterator[Path]:
    """Name the recordings of a table of clips; another table has none."""
    with suppress(OSError, ValueError):
        entries = parse_toml(read_text(table)).get("clips", {})
        for clip in entries.values() if isinstance(entries, dict) else ():
            if isinstance(clip, dict) and isinstance(clip.get("file"), str):
                yield table.parent / clip["file"]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
