"""The suite in a folder of its own: runs leave their output there, and tests may plant files in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reports.folder.manifest import Manifest, digests, read_manifest
from tests.support.forks import fork_server

ROOT = Path(__file__).resolve().parents[2]
SUPPORT = ROOT / "tests" / "support"
PARTS = (
    *("conftest.py", "pyproject.toml", "clock", "dbc", "examples", "features", "proof", "reports", "rigs"),
    *("simulators", "steps", "vehicle"),
)
OUTPUT = Path("reports", "output")
TIMEOUT_S = 120
WITHOUT = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:anyio", "-p", "no:schemathesis")
"""Plugins that leave files beside the output, or take time and have no part in a run of features."""

CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith("PYTEST_") and name not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
}
"""The environment without what belongs to the run that tests the suite.

Runs keep compiled modules: one that may not compiles all of them anew, which takes longer than most runs.
"""


class Result:
    """One result of Allure."""

    def __init__(self, folder: Path, content: Mapping[str, Any]) -> None:
        self.name: str = content["name"]
        self.status: str = content["status"]
        self.message: str = content.get("statusDetails", {}).get("message", "")
        self.steps: Mapping[str, str] = {step["name"]: step["status"] for step in content.get("steps", ())}
        self._folder = folder
        self._content = content

    @property
    def verdict(self) -> str:
        """The label `verdict`."""
        return self.label("verdict")

    def label(self, name: str) -> str:
        """Return the value of a label that there is once."""
        (value,) = (label["value"] for label in self._content["labels"] if label["name"] == name)
        return str(value)

    @property
    def description(self) -> str:
        """What the scenario is about and how to run it again."""
        return str(self._content["description"])

    @property
    def attachments(self) -> Mapping[str, bytes]:
        """The files that belong to the scenario as a whole, by name."""
        return {
            attachment["name"]: (self._folder / attachment["source"]).read_bytes()
            for attachment in self._content.get("attachments", ())
        }

    @property
    def measurements(self) -> list[dict[str, Any]]:
        """All measurements of its attachments, in their order."""
        found: list[dict[str, Any]] = []
        for part in (*self._content.get("steps", ()), self._content):
            for attachment in part.get("attachments", ()):
                if attachment["name"] == "measurements":
                    assert attachment["type"] == "application/json"
                    found += json.loads((self._folder / attachment["source"]).read_text(encoding="utf-8"))
        return found


@dataclass(frozen=True)
class Run:
    """How a run of pytest ended."""

    code: int
    output: str


class Project:
    """A copy of the suite.

    Args:
        root: A folder that is not there yet.
        varies: Whether runs have the histories and crossings of the suite.

    Attributes:
        temporary: Where its runs put what belongs to the whole machine, such as the hold of a bench.
    """

    def __init__(self, root: Path, *, varies: bool = False) -> None:
        self.root = root
        self.temporary = root.with_name(f"{root.name}-tmp")
        self._kept: dict[tuple[str, ...], Path] = {}
        root.mkdir()
        self.temporary.mkdir()
        ignored = shutil.ignore_patterns("output")
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, root / part, ignore=ignored)
            else:
                shutil.copy2(ROOT / part, root / part)
        if not varies:
            self._let_nothing_vary_unasked()

    def _let_nothing_vary_unasked(self) -> None:
        """What a test counts are scenarios as they are; faults need histories and crossings by name alone."""
        for name, key in (("histories", "in_turn"), ("crossings", "at_once")):
            path = self.root / "features" / f"{name}.toml"
            text, _, _ = path.read_text(encoding="utf-8").partition("[[except]]")  # names scenarios of the suite
            text = re.sub(rf"^{key} = .*\n", "", text, flags=re.MULTILINE)
            text = re.sub(r"^\[.*\]$", rf"\g<0>\n{key} = false", text, flags=re.MULTILINE)
            path.write_text(text, encoding="utf-8")

    def write(self, name: str, text: str) -> Path:
        """Plant a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def plant_rig(self, module: str) -> None:
        """Let a module of this folder be the conftest.py of the features, so that its fixtures come first."""
        shutil.copy2(SUPPORT / module, self.root / "features" / "conftest.py")
        for needed in ("tests/__init__.py", "tests/support/__init__.py", "tests/support/stand_in.py"):
            self.write(needed, (ROOT / needed).read_text(encoding="utf-8"))

    def run(self, *arguments: str) -> Run:
        """Run pytest in a process of its own."""
        environment = {**CLEAN, "TMPDIR": str(self.temporary)}
        return Run(*fork_server().run([*WITHOUT, *arguments], self.root, environment, TIMEOUT_S))

    def leave(self, *arguments: str) -> None:
        """Let the output be that of a run which passes; only the first of several with one line is made."""
        kept = self.temporary.with_name(f"{self.temporary.name}-{len(self._kept)}")
        if arguments not in self._kept:
            done = self.run(*arguments)
            assert done.code == 0, done.output
            self._kept[arguments] = shutil.copytree(self.root / OUTPUT, kept)
        shutil.rmtree(self.root / OUTPUT, ignore_errors=True)
        shutil.copytree(self._kept[arguments], self.root / OUTPUT)

    def shell(self, line: str) -> Run:
        """Run a line as one that is pasted into a shell at the root; `pytest` is that of this interpreter."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{CLEAN.get('PATH', '')}"
        return self._start(["sh", "-c", line], environment={**CLEAN, "PATH": path})

    def python(self, module: str, text: str) -> str:
        """Run a module of this folder as a program with a text as its input; gives what it wrote."""
        shutil.copy2(SUPPORT / module, self.root)
        done = self._start([sys.executable, module], text=text)
        assert done.code == 0, done.output
        return done.output

    def _start(self, command: Sequence[str], text: str = "", environment: Mapping[str, str] = CLEAN) -> Run:
        done = subprocess.run(  # noqa: S603  # what a test wants to run
            command,
            cwd=self.root,
            env={**environment, "TMPDIR": str(self.temporary)},
            input=text,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        return Run(done.returncode, done.stdout + done.stderr)

    def results(self, place: str = "allure") -> dict[str, Result]:
        """What the last run left for Allure in a folder of the output, by name."""
        folder = self.root / OUTPUT / place
        made = [
            Result(folder, json.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*-result.json")
        ]
        return {result.name: result for result in made}

    def manifest(self, place: str = "allure") -> Manifest:
        """The manifest of the last run, whose hashes must be those of what lies there."""
        folder = self.root / OUTPUT / place
        manifest = read_manifest(folder)
        assert manifest.files == digests(folder)
        return manifest

    def traces(self, place: str = "traces") -> dict[str, bytes]:
        """The traffic logs of the last run in a folder of the output, by their path."""
        folder = self.root / OUTPUT / place
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.log*")}


def new_project(factory: pytest.TempPathFactory, *, varies: bool = False) -> Project:
    """A copy in a folder that pytest cleans up."""
    return Project(factory.mktemp("suite") / "project", varies=varies)


def project_of(factory: pytest.TempPathFactory, *folders: str) -> Project:
    """One with some folders of features alone."""
    made = new_project(factory)
    for folder in (made.root / "features").iterdir():
        if folder.is_dir() and folder.name not in folders:
            shutil.rmtree(folder)
    return made


def small_project(factory: pytest.TempPathFactory) -> Project:
    """One with a few short scenarios, so that a run takes seconds."""
    made = project_of(factory, "account", "activation")
    kept = ("vin.feature", "authentication.feature", "key.feature")
    for feature in (made.root / "features").rglob("*.feature"):
        if feature.name not in kept:
            feature.unlink()
    key = made.root / "features" / "activation" / "key.feature"
    first, second, *_ = key.read_text(encoding="utf-8").split("\n    Scenario: ")
    key.write_text(f"{first}\n    Scenario: {second}", encoding="utf-8")
    return made
