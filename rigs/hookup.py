"""A rig that is connected: the clock, the ear on the buses, the instruments and the services of one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from rigs.bind_visa import InstrumentLink
from rigs.recorder import Recorder
from simulators.kernel import Kernel

ServiceListener = Callable[[int, str, Any], None]
"""Called with the rig time in ns, the item and its value, for each change of a service."""


class ServicePort(Protocol):
    """An off-board service as the rig reaches it, in process or over the network."""

    error_ns: int
    """How far the time of a change may be off."""

    def call(self, verb: str, argument: Any = None) -> Any:
        """Ask the service to do something.

        Raises:
            rigs.errors.ServiceFault: It cannot be reached, or refuses.
        """

    def watch(self, listener: ServiceListener) -> None:
        """Call `listener` for all that the service has published and will publish, in order."""


@dataclass
class Hookup:
    """What a scenario runs on.

    Attributes:
        kernel: The clock.
        recorder: The ear on the buses.
        instrument: The open instrument of a name; opened when first asked for.
        services: By name.
        fresh: Whether the vehicle has just been made, so that the way to the rest state is to wait.
        close: Leaves everything that was opened in its safe state.
    """

    kernel: Kernel
    recorder: Recorder
    instrument: Callable[[str], InstrumentLink]
    services: Mapping[str, ServicePort]
    fresh: bool = False
    close: Callable[[], None] = field(default=lambda: None)
