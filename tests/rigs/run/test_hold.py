"""What is held is held by one process at a time, told by whom, and by nobody once that process has ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports.folder.results import reading
from rigs.run.hold import Held, Hold, bench_hold
from tests.support.project import CLEAN, ROOT

HOLDER = """
import sys
from pathlib import Path
from rigs.run.hold import Hold
hold = Hold(Path(sys.argv[1]), "pytest features/")
hold.take()
print("held", flush=True)
sys.stdin.read()
"""


def holder(thing: Path) -> subprocess.Popen[str]:
    """Another process that has it."""
    process = subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-c", HOLDER, str(thing)],
        cwd=ROOT,
        env={**CLEAN, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_who_holds_it_since_when_is_told_and_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    thing = tmp_path / "allure"
    with holder(thing) as process:
        with pytest.raises(Held) as refused, Hold(thing, "me"):
            pass
        told = str(refused.value)
        assert told.startswith(f"{thing} is in use since 2")
        assert f"by pytest features/ (process {process.pid} of " in told
        process.kill()
        process.wait()
    with Hold(thing, "me"):
        pass


def test_what_a_dead_holder_has_left_names_no_holder(tmp_path: Path) -> None:
    """Such as after a restart, with a process id that is in use again, or from another host."""
    thing = tmp_path / "allure"
    (tmp_path / ".allure.hold").touch()
    (tmp_path / ".allure.hold.json").write_text(f'{{"process": {os.getpid()}, "since": "1999"}}')
    with Hold(thing, "me"), pytest.raises(Held, match="by me") as refused, Hold(thing, "other"):
        pass
    assert "1999" not in str(refused.value)


def test_a_hold_that_cannot_be_written_about_holds_all_the_same(tmp_path: Path) -> None:
    thing = tmp_path / "allure"
    (tmp_path / ".allure.hold.json").mkdir()
    first = Hold(thing, "me")
    first.take()
    with pytest.raises(Held, match="by another process"), Hold(thing, "other"):
        pass


def test_a_folder_is_one_thing_by_whatever_name(tmp_path: Path) -> None:
    (tmp_path / "allure").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "allure")
    with Hold(tmp_path / "allure", "me"), pytest.raises(Held), Hold(tmp_path / "link", "other"):
        pass


def test_two_things_are_held_apart(tmp_path: Path) -> None:
    with Hold(tmp_path / "one", "me"), Hold(tmp_path / "two", "other"):
        pass


def test_a_bench_is_there_once_for_all_checkouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with bench_hold("bay 3", "me"):
        with pytest.raises(Held, match=r"bench bay 3 is in use since .* by me"), bench_hold("bay 3", "other"):
            pass
        with bench_hold("bay 4", "other"):
            pass
    (lock,) = tmp_path.glob("*bay-3.hold")
    assert lock.stat().st_mode & 0o666 == 0o666


def test_a_holder_that_stands_still_is_told_with_what_ends_it(tmp_path: Path) -> None:
    thing = tmp_path / "bench"
    with Hold(thing, "me", beats=True) as hold:
        for silent_s, told in (
            (3, ""),
            (42, f", silent for 42 s: if it stands still, end it (kill -9 {os.getpid()})"),
        ):
            then = time.time() - silent_s
            os.utime(tmp_path / ".bench.hold.json", (then, then))
            with pytest.raises(Held) as refused, Hold(thing, "other"):
                pass
            assert str(refused.value).partition(f"on {socket.gethostname()})")[2] == told
        hold.beat()
        with pytest.raises(Held) as refused, Hold(thing, "other"):
            pass
        assert "silent" not in str(refused.value)


def test_a_holder_that_need_not_beat_is_never_called_silent(tmp_path: Path) -> None:
    with Hold(tmp_path / "results", "me"):
        os.utime(tmp_path / ".results.hold.json", (0, 0))
        with pytest.raises(Held, match=r"on \S+\)$"), Hold(tmp_path / "results", "other"):
            pass


@pytest.mark.parametrize("command", ["html", "matrix"])
def test_no_report_is_made_of_results_that_a_run_writes(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from reports.__main__ import main  # noqa: PLC0415  # after the marks, which name its commands

    folder = tmp_path / "allure"
    folder.mkdir()
    with Hold(folder, "pytest features/"):
        code = main([command, str(folder), "--output", str(tmp_path / "made")])
    assert code != 0
    told = capsys.readouterr().err
    assert told.startswith(f"{folder} is in use since ")
    assert told.endswith("wait for its end\n")
    assert not (tmp_path / "made").exists()


def test_a_copy_of_results_in_which_no_run_has_been_is_read_without_a_trace(tmp_path: Path) -> None:
    folder = tmp_path / "allure"
    folder.mkdir()
    with reading([folder, tmp_path / "absent"], "a report"):
        assert [path.name for path in tmp_path.iterdir()] == ["allure"]
