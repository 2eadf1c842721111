"""Each bus gives a sign of life when a scenario is over, or nothing that it was judged by can be believed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from clock.kernel import S
from proof.faulty_rigs.ears import Ear, deaf
from rigs.errors import RecordingFault
from rigs.files.rig_file import ROOT
from rigs.ports import controls
from rigs.rest.rest_state import prepare
from rigs.run.session import Plan, RigSession
from rigs.scene import Scene
from tests.support.liars import NEVER_S, Liar, LyingConnector, deaf_to

END_S = 20.0


@contextmanager
def ended(ear: Ear, *, ignition: str) -> Iterator[Scene]:
    """A scenario that is over at `END_S`, heard by an ear; the vehicle sleeps or is on."""
    plan = Plan.load(ROOT / "rigs" / "virtual.toml", None, 1, keep_traffic=True)
    with (
        closing(RigSession(plan, LyingConnector(plan, Liar(ear=ear)))) as session,
        session.scene("features/x.feature::x", ()) as scene,
    ):
        prepare(scene)
        scene.stimulate(controls.IGNITION, ignition)
        scene.wait(END_S - scene.kernel.now_ns / S)
        yield scene


@pytest.mark.parametrize("ignition", ["off", "on"])
def test_a_bus_that_is_heard_to_the_end_is_believed(ignition: str) -> None:
    with ended(lambda hear: hear, ignition=ignition) as scene:
        events = list(scene.journal.events)
        scene.finish()
        assert scene.journal.events == events
        assert scene.journal.end_ns == END_S * S


@pytest.mark.parametrize(("ignition", "begin_s"), [("off", 10.0), ("on", 10.0), ("on", END_S - 0.1)])
def test_an_ear_that_is_deaf_at_the_end_is_not_believed(ignition: str, begin_s: float) -> None:
    with (
        ended(deaf(begin_s, NEVER_S), ignition=ignition) as scene,
        pytest.raises(RecordingFault, match="no frame after the scenario, although the ignition was turned on"),
    ):
        scene.finish()


def test_frames_that_are_lost_from_just_before_the_end_are_missed() -> None:
    with (
        ended(deaf_to("privacy.mode", "cabin.temp_c", begin_s=END_S - 0.1), ignition="on") as scene,
        pytest.raises(RecordingFault, match="frames of CLIMATE, TELEMATICS were missing"),
    ):
        scene.finish()
