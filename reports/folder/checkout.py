"""The files of a checkout that take part in judging: their hashes, and how they differ from the commit.

Git is asked for one thing, what the commit holds. Whether a file differs from it is found by reading the file,
since git can be told to overlook changes: by its settings, by marks in its index, by lists of what to ignore.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

UNKNOWN = "unknown"
DIRTY = "-dirty"

FOLDERS = (
    *("clock", "dbc", "entry", "features", "proof", "reports"),
    *("rigs", "simulators", "steps", "vehicle"),
)
"""Folders of which every file can change what a run or the gate says."""

OUTPUT = Path("reports", "output")
"""The folder below them that runs write to; from the root of the project."""

_SETTINGS = frozenset(
    {"pyproject.toml", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "tox.ini", "setup.cfg"}
)
_IMPORTABLE = (".py", ".pyc", ".pyd", ".so")
_NO_JUDGE = (".swp", "~", ".DS_Store", "Thumbs.db")
"""Endings of what editors and file managers leave."""


@dataclass(frozen=True)
class Checkout:
    """The files that judge, as they are at one moment.

    Attributes:
        head: The commit that is checked out; `UNKNOWN` where git cannot tell.
        files: SHA-256 of each file by its path below the root. Windows' line ends of a text count as those of
            Unix, as git has it; what cannot be read has an empty one.
        stamps: When each file was last written or replaced, as the file system tells it; nobody can set it back.
        changed: Files that are not as the commit has them, that it does not have, or that are gone.
    """

    head: str
    files: Mapping[str, str]
    stamps: Mapping[str, tuple[int, int]]
    changed: tuple[str, ...]

    @classmethod
    def of(cls, root: Path) -> Checkout:
        """Read the files below the root of the project."""
        files: dict[str, str] = {}
        stamps: dict[str, tuple[int, int]] = {}
        blobs: dict[str, frozenset[str]] = {}
        for name, path in _judging_files(root):
            try:
                status, content = path.stat(), path.read_bytes()
            except OSError:
                files[name], stamps[name], blobs[name] = "", (0, 0), frozenset()
                continue
            plain = _plain(content)
            files[name] = hashlib.sha256(plain).hexdigest()
            stamps[name] = (status.st_ctime_ns, status.st_ino)
            blobs[name] = frozenset(_blob(each) for each in {content, plain})
        head, committed = committed_files(root)
        gone = {name for name in committed if can_judge(name)} - files.keys()
        differing = {name for name, known in blobs.items() if committed.get(name) not in known}
        return cls(head, files, stamps, tuple(sorted(gone | differing)) if head != UNKNOWN else ())

    @cached_property
    def commit(self) -> str:
        """The commit, marked `-dirty` when a file that judges differs from it."""
        return f"{self.head}{DIRTY}" if self.changed else self.head

    def written_after(self, moment_ns: int) -> tuple[str, ...]:
        """Name the files that were written or replaced after a moment, in nanoseconds since 1970."""
        return tuple(name for name, (written_ns, _) in self.stamps.items() if written_ns > moment_ns)

    def touched_since(self, earlier: Checkout) -> tuple[str, ...]:
        """Name the files that were written since, also those that are now as they were."""
        names = self.files.keys() | earlier.files.keys()
        seals = ((name, self._seal(name), earlier._seal(name)) for name in names)
        touched = {name for name, now, then in seals if now != then}
        return tuple(sorted(touched | ({"the commit"} if self.head != earlier.head else set())))

    def _seal(self, name: str) -> tuple[object, object]:
        return self.files.get(name), self.stamps.get(name)


def process_start_ns() -> int:
    """Tell when this process began, in nanoseconds since 1970: before it had read any file of the suite.

    Where the system does not tell, it is the latest moment at which it can have begun.
    """
    age_s = time.process_time()
    with suppress(OSError, ValueError, AttributeError, IndexError):
        after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        begun_ticks = int(after_name[19]) + 1  # it is rounded down, and what was written just before is no harm
        age_s = time.clock_gettime(time.CLOCK_BOOTTIME) - begun_ticks / os.sysconf("SC_CLK_TCK")
    return time.time_ns() - round(age_s * 1e9)


def _judging_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield all files that can judge, also those behind links, with their paths below the root, with /."""
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        if not path.is_dir() and can_judge(path.name):
            yield path.name, path
    for folder in FOLDERS:
        yield from _below(folder, root)


def can_judge(name: str) -> bool:
    """Tell whether a file can change what a run or the gate says; `name` is its path below the root, with /."""
    folder, _, rest = name.partition("/")
    if not rest:
        return name in _SETTINGS or name.endswith(_IMPORTABLE)
    if name.endswith(_NO_JUDGE) or name.startswith(f"{OUTPUT.as_posix()}/") or "/__pycache__/" in name:
        return False
    return folder in FOLDERS


def committed_files(root: Path) -> tuple[str, Mapping[str, str]]:
    """Return the commit that is checked out, and git's hash of each of its files by path below this folder.

    The commit is `UNKNOWN` and there are no files where git cannot tell.
    """
    try:
        head = _git(root, "rev-parse", "HEAD").strip()
        listed = _git(root, "ls-tree", "-r", "-z", head)
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN, {}
    found: dict[str, str] = {}
    for entry in listed.split("\0"):
        about, _, name = entry.partition("\t")
        if name:
            found[name] = about.split()[2]
    return head, found


def is_committed(path: Path) -> bool:
    """Tell whether a file is just as the commit of its repository has it, whatever repository that is."""
    try:
        content = path.resolve().read_bytes()
    except OSError:
        return False
    _, committed = committed_files(path.resolve().parent)
    return committed.get(path.resolve().name) in {_blob(content), _blob(_plain(content))}


def _below(folder: str, root: Path) -> Iterator[tuple[str, Path]]:
    seen: set[str] = set()
    top, output = f"{root}", OUTPUT.as_posix()
    for here, folders, names in os.walk(root / folder, followlinks=True):
        real = os.path.realpath(here)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        below = here[len(top) :].replace(os.sep, "/").lstrip("/")  # as text: there are hundreds, in each run twice
        for name in sorted(names):
            if can_judge(f"{below}/{name}"):
                yield f"{below}/{name}", Path(here, name)
        folders[:] = [each for each in folders if f"{below}/{each}" != output]


def _plain(content: bytes) -> bytes:
    """Give a text the line ends of Unix; what has a zero octet is none, as git has it, and stays."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")


def _blob(content: bytes) -> str:
    """Return git's hash of a file."""
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content)).hexdigest()  # noqa: S324  # it is git's


def _git(folder: Path, *arguments: str) -> str:
    """Ask git for what the repository holds, whatever the environment tells it to see instead."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")  # whose checkouts it may read
    }
    command = ("git", "--no-replace-objects", *arguments)
    done = subprocess.run(  # noqa: S603  # no part of the command comes from outside
        command, cwd=folder, env=environment, capture_output=True, timeout=30, check=True
    )
    return done.stdout.decode("utf-8", "surrogateescape")
