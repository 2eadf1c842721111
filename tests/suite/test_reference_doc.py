"""docs/reference.md is what the code says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import reference
from tests.support.project import CLEAN

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_is_what_the_code_says_or_the_command_is_named_that_writes_it_anew() -> None:
    # In a process of its own: other tests define phrases and conditions in this one.
    command = [sys.executable, "-m", "tests.reference", "--check"]
    done = subprocess.run(command, cwd=ROOT, env=CLEAN, capture_output=True, text=True, check=False)  # noqa: S603

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_page_that_differs_is_told_by_its_lines_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "ROOT", tmp_path)
    monkeypatch.setattr(reference, "PAGE", tmp_path / "reference.md")
    monkeypatch.setattr(reference, "page", lambda: "# Reference\nnew\n")
    (tmp_path / "reference.md").write_text("# Reference\nold\n")

    assert reference.main(["--check"]) == 1
    told = capsys.readouterr().out
    assert "-old\n+new\n" in told
    assert told.endswith(
        "reference.md is not what the code says; write it anew: uv run python -m tests.reference\n"
    )
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0
