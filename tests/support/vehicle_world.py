"""A simulated vehicle to drive by its wires and to hear by its frames; a probe stands in for telematics."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import can

from clock.kernel import S, VirtualKernel, seconds
from dbc.codec import Codec
from dbc.network import MessageSpec, Network
from simulators.bus.com import SignalValue
from simulators.bus.pattern import Key, Passage
from simulators.ecus.ecu import NetworkMember
from simulators.plant.wiring import Value
from simulators.world import EcuFactory, World
from vehicle.profile import DOORS, VehicleProfile

ROOT = Path(__file__).resolve().parents[2]
NETWORK = Network.load(
    {bus: ROOT / f"dbc/{bus}.dbc" for bus in ("comfort", "inter_system")}, ROOT / "dbc/signals.toml"
)
LATCHES = (*DOORS, "trunk")


class Probe(NetworkMember):
    """Sits in the place of the telematics ECU and says what the test tells it to."""

    NODE = "TELEMATICS"
    BUSES = ("comfort",)

    def __init__(self, vehicle: Any, *_: object) -> None:
        super().__init__(vehicle)


class Ear:
    """A reader of one bus that must have what is new at once, and counts the rest when somebody asks.

    Args:
        drive: Whom it tells what is new.
        bus: Name of the bus.
    """

    def __init__(self, drive: Drive, bus: str) -> None:
        self._drive = drive
        self._bus = bus
        self._unread: list[Sequence[tuple[int, can.Message]] | Passage] = []

    def hear(self, at_ns: int, message: can.Message) -> None:
        self._drive.hear(self._bus, at_ns, message)

    def catch_up(self, frames: Sequence[tuple[int, can.Message]]) -> None:
        self._unread.append(tuple(frames))

    def pass_over(self, passage: Passage) -> None:
        self._unread.append(passage)

    def pattern_ends(self) -> None:
        pass

    def come_late(self, key: Key) -> None:
        pass

    def attends(self, key: Key) -> bool:
        return True

    def read(self) -> None:
        """Count all that has gone over the wires until now."""
        unread, self._unread = self._unread, []
        for frames in unread:
            for at_ns, message in frames:
                self._drive.count(self._bus, at_ns, message)


class Drive:
    """A world whose every signal is decoded when it changes.

    Attributes:
        history: Of each signal, time in seconds and value whenever a frame brought another one.
        reported: Order reports: time in seconds, id, kind, result.
    """

    def __init__(
        self,
        energy: str = "electric",
        *,
        seed: int = 1,
        ecus: dict[str, EcuFactory] | None = None,
        **profile: object,
    ) -> None:
        self.kernel = VirtualKernel(seed)
        self.profile = VehicleProfile.model_validate(
            {"name": "test", "rank": 0, "vin": "VR7BCZKXCME123456", "energy": energy, **profile}
        )
        self.world = World(self.kernel, NETWORK, self.profile, ecus={"TELEMATICS": Probe, **(ecus or {})})
        self.history: dict[str, list[tuple[float, SignalValue]]] = defaultdict(list)
        self._frames: dict[str, list[int]] = defaultdict(list)
        self.reported: list[tuple[float, int, str, str]] = []
        self.orders = 0
        self._payloads: dict[str, bytes] = {}
        self._codecs = {
            (spec.bus, spec.frame_id): (spec, Codec(spec))
            for bus in NETWORK.buses
            for spec in NETWORK.messages(bus)
        }
        self._ears = [Ear(self, bus) for bus in self.world.segments]
        for ear, segment in zip(self._ears, self.world.segments.values(), strict=True):
            segment.follow(ear)
        self.world.power_on()

    @classmethod
    def asleep(cls, energy: str = "electric", **keywords: Any) -> Drive:
        """A parked vehicle, its buses asleep for a while."""
        drive = cls(energy, **keywords)
        drive.run(10)
        return drive

    @classmethod
    def awake(cls, energy: str = "electric", **keywords: Any) -> Drive:
        """A vehicle with the ignition on for a while."""
        drive = cls(energy, **keywords)
        drive.set("ignition.kl15", True)
        drive.run(5)
        return drive

    @property
    def now_s(self) -> float:
        return self.kernel.now_ns / S

    @property
    def frames(self) -> dict[str, list[int]]:
        """Times in ns of the frames of each message until now."""
        for ear, segment in zip(self._ears, self.world.segments.values(), strict=True):
            segment.settle()
            ear.read()
        for times in self._frames.values():
            times.sort()
        return self._frames

    @property
    def last_frame_s(self) -> float:
        return max(times[-1] for times in self.frames.values()) / S

    @property
    def frame_count(self) -> int:
        return sum(len(times) for times in self.frames.values())

    def counts(self) -> Counter[str]:
        return Counter({name: len(times) for name, times in self.frames.items()})

    def spec(self, name: str) -> MessageSpec:
        return next(spec for spec, _ in self._codecs.values() if spec.name == name)

    def run(self, duration_s: float) -> None:
        self.kernel.run_for(seconds(duration_s))

    def set(self, line: str, value: Value) -> None:
        self.world.wiring[line].set(value)

    def press(self, line: str, duration_s: float = 0.3) -> None:
        self.set(line, True)
        self.run(duration_s)
        self.set(line, False)

    def get(self, signal: str) -> SignalValue:
        """The value that was last on the bus."""
        return self.history[signal][-1][1]

    def since(self, start_s: float, signal: str) -> list[tuple[float, SignalValue]]:
        """Changes of a signal after `start_s`, with seconds from there."""
        return [(at_s - start_s, value) for at_s, value in self.history[signal] if at_s > start_s]

    def values(self, signal: str, start_s: float = 0.0) -> list[SignalValue]:
        return [value for _, value in self.since(start_s, signal)]

    def tell(self, values: dict[str, SignalValue]) -> None:
        """Send one frame of the telematics ECU."""
        self.world.ecus["TELEMATICS"].com.send(values)

    def order(self, kind: str) -> float:
        """Order something as the telematics ECU does on an awake bus; gives the time."""
        self.orders += 1
        self.tell({"order.kind": kind, "order.id": self.orders})
        return self.now_s

    def wake(self) -> None:
        """Wake the bus as the telematics ECU does, and let the state reach everybody."""
        while self.get("network.comfort.state") != "awake":
            self.tell({"wake.telematics": "remote_order"})
            self.run(0.2)

    def results(self, kind: str, number: int | None = None) -> list[str]:
        """What was reported of orders of a kind, or of one of them."""
        return [
            result
            for _, its_number, its_kind, result in self.reported
            if its_kind == kind and number in {None, its_number}
        ]

    def count(self, bus: str, at_ns: int, message: can.Message) -> None:
        """Take note of a frame that has told nothing new."""
        spec, _ = self._codecs[bus, message.arbitration_id]
        self._frames[spec.name].append(at_ns)

    def hear(self, bus: str, at_ns: int, message: can.Message) -> None:
        """Take a frame that may tell something new."""
        spec, codec = self._codecs[bus, message.arbitration_id]
        self._frames[spec.name].append(at_ns)
        payload = bytes(message.data)
        if payload == self._payloads.get(spec.name) and spec.cycle_ns is not None:
            return
        self._payloads[spec.name] = payload
        values = codec.decode(payload)
        if spec.name == "BodyOrderReport":
            self.reported.append(
                (
                    at_ns / S,
                    int(values["order_report.id"]),
                    str(values["order_report.kind"]),
                    str(values["order_report.result"]),
                )
            )
        for name, value in values.items():
            history = self.history[name]
            if not history or history[-1][1] != value:
                history.append((at_ns / S, value))
