"""A scenario walks through pages of a staging system, and what is broken on one is told as a person sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from rigs.files.rig_file import ROOT, load_rig, load_vehicles
from simulators.offboard.office.office import Office
from simulators.offboard.office.site import Control, Screen, Site
from simulators.servers.office import STAGING, StandInOffice, stand_in
from tests.support.offices import VEHICLE, need_browser
from tests.support.project import Project, Result, project_of
from tests.support.staging_office import RIG, SERVICE

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SCENARIO = "An appointment for maintenance is made in the app on the day that was chosen"
PAGES = """
[services.pages]
driver = "browser"
base_url = "{web}"
staging_text = "STAGING"
sign_in = "/sign-in"
account_text = "Logged in as {{account}}"
sites = {{ store = "/store", web_space = "/web-space", app = "/app", shop = "/shop" }}
timeout_s = 30.0
"""


class RenamedSite(Site):
    """A site that calls the appointment something else."""

    def app_vehicle(self) -> Screen:
        page = super().app_vehicle()
        return replace(page, controls=[*map(self._renamed, page.controls)])

    def _renamed(self, control: Control) -> Control:
        return replace(control, label="Book a slot") if control.label == "Maintenance appointment" else control


class DeadSite(Site):
    """A site whose form of an appointment does nothing."""

    def function(self, name: str) -> Screen:
        return replace(super().function(name), submit=None)


class RenamedOffice(StandInOffice):
    SITE = RenamedSite


class DeadOffice(StandInOffice):
    SITE = DeadSite


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    need_browser()
    found = project_of(tmp_path_factory, "app")
    feature = found.root / "features" / "app" / "functions.feature"
    text = feature.read_text(encoding="utf-8")
    long, short = "in reaction to the sending of the form", "within 5 s of the sending of the form"
    feature.write_text(text.replace(f"2026-06-10 {long}", f"2026-06-10 {short}"), encoding="utf-8")
    answers = found.root / "steps" / "answers.py"
    text = answers.read_text(encoding="utf-8")
    assert "GIVEN_UP_FACTOR = 2\n" in text
    answers.write_text(text.replace("GIVEN_UP_FACTOR = 2\n", "GIVEN_UP_FACTOR = 0.1\n"), encoding="utf-8")
    return found


@pytest.fixture
def run(project: Project) -> Iterator[Callable[[type[Office]], Result]]:
    """Runs the scenario against an office, and gives its result."""
    with ExitStack() as served:

        def run_against(office: type[Office]) -> Result:
            network = load_rig(ROOT / "rigs" / "virtual.toml").load_network()
            profile = load_vehicles()[VEHICLE]
            made = served.enter_context(stand_in(network, profile, environment=STAGING, office=office))
            services = "".join(SERVICE.format(name=name, url=made.http) for name in ("account", "trips"))
            project.write("stand-in.toml", RIG + services + PAGES.format(web=made.web))
            node = f"features/app/functions.feature::{SCENARIO}"
            done = project.run(node, "--rig", "stand-in.toml", "--history", "none", "--traces", "none")
            results = project.results()
            assert SCENARIO in results, done.output
            return results[SCENARIO]

        yield run_against


def test_a_scenario_passes_in_the_browser_and_leaves_no_picture(run: Callable[[type[Office]], Result]) -> None:
    result = run(StandInOffice)
    assert (result.verdict, result.message) == ("pass", "")
    assert not [name for name in result.attachments if name.startswith(("page ", "walk"))]


def test_a_label_that_is_another_is_told_with_those_that_are_there(run: Callable[[type[Office]], Result]) -> None:
    result = run(RenamedOffice)
    assert result.verdict == "fail"
    assert 'the page "My vehicle" has no "Maintenance appointment" to press; it has ' in result.message
    assert '"Book a slot"' in result.message
    pictures = [body for name, body in result.attachments.items() if name.startswith("page ")]
    assert pictures
    assert all(body.startswith(b"\x89PNG") for body in pictures)


def test_a_button_after_which_nothing_comes_is_told_in_the_walk(run: Callable[[type[Office]], Result]) -> None:
    result = run(DeadOffice)
    assert result.verdict == "fail"
    assert "expected an appointment for the vehicle is made on 2026-06-10" in result.message
    walk = result.attachments["walk through the pages"].decode()
    assert "nothing on the page changed after: submit now" in walk
