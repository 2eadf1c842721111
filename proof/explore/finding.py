"""What an exploration has found, as a feature file that can be run and committed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from proof.explore.actions import ACTIONS
from proof.explore.story import HOLDS, Story
from rigs.judging.invariants import INVARIANTS
from steps.gherkin.feature_file import read

CALLS = re.compile(r"\b(SOS|ASSISTANCE) button|\bcrash\b|both buttons")
LONG_S = 120.0
"""Time of the vehicle in s from which a scenario is a long one."""


def feature_of(story: Story, number: int, rerun: str) -> str:
    """Write an interleaving as a feature with one scenario.

    Args:
        story: The interleaving.
        number: The seed that it was found with.
        rerun: The command that finds it again.
    """
    lines = story.lines if story.lines[-1].startswith("Then ") else [*story.lines, HOLDS]
    requirements = story.requirements or _requirements_of(lines)
    tags = [f"@req-{requirement}" for requirement in requirements[:MOST_REQUIREMENTS]]
    needs = sorted({need for line in lines for need in _needs_of(line)})
    marks = [*needs, *(["calls"] if any(CALLS.search(line) for line in lines) else [])]
    marks += ["long"] if story.scene.kernel.time_ns() / 1e9 > LONG_S else []
    return "\n".join(
        [
            "Feature: What the exploration has found",
            "",
            f"  # Vehicle {story.scene.profile.name}, found again by: {rerun}",
            f"  {' '.join(tags)}",
            f"  Rule: {_rule(lines[-1], story)}",
            "",
            *([f"    {' '.join(f'@{mark}' for mark in marks)}"] if marks else []),
            f"    Scenario: Interleaving of seed {number}: {_title(lines)}",
            *(f"      {line}" for line in _joined(lines)),
            "",
        ]
    )


MOST_REQUIREMENTS = 4
"""Most requirements of one Rule."""

ANY_REQUIREMENT = ("REMOTE-03",)
"""The requirement of a finding in a sentence that judges none, such as a state that does not come about."""


def write(folder: Path, story: Story, number: int, rerun: str) -> tuple[Path, str]:
    """Write a finding, and check that it can be read and that each sentence is a step.

    Returns:
        The file and its text.

    Raises:
        ValueError: It cannot be run; the text is in the message.
    """
    text = feature_of(story, number, rerun)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"seed_{number}.feature"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    problems = [each.text for each in document.problems]
    problems += [
        problem
        for case in document.cases
        for step in case.scenario.steps
        if (problem := story.index.problem(step)) is not None
    ]
    if problems:
        raise ValueError("\n".join((*problems, text)))
    return path, text


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Yield sentences with And in place of a keyword that comes again."""
    before = ""
    for line in lines:
        keyword, _, text = line.partition(" ")
        yield f"And {text}" if keyword == before else line
        before = keyword


def _needs_of(line: str) -> tuple[str, ...]:
    return next((action.needs for action in ACTIONS if action.line == line), ())


def _requirements_of(lines: Iterable[str]) -> tuple[str, ...]:
    return next(
        (each.requirements for each in INVARIANTS if any(each.sentence in line for line in lines)), ANY_REQUIREMENT
    )


def _rule(last: str, story: Story) -> str:
    """Return the sentence that does not hold."""
    if last == HOLDS and story.broken:
        return story.broken[0].capitalize()
    return last.partition(" ")[2].capitalize()


def _title(lines: list[str]) -> str:
    """Return a title that tells what was done last."""
    acts = [line.partition(" ")[2] for line in lines if not line.startswith("Then ")]
    return " and then ".join(acts[-2:])
