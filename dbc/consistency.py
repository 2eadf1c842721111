"""What contradicts itself in a database: each thing named by message and attribute, all of them at once."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from cantools.database.can import Database, Message, Signal

from dbc import attributes
from dbc.bits import FLOATS, fits, occupied, raw_range
from dbc.errors import listed

Problem = tuple[str, object, str]
"""A problem: which attribute of what, its value, and what is allowed."""

Pages = tuple[tuple[str, frozenset[int]], ...]
"""The multiplexers of a signal from the outermost on, each with the raw values for which the signal is sent."""

_EXTENDED = 1 << 31
_STANDARD_IDS = 1 << 11
_EXTENDED_IDS = 1 << 29
_NO_MESSAGE = "VECTOR__INDEPENDENT_SIG_MSG"
_MESSAGE = re.compile(r"BO_\s+(\d+)\s+(\w+)\s*:")
_SIGNAL = re.compile(r"\s*SG_\s+(\w+)\s+(m\d+M?|M)?\s*:")
_PAGES = re.compile(r"SG_MUL_VAL_\s+(\d+)\s+(\w+)\s+(\w+)\s")
_TABLE = re.compile(r'VAL_\s+(\d+)\s+(\w+)\s+((?:-?\d+\s+"(?:[^"\\]|\\.)*"\s*)*);')
_ENTRY = re.compile(r'(-?\d+)\s+"')


def identifier(frame_id: int, *, extended: bool) -> str:
    """Write an identifier so that its length is seen: 3 digits for 11 bits, 8 for 29."""
    return f"0x{frame_id:0{8 if extended else 3}X}"


def pages(message: Message, signal: Signal) -> Pages | None:
    """Find the multiplexers that a signal stands behind; None where one does not exist or is behind itself."""
    signals = {each.name: each for each in message.signals}
    chain: list[tuple[str, frozenset[int]]] = []
    while signal.multiplexer_signal is not None:
        above = signals.get(signal.multiplexer_signal)
        if above is None or not above.is_multiplexer or len(chain) == len(signals):
            return None
        chain.append((above.name, frozenset(signal.multiplexer_ids or ())))
        signal = above
    return tuple(reversed(chain))


def text_problems(text: str) -> Iterator[Problem]:
    """Yield what cantools drops, or stops at, before anyone can ask: read from the text of a DBC."""
    names: dict[int, str] = {}
    marks: dict[tuple[int, str], str] = {}
    number: int | None = None
    for line in text.splitlines():
        if found := _MESSAGE.match(line):
            number = int(found[1])
            names[number] = found[2]
            if found[2] != _NO_MESSAGE:
                yield from _bad_identifier(found[2], number)
        elif number is not None and (found := _SIGNAL.match(line)):
            marks[number, found[1]] = found[2] or ""
        else:
            number = None
    yield from _bad_marks(names, marks, {(int(each[0]), each[1]): each[2] for each in _PAGES.findall(text)})
    for found in _TABLE.finditer(text):
        number = int(found[1])
        counts = Counter(_ENTRY.findall(found[3]))
        for raw, count in counts.items():
            if count > 1:
                yield f"{names.get(number, number)}.{found[2]}.VAL_", int(raw), "raw values with one name each"


def _bad_marks(
    names: Mapping[int, str], marks: Mapping[tuple[int, str], str], placed: Mapping[tuple[int, str], str]
) -> Iterator[Problem]:
    """Yield pages without a multiplexer; `placed` are the signals of which SG_MUL_VAL_ names it."""
    multiplexers = Counter(number for (number, _), mark in marks.items() if mark.endswith("M"))
    for (number, name), mark in marks.items():
        if mark not in ("", "M") and multiplexers[number] != 1 and (number, name) not in placed:
            allowed = "the page of a message with one multiplexer, or SG_MUL_VAL_ that says which of several"
            yield f"{names[number]}.{name}.multiplexer", mark, allowed
    for (number, name), above in placed.items():
        where = f"{names.get(number, number)}.{name}.SG_MUL_VAL_"
        known = [each for (other, each), mark in marks.items() if other == number and mark.endswith("M")]
        if above not in known:
            yield where, above, f"multiplexers of the message: {listed(known)}"
        elif not marks.get((number, name)):
            yield where, name, "signals that are marked as multiplexed"


def problems(database: Database) -> Iterator[Problem]:
    """Yield what cannot all be true of the messages of a bus."""
    named: dict[str, str] = {}
    identified: dict[tuple[int, bool], str] = {}
    for message in database.messages:
        own = identifier(message.frame_id, extended=message.is_extended_frame)
        if (other := named.setdefault(message.name, own)) != own:
            yield f"{message.name}.name", message.name, f"a name that is not that of the message {other}"
        key = (message.frame_id, message.is_extended_frame)
        if key not in identified:
            identified[key] = message.name
        else:
            yield f"{message.name}.id", own, f"an identifier that is not that of {identified[key]}"
        yield from _bad_message(message)


def _bad_identifier(name: str, number: int) -> Iterator[Problem]:
    bare, extended = number & (_EXTENDED - 1), bool(number & _EXTENDED)
    if bare >= (_EXTENDED_IDS if extended else _STANDARD_IDS):
        shown = identifier(bare, extended=extended)
        yield f"{name}.id", shown, "29 bits" if extended else "11 bits, or 29 with 0x80000000 added"


def _bad_message(message: Message) -> Iterator[Problem]:
    kind = attributes.send_type(message)
    if kind is None:
        yield f"{message.name}.GenMsgSendType", message.send_type, attributes.SEND_TYPES
    elif kind.cyclic:
        cycle_ms = attributes.cycle_ms(message)
        stated = attributes.stated(message, "GenMsgSendType")
        if cycle_ms is None or not 0 <= cycle_ms < math.inf or (stated and not cycle_ms):
            shown = message.cycle_time or 0
            yield f"{message.name}.GenMsgCycleTime", shown, f"ms above 0 with {message.send_type}"
    delay_ms = attributes.delay_ms(message)
    if delay_ms is None or not 0 <= delay_ms < math.inf:
        yield f"{message.name}.GenMsgDelayTime", delay_ms, "ms, 0 or more"
    counts = Counter(signal.name for signal in message.signals)
    for name, count in counts.items():
        if count > 1:
            yield f"{message.name}.{name}.name", name, "one signal of a name in a message"
    for signal in message.signals:
        for attribute, value, allowed in _bad_signal(message, signal):
            yield f"{message.name}.{signal.name}.{attribute}", value, allowed
    yield from _overlaps(message)


def _bad_signal(message: Message, signal: Signal) -> Iterator[Problem]:
    if not fits(signal, message.length):
        yield "position", _position(signal), f"bits of the {message.length} bytes of the message"
    if signal.is_float and signal.length not in FLOATS:
        yield "length", signal.length, f"{listed(FLOATS)} bits of a floating-point number"
    for attribute, number in (("factor", signal.scale), ("offset", signal.offset)):
        if not math.isfinite(number):
            yield attribute, number, "a finite number"
    if signal.scale == 0:
        yield "factor", signal.scale, "a number that is not 0"
    if signal.minimum is not None and signal.maximum is not None and not signal.minimum <= signal.maximum:
        yield "range", f"{signal.minimum} to {signal.maximum}", "a minimum that is no more than the maximum"
    if signal.choices and not signal.is_float:
        lowest, highest = raw_range(signal)
        beyond = [raw for raw in signal.choices if not lowest <= raw <= highest]
        if beyond:
            yield "VAL_", listed(beyond), f"raw values of its bits, {lowest} to {highest}"
    yield from _bad_pages(message, signal)


def _bad_pages(message: Message, signal: Signal) -> Iterator[Problem]:
    if signal.multiplexer_signal is None:
        return
    if pages(message, signal) is None:
        known = [each.name for each in message.signals if each.is_multiplexer and each is not signal]
        yield "multiplexer", signal.multiplexer_signal, f"multiplexers of {message.name}: {listed(known)}"
        return
    above = next(each for each in message.signals if each.name == signal.multiplexer_signal)
    lowest, highest = raw_range(above)
    beyond = [page for page in signal.multiplexer_ids or () if not lowest <= page <= highest]
    if beyond:
        allowed = f"raw values of {above.name}, {lowest} to {highest}"
        yield "multiplexer", listed(f"m{page}" for page in beyond), allowed


def _overlaps(message: Message) -> Iterator[Problem]:
    taken = 0
    met = False
    bits = []
    for signal in message.signals:
        own = occupied(signal)
        met = met or bool(taken & own)
        taken |= own
        bits.append((signal, own))
    if not met:
        return
    for (first, first_bits), (second, second_bits) in combinations(bits, 2):
        if first_bits & second_bits and _together(message, first, second):
            where = f"{message.name}.{second.name}.position"
            yield where, _position(second), f"bits that are not those of {first.name}, {_position(first)}"


def _together(message: Message, first: Signal, second: Signal) -> bool:
    """Tell whether one payload can hold both signals."""
    chains: Sequence[Pages | None] = (pages(message, first), pages(message, second))
    if None in chains:
        return False  # said already
    ours, theirs = (dict(chain or ()) for chain in chains)
    return all(ours[name] & theirs[name] for name in ours.keys() & theirs.keys())


def _position(signal: Signal) -> str:
    return f"{signal.start}|{signal.length}@{0 if signal.byte_order == 'big_endian' else 1}"
