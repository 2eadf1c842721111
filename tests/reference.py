"""docs/reference.md, written from the code: `python -m tests.reference` writes it, `--check` compares."""

from __future__ import annotations

import argparse
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import unified_diff
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn
from unittest import mock

from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

import conftest
from dbc.network import SignalSpec
from rigs.drivers.house import NAMED
from rigs.files.dialect import spans
from rigs.files.rig_file import load_rig
from rigs.ports.house import HOUSE
from rigs.ports.port import ANY_OTHER, Activity, Audio, Derived, Observation, Service, Signal, Source, Stimulus
from rigs.ports.signals import BUS_ACTIVITY
from rigs.ports.values import Values
from rigs.run.plugin import CANNOT_BE_OPENED, DEFAULT_RIG
from steps.gherkin import vocabulary
from vehicle.profile import ALL_TAGS, load_profile

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference.md"
COMMAND = "uv run python -m tests.reference"

PROGRAMS = ("reports", "proof", "simulators", "rigs", "benchmarks")
"""Packages that may be started with `python -m`; `proof.mutation` has a page and a dependency group of its own."""

NUMBERS = {"duration": "a time such as `8 s`, `5 min`, `2 h` or `1:30 min`", "number": "a number such as `62.5`"}
KINDS = ("given", "when", "then")


def page() -> str:
    """Return the page as the code has it."""
    for plugin in conftest.pytest_plugins:
        import_module(plugin)
    head = f"""# Reference

Written from the code by `{COMMAND}`; what stands here is what this version has. A test fails where the two differ.
What the words mean stands in the [glossary](glossary.md).
"""
    parts = (
        _stimuli,
        _observations,
        _signals,
        _instruments,
        _phrases,
        _conditions,
        _placeholders,
        _tags,
        _options,
        _commands,
    )
    return "\n".join([head, *("\n".join(part()) + "\n" for part in parts)])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _values(values: Values) -> str:
    return values.problem(object()) or "what the database of the bus says"


def _source(source: Source) -> str:
    match source:
        case Service():
            said = f"service {source.service}: {source.item}"
        case Audio():
            said = f"microphone: {source.what}"
        case Activity():
            said = f"recorder: {source.bus}"
        case Signal():
            said = f"signal {source.name}"
        case Derived():
            said = f"from {_code(port.name for port in source.ports)}"
        case _:
            said = type(source).__name__.lower()
    return said


def _stimuli() -> Iterator[str]:
    yield "## Stimuli\n"
    yield "Ports that a scenario sets. A value *at rest* is what a bench is brought to before each scenario.\n"
    yield from _table(
        ("Port", "What it is", "Takes", "Source", "At rest", "Hazard"),
        (
            (
                f"`{port.name}`",
                port.doc,
                _values(port.takes),
                _source(port.source),
                "" if port.at_rest is None else str(port.at_rest),
                port.hazard or _effects(port),
            )
            for port in HOUSE.stimuli.values()
        ),
    )


def _effects(port: Stimulus) -> str:
    return ", ".join(
        f"{effect}: {value}".replace(ANY_OTHER, "all others") for value, effect in port.effects.items() if effect
    )


def _observations() -> Iterator[str]:
    yield "## Observations\n"
    yield "Ports that a Then reads, signals of a bus apart.\n"
    ports: list[Observation] = [*HOUSE.observations.values(), *BUS_ACTIVITY.values()]
    yield from _table(
        ("Port", "What it is", "Shows", "Source"),
        ((f"`{port.name}`", port.doc, _values(port.shows), _source(port.source)) for port in ports),
    )


def _signals() -> Iterator[str]:
    yield "## Signals\n"
    yield "Signals of the suite's own databases; each is an observation too. A lab maps them to its own"
    yield "([databases of a lab](guide-lab.md#databases-of-a-lab)).\n"
    network = load_rig(DEFAULT_RIG).load_network()
    names = tomllib.loads((ROOT / "dbc" / "signals.toml").read_text(encoding="utf-8"))
    rows = []
    for name in _flat(names):
        spec, message = network.signal(name), network.message_of(name)
        rows.append((f"`{name}`", message.bus, ", ".join(message.senders), _shows(spec)))
    yield from _table(("Signal", "Bus", "Sent by", "Shows"), rows)


