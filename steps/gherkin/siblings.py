"""Other scenarios of the same chapter, after which one may run: it must not miss what these leave behind."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from rigs.files.lengths import LONG
from steps.gherkin.collect import FeatureFile, ScenarioItem
from steps.gherkin.variation import variations_in

OFTEN = "often.feature"
"""Name of the files whose scenarios do one thing very often, which takes its time."""

_DONE = pytest.StashKey[frozenset[str]]()
"""Key of what is done in a scenario and takes no long time, on an item of pytest."""

_LASTS = re.compile(r"\d\d(?::\d\d)? min\b|\d h\b|\bfull\b|by the calendar|stands at")
"""Words of a step that takes ten minutes or more, or takes the vehicle to a place and not back."""


def siblings_of(scenario: ScenarioItem, may_run: Callable[[ScenarioItem], bool]) -> list[ScenarioItem]:
    """Return the scenarios that run before one: of its file, and of the other files of its chapter, one each.

    Each does something, and something else than the scenario. Of its file it is the next one that judges the same
    requirement, or else the next one; behind the last one comes the first. Of the other files it is the one whose
    place among them is that of the scenario in its chapter, so that neighbours run after different ones.
    """
    file = scenario.parent
    assert isinstance(file, FeatureFile)  # noqa: S101  # no other collector makes scenarios
    chapter = file.chapter()
    place = next(at for at, each in enumerate(chapter) if each.scenario_id == _itself(scenario))
    in_turn = [*chapter[place + 1 :], *chapter[:place]]
    done = _done_in(scenario)
    fitting = [each for each in in_turn if not _quickly_done_in(each) <= done and may_run(each)]
    near = [each for each in fitting if each.path == scenario.path]
    judged = set(scenario.requirements)
    near.sort(key=lambda each: judged.isdisjoint(each.requirements))
    far = sorted((each for each in fitting if each.path != scenario.path), key=lambda each: each.scenario_id)
    return [*near[:1], *([far[place % len(far)]] if far else ())]


def _itself(scenario: ScenarioItem) -> str:
    """Return the node id of a scenario without what varies it."""
    return variations_in(scenario.scenario_id)[0]


def _done_in(scenario: ScenarioItem) -> frozenset[str]:
    return frozenset(step.name for step, _ in scenario.itself if step.type == "when")


def _quickly_done_in(scenario: ScenarioItem) -> frozenset[str]:
    """Return the Whens of a scenario but for those that wait; none where it takes a long time."""
    if _DONE not in scenario.stash:
        lasts = any(_LASTS.search(step.name) for step, _ in scenario.itself)
        quick = scenario.path.name != OFTEN and LONG not in scenario.extra_keyword_matches and not lasts
        done = (name for name in _done_in(scenario) if not name.endswith(" pass"))
        scenario.stash[_DONE] = frozenset(done if quick else ())
    return scenario.stash[_DONE]
