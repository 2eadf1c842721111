"""Ports behind off-board services: a stimulus calls a verb, an observation shows an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Protocol, runtime_checkable

from clock.kernel import Kernel, S
from rigs.errors import RecordingFault, RigFault, ServiceFault, SuiteError
from rigs.loggers import service_logger
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Observation, Service, Stimulus
from rigs.recording.integrity import LATENESS_NS
from rigs.recording.journal import Evidence
from rigs.values.interval import Interval
from rigs.values.track import Track

TOLD_NS = 2 * S
"""Time within which a service tells of a change: an answer that takes longer is a stall, and told as one."""

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
    """A text that a service answers with where the event of the call must say more."""


class InVain(Remark):
    """One that says that nothing was done: a label was not there. No answer comes to that."""


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
class Disclosing(Protocol):
    """A service that sees whether what it reaches is the suite's own."""

    @property
    def stand_in(self) -> str:
        """The address at which the suite's own stands in the place of a real one; empty where none does."""


@runtime_checkable
class Witness(Protocol):
    """A service that keeps pieces of proof of what it has seen in a scenario."""

    def evidence(self) -> Iterable[Evidence]:
        """Return them."""


@cache
def _is_witness(kind: type) -> bool:
    """Tell whether a kind of service keeps proof; to ask each service of each scenario for it takes longer."""
    return issubclass(kind, Witness)


class ServiceBinding:
    """The items and verbs of all services of a rig.

    Args:
        services: By name.
        book: The ports of the run.
        kernel: The clock that the times of changes are compared with; None where they are believed.
    """

    def __init__(self, services: Mapping[str, ServicePort], book: PortBook, kernel: Kernel | None = None) -> None:
        self._services = services
        self._clocks = {name: _Clock(name, service, kernel) for name, service in services.items()}
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
            service.watch(_taker(name, shown, service, self._clocks[name].compare))
            self._clocks[name].begin()
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
        return type(answer)(f"{done}: {answer}") if isinstance(answer, Remark) else done

    def watch(self, port: Observation) -> Track:
        """Refuse: each item of a service that is there has a standing track."""
        raise SuiteError(f"the rig does not observe {port.name}")

    def finish(self, wait: Callable[[float], None]) -> Iterable[Evidence]:
        """See `Binding.finish`.

        Raises:
            RecordingFault: A service told of something at a time at which it cannot have been.
        """
        doubts = [clock.doubt for clock in self._clocks.values() if clock.doubt]
        if doubts:
            raise RecordingFault("what was recorded cannot be believed:\n  " + "\n  ".join(doubts))
        kept = (each for each in self._services.values() if _is_witness(type(each)))
        return [each for service in kept if isinstance(service, Witness) for each in service.evidence()]

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


class _Clock:
    """The times that a service tells of its changes, compared with when it tells of them.

    Args:
        name: Of the service.
        service: Who tells.
        kernel: The clock of the rig; None where nothing is compared.

    Attributes:
        doubt: Why the times cannot be believed; empty where they can.
    """

    def __init__(self, name: str, service: ServicePort, kernel: Kernel | None) -> None:
        self._name = name
        self._service = service
        self._kernel = kernel
        self._begun = False
        self.doubt = ""

    def begin(self) -> None:
        """Compare from now on: what was told before is of the past."""
        self._begun = True

    def compare(self, at_ns: int, item: str) -> None:
        """Note a change that lies in the future, or so far back that it would have been told long ago."""
        if self._kernel is None or not self._begun or self.doubt:
            return
        age_ns = self._kernel.time_ns() - at_ns
        bearable_ns = 2 * self._service.error_ns
        if -LATENESS_NS - bearable_ns <= age_ns <= TOLD_NS + bearable_ns:
            return
        side = "before" if age_ns > 0 else "after"
        self.doubt = (
            f"service {self._name}: {item} changed {abs(age_ns) / S:.1f} s {side} it was told,"
            " by the clock of the service"
        )


def _taker(
    name: str,
    shown: Mapping[str, Sequence[tuple[Observation, Track]]],
    service: ServicePort,
    compare: Callable[[int, str], None],
) -> Callable[[int, str, object], None]:
    """Return what notes the changes of a service.

    What it publishes and no port shows is for people who look into it.
    """

    log = service_logger(name)

    def take(at_ns: int, item: str, value: object) -> None:
        if item in shown:
            compare(at_ns, item)
        for port, track in shown.get(item, ()):
            log.debug("%s = %s", port.name, value)
            track.add(Interval.at(at_ns, service.error_ns), port.shows.nothing if value is None else value)

    return take
