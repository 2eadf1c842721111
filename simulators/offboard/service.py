"""What every service off board has in common: verbs that are called, items that are observed."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, TypeAlias

from clock.kernel import Kernel

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Verb: TypeAlias = Callable[[Json], Json]


class ServiceError(ValueError):
    """A service was asked for something it does not do; names service, key, value and what is allowed."""

    def __init__(self, service: str, key: str, value: object, allowed: str) -> None:
        super().__init__(f"{service}: {key} = {value!r}; allowed: {allowed}")


@dataclass(frozen=True)
class ServiceChange:
    """An item of a service has `value` from `at_ns` on; `index` counts the changes of the service from 0."""

    index: int
    at_ns: int
    item: str
    value: Json


class Service:
    """One service: `name` is what tests call it by.

    Attributes:
        changes: Every change of every item, oldest first; only ever appended to.
    """

    name: ClassVar[str]

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.changes: list[ServiceChange] = []
        self._verbs: dict[str, Verb] = {}
        self._watchers: list[Callable[[ServiceChange], None]] = []

    @property
    def verbs(self) -> tuple[str, ...]:
        """All that can be called, in alphabetical order."""
        return tuple(sorted(self._verbs))

    @cached_property
    def random(self) -> random.Random:
        """The service's own stream of pseudo-random numbers; seeded when it is first drawn from."""
        return self.kernel.random(f"service.{self.name}")

    def call(self, verb: str, argument: Json = None) -> Json:
        """Do what a person or a test does to the service.

        Raises:
            ServiceError: There is no such verb, or the argument or the moment does not allow it.
        """
        handler = self._verbs.get(verb)
        if handler is None:
            raise ServiceError(self.name, "verb", verb, ", ".join(self.verbs))
        return handler(argument)

    def publish(self, item: str, value: Json) -> None:
        """Say that an item has this value from now on."""
        change = ServiceChange(len(self.changes), self.kernel.now_ns, item, value)
        self.changes.append(change)
        for watcher in self._watchers:
            watcher(change)

    def watch(self, callback: Callable[[ServiceChange], None]) -> None:
        """Call back with each change from now on."""
        self._watchers.append(callback)

    def offer(self, verb: str, handler: Verb) -> None:
        """Let `call` know a verb; for subclasses."""
        self._verbs[verb] = handler

    def one_of(self, key: str, value: Json, allowed: Sequence[str]) -> str:
        """Return `value`, when it is one of the words allowed.

        Raises:
            ServiceError: It is not.
        """
        if isinstance(value, str) and value in allowed:
            return value
        raise ServiceError(self.name, key, value, ", ".join(allowed))

    def draw_ns(self, bounds_s: tuple[float, float]) -> int:
        """Draw a duration evenly between two bounds in seconds."""
        return round(self.random.uniform(*bounds_s) * 1e9)
