"""Loggers of what a rig is connected to: one for each instrument, bus and service.

At DEBUG they tell each command, each answer, and each connection that was opened, closed or lost. Frames are not
told one by one: they stand in the traffic log. What services publish is told as far as a port shows it. The texts
are made only where somebody listens, as `pytest --log-level=DEBUG` does.
"""

from __future__ import annotations

import logging

ROOT = "connect_hil"


def instrument_logger(name: str) -> logging.Logger:
    """Return the logger of an instrument, by its name in the rig file."""
    return logging.getLogger(f"{ROOT}.instrument.{name}")


def bus_logger(name: str) -> logging.Logger:
    """Return the logger of a bus, by its name in the rig file."""
    return logging.getLogger(f"{ROOT}.bus.{name}")


def service_logger(name: str) -> logging.Logger:
    """Return the logger of an off-board service, by its name."""
    return logging.getLogger(f"{ROOT}.service.{name}")
