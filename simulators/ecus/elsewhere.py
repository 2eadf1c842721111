"""What the plant of a world takes from ECUs that are not in it: the power of which they tell on the bus."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from clock.kernel import Kernel
from dbc.network import Network
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com, SignalValue
from simulators.bus.segment import Segment
from simulators.plant.battery import TractionBattery

POWERS: Mapping[str, tuple[str, int]] = {
    "CHARGER": ("charge.power_kw", 1),
    "CLIMATE": ("climate.power_kw", -1),
}
"""Signal in kW of each ECU that charges the traction battery (1) or draws from it (-1)."""


class ElsewhereConsumers:
    """Consumers and sources of the traction battery whose ECUs are in another process, or real.

    Args:
        kernel: The clock.
        network: The databases.
        segments: The buses by name.
        battery: What they draw from.
        elsewhere: The ECUs that are not in this world.
    """

    def __init__(
        self,
        kernel: Kernel,
        network: Network,
        segments: Mapping[str, Segment],
        battery: TractionBattery,
        elsewhere: Collection[str],
    ) -> None:
        self._battery = battery
        com = Com(kernel, "", network, {bus: VirtualBus(segment) for bus, segment in segments.items()})
        for node, (signal, sign) in POWERS.items():
            if node in elsewhere:
                com.on(signal, partial(self._take, node.lower(), sign))

    def _take(self, who: str, sign: int, power_kw: SignalValue) -> None:
        self._battery.power(who, sign * float(power_kw))
