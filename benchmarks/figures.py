"""Figures: what was measured, how often, against what, and what was aimed at."""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Sample = Sequence[float]
"""What repeated measurements of one thing gave."""


@dataclass(frozen=True)
class Target:
    """What a figure, or its ratio to the baseline, is to be.

    Attributes:
        limit: The number.
        of_ratio: Whether it is the ratio that is judged.
        at_least: Whether more is better.
    """

    limit: float
    of_ratio: bool = False
    at_least: bool = False

    def met(self, value: float) -> bool:
        """Whether a value is what was aimed at."""
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.limit:g}{' x' if self.of_ratio else ''}"


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        group: What it belongs to.
        name: What was measured.
        unit: Of the sample.
        sample: One number for each repetition.
        baseline: What was measured beside it, in the same unit; empty where it is a baseline itself.
        against: The sample of the baseline.
        inverse: Whether the ratio says how many times less than the baseline it is, not how many times as much.
        target: What was aimed at, if anything.
    """

    group: str
    name: str
    unit: str
    sample: Sample
    baseline: str = ""
    against: Sample = ()
    inverse: bool = False
    target: Target | None = None

    @property
    def value(self) -> float:
        """The median."""
        return statistics.median(self.sample)

    @property
    def ratio(self) -> float | None:
        """The median against that of the baseline, None without one."""
        if not self.against:
            return None
        base = statistics.median(self.against)
        return base / self.value if self.inverse else self.value / base

    @property
    def met(self) -> bool | None:
        """Whether the target was met, None without one."""
        if self.target is None:
            return None
        judged = self.ratio if self.target.of_ratio else self.value
        return judged is not None and self.target.met(judged)

    def as_json(self) -> dict[str, object]:
        """All of it, with the medians taken."""
        return {
            "group": self.group,
            "name": self.name,
            "unit": self.unit,
            "median": self.value,
            "lowest": min(self.sample),
            "highest": max(self.sample),
            "n": len(self.sample),
            "baseline": self.baseline or None,
            "baseline_median": statistics.median(self.against) if self.against else None,
            "ratio": self.ratio,
            "ratio_is": None if self.ratio is None else "baseline/this" if self.inverse else "this/baseline",
            "target": None if self.target is None else str(self.target),
            "met": self.met,
        }


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown, a heading for each group."""
    lines: list[str] = []
    group = ""
    for figure in figures:
        if figure.group != group:
            group = figure.group
            lines += [
                "",
                f"### {group}",
                "",
                "| what | median | lowest to highest | n | against | ratio | target |",
            ]
            lines.append("|---|---:|---:|---:|---|---:|---|")
        spread = f"{min(figure.sample):.3g} to {max(figure.sample):.3g}"
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} x{' less' if figure.inverse else ''}"
        verdict = "" if figure.target is None else f"{figure.target}: {'met' if figure.met else 'MISSED'}"
        cells = (figure.name, f"{figure.value:.3g} {figure.unit}", spread, str(len(figure.sample)))
        lines.append(f"| {' | '.join((*cells, figure.baseline, ratio, verdict))} |")
    return "\n".join(lines).strip()


def write_json(path: Path, about: Mapping[str, object], figures: Iterable[Figure]) -> None:
    """Write the figures for machines, with what they were measured on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {**about, "figures": [figure.as_json() for figure in figures]}
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def cpu_ns(work: Callable[[], object]) -> int:
    """CPU time of this process, all of its threads, for some work; garbage of earlier work is not its own."""
    gc.collect()
    before_ns = time.process_time_ns()
    work()
    return time.process_time_ns() - before_ns


def each(times_ns: Iterable[float], count: int, unit_ns: float = 1000.0) -> list[float]:
    """Times of a whole as times of one of its `count` parts; in us unless another unit is given."""
    return [time_ns / count / unit_ns for time_ns in times_ns]
