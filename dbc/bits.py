"""Where the bits of a signal lie in a payload."""

from __future__ import annotations

from cantools.database.can import Signal

FLOATS = {16: ">e", 32: ">f", 64: ">d"}
"""The form of a floating-point signal by its number of bits, as `struct` has it."""

FD_LENGTHS = (*range(9), 12, 16, 20, 24, 32, 48, 64)
"""Numbers of bytes that a frame of CAN FD can have; one with fewer is filled up to the next of these."""


def raw_range(signal: Signal) -> tuple[int, int]:
    """Give the lowest and the highest raw value that the bits of an integer signal can hold."""
    lowest = -(1 << (signal.length - 1)) if signal.is_signed else 0
    return lowest, lowest + (1 << signal.length) - 1


def fits(signal: Signal, length: int) -> bool:
    """Tell whether a signal lies inside a payload of so many bytes."""
    first = _network_bit(signal.start) if signal.byte_order == "big_endian" else signal.start
    return first + signal.length <= 8 * length


def occupied(signal: Signal) -> int:
    """Give the bits of a signal as a number in which bit 8 n + k is bit k of byte n."""
    if signal.byte_order == "little_endian":
        return ((1 << signal.length) - 1) << signal.start
    first = _network_bit(signal.start)
    return sum(1 << _network_bit(bit) for bit in range(first, first + signal.length))


def shift(signal: Signal, length: int) -> int:
    """Give the place of the last bit in a payload of so many bytes, read as one number in its byte order."""
    if signal.byte_order == "little_endian":
        return signal.start
    return 8 * length - _network_bit(signal.start) - signal.length


def _network_bit(bit: int) -> int:
    """Count bits from the highest of the first byte on; its own inverse."""
    return bit ^ 7
