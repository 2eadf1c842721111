"""The minimum set of data: the published vector, the edges of every field, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulators.offboard.emergency.msd import (
    MAX_BYTES,
    PROPULSIONS,
    VEHICLE_TYPES,
    VIN_ALPHABET,
    AdditionalData,
    Msd,
    MsdError,
    Offset,
    decode,
    encode,
)

VECTOR = bytes.fromhex("02241C0680E30A51439E2955D438008004340A8C4159A408FE29C459A4C8616C01054010F010")
# The inner message without the three bits that fill its last octet, and where some of its fields begin.
BITS = f"{int.from_bytes(VECTOR[2:], 'big'):0288b}"[:285]
VEHICLE_TYPE_AT = 17
PROPULSION_AT = BITS.index("01000000" + "1" + f"{1_367_878_452:032b}")
LATITUDE_AT = BITS.index(f"{18_859_320 + 2**31:032b}")
HEADING_AT = LATITUDE_AT + 64
PASSENGERS_AT = len(BITS) - 8
EXAMPLE = Msd(
    message_identifier=1,
    automatic=True,
    test_call=False,
    position_trusted=True,
    vehicle_type="M1",
    vin="ECALLEXAMPLE02013",
    propulsion=frozenset({"petrol"}),
    timestamp_s=1_367_878_452,
    latitude_deg=18_859_320 / 3_600_000,
    longitude_deg=187_996_428 / 3_600_000,
    heading_deg=90.0,
    recent_1=Offset.from_mas(0, 1000),
    recent_2=Offset.from_mas(0, 3000),
    passengers=2,
)

# The first example that needs the schema waits for its compilation.
unhurried = settings(deadline=None, derandomize=True, database=None)

offsets = st.builds(
    lambda north, east: Offset.from_mas(north * 100, east * 100),
    st.integers(-512, 511),
    st.integers(-512, 511),
)
sets = st.builds(
    Msd,
    message_identifier=st.integers(0, 255),
    automatic=st.booleans(),
    test_call=st.booleans(),
    position_trusted=st.booleans(),
    vehicle_type=st.sampled_from(sorted(VEHICLE_TYPES)),
    vin=st.text(sorted(VIN_ALPHABET), min_size=17, max_size=17),
    propulsion=st.frozensets(st.sampled_from(sorted(PROPULSIONS))),
    timestamp_s=st.integers(0, 2**32 - 1),
    latitude_deg=st.none() | st.integers(-324_000_000, 324_000_000).map(lambda mas: mas / 3_600_000),
    longitude_deg=st.none() | st.integers(-648_000_000, 648_000_000).map(lambda mas: mas / 3_600_000),
    heading_deg=st.none() | st.integers(0, 179).map(lambda unit: 2.0 * unit),
    recent_1=st.none() | offsets,
    recent_2=st.none() | offsets,
    passengers=st.none() | st.integers(0, 254),
    additional=st.none() | st.builds(AdditionalData, st.binary(min_size=1, max_size=8), st.binary(max_size=78)),
)


def wrapped(content: bytes) -> bytes:
    return bytes([2, len(content)]) + content


def from_bits(bits: str) -> bytes:
    """A message of these bits, filled up to whole octets and wrapped."""
    octets = -(-len(bits) // 8)
    return wrapped(int(bits.ljust(octets * 8, "0"), 2).to_bytes(octets, "big"))


def with_bits(first_bit: int, bits: str) -> bytes:
    """The vector with some bits of the inner message replaced."""
    return from_bits(BITS[:first_bit] + bits + BITS[first_bit + len(bits) :])


def test_the_vector_is_decoded() -> None:
    assert decode(VECTOR) == EXAMPLE


def test_the_vector_is_encoded_bit_for_bit() -> None:
    assert encode(EXAMPLE) == VECTOR


def test_the_vector_says_exact_milliarcseconds() -> None:
    msd = decode(VECTOR)
    assert (msd.latitude_mas, msd.longitude_mas) == (18_859_320, 187_996_428)
    assert msd.recent_1 is not None
    assert (msd.recent_1.north_mas, msd.recent_1.east_mas) == (0, 1000)


def test_absent_energies_that_are_spelled_out_are_read() -> None:
    # No extension, all seven present (the vector has the first alone), petrol, six times FALSE.
    spelled_out = "0" + "1" * 7 + "1000000"
    assert decode(from_bits(BITS[:PROPULSION_AT] + spelled_out + BITS[PROPULSION_AT + 9 :])) == EXAMPLE


@unhurried
@given(sets)
def test_what_is_encoded_is_decoded(msd: Msd) -> None:
    data = encode(msd)
    assert len(data) <= MAX_BYTES
    assert decode(data) == msd


@unhurried
@given(sets)
def test_no_octet_can_be_left_out_or_put_behind(msd: Msd) -> None:
    data = encode(msd)
    content = data[2:]
    for changed in (data[:-1], data + b"\0", wrapped(content[:-1]), wrapped(content + b"\0")):
        with pytest.raises(MsdError):
            decode(changed)


@unhurried
@given(st.binary(max_size=MAX_BYTES + 10))
def test_random_octets_raise_nothing_but_msd_errors(data: bytes) -> None:
    try:
        decode(data)
    except MsdError:
        return


@unhurried
@given(st.binary(max_size=100), st.lists(st.integers(0, len(VECTOR) * 8 - 1), max_size=4))
def test_flipped_bits_raise_nothing_but_msd_errors(tail: bytes, flips: list[int]) -> None:
    content = bytearray(VECTOR[2:] + tail)
    for bit in flips:
        content[bit // 8 % len(content)] ^= 1 << bit % 8
    try:
        msd = decode(wrapped(bytes(content)))
    except MsdError:
        return
    assert decode(encode(msd)) == msd


@unhurried
@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 360, exclude_max=True))
def test_position_and_heading_are_sent_to_the_nearest_unit(
    latitude: float, longitude: float, heading: float
) -> None:
    got = decode(encode(replace(EXAMPLE, latitude_deg=latitude, longitude_deg=longitude, heading_deg=heading)))
    assert got.latitude_deg == pytest.approx(latitude, abs=0.501 / 3_600_000)
    assert got.longitude_deg == pytest.approx(longitude, abs=0.501 / 3_600_000)
    assert got.heading_deg is not None
    assert abs((got.heading_deg - heading + 180) % 360 - 180) <= 1


def test_a_heading_that_rounds_up_to_north_is_north() -> None:
    assert decode(encode(replace(EXAMPLE, heading_deg=359.5))).heading_deg == 0


def test_what_is_not_known_is_sent_as_the_standard_says() -> None:
    unknown = replace(EXAMPLE, latitude_deg=None, longitude_deg=None, heading_deg=None)
    # The lowest of the signed 32 bits is sent as 0, so the highest, 0x7FFFFFFF, is 32 ones; 0xFF is eight.
    assert encode(unknown) == with_bits(LATITUDE_AT, "1" * (32 + 32 + 8))
    assert decode(encode(unknown)) == unknown


def test_unknown_passengers_are_left_out_and_255_means_the_same() -> None:
    assert len(encode(replace(EXAMPLE, passengers=None))) == len(VECTOR) - 1
    assert decode(with_bits(PASSENGERS_AT, f"{254:08b}")).passengers == 254
    assert decode(with_bits(PASSENGERS_AT, f"{255:08b}")).passengers is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("message_identifier", -1),
        ("message_identifier", 256),
        ("message_identifier", 1.0),
        ("message_identifier", True),
        ("automatic", 1),
        ("test_call", None),
        ("position_trusted", "yes"),
        ("vehicle_type", "M4"),
        ("vehicle_type", ["M1"]),
        ("vin", "ECALLEXAMPLE0201"),
        ("vin", "ECALLEXAMPLE020133"),
        ("vin", "ECALLEXAMPLE0201I"),
        ("vin", "ECALLEXAMPLE0201O"),
        ("vin", "ECALLEXAMPLE0201Q"),
        ("vin", "ecallexample02013"),
        ("vin", 17),
        ("propulsion", frozenset({"steam"})),
        ("propulsion", ["petrol"]),
        ("timestamp_s", -1),
        ("timestamp_s", 2**32),
        ("timestamp_s", 1.5),
        ("latitude_deg", 90.0001),
        ("latitude_deg", float("nan")),
        ("latitude_deg", "48"),
        ("longitude_deg", -180.0001),
        ("longitude_deg", float("inf")),
        ("longitude_deg", 10**400),
        ("heading_deg", 360),
        ("heading_deg", -0.1),
        ("heading_deg", float("nan")),
        ("passengers", 255),
        ("passengers", -1),
        ("recent_1", (0, 10)),
        ("recent_2", 0),
        ("additional", b"data"),
    ],
)
def test_a_value_that_does_not_fit_is_named(field: str, value: Any) -> None:
    with pytest.raises(MsdError) as caught:
        replace(EXAMPLE, **{field: value})
    assert caught.value.field == field
    assert str(caught.value).startswith(f"{field}: {value!r} ")
    assert caught.value.allowed in str(caught.value)


@pytest.mark.parametrize("limit_deg", [90, -90, 0.0])
def test_the_edges_of_the_position_fit(limit_deg: float) -> None:
    msd = replace(EXAMPLE, latitude_deg=limit_deg, longitude_deg=2 * limit_deg)
    assert decode(encode(msd)) == msd


@pytest.mark.parametrize("mas", [-51_300, 51_200])
def test_an_offset_out_of_range_is_refused(mas: int) -> None:
    with pytest.raises(MsdError, match="north_deg"):
        Offset.from_mas(mas, 0)
    with pytest.raises(MsdError, match="east_deg"):
        Offset.from_mas(0, mas)


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), None, "0", 10**400])
def test_an_offset_that_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(MsdError, match="north_deg"):
        Offset(value, 0.0)


def test_additional_data_are_bytes() -> None:
    with pytest.raises(MsdError, match=r"additional\.oid"):
        AdditionalData("1.2", b"")  # type: ignore[arg-type]  # the mistake under test


def test_a_set_that_the_modem_cannot_carry_is_refused() -> None:
    with pytest.raises(MsdError, match="additional"):
        encode(replace(EXAMPLE, additional=AdditionalData(b"\x01", bytes(99))))


def test_a_set_that_fills_the_modem_is_carried() -> None:
    full = replace(EXAMPLE, additional=AdditionalData(b"\x01", bytes(98)))
    assert len(encode(full)) == MAX_BYTES
    assert decode(encode(full)) == full


def test_octets_beyond_what_the_modem_carries_are_refused() -> None:
    with pytest.raises(MsdError, match="at most 140 octets"):
        decode(VECTOR + bytes(MAX_BYTES))


@pytest.mark.parametrize("version", [1, 3])
def test_another_format_version_is_refused(version: int) -> None:
    with pytest.raises(MsdError, match=f"format version: {version} "):
        decode(bytes([version]) + VECTOR[1:])


def test_octets_behind_the_stated_length_are_told_from_octets_behind_the_last_field() -> None:
    with pytest.raises(MsdError, match="behind the length"):
        decode(VECTOR + b"\0")
    with pytest.raises(MsdError, match="behind the last field"):
        decode(wrapped(VECTOR[2:] + b"\0"))


def test_a_position_off_the_globe_is_refused() -> None:
    with pytest.raises(MsdError, match="latitude_deg"):
        decode(with_bits(LATITUDE_AT, f"{324_000_001 + 2**31:032b}"))
    with pytest.raises(MsdError, match="longitude_deg"):
        decode(with_bits(LATITUDE_AT + 32, f"{-648_000_001 + 2**31:032b}"))


def test_a_heading_of_a_full_turn_is_refused() -> None:
    assert decode(with_bits(HEADING_AT, f"{179:08b}")).heading_deg == 358
    with pytest.raises(MsdError, match="heading_deg"):
        decode(with_bits(HEADING_AT, f"{180:08b}"))


def test_a_vehicle_type_of_a_later_edition_is_refused() -> None:
    # Extension bit, then a normally small number: 0, the first addition, in place of M1.
    later = "1" + "0" + f"{0:06b}"
    with pytest.raises(MsdError, match="vehicle_type"):
        decode(from_bits(BITS[:VEHICLE_TYPE_AT] + later + BITS[VEHICLE_TYPE_AT + 5 :]))


def test_additions_of_a_later_edition_are_skipped() -> None:
    # Extension bit of the message; behind its last field one addition, present, of three octets.
    addition = f"{0:07b}" + "1" + f"{3:08b}" + f"{0xABCDEF:024b}"
    assert decode(from_bits("1" + BITS[1:] + addition)) == EXAMPLE


def test_a_list_of_additions_too_long_for_the_codec_is_refused() -> None:
    with pytest.raises(MsdError, match="data"):
        decode(from_bits("1" + BITS[1:] + "1" * 8))


@unhurried
@given(sets)
def test_evidence_survives_json(msd: Msd) -> None:
    assert json.loads(json.dumps(msd.as_dict())) == msd.as_dict()


def test_evidence_shows_the_exact_values() -> None:
    evidence = EXAMPLE.as_dict()
    assert evidence["latitude_mas"] == 18_859_320
    assert evidence["propulsion"] == ["petrol"]
    assert evidence["recent_2"] == {
        "north_deg": 0.0,
        "east_deg": 3000 / 3_600_000,
        "north_mas": 0,
        "east_mas": 3000,
    }


def test_importing_the_module_loads_no_schema_compiler() -> None:
    code = "import sys, simulators.offboard.emergency.msd; sys.exit('asn1tools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603  # our own interpreter
