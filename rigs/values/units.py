"""Units in which instruments answer, turned into those in which ports show."""

from __future__ import annotations

from collections.abc import Mapping

PREFIXES: Mapping[str, float] = {"u": 1e-6, "µ": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6}
"""Prefixes of the SI, as far as a bench meets them."""

SCALED = ("V", "A", "W", "Hz", "s", "m")
"""Units that stand behind a prefix."""

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "V": ("v", "volt", "vdc"),
    "A": ("a", "ampere", "adc"),
    "W": ("w", "watt"),
    "Hz": ("hz",),
    "s": ("s", "sec"),
    "%": ("%", "pct", "percent"),
    "°C": ("°c", "degc", "cel", "c"),
    "°": ("°", "deg"),
    "dB": ("db", "dba", "db(a)", "dbspl"),
    "km/h": ("km/h", "kmh", "kph"),
}
"""Words that instruments write for a unit, in whatever case. A level of sound is A-weighted here throughout."""

OTHERS: Mapping[str, tuple[str, float]] = {
    "m/s": ("km/h", 3.6),
    "mph": ("km/h", 1.609344),
    "min": ("s", 60.0),
    "h": ("s", 3600.0),
}
"""Units that are so many of another one."""


def factor(said: str, meant: str) -> float | None:
    """Return what a number in one unit is multiplied with to be one in another, None where that cannot be.

    Args:
        said: The unit in which an instrument answers.
        meant: The unit of the port.
    """
    (base, size), (base_meant, size_meant) = _base(said.strip()), _base(meant)
    return size / size_meant if base == base_meant else None


def _base(unit: str) -> tuple[str, float]:
    if unit in OTHERS:
        return OTHERS[unit]
    if unit[1:] in SCALED and unit[:1] in PREFIXES:
        return unit[1:], PREFIXES[unit[0]]
    return next((base for base, words in SPELLINGS.items() if unit.casefold() in words), unit), 1.0
