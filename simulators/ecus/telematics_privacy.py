"""Which service works in which privacy mode (lines 68 to 75, AMB-08)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import Literal

from simulators.com import SignalValue
from simulators.profile import PrivacyPolicy

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
"""Regulated: private mode never blocks the 112 call and its data. Literal: as line 75 has it."""


class Privacy:
    """The mode, kept in the unit's memory.

    Args:
        memory: The memory; the mode is geolocated where it holds none.
        policy: How line 75 is read.
        changed: Called with each new mode.
    """

    def __init__(
        self, memory: MutableMapping[str, SignalValue], policy: PrivacyPolicy, changed: Callable[[Mode], None]
    ) -> None:
        self._memory = memory
        self._policy: PrivacyPolicy = policy
        self._changed = changed

    @property
    def mode(self) -> Mode:
        """The mode now."""
        stored = self._memory.get("privacy.mode")
        return next((mode for mode in MODES if mode == stored), "geolocated")

    def allows(self, service: PrivacyService) -> bool:
        """Whether a service works in the present mode."""
        return service in ALLOWED[self._policy][self.mode]

    def set_mode(self, mode: Mode) -> None:
        """Change the mode."""
        if mode != self.mode:
            self._memory["privacy.mode"] = mode
            self._changed(mode)
