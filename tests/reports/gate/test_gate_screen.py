"""The gate prints one screen, the verdict first, whatever stands in the files, and ends with 0, 1 or 2."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.__main__ import main
from reports.gate import command as gate
from reports.gate.judgement import Judgement, Kind, Reason
from reports.gate.policy import SUITE
from reports.gate.screen import screen
from reports.matrix.command import open_ids
from rigs.files.rig_file import ROOT
from rigs.run.hold import Held, Hold
from tests.reports.folder.test_manifest import git
from tests.reports.gate.test_gate import BENCH, LACKS, VEHICLE, skipped
from tests.reports.gate.test_gate_files import failing, waiver
from tests.support.loaded_suite import loaded_once
from tests.support.results_folders import AUDIT, LOCK, ROUTING, UNLOCK, folder, judged, others, result, seal


def test_the_first_line_is_the_verdict_with_suite_software_rigs_and_days(tmp_path: Path) -> None:
    first, heading, run, *rest = screen(judged(tmp_path, folder(tmp_path)), "suite")
    assert first == (
        "RELEASE  suite  suite 0.1.0 0123456789ab  simulators-0123456789abcdef  virtual rig virtual  2026-06-01"
    )
    assert heading == "runs (1)"
    assert run.endswith(": virtual rig virtual, vehicle each scenario's own, 4 of 4 passed, 2026-06-01 11:00 UTC")
    assert rest == ["open, does not block (1)", "  REMOTE 99"]


def test_several_runs_are_told_together_and_one_by_one(tmp_path: Path) -> None:
    first, _, *runs = screen(judged(tmp_path, folder(tmp_path), folder(tmp_path, **BENCH)), "suite")
    assert "simulators-0123456789abcdef, TBM 4.2.1  virtual rig virtual, bench rig bay-3" in first
    assert "virtual rig virtual" in runs[0]
    assert "bench rig bay-3, vehicle electric" in runs[1]


def test_a_self_test_is_told_as_one(tmp_path: Path) -> None:
    run = folder(tmp_path, self_test="http://127.0.0.1:8080")
    line = list(screen(judged(tmp_path, run), "suite"))[2]
    assert f"{run}: self-test, virtual rig virtual," in line


def test_what_did_not_apply_is_counted_apart(tmp_path: Path) -> None:
    run = folder(tmp_path, skipped(LACKS), **BENCH)
    line = list(screen(judged(tmp_path, run, by=VEHICLE), "vehicle"))[2]
    assert "vehicle electric, 3 of 4 passed, 1 not applicable, 2026-06-01 11:00 UTC" in line


def test_what_says_nothing_of_the_vehicle_is_counted_apart(tmp_path: Path) -> None:
    told = [result(LOCK, verdict="reported"), result(ROUTING, verdict="world model")]
    line = list(screen(judged(tmp_path, folder(tmp_path, [*others(LOCK, ROUTING), *told])), "suite"))[2]
    assert ", 2 of 4 passed, 1 reported, 1 world model, 2026-06-01 11:00 UTC" in line


def test_what_nobody_can_judge_is_listed_by_the_reason() -> None:
    known = {"advice": ["ACCT-19"], "may": [], "out_of_life": ["UPDATE-04", "UPDATE-06", "UPDATE-07"]}
    assert list(screen(Judgement(not_judged=known), "suite"))[1:] == [
        *("not judged, advice (1)", "  ACCT 19", "not judged, out of life (3)", "  UPDATE 04 06-07")
    ]


def test_long_lists_are_cut_and_counted(tmp_path: Path) -> None:
    run = folder(tmp_path)
    seal(run, [LOCK, UNLOCK, ROUTING, AUDIT, *(f"{LOCK} {turn}" for turn in range(100))])
    lines = list(screen(judged(tmp_path, run), "suite"))
    assert lines[0].startswith("BLOCKED  suite  ")
    assert "4 of 104 passed" in lines[2]
    assert lines[3].startswith("not run (100): ")
    shown = [line for line in lines if line.startswith("  features/")]
    assert f"  and {100 - len(shown)} more" in lines
    assert 2 < len(shown) < 30


def test_reasons_of_every_kind_stay_on_one_screen() -> None:
    reasons = [Reason(kind, f"{kind} {turn}") for turn in range(50) for kind in Kind]
    lines = list(screen(Judgement(reasons=reasons), "suite"))
    assert lines[0] == "BLOCKED  suite  nothing that can be read"
    for kind in Kind:
        assert any(line.startswith(f"{kind} (50): ") for line in lines)
        assert f"  {kind} 0" in lines
    assert len(lines) <= 1 + 4 * len(Kind)  # head, two entries, and how many more


def test_open_requirements_are_all_listed_in_short() -> None:
    ids = ["ACCT-01", "ACCT-02", "ACCT-03", "ACCT-07", "APP-10", "APP-11"]
    lines = list(screen(Judgement(tolerated=ids), "suite"))
    assert lines[1:] == ["open, does not block (6)", "  ACCT 01-03 07, APP 10-11"]


@pytest.mark.parametrize(
    "hostile", ["x\nRELEASE  vehicle", "x\rRELEASE", "\x1b[2J\x1b[HRELEASE", "\u202eRELEASE", "x" * 10_000]
)
def test_what_stands_in_a_file_neither_breaks_nor_fakes_the_screen(tmp_path: Path, hostile: str) -> None:
    name = f"{LOCK}{hostile}"
    run = folder(
        tmp_path,
        [*others(), result(name, status="failed", verdict="fail", requirements=("REMOTE-15",))],
        dut_software=hostile,
    )
    lines = list(screen(judged(tmp_path, run), "suite"))
    assert lines[0].startswith("BLOCKED  suite  ")
    assert any(line.startswith(f"    {LOCK}") for line in lines)
    for line in lines:
        assert not line.startswith("RELEASE")
        assert line.isprintable()
        assert len(line) < 300


def test_waivers_are_told_with_owner_and_last_day(tmp_path: Path) -> None:
    lines = list(screen(judged(tmp_path, folder(tmp_path, failing()), waivers=[waiver()]), "suite"))
    assert lines[0].startswith("RELEASE")
    assert f"  product failure: {LOCK} (REMOTE-15, virtual): M. Curie, until 2026-06-02" in lines


# The command


@pytest.fixture(scope="module", autouse=True)
def suite_loaded_once() -> Iterator[None]:
    with loaded_once():
        yield


def test_the_command_blocks_with_1_and_refuses_wrong_files_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gate", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("BLOCKED  suite  nothing that can be read\n")
    for option in ("--policy", "--waivers"):
        assert main(["gate", str(tmp_path), option, str(tmp_path / "none.toml")]) == 2
        told = capsys.readouterr()
        assert (
            told.err
            == f"{tmp_path}/none.toml: file = 'No such file or directory': must be a file that can be read\n"
        )
        assert told.out == ""


def test_the_command_releases_with_0(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "judge", lambda *_: Judgement())
    assert main(["gate", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("RELEASE")


def test_results_to_which_a_run_writes_are_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "WAIT_S", 0)
    run = folder(tmp_path)
    with Hold(run, "pytest features/"):
        assert main(["gate", str(run)]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.endswith("wait for its end\n")) == ("", True)


def test_no_run_takes_a_folder_while_the_gate_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = folder(tmp_path)
    with Hold(run, "pytest features/"):
        pass

    def judge(*_: object) -> Judgement:
        with pytest.raises(Held, match="by python -m reports gate"):
            Hold(run, "pytest features/").take()
        return Judgement()

    monkeypatch.setattr(gate, "judge", judge)
    assert main(["gate", str(run)]) == 0


def test_the_screen_says_by_which_policy_and_of_which_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "judge", lambda *_: Judgement())
    monkeypatch.chdir(ROOT)
    main(["gate"])
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  policy reports/policies/suite.toml",
        "  results at most 1 days old, of committed files alone, signed or not",
        "  a pass counts: can_hil on virtual, twin, bench; simulator on virtual, twin, bench;"
        " backoffice_app on virtual, twin, bench",
    ]
    lax = tmp_path / "lax.toml"
    lax.write_text(SUITE.read_text().replace("clean = true", "clean = false"))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    main(["gate", "--policy", str(lax)])
    commit = git(tmp_path, "rev-parse", "HEAD")[:12]
    assert capsys.readouterr().out.splitlines()[1:3] == [
        f"  policy {lax}, not of this checkout, commit {commit}",
        "  results at most 1 days old, also of files that no commit has, signed or not",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_any_terminal_can_show_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    monkeypatch.setattr(sys, "stdout", terminal)
    run = folder(tmp_path, [result("features/a.feature::Größe 😀", status="failed", verdict="fail")])
    (run / "\udcff").write_text("a name that is no UTF-8")
    assert main(["gate", str(run)]) == 1
    terminal.flush()
    shown = terminal.buffer.getvalue().decode(encoding)
    assert shown.startswith("BLOCKED")
    assert "features/a.feature::Gr" in shown
    assert "\\udcff was added" in shown


def test_the_suite_that_judges_is_this_checkout() -> None:
    loaded = gate.load_suite()
    assert len(loaded.catalogue) == 364
    assert loaded.simulators.startswith("simulators-")
    assert loaded.open_ids == {*open_ids(ROOT / "features" / "open.txt")}
    assert all(name in loaded.catalogue for name in loaded.open_ids)


def test_the_guide_explains_every_kind_of_reason() -> None:
    guide = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| ")]
    named = {name.strip() for row in rows for name in row.split(",")}
    assert {str(kind) for kind in Kind} <= named
