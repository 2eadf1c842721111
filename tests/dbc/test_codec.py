"""Values into payloads and back: strict, and the same bits as cantools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbc.codec import MOST_READ, Codec, DecodeError, EncodeError
from dbc.network import MessageSpec, Network, SignalSpec, Value
from tests.support.lab_network import codec_of, lab_network

FOLDER = Path(__file__).resolve().parents[2] / "dbc"
NETWORK = Network.load(
    {"comfort": FOLDER / "comfort.dbc", "inter_system": FOLDER / "inter_system.dbc"}, FOLDER / "signals.toml"
)
MESSAGES = [message for bus in NETWORK.buses for message in NETWORK.messages(bus)]

every_message = pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.name)

OTHER_LAYOUTS = """VERSION ""
NS_ :
BS_:
BU_: A
BO_ 256 Intel: 8 A
 SG_ Level : 4|12@1- (0.1,0) [-100|100] "%" A
 SG_ State : 0|2@1+ (1,0) [0|2] "" A
 SG_ Ratio : 32|32@1- (1,0) [0|10] "x" A
BA_DEF_ "DBName" STRING ;
BA_DEF_ "Baudrate" INT 0 1000000;
BA_DEF_ BO_ "GenMsgSendType" ENUM "Cyclic","Spontaneous";
BA_DEF_DEF_ "DBName" "";
BA_DEF_DEF_ "Baudrate" 0;
BA_DEF_DEF_ "GenMsgSendType" "Spontaneous";
BA_ "DBName" "lab";
BA_ "Baudrate" 125000;
VAL_ 256 State 0 "off" 1 "on" 2 "fault" ;
SIG_VALTYPE_ 256 Ratio : 1;
"""


def start_values(message: MessageSpec) -> dict[str, Value]:
    return {name: signal.start for name, signal in message.signals.items()}


def with_cantools(message: MessageSpec, values: dict[str, Value]) -> bytes:
    named = {message.signals[name].layout.name: value for name, value in values.items()}
    return message.layout.encode(named, strict=True)


def any_value(signal: SignalSpec) -> st.SearchStrategy[Any]:
    if signal.labels:
        return st.sampled_from(sorted(signal.labels.values()))
    return st.one_of(st.floats(signal.minimum, signal.maximum), st.sampled_from([signal.minimum, signal.maximum]))


@every_message
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_the_payload_is_that_of_cantools_and_reads_back(message: MessageSpec, data: st.DataObject) -> None:
    values = {name: data.draw(any_value(signal), name) for name, signal in message.signals.items()}
    payload = Codec(message).encode(values)
    assert payload == with_cantools(message, values)
    decoded = Codec(message).decode(payload)
    theirs = message.layout.decode_simple(payload)
    assert decoded == {
        name: str(theirs[s.layout.name]) if s.labels else theirs[s.layout.name]
        for name, s in message.signals.items()
    }
    assert Codec(message).encode(decoded) == payload


@every_message
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_any_payload_reads_as_cantools_reads_it(message: MessageSpec, data: st.DataObject) -> None:
    payload = data.draw(st.binary(min_size=message.length, max_size=message.length))
    theirs = message.layout.decode_simple(payload, decode_choices=False)
    assert Codec(message).decode(payload) == {
        name: signal.labels.get(theirs[signal.layout.name], theirs[signal.layout.name])  # type: ignore[arg-type]  # without choices it is a number
        for name, signal in message.signals.items()
    }


@every_message
def test_no_value_beside_the_range_can_be_encoded(message: MessageSpec) -> None:
    for name, signal in message.signals.items():
        beside: list[Any] = [True, None, float("nan"), float("inf"), "nonsense"]
        if signal.labels:
            beside += [*signal.labels, float(next(iter(signal.labels)))]
        else:
            beside += [signal.minimum - signal.resolution, signal.maximum + signal.resolution, 1e12, -1e12]
            beside += [signal.minimum - signal.resolution / 100, signal.maximum + signal.resolution / 100]
        for value in beside:
            with pytest.raises(EncodeError):
                Codec(message).encode({**start_values(message), name: value})


def test_a_refused_number_is_named_with_its_range_and_unit() -> None:
    message = NETWORK.message_of("cabin.temp_c")
    with pytest.raises(
        EncodeError, match=r"comfort\.ClimateCabin: cabin\.temp_c = 85\.5; allowed: -40 to 85 degC"
    ):
        Codec(message).encode({**start_values(message), "cabin.temp_c": 85.5})


def test_a_refused_label_is_named_with_the_table() -> None:
    message = NETWORK.message_of("horn.state")
    with pytest.raises(EncodeError, match=r"horn\.state = 'loud'; allowed: off, on, on_limited"):
        Codec(message).encode({"horn.state": "loud"})


def test_a_missing_signal_is_refused() -> None:
    with pytest.raises(EncodeError, match=r"order\.kind = None"):
        Codec(NETWORK.message_of("order.kind")).encode({"order.id": 1})


def test_a_signal_of_another_message_is_refused() -> None:
    with pytest.raises(EncodeError, match=r"vin\.c01 = 65; allowed: signals horn\.state"):
        Codec(NETWORK.message_of("horn.state")).encode({"horn.state": "on", "vin.c01": 65})


def test_a_number_is_rounded_to_the_resolution() -> None:
    message = NETWORK.message_of("cabin.temp_c")
    codec = Codec(message)
    assert codec.decode(codec.encode({**start_values(message), "cabin.temp_c": 20.3}))["cabin.temp_c"] == 20.5


def test_a_raw_value_outside_its_table_is_read_as_it_is() -> None:
    assert Codec(NETWORK.message_of("horn.state")).decode(b"\xc0") == {"horn.state": 3}


@pytest.mark.parametrize("payload", [b"", b"\0\0"])
def test_a_payload_of_another_length_is_refused(payload: bytes) -> None:
    with pytest.raises(DecodeError, match=rf"comfort\.BodyHorn: {len(payload)} bytes; allowed: 1"):
        Codec(NETWORK.message_of("horn.state")).decode(payload)


@pytest.mark.parametrize(
    ("name", "value", "payload"),
    [
        ("vehicle.speed_kmh", 130.0, "0000 32c8 0000 0000"),
        ("ignition.state", "running", "8e3c 0000 0078 0000"),
        ("doors.trunk.open", "open", "0800"),
        ("network.comfort.state", "awake", "0000 0000 0100 0000"),
        ("battery.current_a", -0.1, "0000 ffff 3c"),
    ],
)
def test_a_payload_has_the_bits_of_the_layout(name: str, value: Value, payload: str) -> None:
    message = NETWORK.message_of(name)
    assert Codec(message).encode({**start_values(message), name: value}) == bytes.fromhex(payload)


class TestLayoutsOfOtherDatabases:
    """Little-endian and floating-point signals, which only cantools places."""

    @pytest.fixture
    def codec(self, tmp_path: Path) -> Codec:
        (tmp_path / "lab.dbc").write_text(OTHER_LAYOUTS, encoding="utf-8")
        (tmp_path / "signals.toml").write_text(
            'level = "lab.Intel.Level"\nstate = "lab.Intel.State"\nratio = "lab.Intel.Ratio"',
            encoding="utf-8",
        )
        network = Network.load({"lab": tmp_path / "lab.dbc"}, tmp_path / "signals.toml")
        return Codec(network.message_of("level"))

    def test_values_read_back(self, codec: Codec) -> None:
        values: dict[str, Value] = {"level": -50.0, "state": "fault", "ratio": 2.5}
        payload = codec.encode(values)
        assert payload == with_cantools(codec.spec, values)
        assert codec.decode(payload) == values

    def test_they_are_as_strict(self, codec: Codec) -> None:
        for bad in ({"level": 100.1}, {"state": 1}, {"ratio": 10.5}):
            with pytest.raises(EncodeError):
                codec.encode({"level": 0, "state": "off", "ratio": 0.0, **bad})

    def test_a_raw_value_outside_its_table_is_read_as_it_is(self, codec: Codec) -> None:
        assert codec.decode(b"\x03" + bytes(7))["state"] == 3


class TestPages:
    """Multiplexed messages: only the page that the multiplexer chooses is sent."""

    CHOSEN = codec_of(lab_network("multiplexed"), "Chosen")

    @pytest.mark.parametrize(
        ("kind", "payload"), [("left", "00050000"), ("right", "01fa0000"), ("none", "03000000")]
    )
    def test_the_chosen_page_is_written(self, kind: str, payload: str) -> None:
        values: dict[str, Value] = {"lab.Chosen.Kind": kind, "lab.Chosen.Left": 5, "lab.Chosen.Right": -6}
        assert self.CHOSEN.encode(values).hex() == payload

    def test_a_page_that_does_not_exist_is_not_written(self) -> None:
        with pytest.raises(EncodeError, match=r"Kind = 2; allowed: pages 0, 1, 3"):
            self.CHOSEN.encode({"lab.Chosen.Kind": 2})

    def test_a_signal_of_the_chosen_page_must_be_given(self) -> None:
        with pytest.raises(EncodeError, match=r"Left = None; allowed: a value for each signal"):
            self.CHOSEN.encode({"lab.Chosen.Kind": "left", "lab.Chosen.Right": 1})


@every_message
def test_a_truth_value_is_refused_after_the_number_that_is_equal_to_it(message: MessageSpec) -> None:
    codec = Codec(message)
    for name, signal in message.signals.items():
        if not signal.labels and signal.minimum <= 1 <= signal.maximum:
            values = {**start_values(message), name: 1}
            codec.encode(values)
            with pytest.raises(EncodeError, match=f"{name} = True"):
                codec.encode({**values, name: True})


def test_a_payload_reads_the_same_after_more_than_are_remembered() -> None:
    message = NETWORK.message_of("clock.second")
    codec = Codec(message)
    payloads = [
        codec.encode(
            {
                **start_values(message),
                "clock.second": n % 60,
                "clock.minute": n // 60 % 60,
                "clock.hour": n // 3600,
            }
        )
        for n in range(2 * MOST_READ)
    ]
    for _ in range(2):
        read = [codec.decode(payload) for payload in payloads]
        told = [(each["clock.hour"], each["clock.minute"], each["clock.second"]) for each in read]
        assert told == [(n // 3600, n // 60 % 60, n % 60) for n in range(2 * MOST_READ)]
