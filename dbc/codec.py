"""Signal values into payloads and back, strictly."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cantools.database.can import Message
from cantools.database.errors import Error as CantoolsError

from dbc.network import MessageSpec, SignalSpec, Value


class EncodeError(ValueError):
    """A value does not fit its signal; names signal, value and what is allowed."""

    def __init__(self, spec: MessageSpec, signal: str, value: object, allowed: str) -> None:
        super().__init__(f"{spec.bus}.{spec.name}: {signal} = {value!r}; allowed: {allowed}")


class DecodeError(ValueError):
    """A payload is not that of the message."""


class _Field:
    """One signal: what fits it, and its bits in the payload read as one big-endian number."""

    __slots__ = (
        "_highest",
        "_labels",
        "_lowest",
        "_mask",
        "_raws",
        "_shift",
        "_sign",
        "_to_raw",
        "_to_value",
        "spec",
    )

    def __init__(self, spec: SignalSpec, length: int) -> None:
        layout = spec.layout
        # cantools allows as much: decoding may bring a limit a rounding error beside itself
        allowance = spec.resolution * 1e-6
        self.spec = spec
        self._lowest = spec.minimum - allowance
        self._highest = spec.maximum + allowance
        self._labels = dict(spec.labels)
        self._raws = {label: raw for raw, label in spec.labels.items()}
        self._mask = (1 << layout.length) - 1
        self._sign = 1 << (layout.length - 1) if layout.is_signed else 0
        self._shift = 8 * (length - layout.start // 8 - 1) + layout.start % 8 + 1 - layout.length
        self._to_raw = layout.conversion.numeric_scaled_to_raw
        self._to_value = layout.conversion.raw_to_scaled

    def fits(self, value: object) -> bool:
        if self._raws:
            return isinstance(value, str) and value in self._raws
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self._lowest <= value <= self._highest

    def allowed(self) -> str:
        if self._raws:
            return ", ".join(self._raws)
        return f"{self.spec.minimum} to {self.spec.maximum} {self.spec.unit}".rstrip()

    def bits(self, value: Value) -> int:
        raw = self._raws[value] if isinstance(value, str) else int(self._to_raw(value))
        return (raw & self._mask) << self._shift

    def value(self, word: int) -> Value:
        return self.named((((word >> self._shift) & self._mask) ^ self._sign) - self._sign)

    def named(self, raw: int | float) -> Value:
        if self._labels:
            return self._labels.get(int(raw), raw)
        return self._to_value(raw, False)  # type: ignore[return-value]  # without choices it is a number


@cache
def _compiled(spec: MessageSpec) -> tuple[dict[str, _Field], bool]:
    """The fields of a message by name, and whether they can be shifted into place."""
    simple = not spec.layout.is_multiplexed() and all(
        signal.layout.byte_order == "big_endian" and not signal.layout.is_float for signal in spec.signals.values()
    )
    return {name: _Field(signal, spec.length) for name, signal in spec.signals.items()}, simple


class Codec:
    """Encodes and decodes one message.

    Scaling is cantools' own. Where all signals are Motorola integers, as in the suite's databases, the bits
    are put in place by shifting one number (3 times as fast as cantools' strict encoding); every other
    message goes through cantools whole.
    """

    def __init__(self, spec: MessageSpec) -> None:
        self.spec = spec
        self._fields, self._simple = _compiled(spec)

    def encode(self, values: Mapping[str, Value]) -> bytes:
        """The payload with these values.

        Args:
            values: Exactly the signals of the message by suite name: the label of an enumeration, else a
                number in the signal's unit, which is rounded to the resolution.

        Raises:
            EncodeError: A signal is missing or unknown, or its value is outside its range or table.
        """
        if values.keys() != self._fields.keys():
            self._refuse_names(values)
        word = 0
        for name, field in self._fields.items():
            value = values[name]
            if not field.fits(value):
                raise EncodeError(self.spec, name, value, field.allowed())
            if self._simple:
                word |= field.bits(value)
        if self._simple:
            return word.to_bytes(self.spec.length, "big")
        return self._encode_with(self.spec.layout, values)

    def decode(self, data: bytes) -> dict[str, Value]:
        """The values in a payload by suite name; of an enumeration the label, or a raw value that has none.

        Raises:
            DecodeError: The payload has not the length of the message, or cantools cannot read it.
        """
        if len(data) != self.spec.length:
            raise DecodeError(f"{self.spec.bus}.{self.spec.name}: {len(data)} bytes; allowed: {self.spec.length}")
        if self._simple:
            word = int.from_bytes(data, "big")
            return {name: field.value(word) for name, field in self._fields.items()}
        return self._decode_with(self.spec.layout, data)

    def _refuse_names(self, values: Mapping[str, Value]) -> None:
        for name in self._fields.keys() - values.keys():
            raise EncodeError(self.spec, name, None, "a value for each signal of the message")
        for name in values.keys() - self._fields.keys():
            raise EncodeError(self.spec, name, values[name], f"signals {', '.join(self._fields)}")

    def _encode_with(self, layout: Message, values: Mapping[str, Value]) -> bytes:
        named = {self.spec.signals[name].layout.name: value for name, value in values.items()}
        try:
            return layout.encode(named, strict=True)
        except CantoolsError as error:
            raise EncodeError(self.spec, self.spec.name, dict(values), str(error)) from error

    def _decode_with(self, layout: Message, data: bytes) -> dict[str, Value]:
        try:
            found = layout.decode_simple(data, decode_choices=False, scaling=False)
        except CantoolsError as error:
            raise DecodeError(f"{self.spec.bus}.{self.spec.name}: {error}") from error
        return {
            name: field.named(found[field.spec.layout.name])  # type: ignore[arg-type]  # without choices it is a number
            for name, field in self._fields.items()
            if field.spec.layout.name in found
        }
