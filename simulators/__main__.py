"""The simulated vehicle from the command line."""

from __future__ import annotations

import argparse
import sys
import threading
from importlib import import_module
from pathlib import Path

from pydantic import ValidationError

from dbc.arguments import file_argument, written_argument
from dbc.network import HIGHEST_BITRATE, LOWEST_BITRATE, DatabaseError, Network
from dbc.simulation import require_simulated
from dbc.suite_words import require_suite_words
from simulators.servers.gate import GateError, Place
from simulators.servers.http import SIMULATED
from simulators.servers.server import PortsError, Server, serve, stop_at_eof
from simulators.world import CHANNELS
from vehicle.profile import ECUS, VehicleProfile, load_profile

ROOT = Path(__file__).resolve().parent.parent
VEHICLE = ROOT / "rigs/vehicles/electric.toml"
SIGNALS = ROOT / "dbc/signals.toml"
DATABASES = {bus: ROOT / f"dbc/{bus}.dbc" for bus in ("comfort", "inter_system")}

HIGHEST_PORT = 65_535


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns:
        0, or 2 where a file cannot be used.
    """
    parser = argparse.ArgumentParser(prog="python -m simulators", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser(
        "serve", help="run a vehicle in real time behind sockets on the loopback interface"
    )
    serving.add_argument("--vehicle", type=file_argument, default=VEHICLE, help="vehicle profile")
    serving.add_argument("--seed", type=_seed, default="1", help="of all phases and latencies")
    serving.add_argument(
        "--ports", type=written_argument, required=True, help="file that the addresses are written to"
    )
    serving.add_argument(
        "--database", action="append", type=_database, help="BUS=FILE; default: those of dbc/", metavar="BUS=FILE"
    )
    serving.add_argument(
        "--bitrate",
        action="append",
        default=[],
        type=_bitrate,
        help="BUS=BIT/S, in place of what its database says",
        metavar="BUS=N",
    )
    serving.add_argument("--signals", type=file_argument, default=SIGNALS, help="names of the signals")
    serving.add_argument("--signal-overrides", type=file_argument, help="places of signals that differ from those")
    serving.add_argument(
        "--ecus",
        action="append",
        choices=ECUS,
        metavar="NAME",
        help="this ECU alone, since the others are elsewhere on the buses; again for more; default: all",
    )
    serving.add_argument(
        "--join",
        action="append",
        default=[],
        type=_place,
        help="a bus that python-can opens, in place of one that is served; such as"
        " comfort=udp_multicast:239.74.163.2,port=43113",
        metavar="BUS=INTERFACE:CHANNEL[,OPTION=VALUE]",
    )
    serving.add_argument(
        "--diagnosis", action="store_true", help="let the ECUs answer to diagnosis; needs the group of that name"
    )
    serving.add_argument("--until-eof", action="store_true", help="end when standard input ends")
    _add_office(commands)
    listing = commands.add_parser("faults", help="the same as python -m proof faults")
    listing.add_argument("--json", action="store_true", help="as a JSON list")
    options = parser.parse_args(arguments)
    if options.command == "faults":
        # Another name for a command of a room above; nothing of it is known here.
        found: int = import_module("proof.__main__").main(["faults", *(["--json"] if options.json else [])])
        return found
    if options.command == "office":
        return _serve_office(options)
    databases = dict(options.database or DATABASES)
    try:
        network = Network.load(databases, options.signals, options.signal_overrides, dict(options.bitrate))
        require_suite_words(network, whole=True)
        require_simulated(network, options.ecus or ECUS, alone=options.ecus is None)
        profile = load_profile(options.vehicle)
    except DatabaseError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (OSError, ValueError) as error:  # a ValidationError is one
        sys.stderr.write(f"{options.vehicle}: {_of(error)}\n")
        return 2
    return _serve(options, network, profile)


def _serve(options: argparse.Namespace, network: Network, profile: VehicleProfile) -> int:
    try:
        server = Server(
            *(network, profile, options.seed),
            nodes=options.ecus,
            places=dict(options.join),
            diagnosis=options.diagnosis,
        )
    except ImportError as error:
        sys.stderr.write(f"--diagnosis needs {error.name}: uv sync --group diagnosis\n")
        return 2
    except (GateError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        serve(server, options.ports, until_eof=options.until_eof)
    except PortsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _add_office(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serving = commands.add_parser(
        "office", help="run the office alone, with pages for a browser and mail, on the loopback interface"
    )
    serving.add_argument("--vehicle", type=file_argument, default=VEHICLE, help="that of the test account")
    serving.add_argument(
        "--ports", type=written_argument, required=True, help="file that the addresses are written to"
    )
    serving.add_argument(
        "--as-staging",
        action="store_true",
        help="say that it is a staging system, so that a rig of that kind can be tried on it",
    )
    for door in ("http", "web", "smtp", "imap"):
        serving.add_argument(f"--{door}", type=_port, default=0, metavar="PORT", help="default: one that is free")
    serving.add_argument("--until-eof", action="store_true", help="end when standard input ends")


def _serve_office(options: argparse.Namespace) -> int:
    """Serve the stand-in of an office."""
    try:
        from simulators.servers.office import STAGING, Doors, serve_office  # noqa: PLC0415  # only some need its group
    except ImportError as error:
        sys.stderr.write(f"office needs {error.name}: uv sync --group office\n")
        return 2
    doors = Doors(options.http, options.web, options.smtp, options.imap)
    environment = STAGING if options.as_staging else SIMULATED
    try:
        network, profile = Network.load(DATABASES, SIGNALS), load_profile(options.vehicle)
    except DatabaseError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (OSError, ValueError) as error:  # a ValidationError is one
        sys.stderr.write(f"{options.vehicle}: {_of(error)}\n")
        return 2
    until = threading.Event()
    if options.until_eof:
        threading.Thread(target=stop_at_eof, args=(until.set,), name="stdin", daemon=True).start()
    try:
        serve_office(network, profile, options.ports, environment=environment, doors=doors, until=until)
    except (OSError, PortsError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _of(error: OSError | ValueError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return getattr(error, "strerror", None) or str(error)


def _bitrate(text: str) -> tuple[str, int]:
    bus, _, rate = text.partition("=")
    if not bus or not (rate.isascii() and rate.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r}: must be BUS=BIT/S")
    if not LOWEST_BITRATE <= int(rate) <= HIGHEST_BITRATE:
        allowed = f"must be {LOWEST_BITRATE} to {HIGHEST_BITRATE} bit/s"
        raise argparse.ArgumentTypeError(f"{text!r}: {allowed}")
    return _bus(text, bus), int(rate)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r}: must be a number up to {HIGHEST_PORT}")
    return int(text)


def _database(text: str) -> tuple[str, Path]:
    bus, separator, path = text.partition("=")
    if not separator or not bus or not path:
        raise argparse.ArgumentTypeError(f"{text!r}: must be BUS=FILE")
    return _bus(text, bus), file_argument(path)


def _place(text: str) -> tuple[str, Place]:
    bus, _, place = text.partition("=")
    interface, _, rest = place.partition(":")
    channel, *pairs = rest.split(",")
    options = dict(pair.partition("=")[::2] for pair in pairs)
    if not (bus and interface and channel and all(options) and all(options.values())):
        raise argparse.ArgumentTypeError(f"{text!r}: must be BUS=INTERFACE:CHANNEL[,OPTION=VALUE]")
    numbers = {key: int(value) if value.isdecimal() else value for key, value in options.items()}
    return _bus(text, bus), Place(interface, channel, numbers)


def _bus(text: str, bus: str) -> str:
    """Refuse a bus that the vehicle has not; without a word it would be one that nobody sends on."""
    if bus not in CHANNELS:
        raise argparse.ArgumentTypeError(f"{text!r}: the bus must be one of {', '.join(CHANNELS)}")
    return bus


def _seed(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: must be a text") from error
    return text


if __name__ == "__main__":
    sys.exit(main())
