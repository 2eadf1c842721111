"""What the pages tell readers to type works: commands run, TOML is allowed, scenarios are collected."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from reports.gate.policy import load_policy, load_waivers
from rigs.files.catalogue import Catalogue
from rigs.files.known import STAGING
from rigs.files.rig_file import load_rig
from rigs.kinds.house import SUITE
from tests.support.project import Project, Run, new_project
from tests.support.snippets import PAGES, ROOT, SNIPPETS, Snippet
from vehicle.profile import VehicleProfile, load_profile

NOT_RUN = {
    "python3 -m venv .venv": "installs everything from a registry; .ci/run runs these two word for word",
    "python -m benchmarks": "takes minutes; tests/suite/test_benchmarks.py runs a short one",
    "python -m rigs new": "asks a person; tests/rigs/commands answer",
    "python -m rigs preflight": "takes a bench; tests/rigs/commands serve one",
    "python -m rigs rest": "takes a bench; tests/rigs/run/test_guard.py serves one",
    'pytest features/remote_control -m "not calls" --rig': "likewise; tests/rigs/kinds/test_bench.py",
    "apt-get": "installs from a registry",
    "dpkg-deb": "unpacks what was installed so",
    "pytest tests/qemu": "boots a virtual machine for minutes; it is a test of its own",
    "CONNECT_HIL_QEMU_KERNEL=": "likewise",
    "python -m tests.twin": "takes an hour in real time; tests/suite/test_twin.py has its parts",
    "python -m simulators office": "goes on until it is stopped; tests/simulators/servers/test_office.py runs it",
    "python -m rigs pages": "takes a browser and pages; tests/rigs/bindings/test_browser.py has both",
    "uv sync --group office": "installs from a registry",
    "export HIL_MAILBOX_PASSWORD": "is for the lines after it",
    "pytest features/app/functions.feature --rig rigs/stand_in.toml": "takes a browser and the stand-in",
    "uv run pytest tests/rigs/bindings/test_office_contract.py": "takes minutes and a browser",
    "python -m simulators serve": "goes on until it is stopped; tests/simulators/servers run it",
    "uv run --group report python -m reports html": "takes a Node.js; tests/reports/html build reports",
    "uv run --group mutation python -m proof.mutation": "takes hours and a group of its own",
    "uv run python -m tests.reference": "tests/suite/test_reference_doc.py runs it",
    "uv run python -m reports seal": "judges a commit, and a copy has none; tests/reports/seal run it",
    "PYTHONPATH=/srv/labs": "takes a lab outside; tests/examples/test_lab_outside.py has one",
    "CONNECT_HIL_SIGNING_KEY=": "takes a bench and its key; tests/reports/gate sign and judge",
    "uv run --group signing python -m reports key": "takes a group of its own; tests/reports/gate make keys",
    "uv run python -m reports cross-check": "needs the runs of two rigs; tests/reports/cross_check make them",
    "pytest features/ --plan night.plan.toml": "takes minutes; tests/rigs/farm run a small plan in parts",
    'eval "$(labgrid-client reserve': "takes a coordinator; tests/suite/test_farm_doc.py runs all lines with one",
    "labgrid-client -p + lock": "likewise",
    "bay=$(labgrid-client": "likewise",
    "pytest features/ --rig rigs/$bay.toml": "likewise",
    "labgrid-client -p + unlock": "likewise",
    "jmp shell": "takes a Jumpstarter; tests/suite/test_farm_doc.py runs the command that it starts",
    "uv run python -m reports gate": "judges a commit, and a copy has none; tests/reports/gate run it",
}
"""Commands that are not run here, by how they begin, and why not; every other one is run."""

LANGUAGES = {"sh", "console", "text", "toml", "gherkin", "python", "diff", "yaml"}
"""`sh`: commands, `console`: commands behind a `$` with what they print, `text`: what is printed or drawn.

`yaml` is read by tests/suite/test_farm_doc.py, which runs the commands in it.
"""

TUTORIAL = "tutorial.md"

BENCH = """
[buses.comfort]
database = "dbc/comfort.dbc"
channel = "can0"
interface = "socketcan"

