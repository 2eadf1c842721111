"""The seal of a checkout: what differs from it, and how it is set anew."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.seal.content import LOCK, REVIEWERS, Content, take
from reports.seal.difference import Difference
from reports.seal.differences import compare
from reports.seal.lock import Block, Lock, parse_lock, read_lock, write_lock
from reports.seal.reviewers import Reviewer, check_reviewer, load_reviewers
from rigs.errors import ConfigurationError


@dataclass(frozen=True)
class Seal:
    """A checkout beside its lock.

    Attributes:
        root: Its folder.
        lock: What is sealed; empty when nothing is yet.
        present: What the checkout judges.
        reviewers: Who may seal.
    """

    root: Path
    lock: Lock
    present: Content
    reviewers: Mapping[str, Reviewer]

    def differences(self, paths: Sequence[str] = ()) -> list[Difference]:
        """Return what differs, of all or below some paths alone."""
        return compare(_contents(self.lock), self._sealed_with(paths))

    def strangers(self) -> list[str]:
        """Name what has been sealed by somebody who is not among the reviewers, a line for each."""
        blocks: dict[str, list[str]] = {}
        for name, block in self.lock.items():
            if block.reviewer not in self.reviewers:
                blocks.setdefault(block.reviewer, []).append(name)
        return [
            f"{names[0]}{f' and {len(names) - 1} more' if names[1:] else ''}:"
            f" sealed by {reviewer!r}, who is not in {REVIEWERS}"
            for reviewer, names in blocks.items()
        ]

    def sealed(self, reviewer: str, paths: Sequence[str] = ()) -> Lock:
        """Return the lock as a reviewer sets it, of all or some paths; what is the same keeps its name.

        Raises:
            ConfigurationError: This one may not seal.
        """
        check_reviewer(reviewer, self.reviewers, self.lock)
        blocks: dict[str, Block] = {}
        for name, items in self._sealed_with(paths).items():
            old = self.lock.get(name)
            keeps = old is not None and old.items == items and old.reviewer in self.reviewers
            blocks[name] = old if old is not None and keeps else Block(reviewer, items)
        return blocks

    def write(self, reviewer: str, paths: Sequence[str] = ()) -> None:
        """Set the lock anew; see `sealed`."""
        write_lock(self.root / LOCK, self.sealed(reviewer, paths))

    def _sealed_with(self, paths: Sequence[str]) -> Content:
        """Return what is sealed once these paths are; without paths all of the checkout."""
        if not paths:
            return self.present
        kept = {name: block.items for name, block in self.lock.items() if not _is_below(name, paths)}
        return {**kept, **{name: items for name, items in self.present.items() if _is_below(name, paths)}}


def load_seal(root: Path, since: str | None = None) -> Seal:
    """Load the seal of a checkout: its lock, or the one of a commit.

    Raises:
        ConfigurationError: The lock, the reviewers or a file of the checkout cannot be read.
    """
    path = root / LOCK
    if since is not None:
        lock = parse_lock(_of_commit(root, since), f"{since}:{LOCK}")
    else:
        lock = read_lock(path) if path.exists() else {}
    return Seal(root, lock, take(root), load_reviewers(root))


def _of_commit(root: Path, commit: str) -> str:
    """Return the text of the lock in a commit."""
    command = ("git", "show", "--end-of-options", f"{commit}:{LOCK}")
    try:
        return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603  # git alone, and no option
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip() or "git failed"
        raise ConfigurationError("--since", "COMMIT", commit, f"must be a commit with {LOCK}: {said}") from error
    except OSError as error:
        raise ConfigurationError("--since", "COMMIT", commit, f"needs git: {error.strerror}") from error


def check_paths(seal: Seal, paths: Sequence[str]) -> None:
    """Refuse a path below which there is nothing to seal.

    Raises:
        ConfigurationError: There is none.
    """
    for path in paths:
        if not any(_is_below(name, [path]) for name in (*seal.present, *seal.lock)):
            raise ConfigurationError("seal", "PATH", path, f"must be a file or folder that {LOCK} holds")


def _contents(lock: Lock) -> Content:
    return {name: block.items for name, block in lock.items()}


def _is_below(name: str, paths: Sequence[str]) -> bool:
    file = name.partition(" ")[0]
    return any(file == path.rstrip("/") or file.startswith(f"{path.rstrip('/')}/") for path in paths)
