"""Who may seal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from reports.seal.content import REVIEWERS
from reports.seal.lock import Lock
from rigs.errors import ConfigurationError
from rigs.files.rig_file import load_table

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\x00-\x1f\x7f]+$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Reviewer(_Table):
    """A person or role that may seal; a `retired` one has sealed and seals no more."""

    name: Line
    role: Line
    retired: bool = False


class _Reviewers(_Table):
    reviewer: list[Reviewer]


def load_reviewers(root: Path) -> Mapping[str, Reviewer]:
    """Read who may seal, by name.

    Raises:
        ConfigurationError: The file cannot be read, keys or values are not allowed, or a name stands twice.
    """
    path = root / REVIEWERS
    found: dict[str, Reviewer] = {}
    for place, reviewer in enumerate(load_table(path, _Reviewers).reviewer):
        if reviewer.name in found:
            raise ConfigurationError(path, f"reviewer.{place}.name", reviewer.name, "must stand once")
        found[reviewer.name] = reviewer
    return found


def check_reviewer(name: str, reviewers: Mapping[str, Reviewer], sealed: Lock) -> None:
    """Refuse who may not seal: only who is in the table, and was in it when it was last sealed.

    Raises:
        ConfigurationError: This one may not.
    """
    allowed = [each.name for each in reviewers.values() if not each.retired and _was_sealed(each.name, sealed)]
    if name not in allowed:
        told = ", ".join(map(repr, allowed)) or "nobody"
        raise ConfigurationError("--reviewer", "NAME", name, f"must be one of {REVIEWERS}, sealed there: {told}")


def _was_sealed(name: str, sealed: Lock) -> bool:
    block = sealed.get(REVIEWERS)
    return block is None or any(key.startswith(f"reviewer[{name}].") for key in block.items)
