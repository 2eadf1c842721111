"""The mobile network between the vehicle and the services: data messages and calls.

The vehicle has a `Modem`; the services have the `MobileNetwork` itself. Nothing gets through without coverage:
the vehicle's messages wait in the modem, those for the vehicle in the network, a call that is being set up
waits for coverage and an established one is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal, Protocol

from clock.kernel import Kernel, seconds
from simulators.offboard.emergency.psap_directory import PsapSite, nearest
from simulators.offboard.service import Json, Service
from simulators.plant.wiring import Wiring

Payload = Mapping[str, Json]
HostHandler = Callable[[str, Payload], None]
Category = Literal["emergency", "breakdown"]
Activation = Literal["manual", "automatic"]
Signal = Literal["answered", "msd_request", "msd", "ll_ack", "hl_ack", "speech", "silence", "hung_up", "lost"]
"""Signals that pass from end to end in a call. The MSD signals are those of EN 16062: the request, the data
itself, the acknowledgement of the link layer and that of the application. `speech` is a voice that begins, with
its samples (16 bit, 8 kHz) where it is known what it says; `silence` is its end."""


@dataclass(frozen=True)
class NetworkCalibration:
    """Durations are drawn evenly between two bounds in seconds."""

    latency_s: tuple[float, float] = (0.05, 0.3)
    paging_s: tuple[float, float] = (0.3, 1.2)
    call_setup_s: tuple[float, float] = (0.5, 1.5)
    msd_transfer_s: tuple[float, float] = (1.0, 4.0)


class Party(Protocol):
    """One end of a call."""

    def call_signal(self, call: Call, signal: Signal, data: bytes) -> None:
        """Take what came from the other end, or from the network itself."""


class Desk(Party, Protocol):
    """An end that has a number: where the network takes calls to."""

    name: ClassVar[str]
    number: str

    def ring(self, call: Call) -> None:
        """Take a call that arrives."""


class Terminal(Protocol):
    """The ECU, as the modem that is built into it needs it."""

    @property
    def sleeping(self) -> bool:
        """True when the ECU must be paged before it hears anything."""

    def receive(self, topic: str, payload: Payload) -> None:
        """Take a data message that has arrived."""

    def ring(self, call: Call) -> None:
        """Take a call that arrives."""


class Call:
    """One call between the vehicle and a desk.

    Attributes:
        alive: Whether it is still being set up or established.
        site: The PSAP that the network takes an emergency call to.
    """

    def __init__(self, network: MobileNetwork, category: Category, activation: Activation) -> None:
        self.category = category
        self.activation = activation
        self.alive = True
        self.site: PsapSite | None = None
        self._network = network
        self._parties: list[Party] = []
        self._last_ns: dict[Party, int] = {}

    def join(self, party: Party) -> None:
        """Become one of the two ends."""
        self._parties.append(party)

    def send(self, sender: Party, signal: Signal, data: bytes = b"") -> None:
        """Let the other end hear a signal; lost when the call has ended by then."""
        if self.alive:
            delay_ns = self._network.signal_delay_ns(signal)
            when_ns = max(self._last_ns.get(sender, 0), self._network.kernel.now_ns + delay_ns)
            self._last_ns[sender] = when_ns
            self._network.kernel.call_at(when_ns, partial(self._deliver, sender, signal, data))

    def hang_up(self, sender: Party) -> None:
        """End the call; the other end hears `hung_up`."""
        if self.alive:
            self.alive = False
            self._network.connection_changed()
            delay_ns = self._network.signal_delay_ns("hung_up")
            self._network.kernel.call_in(delay_ns, partial(self._tell_others, sender, "hung_up", b""))

    def lose(self) -> None:
        """End the call as the network does; both ends hear `lost`."""
        if self.alive:
            self.alive = False
            self._network.connection_changed()
            self._tell_others(None, "lost", b"")

    def _deliver(self, sender: Party, signal: Signal, data: bytes) -> None:
        if self.alive:
            self._tell_others(sender, signal, data)

    def _tell_others(self, sender: Party | None, signal: Signal, data: bytes) -> None:
        for party in tuple(self._parties):
            if party is not sender:
                party.call_signal(self, signal, data)


class MobileNetwork(Service):
    """The network.

    Items: `coverage` (bool), `call` (a call that the vehicle places: its category, activation, the mobile
    country code it is placed in, and where the network takes it; `site` is the PSAP of an emergency call),
    `connection` (the calls that the cell has under way with the vehicle, whoever placed them: none, emergency,
    breakdown, both).
    """

    name = "network"

    def __init__(
        self, kernel: Kernel, wiring: Wiring, calibration: NetworkCalibration = NetworkCalibration()
    ) -> None:
        super().__init__(kernel)
        self.calibration = calibration
        self.modem = Modem(self)
        self._wiring = wiring
        self._coverage = wiring.flag("cell.coverage")
        self._coverage.watch(self._on_coverage)
        self._hosts: dict[str, HostHandler] = {}
        self._desks: dict[Category, list[Desk]] = {"emergency": [], "breakdown": []}
        self._waiting: deque[tuple[int, str, Payload]] = deque()
        self._setting_up: list[Call] = []
        self._calls: list[Call] = []
        self._last_up_ns = 0
        self._last_down_ns = 0
        self._connection = ""
        self.publish("coverage", self._coverage.value)
        self.connection_changed()

    @property
    def coverage(self) -> bool:
        """True while the vehicle has the network."""
        return self._coverage.value

    def add_host(self, host: str, receiver: HostHandler) -> None:
        """Take data messages for `host` to `receiver`."""
        self._hosts[host] = receiver

    def add_desk(self, category: Category, desk: Desk) -> None:
        """Take calls of that category to `desk`, when `desk_for` chooses it."""
        self._desks[category].append(desk)

    def desk_for(self, category: Category) -> Desk:
        """Return the desk where a call goes: the vehicle names a category, the network finds the desk (AMB-05)."""
        return self._desks[category][0]

    def site_for(self, category: Category) -> PsapSite | None:
        """Return the PSAP of an emergency call, from where the vehicle is: the model of the world (AMB-05)."""
        if category != "emergency":
            return None
        latitude_deg = self._wiring.number("gnss.latitude_deg").value
        longitude_deg = self._wiring.number("gnss.longitude_deg").value
        return nearest(self._mcc(), latitude_deg, longitude_deg)

    def push(self, topic: str, payload: Payload, lifetime_s: float) -> None:
        """Send a data message to the vehicle; dropped when it has not been delivered in its lifetime."""
        self._waiting.append((self.kernel.now_ns + seconds(lifetime_s), topic, payload))
        self._push_waiting()

    def call_vehicle(self, category: Category, desk: Desk) -> Call:
        """Place a call to the vehicle; without coverage it is lost at once."""
        call = Call(self, category, "manual")
        call.join(desk)
        self._keep(call)
        if self.coverage:
            self.kernel.call_in(
                self.draw_ns(self.calibration.call_setup_s) + self._paging_ns(),
                partial(self._ring_vehicle, call),
            )
        else:
            self.kernel.call_in(0, call.lose)
        return call

    def place(self, call: Call) -> None:
        """Set up a call of the vehicle, as soon as there is coverage."""
        if not self.coverage:
            self._setting_up.append(call)
            return
        desk = self.desk_for(call.category)
        call.site = self.site_for(call.category)
        self._keep(call)
        self.publish(
            "call",
            {
                "category": call.category,
                "activation": call.activation,
                "mcc": self._mcc(),
                "desk": desk.name,
                "number": desk.number,
                "site": None if call.site is None else call.site.town,
            },
        )
        self.kernel.call_in(self.draw_ns(self.calibration.call_setup_s), partial(self._ring_desk, call, desk))

    def signal_delay_ns(self, signal: Signal) -> int:
        """Return how long a signal of a call takes from end to end."""
        return self.draw_ns(self.calibration.msd_transfer_s if signal == "msd" else self.calibration.latency_s)

    def upload(self, host: str, topic: str, payload: Payload) -> None:
        """Carry a data message of the vehicle; messages keep their order."""
        self._last_up_ns = max(self._last_up_ns, self.kernel.now_ns + self.draw_ns(self.calibration.latency_s))
        self.kernel.call_at(self._last_up_ns, partial(self._hosts[host], topic, payload))

    def _mcc(self) -> int:
        return int(self._wiring["cell.mcc"].value)

    def _keep(self, call: Call) -> None:
        self._calls = [other for other in self._calls if other.alive]
        self._calls.append(call)
        self.connection_changed()

    def _ring_desk(self, call: Call, desk: Desk) -> None:
        if call.alive:
            call.join(desk)
            desk.ring(call)

    def _ring_vehicle(self, call: Call) -> None:
        if not call.alive:
            return
        if self.modem.terminal is None:
            call.lose()
        else:
            self.modem.terminal.ring(call)

    def _paging_ns(self) -> int:
        terminal = self.modem.terminal
        return self.draw_ns(self.calibration.paging_s) if terminal is not None and terminal.sleeping else 0

    def _push_waiting(self) -> None:
        if not self.coverage or self.modem.terminal is None:
            return
        while self._waiting:
            expires_ns, topic, payload = self._waiting.popleft()
            arrival_ns = self.kernel.now_ns + self.draw_ns(self.calibration.latency_s) + self._paging_ns()
            if expires_ns >= self.kernel.now_ns:
                self._last_down_ns = max(self._last_down_ns, arrival_ns)
                self.kernel.call_at(self._last_down_ns, partial(self._arrive, expires_ns, topic, payload))

    def _arrive(self, expires_ns: int, topic: str, payload: Payload) -> None:
        if self.coverage and self.modem.terminal is not None:
            self.modem.terminal.receive(topic, payload)
        else:
            self._waiting.append((expires_ns, topic, payload))

    def _on_coverage(self, coverage: bool) -> None:
        self.publish("coverage", coverage)
        if coverage:
            self.modem.flush()
            self._push_waiting()
            setting_up, self._setting_up = self._setting_up, []
            for call in setting_up:
                if call.alive:
                    self.place(call)
        else:
            self.lose_calls()

    def attached(self) -> None:
        """Note that the modem has come up: what waited for it goes out."""
        self._push_waiting()

    def connection_changed(self) -> None:
        """Publish which calls are under way in the cell when that differs."""
        under_way = {call.category for call in self._calls if call.alive}
        connection = "both" if len(under_way) > 1 else "".join(under_way) or "none"
        if connection != self._connection:
            self._connection = connection
            self.publish("connection", connection)

    def lose_calls(self) -> None:
        """Cut every call that goes through the air, and those that wait for coverage."""
        calls = [*self._calls, *self._setting_up]
        self._calls, self._setting_up = [], []
        for call in calls:
            call.lose()


class Modem:
    """The vehicle's end of the network."""

    def __init__(self, network: MobileNetwork) -> None:
        self.terminal: Terminal | None = None
        self._network = network
        self._queue: deque[tuple[str, str, Payload]] = deque()

    def power_on(self, terminal: Terminal) -> None:
        """Register with the network for an ECU."""
        self.terminal = terminal
        self._network.attached()

    def power_off(self) -> None:
        """Lose the supply: calls are cut, messages that waited are lost."""
        self.terminal = None
        self._queue.clear()
        self._network.lose_calls()

    def send(self, host: str, topic: str, payload: Payload) -> None:
        """Send a data message to a host; without coverage it waits in the vehicle, without supply it is lost."""
        if self.terminal is None:
            return
        self._queue.append((host, topic, payload))
        self.flush()

    def review(self, check: Callable[[str, Payload], Payload | None]) -> None:
        """Go through what waits for coverage.

        Args:
            check: Given topic and payload of a message, returns what of it may still be sent; None for nothing.
        """
        checked = [(host, topic, check(topic, payload)) for host, topic, payload in self._queue]
        self._queue = deque((host, topic, payload) for host, topic, payload in checked if payload is not None)

    def flush(self) -> None:
        """Send what waits, when there is coverage."""
        while self._queue and self._network.coverage:
            self._network.upload(*self._queue.popleft())

    def dial(self, category: Category, activation: Activation, party: Party) -> Call:
        """Place a call of a category; which desk it reaches is the network's choice."""
        call = Call(self._network, category, activation)
        call.join(party)
        self._network.place(call)
        return call
