"""Write a first rig file of a bench from what is plugged in, and from answers to what nobody can find out."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import can
import pyvisa

from dbc.arguments import file_argument
from rigs.bindings.instrument import FOREIGN
from rigs.drivers.house import NAMED, driver_for, told
from rigs.files.allowed import near
from rigs.files.known import SCPI
from rigs.files.rig_file import ROOT, load_vehicles
from rigs.ports.house import HOUSE
from rigs.ports.port import Service
from rigs.ports.signals import BUSES

ANSWER_MS = 1000
"""Time in ms that an instrument may take to say who it is."""

NO_BENCH = ("virtual", "udp_multicast")
"""Interfaces of python-can that are always there, whatever is plugged in."""

QUOTED_OR_NOT = '"?(?P<value>[^"]*)"?'
"""The pattern of a name in an answer, which is quoted by some (IEEE 488.2, 8.7.8) and not by others."""

Ask = Callable[[str, str], str]
"""A callable that asks a person something, and returns the answer, or the second argument where there is none."""


@dataclass(frozen=True)
class Found:
    """All that has been found on a bench.

    Attributes:
        adapters: As python-can tells of them: interface, channel, and options.
        instruments: By VISA name, what each says of itself; empty where it says nothing.
    """

    adapters: list[dict[str, Any]]
    instruments: dict[str, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell argparse where the file goes."""
    parser.add_argument("file", metavar="FILE", type=file_argument, help="rig file to write; it must not be there")
    parser.add_argument("--backend", metavar="NAME", default="@py", help="backend of pyvisa; default: @py")


def run(options: argparse.Namespace) -> int:
    """Write a file.

    Returns:
        0, or 1 where it is there already or cannot be written, or the answers ended.
    """
    file: Path = options.file
    if file.exists():
        sys.stderr.write(f"{file}: is there already; nothing was written\n")
        return 1
    try:
        text = first_file(look(options.backend), ask, file.stem, options.backend)
        file.write_text(text, encoding="utf-8")
    except EOFError:
        sys.stderr.write("the answers ended; nothing was written\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{file}: cannot be written: {error.strerror}\n")
        return 1
    sys.stdout.write(f"{file}: written; next: python -m rigs check {file}\n")
    return 0


def look(backend: str) -> Found:
    """Look for adapters and instruments; what is not installed finds nothing, and says so of each maker."""
    logging.getLogger("can").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    adapters = [
        {key: value for key, value in config.items() if value is not None}
        for config in can.detect_available_configs()
        if config.get("interface") not in NO_BENCH
    ]
    instruments: dict[str, str] = {}
    try:
        manager = pyvisa.ResourceManager(backend)
        for resource in manager.list_resources():
            instruments[resource] = _identity(manager, resource)
        manager.close()
    except FOREIGN as error:
        sys.stderr.write(f"pyvisa's backend {backend!r} finds nothing: {error}\n")
    return Found(adapters, instruments)


def ask(question: str, otherwise: str) -> str:
    """Ask the person at the terminal.

    Raises:
        EOFError: Nobody answers any more.
    """
    shown = f" [{otherwise}]" if otherwise else ""
    return input(f"{question}{shown}: ").strip() or otherwise


def first_file(found: Found, ask: Ask, name: str, backend: str = "@py") -> str:
    """Return the text of a rig file.

    Args:
        found: What is plugged in.
        ask: Asks a person.
        name: What the bench is called where the person says nothing else.
        backend: Of pyvisa, with which the instruments were found.
    """
    vehicles = [*load_vehicles()]
    named: list[str] = []
    parts = [
        f"#:schema {(ROOT / 'rigs' / 'rig.schema.json').as_posix()}",
        f"name = {_toml(ask('Name of the bench', name))}",
        'kind = "bench"',
        f"vehicle = {_toml(_one_of(ask, 'Vehicle on it', vehicles))}",
        "clock_error_ms = 5.0                # how far a frame's time may be off",
        *(isolation := [*_isolation(ask)]),
        *_buses(found.adapters, ask),
        *_instruments(found.instruments, ask, backend, named),
        *_services(ask),
        *_power_on(ask),
        "\n# What stands behind each port: a command with {value}, a query; see rigs/bench.example.toml.",
        "[stimuli]",
        "\n[observations]",
        *(_identity_query(ask, named) if isolation else ()),
    ]
    return "\n".join(parts) + "\n"


def _isolation(ask: Ask) -> Iterator[str]:
    ways = ("none", "cell_simulator", "shielded_box")
    by = _one_of(ask, "What keeps calls from leaving the bench; with none no scenario that calls runs", ways)
    if by != "none":
        yield f"\n[isolation]\nby = {_toml(by)}"
        yield f"network_identity = {_toml(_needed(ask, 'Identity of the test network, such as TEST 001-01'))}"


