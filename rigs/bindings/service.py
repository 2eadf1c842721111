"""Ports behind off-board services: a stimulus calls a verb, an observation shows an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Protocol, runtime_checkable

from rigs.errors import RigFault, ServiceFault, SuiteError
from rigs.loggers import service_logger
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Observation, Service, Stimulus
from rigs.recording.journal import Evidence
from rigs.values.interval import Interval
from rigs.values.track import Track

ServiceListener = Callable[[int, str, Any], None]
"""A callable that gets the rig time in ns, the item and its value, for each change of a service."""


class ServicePort(Protocol):
    """An off-board service as the rig reaches it, in process or over the network."""

    @property
    def error_ns(self) -> int:
        """Largest error of the time of a change, in ns; read when one is told, since it may differ."""

    def call(self, verb: str, argument: Any = None) -> Any:
        """Ask the service to do something.

        Raises:
            rigs.errors.ServiceFault: It cannot be reached, or refuses.
        """

    def watch(self, listener: ServiceListener) -> None:
        """Call `listener` for all that the service has published and will publish, in order."""


class Remark(str):
    """A text that a service answers with where the event of the call must say more: a label was not there."""


@runtime_checkable
class StandingService(ServicePort, Protocol):
    """A service that the run reaches by itself, with something open for all scenarios."""

    def begin(self) -> None:
        """Forget the scenario before, and connect anew what was lost.

        Raises:
            rigs.errors.ServiceFault: It cannot be reached.
        """

    def close(self) -> None:
        """Leave it."""


@runtime_checkable
class Witness(Protocol):
    """A service that keeps pieces of proof of what it has seen in a scenario."""

    def evidence(self) -> Iterable[Evidence]:
        """Return them."""


class ServiceBinding:
    """The items and verbs of all services of a rig.

    Args:
        services: By name.
        book: The ports of the run.
    """

    def __init__(self, services: Mapping[str, ServicePort], book: PortBook) -> None:
        self._services = services
        self._tracks: dict[str, Track] = {}
        ports: defaultdict[str, list[tuple[str, Observation]]] = defaultdict(list)
        for port in book.of(Service):
            if isinstance(port.source, Service):
                ports[port.source.service].append((port.source.item, port))
        for name, service in services.items():
            shown: defaultdict[str, list[tuple[Observation, Track]]] = defaultdict(list)
            for item, port in ports[name]:
                track = self._tracks[port.name] = Track(port.name, port.shows.unit)
                shown[item].append((port, track))
            service.watch(_taker(name, shown, service))
            for port, track in chain.from_iterable(shown.values()):
                if not track.seen:
                    track.add(Interval(0, 0), port.shows.nothing)

    def standing(self) -> Mapping[str, Track]:
        """See `Binding.standing`."""
        return self._tracks

    def set(self, port: Stimulus, value: str | float) -> str:
        """See `Binding.set`."""
        source = port.source
        if not isinstance(source, Service) or source.service not in self._services:
            raise SuiteError(f"the rig has nothing behind the port {port.name}")
        log = service_logger(source.service)
        log.debug("-> %s %s", source.item, value)
        try:
            answer = self._services[source.service].call(source.item, value)
        except RigFault as error:
            log.debug("refused: %s", error)
            raise
        log.debug("<- %s done", source.item)
        done = f"{source.service} {source.item} {value}"
        return f"{done}: {answer}" if isinstance(answer, Remark) else done

    def watch(self, port: Observation) -> Track:
        """Refuse: each item of a service that is there has a standing track."""
        raise SuiteError(f"the rig does not observe {port.name}")

    def finish(self, wait: Callable[[float], None]) -> Iterable[Evidence]:
        """See `Binding.finish`."""
        return [
            each
            for service in self._services.values()
            if isinstance(service, Witness)
            for each in service.evidence()
        ]

    def stop(self) -> None:
        """See `Binding.stop`: nothing is asked."""


def check_shown(service: str, item: str, value: object, book: PortBook = HOUSE) -> None:
    """Refuse what a port of an item does not show; None stands for nothing.

    Args:
        service: Who has published it.
        item: What it tells of.
        value: What it tells.
        book: The ports of the run.

    Raises:
        ServiceFault: Names the port, the value and what is allowed.
    """
    if value is None:
        return
    for port in book.at(Service(service, item)):
        allowed = port.shows.problem(value)
        if allowed is not None:
            raise ServiceFault(f"{port.name} = {value!r}; allowed: {allowed}, or null")


def _taker(
    name: str, shown: Mapping[str, Sequence[tuple[Observation, Track]]], service: ServicePort
) -> Callable[[int, str, object], None]:
    """Return what notes the changes of a service.

    What it publishes and no port shows is for people who look into it.
    """

    log = service_logger(name)

    def take(at_ns: int, item: str, value: object) -> None:
        for port, track in shown.get(item, ()):
            log.debug("%s = %s", port.name, value)
            track.add(Interval.at(at_ns, service.error_ns), port.shows.nothing if value is None else value)

    return take
