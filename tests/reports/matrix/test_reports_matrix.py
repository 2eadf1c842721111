"""The matrix tells what each requirement came to, by scenario and fault."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reports.folder.manifest import Manifest
from reports.folder.reader import Run, ScenarioResult
from reports.matrix.command import COLUMNS, as_csv, open_ids
from reports.matrix.page import page
from reports.matrix.rows import Entry, matrix
from rigs.files.catalogue import Requirement
from tests.support.project import ROOT, Project, new_project

LOCK = "features/remote_control/locking.feature::A lock order locks"
HORN = "features/remote_control/horn.feature::One horn order honks once"
FAULT = "lock-at-8.2s"


def requirement(name: str, chapter: str = "remote_control", text: str = "The doors lock.") -> Requirement:
    values = {"id": name, "area": name.partition("-")[0], "chapter": chapter, "line": 7, "text": text}
    return Requirement(**values, verification="can_hil", strength="must")  # type: ignore[arg-type]  # as read from TOML


CATALOGUE = [requirement("REMOTE-01"), requirement("REMOTE-02"), requirement("STATUS-01", "status")]


def result(
    scenario: str = LOCK,
    verdict: str = "pass",
    requirements: tuple[str, ...] = ("REMOTE-01",),
    stop_ms: int = 1_000,
    **more: Any,
) -> ScenarioResult:
    """A result of a scenario, or with `fault` and `campaign` of a campaign."""
    values: dict[str, Any] = {
        "file": Path("1-result.json"),
        "uuid": "",
        "node_id": scenario,
        "name": scenario.partition("::")[2],
        "status": "passed" if verdict == "pass" else "failed",
        "verdict": verdict,
        "requirements": requirements,
        "fault": None,
        "campaign": None,
        "scenario": scenario,
        "start_ms": 0,
        "stop_ms": stop_ms,
        "message": "",
        "tags": (),
        "vehicle": "hybrid",
        "rig": "virtual",
        "attachments": (),
    }
    return ScenarioResult(**{**values, **more})


def run(*results: ScenarioResult, fault: str | None = None) -> Run:
    facts = {"rig": "twin", "vehicle": "electric", "fault": fault, "seed": "1"}
    manifest = SimpleNamespace(**facts, suite_version="0.1.0", commit="c0ffee", dut_software="1234")
    return Run(Path("results"), cast("Manifest", manifest), {}, results)


def entries(*runs: Run, known_open: tuple[str, ...] = ()) -> dict[str, Entry]:
    return {entry.requirement.id: entry for entry in matrix(CATALOGUE, known_open, runs)}


def state(*runs: Run) -> str:
    return entries(*runs)["REMOTE-01"].state


@pytest.mark.parametrize("strength", ["must", "world_model"])
def test_what_only_reports_or_judges_the_model_of_the_world_is_no_pass(strength: str) -> None:
    known = requirement("REMOTE-01").model_copy(update={"strength": strength})

    def came_to(*verdicts: str) -> str:
        results = (result(f"features/x.feature::{verdict}", verdict, status="passed") for verdict in verdicts)
        return matrix([known], (), [run(*results)])[0].state

    assert came_to("reported") == "reported"
    assert came_to("world model", "reported") == "world model"
    assert came_to("pass", "reported") == ("pass" if strength == "must" else "world model")
    assert came_to("fail", "world model") == "fail"


def test_plain_words_stand_in_the_page_and_in_the_table() -> None:
    known = requirement("REMOTE-01").model_copy(update={"plain": "The car locks."})
    found = matrix([known], (), [run(result())])
    (line,) = csv.DictReader(io.StringIO(as_csv(found)))
    assert (line["plain"], line["worst"]) == ("The car locks.", "")
    assert "The doors lock.<br>The car locks</td>" in page(found, [run(result())])


def test_what_nobody_can_judge_says_why() -> None:
    known = requirement("REMOTE-01").model_copy(update={"judged": "no", "why": "out_of_life"})
    assert matrix([known], (), [])[0].state == "not judged: out of life"


def rows(*runs: Run) -> list[tuple[str, str, str]]:
    return [(row.scenario, row.fault, row.result) for row in entries(*runs)["REMOTE-01"].rows]


def test_each_scenario_of_a_requirement_is_followed_by_its_faults() -> None:
    campaign = run(
        result(campaign="baseline"),
        result(fault=FAULT, campaign="caught", verdict="pass"),
        result(fault="lock-never", campaign="survived", verdict="fail"),
    )
    assert rows(run(result(), result(HORN, "fail")), campaign) == [
        (HORN, "", "fail"),
        (LOCK, "", "pass"),
        (LOCK, FAULT, "caught"),
        (LOCK, "lock-never", "survived"),
    ]


def test_a_scenario_stands_at_each_of_its_requirements() -> None:
    found = entries(run(result(requirements=("REMOTE-01", "STATUS-01"))))
    assert [name for name, entry in found.items() if entry.rows] == ["REMOTE-01", "STATUS-01"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_runs_the_last_result_counts_whatever_the_order_of_the_folders(order: tuple[int, int]) -> None:
    runs = [run(result(verdict="fail", stop_ms=2_000)), run(result(stop_ms=1_000))]
    assert rows(*(runs[place] for place in order)) == [(LOCK, "", "fail")]


def test_a_vehicle_to_which_a_scenario_does_not_apply_hides_no_result() -> None:
    later = run(result(verdict="not applicable", stop_ms=2_000))
    assert state(run(result(stop_ms=1_000)), later) == "pass"
    assert state(later) == "not applicable"


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        (("pass", "fail", "rig fault"), "fail"),
        (("pass", "setup failed", "inconclusive"), "setup failed"),
        (("rig fault", "inconclusive"), "rig fault"),
        (("pass", "inconclusive"), "inconclusive"),
        (("pass", "not applicable"), "pass"),
    ],
)
def test_a_requirement_has_the_worst_verdict_of_its_scenarios(verdicts: tuple[str, ...], worst: str) -> None:
    assert state(run(*(result(f"{LOCK} {number}", word) for number, word in enumerate(verdicts)))) == worst


def test_what_a_faulty_vehicle_does_is_no_verdict_on_the_requirement() -> None:
    campaign = run(result(fault=FAULT, campaign="survived", verdict="fail"))
    faulty = run(result(verdict="fail"), fault=FAULT)
    assert state(campaign) == state(faulty) == "not run"
    assert rows(faulty) == [(LOCK, FAULT, "fail")]


def test_a_requirement_without_a_result_is_open_or_not_run() -> None:
    found = entries(run(result()), known_open=("STATUS-01",))
    assert {name: entry.state for name, entry in found.items()} == {
        "REMOTE-01": "pass",
        "REMOTE-02": "not run",
        "STATUS-01": "open",
    }


def test_open_ids_are_read_without_remarks(tmp_path: Path) -> None:
    path = tmp_path / "open.txt"
    path.write_text("# Statements\nREMOTE-01\n\n  STATUS-01\n", encoding="utf-8")
    assert open_ids(path) == ["REMOTE-01", "STATUS-01"]


# The table


def test_the_table_has_a_line_for_each_requirement_scenario_and_fault() -> None:
    campaign = run(result(fault=FAULT, campaign="caught"))
    message = 'expected "a", b\nseen: c'
    ordinary = run(result(verdict="fail", message=message, stop_ms=1_780_000_000_000))
    made = entries(ordinary, campaign)
    table = list(csv.DictReader(io.StringIO(as_csv(made.values()), newline="")))
    assert tuple(table[0]) == COLUMNS
    assert [(line["requirement"], line["fault"], line["result"], line["state"]) for line in table] == [
        ("REMOTE-01", "", "fail", "fail"),
        ("REMOTE-01", FAULT, "caught", "fail"),
        ("REMOTE-02", "", "", "not run"),
        ("STATUS-01", "", "", "not run"),
    ]
    first = table[0]
    assert first["message"] == 'expected "a", b'
    assert (first["scenario"], first["vehicle"], first["rig"]) == (LOCK, "hybrid", "virtual")
    assert (first["when"], first["line"], first["chapter"]) == ("2026-05-28 20:26:40", "7", "remote_control")


def test_a_result_that_does_not_know_vehicle_and_rig_has_those_of_its_run() -> None:
    (row,) = entries(run(result(vehicle="", rig="")))["REMOTE-01"].rows
    assert (row.vehicle, row.rig) == ("electric", "twin")


# The page


def page_of(*runs: Run) -> str:
    return page(matrix(CATALOGUE, ("STATUS-01",), runs), runs)


def test_the_page_needs_nothing_from_elsewhere() -> None:
    text = page_of(run(result()))
    assert not re.search(r"https?://|\bsrc=|\bhref=|@import|url\(", text)


def test_the_page_groups_requirements_by_chapter_with_text_and_line() -> None:
    text = page_of(run(result()))
    chapters = [part.partition("</section>")[0] for part in text.split("<section>")[1:]]
    assert [re.findall(r'class="id">([^<]+)', chapter) for chapter in chapters] == [
        ["REMOTE-01", "REMOTE-02"],
        ["STATUS-01"],
    ]
    assert "Remote control" in chapters[0]
    assert "The doors lock." in chapters[0]
    assert "line 7, must, can_hil" in chapters[0]


def test_the_page_counts_requirements_scenarios_and_faults_once() -> None:
    both = ("REMOTE-01", "REMOTE-02")
    campaign = run(result(fault=FAULT, campaign="caught"), result(fault="lock-never", campaign="survived"))
    text = page_of(run(result(requirements=both), result(HORN, "fail", both)), campaign)
    head = text.partition("<section>")[0]
    assert re.findall(r"<b>(\d+ \w+)</b>", head) == ["3 requirements", "2 scenarios", "2 faults"]
    words = re.findall(r'data-filter="=\w+"><span class="word (\w+)">(\d+)</span> ([a-z ]+)<', head)
    assert words == [
        *(("fail", "2", "fail"), ("none", "1", "open")),
        *(("fail", "1", "fail"), ("pass", "1", "pass")),
        *(("pass", "1", "caught"), ("fail", "1", "survived")),
    ]


def test_what_stands_in_results_is_no_markup() -> None:
    text = page_of(run(result(f"{LOCK} <script>", "fail", message="<img> & 'x'")))
    assert "<img>" not in text
    assert text.count("<script>") == 1
    assert "&lt;img&gt; &amp; &#x27;x&#x27;" in text


def test_the_page_says_what_was_run() -> None:
    text = page_of(run(result()), run(result(), fault=FAULT))
    facts = "suite 0.1.0, commit c0ffee, DUT software 1234, seed 1"
    assert f"Last results of results ({facts}); results ({facts}, fault {FAULT})." in text


def test_equal_results_give_equal_pages() -> None:
    assert page_of(run(result(), result(HORN))) == page_of(run(result(HORN), result()))


# The command


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A run of a feature and the campaign on it."""
    project = new_project(tmp_path_factory)
    for options in ((), ("--prove",)):
        done = project.run("features/remote_control/locking.feature", *options)
        assert done.code == 0, done.output
    return project


