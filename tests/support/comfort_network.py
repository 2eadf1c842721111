"""The suite's comfort bus with more messages on it, for tests of what hears and sends them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import can

from clock.kernel import VirtualKernel, seconds
from dbc.codec import Codec
from dbc.network import MessageSpec, Network, Value
from rigs.files.rig_file import ROOT
from rigs.recording.recorder import Recorder
from tests.support.kernel_rig import CHANNELS

EXTENDED = 1 << 31
"""What a DBC adds to an identifier of 29 bits."""


@cache
def with_messages(messages: str, attributes: str = "", *changes: tuple[str, str]) -> Network:
    """The databases of the suite, the comfort bus with messages and attributes added, or texts exchanged."""
    text = (ROOT / "dbc" / "comfort.dbc").read_text(encoding="utf-8")
    text = text.replace("BO_ 54 BodyNetwork", f"{messages}\nBO_ 54 BodyNetwork", 1) + attributes
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    with TemporaryDirectory() as folder:
        comfort = Path(folder, "comfort.dbc")
        comfort.write_text(text, encoding="utf-8")
        databases = {"comfort": comfort, "inter_system": ROOT / "dbc" / "inter_system.dbc"}
        return Network.load(databases, ROOT / "dbc" / "signals.toml")


def message_of(network: Network, name: str) -> MessageSpec:
    """A message of the comfort bus."""
    return next(message for message in network.messages("comfort") if message.name == name)


class Ear:
    """A recorder of these databases, and frames for it."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.kernel = VirtualKernel()
        self.recorder = Recorder(self.kernel, network, CHANNELS)

    def hear(self, when_s: float, message: can.Message) -> None:
        """Let the recorder hear a frame of the comfort bus at a time."""
        at_ns = seconds(when_s)
        self.kernel.call_at(at_ns, lambda: self.recorder.ear("comfort")(at_ns, message))

    def send(self, when_s: float, message: str, **values: Value) -> None:
        """Let it hear a data frame with these values, else start values, by their names in the database."""
        self.hear(when_s, self.frame(message, **values))

    def frame(self, message: str, **values: Value) -> can.Message:
        """Make a data frame with these values, else start values, by their names in the database."""
        spec = message_of(self.network, message)
        all_values = {name: values.get(signal.layout.name, signal.start) for name, signal in spec.signals.items()}
        return can.Message(
            arbitration_id=spec.frame_id, is_extended_id=spec.extended, data=Codec(spec).encode(all_values)
        )

    def run(self, until_s: float) -> None:
        """Let time pass."""
        self.kernel.run_until(seconds(until_s))

    def findings(self) -> list[tuple[str, str]]:
        """What the monitors found."""
        return [(finding.monitor, finding.text) for finding in self.recorder.findings]

    def shown(self, message: str, signal: str) -> list[tuple[object, int, int]]:
        """The changes of a signal with their intervals in ms."""
        track = self.recorder.tracks[f"comfort.{message}.{signal}"]
        return [(each.value, each.when.earliest_ns // 10**6, each.when.latest_ns // 10**6) for each in track]
