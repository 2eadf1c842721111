"""The telematics ECU alone on a virtual comfort bus, with a body controller of a few lines and the services."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clock.kernel import MS, VirtualKernel, seconds
from dbc.network import Network
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com, SignalValue, Values
from simulators.bus.quiet import QuietSegment
from simulators.bus.segment import Segment
from simulators.ecus.ecu import Vehicle
from simulators.ecus.telematics.unit import Telematics
from simulators.offboard.assistance_centre import Centre
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.emergency.psap import Psap
from simulators.offboard.network import MobileNetwork
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Service, ServiceChange
from simulators.plant.speaker import Speaker
from simulators.plant.voice import speak
from simulators.plant.wiring import Wiring
from vehicle.profile import VehicleProfile

ROOT = Path(__file__).resolve().parents[2]
VIN = "VR7ECTEST00000001"
LOCKS = ("front_left", "front_right", "rear_left", "rear_right", "trunk")


class SmallBody:
    """Wakes the bus when asked, carries out orders, and notes all that the ECU says with its time in s."""

    def __init__(self, kernel: VirtualKernel, network: Network, segment: Segment) -> None:
        self.kernel = kernel
        self.com = Com(kernel, "BODY", network, {"comfort": VirtualBus(segment)})
        self.screen = Com(kernel, "SCREEN", network, {"comfort": VirtualBus(segment)})
        self.heard: list[tuple[float, str, SignalValue]] = []
        self.wakes: list[float] = []
        self.orders: list[tuple[int, str]] = []
        self.com.on_frame("wake.telematics", self._on_wake)
        self.com.on_frame("order.id", self._on_order)
        for name in ("ecall.state", "bcall.state", "privacy.mode", "switching.state", "sos_led.state"):
            self.com.on(name, partial(self._note, name))
        self.com.listen("navigation.state")

    def wake(self) -> None:
        if not self.com.started("comfort"):
            self.com.set("network.comfort.state", "waking")
            self.com.start("comfort")
            self.kernel.call_in(200 * MS, partial(self.com.set, "network.comfort.state", "awake"))

    def sleep(self) -> None:
        self.com.send({"network.comfort.state": "asleep"})
        self.com.stop("comfort")

    def states(self, name: str) -> list[SignalValue]:
        return [value for _, heard, value in self.heard if heard == name]

    def lock(self, state: str) -> None:
        for door in LOCKS:
            self.com.set(f"doors.{door}.lock", state)

    def _note(self, name: str, value: SignalValue) -> None:
        self.heard.append((self.kernel.now_ns / 1e9, name, value))

    def _on_wake(self, _values: Values) -> None:
        self.wakes.append(self.kernel.now_ns / 1e9)
        self.wake()

    def _on_order(self, values: Values) -> None:
        if self.com.get("network.comfort.state") != "awake":
            return
        number, kind = int(values["order.id"]), str(values["order.kind"])
        self.orders.append((number, kind))
        report = partial(self._report, number, kind)
        report("accepted")
        if kind in ("lock", "unlock"):
            self.kernel.call_in(300 * MS, partial(self.lock, f"{kind}ed"))
            self.kernel.call_in(350 * MS, partial(report, "done"))
        elif kind in ("lights", "horn"):
            self.kernel.call_in(100 * MS, partial(report, "running"))
            self.kernel.call_in(10_100 * MS, partial(report, "done"))

    def _report(self, number: int, kind: str, result: str) -> None:
        self.com.send({"order_report.id": number, "order_report.kind": kind, "order_report.result": result})


class NotedSpeaker(Speaker):
    """A loudspeaker that also notes what is said: start and end in s, and the words."""

    def __init__(self, kernel: VirtualKernel, texts: tuple[str, ...]) -> None:
        super().__init__(kernel)
        self.said: list[tuple[float, float, str]] = []
        self._clock = kernel
        self._texts = texts

    def play(self, samples: NDArray[np.int16]) -> int:
        duration_ns = super().play(samples)
        text = next(text for text in self._texts if np.array_equal(samples, speak(text)))
        now_ns = self._clock.now_ns
        self.said.append((now_ns / 1e9, (now_ns + duration_ns) / 1e9, text))
        return duration_ns


class Bench:
    """A vehicle that is little more than its telematics ECU, asleep, and the world around it."""

    def __init__(
        self,
        texts: tuple[str, ...] = (),
        calibrations: tuple[object, ...] = (),
        seed: int = 1,
        **profile: Any,
    ) -> None:
        self.kernel = VirtualKernel(seed)
        self.wiring = Wiring()
        self.profile = VehicleProfile(**{"name": "bench", "rank": 0, "vin": VIN, "energy": "electric", **profile})
        files = {bus: ROOT / "dbc" / f"{bus}.dbc" for bus in ("comfort", "inter_system")}
        databases = Network.load(files, ROOT / "dbc" / "signals.toml")
        segment = QuietSegment(self.kernel, "can0", databases.bitrate("comfort"))
        self.body = SmallBody(self.kernel, databases, segment)
        self.network = MobileNetwork(self.kernel, self.wiring)
        self.psap = Psap(self.kernel, self.network)
        self.centre = Centre(self.kernel, self.network)
        self.backoffice = BackOffice(self.kernel, self.network)
        self.phone = Phone(self.kernel, self.backoffice)
        self.speaker = NotedSpeaker(self.kernel, texts)
        self.led: list[tuple[float, str]] = []
        self.wiring.text("led.sos").watch(lambda colour: self.led.append((self.now_s, colour)))
        vehicle = Vehicle(self.kernel, databases, {"comfort": segment}, self.wiring, self.profile)
        self.ecu = Telematics(vehicle, self.network.modem, self.speaker, calibrations)
        self.ecu.connect()

    @property
    def now_s(self) -> float:
        return self.kernel.now_ns / 1e9

    def run(self, duration_s: float) -> None:
        self.kernel.run_for(seconds(duration_s))

    def awake(self) -> Bench:
        """Wake the bus, and let everything settle."""
        self.body.wake()
        self.run(2)
        return self

    def press(self, button: str, duration_s: float = 0.3, after_s: float = 0.0) -> None:
        """Plan a press of a button."""
        line = self.wiring.flag(f"button.{button}")
        self.kernel.call_in(seconds(after_s), partial(line.set, True))
        self.kernel.call_in(seconds(after_s + duration_s), partial(line.set, False))

    def double_push(self, apart_s: float = 0.1, duration_s: float = 0.2) -> None:
        """Plan a press of both buttons; each is released `duration_s` after the second was pressed."""
        self.press("sos", apart_s + duration_s)
        self.press("assistance", duration_s, apart_s)

    def crash(self, count: int) -> None:
        """What the body controller relays of the crash of that number that has deployed an airbag."""
        self.body.com.set("relay.crash.airbag", "deployed")
        self.body.com.set("relay.crash.counter", count)

    def request_privacy(self, mode: str) -> None:
        """What the touch screen sends."""
        self.body.screen.send({"privacy_request.mode": mode})
        self.run(0.1)


def changes(service: Service, item: str) -> list[ServiceChange]:
    """All changes of an item, oldest first."""
    return [change for change in service.changes if change.item == item]


def values(service: Service, item: str) -> list[Any]:
    """All values of an item, oldest first."""
    return [change.value for change in changes(service, item)]


def uplinks(bench: Bench, topic: str, since_s: float = 0.0) -> list[dict[str, object]]:
    return [
        change.value["payload"]  # type: ignore[index,call-overload,misc]  # an uplink is a dict with this key
        for change in changes(bench.backoffice, "uplink")
        if change.value["topic"] == topic and change.at_ns / 1e9 >= since_s  # type: ignore[index,call-overload]  # as above
    ]