def _flat(table: dict[str, Any], before: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}"


def _shows(spec: SignalSpec) -> str:
    labels = ", ".join(spec.labels.values())
    if spec.only_named:
        return labels
    span = f"{spec.minimum:g} to {spec.maximum:g} {spec.unit}".rstrip()
    return f"{span}; {labels}" if labels else span


def _instruments() -> Iterator[str]:
    yield "## Instruments\n"
    yield "Those that are known by name: `driver` of `[instruments.NAME]`, and what `sets` and `reads` of a port"
    yield "name ([guide for the lab](guide-lab.md#instruments-that-are-known-by-name)).\n"
    rows = []
    for driver in NAMED:
        for verb, quantities in (("sets", driver.dialect.sets), ("reads", driver.dialect.reads)):
            for name, each in quantities.items():
                said = (f"`{driver.name}`", f"{verb} `{name}`", each.doc, each.values, spans(each.channels))
                rows.append(said)
    yield from _table(("Driver", "What", "What it is", "Values", "Channels"), rows)


def _phrases() -> Iterator[str]:
    yield "## Phrases of steps\n"
    yield "What stands in braces is a [placeholder](#placeholders): `{name}`, or `{name:type}`."
    found: dict[str, list[StepFunctionContext]] = {}
    for context in step_function_context_registry.values():
        found.setdefault(context.step_func.__module__, []).append(context)
    for module in conftest.pytest_plugins:
        if module not in found or not module.startswith("steps."):
            continue
        yield f"\n### {module}\n"
        yield f"{_first_line(import_module(module))}\n"
        ranked = sorted(found[module], key=lambda context: KINDS.index(context.type or "given"))
        yield from _table(
            ("Step", "Phrase", "What it does"),
            (
                ((each.type or "any").capitalize(), f"`{each.parser.name}`", _first_line(each.step_func))
                for each in ranked
            ),
        )


def _first_line(documented: ModuleType | Callable[..., Any]) -> str:
    return (inspect.getdoc(documented) or "").split("\n\n")[0].replace("\n", " ")


def _conditions() -> Iterator[str]:
    yield "## Conditions\n"
    yield "What `{condition}` may be, and `{lasting}` where that has other words, with the ports that they read.\n"
    yield from _table(
        ("Condition", "Lasting", "Reads"),
        (
            (each.text, "" if form == each.text else form, _code(port.name for port in each.ports))
            for each, form in vocabulary.conditions()
        ),
    )


def _placeholders() -> Iterator[str]:
    yield "## Placeholders\n"
    yield "`{condition}` and `{lasting}` stand above.\n"
    yield from _table(
        ("Type", "Stands for"),
        (
            (f"`{name}`", NUMBERS.get(name) or "; ".join(word.strip() or "(nothing)" for word in words))
            for name, words in vocabulary.placeholders().items()
            if name not in ("condition", "lasting")
        ),
    )


def _tags() -> Iterator[str]:
    yield "## Tags\n"
    yield "A tag of a feature, rule or scenario. `@req-ID` names a requirement of `features/requirements.toml`.\n"
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    marks = (line.partition(": ") for line in settings["tool"]["pytest"]["markers"])
    yield from _table(("Tag", "Means"), ((f"`@{name}`", text) for name, _, text in marks))
    yield "\nThese say what a scenario needs of the vehicle; a vehicle without it is *not applicable*.\n"
    profiles = sorted(
        (load_profile(path) for path in (ROOT / "rigs" / "vehicles").glob("*.toml")), key=lambda each: each.rank
    )
    yield from _table(
        ("Tag", "Vehicles that have it"),
        (
            (f"`@{tag}`", ", ".join(each.name for each in profiles if tag in each.tags) or "none of the suite")
            for tag in sorted(ALL_TAGS)
        ),
    )


