"""Random frames read and written as cantools reads and writes them, over the suite's databases and odd ones."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from cantools.database import DecodeError as TheirDecodeError
from hypothesis import given, settings
from hypothesis import strategies as st

from dbc.codec import Codec, EncodeError
from dbc.network import MessageSpec, Value
from dbc.value import same
from tests.support.kernel_rig import NETWORK
from tests.support.lab_network import lab_network

LABS = [lab_network(name) for name in ("labelled", "multiplexed", "mixed")]
MESSAGES = [message for network in (NETWORK, *LABS) for bus in network.buses for message in network.messages(bus)]

every_message = pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.name)


def theirs(message: MessageSpec, payload: bytes) -> dict[str, Value] | None:
    """What cantools reads, with a name where exactly this raw value has one; it takes 0.75 for 0 there.

    None where it refuses a page that no signal is on.
    """
    try:
        raws = message.layout.decode_simple(payload, decode_choices=False, scaling=False)
        scaled = message.layout.decode_simple(payload, decode_choices=False)
    except TheirDecodeError:
        return None
    return {
        name: signal.labels.get(raws[signal.layout.name], scaled[signal.layout.name])  # type: ignore[arg-type]  # without choices they are numbers
        for name, signal in message.signals.items()
        if signal.layout.name in raws
    }


def their_payload(message: MessageSpec, values: Mapping[str, Value]) -> bytes:
    named = {message.signals[name].layout.name: value for name, value in values.items()}
    return message.layout.encode(named, strict=True)


def differences(first: Mapping[str, Value], second: Mapping[str, Value]) -> list[str]:
    return [name for name in first.keys() | second.keys() if not same(first.get(name), second.get(name))]


@every_message
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_every_payload_reads_and_is_written_as_by_cantools(message: MessageSpec, data: st.DataObject) -> None:
    payload = data.draw(st.binary(min_size=message.length, max_size=message.length))
    values = Codec(message).decode(payload)
    expected = theirs(message, payload)
    if expected is None:
        assert message.multiplexed
        return
    assert differences(values, expected) == []
    try:
        written = Codec(message).encode(values)
    except EncodeError:
        return  # beside the range: the strictness is tested elsewhere
    assert written == their_payload(message, values)
    assert differences(Codec(message).decode(written), values) == []
