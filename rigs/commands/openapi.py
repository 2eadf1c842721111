"""Print the contract of an HTTP server of services as an OpenAPI document, from which a lab writes its side."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Observation, Service, Stimulus
from rigs.ports.values import Number, Table, Text, Truth, Values

DESCRIPTION = (
    "What a server at the `url` of a service with driver `http` answers. It may serve some of the services and"
    " verbs only: it answers 501 where it has no such verb, and scenarios that need it do not apply. An item that"
    " it never publishes stays without a value."
)
ERROR = {"$ref": "#/components/schemas/Error"}
NUMBER_OF_NS = {"type": "integer", "description": "nanoseconds of the server's monotonic clock"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell argparse nothing: there is one contract."""


def run(options: argparse.Namespace) -> int:
    """Print the document.

    Returns:
        0.
    """
    sys.stdout.write(f"{json.dumps(document(), indent=1, ensure_ascii=False)}\n")
    return 0


def document(book: PortBook = HOUSE) -> dict[str, Any]:
    """Return the OpenAPI document of a server that serves all services of some ports."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Services off board",
            "version": "1",
            "description": DESCRIPTION,
        },
        "paths": {
            "/changes": {"get": _changes()},
            "/clock": {"get": _operation("The clock of which the times of changes are", NUMBER_OF_NS)},
            "/run": {"post": _run()},
            "/vehicle/power_on": {
                "post": _operation("Connect the vehicle to its supply; optional", {"type": "null"})
            },
            "/vehicle/lateness": {
                "post": _operation(
                    "By how much a simulated vehicle was late at worst since this was last asked; optional",
                    {"type": "integer", "minimum": 0, "description": "nanoseconds"},
                )
            },
            **{f"/services/{_of(port).service}/{_of(port).item}": {"post": _verb(port)} for port in _verbs(book)},
        },
        "components": {
            "schemas": {
                "Error": _object({"error": {"type": "string", "description": "why, for people"}}),
                "Change": {"anyOf": [*(_change(port) for port in _items(book)), _passed_over(book)]},
            }
        },
    }


def schema_of(values: Values) -> dict[str, Any]:
    """Return the JSON schema of the values that a port takes or shows."""
    match values:
        case Number():
            bounds = {"minimum": values.low, "maximum": values.high}
            known = {key: bound for key, bound in bounds.items() if abs(bound) != float("inf")}
            return {"type": "number", **known, **({"description": values.unit} if values.unit else {})}
        case Text():
            return {"type": "string", "description": values.form, "pattern": f"^(?:{_plain(values.pattern)})$"}
        case Table():
            return {"type": "object", "required": list(values.keys)}
        case Truth():
            return {"type": "boolean"}
    return {"enum": list(values.words)} if values.words else {}


def _plain(pattern: re.Pattern[str]) -> str:
    """Write a pattern without the flag by which a dot of it stands for the end of a line too."""
    return re.sub(r"(\\.|\[(?:\\.|[^\]])*\])|\.", lambda found: found[1] or r"[\s\S]", pattern.pattern)


def _verbs(book: PortBook) -> Iterator[Stimulus]:
    return (port for port in book.stimuli.values() if isinstance(port.source, Service))


def _items(book: PortBook) -> Iterator[Observation]:
    return (port for port in book.observations.values() if isinstance(port.source, Service))


def _of(port: Stimulus | Observation) -> Service:
    assert isinstance(port.source, Service)  # noqa: S101 - narrows the type; both callers have asked
    return port.source


def _verb(port: Stimulus) -> dict[str, Any]:
    return {
        "summary": port.doc,
        "requestBody": {"required": True, **_json(_object({"argument": schema_of(port.takes)}))},
        "responses": {
            "200": {"description": "done", **_json(_object({"answer": {}}))},
            "400": {"description": "no argument", **_json(ERROR)},
            "422": {"description": "refused", **_json(ERROR)},
            "501": {"description": "not served", **_json(ERROR)},
        },
    }


def _run() -> dict[str, Any]:
    prefix = {"type": "string", "description": "what the names of all accounts begin with that the run makes"}
    told = _object({"environment": {"enum": ["staging", "production", "simulated"]}})
    told["properties"]["stand_in"] = {
        "type": "boolean",
        "default": False,
        "description": "true of the suite's own office alone, on which a run is a self-test; yours leaves it out",
    }
    return {
        "summary": "A run begins on a rig of kind staging; what it makes is removed by the verb people of account",
        "requestBody": {"required": True, **_json(_object({"accounts": prefix}))},
        "responses": {
            "200": {"description": "where it runs", **_json(_object({"answer": told}))},
            "400": {"description": "no such word", **_json(ERROR)},
        },
    }


def _changes() -> dict[str, Any]:
    since = {"type": "integer", "minimum": 0, "default": 0, "description": "how many changes are known already"}
    listed = {"type": "array", "items": {"$ref": "#/components/schemas/Change"}}
    return {
        "summary": "All that services have published from the Nth change on, oldest first",
        "parameters": [{"name": "since", "in": "query", "required": False, "schema": since}],
        "responses": {
            "200": {"description": "the changes; asked for every 50 ms", **_json(listed)},
            "400": {"description": "there were not that many", **_json(ERROR)},
        },
    }


def _change(port: Observation) -> dict[str, Any]:
    source = _of(port)
    return {
        "description": port.doc,
        **_object(
            {
                "service": {"const": source.service},
                "item": {"const": source.item},
                "at_ns": NUMBER_OF_NS,
                "value": {"anyOf": [schema_of(port.shows), {"type": "null"}]},
            }
        ),
    }


def _passed_over(book: PortBook) -> dict[str, Any]:
    known = {_of(port) for port in _items(book)}
    named = [
        {"properties": {"service": {"const": each.service}, "item": {"const": each.item}}}
        for each in sorted(known, key=lambda source: (source.service, source.item))
    ]
    text = {"type": "string"}
    change = _object({"service": text, "item": text, "at_ns": NUMBER_OF_NS, "value": {}})
    return {"description": "an item that no port shows: it is passed over", **change, "not": {"anyOf": named}}


def _operation(summary: str, answer: dict[str, Any]) -> dict[str, Any]:
    answered = {"description": "done", **_json(_object({"answer": answer}))}
    refused = {"description": "the body is no JSON", **_json(ERROR)}
    return {"summary": summary, "responses": {"200": answered, "400": refused}}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}
