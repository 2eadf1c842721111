"""The communication layer of a node: signals in, frames out.

A node sets signal values and hears of signal changes. Cycle times, send types and start values come from the
databases; cyclic frames are sent by python-can's `send_periodic`, on every kind of bus, so that no node
ticks to send.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Protocol, cast

import can
from can.broadcastmanager import CyclicSendTaskABC, ModifiableCyclicTaskABC

from clock.kernel import Kernel
from dbc.codec import Codec
from dbc.network import MessageSpec, Network
from dbc.value import same

SignalValue = str | int | float
Values = Mapping[str, SignalValue]

MOST_FORETOLD = 1 << 15
"""Frames of a series that are remembered at most: those of nine hours that are told by the second."""

Foreteller = Callable[[int], Values]
"""Type of what gives the values of each turn of a series, the first being 0."""


class Link(Protocol):
    """The bus as the layer needs it: python-can's sending side, and frames by identifier on the kernel."""

    def send(self, msg: can.Message, timeout: float | None = None) -> None:
        """See `can.BusABC.send`."""

    def send_periodic(self, msgs: can.Message | Sequence[can.Message], period: float) -> CyclicSendTaskABC:
        """See `can.BusABC.send_periodic`."""

    def foretell(
        self, task: CyclicSendTaskABC, first_ns: int, period_ns: int, make: Callable[[int], can.Message]
    ) -> Foretold:
        """Send the frames of a series: what `task` sends changes by itself at times that are known in advance."""

    def subscribe(
        self,
        arbitration_id: int,
        listener: Callable[[int, can.Message], None],
        *,
        extended: bool = False,
        repeats: bool = True,
    ) -> Subscribed:
        """Call `listener` with the time in ns and the frame, for each frame of that identifier.

        Without `repeats` it need not be called for a frame that is the same object as the last one.
        """


class Subscribed(Protocol):
    """Subscription to an identifier as a bus gives it.

    Repetitions may be asked for, and no longer; frames of a series may come late, and be asked for.
    """

    repeats: bool
    late: bool
    settle: Callable[[], None] | None

    def note(self) -> None:
        """Take note that `late` has changed."""


class Foretold(Protocol):
    """Series of frames as a bus gives it."""

    first_ns: int
    period_ns: int

    def turns(self, until_ns: int, /) -> int:
        """Give the number of turns that come up to and including a time in ns."""

    def message(self, turn: int, /) -> can.Message:
        """Give the frame of a turn."""

    def retract(self) -> int:
        """Send no more of it, and go on with what was sent last; gives the number of turns that have come."""


@lru_cache(maxsize=32, typed=True)
def _foretold(spec: MessageSpec, *others: SignalValue) -> dict[tuple[object, ...], can.Message]:
    """Return the frames of a series by what they tell; a clock tells the same seconds in each scenario.

    Args:
        spec: The message.
        others: Values of the signals that do not change in it.
    """
    return {}


def _start_values(spec: MessageSpec) -> dict[str, SignalValue]:
    return {name: signal.start for name, signal in spec.signals.items()}


