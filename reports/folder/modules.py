"""Which code took part in a run: each module that was loaded, and where it came from."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import re
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import Distribution, distributions
from pathlib import Path
from types import ModuleType

from reports.folder.bytecode import is_stale
from reports.folder.checkout import can_judge

SUITE = "suite"
"""The origin of a module that is a file of the suite, of those that judge."""

PYTHON = "python"
"""The origin of one that Python itself brings."""

PACKAGE = "package "
"""The word before name and version of the package that one comes from."""

TOOLS = frozenset({"pip", "setuptools", "uv", "virtualenv"})
"""Packages that an environment may have beside those that the project pins: they are what has made it."""

STALE = "a compiled copy that is not of the source"
"""The origin of the rest: Python has run the copy of the module in `__pycache__`."""

_OF_VIRTUALENV = "_virtualenv.py"
"""The file that virtualenv and uv put into each environment, as a part of no package."""

Origins = Mapping[str, tuple[str, ...]]
"""Names of modules by where they come from."""


def origins(root: Path, plugins: Iterable[object] = (), *, program: bool = True) -> Origins:
    """Tell where the modules of this process come from.

    Args:
        root: Of the project.
        plugins: Of pytest; a conftest.py is one though another module may have taken its name.
        program: Whether the program itself counts; that of a worker of xdist is a line of code.

    Returns:
        Names of modules by `SUITE`, `PYTHON`, `PACKAGE` with name and version, or else the file: of a package but
        not as it was installed, of the project but not one that judges, or from elsewhere.
    """
    packages = _Packages()
    found: dict[str, set[str]] = defaultdict(set)
    if sys.flags.optimize:
        found["python -O, which leaves assertions out"].add("all")
    for name, file in {*_loaded(program=program), *_plugged(plugins)}:
        found[_origin(file, root, packages)].add(name)
    for name in [name for name in found.get(SUITE, ()) if is_stale(sys.modules.get(name))]:
        found[f"{STALE} of {name}: remove __pycache__"].add(name)
    return {where: tuple(sorted(names)) for where, names in sorted(found.items())}


def joined(parts: Iterable[Origins]) -> Origins:
    """Put those of several processes together."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        for where, names in part.items():
            found[where].update(names)
    return {where: tuple(sorted(names)) for where, names in sorted(found.items())}


def foreign(found: Origins, pins: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Name what is of neither the suite, nor Python, nor a package that the project pins; a line for each."""
    if SUITE not in found:
        yield "no module of the suite is told"
    for where, names in found.items():
        package, _, version = where.removeprefix(PACKAGE).partition("==")
        if where in (SUITE, PYTHON) or (where.startswith(PACKAGE) and package in TOOLS):
            continue
        if not where.startswith(PACKAGE):
            yield f"{where} ({_few(names)})"
        elif package not in pins:
            yield f"{where}, which pyproject.toml does not pin"
        elif version not in pins[package]:
            yield f"{where}, where pyproject.toml pins {' or '.join(sorted(pins[package]))}"


def pins_of(constraints: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Give the versions that are pinned of each package: several where each is for another Python.

    Args:
        constraints: Lines such as `numpy==2.5.5 ; python_full_version >= '3.12'`.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for line in constraints:
        name, _, version = line.partition(";")[0].partition("==")
        found[_canonical(name.strip())].add(version.strip())
    return {name: frozenset(versions) for name, versions in found.items()}


def is_of_suite(path: Path, root: Path) -> bool:
    """Tell whether a file is one of the suite that judges."""
    return path.is_relative_to(root) and can_judge(path.relative_to(root).as_posix())


def _loaded(*, program: bool) -> Iterator[tuple[str, str]]:
    for name, module in list(sys.modules.items()):
        file = _file(module)
        if name == "__main__" and (program or file):
            yield name, file or "code that is in no file"
        elif file:
            yield name, file


def _plugged(plugins: Iterable[object]) -> Iterator[tuple[str, str]]:
    for plugin in plugins:
        if isinstance(plugin, ModuleType) and (file := _file(plugin)):
            yield plugin.__name__, file


def _file(module: object) -> str:
    file = getattr(module, "__file__", None)
    return file if isinstance(file, str) else ""


def _origin(file: str, root: Path, packages: _Packages) -> str:
    path = Path(file)
    if is_of_suite(path, root):
        return SUITE
    if package := packages.of(path):
        return package
    if path.name == _OF_VIRTUALENV and any(path.parent == Path(place) for place in packages.places):
        return PYTHON
    if not any(path.is_relative_to(place) for place in packages.places):
        for place in ("stdlib", "platstdlib"):
            if path.is_relative_to(sysconfig.get_path(place)) or path.is_relative_to(
                Path(sysconfig.get_path(place)).resolve()
            ):
                return PYTHON
    return str(path)


class _Packages:
    """The files of the packages that are installed."""

    def __init__(self) -> None:
        self.places = tuple(dict.fromkeys(path for path in sys.path if path.endswith("-packages")))

    def of(self, path: Path) -> str | None:
        """Return the package that has installed a file just as it is there; None where none has."""
        known = self._files.get(str(path)) or self._files.get(str(path.resolve()))
        if known is None:
            return None
        package, digest = known
        return package if digest is None or digest == _record_digest(path) else None

    @cached_property
    def _files(self) -> Mapping[str, tuple[str, str | None]]:
        found: dict[str, tuple[str, str | None]] = {}
        for distribution in distributions(path=list(self.places)):
            found.update(_installed(distribution))
        return found


def _installed(distribution: Distribution) -> Iterator[tuple[str, tuple[str, str | None]]]:
    package = f"{PACKAGE}{_canonical(distribution.name)}=={distribution.version}"
    place = str(distribution.locate_file(""))
    # Its lines are read as they are: thousands of files are listed, a few are asked for.
    for line in csv.reader((distribution.read_text("RECORD") or "").splitlines()):
        if len(line) > 1:
            yield os.path.normpath(f"{place}/{line[0]}"), (package, line[1].partition("=")[2] or None)


def _record_digest(path: Path) -> str:
    """Return the SHA-256 of a file as wheels record it."""
    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return ""
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
