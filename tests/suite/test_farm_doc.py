"""The recipes of docs/farm.md: what a CI or cluster starts is started here, with the variables that it sets."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports.folder.reader import read_run
from reports.folder.whole import covers_all, group
from rigs.farm.plan_file import load_plan
from tests.support.project import Project, Run, small_project
from tests.support.snippets import SNIPPETS

PAGE = "farm.md"
BAYS = ("bay-1", "bay-2")
RECIPES = [each for each in SNIPPETS if each.page == PAGE and each.language == "yaml"]
GITLAB, GITHUB, KUBERNETES, JUMPSTARTER = (yaml.safe_load(each.body) for each in RECIPES)
LONGEST_S = 60.0
"""What a server of labgrid has not done by then it never does."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small suite with two rigs that are alike."""
    made = small_project(tmp_path_factory)
    virtual = (made.root / "rigs" / "virtual.toml").read_text(encoding="utf-8")
    for bay in BAYS:
        made.write(f"rigs/{bay}.toml", virtual.replace('name = "virtual"', f'name = "{bay}"'))
    return made


def typed(project: Project, command: str, **variables: str) -> Run:
    """Run a line as a runner does, with its variables; places of the recipe lie in the project here."""
    for place in ("/night", "/srv/night", "/tmp/night"):  # noqa: S108  # none of them is used
        command = re.sub(rf"(?<![\w/]){place}(?=[/ ]|$)", f"{project.temporary}/night", command)
    told = " ".join(f"{name}={value};" for name, value in variables.items())
    return project.shell(f"{told} {command.replace('uv run ', '')}")


def whole(project: Project, plan: Path, folders: Iterator[Path] | list[Path]) -> bool:
    """Tell whether folders are together one run of a plan that leaves nothing out."""
    groups = group([(plan, load_plan(plan))], [read_run(folder) for folder in folders])
    assert [line for each in groups for line in each.wrong()] == []
    return covers_all(groups)


def test_each_recipe_is_yaml_of_its_kind() -> None:
    assert GITLAB["stages"] == ["plan", "night", "gate"]
    assert {GITLAB[job]["stage"] for job in ("plan", "night", "gate")} == {*GITLAB["stages"]}
    assert GITHUB["jobs"].keys() == {"plan", "night", "gate"}
    assert (KUBERNETES["apiVersion"], KUBERNETES["kind"]) == ("batch/v1", "Job")
    assert KUBERNETES["spec"]["completionMode"] == "Indexed"
    assert JUMPSTARTER["kind"] == "ExporterConfig"


def test_every_job_of_a_night_knows_the_plan_that_the_first_one_made() -> None:
    assert GITLAB["plan"]["artifacts"]["paths"] == ["night.plan.toml"]
    assert GITHUB["jobs"]["night"]["needs"] == "plan"
    assert GITHUB["jobs"]["gate"]["needs"] == "night"


def script_of(job: dict[str, Any]) -> str:
    """The one line of a job of GitLab, or the one that is run by a job of GitHub."""
    lines = job.get("script") or [step["run"] for step in job["steps"] if "run" in step]
    (line,) = lines
    return str(line)


@pytest.mark.thorough
def test_the_jobs_of_gitlab_plan_run_and_judge_one_night(project: Project) -> None:
    done = typed(project, script_of(GITLAB["plan"]))
    assert done.code == 0, done.output
    (matrix,) = GITLAB["night"]["parallel"]["matrix"]
    for index, bay in enumerate(matrix["BAY"], start=1):
        variables = {
            "BAY": bay,
            "CI_NODE_INDEX": f"{index}",
            "CI_NODE_TOTAL": f"{len(BAYS)}",
            "CI_PIPELINE_ID": "7",
        }
        done = typed(project, script_of(GITLAB["night"]), **variables)
        assert done.code == 0, done.output
    judged = typed(project, script_of(GITLAB["gate"]), CI_PIPELINE_ID="7")

    assert whole(project, project.root / "night.plan.toml", sorted((project.root / "results").glob("7-*")))
    assert "part 1/2 of night.plan.toml, virtual rig bay-1" in judged.output
    assert "parts of a plan" not in judged.output


