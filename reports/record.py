"""Keeps account of a run, on all of its workers, and writes the manifest at its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import pytest

from reports.manifest import SCHEMA, Manifest, digests, write_manifest
from reports.reader import RESULTS as RESULT_FILES
from reports.reader import read_result
from reports.results import Results, commit, is_controller, shown, suite_version
from reports.scenario import is_scenario
from rigs.errors import ConfigurationError

_DESELECTED = "connect_hil_deselected"
ENDED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


class Record:
    """What was asked for and what was selected.

    Args:
        config: Of pytest.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._started = _now()
        self._selected: list[str] = []
        self._deselected = 0
        self._uncollected: set[str] = set()
        self._reported: dict[str, None] = {}

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

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: Sequence[str]) -> None:
        """Keep what a worker will run: the same on each of them."""
        self._selected = list(ids)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Take over what a worker has counted."""
        self._deselected = max(self._deselected, getattr(node, "workeroutput", {}).get(_DESELECTED, 0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what has run to its end, on whatever worker: it must have left a result."""
        if report.when == "teardown" and is_scenario(report.nodeid):
            self._reported[report.nodeid] = None

    def lost(self, results: Results) -> str | None:
        """What has run and has no result, in words; None when all of it is there."""
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
        """Hand the count over to the controller."""
        if not is_controller(self._config):
            self._config.workeroutput[_DESELECTED] = self._deselected  # type: ignore[attr-defined]  # of xdist
        yield

    def write(self, results: Results, values: Mapping[str, str], exit_status: int) -> None:
        """Write the manifest of a folder in which all else has been written."""
        if results.path is None:
            return
        root = self._config.rootpath
        manifest = Manifest.model_validate(
            {
                "schema": SCHEMA,
                "suite_version": suite_version(root),
                "commit": commit(root),
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
                "whole": self._is_whole(),
                "selected": tuple(self._selected),
                "deselected": self._deselected,
                "uncollected": tuple(sorted(self._uncollected)),
                "files": digests(results.path),
            }
        )
        write_manifest(results.path, manifest)

    def _is_whole(self) -> bool:
        """Whether all of the features were asked for and can have run.

        That each file of features/ is in it shows what no option tells: --ignore and --lf leave out whole files.
        """
        root = self._config.rootpath
        files = {path.relative_to(root).as_posix() for path in (root / "features").rglob("*.feature")}
        seen = {node_id.partition("::")[0] for node_id in self._selected}
        single = any("::" in argument for argument in self._config.args)
        return not (self._deselected or self._uncollected or single) and files <= seen


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
