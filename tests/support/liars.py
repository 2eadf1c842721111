"""Rigs that lie, by the title of the scenario that runs on them.

As `features/conftest.py` of a copied project this module takes the place of the run's rig. Each vehicle is known;
what is wrong is what the rig says of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import pytest
import pyvisa

from proof.fault import Fault
from proof.faults.remote_control.locking import moved_at
from proof.faulty_rigs.ears import Ear, deaf, lagging, losing, losing_changes, telling
from proof.faulty_rigs.instruments import Wrap, answering, silent
from proof.slots import BODY
from proof.variant import variant
from rigs.bindings.instrument import InstrumentLink
from rigs.files.rig_file import ROOT, load_rig
from rigs.kinds.virtual import VirtualConnector
from rigs.recording.integrity import BUS_OFF, CONTROLLER_ERROR, RECEIVE_OVERFLOW
from rigs.recording.recorder import Recorder
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, RigSession
from simulators.bus.segment import Segment
from simulators.ecus.body.unit import Body
from simulators.ecus.vehicle import FittedVehicle
from simulators.plant.acoustics import Horn, HornCalibration
from tests.support.stand_in import StandInSession

SEED_OF = "features/remote_control/locking.feature::A lock order locks a vehicle that is asleep"
"""All scenarios run with the seed of this one."""

FULL_DB = 105.0
NEVER_S = 1e6


def deaf_to(*messages: str, begin_s: float) -> Ear:
    """Hears nothing more of some messages, which are named by a signal of each."""
    return deaf(begin_s, NEVER_S, *(NETWORK.message_of(name).frame_id for name in messages))


NETWORK = load_rig(ROOT / "rigs" / "virtual.toml").load_network()
DOORS = NETWORK.message_of("doors.front_left.lock")
LOSING_CHANGES = losing_changes(DOORS.frame_id, DOORS.cycle_ns or 0)
"""Loses each frame of the doors that was sent out of turn."""


@dataclass(frozen=True)
class Liar:
    """A known vehicle and what the rig makes of it.

    Attributes:
        lock_s: When the doors are locked after the order.
        quieter_db: By how much the second honk is quieter.
        ear: Between bus and recorder.
        instruments: What wraps an instrument, by its name.
        clock_error_ms: What the rig file says of its clock.
    """

    lock_s: float = 7.0
    quieter_db: float = 10.0
    ear: Ear = lambda hear: hear
    instruments: Mapping[str, Wrap] = field(default_factory=dict)
    clock_error_ms: float = 0.0


class QuieterBody(Body):
    """Its second honk is quieter by `QUIETER_DB`."""

    QUIETER_DB: ClassVar[float] = 10.0

    def __init__(self, vehicle: FittedVehicle) -> None:
        levels = {"off": 0.0, "full": FULL_DB, "limited": FULL_DB - self.QUIETER_DB}
        horn = Horn(vehicle.wiring, HornCalibration(level_db=levels))
        super().__init__(replace(vehicle, plant=replace(vehicle.plant, horn=horn)))


def vehicle_of(liar: Liar) -> Fault:
    """The known vehicle."""
    quieter = BODY.replaced(variant(QuieterBody, QUIETER_DB=liar.quieter_db))
    return Fault(
        id="known",
        requirement="REMOTE-15",
        scenario="",
        description="Known.",
        deviation=quieter | moved_at("lock", liar.lock_s),
    )


class LyingConnector(VirtualConnector):
    """Connects a known vehicle to a rig that lies."""

    def __init__(self, plan: Plan, liar: Liar) -> None:
        rig = plan.rig.model_copy(update={"clock_error_ms": liar.clock_error_ms})
        super().__init__(rig, keep_traffic=True, build=vehicle_of(liar).build)
        self._liar = liar

    def listen(self, segment: Segment, recorder: Recorder, bus: str) -> None:
        segment.tap(self._liar.ear(recorder.ear(bus)))

    def open_instrument(self, manager: pyvisa.ResourceManager, name: str) -> InstrumentLink:
        wrap = self._liar.instruments.get(name)
        true = super().open_instrument(manager, name)
        return true if wrap is None else wrap(true)


def _louder(by_db: float) -> Callable[[float], float]:
    """A meter that is off, but only for the limited level of the horn (below 104 dB)."""
    return lambda level_db: level_db + by_db if 80 < level_db < 104 else level_db - by_db


def _sound(by_db: float) -> dict[str, Wrap]:
    change = _louder(by_db)
    return {"sound": answering(lambda _, said: f"{change(float(said)):.2f}")}


def _mute(begin_s: float) -> dict[str, Wrap]:
    """A capture of which nothing but silence comes from some time on."""
    return {"audio": silent(begin_s)}


LOCK = {
    "An honest rig": Liar(),
    "Frames lost here and there": Liar(ear=losing(40)),
    "Nothing heard for a third of a second": Liar(ear=deaf(12.0, 12.3)),
    "An adapter that overflows": Liar(ear=telling(CONTROLLER_ERROR, bytes([0, RECEIVE_OVERFLOW]))),
    "An adapter that leaves the bus": Liar(ear=telling(BUS_OFF)),
    "A late lock by a clock that lags": Liar(lock_s=8.2, ear=lagging(0.4)),
    "A good lock by a clock that leads": Liar(lock_s=7.9, ear=lagging(-0.4)),
    "A late lock by a clock that lags as far as the rig file allows": Liar(
        lock_s=8.2, ear=lagging(0.4), clock_error_ms=400.0
    ),
    "A good lock whose frame was lost": Liar(lock_s=7.95, ear=LOSING_CHANGES),
}
HORN = {
    "An honest meter": Liar(),
    "A honk too loud, by a meter that makes it quieter": Liar(quieter_db=2.8, instruments=_sound(-0.15)),
    "A honk quiet enough, by a meter that makes it louder": Liar(quieter_db=3.2, instruments=_sound(0.15)),
}
AUDIO = {
    "A capture that hears": Liar(),
    "A capture that is silent": Liar(instruments=_mute(0.0)),
    "A capture that falls silent": Liar(instruments=_mute(20.0)),
    "A prompt into a capture that is silent": Liar(instruments=_mute(0.0)),
}
STARTED = {
    "An ear that hears to the end": Liar(),
    "An ear that goes deaf while the vehicle is awake": Liar(ear=deaf(30.0, NEVER_S)),
    "Frames of two ECUs lost to the end": Liar(ear=deaf_to("privacy.mode", "cabin.temp_c", begin_s=60.0)),
}
ASLEEP = {
    "An ear that hears a vehicle sleep": Liar(),
    "An ear that goes deaf while the vehicle sleeps": Liar(ear=deaf(30.0, NEVER_S)),
}
LIARS = {**LOCK, **HORN, **AUDIO, **STARTED, **ASLEEP}


class LyingSession(StandInSession):
    """A session whose titles are names of liars."""

    seed_of = SEED_OF

    def session_for(self, title: str) -> RigSession:
        return RigSession(self.plan, LyingConnector(self.plan, LIARS[title]))


@pytest.fixture(scope="session")
def rig_session(pytestconfig: pytest.Config) -> LyingSession:
    return LyingSession(pytestconfig.stash[PLAN])
