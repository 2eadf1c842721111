"""Which service works in which privacy mode (lines 68 to 75, AMB-08)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.telematics.bus import BusAccess
from vehicle.profile import PrivacyPolicy

Mode = Literal["geolocated", "intermediate", "private"]
PrivacyService = Literal[
    "emergency_call",
    "breakdown_call",
    "vehicle_data",
    "maintenance",
    "position",
    "navigation",
    "remote_orders",
]

MODES: tuple[Mode, ...] = ("geolocated", "intermediate", "private")

_INTERMEDIATE: frozenset[PrivacyService] = frozenset(
    {"emergency_call", "breakdown_call", "vehicle_data", "maintenance"}
)
_ALL: frozenset[PrivacyService] = _INTERMEDIATE | {"position", "navigation", "remote_orders"}

ALLOWED: Mapping[PrivacyPolicy, Mapping[Mode, frozenset[PrivacyService]]] = {
    "regulated": {
        "geolocated": _ALL,
        "intermediate": _INTERMEDIATE,
        "private": frozenset({"emergency_call"}),
    },
    "literal": {"geolocated": _ALL, "intermediate": _INTERMEDIATE, "private": frozenset()},
}
"""Services that each mode allows, by policy: the regulated one never blocks the 112 call and its data in private
mode, the literal one is line 75 as it stands."""


class Privacy(Part):
    """The mode, kept in the ECU's memory; it is geolocated where that holds none."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._policy: PrivacyPolicy = ecu.profile.privacy_policy
        self._bus = ecu.part(BusAccess)
        self._watchers: list[Callable[[Mode], None]] = []
        request = ecu.while_powered(lambda values: self.mode_requested(values["privacy_request.mode"]))
        self._com.on_frame("privacy_request.mode", request)

    def watch(self, watcher: Callable[[Mode], None]) -> None:
        """Call `watcher` with each new mode, once it is shown."""
        self._watchers.append(watcher)

    def power_on(self) -> None:
        """Show the mode."""
        self._com.set("privacy.mode", self.mode)

    @property
    def mode(self) -> Mode:
        """The mode now."""
        stored = self._memory.get("privacy.mode")
        return next((mode for mode in MODES if mode == stored), "geolocated")

    def allows(self, service: PrivacyService) -> bool:
        """Tell whether a service works in the present mode."""
        return service in ALLOWED[self._policy][self.mode]

    def set_mode(self, mode: Mode) -> None:
        """Change the mode."""
        if mode != self.mode:
            self._memory["privacy.mode"] = mode
            self._bus.show("privacy.mode", mode)
            for watcher in self._watchers:
                watcher(mode)

    def mode_requested(self, mode: SignalValue) -> None:
        """Take the mode that the touch screen requests."""
        wanted = next((known for known in MODES if known == mode), None)
        if wanted is not None:
            self.set_mode(wanted)
