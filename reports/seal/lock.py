"""The lock: what has been sealed, as a text that git merges line by line and a reviewer reads.

    features/remote_control/locking.feature, sealed by suite maintainers
      Scenario: A lock order locks a vehicle that is asleep
        Rule: The doors lock within 8 s of the order
        @connected @req-REMOTE-15
        Given all doors are unlocked
        ...

Each block is a file, or a part of one, and bears the name of who sealed it last; blocks and what is in them are
sorted. There is no date and no hash over the whole, on which two branches would always meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rigs.errors import ConfigurationError

HEAD = """\
# What the suite judges, as it has been reviewed: docs/seal.md. Never edited by hand, always written by
#     python -m reports seal --reviewer NAME
"""
SEALED_BY = ", sealed by "

_ITEM = "  "
_LINE = "    "
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")


@dataclass(frozen=True)
class Block:
    """One block of the lock.

    Attributes:
        reviewer: Who has sealed it.
        items: What is in it, by name.
    """

    reviewer: str
    items: Mapping[str, tuple[str, ...]]


Lock = Mapping[str, Block]


def write_lock(path: Path, lock: Lock) -> None:
    """Write a lock, in one go."""
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text(as_text(lock), encoding="utf-8", newline="\n")
    draft.replace(path)


def as_text(lock: Lock) -> str:
    """Write the text of a lock."""
    lines = [HEAD]
    for name, block in sorted(lock.items()):
        lines.append(f"{name}{SEALED_BY}{block.reviewer}\n")
        for item, body in sorted(block.items.items()):
            lines.append(f"{_ITEM}{item}\n")
            lines += [f"{_LINE}{line}\n" for line in body]
        lines.append("\n")
    return "".join(lines)


def read_lock(path: Path) -> Lock:
    """Read a lock.

    Raises:
        ConfigurationError: There is none, or it is no lock.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(path, "file", str(error), "must be a lock; `python -m reports seal`") from error
    return parse_lock(text, path)


def parse_lock(text: str, source: Path | str) -> Lock:
    """Return the lock that a text is.

    Raises:
        ConfigurationError: It is none, or a merge has left a conflict in it.
    """
    blocks: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {}
    items: dict[str, tuple[str, ...]] | None = None
    item: str | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        place = f"line {number}"
        if line.startswith(_CONFLICT):
            allowed = "is a conflict of a merge: take one side, such as `git checkout --ours`, then seal again"
            raise ConfigurationError(source, place, line, allowed)
        if not line or line.startswith("#"):
            continue
        if not line.startswith(" "):
            name, found, reviewer = line.rpartition(SEALED_BY)
            if not found or name in blocks:
                raise ConfigurationError(source, place, line, "must be `NAME, sealed by REVIEWER`, each name once")
            items, item = {}, None
            blocks[name] = (reviewer, items)
        elif items is not None and item is not None and line.startswith(_LINE):
            items[item] += (line.removeprefix(_LINE),)
        elif items is not None and not line.startswith(_LINE) and line.startswith(_ITEM):
            item = line.removeprefix(_ITEM)
            if item in items:
                raise ConfigurationError(source, place, line, "stands twice in its block")
            items[item] = ()
        else:
            raise ConfigurationError(source, place, line, "must stand in a block, indented by 2 or 4 spaces")
    return {name: Block(reviewer, held) for name, (reviewer, held) in blocks.items()}
