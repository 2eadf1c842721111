"""The ports that a scenario may reach, read from the code of its steps before it runs.

So that a rig which lacks one of them can be told from the start what does not apply. Whatever a step names counts,
whether it comes to it or not: a scenario is rather left out than found out half-way.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from pytest_bdd.parser import Step
from pytest_bdd.steps import StepFunctionContext

from rigs.judging.condition import Condition
from rigs.ports.house import is_off_board
from rigs.ports.port import Derived, Effect, Observation, Stimulus
from rigs.ports.signals import signal
from steps.gherkin.vocabulary import ports_in

Port = Stimulus | Observation

READ_INTO = ("steps.", "rigs.rest.", "rigs.hearing.")
"""The modules whose functions are followed; what lies below reaches no port that it was not given."""

NOT_READ = ("steps.gherkin.",)
"""Modules that know all ports and reach none by themselves."""


def ports_of(
    steps: Iterable[tuple[Step, StepFunctionContext]],
    judged: Callable[[Condition], Condition | None] = lambda condition: condition,
) -> frozenset[Port]:
    """Return the ports that steps may reach, each with those that it follows from.

    Args:
        steps: What is said, with what runs it.
        judged: Gives what of a condition the rig can judge; None where nothing.
    """
    found: set[Port | Condition] = set()
    for step, context in steps:
        found.update(ports_in([step.name], judged))
        arguments = context.parser.parse_arguments(step.name) or {}
        found.update(_in_value(tuple(arguments.values())))
        found.update(_in_function(inspect.unwrap(context.step_func)))
    ports = (port for each in found for port in _ports(each, judged))
    return frozenset(each for port in ports for each in _with_origins(port))


def needs_no_vehicle(steps: Iterable[tuple[Step, StepFunctionContext]]) -> bool:
    """Tell whether no vehicle has a part in what steps do and judge."""
    return all(_is_off_board(step, context) for step, context in steps)


def _is_off_board(step: Step, context: StepFunctionContext) -> bool:
    said = step.name, context.step_func
    if said not in _OFF_BOARD:  # many scenarios say the same
        _OFF_BOARD[said] = all(map(is_off_board, ports_of([(step, context)])))
    return _OFF_BOARD[said]


_OFF_BOARD: dict[tuple[str, Callable[..., Any]], bool] = {}


def effects_of(steps: Iterable[tuple[Step, StepFunctionContext]]) -> frozenset[Effect]:
    """Return what steps may make a vehicle do to its surroundings.

    Of a stimulus that a step reaches those values count that stand in its phrase or its code, and all of them
    where none does.
    """
    return frozenset(effect for each in steps for effect in _effects(each))


def _effects(step: tuple[Step, StepFunctionContext]) -> Iterator[Effect]:
    said, context = step
    for port in ports_of([step]):
        if not isinstance(port, Stimulus) or not port.effects:
            continue
        words = {*_texts_in_function(inspect.unwrap(context.step_func))}
        arguments = context.parser.parse_arguments(said.name) or {}
        words.update(each for each in arguments.values() if isinstance(each, str))
        known = words & {*port.takes.words, *port.effects} or {*port.effects}
        yield from (effect for each in known if (effect := port.effect_of(each)) is not None)


def _texts_in_function(function: FunctionType) -> frozenset[str]:
    """Return the texts that stand in a function, and in those that it calls."""
    if function in _UNDER_WAY or not _is_read(function.__module__ or ""):
        return frozenset()
    _UNDER_WAY.add(function)
    try:
        called = [each for each in _named_in(function.__code__, function.__globals__) if inspect.isfunction(each)]
        return frozenset(_texts(function.__code__)).union(*map(_texts_in_function, called))
    finally:
        _UNDER_WAY.discard(function)


def _texts(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):
            yield from _texts(constant)


def _ports(found: Port | Condition, judged: Callable[[Condition], Condition | None]) -> Iterable[Port]:
    return (judged(found) or found).ports if isinstance(found, Condition) else (found,)


def _with_origins(port: Port) -> Iterator[Port]:
    yield port
    if isinstance(port.source, Derived):
        for origin in port.source.ports:
            yield from _with_origins(origin)


def _in_value(value: Any, depth: int = 0) -> Iterator[Port | Condition]:
    """Yield the ports and conditions in what a name stands for."""
    if isinstance(value, Stimulus | Observation | Condition):
        yield value
    elif isinstance(value, FunctionType):
        yield from _in_function(value)
    elif depth < DEPTH:
        for each in _inside(value):
            yield from _in_value(each, depth + 1)


def _inside(value: Any) -> Iterable[Any]:
    """Return what else to look at in a value: what a container holds, what a class of step code can do."""
    if isinstance(value, type):
        members = vars(value).values() if _is_read(value.__module__) else ()
        return [getattr(member, "__func__", member) for member in members]
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, tuple | list | set | frozenset) else ()


def _is_read(module: str) -> bool:
    return module.startswith(READ_INTO) and not module.startswith(NOT_READ)


DEPTH = 4
"""The number of containers in one another that are looked into."""

_UNDER_WAY: set[Callable[..., Any]] = set()


def _in_function(function: FunctionType) -> frozenset[Port | Condition]:
    """Return the ports and conditions in the reach of a function; of one that calls itself, what is known then."""
    if function in _UNDER_WAY or not _is_read(function.__module__ or ""):
        return frozenset()
    _UNDER_WAY.add(function)
    try:
        return _reached(function)
    finally:
        _UNDER_WAY.discard(function)


@cache
def _reached(function: FunctionType) -> frozenset[Port | Condition]:
    found: set[Port | Condition] = set()
    closed = inspect.getclosurevars(function).nonlocals
    for value in (*_named_in(function.__code__, function.__globals__), *closed.values()):
        found.update(_in_value(value))
    for value in (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()):
        found.update(_in_value(value))
    return frozenset(found)


def _named_in(code: CodeType, names: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what the global names of some code stand for, with the attributes that are taken of modules.

    A signal that is looked up by a name that stands in the code is yielded as what the look-up gives.
    """
    instructions = list(dis.get_instructions(code))
    for index, instruction in enumerate(instructions):
        if instruction.opname not in ("LOAD_GLOBAL", "LOAD_NAME"):
            continue
        value = names.get(instruction.argval)
        following = [each for each in instructions[index + 1 : index + 6] if each.opname not in SILENT]
        for after in following:
            if not isinstance(value, ModuleType) or after.opname not in ("LOAD_ATTR", "LOAD_METHOD"):
                break
            value = getattr(value, after.argval, None)
        if value is signal and [each.opname for each in following[:2]] in WHOLE_NAMES:
            value = signal(following[0].argval)
        yield value
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _named_in(constant, names)


WHOLE_NAMES = (["LOAD_CONST", "CALL"], ["LOAD_CONST", "LOAD_CONST"])
"""Instructions of a look-up by a name that stands in the code as it is, and is not put together."""

SILENT = ("CACHE", "PRECALL", "PUSH_NULL", "NOP", "RESUME")
"""Instructions that do nothing to a value."""
