"""What is known of each message of a bus, and how late it may tell of a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import can

from clock.kernel import MS, S
from dbc.codec import Codec
from dbc.network import MessageSpec, Network, SignalSpec, Value
from rigs.recording.passage import Passage
from rigs.values.track import Track

ON_CHANGE_LATENCY_NS = 10 * MS
"""Longest time from a change to its frame, in ns, where the database gives no delay of its own."""

CYCLE_JITTER_NS = 5 * MS
"""A cyclic frame may come so much early: the one before it waited for the wires."""

WAKE_UP_NS = S
"""Time in ns before the first message on a waking bus in which what it tells may have woken the bus."""

CYCLE_FACTOR = 1.5
"""A cyclic message may be late by half its cycle, and by `CYCLE_SLACK_NS` for arbitration."""

CYCLE_SLACK_NS = 15 * MS


@dataclass(slots=True)
class Unread:
    """Stretches of steady traffic in which nobody has asked yet what a message says.

    Attributes:
        passage: The first of them; later ones follow the same pattern.
        lanes: Places of the message in the pattern.
        first_ns: A time in ns no later than the end of the first frame.
        last_ns: One no sooner than the end of the last frame.
        before_ns: When the last frame before those ended, in ns.
    """

    passage: Passage
    lanes: Sequence[int]
    first_ns: int
    last_ns: int
    before_ns: int


class Station:
    """All that is known of one message on one bus."""

    __slots__ = (
        "before",
        "before_ns",
        "changes",
        "codec",
        "data",
        "fd",
        "gap_limit_ns",
        "heard_ns",
        "lanes",
        "last_ns",
        "message",
        "missing",
        "multiplexed",
        "page",
        "plain",
        "spec",
        "tracks",
        "unread",
        "values",
    )

    def __init__(self, spec: MessageSpec, gap_limit_ns: int) -> None:
        self.spec = spec
        self.codec = Codec(spec)
        self.fd = spec.fd
        self.multiplexed = spec.multiplexed
        self.page: Mapping[str, Value] = {}
        self.heard_ns: dict[str, int] = {}
        self.gap_limit_ns = gap_limit_ns
        self.lanes: Sequence[int] = ()  # its places in the pattern of the bus
        self.last_ns = -1
        self.missing = False
        self.message: can.Message | None = None
        self.data = b""
        self.before: bytes | None = None  # the payload before this one, and when it was heard last
        self.before_ns = -1
        self.values: Mapping[str, Value] = {}
        self.tracks: dict[str, Track] = {}
        self.plain = False  # whether no monitor can find anything in how it changes in the pattern
        self.changes = 0  # of its payload in the pattern since it was last heard by itself
        self.unread: Unread | None = None


@lru_cache(maxsize=32)
def signals(network: Network, bus: str) -> Sequence[tuple[str, str, int]]:
    """Return name, unit and lag in ns of each signal of a bus; they are the same in every scenario."""
    return [
        (name, signal.unit, _lag_ns(message, signal))
        for message in network.messages(bus)
        for name, signal in message.signals.items()
    ]


def gap_limit_ns(spec: MessageSpec) -> int:
    """Return the longest time between two frames that is no finding; 0 where a message may pause as it likes."""
    return 0 if spec.if_active else cycle_limit_ns(spec)


def cycle_limit_ns(spec: MessageSpec) -> int:
    """Return the longest cycle of a message; 0 where it is not cyclic."""
    if spec.cycle_ns is None:
        return 0
    return int(spec.cycle_ns * CYCLE_FACTOR) + CYCLE_SLACK_NS


def change_to_frame_ns(spec: MessageSpec) -> int:
    """Return the longest time from a change to the frame that tells it."""
    return (spec.delay_ns or ON_CHANGE_LATENCY_NS) if spec.on_change else cycle_limit_ns(spec)


def _lag_ns(spec: MessageSpec, signal: SignalSpec) -> int:
    """Return the longest time from a change to the frame that tells it; pages of a cyclic message take turns."""
    turns = 1
    if not spec.on_change:
        for depth, (multiplexer, _) in enumerate(signal.pages):
            here = (each.pages[depth] for each in spec.signals.values() if len(each.pages) > depth)
            turns *= len({page for name, page in here if name == multiplexer})
    return change_to_frame_ns(spec) * turns
