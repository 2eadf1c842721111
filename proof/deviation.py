"""How a vehicle deviates from the usual one: a small algebra over the methods of its parts.

A `Slot` is where a part sits, in an ECU, in the app or in the back office. What it makes is a `Deviation`; `|`
puts two of them together. A method is named as the function that it is, such as `CentralLocking.request`, so that
a renamed one is seen by the type checker and at import. Every deviation is a subclass: the usual classes stay as
they are, and one world knows nothing of another.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial, wraps
from typing import Any, Concatenate, Generic, TypeVar, TypeVarTuple

from clock.kernel import Kernel, seconds
from proof.ageing import call_in
from proof.timing import TapClock
from proof.variant import ecu, variant
from simulators.ecus.ecu import Ecu, Part
from simulators.world import EcuFactory, Offboard, World

P = TypeVar("P")
R = TypeVar("R")
A = TypeVarTuple("A")

Method = Callable[Concatenate[P, ...], R]
"""Type of a method of a part, named at its class."""

Act = Callable[[inspect.BoundArguments, Callable[..., Any]], object]
"""Type of what a method does instead: given the arguments, the part among them, and the usual method."""

Kind = type[Any]
"""Type of the class of a part, whichever it is."""


@dataclass(frozen=True)
class Tap:
    """The moment at which the driver last tapped an order in the app; `kind` as `clock` takes it."""

    kind: str
    clock: type[TapClock] = TapClock


@dataclass(frozen=True)
class Deviation:
    """A difference from the usual world.

    Attributes:
        changes: What each slot does to the class of its part, in this order.
        numbers: Calibrations that parts take in place of their usual ones.
        fits: Called with the world before its vehicle has supply.
    """

    changes: tuple[tuple[Slot[Any], Callable[[Kind], Kind]], ...] = ()
    numbers: tuple[tuple[Slot[Any], object], ...] = ()
    fits: tuple[Callable[[World], None], ...] = ()

    def __or__(self, other: Deviation) -> Deviation:
        """Put two together; where both change a part, the second is made of the first."""
        return Deviation(self.changes + other.changes, self.numbers + other.numbers, self.fits + other.fits)

    def ecus(self) -> dict[str, EcuFactory]:
        """Make the ECUs that differ, by node."""
        made = self._made()
        found: dict[str, EcuFactory] = {}
        for host in self._hosts():
            if issubclass(host, Ecu):
                parts = [part for slot, part in made.items() if slot.within is host]
                found |= ecu(made.get(Slot(host), host), *parts, *self._numbers(host))
        return found

    def offboard(self) -> Offboard:
        """Make the services, those that differ in the place of the usual ones."""
        made = self._made()
        services: dict[str, Any] = {}
        for host in self._hosts():
            if not issubclass(host, Ecu):
                parts = {slot.attribute: part for slot, part in made.items() if slot.within is host}
                service: Callable[..., Any] = variant(made.get(Slot(host), host), **parts)
                numbers = self._numbers(host)
                services[_place_off_board(host)] = partial(service, calibration=numbers[0]) if numbers else service
        return replace(Offboard(), **services)

    def fit(self, world: World) -> None:
        """Connect what differs with the rest of a world."""
        for fit in self.fits:
            fit(world)

    def _made(self) -> dict[Slot[Any], Kind]:
        made: dict[Slot[Any], Kind] = {}
        for slot, change in self.changes:
            made[slot] = change(made.get(slot, slot.kind))
        return made

    def _hosts(self) -> list[Kind]:
        slots = [*(slot for slot, _ in self.changes), *(slot for slot, _ in self.numbers)]
        return list(dict.fromkeys(slot.host for slot in slots))

    def _numbers(self, host: Kind) -> list[object]:
        return [calibration for slot, calibration in self.numbers if slot.host is host]


@dataclass(frozen=True)
class Slot(Generic[P]):
    """A place in which a part sits, and what can be wrong with it there.

    Words that several methods take: `arguments`, such as `kind="lock"`, are compared with those of a call, and
    `when` is asked at each call, given the part and the same arguments; where one of these does not hold, the part
    does the usual.

    Attributes:
        kind: The class of the part.
        within: The ECU or the service that it is built into; left out when it is one of these itself.

    Raises:
        ValueError: `within` has no such part.
    """

    kind: type[P]
    within: Kind | None = None

    def __post_init__(self) -> None:
        if issubclass(self.host, Ecu):
            if self.within is not None and self.kind not in self.host.PARTS:
                raise ValueError(f"{self.host.__name__} has no part {self.kind.__name__}")
        elif _place_off_board(self.host) and self.within is not None and not self.attribute:
            raise ValueError(f"{self.host.__name__} has no part {self.kind.__name__}")

    @property
    def host(self) -> Kind:
        """The ECU or the service."""
        return self.within or self.kind

    @property
    def attribute(self) -> str:
        """The name by which a service knows the part; empty when it has none of that class."""
        return next((name for name, value in vars(self.host).items() if value is self.kind), "")

    def replaced(self, kind: type[P]) -> Deviation:
        """Put another part in the place of the usual one.

        Raises:
            ValueError: `kind` is no subclass of the part.
        """
        if not issubclass(kind, self.kind):
            raise ValueError(f"{kind.__name__} is no {self.kind.__name__}")

        def change(usual: Kind) -> Kind:
            if usual is not self.kind:
                raise ValueError(f"{kind.__name__}: a part is replaced first, and then made to differ")
            return kind

        return Deviation(changes=((self, change),))

    def calibrated(self, calibration: object) -> Deviation:
        """Give the part other numbers, such as `HornCalibration(full_s=10.2)`."""
        return Deviation(numbers=((self, calibration),))

    def ignores(
        self,
        method: Callable[[P, *A], None],
        /,
        *,
        when: Callable[[P, *A], bool] | None = None,
        **arguments: object,
    ) -> Deviation:
        """Let it do nothing."""
        return self._around(method, lambda _given, _usual: None, when, arguments)

    def returns(
        self,
        method: Callable[[P, *A], R],
        value: R,
        /,
        *,
        when: Callable[[P, *A], bool] | None = None,
        **arguments: object,
    ) -> Deviation:
        """Let it return something, and do nothing else."""
        return self._around(method, lambda _given, _usual: value, when, arguments)

    def instead(
        self,
        method: Callable[[P, *A], R],
        act: Callable[[P, *A], R],
        /,
        *,
        when: Callable[[P, *A], bool] | None = None,
        **arguments: object,
    ) -> Deviation:
        """Let it do something else, given the part and the same arguments."""
        return self._around(method, lambda given, _usual: act(*given.args, **given.kwargs), when, arguments)

    def alters(self, method: Callable[[P, *A], R], change: Callable[[R], object], /) -> Deviation:
        """Let it return another result, which `change` makes of the usual one."""
        return self._around(method, lambda given, usual: change(usual(*given.args, **given.kwargs)), None, {})

    def given(
        self, method: Method[P, Any], /, **changes: Mapping[Any, object] | Callable[[Any], object]
    ) -> Deviation:
        """Let it take one argument for another.

        Args:
            method: The method.
            changes: By the name of the argument, such as `kind={"lock": "unlock"}`, where what the table lacks
                stays as it is; or what makes the other of the one.
        """

        def act(given: inspect.BoundArguments, usual: Callable[..., Any]) -> object:
            for name, change in changes.items():
                value = given.arguments[name]
                given.arguments[name] = change(value) if callable(change) else change.get(value, value)
            return usual(*given.args, **given.kwargs)

        return self._around(method, act, None, {}, changes)

    def also(
        self,
        method: Callable[[P, *A], object],
        act: Callable[[P], object],
        /,
        *,
        after_s: float = 0.0,
        when: Callable[[P, *A], bool] | None = None,
        **arguments: object,
    ) -> Deviation:
        """Let it do something more, at once or a while later.

        Args:
            method: The method.
            act: Called with the part, when the method has done the usual.
            after_s: How much later, also by a date that is set ahead; 0 at once, before the method returns.
            when: See `Slot`.
            arguments: See `Slot`.
        """

        def do(given: inspect.BoundArguments, usual: Callable[..., Any]) -> object:
            part = given.args[0]
            result = usual(*given.args, **given.kwargs)
            if after_s:
                call_in(kernel_of(part), after_s, partial(act, part))
            else:
                act(part)
            return result

        return self._around(method, do, when, arguments)

    def late_by(self, method: Method[P, None], by_s: float, /, **arguments: object) -> Deviation:
        """Let it do the usual a while after it should."""

        def act(given: inspect.BoundArguments, usual: Callable[..., Any]) -> None:
            kernel_of(given.args[0]).call_in(seconds(by_s), partial(usual, *given.args, **given.kwargs))

        return self._around(method, act, None, arguments)

    def late_until(
        self,
        method: Method[P, None],
        until_s: float,
        /,
        *,
        after: Tap | Method[P, object],
        **arguments: object,
    ) -> Deviation:
        """Let it do the usual at a definite time, whatever the seed draws; at once when that has passed.

        Args:
            method: The method.
            until_s: The time, in seconds after the moment.
            after: The moment: `Tap("lock")`, or the last call of another method of the part.
            arguments: See `Slot`.
        """
        key = f"_left_{method.__name__}"  # on the part itself, so that each world has its own
        if isinstance(after, Tap):
            moment = Deviation(fits=(partial(self._connect, after, key),))
        else:
            moment = self._noted(after, key)

        def act(given: inspect.BoundArguments, usual: Callable[..., Any]) -> None:
            part = given.args[0]
            left_ns = getattr(part, key)(until_s) if hasattr(part, key) else 0
            if left_ns:
                kernel_of(part).call_in(left_ns, partial(usual, *given.args, **given.kwargs))
            else:
                usual(*given.args, **given.kwargs)

        return moment | self._around(method, act, None, arguments)

    def _noted(self, method: Method[P, object], key: str) -> Deviation:
        def act(given: inspect.BoundArguments, usual: Callable[..., Any]) -> object:
            part = given.args[0]
            at_ns = kernel_of(part).now_ns
            setattr(part, key, lambda until_s: max(0, at_ns + seconds(until_s) - kernel_of(part).now_ns))
            return usual(*given.args, **given.kwargs)

        return self._around(method, act, None, {})

    def _connect(self, tap: Tap, key: str, world: World) -> None:
        if not (issubclass(self.host, Ecu) and issubclass(self.kind, Part)):
            raise TypeError(f"{self.kind.__name__} is no part of an ECU; name a method of it")
        part = world.ecu(self.host.NODE, self.host).part(self.kind)
        setattr(part, key, tap.clock(world, tap.kind).left_ns)

    def _around(
        self,
        method: Callable[..., Any],
        act: Act,
        when: Callable[..., bool] | None,
        arguments: Mapping[str, object],
        named: Mapping[str, object] | None = None,
    ) -> Deviation:
        """Let a method of the part do what `act` does, where `when` and `arguments` hold.

        Raises:
            ValueError: The part has no such method, or the method no such argument.
        """
        name = method.__name__
        if getattr(self.kind, name, None) is not method:
            raise ValueError(f"{method.__qualname__} is no method of {self.kind.__name__}")
        signature = inspect.signature(method)
        for argument in (*arguments, *(named or ())):
            if argument not in list(signature.parameters)[1:]:
                allowed = ", ".join(list(signature.parameters)[1:]) or "none"
                raise ValueError(f"{method.__qualname__} takes no argument {argument!r}; it takes: {allowed}")

        def change(kind: Kind) -> Kind:
            usual = getattr(kind, name)

            @wraps(method)
            def faulty(*args: Any, **kwargs: Any) -> Any:  # whatever the method takes and returns
                given = signature.bind(*args, **kwargs)
                given.apply_defaults()
                holds = all(given.arguments[key] == value for key, value in arguments.items())
                if not holds or (when is not None and not when(*given.args, **given.kwargs)):
                    return usual(*args, **kwargs)
                return act(given, usual)

            return variant(kind, **{name: faulty})

        return Deviation(changes=((self, change),))


def kernel_of(part: object) -> Kernel:
    """Give the kernel of a part of an ECU, of a service, or of a part of that."""
    kernel = getattr(part, "kernel", None) or getattr(part, "_kernel", None)
    if not isinstance(kernel, Kernel):
        raise TypeError(f"{type(part).__name__} has no kernel that could let it be late")
    return kernel


def _place_off_board(service: Kind) -> str:
    for field in fields(Offboard):
        if field.default is service:
            return field.name
    raise ValueError(f"{service.__name__} is neither an ECU nor a part of the world off board")
