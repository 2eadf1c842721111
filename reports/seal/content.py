"""What a checkout judges, taken from its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from dbc.text_file import read_text
from reports.folder.checkout import can_judge
from reports.folder.modules import pins_of
from reports.seal.code import code_items, hashed
from reports.seal.features import SCENARIO, Items, feature_items
from reports.seal.tables import lines_of, table_items, table_of
from rigs.errors import ConfigurationError

FEATURES = "features"
LOCK = "features/suite.lock"
CATALOGUE = "features/requirements.toml"
OPEN = "features/open.txt"
REVIEWERS = "reports/policies/reviewers.toml"
PYPROJECT = "pyproject.toml"
PINS = "constraint-dependencies"

WHOLE = (FEATURES, "entry", "steps", "rigs", "dbc", "reports/policies", "reports/seal")
"""Folders of which every file counts."""

SINGLE = (
    # what is shared with the simulated vehicle: time, and what a profile may declare
    *("clock/kernel.py", "vehicle/profile.py", "clock/wall.py"),
    # how pytest is set up
    *("pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "tox.ini", "setup.cfg"),
)
"""Single files that count, as far as there are any, beside every module of the root."""

JUDGING = ("reports", "reports/folder", "reports/gate", "proof")
"""Folders of which every module counts; what else is in `reports/` shows what has been judged."""

NOT_COLLECTED = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}")
"""Folders into which pytest does not look, whatever lies there."""

STRAY = "pytest does not collect it, though it holds scenarios"

Content = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Content by file, or part of a file: what is in it by name, each as lines. All is one line each."""


def take(root: Path) -> Content:
    """Take what the checkout in a folder judges.

    Raises:
        ConfigurationError: A file cannot be read; a line for each.
    """
    content: dict[str, Mapping[str, tuple[str, ...]]] = {}
    wrong: list[ConfigurationError] = []
    for path in sealed_files(root):
        name = path.relative_to(root).as_posix()
        try:
            content.update(_parts(path, name))
        except ConfigurationError as error:
            wrong.append(error)
        except (OSError, UnicodeDecodeError) as error:
            wrong.append(ConfigurationError(name, "file", str(error), "must be a text that can be read"))
    if wrong:
        raise ConfigurationError.joined(wrong)
    return {name: items for name, items in content.items() if items}


def sealed_files(root: Path) -> Iterator[Path]:
    """Yield the files that make up what is judged, the lock itself apart."""
    for folder in WHOLE:
        for path in sorted((root / folder).rglob("*")):
            hidden = path.name.startswith(".") and path.suffix not in (".feature", ".py")
            counts = can_judge(path.relative_to(root).as_posix()) and path != root / LOCK
            if path.is_file() and not hidden and counts:
                yield path
    yield from sorted(root.glob("*.py"))
    for folder in JUDGING:
        yield from sorted((root / folder).glob("*.py"))
    yield from (root / name for name in (*SINGLE, PYPROJECT) if (root / name).is_file())


def _parts(path: Path, name: str) -> Mapping[str, Items]:
    if name == CATALOGUE:
        return _catalogue(path, name)
    if name == PYPROJECT:
        tool = table_of(_text(path), name).get("tool", {})
        pytest = {key: tool[key] for key in ("pytest",) if key in tool}
        return {f"{name} [tool.pytest]": table_items(pytest), f"{name} {PINS}": _pins(tool.get("uv", {}))}
    if name == OPEN:
        lines = (line.strip() for line in _text(path).splitlines())
        return {name: {line: () for line in lines if line and not line.startswith("#")}}
    taken: Callable[[str, str], Items] | None = {
        ".py": code_items,
        ".toml": lambda text, source: table_items(table_of(text, source)),
        ".feature": feature_items if is_collected(name) else None,
    }.get(path.suffix)
    return {name: taken(_text(path), name) if taken else _other(path, name)}


def _pins(table: Mapping[str, object]) -> Items:
    """Return the packages that may take part in a run: those that are pinned, each with its versions."""
    lines = table.get(PINS, ())
    pins = pins_of(lines if isinstance(lines, list) else ())
    return {package: tuple(sorted(versions)) for package, versions in pins.items()}


def is_collected(name: str) -> bool:
    """Tell whether pytest looks into all of the folders of a file."""
    return not any(fnmatch(part, pattern) for part in PurePosixPath(name).parts[:-1] for pattern in NOT_COLLECTED)


def _catalogue(path: Path, name: str) -> Mapping[str, Items]:
    """Return the catalogue by area: each requirement with its keys."""
    areas: dict[str, Items] = {}
    for key, table in table_of(_text(path), name).items():
        lines = lines_of(table if isinstance(table, Mapping) else {"value": table})
        areas.setdefault(f"{name} {key.rpartition('-')[0]}", {})[key] = lines
    return areas


def _other(path: Path, name: str) -> Items:
    """Take a file that is told by its hash alone."""
    items: Items = {"content": (hashed(path.read_bytes()),)}
    if name.startswith(f"{FEATURES}/"):
        try:
            stray = sum(item.startswith(SCENARIO) for item in feature_items(_text(path), name))
        except (ConfigurationError, UnicodeDecodeError):
            stray = 0
        if stray:
            items[STRAY] = (str(stray),)
    return items


def _text(path: Path) -> str:
    return read_text(path)
