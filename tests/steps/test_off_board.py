"""What a scenario has no use for is not there: one of office and app alone runs without any vehicle."""

from __future__ import annotations

from pathlib import Path

import pytest

from rigs.errors import SuiteError
from rigs.files.known import VIRTUAL
from rigs.kinds.house import SUITE
from rigs.ports import account, backoffice, controls, phone
from rigs.ports.account import GARAGE
from rigs.ports.house import is_off_board
from rigs.ports.port import Observation, Stimulus
from rigs.ports.signals import signal
from rigs.rest.rest_state import prepare
from rigs.run.session import Plan, open_session
from tests.support.project import ROOT, Project, new_project

IN_THE_CHAIN = "a-lock-order-of-the-previous-owner-does-nothing-once-the-new-owner-s-activation-is-finished"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new_project(tmp_path_factory)


def test_a_scenario_has_a_vehicle_where_a_step_reaches_one_and_else_none(project: Project) -> None:
    chapters = ("features/account/vin.feature", "features/activation/succession.feature")
    done = project.run(*chapters, "-q", "--traces", "all", "--history", "none", "--crossing", "none")
    assert done.code == 0, done.output
    traces = {Path(name).name for name in project.traces()}
    assert any(name.startswith(IN_THE_CHAIN[:40]) for name in traces), traces
    assert [name for name in traces if name.startswith(("a-vin-", "a-vehicle-is-not-added"))] == []


def test_the_office_is_there_without_a_vehicle_and_nothing_of_one_is() -> None:
    plan = Plan.load(ROOT / "rigs" / "virtual.toml", None, 1, keep_traffic=True, lab=SUITE)
    assert plan.rig.kind == VIRTUAL.name
    with open_session(plan).without_vehicle.scene("one", ("electric",)) as scene:
        prepare(scene)
        scene.stimulate(account.LOOK, "garage")
        scene.wait(5)
        assert scene.track(GARAGE).value["vehicles"]
        assert not scene.has(controls.IGNITION)
        with pytest.raises(SuiteError):
            scene.track(signal("ignition.state"))
        scene.finish(judged=True)
        assert not scene.journal.traffic


@pytest.mark.parametrize(
    ("port", "alone"),
    [
        (account.ADD_VEHICLE, True),
        (backoffice.SET_DATE, True),
        (backoffice.SET_CONTRACT, False),
        (backoffice.ORDER, False),
        (phone.ORDER, False),
        (controls.IGNITION, False),
        (signal("ignition.state"), False),
    ],
)
def test_a_port_that_a_vehicle_may_have_a_part_in_is_not_off_board(
    port: Stimulus | Observation, alone: bool
) -> None:
    assert is_off_board(port) is alone
