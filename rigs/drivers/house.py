"""The drivers that the suite has, by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from rigs.bindings.lab import HOUSE_DRIVERS, InstrumentDriver
from rigs.drivers.driver import Driver
from rigs.drivers.gnss import SMBV100B
from rigs.drivers.meters import METERS
from rigs.drivers.sound_card import SOUND_CARD
from rigs.drivers.supplies import SUPPLIES
from rigs.drivers.switches import SWITCHES
from rigs.files.dialect import Quantity, spans

NAMED = (*SUPPLIES, *SWITCHES, *METERS, SMBV100B, SOUND_CARD)
"""The instruments that are known by name."""

DRIVERS: Mapping[str, InstrumentDriver] = MappingProxyType(
    {**HOUSE_DRIVERS, **{driver.name: driver for driver in NAMED}}
)
"""The instrument drivers of the suite by name, that of what the rig file spells out first."""


def driver_for(identity: str, drivers: Iterable[InstrumentDriver] = NAMED) -> Driver | None:
    """Return the driver that knows an instrument by its answer to `*IDN?`; None where none does."""
    for driver in drivers:
        known = driver.dialect.identity if isinstance(driver, Driver) else None
        if isinstance(driver, Driver) and known is not None and re.fullmatch(known, identity.strip()):
            return driver
    return None


def told(driver: Driver) -> Iterator[str]:
    """Yield what a driver can set and read, a line of each, for people."""
    for verb, quantities in (("sets", driver.dialect.sets), ("reads", driver.dialect.reads)):
        if quantities:
            yield f"{verb} {'; '.join(f'{name}{_limits(each)}' for name, each in quantities.items())}"


def _limits(quantity: Quantity) -> str:
    """Tell values and channels of something, in brackets; nothing where it has neither."""
    channels = f"channels {spans(quantity.channels)}" if quantity.channels else ""
    said = ", ".join(filter(None, ("" if quantity.choices else quantity.values, channels)))
    return f" ({said})" if said else ""
