"""A small virtual machine with CAN cards: QEMU, a kernel of Debian, and files of this machine.

Two cards of the make Kvaser are on each of two buses, which QEMU emulates; the kernel in the machine drives them
as it drives cards of metal. The clock of the machine counts instructions (`-icount`), and where it would only wait
it goes on to the next moment at once: a host that is slow or busy makes it run longer, and never late.
"""

from __future__ import annotations

import lzma
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.qemu.files import Entry, archive, file, files, folder
from tests.support.project import ROOT

PACKAGES = ("qemu-system-x86", "busybox-static", "iproute2")
"""The packages of Debian that the test needs, beside that of a kernel."""

KERNEL = "CONNECT_HIL_QEMU_KERNEL"
"""The variable of the environment with the folder that has `boot` and `lib/modules` of a kernel; default: `/`."""

CARDS: Mapping[str, tuple[str, str]] = {"comfort": ("can0", "can1"), "inter_system": ("can2", "can3")}
"""The interfaces on each bus in the machine: that of the rig, and that of the vehicle."""

MODULES = ("virtio_pci", "9pnet_virtio", "9p", "can-raw", "can-bcm", "kvaser_pci")
"""Modules of the kernel that it needs, beside those that these need."""

SPEED = "shift=0,sleep=off"
"""What `-icount` takes: an instruction takes 2^0 ns, and waiting takes no time of the host."""

MEMORY_MB = 3072
BOOT_S = 3600
"""Time in s on the wall after which a machine that has not ended is ended."""

_BITRATES = {"comfort": 125_000, "inter_system": 500_000}
_DEPENDS = re.compile(rb"\0depends=([^\0]*)\0")


class Missing(Exception):
    """Something that is not installed, with the packages that have it."""


@dataclass(frozen=True)
class Tools:
    """What of the host makes the machine.

    Attributes:
        qemu: The emulator.
        busybox: A shell that needs no library.
        ip: What switches the cards on.
        kernel: The kernel.
        modules: The folder of its modules.
    """

    qemu: Path
    busybox: Path
    ip: Path
    kernel: Path
    modules: Path

    @classmethod
    def find(cls) -> Tools:
        """Find them.

        Raises:
            Missing: One is not there.
        """
        lacking = []
        qemu, busybox, ip = (_program(name) for name in ("qemu-system-x86_64", "busybox", "ip"))
        lacking += [name for name, found in zip(PACKAGES, (qemu, busybox, ip), strict=True) if found is None]
        root = Path(os.environ.get(KERNEL, "/"))
        kernels = [
            (image, folder)
            for image in sorted((root / "boot").glob("vmlinuz-*"), reverse=True)
            if (folder := root / "lib" / "modules" / image.name.removeprefix("vmlinuz-")).is_dir()
            and next(folder.rglob("kvaser_pci.ko*"), None)
        ]
        if not kernels:
            lacking.append(f"linux-image-amd64 (installed, or unpacked into a folder that {KERNEL} names)")
        if lacking or qemu is None or busybox is None or ip is None:
            raise Missing(f"needs the packages {', '.join(lacking)} of Debian: see docs/socketcan.md")
        return cls(qemu, busybox, ip, *kernels[0])


def _program(name: str) -> Path | None:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    return None if found is None else Path(found)


def run(tools: Tools, command: Sequence[str], kept: Path) -> str:
    """Boot the machine, run a command of this checkout in it, and wait for its end.

    Args:
        tools: What makes the machine.
        command: The command, in the checkout. What it writes there is lost with the machine.
        kept: What `/mnt` is in the machine, to keep what is written there; the console goes there as well.

    Returns:
        All that the console of the machine showed.
    """
    image = kept / "initrd"
    with image.open("wb") as written:
        written.writelines(archive(_contents(tools, command)))
    arguments = [
        *(str(tools.qemu), "-accel", "tcg", "-cpu", "max", "-m", f"{MEMORY_MB}"),
        *("-icount", SPEED),
        *("-display", "none", "-serial", "stdio", "-monitor", "none", "-no-reboot", "-nodefaults"),
        *("-kernel", str(tools.kernel), "-initrd", str(image)),
        *("-append", "console=ttyS0 loglevel=4 mitigations=off clocksource=tsc tsc=reliable panic=-1"),
        *("-fsdev", f"local,id=out,path={kept},security_model=none"),
        *("-device", "virtio-9p-pci,fsdev=out,mount_tag=out"),
        *_cards(),
    ]
    console = kept / "console.log"
    with console.open("wb") as shown:
        subprocess.run(  # noqa: S603  # the emulator of the distribution
            arguments, check=False, stdin=subprocess.DEVNULL, stdout=shown, stderr=shown, timeout=BOOT_S
        )
    return console.read_text(encoding="utf-8", errors="replace")


def _cards() -> Iterator[str]:
    for bus, pair in CARDS.items():
        yield from ("-object", f"can-bus,id={bus}")
        for _ in pair:
            yield from ("-device", f"kvaser_pci,canbus={bus}")


def _contents(tools: Tools, command: Sequence[str]) -> Iterator[Entry]:
    """Yield the file system of the machine."""
    for name in ("dev", "proc", "sys", "tmp", "run", "mnt", "modules"):
        yield folder(name)
    yield file("busybox", tools.busybox.read_bytes())
    loaded = list(dict.fromkeys(_needed(tools.modules, MODULES)))
    for path in loaded:
        yield file(f"modules/{_name(path)}", _plain(path))
    yield from files([tools.ip])
    yield file("init", _script([_name(path) for path in loaded], tools, command).encode())


def _needed(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the files of modules, each behind what it needs; what is built into the kernel has none."""
    files = {_name(path): path for path in folder.rglob("*.ko*")}
    for name in names:
        path = files.get(name.replace("-", "_"))
        if path is not None:
            found = _DEPENDS.search(_plain(path))
            needs = found[1].decode().split(",") if found and found[1] else []
            yield from _needed(folder, needs)
            yield path


def _name(path: Path) -> str:
    return path.name.partition(".")[0].replace("-", "_")


def _plain(path: Path) -> bytes:
    content = path.read_bytes()
    return lzma.decompress(content) if path.suffix == ".xz" else content


def _script(modules: Iterable[str], tools: Tools, command: Sequence[str]) -> str:
    lines = [
        "#!/busybox sh",
        *(f"/busybox mount -t {kind} {kind} {where}" for kind, where in _MOUNTS),
        *(f"/busybox insmod /modules/{name}" for name in modules),
        "/busybox mount -t 9p -o trans=virtio,version=9p2000.L out /mnt",
        f"{tools.ip} link set lo up",
        *(
            f"{tools.ip} link set {card} up txqueuelen 1000 type can bitrate {_BITRATES[bus]}"
            for bus, pair in CARDS.items()
            for card in pair
        ),
        f"export HOME=/tmp; cd {shlex.quote(str(ROOT))} && {shlex.join(command)}",
        'echo "ended with $?"',
        "/busybox poweroff -f",
    ]
    return "\n".join(lines) + "\n"


_MOUNTS = (("proc", "/proc"), ("sysfs", "/sys"), ("devtmpfs", "/dev"))
