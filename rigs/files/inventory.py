"""What a rig has behind each port, as its file says it, before anything is opened."""

from __future__ import annotations

from collections.abc import Iterable

from dbc.network import Network
from rigs.files.rig_file import RigFile
from rigs.ports.pins import is_severed, plays
from rigs.ports.port import Activity, Audio, Derived, Instrument, Observation, Service, Signal, Stimulus

Port = Stimulus | Observation


class Inventory:
    """The ports of a rig.

    Args:
        rig: The rig file.
        network: Its databases.
    """

    def __init__(self, rig: RigFile, network: Network) -> None:
        self._rig = rig
        self._signals = {
            name
            for bus in network.buses
            for message in network.messages(bus)
            if not message.senders or any(rig.ecus.get(sender) != "absent" for sender in message.senders)
            for name in message.signals
        }
        self._absent = rig.absent
        self._restbus = rig.restbus

    def has(self, port: Port) -> bool:
        """Say whether the rig has something behind a port.

        A rig that is no bench has services of its own, and a source of a lab is that of its binding. A signal that
        the file declares absent is not missing: others may show what it would tell. One of an absent ECU is. What
        an ECU senses and drives that the rig simulates is there without an instrument.
        """
        rig, source = self._rig, port.source
        if self._restbus and is_severed(self._restbus, port):
            return False
        if plays(self._restbus, port):
            return True
        if port.name in (rig.stimuli if isinstance(port, Stimulus) else rig.observations):
            return True
        match source:
            case Derived():
                there = all(self.has(each) for each in source.ports)
            case Signal():
                there = source.name in self._signals or source.name in self._absent
            case Activity():
                there = source.bus in rig.buses
            case Audio():
                there = rig.audio is not None
            case Service():
                there = not rig.is_bench or self._is_served(source.service, isinstance(port, Stimulus))
            case _:
                there = not isinstance(source, Instrument)
        return there

    def missing(self, ports: Iterable[Port]) -> list[str]:
        """Name the ports that the rig has not, in order; of one that follows from others, those."""
        names: set[str] = set()
        for port in ports:
            if self.has(port):
                continue
            derived = port.source.ports if isinstance(port.source, Derived) else ()
            names.update(self.missing(derived) or [port.name])
        return sorted(names)

    def _is_served(self, service: str, is_called: bool) -> bool:
        """Say whether a service is there; an operator does what he is asked, and a mailbox only shows."""
        table = self._rig.services.get(service)
        drivers = ("http", "operator", "browser") if is_called else ("http", "imap", "browser")
        return table is not None and table.driver in drivers
