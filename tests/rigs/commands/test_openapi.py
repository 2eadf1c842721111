"""The OpenAPI document is what the code says, and what the server of a twin answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from clock.kernel import VirtualKernel
from rigs.__main__ import main
from rigs.commands.openapi import document, schema_of
from rigs.files.rig_file import ROOT, load_rig, load_vehicles
from rigs.ports.values import Anything, Number, Table, Text, Truth, Values, Words
from simulators.servers.http import HttpApi
from simulators.world import World

FILE = ROOT / "rigs" / "services.openapi.json"
NETWORK = load_rig(ROOT / "rigs" / "virtual.toml").load_network()


@pytest.fixture
def world() -> World:
    return World(VirtualKernel(), NETWORK, load_vehicles()["electric"])


def test_the_published_document_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi"]) == 0
    assert FILE.read_text(encoding="utf-8") == capsys.readouterr().out, (
        f"python -m rigs openapi > {FILE.relative_to(ROOT)}"
    )


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == "$ref")
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


def test_each_reference_in_it_leads_somewhere() -> None:
    made = document()
    found = set(_references(made))
    assert found == {f"#/components/schemas/{name}" for name in made["components"]["schemas"]}


def test_the_server_of_a_twin_has_each_verb_and_publishes_no_item_in_another_form(world: World) -> None:
    made = json.loads(FILE.read_text(encoding="utf-8"))
    for path in made["paths"]:
        match path.strip("/").split("/"):
            case ["services", name, verb]:
                assert verb in world.services[name].verbs, path
    forms = [each["properties"] for each in made["components"]["schemas"]["Change"]["anyOf"][:-1]]
    items = {(form["service"]["const"], form["item"]["const"]) for form in forms}
    published = {(name, change.item) for name, service in world.services.items() for change in service.changes}
    assert len(published & items) > 10
    assert {name for name, _ in items} == {*world.services}


def test_the_server_of_a_twin_answers_each_question_of_it(world: World) -> None:
    api = HttpApi(VirtualKernel(), world.services, world.power_on, 5)
    gets = [path for path, does in document()["paths"].items() if "get" in does]
    assert [api.answer("GET", path, {}, None)[0] for path in gets] == [200, 200]
    assert api.answer("GET", "/clock", {}, None)[1] == {"answer": 5}
    api._server.server_close()


@pytest.mark.parametrize(
    ("values", "schema"),
    [
        (Words("a", "b"), {"enum": ["a", "b"]}),
        (Number("dB", 0, 90), {"type": "number", "minimum": 0, "maximum": 90, "description": "dB"}),
        (Number(), {"type": "number"}),
        (Text("HH:MM", r"\d\d:\d\d"), {"type": "string", "description": "HH:MM", "pattern": r"^(?:\d\d:\d\d)$"}),
        (
            Text("any", r"a.\.[.\]]"),
            {"type": "string", "description": "any", "pattern": r"^(?:a[\s\S]\.[.\]])$"},
        ),
        (Table("kind", "text"), {"type": "object", "required": ["kind", "text"]}),
        (Truth(), {"type": "boolean"}),
        (Anything(), {}),
    ],
)
def test_the_values_of_a_port_are_a_schema(values: Values, schema: dict[str, Any]) -> None:
    assert schema_of(values) == schema
