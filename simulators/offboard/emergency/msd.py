"""The minimum set of data of an eCall: EN 15722 format version 2, unaligned PER (schema: msd.asn).

`Msd` holds what the data say, in degrees and seconds; `encode` and `decode` are the octets of an
ECallMessage. Every value is checked when an `Msd` is built, so an `Msd` that exists can be sent; the one
thing left to `encode` is the size of the whole.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FORMAT_VERSION: Final = 2
MAX_BYTES: Final = 140  # what the in-band modem carries (EN 15722, EN 16062)

VEHICLE_TYPES: Final[Mapping[str, str]] = {
    "M1": "passengerVehicleClassM1",
    "M2": "busesAndCoachesClassM2",
    "M3": "busesAndCoachesClassM3",
    "N1": "lightCommercialVehiclesClassN1",
    "N2": "heavyDutyVehiclesClassN2",
    "N3": "heavyDutyVehiclesClassN3",
    "L1e": "motorcyclesClassL1e",
    "L2e": "motorcyclesClassL2e",
    "L3e": "motorcyclesClassL3e",
    "L4e": "motorcyclesClassL4e",
    "L5e": "motorcyclesClassL5e",
    "L6e": "motorcyclesClassL6e",
    "L7e": "motorcyclesClassL7e",
}
"""EU vehicle class -> its name in the schema."""

PROPULSIONS: Final[Mapping[str, str]] = {
    "petrol": "gasolineTankPresent",
    "diesel": "dieselTankPresent",
    "natural_gas": "compressedNaturalGas",
    "propane": "liquidPropaneGas",
    "electric": "electricEnergyStorage",
    "hydrogen": "hydrogenStorage",
    "other": "otherStorage",
}
"""Energy that a vehicle may carry -> its name in the schema."""

VIN_ALPHABET: Final = frozenset("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")

_MAS_PER_DEGREE: Final = 3_600_000
_MAS_PER_OFFSET_UNIT: Final = 100
_DEGREES_PER_HEADING_UNIT: Final = 2
_HEADING_UNITS: Final = 360 // _DEGREES_PER_HEADING_UNIT
_OFFSET_UNITS: Final = range(-512, 512)
_POSITION_UNKNOWN: Final = 0x7FFFFFFF
_HEADING_UNKNOWN: Final = 0xFF
_PASSENGERS_UNKNOWN: Final = 0xFF
_VIN_SECTIONS: Final = {
    "isowmi": slice(0, 3),
    "isovds": slice(3, 9),
    "isovisModelyear": slice(9, 10),
    "isovisSeqPlant": slice(10, 17),
}


class MsdError(ValueError):
    """A value that an MSD cannot hold, or octets that are no MSD.

    Args:
        field: the field of `Msd` or `Offset`, or "data" for the octets.
        value: what was found.
        allowed: what may stand there, in words.
    """

    def __init__(self, field: str, value: object, allowed: str) -> None:
        super().__init__(f"{field}: {value!r} does not fit an MSD; allowed: {allowed}")
        self.field = field
        self.value = value
        self.allowed = allowed


@dataclass(frozen=True)
class Offset:
    """A recent place of the vehicle, seen from a later one; sent in steps of 100 milliarcseconds (some 3 m).

    Args:
        north_deg: degrees of latitude, north positive, -51.2 to 51.1 seconds of arc.
        east_deg: degrees of longitude, east positive, the same range.

    Raises:
        MsdError: an offset is no number or out of range.
    """

    north_deg: float
    east_deg: float

    def __post_init__(self) -> None:
        for field in ("north_deg", "east_deg"):
            value = getattr(self, field)
            # A degree is far beyond the range and keeps NaN and the infinite away from rounding.
            if not (_is_number(value) and abs(value) < 1 and _offset_units(value) in _OFFSET_UNITS):
                raise MsdError(field, value, "-51.2 / 3600 to 51.1 / 3600 degrees")

    @classmethod
    def from_mas(cls, north_mas: int, east_mas: int) -> Offset:
        """Return the offset of so many milliarcseconds."""
        return cls(north_mas / _MAS_PER_DEGREE, east_mas / _MAS_PER_DEGREE)

    @property
    def north_mas(self) -> int:
        """The milliarcseconds that are sent for `north_deg`: a multiple of 100."""
        return _offset_units(self.north_deg) * _MAS_PER_OFFSET_UNIT

    @property
    def east_mas(self) -> int:
        """The milliarcseconds that are sent for `east_deg`: a multiple of 100."""
        return _offset_units(self.east_deg) * _MAS_PER_OFFSET_UNIT

    def as_dict(self) -> dict[str, object]:
        """Return the offset in plain JSON types."""
        return {
            "north_deg": self.north_deg,
            "east_deg": self.east_deg,
            "north_mas": self.north_mas,
            "east_mas": self.east_mas,
        }


@dataclass(frozen=True)
class AdditionalData:
    """The optional data behind the standard's fields.

    Args:
        oid: content octets of the relative object identifier that names their format.
        data: the data, in that format.

    Raises:
        MsdError: one of the two is not bytes.
    """

    oid: bytes
    data: bytes

    def __post_init__(self) -> None:
        for field in ("oid", "data"):
            value = getattr(self, field)
            if not isinstance(value, bytes):
                raise MsdError(f"additional.{field}", value, "bytes")


@dataclass(frozen=True)
class Msd:
    """One minimum set of data. `None` stands for what the sender does not know.

    Args:
        message_identifier: 0 to 255; 1 for the first of a call, one more each time that it is sent anew.
        automatic: set off by the vehicle (True) or by hand (False).
        test_call: a test, no emergency.
        position_trusted: the position is within 150 m with a confidence of 95 %.
        vehicle_type: a key of `VEHICLE_TYPES`.
        vin: 17 characters of `VIN_ALPHABET` (no I, O or Q: ISO 3779).
        propulsion: keys of `PROPULSIONS`; empty when none is known.
        timestamp_s: whole seconds since 1970 UTC, 32 bits; 0 by the standard for a clock that is not set.
        latitude_deg: -90 to 90, north positive, WGS 84; sent in milliarcseconds.
        longitude_deg: -180 to 180, east positive, WGS 84; sent in milliarcseconds.
        heading_deg: 0 up to, not including, 360, clockwise from magnetic north; sent in steps of 2 degrees.
        recent_1: the place before, seen from the position.
        recent_2: the place before that, seen from the place of `recent_1`.
        passengers: belts known to be fastened, 0 to 254.
        additional: the optional additional data.

    Raises:
        MsdError: a field holds what the data cannot.
    """

    message_identifier: int
    automatic: bool
    test_call: bool
    position_trusted: bool
    vehicle_type: str
    vin: str
    propulsion: frozenset[str]
    timestamp_s: int
    latitude_deg: float | None
    longitude_deg: float | None
    heading_deg: float | None
    recent_1: Offset | None = None
    recent_2: Offset | None = None
    passengers: int | None = None
    additional: AdditionalData | None = None

    def __post_init__(self) -> None:
        self._check_whole("message_identifier", 255)
        self._check_whole("timestamp_s", 2**32 - 1)
        if self.passengers is not None:
            self._check_whole("passengers", _PASSENGERS_UNKNOWN - 1, or_none=True)
        for field in ("automatic", "test_call", "position_trusted"):
            self._check(field, isinstance(getattr(self, field), bool), "True or False")
        self._check("vehicle_type", _is_name_of(self.vehicle_type, VEHICLE_TYPES), _one_of(VEHICLE_TYPES))
        self._check(
            "vin",
            isinstance(self.vin, str) and len(self.vin) == 17 and VIN_ALPHABET.issuperset(self.vin),
            "17 characters out of A to Z without I, O and Q, and 0 to 9",
        )
        self._check(
            "propulsion",
            isinstance(self.propulsion, frozenset)
            and all(_is_name_of(name, PROPULSIONS) for name in self.propulsion),
            f"a frozenset of {_one_of(PROPULSIONS)}",
        )
        for field, limit in (("latitude_deg", 90), ("longitude_deg", 180)):
            value = getattr(self, field)
            fits = value is None or (_is_number(value) and -limit <= value <= limit)
            self._check(field, fits, f"-{limit} to {limit}, or None")
        self._check(
            "heading_deg",
            self.heading_deg is None or (_is_number(self.heading_deg) and 0 <= self.heading_deg < 360),
            "0 up to, not including, 360, or None",
        )
        for field in ("recent_1", "recent_2"):
            self._check(field, isinstance(getattr(self, field), Offset | None), "an Offset or None")
        self._check("additional", isinstance(self.additional, AdditionalData | None), "an AdditionalData or None")

    def _check(self, field: str, fits: bool, allowed: str) -> None:
        if not fits:
            raise MsdError(field, getattr(self, field), allowed)

    def _check_whole(self, field: str, highest: int, *, or_none: bool = False) -> None:
        value = getattr(self, field)
        fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest
        self._check(field, fits, f"a whole number, 0 to {highest}{', or None' if or_none else ''}")

    @property
    def latitude_mas(self) -> int | None:
        """The milliarcseconds that are sent for `latitude_deg`."""
        return None if self.latitude_deg is None else round(self.latitude_deg * _MAS_PER_DEGREE)

    @property
    def longitude_mas(self) -> int | None:
        """The milliarcseconds that are sent for `longitude_deg`."""
        return None if self.longitude_deg is None else round(self.longitude_deg * _MAS_PER_DEGREE)

    def as_dict(self) -> dict[str, object]:
        """Return the set in plain JSON types, for evidence: exact milliarcseconds beside the degrees."""
        return {
            "message_identifier": self.message_identifier,
            "automatic": self.automatic,
            "test_call": self.test_call,
            "position_trusted": self.position_trusted,
            "vehicle_type": self.vehicle_type,
            "vin": self.vin,
            "propulsion": sorted(self.propulsion),
            "timestamp_s": self.timestamp_s,
            "latitude_deg": self.latitude_deg,
            "longitude_deg": self.longitude_deg,
            "latitude_mas": self.latitude_mas,
            "longitude_mas": self.longitude_mas,
            "heading_deg": self.heading_deg,
            "recent_1": self.recent_1 and self.recent_1.as_dict(),
            "recent_2": self.recent_2 and self.recent_2.as_dict(),
            "passengers": self.passengers,
            "additional": self.additional
            and {"oid": self.additional.oid.hex(), "data": self.additional.data.hex()},
        }


def encode(msd: Msd) -> bytes:
    """Return the octets of an ECallMessage that holds the set.

    Returns:
        At most `MAX_BYTES` octets, not padded.

    Raises:
        MsdError: the additional data make it longer than that.
    """
    structure: dict[str, object] = {
        "messageIdentifier": msd.message_identifier,
        "control": {
            "automaticActivation": msd.automatic,
            "testCall": msd.test_call,
            "positionCanBeTrusted": msd.position_trusted,
            "vehicleType": VEHICLE_TYPES[msd.vehicle_type],
        },
        "vehicleIdentificationNumber": {name: msd.vin[cut] for name, cut in _VIN_SECTIONS.items()},
        "vehiclePropulsionStorageType": {key: name in msd.propulsion for name, key in PROPULSIONS.items()},
        "timestamp": msd.timestamp_s,
        "vehicleLocation": {
            "positionLatitude": _POSITION_UNKNOWN if msd.latitude_mas is None else msd.latitude_mas,
            "positionLongitude": _POSITION_UNKNOWN if msd.longitude_mas is None else msd.longitude_mas,
        },
        "vehicleDirection": _HEADING_UNKNOWN
        if msd.heading_deg is None
        else round(msd.heading_deg / _DEGREES_PER_HEADING_UNIT) % _HEADING_UNITS,
    }
    for key, offset in (("recentVehicleLocationN1", msd.recent_1), ("recentVehicleLocationN2", msd.recent_2)):
        if offset is not None:
            structure[key] = {
                "latitudeDelta": offset.north_mas // _MAS_PER_OFFSET_UNIT,
                "longitudeDelta": offset.east_mas // _MAS_PER_OFFSET_UNIT,
            }
    if msd.passengers is not None:
        structure["numberOfPassengers"] = msd.passengers
    message: dict[str, object] = {"msdStructure": structure}
    if msd.additional is not None:
        message["optionalAdditionalData"] = {"oid": msd.additional.oid, "data": msd.additional.data}
    data = _pack({"id": FORMAT_VERSION, "msd": _schema().encode("MSDMessage", message)})
    if len(data) > MAX_BYTES:
        raise MsdError("additional", msd.additional, f"what keeps the MSD within {MAX_BYTES} octets")
    return data


def decode(data: bytes) -> Msd:
    """Read the octets of an ECallMessage.

    Additions of a later edition behind the extension markers are skipped. Absent energies that a sender
    spells out are read, though the encoding rules have them left out: published examples do it.

    Raises:
        MsdError: these octets are cut short, too many, of another format version, or say what an MSD cannot.
    """
    if len(data) > MAX_BYTES:
        raise MsdError("data", data.hex(), f"at most {MAX_BYTES} octets, got {len(data)}")
    envelope = _unpack("ECallMessage", data)
    if envelope["id"] != FORMAT_VERSION:
        raise MsdError("format version", envelope["id"], str(FORMAT_VERSION))
    if _pack(envelope) != data:
        raise MsdError("data", data.hex(), "nothing behind the length that it states")
    content: bytes = envelope["msd"]
    message = _unpack("MSDMessage", content)
    if _can_be_read(content[:-1]):
        raise MsdError("data", data.hex(), "nothing behind the last field")
    return _from_message(message)


def _from_message(message: Mapping[str, Any]) -> Msd:
    structure = message["msdStructure"]
    control = structure["control"]
    location = structure["vehicleLocation"]
    direction = structure["vehicleDirection"]
    passengers = structure.get("numberOfPassengers")
    additional = message.get("optionalAdditionalData")
    propulsion = structure["vehiclePropulsionStorageType"]
    return Msd(
        message_identifier=structure["messageIdentifier"],
        automatic=control["automaticActivation"],
        test_call=control["testCall"],
        position_trusted=control["positionCanBeTrusted"],
        vehicle_type=_vehicle_class(control["vehicleType"]),
        vin="".join(structure["vehicleIdentificationNumber"][section] for section in _VIN_SECTIONS),
        propulsion=frozenset(name for name, key in PROPULSIONS.items() if propulsion[key]),
        timestamp_s=structure["timestamp"],
        latitude_deg=_degrees(location["positionLatitude"]),
        longitude_deg=_degrees(location["positionLongitude"]),
        heading_deg=None if direction == _HEADING_UNKNOWN else float(direction * _DEGREES_PER_HEADING_UNIT),
        recent_1=_offset(structure.get("recentVehicleLocationN1")),
        recent_2=_offset(structure.get("recentVehicleLocationN2")),
        passengers=None if passengers == _PASSENGERS_UNKNOWN else passengers,
        additional=None if additional is None else AdditionalData(additional["oid"], additional["data"]),
    )


def _vehicle_class(key: str | None) -> str:
    for name, known in VEHICLE_TYPES.items():
        if known == key:
            return name
    raise MsdError("vehicle_type", key or "one of a later edition", _one_of(VEHICLE_TYPES))


def _degrees(mas: int) -> float | None:
    return None if mas == _POSITION_UNKNOWN else mas / _MAS_PER_DEGREE


def _offset(delta: Mapping[str, int] | None) -> Offset | None:
    if delta is None:
        return None
    return Offset.from_mas(
        delta["latitudeDelta"] * _MAS_PER_OFFSET_UNIT, delta["longitudeDelta"] * _MAS_PER_OFFSET_UNIT
    )


def _offset_units(degrees: float) -> int:
    return round(degrees * _MAS_PER_DEGREE / _MAS_PER_OFFSET_UNIT)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_name_of(value: object, names: Mapping[str, str]) -> bool:
    return isinstance(value, str) and value in names


def _one_of(names: Mapping[str, str]) -> str:
    return ", ".join(names)


def _pack(envelope: Mapping[str, object]) -> bytes:
    packed: bytes = _schema().encode("ECallMessage", envelope)
    return packed


def _unpack(type_name: str, data: bytes) -> dict[str, Any]:
    import asn1tools  # noqa: PLC0415  # a third of a second, and most runs send no MSD

    try:
        unpacked: dict[str, Any] = _schema().decode(type_name, data)
    except (asn1tools.Error, NotImplementedError) as error:
        raise MsdError("data", data.hex(), f"a whole {type_name} ({error})") from error
    return unpacked


def _can_be_read(content: bytes) -> bool:
    # The codec does not tell how much it read. What can be read without its last octet did not need it.
    try:
        _unpack("MSDMessage", content)
    except MsdError:
        return False
    return True


def load_schema() -> None:
    """Load what the first MSD needs.

    It takes a fifth of a second, which a vehicle in real time would be late by in the midst of a call.
    """
    _schema()


@functools.cache
def _schema() -> Any:  # asn1tools has no types
    import asn1tools  # noqa: PLC0415  # see _unpack

    return asn1tools.compile_files(str(Path(__file__).with_name("msd.asn")), "uper")
