"""Faults that show a while after a scenario is over, when nobody does anything: see `rigs.judging.aftermath`."""

from __future__ import annotations

from proof.fault import Theme
from proof.slots import LIGHTS_ORDER, LOCKS
from rigs.judging.aftermath import AFTERMATH
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.signals import LightsOrder

LIGHTS = Theme("features/remote_control/lights.feature")
LOCKING = Theme("features/remote_control/locking.feature")

FAULTS = (
    LIGHTS.fault(
        "lights-again-3-min-later",
        "REMOTE-21",
        "The lights of a vehicle that is awake are on for 10 s on a lights order",
        "Three minutes after a lights order the lights come on once more.",
        LIGHTS_ORDER.also(LightsOrder.request, lambda lights: lights.request(lambda _result: None), after_s=180),
        AFTERMATH,
    ),
    LIGHTS.fault(
        "lamps-glow-3-min-later",
        "REMOTE-21",
        "The lights of a vehicle that is awake are on for 10 s on a lights order",
        "Three minutes after a lights order the lamps glow on; the bus says that they are off.",
        LIGHTS_ORDER.also(LightsOrder.request, lambda lights: lights._lamp.set(True), after_s=190),
        AFTERMATH,
    ),
    LOCKING.fault(
        "unlocked-by-itself-4-min-later",
        "REMOTE-15",
        "A lock order locks a vehicle that is awake",
        "Four minutes after a remote lock order the doors unlock.",
        LOCKS.also(
            CentralLocking.request,
            lambda locks: locks.request("unlocked", "remote_order"),
            after_s=240,
            target="locked",
            source="remote_order",
        ),
        "all doors and the trunk are locked within 8 s of the order and stay so for 30 min",
    ),
)
