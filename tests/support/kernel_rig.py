"""A rig of a kernel and nothing else: what its ports show is written by the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import can

from clock.kernel import VirtualKernel, seconds
from dbc.codec import Codec
from dbc.network import Value
from rigs.bindings.connection import Connection
from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import PLAIN
from rigs.bindings.service import ServicePort
from rigs.errors import InstrumentFault
from rigs.files.rig_file import ROOT, RigFile, load_rig, load_vehicles
from rigs.judging.assumptions import Assumptions
from rigs.judging.condition import Condition
from rigs.ports.signals import signal
from rigs.recording.journal import Journal
from rigs.recording.recorder import Recorder
from rigs.scene import Scene
from rigs.values.interval import Event, Interval

RIG = load_rig(ROOT / "rigs" / "virtual.toml")
BARE = RIG.model_copy(update={"stimuli": {}})
"""Rig that has nothing to wake a vehicle with."""

NETWORK = RIG.load_network()
VEHICLE = next(iter(load_vehicles(Path(ROOT / "rigs" / "vehicles")).values()))
CHANNELS = {"comfort": "can0", "inter_system": "can1"}

LOCK = signal("doors.front_left.lock")
LOCKED = Condition("the door is locked", (LOCK,), lambda value: value == "locked")


def frame(signal_name: str, **changed: Value) -> can.Message:
    """A frame of the message that carries a signal: start values, but those that are given by `Message` names."""
    spec = NETWORK.message_of(signal_name)
    values = {name: each.start for name, each in spec.signals.items()}
    for key, value in changed.items():
        values[next(name for name, each in spec.signals.items() if each.layout.name == key)] = value
    return can.Message(arbitration_id=spec.frame_id, is_extended_id=False, data=Codec(spec).encode(values))


class KernelRig:
    """A scene without a vehicle, an instrument or a bus."""

    def __init__(
        self,
        *,
        rig: RigFile = RIG,
        services: Mapping[str, ServicePort] | None = None,
        instruments: Mapping[str, InstrumentLink] | None = None,
        clock_error_ns: int = 0,
        may_call: bool = True,
        lateness_ns: dict[str, int] | None = None,
    ) -> None:
        self.kernel = VirtualKernel()
        self.recorder = Recorder(self.kernel, NETWORK, CHANNELS, clock_error_ns=clock_error_ns)
        self.journal = Journal("features/x.feature::x", "0", rig.name, VEHICLE.name)
        self._instruments = instruments or {}
        bindings = PLAIN.bind(rig, self.recorder, self._instrument, services or {}, self.kernel)
        late = {} if lateness_ns is None else lateness_ns

        def take_lateness() -> Mapping[str, int]:
            taken = dict(late)
            late.clear()
            return taken

        connection = Connection(self.kernel, self.recorder, bindings, fresh=True, lateness_ns=take_lateness)
        self.scene = Scene(rig, VEHICLE, Assumptions(), connection, self.journal, may_call=may_call)

    def _instrument(self, name: str) -> InstrumentLink:
        if name not in self._instruments:
            raise InstrumentFault(f"{name} is not there")
        return self._instruments[name]

    def at(self, when_s: float, do: Callable[[], Any]) -> None:
        """Do something at a time."""
        self.kernel.call_at(seconds(when_s), do)

    def show(self, value: object, latest_s: float, earliest_s: float | None = None) -> None:
        """Let the lock show a value that came up in an interval, at the end of it."""
        when = Interval(seconds(latest_s if earliest_s is None else earliest_s), seconds(latest_s))
        self.at(latest_s, lambda: self.scene.track(LOCK).add(when, value))

    def event(self, name: str, latest_s: float, earliest_s: float | None = None) -> Event:
        """An event in an interval; the rig runs to its end."""
        when = Interval(seconds(latest_s if earliest_s is None else earliest_s), seconds(latest_s))
        self.kernel.run_until(when.latest_ns)
        return self.scene.mark(name, Event(name, when, "sent by the app"))

    def hear(self, bus: str, when_s: float, message: can.Message) -> None:
        """Let the recorder hear a frame at a time."""
        at_ns = seconds(when_s)
        self.kernel.call_at(at_ns, lambda: self.recorder.ear(bus)(at_ns, message))

    def run(self, until_s: float) -> None:
        """Let time pass."""
        self.kernel.run_until(seconds(until_s))
