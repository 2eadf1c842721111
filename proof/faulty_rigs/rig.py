"""What a faulty rig is: the virtual one, with one thing between it and the run that lies or dies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import pyvisa

from clock.kernel import S
from proof.faulty_rigs.ears import Ear
from proof.faulty_rigs.instruments import Wrap
from proof.faulty_rigs.services import Serve
from rigs.bindings.connection import Connection
from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.service import ServicePort
from rigs.errors import WrongUnit
from rigs.kinds.virtual import VirtualConnector
from rigs.ports import supply
from rigs.recording.recorder import Recorder
from rigs.run.session import Plan
from rigs.values.measurement import Verdict
from simulators.bus.segment import Segment
from simulators.offboard.service import Service
from vehicle.profile import VehicleProfile

Change = Callable[[Connection], Connection]
"""Type of what is done to a connected rig before a scenario has it."""


@dataclass(frozen=True, kw_only=True)
class FaultyRig:
    """One faulty rig with a known vehicle on it.

    Attributes:
        id: Short and unique; says what is wrong.
        description: One line, in the present tense.
        scenario: Node id of the scenario that runs on it.
        ends: The verdict that it must come to.
        fault: Id of the faulty vehicle on it; None for a vehicle as it should be.
        ears: What stands between buses and the recorder, by bus; `*` for each of them.
        instruments: What stands before an instrument, by its name.
        services: What stands before a service, by its name.
        wires: The buses on which each bus is heard, where that is not the one of its name.
        change: What is done to the connection.
        clock_error_ms: What the rig file says of its clock.
    """

    id: str
    description: str
    scenario: str
    ends: Verdict
    fault: str | None = None
    ears: Mapping[str, Ear] = field(default_factory=dict)
    instruments: Mapping[str, Wrap] = field(default_factory=dict)
    services: Mapping[str, Serve] = field(default_factory=dict)
    wires: Mapping[str, Sequence[str]] = field(default_factory=dict)
    change: Change = lambda connection: connection
    clock_error_ms: float = 0.0

    def __post_init__(self) -> None:
        wrong = Verdict.FAIL if self.fault is None else Verdict.PASS
        if self.ends is wrong:
            raise ValueError(f"rig {self.id}: {wrong} would be a wrong verdict on its vehicle")


class FaultyConnector(VirtualConnector):
    """A connector of a virtual rig with a fault.

    Args:
        plan: Of the run, with the vehicle.
        faulty: The fault of the rig.
    """

    def __init__(self, plan: Plan, faulty: FaultyRig) -> None:
        rig = plan.rig.model_copy(update={"clock_error_ms": faulty.clock_error_ms})
        super().__init__(rig, keep_traffic=plan.keep_traffic, build=plan.build, lab=plan.lab)
        self._faulty = faulty

    def connect(self, profile: VehicleProfile, seed: str) -> Connection:
        """See `VirtualConnector.connect`."""
        return self._faulty.change(super().connect(profile, seed))

    def listen(self, segment: Segment, recorder: Recorder, bus: str) -> None:
        """See `VirtualConnector.listen`."""
        ear = self._faulty.ears.get(bus, self._faulty.ears.get("*"))
        heard_on = self._faulty.wires.get(bus, (bus,))
        if ear is None and heard_on == (bus,):
            super().listen(segment, recorder, bus)
            return
        for other in heard_on:
            hear = recorder.ear(other)
            segment.tap(hear if ear is None else ear(hear))

    def open_instrument(self, manager: pyvisa.ResourceManager, name: str) -> InstrumentLink:
        """See `VirtualConnector.open_instrument`."""
        true = super().open_instrument(manager, name)
        wrap = self._faulty.instruments.get(name)
        return true if wrap is None else wrap(true)

    def open_service(self, service: Service) -> ServicePort:
        """See `VirtualConnector.open_service`."""
        true = super().open_service(service)
        serve = self._faulty.services.get(service.name)
        return true if serve is None else serve(true)


def late_by(late_s: float, who: str) -> Change:
    """Let a process beside the run have acted late."""
    late_ns = {who: round(late_s * 1e9)}
    return lambda connection: replace(connection, lateness_ns=lambda: late_ns)


def at(when_s: float, happens: Callable[[], None]) -> Change:
    """Let something happen to the rig after some time."""

    def change(connection: Connection) -> Connection:
        connection.kernel.call_at(round(when_s * S), happens)
        return connection

    return change


def supplied(voltages: Mapping[float, float]) -> Change:
    """Let the supply give other voltages than it was told, in V, each from its time in s on."""

    def give(connection: Connection, volts: float) -> None:
        connection.bindings[type(supply.VOLTAGE.source)].set(supply.VOLTAGE, volts)

    def change(connection: Connection) -> Connection:
        for when_s, volts in voltages.items():
            connection.kernel.call_at(round(when_s * S), partial(give, connection, volts))
        return connection

    return change


class Stranger:
    """Diagnosis of an ECU that is another than the file says."""

    def before(self) -> None:
        """Refuse it, as a bench does before the first scenario.

        Raises:
            WrongUnit: Always.
        """
        raise WrongUnit("BODY tells part number '9800000000'; the bench is to have '9812345680'")

    def after(self) -> Sequence[str]:
        """See `Diagnosis.after`."""
        return ()


def with_stranger(connection: Connection) -> Connection:
    """Have another ECU behind the port."""
    return replace(connection, diagnosis=Stranger())
