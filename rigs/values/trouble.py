"""Diagnostic trouble codes as people write them (ISO 15031-6, SAE J2012-DA)."""

from __future__ import annotations

from collections.abc import Mapping

SYSTEMS = "PCBU"
"""Power train, chassis, body, network: what the first two bits of a code say."""

FAILURES: Mapping[int, str] = {
    0x00: "no further information",
    0x01: "general electrical failure",
    0x04: "system internal failure",
    0x11: "circuit short to ground",
    0x12: "circuit short to battery",
    0x13: "circuit open",
    0x16: "circuit voltage below threshold",
    0x17: "circuit voltage above threshold",
    0x31: "no signal",
    0x49: "internal electronic failure",
    0x51: "not programmed",
    0x86: "signal invalid",
    0x87: "missing message",
    0x88: "bus off",
    0x96: "component internal failure",
}
"""Failure types, the last byte of a code, that are usual."""


def trouble_text(code: int) -> str:
    """Return a code of three bytes for people, such as `U3003-16, circuit voltage below threshold`."""
    base, failure = code >> 8, code & 0xFF
    system = SYSTEMS[base >> 14]
    told = FAILURES.get(failure)
    return f"{system}{base & 0x3FFF:04X}-{failure:02X}{f', {told}' if told else ''}"
