"""What the virtual machine is made of, without booting it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.qemu.files import archive, file, folder
from tests.qemu.machine import KERNEL, Missing, Tools


def test_what_is_not_installed_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path: None if name.startswith("qemu") else f"/bin/{name}")
    monkeypatch.setenv(KERNEL, str(tmp_path))

    with pytest.raises(Missing, match=r"packages qemu-system-x86, linux-image-amd64 .*docs/socketcan\.md"):
        Tools.find()


def test_a_kernel_without_the_driver_of_the_cards_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path: f"/bin/{name}")
    monkeypatch.setenv(KERNEL, str(tmp_path))
    for version, driver in (("6.1", "kvaser_pci.ko"), ("6.2-cloud", "virtio.ko")):
        (tmp_path / "lib" / "modules" / version).mkdir(parents=True)
        (tmp_path / "lib" / "modules" / version / driver).touch()
        (tmp_path / "boot").mkdir(exist_ok=True)
        (tmp_path / "boot" / f"vmlinuz-{version}").touch()

    assert Tools.find().kernel.name == "vmlinuz-6.1"


def test_the_file_system_is_an_archive_that_the_kernel_reads() -> None:
    written = b"".join(archive([folder("a"), file("a/b", b"text")]))

    assert written.count(b"070701") == 3
    assert len(written) % 4 == 0
    head = written[written.index(b"070701", 6) :]
    assert [int(head[6 + 8 * place : 14 + 8 * place], 16) for place in (1, 6, 11)] == [0o100755, 4, 4]
    assert head[110:114] == b"a/b\0"
    assert head[116:120] == b"text"
