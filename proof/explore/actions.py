"""What people and the world can do to a vehicle: all of it, one sentence of the step library each."""

from __future__ import annotations

from proof.explore.action import Action
from proof.explore.at_the_vehicle import charging, doors, ignition, modes, screen
from proof.explore.from_afar import app, orders
from proof.explore.in_the_world import calls, world

ACTIONS: tuple[Action, ...] = (
    *orders(),
    *doors(),
    *ignition(),
    *calls(),
    *modes(),
    *screen(),
    *charging(),
    *world(),
    *app(),
)
"""All of them."""