class _Outgoing:
    """One message that the node sends."""

    def __init__(self, spec: MessageSpec, codec: Codec, link: Link) -> None:
        self.spec = spec
        self.link = link
        self.values = _start_values(spec)
        self.task: ModifiableCyclicTaskABC | None = None
        self.stale = True
        self.noted = False
        self.free_ns = 0
        self.series: tuple[Foretold, Foreteller] | None = None
        self._codec = codec
        self._message: can.Message | None = None

    def reset(self) -> None:
        """Take back all that was set."""
        self.values = _start_values(self.spec)
        self.stale = True

    def message(self) -> can.Message:
        """Return the frame with the present values; the same object as long as its payload does not change."""
        if self._message is None or self.stale:
            data = self._codec.encode(self.values)
            self.stale = False
            if self._message is None or data != self._message.data:
                self._message = can.Message(
                    arbitration_id=self.spec.frame_id, is_extended_id=self.spec.extended, data=data
                )
        return self._message

    @property
    def sent(self) -> can.Message | None:
        """The frame as it was last made; None before the first."""
        return self._message

    def start(self, period_s: float) -> None:
        task = self.link.send_periodic(self.message(), period_s)
        self.task = cast("ModifiableCyclicTaskABC", task)

    def foretell(self, task: ModifiableCyclicTaskABC, first_ns: int, period_ns: int, tell: Foreteller) -> None:
        """Let the values change by themselves from now on."""
        values = self.values.copy()
        names = list(self._told(tell, 0))
        known = _foretold(self.spec, *(value for name, value in values.items() if name not in names))

        def make(turn: int) -> can.Message:
            told = tell(turn)
            changing = [told[name] for name in names]
            key = (*changing, *map(type, changing))  # True is no number to the codec
            message = known.get(key)
            if message is None:
                values.update(zip(names, changing, strict=True))
                data = self._codec.encode(values)
                if len(known) >= MOST_FORETOLD:
                    known.clear()
                message = known[key] = can.Message(
                    arbitration_id=self.spec.frame_id, is_extended_id=self.spec.extended, data=data
                )
            return message

        self.series = self.link.foretell(task, first_ns, period_ns, make), tell

    def turns(self, until_ns: int) -> list[tuple[int, str]]:
        """Give the times in ns of the turns that come until a time, each with the name of the message."""
        if self.series is None:
            return []
        series = self.series[0]
        return [
            (series.first_ns + turn * series.period_ns, self.spec.name) for turn in range(series.turns(until_ns))
        ]

    def retract(self) -> None:
        """Go on with the values of the last turn that has come."""
        if self.series is None:
            return
        (series, tell), self.series = self.series, None
        turns = series.retract()
        if turns:
            self.values.update(self._told(tell, turns - 1))
            self._message, self.stale = series.message(turns - 1), False
            self.free_ns = series.first_ns + (turns - 1) * series.period_ns + self.spec.delay_ns

    def present(self, now_ns: int) -> Values:
        """Give the values at a time in ns, those that change by themselves included."""
        if self.series is not None:
            series, tell = self.series
            turns = series.turns(now_ns)
            if turns:
                return {**self.values, **self._told(tell, turns - 1)}
        return self.values

    def _told(self, tell: Foreteller, turn: int) -> dict[str, SignalValue]:
        return {name: value for name, value in tell(turn).items() if name in self.values}

    def check_unforetold(self) -> None:
        if self.series is not None:
            raise RuntimeError(f"{self.spec.name} changes by itself until that is retracted")

    def stop(self) -> None:
        if self.task is not None:
            self.task.stop()
            self.task = None


class FrameWatch:
    """A listener to the frames of one message.

    Args:
        listener: Called with all values of the message.
        noted: Called when `repeats` has changed.
    """

    def __init__(self, listener: Callable[[Values], None], noted: Callable[[], None]) -> None:
        self.listener = listener
        self._noted = noted
        self._repeats = True

    @property
    def repeats(self) -> bool:
        """True while it also hears a frame that says the same as the one before; at first it does.

        On a quiet bus such a frame costs as much as any other thing that happens, so who can do without does.
        """
        return self._repeats

    @repeats.setter
    def repeats(self, wanted: bool) -> None:
        if wanted != self._repeats:
            self._repeats = wanted
            self._noted()


