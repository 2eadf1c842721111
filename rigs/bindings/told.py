"""What a service that is looked at again and again has shown: each thing came between two looks."""

from __future__ import annotations

from typing import Any

from rigs.bindings.service import ServiceListener
from rigs.values.interval import Interval


class Told:
    """All that was seen in a scenario, for whoever listens, in order."""

    def __init__(self) -> None:
        self._error_ns = 0
        self._seen: list[tuple[Interval, str, Any]] = []
        self._listeners: list[ServiceListener] = []

    @property
    def error_ns(self) -> int:
        """Half of the time between the two looks of which the second saw what is told, in ns."""
        return self._error_ns

    def forget(self) -> None:
        """Forget who listens, and what was seen."""
        self._listeners.clear()
        self._seen.clear()

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`."""
        for when, item, value in self._seen:
            self._tell(listener, when, item, value)
        self._listeners.append(listener)

    def publish(self, when: Interval, item: str, value: Any) -> None:
        """Tell everybody what came between two looks."""
        self._seen.append((when, item, value))
        for listener in tuple(self._listeners):
            self._tell(listener, when, item, value)

    def _tell(self, listener: ServiceListener, when: Interval, item: str, value: Any) -> None:
        self._error_ns = -(-(when.latest_ns - when.earliest_ns) // 2)
        listener(when.earliest_ns + self._error_ns, item, value)
