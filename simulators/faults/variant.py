"""Units and services that are made of other parts than usual."""

from __future__ import annotations

from functools import partial
from typing import TypeVar, cast

from simulators.ecus.node import Ecu
from simulators.world import EcuFactory

T = TypeVar("T")


def variant(usual: type[T], **parts: object) -> type[T]:
    """A subclass with other values of class attributes, such as `variant(Body, LOCKING=DeafLocking)`.

    Args:
        usual: A unit, a part of one, or a service.
        parts: By the names of class attributes that `usual` has.

    Raises:
        ValueError: `usual` has no such attribute.
    """
    for name in parts:
        if not hasattr(usual, name):
            raise ValueError(f"{usual.__name__} has no part {name!r} that a variant could replace")
    return cast("type[T]", type(f"Faulty{usual.__name__}", (usual,), parts))


def unit(usual: type[Ecu], calibration: object = None, **parts: object) -> dict[str, EcuFactory]:
    """A faulty unit in its place, as `Fault.ecus` takes it.

    Args:
        usual: The unit.
        calibration: Another calibration than its default.
        parts: As for `variant`.

    Raises:
        ValueError: The unit has no such part.
    """
    made: EcuFactory = variant(usual, **parts) if parts else usual
    return {usual.NODE: made if calibration is None else partial(made, calibration=calibration)}
