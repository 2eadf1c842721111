"""What the databases must say besides so that an ECU can be simulated: who sends, from which values, how fast."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dbc import attributes
from dbc.codec import Codec, EncodeError
from dbc.consistency import Problem
from dbc.errors import DatabaseError, listed
from dbc.network import MessageSpec, Network


def require_simulated(network: Network, nodes: Collection[str], *, alone: bool) -> None:
    """Refuse databases that lack what the simulation of some ECUs needs.

    Args:
        network: The databases.
        nodes: The simulated ECUs by their names in the databases.
        alone: Whether there is no other ECU: then they send every message in which a name of the suite lies.

    Raises:
        DatabaseError: Something is missing; a part for each thing.
    """
    wrong: list[DatabaseError] = []
    for bus in network.buses:
        try:
            network.bitrate(bus)
        except DatabaseError as error:
            wrong.append(error)
        for message in network.messages(bus):
            wrong += [DatabaseError(network.files[bus], *problem) for problem in _lacking(message, nodes, alone)]
    if wrong:
        raise DatabaseError.joined(wrong)


def _lacking(message: MessageSpec, nodes: Collection[str], alone: bool) -> Iterator[Problem]:
    simulated = any(sender in nodes for sender in message.senders)
    named = any(signal.name != signal.place for signal in message.signals.values())
    if not simulated:
        if alone and named:
            allowed = f"one of the simulated ECUs {listed(nodes)}, since names of the suite lie in the message"
            yield f"{message.name}.sender", message.sender or "none", allowed
        return
    if message.fd:
        yield f"{message.name}.VFrameFormat", "CAN FD", "classic CAN, which is all that a simulated ECU sends"
    kind = attributes.send_type(message.layout)
    if message.cycle_ns is None and kind is not None and kind.cyclic:
        yield f"{message.name}.GenMsgCycleTime", 0, f"ms above 0 with {message.layout.send_type}"
    codec = Codec(message)
    starts = {name: signal.start for name, signal in message.signals.items()}
    unfit = [name for name, start in starts.items() if not codec.fits(name, start)]
    for name in unfit:
        where = f"{message.name}.{message.signals[name].layout.name}.GenSigStartValue"
        raw = attributes.raw_start(message.signals[name].layout)
        yield where, raw, f"raw values of {codec.allowed(name)}"
    if unfit:
        return
    try:
        codec.encode(starts)
    except EncodeError as error:
        yield f"{message.name}.GenSigStartValue", str(error), "start values that make a frame"
