"""ECUs and services that are made of other parts than usual."""

from __future__ import annotations

from functools import partial
from typing import TypeVar, cast

from simulators.ecus.ecu import Ecu
from simulators.world import EcuFactory

T = TypeVar("T")


def variant(usual: type[T], **attributes: object) -> type[T]:
    """Make a subclass with other values of class attributes, such as `variant(PausingHorn, PAUSE_S=5.3)`.

    Args:
        usual: An ECU, a part of one, or a service.
        attributes: By the names of class attributes that `usual` has.

    Raises:
        ValueError: `usual` has no such attribute.
    """
    for name in attributes:
        if not hasattr(usual, name):
            raise ValueError(f"{usual.__name__} has no part {name!r} that a variant could replace")
    return cast("type[T]", type(f"Faulty{usual.__name__}", (usual,), attributes))


def ecu(usual: type[Ecu], *others: object) -> dict[str, EcuFactory]:
    """Build an ECU in its place, as `World` takes it: `ecu(Body, LockingCalibration(reaction_s=7.0))`.

    Args:
        usual: The ECU.
        others: Classes of parts, each of which takes the place of the usual part that it derives from; and
            calibrations of parts, such as `HornCalibration(full_s=10.2)`.

    Raises:
        ValueError: The ECU has no such part.
    """
    parts = [other for other in others if isinstance(other, type)]
    calibrations = [other for other in others if not isinstance(other, type)]
    made = usual.with_parts(*parts) if parts else usual
    return {usual.NODE: partial(made, calibrations=calibrations) if calibrations else made}
