"""What passes on the suite's own office is a self-test: terminal and results say so, and no gate counts it."""

from __future__ import annotations

import datetime as dt

import pytest

from reports.folder.reader import read_run
from reports.gate.folder_checks import check_folder
from reports.gate.judgement import Kind
from reports.gate.policy import POLICIES, load_policy
from tests.support.project import Project, Run, project_of
from tests.support.staging_office import RIG, SERVICE, staging_office

NODE = (
    "features/app/functions.feature::An appointment for maintenance is made in the app on the day that was chosen"
)
pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_of(tmp_path_factory, "app")


@pytest.fixture(scope="module")
def ran(project: Project) -> tuple[Run, str]:
    """A run on the stand-in that says that it is a staging system, and where it is."""
    with staging_office() as (address, _):
        services = "".join(SERVICE.format(name=name, url=address) for name in ("account", "trips", "pages"))
        project.write("stand-in.toml", RIG + services)
        done = project.run(NODE, "--rig", "stand-in.toml", "--history", "none", "--traces", "none")
    assert done.code == 0, done.output
    return done, address


def test_the_terminal_says_so_before_the_first_scenario_and_at_the_end(ran: tuple[Run, str]) -> None:
    done, address = ran
    assert done.output.count(f"self-test: at {address} is the suite's own office") == 2


def test_manifest_and_environment_keep_it(project: Project, ran: tuple[Run, str]) -> None:
    _, address = ran
    run = read_run(project.root / "reports" / "output" / "allure")
    assert run.manifest.rig_kind == "staging"
    assert (run.manifest.self_test, run.environment["self-test"]) == (address, address)


@pytest.mark.parametrize("policy", ["suite", "vehicle"])
def test_its_pass_releases_nothing(project: Project, ran: tuple[Run, str], policy: str) -> None:
    run = read_run(project.root / "reports" / "output" / "allure")
    assert [result.verdict for result in run.results] == ["pass"]
    reasons = list(check_folder(run, load_policy(POLICIES / f"{policy}.toml"), dt.datetime.now(dt.UTC)))
    assert [reason.kind for reason in reasons] == [Kind.UNUSABLE]
    assert reasons[0].text.endswith(
        f"a self-test: at {ran[1]} was the suite's own office, which says nothing of the real one"
    )
    assert reasons[0].requirements == ()  # so that no waiver takes it away