def _identity_query(ask: Ask, named: Collection[str]) -> Iterator[str]:
    """Ask how the isolation is proved; without it, or without an instrument, the file is not allowed."""
    if not named:
        yield '# "cell.identity" = ...   # the cell simulator must be one of the instruments'
        return
    instrument = _one_of(ask, "Which of the instruments is the cell simulator", named)
    query = _needed(ask, "Its query for the name of its network", "CELL:IDEN?")
    asked = f"instrument = {_toml(instrument)}, query = {_toml(query)}, period_ms = 500"
    yield f'"cell.identity" = {{ {asked}, pattern = {_toml(QUOTED_OR_NOT)} }}'


def _buses(adapters: Iterable[Mapping[str, Any]], ask: Ask) -> Iterator[str]:
    left = dict.fromkeys(BUSES)
    for adapter in adapters:
        named = " ".join(f"{key}={value}" for key, value in adapter.items())
        bus = ask(
            f"Bus on the adapter {named} (comfort, inter_system, a name of yours; - for none)",
            next(iter(left), "-"),
        )
        if bus != "-":
            left.pop(bus, None)
            yield from _bus(bus, dict(adapter), ask)
    for bus in left:
        interface = ask(f"Nothing found for the bus {bus}; its interface of python-can (- for no such bus)", "-")
        if interface != "-":
            yield from _bus(bus, {"interface": interface, "channel": _needed(ask, "Its channel")}, ask)


def _bus(bus: str, adapter: dict[str, Any], ask: Ask) -> Iterator[str]:
    usual = f"dbc/{bus}.dbc" if bus in BUSES else ""
    yield f"\n[buses.{bus}]"
    yield f"database = {_toml(_needed(ask, f'Database of the bus {bus}', usual))}"
    for key in ("interface", "channel"):
        yield f"{key} = {_toml(adapter.pop(key))}"
    options = {key: value for key, value in adapter.items() if isinstance(value, str | int | float | bool)}
    if options:
        yield f"adapter = {{ {', '.join(f'{key} = {_toml(value)}' for key, value in options.items())} }}"


def _instruments(instruments: Mapping[str, str], ask: Ask, backend: str, named: list[str]) -> Iterator[str]:
    """Ask for the names of the instruments, and note them in `named`."""
    for resource, identity in instruments.items():
        name = ask(
            f"Name of the instrument {resource}, {identity or 'which says nothing of itself'} (- for none)", "-"
        )
        if name != "-":
            named.append(name)
            yield f"\n[instruments.{name}]" + (f"             # {identity}" if identity else "")
            yield f"resource = {_toml(resource)}"
            if backend != "@py":
                yield f"backend = {_toml(backend)}"
            yield from _driver(name, identity, ask)


def _driver(name: str, identity: str, ask: Ask) -> Iterator[str]:
    """Ask whether the driver that knows an instrument is meant; of a silent one, which of the silent ones."""
    known = driver_for(identity)
    silent = [each.name for each in NAMED if each.dialect.identity is None and each.dialect.is_visa]
    allowed = [known.name, SCPI] if known else [SCPI] if identity else [SCPI, *silent]
    driver = allowed[0] if len(allowed) == 1 else _one_of(ask, f"Driver of {name}", allowed)
    if driver != SCPI:
        yield f"driver = {_toml(driver)}"
        yield from (f"# {line}" for line in told(next(each for each in NAMED if each.name == driver)))
    elif not identity:
        yield 'error_query = ""                    # it did not answer *IDN?, so nothing proves a command'


def _services(ask: Ask) -> Iterator[str]:
    for name in sorted({port.source.service for port in HOUSE if isinstance(port.source, Service)}):
        how = ask(f"Service {name}: address of its server, operator to ask a person, - for none", "-")
        if how == "operator":
            yield f'\n[services.{name}]\ndriver = "operator"\ntimeout_s = 120.0'
        elif how != "-":
            yield f'\n[services.{name}]\ndriver = "http"\nurl = {_toml(how)}'


def _power_on(ask: Ask) -> Iterator[str]:
    what = ask("What the operator must do to switch the vehicle on (- for nothing)", "-")
    if what != "-":
        yield f"\n[[power_on]]\nask = {_toml(what)}"


def _one_of(ask: Ask, question: str, allowed: Iterable[str]) -> str:
    """Ask until the answer is one of some words; the first where nothing is said."""
    words = list(allowed)
    while True:
        answer = ask(f"{question} ({', '.join(words)})", words[0])
        if answer in words:
            return answer
        sys.stdout.write(f"{answer!r}: {near(answer, words)}\n")


def _needed(ask: Ask, question: str, otherwise: str = "") -> str:
    """Ask until something is said."""
    while not (answer := ask(question, otherwise)):
        sys.stdout.write("must be given\n")
    return answer


def _identity(manager: pyvisa.ResourceManager, resource: str) -> str:
    try:
        with manager.open_resource(resource, timeout=ANSWER_MS, open_timeout=ANSWER_MS) as opened:
            return str(opened.query("*IDN?")).strip()  # type: ignore[attr-defined]  # what is no message has none
    except (*FOREIGN, AttributeError):
        return ""


def _toml(value: str | int | float | bool) -> str:
    return json.dumps(value, ensure_ascii=False)
