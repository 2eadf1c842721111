"""What a faulty vehicle remembers: that something has happened, when and how often, in each world for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from clock.kernel import Kernel, seconds
from proof.deviation import Deviation, Slot, kernel_of


class Memory:
    """The times at which one thing happened: `note` is an act, the rest are conditions, as a `Slot` takes them."""

    def __init__(self) -> None:
        self._times_ns: WeakKeyDictionary[Kernel, list[int]] = WeakKeyDictionary()

    def note(self, part: object) -> None:
        """Remember that it happens now."""
        kernel = kernel_of(part)
        self._times_ns.setdefault(kernel, []).append(kernel.now_ns)

    def happened(self, part: object, *_arguments: object) -> bool:
        """Tell whether it has happened."""
        return self.times(1)(part)

    def times(self, number: int) -> Callable[..., bool]:
        """Make the condition that it has happened so many times or more."""

        def enough(part: object, *_arguments: object) -> bool:
            return len(self._times_ns.get(kernel_of(part), ())) >= number

        return enough

    def within(self, last_s: float) -> Callable[..., bool]:
        """Make the condition that it has happened in the last so many seconds."""

        def lately(part: object, *_arguments: object) -> bool:
            kernel = kernel_of(part)
            times_ns = self._times_ns.get(kernel, [])
            return bool(times_ns) and kernel.now_ns - times_ns[-1] <= seconds(last_s)

        return lately


def remembering(
    slot: Slot[Any],
    method: Callable[..., object],
    makes: Callable[[Memory], Deviation],
    /,
    **of: Any,  # what `Slot.also` takes
) -> Deviation:
    """Make a deviation that depends on what has happened before; it is asked before the present time is noted.

    Args:
        slot: Where it happens.
        method: What is called then.
        makes: Makes the deviation, given the memory of when that was.
        of: Which calls are remembered, as `Slot.also` takes it, such as `target="locked"`.
    """
    memory = Memory()
    return makes(memory) | slot.also(method, memory.note, **of)


def both(*conditions: Callable[..., bool]) -> Callable[..., bool]:
    """Make the condition that all of some conditions hold."""

    def all_hold(*arguments: object) -> bool:
        return all(condition(*arguments) for condition in conditions)

    return all_hold