[buses.inter_system]
database = "dbc/inter_system.dbc"
channel = "can1"
interface = "socketcan"
"""
"""What a part of a rig file is completed with, beside the rack."""


def of(language: str) -> list[Snippet]:
    """Give the snippets of a language."""
    return [snippet for snippet in SNIPPETS if snippet.language == language]


def why_not_run(command: str) -> str | None:
    """Say why a command is not run."""
    return next((why for begin, why in NOT_RUN.items() if command.startswith(begin)), None)


def typed(project: Project, command: str) -> Run:
    """Run a command in a copy of the project; `uv run` is what this process runs in already."""
    line = re.sub(r"^uv run( -q)? ", "", command).replace("/tmp/", f"{project.temporary}/")  # noqa: S108
    return project.shell(line)


def change(project: Project, name: str, diff: str) -> None:
    """Take lines away from a file and put others in their place."""
    gone, come = ("".join(line[1:] + "\n" for line in diff.splitlines() if line[0] == sign) for sign in "-+")
    text = (project.root / name).read_text(encoding="utf-8")
    assert text.count(gone) == 1, f"{name} has not once: {gone}"
    project.write(name, text.replace(gone, come))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new_project(tmp_path_factory)


def test_every_snippet_is_marked_with_a_language_that_is_tested() -> None:
    assert [f"{each}: {each.language!r}" for each in SNIPPETS if each.language not in LANGUAGES] == []


def test_every_fence_is_read() -> None:
    fences = sum(
        len(re.findall(r"^ *```", page.read_text(encoding="utf-8"), flags=re.MULTILINE)) for page in PAGES
    )

    assert fences == 2 * len(SNIPPETS)


def test_each_reason_is_that_of_a_command_of_the_pages() -> None:
    written = [command for snippet in of("sh") for command in snippet.commands]
    written += [line[2:] for snippet in of("console") for line in snippet.body.splitlines() if line[:2] == "$ "]

    assert [begin for begin in NOT_RUN if not any(command.startswith(begin) for command in written)] == []


def test_a_command_that_is_shown_with_what_it_prints_is_not_run_for_a_reason() -> None:
    shown = [line[2:] for each in of("console") for line in each.body.splitlines() if line[:2] == "$ "]

    assert [command for command in shown if why_not_run(command) is None] == []


def test_a_command_of_the_pages_runs_well(project: Project) -> None:
    commands = [(each, line) for each in of("sh") if each.page != TUTORIAL for line in each.commands]
    ran = [(str(each), line, typed(project, line)) for each, line in commands if why_not_run(line) is None]

    assert ran
    assert [(place, line, run.output) for place, line, run in ran if run.code != 0] == []


@pytest.mark.thorough
def test_the_tutorial_shows_what_its_reader_sees(project: Project) -> None:
    output = ""
    for each in (each for each in SNIPPETS if each.page == TUTORIAL):
        if each.language == "sh":
            output = "\n".join(typed(project, command).output for command in each.commands)
        elif each.language == "text":
            assert [line for line in each.body.splitlines() if line not in output] == [], f"{each}: {output}"
        elif each.language == "diff":
            change(project, "proof/catalogue.py", each.body)
        else:
            assert each.save_as is not None, f"{each} says no file to save it as"
            project.write(each.save_as, each.body)


@pytest.mark.parametrize("snippet", of("toml"), ids=str)
def test_what_the_pages_write_in_toml_is_allowed(snippet: Snippet, tmp_path: Path) -> None:
    table = tomllib.loads(snippet.body)
    path = tmp_path / "file.toml"
    path.write_text(snippet.body, encoding="utf-8")
    if "releases" in table:
        load_policy(path)
    elif "waiver" in table:
        load_waivers(path, Catalogue.load(ROOT / "features" / "requirements.toml"))
    elif table.keys() <= VehicleProfile.model_fields.keys():
        usual = (ROOT / "rigs" / "vehicles" / "electric.toml").read_text(encoding="utf-8")
        lines = (line for line in usual.splitlines() if line.partition(" = ")[0] not in table)
        path.write_text("\n".join([*lines, snippet.body]), encoding="utf-8")
        load_profile(path)
    elif table.get("kind") == STAGING.name:
        load_rig(path)
    elif snippet.page != TUTORIAL:  # there they are run, mistakes and all
        load_rig(completed(snippet.body, tmp_path), SUITE.known)


def completed(part: str, folder: Path) -> Path:
    """Write a rig file that has a part of one in it, and the rest from the rack and a bench."""
    rack = (ROOT / "rigs" / "rack.toml").read_text(encoding="utf-8")
    addressed = re.sub(
        r"^(\[instruments\.(\w+)\])$", r'\1\nresource = "TCPIP::\2::5025::SOCKET"', rack, flags=re.M
    )
    (folder / "bench.toml").write_text(addressed + BENCH, encoding="utf-8")
    head = 'include = ["bench.toml"]\n'
    if "name =" not in part:
        head += 'name = "part"\nkind = "bench"\n'
    if part.startswith('"sound.level"'):
        head += "[observations]\n"
    path = folder / "rig.toml"
    path.write_text(head + part.replace("lab/body.dbc", "dbc/comfort.dbc"), encoding="utf-8")
    return path


@pytest.mark.parametrize("snippet", [each for each in of("gherkin") if each.page != TUTORIAL], ids=str)
def test_a_scenario_of_the_pages_is_collected(snippet: Snippet, project: Project) -> None:
    feature = snippet.body if "Feature:" in snippet.body else f"@connected\nFeature: Part\n\n{snippet.body}"
    project.write("features/remote_control/part.feature", feature)
    run = typed(project, "pytest features/remote_control/part.feature --collect-only -q")

    assert run.code == 0, run.output
    for title in re.findall(r"Scenario: (.*)", snippet.body):
        assert f"part.feature::{title}" in run.output


@pytest.mark.parametrize("snippet", of("python"), ids=str)
def test_what_the_pages_write_in_python_can_be_read(snippet: Snippet) -> None:
    ast.parse(snippet.body)
