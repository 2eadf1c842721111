"""What a database says of its messages beside their layout, read by its meaning.

Makers spell the same thing in many ways, send types above all, of which each tool has a list of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cantools.database.can import Database, Message, Signal

_NOBODY = "Vector__XXX"
"""The sender of a message that has none."""

_CYCLIC = ("cycl", "periodic", "zykl")
_ON_CHANGE = ("spontan", "event", "change", "write", "trigger")
_IF_ACTIVE = "ifactive"
_UNSAID = ("yes", "no")
_NEITHER = (
    "",
    "none",
    "notused",
    "nosendtype",
    "nomsgsendtype",
    "reserved",
    "onrequest",
    "vectorleerstring",
)

SEND_TYPES = "Cyclic, Spontaneous, CyclicAndSpontaneous, CyclicIfActive, None, or another spelling of these"
"""Words that a send type may say, for messages."""


@dataclass(frozen=True)
class SendType:
    """Occasion on which a message is sent.

    Attributes:
        cyclic: In its cycle.
        on_change: At a change.
        if_active: In its cycle, but only while it has something to tell.
    """

    cyclic: bool
    on_change: bool
    if_active: bool = False


def send_type(message: Message) -> SendType | None:
    """Read the send type of a message by its meaning; None for a word that has none.

    Where the database has no send types, or says only whether there is one, a message with a cycle time is cyclic.
    """
    word = None if message.send_type is None else re.sub(r"[^a-z]", "", message.send_type.lower())
    if word is None or word in _UNSAID:
        return SendType(cyclic=bool(message.cycle_time), on_change=False)
    cyclic, on_change = (any(part in word for part in parts) for parts in (_CYCLIC, _ON_CHANGE))
    if_active = _IF_ACTIVE in word
    if word in _NEITHER or cyclic or on_change or if_active:
        return SendType(cyclic or if_active, on_change, if_active)
    return None


def senders(message: Message) -> tuple[str, ...]:
    """Name the nodes that send a message; none where the database does not say."""
    return tuple(node for node in message.senders if node != _NOBODY)


def cycle_ms(message: Message) -> float | None:
    """Read the cycle time of a message, 0 where there is none; None for what is no time."""
    return _number(message.cycle_time or 0)


def delay_ms(message: Message) -> float | None:
    """Read the least time between two frames of a message; None for what is no time."""
    return _number(_attribute(message, "GenMsgDelayTime") or 0)


def raw_start(signal: Signal) -> float | None:
    """Read the raw start value of a signal, or the default of the database; None for what is no number."""
    if signal.raw_initial is not None:
        return _number(signal.raw_initial)
    return _number(_attribute(signal, "GenSigStartValue") or 0)


def only_named(signal: Signal) -> bool:
    """Tell whether the database says that a signal has no values beside those of its table, if it has one."""
    return bool(_attribute(signal, "OnlyNamedValues"))


def stated(message: Message, name: str) -> bool:
    """Tell whether a message has an attribute of its own, and not the default of the database."""
    return message.dbc is not None and name in message.dbc.attributes


def stated_bitrate(database: Database) -> object:
    """Read the bit/s that the database says of its bus; None or 0 where it says none, or only what is usual."""
    return database.buses[0].baudrate if database.buses else None


def bitrate(database: Database) -> object:
    """Read the bit/s of the bus, or their default; None or 0 where the database does not say."""
    stated = stated_bitrate(database)
    if stated or database.dbc is None:
        return stated
    definition = database.dbc.attribute_definitions.get("Baudrate")
    return stated if definition is None else definition.default_value


def is_fd(message: Message, database: Database) -> bool | None:
    """Tell whether a message is one of CAN FD; None where it may be either, as the database does not say."""
    if message.is_fd or message.length > 8:  # bytes of a classic frame
        return True
    stated = database.dbc is not None and "VFrameFormat" in database.dbc.attribute_definitions
    return None if not stated and any(other.length > 8 for other in database.messages) else False


def _attribute(thing: Message | Signal, name: str) -> object:
    """Return the value of an attribute, or its default."""
    if thing.dbc is None:
        return None
    if name in thing.dbc.attributes:
        return thing.dbc.attributes[name].value
    definition = thing.dbc.attribute_definitions.get(name)
    return None if definition is None else definition.default_value


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
