"""Whoever makes the suite weaker is told of, in words that a release manager understands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.seal.content import take
from reports.seal.differences import compare
from rigs.files.rig_file import ROOT
from tests.support.sealed_checkout import CATALOGUE, LOCKING, ORDERS, PRACTICE, PROFILE, Checkout
from tests.support.suite_cases import cases_of

Edit = Callable[[Checkout], Checkout]

ASLEEP = "'A lock order locks a vehicle that is asleep'"
AWAKE = "'A lock order locks a vehicle that is awake'"
STARTED = "'A lock order locks a vehicle that is started'"
ALL_THREE = f"{ASLEEP}, {AWAKE}, {STARTED}"
UNLOCK_DONE = "the vehicle carries out the unlock order in reaction to the order"
LOCK_THEN = "Then all doors and the trunk are locked within 8 s of the order and stay so for 30 min"
LOCK_WHEN = "When the driver orders a lock from the app"
FRONT_LEFT = "'A lock order locks a vehicle of which the front left alone is unlocked'"
ALL_OF_LOCKING = f"28 scenarios of {LOCKING}, such as {FRONT_LEFT}"
DOORS_LOCK = f"9 scenarios of {LOCKING}, such as {FRONT_LEFT}"
UNLOCKING = (
    f"9 scenarios of {LOCKING}, such as 'An unlock order to an unlocked vehicle that is asleep leaves it unlocked'"
)
NO_JUDGE = [
    f"WEAKER REMOTE-{number}: no scenario judges it any more, {count} scenarios did"
    for number, count in ((17, 5),)
]
REMOVED = f"WEAKER {LOCKING}: removed, 28 scenarios of REMOTE-13, REMOTE-15, REMOTE-17, REMOTE-28"
CARRIER = """\
@connected
Feature: All in one
  @req-REMOTE-13 @req-REMOTE-15 @req-REMOTE-17 @req-REMOTE-28
  Scenario: All is well
    Given all doors are locked
    When 5 s pass
