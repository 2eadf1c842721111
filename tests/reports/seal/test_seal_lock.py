"""The lock is read and written whole, a known reviewer alone seals, and the gate blocks what is not sealed."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reports.__main__ import main
from reports.gate.judgement import Kind, Reason, Terms
from reports.gate.policy import Waiver
from reports.gate.release import judge
from reports.seal import command
from reports.seal.content import LOCK, REVIEWERS, sealed_files, take
from reports.seal.lock import Block, as_text, parse_lock, read_lock
from reports.seal.reasons import unsealed
from reports.seal.seal import load_seal
from rigs.errors import ConfigurationError
from rigs.files.rig_file import ROOT
from tests.support.results_folders import NOW, folder, policy, suite
from tests.support.sealed_checkout import LOCKING, ORDERS, Checkout

MAINTAINERS = "suite maintainers"
Run = Callable[..., int]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout that is sealed."""
    made = Checkout(tmp_path)
    load_seal(tmp_path).write(MAINTAINERS)
    return made


@pytest.fixture
def seal(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, in the checkout; returns its exit code."""
    monkeypatch.setattr(command, "ROOT", checkout.root)
    return lambda *arguments: main(["seal", *arguments])


def lock_of(checkout: Checkout) -> str:
    return (checkout.root / LOCK).read_text(encoding="utf-8")


# The text


def test_a_lock_is_read_as_it_was_written() -> None:
    content = take(ROOT)
    lock = {name: Block(MAINTAINERS, dict(items)) for name, items in content.items()}
    assert parse_lock(as_text(lock), "lock") == lock


def test_a_lock_is_sorted_and_bears_neither_date_nor_hash_of_the_whole(checkout: Checkout) -> None:
    lines = lock_of(checkout).split("\n")
    blocks = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert blocks == sorted(blocks)
    assert all(line.endswith(f", sealed by {MAINTAINERS}") for line in blocks)


def test_changes_of_two_branches_merge_without_a_conflict(checkout: Checkout) -> None:
    """One has loosened a limit, the other has added a scenario elsewhere, both have sealed."""

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@b.invalid", "-c", "init.defaultBranch=main")
        command = ("git", *identity, *arguments)
        subprocess.run(command, cwd=checkout.root, check=True, capture_output=True)  # noqa: S603  # words of this test alone

    def sealed(branch: str) -> None:
        load_seal(checkout.root).write(MAINTAINERS)
        git("commit", "-qam", branch)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "as it is")
    git("switch", "-qc", "limit")
    checkout.replace(LOCKING, "locked within 8 s", "locked within 9 s")
    checkout.replace("rigs/judging/expectation.py", "REACTION_FACTOR = 10", "REACTION_FACTOR = 11")
    sealed("limit")
    git("switch", "-q", "-")
    checkout.append(LOCKING, "\n    Scenario: One more\n      When 5 s pass\n      Then all doors are locked\n")
    checkout.replace("rigs/judging/expectation.py", "GRACE_S = 2.0", "GRACE_S = 1.0")
    sealed("scenario")
    git("merge", "-q", "limit")
    assert load_seal(checkout.root).differences() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< HEAD\n", "line 1 = '<<<<<<< HEAD': is a conflict of a merge: take one side"),
        ("a.py\n", "line 1 = 'a.py': must be `NAME, sealed by REVIEWER`"),
        ("a.py, sealed by me\na.py, sealed by me\n", "line 2"),
        ("a.py, sealed by me\n  x\n  x\n", "line 3 = '  x': stands twice in its block"),
        ("  x\n", "line 1 = '  x': must stand in a block"),
        ("a.py, sealed by me\n    x\n", "line 2 = '    x': must stand in a block"),
    ],
)
def test_a_text_that_is_no_lock_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=r"suite\.lock") as caught:
        parse_lock(text, "suite.lock")
    assert said in str(caught.value)


# The command


def test_a_checkout_that_is_sealed_is_told_so(seal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert seal("--check") == 0
    assert capsys.readouterr().out == "features/suite.lock holds what the suite judges\n"


@pytest.mark.parametrize("arguments", [(), ("--check",)])
def test_a_difference_is_shown_and_nothing_is_written(
    checkout: Checkout, seal: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    before = lock_of(checkout)
    checkout.replace(LOCKING, "locked within 8 s", "locked within 80 s")
    assert seal(*arguments) == 1
    assert lock_of(checkout) == before
    assert capsys.readouterr().out.splitlines() == [
        "judges less than is sealed (1)",
        "  REMOTE-13, REMOTE-15: limit 8 s became 80 s in 'A lock order locks a vehicle that is asleep',"
        " 'A lock order locks a vehicle that is awake', 'A lock order locks a vehicle that is started'",
        "1 difference, not sealed; after review: python -m reports seal --reviewer NAME",
    ]


def test_what_is_sealed_is_shown_and_differs_no_more(
    checkout: Checkout, seal: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.replace(LOCKING, "locked within 8 s", "locked within 80 s")
    assert seal("--reviewer", MAINTAINERS) == 0
    told = capsys.readouterr().out
    assert "limit 8 s became 80 s" in told
    assert told.endswith("1 difference sealed by suite maintainers in features/suite.lock\n")
    assert seal("--check") == 0


def test_a_name_that_is_not_among_the_reviewers_is_refused(
    checkout: Checkout, seal: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lock_of(checkout)
    checkout.replace(LOCKING, "locked within 8 s", "locked within 80 s")
    assert seal("--reviewer", "somebody") == 2
    assert capsys.readouterr().err == (
        "--reviewer: NAME = 'somebody': must be one of reports/policies/reviewers.toml, sealed there:"
        " 'suite maintainers'\n"
    )
    assert lock_of(checkout) == before


def test_who_adds_a_name_does_not_seal_with_it(checkout: Checkout, seal: Run) -> None:
    checkout.add_reviewer("me")
    assert seal("--reviewer", "me") == 2
    assert seal("--reviewer", MAINTAINERS) == 0
    assert seal("--reviewer", "me") == 0


def test_who_has_retired_seals_no_more_and_what_they_sealed_stays(checkout: Checkout, seal: Run) -> None:
    checkout.add_reviewer("me")
    assert seal("--reviewer", MAINTAINERS) == 0
    checkout.replace(REVIEWERS, 'role = "answer', 'retired = true\nrole = "answer')
    assert seal("--reviewer", MAINTAINERS) == 2
    assert seal("--reviewer", "me") == 0
    assert seal("--check") == 0


def test_a_seal_names_who_has_reviewed_each_file(checkout: Checkout, seal: Run) -> None:
    checkout.add_reviewer("doors")
    seal("--reviewer", MAINTAINERS)
    checkout.replace(LOCKING, "locked within 8 s", "locked within 7 s")
    seal("--reviewer", "doors")
    lock = read_lock(checkout.root / LOCK)
    assert (lock[LOCKING].reviewer, lock[ORDERS].reviewer) == ("doors", MAINTAINERS)


def test_what_a_stranger_has_sealed_by_hand_is_told(
    checkout: Checkout, seal: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.replace(LOCK, f"{LOCKING}, sealed by {MAINTAINERS}", f"{LOCKING}, sealed by nobody")
    assert seal("--check") == 1
    assert f"{LOCKING}: sealed by 'nobody', who is not in {REVIEWERS}" in capsys.readouterr().out
    assert seal("--reviewer", MAINTAINERS) == 0
    assert seal("--check") == 0


def test_a_part_is_sealed_and_the_rest_still_differs(
    checkout: Checkout, seal: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.replace(LOCKING, "locked within 8 s", "locked within 7 s")
    checkout.replace("rigs/judging/expectation.py", "GRACE_S = 2.0", "GRACE_S = 1.0")
    assert seal("--reviewer", MAINTAINERS, "rigs") == 0
    assert "REMOTE-15" not in capsys.readouterr().out
    assert seal("--check", "rigs") == 0
    assert seal("--check") == 1


def test_a_path_without_content_is_refused(seal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert seal("--check", "feature") == 2
    assert "PATH = 'feature': must be a file or folder that features/suite.lock holds" in capsys.readouterr().err


def test_two_rows_of_one_title_are_told_with_their_file(
    checkout: Checkout, seal: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.replace(LOCKING, "        | started |\n\n      @smoke", "        | asleep  |\n\n      @smoke")
    assert seal("--check") == 2
    assert LOCKING in capsys.readouterr().err


def test_the_command_shows_what_has_been_sealed_since_a_commit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seal", "--since", "no-such-commit"]) == 2
    assert "must be a commit with features/suite.lock" in capsys.readouterr().err


# The gate


def judged(tmp_path: Path, reasons: tuple[Reason, ...], *waivers: Waiver) -> list[Reason]:
    """Why the gate blocks good results of a suite that is sealed so."""
    tmp_path.mkdir(exist_ok=True)
    made = replace(suite(tmp_path), unsealed=reasons)
    signed = {waiver.requirement: waiver for waiver in waivers}
    return judge([folder(tmp_path)], Terms(policy(), signed), made, NOW).reasons


def test_a_sealed_checkout_does_not_block(checkout: Checkout) -> None:
    assert unsealed(checkout.root) == ()


def test_each_difference_blocks_the_gate_and_the_heaviest_stands_first(checkout: Checkout, tmp_path: Path) -> None:
    checkout.replace(LOCKING, "locked within 8 s", "locked within 80 s")
    checkout.replace("rigs/judging/expectation.py", "GRACE_S = 2.0", "GRACE_S = 1.0")
    checkout.replace("features/open.txt", "ACCT-01\n", "")
    reasons = judged(tmp_path / "results", unsealed(checkout.root))
    assert {reason.kind for reason in reasons} == {Kind.UNSEALED}
    assert reasons[0].text.startswith("less: REMOTE-13, REMOTE-15: limit 8 s became 80 s in ")
    assert [reason.text.partition(":")[0] for reason in reasons] == [
        "less",
        "otherwise",
        "more",
        "told in full by",
    ]


def test_a_waiver_does_not_take_a_difference_away(checkout: Checkout, tmp_path: Path) -> None:
    checkout.append("features/open.txt", "REMOTE-15\n")
    waiver = Waiver(requirement="REMOTE-15", owner="me", reason="late", expires=NOW.date())
    reasons = judged(tmp_path / "results", unsealed(checkout.root), waiver)
    assert Reason(Kind.UNSEALED, "less: REMOTE-15: moved to the open list") in reasons


def test_a_checkout_without_a_lock_blocks(checkout: Checkout) -> None:
    checkout.remove(LOCK)
    assert unsealed(checkout.root)[0].text == f"otherwise: {LOCK}: nothing has been sealed yet"


def test_a_lock_with_a_conflict_blocks(checkout: Checkout) -> None:
    checkout.append(LOCK, "<<<<<<< HEAD\n")
    assert [(reason.kind, "is a conflict of a merge" in reason.text) for reason in unsealed(checkout.root)] == [
        (Kind.UNSEALED, True)
    ]


def test_what_judges_is_sealed_and_what_only_shows_is_not() -> None:
    sealed = {path.relative_to(ROOT).as_posix() for path in sealed_files(ROOT)}
    judging = ("plugin.py", "allure.py", "folder/reader.py", "folder/record.py", "gate/release.py", "seal/lock.py")
    assert {f"reports/{name}" for name in judging} | {"proof/plugin.py", "clock/kernel.py"} <= sealed
    shows = ("reports/html/", "reports/matrix/", "reports/terminal/", "reports/evidence/")
    assert [name for name in sealed if name.startswith(shows)] == []


def test_the_command_declares_one_way_at_a_time() -> None:
    parser = argparse.ArgumentParser(exit_on_error=False)
    command.add_arguments(parser)
    with pytest.raises((argparse.ArgumentError, SystemExit)):
        parser.parse_args(["--check", "--reviewer", MAINTAINERS])
