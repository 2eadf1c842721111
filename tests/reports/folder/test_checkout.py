"""The files that judge are told by content and time of writing, whatever git is told to overlook."""

from __future__ import annotations

import os
import py_compile
import sys
import time
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from reports.folder.bytecode import is_stale
from reports.folder.checkout import UNKNOWN, Checkout, can_judge, is_committed, process_start_ns
from reports.folder.modules import PYTHON, SUITE, foreign, origins, pins_of
from rigs.files.rig_file import ROOT
from tests.reports.folder.test_manifest import git

FILE = "steps/a.py"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "steps").mkdir(parents=True)
    (root / FILE).write_text("1\n")
    (root / "README.md").write_text("1\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    return root


def edit(root: Path) -> None:
    (root / FILE).write_text("2\n")


def assume_unchanged(root: Path) -> None:
    git(root, "update-index", "--assume-unchanged", FILE)
    edit(root)


def skip_worktree(root: Path) -> None:
    git(root, "update-index", "--skip-worktree", FILE)
    edit(root)


def excluded(root: Path) -> None:
    (root / ".git" / "info" / "exclude").write_text("*.pyc\nconftest.py\n")
    (root / "conftest.py").write_text("")


def no_untracked(root: Path) -> None:
    git(root, "config", "status.showUntrackedFiles", "no")
    (root / "features").mkdir()
    (root / "features" / "conftest.py").write_text("")


def staged(root: Path) -> None:
    edit(root)
    git(root, "add", FILE)


def replaced(root: Path) -> None:
    old = git(root, "rev-parse", f"HEAD:{FILE}")
    edit(root)
    git(root, "replace", old, git(root, "hash-object", "-w", FILE))
    commit = git(root, "commit-tree", "-m", "x", git(root, "rev-parse", "HEAD^{tree}"))
    git(root, "replace", "HEAD", commit)


def linked(root: Path) -> None:
    (root.parent / "more").mkdir()
    (root.parent / "more" / "b.py").write_text("")
    (root / "steps" / "more").symlink_to(root.parent / "more")


def bytecode(root: Path) -> None:
    (root / "steps" / "b.pyc").write_bytes(b"")


def settings(root: Path) -> None:
    (root / "pytest.ini").write_text("[pytest]\n")


@pytest.mark.parametrize(
    "change",
    [edit, assume_unchanged, skip_worktree, excluded, no_untracked, staged, replaced, linked, bytecode, settings],
)
def test_a_change_is_seen_whatever_git_overlooks(repository: Path, change: Callable[[Path], None]) -> None:
    assert Checkout.of(repository).changed == ()
    change(repository)
    checkout = Checkout.of(repository)
    assert len(checkout.changed) == 1
    assert checkout.commit.endswith("-dirty")


def test_git_sees_what_lies_here_and_not_what_the_environment_names(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = Checkout.of(repository).head
    git(tmp_path, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    assert Checkout.of(repository).head == head


@pytest.mark.parametrize(
    "name", ["junit.xml", "note.txt", "README.md", "steps/a.py~", "steps/.DS_Store", "docs/x.py"]
)
def test_what_cannot_judge_does_not_count(repository: Path, name: str) -> None:
    (repository / "docs").mkdir()
    (repository / name).write_text("x")
    assert Checkout.of(repository).changed == ()


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    assert (Checkout.of(tmp_path).head, Checkout.of(tmp_path).commit) == (UNKNOWN, UNKNOWN)


def test_a_file_that_was_changed_and_restored_is_named(repository: Path) -> None:
    before = Checkout.of(repository)
    assert before.touched_since(before) == ()
    (repository / FILE).write_text("2\n")
    (repository / FILE).write_text("1\n")
    os.utime(repository / FILE, ns=(0, 0))
    after = Checkout.of(repository)
    assert after.changed == ()
    assert after.touched_since(before) == (FILE,)


def test_another_commit_in_between_is_named(repository: Path) -> None:
    before = Checkout.of(repository)
    git(repository, "commit", "-q", "--allow-empty", "-m", "two")
    assert Checkout.of(repository).touched_since(before) == ("the commit",)


def test_what_was_written_after_a_moment_is_named(repository: Path) -> None:
    written_ns = (repository / FILE).stat().st_ctime_ns
    assert Checkout.of(repository).written_after(written_ns - 1) == (FILE,)
    assert Checkout.of(repository).written_after(written_ns) == ()


def test_line_ends_are_those_of_texts_alone(repository: Path) -> None:
    (repository / "steps" / "a.wav").write_bytes(b"\0\n")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "two")
    (repository / FILE).write_bytes(b"1\r\n")
    assert Checkout.of(repository).changed == ()
    (repository / "steps" / "a.wav").write_bytes(b"\0\r\n")
    assert Checkout.of(repository).changed == ("steps/a.wav",)


def test_a_compiled_copy_of_another_source_is_stale(tmp_path: Path) -> None:
    source = tmp_path / "planted.py"
    source.write_text("LIMIT_S = 8\n")
    written = source.stat()
    py_compile.compile(str(source))
    spec = spec_from_file_location("planted", source)
    assert spec is not None
    module = module_from_spec(spec)
    for _ in range(2):  # the second time it is remembered
        assert not is_stale(module)
    source.write_text("LIMIT_S = 9\n")
    os.utime(source, ns=(written.st_atime_ns, written.st_mtime_ns))
    assert is_stale(module)


def test_a_copy_that_was_found_fresh_is_compiled_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "planted.py"
    source.write_text("LIMIT_S = 8\n")
    copy = Path(py_compile.compile(str(source)) or "")
    spec = spec_from_file_location("planted", source)
    assert spec is not None
    module = module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert not is_stale(module)
    monkeypatch.setattr("reports.folder.bytecode.compile", lambda *_, **__: None, raising=False)
    assert not is_stale(module)
    copy.write_bytes(copy.read_bytes() + b"\0")
    assert is_stale(module)


def test_a_stale_copy_is_code_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "reports.folder.modules.is_stale", lambda module: module is sys.modules["reports.folder.modules"]
    )
    assert [line for line in foreign(origins(ROOT), {}) if "compiled" in line] == [
        "a compiled copy that is not of the source of reports.folder.modules: remove __pycache__"
        " (reports.folder.modules)"
    ]


def test_a_process_knows_when_it_began() -> None:
    assert 0 < process_start_ns() < time.time_ns() - round(time.process_time() * 1e9) + 20_000_000


def test_a_policy_is_committed_in_whatever_repository_it_lies(repository: Path, tmp_path: Path) -> None:
    assert is_committed(repository / FILE)
    edit(repository)
    assert not is_committed(repository / FILE)
    (tmp_path / "lax.toml").write_text("")
    assert not is_committed(tmp_path / "lax.toml")
    assert not is_committed(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("name", "can"),
    [
        ("conftest.py", True),
        ("setup.cfg", True),
        ("uv.lock", False),
        ("features/open.txt", True),
        ("reports/policies/keys.toml", True),
        ("reports/output/allure/x.json", False),
        ("steps/__pycache__/a.pyc", False),
        ("tests/support/liars.py", False),
    ],
)
def test_what_can_judge(name: str, can: bool) -> None:
    assert can_judge(name) is can


# Modules


def test_each_module_has_an_origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planted_spy.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    __import__("planted_spy")
    found = origins(ROOT)
    del sys.modules["planted_spy"]
    assert "reports.folder.modules" in found[SUITE]
    assert "json" in found[PYTHON]
    assert found[str(tmp_path / "planted_spy.py")] == ("planted_spy",)
    assert any(where.startswith("package pytest==") and "pytest" in names for where, names in found.items())
    assert any(where.endswith("test_checkout.py") for where in found)  # of the project, and none that judges


def test_a_plugin_has_an_origin_though_its_name_is_gone(tmp_path: Path) -> None:
    module = type(sys)("conftest")
    module.__file__ = str(tmp_path / "conftest.py")
    assert origins(ROOT, [module])[str(tmp_path / "conftest.py")] == ("conftest",)


def test_a_package_that_was_edited_is_not_that_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "site-packages"
    (place / "spy-1.dist-info").mkdir(parents=True)
    (place / "spy-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: Spy\nVersion: 1\n")
    empty = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    (place / "spy-1.dist-info" / "RECORD").write_text(f"spy.py,sha256={empty},0\n")
    (place / "spy.py").write_text("")
    monkeypatch.syspath_prepend(str(place))
    __import__("spy")
    try:
        assert origins(ROOT)["package spy==1"] == ("spy",)
        (place / "spy.py").write_text("1")
        assert origins(ROOT)[str(place / "spy.py")] == ("spy",)
    finally:
        del sys.modules["spy"]


def test_pins_are_read_with_what_stands_behind_them() -> None:
    pins = pins_of(["numpy==2.4.6 ; python_full_version < '3.12'", "numpy==2.5.5", "Some_Name==1"])
    assert pins == {"numpy": frozenset({"2.4.6", "2.5.5"}), "some-name": frozenset({"1"})}
    assert list(foreign({SUITE: (), "package numpy==2.5.5": (), "package numpy==3": ()}, pins)) == [
        "package numpy==3, where pyproject.toml pins 2.4.6 or 2.5.5"
    ]
