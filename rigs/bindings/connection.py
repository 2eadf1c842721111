"""A rig that is connected: the clock, the ear on the buses, and who serves the ports of one scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clock.kernel import Kernel
from rigs.bindings.binding import Binding
from rigs.bindings.can import CanBinding
from rigs.bindings.service import ServiceBinding, ServicePort
from rigs.bindings.visa import AudioBinding, Instruments, VisaBinding
from rigs.files.rig_file import RigFile
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Activity, Audio, Instrument, Service, Signal, Source
from rigs.recording.recorder import Recorder

Bindings = Mapping[type[Source], Binding]
"""Who serves the ports, by the kind of their source."""


@dataclass
class Connection:
    """What a scenario runs on.

    Attributes:
        kernel: The clock.
        recorder: The ear on the buses.
        bindings: Who serves the ports.
        fresh: Whether the vehicle has just been made, so that the way to the rest state is to wait.
        close: Leaves everything that was opened in its safe state.
    """

    kernel: Kernel
    recorder: Recorder
    bindings: Bindings
    fresh: bool = False
    close: Callable[[], None] = field(default=lambda: None)


def house_bindings(
    rig: RigFile,
    recorder: Recorder,
    instruments: Instruments,
    services: Mapping[str, ServicePort],
    kernel: Kernel,
    book: PortBook = HOUSE,
) -> dict[type[Source], Binding]:
    """Return the bindings for the kinds of source that the suite has, for one scenario.

    Args:
        rig: The rig file.
        recorder: The ear on the buses.
        instruments: Finds the open instrument of a name.
        services: The off-board services by name.
        kernel: The clock.
        book: The ports of the run.
    """
    buses = CanBinding(recorder)
    return {
        Signal: buses,
        Activity: buses,
        Instrument: VisaBinding(rig, instruments, kernel),
        Audio: AudioBinding(rig, instruments, kernel),
        Service: ServiceBinding(services, book),
    }
