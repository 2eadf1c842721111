"""What runs in the virtual machine: `python -m tests.qemu.inside FOLDER PLAN`.

The plan is JSON: a list of pairs, the ECUs that a served vehicle has, and the scenarios that run with them. The
rig has the one card of each bus and the restbus for all other ECUs; the vehicle is at the other card.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import can

from tests.qemu.machine import CARDS
from tests.support.project import ROOT
from tests.support.restbus_file import restbus_file
from tests.support.served_vehicle import served

CYCLE_S = 0.01
FRAMES = 200


def main() -> int:
    """Exchange frames, run all scenarios on the virtual rig, then each part of the plan over the cards.

    The virtual rig reads every file that the others need. One that the host must read first takes little time of
    the host, but much of the machine.

    Returns:
        0: verdicts are for who reads the results.
    """
    kept, plan = Path(sys.argv[1]), json.loads(sys.argv[2])
    exchanged = {bus: exchange(*pair) for bus, pair in CARDS.items()}
    (kept / "exchange.json").write_text(json.dumps(exchanged), encoding="utf-8")
    with TemporaryDirectory() as name:
        folder = Path(name)
        _run(folder / "virtual", [scenario for _, part in plan for scenario in part], "--vehicle", "electric")
        for number, (ecus, scenarios) in enumerate(plan):
            _run_part(folder / f"part-{number}", ecus, scenarios)
        shutil.copytree(folder, kept / "runs")
    return 0


def exchange(rig: str, vehicle: str) -> dict[str, object]:
    """Send a frame, and then one each 10 ms by the kernel, from one card to the other.

    Returns:
        What came of the first; who sent the others; the distances of those, in s.
    """
    with can.Bus(rig, "socketcan") as sends, can.Bus(vehicle, "socketcan") as hears:
        sends.send(can.Message(arbitration_id=0x123, data=[1, 2, 3], is_extended_id=False))
        first = hears.recv(2)
        message = can.Message(arbitration_id=0x100, data=bytes(8), is_extended_id=False)
        task = sends.send_periodic(message, CYCLE_S)
        came = [each.timestamp for _ in range(FRAMES) if (each := hears.recv(2)) is not None]
        task.stop()
    return {
        "first": None if first is None else f"{first.arbitration_id:X}#{first.data.hex()}",
        "sender": f"{type(task).__module__}.{type(task).__name__}",
        "distances_s": [after - before for before, after in pairwise(came)],
    }


def _run_part(folder: Path, ecus: Sequence[str], scenarios: Sequence[str]) -> None:
    options = [word for ecu in ecus for word in ("--ecus", ecu)]
    options += [word for bus, (_, card) in CARDS.items() for word in ("--join", f"{bus}=socketcan:{card}")]
    folder.mkdir()
    with served(folder, *options) as (_, addresses):
        cards = {bus: card for bus, (card, _) in CARDS.items()}
        _run(folder, scenarios, "--rig", str(restbus_file(folder, addresses, ecus, socketcan=cards)))


def _run(folder: Path, scenarios: Sequence[str], *options: str) -> None:
    command = [sys.executable, "-m", "pytest", *scenarios, *options, "-n", "0", "-p", "no:cacheprovider"]
    command += ["--traces", "none", "--alluredir", str(folder / "results"), "--color", "no"]
    begun_s = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603  # our own suite
    sys.stdout.write(f"{folder.name}: {time.monotonic() - begun_s:.1f} s by the clock of the machine\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
