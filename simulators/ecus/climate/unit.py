"""The climate ECU: cabin temperature, pre-conditioning and its programmes."""

from __future__ import annotations

from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.programme import Date, Programmes
from simulators.ecus.ecu import Identity
from simulators.ecus.vehicle import FittedMember
from simulators.ecus.wake import WakeRequest


class Climate(FittedMember):
    """The climate ECU."""

    NODE = "CLIMATE"
    BUSES = ("comfort",)
    IDENTITY = Identity(software=(2, 8), hardware=1)
    PARTS = (WakeRequest, Date, PreConditioning, Programmes)