"""


def in_locking(before: str, after: str) -> Edit:
    return lambda checkout: checkout.replace(LOCKING, before, after)


WAYS: dict[str, tuple[Edit, list[str]]] = {
    "a limit is loosened": (
        in_locking("locked within 8 s", "locked within 80 s"),
        [f"WEAKER REMOTE-13, REMOTE-15: limit 8 s became 80 s in {ALL_THREE}"],
    ),
    "a limit is tightened": (
        in_locking("locked within 8 s", "locked within 7 s"),
        [f"MILD REMOTE-13, REMOTE-15: limit 8 s became 7 s in {ALL_THREE}"],
    ),
    "a Then is removed": (
        in_locking("      And the vehicle carries out the lock order in reaction to the order\n", ""),
        [
            'WEAKER REMOTE-17: a Then was removed: "the vehicle carries out the lock order in reaction to'
            f' the order" in 5 scenarios of {LOCKING}, such as'
            " 'A lock order to a locked vehicle that is asleep is confirmed and leaves it locked'"
        ],
    ),
    "a feature file is renamed away": (
        lambda checkout: checkout.move(LOCKING, f"{LOCKING}.bak"),
        [
            *NO_JUDGE,
            REMOVED,
            f"WEAKER {LOCKING}.bak: is new and holds 28 scenarios, which pytest does not collect",
        ],
    ),
    "a feature file is moved to where pytest does not look": (
        lambda checkout: checkout.move(LOCKING, "features/build/locking.feature"),
        [
            *NO_JUDGE,
            REMOVED,
            "WEAKER features/build/locking.feature: is new and holds 28 scenarios, which pytest does not collect",
        ],
    ),
    "a feature file is removed": (lambda checkout: checkout.remove(LOCKING), [*NO_JUDGE, REMOVED]),
    "a feature file is moved": (
        lambda checkout: checkout.move(LOCKING, "features/remote_control/doors.feature"),
        [
            f"MILD {LOCKING}: moved to features/remote_control/doors.feature,"
            " 28 scenarios of REMOTE-13, REMOTE-15, REMOTE-17, REMOTE-28"
        ],
    ),
    "the audit is moved out of its folder": (
        lambda checkout: checkout.move(PROFILE, "features/privacy/profile.feature"),
        [
            f"WEAKER {PROFILE}: moved to features/privacy/profile.feature,"
            " 17 scenarios of ECALL-09, PRIV-10, PRIV-15, PRIV-19 and 4 more"
        ],
    ),
    "one scenario without judgement carries all": (
        lambda checkout: checkout.remove(LOCKING).append("features/remote_control/all.feature", CARRIER),
        [
            *NO_JUDGE,
            REMOVED,
            "WEAKER REMOTE-13, REMOTE-15, REMOTE-17, REMOTE-28: the scenario 'All is well' is new and judges"
            " nothing: no Then in it can fail",
        ],
    ),
    "a requirement is moved to the open list": (
        lambda checkout: checkout.append("features/open.txt", "REMOTE-15\n"),
        ["WEAKER REMOTE-15: moved to the open list"],
    ),
    "a requirement is taken off the open list": (
        lambda checkout: checkout.replace("features/open.txt", "ACCT-01\n", ""),
        ["MILD ACCT-01: no longer on the open list"],
    ),
    "a requirement is judged no more": (
        lambda checkout: checkout.replace(
            CATALOGUE, "[REMOTE-15]\n", '[REMOTE-15]\njudged = "no"\nreason = "needs a real door"\n'
        ),
        ['WEAKER REMOTE-15: is no longer judged: "needs a real door"'],
    ),
    "a row is removed": (
        in_locking("        | locked      | asleep  |\n", ""),
        [
            "WEAKER REMOTE-17: the scenario"
            " 'A lock order to a locked vehicle that is asleep is confirmed and leaves it locked' was removed"
        ],
    ),
    "a scenario is added": (
        lambda checkout: checkout.append(
            LOCKING,
            "\n    Scenario: One more\n      Given all doors are locked\n      When 5 s pass\n"
            "      Then all doors are locked\n",
        ),
        ["MILD REMOTE-13, REMOTE-15, REMOTE-28: the scenario 'One more' is new"],
    ),
    "the limit of a step is loosened": (
        lambda checkout: checkout.replace(
            "steps/expectations.py", "within(limit, after", "within(limit * 10, after"
        ),
        [
            "CHANGED steps/expectations.py: changed:"
            " comes_within [Then {condition} within {limit:duration} of {event}]"
        ],
    ),
    "a tolerance of the suite is loosened": (
        lambda checkout: checkout.replace(
            "rigs/judging/assumptions.py",
            "network_reaction_s: float = Field(default=60.0",
            "network_reaction_s: float = Field(default=600.0",
        ),
        [
            "CHANGED rigs/judging/assumptions.py: network_reaction_s: float = Field(default=60.0, gt=0)"
            " became network_reaction_s: float = Field(default=600.0, gt=0)"
        ],
    ),
    "a constant of the judgement is loosened": (
        lambda checkout: checkout.replace(
            "rigs/judging/expectation.py", "REACTION_FACTOR = 10", "REACTION_FACTOR = 1000"
        ),
        ["CHANGED rigs/judging/expectation.py: REACTION_FACTOR = 10 became REACTION_FACTOR = 1000"],
    ),
    "a condition looks at nothing": (
        lambda checkout: checkout.replace("steps/audit.py", "test=lambda soc: soc >= 0", "test=lambda soc: True"),
        [
            'CHANGED steps/audit.py: condition("the state of charge is told", signal("battery.soc_percent"),'
            ' test=lambda soc: soc >= 0, happens=True) became condition("the state of charge is told",'
            ' signal("battery.soc_percent"), test=lambda soc: True, happens=True)'
        ],
    ),
    "a profile widens a tolerance": (
        lambda checkout: checkout.append("rigs/vehicles/electric.toml", "[assumptions]\nreaction_s = 100\n"),
        ["CHANGED rigs/vehicles/electric.toml: assumptions.reaction_s = 100 is new"],
    ),
}
"""What used to get through the gate, each with the words in which it is told."""

EDITS: dict[str, tuple[Edit, str]] = {
    "another package may take part": (
        lambda checkout: checkout.replace(
            "pyproject.toml", '    "pyvisa==', '    "pytest-rerunfailures==16.1",\n    "pyvisa=='
        ),
        "CHANGED pyproject.toml constraint-dependencies: new: pytest-rerunfailures",
    ),
    "the plugin that finds the root": (
        lambda checkout: checkout.append("entry/connect_hil_root.py", "\n\nMARKS = ()\n"),
        "CHANGED entry/connect_hil_root.py: changed: MARKS",
    ),
    "retag": (
        lambda checkout: checkout.replace(LOCKING, "@req-REMOTE-17", "@req-REMOTE-29", count=1),
        "WEAKER REMOTE-17: no scenario judges it any more",
    ),
    "untag": (
        in_locking("@req-REMOTE-13 @req-REMOTE-15", "@req-REMOTE-13"),
        f"WEAKER REMOTE-15: no longer counted for it in {DOORS_LOCK}",
    ),
    "tag one more": (
        in_locking("@req-REMOTE-28", "@req-REMOTE-28 @req-REMOTE-29"),
        f"CHANGED REMOTE-29: counted for it now in {UNLOCKING}",
    ),
    "judge before the order": (
        in_locking(f"{LOCK_WHEN}\n      {LOCK_THEN}", f"{LOCK_THEN}\n      {LOCK_WHEN}"),
        f'WEAKER REMOTE-13, REMOTE-15: the steps stand in another order, moved was "{LOCK_WHEN}" in {ALL_THREE}',
    ),
    "swap When and Then": (
        in_locking(
            f"{LOCK_WHEN}\n      {LOCK_THEN}",
            f"{LOCK_WHEN.replace('When', 'Then')}\n      {LOCK_THEN.replace('Then', 'When')}",
        ),
        f'WEAKER REMOTE-13, REMOTE-15: a Then became a When: "{LOCK_THEN.removeprefix("Then ")}" in {ALL_THREE}',
    ),
    "make a Then a Given": (
        in_locking(LOCK_THEN, LOCK_THEN.replace("Then", "Given")),
        f"WEAKER REMOTE-13, REMOTE-15: no Then is left that judges in {ALL_THREE}",
    ),
    "only report": (
        in_locking(LOCK_THEN, LOCK_THEN.replace("Then", "Then it is reported when")),
        "WEAKER REMOTE-13, REMOTE-15: a Then is measured and no longer judged:"
        f' "it is reported when {LOCK_THEN.removeprefix("Then ")}" in {ALL_THREE}',
    ),
    "add a Background": (
        in_locking("  @req-REMOTE-13", "  Background:\n    Given the ignition is on\n\n  @req-REMOTE-13"),
        "CHANGED REMOTE-13, REMOTE-15, REMOTE-17, REMOTE-28: a Given was added:"
        f' "the ignition is on" in {ALL_OF_LOCKING}',
    ),
    "tag as long": (
        in_locking("@connected", "@connected @long"),
        f"CHANGED REMOTE-13, REMOTE-15, REMOTE-17, REMOTE-28: @long: the tag was added in {ALL_OF_LOCKING}",
    ),
    "judge fewer vehicles": (
        in_locking("  @req-REMOTE-28", "  @req-REMOTE-28 @hybrid"),
        f"WEAKER REMOTE-28: @hybrid: only vehicles with it are judged in {UNLOCKING}",
    ),
    "untag a need": (
        in_locking("@connected\n", ""),
        f"CHANGED REMOTE-13, REMOTE-15, REMOTE-17, REMOTE-28: @connected: the tag was removed in {ALL_OF_LOCKING}",
    ),
    "untag smoke": (
        in_locking("      @smoke\n", ""),
        f"CHANGED REMOTE-13, REMOTE-15: @smoke: the tag was removed in {AWAKE}",
    ),
    "remove a column": (
        lambda checkout: (
            checkout.replace(
                ORDERS,
                "Scenario Outline: The button of <order> order to a vehicle that is <bus> shows",
                "Scenario Outline: The button of <order> order shows",
            )
            .replace(
                ORDERS,
                "      And the vehicle is <bus>\n      When the driver orders <order> from the app\n"
                "      Then the app shows",
                "      When the driver orders <order> from the app\n      Then the app shows",
            )
            .replace(ORDERS, "| order     | kind   | bus     |", "| order     | kind   |")
            .replace(ORDERS, "        | a lock    | lock   | asleep  | unlocked |\n", "")
            .replace(ORDERS, "        | a lock    | lock   | started | unlocked |\n", "")
            .replace(ORDERS, "        | an unlock | unlock | asleep  | locked   |\n", "")
            .replace(ORDERS, "| a lock    | lock   | awake   |", "| a lock    | lock   |")
            .replace(ORDERS, "| an unlock | unlock | awake   |", "| an unlock | unlock |")
        ),
        "WEAKER REMOTE-14: the scenario"
        " 'The button of a lock order to a vehicle that is asleep shows the order in progress' was"
        " removed",
    ),
    "rename a Rule": (
        in_locking("Rule: The doors lock within 8 s of the order", "Rule: The doors lock at last"),
        "CHANGED REMOTE-13, REMOTE-15: the Rule 'The doors lock within 8 s of the order' became"
        " 'The doors lock at last'",
    ),
    "change a description": (
        in_locking("The driver locks and unlocks", "The driver sometimes locks"),
        f"CHANGED {LOCKING}: the description of 'Feature: Remote lock and unlock' was changed",
    ),
    "rename a Feature": (
        in_locking("Feature: Remote lock and unlock", "Feature: Doors"),
        f"CHANGED {LOCKING}: 'Feature: Remote lock and unlock' became 'Feature: Doors'",
    ),
    "rename a scenario": (
        in_locking("Scenario: Without an order the doors stay locked", "Scenario: Nothing locks"),
        "MILD REMOTE-28: the title 'Without an order the doors stay locked' became 'Nothing locks'",
    ),
    "hold for less": (
        in_locking("the trunk stay locked for 60 s", "the trunk stay locked for 6 s"),
        "WEAKER REMOTE-17: limit 60 s became 6 s",
    ),
    "hold for less after it has come": (
        in_locking("stay so for 30 min", "stay so for 30 s"),
        f"WEAKER REMOTE-13, REMOTE-15: limit 30 min became 30 s in {ALL_THREE}",
    ),
    "hold no more after it has come": (
        in_locking(LOCK_THEN, LOCK_THEN.removesuffix(" and stay so for 30 min")),
        'WEAKER REMOTE-13, REMOTE-15: a Then is content with one moment: "and stay so for 30 min" is gone from'
        f' "{LOCK_THEN.removeprefix("Then ")}" in {ALL_THREE}',
    ),
    "hold no more, and come later": (
        in_locking(LOCK_THEN, LOCK_THEN.removesuffix(" and stay so for 30 min").replace("8 s", "9 s")),
        f"WEAKER REMOTE-13, REMOTE-15: limit 8 s became 9 s in {ALL_THREE}",
    ),
    "hold where it was content with a moment": (
        in_locking(UNLOCK_DONE, f"{UNLOCK_DONE} and not again for 60 s"),
        'MILD REMOTE-28: a Then has "and not again for 60 s" now:',
    ),
    "wait for less": (
        in_locking("When 5 min pass", "When 5 s pass"),
        'WEAKER REMOTE-13, REMOTE-15: 5 min became 5 s in the step "5 s pass"',
    ),
    "another unit": (
        in_locking("locked within 8 s", "locked within 8 min"),
        f"WEAKER REMOTE-13, REMOTE-15: limit 8 s became 8 min in {ALL_THREE}",
    ),
    "another event": (
        in_locking(LOCK_THEN, LOCK_THEN.replace("the order", "the start of the wait")),
        f'CHANGED REMOTE-13, REMOTE-15: a Then was changed: "{LOCK_THEN.removeprefix("Then ")}" became',
    ),
    "no attempt": (
        in_locking(
            "      When the driver orders an unlock from the app\n      Then the vehicle carries out",
            "      Then the vehicle carries out",
        ),
        'WEAKER REMOTE-28: a When was removed: "the driver orders an unlock from the app"',
    ),
    "no set-up": (
        in_locking("      And the vehicle is <bus>\n", ""),
        f'CHANGED REMOTE-13, REMOTE-15: a Given was removed: "the vehicle is asleep" in {ASLEEP}',
    ),
    "an easier row": (
        lambda checkout: checkout.replace(PRACTICE, "| 14   | 7    |", "| 16   | 7    |"),
        'CHANGED USE-03: 14 min became 16 min in the step "a trip of 16 min was made 7 days ago"',
    ),
    "remove a scenario": (
        lambda checkout: checkout.replace(
            LOCKING,
            "    Scenario: Without an order the doors stay unlocked\n      Given all doors are unlocked\n"
            "      When 5 min pass\n      Then all doors stay unlocked for 5 min after the start of the wait\n",
            "",
        ),
        "WEAKER REMOTE-13, REMOTE-15: the scenario 'Without an order the doors stay unlocked' was removed",
    ),
    "comment a Then out": (
        in_locking(
            "      Then all doors stay unlocked for 5 min", "      # Then all doors stay unlocked for 5 min"
        ),
        "WEAKER REMOTE-13, REMOTE-15: a Then was removed:",
    ),
    "a table under a step": (
        in_locking("When 5 min pass\n", "When 5 min pass\n        | a | b |\n"),
        'CHANGED REMOTE-13, REMOTE-15: a When was changed: "5 min pass" became "5 min pass | a | b |"',
    ),
    "may instead of must": (
        lambda checkout: checkout.replace(CATALOGUE, 'strength = "must"', 'strength = "may"'),
        "WEAKER ACCT-01: strength must became may in the catalogue",
    ),
    "a lesser rig is enough": (
        lambda checkout: checkout.replace(CATALOGUE, '"can_hil"', '"backoffice_app"'),
        "WEAKER ACCT-45: verification can_hil became backoffice_app in the catalogue",
    ),
    "a limit of the catalogue": (
        lambda checkout: checkout.replace(CATALOGUE, "limit_s = 8", "limit_s = 80"),
        "WEAKER REMOTE-15: limit_s 8 became 80 in the catalogue",
    ),
    "only reported": (
        lambda checkout: checkout.replace(CATALOGUE, "[REMOTE-15]\n", "[REMOTE-15]\nreported = true\n"),
        "WEAKER REMOTE-15: reported = true was added to the catalogue",
    ),
    "a statement is renumbered": (
        lambda checkout: checkout.replace(CATALOGUE, "[USE-06]", "[USE-60]"),
        "WEAKER USE-06: was removed from the catalogue",
    ),
    "a statement says something else": (
        lambda checkout: checkout.replace(CATALOGUE, "One account opens", "Some account opens"),
        'CHANGED ACCT-01: text "One account opens the app." became "Some account opens the app." in the catalogue',
    ),
    "a phrase": (
        lambda checkout: checkout.replace(
            "steps/expectations.py", '"{condition} within', '"{condition} maybe within'
        ),
        "CHANGED steps/expectations.py: removed: comes_within [Then {condition} within {limit:duration} of",
    ),
    "code behind a docstring": (
        lambda checkout: checkout.replace(
            "rigs/judging/expectation.py", "GRACE_S = 2.0\n", 'GRACE_S = 2.0\n"more"; GRACE_S = 9\n'
        ),
        "CHANGED rigs/judging/expectation.py: changed: GRACE_S",
    ),
    "a vehicle lacks something": (
        lambda checkout: checkout.append("rigs/vehicles/electric.toml", 'private_menu = "none"\n'),
        'CHANGED rigs/vehicles/electric.toml: private_menu = "none" is new',
    ),
    "a vehicle is gone": (
        lambda checkout: checkout.remove("rigs/vehicles/hybrid.toml"),
        "CHANGED rigs/vehicles/hybrid.toml: was removed, or holds nothing",
    ),
    "a conftest.py among the features": (
        lambda checkout: checkout.append("features/conftest.py", 'collect_ignore = ["remote_control"]\n'),
        "CHANGED features/conftest.py: is new",
    ),
    "options of pytest": (
        lambda checkout: checkout.replace(
            "pyproject.toml", "[tool.pytest]\n", '[tool.pytest]\naddopts = ["-k", "x"]\n'
        ),
        'CHANGED pyproject.toml [tool.pytest]: pytest.addopts = ["-k", "x"] is new',
    ),
    "another pytest.ini": (
        lambda checkout: checkout.append("pytest.ini", "[pytest]\naddopts = -k x\n"),
        "CHANGED pytest.ini: is new",
    ),
    "a module beside conftest.py": (
        lambda checkout: checkout.append("gherkin.py", "x = 1\n"),
        "CHANGED gherkin.py: is new",
    ),
    "a plugin": (
        lambda checkout: checkout.replace("conftest.py", '    "steps.audit",\n', ""),
        "CHANGED conftest.py: changed: pytest_plugins",
    ),
    "old results": (
        lambda checkout: checkout.replace(
            "reports/policies/suite.toml", "max_age_days = 1", "max_age_days = 1000"
        ),
        "CHANGED reports/policies/suite.toml: max_age_days = 1 became 1000",
    ),
    "an error is a pass": (
        lambda checkout: checkout.replace("reports/outcome.py", "else Verdict.RIG_FAULT", "else Verdict.PASS"),
        "CHANGED reports/outcome.py: changed: verdict_of",
    ),
    "another scaling of a signal": (
        lambda checkout: checkout.replace("dbc/comfort.dbc", "(1,0)", "(0.1,0)"),
        "CHANGED dbc/comfort.dbc: changed",
    ),
    "one more reviewer": (
        lambda checkout: checkout.add_reviewer("me"),
        'CHANGED reports/policies/reviewers.toml: reviewer[me].name = "me" is new',
    ),
    "a module is moved": (
        lambda checkout: checkout.move("rigs/judging/assumptions.py", "rigs/judging/reactions.py"),
        "MILD rigs/judging/assumptions.py: moved to rigs/judging/reactions.py",
    ),
}
"""What a careless colleague does, each with the start of a line that tells it."""

NOTHING: dict[str, Edit] = {
    "nothing": lambda checkout: checkout,
    "a comment in a feature": in_locking("  @req-REMOTE-28", "  # remark\n  @req-REMOTE-28"),
    "indentation": in_locking("      Given all doors are closed", "        Given   all doors are closed  "),
    "And for Given": in_locking("      And all doors are unlocked", "      Given all doors are unlocked"),
    "a column that is wider": in_locking("        | bus    |", "        | bus         |"),
    "a comment in code": lambda checkout: checkout.replace(
        "rigs/judging/expectation.py", "GRACE_S = 2.0", "# why\nGRACE_S = 2.0  # seconds"
    ),
    "a docstring": lambda checkout: checkout.replace(
        "rigs/judging/assumptions.py", "The suite's numbers that", "The numbers of the suite that"
    ),
    "a comment in the catalogue": lambda checkout: checkout.replace(
        CATALOGUE, "[REMOTE-15]", "# remark\n[REMOTE-15]"
    ),
    "an editor's file": lambda checkout: checkout.append("features/use/.practice.swp", "x"),
    "an editor's backup": lambda checkout: checkout.append("rigs/judging/assumptions.py~", "x"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_got_through_the_gate_is_told(tmp_path: Path, way: str) -> None:
    edit, lines = WAYS[way]
    assert edit(Checkout(tmp_path)).told() == lines


@pytest.mark.parametrize("edit", EDITS)
def test_what_a_careless_colleague_does_is_told(tmp_path: Path, edit: str) -> None:
    change, begin = EDITS[edit]
    told = change(Checkout(tmp_path)).told()
    assert [line for line in told if line.startswith(begin)], "\n".join(told)


@pytest.mark.parametrize("edit", NOTHING)
def test_what_judges_the_same_needs_no_seal(tmp_path: Path, edit: str) -> None:
    assert NOTHING[edit](Checkout(tmp_path)).told() == []


def test_crlf_line_ends_need_no_seal(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    for path in tmp_path.rglob("*"):
        if path.suffix in (".feature", ".py", ".toml", ".txt", ".dbc"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert checkout.told() == []


def test_a_seal_reads_features_as_the_collector_does() -> None:
    """Titles, tags and steps are those of the scenarios that run."""
    content = take(ROOT)
    for path in sorted((ROOT / "features").rglob("*.feature")):
        items = content[path.relative_to(ROOT).as_posix()]
        cases = {f"Scenario: {case.title}": case for case in cases_of(path)}
        assert {name for name in items if name.startswith("Scenario: ")} == set(cases)
        for name, case in cases.items():
            tags = " ".join(f"@{tag}" for tag in sorted(case.tags))
            steps = [f"{step.type.capitalize()} {step.name}" for step in case.scenario.steps]
            lines = [line for line in items[name] if not line.startswith(("Rule: ", "# "))]
            assert lines == [tags, *steps]


def test_each_line_that_changes_is_told() -> None:
    """Whatever is taken out of the content of a file, or is written into it."""
    names = [LOCKING, "features/requirements.toml REMOTE", "features/open.txt", "rigs/judging/expectation.py"]
    content = {name: items for name, items in take(ROOT).items() if name in names}
    for name, items in content.items():
        for item, lines in items.items():
            without = {key: value for key, value in items.items() if key != item}
            assert compare(content, {**content, name: without}), (name, item)
            for place in range(len(lines)):
                shorter = {**items, item: (*lines[:place], *lines[place + 1 :])}
                assert compare(content, {**content, name: shorter}), (name, item, lines[place])
