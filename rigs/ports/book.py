"""The book of all ports of a run: those of the suite, and those that a laboratory adds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from rigs.errors import SuiteError
from rigs.ports.port import Observation, Source, Stimulus

Port = TypeVar("Port", Stimulus, Observation)


class PortBook:
    """Ports by their names, in the order in which they were declared.

    Args:
        *books: Whose ports it begins with.

    Raises:
        SuiteError: Two of them declare a port of one name.
    """

    def __init__(self, *books: PortBook) -> None:
        self.stimuli: dict[str, Stimulus] = {}
        self.observations: dict[str, Observation] = {}
        for book in books:
            self.include(book)

    def add(self, port: Port) -> Port:
        """Declare a port.

        Returns:
            The port itself.

        Raises:
            SuiteError: There is one of its name.
        """
        shelf: dict[str, Any] = self.stimuli if isinstance(port, Stimulus) else self.observations
        if port.name in shelf:
            raise SuiteError(f"the port {port.name} is declared twice: {shelf[port.name].doc}; {port.doc}")
        shelf[port.name] = port
        return port

    def include(self, book: PortBook) -> None:
        """Declare all ports of another book.

        Raises:
            SuiteError: There is one of the name of one of them.
        """
        for stimulus in book.stimuli.values():
            self.add(stimulus)
        for observation in book.observations.values():
            self.add(observation)

    def at_rest(self) -> Iterator[tuple[Stimulus, Any]]:
        """Yield the stimuli that surround a vehicle at rest, with their values, in order of declaration."""
        for port in self.stimuli.values():
            if port.at_rest is not None:
                yield port, port.at_rest

    def of(self, kind: type[Source]) -> Iterator[Observation]:
        """Yield the observations whose source is of a kind."""
        return (port for port in self.observations.values() if isinstance(port.source, kind))

    def at(self, source: Source) -> Iterator[Observation]:
        """Yield the observations of one source; a lab may see what the suite sees in a way of its own."""
        return (port for port in self.observations.values() if port.source == source)
