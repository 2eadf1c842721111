"""The folder of the Allure results: where it is, when it is emptied, what it says about the run."""

from __future__ import annotations

import platform
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from reports.checkout import OUTPUT, UNKNOWN, Checkout

RESULTS = "allure"
LISTINGS = (
    *("collectonly", "setuponly", "setupplan", "showfixtures", "show_fixtures_per_test", "markers", "check_steps"),
    *("cacheshow", "help", "version"),
)
"""Options with which no scenario runs."""


class Results:
    """The results of one run.

    Args:
        config: Of pytest.

    Attributes:
        path: The folder; None when this run writes none.
        owned: Whether what lies in the folder may be removed.
    """

    def __init__(self, config: pytest.Config) -> None:
        given: str | None = config.option.allure_report_dir
        self.path: Path | None = None
        self.owned = given is None or config.option.clean_alluredir
        if lists_only(config.option):
            return
        if given is not None:
            self.path = Path(given).absolute()
        elif _runs_features(config):
            self.path = output_folder(config) / RESULTS

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
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])
    except (OSError, ValueError, KeyError):
        return UNKNOWN


def commit(root: Path) -> str:
    """Name the commit that is checked out, marked `-dirty` when a file that judges differs from it."""
    return Checkout.of(root).commit


def lists_only(options: object) -> bool:
    """Whether the options of a command line ask for something else than to run scenarios."""
    return any(getattr(options, name, False) for name in LISTINGS)


def _runs_features(config: pytest.Config) -> bool:
    """Whether an argument lies in the folder of features or around it."""
    features = config.rootpath / "features"
    for argument in config.args:
        path = (config.invocation_params.dir / argument.partition("::")[0]).resolve()
        if path == features or features in path.parents or path in features.parents:
            return True
    return False


def _one_line(text: str) -> str:
    return " ".join(str(text).replace("\\", "\\\\").split())
