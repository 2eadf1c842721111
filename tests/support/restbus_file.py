"""The rig file of a bench whose real ECUs are those of a served vehicle, and which simulates the others itself."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from rigs.files.rig_file import RigFile, load_rig
from rigs.kinds.twin import SERVICES
from rigs.ports.house import HOUSE
from rigs.ports.pins import DRIVEN, RADIO, sensed_by
from rigs.ports.signals import BUSES
from tests.support.bench_file import ISOLATED, NAME
from tests.support.project import ROOT
from vehicle.profile import ECUS

RACK = load_rig(ROOT / "rigs" / "virtual.toml")

GROUP = "239.74.163.2"
"""The group of udp_multicast; buses differ by port, since Linux gives each socket the frames of all groups."""


def multicast_ports() -> dict[str, int]:
    """A UDP port for each bus that nobody else uses."""
    with contextlib.ExitStack() as free:
        sockets = [free.enter_context(socket.socket(type=socket.SOCK_DGRAM)) for _ in BUSES]
        for each in sockets:
            each.bind(("", 0))
        return {bus: each.getsockname()[1] for bus, each in zip(BUSES, sockets, strict=True)}


def joined(ports: Mapping[str, int]) -> tuple[str, ...]:
    """Options of a server that is on the multicast groups."""
    places = [f"{bus}=udp_multicast:{GROUP},port={port}" for bus, port in ports.items()]
    return tuple(part for place in places for part in ("--join", place))


def restbus_file(
    folder: Path,
    ports: Mapping[str, Any],
    real: Collection[str],
    *,
    vehicle: str = "electric",
    multicast: Mapping[str, int] | None = None,
    socketcan: Mapping[str, str] | None = None,
) -> Path:
    """Write the file.

    Args:
        folder: Where to.
        ports: The addresses, as the server wrote them.
        real: The ECUs that the server has; they have an instrument at each of their pins.
        vehicle: What is on the bench.
        multicast: The port of each bus where they are multicast groups.
        socketcan: The interface of each bus where they are the kernel's. Without both they are channels of the
            server.
    """
    rig = _wired(real)
    used = {each.instrument for each in rig.stimuli.values()}
    used |= {each.instrument for each in rig.observations.values()}
    used |= {rig.audio.instrument} if rig.audio else set()
    places = _places(ports, multicast, socketcan)
    parts = [
        f'name = "{NAME}"\nkind = "bench"\nvehicle = "{vehicle}"\nclock_error_ms = 5.0',
        ISOLATED,
        '[hazards]\nallow = ["horn", "lights", "heating", "charging"]',
        f'[[power_on]]\npost = "{ports["http"]}/vehicle/power_on"',
        "[ecus]",
        *(f'{ecu} = "{"real" if ecu in real else "simulated"}"' for ecu in ECUS),
        *(f'[buses.{bus}]\ndatabase = "dbc/{bus}.dbc"\n{place}' for bus, place in places.items()),
        *(f'[instruments.{name}]\nresource = "TCPIP::127.0.0.1::{ports["scpi"][name]}::SOCKET"' for name in used),
        *(f'[services.{name}]\ndriver = "http"\nurl = "{ports["http"]}"' for name in SERVICES if RADIO in real),
        *_tables(rig),
    ]
    path = folder / "restbus.toml"
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return path


def _wired(real: Collection[str]) -> RigFile:
    """The rack, as far as it is wired to real ECUs."""
    driven = {name for ecu in real for name in DRIVEN.get(ecu, ())}
    sensed = {name for name, port in HOUSE.stimuli.items() if not sensed_by(port).isdisjoint(real)}
    return RACK.model_copy(
        update={
            "stimuli": {name: each for name, each in RACK.stimuli.items() if name in sensed},
            "observations": {
                name: each for name, each in RACK.observations.items() if name in {*driven, "cell.identity"}
            },
            "audio": RACK.audio if RADIO in real else None,
        }
    )


def _places(
    ports: Mapping[str, Any], multicast: Mapping[str, int] | None, socketcan: Mapping[str, str] | None
) -> dict[str, str]:
    if socketcan is not None:
        return {bus: f'interface = "socketcan"\nchannel = "{socketcan[bus]}"' for bus in BUSES}
    if multicast is not None:
        return {
            bus: f'interface = "udp_multicast"\nchannel = "{GROUP}"\nadapter = {{ port = {multicast[bus]} }}'
            for bus in BUSES
        }
    adapter = f'adapter = {{ host = "127.0.0.1", port = {ports["can"]} }}'
    return {bus: f'interface = "socketcand"\nchannel = "{channel}"\n{adapter}' for bus, channel in BUSES.items()}


def _tables(rig: RigFile) -> list[str]:
    lines = [
        "[stimuli]",
        *(_line(name, each.model_dump(exclude_unset=True)) for name, each in rig.stimuli.items()),
    ]
    lines += ["[observations]"]
    lines += [_line(name, each.model_dump(exclude_unset=True)) for name, each in rig.observations.items()]
    if rig.audio is not None:
        audio = rig.audio.model_dump(exclude_unset=True, mode="json")
        lines += ["[audio]", *(f"{key} = {json.dumps(value)}" for key, value in audio.items())]
    return lines


def _line(name: str, table: Mapping[str, Any]) -> str:
    return f'"{name}" = {_inline(table)}'


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(str(key))} = {_inline(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    return json.dumps(value)
