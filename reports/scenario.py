"""What reports read from a collected scenario."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, runtime_checkable

import pytest
from pytest_bdd.parser import Scenario

from rigs.values.measurement import Verdict

FEATURES = "features/"
SUFFIX = ".feature"
_VARIED = re.compile(r".+\[(?P<kind>after|while): [^\]]+\]", re.DOTALL)
"""The form of the node id of a scenario that runs after a history, or in a crossing."""


@runtime_checkable
class ScenarioItem(Protocol):
    """An item of pytest that stands for a scenario.

    Attributes:
        scenario: pytest-bdd's scenario, values put in.
        requirements: Ids of the catalogue.
        rule: Name of the Rule that it stands in, if any.
        feature: Name of the Feature.
        chapter: Folder of the feature file.
        line: In the feature file, counted from 1.
        labels: What else its results say of it.
    """

    scenario: Scenario
    requirements: Sequence[str]
    rule: str | None
    feature: str
    chapter: str
    line: int
    labels: Mapping[str, str]

    def worth(self) -> Verdict:
        """Return what it comes to when its steps run to their end: a pass, *reported* or *world model*."""


def scenario_of(item: pytest.Item) -> ScenarioItem | None:
    """Return the item as a scenario, None for any other test."""
    return item if isinstance(item, ScenarioItem) else None


def is_scenario(nodeid: str) -> bool:
    """Tell whether a node id is that of a scenario."""
    path, separator, _ = nodeid.partition("::")
    return bool(separator) and path.endswith(SUFFIX)


def kinds(nodeids: Iterable[str]) -> str:
    """Write how many run as they are, after histories and in crossings; empty where all run as they are."""
    counted = Counter(match["kind"] if (match := _VARIED.fullmatch(each)) else "" for each in nodeids)
    parts = [f"{counted['']:,} scenarios"]
    parts += [
        f"{counted[kind]:,} {words}"
        for kind, words in (("after", "after histories"), ("while", "in crossings"))
        if counted[kind]
    ]
    return ", ".join(parts) if len(parts) > 1 else ""


def place_and_title(nodeid: str) -> tuple[str, str]:
    """Return `remote_control/locking` and the title, of the node id of a scenario."""
    path, _, title = nodeid.partition("::")
    return path.removeprefix(FEATURES).removesuffix(SUFFIX), title


def epic(scenario: ScenarioItem) -> str:
    """Return the chapter as people read it: `remote_control` is "Remote Control"."""
    return scenario.chapter.replace("_", " ").title()


def description(item: pytest.Item, scenario: ScenarioItem, options: Sequence[str]) -> str:
    """Tell what the scenario is about and how to run it again, in Markdown.

    Args:
        item: For its node id.
        scenario: The same item.
        options: What a command line needs besides the node id to come to the same result.
    """
    source = scenario.scenario
    path = item.nodeid.partition("::")[0]
    rule = source.rule
    parts = [
        source.feature.description,
        f"**Rule: {rule.name}**" if rule else "",
        rule.description if rule else "",
        source.description,
        f"Requirements: {', '.join(scenario.requirements)}" if scenario.requirements else "",
        f"{path}:{scenario.line}",
        f"Run it again: `{rerun_line(item, options)}`",
    ]
    return "\n\n".join(text for part in parts if (text := _flush_left(part or "")))


def rerun_line(item: pytest.Item, options: Sequence[str]) -> str:
    """Return the line that runs just this scenario again, from the root of the project.

    Args:
        item: For its node id.
        options: What the line needs besides to come to the same result.
    """
    return shlex.join(["pytest", item.nodeid, *options])


def _flush_left(text: str) -> str:
    """Drop the indentation of the feature file, which Markdown would take for code."""
    return "\n".join(line.strip() for line in text.strip().splitlines())
