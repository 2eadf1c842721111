"""A part of this checkout, sealed as it is, of which tests change a copy."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.seal.content import REVIEWERS, Content, sealed_files, take
from reports.seal.differences import compare
from rigs.files.rig_file import ROOT

PARTS = (
    *("features/remote_control", "features/audit", "features/use/code_of_practice.feature"),
    *(
        "features/requirements.toml",
        "features/open.txt",
        "rigs/judging/assumptions.py",
        "rigs/judging/expectation.py",
        "rigs/vehicles",
    ),
    *("steps/expectations.py", "steps/audit.py", "dbc/comfort.dbc", "reports/policies", "reports/outcome.py"),
    *("conftest.py", "pyproject.toml", "entry"),
)
BESIDE = "features/remote_control/meanwhile.feature"
"""File that is left out, so that one requirement is judged in `LOCKING` alone."""
LOCKING = "features/remote_control/locking.feature"
ORDERS = "features/remote_control/orders.feature"
PROFILE = "features/audit/profile.feature"
PRACTICE = "features/use/code_of_practice.feature"
CATALOGUE = "features/requirements.toml"
OPEN = "ACCT-01"
"""A requirement that stands on the open list of the part, since that of the checkout may be empty."""


class Checkout:
    """A copy of the part; a method for each kind of edit."""

    def __init__(self, root: Path) -> None:
        """Copy into a folder."""
        self.root = root
        for path in sealed_files(ROOT):
            name = path.relative_to(ROOT).as_posix()
            if name.startswith(PARTS) and name != BESIDE:
                target = root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        self.append("features/open.txt", f"{OPEN}\n")

    def replace(self, name: str, before: str, after: str, count: int = 1) -> Checkout:
        """Put other text in the place of some that is there."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert before in text, f"{name} has no {before!r}"
        (self.root / name).write_text(text.replace(before, after, count), encoding="utf-8")
        return self

    def append(self, name: str, text: str) -> Checkout:
        """Write at the end of a file, which may be new."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")
        return self

    def move(self, name: str, target: str) -> Checkout:
        """Move a file."""
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).rename(self.root / target)
        return self

    def remove(self, name: str) -> Checkout:
        """Delete a file."""
        (self.root / name).unlink()
        return self

    def add_reviewer(self, name: str) -> Checkout:
        """Write a name among the reviewers."""
        return self.append(REVIEWERS, f'\n[[reviewer]]\nname = "{name}"\nrole = "reviews all"\n')

    def told(self) -> list[str]:
        """What differs from what is sealed, each with its weight in front, such as `WEAKER REMOTE-15: ...`."""
        return [f"{each.weight.name} {each}" for each in compare(_as_sealed(), take(self.root))]


@cache
def _as_sealed() -> Content:
    with TemporaryDirectory() as folder:
        sealed = take(Checkout(Path(folder)).root)
    return {
        name: items
        for name, items in sealed.items()
        if name.startswith(PARTS) or name.startswith("pyproject.toml")
    }
