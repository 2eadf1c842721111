"""One run of the features in a process of its own, forked from one that has loaded what is no part of the project.

Only packages from outside are loaded before the fork. All modules of the project are imported anew in each run, so
that nothing of one mutant, and nothing of the vehicle as it should be, is left in the next. The mutant is never
written to a file: an importer gives its source to Python, which therefore keeps no compiled copy either.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn, Protocol

import pytest

_FOREIGN = (
    "allure_commons",
    "allure_pytest.plugin",
    "asn1tools",
    "can",
    "cantools",
    "gherkin.parser",
    "httpx",
    "numpy",
    "pydantic",
    "pytest_bdd.plugin",
    "pyvisa",
    "pyvisa_py",
)
_OWN = ("conftest", "dbc", "reports", "rigs", "simulators", "steps")
_ARGUMENTS = (
    "features",
    "--exitfirst",
    "--quiet",
    "--traces=none",
    "--clean-alluredir",
    *("-p", "no:cacheprovider"),
    *("-p", "no:warnings"),
    *("-p", "allure_pytest.plugin"),
    *("-p", "pytest_bdd.plugin"),
)

SCENARIO_CPU_S = 20.0
"""CPU time that a scenario may take beyond ten times what it takes on the vehicle as it should be."""
WALL_S = 1800
"""Time in s after which a run is ended from outside, whatever it does."""
MEMORY_BYTES = 4 << 30
_NOT_STARTED = {pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}
"""Codes with which pytest ends when a module of the project cannot be imported, or its plugins fail."""
_MESSAGE_LENGTH = 2000
_LOG = "printed.txt"
_OUR_MISTAKE = 70
"""Exit code that pytest does not have."""


class Kind(StrEnum):
    """The kind of end that a run can have."""

    SURVIVED = "survived"
    FAIL = "failed verdict"
    MONITOR = "monitor finding"
    INCONCLUSIVE = "inconclusive"
    SETUP = "set-up failed"
    CRASH = "ECU raised"
    RIG = "other rig fault"
    NO_START = "did not start"
    TIME_OUT = "time-out"


@dataclass
class Ended:
    """The end of a run.

    Attributes:
        kind: How.
        scenario: Node id of the scenario that did not pass; empty where there is none.
        phase: setup, call or teardown.
        message: What was said, shortened.
        passed: How many scenarios passed before.
        seconds: Wall time.
    """

    kind: Kind
    scenario: str = ""
    phase: str = ""
    message: str = ""
    passed: int = 0
    seconds: float = 0.0

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Ended:
        """Make one from what `asdict` made of it."""
        return cls(**{**values, "kind": Kind(values["kind"])})


class TrialError(Exception):
    """A run came to nothing, through no doing of the mutant."""


def load_foreign() -> None:
    """Load the packages from outside, so that no run has to."""
    for name in _FOREIGN:
        importlib.import_module(name)


class _Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An importer that gives one module another source."""

    def __init__(self, module: str, path: Path, source: str) -> None:
        self._module = module
        self._path = path
        self._source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._module:
            return None
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=str(self._path))
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, str(self._path), "exec"), module.__dict__)  # noqa: S102  # the point of it


class Probe(Protocol):
    """The purpose of a run, beside its verdict."""

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Note that a scenario begins."""


@dataclass(eq=False)  # pytest keeps plugins in a set
class Judge:
    """The pytest plugin that orders the scenarios and says what the first that does not pass came to.

    Args:
        order: Node ids to run first, in this order.
        cpu_s: CPU time of each scenario on the vehicle as it should be.
        rest: Whether the others run after them.
    """

    order: Sequence[str]
    cpu_s: Mapping[str, float]
    rest: bool = True
    ended: Ended = field(default_factory=lambda: Ended(Kind.SURVIVED))
    report: Callable[[Ended], NoReturn] | None = None
    _parent: int = field(default_factory=os.getpid)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the scenarios that the mutant reaches first."""
        rank = {name: place for place, name in enumerate(self.order)}
        items.sort(key=lambda item: rank.get(item.nodeid, len(rank)))
        if not self.rest:
            del items[len(rank) :]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Give a scenario a limit of CPU time, which a busy machine does not use up."""
        if os.getppid() != self._parent:
            os._exit(1)  # who asked is gone

        def end(_signal: int, _frame: object) -> None:
            assert self.report is not None
            text = f"not at its end after {limit_s:.0f} s of CPU time"
            self.report(Ended(Kind.TIME_OUT, nodeid, "call", text, self.ended.passed))

        limit_s = SCENARIO_CPU_S + 10 * self.cpu_s.get(nodeid, 1.0)
        signal.signal(signal.SIGPROF, end)
        signal.setitimer(signal.ITIMER_PROF, limit_s)

    def pytest_runtest_logfinish(self) -> None:
        """End the limit, which is that of one scenario."""
        signal.setitimer(signal.ITIMER_PROF, 0)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Take the first phase that did not go through."""
        if call.excinfo is None:
            self.ended.passed += call.when == "call" and self.ended.kind == Kind.SURVIVED
        elif self.ended.kind == Kind.SURVIVED and not isinstance(call.excinfo.value, pytest.skip.Exception):
            error = call.excinfo.value
            kind = kind_of(error, call.when)
            passed = self.ended.passed
            text = f"{type(error).__name__}: {error}"[:_MESSAGE_LENGTH]
            self.ended = Ended(kind, item.nodeid, call.when, text, passed)


