"""A lab whose module and files lie outside the checkout runs scenarios; reports and gate take what it left."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reports.html.test_reports_html import GENERATOR, report
from tests.support.project import OUTPUT, ROOT, Project, Run, small_project

HIL = """
from rigs.bindings.instrument import open_scpi
from rigs.bindings.lab import Kind
from rigs.kinds.virtual import VirtualConnector
from rigs.ports.port import Instrument, Stimulus
from rigs.ports.values import Words

HOOD = Stimulus("contact.hood", "the contact of the hood", Words("open", "closed"), Instrument(), "closed")


def open_bay(plan):
    return VirtualConnector(plan.rig, keep_traffic=plan.keep_traffic, lab=plan.lab)


def pytest_connect_hil_ports(book):
    book.add(HOOD)


def pytest_connect_hil_kinds():
    return [Kind("bay", "a bay", simulated=True, open=open_bay)]


def pytest_connect_hil_drivers():
    return {"bay": lambda *given: open_scpi(*given)}
"""
RIG = """
name = "bay-3"
kind = "bay"
include = ["{rack}"]

[buses.comfort]
database = "dbc/comfort.dbc"
channel = "vcan0"

[buses.inter_system]
database = "dbc/inter_system.dbc"
channel = "vcan1"

[buses.chassis]
database = "{chassis}"
channel = "vcan2"

[instruments.io]
driver = "bay"

[stimuli]
"contact.hood".instrument = "io"
"contact.hood".write = "ROUT:{{value}} (@190)"
"contact.hood".words = {{ open = "CLOS", closed = "OPEN" }}
"""
POLICY = """
releases = "suite"
max_age_days = 1

[kinds]
bay = "simulated"

[rigs]
can_hil = ["bay"]
simulator = ["bay"]
backoffice_app = ["bay"]
"""
CONTRACT = """
from rigs.testing import check_rest_state


def test_the_bay_comes_to_rest(rig_session):
    check_rest_state(rig_session)
"""


@dataclass(frozen=True)
class Outside:
    """A lab, and the checkout that it uses."""

    project: Project
    folder: Path

    def shell(self, line: str) -> Run:
        """Run a line from the root of the checkout; Python finds the module of the lab."""
        return self.project.shell(f"PYTHONPATH={self.folder} {line}")

    def run(self, *arguments: str) -> Run:
        return self.shell(f"pytest -p no:cacheprovider -n 0 -q {' '.join(arguments)}")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Outside:
    folder = tmp_path_factory.mktemp("labs")
    project = small_project(tmp_path_factory)
    (folder / "bay").mkdir()
    (folder / "alone").mkdir()
    shutil.copy2(ROOT / "examples" / "mylab" / "chassis.dbc", folder / "bay")
    rack = project.root / "rigs" / "rack.toml"
    rig = RIG.format(rack=rack.as_posix(), chassis=(folder / "bay" / "chassis.dbc").as_posix())
    for name, text in {
        "bay/hil.py": HIL,
        "bay/bay.toml": rig,
        "bay/test_bay.py": CONTRACT,
        "policy.toml": POLICY,
        "alone/conftest.py": HIL,
        "alone/bay.toml": rig,
        "alone/test_bay.py": CONTRACT,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Outside(project, folder)


@pytest.fixture(scope="module")
def ran(lab: Outside) -> Run:
    return lab.run("features/activation", "-p bay.hil", f"--rig {lab.folder}/bay/bay.toml")


def test_scenarios_run_on_the_rig_of_a_lab_outside_and_say_so(lab: Outside, ran: Run) -> None:
    assert ran.code == 0, ran.output
    manifest = lab.project.manifest()
    assert (manifest.rig, manifest.rig_kind) == ("bay-3", "bay")
    assert {str(lab.folder / "bay" / name) for name in ("bay.toml", "chassis.dbc")} <= set(manifest.rig_files)


def test_the_line_that_runs_a_scenario_again_names_the_module_of_the_lab(lab: Outside, ran: Run) -> None:
    assert ran.code == 0, ran.output
    for result in lab.project.results().values():
        assert "-p bay.hil" in result.description


@pytest.mark.thorough
def test_the_gate_names_what_took_part_in_sentences(lab: Outside, ran: Run) -> None:
    assert ran.code == 0, ran.output
    judged = lab.shell(f"python -m reports gate --policy {lab.folder}/policy.toml")
    assert judged.code == 1, judged.output
    assert "Traceback" not in judged.output
    assert "is no kind that the policy knows" not in judged.output
    elsewhere = judged.output.partition("\ncode from elsewhere ")[2]
    assert f"{lab.folder}/bay/hil.py (bay.hil)" in elsewhere, judged.output


def test_the_report_has_the_results_of_the_lab(
    lab: Outside, ran: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert ran.code == 0, ran.output
    page = tmp_path / "report.html"
    results = lab.project.root / OUTPUT / "allure"
    assert report(monkeypatch, tmp_path, GENERATOR, str(results), "--output", str(page)) == 0
    assert "-result.json" in page.read_text(encoding="utf-8")


def test_the_tests_of_a_lab_outside_run_beside_its_module(lab: Outside) -> None:
    named = f"{lab.folder}/bay -n 0 -q -p no:cacheprovider -p bay.hil --rig {lab.folder}/bay/bay.toml"
    run = lab.shell(f"python -m pytest {named}")
    assert run.code == 0, run.output
    assert "1 passed" in run.output
    unfound = lab.shell(f"pytest {named}")
    assert 'Error while loading plugin "bay.hil"' in unfound.output
    assert "No module named 'rigs'" in unfound.output


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("rig", "said"),
    [
        (
            " --rig {alone}/bay.toml",
            "{alone}/conftest.py lies outside the suite and has not been read; name the module",
        ),
        (
            "",
            "{alone}/conftest.py: pytest_connect_hil_ports comes too late, since the rig file has been read; name",
        ),
    ],
    ids=["for its rig file", "for another one"],
)
def test_a_conftest_outside_that_is_read_too_late_is_told(lab: Outside, rig: str, said: str) -> None:
    alone = lab.folder / "alone"
    run = lab.run(f"{alone}{rig.format(alone=alone)}")
    assert run.code not in (0, 1), run.output
    assert said.format(alone=alone) in run.output


def test_a_module_that_python_does_not_find_is_told(lab: Outside) -> None:
    run = lab.project.run("features/activation", "-n", "0", "-p", "bay.hil")
    assert run.code != 0
    assert run.output.strip() == """ERROR: Error importing plugin "bay.hil": No module named 'bay'"""
