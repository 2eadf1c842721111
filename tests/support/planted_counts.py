"""The rig of a run, with an account of all frames of each scenario.

As `features/conftest.py` of a copied project this module takes the place of the run's rig. It writes
`counts.json`: of each scenario the periods in which a bus was awake, with the frames in them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

import rigs.ending
from clock.kernel import MS, Kernel
from dbc.codec import Codec
from dbc.network import Network
from rigs.kinds.virtual import VirtualConnector
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, RigSession
from rigs.scene import Scene
from simulators.bus.com import Com
from simulators.world import World
from tests.support.stand_in import StandInSession

ON_THE_WIRES_NS = 20 * MS
"""What was sent out of turn by then has ended."""

LATE_NS = 50 * MS
"""What waited for the wires when the bus was told to sleep may still end (NetworkCalibration.settle_s)."""


@dataclass
class Period:
    """A bus from its first frame to the one that says that it sleeps, or to the end of the scenario.

    Attributes:
        begin_ns: End of the first frame.
        end_ns: End of the last one.
        first: The message that was first.
        complete: Whether the bus fell asleep again.
        frames: How many of each message.
        spontaneous: How many of them were sent out of turn.
    """

    begin_ns: int
    end_ns: int
    first: str
    complete: bool = False
    frames: Counter[str] = field(default_factory=Counter)
    spontaneous: Counter[str] = field(default_factory=Counter)


class CountingSession(StandInSession):
    """A session on the rig of the run, which counts.

    Args:
        plan: Of the run.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.accounts: dict[str, dict[str, Any]] = {}
        self._coms: list[Com] = []
        self._network = plan.rig.load_network()
        self._session = RigSession(plan, VirtualConnector(plan.rig, keep_traffic=True, build=self._build))

    def _build(self, kernel: Kernel, *arguments: Any) -> World:
        world = World(kernel, *arguments)
        self._coms = [ecu.com for ecu in world.ecus.values()]
        return world

    def session_for(self, title: str) -> RigSession:
        return self._session

    def begun(self, title: str, scene: Scene) -> None:
        # Whoever drives is left alone afterwards: what is sent then would be in the counts and not in the traffic.
        scene._ending._is_driven = lambda: True  # type: ignore[method-assign]  # whether it drives or not

    def ended(self, scenario: str, scene: Scene) -> None:
        scene.kernel.run_for(ON_THE_WIRES_NS)
        times = sorted(entry for com in self._coms for entry in com.out_of_turn)
        self.accounts[scenario] = {
            bus: [vars(period) for period in periods(scene, self._network, bus, channel, times)]
            for bus, channel in (("comfort", "can0"), ("inter_system", "can1"))
        }


def periods(
    scene: Scene, network: Network, bus: str, channel: str, spontaneous: list[tuple[int, str]]
) -> list[Period]:
    """The periods of a bus in a scenario."""
    assert scene.journal.traffic is not None
    specs = {spec.frame_id: spec for spec in network.messages(bus)}
    state = f"network.{bus}.state"
    master = network.message_of(state)
    codec = Codec(master)
    made: list[Period] = []
    for at_ns, its_channel, message in scene.journal.traffic.frames:
        if its_channel != channel:
            continue
        name = specs[message.arbitration_id].name
        if not made or (made[-1].complete and at_ns > made[-1].end_ns + LATE_NS):
            made.append(Period(at_ns, at_ns, name))
        period = made[-1]
        period.frames[name] += 1
        if not period.complete:
            period.end_ns = at_ns
        if name == master.name:
            period.complete = codec.decode(bytes(message.data))[state] == "asleep"
    names = {spec.name for spec in specs.values()}
    for sent_ns, name in spontaneous:
        if name in names:
            period = next(each for each in reversed(made) if each.begin_ns - ON_THE_WIRES_NS <= sent_ns)
            period.spontaneous[name] += 1
    return made


@pytest.fixture(scope="session")
def rig_session(pytestconfig: pytest.Config) -> Iterator[CountingSession]:
    session = CountingSession(pytestconfig.stash[PLAN])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rigs.ending, "lifeless", lambda _stage: ())  # nor is it woken, for the same reason
        yield session
    (pytestconfig.rootpath / "counts.json").write_text(json.dumps(session.accounts), encoding="utf-8")
