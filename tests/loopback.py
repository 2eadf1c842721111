"""Each ECU once as the only one in another process, with the restbus for the rest: `python -m tests.loopback`.

Its features run on that bench and on the virtual rig; the verdicts must be the same.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rigs.files.lengths import lengths_s
from rigs.values.measurement import Verdict
from tests.support.project import ROOT
from tests.support.restbus_file import joined, multicast_ports, restbus_file
from tests.support.served_vehicle import served

FEATURES: Mapping[str, tuple[str, str]] = {
    "BODY": ("features/remote_control/locking.feature", "An unlock order unlocks a vehicle that is asleep"),
    "TELEMATICS": (
        "features/emergency_call/manual.feature",
        "The SOS button of a vehicle that is started calls the PSAP",
    ),
    "CLIMATE": (
        "features/remote_control/orders.feature",
        "A vehicle carries out an unlock order while it is pre-conditioned",
    ),
    "SCREEN": ("features/privacy/touch_screen.feature", "The menu icon opens the menu"),
    "AIRBAG": ("features/emergency_call/crash.feature", "A crash on the road calls the PSAP"),
    "POWERTRAIN": (
        "features/emergency_call/manual.feature",
        "The SOS button of a vehicle on the road calls the PSAP",
    ),
    "BATTERY": (
        "features/status/home_page.feature",
        "The home page shows the charge level of 7 % of a vehicle that is awake",
    ),
    "CHARGER": ("features/charging/remote.feature", "It is reported when the app confirms the charge order"),
}
"""The feature of each ECU, and the scenario of it that runs by default."""


def main() -> int:
    """Run.

    Returns:
        0 where all verdicts are those of the virtual rig, 1 where some differ.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.loopback", description=__doc__)
    parser.add_argument("ecus", nargs="*", choices=[*FEATURES, []], metavar="ECU", help="default: each")
    parser.add_argument("--multicast", action="store_true", help="over udp_multicast in place of socketcand")
    parser.add_argument("--whole", action="store_true", help="the whole feature, long scenarios apart")
    parser.add_argument(
        "--under",
        type=float,
        metavar="S",
        help="what of the feature takes less vehicle time than this; its scenario where nothing does",
    )
    parser.add_argument(
        "--again", type=int, default=0, metavar="N", help="so often run again what ended in rig fault; 0"
    )
    options = parser.parse_args()
    differ = 0
    known_s = lengths_s(ROOT)
    for ecu in options.ecus or FEATURES:
        path, title = FEATURES[ecu]
        chosen = [path, "-m", "not long"] if options.whole else [f"{path}::{title}"]
        if options.under is not None:
            short = [name for name, length_s in known_s.items() if length_s < options.under]
            chosen = [name for name in short if name.startswith(f"{path}::")] or chosen
        alike = _verdicts(ecu, chosen, multicast=options.multicast, again=options.again)
        differ += not alike
        for name, (virtual, bench) in alike.items():
            differ += virtual != bench
            sys.stdout.write(f"{ecu:<10} {virtual:<15} {bench:<15} {name}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{differ} differ\n")
    return 1 if differ else 0


def _verdicts(ecu: str, chosen: list[str], *, multicast: bool, again: int) -> dict[str, tuple[str, str]]:
    """Give the verdict of each scenario on the virtual rig and on the bench.

    A rig fault says nothing of the vehicle, so that such a scenario may run again; every other verdict stands.
    """
    path, _ = FEATURES[ecu]
    ports = multicast_ports() if multicast else None
    with contextlib.ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        _, addresses = opened.enter_context(served(folder, "--ecus", ecu, *(joined(ports) if ports else ())))
        rig = restbus_file(folder, addresses, [ecu], multicast=ports)
        virtual = _run([*chosen, "--vehicle", "electric"], folder / "virtual")
        bench = _run([*chosen, "--rig", str(rig)], folder / "bench")
        for number in range(again):
            lost = [f"{path}::{name}" for name, verdict in bench.items() if verdict == Verdict.RIG_FAULT]
            if lost:
                bench |= _run([*lost, "--rig", str(rig)], folder / f"again-{number}")
    names = [*virtual, *(name for name in bench if name not in virtual)]
    return {name: (virtual.get(name, "did not run"), bench.get(name, "did not run")) for name in names}


def _run(arguments: list[str], results: Path) -> dict[str, str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        *arguments,
        "-q",
        "-n",
        "0",
        "--traces",
        "none",
        "--alluredir",
        str(results),
    ]
    subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)  # noqa: S603  # our own suite
    found = {}
    for path in results.glob("*-result.json"):
        result = json.loads(path.read_text(encoding="utf-8"))
        verdict = next(each["value"] for each in result["labels"] if each["name"] == "verdict")
        found[result["name"]] = verdict
        if result["status"] != "passed":
            sys.stdout.write(f"{result.get('statusDetails', {}).get('message', '')}\n")
    return found


if __name__ == "__main__":
    sys.exit(main())
