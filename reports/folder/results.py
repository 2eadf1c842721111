"""The folder of the Allure results: where it is, when it is emptied, what it says about the run."""

from __future__ import annotations

import platform
import shlex
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from dbc.arguments import why_not_writable
from dbc.strict_toml import parse_toml
from dbc.text_file import read_text
from reports.folder.checkout import OUTPUT, UNKNOWN
from rigs.run.hold import LOCK, Held, Hold

RESULTS = "allure"
TRACES = "traces"
DRAFT = ".tmp"
"""End of the name of a file that Allure's writer is still writing."""

SETTING_UP = ("setuponly", "setupplan")
"""Options with which scenarios are set up, or it is told how, and none runs."""

LISTINGS = (
    *("collectonly", *SETTING_UP, "showfixtures", "show_fixtures_per_test", "markers", "check_steps"),
    *("cacheshow", "help", "version"),
)
"""Options with which no scenario runs."""


class Results:
    """The results of one run.

    Args:
        config: Of pytest.

    Attributes:
        path: The folder; None when this run writes none.
        traces: The folder of the traffic logs; the same.
        owned: Whether what lies in the folder may be removed.
        begun: Whether what an earlier run left has been removed.
        keeps: Whether it goes on with what an earlier stretch of the same run left.
        complete: Whether all of this run has been written.

    Raises:
        pytest.UsageError: It cannot be written to.
    """

    def __init__(self, config: pytest.Config) -> None:
        given: str | None = config.option.allure_report_dir
        self.path: Path | None = None
        self.traces: Path | None = None
        self.owned = given is None or config.option.clean_alluredir
        self.begun = False
        self.keeps = False
        self.complete = False
        self._holds: list[Hold] = []
        if lists_only(config.option):
            return
        if given is not None:
            self.path = Path(given).absolute()
        if _runs_features(config):
            folder = output_folder(config)
            self.path = self.path or folder / RESULTS
            self.traces = None if config.getoption("traces", "none") == "none" else folder / TRACES
        if is_controller(config):
            self._refuse_what_cannot_be_written(config, given)

    def _refuse_what_cannot_be_written(self, config: pytest.Config, given: str | None) -> None:
        places: dict[str, Path | None] = {
            "--alluredir" if given is not None else "results": self.path,
            "traces": self.traces,
        }
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

    def take(self, config: pytest.Config) -> None:
        """Hold the folders against other runs; the workers of a run share their controller's hold.

        Raises:
            Held: Another process has one of them.
            OSError: They cannot be held.
        """
        holder = shlex.join(["pytest", *config.invocation_params.args])
        try:
            for folder in (self.path, self.traces):
                if folder is not None:
                    hold = Hold(folder, holder, shown=shown(config, folder))
                    hold.take()
                    self._holds.append(hold)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let other runs have the folders."""
        while self._holds:
            self._holds.pop().release()

    def begin(self) -> None:
        """Remove what an earlier run left."""
        if self.begun or self.keeps:
            self.begun = True
            return
        if self.path is not None and self.owned and self.path.is_dir():
            for entry in self.path.iterdir():
                if entry.is_dir():
                    shutil.rmtree(entry)
                elif entry.name != LOCK:
                    entry.unlink()
        if self.traces is not None and self.traces.is_dir():
            shutil.rmtree(self.traces)
        self.begun = True

    def tidy(self) -> None:
        """Remove what was not written to its end."""
        if self.path is not None:
            for draft in [*self.path.glob(f"*{DRAFT}"), *self.path.glob("*.draft")]:
                draft.unlink(missing_ok=True)

    def describe(self, values: Mapping[str, str], root: Path, commit: str) -> None:
        """Write environment.properties: these values, then suite version, commit and Python."""
        if self.path is None:
            return
        self.path.mkdir(parents=True, exist_ok=True)
        known = {
            **values,
            "suite.version": suite_version(root),
            "commit": commit,
            "python": platform.python_version(),
        }
        lines = [f"{name.replace(' ', '.')}={_one_line(value)}\n" for name, value in known.items()]
        (self.path / "environment.properties").write_text("".join(lines), encoding="utf-8")


@contextmanager
def reading(folders: Iterable[Path], command: str, wait_s: float = 0) -> Iterator[None]:
    """Hold results folders for as long as something is made of them.

    Args:
        folders: Those in which a run has been; to a copy elsewhere nobody writes.
        command: What reads them, for people.
        wait_s: So long another process may still have one of them.

    Raises:
        Held: A run writes to one of them, or another process makes something of it.
    """
    with ExitStack() as stack:
        for folder in dict.fromkeys(folder.resolve() for folder in folders):
            hold = Hold(folder, command)
            try:
                if hold.known:
                    hold.take(wait_s)
                    stack.callback(hold.release)
            except Held as error:
                raise Held(f"{error}; wait for its end") from error
            except OSError:  # where this one cannot write, neither can a run
                continue
        yield


def output_folder(config: pytest.Config) -> Path:
    """Return where this run writes what the user has named no other place for."""
    part: Path | None = config.hook.pytest_connect_hil_output(config=config)
    return config.rootpath / OUTPUT / (part or "")


def shown(config: pytest.Config, path: Path) -> str:
    """Write a path as messages name it: from the root of the project where it lies there."""
    return str(path.relative_to(config.rootpath) if path.is_relative_to(config.rootpath) else path)


def is_controller(config: pytest.Config) -> bool:
    """Tell whether this process is the one that the user started, and no worker of xdist."""
    return not hasattr(config, "workerinput")


def suite_version(root: Path) -> str:
    """Return the version that pyproject.toml gives."""
    try:
        project = parse_toml(read_text(root / "pyproject.toml"))
        return str(project["project"]["version"])
    except (OSError, ValueError, KeyError):
        return UNKNOWN


def lists_only(options: object) -> bool:
    """Tell whether the options of a command line ask for something else than to run scenarios."""
    return any(getattr(options, name, False) for name in LISTINGS)


def sets_up_only(options: object) -> bool:
    """Tell whether they ask for the set-up of scenarios, and to run none."""
    return any(getattr(options, name, False) for name in SETTING_UP)


def _runs_features(config: pytest.Config) -> bool:
    """Tell whether an argument lies in the folder of features or around it."""
    features = config.rootpath / "features"
    for argument in config.args:
        path = (config.invocation_params.dir / argument.partition("::")[0]).resolve()
        if path == features or features in path.parents or path in features.parents:
            return True
    return False


def _one_line(text: str) -> str:
    return " ".join(str(text).replace("\\", "\\\\").split())
