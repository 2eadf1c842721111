"""Writes the results of scenarios for Allure, and ends a run in good order where the disk does not take them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger, asdict  # type: ignore[attr-defined]  # attrs', for its models

from reports.folder.results import DRAFT, shown


class ResultWriter(AllureFileLogger):
    """allure-pytest's writer, which writes a result and all that belongs to it or nothing of it.

    Args:
        folder: Of the results.
        fail: Told of what keeps it from writing; nothing is written from then on.
    """

    def __init__(self, folder: Path, fail: Callable[[OSError], None]) -> None:
        super().__init__(folder)  # type: ignore[no-untyped-call]  # it has no annotations
        self._folder = folder
        self._fail = fail
        self._failed = False
        self._unfinished: list[Path] = []

    @allure_commons.hookimpl
    def report_result(self, result: Any) -> None:
        self._try(partial(super().report_result, result))
        self._unfinished.clear()

    @allure_commons.hookimpl
    def report_container(self, container: Any) -> None:
        self._try(partial(super().report_container, container))

    @allure_commons.hookimpl
    def report_attached_file(self, source: str, file_name: str) -> None:
        self._attach(file_name, partial(super().report_attached_file, source, file_name))

    @allure_commons.hookimpl
    def report_attached_data(self, body: str | bytes, file_name: str) -> None:
        self._attach(file_name, partial(super().report_attached_data, body, file_name))

    def _report_item(self, item: Any) -> None:
        """Write an item as allure-pytest would, in one piece: into an open file it takes many times as long.

        Raises:
            OSError: It cannot be written.
        """
        path = self._folder / item.file_pattern.format(prefix=uuid4())
        content = asdict(item, filter=lambda _, value: bool(value) or value is False)
        draft = path.with_name(f"{path.name}{DRAFT}")
        draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)

    def _attach(self, name: str, write: Callable[[], None]) -> None:
        self._unfinished += [self._folder / name, self._folder / f"{name}{DRAFT}"]
        self._try(write)

    def _try(self, write: Callable[[], None]) -> None:
        if self._failed:
            return
        try:
            write()
        except OSError as error:
            self._failed = True
            for path in self._unfinished:
                path.unlink(missing_ok=True)
            self._fail(error)


def stop_run(config: pytest.Config, folder: Path, error: OSError) -> None:
    """Let a run end after the scenario that cannot be written, with the reason as pytest's last word."""
    session = config.pluginmanager.get_plugin("session")
    if session is not None and not session.shouldstop:
        session.shouldstop = f"{unwritable(config, folder, error)}; what was measured before is kept"


def unwritable(config: pytest.Config, folder: Path, error: OSError) -> str:
    """Tell why something cannot be written, in words."""
    return f"{shown(config, folder)}: cannot be written: {error.strerror or error}"
