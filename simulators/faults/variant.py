"""Units and services that are made of other parts than usual."""

from __future__ import annotations

from typing import TypeVar, cast

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
