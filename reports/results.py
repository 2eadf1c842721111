"""The folder of the Allure results: where it is, when it is emptied, what it says about the run."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from dbc.arguments import why_not_writable
from dbc.strict_toml import parse_toml
from dbc.text_file import read_text

OUTPUT = Path("reports", "output")
"""From the root of the project."""
RESULTS = "allure"
UNKNOWN = "unknown"
_COMMIT = ("git", "rev-parse", "HEAD")
_CHANGES = ("git", "status", "--porcelain")


class Results:
    """The results of one run.

    Args:
        config: Of pytest.

    Attributes:
        path: The folder; None when this run writes none.
        owned: Whether what lies in the folder may be removed.

    Raises:
        pytest.UsageError: It cannot be written to.
    """

    def __init__(self, config: pytest.Config) -> None:
        given: str | None = config.option.allure_report_dir
        self.path: Path | None = None
        self.owned = given is None or config.option.clean_alluredir
        if given is not None:
            self.path = Path(given).absolute()
        elif _runs_features(config) and not _lists_only(config):
            self.path = output_folder(config) / RESULTS
        if is_controller(config):
            self._refuse_what_cannot_be_written(config, given)

    def _refuse_what_cannot_be_written(self, config: pytest.Config, given: str | None) -> None:
        places: dict[str, Path | None] = {"--alluredir" if given is not None else "results": self.path}
        for name, key in (("--junit-xml", "xmlpath"), ("--log-file", "log_file")):
            file = config.getoption(key, None)
            if file and Path(file).is_dir():
                raise pytest.UsageError(f"{name} = {file}: is a folder; must be a file that can be written")
            places[name] = Path(file).absolute().parent if file else None
        if given == "":
            raise pytest.UsageError("--alluredir = '': must be a folder")
        for name, folder in places.items():
            if folder is not None and (reason := why_not_writable(folder)) is not None:
                raise pytest.UsageError(f"{name} = {folder}: {reason}; must be a place that can be written to")

    def empty(self) -> None:
        """Removes what an earlier run left."""
        if self.path is None or not self.owned or not self.path.is_dir():
            return
        for entry in self.path.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def describe(self, values: Mapping[str, str], root: Path) -> None:
        """Writes environment.properties: these values, then suite version, commit and Python."""
        if self.path is None:
            return
        self.path.mkdir(parents=True, exist_ok=True)
        known = {
            **values,
            "suite.version": suite_version(root),
            "commit": commit(root),
            "python": platform.python_version(),
        }
        lines = [f"{name.replace(' ', '.')}={_one_line(value)}\n" for name, value in known.items()]
        (self.path / "environment.properties").write_text("".join(lines), encoding="utf-8")


def output_folder(config: pytest.Config) -> Path:
    """Where this run writes what the user has named no other place for."""
    part: Path | None = config.hook.pytest_connect_hil_output(config=config)
    return config.rootpath / OUTPUT / (part or "")


def is_controller(config: pytest.Config) -> bool:
    """Whether this process is the one that the user started, and no worker of xdist."""
    return not hasattr(config, "workerinput")


def suite_version(root: Path) -> str:
    """Of pyproject.toml."""
    try:
        project = parse_toml(read_text(root / "pyproject.toml"))
        return str(project["project"]["version"])
    except (OSError, ValueError, KeyError):
        return UNKNOWN


def commit(root: Path) -> str:
    """The commit that is checked out, marked `-dirty` when files differ from it or lie there beside it.

    A file that git does not know can change a run as well as one that it does, such as a conftest.py.
    """
    try:
        head, changes = _git(root, *_COMMIT).strip(), _git(root, *_CHANGES)
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN
    return f"{head}-dirty" if changes else head


def _git(root: Path, *command: str) -> str:
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=10, check=True).stdout  # noqa: S603  # no part of the command comes from outside


def _runs_features(config: pytest.Config) -> bool:
    """Whether an argument lies in the folder of features or around it."""
    features = config.rootpath / "features"
    for argument in config.args:
        path = (config.invocation_params.dir / argument.partition("::")[0]).resolve()
        if path == features or features in path.parents or path in features.parents:
            return True
    return False


def _lists_only(config: pytest.Config) -> bool:
    return bool(config.option.collectonly or config.getoption("check_steps", default=False))


def _one_line(text: str) -> str:
    return " ".join(str(text).replace("\\", "\\\\").split())