class _Incoming:
    """One message that the node listens to."""

    def __init__(self, spec: MessageSpec, codec: Codec, link: Link) -> None:
        self.values: Values = _start_values(spec)
        self.on_change: dict[str, list[Callable[[SignalValue], None]]] = {}
        self.heard_ns = 0
        self._prompt = False
        self._watches: list[FrameWatch] = []
        self._codec = codec
        self._spec = spec
        self._multiplexed = spec.multiplexed
        self._last: can.Message | None = None
        self._last_data = b""
        self._forgotten = False
        self._subscribed = link.subscribe(spec.frame_id, self.receive, extended=spec.extended, repeats=False)
        self._subscribed.late = True

    def catch_up(self) -> None:
        """Know all that was sent until now, where that may be told late."""
        if self._subscribed.settle is not None:
            self._subscribed.settle()

    def on(self, name: str, listener: Callable[[SignalValue], None], *, late: bool) -> None:
        """Let `listener` hear each new value from now on, or `late` the last one of a series after it."""
        self.catch_up()
        self.on_change.setdefault(name, []).append(listener)
        self._prompt = self._prompt or not late
        self._note_late()

    def _note_late(self) -> None:
        late = not self._prompt and not self._watches
        if late != self._subscribed.late:
            self._subscribed.late = late
            self._subscribed.note()

    def watch(self, listener: Callable[[Values], None]) -> FrameWatch:
        """Let `listener` hear the frames from now on."""
        self.catch_up()
        watch = FrameWatch(listener, self._note_watches)
        self._watches.append(watch)
        self._note_late()
        self._note_watches()
        return watch

    def _note_watches(self) -> None:
        self._subscribed.repeats = self._forgotten or any(watch.repeats for watch in self._watches)

    def reset(self) -> None:
        """Know no more than before the first frame; the next one is news, though it be the same as the last."""
        self.values = _start_values(self._spec)
        self._last, self._last_data = None, b""
        self._forgotten = True
        self._note_watches()

    def receive(self, at_ns: int, message: can.Message) -> None:
        told = False
        if message is not self._last:
            if message.dlc != self._spec.length or message.is_remote_frame:
                # As a real ECU does; that such a frame was sent is for the recorder to tell.
                return
            self._last = message
            if self._forgotten:
                self._forgotten = False
                self._note_watches()
            data = bytes(message.data)
            if data != self._last_data:
                self._last_data = data
                self.heard_ns = at_ns
                told = True
                self._take(self._codec.decode(data))
        for watch in self._watches:
            if told or watch.repeats:
                watch.listener(self.values)

    def _take(self, values: Values) -> None:
        # What is on no page of a multiplexed message that came stays as it was.
        before, self.values = self.values, {**self.values, **values} if self._multiplexed else values
        for name, listeners in self.on_change.items():
            value, earlier = self.values[name], before[name]
            if value != earlier and not same(value, earlier):
                for listener in listeners:
                    listener(value)


