"""Whether databases say the suite's names in the suite's words and units; the features know no others."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from dbc.errors import DatabaseError, listed
from dbc.network import Network, SignalSpec

HERE = Path(__file__).resolve().parent

OWN_RANGE = "Suite's own range"
"""The start of the comments of messages without a public layout."""

SPELLINGS = {
    "%": ("%", "percent", "pct"),
    "A": ("a", "ampere"),
    "V": ("v", "volt"),
    "degC": ("degc", "°c", "c", "celsius", "deg", "°"),
    "h": ("h", "hr", "hour", "hours"),
    "kW": ("kw",),
    "km": ("km",),
    "km/h": ("km/h", "kmh", "kph", "kmph"),
    "m": ("m", "meter", "metre"),
    "min": ("min", "minute", "minutes"),
    "rpm": ("rpm", "1/min", "u/min", "min-1", "/min"),
    "s": ("s", "sec", "second", "seconds"),
}
"""Spellings in databases of the units in which the suite judges; a unit that is left out contradicts none."""


def require_suite_words(network: Network, *, whole: bool) -> None:
    """Refuse databases in which a name of the suite has other words or another unit than the features mean.

    A door that is *Locked* would never be `locked`, and a speed in mph would be judged as one in km/h.

    Args:
        network: The databases.
        whole: Whether each name of the suite must be there.

    Raises:
        DatabaseError: Something differs; a part for each thing.
    """
    wrong: list[DatabaseError] = []
    for name, meant in _suite_signals():
        try:
            said = network.signal(name)
        except KeyError:
            if whole:
                allowed = "a place for each name of dbc/signals.toml, since all ECUs are simulated"
                wrong.append(DatabaseError("signals", name, "nothing", allowed))
            continue
        file = network.files[said.place.partition(".")[0]]
        wrong += [DatabaseError(file, *problem) for problem in _differing(said, meant)]
    if wrong:
        raise DatabaseError.joined(wrong)


@cache
def own_signals() -> Mapping[str, str]:
    """Return the signals of the suite's own range by name, each with its bus.

    No public layout has them, so that a vehicle may not send them at all. The state of the network is none of
    them, since by it the recorder tells a bus that sleeps from one that is not heard.
    """
    suite = _suite()
    return {
        name: bus
        for bus in suite.buses
        for message in suite.messages(bus)
        if (message.layout.comment or "").startswith(OWN_RANGE)
        for name in message.signals
        if not name.startswith("network.")
    }


def _suite() -> Network:
    databases = {bus: HERE / f"{bus}.dbc" for bus in ("comfort", "inter_system")}
    return Network.load(databases, HERE / "signals.toml")


def _suite_signals() -> Iterator[tuple[str, SignalSpec]]:
    suite = _suite()
    for bus in suite.buses:
        for message in suite.messages(bus):
            for name, signal in message.signals.items():
                if name != signal.place:
                    yield name, signal


def _differing(said: SignalSpec, meant: SignalSpec) -> Iterator[tuple[str, object, str]]:
    where = said.place.partition(".")[2]
    spellings = SPELLINGS.get(meant.unit, ())
    if said.unit.strip() and spellings and said.unit.strip().casefold() not in spellings:
        yield f"{where}.unit", said.unit, f"{meant.unit}, in which {said.name} is judged"
    words, known = list(said.labels.values()), list(meant.labels.values())
    for word in words:
        if word not in known and _loosely(word) in map(_loosely, known):
            near = [each for each in known if _loosely(each) == _loosely(word)]
            yield f"{where}.VAL_", word, f"{listed(near)}, as {said.name} is judged"
    if known and not any(_loosely(word) in map(_loosely, known) for word in words):
        near = difflib.get_close_matches(words[0] if words else "", known) or known
        yield f"{where}.VAL_", listed(words), f"words of {said.name}: {listed(near)}"


def _loosely(word: str) -> str:
    return re.sub(r"[\W_]", "", word).casefold()
