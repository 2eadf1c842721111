"""Which scenarios run which lines of the simulated vehicle, measured once per tree with coverage.py."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest

from proof.mutation.places import Place
from proof.mutation.trial import Judge, Kind, run_forked


class ReachError(Exception):
    """The features do not pass on the vehicle as it should be; nothing follows from a mutant then."""


@dataclass(frozen=True)
class Reach:
    """The lines of the simulated vehicle that each scenario runs.

    Attributes:
        cpu_s: CPU time of each scenario by its node id, with coverage on.
        lines: Node ids by line, by path of the module from the root.
    """

    cpu_s: Mapping[str, float]
    lines: Mapping[str, Mapping[int, frozenset[str]]]

    def scenarios(self, path: str, place: Place) -> list[str]:
        """Return the scenarios that a change of a statement may affect, those with most to do there first.

        What runs when the module is imported affects those that run anything of its class, or of its module where
        no scenario runs any of that.
        """
        there = self._count(path, place.lines)
        around = self._count(path, place.scope_lines)
        if place.at_import:
            there = around = around or self._count(path, None)
        return sorted(there, key=lambda name: (-around[name], self.cpu_s[name], name))

    def _count(self, path: str, lines: tuple[int, int] | None) -> Counter[str]:
        first, last = lines or (0, 1 << 30)
        found: Counter[str] = Counter()
        for line, names in self.lines.get(path, {}).items():
            if first <= line <= last:
                found.update(names)
        return found


class _Tracer:
    """The pytest plugin that measures, in the forked process."""

    def __init__(self, root: Path, target: Path) -> None:
        self._root = root
        self._target = target
        self._cpu_s: dict[str, float] = {}
        self._coverage: coverage.Coverage | None = None

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Count lines as those of this scenario from here on."""
        if self._coverage is None:
            os.environ["COVERAGE_CORE"] = "ctrace"  # others know no contexts
            include = [f"{self._root}/simulators/{room}/*" for room in ("ecus", "offboard")]
            self._coverage = coverage.Coverage(data_file=None, include=include, config_file=False)
            self._coverage.start()
        self._coverage.switch_context(nodeid)
        self._cpu_s[nodeid] = -time.process_time()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """End the scenario."""
        self._cpu_s[nodeid] = round(self._cpu_s[nodeid] + time.process_time(), 3)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Write what was found."""
        if self._coverage is None:
            return
        self._coverage.stop()
        data = self._coverage.get_data()
        number = {name: place for place, name in enumerate(self._cpu_s)}
        lines = {
            Path(file).relative_to(self._root).as_posix(): {
                line: sorted(number[name] for name in names if name in number)
                for line, names in data.contexts_by_lineno(file).items()
            }
            for file in sorted(data.measured_files())
        }
        self._target.write_text(json.dumps({"cpu_s": self._cpu_s, "lines": lines}), encoding="utf-8")


def measure(root: Path, target: Path) -> None:
    """Run all features once on a copy of the project and write what they reach.

    Args:
        root: Of the copy.
        target: The file to write.

    Raises:
        ReachError: They do not pass.
    """
    target.unlink(missing_ok=True)
    ended = run_forked(root, Judge((), {}), _Tracer(root, target)).wait()
    if ended.kind != Kind.SURVIVED:
        target.unlink(missing_ok=True)
        raise ReachError(f"the features do not pass as they are: {ended.kind} {ended.scenario}\n{ended.message}")


def read(path: Path) -> Reach:
    """Read what `measure` wrote."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names = list(content["cpu_s"])
    lines = {
        module: {int(line): _names(names, numbers) for line, numbers in of_module.items()}
        for module, of_module in content["lines"].items()
    }
    return Reach(content["cpu_s"], lines)


def _names(names: list[str], numbers: Iterable[int]) -> frozenset[str]:
    return frozenset(names[number] for number in numbers)