def test_the_jobs_of_github_are_those_of_gitlab_with_its_own_variables() -> None:
    jobs = GITHUB["jobs"]
    night = jobs["night"]
    number = script_of(night).replace("$((INDEX + 1))", "$CI_NODE_INDEX").replace("$TOTAL", "$CI_NODE_TOTAL")

    assert script_of(jobs["plan"]) == script_of(GITLAB["plan"])
    assert number.replace("$RUN", "$CI_PIPELINE_ID") == script_of(GITLAB["night"])
    assert night["strategy"]["matrix"]["bay"] == [*BAYS]
    assert night["env"] == {
        "BAY": "${{ matrix.bay }}",
        "INDEX": "${{ strategy.job-index }}",
        "TOTAL": "${{ strategy.job-total }}",
        "RUN": "${{ github.run_id }}",
    }
    assert script_of(jobs["gate"]).split()[:7] == script_of(GITLAB["gate"]).split()[:7]


@pytest.mark.thorough
def test_the_pods_of_kubernetes_run_all_parts_from_their_index(project: Project) -> None:
    spec = KUBERNETES["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    assert container["command"] == ["sh", "-c"]
    (line,) = container["args"]
    plan = project.temporary / "night" / "night.plan.toml"
    plan.parent.mkdir(exist_ok=True)
    made = typed(project, f"python -m rigs plan rigs/virtual.toml --hours 1 -o {plan}")
    assert made.code == 0, made.output
    for index in range(spec["completions"]):
        done = typed(project, line, JOB_COMPLETION_INDEX=f"{index}")
        assert done.code == 0, done.output

    assert f"/{spec['completions']} " in line
    assert whole(project, plan, sorted(plan.parent.glob("part-*")))


@pytest.mark.thorough
def test_the_command_of_the_jumpstarter_exporter_takes_from_the_shared_folder(project: Project) -> None:
    method = JUMPSTARTER["export"]["hil"]["config"]["methods"]["night"]
    folder = project.temporary / "night"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    made = typed(project, f"python -m rigs plan rigs/bay-1.toml --hours 1 -o {folder}/night.plan.toml")
    assert made.code == 0, made.output
    done = typed(project, method["command"])

    assert done.code == 0, done.output
    assert method["timeout"] == 11 * 3600
    assert whole(project, folder / "night.plan.toml", [folder / "bay-1"])


@contextmanager
def served(command: list[str], place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server for as long as the block lasts."""
    with subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603  # labgrid's own
        try:
            yield server
        finally:
            server.terminate()


def client(*arguments: str, coordinator: str) -> subprocess.CompletedProcess[str]:
    """Ask the coordinator."""
    environment = {**os.environ, "LG_COORDINATOR": coordinator}
    return subprocess.run(  # noqa: S603  # labgrid's own
        ["labgrid-client", *arguments],  # noqa: S607  # whichever the host has
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.mark.thorough
@pytest.mark.skipif(
    shutil.which("labgrid-client") is None, reason="labgrid is not installed: uv tool install labgrid"
)
def test_the_lines_for_labgrid_run_on_the_bench_that_a_reservation_by_tags_got(
    project: Project, tmp_path: Path
) -> None:
    coordinator = f"127.0.0.1:{free_port()}"
    resources = tmp_path / "resources.yaml"
    resources.write_text(
        "bay-2:\n  NetworkService:\n    address: 127.0.0.1\n    username: lab\n", encoding="utf-8"
    )
    exporter = ["labgrid-exporter", "-c", coordinator, "-n", "host", str(resources)]
    made = project.shell("python -m rigs plan rigs/bay-2.toml --hours 1 -o night.plan.toml")
    assert made.code == 0, made.output
    shutil.rmtree(project.root / "results", ignore_errors=True)
    (lines,) = (each.body for each in SNIPPETS if each.page == PAGE and each.save_as == "take.sh")
    with ExitStack() as servers:
        servers.enter_context(served(["labgrid-coordinator", "-l", coordinator], tmp_path))
        until(lambda: client("resources", coordinator=coordinator).returncode == 0)
        servers.enter_context(served(exporter, tmp_path))  # it gives up where no coordinator listens yet
        until(lambda: "host/bay-2" in client("resources", coordinator=coordinator).stdout)
        for order in (("create",), ("add-match", "host/bay-2/*"), ("set-tags", "kind=hil", "vehicle=electric")):
            told = client("-p", "bay-2", *order, coordinator=coordinator)
            assert told.returncode == 0, told.stderr
        done = typed(project, lines, LG_COORDINATOR=f"{coordinator}; export LG_COORDINATOR")
        left = client("reservations", coordinator=coordinator)

    assert done.code == 0, done.output
    assert whole(project, project.root / "night.plan.toml", [project.root / "results" / "bay-2"])
    assert "bay-2" not in left.stdout


def until(happens: Any) -> None:
    """Ask again until it is so; each question takes a while by itself."""
    for _ in range(30):
        if happens():
            return
    pytest.fail("it never happens")
