"""Ways in which a service off board tells what is not so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clock.kernel import S
from rigs.bindings.service import ServiceListener, ServicePort

Serve = Callable[[ServicePort], ServicePort]
"""Type of what stands before a service."""

Tell = Callable[[ServiceListener, int, str, Any], None]
"""Type of what tells of a change in the place of the service: to whom, its time in ns, the item and its value."""


class LyingService:
    """A service whose changes are told otherwise.

    Args:
        true: The true one.
        tell: What tells of them.
    """

    def __init__(self, true: ServicePort, tell: Tell) -> None:
        self._true = true
        self._tell = tell

    @property
    def error_ns(self) -> int:
        """See `ServicePort.error_ns`."""
        return self._true.error_ns

    def call(self, verb: str, argument: Any = None) -> Any:
        """See `ServicePort.call`."""
        return self._true.call(verb, argument)

    def watch(self, listener: ServiceListener) -> None:
        """See `ServicePort.watch`."""
        self._true.watch(lambda at_ns, item, value: self._tell(listener, at_ns, item, value))


def with_clock_off(by_s: float) -> Serve:
    """Tell of changes with times of a clock that is ahead by so many s, or behind when it is negative."""

    def tell(listener: ServiceListener, at_ns: int, item: str, value: Any) -> None:
        listener(at_ns + round(by_s * S), item, value)

    return lambda true: LyingService(true, tell)


def from_a_cache(true: ServicePort) -> ServicePort:
    """Tell of each item what it was before its last change."""
    before: dict[str, Any] = {}

    def tell(listener: ServiceListener, at_ns: int, item: str, value: Any) -> None:
        if item in before:
            listener(at_ns, item, before[item])
        before[item] = value

    return LyingService(true, tell)
