"""One run on one rig: what is opened once, and a scene for each scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from dbc.network import DatabaseError, Network
from dbc.simulation import require_simulated
from dbc.suite_words import require_suite_words
from rigs.bindings.connection import Connection
from rigs.bindings.lab import Connector, Guarded, Lab, Remarking, SelfTesting, Sparing
from rigs.errors import Abandoned, ConfigurationError, UnsafeRigError
from rigs.files.allowed import near
from rigs.files.inventory import Inventory
from rigs.files.known import TWIN, VIRTUAL
from rigs.files.rig_file import ROOT, RigFile, load_rig, load_table, load_vehicles
from rigs.judging.assumptions import Assumptions, assumptions_for
from rigs.kinds.house import SUITE
from rigs.pace import WaitListener
from rigs.recording.journal import Journal
from rigs.scene import Scene
from vehicle.profile import VehicleProfile

OF_A_FILE = ".toml"
"""The end of what names a vehicle by its file."""


@dataclass(frozen=True)
class Plan:
    """The plan of a run, checked whole.

    Attributes:
        path: The rig file.
        rig: Its content.
        vehicles: All profiles by name, lowest rank first.
        vehicle: The only profile to run on; None lets each scenario find its own.
        seed: Seed of the run.
        keep_traffic: Whether every frame is kept.
        frame_by_frame: Whether each frame of a virtual rig is an event of its own.
        lab: The ports, kinds of rig, bindings and drivers that the run can use.
        fault: Id of the faulty vehicle to build; None for the vehicle as it should be.
        build: Makes the world with that fault in it; None as `fault`.
        on_each_vehicle: Whether each scenario runs on every vehicle that has what it needs.
    """

    path: Path
    rig: RigFile
    vehicles: Mapping[str, VehicleProfile]
    vehicle: VehicleProfile | None
    seed: int
    keep_traffic: bool
    lab: Lab = SUITE
    frame_by_frame: bool = False
    fault: str | None = None
    build: Callable[..., Any] | None = None
    on_each_vehicle: bool = False

    @classmethod
    def load(cls, path: Path, vehicle: str | None, seed: int, *, keep_traffic: bool, lab: Lab = SUITE) -> Plan:
        """Read and check everything that a run needs, before anything is opened.

        Raises:
            ConfigurationError: A file or a name is not allowed.
        """
        rig = load_rig(path, lab.known)
        chosen = rig.vehicle if vehicle is None else vehicle
        source, key = (str(path), "vehicle") if vehicle is None else ("--vehicle", "name")
        if chosen is None and rig.is_bench:
            allowed = (
                "must be given: the vehicle on the bench, by its name in rigs/vehicles or by the path of its file"
            )
            raise ConfigurationError(source, key, "nothing", allowed)
        own = chosen is not None and chosen.endswith(OF_A_FILE)
        if own and rig.kind == TWIN.name:
            allowed = "must be a name: the server of a twin takes the vehicles of rigs/vehicles"
            raise ConfigurationError(source, key, chosen, allowed)
        vehicles = _vehicle_of(ROOT / f"{chosen}") if own else load_vehicles()
        for name, profile in vehicles.items():
            assumptions_for(profile, f"{chosen}" if own else f"rigs/vehicles/{name}.toml")
        _check_databases(path, rig)
        if chosen is None or own:
            return cls(
                path, rig, vehicles, next(iter(vehicles.values())) if own else None, seed, keep_traffic, lab
            )
        if chosen not in vehicles:
            raise ConfigurationError(source, key, chosen, near(chosen, vehicles))
        return cls(path, rig, vehicles, vehicles[chosen], seed, keep_traffic, lab)

    def with_fault(self, fault: str, build: Callable[..., Any]) -> Plan:
        """Return the same with a faulty vehicle.

        Args:
            fault: Its id.
            build: Makes the world with it.

        Raises:
            ConfigurationError: The rig is none on which it could be built in.
        """
        if self.rig.kind != VIRTUAL.name:
            raise ConfigurationError(self.path, "kind", self.rig.kind, "--fault needs a rig of kind 'virtual'")
        return replace(self, fault=fault, build=build)

    def with_each_vehicle(self) -> Plan:
        """Return the same for every vehicle that has what a scenario needs.

        Raises:
            ConfigurationError: The run is on one vehicle.
        """
        if self.vehicle is not None:
            allowed = "needs a rig file without a vehicle, and no --vehicle"
            raise ConfigurationError("--vehicles", "vehicle", self.vehicle.name, f"--vehicles all {allowed}")
        return replace(self, on_each_vehicle=True)

    def profiles_for(self, needs: Sequence[str]) -> list[VehicleProfile]:
        """Return all vehicles that have what a scenario needs, lowest rank first."""
        return [each for name, each in self.vehicles.items() if self._tags[name].issuperset(needs)]

    @cached_property
    def _tags(self) -> Mapping[str, frozenset[str]]:
        return {name: each.tags for name, each in self.vehicles.items()}

    def profile_for(self, needs: Sequence[str]) -> VehicleProfile | None:
        """Return the vehicle for a scenario: the chosen one, or that of the lowest rank that has what it needs."""
        if self.vehicle is not None:
            return self.vehicle
        return next(iter(self.profiles_for(needs)), None)

    def lacking(self, needs: tuple[str, ...]) -> str | None:
        """Tell why a scenario with these needs does not apply to this run, None when it does."""
        profile = self.profile_for(needs)
        if profile is None:
            return f"no vehicle of rigs/vehicles has {', '.join(needs)}"
        missing = [need for need in needs if need not in profile.tags]
        return f"vehicle {profile.name} lacks {', '.join(missing)}" if missing else None

    @cached_property
    def inventory(self) -> Inventory:
        """The ports that the rig has something behind."""
        return Inventory(self.rig, self.rig.load_network())

    def scenario_seed(self, scenario: str) -> str:
        """Return the seed of one scenario, the same whatever else runs with it."""
        return hashlib.sha256(f"{self.seed}/{scenario}".encode()).hexdigest()[:16]


def _vehicle_of(path: Path) -> dict[str, VehicleProfile]:
    """Read a vehicle profile that lies anywhere; what is wrong with those of the suite is no matter then."""
    profile = load_table(path, VehicleProfile)
    return {profile.name: profile}


def _check_databases(path: Path, rig: RigFile) -> None:
    """Read the databases, and see whether they say all that the simulated ECUs of the rig need."""
    try:
        network = rig.load_network()
        require_suite_words(network, whole=rig.simulated)
        if rig.simulated_ecus:
            require_simulated(network, rig.simulated_ecus, alone=rig.simulated)
    except DatabaseError as error:
        allowed = "must be databases that fit the signal list and the simulated ECUs"
        wrong = [ConfigurationError(path, "buses", str(each), allowed) for each in error.parts]
        raise ConfigurationError.joined(wrong) from error
    wrong = list(_shared_messages(path, rig, network))
    for bus, table in rig.buses.items():
        stated = network.stated_bitrates.get(bus, table.bitrate)
        if table.bitrate is not None and stated != table.bitrate:
            allowed = f"must be left out, or {stated} as {table.database} has it"
            wrong.append(ConfigurationError(path, f"buses.{bus}.bitrate", table.bitrate, allowed))
    if wrong:
        raise ConfigurationError.joined(wrong)


def _shared_messages(path: Path, rig: RigFile, network: Network) -> Iterator[ConfigurationError]:
    """Yield messages that a simulated ECU of a bench would send beside another one that is real."""
    for bus in network.buses if rig.restbus else ():
        for message in network.messages(bus):
            real = [sender for sender in message.senders if rig.ecus.get(sender, "real") == "real"]
            for ecu in rig.restbus:
                if ecu in message.senders and real:
                    allowed = (
                        f"sends {message.name}, as {', '.join(real)} does, which is real; only one of them may"
                    )
                    yield ConfigurationError(path, f"ecus.{ecu}", "simulated", allowed)


class RigSession:
    """A run.

    Args:
        plan: What was asked for.
        connector: The rig, opened.
    """

    def __init__(self, plan: Plan, connector: Connector) -> None:
        self.plan = plan
        self._connector = connector
        self._assumptions: dict[str, Assumptions] = {}

    @contextmanager
    def scene(
        self,
        scenario: str,
        needs: tuple[str, ...],
        on_wait: WaitListener | None = None,
        *,
        may_call: bool = True,
    ) -> Iterator[Scene]:
        """Yield a scene of which `rigs.rest.rest_state.prepare` is to be the first act; closed at its end.

        Args:
            scenario: Node id.
            needs: What the scenario needs of the vehicle.
            on_wait: Told of long waits.
            may_call: Whether the scenario declares that it places calls.

        Raises:
            RigFault: The rig failed.
        """
        profile = self.plan.profile_for(needs)
        if profile is None:
            raise ConfigurationError("rigs/vehicles", "*.toml", needs, "no vehicle has what this scenario needs")
        seed = self.plan.scenario_seed(scenario)
        journal = Journal(scenario, seed, self.plan.rig.name, profile.name)
        if profile.name not in self._assumptions:
            self._assumptions[profile.name] = assumptions_for(profile, f"rigs/vehicles/{profile.name}.toml")
        connection = self._connector.connect(profile, seed)
        with closing(connection):
            if may_call and not self.plan.rig.simulated:
                _guard(self.plan, connection)
            assumptions = self._assumptions[profile.name]
            scene = Scene(
                *(self.plan.rig, profile, assumptions, connection, journal, on_wait),
                may_call=may_call,
                book=self.plan.lab.book,
            )
            try:
                yield scene
            finally:
                scene.stop()

    @cached_property
    def without_vehicle(self) -> RigSession:
        """The same run with what is off board alone, as far as the rig can leave its vehicle out."""
        if not isinstance(self._connector, Sparing):
            return self
        return RigSession(
            replace(self.plan, rig=self.plan.rig.without_vehicle()), self._connector.without_vehicle()
        )

    def on(self, vehicle: VehicleProfile) -> RigSession:
        """Return the same run on one vehicle; the rig is closed with this one."""
        return RigSession(replace(self.plan, vehicle=vehicle), self._connector)

    @property
    def abandoned(self) -> Abandoned | None:
        """The reason for which no scenario can run any more; None while one can."""
        return self._connector.abandoned if isinstance(self._connector, Guarded) else None

    @property
    def remarks(self) -> Sequence[str]:
        """Lines of the opened rig for people."""
        return self._connector.remarks if isinstance(self._connector, Remarking) else ()

    @property
    def self_test(self) -> str:
        """The addresses at which the suite's own stands in the place of what is real; empty where none does."""
        return self._connector.self_test if isinstance(self._connector, SelfTesting) else ""

    def abandon_soon(self, why: str) -> None:
        """Put the rig to rest where the run waits next, as far as it is one that must be; from any thread."""
        if isinstance(self._connector, Guarded):
            self._connector.abandon_soon(why)

    def close(self) -> None:
        """Leave the rig in its safe state.

        Raises:
            NotAtRest: Not all of it is.
        """
        self._connector.close()


def _guard(plan: Plan, connection: Connection) -> None:
    """Have the isolation of a rig watched before a scenario that may call begins.

    Raises:
        Abandoned: It is lost.
        UnsafeRigError: Nobody can watch it.
    """
    if plan.rig.isolation is None:
        return  # each port that could call refuses
    if connection.guard is None:
        allowed = "reads no identity of a test network, without which no call is placed (Connection.guard)"
        raise UnsafeRigError(plan.path, "kind", plan.rig.kind, allowed)
    connection.guard()


def open_session(plan: Plan) -> RigSession:
    """Return a session on the rig of a plan.

    Raises:
        RigFault: The rig cannot be opened.
    """
    return RigSession(plan, plan.lab.kinds[plan.rig.kind].open(plan))