class _Options:
    """Takes the options that plugins add, in place of pytest's parser."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str]] = []

    def getgroup(self, name: str, description: str = "", after: str | None = None) -> _Options:
        """See `pytest.Parser.getgroup`."""
        return self

    def addini(self, *names: object, **settings: object) -> None:
        """See `pytest.Parser.addini`; what stands in pyproject.toml is no option."""

    def addoption(self, *names: str, **settings: Any) -> None:
        """See `pytest.Parser.addoption`."""
        value = settings.get("metavar") or "|".join(settings.get("choices") or ())
        self.rows.append((f"`{', '.join(names)}{' ' if value else ''}{value}`", settings.get("help", "")))


def _options() -> Iterator[str]:
    yield "## Options of `pytest features/`\n"
    yield "Those of the suite; all others are pytest's. [Guide for QA](guide-qa.md#run) shows the usual ones, and"
    yield "[how a run ends](guide-qa.md#how-a-run-ends) the exit codes.\n"
    options = _Options()
    for name in conftest.pytest_plugins:
        if (add := getattr(import_module(name), "pytest_addoption", None)) is not None:
            add(options)
    yield from _table(("Option", "What it does"), options.rows)
    yield f"\nA bench that cannot be opened ends the run with exit code {CANNOT_BE_OPENED}."


class _ParserMade(BaseException):
    """Carries the parser of a command out of its `main`."""


def _parser_of(main: Callable[[], int]) -> argparse.ArgumentParser:
    def stop(parser: argparse.ArgumentParser, *arguments: object) -> NoReturn:
        raise _ParserMade(parser)

    with mock.patch.object(argparse.ArgumentParser, "parse_args", stop):
        try:
            main()
        except _ParserMade as made:
            (parser,) = made.args
            assert isinstance(parser, argparse.ArgumentParser)
            return parser
    raise AssertionError(f"{main} asks no parser")


def _commands() -> Iterator[str]:
    yield "## Commands\n"
    yield "An argument that is not allowed ends each of them with exit code 2."
    for package in PROGRAMS:
        if not (ROOT / package / "__main__.py").is_file():
            continue
        program = import_module(f"{package}.__main__")
        parser = _parser_of(program.main)
        nested = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
        commands: dict[str, argparse.ArgumentParser] = dict(nested[0].choices) if nested else {"": parser}
        helps = {each.dest: each.help or "" for each in nested[0]._choices_actions} if nested else {}
        for name, command in commands.items():
            yield f"\n### python -m {package} {name}".rstrip() + "\n"
            said = helps.get(name) or command.description or ""
            yield f"{said[:1].upper()}{said[1:].rstrip('.')}.\n"
            rows = [_argument(each) for each in command._actions if not isinstance(each, argparse._HelpAction)]
            if rows:
                yield from _table(("Argument", "What it is"), rows)
                yield ""
            runs = getattr(program, "COMMANDS", {}).get(name)
            yield f"Exit code: {_codes(program.main if runs is None else runs.run)}"


def _argument(action: argparse.Action) -> tuple[str, str]:
    metavar = action.metavar if isinstance(action.metavar, str) else None
    value = metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    text = ((action.help or "") % vars(action)).replace(f"{ROOT}/", "")
    if not action.option_strings:
        return f"`{value}`", text
    shown = "" if action.nargs == 0 else f" {value}"
    return f"`{', '.join(action.option_strings)}{shown}`{' (required)' if action.required else ''}", text


def _codes(run: Callable[..., int]) -> str:
    """Return what a command says under `Returns:`."""
    found = re.search(r"Returns:\n(.*?)(\n\n|\Z)", inspect.getdoc(run) or "", flags=re.DOTALL)
    assert found is not None, f"{run.__module__}.{run.__name__} does not say which exit codes it returns"
    return re.sub(r"\s+", " ", found[1]).strip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or compare it.

    Returns:
        0, or 1 where the page is not what the code says.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs")
    options = parser.parse_args(arguments)
    made = page()
    if not options.check:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    there = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    if made == there:
        return 0
    name = str(PAGE.relative_to(ROOT))
    sys.stdout.writelines(unified_diff(there.splitlines(True), made.splitlines(True), name, "the code", n=0))
    sys.stdout.write(f"{name} is not what the code says; write it anew: {COMMAND}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
