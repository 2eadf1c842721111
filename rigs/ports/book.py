"""The book of all ports of a run: those of the suite, and those that a laboratory adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from rigs.errors import SuiteError
from rigs.ports.port import Effect, Observation, Service, Source, Stimulus
from rigs.ports.values import Values

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
        self._of_services: dict[Service, list[Observation]] = {}
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
        if isinstance(port, Observation) and isinstance(port.source, Service):
            self._of_services.setdefault(port.source, []).append(port)
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

    def __iter__(self) -> Iterator[Stimulus | Observation]:
        """Yield all ports, stimuli first, in order of declaration."""
        yield from self.stimuli.values()
        yield from self.observations.values()

    def at_rest(self) -> Iterator[tuple[Stimulus, Any]]:
        """Yield the stimuli that surround a vehicle at rest, with their values, in order of declaration."""
        for port in self.stimuli.values():
            if port.at_rest is not None:
                yield port, port.at_rest

    def of(self, kind: type[Source]) -> Iterator[Observation]:
        """Yield the observations whose source is of a kind."""
        return (port for port in self.observations.values() if isinstance(port.source, kind))

    def at(self, source: Service) -> Sequence[Observation]:
        """Return the observations of an item of a service; a lab may have one beside that of the suite."""
        return self._of_services.get(source, ())


class ServicePorts:
    """The ports of one off-board service, which bear its name.

    Args:
        book: Where they are declared.
        service: The name of the service.
        in_app: Whether what it shows is what a smartphone shows.
    """

    def __init__(self, book: PortBook, service: str, *, in_app: bool = False) -> None:
        self._book = book
        self._service = service
        self._in_app = in_app

    def does(
        self,
        verb: str,
        doc: str,
        takes: Values,
        at_rest: str | float | None = None,
        effects: Mapping[str, Effect | None] | None = None,
        unserved: str = "",
    ) -> Stimulus:
        """Declare the stimulus that calls a verb of the service; the arguments are those of `Stimulus`."""
        source = Service(self._service, verb)
        name, effects = self._name(verb), effects or {}
        return self._book.add(Stimulus(name, doc, takes, source, at_rest, effects=effects, unserved=unserved))

    def shows(self, item: str, doc: str, shows: Values, *, of_world: bool = False) -> Observation:
        """Declare the observation of an item of the service; the arguments are those of `Observation`."""
        source = Service(self._service, item)
        port = Observation(self._name(item), doc, shows, source, in_app=self._in_app, of_world=of_world)
        return self._book.add(port)

    def _name(self, item: str) -> str:
        return f"{self._service}.{item}"
