"""Small databases as laboratories have them, for tests of what reads them."""

from __future__ import annotations

from pathlib import Path

from dbc.codec import Codec
from dbc.network import MessageSpec, Network

FOLDER = Path(__file__).resolve().parent / "databases"


def lab_network(name: str) -> Network:
    """A database of `databases` alone, as the bus `lab`, without a name of the suite."""
    return Network.load({"lab": FOLDER / f"{name}.dbc"}, FOLDER / "no-names.toml")


def message_named(network: Network, name: str) -> MessageSpec:
    """A message of the bus `lab`."""
    return next(message for message in network.messages("lab") if message.name == name)


def codec_of(network: Network, name: str) -> Codec:
    """The codec of a message of the bus `lab`."""
    return Codec(message_named(network, name))