@pytest.mark.thorough
def test_the_command_reads_the_last_run_and_the_campaign(project: Project) -> None:
    done = project.shell("python -m reports matrix")
    assert done.code == 0, done.output
    folder = project.root / "reports" / "output" / "matrix"
    table = list(csv.DictReader((folder / "matrix.csv").read_text(encoding="utf-8").splitlines()))
    assert {line["result"] for line in table} >= {"pass", "caught", "good variant passed"}
    states = {line["state"] for line in table}
    assert {state.partition(": ")[0] for state in states} == {"pass", "not run", "not judged"}
    assert "not judged: out of life" in states
    assert "REMOTE-15" in (folder / "matrix.html").read_text(encoding="utf-8")
    assert {line["vehicle"] for line in table if line["result"]} == {"electric"}


def test_a_folder_without_results_is_refused_without_a_traceback(project: Project, tmp_path: Path) -> None:
    done = project.shell(f"python -m reports matrix '{tmp_path / 'none'}' --output '{tmp_path / 'out'}'")
    assert done.code == 1
    assert "Traceback" not in done.output
    assert str(tmp_path / "none") in done.output
    assert not (tmp_path / "out").exists()


def test_a_result_of_an_unknown_requirement_is_told(project: Project, tmp_path: Path) -> None:
    catalogue = project.root / "features" / "requirements.toml"
    whole = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(re.sub(r"\[REMOTE-15\].*?\n\n", "", whole, flags=re.DOTALL), encoding="utf-8")
    try:
        done = project.shell(f"python -m reports matrix --output '{tmp_path}'")
    finally:
        catalogue.write_text(whole, encoding="utf-8")
    assert "left out: results carry REMOTE-15, which is not in the catalogue" in done.output


def test_the_page_is_the_template_beside_its_module_with_all_places_filled() -> None:
    template = (ROOT / "reports" / "matrix" / "page.html").read_text(encoding="utf-8")
    title = "features/x.feature::It costs $folders and $$ <b>"
    runs = [run(result(title))]
    made = page(matrix(CATALOGUE, (), runs), runs)
    parts = [part for part in re.split(r"\$(?:folders|source|counts|chapters)", template) if part]
    assert len(parts) == 5
    assert all(part.replace("$$", "$") in made for part in parts)
    assert "It costs $folders and $$ &lt;b&gt;" in made
