"""The safe state of a bench: what its outputs are set to when no scenario looks after them any more.

In a declared order: what is a hazard first, then the ignition, then the supply, then what `[[power_off]]` of the
rig file says; all else follows on a vehicle that has no power.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rigs.bindings.instrument import InstrumentLink, command, text_of
from rigs.errors import InstrumentFault
from rigs.files.rig_file import RigFile
from rigs.ports import supply
from rigs.ports.book import PortBook
from rigs.ports.controls import IGNITION
from rigs.ports.port import Stimulus

POWER_OFF = "power_off"
"""The name of a step of `[[power_off]]` in messages."""

MOST_FAULTS = 2
"""Number of faults after which an instrument is given up, so that the others need not wait for it for long."""


@dataclass(frozen=True)
class SafeCommand:
    """A command that puts one output to rest.

    Attributes:
        output: The name of the port, for people.
        instrument: Who is told.
        text: The command.
        hazard: Whether the port can set off what is a hazard.
    """

    output: str
    instrument: str
    text: str
    hazard: bool = False


def safe_state(rig: RigFile, book: PortBook) -> tuple[SafeCommand, ...]:
    """Return the commands that put all outputs of a rig to rest, in their order.

    Raises:
        InstrumentFault: An instrument does not take the value at rest of what it sets.
    """
    known = [port for port in book.stimuli.values() if port.name in rig.stimuli and port.at_rest is not None]
    ranked = sorted(known, key=_rank)
    before = [port for port in ranked if _rank(port) < AFTER_SUPPLY]
    return (
        *_commands(rig, before),
        *(SafeCommand(POWER_OFF, step.instrument, step.write) for step in rig.power_off),
        *_commands(rig, ranked[len(before) :]),
    )


AFTER_SUPPLY = 3
"""The rank of outputs that are put to rest when the vehicle has no power."""


def _rank(port: Stimulus) -> int:
    if port.hazard is not None or port.effects:
        return 0
    return {IGNITION: 1, supply.VOLTAGE: 2}.get(port, AFTER_SUPPLY)


def _commands(rig: RigFile, ports: list[Stimulus]) -> Iterator[SafeCommand]:
    for port in ports:
        binding = rig.stimuli[port.name]
        value = supply.OFF_V if port is supply.VOLTAGE else port.at_rest
        try:
            text = text_of(binding, f"{value}")
        except ValueError as error:
            raise InstrumentFault(
                f"{port.name}: {binding.instrument} cannot be put to rest, {error}, not {value}"
            ) from error
        yield SafeCommand(port.name, binding.instrument, text, _rank(port) == 0)


def take_safe_state(
    commands: tuple[SafeCommand, ...], link_to: Callable[[str], InstrumentLink | None]
) -> tuple[str, ...]:
    """Give all commands, whatever becomes of one of them.

    Args:
        commands: In their order.
        link_to: Finds the connection to an instrument; None where nothing was ever said to it.

    Returns:
        What was not put to rest, each with the reason; nothing where all was.
    """
    faults: Counter[str] = Counter()
    problems: list[str] = []
    for each in commands:
        if faults[each.instrument] >= MOST_FAULTS:
            problems.append(f"{each.output}: {each.instrument} has been given up")
            continue
        try:
            link = link_to(each.instrument)
            if link is not None:
                command(each.output, each.instrument, link, each.text)
        except InstrumentFault as fault:
            faults[each.instrument] += 1
            problems.append(f"{fault}")
        except Exception as error:  # a driver of a lab may raise anything, and all else must be put to rest
            faults[each.instrument] += 1
            problems.append(f"{each.output}: {each.instrument}: {type(error).__name__}: {error}")
    return tuple(problems)
