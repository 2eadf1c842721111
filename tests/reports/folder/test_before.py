"""A run that goes on takes over all that speaks for and against its earlier stretches."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reports.folder.before import Before, taken_over
from reports.folder.checkout import Checkout
from reports.folder.manifest import digests, read_manifest, write_manifest
from reports.folder.progress import NAME, Began, Done, Head, Progress, read_progress
from rigs.errors import ConfigurationError
from tests.support.results_folders import FINISHED, LOCK, STARTED, UNLOCK, folder, result

HEAD = Head(
    plan="ab",
    share="1/1",
    commit="c",
    judging="j",
    rig="virtual",
    rig_files="f",
    vehicle="",
    software="s",
    seed="1",
)
HOST = "bay-3"
LATER_NS = round((STARTED + dt.timedelta(minutes=1)).timestamp() * 1e9)
NOW = Checkout("c", {}, {"steps/late.py": (LATER_NS, 1), "steps/old.py": (0, 1)}, ())


def stopped(
    parent: Path, *, killed: bool = False, modules: Any = None, self_test: str | None = None, **changes: Any
) -> Path:
    """The folder of a run that was stopped behind its first verdict."""
    about = {
        "plan": HEAD.plan,
        "file": "night",
        "share": "1/1",
        "collected": "x",
        "sittings": [{"began": STARTED, "ended": None if killed else FINISHED}],
    }
    made = folder(parent, [result(LOCK)], plan=about, ended=False, exit_status=2, **changes)
    progress = Progress(made, HEAD)
    progress.begin(Began(at=STARTED, host=HOST, modules=modules or {}, self_test=self_test))
    progress.note(LOCK, "pass")
    if not killed:
        progress.end(FINISHED)
    edited(made, files=digests(made))
    return made


def edited(run: Path, **changes: Any) -> None:
    """Write a manifest anew with something else in it."""
    write_manifest(run, read_manifest(run).model_copy(update=changes))


def goes_on(run: Path, *, host: str = HOST) -> Before:
    """What is taken over."""
    progress = read_progress(run)
    assert progress is not None
    return taken_over(run, progress, {}, NOW, host, None)


def test_what_spoke_against_the_first_stretch_speaks_against_all(tmp_path: Path) -> None:
    evil = {"suite": ("steps.a",), "/tmp/evil.py": ("evil",)}  # noqa: S108  # a name alone
    run = stopped(tmp_path, modules={}, changed=("steps/a.py",), touched=("steps/b.py",))
    run_with_evil = stopped(tmp_path / "other", killed=True, modules=evil)
    (run_with_evil / "manifest.json").unlink()

    assert goes_on(run).changed == ("steps/a.py",)
    assert goes_on(run).touched == ("steps/b.py",)
    assert "package pytest==9.2.0" in goes_on(run).modules
    assert goes_on(run_with_evil).modules["/tmp/evil.py"] == ("evil",)  # noqa: S108  # as above


@pytest.mark.parametrize("killed", [False, True])
def test_a_stretch_on_the_suites_own_office_makes_all_of_it_a_self_test(tmp_path: Path, killed: bool) -> None:
    run = stopped(tmp_path, killed=killed, self_test="http://127.0.0.1:8080")
    assert goes_on(run).self_test == "http://127.0.0.1:8080"
    assert goes_on(stopped(tmp_path / "other", killed=killed)).self_test is None


def test_what_was_written_since_a_killed_stretch_began_was_written_while_the_run_was_on(tmp_path: Path) -> None:
    assert goes_on(stopped(tmp_path, killed=True)).touched == ("steps/late.py",)
    assert goes_on(stopped(tmp_path)).touched == ()


def test_on_another_machine_the_times_of_files_tell_nothing(tmp_path: Path) -> None:
    assert goes_on(stopped(tmp_path, killed=True), host="pod-2").touched == ()


def test_the_run_began_with_its_first_stretch(tmp_path: Path) -> None:
    assert goes_on(stopped(tmp_path)).started == STARTED


def test_a_result_that_was_changed_since_is_refused(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    path = next(run.glob("*-result.json"))
    path.write_text(path.read_text().replace("1000", "1001").replace('"name"', '"name" '))

    with pytest.raises(ConfigurationError, match=r"file = '0-result.json': was changed since the run was stopped"):
        goes_on(run)


def test_an_attachment_that_is_gone_is_refused(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    (run / "a-attachment.json").write_text("[]")
    edited(run, files=digests(run))
    (run / "a-attachment.json").unlink()

    with pytest.raises(ConfigurationError, match=r"'a-attachment\.json': is gone since the run was stopped"):
        goes_on(run)


def test_a_result_that_is_gone_is_refused(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    next(run.glob("*-result.json")).unlink()

    with pytest.raises(ConfigurationError, match=r"has a verdict in progress\.jsonl and no result any more"):
        goes_on(run)


def lines_of(run: Path) -> list[str]:
    """The lines that tell how far it has come."""
    return (run / NAME).read_text(encoding="utf-8").splitlines(keepends=True)


def left_with(run: Path, lines: Sequence[str]) -> Path:
    """Leave it with other lines."""
    (run / NAME).write_text("".join(lines), encoding="utf-8")
    return run


def test_a_verdict_that_was_taken_away_since_is_found_out(tmp_path: Path) -> None:
    """Else what had failed would run once more."""
    run = stopped(tmp_path)
    left_with(run, [line for line in lines_of(run) if '"done"' not in line])

    with pytest.raises(
        ConfigurationError, match=r"file = 'progress\.jsonl': was changed since the run was stopped"
    ):
        goes_on(run)


def test_a_run_that_is_said_to_be_of_something_else_is_found_out(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    head, *rest = lines_of(run)
    left_with(run, [head.replace('"seed":"1"', '"seed":"7"'), *rest])

    with pytest.raises(
        ConfigurationError, match=r"file = 'progress\.jsonl': was changed since the run was stopped"
    ):
        goes_on(run)


def test_a_verdict_that_was_added_since_is_found_out(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    (run / "other-result.json").write_text(json.dumps(result(UNLOCK)), encoding="utf-8")
    left_with(run, [*lines_of(run), Done(scenario=UNLOCK, verdict="pass").model_dump_json() + "\n"])

    with pytest.raises(
        ConfigurationError, match=r"file = 'progress\.jsonl': was changed since the run was stopped"
    ):
        goes_on(run)


def test_another_result_in_the_place_of_the_one_that_was_left_is_found_out(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    (run / "0-result.json").rename(run / "1-result.json")

    with pytest.raises(ConfigurationError, match=r"file = '1-result\.json': was added since the run was stopped"):
        goes_on(run)


def test_what_a_killed_stretch_left_behind_one_that_ended_is_taken_over(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    progress = read_progress(run)
    assert progress is not None
    progress.begin(Began(at=FINISHED, host=HOST))
    (run / "1-result.json").write_text(json.dumps(result(UNLOCK)), encoding="utf-8")
    progress.note(UNLOCK, "pass")

    assert goes_on(run).signed == [False, False]


def test_a_line_that_was_cut_short_does_not_spoil_the_next_one(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    left_with(run, [*lines_of(run), '{"kind":"done","scen'])
    progress = read_progress(run)
    assert progress is not None
    progress.begin(Began(at=FINISHED, host=HOST))

    read = read_progress(run)
    assert read is not None
    assert len(read.sittings) == 2


def test_what_nobody_signed_is_not_signed(tmp_path: Path) -> None:
    assert goes_on(stopped(tmp_path)).signed == [False]


def test_a_last_line_that_was_cut_short_is_no_line(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    path = run / NAME
    path.write_text(path.read_text() + '{"kind":"done","scen')

    progress = read_progress(run)
    assert progress is not None
    assert progress.verdicts == {LOCK: "pass"}


@pytest.mark.parametrize("text", ["", "no json\n", '{"kind":"done","scenario":"a","verdict":"pass"}\n', "[]\n"])
def test_what_is_no_progress_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text)

    with pytest.raises(ConfigurationError, match=r"progress\.jsonl: line 1 = "):
        read_progress(tmp_path)


def test_a_verdict_that_does_not_count_is_none(tmp_path: Path) -> None:
    run = stopped(tmp_path)
    progress = read_progress(run)
    assert progress is not None
    progress.note(UNLOCK, "pass")
    progress.drop(LOCK)

    read = read_progress(run)
    assert read is not None
    assert read.verdicts == {UNLOCK: "pass"}
    assert digests(run)[NAME]