def kind_of(error: BaseException, phase: str) -> Kind:
    """Tell what the exception that ended a phase makes of the scenario; see `reports.outcome.verdict_of`."""
    from reports.outcome import verdict_of  # noqa: PLC0415  # no module of the project before the fork
    from rigs.errors import HarnessError, MonitorFinding, NodeFault  # noqa: PLC0415  # as above
    from rigs.values.measurement import Verdict  # noqa: PLC0415  # as above

    verdict = verdict_of(error, phase)
    if isinstance(error, MonitorFinding):
        return Kind.MONITOR
    if isinstance(error, NodeFault) or not isinstance(error, HarnessError | AssertionError):
        return Kind.CRASH  # where an ECU raises as it is built, nothing makes a NodeFault of it
    kinds = {Verdict.FAIL: Kind.FAIL, Verdict.INCONCLUSIVE: Kind.INCONCLUSIVE, Verdict.SETUP_FAILED: Kind.SETUP}
    return kinds.get(verdict, Kind.RIG)


def run_forked(
    root: Path, judge: Judge, probe: Probe | None = None, mutant: tuple[str, str] | None = None
) -> Trial:
    """Start a run of the features in a forked process.

    Args:
        root: Of the copy of the project.
        judge: Orders and judges.
        probe: Another plugin of pytest, which is there before the project is imported.
        mutant: Path of the module that changes, from `root`, and its source.
    """
    folder = tempfile.TemporaryDirectory(prefix="mutation-")
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        os.close(writing)
        return Trial(process, reading, folder)
    code = _OUR_MISTAKE
    try:
        os.close(reading)
        code = _run(root, judge, probe, mutant, writing, Path(folder.name))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


@dataclass
class Trial:
    """A run that goes on.

    Attributes:
        process: Its process id.
    """

    process: int
    _pipe: int
    _folder: tempfile.TemporaryDirectory[str]
    _since_s: float = field(default_factory=time.monotonic)

    def wait(self) -> Ended:
        """Wait for its end.

        Returns:
            What it came to.

        Raises:
            TrialError: See `ended`.
        """
        return self.ended(os.waitpid(self.process, 0)[1])

    def ended(self, status: int) -> Ended:
        """Return what it came to, once its process is gone.

        Args:
            status: As `os.wait` gives it.

        Raises:
            TrialError: It was killed, or could not be run; that decides nothing.
        """
        seconds = time.monotonic() - self._since_s
        with os.fdopen(self._pipe, encoding="utf-8") as pipe:
            answer = pipe.read()
        printed = (Path(self._folder.name) / _LOG).read_text(encoding="utf-8", errors="replace").strip()
        self._folder.cleanup()
        code = os.waitstatus_to_exitcode(status)
        if answer:
            ended = Ended.from_dict(json.loads(answer))
        elif code == -signal.SIGALRM:
            ended = Ended(Kind.TIME_OUT, message=f"ended from outside after {WALL_S} s")
        elif code in _NOT_STARTED:
            ended = Ended(Kind.NO_START, message=printed[-_MESSAGE_LENGTH:])
        else:
            raise TrialError(f"a run ended with {code}:\n{printed[-_MESSAGE_LENGTH:]}")
        ended.seconds = round(seconds, 1)
        return ended

    def abandon(self) -> None:
        """End it before its end."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._pipe)
        self._folder.cleanup()


def _run(
    root: Path, judge: Judge, probe: Probe | None, mutant: tuple[str, str] | None, pipe: int, folder: Path
) -> int:
    log = os.open(folder / _LOG, os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(log, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.alarm(WALL_S)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))

    def report(ended: Ended) -> NoReturn:
        os.write(pipe, json.dumps(asdict(ended)).encode())
        os._exit(0)

    judge.report = report
    os.chdir(root)
    sys.path[0] = str(root)
    sys.dont_write_bytecode = mutant is not None
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in [name for name in sys.modules if name.partition(".")[0] in _OWN]:
        raise RuntimeError(f"{name} was imported before the fork")
    if mutant is not None:
        path, source = mutant
        module = path.removesuffix(".py").replace("/", ".")
        sys.meta_path.insert(0, _Importer(module, root / path, source))
    arguments = [*_ARGUMENTS, f"--rootdir={root}", f"--alluredir={folder / 'allure'}"]
    code = pytest.main(arguments, plugins=[judge, *([probe] if probe else [])])
    ran = code in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}
    if code == pytest.ExitCode.NO_TESTS_COLLECTED and not judge.rest:
        ran = not judge.order
    if ran and (code == pytest.ExitCode.TESTS_FAILED) == (judge.ended.kind != Kind.SURVIVED):
        report(judge.ended)
    return int(code) if code in _NOT_STARTED else _OUR_MISTAKE
