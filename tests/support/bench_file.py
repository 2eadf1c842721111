"""The rig file of a bench that is a served vehicle: what a lab would write for hardware at these addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from rigs.kinds.twin import SERVICES
from tests.support.project import ROOT

BUSES = {"comfort": "can0", "inter_system": "can1"}

NAME = f"served {os.getpid()}"
"""The name of the bench: each worker has its own, for a bench is held by its name."""


def bench_file(folder: Path, ports: Mapping[str, Any], *, without: Collection[str] = (), more: str = "") -> Path:
    """Write the file.

    Args:
        folder: Where to.
        ports: The addresses, as the server wrote them.
        without: Names of instruments and services that the bench has not, with all that is behind them.
        more: What else stands at the top of it.
    """
    rack = (ROOT / "rigs" / "rack.toml").read_text(encoding="utf-8")
    lines = [line for line in rack.splitlines() if not any(f'instrument = "{name}"' in line for name in without)]
    text = re.sub(rf"^\[instruments\.({'|'.join(without) or '-'})\]$", "", "\n".join(lines), flags=re.MULTILINE)
    if "audio" in without:
        text = text.partition("[audio]")[0]
    (folder / "rack.toml").write_text(text, encoding="utf-8")
    parts = [
        f'name = "{NAME}"\nkind = "bench"\nvehicle = "electric"\ninclude = ["rack.toml"]\nclock_error_ms = 5.0',
        more,
        f'[[power_on]]\npost = "{ports["http"]}/vehicle/power_on"',
        *(
            f'[buses.{bus}]\ndatabase = "dbc/{bus}.dbc"\ninterface = "socketcand"\nchannel = "{channel}"\n'
            f'adapter = {{ host = "127.0.0.1", port = {ports["can"]} }}'
            for bus, channel in BUSES.items()
        ),
        *(
            f'[instruments.{name}]\nresource = "TCPIP::127.0.0.1::{port}::SOCKET"'
            for name, port in ports["scpi"].items()
            if name not in without
        ),
        *(
            f'[services.{name}]\ndriver = "http"\nurl = "{ports["http"]}"'
            for name in SERVICES
            if name not in without
        ),
    ]
    path = folder / "bench.toml"
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return path


ISOLATED = '[isolation]\nby = "cell_simulator"\nnetwork_identity = "TEST 001-01"'
"""What a bench says from which no call can leave."""