class Com:
    """The signals of one node on all of its buses.

    Args:
        kernel: The clock; phases of cyclic frames come from its random stream of this node.
        node: The node's name in the databases; it sends the messages that have it as a sender.
        network: The databases.
        links: The node's controllers by the name of the bus.
    """

    def __init__(self, kernel: Kernel, node: str, network: Network, links: Mapping[str, Link]) -> None:
        self.node = node
        self._out_of_turn: list[tuple[int, str]] = []
        self._kernel = kernel
        self._network = network
        self._links = links
        self._random = kernel.random(f"com.{node}")
        self._epochs: Counter[str] = Counter()
        self._started: set[str] = set()
        self._incoming_of: dict[str, _Incoming] = {}
        self._sent = [
            _Outgoing(spec, Codec(spec), links[spec.bus]) for spec in network.sent_by(node) if spec.bus in links
        ]
        self._outgoing = {name: outgoing for outgoing in self._sent for name in outgoing.spec.signals}

    def set(self, name: str, value: SignalValue) -> None:
        """Set a signal that this node sends.

        Its message goes out with the new value at the next cycle, and at once where the database says so;
        values set in one callback travel in one frame. Within the message's delay after a frame that was sent
        out of turn a change waits until the delay has passed; of several, the last one counts.

        Raises:
            KeyError: The node does not send this signal.
            RuntimeError: It changes by itself; see `foretell`.
            dbc.codec.EncodeError: The value does not fit the signal; raised when the frame is made.
        """
        outgoing = self._outgoing[name]
        present = outgoing.values[name]
        if value == present or same(value, present):
            return
        outgoing.check_unforetold()
        if outgoing.sent is None:
            # What was set and set back before the first frame is no change either.
            outgoing.message()
        outgoing.values[name] = value
        outgoing.stale = True
        if not outgoing.noted:
            outgoing.noted = True
            self._kernel.call_in(0, partial(self._update, outgoing))

    def send(self, values: Values) -> None:
        """Send the one message that carries all of `values` now, once, changed or not, whatever its delay.

        Raises:
            KeyError: The node does not send one of the signals.
            RuntimeError: One of them changes by itself; see `foretell`.
        """
        outgoing = self._outgoing[next(iter(values))]
        outgoing.check_unforetold()
        for name, value in values.items():
            if self._outgoing[name] is not outgoing:
                raise KeyError(f"{name} is not in message {outgoing.spec.name}")
            outgoing.values[name] = value
        outgoing.stale = True
        message = outgoing.message()
        if outgoing.task is not None:
            outgoing.task.modify_data(message)
        self._send_once(outgoing, message)

    def get(self, name: str) -> SignalValue:
        """Return the value that the node sends, or last heard; before the first frame, the start value.

        Raises:
            KeyError: The node neither sends the signal nor listens to its message, so it cannot know it.
        """
        outgoing = self._outgoing.get(name)
        if outgoing is not None:
            return outgoing.present(self._kernel.now_ns)[name]
        incoming = self._incoming_of.get(name)
        if incoming is None:
            self._network.message_of(name)
            raise KeyError(f"{self.node} does not listen to {name}")
        incoming.catch_up()
        return incoming.values[name]

    def heard(self, name: str) -> tuple[int, Values]:
        """Return all values of the message that carries a signal of another node, as `get` would each of them.

        The time in ns at which they were heard first comes before them.

        Raises:
            KeyError: The node does not listen to it.
        """
        incoming = self._incoming_of[name]
        incoming.catch_up()
        return incoming.heard_ns, incoming.values

    def foretell(self, first_ns: int, period_ns: int, tell: Foreteller) -> bool:
        """Let signals that this node sends change by themselves, each time as if they were set.

        Nobody is told of it before; but where nobody must know at once, it costs next to nothing.

        Args:
            first_ns: When turn 0 comes, in ns; a period from now at most.
            period_ns: Time from turn to turn, in ns.
            tell: Gives the values of a turn; in each message one at least differs from the turn before.

        Returns:
            False, and nothing is foretold, while one of the messages is not sent cyclically and on change, or a
            change of it waits.

        Raises:
            KeyError: The node does not send one of the signals.
        """
        told = dict.fromkeys(self._outgoing[name] for name in tell(0))
        ready = [
            (each, each.task)
            for each in told
            if each.task is not None and each.spec.on_change and not each.noted and each.series is None
        ]
        if len(ready) < len(told):
            return False
        for each, task in ready:
            each.foretell(task, first_ns, period_ns, tell)
        return True

    def retract(self, *names: str) -> None:
        """Let signals keep the values that they have come to; nothing where none was foretold.

        Raises:
            KeyError: The node does not send one of the signals.
        """
        for outgoing in dict.fromkeys(self._outgoing[name] for name in names):
            self._retract(outgoing)

    def _retract(self, outgoing: _Outgoing) -> None:
        self._out_of_turn += outgoing.turns(self._kernel.now_ns)
        outgoing.retract()

    @property
    def out_of_turn(self) -> list[tuple[int, str]]:
        """Frames that were sent out of turn until now: the time in ns and the name of the message."""
        turns = [turn for outgoing in self._sent for turn in outgoing.turns(self._kernel.now_ns)]
        return sorted(self._out_of_turn + turns)

    @property
    def spontaneous(self) -> Counter[str]:
        """Number of frames of each message that were sent out of turn until now."""
        return Counter(name for _, name in self.out_of_turn)

    def catch_up(self) -> None:
        """Hear all that was sent until now, and may be told late."""
        for incoming in dict.fromkeys(self._incoming_of.values()):
            incoming.catch_up()

    def listen(self, *names: str) -> None:
        """Follow signals that other nodes send, so that `get` knows them."""
        for name in names:
            self._listen(name)

    def on(self, name: str, listener: Callable[[SignalValue], None], *, late: bool = False) -> None:
        """Call `listener` with each new value of a signal that another node sends.

        With `late` it need not hear of the changes of a series, but of the last one that came before someone asks
        for a value of the message; `heard` says when that was.
        """
        self._listen(name).on(name, listener, late=late)

    def on_frame(self, name: str, listener: Callable[[Values], None]) -> FrameWatch:
        """Call `listener` with all values of the message that carries `name`, at each of its frames.

        The result lets who can do without repetitions say so.
        """
        return self._listen(name).watch(listener)

    def reset(self) -> None:
        """Begin anew, as an ECU does that has lost its supply: every signal has its start value again.

        So the first frame that is heard of each message is news; what was sent until now is heard before.
        """
        self.catch_up()
        for outgoing in self._sent:
            outgoing.reset()
        for incoming in dict.fromkeys(self._incoming_of.values()):
            incoming.reset()

    def start(self, bus: str) -> None:
        """Begin to send the node's cyclic messages of a bus, each at a phase of its own."""
        if bus in self._started or bus not in self._links:
            return
        self._started.add(bus)
        self._epochs[bus] += 1
        for outgoing in self._messages(bus):
            cycle_ns = outgoing.spec.cycle_ns
            if cycle_ns is not None:
                phase_ns = self._random.randrange(cycle_ns)
                self._kernel.call_in(phase_ns, partial(self._begin, outgoing, self._epochs[bus]))

    def stop(self, bus: str) -> None:
        """Send nothing more on a bus but what `send` is told to."""
        if bus in self._started:
            self._started.remove(bus)
            for outgoing in self._messages(bus):
                self._retract(outgoing)
                outgoing.stop()

    def started(self, bus: str) -> bool:
        """Tell whether the node takes part in the traffic of a bus."""
        return bus in self._started

    def _messages(self, bus: str) -> list[_Outgoing]:
        return [message for message in self._sent if message.spec.bus == bus]

    def _begin(self, outgoing: _Outgoing, epoch: int) -> None:
        bus = outgoing.spec.bus
        if bus in self._started and epoch == self._epochs[bus] and outgoing.spec.cycle_ns is not None:
            outgoing.start(outgoing.spec.cycle_ns / 1e9)

    def _update(self, outgoing: _Outgoing) -> None:
        if self._kernel.now_ns < outgoing.free_ns:
            self._kernel.call_at(outgoing.free_ns, partial(self._update, outgoing))
            return
        outgoing.noted = False
        if outgoing.spec.bus not in self._started:
            return
        before, message = outgoing.sent, outgoing.message()
        if message is before:
            return
        # First what is heard at once: a bus that looks ahead then knows that nobody waits for the next cycle.
        if outgoing.spec.on_change:
            self._send_once(outgoing, message)
        if outgoing.task is not None:
            outgoing.task.modify_data(message)

    def _send_once(self, outgoing: _Outgoing, message: can.Message) -> None:
        self._out_of_turn.append((self._kernel.now_ns, outgoing.spec.name))
        outgoing.free_ns = self._kernel.now_ns + outgoing.spec.delay_ns
        outgoing.link.send(message)

    def _listen(self, name: str) -> _Incoming:
        incoming = self._incoming_of.get(name)
        if incoming is None:
            spec = self._network.message_of(name)
            incoming = _Incoming(spec, Codec(spec), self._links[spec.bus])
            self._incoming_of.update(dict.fromkeys(spec.signals, incoming))
        return incoming
