"""Behind a failure in the terminal: which files to open, and the line that runs the scenario again."""

from __future__ import annotations

import os
import shlex
from collections.abc import Generator

import pytest

from reports.files import files_of
from reports.scenario import rerun_line, scenario_of

HEAD = "to look into it"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the lines into the report of a scenario that did not pass."""
    report = yield
    if report.failed and scenario_of(item) is not None:
        report.sections.append((HEAD, "\n".join(_lines(item))))
    return report


def _lines(item: pytest.Item) -> Generator[str, None, None]:
    started = item.config.invocation_params.dir
    for name, path in files_of(item).items():
        yield f"{name}: {os.path.relpath(path, started)}"
    answers = item.config.hook.pytest_connect_hil_rerun_options(config=item.config)
    line = rerun_line(item, [option for options in answers for option in options])
    if started != item.config.rootpath:
        line = f"cd {shlex.quote(os.path.relpath(item.config.rootpath, started))} && {line}"
    yield f"run it again: {line}"
