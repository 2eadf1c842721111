"""Where the suite's signal names lie in the databases: signals.toml, and what a laboratory puts in place of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from cantools.database.can import Database

from dbc.errors import DatabaseError, listed
from dbc.source import Source
from dbc.strict_toml import parse_toml


def places_of(
    signals: Source, overrides: Source | None, wrong: list[DatabaseError]
) -> dict[str, tuple[Path, str]]:
    """Find where each suite name is: the file that says so, and the place; what is wrong goes into `wrong`."""
    places = {name: (signals.path, place) for name, place in _table(signals, wrong)}
    if overrides is not None:
        for name, place in _table(overrides, wrong):
            if name not in places:
                near = difflib.get_close_matches(name, places)
                allowed = f"names of {signals.path.name}; near: {listed(near)}"
                wrong.append(DatabaseError(overrides.path, name, place, allowed))
            else:
                places[name] = (overrides.path, place)
    return places


def _table(source: Source, wrong: list[DatabaseError]) -> list[tuple[str, str]]:
    try:
        table = parse_toml(source.text)
    except ValueError as error:
        wrong.append(DatabaseError(source.path, "file", str(error), "TOML, each name once"))
        return []
    return list(_flat(source.path, "", table, wrong))


def _flat(
    path: Path, prefix: str, table: Mapping[str, object], wrong: list[DatabaseError]
) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(path, f"{prefix}{key}.", value, wrong)
        elif isinstance(value, str) and value.count(".") == 2:
            yield f"{prefix}{key}", value
        else:
            wrong.append(DatabaseError(path, f"{prefix}{key}", value, '"bus.Message.Signal"'))


def names_of(
    parsed: Mapping[str, tuple[Path, Database]],
    places: Mapping[str, tuple[Path, str]],
    wrong: list[DatabaseError],
) -> dict[str, str]:
    """Find the suite name of each place that has one; what is wrong goes into `wrong`."""
    names: dict[str, str] = {}
    messages = {bus: {each.name: each for each in database.messages} for bus, (_, database) in parsed.items()}
    for name, (path, place) in places.items():
        bus, message_name, signal_name = place.split(".")
        allowed = None
        if bus not in messages:
            allowed = f"buses {listed(messages)}"
        elif message_name not in messages[bus]:
            allowed = f"messages of {bus}: {listed(messages[bus])}"
        elif signal_name not in (signals := [each.name for each in messages[bus][message_name].signals]):
            allowed = f"signals of {message_name}: {listed(signals)}"
        elif place in names:
            allowed = f"a place without a name; this is {names[place]}"
        if allowed is not None:
            wrong.append(DatabaseError(path, name, place, allowed))
        else:
            names[place] = name
    return names
