"""What is said of a database or signal list that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


class DatabaseError(ValueError):
    """A database or signal list cannot be used; names file, key, value and what is allowed.

    Args:
        file: Where it stands.
        key: What of it: `Message.attribute`, or a name of the signal list.
        value: What stands there.
        allowed: What may stand there.

    Attributes:
        parts: One error for each thing that is wrong; itself when there is but one.
    """

    def __init__(self, file: Path | str, key: str, value: object, allowed: str) -> None:
        super().__init__(f"{file}: {key} = {value!r}; allowed: {allowed}")
        self.file = file
        self.key = key
        self.value = value
        self.allowed = allowed
        self.parts: tuple[DatabaseError, ...] = (self,)

    @classmethod
    def joined(cls, errors: Sequence[DatabaseError]) -> DatabaseError:
        """Make one error of several, with a line for each as its text."""
        first = errors[0]
        made = cls(first.file, first.key, first.value, first.allowed)
        made.args = ("\n".join(str(error) for error in errors),)
        made.parts = tuple(errors)
        return made


def listed(names: Iterable[object]) -> str:
    """Join names for a message; `none` where there are none."""
    return ", ".join(map(str, names)) or "none"
